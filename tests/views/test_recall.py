"""Texts of documents: the right ones, fetched together."""

from collections.abc import Collection
from pathlib import Path

import pytest

import communique as cq
from communique.errors import ArchiveError
from communique.views import open_archive
from communique.views.recall import Texts

PAGES = tuple(f"Japan and Kenya held talks in Nairobi on {day} May 2024." for day in range(1, 8))


def test_texts_are_fetched_together_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_archive(tmp_path / "desk.db") as desk:
        documents = [cq.read_text(page, date="2024-05-09") for page in PAGES]
        for document in documents:
            desk.add(document, ())
        asked: list[int] = []
        fetch = desk.texts

        def note(ids: Collection[str]) -> dict[str, str]:
            asked.append(len(ids))
            return fetch(ids)

        monkeypatch.setattr(desk, "texts", note)
        texts = Texts(desk, [document.id for document in documents[:-1]])
        for document in (*documents, *documents):
            assert texts(document.id) == document.text
        assert asked == [len(PAGES) - 1]


def test_a_text_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with open_archive(tmp_path / "desk.db") as desk:
        assert desk.texts(["nothing"]) == {}
        with pytest.raises(ArchiveError):
            Texts(desk, ())("nothing")
