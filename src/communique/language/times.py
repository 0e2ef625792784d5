"""Time expressions: where a text names a time, and which days of the calendar it means."""

from collections.abc import Callable, Iterator

from pydantic import NonNegativeInt

from communique.language.lexing import Tokens, lex
from communique.language.times_grammar import Grammar, Role, load_grammar
from communique.language.times_grounding import GROUNDINGS, Match
from communique.records import UNKNOWN_DATE, DateRange, Value

#: Roles whose preposition is part of the expression's span.
_SPANNING = ("by", "since", "until", "within", "before", "after")
#: Roles that look forward or back whatever the tense of the verb.
_TENSE_OF_ROLE = {"by": True, "until": True, "within": True, "since": False}
_SPANS = ("day_span", "day_pair", "month_span", "weekday_span", "weekday_pair", "year_span")
_LONGEST_ROLE = 5
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
    text: str, anchor: DateRange | None, *, future: Callable[[int], bool] | None = None
) -> tuple[TimeExpression, ...]:
    """Return the time expressions of `text` in reading order; they don't overlap.

    `anchor` is the document's date; without it what counts from it is found, but unknown.
    `future` tells whether the verb that governs an offset speaks of the future; without
    it, weekdays and months lie in the past.

    >>> [t.date.end.isoformat() for t in find_times("to finish it by early 2030", None)]
    ['2030-12-31']
    """
    grammar = load_grammar()
    tokens = lex(text, grammar.classify)
    found = [time for _, time in _read(tokens, grammar, anchor or UNKNOWN_DATE, future)]
    found += _find_vague(tokens, grammar, found)
    return tuple(sorted(found, key=lambda time: time.start))


def find_calendar_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return `[start, end)` of the expressions whose numbers are dates, not durations.

    "March 5", "in 2030" and "two days ago" are among them, "over the next five years" isn't.
    """
    grammar = load_grammar()
    times = _read(lex(text, grammar.classify), grammar, UNKNOWN_DATE, None)
    return tuple((time.core_start, time.end) for name, time in times if name != "rolling")


def _read(
    tokens: Tokens, grammar: Grammar, anchor: DateRange, future: Callable[[int], bool] | None
) -> Iterator[tuple[str, TimeExpression]]:
    """Yield name of the shape and expression, in reading order."""
    position, last_end = 0, -1
    while (hit := grammar.find(tokens, position)) is not None:
        name, groups = hit
        position = groups.start() + 1
        if name == _CHAINED and not _continues(tokens, last_end, groups.start()):
            continue
        begin, role = _read_role(tokens, grammar, groups.start())
        if (name in _SPANS and role in ("since", "at")) or (name == "rolling" and role == "at"):
            begin, role = groups.start(), "during"
        core = tokens.starts[groups.start()]
        tense = _tense(tokens, groups.span(), role)
        if tense is None and future is not None:
            tense = future(core)
        date = GROUNDINGS[name](Match(groups, tokens, grammar, anchor, tense))
        if date is None:
            continue
        start = tokens.starts[begin] if role in _SPANNING else core
        end = tokens.ends[groups.end() - 1]
        yield (
            name,
            TimeExpression(
                start=start,
                end=end,
                text=tokens.text[start:end],
                date=date,
                role=role,
                core_start=core,
                attributive=_is_attributive(tokens, name, groups.end()),
            ),
        )
        position = last_end = groups.end()


def _continues(tokens: Tokens, last_end: int, start: int) -> bool:
    """Whether only "and", "or", a comma stand between `start` and the expression before."""
    return 0 < last_end < start <= last_end + 2 and tokens.word(last_end) in (",", "and", "or")


def _tense(tokens: Tokens, span: tuple[int, int], role: Role) -> bool | None:
    """Return whether the expression itself looks ahead, None if it doesn't tell."""
    first = tokens.word(span[0])
    if first in ("later", "earlier"):
        return first == "later"
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


def _is_attributive(tokens: Tokens, name: str, end: int) -> bool:
    """Whether the expression that ends before the token `end` describes a noun after it."""
    if tokens.word(end) in ("'s", "’s"):
        return True
    return name == "year_label"


def _find_vague(
    tokens: Tokens, grammar: Grammar, found: list[TimeExpression]
) -> list[TimeExpression]:
    """Return the expressions such as "soon" that stand in no expression of `found`."""
    taken = {offset for time in found for offset in range(time.core_start, time.end)}
    vague = []
    index = 0
    while index < len(tokens):
        length = _match_vague(tokens, grammar, index)
        start = tokens.starts[index]
        if length and start not in taken:
            end = tokens.ends[index + length - 1]
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
        index += max(length, 1)
    return vague


def _match_vague(tokens: Tokens, grammar: Grammar, index: int) -> int:
    """Return how many words of a vague phrase begin at `index`; 0 if none does."""
    for phrase in grammar.vague.get(tokens.words[index].lower(), ()):
        if all(tokens.word(index + n) == word for n, word in enumerate(phrase)):
            before, after = tokens.word(index - 1), tokens.word(index + len(phrase))
            if before in grammar.vague_not_after or after in grammar.vague_not_before:
                return 0
            return len(phrase)
    return 0
