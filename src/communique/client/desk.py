"""The desk of a server: the reading methods of `Desk`, with the same names and types."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import quote

from communique.archive.types import (
    Change,
    DocumentSummary,
    Hit,
    Judged,
    Located,
    Order,
    Pair,
    Review,
    Stats,
    Stored,
)
from communique.client.decoding import (
    CHANGE,
    PAIR,
    REVIEW,
    STATS,
    read_document,
    read_hit,
    read_located,
    read_stored,
    read_summary,
)
from communique.client.transport import Transport
from communique.document import Document
from communique.linking.comparison import ReadoutComparison
from communique.linking.quoting import QuoteFinding
from communique.linking.types import PromiseState
from communique.records import Records
from communique.views.abridging import BRIEF_LINES
from communique.views.dossier import Dossier
from communique.views.ledgers import CommitmentLedger, MechanismLedger, PositionLedger, Timeline
from communique.views.page import Page
from communique.views.subject_answers import SubjectKind

#: So many items are fetched at once.
_PART = 200

Listed = Literal[
    "encounters", "officials", "commitments", "positions", "mechanisms", "requests", "targets",
    "findings",
]  # fmt: skip


class RemoteDesk:
    """An archive on a server; parties are given by code, id or any usual name.

    What goes wrong is raised as `RemoteError`, whose `status` is the server's. Iterators fetch
    as they are read: what is added meanwhile may be among what comes later.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"RemoteDesk({self._transport.url!r})"

    def close(self) -> None:
        """Let go of the connections; closing twice does no harm."""
        self._transport.close()

    # -- documents and records ---------------------------------------------------------------

    def documents(
        self,
        *,
        parties: Collection[str] = (),
        since: date | None = None,
        until: date | None = None,
        publisher: str | None = None,
        limit: int | None = None,
        order: Order = "newest",
        known_at: date | None = None,
        as_of: date | None = None,
    ) -> Iterator[DocumentSummary]:
        """Yield documents; see `Archive.documents`."""
        query = {
            "party": tuple(parties),
            "since": since,
            "until": until,
            "publisher": publisher,
            "order": "newest" if order == "newest" else "oldest",
            "known_at": known_at,
            "as_of": as_of,
        }
        yield from map(read_summary, self._list("documents", query, limit))

    def document(self, document_id: str) -> Document:
        """Return a document, equal to the one that was added."""
        return read_document(self._get(f"documents/{_name(document_id)}"))

    def text(self, document_id: str) -> str:
        """Return the text of a document."""
        return self.document(document_id).text

    def records(
        self,
        *,
        kind: str | Collection[str] | None = None,
        parties: Collection[str] = (),
        all_parties: bool = True,
        since: date | None = None,
        until: date | None = None,
        due_since: date | None = None,
        due_until: date | None = None,
        as_of: date | None = None,
        issue: str | None = None,
        person: str | None = None,
        text: str | None = None,
        document: str | None = None,
        confidence: float | None = None,
        publisher: str | None = None,
        limit: int | None = None,
        order: Order = "newest",
        known_at: date | None = None,
    ) -> Iterator[Stored]:
        """Yield the records that meet every condition given; see `Archive.records`."""
        query = {
            "kind": (kind,) if isinstance(kind, str) else tuple(kind or ()),
            "party": tuple(parties),
            "match": "all" if all_parties else "any",
            "since": since,
            "until": until,
            "due_since": due_since,
            "due_until": due_until,
            "as_of": as_of,
            "issue": issue,
            "person": person,
            "text": text,
            "document": document,
            "confidence": confidence,
            "publisher": publisher,
            "order": order,
            "known_at": known_at,
        }
        yield from map(read_stored, self._list("records", query, limit))

    def records_of(self, document_id: str) -> Records:
        """Return the records of one document."""
        listed = self._list(f"documents/{_name(document_id)}/records", {}, None)
        return Records(read_stored(one).record for one in listed)

    def at(self, record_id: str, *, margin: int = 200, known_at: date | None = None) -> Located:
        """Return a record with the text around its evidence; see `Archive.at`."""
        query = {"margin": margin, "known_at": known_at}
        return read_located(self._get(f"records/{_name(record_id)}", query))

    def export(
        self,
        *,
        parties: Collection[str] = (),
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> Iterator[Stored]:
        """Yield all records, or those that name all `parties`, by document, in one stream."""
        query = {"party": tuple(parties), "as_of": as_of, "known_at": known_at}
        yield from map(read_stored, self._transport.lines("/export.jsonl", query))

    # -- questions ---------------------------------------------------------------------------

    def search(
        self,
        query: str,
        limit: int = 20,
        *,
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> list[Hit]:
        """Return the documents that hold every term of `query`, best first."""
        asked = {"q": query, "limit": limit, "as_of": as_of, "known_at": known_at}
        return list(map(read_hit, self._get("search", asked)["items"]))

    def look_up(
        self,
        words: str,
        *,
        by: str | None = None,
        since: date | None = None,
        until: date | None = None,
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> QuoteFinding:
        """Return whether `by`, or anybody, said these words; see `views.quotes.look_up`."""
        days = {"since": since, "until": until, "as_of": as_of, "known_at": known_at}
        return QuoteFinding.model_validate(self._get("quote", {"words": words, "by": by, **days}))

    def compare(
        self,
        *documents: str,
        encounter: str | None = None,
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> ReadoutComparison:
        """Return documents, by ids or names, or the accounts of an encounter side by side."""
        query = {"document": documents, "encounter": encounter}
        told = self._get("comparison", {**query, "as_of": as_of, "known_at": known_at})
        return ReadoutComparison.model_validate(told["readouts"])

    def pairs(
        self,
        *,
        kind: str | None = None,
        since: date | None = None,
        until: date | None = None,
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> list[Pair]:
        """Return the dyads named together by records, most records first."""
        days = {"since": since, "until": until, "as_of": as_of, "known_at": known_at}
        listed = self._list("pairs", {"kind": kind, **days}, None)
        return list(map(PAIR.validate_python, listed))

    def stats(self, *, as_of: date | None = None, known_at: date | None = None) -> Stats:
        """Return the counts of the archive."""
        told = self._get("stats", {"as_of": as_of, "known_at": known_at})
        return STATS.validate_python(told)

    # -- views -------------------------------------------------------------------------------

    def dossier(
        self,
        left: str,
        right: str,
        *,
        as_of: date | None = None,
        known_at: date | None = None,
        since: date | None = None,
    ) -> Dossier:
        """Return what passed between two parties."""
        days = {"as_of": as_of, "known_at": known_at, "since": since}
        return Dossier.model_validate(self._get(_pair(left, right), days))

    def brief(
        self,
        left: str,
        right: str,
        *,
        as_of: date | None = None,
        known_at: date | None = None,
        most: int = BRIEF_LINES,
    ) -> Page:
        """Return the dossier of two parties laid out, with at most `most` lines in a group."""
        query = {"as_of": as_of, "known_at": known_at, "most": most}
        return Page.model_validate(self._get(f"{_pair(left, right)}/page", query))

    def timeline(
        self, left: str, right: str, *, as_of: date | None = None, known_at: date | None = None
    ) -> Timeline:
        """Return the engagements of two parties, newest first."""
        query = {"as_of": as_of, "known_at": known_at}
        return Timeline.model_validate(self._get(f"{_pair(left, right)}/timeline", query))

    def commitments(
        self, *parties: str, as_of: date | None = None, known_at: date | None = None
    ) -> CommitmentLedger:
        """Return the commitments of all, of one party, or of two parties to each other."""
        query = {"party": parties, "as_of": as_of, "known_at": known_at}
        return CommitmentLedger.model_validate(self._get("ledgers/commitments", query))

    def positions(
        self,
        holder: str | None = None,
        *,
        issue: str | None = None,
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> PositionLedger:
        """Return how a party, or each, worded its positions, by issue."""
        query = {"holder": holder, "issue": issue, "as_of": as_of, "known_at": known_at}
        return PositionLedger.model_validate(self._get("ledgers/positions", query))

    def mechanisms(
        self, *parties: str, as_of: date | None = None, known_at: date | None = None
    ) -> MechanismLedger:
        """Return the mechanisms in which all `parties` take part."""
        query = {"party": parties, "as_of": as_of, "known_at": known_at}
        return MechanismLedger.model_validate(self._get("ledgers/mechanisms", query))

    def subject(
        self,
        kind: SubjectKind,
        name: str,
        *,
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> Page:
        """Return the page of a person, a party, an issue or a mechanism."""
        query = {"name": name, "as_of": as_of, "known_at": known_at}
        return Page.model_validate(self._get(f"subjects/{_name(kind)}", query))

    def show(
        self, thing_id: str, *, as_of: date | None = None, known_at: date | None = None
    ) -> Page:
        """Return the page of a record or of a linked thing by its id."""
        query = {"as_of": as_of, "known_at": known_at}
        return Page.model_validate(self._get(f"things/{_name(thing_id)}", query))

    def rows(
        self,
        listing: Listed,
        *parties: str,
        sort: str | None = None,
        states: Collection[PromiseState] = (),
        limit: int | None = None,
        as_of: date | None = None,
        known_at: date | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Yield a listing of linked things as plain rows, as `--format jsonl` prints them.

        `states` are for commitments; positions and findings are of one party at most.
        """
        query: dict[str, Any] = {"sort": sort, "as_of": as_of, "known_at": known_at}
        single = {"positions": "holder", "findings": "party"}.get(listing)
        query |= {single: next(iter(parties), None)} if single else {"party": parties}
        if listing == "commitments":
            query["state"] = tuple(states)
        yield from self._list(listing, query, limit)

    # -- versions and reviews ----------------------------------------------------------------

    def versions(self, document_id: str, *, known_at: date | None = None) -> list[DocumentSummary]:
        """Return the versions of the page that a document is of, oldest first."""
        told = self._get(f"documents/{_name(document_id)}/versions", {"known_at": known_at})
        return list(map(read_summary, told["items"]))

    def difference(self, old: str, new: str) -> list[Change]:
        """Return the stretches in which the texts of two documents differ."""
        told = self._get(f"documents/{_name(old)}/difference/{_name(new)}")
        return list(map(CHANGE.validate_python, told["items"]))

    def reviews(
        self, *, document: str | None = None, known_at: date | None = None
    ) -> Iterator[Review]:
        """Yield all reviews in the order they were given."""
        listed = self._list("reviews", {"document": document, "known_at": known_at}, None)
        yield from map(REVIEW.validate_python, listed)

    def state_of(self, record_id: str) -> str:
        """Return the state of a record, which is another one once anybody decided on it."""
        return str(self._get(f"records/{_name(record_id)}", {"margin": 0})["state"])

    def accept(self, record_id: str, why: str = "", *, seen: str | None = None) -> Review:
        """Log that a record is right; reviews are signed with the name that the token is of.

        With `seen`, the `state_of` that was decided from, `RemoteError` 409 if it is another now.
        """
        told = {"verdict": "accept", "record": record_id, "why": why, "seen": seen}
        return self._review(told)

    def reject(self, record_id: str, why: str = "", *, seen: str | None = None) -> Review:
        """Log that a record is wrong; it is no longer shown. `seen` is as in `accept`."""
        told = {"verdict": "reject", "record": record_id, "why": why, "seen": seen}
        return self._review(told)

    def correct(
        self,
        record_id: str,
        changes: Mapping[str, Any],
        why: str = "",
        *,
        seen: str | None = None,
    ) -> Review:
        """Log how a record is right; see `Archive.correct`. `seen` is as in `accept`."""
        told = {"verdict": "correct", "record": record_id, "changes": dict(changes)}
        return self._review({**told, "why": why, "seen": seen})

    def join(self, kind: Judged, left: str, right: str, why: str = "") -> Review:
        """Log that two mentions are of one thing."""
        told = {"verdict": "join", "kind": kind, "left": left, "right": right, "why": why}
        return self._review(told)

    def split(self, kind: Judged, left: str, right: str, why: str = "") -> Review:
        """Log that two mentions are of two different things."""
        told = {"verdict": "split", "kind": kind, "left": left, "right": right, "why": why}
        return self._review(told)

    def undo(self, review_id: int, why: str = "") -> Review:
        """Log that a review is taken back."""
        return self._review({"verdict": "undo", "review": review_id, "why": why})

    def _review(self, told: Mapping[str, Any]) -> Review:
        return REVIEW.validate_python(self._transport.post("/reviews", told))

    def _get(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        return self._transport.get(f"/{path}", query)

    def _list(self, path: str, query: Mapping[str, Any], limit: int | None) -> Iterator[Any]:
        return self._transport.items(f"/{path}", query, limit=limit, part=_PART)


def _pair(left: str, right: str) -> str:
    return f"pairs/{_name(left)}/{_name(right)}"


def _name(told: str) -> str:
    """Return an id or a name as a part of an address; a slash in it stays one of the name."""
    return quote(told, safe="")
