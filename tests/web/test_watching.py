"""Watching from the pages of one's own server."""

import html
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import icalendar
import pytest
from starlette.testclient import TestClient
from tests.web.conftest import form_token_of

PAIR = "/pairs/CHN/GBR"


def save(browser: TestClient, page: str, name: str) -> str:
    """Watch what a page offers, as its form sends it; return the page of watches."""
    text = browser.get(page).text
    [form] = re.findall(r'<form class="days" action="/watches".*?</form>', text, re.DOTALL)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    data = {k: html.unescape(v) for k, v in fields.items()} | {"name": name}
    answer = browser.post("/watches", data=data)
    assert (answer.status_code, answer.headers["location"]) == (303, "/watches")
    return browser.get("/watches").text


def post(browser: TestClient, path: str, **form: str) -> int:
    token = form_token_of(browser.get("/watches").text)
    code: int = browser.post(path, data={"form_token": token, **form}).status_code
    return code


def test_a_pair_is_watched_from_its_page(browser: TestClient) -> None:
    assert "You watch nothing yet" in browser.get("/watches").text
    page = save(browser, PAIR, "China and Britain")
    assert "China and Britain" in page and f'href="{PAIR}"' in page
    feed = browser.get("/watches/1/feed.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(feed.content)
    links = [e.get("href") or "" for e in root.iter("{http://www.w3.org/2005/Atom}link")]
    words = [one for one in links if "/documents/" in one]
    assert words
    answer = browser.get(words[0].removeprefix("http://testserver").partition("#")[0])
    assert answer.status_code == 200 and 'id="words"' in answer.text


def test_a_search_is_watched_with_its_facets(browser: TestClient) -> None:
    page = save(browser, "/search?q=dialogue&kind=engagement&party=CHN&page=1", "Dialogues")
    assert "q=dialogue&amp;kind=engagement&amp;party=CHN" in page
    assert "“dialogue”, kind engagement, China" in page
    entries = ElementTree.fromstring(browser.get("/watches/1/feed.atom").content)
    titles = [t.text or "" for t in entries.iterfind(".//{*}entry/{*}title")]
    assert titles and all(title.startswith("Engagement") for title in titles)


def test_a_search_for_everything_is_not_offered(browser: TestClient) -> None:
    for path in ("/search", "/search?q=&page=1", "/search?as_of=2024-01-01"):
        assert 'action="/watches"' not in browser.get(path).text


def test_a_feed_that_is_known_is_not_sent_again(browser: TestClient) -> None:
    save(browser, PAIR, "x")
    for output in ("feed.atom", "calendar.ics", "digest.md"):
        tag = browser.get(f"/watches/1/{output}").headers["ETag"]
        again = browser.get(f"/watches/1/{output}", headers={"If-None-Match": f'"x", W/{tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert browser.get(f"/watches/1/{output}", headers={"If-None-Match": '"x"'}).content


def test_a_calendar_can_be_subscribed_to(browser: TestClient) -> None:
    save(browser, PAIR, "x")
    answer = browser.get("/watches/1/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert icalendar.Calendar.from_ical(answer.content)["X-WR-CALNAME"] == "x"


def test_a_digest_is_of_a_day_that_can_be(browser: TestClient) -> None:
    save(browser, PAIR, "x")
    today = datetime.now(UTC).date()
    assert "### Encounters: new" in browser.get("/watches/1/digest.md").text
    assert "## x" in browser.get(f"/watches/digest.md?since={today}").text
    for since in ("2999-01-01", "1999-01-01", "soon", "2024-02-31"):
        assert browser.get(f"/watches/digest.md?since={since}").status_code == 422
        assert browser.get(f"/watches/1/digest.md?since={since}").status_code == 422


def test_a_watch_is_removed(browser: TestClient) -> None:
    save(browser, PAIR, "x")
    assert post(browser, "/watches/1/remove") == 303
    assert browser.get("/watches/1/feed.atom").status_code == 404
    assert post(browser, "/watches/1/remove") == 404


def test_a_feed_reader_needs_no_cookie(browser: TestClient) -> None:
    save(browser, PAIR, "x")
    token = form_token_of(browser.get("/watches").text)
    made = browser.post("/watches/1/address", data={"form_token": token}).text
    [secret] = set(re.findall(r"token=([\w-]{43})", made))
    browser.cookies.clear()
    assert browser.get("/watches/1/feed.atom").status_code == 303
    assert browser.get(f"/watches/1/feed.atom?token={secret}").status_code == 200
    assert browser.get(f"/watches/1/feed.atom?token={secret[::-1]}").status_code == 404


@pytest.mark.parametrize(
    "form",
    [{"name": "", "question": "q=a"}, {"name": "x", "question": ""},
     {"name": "x", "question": "party=Atlantis"}, {"name": "x", "kind": "page", "question": "q=a"},
     {"name": "x", "kind": "pair", "question": "party=CHN"},
     {"name": "x", "question": "q=" + "a" * 3000}],
)  # fmt: skip
def test_what_can_t_be_watched_is_refused(browser: TestClient, form: dict[str, str]) -> None:
    assert post(browser, "/watches", **form) in (400, 404, 422)
    assert "You watch nothing yet" in browser.get("/watches").text


def test_no_other_site_can_change_watches(browser: TestClient) -> None:
    save(browser, PAIR, "x")
    for path in ("/watches", "/watches/1/remove", "/watches/1/address"):
        answer = browser.post(path, data={"name": "y", "question": "q=a"})
        assert answer.status_code == 403


def test_hostile_names_stay_text(browser: TestClient) -> None:
    page = save(browser, PAIR, "<script>alert(1)</script>\"'&")
    assert "<script>alert" not in page
    assert b"<script>" not in browser.get("/watches/1/feed.atom").content
    assert "<script>" not in browser.get("/watches/1/digest.md").text
