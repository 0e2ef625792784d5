"""Reviewing in the browser: what is decided holds, and nobody's decision is overwritten unseen."""

import html
import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import form_token_of

from communique.archive import Stored
from communique.errors import ReviewConflict
from communique.views import open_archive
from communique.web.roles import Role
from communique.web.sessions import COOKIE

WRITERS = 10


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def someone(browser: TestClient, name: str, role: Role = Role.ANALYST) -> dict[str, str]:
    """Return the cookies of another person's session."""
    return {COOKIE: browser.app.state.sessions.open(name, role)}  # type: ignore[attr-defined]


def open_as(browser: TestClient, path: str, cookies: dict[str, str] | None = None) -> str:
    if cookies is not None:
        browser.cookies.clear()
        browser.cookies.update(cookies)
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def decide(
    browser: TestClient, key: str, page: str, verdict: str, **fields: str
) -> tuple[int, str]:
    data = {"form_token": form_token_of(page), "seen": seen_in(page), "verdict": verdict, **fields}
    answer = browser.post(f"/review/records/{key}", data=data)
    return answer.status_code, answer.headers.get("location", answer.text)


def one_record(archive: Path, kind: str = "commitment") -> Stored:
    with open_archive(archive, create=False) as desk:
        return next(desk.records(kind=kind, limit=1))


def test_the_queue_begins_with_the_least_certain_and_most_used(
    browser: TestClient, archive: Path
) -> None:
    page = open_as(browser, "/review")
    keys = re.findall(r'href="/review/records/(\w+)"', page)
    with open_archive(archive, create=False) as desk:
        places = desk.doubtful(limit=25)
        lowest = min(one.record.confidence for one in desk.records())
    assert keys == [one.record_id for one in places]
    assert places[0].confidence == lowest
    order = [(one.confidence, -one.uses) for one in places]
    assert order == sorted(order)
    assert len({one.uses for one in places}) > 1


def test_accepting_leads_on_and_is_taken_back(browser: TestClient, archive: Path) -> None:
    start = browser.get("/review/next").headers["location"]
    key = start.removeprefix("/review/records/")
    status, onward = decide(browser, key, open_as(browser, start), "accept", why="as in the text")
    assert status == 303
    leads = browser.get(onward).headers["location"]
    assert key not in leads
    page = open_as(browser, leads)
    assert "as in the text" in page
    with open_archive(archive, create=False) as desk:
        assert desk.at(key).stored.review == "accepted"
        (review,) = desk.reviews()
    data = {"form_token": form_token_of(page), "review": str(review.id)}
    assert browser.post("/review/undo", data=data).status_code == 303
    with open_archive(archive, create=False) as desk:
        assert desk.at(key).stored.review is None
    again = browser.post("/review/undo", data=data)
    assert again.status_code == 409
    assert "taken back already" in html.unescape(again.text)


def test_a_correction_and_new_words_show_up_in_the_document(
    browser: TestClient, archive: Path
) -> None:
    one = one_record(archive)
    page = open_as(browser, f"/review/records/{one.id}")
    status, where = decide(
        browser, one.id, page, "correct", **{"set.action": "open <b>a new</b> office"}
    )
    assert status == 303
    made = where.split("/")[-1].partition("?")[0]
    shown = open_as(browser, f"/documents/{one.document.id}")
    assert "open &lt;b&gt;a new&lt;/b&gt; office" in shown
    assert f'id="in-{made}"' in shown and f'id="in-{one.id}"' not in shown
    words = open_as(browser, f"/review/records/{made}/words")
    status, where = decide(browser, made, words, "correct", **{"set.spans": "10-20, 30-44"})
    assert status == 303
    again = where.split("/")[-1].partition("?")[0]
    with open_archive(archive, create=False) as desk:
        record = desk.at(again).stored.record
        text = desk.text(one.document.id)
        assert [(e.start, e.end) for e in record.evidence] == [(10, 20), (30, 44)]
        assert [e.text for e in record.evidence] == [text[10:20], text[30:44]]
        assert desk.check() == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"set.spans": "5-1"}, "offsets"),
        ({"set.spans": "0-99999999"}, "offsets"),
        ({"set.spans": "abc"}, "no span"),
        ({"set.force": "sworn"}, "can't be corrected"),
        ({}, "nothing was changed"),
    ],
)
def test_what_is_no_correction_is_told_in_one_line(
    browser: TestClient, archive: Path, fields: dict[str, str], told: str
) -> None:
    one = one_record(archive)
    page = open_as(browser, f"/review/records/{one.id}")
    status, text = decide(browser, one.id, page, "correct", **fields)
    assert status in (400, 404, 422)
    assert told in html.unescape(text)
    with open_archive(archive, create=False) as desk:
        assert list(desk.reviews()) == []


def test_who_comes_later_sees_both_decisions(browser: TestClient, archive: Path) -> None:
    one = one_record(archive)
    amina, ben = (someone(browser, name) for name in ("amina", "ben"))
    hers = open_as(browser, f"/review/records/{one.id}", amina)
    his = open_as(browser, f"/review/records/{one.id}", ben)
    browser.cookies.clear()
    browser.cookies.update(amina)
    assert decide(browser, one.id, hers, "reject", why="a wish")[0] == 303
    browser.cookies.clear()
    browser.cookies.update(ben)
    status, page = decide(browser, one.id, his, "correct", **{"set.action": "buy grain"})
    assert status == 409
    assert "amina rejected" in page and "a wish" in page and "buy grain" in page
    with open_archive(archive, create=False) as desk:
        assert [review.by for review in desk.reviews()] == ["amina"]
    # The page's own form decides all the same, knowing what the other decided.
    sent = dict(re.findall(r'<input type="hidden" name="(set\.[\w.]+)" value="([^"]*)"', page))
    status, _ = decide(browser, one.id, page, "correct", **sent)
    assert status == 303
    differing = open_as(browser, "/review?show=differ")
    assert "amina rejected" in differing and "ben corrected" in differing
    assert "holds" in differing


def test_of_ten_writers_at_once_one_is_stored_and_nine_are_told(
    browser: TestClient, archive: Path
) -> None:
    """Each writes from the same state; the others' forms must not overwrite the first."""
    one = one_record(archive)
    path = f"/review/records/{one.id}"
    forms = []
    for number in range(WRITERS):
        cookies = someone(browser, f"writer {number}")
        page = open_as(browser, path, cookies)
        forms.append((cookies, form_token_of(page), seen_in(page)))
    browser.cookies.clear()
    together = Barrier(WRITERS)

    def write(number: int) -> int:
        cookies, token, seen = forms[number]
        data = {"form_token": token, "seen": seen, "verdict": "correct", "why": str(number)}
        together.wait()
        answer = browser.post(
            path,
            data={**data, "set.action": f"action {number}"},
            headers={"Cookie": f"{COOKIE}={cookies[COOKIE]}"},
        )
        return answer.status_code

    with ThreadPoolExecutor(WRITERS) as pool:
        answers = list(pool.map(write, range(WRITERS)))
    assert sorted(answers) == [303] + [409] * (WRITERS - 1)
    winner = answers.index(303)
    with open_archive(archive, create=False) as desk:
        (review,) = desk.reviews()
        assert review.by == f"writer {winner}"
        assert review.made is not None
        assert desk.at(review.made).stored.record.action == f"action {winner}"  # type: ignore[attr-defined]
        assert desk.check() == []


def test_ten_writers_with_a_record_each_are_all_stored(browser: TestClient, archive: Path) -> None:
    with open_archive(archive, create=False) as desk:
        keys = [one.id for one in desk.records(limit=WRITERS)]
    forms = []
    for number, key in enumerate(keys):
        cookies = someone(browser, f"writer {number}")
        page = open_as(browser, f"/review/records/{key}", cookies)
        forms.append((key, cookies[COOKIE], form_token_of(page), seen_in(page)))
    browser.cookies.clear()

    def write(form: tuple[str, str, str, str]) -> int:
        key, secret, token, seen = form
        data = {"form_token": token, "seen": seen, "verdict": "accept"}
        headers = {"Cookie": f"{COOKIE}={secret}"}
        return browser.post(f"/review/records/{key}", data=data, headers=headers).status_code

    with ThreadPoolExecutor(WRITERS) as pool:
        assert list(pool.map(write, forms)) == [303] * WRITERS
    with open_archive(archive, create=False) as desk:
        assert len(list(desk.reviews())) == WRITERS


def test_a_state_changes_with_every_decision_on_the_record(archive: Path) -> None:
    one = one_record(archive)
    with open_archive(archive, create=False) as desk:
        states = [desk.state_of(one.id)]
        done = desk.accept(one.id, "amina", seen=states[0])
        states.append(desk.state_of(one.id))
        desk.undo(done.id, "amina")
        states.append(desk.state_of(one.id))
        made = desk.correct(one.id, "amina", {"action": "buy grain"}, seen=states[-1]).made
        assert made is not None
        states.append(desk.state_of(one.id))
        # What becomes of the corrected record concerns who still looks at the first one.
        desk.accept(made, "ben")
        states.append(desk.state_of(one.id))
        assert len(set(states)) == len(states)
        for old in states[:-1]:
            with pytest.raises(ReviewConflict):
                desk.reject(one.id, "carol", seen=old)


def test_mentions_are_joined_and_split_once(browser: TestClient, archive: Path) -> None:
    with open_archive(archive, create=False) as desk:
        person = next(one for one in desk.recall().people if len(one.mentions) > 1)
        key = person.mentions[0].partition("/")[0]
    page = open_as(browser, f"/review/records/{key}/links")
    form = re.search(r'action="/review/mentions"(?:(?!</form>).)*Split off', page, re.DOTALL)
    assert form is not None
    data = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0])) | {"verdict": "split"}
    assert browser.post("/review/mentions", data=data).status_code == 303
    late = browser.post("/review/mentions", data=data)
    assert late.status_code == 409
    assert "split" in late.text and "Decide so all the same" in late.text
    with open_archive(archive, create=False) as desk:
        (review,) = desk.reviews()
        assert (review.verdict, review.kind) == ("split", "person")
        joined = [set(person.mentions) for person in desk.recall().people]
    assert not any(set(review.targets) <= mentions for mentions in joined)


def test_gold_is_exported(browser: TestClient, archive: Path) -> None:
    one = one_record(archive)
    with open_archive(archive, create=False) as desk:
        desk.accept(one.id, "amina")
    with zipfile.ZipFile(io.BytesIO(browser.get("/review/gold.zip").content)) as gold:
        assert [Path(name).stem for name in gold.namelist()] == [Path(one.document.name).stem]


@pytest.mark.parametrize(
    ("path", "role", "status"),
    [
        ("/review", Role.READER, 403),
        ("/review", Role.ANALYST, 200),
        ("/add", Role.ANALYST, 403),
        ("/add", Role.EDITOR, 200),
        ("/runs", Role.READER, 403),
        ("/review/gold.zip", Role.READER, 403),
    ],
)
def test_pages_are_for_their_roles(browser: TestClient, path: str, role: Role, status: int) -> None:
    browser.cookies.clear()
    browser.cookies.update(someone(browser, "dana", role))
    assert browser.get(path).status_code == status


def test_readers_change_nothing(browser: TestClient, archive: Path) -> None:
    one = one_record(archive)
    page = open_as(browser, f"/review/records/{one.id}")
    browser.cookies.clear()
    browser.cookies.update(someone(browser, "dana", Role.READER))
    assert decide(browser, one.id, page, "reject")[0] == 403
    for path in ("/review/undo", "/review/mentions", "/add/text", "/add/files", "/add/address"):
        assert browser.post(path, data={"form_token": form_token_of(page)}).status_code == 403
    with open_archive(archive, create=False) as desk:
        assert list(desk.reviews()) == []
        assert desk.runs() == []
