"""The sessions of a mechanism: which were held, who led them, how far apart they lie."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from statistics import median

from communique.linking.mechanism_mentions import Mention, place_of
from communique.linking.mechanism_names import is_round_word, is_weak, ordinal_of, read_name
from communique.linking.mechanism_types import CoChair, Round
from communique.linking.types import cite
from communique.linking.wordings import organisation_called
from communique.records import UNKNOWN_DATE, DateRange, Engagement, Place
from communique.reference.tables import read_lexicon

#: Forms under which no session is held.
_NO_SESSION = frozenset({"visit", "message", "signing", "press-conference"})
#: A session may go on for days, and a page may take the day of its close.
_NEAR = timedelta(days=3)
#: A session of which a page gives no date was held so long before it at most.
_REPORTED = timedelta(days=10)
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*|[+&]")
_CLAUSE = re.compile(r"[.;](?=\s)")
#: So many words may stand between an ordinal and the name it counts.
_REACH = 8


def number_in(words: str, name: str) -> int | None:
    """Return the number of the session of `name` that `words` tell of; None if they tell none.

    >>> number_in("They held the seventh China-UK Strategic Dialogue", "Strategic Dialogue")
    7
    >>> number_in("On the 70th anniversary they held the Strategic Dialogue", "Strategic Dialogue")
    """
    within = read_name(name).number
    if within is not None:
        return within
    place = words.casefold().find(name.casefold())
    before = words[: place if place >= 0 else len(words)]
    tokens = _WORD.findall(before)
    if place < 0:
        tokens = tokens[:-1] if tokens else tokens
    for token in reversed(tokens[-_REACH:]):
        number = ordinal_of(token)
        if number is not None:
            return number
        if place >= 0 and not _may_stand_between(token):
            break
    after = _WORD.findall(words[place + len(name) :])[:6] if place >= 0 else _WORD.findall(words)
    for token, follower in pairwise(after):
        number = ordinal_of(token)
        if number is not None and (is_round_word(follower) or follower.casefold() == "time"):
            return number
    return None


def _may_stand_between(token: str) -> bool:
    if is_round_word(token) or is_weak(token) or organisation_called(token):
        return True
    parts = token.replace("–", "-").split("-")
    return all(read_name(part).owners or is_weak(part) for part in parts)


def number_of(mention: Mention) -> int | None:
    """Return the number of the session that a record tells of."""
    record = mention.stored.record
    name = getattr(record, "mechanism", None)
    if not name:
        return None
    numbers = {number_in(e.text, name) for e in record.evidence} - {None}
    return numbers.pop() if len(numbers) == 1 else None


def is_session(mention: Mention) -> bool:
    """Return whether a record tells of a session, held or to come."""
    record = mention.stored.record
    return isinstance(record, Engagement) and record.form not in _NO_SESSION


def list_rounds(mentions: Iterable[Mention], *, as_of: date | None) -> tuple[Round, ...]:
    """Return the sessions held up to `as_of`, oldest first, those without a date last."""
    told = [_Told(m) for m in mentions if is_session(m) and m.stored.record.status == "held"]  # type: ignore[attr-defined]
    told = [t for t in told if as_of is None or t.start is None or t.start <= as_of]
    # What says most is placed first: number and day, then day, then number.
    told.sort(key=lambda t: (t.rank, t.start or date.max, place_of(t.mention.stored)))
    groups: list[list[_Told]] = []
    #: Of each group one of those that say the same.
    distinct: list[dict[Hashable, _Told]] = []
    placed: dict[Hashable, list[int]] = defaultdict(list)
    for one in told:
        near = sorted({g for key in one.places for g in placed.get(key, ())})
        fits = [g for g in near if all(_agree(known, one) for known in distinct[g].values())]
        if one.number is not None:
            fits.sort(key=lambda g: not any(t.number == one.number for t in groups[g]))
            sure = fits[:1] if one.exact or (fits and groups[fits[0]][0].number) else fits
        else:
            sure = fits
        # What has no day may have been one of several: then it is not told which.
        chosen = sure[0] if sure and (one.exact or len(sure) == 1) else None
        if chosen is None:
            if one.says_nothing or (fits and not one.exact):
                continue  # "since the last dialogue" counts no session
            chosen = len(groups)
            groups.append([])
            distinct.append({})
        groups[chosen].append(one)
        distinct[chosen].setdefault(one.signature, one)
        for key in one.places:
            if chosen not in placed[key]:
                placed[key].append(chosen)
    rounds = [_round(group) for group in groups]
    return tuple(
        sorted(rounds, key=lambda r: (r.date.start or date.max, r.number or 0, r.sources[0].record))
    )


class _Told:
    """One record of a session: its number, and the days on which it was."""

    def __init__(self, mention: Mention) -> None:
        record = mention.stored.record
        assert isinstance(record, Engagement)  # asked by the caller
        self.mention = mention
        self.record = record
        self.number = number_of(mention)
        self.start, self.end = record.date.start, record.date.end
        self.exact = record.date.known and record.date.precision == "day"
        self.rank = 2 * (not self.exact) + (self.number is None)
        if not record.date.known:
            self.rank += 2
        published = mention.stored.document.published
        self.published = published.end if published is not None else None
        self.city = record.place.city if record.place is not None else None
        self.says_nothing = (
            self.number is None
            and not record.date.known
            and not (record.form == "session" and (record.people or self.city))
        )

    @cached_property
    def places(self) -> tuple[Hashable, ...]:
        """Where to look for other accounts: each that agrees shares one of these at least."""
        found: set[Hashable] = set()
        if self.number is not None:
            found.add(("number", self.number))
        if self.start is not None and self.end is not None:
            found |= {("year", y) for y in range(self.start.year, self.end.year + 1)}
            if self.exact:
                days = (self.start - _REPORTED, self.start, self.end, self.end + _REPORTED)
                found |= {("month", d.year, d.month) for d in days}
                if self.start.month in {1, 12}:
                    found |= {("year", d.year) for d in days}
        elif self.published is not None:
            around = (self.published - _REPORTED, self.published, self.published + _REPORTED)
            found |= {("month", d.year, d.month) for d in around}
        else:
            found.add(("document", self.mention.stored.document.id))
        return tuple(sorted(found, key=repr))

    @cached_property
    def signature(self) -> Hashable:
        """What decides whether it agrees with others."""
        own = None if self.start is not None else self.mention.stored.document.id
        return self.number, self.city, self.start, self.end, self.published, own


def _agree(known: _Told, one: _Told) -> bool:
    """Return whether two records can tell of one session."""
    if known.number is not None and one.number is not None and known.number != one.number:
        return False
    if known.city and one.city and known.city != one.city:
        return False
    same = known.number is not None and known.number == one.number
    if known.start and known.end and one.start and one.end:
        near = known.start - one.end <= _NEAR and one.start - known.end <= _NEAR
        return near and (same or known.exact or one.exact or known.record.date == one.record.date)
    if same:
        return True
    for dated, other in ((known, one), (one, known)):
        if dated.exact and dated.end is not None and other.start is None:
            told = other.published
            return told is not None and -_NEAR <= told - dated.end <= _REPORTED
    if known.start is None and one.start is None and known.published and one.published:
        return abs(known.published - one.published) <= _REPORTED
    return known.mention.stored.document.id == one.mention.stored.document.id


def _round(group: Sequence[_Told]) -> Round:
    dated = [t.record.date for t in group if t.record.date.known]
    finest = min(dated, key=_length, default=UNKNOWN_DATE)
    places = [t.record.place for t in group if t.record.place is not None]
    place: Place | None = next((p for p in places if p.city), places[0] if places else None)
    stored = sorted((t.mention.stored for t in group), key=place_of)
    return Round(
        number=next((t.number for t in group if t.number is not None), None),
        date=finest,
        place=place,
        sources=tuple(cite(s) for s in stored),
    )


def _length(interval: DateRange) -> tuple[timedelta, date]:
    if interval.start is None or interval.end is None:
        return timedelta.max, date.max
    return interval.end - interval.start, interval.start


def median_gap(rounds: Sequence[Round]) -> int | None:
    """Return the median of the days from one dated round to the next; None with fewer than two.

    Numbers tell how many rounds lie between two of which no text is known.
    """
    dated = [(r.date.start, r.number) for r in rounds
             if r.date.start is not None and r.date.precision in {"day", "month"}]  # fmt: skip
    gaps = []
    for (before, low), (after, high) in pairwise(dated):
        steps = high - low if low is not None and high is not None and high > low else 1
        gaps.append((after - before).days / steps)
    return round(median(gaps)) if gaps else None


def cadence_words(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Return what the names and texts say of how often it meets, sorted."""
    texts = {m.name.text for m in mentions}
    texts |= {e.text for m in mentions for e in m.stored.record.evidence}
    found = {f for text in texts for f in _cadence().findall(" ".join(text.casefold().split()))}
    return tuple(sorted(found))


@lru_cache(maxsize=1)
def _cadence() -> re.Pattern[str]:
    table: Mapping[str, int] = read_lexicon("en", "mechanism_names")["cadence"]
    longest_first = sorted(table, key=lambda words: (-len(words), words))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def list_chairs(mentions: Iterable[Mention]) -> tuple[CoChair, ...]:
    """Return who is seen chairing or leading sessions, by name, in the order of the first."""
    seen: dict[tuple[str, str | None], list[tuple[Mention, str]]] = defaultdict(list)
    for mention in mentions:
        record = mention.stored.record
        if not (isinstance(record, Engagement) and record.status == "held" and record.people):
            continue
        for evidence in record.evidence:
            for name in _leading(evidence.text, tuple(p.name for p in record.people)):
                party = next(p.party for p in record.people if p.name == name)
                seen[name, party].append((mention, evidence.text))
    chairs = [_chair(name, party, told) for (name, party), told in seen.items()]
    return tuple(sorted(chairs, key=lambda c: (c.first or date.max, c.name, c.party or "")))


def _chair(name: str, party: str | None, told: Sequence[tuple[Mention, str]]) -> CoChair:
    ordered = sorted(told, key=lambda row: place_of(row[0].stored))
    days = sorted(
        r.date.start
        for r in (m.stored.record for m, _ in ordered)
        if isinstance(r, Engagement) and r.date.start is not None
    )
    offices = [
        p.office
        for m, _ in ordered
        for p in getattr(m.stored.record, "people", ())
        if p.name == name and p.office
    ]
    return CoChair(
        name=name,
        office=offices[-1] if offices else None,
        party=party,
        words=ordered[-1][1],
        first=days[0] if days else None,
        last=days[-1] if days else None,
        sources=tuple(cite(s) for s in {m.stored.id: m.stored for m, _ in ordered}.values()),
    )


def _leading(text: str, people: Sequence[str]) -> list[str]:
    """Return those of the people who chair or lead by the words of a clause."""
    verbs, nouns = (frozenset(read_lexicon("en", "mechanism_names")["chairing"][k])
                    for k in ("verbs", "nouns"))  # fmt: skip
    found: list[str] = []
    for clause in _CLAUSE.split(text):
        plain = " ".join(clause.split())
        cues = [m for m in _WORD.finditer(plain) if m[0].casefold() in verbs | nouns]
        if not cues:
            continue
        cue = cues[0]
        behind = plain[cue.end() :]
        passive = re.match(r"\s+(?:\w+\s+)?by\b", behind) is not None
        noun = cue[0].casefold() in nouns and cue[0].casefold() not in verbs
        for name in people:
            place = plain.find(name.split()[-1])
            if place >= 0 and (noun or (place > cue.end() if passive else place < cue.start())):
                found.append(name)
    return found
