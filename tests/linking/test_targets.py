"""Targets against later statistics, end to end from short pages and by hand."""
# ruff: noqa: E501 - a sentence of a page stands on one line.

import random
from datetime import date

import pytest
from tests.linking.builders_promises import read_pages, store, words
from tests.linking.stories_promises import lead

from communique.linking.targets import watch_targets
from communique.records import DateRange, Figure

CG = lead("China", "Germany", "Berlin")
AIM = (
    "2008-03-10",
    CG + "They set the goal of raising two-way trade to 60 billion dollars by 2010.",
)

CASES = [
    pytest.param((AIM,), None, "unknown", 0, id="nothing_seen"),
    pytest.param((AIM, ("2011-02-07", CG + "Bilateral trade reached 61.5 billion dollars in 2010.")), None, "reached", 1, id="reached"),
    pytest.param((AIM, ("2011-02-07", CG + "Bilateral trade reached 48 billion dollars in 2010.")), None, "missed", 1, id="missed"),
    pytest.param((AIM, ("2009-02-09", CG + "Bilateral trade reached 48 billion dollars in 2008.")), None, "unknown", 1, id="not_due"),
    pytest.param((AIM, ("2011-02-07", CG + "Bilateral investment reached 61.5 billion dollars in 2010.")), None, "unknown", 0, id="another_thing"),
    pytest.param((AIM, ("2011-02-07", lead("China", "France", "Paris") + "Bilateral trade reached 61.5 billion dollars in 2010.")), None, "unknown", 0, id="another_pair"),
]  # fmt: skip


@pytest.mark.parametrize(("pages", "as_of", "state", "readings"), CASES)
def test_watch_targets_tells_what_became_of_them(
    pages: tuple[tuple[str, str], ...], as_of: str | None, state: str, readings: int
) -> None:
    stored = read_pages(pages)
    day = date.fromisoformat(as_of) if as_of else None
    (target,) = [t for t in watch_targets(stored, as_of=day) if t.parties == ("CHN", "DEU")]
    assert (target.state, len(target.readings)) == (state, readings)
    assert target.value == 60e9
    random.Random(1).shuffle(stored)
    assert target in watch_targets(stored, as_of=day)


def figure(document: str, sense: str, value: float, year: int, unit: str = "USD") -> Figure:
    return Figure.model_validate(
        {
            "document_id": document,
            "evidence": words(f"{value}", document),
            "label": "bilateral trade",
            "value": value,
            "unit": unit,
            "sense": sense,
            "period": DateRange(start=date(year, 1, 1), end=date(year, 12, 31), precision="year"),
            "parties": ("CHN", "DEU"),
        }
    )


def test_a_statistic_in_another_unit_tells_nothing() -> None:
    aim = store(figure("a", "target", 60e9, 2010), "2008-01-07")
    seen = store(figure("b", "statistic", 70e9, 2010, "EUR"), "2011-01-07")
    (target,) = watch_targets([aim, seen])
    assert (target.state, target.readings) == ("unknown", ())


def test_what_is_reached_after_its_day_was_missed_if_the_day_itself_fell_short() -> None:
    aim = store(figure("a", "target", 60e9, 2010), "2008-01-07")
    short = store(figure("b", "statistic", 50e9, 2010), "2011-01-07")
    late = store(figure("c", "statistic", 65e9, 2013), "2014-01-07")
    assert [t.state for t in watch_targets([aim, short, late])] == ["missed"]
    assert [t.state for t in watch_targets([aim, late])] == ["reached"]
    assert [t.state for t in watch_targets([aim, short, late], as_of=date(2010, 6, 1))] == [
        "unknown"
    ]
