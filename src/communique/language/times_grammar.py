"""The shapes of English time expressions, over the word classes of `times.toml`.

Order matters: of two shapes that begin at one word, the earlier one is taken.
Groups name the words that `times_grounding` reads: `m` month, `d` day, `y` year, `n`
number, `u` unit, `rel` this/last/next, `mods` early, later, the end of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from communique.language.lexing import (
    OTHER,
    Tokens,
    assign_letters,
    compile_shape,
    drop_group_names,
    expand_shape,
)
from communique.reference.tables import read_lexicon

#: How an expression is bound to its clause.
Role = Literal["at", "by", "since", "until", "during", "within", "before", "after"]

#: How many words, and up to which length, keep their class: a text's words repeat.
_KNOWN_WORDS, _LONG_WORD = 50_000, 30

_CARDINAL = "(?P<n><a|day|number>(?:<dash>?<number>){0,4})"
_DAY = "<day|day_ordinal>"
_TO = "(?:<dash>{1,2}|<to|until>)"
_WEEKDAY = "(?:(?:<weekday>|<weekday_short><dot>?)<comma>?<the>?)?"
_REL_YEAR = "(?P<rel><this|last|next>)<fiscal>?<year_unit>"
_TAIL = f"(?:<comma>?(?P<y><year|old_year>)(?!<measure>)|<comma>?<of>?{_REL_YEAR})?"
_EDGE = "(?:<the>?<edge|early><portion|half|unit>?<of>)"
_MODS = f"(?P<mods>{_EDGE}|<edge><dash>?|<early>(?:<dash>|<in>)?|<later|earlier><in>?)"
_CUE = "(?<=<in|by|since|from|until|before|after|of|between>)"


def _month(group: str = "m") -> str:
    return f"(?P<{group}><month>|<month_short><dot>?)"


def _span(shape: str) -> Iterator[str]:
    """Yield `shape` with "to" between its ends, and as "between A and B"."""
    yield shape.replace("TO", _TO)
    yield f"(?<=<between>){shape}".replace("TO", "<and>")


_YEAR_GIVEN = "(?:<comma>?(?P<y1><year>)<comma>?)?"
_SHAPES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("iso", ("<iso>",)),
    ("numeric", ("<numeric>",)),
    (
        "day_span",
        (
            *_span(f"{_WEEKDAY}{_month()}(?P<d>{_DAY}){_YEAR_GIVEN}TO{_WEEKDAY}"
                   f"{_month('m2')}(?P<d2>{_DAY}){_TAIL}"),
            *_span(f"{_WEEKDAY}(?P<d>{_DAY}){_month()}{_YEAR_GIVEN}TO{_WEEKDAY}"
                   f"(?P<d2>{_DAY}){_month('m2')}{_TAIL}"),
            *_span(f"{_month()}(?P<d>{_DAY})TO(?P<d2>{_DAY}){_TAIL}(?!<measure>)"),
            *_span(f"(?P<d>{_DAY})TO(?P<d2>{_DAY})<of>?{_month()}{_TAIL}"),
        ),
    ),
    (
        "day_pair",
        (
            f"{_month()}(?P<d>{_DAY})<and>(?P<d2>{_DAY}){_TAIL}(?!<measure|other_low>)",
            f"(?P<d>{_DAY})<and>(?P<d2>{_DAY})<of>?{_month()}{_TAIL}",
        ),
    ),
    (
        "day",
        (
            f"{_WEEKDAY}{_month()}<the>?(?P<d>{_DAY}){_TAIL}(?!<measure>)",
            f"{_WEEKDAY}(?P<d>{_DAY})<of>?{_month()}{_TAIL}",
            f"{_WEEKDAY}<the>?(?P<o><ordinal>)<of>{_month()}{_TAIL}",
        ),
    ),
    (
        "month_span",
        tuple(_span(f"{_month()}{_YEAR_GIVEN}TO{_month('m2')}{_TAIL}")),
    ),
    (
        "month",
        (
            f"{_MODS}?{_month()}(?:<of|comma>?(?P<y><year>)|<comma>?<of>?{_REL_YEAR})",
            f"{_MODS}?(?P<rel_month><this|last|next|coming|past>){_month()}",
            f"{_MODS}{_month()}",
            f"(?<=<in|by|since|from|until|before|after|of|between>){_month()}",
            f"(?<=<the|a>){_month()}(?=<other_low>)",
            f"{_month()}(?=<possessive>)",
        ),
    ),
    (
        "weekday_span",
        tuple(_span("(?P<w><weekday>)TO(?P<w2><weekday>)")),
    ),
    ("weekday_pair", ("(?P<w><weekday>)<and>(?P<w2><weekday>)",)),
    (
        "weekday",
        (
            "<the>?(?P<rel><this|last|next|coming|past>){0,2}(?P<w><weekday>)<part>?"
            "(?:<of>?(?P<rel2><this|last|next>)(?P<u><unit>))?",
        ),
    ),
    (
        "part_of_year",
        (
            "<the>?(?P<o><ordinal|last>)(?P<h><half|quarter>)(?:<of>|(?=<year|this|last|next>))"
            "<the>?(?:(?P<y><year>)|(?P<rel><this|last|next>)?<fiscal>?<year_unit>)",
            f"{_CUE}<the>(?P<o><ordinal>)(?P<h><quarter>)(?!<of>)",
            "<the>?(?P<o><ordinal>)(?P<n><day|number>)(?P<u><unit>)(?:<of>|(?=<this|last|next>))"
            "<the>?(?:(?P<y><year>)|(?P<rel><this|last|next>)?<fiscal>?<year_unit>)",
            "(?P<q><quarter_code>)<of|comma>?(?:(?P<y><year>)|<of>?" + _REL_YEAR + ")",
            "(?P<y><year>)(?P<q><quarter_code>)",
            f"{_CUE}(?P<q><quarter_code>)",
        ),
    ),
    (
        "fiscal_year",
        (
            "<the>?<fiscal><year_unit>(?P<y><year>)(?:<dash|slash>(?P<y2><year|day|number>))?",
            "<fiscal_code>(?P<y><year>)(?:<dash|slash>(?P<y2><year|day|number>))?",
        ),
    ),
    ("new_year", ("(?<=<in|by|of|after|before>)<the><new><year_unit>(?!<possessive>)",
                  "<early|later><in><the><new><year_unit>(?!<possessive>)")),
    (
        "year_span",
        (
            *_span("(?P<y><year|old_year>)TO(?P<y2><year|old_year>)(?!<measure>)"),
            "(?P<y><year>)(?:<dash>|<slash>)(?P<y2><day|number>)(?!<measure>)",
        ),
    ),
    ("decade", (f"{_MODS}?<the>?(?P<decade><decade>)",)),
    (
        "season",
        (
            f"{_MODS}?<the>?<season>(?:<of>?(?P<y><year>)|<of>?{_REL_YEAR})",
            f"{_MODS}?(?:<this|last|next|coming|past>)<season>(?!<of>)",
            f"{_MODS}<season>(?!<of>)",
            "(?<=<starting|in|by|since|until|before|after>)<the>?<season>(?!<of|other_low>)",
        ),
    ),
    (
        "day_word",
        (
            "<the>?(?P<before>(?P<u><unit>)<before|after>(?P<t><day_word>))",
            "<early|later|earlier>?(?P<t><day_word>)<part>?",
            "(?P<rel><this|last>)(?P<p><part>)",
        ),
    ),
    (
        "discourse",
        (
            "<the>?<discourse>(?:<unit|year_unit|quarter|part|weekday>)",
            "<the><next>(?P<day><unit>)(?!<possessive>)",
            "<the>(?P<day><unit>)<before|after>",
            f"{_CARDINAL}(?P<u><unit|year_unit>)<later|earlier>",
        ),
    ),
    (
        "ago",
        (
            f"(?<!<half>){_CARDINAL}(?P<u><unit|year_unit|quarter>)(?P<way><ago>|<from><now>)",
            "(?P<vague><few>|<a><few>|<a>?<couple><of>)?(?P<u><unit|year_unit|quarter>)<ago>",
            f"(?<=<in>){_CARDINAL}(?P<u><unit|year_unit|quarter>)(?P<way><possessive|apostrophe>?<time>)",
        ),
    ),
    (
        "rolling",
        (
            f"(?<=<within>)(?:<the|a>?(?P<way><next|coming>))?{_CARDINAL}"
            "(?P<u><unit|year_unit|quarter>)",
            "(?<=<within>)(?P<u><unit|year_unit|quarter>)",
            f"<the|this>?(?P<way><next|coming|past|last>){_CARDINAL}(?P<u><unit|year_unit|quarter>)",
            f"<the>{_CARDINAL}(?P<way><coming|past>)(?P<u><unit|year_unit|quarter>)",
            "<the|this>?(?P<way><next|coming|past|last>)(?P<vague><few>|<a><few>|<a>?<couple><of>)"
            "(?P<u><unit|year_unit|quarter>)",
            "<the|this>(?P<way><next|coming|past|last>)(?P<u><unit|year_unit|quarter|portion>)",
            "(?P<way><coming|past>)(?P<u><unit|year_unit|quarter>)",
            "(?P<way><recent>)(?P<u><unit|year_unit>)",
        ),
    ),
    (
        "period",
        (
            f"{_MODS}?<the>?(?P<rel><this|last|next>)<fiscal>?(?P<u><unit|year_unit|quarter>)",
            f"(?P<mods>{_EDGE}|<later|earlier><in>|<early><in>)<the>(?P<u><unit|year_unit|quarter>)",
            "(?<=<within>)<the>(?P<u><unit|year_unit>)",
            "<the>?(?P<u><year_unit>)(?:<possessive>|<dash>)?(?P<mods><edge>)(?!<of>)",
        ),
    ),
    (
        "year",
        (
            f"{_MODS}(?P<y><year>)(?!<measure>)",
            "(?<=<in|by|since|from|until|before|after|of|between>)(?P<y><year>)"
            "(?!<measure>|<dash><measure>)",
            "(?<=<in|since|until|before|after|by>)(?P<y><old_year>)(?!<measure>|<dash>|<other_low>)",
            "<the>?<year_unit>(?P<y><year|old_year>)",
            "(?<=<open>)(?P<y><year>)(?=<close>)",
        ),
    ),
    ("year_more", ("(?<=<year><comma|and|or>)(?P<y><year>)(?!<measure>)",
                   "(?<=<year><comma><and|or>)(?P<y><year>)(?!<measure>)")),
    ("year_label", ("(?<!<other_cap>)(?P<y><year>)(?!<measure>)",)),
)  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """One compiled alternative of a shape; `name` is what `times_grounding` knows it by."""

    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Grammar:
    """The compiled shapes, one scanner over all of them, and the tables behind the classes."""

    known_words: dict[str, str]
    stretch: re.Pattern[str]
    scanner: re.Pattern[str]
    shapes: tuple[Shape, ...]
    word_classes: dict[str, str]
    letters: dict[str, str]
    months: dict[str, int]
    weekdays: dict[str, int]
    needs_capital: frozenset[str]
    numbers: dict[str, int]
    units: dict[str, str]
    day_words: dict[str, int]
    ordinals: dict[str, int]
    roles: dict[tuple[str, ...], Role]
    vague_starts: re.Pattern[str]
    vague: dict[str, tuple[tuple[str, ...], ...]]
    vague_not_before: frozenset[str]
    vague_not_after: frozenset[str]

    def classify(self, word: str) -> str:
        """Return the class letter of one word as written."""
        letter = self.known_words.get(word)
        if letter is None:
            letter = self._classify(word)
            if len(self.known_words) < _KNOWN_WORDS and len(word) < _LONG_WORD:
                self.known_words[word] = letter
        return letter

    def _classify(self, word: str) -> str:
        lower = word.lower()
        if word[0].isdigit():
            return self.letters[_class_of_number(word, self.months)]
        name = self.word_classes.get(lower)
        if name is not None and lower in self.needs_capital and not word[0].isupper():
            return OTHER
        if name is not None:
            return self.letters[name]
        if code := re.fullmatch(r"Q[1-4]|H[12]|FY", word):
            return self.letters["fiscal_code" if code[0][0] == "F" else "quarter_code"]
        if word[0].isalpha():
            return self.letters["other_cap" if word[0].isupper() else "other_low"]
        return OTHER

    def find(self, tokens: Tokens, start: int) -> tuple[int, re.Match[str]] | None:
        """Return number and match of the first shape at or after the token `start`."""
        while stretch := self.stretch.search(tokens.classes, start):
            for index in range(stretch.start(), stretch.end()):
                found = self.scanner.match(tokens.classes, index)
                if found is not None and found.lastindex is not None:
                    return self.find_other(tokens, index, found.lastindex - 1)
            start = stretch.end()
        return None

    def find_other(
        self, tokens: Tokens, index: int, number: int
    ) -> tuple[int, re.Match[str]] | None:
        """Return the first shape at the token `index` from shape `number` on, if one matches."""
        for other in range(number, len(self.shapes)):
            match = self.shapes[other].pattern.match(tokens.classes, index)
            if match is not None:
                return other, match
        return None


def _class_of_number(word: str, months: dict[str, int]) -> str:
    if "-" in word or "/" in word or word.count(".") == 2:
        parts = re.split(r"[-/.]", word)
        if len(parts) == 3:
            if len(parts[0]) == 4 or parts[1].lower() in months:
                return "iso"
            return "numeric" if parts[1].isdigit() else "other_number"
    if word.isdecimal():
        value = int(word[:6])
        if len(word) == 4 and word[0] != "0":
            if 1900 <= value <= 2099:
                return "year"
            return "old_year" if 1500 <= value <= 2199 else "number"
        return "day" if len(word) <= 2 and 1 <= value <= 31 else "number"
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", word, re.IGNORECASE):
        return "day_ordinal"
    if re.fullmatch(r"(?:19|20)\d0s", word):
        return "decade"
    return "other_number"


def _class_table(lexicon: dict[str, Any]) -> dict[str, str]:
    short = lexicon["written"]["month_abbreviations"]
    table = dict.fromkeys(lexicon["months"], "month") | dict.fromkeys(short, "month_short")
    table |= dict.fromkeys(lexicon["weekdays"], "weekday")
    table |= dict.fromkeys(lexicon["written"]["weekday_abbreviations"], "weekday_short")
    table |= dict.fromkeys(lexicon["numbers"], "number")
    table |= dict.fromkeys(lexicon["ordinals"], "ordinal")
    table |= dict.fromkeys(lexicon["day_words"], "day_word")
    for name, unit in lexicon["units"].items():
        table[name] = {"year": "year_unit", "quarter": "quarter"}.get(unit, "unit")
    for name, words in lexicon["words"].items():
        table |= dict.fromkeys(words, name)
    for phrase in lexicon["vague"]["phrases"]:
        table.setdefault(phrase.split()[0], "vague_start")
    return table


_EXTRA = ("iso", "numeric", "year", "old_year", "day", "day_ordinal", "decade", "other_number",
          "quarter_code", "fiscal_code", "other_cap", "other_low")  # fmt: skip


#: Every shape holds one of these classes; before the first stand only words of the grammar.
_HEADS = (
    "iso", "numeric", "year", "old_year", "decade", "quarter_code", "fiscal_code", "month",
    "month_short", "weekday", "weekday_short", "unit", "year_unit", "quarter", "day_word",
    "season", "part", "half",
)  # fmt: skip
_OUTER = (
    *_HEADS, "other_cap", "other_low", "other_number", "dot", "open", "close", "slash", "measure",
    "possessive", "apostrophe", "vague_start",
)  # fmt: skip


@lru_cache(maxsize=1)
def load_grammar() -> Grammar:
    """Return the compiled grammar of English time expressions."""
    lexicon = read_lexicon("en", "times")
    table = _class_table(lexicon)
    letters = assign_letters([*dict.fromkeys(table.values()), *_EXTRA])
    flat = [(name, shape) for name, shapes in _SHAPES for shape in shapes]
    inner = "|".join(name for name in letters if name not in _OUTER)
    expanded = [drop_group_names(expand_shape(shape, letters)) for _, shape in flat]
    vague: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(lexicon["vague"]["phrases"], key=len, reverse=True):
        words = tuple(phrase.split())
        vague[words[0]] = (*vague.get(words[0], ()), words)
    return Grammar(
        known_words={},
        stretch=re.compile(expand_shape(f"<{inner}>{{0,12}}<{'|'.join(_HEADS)}>", letters)),
        # The empty group at its end tells which alternative matched; one around it would
        # keep the engine from dismissing alternatives by their first letter.
        scanner=re.compile("|".join(f"{pattern}()" for pattern in expanded)),
        vague_starts=re.compile(expand_shape("<in|vague_start>", letters)),
        shapes=tuple(Shape(name, compile_shape(shape, letters)) for name, shape in flat),
        word_classes=table,
        letters=letters,
        months=lexicon["months"],
        weekdays=lexicon["weekdays"],
        needs_capital=frozenset(
            lexicon["written"]["needs_capital"]
            + lexicon["written"]["month_abbreviations"]
            + lexicon["written"]["weekday_abbreviations"]
        ),
        numbers=lexicon["numbers"],
        units=lexicon["units"],
        day_words=lexicon["day_words"],
        ordinals=lexicon["ordinals"],
        roles={
            tuple(phrase.split()): role
            for role, phrases in lexicon["roles"].items()
            for phrase in phrases
        },
        vague=vague,
        vague_not_before=frozenset(lexicon["vague"]["not_before"]),
        vague_not_after=frozenset(lexicon["vague"]["not_after"]),
    )
