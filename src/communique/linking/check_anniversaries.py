"""Anniversary against base year, and an organisation's age against its founding.

"The 50th anniversary" of a year says when the thing began; other documents, and the table of
foundings, may say otherwise. Partition: the parties whose anniversary it is.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from communique.archive.types import Stored
from communique.linking.check_evidence import Known, find, published_on, words_for
from communique.linking.types import Discrepancy, cite
from communique.linking.wordings import name_words, normalise
from communique.records import Occasion

#: So many places are shown of each side of a contradiction.
_SHOWN = 3
#: No jubilee is told of what is younger; it is an event that is held every year.
_YOUNGEST = 3


class Base(NamedTuple):
    """The year in which a thing began, as a record has it, give or take `margin` years."""

    year: int
    margin: int
    stored: Stored
    record: Occasion


def check_anniversaries(stored: Iterable[Stored], known: Known) -> Iterator[Discrepancy]:
    """Yield where documents, or a document and the table, date the beginning of a thing apart."""
    groups: dict[Hashable, list[Base]] = defaultdict(list)
    for one in stored:
        if isinstance(one.record, Occasion):
            base, key = _base(one, one.record), _key(one.record, known)
            if base is not None and key is not None:
                groups[key].append(base)
    for key, bases in groups.items():
        if isinstance(key, str):
            yield from _against_table(key, bases, known)
        yield from _against_each_other(bases, known)


def _base(stored: Stored, record: Occasion) -> Base | None:
    told = record.of
    if told is None:
        # "Diplomatic relations were established in 1972": the beginning itself.
        day = record.date.end
        begun = normalise(record.name).split()[:1]
        if day is None or record.date.precision == "decade" or not _begins(begun):
            return None
        return Base(day.year, 0, stored, record)
    if told.number is None or told.number < _YOUNGEST:
        return None
    if told.base_year is not None:
        return Base(told.base_year, 0 if record.date.basis == "explicit" else 1, stored, record)
    day = published_on(stored)
    # It is near the page's day, which may be before the anniversary or after it.
    return Base(day.year - told.number, 1, stored, record) if day is not None else None


def _begins(words: list[str]) -> bool:
    return bool(set(words) & words_for("anniversaries")["founding"])


def _key(record: Occasion, known: Known) -> Hashable | None:
    """Return what two tellings share if they are of one thing; an organisation's id for its age."""
    what = record.of.what if record.of is not None else record.name
    words = name_words(what)
    lists = words_for("anniversaries")
    states = frozenset(party for party in record.parties if party in known.parties.states)
    if words <= lists["relations"] and words & lists["related"]:
        return ("relations", states) if len(states) == 2 == len(record.parties) else None
    bodies = [party for party in record.parties if party in known.parties.organisations]
    if len(bodies) == 1 == len(record.parties):
        own = {word for form in _forms(bodies[0], known) for word in form}
        if words <= lists["founding"] | own and (
            words & lists["founding"] or normalise(what).split() in _forms(bodies[0], known)
        ):
            return bodies[0]
    return ("other", frozenset(record.parties), words) if record.parties else None


def _forms(body: str, known: Known) -> list[list[str]]:
    found = [n.form for n in known.parties.names if n.party == body]
    return [normalise(form).split() for form in (*found, known.parties.label(body))]


def _against_table(body: str, bases: Iterable[Base], known: Known) -> Iterator[Discrepancy]:
    rows = known.foundings.get(body, ())
    for base in bases:
        if not rows or any(abs(row.year - base.year) <= base.margin for row in rows):
            continue
        dated = ", ".join(f"{row.year} ({row.event})" for row in rows)
        yield find(
            "organisation-age",
            f"“{base.record.name}” puts its beginning in {_about(base)}; "
            f"the table has {known.parties.label(body)} begin in {dated}",
            [cite(base.stored)],
            parties=base.record.parties,
            reference=f"foundings.csv, {body}: {'; '.join(sorted({r.citation for r in rows}))}",
        )


def _against_each_other(bases: list[Base], known: Known) -> Iterator[Discrepancy]:
    """Yield each year that contradicts the one which most documents tell."""
    years: dict[int, list[Base]] = defaultdict(list)
    for base in sorted(bases, key=lambda b: b.stored.id):
        years[base.year].append(base)

    def weight(year: int) -> tuple[int, int, int]:
        told = years[year]
        return (len({b.stored.document.id for b in told}), -min(b.margin for b in told), -year)

    common = max(years, key=weight)
    for told in (years[year] for year in sorted(years)):
        apart = [
            (mine, theirs)
            for mine in told
            for theirs in years[common]
            if abs(mine.year - theirs.year) > mine.margin + theirs.margin
        ]
        if not apart:
            continue
        mine, theirs = apart[0]
        sides = [pair[0] for pair in apart[:_SHOWN]] + [pair[1] for pair in apart[:_SHOWN]]
        yield find(
            "anniversary",
            f"“{mine.record.name}” puts the beginning in {_about(mine)}, "
            f"“{theirs.record.name}” in {_about(theirs)}",
            [cite(side.stored) for side in sides],
            parties=mine.record.parties,
        )


def _about(base: Base) -> str:
    return f"about {base.year}" if base.margin else str(base.year)
