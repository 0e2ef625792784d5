"""What plain words tell of promises: histories whose outcome often no record holds."""

import random
import re
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from tests.linking.builders_promises import store, summary

import communique as cq
from communique.archive.types import DocumentSummary, Stored
from communique.linking.promises import follow_promises
from communique.linking.types import Promise

_PROMISED = re.compile(r"</?p>")
HISTORIES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "histories_promises.toml").read_text(encoding="utf-8")
)["story"]


@lru_cache(maxsize=512)
def read(day: str, text: str) -> tuple[str, tuple[Stored, ...]]:
    document = cq.read_text(text, date=day)
    return document.id, tuple(store(record, day) for record in cq.extract(document))


class Told:
    """A history as it is handed to `follow_promises`, and where its promise stands in it."""

    def __init__(self, history: dict[str, Any]) -> None:
        self.stored: list[Stored] = []
        self.texts: dict[str, str] = {}
        self.documents: list[DocumentSummary] = []
        self.places: set[tuple[str, int, int]] = set()
        for day, marked in history["pages"]:
            plain = _PROMISED.sub("", marked)
            document, records = read(day, plain)
            self.stored += records
            self.texts[document] = plain
            self.documents.append(summary(document, day))
            if "<p>" in marked:
                start = marked.index("<p>")
                self.places.add((document, start, marked.index("</p>") - len("<p>")))
        last = max(day for day, _ in history["pages"])
        self.as_of = date.fromisoformat(history.get("as_of", last))

    def follow(self) -> tuple[Promise, ...]:
        return follow_promises(
            self.stored,
            as_of=self.as_of,
            texts=self.texts.__getitem__,
            documents=self.documents,
        )

    def promise(self) -> Promise:
        return max(self.follow(), key=self._overlap)

    def _overlap(self, promise: Promise) -> int:
        return sum(
            any(
                step.source.document == document and start < last and first < end
                for step in promise.steps
                for first, last in step.source.spans
            )
            for document, start, end in self.places
        )


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: str(history["id"]))
def test_plain_words_tell_what_became_of_a_promise(history: dict[str, Any]) -> None:
    assert Told(history).promise().state == history["state"]


def test_words_without_a_record_are_cited_where_they_stand() -> None:
    history = next(h for h in HISTORIES if h["id"] == "latam_consulate_opened")
    told = Told(history)
    step = told.promise().steps[-1]
    assert (step.kind, step.source.record) == ("done", "")
    ((start, end),) = step.source.spans
    words = told.texts[step.source.document][start:end]
    assert "Mexico opened a consulate in Quetzaltenango" in words


def test_without_texts_nothing_is_searched() -> None:
    history = next(h for h in HISTORIES if h["id"] == "latam_consulate_opened")
    told = Told(history)
    (promise,) = [
        p for p in follow_promises(told.stored, as_of=told.as_of) if p.parties == ("MEX",)
    ]
    assert promise.state == "open"


def test_the_order_of_documents_does_not_matter() -> None:
    for history in HISTORIES[:12]:
        told = Told(history)
        straight = told.follow()
        random.Random(1).shuffle(told.stored)
        told.documents.reverse()
        assert told.follow() == straight
