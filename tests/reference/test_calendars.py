"""Fiscal years, orders of figures and feasts are those of the world's calendars."""

from datetime import date
from pathlib import Path

import pytest

from communique.errors import TableError
from communique.reference import calendars as module
from communique.reference.calendars import (
    Feast,
    date_order,
    fiscal_year_of,
    load_feasts,
    nth_weekday,
    orthodox_easter,
    western_easter,
)
from communique.reference.tables import read_rows

# From the tables of the churches.
EASTERS = [
    pytest.param(1583, date(1583, 4, 10), date(1583, 4, 10), id="first_gregorian"),
    pytest.param(1943, date(1943, 4, 25), date(1943, 4, 25), id="latest_and_joint"),
    pytest.param(1954, date(1954, 4, 18), date(1954, 4, 25), id="late_epact"),
    pytest.param(1981, date(1981, 4, 19), date(1981, 4, 26), id="epact_25"),
    pytest.param(2008, date(2008, 3, 23), date(2008, 4, 27), id="early"),
    pytest.param(2024, date(2024, 3, 31), date(2024, 5, 5), id="weeks_apart"),
    pytest.param(2025, date(2025, 4, 20), date(2025, 4, 20), id="joint"),
    pytest.param(2100, date(2100, 3, 28), date(2100, 5, 2), id="no_leap_year"),
]


@pytest.mark.parametrize(("year", "western", "orthodox"), EASTERS)
def test_easter_falls_on_its_day(year: int, western: date, orthodox: date) -> None:
    assert western_easter(year) == western
    assert orthodox_easter(year) == orthodox


@pytest.mark.parametrize("year", range(1583, 3000, 7))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    for day in (western_easter(year), orthodox_easter(year)):
        assert day.weekday() == 6
    assert date(year, 3, 22) <= western_easter(year) <= date(year, 4, 25)
    assert orthodox_easter(year) >= western_easter(year)


WEEKDAYS = [
    pytest.param(2024, 11, 3, 4, date(2024, 11, 28), id="fourth_thursday"),
    pytest.param(2024, 5, 0, -1, date(2024, 5, 27), id="last_monday"),
    pytest.param(2024, 9, 6, 1, date(2024, 9, 1), id="first_is_the_first"),
    pytest.param(2023, 2, 1, -1, date(2023, 2, 28), id="last_is_the_last"),
    pytest.param(2024, 2, 0, 5, None, id="no_fifth_monday"),
]


@pytest.mark.parametrize(("year", "month", "weekday", "number", "day"), WEEKDAYS)
def test_nth_weekday(year: int, month: int, weekday: int, number: int, day: date | None) -> None:
    assert nth_weekday(year, month, weekday, number) == day


def test_feasts_of_the_moon_have_no_day() -> None:
    assert Feast(names=("Diwali",), rule="").day_in(2024) is None


def test_every_feast_with_a_rule_has_a_day_each_year() -> None:
    assert all(feast.day_in(2023) for feast in load_feasts() if feast.rule)


def test_no_name_of_a_feast_has_two_rules_for_one_state() -> None:
    seen = [
        (name, state)
        for feast in load_feasts()
        for name in feast.names
        for state in feast.states or ("",)
    ]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("table", [module.DATE_ORDERS, module.FISCAL_YEARS])
def test_rows_are_of_states(table: str) -> None:
    states = {row["code"] for _, row in read_rows("states.csv", ["code"])}
    assert {row["code"] for _, row in read_rows(table, ["code"])} <= states


def test_feasts_are_of_states() -> None:
    states = {row["code"] for _, row in read_rows("states.csv", ["code"])}
    assert {state for feast in load_feasts() for state in feast.states} <= states


def test_states_that_are_not_listed_write_the_day_first_and_count_calendar_years() -> None:
    assert date_order("GBR") == "day"
    assert fiscal_year_of("DEU").month == 1
    assert (fiscal_year_of("USA").month, fiscal_year_of("USA").named) == (10, "end")
    assert (fiscal_year_of("JPN").month, fiscal_year_of("JPN").named) == (4, "start")


def test_a_rule_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "feasts.csv").write_text(
        "name,aliases,rule,states,citation\nBastille Day,,14 July,,here\n", encoding="utf-8"
    )
    monkeypatch.setattr("communique.reference.tables.FOLDER", tmp_path)
    with pytest.raises(TableError, match=r"line 2: .*'14 July'"):
        load_feasts.__wrapped__()
