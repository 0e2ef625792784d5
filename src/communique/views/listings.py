"""Ledgers as they are listed: lines of cells for people, rows for programs, kept when asked again.

Both are plain data, since reading thousands of entries back would take longer than printing them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from communique.archive import Archive
from communique.linking import formulas as linked_formulas
from communique.linking import mechanisms as linked_mechanisms
from communique.linking import promises as linked_promises
from communique.linking.types import PromiseState
from communique.records import RECORD_TYPES, RecordBase
from communique.views import ledgers
from communique.views.answers import answer
from communique.views.dates import iso_end
from communique.views.entries import Entry
from communique.views.ledgers import Ledger
from communique.views.names import name_issue, name_party
from communique.views.page import Line
from communique.views.phrases import (
    phrase_commitment,
    phrase_engagement,
    phrase_formula,
    phrase_mechanism,
)

#: Cells of lines for people, or rows with names for programs.
Form = Literal["lines", "rows"]

#: What every row of a ledger has beside the fields of its record.
_ENTRY_COLUMNS = ("state", "unreported", "sources")


@dataclass(frozen=True)
class Listing:
    """What is listed under `columns`: cells, or rows that lack no column but may have more."""

    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...] = ()
    rows: tuple[dict[str, Any], ...] = ()


def list_timeline(
    archive: Archive,
    left: str,
    right: str,
    *,
    form: Form = "lines",
    as_of: date | None = None,
    known_at: date | None = None,
) -> Listing:
    """Return the engagements of two parties, newest first."""
    days = {"as_of": as_of, "known_at": known_at}

    def compute() -> Any:
        ledger = ledgers.timeline(archive, left, right, **days)
        if form == "rows":
            return _entry_rows(ledger)
        told = (
            (_parties(e.record), phrase_engagement(e, pair=(left, right))) for e in ledger.entries
        )
        return _lines(ledger, told, ("parties", "date", "engagement"))

    return read_listing(answer(archive, f"timeline/{form}", (left, right), days, compute), form)


def list_commitments(
    archive: Archive,
    *parties: str,
    form: Form = "lines",
    states: Collection[PromiseState] = (),
    due_before: date | None = None,
    as_of: date | None = None,
    known_at: date | None = None,
) -> Listing:
    """Return the commitments that `ledgers.commitments` chooses, with what became of them."""
    days = {"as_of": as_of, "known_at": known_at}

    def compute() -> Any:
        ledger = ledgers.commitments(
            archive, *parties, states=states, due_before=due_before, **days
        )
        if form == "rows":
            return _rows(ledger, map(linked_promises.to_row, ledger.promises))
        told = ((_parties(e.record), phrase_commitment(e)) for e in ledger.entries)
        return _lines(ledger, told, ("parties", "force", "commitment"))

    options = {**days, "states": sorted(states), "due_before": due_before}
    return read_listing(answer(archive, f"commitments/{form}", parties, options, compute), form)


def list_positions(
    archive: Archive,
    holder: str | None = None,
    *,
    form: Form = "lines",
    issue: str | None = None,
    as_of: date | None = None,
    known_at: date | None = None,
) -> Listing:
    """Return how a party, or each, worded its positions: by holder and issue, oldest first."""
    days = {"as_of": as_of, "known_at": known_at}

    def compute() -> Any:
        ledger = ledgers.positions(archive, holder, issue=issue, **days)
        if form == "rows":
            return _rows(ledger, (linked_formulas.to_row(e.formula) for e in ledger.entries))
        told = (
            (
                name_issue(e.formula.issue)
                if holder is not None
                else f"{name_party(e.formula.holder)}: {name_issue(e.formula.issue)}",
                phrase_formula(e),
            )
            for e in ledger.entries
        )
        return _lines(ledger, told, ("issue", "change", "wording"))

    named = (holder,) if holder is not None else ()
    options = {**days, "issue": issue}
    return read_listing(answer(archive, f"positions/{form}", named, options, compute), form)


def list_mechanisms(
    archive: Archive,
    *parties: str,
    form: Form = "lines",
    as_of: date | None = None,
    known_at: date | None = None,
) -> Listing:
    """Return the mechanisms in which all `parties` take part, those seen last first."""
    days = {"as_of": as_of, "known_at": known_at}

    def compute() -> Any:
        ledger = ledgers.mechanisms(archive, *parties, **days)
        if form == "rows":
            return _rows(ledger, (linked_mechanisms.to_row(e.mechanism) for e in ledger.entries))
        told = (
            (
                _parties(e.record),
                phrase_mechanism(e).model_copy(update={"lead": e.mechanism.state}),
            )
            for e in ledger.entries
        )
        return _lines(ledger, told, ("parties", "state", "mechanism"))

    return read_listing(answer(archive, f"mechanisms/{form}", parties, days, compute), form)


def read_listing(kept: Any, form: Form) -> Listing:
    """Return the listing that an answer holds as `columns` and `items`."""
    columns = tuple(kept["columns"])
    if form == "rows":
        return Listing(columns, rows=tuple(kept["items"]))
    return Listing(columns, lines=tuple(map(tuple, kept["items"])))


def _rows(ledger: Ledger[Any], rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return a row for each entry, with its kind and sources."""
    listed = [
        {"kind": entry.record.kind, **row, "sources": _list_sources(ledger, entry)}
        for row, entry in zip(rows, ledger.entries, strict=True)
    ]
    return {"columns": list(listed[0]) if listed else [], "items": listed}


def _lines(
    ledger: Ledger[Any], lines: Iterable[tuple[str, Line]], columns: tuple[str, ...]
) -> dict[str, Any]:
    """Return the lines as cells: the context of each, its lead, its text, and its source."""
    cells = []
    for context, line in lines:
        remarks = f" ({'; '.join(line.remarks)})" if line.remarks else ""
        flag = f" [{line.flag}]" if line.flag else ""
        text = f"{line.text}{remarks}{flag}"
        cells.append((context, line.lead or "", text, _cite(ledger, line)))
    return {"columns": (*columns, "source"), "items": cells}


def _cite(ledger: Ledger[Any], line: Line) -> str:
    """Return the first source of a line, and how many more there are."""
    if not line.notes:
        return ""
    first = ledger.footnotes[line.notes[0] - 1]
    more = f" +{len(line.notes) - 1}" if len(line.notes) > 1 else ""
    return f"{first.document.name} {first.quotes[0].start}–{first.quotes[0].end}{more}"


def _entry_rows(ledger: Ledger[Any]) -> dict[str, Any]:
    kinds = {entry.record.kind for entry in ledger.entries}
    fields = [name for kind in sorted(kinds) for name in RECORD_TYPES[kind].model_fields]
    left_out = ("document_id", "evidence", "kind")
    own = [name for name in fields if name not in left_out]
    shared = ("kind", "document", "spans", "text")
    return {
        "columns": list(dict.fromkeys((*shared, *own, *_ENTRY_COLUMNS))),
        "items": [_entry_row(ledger, entry) for entry in ledger.entries],
    }


def _entry_row(ledger: Ledger[Any], entry: Entry[RecordBase]) -> dict[str, Any]:
    """Return the record's row with the state of its dates and every source that tells it."""
    names = {document.id: document.name for document in entry.documents}
    row = entry.record.to_row(names[entry.record.document_id])
    for name in ("state", "unreported"):
        # A mechanism's row has a state of its own.
        if name not in row and hasattr(entry, name):
            row[name] = getattr(entry, name)
    row["sources"] = _list_sources(ledger, entry)
    return row


def _list_sources(ledger: Ledger[Any], entry: Entry[RecordBase]) -> list[dict[str, Any]]:
    """Return every document that tells an entry, with the words."""
    notes = (ledger.footnotes[number - 1] for number in entry.notes)
    return [
        {
            "document": note.document.name,
            "document_id": note.document.id,
            "title": note.document.title,
            "publisher": note.document.publisher,
            "published": iso_end(note.document.published),
            "spans": [[quote.start, quote.end] for quote in note.quotes],
            "quotes": [quote.text for quote in note.quotes],
        }
        for note in notes
    ]


def _parties(record: RecordBase) -> str:
    return ", ".join(getattr(record, "parties", ()))
