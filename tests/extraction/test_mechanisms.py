"""Mechanisms: which arrangements have a name, whose they are, and in what state."""

import pytest
from tests.language.builders import read_by

from communique.extraction import mechanisms
from communique.extraction.mechanism_states import State, strongest
from communique.records import Mechanism

LEAD = "Kenya and Japan held talks in Nairobi. "


def read(text: str, **given: str) -> list[Mechanism]:
    return read_by(mechanisms.extract, text, **given)


NAMED = [
    pytest.param("They reviewed the strategic dialogue.", ["strategic dialogue"], id="dialogue"),
    pytest.param("They wished for close dialogue.", [], id="generic_dialogue"),
    pytest.param(
        "They praised the Strategic Dialogue and Cooperation Platform.",
        ["Strategic Dialogue and Cooperation Platform"],
        id="a_name_that_another_begins",
    ),
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
        "They praised the Executive Council of the African Union.",
        ["Executive Council of the African Union"],
        id="organ_of_an_organisation",
    ),
    pytest.param(
        "They lead the Council of Trade Ministers and Committee of Health Experts of the EAC.",
        ["Council of Trade Ministers", "Committee of Health Experts of the EAC"],
        id="organs_in_a_list",
    ),
    pytest.param("They greeted the ASEAN Secretariat.", [], id="staff_of_an_organisation"),
    pytest.param("They will attend the Arab Summit.", ["Arab Summit"], id="summit_by_its_name"),
    pytest.param(
        "They will go to the African Union Summit of Heads of State.",
        ["African Union Summit of Heads of State"],
        id="summit_of_heads",
    ),
    pytest.param(
        "They met in the EAC-Horn format.", ["EAC-Horn format"], id="format_with_a_region"
    ),
    pytest.param(
        "The Energy Cluster met before the Trade Cluster.",
        ["Energy Cluster", "Trade Cluster"],
        id="clusters_of_two_sides",
    ),
    pytest.param(
        "They signed the Kenyan-Japanese Action Plan.",
        ["Kenyan-Japanese Action Plan"],
        id="plan_of_two_sides",
    ),
    pytest.param("Kenya published its National Action Plan.", [], id="plan_of_one_side"),
    pytest.param(
        "The 5th Kenya-Japan Joint Commission Meeting was held.",
        ["Kenya-Japan Joint Commission"],
        id="body_that_met",
    ),
    pytest.param(
        "They support the WTO initiative on fish.",
        ["WTO initiative on fish"],
        id="initiative_of_an_organisation",
    ),
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
        "They met in the Joint Committee for Trade, Health and Education.",
        ["Joint Committee for Trade, Health and Education"],
        id="list_in_capitals",
    ),
    pytest.param(
        "They convened the joint committee on economic, cultural and technical cooperation.",
        ["joint committee on economic, cultural and technical cooperation"],
        id="list_of_adjectives",
    ),
    pytest.param(
        "The Third Session of the Kenya-Japan Joint Commission was held.",
        ["Kenya-Japan Joint Commission"],
        id="without_its_session",
    ),
    pytest.param(
        "They will hold the Policy Consultations and Strategic Dialogue in May.",
        ["Policy Consultations", "Strategic Dialogue"],
        id="two_names_joined",
    ),
    pytest.param(
        "They set up the Three-Party Committee on ports.",
        ["Three-Party Committee on ports"],
        id="number_of_parties",
    ),
    pytest.param(
        "They held their fifth political consultation.",
        ["political consultation"],
        id="one_consultation",
    ),
    pytest.param(
        "They held Foreign Office Consultations.",
        ["Foreign Office Consultations"],
        id="no_ones_foreign_office",
    ),
    pytest.param(
        "He attended the Kenya-Japan-India Trilateral Foreign Ministers' Meeting.",
        ["Kenya-Japan-India Trilateral Foreign Ministers' Meeting"],
        id="meeting_of_ministers",
    ),
    pytest.param(
        "He attended the East Asia Summit Senior Officials' Meeting.",
        ["East Asia Summit Senior Officials' Meeting"],
        id="meeting_of_officials",
    ),
    pytest.param(
        "He attended the Special Kenya-Japan Foreign Ministers' Meeting.",
        [],
        id="a_single_meeting",
    ),
    pytest.param(
        "He attended the foreign ministers' meeting.",
        [],
        id="meeting_in_small_letters",
    ),
    pytest.param(
        "He attended the fourth Japan-Africa Summit.",
        ["Japan-Africa Summit"],
        id="summit_with_a_region",
    ),
    pytest.param(
        "They praised the Kenya-Japan Leadership Forum.",
        ["Kenya-Japan Leadership Forum"],
        id="forum_of_two",
    ),
    pytest.param(
        "They work in the Kenya-Japan-India trilateral format.",
        ["Kenya-Japan-India trilateral format"],
        id="format_in_small_letters",
    ),
    pytest.param(
        "They agreed to re-establish the consular forum.",
        ["consular forum"],
        id="forum_founded_anew",
    ),
    pytest.param(
        "They visited the business forum.",
        [],
        id="forum_of_others",
    ),
    pytest.param(
        "They met in the Binational Cabinet.",
        ["Binational Cabinet"],
        id="cabinet_of_two",
    ),
    pytest.param(
        "They held meetings of bilateral dialogues.",
        ["bilateral dialogues"],
        id="all_of_a_kind",
    ),
    pytest.param(
        "They wished for bilateral dialogues.",
        [],
        id="kind_that_does_not_meet",
    ),
    pytest.param(
        "They should enhance the exchange of all-level delegations.",
        ["exchange of all-level delegations"],
        id="exchange_of_delegations",
    ),
    pytest.param(
        "They praised Energy Cooperation.",
        [],
        id="field_of_cooperation",
    ),
    pytest.param(
        "They wrote to the Ministry of Health and International Cooperation.",
        [],
        id="ministry",
    ),
    pytest.param(
        "They wrote to the Planning Commission of Kenya.",
        [],
        id="commission_of_one_state",
    ),
    pytest.param(
        "They finalised a Memorandum of Understanding on Fisheries.",
        ["Memorandum of Understanding on Fisheries"],
        id="memorandum_awaiting_signature",
    ),
    pytest.param(
        "They signed a Memorandum of Understanding on Fisheries.",
        [],
        id="memorandum_signed",
    ),
    pytest.param(
        "They are negotiating an Economic Partnership Agreement (EPA).",
        ["Economic Partnership Agreement"],
        id="short_name_in_brackets",
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
    pytest.param(
        "They announced a maritime dialogue to be launched next year.",
        "agreed",
        id="to_be_launched",
    ),
    pytest.param(
        "They held the fourth round of the maritime dialogue, which was set up to deepen ties.",
        "existing",
        id="met_before",
    ),
    pytest.param(
        "They proposed to hold a meeting of the joint committee.",
        "existing",
        id="only_its_session_proposed",
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
    pytest.param(
        "They praised the EU's Erasmus programme.",
        ("eu",),
        id="an_organisation_owns_it",
    ),
    pytest.param(
        "They attended the Japan-ASEAN Summit.",
        ("JPN", "asean"),
        id="state_and_organisation",
    ),
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


@pytest.mark.parametrize(
    "tail", ["in Australia in 2027", "in January next year", "in Canberra", "on 3 March"]
)
def test_extract_leaves_place_and_time_out_of_a_name(tail: str) -> None:
    text = f"Both sides agreed to hold the next Australia-China Annual Leaders' Meeting {tail}."
    (record,) = read(text, date="2025-04-16")
    assert record.name == "Australia-China Annual Leaders' Meeting"


def test_extract_names_an_organ_with_the_organisation_before_a_bracket() -> None:
    name = "Shanghai Cooperation Organization's (SCO) Council of Foreign Ministers"
    record, *_ = read(f"The two ministers met on the sidelines of the {name} meeting in Goa.")
    assert record.name == name
