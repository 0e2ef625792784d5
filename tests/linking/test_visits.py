"""Visits: which encounters one holds."""

from typing import Any

import pytest
from tests.linking.builders_encounters import BEIJING, LAMMY, LONDON, WANG, account, between, on

from communique.linking.encounters import join_encounters
from communique.records import UNKNOWN_DATE, Official

DAY = on("2024-10-18")
STAY: dict[str, Any] = {
    "form": "visit", "host": "CHN", "people": (LAMMY,), "date": between("2024-10-18", "2024-10-19"),
}  # fmt: skip
TALKS: dict[str, Any] = {"people": (WANG, LAMMY), "date": DAY, "place": BEIJING}
MINISTER = Official(name="Rachel Reeves", office="Chancellor of the Exchequer", party="GBR")
STARMER = Official(name="Keir Starmer", office="Prime Minister", party="GBR")

CASES = [
    pytest.param(STAY, TALKS, True, id="talks_with_the_host"),
    pytest.param(STAY, TALKS | {"place": None}, True, id="no_place_told"),
    pytest.param(STAY, TALKS | {"place": LONDON}, False, id="in_another_country"),
    pytest.param(STAY, TALKS | {"date": on("2024-10-21")}, False, id="after_it"),
    pytest.param(STAY, TALKS | {"date": UNKNOWN_DATE}, True, id="undated_and_reported_then"),
    pytest.param(STAY, TALKS | {"form": "call"}, False, id="a_call"),
    pytest.param(STAY, TALKS | {"people": (WANG, MINISTER)}, False, id="others_of_the_side"),
    pytest.param(
        STAY | {"people": (STARMER,)},
        TALKS | {"people": (WANG, MINISTER)},
        True,
        id="who_travels_with_a_leader",
    ),
    pytest.param(
        STAY,
        TALKS | {"form": "press-conference", "parties": ("GBR",), "people": (LAMMY,)},
        True,
        id="press_conference_of_the_visitor",
    ),
    pytest.param(
        STAY,
        TALKS | {"form": "press-conference", "parties": ("GBR",), "people": (MINISTER,)},
        False,
        id="press_conference_of_another",
    ),
    pytest.param(
        STAY | {"parties": ("CHN", "GBR", "JPN"), "host": None, "stops": ("CHN", "JPN")},
        TALKS,
        True,
        id="a_tour",
    ),
    pytest.param(STAY, TALKS | {"parties": ("CHN", "GBR", "JPN")}, False, id="a_third_party"),
    pytest.param(STAY | {"status": "cancelled"}, TALKS, False, id="no_talks_on_what_was_off"),
    pytest.param(STAY | {"status": "scheduled"}, TALKS, True, id="visit_known_from_its_plan"),
    pytest.param(STAY | {"date": UNKNOWN_DATE}, TALKS, True, id="undated_visit_reported_then"),
]


@pytest.mark.parametrize(("visit", "other", "held"), CASES)
def test_place_in_visits_holds_what_took_place_there(
    visit: dict[str, Any], other: dict[str, Any], held: bool
) -> None:
    found = join_encounters([account("visit", **visit), account("other", **other)])
    assert len(found) == 2
    [stay] = [one for one in found if one.form == "visit"]
    [rest] = [one for one in found if one.form != "visit"]
    assert stay.visit is None
    assert rest.visit == (stay.id if held else None)


def test_place_in_visits_takes_the_visit_of_who_was_there() -> None:
    found = join_encounters(
        [
            account("leader", **STAY | {"people": (STARMER,)}),
            account("minister", **STAY),
            account("talks", **TALKS),
        ]
    )
    by_name = {one.accounts[0].name: one for one in found}
    assert by_name["talks"].visit == by_name["minister"].id
