"""The suite of time expressions is grounded as well as it was when last measured."""

from datetime import date
from pathlib import Path

import pytest

import communique as cq
from communique.evaluation.grounding import Answer, Question, Span, Tally, read_suite
from communique.language.components import find

SUITE = Path(__file__).parent / "data" / "grounding.csv"
#: Shares of questions answered rightly, just below what is measured.
FLOORS = {"build": 0.99, "report": 0.98}
FEWEST = {"build": 300, "report": 150}


def read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def answers_to(question: Question) -> list[Answer]:
    document = cq.read_text(question.text, date=question.anchor, publisher=question.publisher)
    return [
        Answer(Span(*row["span"]), read_day(row["start"]), read_day(row["end"]), row["precision"])
        for row in find("dates", document)
    ]


@pytest.mark.parametrize("part", FLOORS)
def test_dates_are_grounded_rightly(part: str) -> None:
    counted = Tally()
    for question in read_suite(SUITE):
        if question.part == part:
            counted.add(question, answers_to(question))
    assert counted.asked >= FEWEST[part]
    assert counted.right / counted.asked >= FLOORS[part]
    assert counted.spurious <= counted.asked / 100


def test_the_parts_have_no_text_in_common() -> None:
    questions = read_suite(SUITE)
    texts = [{(q.text, q.anchor) for q in questions if q.part == part} for part in FLOORS]
    assert not texts[0] & texts[1]


def test_rows_are_sound() -> None:
    for question in read_suite(SUITE):
        days = (question.start, question.end)
        assert (None in days) == (question.precision in ("unknown", "none")), question.text
        if question.start and question.end:
            assert question.start <= question.end, question.text
        assert (question.span is None) == (question.precision == "none"), question.text


def test_a_lone_date_is_no_byline() -> None:
    [row] = find("dates", cq.read_text("5 May 2024", date="2024-06-01"))
    assert (row["text"], row["start"], row["precision"]) == ("5 May 2024", "2024-05-05", "day")
