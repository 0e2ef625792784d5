"""How strong a wording is: ladders of verbs, raised by adverbs and lowered by hedges."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from communique.linking.formula_types import Polarity
from communique.reference.tables import read_lexicon

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_LADDERS: Mapping[Polarity, str] = {"favour": "support", "objection": "oppose"}
#: So far before and behind a graded word single words raise or lower it.
_BEFORE, _BEHIND = 4, 3
#: What differs by less is equally strong.
EQUAL = 0.05


@dataclass(frozen=True, slots=True)
class Strength:
    """A grade, and the words it rests on. `grade` is None where no graded word was found."""

    grade: float | None
    cue: str | None = None
    raised: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The words that were graded, as one reads them."""
        return " ".join((*self.raised, self.cue or "", *self.behind)).strip()


@lru_cache(maxsize=16384)
def polarity_of(wording: str, stance: str) -> Polarity:
    """Return whether a wording favours or objects: by its stance, else by its first word for it.

    >>> polarity_of("its firm opposition to the move", "reaffirm")
    'objection'
    """
    if stance in {"oppose", "concern"}:
        return "objection"
    if stance in {"support", "welcome"}:
        return "favour"
    words = _words(wording)
    favour, against = _first_cue(words, "favour"), _first_cue(words, "objection")
    if against is not None and (favour is None or against[0] < favour[0]):
        return "objection"
    return "favour"


@lru_cache(maxsize=16384)
def strength_of(wording: str, polarity: Polarity) -> Strength:
    """Return how strong a wording is.

    >>> weak = strength_of("opposes the change", "objection")
    >>> strong = strength_of("firmly opposes the change", "objection")
    >>> (weak.grade or 0) < (strong.grade or 0)
    True
    """
    words = _words(wording)
    cue = _first_cue(words, polarity)
    if cue is None:
        return Strength(None)
    start, end, phrase, base = cue
    window = words[max(0, start - _BEFORE) : start] + words[end : end + _BEHIND]
    raised = _found("intensifiers", words, window)
    lowered = [f for f in _found("hedges", words, window) if f[0] not in phrase.split()]
    scope = [f for f in _found("scope", words, words)][:1]
    grade = base + max((value for _, value in raised), default=0.0)
    grade += sum(value for _, value in scope) - sum(value for _, value in lowered)
    best = max(raised, key=lambda f: f[1], default=None)
    behind = tuple(word for word, _ in (*scope, *lowered))
    return Strength(round(grade, 2), phrase, (best[0],) if best is not None else (), behind)


def graded_words() -> frozenset[str]:
    """Return all single words that tell strength, scope or caution and no content."""
    return _graded_words()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("’", "'").casefold())


def _first_cue(words: list[str], polarity: Polarity) -> tuple[int, int, str, float] | None:
    """Return place, words and grade of the first graded word, or of one that "and" joins to it."""
    ladder = _phrases(_LADDERS[polarity])
    best: tuple[int, int, str, float] | None = None
    index = 0
    while index < len(words):
        for phrase, grade in ladder.get(words[index], ()):
            if tuple(words[index : index + len(phrase)]) == phrase:
                found = (index, index + len(phrase), " ".join(phrase), grade)
                if best is None:
                    best = found
                elif index - best[1] > 2 or "and" not in words[best[1] : index]:
                    return best
                elif grade > best[3]:
                    best = found
                index += len(phrase) - 1
                break
        index += 1
        if best is not None and index - best[1] > 2:
            return best
    return best


def _found(table: str, words: list[str], window: list[str]) -> list[tuple[str, float]]:
    """Return the entries of a table that stand in the words; short ones near the graded word.

    An adverb may stand anywhere: "supports the plan unconditionally".
    """
    text = f" {' '.join(words)} "
    near = set(window)
    taken: list[str] = []
    found = []
    for phrase, value in _entries(table):
        if " " in phrase:
            if f" {phrase} " in text and not any(phrase in longer for longer in taken):
                taken.append(phrase)
                found.append((phrase, value))
        elif (phrase in near or (phrase.endswith("ly") and phrase in words)) and not any(
            phrase in longer.split() for longer in taken
        ):
            found.append((phrase, value))
    return found


@lru_cache(maxsize=8)
def _entries(table: str) -> tuple[tuple[str, float], ...]:
    rows: Mapping[str, float] = read_lexicon("en", "strength")[table]
    return tuple(sorted(rows.items(), key=lambda row: (-len(row[0].split()), row[0])))


@lru_cache(maxsize=2)
def _phrases(ladder: str) -> Mapping[str, tuple[tuple[tuple[str, ...], float], ...]]:
    rows: Mapping[str, float] = read_lexicon("en", "strength")[ladder]
    found: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for phrase, grade in rows.items():
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append((words, grade))
    return {first: tuple(sorted(r, key=lambda x: -len(x[0]))) for first, r in found.items()}


@lru_cache(maxsize=1)
def _graded_words() -> frozenset[str]:
    lexicon = read_lexicon("en", "strength")
    tables = ("support", "oppose", "intensifiers", "scope", "hedges")
    return frozenset(word for table in tables for word in lexicon[table] if " " not in word) | {
        "strongest", "terms", "not", "never", "do", "ready", "stand", "principle", "possible",
    }  # fmt: skip
