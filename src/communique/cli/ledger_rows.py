"""Printing ledgers: each line with its sources."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from communique.cli.options import Format
from communique.cli.output import Row, note, print_rows, print_table
from communique.records import RECORD_TYPES, DateRange

if TYPE_CHECKING:
    from communique.records import RecordBase
    from communique.views.entries import Entry
    from communique.views.ledgers import Ledger
    from communique.views.page import Line

#: What every row of a ledger has beside the fields of its record.
_ENTRY_COLUMNS = ("state", "unreported", "sources")


def print_ledger(
    ledger: "Ledger[Any]",
    lines: Iterable[tuple[str, "Line"]],
    columns: Sequence[str],
    form: Format,
    *,
    rows: Iterable[Row] | None = None,
) -> None:
    """Print a ledger: `columns` name the context of a line, its lead and its text.

    Programs are given `rows`, one for each entry, with its kind and sources; by default the
    record of each entry.
    """
    if not ledger.entries:
        note("nothing on record")
    if form is not Format.TABLE and rows is not None:
        told = zip(rows, ledger.entries, strict=True)
        listed = [
            {"kind": entry.record.kind, **row, "sources": _list_sources(ledger, entry)}
            for row, entry in told
        ]
        print_rows(listed, tuple(listed[0]) if listed else (), form)
        return
    if form is not Format.TABLE:
        kinds = {entry.record.kind for entry in ledger.entries}
        fields = [name for kind in sorted(kinds) for name in RECORD_TYPES[kind].model_fields]
        left_out = ("document_id", "evidence", "kind")
        own = [name for name in fields if name not in left_out]
        shared = ("kind", "document", "spans", "text")
        header = tuple(dict.fromkeys((*shared, *own, *_ENTRY_COLUMNS)))
        print_rows((_entry_row(ledger, entry) for entry in ledger.entries), header, form)
        return
    cells = []
    for context, line in lines:
        remarks = f" ({'; '.join(line.remarks)})" if line.remarks else ""
        flag = f" [{line.flag}]" if line.flag else ""
        cells.append((context, line.lead or "", f"{line.text}{remarks}{flag}", _cite(ledger, line)))
    print_table((*columns, "source"), cells, wide=columns[-1])


def _cite(ledger: "Ledger[Any]", line: "Line") -> str:
    """Return the first source of a line, and how many more there are."""
    if not line.notes:
        return ""
    first = ledger.footnotes[line.notes[0] - 1]
    more = f" +{len(line.notes) - 1}" if len(line.notes) > 1 else ""
    return f"{first.document.name} {first.quotes[0].start}–{first.quotes[0].end}{more}"


def _entry_row(ledger: "Ledger[Any]", entry: "Entry[RecordBase]") -> dict[str, Any]:
    """Return the record's row with the state of its dates and every source that tells it."""
    names = {document.id: document.name for document in entry.documents}
    row = entry.record.to_row(names[entry.record.document_id])
    for name in ("state", "unreported"):
        # A mechanism's row has a state of its own.
        if name not in row and hasattr(entry, name):
            row[name] = getattr(entry, name)
    row["sources"] = _list_sources(ledger, entry)
    return row


def _list_sources(ledger: "Ledger[Any]", entry: "Entry[RecordBase]") -> list[dict[str, Any]]:
    """Return every document that tells an entry, with the words."""
    notes = (ledger.footnotes[number - 1] for number in entry.notes)
    return [
        {
            "document": note.document.name,
            "title": note.document.title,
            "publisher": note.document.publisher,
            "published": iso_end(note.document.published),
            "spans": [[quote.start, quote.end] for quote in note.quotes],
            "quotes": [quote.text for quote in note.quotes],
        }
        for note in notes
    ]


def iso_end(published: DateRange | None) -> str | None:
    """Return the last day of a date as an ISO string; None where it is unknown."""
    return published.end.isoformat() if published is not None and published.end else None
