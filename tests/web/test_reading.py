"""Pages for reading: each answers, holds nothing inline, and leads to things and words."""

import html
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import communique
from communique.document import Document
from communique.reading import iter_documents
from communique.sample import pages_folder
from communique.views import open_archive

PAGES = [
    "/encounters", "/commitments", "/requests", "/targets", "/positions", "/mechanisms",
    "/calendar", "/calendar?past=true", "/people", "/parties", "/parties/GBR", "/issues",
    "/issues/trade", "/documents", "/quotes", "/quotes?words=free+trade", "/checks",
    "/search", "/search?q=trade&party=CHN", "/pairs/CHN/GBR",
    "/pairs/CHN/GBR/changes?since=2020-01-01", "/encounters?party=China&party=Britain",
]  # fmt: skip

#: Two reports of one meeting.
BOTH_SIDES = ("2024-11-18-starmer-xi-rio.txt", "2026-01-29-starmer-beijing.txt")

HOSTILE = '"><script>alert(1)</script>'


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_heading_and_nothing_inline(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200
    assert len(re.findall(r"<h1\b", answer.text)) == 1
    assert not re.search(r"<style|\sstyle=|<script(?! src=)|\son\w+=", answer.text)
    ids = re.findall(r'\bid="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", ["/encounters", "/commitments", "/positions", "/pairs/CHN/GBR"])
def test_every_line_leads_to_its_thing(browser: TestClient, path: str) -> None:
    links = set(re.findall(r'href="(/things/\w+)"', browser.get(path).text))
    assert links
    for link in sorted(links)[:15]:
        answer = browser.get(link, follow_redirects=True)
        assert answer.status_code == 200
        assert "#words" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/search?q={}&person={}&publisher={}",
        "/commitments?words={}&state={}&issue={}",
        "/quotes?words=trade+{}&by={}",
        "/documents?publisher={}",
        "/encounters?party={}",
        "/things/{}",
    ],
)
def test_what_is_asked_for_is_text_and_not_markup(browser: TestClient, path: str) -> None:
    answer = browser.get(path.replace("{}", "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"))
    assert answer.status_code in (200, 404)
    assert HOSTILE not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/commitments?sort=sideways",
        "/commitments?page=0",
        "/search?confidence=high",
        "/search?since=yesterday",
        "/pairs/CHN/GBR/changes",
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_one_line(
    browser: TestClient, path: str
) -> None:
    answer = browser.get(path)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_record_tells_where_it_is_used_and_a_mark_leads_to_it(
    browser: TestClient, archive: Path
) -> None:
    with open_archive(archive, create=False) as desk:
        encounter = next(e for e in desk.recall().encounters if e.accounts)
        account = encounter.accounts[0]
    shown = browser.get(f"/documents/{account.document}").text
    assert f'href="/records/{account.record}"' in shown
    used = browser.get(f"/records/{account.record}").text
    assert f"/things/{encounter.id}" in used


def test_facets_narrow_and_can_be_taken_back(browser: TestClient) -> None:
    page = browser.get("/search?q=trade").text
    links = [html.unescape(link) for link in re.findall(r'href="(\?[^"]*kind=\w+)"', page)]
    assert links
    total = int(re.search(r'class="cover">(\d+) record', page)[1])  # type: ignore[index]
    for link in links:
        narrowed = browser.get(f"/search{link}").text
        count = int(re.search(r'class="cover">(\d+) record', narrowed)[1])  # type: ignore[index]
        assert 0 < count <= total
        assert 'aria-label="Kind: any"' in narrowed


def test_an_encounter_shows_its_accounts_side_by_side(browser: TestClient, archive: Path) -> None:
    with open_archive(archive, create=False) as desk:
        for document in iter_documents([pages_folder() / name for name in BOTH_SIDES]):
            assert isinstance(document, Document)
            desk.add(document, communique.extract(document))
        several = [
            e for e in desk.recall().encounters if e.independent_sources > 1 and e.status == "held"
        ]
    assert several
    page = browser.get(f"/encounters/{several[0].id}").text
    assert 'id="beside"' in page
    assert "Told alike" in page


def test_drawings_have_their_numbers_beside_them(browser: TestClient) -> None:
    page = browser.get("/parties/GBR").text
    drawings = re.findall(r'<svg [^>]*role="img"[^>]*aria-labelledby="([^"]+)"', page)
    assert drawings
    for named in drawings:
        assert all(f'id="{one}"' in page for one in named.split())
    assert page.count('<details class="numbers">') == len(drawings)


def test_quotes_are_looked_up_with_their_speakers(browser: TestClient, archive: Path) -> None:
    with open_archive(archive, create=False) as desk:
        said = next(desk.records(kind="statement")).record
    words = said.evidence[0].text
    page = html.unescape(browser.get("/quotes", params={"words": words}).text)
    assert "Yes, in these words" in page
    assert "Not found" in browser.get("/quotes", params={"words": "no such words anywhere"}).text
