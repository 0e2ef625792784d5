"""Time expressions: where a text names a time, and which days of the calendar it means."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from pydantic import NonNegativeInt

from communique.language.lexing import POSSESSIVES, Tokens, lex
from communique.language.times_days import DAYS
from communique.language.times_grammar import Grammar, Role, load_grammar
from communique.language.times_joining import join_neighbours
from communique.language.times_match import Hit, Match, Setting
from communique.language.times_periods import PERIODS
from communique.records import UNKNOWN_DATE, DateRange, Value

#: Roles whose preposition is part of the expression's span.
_SPANNING = ("by", "since", "until", "within", "before", "after")
#: Roles that look forward or back whatever the tense of the verb.
_TENSE_OF_ROLE = {"by": True, "until": True, "within": True, "since": False}
_SPANS = (
    "day_span", "day_pair", "month_span", "weekday_span", "weekday_pair", "year_span", "weekend",
)  # fmt: skip
_LONGEST_ROLE = 5
#: Shapes whose number is a quantity of its own: "the next five years".
_DURATIONS = ("rolling", "hence")
#: What comes back has no date: "every Monday".
_REPEATED = ("every", "each")
#: Shapes that are an expression only after another year: "in 2019 and 2020".
_CHAINED = "year_more"


class TimeExpression(Value):
    """A time named in the text, at `[start, end)`.

    The span holds the preposition where it makes the meaning ("by the end of 2030",
    "since 1972"); `core_start` is where the bare expression begins. `date` is unknown
    where the words name no date, or the document has none to count from. `attributive`
    tells a time inside a name or noun phrase: "the 2024 Winter Games", "this year's".
    """

    start: NonNegativeInt
    end: NonNegativeInt
    text: str
    date: DateRange
    role: Role
    core_start: NonNegativeInt
    attributive: bool = False


def find_times(
    text: str,
    anchor: DateRange | None,
    *,
    future: Callable[[int], bool | None] | None = None,
    writer: str | None = None,
    owner: Callable[[int], str | None] | None = None,
) -> tuple[TimeExpression, ...]:
    """Return the time expressions of `text` in reading order; they don't overlap.

    `anchor` is the document's date; without it what counts from it is found, but unknown.
    `future` tells whether the verb that governs an offset speaks of the future, None where
    that isn't told: then weekdays lie in the past, and months in the document's year.
    `writer` is the state (ISO 3166-1 alpha-3) whose way of writing dates and counting fiscal
    years the text follows; `owner` names the state whose fiscal year stands at an offset.

    >>> [t.date.end.isoformat() for t in find_times("to finish it by early 2030", None)]
    ['2030-12-31']
    """
    grammar = load_grammar()
    tokens = read_tokens(text)
    setting = Setting(
        anchor=anchor if anchor is not None and _is_plausible(anchor) else UNKNOWN_DATE,
        future=future or _tells_nothing,
        writer=writer,
        owner=owner or _tells_nothing,
    )
    found = [_build(tokens, hit) for hit in _read(tokens, grammar, setting)]
    found += _find_vague(tokens, grammar, found)
    return tuple(sorted(found, key=lambda time: time.start))


def _tells_nothing(offset: int) -> None:
    return None


def _is_plausible(anchor: DateRange) -> bool:
    """Whether calendar arithmetic on `anchor` stays far from the calendar's ends."""
    return all(end is not None and 1000 <= end.year <= 3000 for end in (anchor.start, anchor.end))


@lru_cache(maxsize=256)  # numbers and times are read from the same texts
def read_tokens(text: str) -> Tokens:
    """Return the tokens of `text`, classed as the grammar of times asks for."""
    grammar = load_grammar()
    return _mark_feasts(lex(text, grammar.classify), grammar)


def mark_dates(tokens: Tokens) -> frozenset[int]:
    """Return the indices of the tokens whose numbers are dates.

    "March 5", "in 2030" and "two days ago" are dates, "the next five years" is a duration.
    """
    grammar = load_grammar()
    marked: set[int] = set()
    for hit in _read(tokens, grammar, Setting()):
        if hit.shape not in _DURATIONS:
            marked.update(range(hit.core, hit.end))
    return frozenset(marked)


def _read(tokens: Tokens, grammar: Grammar, setting: Setting) -> list[Hit]:
    """Return the expressions that a shape fits and the calendar admits, in reading order."""
    hits: list[Hit] = []
    position, last_end = 0, -1
    found = grammar.find(tokens, position)
    while found is not None:
        number, groups = found
        hit = _ground(tokens, grammar, number, groups, last_end, setting)
        if hit is None:
            position = groups.start() + 1
            found = grammar.find_other(tokens, groups.start(), number + 1)
        else:
            hits.append(hit)
            position = last_end = hit.end
            found = None
        found = found or grammar.find(tokens, position)

    def read_role(core: int) -> tuple[int, Role]:
        return _read_role(tokens, grammar, core)

    return join_neighbours(
        tokens, grammar, hits, lambda shape, match: _GROUNDINGS[shape](match), read_role
    )


_GROUNDINGS = {**DAYS, **PERIODS}


def _ground(
    tokens: Tokens,
    grammar: Grammar,
    number: int,
    groups: re.Match[str],
    last_end: int,
    setting: Setting,
) -> Hit | None:
    """Return the expression that shape `number` has found, None if it's none after all."""
    shape = grammar.shapes[number].name
    core, end = groups.span()
    if tokens.word(core - 1) in _REPEATED:
        return None
    if shape == _CHAINED and not _continues(tokens, last_end, core):
        return None
    begin, role = _read_role(tokens, grammar, core)
    if (shape in _SPANS and role in ("since", "at")) or (shape == "rolling" and role == "at"):
        begin, role = core, "during"
    told = setting.future(tokens.starts[core])
    tense = _tense(tokens, begin, core, role)
    if shape == "year_label" and _is_bare_year(tokens, core, end, role):
        shape = "year"  # "no later than 2030"
    match = Match(groups, tokens, grammar, setting, told if tense is None else tense, told)
    if match.word("yy") is not None and not match.is_short_year("yy"):
        return None
    date = _GROUNDINGS[shape](match)
    return None if date is None else Hit(shape, begin, core, end, role, date, match)


def _mark_feasts(tokens: Tokens, grammar: Grammar) -> Tokens:
    """Return the tokens with the names of feasts in a class of their own."""
    if grammar.feasts.keys().isdisjoint(tokens.lowered):
        return tokens
    first, more = grammar.letters["feast"], grammar.letters["feast_more"]
    digits = grammar.letters["day"] + grammar.letters["number"]
    classes = list(tokens.classes)
    index = 0
    while index < len(tokens):
        word = tokens.words[index]
        phrases = grammar.feasts.get(word.lower(), ()) if word[0].isupper() else ()
        for phrase in phrases:
            last = index + len(phrase)
            if all(tokens.word(index + n) == part for n, part in enumerate(phrase)):
                beside = classes[index - 1 : index] + classes[last : last + 1]
                # "15 Ramadan 1445" is a day of another calendar.
                if classes[index] != grammar.letters["foreign_month"] or not any(
                    letter in digits for letter in beside
                ):
                    classes[index:last] = [first] + [more] * (len(phrase) - 1)
                index = last - 1
                break
        index += 1
    return replace(tokens, classes="".join(classes))


def _build(tokens: Tokens, hit: Hit) -> TimeExpression:
    start = tokens.starts[hit.begin if hit.role in _SPANNING else hit.core]
    end = tokens.ends[hit.end - 1]
    # A possessive or a name after it: "this year's summit", "the 2024 Winter Games".
    attributive = hit.shape == "year_label" or tokens.word(hit.end) in POSSESSIVES
    return TimeExpression(
        start=start,
        end=end,
        text=tokens.text[start:end],
        date=hit.date,
        role=hit.role,
        core_start=tokens.starts[hit.core],
        attributive=attributive,
    )


def _continues(tokens: Tokens, last_end: int, start: int) -> bool:
    """Whether only "and", "or", a comma stand between `start` and the expression before."""
    return 0 < last_end < start <= last_end + 2 and tokens.word(last_end) in (",", "and", "or")


def _is_bare_year(tokens: Tokens, core: int, end: int, role: Role) -> bool:
    """Whether a number after a preposition of time is a year, and counts nothing."""
    joined = tokens.word(core - 1) == "-"  # "the post-2015 agenda"
    return role in _SPANNING and (joined or not tokens.word(end)[:1].isalpha())


def _tense(tokens: Tokens, begin: int, core: int, role: Role) -> bool | None:
    """Return whether the expression itself looks ahead, None if it doesn't tell."""
    first = tokens.word(core)
    if first in ("later", "earlier"):
        return first == "later"
    if role == "since" and tokens.word(begin) not in ("since", "ever"):
        return None  # "from May" may lie ahead
    return _TENSE_OF_ROLE.get(role)


def _read_role(tokens: Tokens, grammar: Grammar, core: int) -> tuple[int, Role]:
    """Return where the preposition before `core` begins, and the role it gives."""
    words: tuple[str, ...] = ()
    best: tuple[int, Role] = (core, "at")
    for index in range(core - 1, max(core - 1 - _LONGEST_ROLE, -1), -1):
        words = (tokens.word(index), *words)
        if words in grammar.roles:
            best = (index, grammar.roles[words])
    return best


def _find_vague(
    tokens: Tokens, grammar: Grammar, found: list[TimeExpression]
) -> list[TimeExpression]:
    """Return the expressions such as "soon" that overlap no expression of `found`."""
    ends = [time.end for time in found]
    vague = []
    for hit in grammar.vague_starts.finditer(tokens.classes):
        index = hit.start()
        length = _match_vague(tokens, grammar, index)
        if not length:
            continue
        start, end = tokens.starts[index], tokens.ends[index + length - 1]
        following = bisect_right(ends, start)
        if following < len(found) and found[following].core_start < end:
            continue
        vague.append(
            TimeExpression(
                start=start,
                end=end,
                text=tokens.text[start:end],
                date=UNKNOWN_DATE,
                role="at",
                core_start=start,
            )
        )
    return vague


def _match_vague(tokens: Tokens, grammar: Grammar, index: int) -> int:
    """Return how many words of a vague phrase begin at `index`; 0 if none does."""
    for phrase in grammar.vague.get(tokens.lowered[index], ()):
        if all(tokens.word(index + n) == word for n, word in enumerate(phrase)):
            before, after = tokens.word(index - 1), tokens.word(index + len(phrase))
            if before in grammar.vague_not_after or after in grammar.vague_not_before:
                return 0
            return len(phrase)
    return 0
