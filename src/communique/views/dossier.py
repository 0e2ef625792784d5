"""The dossier: all that the archive holds on a pair of parties, for whom briefs on it."""

from collections.abc import Container, Hashable, Iterable
from datetime import date, datetime, timedelta

from communique.archive import Archive
from communique.linking.memory import Memory
from communique.linking.types import Cited, HeldOffice
from communique.records import (
    Commitment,
    Engagement,
    Figure,
    Mechanism,
    Occasion,
    Position,
    Request,
    Value,
)
from communique.tabling import to_frame
from communique.views.entries import (
    CommitmentEntry,
    EngagementEntry,
    FigureEntry,
    MechanismEntry,
    OccasionEntry,
    PositionEntry,
    QuoteEntry,
    RequestEntry,
    TenureEntry,
)
from communique.views.findings import Finding, SourceDocument, of_type
from communique.views.footnotes import Footnote, Footnotes
from communique.views.linked import Linked, sort_promises
from communique.views.listing import (
    list_figures,
    list_occasions,
    list_positions,
    list_quotes,
    list_requests,
)
from communique.views.page import Page
from communique.views.recall import recall
from communique.views.scope import Pair, Scope, find_between
from communique.views.selecting import select_quotes, select_tenures

#: An engagement announced without a date is expected for so long.
_STILL_COMING = timedelta(days=365)


class Comparison(Value):
    """Both parties' positions on one issue, side by side.

    `joint` are those that one wording gives to both, each once, with the left one as holder.
    """

    issue: str
    joint: tuple[PositionEntry, ...]
    left: tuple[PositionEntry, ...]
    right: tuple[PositionEntry, ...]


class Dossier(Value):
    """What passed between two parties, and where each of them stands.

    `as_of` is the day that due dates are measured against, None where no document of
    the archive shows a date. With `since` it holds what documents from that day on tell.
    Footnote `n` of an entry is `footnotes[n - 1]`.
    """

    left: str
    right: str
    as_of: date | None
    held: tuple[EngagementEntry, ...]
    planned: tuple[EngagementEntry, ...]
    tenures: tuple[TenureEntry, ...]
    mechanisms: tuple[MechanismEntry, ...]
    joint_commitments: tuple[CommitmentEntry, ...]
    left_commitments: tuple[CommitmentEntry, ...]
    right_commitments: tuple[CommitmentEntry, ...]
    left_requests: tuple[RequestEntry, ...]
    right_requests: tuple[RequestEntry, ...]
    positions: tuple[Comparison, ...]
    figures: tuple[FigureEntry, ...]
    occasions: tuple[OccasionEntry, ...]
    quotes: tuple[QuoteEntry, ...]
    footnotes: tuple[Footnote, ...]
    sources: tuple[SourceDocument, ...]
    since: date | None = None

    @property
    def last_engagement(self) -> EngagementEntry | None:
        """The newest engagement held, dated if any is; None where none is on record.

        A meeting told without its date may be one of long ago.
        """
        dated = (entry for entry in self.held if entry.record.date.known)
        return next(dated, self.held[0] if self.held else None)

    @property
    def next_engagement(self) -> EngagementEntry | None:
        """The next engagement to come: the soonest with a date, else one lately announced."""
        return next((entry for entry in self.planned if self._is_coming(entry)), None)

    def _is_coming(self, entry: EngagementEntry) -> bool:
        if entry.unreported or entry.record.status == "cancelled":
            return False
        if entry.record.date.known or self.as_of is None:
            return True
        return entry.seen is not None and self.as_of - entry.seen <= _STILL_COMING

    @property
    def commitments(self) -> tuple[CommitmentEntry, ...]:
        """All commitments: joint ones, then each side's."""
        return self.joint_commitments + self.left_commitments + self.right_commitments

    def to_markdown(self, *, most: int | None = None) -> str:
        """Return the dossier as Markdown with a footnote for every line.

        With `most`, no group has more lines than that, and what is left out is counted.
        """
        from communique.views.render import to_markdown

        return to_markdown(self.page(most))

    def to_html(self, *, most: int | None = None) -> str:
        """Return the dossier as one HTML page that needs nothing beside itself; `most` as above."""
        from communique.views.render import to_html

        return to_html(self.page(most))

    def _repr_html_(self) -> str:
        """Return the dossier for notebooks, in a frame."""
        return to_frame(self.to_html())

    def to_docx(self, *, most: int | None = None) -> bytes:
        """Return the dossier as the bytes of a Word file; `most` as above."""
        from communique.views.word import to_docx

        return to_docx(self.page(most))

    def page(self, most: int | None = None) -> Page:
        """Return the dossier as it is laid out; `most` as above."""
        from communique.views.abridging import abridge
        from communique.views.dossier_page import lay_out_dossier

        page = lay_out_dossier(self)
        return page if most is None else abridge(page, most)


def dossier(
    archive: Archive,
    left: str,
    right: str,
    *,
    as_of: date | None = None,
    known_at: date | datetime | None = None,
    since: date | None = None,
    max_quotes: int = 8,
) -> Dossier:
    """Return the dossier of two parties, given by their ids.

    Documents published after `as_of` are left out; without it all are read, and due
    dates are measured against the day of the archive's newest document. `known_at` gives it
    as the archive could have given it then. `since` keeps what documents published on that
    day or later tell, with what is linked to it: a promise made before and kept since.
    """
    memory = recall(archive, left, right, as_of=as_of, known_at=known_at)
    return _Builder(Pair(left, right), memory, since).build(max_quotes)


class _Builder:
    """Puts the findings of a pair into the sections of its dossier."""

    def __init__(self, pair: Pair, memory: Memory, since: date | None) -> None:
        findings = find_between(memory.stored, pair)
        self.pair = pair
        self.memory = memory
        self.since = since
        self.scope = Scope(pair, findings)
        # What is linked may have begun before `since`; what is listed by itself may not.
        self.ever = [finding for finding in findings if self.scope.tells(finding)]
        self.told = [f for f in self.ever if since is None or f.day >= since]
        self.joint = [finding for finding in self.told if self.scope.is_joint(finding)]
        self.notes = Footnotes()
        self.linked = Linked(memory, self.notes)

    def build(self, max_quotes: int) -> Dossier:
        """Return the dossier; footnotes are numbered in the order of its sections."""
        left, right = self.pair.left, self.pair.right
        # Two parties at the table make an engagement; a person's party alone does not.
        contacts = [
            f for f in of_type(self.told, Engagement) if self.pair.both_in(f.record.parties)
        ]
        met = {finding.id for finding in contacts}
        held, planned = self.linked.list_engagements(
            e for e in self.memory.encounters if any(a.record in met for a in e.accounts)
        )
        joint = (finding for finding in self.ever if self.scope.is_joint(finding))
        return Dossier(
            left=left,
            right=right,
            as_of=self.memory.as_of,
            held=held,
            planned=planned,
            tenures=self._tenures(contacts),
            mechanisms=self._mechanisms(),
            joint_commitments=self._promises(of_type(joint, Commitment)),
            left_commitments=self._commitments_of(left),
            right_commitments=self._commitments_of(right),
            left_requests=self._requests_of(left),
            right_requests=self._requests_of(right),
            positions=self._compare(),
            figures=list_figures(of_type(self.joint, Figure), self.notes),
            occasions=list_occasions(of_type(self.joint, Occasion), self.notes),
            quotes=list_quotes(select_quotes(self.told, self.scope, max_quotes), self.notes),
            footnotes=self.notes.listed(),
            sources=self._sources(),
            since=self.since,
        )

    def _tenures(self, contacts: list[Finding[Engagement]]) -> tuple[TenureEntry, ...]:
        chosen = {finding.id for finding in select_tenures(self.told, contacts, self.scope)}
        people = (
            person.model_copy(update={"offices": offices})
            for person in self.memory.people
            if (offices := _seen_in(person.offices, chosen))
        )
        return self.linked.list_tenures(people, (self.pair.left, self.pair.right))

    def _mechanisms(self) -> tuple[MechanismEntry, ...]:
        named = {finding.id for finding in of_type(self.joint, Mechanism)}
        return self.linked.list_mechanisms(
            m for m in self.memory.mechanisms if any(key in named for key in m.members)
        )

    def _promises(self, findings: Iterable[Finding[Commitment]]) -> tuple[CommitmentEntry, ...]:
        told = {finding.id for finding in findings}
        promises = self.memory.promises_told_by(told)
        lately = (p for p in promises if self._is_late(step.source for step in p.steps))
        return self.linked.list_commitments(sort_promises(lately))

    def _is_late(self, sources: Iterable[Cited]) -> bool:
        """Whether any of the places is in a document published since the day asked for."""
        since = self.since
        return since is None or any((s.published or date.min) >= since for s in sources)

    def _commitments_of(self, party: str) -> tuple[CommitmentEntry, ...]:
        other = self.pair.other(party)
        chosen = (
            finding
            for finding in of_type(self.ever, Commitment)
            if party in finding.record.parties
            and other not in finding.record.parties
            and self.scope.is_addressed(finding)
        )
        return self._promises(chosen)

    def _requests_of(self, party: str) -> tuple[RequestEntry, ...]:
        other = self.pair.other(party)
        chosen = (
            finding
            for finding in of_type(self.told, Request)
            # What is asked of "all parties" has no addressee, and is none of the other's.
            if finding.record.by == party and other in finding.record.to
        )
        return list_requests(chosen, self.notes)

    def _compare(self) -> tuple[Comparison, ...]:
        """Return the issues on which either side takes a position; shared ones first.

        A position on an issue on which both speak in one document is meant for
        comparison, even if its words don't name the other side.
        """
        held: dict[tuple[tuple[str, int], str], set[str]] = {}
        positions = [f for f in of_type(self.told, Position) if f.record.holder in self.pair]
        for finding in positions:
            key = (finding.document.key, finding.record.issue)
            held.setdefault(key, set()).add(finding.record.holder)
        by_issue: dict[str, dict[str, list[Finding[Position]]]] = {}
        for finding in positions:
            key = (finding.document.key, finding.record.issue)
            if len(held[key]) == 2 or self.scope.is_addressed(finding):
                sides = by_issue.setdefault(finding.record.issue, {})
                sides.setdefault(finding.record.holder, []).append(finding)
        comparisons = [
            self._compare_on(issue, sides.get(self.pair.left, []), sides.get(self.pair.right, []))
            for issue, sides in sorted(by_issue.items(), key=_shared_first)
        ]
        return tuple(comparisons)

    def _compare_on(
        self, issue: str, left: list[Finding[Position]], right: list[Finding[Position]]
    ) -> Comparison:
        shared = {_wording(f) for f in left} & {_wording(f) for f in right}
        return Comparison(
            issue=issue,
            joint=list_positions([f for f in left if _wording(f) in shared], self.notes),
            left=list_positions([f for f in left if _wording(f) not in shared], self.notes),
            right=list_positions([f for f in right if _wording(f) not in shared], self.notes),
        )

    def _sources(self) -> tuple[SourceDocument, ...]:
        """Return the documents that tell of the pair, and what else is cited."""
        told = [finding.document for finding in self.told]
        cited = [note.document for note in self.notes.listed()]
        return tuple({document.key: document for document in (*told, *cited)}.values())


def _seen_in(offices: Iterable[HeldOffice], records: Container[str]) -> tuple[HeldOffice, ...]:
    """Return the offices that some of the records tell, with these as their sources."""
    return tuple(
        office.model_copy(update={"sources": told})
        for office in offices
        if (told := tuple(source for source in office.sources if source.record in records))
    )


def _shared_first(item: tuple[str, dict[str, list[Finding[Position]]]]) -> tuple[int, int, str]:
    """Return the key that puts issues on which both speak first, then those most spoken of."""
    issue, sides = item
    return (-len(sides), -sum(map(len, sides.values())), issue)


def _wording(finding: Finding[Position]) -> Hashable:
    """Return what is equal for the two records of a stance that a text gives to both.

    On one side's page the other's is claimed by it; that makes the stance no less shared.
    """
    record = finding.record
    spans = tuple((e.start, e.end) for e in record.evidence)
    return (finding.document.key, record.stance, record.source, spans)
