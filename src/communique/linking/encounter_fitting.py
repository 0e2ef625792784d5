"""Whether an account can be of an encounter, and how well it fits it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from communique.linking.encounter_accounts import Account
from communique.linking.encounter_people import LEADING, Attendant, same_attendant

#: An account of days at most so far apart is of one visit, or one assembly of a body.
_SAME_STAY = {"visit": timedelta(days=2)}
_SAME_ASSEMBLY = timedelta(days=1)
#: A period no longer than this tells when it was nearly as well as a day.
_SHORT = timedelta(days=8)


class Fit(NamedTuple):
    """How well an account fits an encounter; the better the greater, part by part."""

    apt_page: bool
    words: bool
    city: bool
    mechanism: bool
    sides: int
    country: bool
    nearness: int
    form: bool


def differ(a: Account, b: Account) -> bool:
    """Return whether form, place, mechanism or people of two accounts exclude each other."""
    if not _one_form(a, b) or _other_mechanism(a, b):
        return True
    if a.number and b.number and a.number != b.number:
        return True
    if a.country and b.country and a.country != b.country:
        return True
    if any(_other_team(a, b, party) for party in a.parties & b.parties):
        return True
    if a.city and b.city and not (a.city <= b.city or b.city <= a.city):
        # One report has the town and another the city nearby: who met there decides.
        near = a.country is not None and a.country == b.country
        return not (near and shared_sides(a, b) >= min(2, len(a.parties)))
    return False


def shared_sides(a: Account, b: Account) -> int:
    """Return for how many parties both accounts name somebody in common."""
    return sum(
        any(same_attendant(p, q) for p in a.people for q in b.people if party in {p.party, q.party})
        for party in a.parties & b.parties
    )


def grade(a: Account, members: Iterable[Account], *, beside: bool, copied: bool) -> Fit:
    """Return how well an account fits those that it doesn't differ from.

    `beside` is whether one of them stands in its own article, `copied` whether one has its words.
    """
    listed = list(members)
    return Fit(
        # What names people is told beside another contact because it is another one.
        apt_page=beside != bool(a.people),
        words=copied,
        city=any(same_city(a, m) for m in listed),
        mechanism=any(
            bool(a.mechanism and m.mechanism) or (a.number is not None and a.number == m.number)
            for m in listed
        ),
        sides=max((shared_sides(a, m) for m in listed), default=0),
        country=any(a.country is not None and a.country == m.country for m in listed),
        nearness=0,
        form=any(a.record.form == m.record.form for m in listed),
    )


def same_city(a: Account, b: Account) -> bool:
    """Return whether both accounts give one city."""
    return bool(a.city and b.city) and (a.city <= b.city or b.city <= a.city)


def one_page(a: Account, b: Account) -> bool:
    """Return whether two accounts of one article can be of one contact.

    Extraction has joined what an article tells twice already: two are two, unless one of
    them tells nothing of its own, or the same of the same people in other words.
    """
    if a.is_bare or b.is_bare:
        return True
    if a.number is not None and a.number == b.number and not (a.people and b.people):
        return True
    if not shared_sides(a, b):
        return False
    return a.record.form == b.record.form or _is_subset(a, b) or _is_subset(b, a)


def gap(a: Account, b: Account) -> timedelta:
    """Return how many days apart two accounts of days may be of one contact."""
    if a.form == b.form and a.form in _SAME_STAY:
        return _SAME_STAY[a.form]
    return _SAME_ASSEMBLY if a.spans_days and b.spans_days else timedelta()


def is_supported(a: Account, fit: Fit) -> bool:
    """Return whether enough speaks for an account being of an encounter within its period.

    The longer the period the more is asked for: in a year the same people meet often.
    """
    if a.days is None or a.days[1] - a.days[0] <= _SHORT:
        return speaks_for(fit) or not a.people
    if a.days[1] - a.days[0] <= timedelta(days=31):
        return speaks_for(fit)
    placed = fit.city or fit.country or fit.mechanism
    return fit.sides >= min(2, len(a.parties)) or (placed and (fit.sides > 0 or not a.people))


def speaks_for(fit: Fit) -> bool:
    """Return whether anything that is told of both speaks for their being one."""
    return fit.sides > 0 or fit.words or fit.city or fit.mechanism


def _one_form(a: Account, b: Account) -> bool:
    if a.form == b.form or (a.parties != b.parties and a.plain_form == b.plain_form):
        return True  # of some parties more or less it goes by another name
    # A conversation by video is a call to one side and a meeting to the other.
    if {a.form, b.form} != {"call", "meeting"}:
        return False
    met = a if a.form == "meeting" else b
    return not met.city and met.country is None and shared_sides(a, b) >= min(2, len(a.parties))


def _other_mechanism(a: Account, b: Account) -> bool:
    if not (a.mechanism and b.mechanism):
        return False
    return 2 * len(a.mechanism & b.mechanism) < min(len(a.mechanism), len(b.mechanism)) + 1


def _other_team(a: Account, b: Account, party: str) -> bool:
    """Return whether the accounts name different people of a party, or only one its leader.

    Two teams of the same parties may meet in one city on one day.
    """
    left, right = a.team(party), b.team(party)
    if not left or not right:
        return False
    if not any(same_attendant(p, q) for p in left for q in right):
        return True
    return _lacks_leader(left, right) or _lacks_leader(right, left)


def _lacks_leader(told: Iterable[Attendant], other: tuple[Attendant, ...]) -> bool:
    return any(p.rank in LEADING and not any(same_attendant(p, q) for q in other) for p in told)


def _is_subset(a: Account, b: Account) -> bool:
    return all(any(same_attendant(p, q) for q in b.people) for p in a.people)
