"""The sample corpus: manifest and pages agree, and the texts are our own."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest

from communique.sample import SamplePage, Style, pages, pages_folder

#: Names a folder of published texts of others to compare with; unset, there is no comparison.
FOREIGN_TEXTS = "COMMUNIQUE_FOREIGN_TEXTS"
LONGEST_SHARED_RUN = 9

PAGES = [pytest.param(page, id=page.file) for page in pages()]


def read_words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def yield_runs(text: str) -> Iterator[tuple[str, ...]]:
    words = read_words(text)
    length = LONGEST_SHARED_RUN + 1
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))


def list_texts(page: SamplePage) -> list[str]:
    text = page.path.read_text(encoding="utf-8")
    if page.path.suffix == ".jsonl":
        return [json.loads(line)["text"] for line in text.splitlines()]
    return [re.sub(r"<[^>]*>", " ", text) if page.path.suffix == ".html" else text]


def test_manifest_lists_exactly_the_files() -> None:
    listed = [page.file for page in pages()]
    assert sorted(listed) == sorted(path.name for path in pages_folder().iterdir())
    assert len(set(listed)) == len(listed)


def test_pages_are_many_and_of_every_style() -> None:
    assert len(pages()) >= 18
    assert {page.style for page in pages()} == set(get_args(Style))
    assert {page.path.suffix for page in pages()} == {".txt", ".md", ".html", ".jsonl"}


def test_several_pairs_have_several_pages() -> None:
    pairs = Counter(
        pair for page in pages() if page.records for pair in combinations(sorted(page.parties), 2)
    )
    assert len([pair for pair, count in pairs.items() if count >= 3]) >= 3


def test_two_meetings_are_told_by_two_sides() -> None:
    sides: dict[tuple[object, ...], set[str]] = {}
    for page in pages():
        if page.side is not None and page.records:
            sides.setdefault((page.date, page.parties), set()).add(page.side)
    assert len([told for told in sides.values() if len(told) == 2]) >= 2


def test_manifest_runs_from_oldest_to_newest() -> None:
    dates = [page.date for page in pages()]
    assert dates == sorted(dates)


def test_pages_without_records_are_marked() -> None:
    assert {page.style for page in pages() if not page.records} == {"other-language", "sport"}


@pytest.mark.parametrize("page", PAGES)
def test_page_has_its_date_and_side(page: SamplePage) -> None:
    text = page.path.read_text(encoding="utf-8")
    assert str(page.date.year) in text
    assert re.search(rf"\b0?{page.date.day}\b", text)
    assert page.side is None or page.side in page.parties


@pytest.mark.parametrize("page", PAGES)
def test_page_is_short_and_says_that_it_is_a_sample(page: SamplePage) -> None:
    for text in list_texts(page):
        assert 60 <= len(read_words(text)) <= 350
    whole = page.path.read_text(encoding="utf-8")
    assert "Sample " in whole or "d'exemple" in whole


@pytest.mark.parametrize("page", PAGES)
def test_page_names_sources(page: SamplePage) -> None:
    assert page.description
    assert all(
        source.startswith(("https://", "http://")) or len(source.split()) >= 4
        for source in page.sources
    )


@pytest.mark.skipif(FOREIGN_TEXTS not in os.environ, reason=f"{FOREIGN_TEXTS} is not set")
def test_texts_share_no_long_run_with_others() -> None:
    ours = {
        run: page.file for page in pages() for text in list_texts(page) for run in yield_runs(text)
    }
    shared = {
        (ours[run], " ".join(run))
        for path in sorted(Path(os.environ[FOREIGN_TEXTS]).rglob("*.txt"))
        for run in yield_runs(path.read_text(encoding="utf-8", errors="replace"))
        if run in ours
    }
    assert shared == set()
