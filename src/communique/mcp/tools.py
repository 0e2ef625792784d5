"""What assistants may ask: each question goes to the views, each answer comes with evidence."""

from collections.abc import Iterable
from datetime import date

from communique.archive.types import Stored
from communique.errors import CommuniqueError
from communique.linking.quoting import QuoteMatch
from communique.linking.types import PromiseState, Step
from communique.mcp.answers import (
    Chapter,
    Checked,
    Claimed,
    Compared,
    Comparison,
    Found,
    FoundDocument,
    Match,
    Promised,
    Promises,
    Read,
    ReadRecord,
    ShortDossier,
    Side,
    Told,
)
from communique.mcp.citing import MOST, Citer, Evidence, shorten
from communique.reference.parties import load_parties
from communique.views import Desk, ledgers
from communique.views.choosing import choose_document
from communique.views.compared import compare_documents, compare_encounter
from communique.views.dates import describe_date, describe_day
from communique.views.names import name_document, name_party
from communique.views.page import Line, Page
from communique.views.phrases import mark_difference
from communique.views.quotes import look_up
from communique.views.showing import mark_words
from communique.views.summaries import summarise

Day = date | None


class Tools:
    """The questions; `base` is the address of the desk that links lead to, empty for none."""

    def __init__(self, desk: Desk, base: str = "") -> None:
        self._desk = desk
        self._citer = Citer(base, desk.text)

    def search(self, query: str, limit: int = 8, as_of: Day = None, known_at: Day = None) -> Found:
        """Return the documents that hold all the words."""
        hits = self._desk.search(query, limit, as_of=as_of, known_at=known_at)
        documents = []
        for hit in hits:
            snippet = hit.snippet
            words = (
                [self._citer.cite_span(hit.document, (snippet.start, snippet.end), snippet.text)]
                if snippet is not None
                else []
            )
            source = self._citer.describe(hit.document)
            documents.append(
                FoundDocument(
                    document_id=hit.document.id,
                    document=name_document(source),
                    published=describe_date(source.published) if source.published else None,
                    evidence=words,
                    records=[self._read(one) for one in hit.records[:MOST]],
                )
            )
        searched = self._desk.stats(as_of=as_of, known_at=known_at).documents
        return Found(searched=searched, documents=documents)

    def dossier(
        self, left: str, right: str, most: int = 4, as_of: Day = None, known_at: Day = None
    ) -> ShortDossier:
        """Return what passed between two parties, at most `most` lines in a group."""
        page = self._desk.brief(left, right, as_of=as_of, known_at=known_at, most=most)
        if not page.sources:
            raise CommuniqueError(f"no document of the archive names both {left} and {right}")
        chapters = []
        for section in page.sections:
            groups = [*section.groups, *(g for row in section.rows for g in row.groups)]
            lines = [
                self._tell(page, line, group.title) for group in groups for line in group.lines
            ]
            more = section.more + sum(group.more for group in groups)
            if lines:
                chapters.append(Chapter(title=section.title, lines=lines, more=more))
        glance = [self._tell(page, line) for line in page.glance]
        return ShortDossier(
            title=page.title, subtitle=page.subtitle, glance=glance, chapters=chapters
        )

    def check_quote(
        self,
        words: str,
        by: str | None = None,
        since: Day = None,
        until: Day = None,
        as_of: Day = None,
        known_at: Day = None,
    ) -> Checked:
        """Return whether somebody said these words."""
        if not any(character.isalnum() for character in words):
            raise CommuniqueError("there is no word to look up")
        found = look_up(
            self._desk, words, by=by, since=since, until=until, as_of=as_of, known_at=known_at
        )
        scope = found.scope
        days = f" from {scope.first} to {scope.last}" if scope.first else ""
        return Checked(
            words=words,
            verdict=found.verdict,
            matches=self._match(found.matches),
            elsewhere=self._match(found.elsewhere),
            searched=f"{scope.documents} documents{days}",
        )

    def compare(
        self,
        encounter: str | None = None,
        documents: Iterable[str] = (),
        most: int = 20,
        as_of: Day = None,
        known_at: Day = None,
    ) -> Comparison:
        """Return accounts of one encounter side by side: what differs first."""
        named = tuple(documents)
        if (encounter is None) == (not named):
            raise CommuniqueError("name an encounter by its id, or two documents or more")
        if encounter is not None:
            found = compare_encounter(self._desk, encounter, as_of=as_of, known_at=known_at)
        else:
            chosen = [
                choose_document(self._desk, name, as_of=as_of, known_at=known_at) for name in named
            ]
            if len({one.id for one in chosen}) < max(2, len(chosen)):
                raise CommuniqueError("name two documents or more, none twice")
            found = compare_documents(self._desk, chosen, as_of=as_of, known_at=known_at)
        readouts = found.readouts
        names = [side.title or side.name for side in readouts.sides]
        order = ("differs", "both", "only")
        rows = sorted(
            (row for row in readouts.rows if row.kind != "topic"),
            key=lambda row: order.index(row.agreement),
        )
        return Comparison(
            encounter=readouts.encounter,
            parties=list(readouts.parties),
            remarks=list(found.remarks),
            rows=[
                Compared(
                    kind=row.kind,
                    subject=shorten(row.subject),
                    agreement=row.agreement,
                    differs=list(row.differs),
                    sides=[
                        Side(
                            document=names[told.side],
                            text=shorten(told.text),
                            evidence=self._citer.cite_place(told.source),
                        )
                        for told in row.tellings
                    ],
                    silent=[names[number] for number in row.silent],
                )
                for row in rows[:most]
            ],
            claims=[
                Claimed(
                    by=claim.by,
                    about=claim.about,
                    text=shorten(claim.text),
                    outcome=claim.outcome,
                    evidence=self._citer.cite_place(claim.source),
                    own=self._citer.cite_place(claim.against) if claim.against else [],
                )
                for claim in readouts.claims[:most]
            ],
            more=max(0, len(rows) - most) + max(0, len(readouts.claims) - most),
        )

    def record(self, record_id: str, known_at: Day = None) -> ReadRecord:
        """Return one record."""
        found = self._desk.at(record_id, known_at=known_at)
        stored = found.stored
        row = stored.record.to_row(stored.document.name)
        told_elsewhere = ("id", "kind", "document", "spans", "text")
        return ReadRecord(
            id=stored.id,
            kind=stored.record.kind,
            fields={
                name: value
                for name, value in row.items()
                if name not in told_elsewhere and value not in (None, "", [], ())
            },
            shown=stored.since is not None,
            review=stored.review,
            context=[mark_words(passage) for passage in found.context],
            evidence=self._citer.cite_stored(stored),
        )

    def commitments(
        self,
        parties: Iterable[str] = (),
        states: Iterable[PromiseState] = (),
        due_before: Day = None,
        limit: int = 10,
        as_of: Day = None,
        known_at: Day = None,
    ) -> Promises:
        """Return commitments and what became of them."""
        ledger = ledgers.commitments(
            self._desk,
            *map(load_parties().resolve, parties),
            states=tuple(states),
            due_before=due_before,
            as_of=as_of,
            known_at=known_at,
        )
        return Promises(
            as_of=ledger.as_of.isoformat() if ledger.as_of is not None else None,
            commitments=[
                Promised(
                    id=promise.id,
                    parties=[name_party(party) for party in promise.parties],
                    force=promise.force,
                    action=promise.action,
                    due=describe_date(promise.due) if promise.due is not None else None,
                    state=promise.state,
                    steps=[self._step(step) for step in promise.steps[-MOST:]],
                )
                for promise in ledger.promises[:limit]
            ],
            more=max(0, len(ledger.promises) - limit),
        )

    def _read(self, stored: Stored) -> Read:
        summary = summarise(stored.record)
        return Read(
            id=stored.id,
            kind=stored.record.kind,
            summary=shorten(f"{summary.who}: {summary.what}" if summary.who else summary.what),
            evidence=self._citer.cite_stored(stored),
        )

    def _tell(self, page: Page, line: Line, title: str | None = None) -> Told:
        evidence: list[Evidence] = []
        notes = {note.number: note for note in page.footnotes}
        for number in line.notes[:MOST]:
            evidence += self._citer.cite_note(notes[number])
        lead = ": ".join(filter(None, (title, line.lead))) or None
        remarks = [*line.remarks, *([line.flag] if line.flag else [])]
        return Told(text=line.text, lead=lead, remarks=remarks, evidence=evidence)

    def _match(self, matches: Iterable[QuoteMatch]) -> list[Match]:
        return [
            Match(
                found=match.found,
                who=match.speaker,
                party=match.party,
                difference=mark_difference(match.difference) or None,
                evidence=self._citer.cite_place(match.source),
            )
            for match in list(matches)[:8]
        ]

    def _step(self, step: Step) -> Told:
        day = describe_day(step.day) if step.day is not None else None
        return Told(
            text=step.kind if day is None else f"{step.kind} {day}",
            remarks=[step.why] if step.why else [],
            evidence=self._citer.cite_place(step.source),
        )
