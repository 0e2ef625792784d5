"""Scoring what is joined across documents: encounters, persons, mechanisms, promises.

Plain data in, so that any program's joining can be scored; gold as the benchmark
`linking_world.py` writes it. A gold mention is one thing in one document, with all spans (and
names) under which it stands there. A program's mention is aligned to a gold mention of its
document:

- of an encounter: the one whose span it overlaps; of several the one of its form (talks and
  meetings are one), then the one of which it covers most;
- of a person: the one with most words of the name in common, then by span: a sentence of a
  statement needn't hold the name of its speaker;
- of a mechanism: the one whose span it overlaps, then by name.

Program's mentions that align to none are `extra`. They are counted, but no part of B³: what
shouldn't have been read is for the scores of extraction to say.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from communique.evaluation.clustering import Linkage, Member, b_cubed
from communique.evaluation.report import UNDEFINED
from communique.evaluation.scoring import Measures

Kind = Literal["encounters", "persons", "mechanisms"]
KINDS: tuple[Kind, ...] = ("encounters", "persons", "mechanisms")
Span = tuple[int, int]
Gold = Mapping[str, Any]

#: From so much of the name in common on a mechanism is told by its name alone.
_SAME_NAME = 0.5

#: Forms of contact that one report calls so and the next otherwise.
_FORMS = {
    form: "contact"
    for form in ("talks", "meeting", "summit", "session", "conference", "signing", "contact")
}


@dataclass(frozen=True)
class Mention:
    """Words of a document, by its name, that a program takes for something.

    `name` is of a person or mechanism, `form` of an encounter, empty where there is none.
    """

    document: str
    spans: tuple[Span, ...]
    name: str = ""
    form: str = ""


#: A program's things by any id, each with its mentions.
Clusters = Mapping[str, Sequence[Mention]]


@dataclass(frozen=True)
class Followed:
    """A promise as a program has it on a day: where it stands, and all that tells of it."""

    state: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class StateScore:
    """Of so many states asked for, for so many the promise was there, and so many were right."""

    asked: int
    found: int
    right: int

    @property
    def accuracy(self) -> float | None:
        """The share of right ones; a promise that isn't there is wrong."""
        return self.right / self.asked if self.asked else None

    @property
    def accuracy_of_found(self) -> float | None:
        """The share of right ones among those that are there."""
        return self.right / self.found if self.found else None

    def __add__(self, other: "StateScore") -> "StateScore":
        return StateScore(
            self.asked + other.asked, self.found + other.found, self.right + other.right
        )


@dataclass(frozen=True)
class LinkingRow:
    """The figures of one kind by one program, and by phenomenon."""

    kind: Kind
    program: str
    all: Linkage
    extra: int
    phenomena: Mapping[str, Linkage]


@dataclass(frozen=True)
class LinkingReport:
    """What came of scoring one program, beside its peers."""

    documents: int
    rows: tuple[LinkingRow, ...]
    states: Mapping[str, Mapping[str, StateScore]]

    def row(self, kind: Kind, program: str) -> LinkingRow:
        """Return the row of a kind by a program; raise `KeyError` if there is none."""
        for row in self.rows:
            if (row.kind, row.program) == (kind, program):
                return row
        raise KeyError((kind, program))

    def render(self) -> str:
        """Return the tables as plain text that fits 110 columns."""
        lines = [_LAYOUT.format(*_HEADER)]
        for row in self.rows:
            lines.append(_LAYOUT.format(row.kind, row.program, *_cells(row.all), row.extra))
        for row in self.rows:
            if row.phenomena:
                lines += ["", f"{row.kind} by {row.program}, by phenomenon"]
                for name, linkage in sorted(row.phenomena.items()):
                    lines.append(_LAYOUT.format("", name, *_cells(linkage), ""))
        for program, scores in self.states.items():
            lines += ["", f"states of promises by {program}"]
            for name, score in scores.items():
                lines.append(
                    f"{'':12} {name:22} {score.asked:4} asked {score.found:4} found "
                    f"{score.right:4} right  accuracy {_figure(score.accuracy)}, "
                    f"of found {_figure(score.accuracy_of_found)}"
                )
        return "\n".join([*lines, "", f"{self.documents} documents"])


def evaluate_linking(
    gold: Gold,
    programs: Mapping[str, Mapping[Kind, Clusters]],
    promises: Mapping[str, Mapping[str, Sequence[Followed]]] | None = None,
) -> LinkingReport:
    """Return the scores of programs by name, each with the clusters of one kind or several.

    `promises` are by program and then by the ISO day on which the gold states a state. Only
    the first program's figures are told by phenomenon.
    """
    rows: list[LinkingRow] = []
    for kind in KINDS:
        for place, (program, clusters) in enumerate(programs.items()):
            if kind in clusters:
                rows.append(
                    score_clusters(kind, gold, clusters[kind], program, in_detail=place == 0)
                )
    states = {
        program: score_states(gold, followed) for program, followed in (promises or {}).items()
    }
    return LinkingReport(gold["documents"], tuple(rows), states)


def score_clusters(
    kind: Kind, gold: Gold, clusters: Clusters, program: str, *, in_detail: bool = True
) -> LinkingRow:
    """Return the figures of one kind by one program."""
    members, extra = align(kind, gold, clusters)
    seen = {name for member in members for name in member.phenomena} if in_detail else set()
    return LinkingRow(
        kind,
        program,
        b_cubed(members),
        extra,
        {name: b_cubed(members, phenomenon=name) for name in seen},
    )


def align(kind: Kind, gold: Gold, clusters: Clusters) -> tuple[list[Member], int]:
    """Return the gold mentions as members of clusters, and how many mentions are extra.

    A gold mention that the program tells in several mentions is there in each of their
    clusters, with equal parts of its weight; one that it doesn't is in none.
    """
    places = list(_gold_mentions(gold[kind]))
    in_document: dict[str, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        in_document[place.document].append(number)
    found: dict[int, list[str]] = defaultdict(list)
    extra = 0
    for cluster, mentions in clusters.items():
        for mention in dict.fromkeys(mentions):
            judge = _JUDGES[kind]
            scored = [
                (score, -number)
                for number in in_document[mention.document]
                if (score := judge(places[number], mention)) is not None
            ]
            if scored:
                found[-max(scored)[1]].append(cluster)
            else:
                extra += 1
    members = []
    for number, place in enumerate(places):
        told = found[number]
        weight = 1 / max(1, len(told))
        members += [Member(place.thing, cluster, weight, place.phenomena) for cluster in told]
        if not told:
            members.append(Member(place.thing, None, weight, place.phenomena))
    return members, extra


def score_states(gold: Gold, followed: Mapping[str, Sequence[Followed]]) -> dict[str, StateScore]:
    """Return how many states of promises are right: `all`, then by state and phenomenon.

    A gold promise is the program's promise that tells most of its mentions, the earlier
    one of equals.
    """
    scores: dict[str, StateScore] = {"all": StateScore(0, 0, 0)}
    detail: dict[str, StateScore] = defaultdict(lambda: StateScore(0, 0, 0))
    for promise in gold["promises"].values():
        for asked in promise["states"]:
            best = _promise_of(promise, followed.get(asked["as_of"], ()))
            right = best is not None and best.state == asked["state"]
            score = StateScore(1, int(best is not None), int(right))
            scores["all"] += score
            detail[f"state {asked['state']}"] += score
            for name in promise["phenomena"]:
                detail[name] += score
    return scores | dict(sorted(detail.items()))


def _promise_of(promise: Gold, followed: Sequence[Followed]) -> Followed | None:
    def told(candidate: Followed) -> int:
        return sum(
            any(
                mention.document == place["document"] and _overlap(mention.spans, place["spans"])
                for mention in candidate.mentions
            )
            for place in promise["mentions"]
        )

    best = max(followed, key=told, default=None)
    return best if best is not None and told(best) else None


@dataclass(frozen=True)
class _Place:
    """A gold mention: one thing in one document."""

    thing: str
    document: str
    spans: tuple[Span, ...]
    names: tuple[str, ...]
    form: str
    phenomena: frozenset[str]


_Score = tuple[float, ...]


def _gold_mentions(things: Gold) -> Iterator[_Place]:
    for thing, facts in things.items():
        for mention in facts["mentions"]:
            yield _Place(
                thing,
                mention["document"],
                tuple((start, end) for start, end in mention["spans"]),
                tuple(mention.get("names", ())),
                facts.get("form", ""),
                frozenset(mention.get("phenomena", ())),
            )


def _judge_encounter(place: _Place, mention: Mention) -> _Score | None:
    common = _overlap(place.spans, mention.spans)
    if not common:
        return None
    same = _FORMS.get(place.form, place.form) == _FORMS.get(mention.form, mention.form)
    return float(same), common / sum(end - start for start, end in place.spans)


def _judge_person(place: _Place, mention: Mention) -> _Score | None:
    alike = max((likeness(name, mention.name) for name in place.names), default=0.0)
    if not alike:
        return None
    return alike, float(_overlap(place.spans, mention.spans) > 0), -_distance(place, mention)


def _judge_mechanism(place: _Place, mention: Mention) -> _Score | None:
    common = _overlap(place.spans, mention.spans)
    alike = max((likeness(name, mention.name) for name in place.names), default=0.0)
    if not common and alike < _SAME_NAME:
        return None
    return float(common > 0), alike, -_distance(place, mention)


_JUDGES: Mapping[Kind, Callable[[_Place, Mention], _Score | None]] = {
    "encounters": _judge_encounter,
    "persons": _judge_person,
    "mechanisms": _judge_mechanism,
}


def likeness(left: str, right: str) -> float:
    """Return the share of words that two names have in common, without case and accents.

    >>> likeness("David LAMMY", "Lammy")
    0.5
    """
    first, second = _words(left), _words(right)
    return len(first & second) / len(first | second) if first and second else 0.0


def _words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return frozenset(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


def _overlap(left: Iterable[Sequence[int]], right: Iterable[Sequence[int]]) -> int:
    """Return the number of characters that spans have in common."""
    others = list(right)
    return sum(max(0, min(e, f) - max(s, t)) for s, e in left for t, f in others)


def _distance(place: _Place, mention: Mention) -> float:
    """Return the characters between the nearest of their spans; 0 where they touch."""
    return min(
        (max(0, t - e, s - f) for s, e in place.spans for t, f in mention.spans),
        default=0,
    )


_LAYOUT = "{:12} {:22} {:>8} {:>7}  {:>6} {:>6} {:>6}  {:>6} {:>6} {:>6} {:>6}"
_HEADER = (
    "kind", "program", "mentions", "missed", "strict", "recall", "F1", "linked", "recall", "F1",
    "extra",
)  # fmt: skip


def _cells(linkage: Linkage) -> list[str]:
    cells = [f"{linkage.mentions:.0f}", f"{linkage.missed:.0f}"]
    for measures in (linkage.strict, linkage.linked):
        cells += _figures(measures)
    return cells


def _figures(measures: Measures) -> list[str]:
    return [_figure(m) for m in (measures.precision, measures.recall, measures.f1)]


def _figure(value: float | None) -> str:
    return UNDEFINED if value is None else f"{value:.3f}"
