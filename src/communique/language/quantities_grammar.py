"""The words around a number: what it measures or counts, how exact it is, what it is not.

Each function looks at a few tokens beside a position, so that reading stays linear.
Words: `lexicons/en/quantities.toml`, `units.csv`, `currencies.csv`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from communique.language.lexing import Tokens
from communique.language.numerals import Number, begins_number
from communique.reference.measures import Phrase, load_measures
from communique.reference.tables import read_lexicon

Approx = Literal["more-than", "about", "exact"]

_LONGEST = 5
#: Nobody estimates in words below this number: "about two things" speaks of them.
_SMALL = 13
_HYPHENS = ("-", "‑", "–")
_SENTENCE_STARTS = ".!?:;\"'“”‘’•*–—-([])|#>…\n"


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon as sets, for look-ups."""

    approx_before: Mapping[Phrase, Approx]
    approx_after: Mapping[Phrase, Approx]
    estimated: frozenset[str]
    prepositions: frozenset[Phrase]
    stretch: frozenset[str]
    stretch_bound: frozenset[str]
    labels: frozenset[str]
    label_phrases: frozenset[Phrase]
    age: frozenset[str]
    clock: frozenset[str]
    party_nouns: frozenset[str]
    member_nouns: frozenset[str]
    party_limit: int
    definite: frozenset[str]
    definite_limit: int
    rate_nouns: frozenset[str]
    totals: frozenset[Phrase]
    stop: frozenset[str]
    singular_s: frozenset[str]
    irregular: frozenset[str]
    bare_currencies: Mapping[str, str]
    needs_scale: frozenset[str]
    ambiguous_codes: frozenset[str]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """Return the words of the English quantity lexicon."""
    lexicon = read_lexicon("en", "quantities")
    counts, phrase = lexicon["counts"], lexicon["noun_phrase"]

    def kinds(table: Mapping[str, list[str]]) -> dict[Phrase, Approx]:
        return {
            tuple(words.split()): cast("Approx", kind)
            for kind, phrases in table.items()
            for words in phrases
        }

    return Words(
        approx_before=kinds(lexicon["approx"]["before"]),
        approx_after=kinds(lexicon["approx"]["after"]),
        estimated=frozenset(lexicon["approx"]["flags"]["estimated"]),
        prepositions=frozenset((w,) for w in lexicon["approx"]["flags"]["prepositions"]),
        stretch=frozenset(lexicon["approx"]["flags"]["stretch"]),
        stretch_bound=frozenset(lexicon["approx"]["flags"]["stretch_bound"]),
        labels=frozenset(lexicon["labels"]["words"]),
        label_phrases=frozenset(tuple(words.split()) for words in lexicon["labels"]["group"]),
        age=frozenset(lexicon["labels"]["age"]),
        clock=frozenset(lexicon["labels"]["clock"]),
        party_nouns=frozenset(counts["party_nouns"]),
        member_nouns=frozenset(counts["member_nouns"]),
        party_limit=counts["party_limit"],
        definite=frozenset(counts["definite"]),
        definite_limit=counts["definite_limit"],
        rate_nouns=frozenset(counts["rate_nouns"]),
        totals=frozenset(tuple(words.split()) for words in counts["total"]),
        stop=frozenset(phrase["stop"]),
        singular_s=frozenset(phrase["singular_s"]),
        irregular=frozenset(phrase["irregular"]),
        bare_currencies=lexicon["bare_currencies"],
        needs_scale=frozenset(lexicon["currency_nouns"]["needs_scale"]),
        ambiguous_codes=frozenset(lexicon["currency_nouns"]["ambiguous_codes"]),
    )


@lru_cache(maxsize=256)
def dollar_of(state: str | None) -> str:
    """Return the code of the dollar that "$" is on a page of the state: its own, or the USA's."""
    dollars: Mapping[str, str] = read_lexicon("en", "quantities")["home_dollars"]
    return dollars.get(state or "", "USD")


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit and the token after its last word."""

    unit: str
    end: int


def match_before(tokens: Tokens, index: int, phrases: Collection[Phrase]) -> int:
    """Return how many words of the longest of `phrases` end before `index`; 0 if none does."""
    words: Phrase = ()
    longest = 0
    for length in range(1, min(_LONGEST, index) + 1):
        words = (tokens.word(index - length), *words)
        if words in phrases:
            longest = length
    return longest


def match_after(tokens: Tokens, index: int, phrases: Collection[Phrase]) -> int:
    """Return how many words of the longest of `phrases` begin at `index`; 0 if none does."""
    words: Phrase = ()
    longest = 0
    for length in range(1, min(_LONGEST, len(tokens) - index) + 1):
        words = (*words, tokens.word(index + length - 1))
        if words in phrases:
            longest = length
    return longest


def read_currency_before(tokens: Tokens, number: Number, dollar: str) -> tuple[int, str | None]:
    """Return where a currency sign before `number` begins, and its code.

    That's the number's own start and None where there is none.
    """
    begin = number.start - 1
    if begin > 0 and tokens.words[begin] == "." and tokens.words[begin - 1] == "Rs":
        begin -= 1  # Rs. 500
    if begin < 0:
        return number.start, None
    sign = tokens.words[begin]
    if sign == "$":
        if begin and tokens.adjoins(begin) and tokens.words[begin - 1] == "U.S.":
            return begin - 1, "USD"
        return begin, dollar
    code = load_measures().symbols.get(sign) or (sign if sign in _codes() else None)
    if code is None and sign.endswith("$"):
        return begin, dollar
    if sign in load_words().ambiguous_codes and not _is_large(number):
        code = None
    return (begin, code) if code else (number.start, None)


def _is_large(number: Number) -> bool:
    return number.scaled or number.value >= 1000


def read_measure(tokens: Tokens, number: Number, dollar: str) -> Measure | None:
    """Return the unit or currency that follows `number`, None if none does."""
    measures = load_measures()
    if number.suffix:
        unit = measures.abbreviations.get(number.suffix)
        if unit is not None:
            return Measure(unit, number.end)
        if number.suffix != "m":
            return None
    at = number.end
    if tokens.word(at) in _HYPHENS and tokens.adjoins(at) and tokens.adjoins(at + 1):
        at += 1  # six-day, 100-million-yuan
    length = match_after(tokens, at, measures.currency_phrases.keys())
    if length:
        words = tuple(tokens.word(at + n) for n in range(length))
        return Measure(measures.currency_phrases[words], at + length)
    length = match_after(tokens, at, measures.nouns.keys())
    if length:
        return _bare_currency(tokens, number, at, length, dollar)
    length = match_after(tokens, at, measures.unit_phrases.keys())
    if length:
        words = tuple(tokens.word(at + n) for n in range(length))
        return Measure(measures.unit_phrases[words], at + length)
    if at < len(tokens):
        unit = measures.abbreviations.get(tokens.words[at])
        # Letters such as t and C are units only where they are written onto the number.
        if unit is not None and (len(tokens.words[at]) > 1 or not tokens.words[at].isalpha()):
            return Measure(unit, at + 1)
        sign = tokens.words[at]
        if sign in measures.symbols and not sign[0].isalpha() and tokens.adjoins(at):
            return Measure(dollar if sign == "$" else measures.symbols[sign], at + 1)
        code = tokens.words[at]
        if code in _codes() and (code not in load_words().ambiguous_codes or _is_large(number)):
            return Measure(load_measures().symbols.get(code, code), at + 1)
    return None


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(currency.code for currency in load_measures().currencies) | {"RMB"}


def _bare_currency(
    tokens: Tokens, number: Number, at: int, length: int, dollar: str
) -> Measure | None:
    """Return the currency of a noun that has no adjective."""
    words = load_words()
    noun = tuple(tokens.word(at + n) for n in range(length))
    name = " ".join(noun)
    if name in words.needs_scale and not _is_large(number):
        return None
    if name in ("dollar", "dollars"):
        return Measure(dollar, at + length)
    code = words.bare_currencies.get(name) or load_measures().nouns[noun]
    return Measure(code or name, at + length)


def read_approx(tokens: Tokens, begin: int, number: Number, unit: str) -> Approx:
    """Return how exact a number is, by the words before `begin` and after it."""
    words = load_words()
    length = match_before(tokens, begin, words.approx_before.keys())
    if length:
        cue = tuple(tokens.word(begin - length + n) for n in range(length))
        if cue in words.prepositions and unit == "count" and _is_small_word(number):
            return "exact"
        lasts = load_measures().kinds.get(unit) == "duration" and cue[0] in words.stretch
        if not lasts or tokens.word(begin - 2) in words.stretch_bound:
            return words.approx_before[cue]
        return "exact"
    if any(tokens.word(begin - n) in words.estimated for n in range(1, 4)):
        return "about"
    after = match_after(tokens, number.end, words.approx_after.keys())
    if after:
        return words.approx_after[tuple(tokens.word(number.end + n) for n in range(after))]
    if tokens.word(number.end) == "+" and tokens.adjoins(number.end):
        return "more-than"
    return "about" if number.vague else "exact"


def _is_small_word(number: Number) -> bool:
    return number.in_words and number.value < _SMALL


def is_label(tokens: Tokens, begin: int, *, strict: bool) -> bool:
    """Whether the number at `begin` is part of a name: a clause, a model, a list.

    With `strict`, only words that announce a label count, not any capitalised word.
    """
    words = load_words()
    before = tokens.words[begin - 1] if begin else ""
    if not before or before[0] == "\n":
        return False
    if before.lower() in words.labels or match_before(tokens, begin, words.label_phrases):
        return True
    if before in ("#", "№") or (before == "." and tokens.word(begin - 2) in ("no", "nos", "nr")):
        return True
    if strict or not before[0].isupper():
        return False
    if _opens_sentence(tokens, begin - 1) and not (before.isupper() and len(before) > 1):
        return False  # "Signing 20 agreements", but "COP 26"
    known = before.lower() in words.stop or match_before(tokens, begin, words.approx_before.keys())
    return not known


def is_total(tokens: Tokens, begin: int) -> bool:
    """Whether the words before `begin` say that a sum or count follows."""
    return match_before(tokens, begin, load_words().totals) > 0


def _opens_sentence(tokens: Tokens, index: int) -> bool:
    return index == 0 or tokens.words[index - 1][0] in _SENTENCE_STARTS


def is_joined(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether the number is written onto other signs: F-16, 2+2, a URL, a telephone number."""
    if tokens.adjoins(begin) and begin:
        before = tokens.words[begin - 1]
        if before in _HYPHENS and tokens.adjoins(begin - 1) and begin > 1:
            return True  # the high end of a range is read with its low end
        if before[0].isalnum() or before in ("/", "+", ":", "@", "_", "=", "&", "\\", ".", "#"):
            return True
    if tokens.adjoins(end):
        after, following = tokens.words[end], tokens.word(end + 1)
        if (
            after in (*_HYPHENS, "/", "+", ":", "@", "_", "=", "\\", "*", "x", "×")
            and following[:1].isdigit()
        ):
            return tokens.adjoins(end + 1)
        if after[0].isalnum() and after[0] not in "%":
            return True
    # Telephone numbers: digits after digits.
    return any(
        tokens.word(i)[:1].isdigit() and tokens.words[i].isdecimal() for i in (begin - 1, end)
    )


def is_capital_word(tokens: Tokens, begin: int, number: Number) -> bool:
    """Whether the number word has a capital inside a sentence: the Six-Party Talks."""
    return (
        number.in_words and tokens.words[begin][0].isupper() and not _opens_sentence(tokens, begin)
    )


def is_time_of_day_or_age(tokens: Tokens, number: Number, end: int) -> bool:
    """Whether the words at `number.end` or `end` make it a time of day or an age."""
    words = load_words()
    if tokens.word(number.end) in words.clock or number.suffix.lower() in words.clock:
        return True
    at = end + (tokens.word(end) in _HYPHENS)
    return tokens.word(at) in words.age or (
        tokens.word(at) == "of" and tokens.word(at + 1) in words.age
    )


@dataclass(frozen=True, slots=True)
class Noun:
    """The counted noun phrase over the tokens `[start, end)`."""

    start: int
    end: int
    head: str


def read_noun(tokens: Tokens, start: int, *, longest: int = _LONGEST) -> Noun | None:
    """Return the noun phrase that begins at `start` and ends in a plural, None if there is none."""
    words = load_words()
    end = start
    for index in range(start, min(start + longest + 2, len(tokens))):
        word = tokens.word(index)
        hyphen = word in _HYPHENS and tokens.adjoins(index) and tokens.adjoins(index + 1)
        if hyphen and index > start:
            continue
        if not word[0].isalpha() or word in words.stop or begins_number(word):
            break
        plural = is_plural(tokens.words[index])
        if end > start and not plural:
            break
        if plural:
            end = index + 1
    if end == start:
        return None
    return Noun(start, end, tokens.word(end - 1))


def read_members(tokens: Tokens, start: int) -> Noun | None:
    """Return the noun in "the six-nation X", "a 55-member Y"; None if none follows the number."""
    if tokens.word(start) not in _HYPHENS or not (
        tokens.adjoins(start) and tokens.adjoins(start + 1)
    ):
        return None
    if tokens.word(start + 1) not in load_words().member_nouns:
        return None
    return Noun(start + 1, start + 2, tokens.word(start + 1))


def is_plural(word: str) -> bool:
    """Whether `word` looks like a plural noun."""
    words = load_words()
    lower = word.lower()
    if lower in words.irregular:
        return True
    return (
        len(lower) > 3
        and lower.endswith("s")
        and not lower.endswith(("ss", "us", "is"))
        and lower not in words.singular_s
    )


def names_parties(tokens: Tokens, begin: int, number: Number, noun: Noun) -> bool:
    """Whether the number is a way of naming known parties: the two sides."""
    words = load_words()
    if number.value <= words.party_limit and noun.head in words.party_nouns:
        return True
    return number.value <= words.definite_limit and tokens.word(begin - 1) in words.definite
