"""Answers about time expressions are judged by interval and precision."""

from datetime import date
from pathlib import Path

import pytest

from communique.evaluation.grounding import Answer, Question, Span, Tally, read_suite, tally

HEADER = "part,family,text,anchor,publisher,start,end,precision,basis\n"
MONDAY = date(2024, 3, 11)


def question(
    tmp_path: Path, text: str, start: str = "2024-03-11", precision: str = "day"
) -> Question:
    path = tmp_path / "suite.csv"
    path.write_text(
        f"# comment\n{HEADER}build,days,{text},2024-03-14,,{start},{start},{precision},relative\n",
        encoding="utf-8",
    )
    [only] = read_suite(path)
    return only


def answer(start: int, end: int, day: date | None = MONDAY, precision: str = "day") -> Answer:
    return Answer(Span(start, end), day, day, precision)


def test_read_suite_takes_the_marks_out(tmp_path: Path) -> None:
    asked = question(tmp_path, "in <2012> they met [on Monday].")
    assert asked.text == "in 2012 they met on Monday."
    assert asked.span is not None
    assert asked.text[slice(*asked.span)] == "on Monday"
    assert [asked.text[slice(*span)] for span in asked.others] == ["2012"]


RIGHT = [
    pytest.param([answer(9, 15)], True, id="right"),
    pytest.param([answer(9, 15, date(2024, 3, 12))], False, id="other_day"),
    pytest.param([answer(9, 15, precision="month")], False, id="other_precision"),
    pytest.param([answer(9, 15, None, "unknown")], False, id="unknown"),
    pytest.param([answer(0, 4)], False, id="elsewhere"),
    pytest.param([], False, id="nothing"),
]


@pytest.mark.parametrize(("answers", "right"), RIGHT)
def test_is_right_for_a_date(tmp_path: Path, answers: list[Answer], right: bool) -> None:
    assert question(tmp_path, "They met [on Monday].").is_right(answers) is right


def test_is_right_for_the_unknown(tmp_path: Path) -> None:
    asked = question(tmp_path, "They meet [soon].", "", "unknown")
    assert asked.is_right([]) and asked.is_right([answer(10, 14, None, "unknown")])
    assert not asked.is_right([answer(10, 14)])


def test_is_right_for_no_time_at_all(tmp_path: Path) -> None:
    asked = question(tmp_path, "They met.", "", "none")
    assert asked.is_right([])
    assert not asked.is_right([answer(0, 4, None, "unknown")])


def test_spurious_are_dates_of_other_words(tmp_path: Path) -> None:
    asked = question(tmp_path, "in <2012> they met [on Monday].")
    assert asked.spurious([answer(3, 7), answer(17, 26), answer(8, 12, None)]) == []
    assert asked.spurious([answer(8, 12)]) == [answer(8, 12)]


def test_tally_counts_by_part_and_family(tmp_path: Path) -> None:
    asked = question(tmp_path, "They met [on Monday].")
    wrong = answer(9, 15, date(2024, 3, 12))
    counted = list(tally([(asked, [answer(9, 15)]), (asked, [wrong, answer(0, 4)])]))
    expected = Tally(asked=2, right=1, known=2, found=2, grounded=1, spurious=1)
    assert counted == [("build", "", expected), ("build", "days", expected)]
