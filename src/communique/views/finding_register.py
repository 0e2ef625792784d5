"""What doesn't fit together, as a register: each finding with its words on both sides."""

from collections.abc import Callable
from datetime import date
from functools import partial

from communique.archive import Archive
from communique.archive.types import DocumentSummary
from communique.linking.types import Cited, Discrepancy
from communique.views.findings import cite_document
from communique.views.footnotes import Footnotes, Quote
from communique.views.linked_listings import find_discrepancies
from communique.views.names import name_parties
from communique.views.page import Line
from communique.views.recall import Texts
from communique.views.registers import Entry, Register, RegisterPage, Wanted, keep_register


def show_findings(
    archive: Archive,
    wanted: Wanted,
    *,
    as_of: date | None = None,
    known_at: date | None = None,
) -> RegisterPage:
    """Return a page of what doesn't fit together in the whole archive."""
    days = {"as_of": as_of, "known_at": known_at}
    compute = partial(_make, archive, as_of, known_at)
    return keep_register(archive, "findings", compute, (), wanted, days)


def _make(archive: Archive, as_of: date | None, known_at: date | None) -> Register:
    found = find_discrepancies(archive, as_of=as_of, known_at=known_at)
    summaries = {one.id: one for one in archive.documents(known_at=known_at)}
    notes = Footnotes()
    texts = Texts(archive, (source.document for one in found for source in one.sources))
    entries = tuple(_enter(one, notes, summaries, texts) for one in found)
    return Register(
        columns=("Check", "Parties"), entries=entries, footnotes=notes.listed(), as_of=as_of
    )


def _enter(
    one: Discrepancy,
    notes: Footnotes,
    summaries: dict[str, DocumentSummary],
    text_of: Callable[[str], str],
) -> Entry:
    def cite(source: Cited) -> int:
        text = text_of(source.document)
        quotes = tuple(Quote(start=a, end=b, text=text[a:b]) for a, b in source.spans)
        return notes.cite_words(cite_document(summaries[source.document]), quotes)

    days = [source.published for source in one.sources if source.published]
    records = {source.record for source in one.sources if source.record}
    return Entry(
        cells=(one.check.replace("-", " "), name_parties(one.parties)),
        line=Line(
            text=one.message,
            remarks=(one.reference,) if one.reference else (),
            notes=tuple(sorted({cite(source) for source in one.sources})),
            thing=next(iter(records)) if len(records) == 1 else None,
        ),
        parties=one.parties,
        state=one.check.replace("-", " "),
        day=max(days, default=None),
    )
