"""Two or more accounts of one encounter side by side.

What all report and what only one does, where they differ in words, numbers or dates, and what
one says that the other said, with whether the other's own text bears it out. Silence is told
with what was searched. The key that partitions the input is the encounter.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from communique.archive.types import Stored
from communique.document import Document
from communique.linking.aligning import Edit, compare_words
from communique.linking.comparison_claims import Claim, check_claims
from communique.linking.comparison_differences import (
    Difference,
    find_differences,
    name_other_numbers,
)
from communique.linking.comparison_facts import Fact, list_facts
from communique.linking.comparison_matching import (
    KINDS,
    Item,
    group_items,
    holds,
    list_items,
    parties_of,
    telling,
    text_of,
)
from communique.linking.comparison_sides import Reading, Side, read_sides
from communique.linking.sentences import Sentence
from communique.linking.types import Cited, Encounter, cite
from communique.records import Value

Agreement = Literal["both", "differs", "only"]


class Telling(Value):
    """How one side tells a thing: `side` is its place among the sides.

    `recorded` is False where its text tells it and no record of this kind was read there.
    """

    side: int
    text: str
    source: Cited
    recorded: bool = True


class Shown(Value):
    """One side's words beside those of the first that tells it, word by word."""

    side: int
    edits: tuple[Edit, ...]


class ComparedRow(Value):
    """One thing, and how each side tells it.

    `kind` is a kind of record, `topic`, or `fact` for what an encounter's own fields are;
    `subject` says in a few words what is compared. `silent` are the sides that don't tell it,
    `searched` what was searched there.
    """

    kind: str
    subject: str
    parties: tuple[str, ...] = ()
    agreement: Agreement
    differs: tuple[Difference, ...] = ()
    tellings: tuple[Telling, ...]
    changes: tuple[Shown, ...] = ()
    silent: tuple[int, ...] = ()
    searched: tuple[str, ...] = ()


class ReadoutComparison(Value):
    """Accounts of one encounter, compared."""

    encounter: str
    parties: tuple[str, ...]
    sides: tuple[Side, ...]
    rows: tuple[ComparedRow, ...]
    claims: tuple[Claim, ...]

    def to_rows(self) -> list[dict[str, Any]]:
        """Return what was found as JSON-ready mappings: the rows, then the claims."""
        names = [side.name for side in self.sides]
        found = [{"encounter": self.encounter, **row.model_dump(mode="json")} for row in self.rows]
        for row in found:
            for told in (*row["tellings"], *row["changes"]):
                told["document"] = names[told["side"]]
            row["silent"] = [names[number] for number in row["silent"]]
        claims = (claim.model_dump(mode="json") for claim in self.claims)
        return [*found, *({"encounter": self.encounter, "kind": "claim", **c} for c in claims)]


def compare_readouts(
    encounter: Encounter,
    stored: Iterable[Stored],
    documents: Mapping[str, Document],
    *,
    parties: Mapping[str, str] | None = None,
    shared: bool = True,
) -> ReadoutComparison:
    """Return the documents that report `encounter` side by side.

    `stored` are the records of these documents, others are passed over; `documents` are the
    texts by id: silence in one that is missing rests on its records only. `parties` tells by id
    for which party a document speaks, where its publisher doesn't. Unless the encounter is
    `shared`, its day, place and people are compared with nobody's.
    """
    readings = read_sides(encounter, stored, documents, parties or {})
    rows = [_fact_row(fact, readings) for fact in list_facts(readings)] if shared else []
    rows += _topic_rows(readings)
    for kind in KINDS:
        rows += [_row(kind, group, readings) for group in group_items(list_items(readings, kind))]
    return ReadoutComparison(
        encounter=encounter.id,
        parties=encounter.parties,
        sides=tuple(reading.side for reading in readings),
        rows=tuple(rows),
        claims=check_claims(readings),
    )


def describe_search(side: Side) -> str:
    """Return in words what was searched of a side."""
    text = f" and {side.words} words of text" if side.words else "; its text was not at hand"
    return f"{side.name}: {side.records} records{text}"


def _row(kind: str, group: Sequence[Item], readings: Sequence[Reading]) -> ComparedRow:
    tellings = [
        Telling(side=i.side, text=text_of(i.stored.record), source=cite(i.stored)) for i in group
    ]
    told = {item.side for item in group}
    for number, reading in enumerate(readings):
        words = telling(text_of(group[0].stored.record))
        sentence = _find_sentence(reading, words) if number not in told else None
        if sentence is not None:
            tellings.append(_quote(number, reading, sentence))
    records = [item.stored.record for item in group]
    differs = find_differences([t.text for t in tellings if t.recorded], records)
    if "number" not in differs and name_other_numbers(t.text for t in tellings):
        differs = (*differs, "number")
    return _lay_out(kind, text_of(records[0]), parties_of(records[0]), tellings, readings, differs)


def _lay_out(
    kind: str,
    subject: str,
    parties: tuple[str, ...],
    tellings: list[Telling],
    readings: Sequence[Reading],
    differs: tuple[Difference, ...],
) -> ComparedRow:
    tellings.sort(key=lambda t: t.side)
    sides = {t.side for t in tellings}
    silent = tuple(number for number in range(len(readings)) if number not in sides)
    recorded = [t for t in tellings if t.recorded]
    first = recorded[0]
    return ComparedRow(
        kind=kind,
        subject=subject,
        parties=parties,
        agreement="only" if len(sides) == 1 else "differs" if differs else "both",
        differs=differs,
        tellings=tuple(tellings),
        changes=tuple(
            Shown(side=t.side, edits=compare_words(first.text, t.text)) for t in recorded[1:]
        )
        if "wording" in differs
        else (),
        silent=silent,
        searched=tuple(describe_search(readings[number].side) for number in silent),
    )


def _find_sentence(reading: Reading, words: frozenset[str]) -> Sentence | None:
    """Return the sentence of a side that tells what the words tell; None if none does."""
    found = [s for s in reading.sentences if holds(words, telling(s.text))]
    return min(found, key=lambda s: (-len(words & telling(s.text)), s.start), default=None)


def _quote(number: int, reading: Reading, sentence: Sentence) -> Telling:
    source = reading.cite(sentence)
    return Telling(side=number, text=sentence.text, source=source, recorded=False)


def _fact_row(fact: Fact, readings: Sequence[Reading]) -> ComparedRow:
    tellings = [
        Telling(side=side, text=text, source=cite(stored)) for side, text, stored in fact.told
    ]
    differs: tuple[Difference, ...] = ()
    if not fact.compatible:
        differs = ("date",) if fact.field == "date" else ("wording",)
    return _lay_out("fact", fact.field, (), tellings, readings, differs)


def _topic_rows(readings: Sequence[Reading]) -> list[ComparedRow]:
    """Return which sides speak of which issue, each with the first record that does."""
    first: dict[str, dict[int, Stored]] = {}
    for number, reading in enumerate(readings):
        for stored in reading.stored:
            record = stored.record
            issue = getattr(record, "issue", None)
            for topic in (*record.topics, *((issue,) if issue else ())):
                first.setdefault(topic, {}).setdefault(number, stored)
    rows = []
    for topic, told in sorted(first.items()):
        tellings = [
            Telling(side=number, text=stored.record.evidence[0].text, source=cite(stored))
            for number, stored in told.items()
        ]
        rows.append(_lay_out("topic", topic, (), tellings, readings, ()))
    return rows
