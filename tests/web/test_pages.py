"""Pages of the archive: what they show, and that everything leads to its words."""

import html
import re

import pytest
from starlette.testclient import TestClient
from tests.servers import STORES

from communique.views import open_archive

pytestmark = pytest.mark.parametrize("store", STORES)


def test_the_first_page_leads_to_pairs_and_documents(browser: TestClient, archive: str) -> None:
    page = browser.get("/").text
    links = re.findall(r'href="(/(?:pairs|documents)/[^"]+)"', page)
    assert links
    for link in links:
        assert browser.get(link).status_code == 200


def test_a_pair_is_found_by_any_name(browser: TestClient) -> None:
    answer = browser.get("/pairs", params={"a": "britain", "b": "People's Republic of China"})
    assert answer.headers["location"] == "/pairs/GBR/CHN"
    missing = browser.get("/pairs", params={"a": "Atlantis", "b": "China"})
    assert missing.status_code == 404
    assert "Atlantis" in html.unescape(missing.text)


def test_every_footnote_of_a_dossier_leads_to_its_words(browser: TestClient, archive: str) -> None:
    page = browser.get("/pairs/CHN/GBR").text
    links = set(re.findall(r'href="(/documents/(\w+)\?words=([\d,-]+)#words)"', page))
    assert links
    with open_archive(archive, create=False) as desk:
        for link, key, spans in links:
            shown = browser.get(html.unescape(link)).text
            start, end = map(int, spans.split(",")[0].split("-"))
            words = desk.text(key)[start:end]
            marked = re.findall(r'class="mark sought"[^>]*>([^<]*)<|<mark>([^<]*)<', shown)
            assert words[:20] in html.unescape("".join(a or b for a, b in marked))


def test_a_document_shows_every_character_of_its_blocks(browser: TestClient, archive: str) -> None:
    with open_archive(archive, create=False) as desk:
        for summary in desk.documents():
            shown = browser.get(f"/documents/{summary.id}").text
            article = re.search(r"<article.*?</article>", shown, re.DOTALL)
            assert article is not None
            plain = html.unescape(re.sub(r"<[^>]*>", "", article[0]))
            document = desk.document(summary.id)
            for block in document.articles[0].blocks:
                assert document.text[block.start : block.end] in plain


def test_a_document_lists_its_records(browser: TestClient, archive: str) -> None:
    with open_archive(archive, create=False) as desk:
        summary = next(desk.documents())
        records = list(desk.records(document=summary.id))
    shown = browser.get(f"/documents/{summary.id}").text
    assert records
    for one in records:
        assert f'id="in-{one.id}"' in shown
        assert f'id="r-{one.id}"' in shown


def test_what_is_not_there_is_said_in_one_line(browser: TestClient) -> None:
    answer = browser.get("/documents/unknown")
    assert answer.status_code == 404
    assert "unknown" in answer.text and "Traceback" not in answer.text
