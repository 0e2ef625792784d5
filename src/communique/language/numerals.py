"""Numbers in digits and words: "1,234.5", "2bn", "one hundred and twenty", "3 million"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from communique.language.lexing import Tokens
from communique.reference.tables import read_lexicon

#: "1,234.5", "1,00,000" as India writes it, "2.5"; the letters after it are a suffix.
_DIGITS = re.compile(
    r"((?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}|\d{1,18})(?:\.\d{1,9})?)([^\W\d_]*)"
)
_TENS = 20
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Number:
    """A number over the tokens `[start, end)`.

    `scaled` tells that a scale word or suffix was applied; `raw` is the value without it.
    `suffix` is what else is written onto the digits: "km" in "100km". `vague` numbers are
    round by nature: a dozen. `grouped` ones have commas between thousands.
    """

    start: int
    end: int
    value: float
    raw: float
    scale: float = 1
    suffix: str = ""
    in_words: bool = False
    grouped: bool = False
    vague: bool = False

    @property
    def scaled(self) -> bool:
        """Whether a scale word or suffix was applied."""
        return self.scale != 1


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, int], dict[str, int], dict[str, int], frozenset[str]]:
    lexicon = read_lexicon("en", "quantities")
    vague = frozenset(lexicon["counts"]["vague"])
    return lexicon["numbers"], lexicon["scales"], lexicon["scale_suffixes"], vague


@lru_cache(maxsize=1)
def _starters() -> frozenset[str]:
    numbers, scales, _, _ = _words()
    return frozenset(numbers) | frozenset(scales)


def begins_number(word: str) -> bool:
    """Whether a number may begin at `word`, written in lower case."""
    return word in _starters() or word[:1].isdigit()


def read_number(tokens: Tokens, index: int) -> Number | None:
    """Return the number that begins at the token `index`, None if there is none.

    >>> from communique.language.lexing import lex
    >>> read_number(lex("two hundred and fifty million", lambda word: "."), 0).value
    250000000
    """
    word = tokens.word(index)
    if not word:
        return None
    if word[0].isdigit():
        return _read_digits(tokens, index)
    return _read_words(tokens, index)


def _read_digits(tokens: Tokens, index: int) -> Number | None:
    match = _DIGITS.fullmatch(tokens.words[index])
    if match is None:
        return None
    digits, suffix = match.groups()
    raw = float(digits.replace(",", ""))
    _, _, suffixes, _ = _words()
    scale: float = 1
    if suffix in suffixes:
        scale, suffix = suffixes[suffix], suffix if suffix == "m" else ""
    end, words_scale = _read_scales(tokens, index + 1)
    half = _read_half(tokens, end) if words_scale == 1 else 0
    if half:
        raw += 0.5
        end, words_scale = _read_scales(tokens, end + half)
    scale *= words_scale
    value = round(raw * scale, 6)
    return Number(index, end, value, raw, scale, suffix, grouped="," in digits)


def _read_scales(tokens: Tokens, index: int) -> tuple[int, float]:
    """Return where the scale words at `index` end, and their product."""
    _, scales, _, _ = _words()
    product: float = 1
    while (word := tokens.word(index)) in scales or (
        word == "-" and tokens.word(index + 1) in scales and tokens.adjoins(index)
    ):
        index += word == "-"
        product *= scales[tokens.word(index)]
        index += 1
        if product > 1e15:
            break
    return index, product


def _read_half(tokens: Tokens, index: int) -> int:
    """Return how many tokens "and a half" takes at `index`; 0 if it isn't there."""
    said = [tokens.word(index + n) for n in range(3)]
    return 3 if said == ["and", "a", "half"] else 0


def _read_words(tokens: Tokens, index: int) -> Number | None:
    _, scales, _, vague = _words()
    position = index
    if tokens.word(index) in scales:
        # "A million": the number begins at the article. "Several million" is none.
        if tokens.word(index - 1) not in ("a", "an") or tokens.word(index - 2) in vague:
            return None
        index, small = index - 1, 1
        if tokens.word(index - 1) == "half":
            return _read_half_of(tokens, index - 1, position)
        if tokens.word(position) == "hundred":
            small, position = _add_tail(tokens, 100, position + 1)
    else:
        read = _read_small(tokens, position)
        if read is None:
            return None
        small, position = read
    total: float = 0
    largest: float = 1
    group: float = small
    half = _read_half(tokens, position)
    if half:
        group, position = group + 0.5, position + half
    while True:
        after, scale = _read_scales(tokens, position)
        total += group * scale
        largest = max(largest, scale)
        position = after
        if scale < _THOUSAND:
            break
        joined = position + (tokens.word(position) == "and")
        read = _read_small(tokens, joined)
        # "Two million and five thousand" goes on, "one thousand and two million" doesn't.
        if read is None or _read_scales(tokens, read[1])[1] >= scale:
            break
        group, position = read
    dozen = "dozen" in (tokens.word(position - 1), tokens.word(position))
    value = round(total, 6)
    return Number(index, position, value, value / largest, largest, in_words=True, vague=dozen)


def _read_half_of(tokens: Tokens, index: int, position: int) -> Number:
    """Return "half a million" as a number."""
    end, scale = _read_scales(tokens, position)
    return Number(index, end, scale / 2, 0.5, scale, in_words=True, vague=scale < _THOUSAND)


def _read_small(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """Return a number word below a thousand at `index` and where it ends."""
    numbers = _words()[0]
    value = numbers.get(tokens.word(index))
    if value is None:
        return None
    value, end = _add_units(tokens, value, index + 1)
    if 0 < value < _TENS and tokens.word(end) == "hundred":
        return _add_tail(tokens, value * 100, end + 1)
    return value, end


def _add_units(tokens: Tokens, value: int, index: int) -> tuple[int, int]:
    """Return `value` with the units after it: "twenty-five", "twenty five"."""
    if value < _TENS or value % 10:
        return value, index
    hyphen = tokens.word(index) == "-" and tokens.adjoins(index) and tokens.adjoins(index + 1)
    units = _words()[0].get(tokens.word(index + hyphen), 0)
    return (value + units, index + hyphen + 1) if 0 < units < 10 else (value, index)


def _add_tail(tokens: Tokens, hundreds: int, index: int) -> tuple[int, int]:
    """Return `hundreds` with what follows: "two hundred (and) fifty"."""
    joined = index + (tokens.word(index) == "and")
    value = _words()[0].get(tokens.word(joined))
    if not value:
        return hundreds, index
    tail, end = _add_units(tokens, value, joined + 1)
    return hundreds + tail, end
