"""Quantities: the numbers of a text that measure or count something, with their units."""

from pydantic import NonNegativeInt

from communique.language.lexing import Tokens
from communique.language.numerals import Number, begins_number, read_number
from communique.language.quantities_grammar import (
    Approx,
    Measure,
    Noun,
    is_capital_word,
    is_joined,
    is_label,
    is_time_of_day_or_age,
    is_total,
    load_words,
    names_parties,
    read_approx,
    read_currency_before,
    read_measure,
    read_members,
    read_noun,
)
from communique.language.times import mark_dates, read_tokens
from communique.records import Value


class Quantity(Value):
    """A number with its unit at `[start, end)`, scale applied to `value`.

    The span holds number, scale, unit and currency sign, not "more than" before it nor the
    noun after it. `unit` is an ISO 4217 code, a unit of `units.csv`, `count` for things, or
    a noun such as `pesos` where the currency can't be told. `noun` is what is counted, as
    written, at `[noun_start, noun_end)`; None where nothing is named. The two ends of a
    range are two quantities, marked `range_low` and `range_high`.
    """

    start: NonNegativeInt
    end: NonNegativeInt
    text: str
    value: float
    unit: str
    approx: Approx = "exact"
    noun: str | None = None
    noun_start: NonNegativeInt | None = None
    noun_end: NonNegativeInt | None = None
    range_low: bool = False
    range_high: bool = False


def find_quantities(text: str, *, dollar: str = "USD") -> tuple[Quantity, ...]:
    """Return the quantities of `text` in reading order.

    `dollar` is the code that "$" and "dollars" mean where the text doesn't say whose.
    Dates, ages, times of day, ordinals, numbers in names and of clauses, and ways of
    naming parties ("the two sides") are none.

    >>> [(q.value, q.unit) for q in find_quantities("$3.5 billion over two years")]
    [(3500000000.0, 'USD'), (2.0, 'years')]
    """
    tokens = read_tokens(text)
    starts = [i for i, word in enumerate(tokens.lowered) if begins_number(word)]
    dates = mark_dates(tokens) if starts else frozenset()
    found: list[Quantity] = []
    after = 0
    for index in starts:
        if index >= after and index not in dates:
            quantities, after = _read_at(tokens, index, dates, dollar)
            end = found[-1].end if found else 0
            found += [q for q in quantities if q.start >= end]  # "two RMB 5" has one "RMB"
    return tuple(found)


def _read_at(
    tokens: Tokens, index: int, masked: frozenset[int], dollar: str
) -> tuple[tuple[Quantity, ...], int]:
    """Return the quantities of the number at `index`, none to two, and where to go on."""
    number = read_number(tokens, index)
    if number is None:
        return (), index + 1
    begin, currency = read_currency_before(tokens, number, dollar)
    high = _read_high_end(tokens, begin, number, masked)
    last = high or number
    measure = Measure(currency, last.end) if currency else read_measure(tokens, last, dollar)
    measure = measure or _read_zero_rate(tokens, last)
    if is_joined(tokens, begin, last.end) or is_capital_word(tokens, begin, number):
        return (), last.end
    if is_time_of_day_or_age(tokens, last, measure.end if measure else last.end):
        return (), last.end
    firm = last.scaled or (measure is not None and _is_money_or_share(measure.unit))
    if not firm and is_label(tokens, begin, strict=measure is not None):
        return (), last.end
    approx = read_approx(tokens, begin, last, measure.unit if measure else "count")
    plus = tokens.word(last.end) == "+"
    noun = read_noun(tokens, last.end + plus) if measure is None else None
    members = read_members(tokens, last.end) if measure is None and noun is None else None
    if members is not None:
        noun, measure = members, Measure("count", members.end)
    if measure is None and not _counts(tokens, begin, last, noun, approx):
        return (), last.end
    if measure is not None and _is_pronoun(tokens, number, measure):
        return (), measure.end
    found = _build(tokens, begin, number, high, measure or Measure("count", last.end), approx, noun)
    return found, measure.end if measure else last.end


def _is_money_or_share(unit: str) -> bool:
    return unit.isupper() or unit in ("percent", "percentage-points", "basis-points")


def _is_pronoun(tokens: Tokens, number: Number, measure: Measure) -> bool:
    """Whether "one day" means some day, and nobody counts."""
    hyphen = tokens.word(number.end) == "-"
    return number.in_words and number.value == 1 and measure.unit == "days" and not hyphen


def _read_high_end(
    tokens: Tokens, begin: int, low: Number, masked: frozenset[int]
) -> Number | None:
    """Return the number that ends a range begun by `low`, None if it begins none."""
    connector = tokens.word(low.end)
    between = connector == "and" and tokens.word(begin - 1) == "between"
    choice = connector == "or" and low.in_words
    if low.suffix or not (connector in ("-", "–", "—", "to") or between or choice):
        return None
    start = low.end + 1
    if tokens.word(start).endswith(("$", "£", "€", "¥")):
        start += 1  # $10 to $20 million
    if start >= len(tokens) or start in masked:
        return None
    high = read_number(tokens, start)
    if high is None or high.start != start:
        return None
    if connector == "to" and tokens.word(begin - 1) == "from" and low.grouped != high.grouped:
        return None
    return high if _low_value(low, high) < high.value else None


def _low_value(low: Number, high: Number) -> float:
    """Return the value of `low`, which may leave its scale to `high`: 10 to 20 million."""
    shares = high.scaled and not low.scaled and low.raw <= high.raw
    return low.raw * high.scale if shares else low.value


def _read_zero_rate(tokens: Tokens, number: Number) -> Measure | None:
    """Return the share that "a zero reciprocal tariff rate" is, None for another number."""
    if number.value != 0:
        return None
    words = load_words()
    end = number.end
    for index in range(number.end, min(number.end + 5, len(tokens))):
        word = tokens.word(index)
        if word in words.rate_nouns:
            end = index + 1
        elif word in words.stop or not word.isalpha():
            break
    return Measure("percent", end) if end > number.end else None


def _counts(tokens: Tokens, begin: int, number: Number, noun: Noun | None, approx: Approx) -> bool:
    """Whether a number without a unit counts something."""
    if number.suffix and not (number.suffix == "m" and noun):
        return False
    if number.value < 2 and (number.in_words or noun is None):
        return False  # "one another", "zero tolerance"
    if noun is not None:
        return not names_parties(tokens, begin, number, noun)
    if number.vague:
        return False
    written_out = number.grouped or (number.scaled and number.end > number.start + 1)
    return written_out or approx != "exact" or is_total(tokens, begin)


def _build(
    tokens: Tokens,
    begin: int,
    number: Number,
    high: Number | None,
    measure: Measure,
    approx: Approx,
    noun: Noun | None,
) -> tuple[Quantity, ...]:
    def quantity(first: int, end: int, value: float, *, low: bool = False) -> Quantity:
        start, stop = tokens.starts[first], tokens.ends[end - 1]
        noun_span = (tokens.starts[noun.start], tokens.ends[noun.end - 1]) if noun else None
        return Quantity(
            start=start,
            end=stop,
            text=tokens.text[start:stop],
            value=value,
            unit=measure.unit,
            approx=approx,
            noun=tokens.text[noun_span[0] : noun_span[1]] if noun_span else None,
            noun_start=noun_span[0] if noun_span else None,
            noun_end=noun_span[1] if noun_span else None,
            range_low=low,
            range_high=high is not None and not low,
        )

    if high is None:
        return (quantity(begin, measure.end, number.value),)
    return (
        quantity(begin, number.end, _low_value(number, high), low=True),
        quantity(read_currency_before(tokens, high, "")[0], measure.end, high.value),
    )
