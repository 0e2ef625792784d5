"""What an archive holds, in the figures of its first page."""

from dataclasses import asdict
from datetime import date
from typing import Any

from communique.archive import Archive
from communique.archive.queries import RecordFilter
from communique.archive.types import Pair
from communique.records import Value
from communique.views.answers import answer
from communique.views.bars import Bars
from communique.views.contacts import draw_issues
from communique.views.recall import recalls_whole

#: So many of the busiest pairs are told.
PAIRS = 12


class Overview(Value):
    """How many documents and records there are, from when to when, and who is named in them.

    `parties` count the records that name each, most first; `pairs` are the busiest.
    """

    documents: int
    records: int
    first_published: date | None
    last_published: date | None
    parties: tuple[tuple[str, int], ...]
    pairs: tuple[Pair, ...]


class Issues(Value):
    """How many records tell of each issue, most first, and by year; with `partial`, of the
    newest `records` alone.
    """

    counts: tuple[tuple[str, int], ...]
    chart: Bars | None
    records: int
    partial: bool


def look_over(
    archive: Archive, *, as_of: date | None = None, known_at: date | None = None
) -> Overview:
    """Return what an archive holds, of a small one counted now."""

    def compute() -> Any:
        stats = archive.stats(as_of=as_of, known_at=known_at)
        pairs = archive.pairs(as_of=as_of, known_at=known_at)[:PAIRS]
        return {
            "documents": stats.documents,
            "records": stats.records,
            "first_published": stats.first_published,
            "last_published": stats.last_published,
            "parties": list(stats.parties.items()),
            "pairs": [asdict(pair) for pair in pairs],
        }

    if recalls_whole(archive):
        return Overview.model_validate(compute())
    days = {"as_of": as_of, "known_at": known_at}
    return Overview.model_validate(answer(archive, "overview", (), days, compute))


def look_over_issues(archive: Archive, *, as_of: date | None = None) -> Issues:
    """Return of which issues the records of an archive tell."""

    def compute() -> Any:
        wanted = RecordFilter(as_of=as_of)
        facets = archive.facets(wanted)
        return Issues(
            counts=tuple(facets.issues.items()),
            chart=draw_issues(archive, wanted),
            records=facets.records,
            partial=facets.partial,
        ).model_dump(mode="json")

    return Issues.model_validate(
        answer(archive, "issues", (), {"as_of": as_of, "known_at": None}, compute)
    )
