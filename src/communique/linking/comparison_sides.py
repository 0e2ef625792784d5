"""Who stands beside whom in a comparison: each document with what it says of the encounter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communique.archive.types import Stored
from communique.document import Document
from communique.linking.aligning import split_words
from communique.linking.citing import NO_RECORD
from communique.linking.sentences import Sentence, cut_sentences
from communique.linking.types import Cited, Encounter
from communique.records import Engagement, Value
from communique.reference.publishers import load_publishers

#: Another encounter is reported beside this one if it is dated so near to it; what lies
#: further back is only recalled.
_BESIDE = timedelta(days=7)


class Side(Value):
    """A document in a comparison, and how much of it was searched.

    `party` is the one it speaks for, None for an independent or unknown publisher; `records`
    and `words` count what concerns the encounter.
    """

    document: str
    name: str
    title: str | None = None
    publisher: str | None = None
    party: str | None = None
    published: date | None = None
    records: int
    words: int


@dataclass(frozen=True)
class Reading:
    """A side with the material that is compared: its records and its sentences.

    `accounts` are the ids of the records that report the encounter.
    """

    side: Side
    stored: tuple[Stored, ...]
    sentences: tuple[Sentence, ...]
    accounts: frozenset[str]

    def cite(self, sentence: Sentence) -> Cited:
        """Return the place of one of its sentences."""
        return Cited(
            record=NO_RECORD,
            document=self.side.document,
            name=self.side.name,
            publisher=self.side.publisher,
            published=self.side.published,
            spans=((sentence.start, sentence.end),),
        )


def read_sides(
    encounter: Encounter,
    stored: Iterable[Stored],
    documents: Mapping[str, Document],
    parties: Mapping[str, str],
) -> tuple[Reading, ...]:
    """Return the documents that report the encounter: the oldest first, the undated last.

    `parties` tells by the document's id for which party it speaks, where the caller knows
    better than the table of publishers.
    """
    accounts = {cited.record for cited in encounter.accounts}
    named = {cited.document for cited in encounter.accounts}
    by_document: dict[str, list[Stored]] = {}
    for one in stored:
        if one.document.id in named:
            by_document.setdefault(one.document.id, []).append(one)
    readings = [
        _read(encounter, accounts, own, documents.get(document), parties.get(document))
        for document, own in by_document.items()
    ]
    return tuple(sorted(readings, key=lambda r: (r.side.published or date.max, r.side.document)))


def _read(
    encounter: Encounter,
    accounts: set[str],
    stored: Sequence[Stored],
    document: Document | None,
    party: str | None,
) -> Reading:
    articles = {s.document.article for s in stored if s.id in accounts} or {0}
    article = min(articles)
    own = sorted((s for s in stored if s.document.article in articles), key=_place)
    rivals = [s for s in own if s.id not in accounts and _is_rival(s, encounter)]
    kept = [s for s in own if _concerns(s, own, accounts, rivals)]
    sentences = _sentences(document, article, kept, whole=not rivals)
    about = kept[0].document if kept else stored[0].document
    publisher = about.publisher or about.agency
    words = sum(len(split_words(s.text)) for s in sentences)
    side = Side(
        document=about.id,
        name=about.name,
        title=about.title,
        publisher=publisher,
        party=party or _speaks_for(publisher, about.url),
        published=about.published.end if about.published is not None else None,
        records=len(kept),
        words=words,
    )
    return Reading(side, tuple(kept), sentences, frozenset(accounts))


def _is_rival(one: Stored, encounter: Encounter) -> bool:
    """Return whether the record reports another encounter in its own right."""
    record = one.record
    if not isinstance(record, Engagement) or record.status != "held":
        return False
    if record.form in ("visit", "press-conference", "signing", "message"):
        return False
    theirs, ours = set(record.parties), set(encounter.parties)
    if theirs <= ours or ours <= theirs:
        return False
    here = encounter.date.end or (one.document.published.end if one.document.published else None)
    day = record.date.end
    return day is not None and here is not None and abs(day - here) <= _BESIDE


def _concerns(
    one: Stored, own: Sequence[Stored], accounts: set[str], rivals: Sequence[Stored]
) -> bool:
    """Return whether what the record says follows this encounter and no other."""
    if not rivals or one.id in accounts:
        return True
    if one in rivals:
        return False
    starts = [(_place(s)[0], s.id in accounts) for s in own if s.id in accounts or s in rivals]
    before = [told for told in starts if told[0] <= _place(one)[0]]
    return max(before)[1] if before else min(starts)[1]


def _place(one: Stored) -> tuple[int, int, str]:
    first = one.record.evidence[0]
    return (first.start, first.end, one.id)


def _sentences(
    document: Document | None, article: int, kept: Sequence[Stored], *, whole: bool
) -> tuple[Sentence, ...]:
    if document is None:
        return ()
    found = cut_sentences(document, article)
    if whole or not kept:
        return found
    # Of a page of several encounters only what lies between this one's records.
    first = min(e.start for s in kept for e in s.record.evidence)
    last = max(e.end for s in kept for e in s.record.evidence)
    return tuple(s for s in found if s.start < last and first < s.end)


def _speaks_for(publisher: str | None, url: str | None) -> str | None:
    table = load_publishers()
    known = (table.by_name(publisher) if publisher else None) or (
        table.by_host(url) if url else None
    )
    return known.party if known is not None else None
