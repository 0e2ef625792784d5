from datetime import date
from typing import Any

import pytest
from tests.views.conftest import LAMMY, WANG, Page, remember

from communique.records import DateRange, Engagement, Figure, Mechanism, Place, Request
from communique.views.findings import of_type
from communique.views.footnotes import Footnotes
from communique.views.linked import Linked
from communique.views.listing import list_requests
from communique.views.phrases import (
    choose_aliases,
    describe_engagement,
    describe_value,
    phrase_mechanism,
    phrase_request,
)

PAIR = ("CHN", "GBR")

ENGAGEMENTS = [
    pytest.param({"form": "call"}, "Call", id="bare"),
    pytest.param({"form": "other"}, "Contact", id="other"),
    pytest.param(
        {"form": "talks", "place": Place(city="Beijing", country="CHN")},
        "Talks in Beijing",
        id="city",
    ),
    pytest.param(
        {"form": "visit", "place": Place(country="CHN")}, "Visit to China", id="country_visited"
    ),
    pytest.param({"form": "visit", "host": "CHN"}, "Visit to China", id="host_visited"),
    pytest.param(
        {"form": "session", "mechanism": "Strategic Dialogue"},
        "Session of the Strategic Dialogue",
        id="mechanism",
    ),
    pytest.param(
        {"form": "summit", "parties": ("CHN", "GBR", "USA")},
        "Summit of China, United Kingdom and United States",
        id="more_than_the_pair",
    ),
    pytest.param(
        {"form": "meeting", "people": (LAMMY, WANG)},
        "Meeting: Wang Yi (Foreign Minister) for China; "
        "David Lammy (Foreign Secretary) for United Kingdom",
        id="people_in_the_order_of_parties",
    ),
]


@pytest.mark.parametrize(("fields", "expected"), ENGAGEMENTS)
def test_describe_engagement_tells_what_is_known(fields: dict[str, Any], expected: str) -> None:
    page = Page("They met.")
    record = page.write(Engagement, "They met", **({"status": "held", "parties": PAIR} | fields))
    assert isinstance(record, Engagement)
    assert describe_engagement(record, pair=PAIR) == expected


VALUES = [
    pytest.param(6e10, "USD", "exact", "60 billion USD", id="billions"),
    pytest.param(1.25e12, "JPY", "about", "about 1.25 trillion JPY", id="trillions"),
    pytest.param(5.2, "percent", "exact", "5.2%", id="percent"),
    pytest.param(12500, "count", "more-than", "more than 12,500", id="count"),
    pytest.param(6, "days", "exact", "6 days", id="unit"),
    pytest.param(-3e6, "GBP", "exact", "-3 million GBP", id="negative"),
]


@pytest.mark.parametrize(("value", "unit", "approx", "expected"), VALUES)
def test_describe_value_reads_like_prose(
    value: float, unit: str, approx: str, expected: str
) -> None:
    page = Page("Trade grew.")
    record = page.write(
        Figure,
        "Trade grew",
        label="trade",
        value=value,
        unit=unit,
        approx=approx,
        sense="statistic",
    )
    assert isinstance(record, Figure)
    assert describe_value(record) == expected


def held_on(*days: str) -> list[Page]:
    """Return a page for each day, telling of a round of a dialogue held on it."""
    pages = []
    for number, day in enumerate(days):
        names = ("China-UK Energy Dialogue", "the UK-China Energy Dialogue", "Energy Talks")
        name = names[number % len(names)]
        page = Page(f"They met in {name}.", name=day, day=date.fromisoformat(day))
        told: dict[str, Any] = {"parties": PAIR, "type": "dialogue", "state": "existing"}
        page.write(Mechanism, name, name=name, **told)
        page.write(
            Engagement,
            "They met",
            form="session",
            status="held",
            parties=PAIR,
            mechanism=names[0],
            date=DateRange.on(date.fromisoformat(day)),
        )
        pages.append(page)
    return pages


ROUNDS = [
    pytest.param(
        ("2023-03-01",),
        ("1 round on record, the last on 1 March 2023",),
        id="one",
    ),
    pytest.param(
        ("2018-03-01", "2024-06-01"),
        ("2 rounds on record, the last on 1 June 2024",),
        id="two_are_no_series",
    ),
    pytest.param(
        ("2022-03-01", "2023-03-10", "2024-02-20"),
        (
            "3 rounds on record, the last on 20 February 2024",
            "about yearly",
            "also “Energy Talks”",
        ),
        id="a_series_and_another_name",
    ),
]


@pytest.mark.parametrize(("days", "expected"), ROUNDS)
def test_phrase_mechanism_tells_of_rounds_in_words(
    days: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    memory = remember(*held_on(*days))
    [entry] = Linked(memory, Footnotes()).list_mechanisms(memory.mechanisms)
    assert phrase_mechanism(entry, pair=PAIR).remarks == expected


ALIASES = [
    pytest.param(["the strategic dialogue", "UK-China Strategic Dialogue"], [], id="nothing_new"),
    pytest.param(["11th China-UK Strategic Dialogue"], [], id="a_round"),
    pytest.param(["Dialogue on Strategic Issues"], ["Dialogue on Strategic Issues"], id="words"),
    pytest.param(["CUSD", "CUSD", "cusd"], ["CUSD"], id="once"),
]


@pytest.mark.parametrize(("aliases", "expected"), ALIASES)
def test_choose_aliases_leaves_out_what_the_name_tells(
    aliases: list[str], expected: list[str]
) -> None:
    assert choose_aliases("China-UK Strategic Dialogue", aliases) == expected


def test_phrase_request_tells_of_whom_whose_words_and_when() -> None:
    page = Page("They should trade.", publisher="News Agency", day=date(2024, 10, 18))
    page.write(
        Request,
        "They should trade",
        by="CHN",
        to=PAIR,
        force="proposed",
        action="trade",
        due=DateRange.on(date(2025, 1, 31)),
        claimed_by="GBR",
    )
    [entry] = list_requests(of_type(page.findings(), Request), Footnotes())
    line = phrase_request(entry)
    assert (line.lead, line.text) == ("Proposed", "trade")
    assert line.remarks == (
        "of itself and United Kingdom",
        "due by 31 January 2025",
        "reported by News Agency, 18 October 2024",
        "according to the British side",
    )
