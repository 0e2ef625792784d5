"""Holders of offices: each person once, with the latest office."""

from datetime import date
from typing import Any

import pytest
from tests.views.conftest import Page

from communique.records import DateRange, Tenure
from communique.views.entries import TenureEntry
from communique.views.findings import of_type
from communique.views.footnotes import Footnotes
from communique.views.holders import list_tenures
from communique.views.phrases import phrase_tenure

WORDS = "The two sides will meet."


def tenure(person: str, day: str, **fields: Any) -> dict[str, Any]:
    return {
        "person": person,
        "office": "Foreign Secretary",
        "rank": "foreign-minister",
        "party": "GBR",
        "as_of": DateRange.on(date.fromisoformat(day)),
    } | fields


def listed(*tenures: dict[str, Any]) -> tuple[TenureEntry, ...]:
    page = Page(WORDS, day=date(2025, 9, 10))
    for fields in tenures:
        page.write(Tenure, WORDS, **fields)
    return list_tenures(of_type(page.findings(), Tenure), ("CHN", "GBR"), Footnotes())


TENURES = [
    pytest.param(
        [tenure("David Lammy", "2024-10-18"), tenure("Lammy", "2025-02-13")],
        [("David Lammy", "2025-02-13")],
        id="latest_day_and_fullest_name",
    ),
    pytest.param(
        [tenure("David Cameron", "2024-05-01"), tenure("David Lammy", "2024-10-18")],
        [("David Lammy", "2024-10-18"), ("David Cameron", "2024-05-01")],
        id="two_people_in_one_office",
    ),
    pytest.param(
        [tenure("David Lammy", "2024-10-18"), tenure("David Lammy", "2025-10-01", former=True)],
        [("David Lammy", "2025-10-01")],
        id="in_office_and_out_of_it",
    ),
    pytest.param(
        [
            tenure("David Lammy", "2024-10-18", former=True),
            tenure("Ed Miliband", "2024-10-18", rank="minister", office="Energy Secretary"),
        ],
        [("Ed Miliband", "2024-10-18"), ("David Lammy", "2024-10-18")],
        id="who_is_in_office_first",
    ),
    pytest.param(
        [
            tenure("David Lammy", "2024-10-18"),
            tenure("Keir Starmer", "2024-10-18", rank="head-of-government"),
            tenure("Wang Yi", "2024-10-18", party="CHN"),
        ],
        [("Wang Yi", "2024-10-18"), ("Keir Starmer", "2024-10-18"), ("David Lammy", "2024-10-18")],
        id="parties_in_order_then_protocol",
    ),
]


@pytest.mark.parametrize(("tenures", "expected"), TENURES)
def test_list_tenures_shows_each_holder_once(
    tenures: list[dict[str, Any]], expected: list[tuple[str, str]]
) -> None:
    entries = listed(*tenures)
    found = [(e.record.person, e.record.as_of.end) for e in entries]
    assert found == [(person, date.fromisoformat(day)) for person, day in expected]


def test_list_tenures_keeps_the_earlier_offices() -> None:
    deputy = tenure("David Lammy", "2025-09-10", office="Deputy Prime Minister", rank="deputy-head")
    [entry] = listed(deputy, tenure("David Lammy", "2024-10-18", office="UK Foreign Secretary"))
    assert entry.record.office == "Deputy Prime Minister"
    assert [t.office for t in entry.earlier] == ["Foreign Secretary"]


PHRASES = [
    pytest.param(
        [tenure("David Lammy", "2024-10-18", office="British Foreign Secretary")],
        ("Foreign Secretary", ("as of 18 October 2024",)),
        id="without_the_party",
    ),
    pytest.param(
        [tenure("Boris Johnson", "2017-05-01"), tenure("David Lammy", "2024-10-18")],
        ("former Foreign Secretary", ("in office 1 May 2017", "later David Lammy")),
        id="followed_by_another",
    ),
    pytest.param(
        [tenure("Boris Johnson", "2017-05-01", former=True)],
        ("former Foreign Secretary", ("in office 1 May 2017",)),
        id="seen_long_ago",
    ),
    pytest.param(
        [tenure("Boris Johnson", "2025-09-10", former=True)],
        ("former Foreign Secretary", ("as of 10 September 2025",)),
        id="called_former_of_late",
    ),
]


@pytest.mark.parametrize(("tenures", "expected"), PHRASES)
def test_phrase_tenure_tells_when_it_was_held(
    tenures: list[dict[str, Any]], expected: tuple[str, tuple[str, ...]]
) -> None:
    line = phrase_tenure(listed(*tenures)[-1])
    assert (line.text, line.remarks) == expected


def test_list_tenures_knows_one_leader_by_several_names() -> None:
    kenya = {"office": "President", "rank": "head-of-state", "party": "KEN"}
    names = ("William Ruto", "William Samoei Ruto", "Ruto")
    page = Page(WORDS, day=date(2024, 5, 23))
    for name in names:
        page.write(Tenure, WORDS, person=name, as_of=DateRange.on(date(2024, 5, 23)), **kenya)
    [entry] = list_tenures(of_type(page.findings(), Tenure), ("KEN",), Footnotes())
    assert entry.record.person == "William Samoei Ruto"
