"""Time expressions are found where they stand and grounded on the calendar."""

import csv
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.language.lexing import lex
from communique.language.times import TimeExpression, find_times, mark_dates, read_tokens
from communique.language.times_grammar import load_grammar
from communique.records import UNKNOWN_DATE, DateRange

TABLE = Path(__file__).parent / "data" / "times.csv"
ANCHOR = DateRange.on(date(2024, 3, 14))


def read_table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def table_cases() -> list[object]:
    return [
        pytest.param(
            row,
            id=f"{row['text']} [{row['anchor']} {row['future']}]",
            marks=[pytest.mark.xfail(reason=row["wrong"], strict=True)] if row["wrong"] else [],
        )
        for row in read_table()
    ]


def find(text: str, anchor: DateRange | None = ANCHOR) -> tuple[TimeExpression, ...]:
    return find_times(text, anchor)


def optional_date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("row", table_cases())
def test_find_times_grounds_expressions(row: dict[str, str]) -> None:
    anchor = optional_date(row["anchor"])
    future = {"true": True, "false": False}.get(row["future"])
    found = find_times(
        row["text"],
        DateRange.on(anchor) if anchor else None,
        future=None if future is None else lambda offset: future,
    )
    assert found
    time = found[0]
    assert (time.text, time.role) == (row["expression"], row["role"])
    assert time.date == DateRange(
        start=optional_date(row["start"]),
        end=optional_date(row["end"]),
        precision=row["precision"],  # type: ignore[arg-type]
        basis=row["basis"],  # type: ignore[arg-type]
    )


NO_TIMES = [
    "Resolution 2728 was adopted",
    "Executive Order 14257",
    "they spent $2010 on it",
    "some 2,000 delegates",
    "a crowd of 2022 people",
    "more than 2000 troops",
    "Prime Minister Theresa May said",
    "they may march through the capital",
    "the second session of the committee",
    "the first half of the match",
    "the half of it",
    "a six-day official visit",
    "sessions of 2 hours",
    "shortly after the talks",
    "as soon as talks resume",
    "the sun rose over the sea",
    "the fall of the government",
    "https://example.org/2024/03/14/readout",
    "files at /2024-03-14/readout.html",
    "Section 2015-2 of the code",
    "on 2024-13-45",
    "It was the last day of the visit",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_find_times_leaves_other_numbers_and_words(text: str) -> None:
    assert [time.text for time in find(text)] == []


MANY = [
    pytest.param("in 2019 and 2020", ["2019", "2020"], id="years_in_a_list"),
    pytest.param(
        "met on Monday, and will meet again next week.", ["Monday", "next week"], id="two_in_order"
    ),
    pytest.param(
        "from 2021 to 2025 and by 2030", ["2021 to 2025", "by 2030"], id="span_and_deadline"
    ),
    pytest.param("line one in\n\nMarch 2024", ["March 2024"], id="blank_line_parts"),
    pytest.param("in October\n18, 2024", ["October\n18, 2024"], id="over_a_line_end"),
    pytest.param("by the end\u202fof\u00a02021", ["by the end\u202fof\u00a02021"], id="odd_spaces"),
]


@pytest.mark.parametrize(("text", "expected"), MANY)
def test_find_times_finds_all_in_reading_order(text: str, expected: list[str]) -> None:
    assert [time.text for time in find(text)] == expected


def test_find_times_begins_the_core_after_its_preposition() -> None:
    text = "to be finished by the end of 2030"
    (time,) = find(text)
    assert text[time.core_start : time.end] == "the end of 2030"
    assert text[time.start : time.end] == "by the end of 2030"


ATTRIBUTIVE = [
    pytest.param("this year's summit", True, id="possessive"),
    pytest.param("this year’s summit", True, id="possessive_curly"),
    pytest.param("the 2024 Summer Games", True, id="name"),
    pytest.param("in 2024 Summer Games", False, id="after_a_preposition"),
    pytest.param("this year the summit", False, id="plain"),
]


@pytest.mark.parametrize(("text", "expected"), ATTRIBUTIVE)
def test_find_times_marks_attributive_times(text: str, expected: bool) -> None:
    assert [time.attributive for time in find(text)] == [expected]


def test_find_times_asks_the_tense_at_the_expression() -> None:
    text = "met on Monday and will meet on Tuesday"
    asked: list[int] = []

    def is_future(offset: int) -> bool:
        asked.append(offset)
        return offset > text.index("will")

    found = find_times(text, ANCHOR, future=is_future)
    assert [time.date.start for time in found] == [date(2024, 3, 11), date(2024, 3, 19)]
    assert asked == [text.index("Monday"), text.index("Tuesday")]


def test_find_times_uses_what_a_coarse_anchor_knows() -> None:
    march = DateRange(
        start=date(2024, 3, 1), end=date(2024, 3, 31), precision="month", basis="explicit"
    )
    next_year, tuesday = find_times("next year, on Tuesday", march)
    assert next_year.date.start == date(2025, 1, 1)
    assert tuesday.date == UNKNOWN_DATE


@pytest.mark.parametrize("day", [date.min, date.max])
def test_find_times_counts_from_no_absurd_date(day: date) -> None:
    found = find_times("last year and next week", DateRange.on(day))
    assert [time.date for time in found] == [UNKNOWN_DATE, UNKNOWN_DATE]


def test_mark_dates_leaves_durations() -> None:
    tokens = read_tokens("since March 5, 2024 over the next five years")
    dates = mark_dates(tokens)
    assert [tokens.words[index] for index in sorted(dates)] == ["March", "5", ",", "2024"]


WORDS = st.sampled_from(
    [
        "March", "May", "3", "31", "2024", "2030", "the", "of", "end", "by", "to", "-", "–",
        ",", "and", "first", "half", "quarter", "year", "years", "next", "last", "coming",
        "few", "twenty", "five", "hundred", "Monday", "this", "within", "ago", "a", ".", "(",
        ")", "1990s", "'S", "12/11/2012", "½", "x", "1,234", "2.5",
    ]
)  # fmt: skip


@given(st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_find_times_yields_ordered_spans_of_the_text(text: str) -> None:
    found = find(text)
    assert all(text[time.start : time.end] == time.text for time in found)
    assert all(time.start <= time.core_start < time.end for time in found)
    assert all(one.end <= two.core_start for one, two in pairwise(found))
    assert all(
        time.date.start <= time.date.end
        for time in found
        if time.date.start is not None and time.date.end is not None
    )


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_find_times_takes_any_text(text: str) -> None:
    assert all(text[time.start : time.end] == time.text for time in find(text))


@given(st.lists(WORDS, max_size=30).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_grammar_skips_no_match(text: str) -> None:
    # `find` looks only where a shape can be; the scanner alone looks everywhere.
    grammar = load_grammar()
    tokens = lex(text, grammar.classify)
    everywhere = grammar.scanner.search(tokens.classes)
    found = grammar.find(tokens, 0)
    assert (found and found[1].span()) == (everywhere and everywhere.span())


HOSTILE = [
    pytest.param("the end of " * 10_000, id="openings"),
    pytest.param("twenty-" * 15_000, id="hyphens"),
    pytest.param("3 March " * 12_000, id="days"),
    pytest.param("2021-2025-" * 10_000, id="years"),
    pytest.param("1" * 100_000, id="digits"),
    pytest.param("a" * 100_000, id="letters"),
    pytest.param("A." * 50_000, id="initials"),
    pytest.param("1,000" * 20_000, id="groups"),
    pytest.param("the next few " * 8_000, id="unfinished"),
    pytest.param(" \n" * 50_000, id="blank"),
]


class CountingScanner:
    """A scanner that counts how often it is tried."""

    def __init__(self, scanner: re.Pattern[str]) -> None:
        self.scanner = scanner
        self.tries = 0

    def match(self, classes: str, index: int) -> re.Match[str] | None:
        self.tries += 1
        return self.scanner.match(classes, index)


@pytest.mark.parametrize("text", HOSTILE)
def test_find_times_tries_each_word_a_few_times(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Tries are counted, not seconds: what they cost is bounded, for shapes are short.
    grammar = load_grammar()
    counting = CountingScanner(grammar.scanner)
    counted = replace(grammar, scanner=counting)  # type: ignore[arg-type]
    monkeypatch.setattr("communique.language.times.load_grammar", lambda: counted)
    find(text)
    assert counting.tries <= 14 * (len(text) // 2)
