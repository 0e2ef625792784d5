"""Mechanisms: which arrangements have a name, whose they are, and in what state."""

import pytest
from tests.language.builders import analysis_of

from communique.extraction import mechanisms
from communique.extraction.mechanism_states import State, strongest
from communique.records import Mechanism

LEAD = "Kenya and Japan held talks in Nairobi. "


def read(text: str, **given: str) -> list[Mechanism]:
    analysis = analysis_of(text, **given)
    found = list(mechanisms.extract(analysis))
    for record in found:
        assert record.evidence
        for span in record.evidence:
            assert analysis.document.text[span.start : span.end] == span.text
    return found


NAMED = [
    pytest.param("They reviewed the strategic dialogue.", ["strategic dialogue"], id="dialogue"),
    pytest.param("They wished for close dialogue.", [], id="generic_dialogue"),
    pytest.param("They thanked the task forces.", ["task forces"], id="plural_of_a_type"),
    pytest.param("They praised their contacts and channels.", [], id="generic_words"),
    pytest.param(
        "They met in the Kenya-Japan Joint Commission for Economic Cooperation.",
        ["Kenya-Japan Joint Commission for Economic Cooperation"],
        id="joint_commission",
    ),
    pytest.param("The Senate Foreign Relations Committee agreed.", [], id="domestic_committee"),
    pytest.param("They spoke of the UN Security Council.", [], id="organisation_only_mentioned"),
    pytest.param(
        "They welcomed the Blue Dot Network.", ["Blue Dot Network"], id="name_with_capitals"
    ),
    pytest.param("They praised the Comprehensive Strategic Partnership.", [], id="label"),
    pytest.param(
        "They agreed to continue high-level exchanges of visits.",
        ["high-level exchanges of visits"],
        id="exchanges_of_visits",
    ),
    pytest.param("They spoke of the exchange of visits.", [], id="visits_that_do_not_recur"),
    pytest.param(
        "They opened a fast track for business travel.",
        ["fast track for business travel"],
        id="fast_track",
    ),
    pytest.param("They want fast-track approval.", [], id="fast_track_as_adjective"),
    pytest.param(
        "They agreed to conclude negotiations on a free trade agreement.",
        ["free trade agreement"],
        id="agreement_under_negotiation",
    ),
    pytest.param("They recalled the free trade agreement.", [], id="agreement_in_force"),
    pytest.param("They will attend the NATO Summit.", ["NATO Summit"], id="summit"),
    pytest.param("They will attend the G20 Bali Summit.", ["G20 Bali Summit"], id="city"),
    pytest.param(
        "They met at the SCO Council of Foreign Ministers.",
        ["SCO Council of Foreign Ministers"],
        id="council_of_an_organisation",
    ),
    pytest.param("They thanked the Kenyan Council of Ministers.", [], id="council_of_a_state"),
    pytest.param(
        "They will join in the EU's Erasmus programme.", ["Erasmus programme"], id="programme"
    ),
    pytest.param("They praised the EU's school programme.", [], id="programme_without_a_name"),
    pytest.param("They praised the Venue Grant programme.", [], id="programme_of_no_organisation"),
    pytest.param(
        "They adopted the Kenya-Japan Action Plan for Ports.",
        ["Kenya-Japan Action Plan for Ports"],
        id="action_plan",
    ),
    pytest.param(
        "They backed Nairobi's initiative for East African cooperation on ports.",
        ["initiative for East African cooperation on ports"],
        id="initiative_for_a_region",
    ),
    pytest.param("They backed Nairobi's initiative for peace.", [], id="initiative_without_a_name"),
    pytest.param(
        "They are negotiating the EU-Kenya Framework Agreement.",
        ["EU-Kenya Framework Agreement"],
        id="agreement_with_an_organisation",
    ),
    pytest.param(
        "They marked the Year of Kenya-Japan Friendship and Cooperation.", [], id="year_of"
    ),
    pytest.param(
        "Today she co-chaired the Kenya-Japan Ports Dialogue in Mombasa with Minister Taro Ito.",
        ["Kenya-Japan Ports Dialogue"],
        id="place_and_person_are_no_name",
    ),
    pytest.param(
        "Taro Ito will visit Kenya for the Kenya-Japan Ports Dialogue.",
        ["Kenya-Japan Ports Dialogue"],
        id="what_leads_up_to_the_name",
    ),
    pytest.param(
        "They joined the Ports Partnership for deepening ties.",
        ["Ports Partnership"],
        id="purpose_after_a_whole_name",
    ),
    pytest.param(
        "They welcomed the Quad and the Quad partners.", ["Quad"], id="members_lend_no_name"
    ),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_extract_names_arrangements(text: str, names: list[str]) -> None:
    assert [record.name for record in read(LEAD + text)] == names


STATES = [
    pytest.param("They agreed to set up a trade working group.", "agreed", id="agreed"),
    pytest.param("They will launch a maritime dialogue.", "agreed", id="will"),
    pytest.param("Kenya called for a maritime dialogue.", "proposed", id="called_for"),
    pytest.param("The two sides should create a trade working group.", "proposed", id="should"),
    pytest.param("Today they launched a maritime dialogue.", "launched", id="launched"),
    pytest.param("They resumed the maritime dialogue.", "resumed", id="resumed"),
    pytest.param("They re-established the maritime dialogue.", "resumed", id="re_established"),
    pytest.param("Japan suspended the maritime dialogue.", "suspended", id="suspended"),
    pytest.param("They praised the maritime dialogue.", "existing", id="existing"),
    pytest.param(
        "They praised the maritime dialogue, established in 2015.", "existing", id="long_ago"
    ),
    pytest.param(
        "They praised the maritime dialogue which will soon be launched.",
        "agreed",
        id="relative_clause",
    ),
]


@pytest.mark.parametrize(("text", "state"), STATES)
def test_extract_reads_the_state(text: str, state: str) -> None:
    assert [record.state for record in read(LEAD + text)] == [state]


def test_strongest_prefers_what_says_more() -> None:
    told: list[State | None] = [None, "existing", "agreed"]
    assert strongest(told) == "agreed"
    assert strongest([]) == "existing"


PARTIES = [
    pytest.param("They praised the maritime dialogue.", ("JPN", "KEN"), id="both_sides"),
    pytest.param("They praised the India-Japan Cyber Dialogue.", ("IND", "JPN"), id="in_the_name"),
    pytest.param("They backed the Black Sea Grain Initiative.", (), id="not_theirs"),
    pytest.param(
        "They spoke of the Quad.", ("AUS", "IND", "JPN", "USA"), id="members_of_a_grouping"
    ),
]


@pytest.mark.parametrize(("text", "parties"), PARTIES)
def test_extract_tells_whose_it_is(text: str, parties: tuple[str, ...]) -> None:
    assert [record.parties for record in read(LEAD + text)] == [parties]


def test_extract_joins_the_mentions_of_one_arrangement() -> None:
    text = (
        LEAD + "They agreed to establish a Joint Working Group on Fisheries. "
        "The working group will meet in June. A working group on ports was not named."
    )
    found = read(text)
    assert [record.name for record in found] == [
        "Joint Working Group on Fisheries",
        "working group on ports",
    ]
    assert len(found[0].evidence) == 2


def test_extract_gives_cities_no_parties() -> None:
    found = read("The Osaka-Mombasa Cooperation is a framework for trade. Kenya and Japan met.")
    assert [(record.name, record.parties) for record in found] == [
        ("Osaka-Mombasa Cooperation", ())
    ]


def test_extract_makes_no_mechanism_of_a_heading_alone() -> None:
    assert read("Reviving The Maritime Dialogue\n\n" + LEAD) == []
