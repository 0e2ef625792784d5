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
    lex,
)
from communique.reference.calendars import Feast, load_feasts
from communique.reference.tables import read_lexicon

#: How an expression is bound to its clause.
Role = Literal["at", "by", "since", "until", "during", "within", "before", "after"]

Phrase = tuple[str, ...]

#: How many words, and up to which length, keep their class: a text's words repeat.
_KNOWN_WORDS, _LONG_WORD = 50_000, 30

_NUMBER = "<a|day|number>(?:<dash>?<number>){0,4}"
CARDINAL = f"(?P<n><half><dash>?<a>?|{_NUMBER}(?:<and><a>?<half>)?)"
_RANGE = (
    f"{CARDINAL}(?:<dash>?<to><dash>?|<dash>(?=<day>)|<or>)(?P<n2><day|number>(?:<dash>?<number>)?)"
)
_UNIT = "(?P<u><unit|year_unit|quarter>)"
AMOUNT = f"<dash>?{_UNIT}(?P<plus><and><a><half>)?"
DAY = "<day|day_ordinal>"
_ORDINAL = "(?P<o>(?:<number><dash>?)?<ordinal>|<day_ordinal>|<last>)"
TO = "(?:<dash>{1,2}|<to|until>)"
_WEEKDAY = "(?:(?:<weekday>|<weekday_short><dot>?)<comma>?<the>?)?"
_REL = "(?P<rel><this|last|next>)"
_REL_YEAR = f"{_REL}<fiscal>?<year_unit>"
_SHORT_YEAR = "<apostrophe>(?P<yy><day|number>)"
_TAIL = (
    f"(?:<comma>?(?P<y><year|old_year>)(?!<measure>)|<comma>?<of>?{_REL_YEAR}"
    f"|<comma>?<of>?{_SHORT_YEAR})?"
)
_EDGE = (
    "(?:<the>?<edge|early|latter|starting><portion|half|unit>?<of>"
    "|<the>?<ordinal|last><portion>(?:<of>|<in>)|<the>?<ordinal|last><half><of>(?=<month|month_short>))"
)
_MODS = (
    f"(?P<mods>{_EDGE}|<edge><dash>?|<early>(?:<dash>?<to><dash>?<early>)?(?:<dash>|<in>)?"
    "|<later|earlier><in>?)"
)
_CUE = "(?<=<in|by|since|from|until|before|after|of|between>)"
#: What may not follow a bare number or name that is to be a date: a word that it would count.
ALONE = "(?!<other_low|other_cap|other_number|of|unit|year_unit|quarter|half|measure|season|part>)"
#: The whole of a text or of a line.
_LINE_START, _LINE_END = "(?:^|(?<=[|]))", "(?=[|]|$)"


def _month(group: str = "m") -> str:
    return f"(?P<{group}><month>|<month_short><dot>?)"


def _span(shape: str) -> Iterator[str]:
    """Yield `shape` with "to" between its ends, and as "between A and B"."""
    yield shape.replace("TO", TO)
    yield f"(?<=<between>){shape}".replace("TO", "<and>")


def _amounts(before: str, after: str, look: str = "") -> tuple[str, ...]:
    """Return the shape with a range of numbers, and with one number."""
    return tuple(f"{look}{before}{number}{AMOUNT}{after}" for number in (_RANGE, CARDINAL))


_SECOND_YEAR = "(?:<dash|slash>(?P<y2><year|day|number>))?"
_YEAR_GIVEN = "(?:<comma>?(?P<y1><year>)<comma>?)?"
_FOREIGN_MONTH = "<foreign_month>(?:<other_low|other_cap>?<dash>?<other_cap>)?"
_ANY_YEAR = "<number|old_year|year>"
_SHAPES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "other_calendar",
        (
            f"<the>?{DAY}<of>?{_FOREIGN_MONTH}(?:<comma>?{_ANY_YEAR})?<era>?",
            f"{DAY}<of>?{_month()}(?P<other_year><number>){ALONE}",
            f"{_FOREIGN_MONTH}{DAY}<comma>?{_ANY_YEAR}<era>?",
            f"{_FOREIGN_MONTH}<comma>?<number><era>?",
            f"{DAY}<of>?{_month()}<comma>?(?:{_ANY_YEAR}<era>|<era><dot>?<number|old_year|day|year>)",
            f"{_month()}{DAY}<comma>?(?:{_ANY_YEAR}<era>|<era><dot>?<number|old_year|day|year>)",
            "<the>?<ordinal|day_ordinal><year_unit><of><the>?<era>",
            f"<era><year_unit>?<dot>?(?:{_ANY_YEAR}|<day>)",
            f"<year_unit>?{_ANY_YEAR}<era>",
            "<the>?<ordinal|day_ordinal>(?:<unit><of><the>?<ordinal|day_ordinal>)?<lunar><unit>",
        ),
    ),
    (
        "feast",
        (
            "(?P<rel><this|last|next|coming|past>){0,2}<the>?(?P<f><feast>)<feast_more>*"
            f"(?:<comma|of>?(?P<y><year>)|<of>?{_REL_YEAR.replace('rel', 'rel2')})?"
            "(?!<feast_more>)",
        ),
    ),
    ("iso", ("<iso>",)),
    ("numeric", ("<numeric>",)),
    ("month_numeric", ("(?<!<slash>)(?P<d><day>)<slash>(?P<y><year>)(?!<slash>)",)),
    (
        "short_numeric",
        ("(?<!<slash>)(?P<d><day>)<slash>(?P<d2><day>)(?!<slash|month|month_short|of>)",),
    ),
    (
        "day_span",
        (
            *_span(f"{_WEEKDAY}{_month()}(?P<d>{DAY}){_YEAR_GIVEN}TO{_WEEKDAY}"
                   f"{_month('m2')}(?P<d2>{DAY}){_TAIL}"),
            *_span(f"{_WEEKDAY}(?P<d>{DAY})<of>?{_month()}{_YEAR_GIVEN}TO{_WEEKDAY}"
                   f"(?P<d2>{DAY})<of>?{_month('m2')}{_TAIL}"),
            *_span(f"{_month()}<the>?(?P<d>{DAY})TO<the>?(?P<d2>{DAY}){_TAIL}(?!<measure>)"),
            *_span(f"<the>?(?P<d>{DAY})TO<the>?(?P<d2>{DAY})<of>?{_month()}{_TAIL}"),
        ),
    ),
    (
        "day_pair",
        (
            f"{_month()}(?P<d>{DAY})<and|or|slash>(?P<d2>{DAY}){_TAIL}(?!<measure|other_low>)",
            f"<the>?(?P<d>{DAY})<and|or|slash><the>?(?P<d2>{DAY})<of>?{_month()}{_TAIL}",
        ),
    ),
    (
        "day",
        (
            f"{_WEEKDAY}{_month()}<the>?(?P<d>{DAY}){_TAIL}(?!<measure>)",
            f"{_WEEKDAY}<the>?(?P<d>{DAY})<of>?{_month()}{_TAIL}",
            f"{_WEEKDAY}<the>?{_ORDINAL}<of>{_month()}{_TAIL}",
            f"<weekday><open><the>?(?P<d>{DAY})<of>?{_month()}{_TAIL}<close>",
            f"<weekday><open>{_month()}<the>?(?P<d>{DAY}){_TAIL}<close>",
            f"(?P<y><year>){_month()}(?P<d>{DAY}){ALONE}",
            f"{_WEEKDAY}{_month()}<the>?(?P<o>(?:<number><dash>?)?<ordinal>){_TAIL}{ALONE}",
        ),
    ),
    (
        "day_of_month",
        (
            f"<the>?(?P<d><day_ordinal>)(?:{TO}|(?<=<between><the><day_ordinal>)<and>)<the>?"
            f"(?P<d2><day_ordinal>)(?:<of>{_REL}<the>?(?P<u><unit>)|{ALONE})",
            f"<the>?(?P<d>{DAY})<of>{_REL.replace('this', 'this|coming|past')}<the>?(?P<u><unit>)",
            f"(?P<w><weekday>)<comma>?<the>(?P<d><day_ordinal>){ALONE}",
            f"(?<=<on|by|until|since|from|before|after>)<the>(?P<d><day_ordinal>){ALONE}"
            f"(?!(?:<comma|and|or>{{1,2}}{DAY}){{1,6}}<of>?<month|month_short>)",
        ),
    ),
    (
        "nth",
        (
            f"<the>?{_ORDINAL}(?P<n><day|number>)?(?P<k><weekday|weekend|unit>)<of|in>{_month()}{_TAIL}",
            f"<the>?{_ORDINAL}(?P<n><day|number>)?(?P<k><weekday|weekend|unit>)<of|in><the>?"
            "(?P<rel><this|last|next>)?<fiscal>?(?P<u><unit|year_unit>)",
            f"<the>?{_ORDINAL}(?P<n><day|number>)?(?P<k><weekday|weekend|unit>)<of|in>(?P<y><year>)",
        ),
    ),
    (
        "month_span",
        (
            *_span(f"{_month()}(?:<of>?(?P<y1><year>)<comma>?)?TO{_month('m2')}{_TAIL}"),
            f"{_month()}<slash>{_month('m2')}{_TAIL}",
        ),
    ),
    (
        "month",
        (
            f"{_MODS}?{_month()}(?:<of|comma>?(?P<y><year|old_year>)(?!<measure>)"
            f"|<comma>?<of>?{_REL_YEAR}|<of>?{_SHORT_YEAR})",
            f"{_MODS}?<the>?(?P<rel_month><this|last|next|coming|past>){{1,2}}{_month()}",
            f"{_MODS}{_month()}(?!{DAY})",
            f"{_CUE}{_month()}",
            f"(?<=<the|a>){_month()}(?=<other_low>)",
            f"{_month()}(?=<possessive>)",
            f"{_LINE_START}{_month()}{_LINE_END}",
            f"{_month()}(?=<and|or>{_month('m2')}<of|comma>?<year|this|last|next>)",
        ),
    ),
    (
        "beside",
        (
            "<the>(?:(?P<u><unit|year_unit|quarter|weekend>)|(?P<w><weekday>))"
            "(?:(?P<way><before><last>)|(?P<way2><after><next>))",
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
            f"(?P<w><weekday>)(?P<rel><last|next>){ALONE}(?!<month|weekday|the>)",
            "<the>?(?P<rel><this|last|next|coming|past>){0,2}(?P<w><weekday>)<part>?"
            "(?:<of>?<the>?(?P<rel2><this|last|next|coming>)(?P<u><unit>))?",
        ),
    ),
    (
        "weekend",
        (
            "<the>?(?P<rel><this|last|next|coming|past>){1,2}<weekend>",
            "<early|later|earlier>?<the><weekend>(?!<of>)",
        ),
    ),
    (
        "part_of_year",
        (
            "<the>?(?P<o><ordinal|day_ordinal|last|latter>)"
            "(?:(?:<and|or|to|dash>)(?P<o2><ordinal|day_ordinal>))?<dash>?(?P<h><half|quarter>)"
            "(?:<of|in>|(?=<year|this|last|next|fiscal|fiscal_code>))"
            f"<the>?(?:(?P<fy><fiscal><year_unit>?|<fiscal_code>)(?P<y><year>){_SECOND_YEAR}"
            "|(?P<y3><year>)|(?P<rel><this|last|next>)?(?P<fy2><fiscal>)?<year_unit>)",
            f"{_CUE}<the>(?P<o><ordinal|day_ordinal>)(?P<h><quarter>)(?!<of>)",
            "<the>?(?P<rel><this|last|next>)<year_unit><possessive>(?P<o><ordinal|last>)(?P<h><half|quarter>)",
            "(?P<y><year>)<possessive>(?P<o><ordinal|last>)(?P<h><half|quarter>)",
            "<the>?(?P<o><ordinal|last>)(?P<n><day|number>)(?P<u><unit>)(?:<of|in>|(?=<this|last|next>))"
            "<the>?(?:(?P<y><year>)|(?P<rel><this|last|next>)?<fiscal>?<year_unit>)",
            "(?P<q><quarter_code>)<of|comma|slash|dash>?<the>?(?P<fy><fiscal><year_unit>?|<fiscal_code>)"
            f"(?P<y><year>){_SECOND_YEAR}",
            f"(?P<q><quarter_code>)(?:(?:{TO}|<and|slash>)(?P<q2><quarter_code>))?<of|comma|slash|dash>?"
            f"(?:(?P<y><year>)|<of>?{_REL_YEAR}|{_SHORT_YEAR})",
            "(?P<y><year>)<slash|dash>?(?P<q><quarter_code>)",
            "(?P<y><quarter_year>)",
            f"{_CUE}(?P<q><quarter_code>)",
        ),
    ),
    (
        "fiscal_year",
        (
            f"{_MODS}?<the>?<fiscal><year_unit>?(?P<y><year>)"
            "(?:(?P<sep><dash|slash|to|until|and>)(?P<y2><year|day|number>))?",
            "<fiscal_code>(?P<y><year|day|number>)(?:(?P<sep><dash|slash|to|until|and>)<fiscal_code>?"
            "(?P<y2><year|day|number>))?",
            "<the>?(?P<y><year>)(?:(?P<sep><dash|slash>)(?P<y2><year|day|number>))?<fiscal><year_unit>",
        ),
    ),
    ("new_year", ("(?<=<in|by|of|after|before>)<the><new><year_unit>(?!<possessive>)",
                  "<early|later><in><the><new><year_unit>(?!<possessive>)")),
    (
        "year_span",
        (
            *_span("<the>?<year_unit>?(?P<y><year|old_year>)TO(?P<y2><year|old_year>)(?!<measure>)"),
            "<the>?<year_unit>?(?P<y><year>)(?:<dash>|<slash>)(?P<y2><day|number|year>)(?!<measure>)",
        ),
    ),
    (
        "decade",
        (
            f"{_MODS}?<the>?(?P<decade><decade>)",
            f"{_MODS}?<the>?<apostrophe>(?P<ds><decade_short>)",
            f"(?:{_MODS}|<the>)(?P<ds><decade_short|decade_word>)",
        ),
    ),
    (
        "season",
        (
            f"{_MODS}?<the>?(?P<s><season>)(?:<of>?(?P<y><year>)(?:<dash|slash>(?P<y2><day|number|year>))?|<of>?{_REL_YEAR}|<of>{_SHORT_YEAR})",
            f"{_MODS}?<the>?(?P<rel_season><this|last|next|coming|past>){{1,2}}(?P<s><season>)(?!<of>)",
            f"{_MODS}(?P<s><season>)(?!<of>)",
            "(?<=<starting|edge|in|by|since|until|before|after>)<the>?(?P<s><season>)(?!<of|other_low>)",
        ),
    ),
    (
        "day_word",
        (
            "<the>?(?P<before>(?P<u><unit>)<before|after>(?P<t><day_word>))",
            "<early|later|earlier>?(?P<t><day_word>)<part>?",
            "(?P<rel><this|last>)(?P<p><part>)",
            "(?P<on><overnight>)",
        ),
    ),
    (
        "discourse",
        (
            "<the>?(?P<dw><discourse>)(?P<k><unit|year_unit|quarter|part|weekday|weekend>)",
            "<the>(?P<dw><next>)(?P<k><unit>)(?!<possessive>)",
            "<the>(?P<k><unit|year_unit>)(?P<dw><before|after>)",
            f"{CARDINAL}{_UNIT}(?P<way><later|earlier>)",
        ),
    ),
    (
        "ago",
        (
            *_amounts("", "(?P<way><ago>|<from><now>|<from_here>)"),
            "(?P<vague><few>|<a><few>|<a>?<couple><of>)?(?P<u><unit|year_unit|quarter>)<ago>",
            f"(?<=<in>){CARDINAL}{_UNIT}(?P<way><possessive|apostrophe>?<time>)",
        ),
    ),
    ("hence", (f"(?<=<in>){CARDINAL}{_UNIT}(?!<possessive|apostrophe|of|other_cap|ago|measure>)",)),
    (
        "rolling",
        (
            *_amounts("(?:<the|a>?(?P<way><next|coming>))?", "", "(?<=<within>)"),
            "(?<=<within>)(?P<u><unit|year_unit|quarter>)",
            *_amounts("<the|this>?(?P<way><next|coming|past|last>)", ""),
            *_amounts("<the>", "(?P<way><ahead>|<to><come>)"),
            "<the>(?P<way><next|coming|past|last>)(?P<plus2><year_unit>)(?P<plus><and><a><half>)",
            f"<the>{CARDINAL}(?P<way><coming|past>)(?P<u><unit|year_unit|quarter>)",
            "<the|this>?(?P<way><next|coming|past|last>)(?P<vague><few>|<a><few>|<a>?<couple><of>)"
            "(?P<u><unit|year_unit|quarter>)",
            "<the|this>(?P<way><next|coming|past|last>)(?P<u><unit|year_unit|quarter|portion>)",
            "<the>(?P<u><year_unit|quarter|unit>)(?P<way><ahead>|<to><come>)",
            "(?P<way><coming|past>)(?P<u><unit|year_unit|quarter>)",
            "(?P<way><recent>)(?P<u><unit|year_unit>)",
        ),
    ),
    (
        "period",
        (
            f"{_MODS}?<the>?(?P<rel><this|last|next>)(?P<fy><fiscal>)?(?P<u><unit|year_unit|quarter>)",
            f"(?P<mods>{_EDGE}|<later|earlier><in>|<early><in>)<the>(?P<fy><fiscal>)?"
            "(?P<u><unit|year_unit|quarter>)(?!<year>)",
            "(?<=<within>)<the>(?P<u><unit|year_unit>)",
            "<the>?(?P<u><year_unit>)(?:<possessive>|<dash>)?(?P<mods><edge>)(?!<of|year>)",
            "(?<=<before>)<the>(?P<u><unit|year_unit>)(?P<mods><is>?<out>)",
        ),
    ),
    ("unfixed", (
        "<the>?<turn><of><the>(?:<unit|year_unit>|<other_low>)",
        "<the>?(?:<number><dash>?)?<ordinal|day_ordinal>(?P<century><unit>)",
    )),
    (
        "year",
        (
            f"{_MODS}(?P<y><year>)(?!<measure>)",
            "(?<=<in|by|since|from|until|before|after|of|between>)(?P<y><year>)"
            "(?!<measure>|<dash><measure>)",
            "(?<=<in|since|until|before|after|by>)(?P<y><old_year>)(?!<measure>|<dash>|<other_low>)",
            f"(?<=<happening|other_cap><of>)(?P<y><old_year>)(?!<dash>){ALONE}",
            f"{_MODS}?<the>?<year_unit>(?:<dash|possessive>?<edge><of>?)?(?P<y><year|old_year>)",
            "<calendar_code>(?P<y><year>)",
            "(?<=<open>)(?P<y><year|old_year>)(?=<close>)",
            f"(?<=<as|about>)(?P<y><year>){ALONE}",
            "(?:(?<=<now><and>)|(?<=<now><to>))(?P<y><year>)(?!<measure>)",
            "<common_era>(?P<y><year|old_year>)",
            "(?P<y><year|old_year>)<common_era>",
            "(?P<y><year>)(?=<possessive>)",
            f"{_LINE_START}(?P<y><year>){_LINE_END}",
            "(?<=<the>)(?P<y><old_year>)(?=<other_cap|happening>)",
            f"(?<=<in|of|since|until|before|after|by|the|from|between>){_SHORT_YEAR}",
        ),
    ),
    ("year_more", ("(?<=<year|old_year><comma|and|or>)(?P<y><year>)(?!<measure>)",
                   "(?<=<year|old_year><comma><and|or>)(?P<y><year>)(?!<measure>)")),
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
    parts: frozenset[str]
    discourses: frozenset[str]
    needs_capital: frozenset[str]
    exact: dict[str, str]
    numbers: dict[str, int]
    units: dict[str, str]
    day_words: dict[str, int]
    decades: dict[str, int]
    feasts: dict[str, tuple[Phrase, ...]]
    named_feasts: dict[Phrase, tuple[Feast, ...]]
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
        if word in self.exact:
            return self.letters[self.exact[word]]
        name = self.word_classes.get(lower)
        if name is not None and lower in self.needs_capital and not word[0].isupper():
            return OTHER
        if name is not None:
            return self.letters[name]
        if code := re.fullmatch(r"Q[1-4]|H[12]|FYs?", word):
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


_EAST_ASIAN = re.compile(r"(\d{4})[年년](\d{1,2})[月월](\d{1,2})[日일]")


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
    if re.fullmatch(r"(?:1[5-9]|20)\d0s", word):
        return "decade"
    if re.fullmatch(r"\d0s", word):
        return "decade_short"
    if re.fullmatch(r"[1-4]Q|[12]H", word):
        return "quarter_code"
    if re.fullmatch(r"(?:19|20)\d\d(?:Q[1-4]|H[12])", word):
        return "quarter_year"
    if _EAST_ASIAN.fullmatch(word):
        return "iso"
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
    table |= dict.fromkeys(lexicon["decades"], "decade_word")
    for name, words in lexicon["words"].items():
        table |= dict.fromkeys(words, name)
    for month in lexicon["other_calendars"]["months"]:
        table.setdefault(month, "foreign_month")
    for phrase in lexicon["vague"]["phrases"]:
        table.setdefault(phrase.split()[0], "vague_start")
    return table


_EXTRA = ("iso", "numeric", "year", "old_year", "day", "day_ordinal", "decade", "other_number",
          "quarter_code", "fiscal_code", "other_cap", "other_low", "quarter_year", "decade_short",
          "era", "common_era", "calendar_code", "feast", "feast_more")  # fmt: skip


#: Every shape holds one of these classes; before the first stand only words of the grammar.
_HEADS = (
    "iso", "numeric", "year", "old_year", "decade", "quarter_code", "fiscal_code", "month",
    "month_short", "weekday", "weekday_short", "unit", "year_unit", "quarter", "day_word",
    "season", "part", "half", "quarter_year", "decade_short", "decade_word", "era", "common_era",
    "foreign_month", "feast", "lunar", "weekend", "overnight", "day_ordinal", "apostrophe",
    "calendar_code", "slash", "turn",
)  # fmt: skip
_OUTER = (
    *_HEADS, "other_cap", "other_low", "other_number", "dot", "open", "close", "measure",
    "possessive", "vague_start", "feast_more",
)  # fmt: skip


def _named_feasts() -> dict[Phrase, tuple[Feast, ...]]:
    """Return the feasts by the words of their names, as `lex` cuts them, in lower case."""
    named: dict[Phrase, tuple[Feast, ...]] = {}
    for feast in load_feasts():
        for name in feast.names:
            for written in (name, name.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")):
                words = tuple(word.lower() for word in lex(written, lambda word: OTHER).words)
                if feast not in named.get(words, ()):
                    named[words] = (*named.get(words, ()), feast)
    return named


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
    first = [table[phrase.split()[0]] for phrase in lexicon["vague"]["phrases"]]
    named = _named_feasts()
    feasts: dict[str, tuple[Phrase, ...]] = {}
    for words in sorted(named, key=len, reverse=True):
        feasts[words[0]] = (*feasts.get(words[0], ()), words)
    return Grammar(
        known_words={},
        stretch=re.compile(expand_shape(f"<{inner}>{{0,12}}<{'|'.join(_HEADS)}>", letters)),
        # The empty group at its end tells which alternative matched; one around it would
        # keep the engine from dismissing alternatives by their first letter.
        scanner=re.compile("|".join(f"{pattern}()" for pattern in expanded)),
        vague_starts=re.compile(expand_shape(f"<{'|'.join(dict.fromkeys(first))}>", letters)),
        shapes=tuple(Shape(name, compile_shape(shape, letters)) for name, shape in flat),
        word_classes=table,
        letters=letters,
        months=lexicon["months"],
        weekdays=lexicon["weekdays"],
        parts=frozenset(lexicon["words"]["part"]),
        discourses=frozenset(lexicon["words"]["discourse"]),
        needs_capital=frozenset(
            lexicon["written"]["needs_capital"]
            + lexicon["written"]["month_abbreviations"]
            + lexicon["written"]["weekday_abbreviations"]
        ),
        numbers=lexicon["numbers"],
        units=lexicon["units"],
        day_words=lexicon["day_words"],
        decades=lexicon["decades"],
        feasts=feasts,
        named_feasts=named,
        exact=dict.fromkeys(lexicon["other_calendars"]["eras"], "era")
        | dict.fromkeys(lexicon["other_calendars"]["common_era"], "common_era")
        | {"CY": "calendar_code"},
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
