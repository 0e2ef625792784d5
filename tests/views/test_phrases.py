from datetime import date
from typing import Any

import pytest
from tests.views.conftest import LAMMY, WANG, Page

from communique.records import DateRange, Engagement, Figure, Place, Request
from communique.views.findings import of_type
from communique.views.footnotes import Footnotes
from communique.views.listing import list_requests
from communique.views.phrases import describe_engagement, describe_value, phrase_request

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
