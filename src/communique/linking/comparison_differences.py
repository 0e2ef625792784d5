"""In what two tellings of one thing differ: words, numbers, dates, force, stance, denial."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from communique.linking.aligning import split_words
from communique.linking.wordings import normalise
from communique.records import Commitment, DateRange, Figure, Position, RecordBase, Request
from communique.reference.tables import read_lexicon

Difference = Literal["wording", "number", "date", "force", "stance", "negation"]

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def find_differences(texts: Sequence[str], records: Sequence[RecordBase]) -> tuple[Difference, ...]:
    """Return in what the tellings differ; `records` are those of the tellings that are records."""
    found: list[Difference] = []
    if len({normalise(text) for text in texts}) > 1:
        found.append("wording")
    if _numbers_differ(texts, records):
        found.append("number")
    if len({_days(record) for record in records} - {None}) > 1:
        found.append("date")
    if len({r.force for r in records if isinstance(r, Commitment | Request)}) > 1:
        found.append("force")
    if len({r.stance for r in records if isinstance(r, Position)}) > 1:
        found.append("stance")
    if len({_denies(text) for text in texts}) > 1:
        found.append("negation")
    return tuple(found)


def contradicts(differences: Sequence[Difference]) -> bool:
    """Return whether more than words and courtesy set the tellings apart."""
    return bool({"number", "date", "negation", "stance"} & set(differences))


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers of a text as they are compared: "1,000" is "1000", "2.0" is "2".

    >>> sorted(numbers_in("60 billion by 2010"))
    ['2010', '60']
    """
    found = (m.group() for t in split_words(text) if (m := _NUMBER.match(t.word)))
    return frozenset(n.rstrip("0").rstrip(".") if "." in n else n for n in found)


def _numbers_differ(texts: Sequence[str], records: Sequence[RecordBase]) -> bool:
    figures = [record for record in records if isinstance(record, Figure)]
    if len(figures) == len(texts):
        return len({f.value for f in figures}) > 1
    return name_other_numbers(texts)


def name_other_numbers(texts: Iterable[str]) -> bool:
    """Return whether any two of the texts name numbers that aren't all the other's, too."""
    told = [numbers for text in texts if (numbers := numbers_in(text))]
    # A text that names a number less is shorter; one that names another contradicts.
    return any(not (a <= b or b <= a) for a in told for b in told)


def _days(record: RecordBase) -> tuple[object, object] | None:
    told: DateRange | None = None
    if isinstance(record, Commitment | Request):
        told = record.due
    elif isinstance(record, Figure):
        told = record.period
    return (told.start, told.end) if told is not None and told.known else None


def _denies(text: str) -> bool:
    negations = frozenset(read_lexicon("en", "checks")["negation"]["words"])
    return any(token.word in negations for token in split_words(text))
