from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import DateRange
from communique.views.dates import UNKNOWN, describe_cadence, describe_date, describe_due

CASES = [
    pytest.param("2021-04-03", "2021-04-03", "3 April 2021", id="day"),
    pytest.param("2021-06-05", "2021-06-10", "5–10 June 2021", id="days_of_a_month"),
    pytest.param("2021-06-28", "2021-07-02", "28 June – 2 July 2021", id="days_of_two_months"),
    pytest.param(
        "2021-12-30", "2022-01-02", "30 December 2021 – 2 January 2022", id="days_of_two_years"
    ),
    pytest.param("2024-02-01", "2024-02-29", "February 2024", id="month"),
    pytest.param("2021-01-01", "2021-06-30", "first half of 2021", id="half"),
    pytest.param("2021-10-01", "2021-12-31", "fourth quarter of 2021", id="quarter"),
    pytest.param("2021-02-01", "2021-04-30", "February–April 2021", id="three_months_no_quarter"),
    pytest.param("2021-11-01", "2022-02-28", "November 2021 – February 2022", id="winter"),
    pytest.param("2012-01-01", "2012-12-31", "2012", id="year"),
    pytest.param("2021-01-01", "2025-12-31", "2021–2025", id="years"),
    pytest.param("2020-01-01", "2029-12-31", "the 2020s", id="decade"),
    pytest.param("2021-01-01", "2030-12-31", "2021–2030", id="ten_years_no_decade"),
    pytest.param("2021-01-02", "2021-12-31", "2 January – 31 December 2021", id="not_quite_a_year"),
    pytest.param("2021-04-03", None, "from 3 April 2021", id="open_end"),
    pytest.param(None, "2021-04-03", "until 3 April 2021", id="open_start"),
    pytest.param(None, None, UNKNOWN, id="unknown"),
]


def interval(start: str | None, end: str | None) -> DateRange:
    return DateRange(
        start=date.fromisoformat(start) if start else None,
        end=date.fromisoformat(end) if end else None,
    )


@pytest.mark.parametrize(("start", "end", "expected"), CASES)
def test_describe_date_names_the_days(start: str | None, end: str | None, expected: str) -> None:
    assert describe_date(interval(start, end)) == expected


def test_describe_date_says_that_nothing_is_known_of_none() -> None:
    assert describe_date(None) == UNKNOWN


# Whole months are where the phrases are; days anywhere are drawn less often.
STARTS = st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(lambda day: day.replace(day=1))
MONTHS = st.integers(0, 130)


@st.composite
def intervals(draw: st.DrawFn) -> DateRange:
    if draw(st.booleans()):
        start = draw(STARTS)
        index = start.year * 12 + start.month + draw(MONTHS)
        end = date(index // 12, index % 12 + 1, 1) - timedelta(days=1)
    else:
        start = draw(st.dates(date(1990, 1, 1), date(2040, 1, 1)))
        end = start + timedelta(days=draw(st.integers(0, 800)))
    return DateRange(start=start, end=max(start, end))


@given(intervals(), intervals())
def test_describe_date_gives_other_days_another_phrase(left: DateRange, right: DateRange) -> None:
    assert (describe_date(left) == describe_date(right)) == (left == right)


DUE_CASES = [
    pytest.param("2021-06-30", "2021-06-30", "by 30 June 2021", id="day"),
    pytest.param(None, "2021-06-30", "by 30 June 2021", id="open_start"),
    pytest.param("2022-03-19", "2027-03-19", "by 19 March 2027", id="within_five_years"),
    pytest.param("2030-01-01", "2030-12-31", "in 2030", id="year"),
    pytest.param("2021-01-01", "2021-06-30", "in the first half of 2021", id="half"),
    pytest.param(None, None, None, id="no_due_date"),
]


@pytest.mark.parametrize(("start", "end", "expected"), DUE_CASES)
def test_describe_due_names_the_deadline(
    start: str | None, end: str | None, expected: str | None
) -> None:
    assert describe_due(interval(start, end)) == expected


CADENCES = [
    pytest.param(3, "every few days", id="days"),
    pytest.param(7, "about weekly", id="week"),
    pytest.param(14, "about every two weeks", id="weeks"),
    pytest.param(30, "about monthly", id="month"),
    pytest.param(92, "about every three months", id="quarter"),
    pytest.param(183, "about every six months", id="half"),
    pytest.param(330, "about yearly", id="early_in_the_year"),
    pytest.param(400, "about yearly", id="late_in_the_year"),
    pytest.param(550, "about every 18 months", id="a_year_and_a_half"),
    pytest.param(730, "about every two years", id="two_years"),
    pytest.param(1500, "about every four years", id="four_years"),
]


@pytest.mark.parametrize(("days", "expected"), CADENCES)
def test_describe_cadence_uses_the_words_of_people(days: int, expected: str) -> None:
    assert describe_cadence(days) == expected
