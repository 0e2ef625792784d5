"""Requests: who asks, whom, how strongly, for what.

The sentences are written for these tests, in the manner of many ministries and agencies.
"""

import pytest
from tests.language.builders import bare, in_company, read_by

from communique.extraction import requests
from communique.records import Request


def read(text: str, **given: str) -> list[Request]:
    return read_by(requests.extract, in_company(text), **given)


def short(record: Request) -> tuple[str, tuple[str, ...], str, str]:
    return record.by, record.to, record.force, bare(record.action)


ONE = [
    pytest.param(
        "Indian External Affairs Minister S. Jaishankar urged Canada to act against smugglers "
        "of arms.",
        ("IND", ("CAN",), "urged", "act against smugglers of arms"),
        id="urged",
    ),
    pytest.param(
        "Jordan called on Israel to open the crossing.",
        ("JOR", ("ISR",), "urged", "open the crossing"),
        id="called_on",
    ),
    pytest.param(
        "The Gulf Cooperation Council demanded that Iran release the tanker.",
        ("gcc", ("IRN",), "urged", "release the tanker"),
        id="demanded_that",
    ),
    pytest.param(
        "Cuban Foreign Minister Bruno Rodríguez said that Washington must lift its embargo.",
        ("CUB", ("USA",), "urged", "lift its embargo"),
        id="must",
    ),
    pytest.param(
        "Russian Foreign Ministry spokeswoman Maria Zakharova said that NATO cannot ignore Serbia.",
        ("RUS", ("nato",), "urged", "not ignore Serbia"),
        id="cannot",
    ),
    pytest.param(
        "Chinese Foreign Ministry spokesperson Mao Ning said that the United States should "
        "respect the choice of Honduras.",
        ("CHN", ("USA",), "proposed", "respect the choice of Honduras"),
        id="should",
    ),
    pytest.param(
        "Barbados hopes that France will cancel part of the debt.",
        ("BRB", ("FRA",), "proposed", "cancel part of the debt"),
        id="hopes_that",
    ),
    pytest.param(
        "Mozambique welcomed Japan to take part in the gas project.",
        ("MOZ", ("JPN",), "proposed", "take part in the gas project"),
        id="welcomed_to",
    ),
    pytest.param(
        "Kuwait invited Bangladesh to send more nurses.",
        ("KWT", ("BGD",), "proposed", "send more nurses"),
        id="invited",
    ),
    pytest.param(
        "Ukraine expects Hungary to lift its veto.",
        ("UKR", ("HUN",), "proposed", "lift its veto"),
        id="expects",
    ),
    pytest.param(
        "Senegal encouraged Guinea to set a date for the elections.",
        ("SEN", ("GIN",), "proposed", "set a date for the elections"),
        id="encouraged",
    ),
    pytest.param(
        "Pakistan asked Afghanistan to hand over the men behind the attack.",
        ("PAK", ("AFG",), "urged", "hand over the men behind the attack"),
        id="asked",
    ),
    pytest.param(
        "Chinese Foreign Minister Wang Yi said that all parties should exercise restraint in "
        "Ukraine.",
        ("CHN", (), "proposed", "exercise restraint in Ukraine"),
        id="all_parties_are_nobody_in_particular",
    ),
    pytest.param(
        "Chad extended an invitation to Niger to attend the fair in N'Djamena.",
        ("TCD", ("NER",), "proposed", "attend the fair in N'Djamena"),
        id="extended_an_invitation",
    ),
    pytest.param(
        "Bolivia expressed the hope that Chile would open the port.",
        ("BOL", ("CHL",), "proposed", "open the port"),
        id="expressed_the_hope",
    ),
    pytest.param(
        "Estonia stressed the need for Russia to release the crew.",
        ("EST", ("RUS",), "proposed", "release the crew"),
        id="need_for_another_to_act",
    ),
    pytest.param(
        "Ireland would welcome action by Israel to open the crossing.",
        ("IRL", ("ISR",), "proposed", "open the crossing"),
        id="would_welcome_action",
    ),
    pytest.param(
        "Jordan urged the armed groups to respect the truce in Syria.",
        ("JOR", (), "urged", "respect the truce in Syria"),
        id="urged_who_is_no_party",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_extract_reads_a_request(
    text: str, expected: tuple[str, tuple[str, ...], str, str]
) -> None:
    assert [short(record) for record in read(text)] == [expected]


BOTH = (
    "South African Foreign Minister Ronald Lamola met Vietnamese Foreign Minister Bui Thanh Son "
    "in Hanoi. "
)
TO_BOTH = [
    pytest.param(
        "Lamola said that the two sides should finish the trade talks.",
        ("proposed", "finish the trade talks"),
        id="the_two_sides_should",
    ),
    pytest.param(
        "Lamola said that it is important for both countries to fight wildlife crime.",
        ("proposed", "fight wildlife crime"),
        id="important_for_both_to",
    ),
    pytest.param(
        "Lamola said that cooperation should serve the farmers first.",
        ("proposed", "serve the farmers first"),
        id="impersonal_subject",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TO_BOTH)
def test_extract_reads_what_is_asked_of_both(text: str, expected: tuple[str, str]) -> None:
    found = read(BOTH + text)
    assert [(r.by, r.to, r.force, bare(r.action)) for r in found] == [
        ("ZAF", ("VNM", "ZAF"), *expected)
    ]


def test_extract_reads_a_thing_called_for_as_proposed_to_the_other_side() -> None:
    found = read(BOTH + "Lamola called for an early opening of the Vietnamese market for citrus.")
    assert [(r.by, r.to, r.force) for r in found] == [("ZAF", ("VNM",), "proposed")]
    assert found[0].action.startswith("an early opening")


def test_extract_reads_coordinated_requests_one_by_one() -> None:
    found = read("Germany urged Georgia to repeal the law and to release the protesters.")
    assert [(r.by, r.to, r.force) for r in found] == [("DEU", ("GEO",), "urged")] * 2
    assert bare(found[0].action) == "repeal the law"
    assert bare(found[1].action).endswith("release the protesters")
    assert found[0].evidence[0].text.startswith("Germany urged Georgia")
    assert "Germany" not in found[1].evidence[0].text


def test_extract_reads_a_joint_request_once_for_each_who_asks() -> None:
    found = read("Argentina and Paraguay urged Venezuela to publish the results.")
    assert {(r.by, r.to) for r in found} == {("ARG", ("VEN",)), ("PRY", ("VEN",))}
    assert len({r.evidence for r in found}) == 1


def test_extract_reads_an_invitation() -> None:
    found = read(
        "Kenyan President William Ruto invited Indonesian President Prabowo Subianto to visit "
        "Nairobi."
    )
    assert [short(r) for r in found] == [("KEN", ("IDN",), "proposed", "visit Nairobi")]


def test_extract_reads_a_deadline() -> None:
    (record,) = read("The African Union urged Mali to hold elections by March 2025.")
    assert record.due is not None
    assert record.due.end is not None
    assert record.due.end.isoformat() == "2025-03-31"


NONE = [
    pytest.param("Spain did not urge Algeria to reopen the pipeline.", id="negated"),
    pytest.param("Ireland may ask Chile to join the appeal.", id="may"),
    pytest.param("Denmark would urge Iceland to wait, one paper wrote.", id="would"),
    pytest.param("If Austria urged Slovakia to close the plant, nobody noticed.", id="condition"),
    pytest.param(
        "Uganda and Tanzania asked their experts to finish the map.", id="ones_own_people"
    ),
    pytest.param("Nepal hopes to sell power to Bangladesh.", id="hope_of_ones_own_doing"),
    pytest.param("Visitors should apply for a visa in time.", id="advice_to_travellers"),
    pytest.param("The summit should open at noon on Friday.", id="narrator_expects"),
    pytest.param(
        "Jamaica welcomed Prime Minister Narendra Modi of India in Kingston.", id="welcomed_a_guest"
    ),
    pytest.param("Croatia met every demand that Slovenia had made.", id="noun_demand"),
    pytest.param("Luxembourg, which urged Malta to join, left the room.", id="relative_clause"),
    pytest.param("Thai officials need more time.", id="need_a_thing"),
    pytest.param(
        "The embassy is an important place for Malta and Libya to meet.", id="important_place"
    ),
    pytest.param("Gambia hopes that Senegal will be well.", id="good_wishes"),
    pytest.param("Slovakia stressed the need to protect Ukraine's ports.", id="need_of_a_thing"),
    pytest.param("Malta would welcome the President of Cyprus.", id="would_welcome_a_guest"),
    pytest.param("Panama expressed the hope to visit Peru.", id="hope_of_ones_own"),
]


@pytest.mark.parametrize("text", NONE)
def test_extract_reads_no_request(text: str) -> None:
    assert [short(record) for record in read(text)] == []


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(
            "Both sides should open the market and protect patents.",
            ["open the market", "protect patents"],
            id="should",
        ),
        pytest.param("The two sides need to build trust.", ["build trust"], id="need_to"),
    ],
)
def test_extract_hears_the_speaker_where_the_report_goes_on_without_a_cue(
    after: str, expected: list[str]
) -> None:
    found = read(
        "Chinese Foreign Minister Wang Yi met Singaporean Foreign Minister Vivian Balakrishnan. "
        f"Wang Yi said that China values its ties with Singapore. {after}"
    )
    assert [(r.by, r.to, r.source) for r in found] == [("CHN", ("CHN", "SGP"), "Wang Yi")] * len(
        expected
    )
    assert [bare(record.action) for record in found] == expected


def test_extract_takes_a_demand_of_the_writer_for_nobodys() -> None:
    assert not read(
        "Chinese Foreign Minister Wang Yi met Singaporean Foreign Minister Vivian Balakrishnan. "
        "Both sides should open the market."
    )


def test_extract_reads_a_hope_for_what_both_do() -> None:
    (record,) = read(
        "Pakistani Foreign Minister Shah Mahmood Qureshi called Afghan Foreign Minister Hanif "
        "Atmar. Qureshi hoped that the next session would be held soon."
    )
    assert (record.by, record.to, record.force) == ("PAK", ("AFG", "PAK"), "proposed")


def test_extract_reads_what_a_list_asks_of_all() -> None:
    found = read("Kenya called on all States to:\n\n- ratify the pact;\n\n- protect the whales.\n")
    assert [short(record) for record in found] == [
        ("KEN", (), "urged", "ratify the pact"),
        ("KEN", (), "urged", "protect the whales"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Lamola proposed to set up a joint fund.",
            [(("VNM", "ZAF"), "proposed", "set up a joint fund")],
            id="proposed_to",
        ),
        pytest.param(
            "Lamola suggested opening a direct air route.",
            [(("VNM", "ZAF"), "proposed", "opening a direct air route")],
            id="suggested_a_gerund",
        ),
        pytest.param(
            "Lamola said Russia was urged to return to the talks.",
            [(("RUS",), "urged", "return to the talks")],
            id="is_urged_to",
        ),
        pytest.param(
            "Lamola phoned his colleague in Harare to urge restraint.",
            [(("VNM",), "urged", "restraint")],
            id="phoned_to_urge",
        ),
        pytest.param(
            "Lamola said there was a need for both sides to cut tariffs.",
            [(("VNM", "ZAF"), "proposed", "cut tariffs")],
            id="there_is_a_need_for",
        ),
        pytest.param(
            "Lamola repeated his call for restraint.",
            [(("VNM",), "urged", "restraint")],
            id="call_for_a_thing",
        ),
        pytest.param(
            'Lamola said: "I want to call on Russia to return to the talks."',
            [(("RUS",), "urged", "return to the talks")],
            id="want_to_call_on",
        ),
        pytest.param(
            "Lamola said South Africa had moved from talking to calling for action.",
            [],
            id="no_act_of_asking",
        ),
        pytest.param(
            "Lamola called for Russia to return to the talks.",
            [(("RUS",), "proposed", "return to the talks")],
            id="called_for_b_to",
        ),
        pytest.param(
            "Lamola repeated his call for Russia to return to the talks.",
            [(("RUS",), "urged", "return to the talks")],
            id="call_for_b_to",
        ),
        pytest.param(
            "Lamola reiterated his call on Russia to return to the talks.",
            [(("RUS",), "urged", "return to the talks")],
            id="call_on_b_to",
        ),
        pytest.param(
            "Lamola decided to urge Russia to return to the talks.",
            [(("RUS",), "urged", "return to the talks")],
            id="decided_to_urge",
        ),
        pytest.param(
            "South Africa wants to see Russia return to the talks.",
            [(("RUS",), "proposed", "return to the talks")],
            id="wants_to_see",
        ),
        pytest.param(
            "Lamola said Russia had to return to the talks.",
            [(("RUS",), "urged", "return to the talks")],
            id="said_b_had_to",
        ),
        pytest.param(
            "Lamola insisted on the release of the crew.",
            [(("VNM",), "urged", "the release of the crew")],
            id="insisted_on",
        ),
        pytest.param(
            "South Africa considers it necessary for Russia to return to the talks.",
            [(("RUS",), "proposed", "return to the talks")],
            id="considers_it_necessary",
        ),
        pytest.param(
            "Lamola has invited Russian Foreign Minister Sergey Lavrov for a working visit.",
            [(("RUS",), "proposed", "a working visit")],
            id="invited_for_a_visit",
        ),
        pytest.param(
            "Lamola called on all Sudanese actors to return to the talks.",
            [(("SDN",), "urged", "return to the talks")],
            id="actors_of_a_state",
        ),
        pytest.param(
            "Lamola called on all actors to return to the talks.",
            [((), "urged", "return to the talks")],
            id="all_actors",
        ),
        pytest.param(
            'Lamola said: "The world needs to understand that hunger kills."',
            [((), "urged", "understand that hunger kills")],
            id="needs_to_understand",
        ),
        pytest.param(
            'Lamola said: "The famine must be tackled by all States."',
            [((), "urged", "tackled by all States")],
            id="must_be_done_by",
        ),
        pytest.param(
            'Lamola said: "We underline that force will help nobody, and call on Russia to stop."',
            [(("RUS",), "urged", "stop")],
            id="and_call_on",
        ),
    ],
)
def test_extract_reads_requests_in_other_words(
    text: str, expected: list[tuple[tuple[str, ...], str, str]]
) -> None:
    assert [(r.to, r.force, bare(r.action)) for r in read(BOTH + text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '"We must end the war in Sudan," Kenyan President William Ruto said.',
            [("KEN", (), "urged", "end the war in Sudan")],
            id="we_must",
        ),
        pytest.param(
            '"We need to rebuild trust," Indian Prime Minister Narendra Modi said.',
            [("IND", (), "urged", "rebuild trust")],
            id="we_need_to",
        ),
        pytest.param(
            '"Let us build a world without want," Irish Foreign Minister Micheál Martin said.',
            [("IRL", (), "proposed", "build a world without want")],
            id="let_us",
        ),
        pytest.param(
            '"The international community must not turn away from Yemen," Omani Foreign Minister '
            "Badr Albusaidi said.",
            [("OMN", (), "urged", "not turn away from Yemen")],
            id="the_international_community",
        ),
        pytest.param(
            '"Countries should embrace free trade," Maltese Prime Minister Robert Abela said.',
            [("MLT", (), "proposed", "embrace free trade")],
            id="countries",
        ),
        pytest.param(
            '"I expect Allies to spend more on arms," NATO Secretary General Mark Rutte said.',
            [("nato", ("nato",), "proposed", "spend more on arms")],
            id="an_organisation_asks_its_members",
        ),
        pytest.param(
            '"As the European Union, we need to settle this matter," EU foreign policy chief '
            "Josep Borrell said.",
            [("eu", ("eu",), "urged", "settle this matter")],
            id="we_as_the_union",
        ),
        pytest.param(
            '"The UN should be reformed," Kazakh President Kassym-Jomart Tokayev said.',
            [("KAZ", (), "proposed", "The UN should be reformed")],
            id="a_party_that_others_should_change",
        ),
        pytest.param(
            '"We must remember the victims," Austrian President Alexander Van der Bellen said.',
            [],
            id="what_all_have_in_mind",
        ),
        pytest.param(
            '"We cannot rescue the future alone," Iranian President Masoud Pezeshkian said.',
            [],
            id="inability",
        ),
        pytest.param(
            '"Ukraine must prevail," NATO Secretary General Jens Stoltenberg said.',
            [],
            id="nobodys_act",
        ),
    ],
)
def test_extract_reads_what_is_asked_of_everybody(
    text: str, expected: list[tuple[str, tuple[str, ...], str, str]]
) -> None:
    assert [short(record) for record in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '"It is time for Russia to end its aggression," Estonian Foreign Minister Margus '
            "Tsahkna said.",
            ("EST", ("RUS",), "urged", "end its aggression"),
            id="it_is_time_for",
        ),
        pytest.param(
            '"The onus is on Pakistan to rein in the gangs," Indian External Affairs Minister '
            "S. Jaishankar said.",
            ("IND", ("PAK",), "proposed", "rein in the gangs"),
            id="the_onus_is_on",
        ),
        pytest.param(
            '"We would like China to use its influence," Dutch Foreign Minister Caspar Veldkamp '
            "said.",
            ("NLD", ("CHN",), "proposed", "use its influence"),
            id="would_like",
        ),
        pytest.param(
            '"We look to India to play a greater role," Sri Lankan President Anura Kumara '
            "Dissanayake said.",
            ("LKA", ("IND",), "proposed", "play a greater role"),
            id="look_to",
        ),
        pytest.param(
            '"We advise the United States to drop this mindset," Chinese Foreign Ministry '
            "spokesperson Wang Wenbin said.",
            ("CHN", ("USA",), "proposed", "drop this mindset"),
            id="advise",
        ),
        pytest.param(
            '"Israel is obliged to allow aid into Gaza," Norwegian Foreign Minister Espen Barth '
            "Eide said.",
            ("NOR", ("ISR",), "urged", "allow aid into Gaza"),
            id="is_obliged_to",
        ),
        pytest.param(
            "Egypt warned Ethiopia against filling the reservoir.",
            ("EGY", ("ETH",), "urged", "against filling the reservoir"),
            id="warned_against",
        ),
        pytest.param(
            "Nepal sought assistance from India to build a power line.",
            ("NPL", ("IND",), "proposed", "assistance from India to build a power line"),
            id="sought_help",
        ),
        pytest.param(
            '"It is incumbent upon Rwanda to disarm the rebels," Congolese Foreign Minister '
            "Thérèse Kayikwamba Wagner said.",
            ("COD", ("RWA",), "proposed", "disarm the rebels"),
            id="incumbent_upon",
        ),
        pytest.param(
            '"It is the responsibility of Israel to protect civilians," Belgian Prime Minister '
            "Bart De Wever said.",
            ("BEL", ("ISR",), "proposed", "protect civilians"),
            id="the_responsibility_of",
        ),
    ],
)
def test_extract_reads_whose_turn_it_is(
    text: str, expected: tuple[str, tuple[str, ...], str, str]
) -> None:
    assert [short(record) for record in read(text)] == [expected]


def test_extract_reads_each_of_three_verbs_after_call_on() -> None:
    found = read("Spain called on Israel to lift the blockade, open the crossings and protect aid "
                 "workers.")  # fmt: skip
    assert [bare(r.action) for r in found] == [
        "lift the blockade",
        "open the crossings",
        "protect aid workers",
    ]


def test_extract_takes_an_invitation_to_dinner_for_no_request() -> None:
    assert read("Poland's President invited the Estonian delegation to a dinner.") == []


def test_extract_asks_nothing_of_whom_the_wanted_thing_is_for() -> None:
    found = read("Namibia called for the lifting of the embargo against Cuba.")
    assert [(r.by, r.to) for r in found] == [("NAM", ())]


def test_extract_takes_all_states_for_nobody_in_particular() -> None:
    found = read("The Security Council urged all States to act with care.")
    assert [(r.by, r.to) for r in found] == [("unsc", ())]


def test_extract_takes_member_states_for_the_organisation() -> None:
    found = read("The Arab League urged Member States to support Lebanon.")
    assert [(r.by, r.to) for r in found] == [("arab-league", ("arab-league",))]


def test_extract_lets_an_organisation_order_what_a_state_is_to_do() -> None:
    found = read("ECOWAS ordered the release of the ministers by Guinea. Mali ordered a review.")
    assert [(r.by, r.to) for r in found] == [("ecowas", ("GIN",))]


@pytest.mark.parametrize(
    "source", ["a press release said", "a note issued by the ministry said", "the embassy added"]
)
def test_extract_ends_the_action_before_the_source_of_the_sentence(source: str) -> None:
    (record,) = read(f"Kenya and Japan met. Kenya invited Japan to visit Mombasa, {source}.")
    assert record.action == "visit Mombasa"
