"""Which accounts tell of one engagement: of several documents, or twice in one."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date, timedelta
from enum import IntEnum

from communique.linking.wordings import name_words, normalise
from communique.records import DateRange, Engagement, Official
from communique.views.facts import Fact
from communique.views.findings import Finding
from communique.views.phrases import is_local

#: By records.md a readout's "talks" and another's "meeting" may be one contact; of two
#: parties so may be their "summit" and the session of their dialogue.
_MEETINGS = {"talks": "meeting", "meeting": "meeting"}
_MEETINGS_OF_TWO = _MEETINGS | {"summit": "meeting", "session": "meeting"}
#: An account without a date is of a contact at most so long before or after it was published.
_NEAR = timedelta(days=2)


class _Timing(IntEnum):
    """How the dates of two accounts agree; the surer the higher."""

    APART = 0
    NEAR = 1
    WITHIN = 2
    EQUAL = 3


def merge_contacts(findings: Iterable[Finding[Engagement]]) -> list[Fact[Engagement]]:
    """Return the engagements that `findings` tell of, each represented by all that is told.

    Accounts that contradict each other are never merged. Order is that of the first finding.
    """
    listed = list(findings)
    groups: list[list[int]] = []
    comparable: dict[Hashable, list[list[int]]] = {}
    # What says most comes first: the others then find the contact that they belong to.
    for index in sorted(range(len(listed)), key=lambda i: _rank(listed[i])):
        record = listed[index].record
        others = comparable.setdefault(
            (_form(record), record.status, frozenset(record.parties)), []
        )
        fits = [_fit(listed, group, index) for group in others]
        best = max(fits, default=_Timing.APART)
        if best > _Timing.APART:
            others[fits.index(best)].append(index)
        else:
            others.append([index])
            groups.append(others[-1])
    groups.sort(key=min)
    return [_represent([listed[i] for i in group]) for group in groups]


def detail(record: Engagement) -> int:
    """Return how much an engagement's record says: people, place, mechanism."""
    place = record.place
    return (
        2 * len(record.people)
        + 2 * record.date.known
        + (record.mechanism is not None)
        + (0 if place is None else (place.city is not None) + (place.venue is not None))
    )


def says_little(record: Engagement) -> bool:
    """Return whether nothing but form and parties is told, and at most a month or year."""
    return record.date.precision != "day" and _is_bare(record)


def same_form(left: Engagement, right: Engagement) -> bool:
    """Return whether the forms of two engagements of the same parties may name one contact."""
    return _form(left) == _form(right)


def share_person(left: Engagement, right: Engagement) -> bool:
    """Return whether somebody takes part in both."""
    return any(_same_person(a, b) for a in left.people for b in right.people)


def _rank(finding: Finding[Engagement]) -> tuple[int, int]:
    exact = finding.record.date.precision == "day" and finding.record.date.known
    return (0 if exact else 1 if finding.record.date.known else 2, -detail(finding.record))


def _form(record: Engagement) -> str:
    table = _MEETINGS_OF_TWO if len(record.parties) == 2 else _MEETINGS
    return table.get(record.form, record.form)


def _fit(listed: Sequence[Finding[Engagement]], group: list[int], index: int) -> _Timing:
    """Return how well a finding fits a group: as its worst match does."""
    return min((_match(listed[i], listed[index]) for i in group), default=_Timing.APART)


def _match(left: Finding[Engagement], right: Finding[Engagement]) -> _Timing:
    a, b = left.record, right.record
    timing = _compare_dates(left, right)
    if timing == _Timing.APART or _differ(a, b):
        return _Timing.APART
    one_page = left.document.key == right.document.key
    if timing == _Timing.EQUAL:
        # Within a document one contact is one record already: two are two, unless one of
        # them tells nothing of its own.
        alone = one_page and not (share_person(a, b) or _is_bare(a) or _is_bare(b))
        return _Timing.APART if alone else timing
    if share_person(a, b):
        told_alike = a.form == b.form or _is_subset(a, b) or _is_subset(b, a)
        return timing if told_alike or not one_page else _Timing.APART
    if one_page and any(_is_bare(r) and r.date.known for r in (a, b)):
        # "They held their first session on Monday. A met B for it."
        return timing
    if timing == _Timing.WITHIN and _same_city(a, b) and not (a.people and b.people):
        # "The leaders' meeting in Rio last November" and the one of 18 November there.
        return timing
    # Without a date and without people only the same words, as in a copy, make it one.
    return timing if not one_page and _words(left) == _words(right) else _Timing.APART


def _differ(a: Engagement, b: Engagement) -> bool:
    """Return whether place, mechanism or people of two accounts exclude each other."""
    city_a, city_b = (place.city if place else None for place in (a.place, b.place))
    if city_a and city_b and city_a.casefold() != city_b.casefold():
        return True
    country_a, country_b = (place.country if place else None for place in (a.place, b.place))
    if country_a and country_b and country_a != country_b:
        return True
    if a.mechanism and b.mechanism and name_words(a.mechanism) != name_words(b.mechanism):
        return True
    return not all(_one_team(a, b, party) for party in a.parties)


def _same_city(a: Engagement, b: Engagement) -> bool:
    city_a, city_b = (place.city if place else None for place in (a.place, b.place))
    return bool(city_a and city_b and city_a.casefold() == city_b.casefold())


def _compare_dates(left: Finding[Engagement], right: Finding[Engagement]) -> _Timing:
    a, b = left.record.date, right.record.date
    if a.known and b.known:
        if (a.start, a.end) == (b.start, b.end):
            return _Timing.EQUAL
        return _Timing.WITHIN if _contains(a, b) or _contains(b, a) else _Timing.APART
    if left.document.key == right.document.key and not (a.known or b.known):
        return _Timing.NEAR
    first, last = _days(left)
    begin, end = _days(right)
    if first is None or last is None or begin is None or end is None:
        return _Timing.NEAR if not (a.known or b.known) else _Timing.APART
    return _Timing.NEAR if begin - last <= _NEAR and first - end <= _NEAR else _Timing.APART


def _contains(a: DateRange, b: DateRange) -> bool:
    return bool(a.start and a.end and b.start and b.end and a.start <= b.start and b.end <= a.end)


def _days(finding: Finding[Engagement]) -> tuple[date | None, date | None]:
    """Return the days of the engagement, for an undated one those of its document."""
    told = finding.record.date
    if told.known:
        return told.start, told.end
    return finding.document.day, finding.document.day


def _is_bare(record: Engagement) -> bool:
    """Return whether no people, city or mechanism is told, and for a visit not where to."""
    place = record.place
    if record.people or record.mechanism or record.note or record.stops:
        return False
    if place is not None and (place.city or place.venue):
        return False
    return not (record.form == "visit" and (place is not None or record.host))


def _is_subset(a: Engagement, b: Engagement) -> bool:
    """Return whether all that `a` tells of people is told by `b`."""
    return all(any(_same_person(p, q) for q in b.people) for p in a.people)


def _one_team(a: Engagement, b: Engagement, party: str) -> bool:
    """Return whether both accounts can have the same people for `party`.

    Two teams of the same parties may meet in one city on one day.
    """
    team_a, team_b = ([p for p in e.people if p.party == party] for e in (a, b))
    return not team_a or not team_b or any(_same_person(p, q) for p in team_a for q in team_b)


def _same_person(a: Official, b: Official) -> bool:
    """Return whether two names can be one person's: one document's "Ng" is "Ng Eng Hen"."""
    left, right = (frozenset(normalise(p.name).split()) for p in (a, b))
    return bool(left and right) and (left <= right or right <= left)


def _words(finding: Finding[Engagement]) -> str:
    return normalise(" ".join(e.text for e in finding.record.evidence))


def _represent(group: list[Finding[Engagement]]) -> Fact[Engagement]:
    """Return the fullest account, completed by what only others tell."""
    records = sorted((f.record for f in group), key=detail, reverse=True)
    best = records[0]
    dated = [r.date for r in records if r.date.known]
    finest = min(dated, key=_length, default=best.date)
    place = next((r.place for r in records if is_local(r.place)), best.place)
    people = list(best.people)
    for record in records[1:]:
        # A person of a side of which the fullest account names nobody.
        sides = {person.party for person in people}
        people += [person for person in record.people if person.party not in sides]
    told = best.model_copy(
        update={
            "date": finest,
            "place": place or next((r.place for r in records if r.place), None),
            "mechanism": next((r.mechanism for r in records if r.mechanism), None),
            "note": next((r.note for r in records if r.note), None),
            "stops": max((r.stops for r in records), key=len),
            "people": tuple(people),
        }
    )
    return Fact(told, tuple(group))


def _length(interval: DateRange) -> timedelta:
    if interval.start is None or interval.end is None:
        return timedelta.max
    return interval.end - interval.start
