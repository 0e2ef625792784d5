"""What later records and words show of promises: each one `Outcome` or several.

An engagement shows that something was held or called off, a mechanism that it was launched, a
figure how much was reached; of statements, positions and commitments the words tell it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from communique.archive.projection import parties_named
from communique.archive.types import DocumentSummary, Stored
from communique.linking.promise_tellings import Aspect, Telling, has_cue, read_tellings
from communique.linking.promise_words import (
    Deed,
    blank,
    lexicon,
    numbers_of,
    ordinals_of,
    places_of,
    stem,
    things_of,
)
from communique.linking.types import Cited, cite
from communique.records import (
    UNNAMED_FIGURES,
    Commitment,
    Engagement,
    Figure,
    Mechanism,
    Position,
    RecordBase,
    Statement,
)

#: A sentence is looked for within so many characters.
_SENTENCE = 400
# Initials end no sentence: "donated by the U.S. to over".
_END = re.compile(r"(?<=[\w”)]{2}[.;!?])\s+|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one record, or words that no record holds, show of a deed.

    `day` is that of the event, None where it is not told. `parties` are those that the record
    names; `around` are the parties of the engagements that its document tells of. `record` is
    None of words without one: they are at `source`.
    """

    document: DocumentSummary
    record: RecordBase | None
    source: Cited
    deed: Deed
    aspect: Aspect
    day: date | None
    published: date | None
    parties: frozenset[str]
    why: str
    telling: Telling | None = None
    around: tuple[frozenset[str], ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """The document and the record; of words without a record the document alone."""
        return self.document.id, self.source.record

    @property
    def order(self) -> tuple[date, date, str, str, tuple[tuple[int, int], ...], str]:
        """By this outcomes stand in time."""
        return (
            self.day or self.published or date.max,
            self.published or date.max,
            self.document.id,
            self.source.record,
            self.source.spans,
            self.why,
        )


def outcomes_of(stored: Iterable[Stored]) -> list[Outcome]:
    """Return what the records show, in the order of time."""
    listed = list(stored)
    around: dict[str, set[frozenset[str]]] = defaultdict(set)
    for one in listed:
        if isinstance(one.record, Engagement) and one.record.form != "press-conference":
            around[one.document.id].add(frozenset(one.record.parties))
    found: list[Outcome] = []
    for one in listed:
        context = tuple(sorted(around.get(one.document.id, ()), key=sorted))
        found.extend(_read(one, context))
    return sorted(found, key=lambda outcome: outcome.order)


def without_plans(outcomes: Iterable[Outcome], texts: Callable[[str], str]) -> list[Outcome]:
    """Return the outcomes but the figures that their sentence plans: "will donate 1 million"."""
    return [
        outcome
        for outcome in outcomes
        if not (isinstance(outcome.record, Figure) and _is_plan(outcome, texts))
    ]


def _is_plan(outcome: Outcome, texts: Callable[[str], str]) -> bool:
    start, end = outcome.source.spans[0]
    text = texts(outcome.document.id)
    before, behind = text[max(0, start - _SENTENCE) : start], text[end : end + _SENTENCE]
    sentence = f"{_END.split(before)[-1]} {text[start:end]} {_END.split(behind)[0]}"
    return has_cue(sentence, "plans") or has_cue(sentence, "futures")


def _read(one: Stored, around: tuple[frozenset[str], ...]) -> Iterator[Outcome]:
    record = one.record
    published = one.document.published.end if one.document.published is not None else None
    parties = parties_named(record)
    text = " ".join(e.text for e in record.evidence)

    def outcome(
        deed: Deed, aspect: Aspect, day: date | None, telling: Telling | None = None
    ) -> Outcome:
        return Outcome(
            one.document,
            record,
            cite(one),
            deed,
            aspect,
            day,
            published,
            parties,
            text,
            telling,
            around,
        )

    match record:
        case Engagement(status="held") | Engagement(status="cancelled"):
            held = record.status == "held"
            day = record.date.start if held else None
            yield outcome(_engaged(record, text), "done" if held else "dropped", day)
        case Mechanism(state="launched" | "resumed" | "existing" | "suspended"):
            aspect: Aspect = "dropped" if record.state == "suspended" else "done"
            yield outcome(named_deed(record.name), aspect, published)
        case Figure(sense="statistic" | "count") if record.label not in UNNAMED_FIGURES:
            day = record.period.end if record.period is not None else None
            deed = named_deed(record.label, frozenset({(record.value, record.unit)}))
            yield outcome(deed, "done", day or published)
        case Statement() | Position():
            for telling in read_tellings(text):
                yield outcome(telling.deed, telling.aspect, published, telling)
        case Commitment():
            # "Decided not to", "agreed to postpone": of an earlier promise.
            for telling in read_tellings(text):
                if telling.aspect in ("dropped", "later"):
                    yield outcome(telling.deed, telling.aspect, published, telling)


def _engaged(record: Engagement, text: str) -> Deed:
    place = record.place
    city = f" in {place.city}" if place is not None and place.city else ""
    # What is planned in the same words took no place yet.
    held = [e.text for e in record.evidence if not has_cue(e.text, "plans")]
    blanked, parties = blank(" ".join(held or [text]) + city)
    words = [*blanked.split(), *(record.mechanism or "").split(), *(record.note or "").split()]
    plain = [w.lower().strip(".,;:()“”\"'") for w in words]
    things = set(things_of(plain))
    for word in (*lexicon()["engagement_words"].get(record.form, ()), *plain):
        things.update(stem(word))
    places = places_of(city) if city else frozenset()
    return Deed(
        things=frozenset(things),
        places=places,
        parties=parties,
        ordinals=ordinals_of(plain),
    )


def named_deed(name: str, numbers: frozenset[tuple[float, str]] = frozenset()) -> Deed:
    """Return what a name says, as the things of a deed."""
    blanked, parties = blank(name)
    plain = [w.lower().strip(".,;:()“”\"'") for w in blanked.replace("-", " - ").split()]
    things = [s for w in plain for s in stem(w)]
    return Deed(
        things=frozenset(things) | frozenset(things_of(plain)),
        parties=parties,
        numbers=numbers or numbers_of(name),
    )
