"""Commitments: who is bound, how firmly, to do what, by when.

The sentences are written for these tests, in the manner of many ministries and agencies.
"""

from datetime import date

import pytest
from tests.language.builders import analysis_of, bare, in_company, read_by

from communique.extraction import commitments
from communique.records import Commitment


def read(text: str, **given: str) -> list[Commitment]:
    return read_by(commitments.extract, in_company(text), **given)


def short(record: Commitment) -> tuple[tuple[str, ...], str, str]:
    return record.parties, record.force, bare(record.action)


ONE = [
    pytest.param(
        "Officials of Ghana and Togo met in Lome on Tuesday. The third round will be held in "
        "Accra.",
        (("GHA", "TGO"), "agreed", "The third round will be held in Accra"),
        id="next_round_will_be_held",
    ),
    pytest.param(
        "Officials of Ghana and Togo met in Lome on Tuesday. It was settled that the council "
        "would convene in Accra.",
        (("GHA", "TGO"), "agreed", "the council would convene in Accra"),
        id="it_was_settled_that",
    ),
    pytest.param(
        "They reiterated the commitment of the Presidents of Ghana and Togo to strengthening the "
        "border posts through joint and regular patrols.",
        (
            ("GHA", "TGO"),
            "agreed",
            "strengthening the border posts through joint and regular patrols",
        ),
        id="commitment_of_several_to_doing",
    ),
    pytest.param(
        "Togo takes it upon itself to clear the road to Aflao.",
        (("TGO",), "pledged", "clear the road to Aflao"),
        id="takes_it_upon_itself",
    ),
    pytest.param(
        "Togo obliged itself to clear the road to Aflao.",
        (("TGO",), "pledged", "clear the road to Aflao"),
        id="obliged_itself",
    ),
    pytest.param(
        "Ghana has given the green light for talks on the bridge at Aflao.",
        (("GHA",), "pledged", "talks on the bridge at Aflao"),
        id="green_light_for",
    ),
    pytest.param(
        "Togolese engineers are to inspect the bridge at Aflao.",
        (("TGO",), "pledged", "inspect the bridge at Aflao"),
        id="people_of_a_party_are_to",
    ),
    pytest.param(
        "Ghana and Togo agreed at the end of a meeting in Lome on Tuesday to reopen the crossing "
        "at Aflao.",
        (("GHA", "TGO"), "agreed", "reopen the crossing at Aflao"),
        id="agreed_at_a_meeting_to",
    ),
    pytest.param(
        "The European Union pledges to give Moldova 150 million euros in budget support, "
        "Commission President Ursula von der Leyen said on Wednesday.",
        (("eu",), "pledged", "give Moldova 150 million euros in budget support"),
        id="pledges_taken_for_a_noun",
    ),
    pytest.param(
        "Sweden will open a consulate in Gdansk, later this year, a senior Foreign Ministry "
        "official told reporters.",
        (("SWE",), "pledged", "open a consulate in Gdansk, later this year"),
        id="source_behind_the_act",
    ),
    pytest.param(
        "Egypt and Greece signed an agreement on Monday under which Greece will buy power from "
        "Egypt.",
        (("GRC",), "pledged", "buy power from Egypt"),
        id="agreement_under_which",
    ),
    pytest.param(
        "A joint fund for young firms is to be set up by Israel and Cyprus.",
        (
            ("CYP", "ISR"),
            "agreed",
            "A joint fund for young firms is to be set up by Israel and Cyprus",
        ),
        id="is_to_be_set_up_by",
    ),
    pytest.param(
        "Japan and India agreed to launch a semiconductor dialogue.",
        (("IND", "JPN"), "agreed", "launch a semiconductor dialogue"),
        id="agreed_to",
    ),
    pytest.param(
        "Kenya pledged to send 600 police officers to Haiti.",
        (("KEN",), "pledged", "send 600 police officers to Haiti"),
        id="one_party_pledged",
    ),
    pytest.param(
        "Saudi Arabia is ready to host a second round of talks on Sudan.",
        (("SAU",), "willing", "host a second round of talks on Sudan"),
        id="is_ready_to",
    ),
    pytest.param(
        "Indonesia stands ready to share its experience with Timor-Leste.",
        (("IDN",), "willing", "share its experience with Timor-Leste"),
        id="stands_ready_to",
    ),
    pytest.param(
        "Brazil and Angola agreed to expand trade, tourism and air links.",
        (("AGO", "BRA"), "agreed", "expand trade, tourism and air links"),
        id="list_of_objects_is_one",
    ),
    pytest.param(
        "Australian Foreign Minister Penny Wong said that Australia will fund two patrol "
        "boats for Fiji.",
        (("AUS",), "pledged", "fund two patrol boats for Fiji"),
        id="will_in_reported_speech",
    ),
    pytest.param(
        "Oman and Iran will open a joint trade office in Muscat.",
        (("IRN", "OMN"), "agreed", "open a joint trade office in Muscat"),
        id="will_of_several_is_agreed",
    ),
    pytest.param(
        "Egypt reaffirmed its commitment to keeping the crossing open.",
        (("EGY",), "pledged", "keeping the crossing open"),
        id="commitment_to_gerund",
    ),
    pytest.param(
        "Morocco and Spain expressed their readiness to build a second power cable.",
        (("ESP", "MAR"), "agreed", "build a second power cable"),
        id="readiness_of_both",
    ),
    pytest.param(
        "Poland hopes to open an embassy in Kigali.",
        (("POL",), "willing", "open an embassy in Kigali"),
        id="hopes_of_ones_own_doing",
    ),
    pytest.param(
        "Türkiye intends to open two consulates in Tanzania.",
        (("TUR",), "willing", "open two consulates in Tanzania"),
        id="intends",
    ),
    pytest.param(
        "Finland and Estonia plan to lay a new cable under the gulf.",
        (("EST", "FIN"), "agreed", "lay a new cable under the gulf"),
        id="plan_of_both",
    ),
    pytest.param(
        "The European Union is determined to bring Ukraine into the single market.",
        (("eu",), "pledged", "bring Ukraine into the single market"),
        id="determined",
    ),
    pytest.param(
        "Vietnam is committed to reducing its emissions to zero.",
        (("VNM",), "pledged", "reducing its emissions to zero"),
        id="committed_to_gerund",
    ),
    pytest.param(
        "Norway has committed to finance the protection of the Congo basin.",
        (("NOR",), "pledged", "finance the protection of the Congo basin"),
        id="has_committed_to",
    ),
    pytest.param(
        "France vowed to continue training Armenian officers.",
        (("FRA",), "pledged", "continue training Armenian officers"),
        id="vowed",
    ),
    pytest.param(
        "Jordan promised to keep the bridge to the West Bank open.",
        (("JOR",), "pledged", "keep the bridge to the West Bank open"),
        id="promised",
    ),
    pytest.param(
        "The United Arab Emirates looks forward to deepening its cooperation with Uruguay.",
        (("ARE",), "willing", "deepening its cooperation with Uruguay"),
        id="looks_forward_to_doing",
    ),
    pytest.param(
        "India and Pakistan agreed not to attack each other's nuclear installations.",
        (("IND", "PAK"), "agreed", "not to attack each other's nuclear installations"),
        id="agreed_not_to",
    ),
    pytest.param(
        "Uzbekistan and Germany instructed their ministers to draft a migration agreement.",
        (("DEU", "UZB"), "agreed", "draft a migration agreement"),
        id="instructed_their_own",
    ),
    pytest.param(
        "The Philippines and Canada agreed that they will hold naval exercises every year.",
        (("CAN", "PHL"), "agreed", "hold naval exercises every year"),
        id="agreed_that_they_will",
    ),
    pytest.param(
        "Beijing vowed to widen market access for Brazilian soybeans.",
        (("CHN",), "pledged", "widen market access for Brazilian soybeans"),
        id="capital_for_its_government",
    ),
    pytest.param(
        "The ROK side promised to speed up visas for Mongolian students.",
        (("KOR",), "pledged", "speed up visas for Mongolian students"),
        id="the_side_of",
    ),
    pytest.param(
        "Moldova is ready for talks with Romania on the pipeline.",
        (("MDA",), "willing", "talks with Romania on the pipeline"),
        id="ready_for_dealings",
    ),
    pytest.param(
        "Nepal would be happy to host the next round of talks with Bhutan.",
        (("NPL",), "willing", "host the next round of talks with Bhutan"),
        id="would_be_happy",
    ),
    pytest.param(
        "Ghana wants to widen its trade with Togo.",
        (("GHA",), "willing", "widen its trade with Togo"),
        id="wants",
    ),
    pytest.param(
        "Fiji conveyed to Tonga its desire to share weather data.",
        (("FJI",), "willing", "share weather data"),
        id="conveyed_desire",
    ),
    pytest.param(
        "Zambia and Malawi reaffirmed their will to protect the lake.",
        (("MWI", "ZMB"), "agreed", "protect the lake"),
        id="reaffirmed_will",
    ),
    pytest.param(
        "Oman agreed with Yemen to reopen the crossing.",
        (("OMN", "YEM"), "agreed", "reopen the crossing"),
        id="agreed_with_a_partner",
    ),
    pytest.param(
        "Norway will aim to train officers from Ghana.",
        (("NOR",), "willing", "train officers from Ghana"),
        id="will_aim",
    ),
    pytest.param(
        "The US is willing to share data with Japan.",
        (("USA",), "willing", "share data with Japan"),
        id="us_in_capitals",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_extract_reads_a_commitment(text: str, expected: tuple[tuple[str, ...], str, str]) -> None:
    assert [short(record) for record in read(text)] == [expected]


SEVERAL = [
    pytest.param(
        "Peru is ready to reopen the border post with Chile, and to widen the road in the north.",
        [
            (("PER",), "willing", "reopen the border post with Chile"),
            (("PER",), "willing", "widen the road in the north"),
        ],
        id="later_infinitive",
    ),
    pytest.param(
        "Peru will reopen the border post and will invite Chile to its opening.",
        [
            (("PER",), "pledged", "reopen the border post"),
            (("PER",), "pledged", "invite Chile to its opening"),
        ],
        id="repeated_modal",
    ),
    pytest.param(
        "Peru and Chile agreed to build a port, train its pilots and lower the fees.",
        [
            (("CHL", "PER"), "agreed", "build a port"),
            (("CHL", "PER"), "agreed", "train its pilots"),
            (("CHL", "PER"), "agreed", "lower the fees"),
        ],
        id="three_verbs",
    ),
    pytest.param(
        "Chile and New Zealand agreed to cut tariffs on digital goods and to train customs "
        "officers.",
        [
            (("CHL", "NZL"), "agreed", "cut tariffs on digital goods"),
            (("CHL", "NZL"), "agreed", "train customs officers"),
        ],
        id="verbs_with_different_objects",
    ),
    pytest.param(
        "China is willing to work with Peru to deepen mining cooperation and expand farm trade.",
        [
            (("CHN",), "willing", "deepen mining cooperation"),
            (("CHN",), "willing", "expand farm trade"),
        ],
        id="light_verb_passed_through",
    ),
    pytest.param(
        "Ghana will reopen its embassy in Havana and grant fifty scholarships to Cuban doctors.",
        [
            (("GHA",), "pledged", "reopen its embassy in Havana"),
            (("GHA",), "pledged", "grant fifty scholarships to Cuban doctors"),
        ],
        id="one_will_two_verbs",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_extract_reads_coordinated_actions_one_by_one(
    text: str, expected: list[tuple[tuple[str, ...], str, str]]
) -> None:
    found = read(text)
    assert [(r.parties, r.force) for r in found] == [(p, f) for p, f, _ in expected]
    for record, (_, _, action) in zip(found, expected, strict=True):
        assert action in bare(record.action)
        assert all(other not in record.action for _, _, other in expected if other != action)


def test_extract_lets_the_first_span_carry_the_subject() -> None:
    first, second = read(
        "Ghana will reopen its embassy in Havana and grant fifty scholarships to Cuban doctors."
    )
    assert first.evidence[0].text == "Ghana will reopen its embassy in Havana"
    assert second.evidence[0].text == "grant fifty scholarships to Cuban doctors"


NONE = [
    pytest.param("Peru is committed to peace with Chile.", id="committed_to_a_thing"),
    pytest.param("Mali and Algeria did not agree to reopen the border.", id="did_not_agree"),
    pytest.param("Hungary refused to pledge to host the refugees.", id="refused_to_pledge"),
    pytest.param(
        "Serbia declined to promise that it would join the sanctions.", id="declined_to_promise"
    ),
    pytest.param("Lebanon will not normalise relations with Israel.", id="will_not"),
    pytest.param(
        "If Iran agreed to ship out its uranium, the sanctions could end.", id="condition"
    ),
    pytest.param("Armenia might agree to withdraw from the four villages.", id="might"),
    pytest.param(
        "The leaders of ASEAN and Japan will discuss decarbonisation at the summit.",
        id="will_discuss",
    ),
    pytest.param(
        "Portugal and Cabo Verde will exchange views on the ocean.", id="will_exchange_views"
    ),
    pytest.param("Thailand is confident that the border talks will succeed.", id="confidence"),
    pytest.param("Bulgaria is optimistic about joining the euro next year.", id="optimism"),
    pytest.param(
        "Italy presented a plan for Libya, which will be launched in March.", id="relative_clause"
    ),
    pytest.param(
        "Switzerland reaffirmed its commitment to multilateralism.", id="commitment_to_noun"
    ),
    pytest.param("Ethiopia hopes that Eritrea will open its ports.", id="hope_for_others"),
    pytest.param(
        "Sweden has committed 200 million kronor to Ukraine.",
        id="money_committed",
    ),
    pytest.param(
        "American assistance will support farmers in Malawi.", id="assistance_will_support"
    ),
    pytest.param("Belgium seeks to join the lunar programme.", id="seeks"),
    pytest.param("Azerbaijan would like to thank Kazakhstan for hosting the talks.", id="courtesy"),
    pytest.param(
        "We look forward to a successful conference in Baku.", id="look_forward_to_a_thing"
    ),
    pytest.param(
        "Brazilian Foreign Minister Mauro Vieira will visit Luanda on Monday.", id="visit_announced"
    ),
    pytest.param("Will Colombia reopen its embassy in Ramallah?", id="question"),
    pytest.param("The rains will reach the Sahel in June.", id="weather"),
    pytest.param(
        "The Uruguayan team will play its last match in Doha.",
        id="sport",
    ),
    pytest.param("Panama sent a delegation to Brasília to prepare the visit.", id="purpose"),
    pytest.param("Tunisia agreed with the analysis of Cyprus.", id="agreed_with"),
    pytest.param("Romania agreed that the corridor had been a success.", id="agreed_on_what_is"),
    pytest.param(
        "Greece denied that it had promised to buy the frigates.",
        id="denied",
    ),
    pytest.param("Finland is happy to announce its gift to Estonia.", id="happy_to_announce"),
    pytest.param("Kuwait wants to thank Iraq for its help.", id="wants_to_thank"),
    pytest.param("Kuwait wants Iraq to repair the dam.", id="wants_of_another"),
    pytest.param("Latvia is ready for winter and for Poland's trucks.", id="ready_for_a_thing"),
    pytest.param(
        "Nauru hopes that the session with Palau will be held soon.", id="hope_for_what_is_done"
    ),
    pytest.param(
        "Egypt expressed its confidence that Sudan will recover.", id="confidence_in_another"
    ),
    pytest.param(
        "Spain and Peru agreed that sending doctors would help the province.",
        id="agreed_on_an_effect",
    ),
]


@pytest.mark.parametrize("text", NONE)
def test_extract_reads_no_commitment(text: str) -> None:
    assert [short(record) for record in read(text)] == []


DUE = [
    pytest.param(
        "Japan and India agreed to launch a semiconductor dialogue by the end of 2027.",
        (date(2027, 1, 1), date(2027, 12, 31)),
        id="by_the_end_of_a_year_is_the_year",
    ),
    pytest.param(
        "Poland pledged to open an embassy in Kigali next year.",
        (date(2025, 1, 1), date(2025, 12, 31)),
        id="next_year",
    ),
    pytest.param(
        "Ecuador and Switzerland agreed to sign the treaty in the second half of this year.",
        (date(2024, 7, 1), date(2024, 12, 31)),
        id="half_of_a_year",
    ),
    pytest.param(
        "Rwanda and Jordan agreed to hold the first meeting in September 2024.",
        (date(2024, 9, 1), date(2024, 9, 30)),
        id="month",
    ),
    pytest.param(
        "Zambia promised to publish the debt figures by 30 June 2024.",
        (date(2024, 6, 30), date(2024, 6, 30)),
        id="by_a_day",
    ),
]


@pytest.mark.parametrize(("text", "expected"), DUE)
def test_extract_reads_the_deadline(text: str, expected: tuple[date, date]) -> None:
    (record,) = read(text)
    assert record.due is not None
    assert (record.due.start, record.due.end) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Malta and Tunisia agreed to sign the treaty soon.", id="soon"),
        pytest.param(
            "Malta and Tunisia agreed to sign the treaty in the coming days.", id="coming_days"
        ),
        pytest.param("Malta and Tunisia agreed to sign the treaty.", id="no_time"),
        pytest.param("Malta and Tunisia agreed to implement the 2030 Agenda.", id="year_of_a_name"),
        pytest.param(
            "Malta and Tunisia agreed to renew the accord that they signed in 2011.", id="past"
        ),
    ],
)
def test_extract_leaves_the_deadline_open(text: str) -> None:
    (record,) = read(text)
    assert record.due is None


def test_extract_keeps_a_relative_deadline_unknown_without_an_anchor() -> None:
    (record,) = read("Poland pledged to open an embassy in Kigali next year.", date="")
    assert record.due is None or not record.due.known


def test_extract_keeps_whose_words_it_rests_on() -> None:
    (spoken,) = read(
        "Qatari Foreign Minister Mohammed bin Abdulrahman Al Thani said that Qatar will host "
        "the Afghan talks again."
    )
    (told,) = read("Qatar pledged to host the Afghan talks again.")
    assert spoken.source == "Mohammed bin Abdulrahman Al Thani"
    assert told.source == "document"


def test_extract_reads_willingness_and_agreement_on_one_thing_as_two() -> None:
    found = read(
        "Malaysia and Laos held talks in Vientiane. Malaysia is willing to build a dry port in "
        "Laos. The two countries agreed to build a dry port in Laos."
    )
    assert [(r.parties, r.force) for r in found] == [
        (("MYS",), "willing"),
        (("LAO", "MYS"), "agreed"),
    ]


def test_extract_resolves_the_two_sides() -> None:
    found = read(
        "Kazakh Foreign Minister Murat Nurtleu met Italian Foreign Minister Antonio Tajani in "
        "Rome. "
        "The two sides agreed to open direct flights."
    )
    assert [short(r) for r in found] == [(("ITA", "KAZ"), "agreed", "open direct flights")]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        pytest.param(
            "It was agreed to open a consulate in Almaty.",
            "open a consulate in Almaty",
            id="it_was_agreed_to",
        ),
        pytest.param(
            "The two ministers confirmed that they would open a consulate in Almaty.",
            "open a consulate in Almaty",
            id="confirmed_that_they_would",
        ),
        pytest.param(
            "Kazakhstan and Italy have agreed to fast-track visas for students, Nurtleu said.",
            "fast-track visas for students",
            id="verb_with_a_hyphen",
        ),
        pytest.param(
            "Kazakhstan and Italy have agreed to extend visas for students, Nurtleu said.",
            "extend visas for students",
            id="clause_before_its_cue",
        ),
    ],
)
def test_extract_reads_what_both_sides_agreed(text: str, action: str) -> None:
    found = read(
        "Kazakh Foreign Minister Murat Nurtleu met Italian Foreign Minister Antonio Tajani in "
        "Rome. " + text
    )
    assert [short(r) for r in found] == [(("ITA", "KAZ"), "agreed", action)]


def test_extract_reads_we_as_both_sides_of_a_joint_statement() -> None:
    found = read(
        "Joint Statement of the Republic of Korea and the Republic of Uzbekistan\n\n"
        "We will establish a centre for rare metals in Tashkent.\n"
    )
    assert [short(r) for r in found] == [
        (("KOR", "UZB"), "agreed", "establish a centre for rare metals in Tashkent")
    ]


def test_extract_reads_a_joint_body_as_its_parties() -> None:
    found = read(
        "Denmark and Kenya met in Nairobi. The joint task force of Denmark and Kenya will provide "
        "training for inspectors."
    )
    assert [(r.parties, r.force) for r in found] == [(("DNK", "KEN"), "agreed")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Kenya pledged to send 500 soldiers abroad.",
            id="one_party_alone_on_the_page",
        )
    ],
)
def test_extract_reads_the_commitment_of_a_page_with_one_party(text: str) -> None:
    found = list(commitments.extract(analysis_of(text)))
    assert [short(r) for r in found] == [(("KEN",), "pledged", "send 500 soldiers abroad")]


def test_extract_reads_each_item_of_a_list_with_the_subject_above_it() -> None:
    found = read(
        "Kenyan and Tanzanian officials met in Arusha. Kenya and Tanzania were at one.\n\n"
        "Kenya and Tanzania agreed to:\n\n"
        "- strengthen patrols on the lake;\n\n- protect the parks.\n",
        title="Kenya and Tanzania hold talks",
    )
    assert [short(record) for record in found] == [
        (("KEN", "TZA"), "agreed", "strengthen patrols on the lake"),
        (("KEN", "TZA"), "agreed", "protect the parks"),
    ]


def test_extract_reads_the_clauses_of_a_list_under_one_subject() -> None:
    (record,) = read(
        "Kenya and Tanzania:\n\n(a) welcomed the new bridge;\n\n"
        "(b) decided to open three crossings.\n"
    )
    assert short(record) == (("KEN", "TZA"), "agreed", "open three crossings")


def test_extract_ends_an_action_before_what_is_held_beside_it() -> None:
    found = read(
        "Kenya and Uganda reiterated their determination to protect the lake and their "
        "support for the park."
    )
    assert [bare(record.action) for record in found] == ["protect the lake"]


TOLD = "Foreign Ministers Sayyid Badr of Oman and Ayman Safadi of Jordan met in Muscat. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The two sides agreed on Monday to open a trade office.",
            "open a trade office",
            id="a_day_between",
        ),
        pytest.param(
            "The two sides consented to sharing weather data.",
            "sharing weather data",
            id="consented_to",
        ),
        pytest.param(
            "The two sides reached a consensus on reopening the ferry line.",
            "reopening the ferry line",
            id="reached_a_consensus_on",
        ),
        pytest.param(
            "An agreement was reached to set up a joint fund.",
            "set up a joint fund",
            id="agreement_was_reached",
        ),
        pytest.param(
            "It was agreed that a joint fund be set up.",
            "a joint fund be set up",
            id="agreed_that_it_be_done",
        ),
        pytest.param(
            "The two ministers tasked the relevant agencies to draft a visa accord.",
            "draft a visa accord",
            id="tasked_relevant_agencies",
        ),
        pytest.param(
            "The two sides agreed that they should expand air links.",
            "expand air links",
            id="agreed_that_they_should",
        ),
        pytest.param(
            "The two sides agreed to commence work on a tax treaty.",
            "commence work on a tax treaty",
            id="infinitive_like_a_noun",
        ),
        pytest.param(
            "Officials agreed to reopen the rail link.",
            "reopen the rail link",
            id="officials",
        ),
        pytest.param(
            "A memorandum was signed to share flood data.",
            "share flood data",
            id="was_signed",
        ),
        pytest.param(
            "There was agreement to open a trade office.",
            "open a trade office",
            id="there_was_agreement",
        ),
        pytest.param(
            "The talks follow an accord signed by the two countries in May to share flood data.",
            "share flood data",
            id="an_accord_signed_by",
        ),
        pytest.param(
            "A joint team was tasked with drafting a visa accord.",
            "drafting a visa accord",
            id="tasked_with",
        ),
        pytest.param(
            "The two ministers instructed the mixed commission to draft a visa accord.",
            "draft a visa accord",
            id="the_mixed_commission",
        ),
        pytest.param(
            "As the two sides resolved to build a bridge, aid arrived.",
            "build a bridge",
            id="as_they_resolved",
        ),
        pytest.param(
            "The two ministers underlined their interest in opening a trade office.",
            "opening a trade office",
            id="their_interest_in",
        ),
    ],
)
def test_extract_reads_agreement_in_other_words(text: str, expected: str) -> None:
    assert [short(r) for r in read(TOLD + text)] == [(("JOR", "OMN"), "agreed", expected)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Jordan and Oman signed two agreements to deepen ties.", id="aim_of_treaties"),
        pytest.param("Jordan will probably lose the vote.", id="a_guess"),
        pytest.param("Safadi expressed hope that Oman will recover soon.", id="hope_for_another"),
        pytest.param("Our companies plan to invest in ports.", id="companies"),
        pytest.param("Jordan will reaffirm its support for Yemen.", id="stance_foretold"),
        pytest.param("Jordan urged governments to rescue migrants.", id="asks_governments"),
        pytest.param("The two sides decided to urge Iran to free the crew.", id="decided_to_urge"),
        pytest.param("Jordan is keen to see more visitors from Oman.", id="keen_to_see"),
        pytest.param("If Oman opens the border, Jordan will lift the ban.", id="if_another_acts"),
        pytest.param("Jordan wanted them to work together.", id="wanted_them_to"),
        pytest.param("Jordan looks forward to a successful summit.", id="looks_forward_to_success"),
    ],
)
def test_extract_binds_nobody_by_aims_guesses_and_stances(text: str) -> None:
    assert [short(r) for r in read(TOLD + text)] == []


def test_extract_takes_a_minister_and_his_counterpart_for_both() -> None:
    found = read("Prime Minister Mark Rutte of the Netherlands and his Irish counterpart Micheál "
                 "Martin have agreed to build a cable.")  # fmt: skip
    assert [r.parties for r in found] == [("IRL", "NLD")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '"We are going to send more aid to Ukraine," Danish Defence Minister Troels Lund '
            "Poulsen said.",
            (("DNK",), "pledged", "send more aid to Ukraine"),
            id="going_to",
        ),
        pytest.param(
            "France is to return the masks to Benin.",
            (("FRA",), "pledged", "return the masks to Benin"),
            id="is_to",
        ),
        pytest.param(
            '"Our goal is to double trade with Nigeria," Brazilian President Luiz Inácio Lula da '
            "Silva said.",
            (("BRA",), "willing", "double trade with Nigeria"),
            id="goal_is_to",
        ),
        pytest.param(
            '"We will take decisive decisions at the summit," NATO Secretary General Mark Rutte '
            "said.",
            (("nato",), "pledged", "take decisive decisions at the summit"),
            id="take_decisions",
        ),
        pytest.param(
            '"NATO will take over the coordination of aid," NATO Secretary General Jens '
            "Stoltenberg said.",
            (("nato",), "pledged", "take over the coordination of aid"),
            id="take_over",
        ),
        pytest.param(
            "Fiji and Samoa committed themselves to ensuring free passage.",
            (("FJI", "WSM"), "agreed", "ensuring free passage"),
            id="committed_themselves",
        ),
        pytest.param(
            "Russia and Ukraine reached agreements to swap the bodies of soldiers.",
            (("RUS", "UKR"), "agreed", "swap the bodies of soldiers"),
            id="reached_agreements",
        ),
        pytest.param(
            "Switzerland pledged continued support for mine clearance in Ukraine.",
            (("CHE",), "pledged", "continued support for mine clearance in Ukraine"),
            id="pledged_support",
        ),
        pytest.param(
            "Kazakhstan announced plans to build a road to Afghanistan.",
            (("KAZ",), "willing", "build a road to Afghanistan"),
            id="announced_plans",
        ),
        pytest.param(
            "The President of Kazakhstan instructed the Government to develop trade with Georgia.",
            (("KAZ",), "pledged", "develop trade with Georgia"),
            id="instructed_the_government",
        ),
        pytest.param(
            '"We are prepared to deploy troops to Ukraine," British Prime Minister Keir Starmer '
            "said.",
            (("GBR",), "willing", "deploy troops to Ukraine"),
            id="we_act_on_another",
        ),
        pytest.param(
            '"We will never place barriers at the Irish border," British Prime Minister Boris '
            "Johnson said.",
            (("GBR",), "pledged", "never place barriers at the Irish border"),
            id="will_never",
        ),
        pytest.param(
            "We, the Heads of State of Benin, Togo and Ghana, commit to ending child marriage.",
            (("BEN", "GHA", "TGO"), "agreed", "ending child marriage"),
            id="we_the_heads",
        ),
    ],
)
def test_extract_reads_what_one_will_do_in_other_words(
    text: str, expected: tuple[tuple[str, ...], str, str]
) -> None:
    assert [short(record) for record in read(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("NATO leaders will meet in Washington next week.", id="a_meeting_to_come"),
        pytest.param(
            "Norway gave Ukraine a battery; it will enhance its air defence.", id="an_effect"
        ),
        pytest.param("Nobody knows whether Iran will sign the accord with Oman.", id="left_open"),
        pytest.param("Iran and Oman discussed plans to build a pipeline.", id="plans_discussed"),
        pytest.param("Kenya and Haiti have a desire to restore order.", id="a_desire_held"),
        pytest.param("Chad and Niger met with the aim of restoring calm.", id="a_purpose"),
        pytest.param("Peru and Chile recommit to the reform of the Council.", id="a_stance"),
        pytest.param("Poland expects that Germany will decide on the tanks.", id="asked"),
        pytest.param("Malta has no intention of leaving the union with Italy.", id="no_intention"),
    ],
)
def test_extract_binds_nobody_by_schedules_effects_and_desires(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The two sides agreed to resume flights, reopen embassies and facilitate visas.",
            ["resume flights", "reopen embassies", "facilitate visas"],
            id="last_of_a_list_after_a_bare_and",
        ),
        pytest.param(
            "The two sides committed to sharing data and to building a bridge.",
            ["sharing data", "building a bridge"],
            id="preposition_said_again",
        ),
        pytest.param(
            "Jordan reiterated its commitment that the clinics will stay open in Oman.",
            ["stay open in Oman"],
            id="commitment_that",
        ),
        pytest.param(
            "Jordan looks forward to deeper collaboration with Oman.",
            ["deeper collaboration with Oman"],
            id="looks_forward_to_dealings",
        ),
        pytest.param(
            "Jordan remains steadfast in supporting Yemen.",
            ["supporting Yemen"],
            id="steadfast_in",
        ),
        pytest.param(
            "Jordan and Oman pledge to train pilots",
            ["train pilots"],
            id="verb_of_a_headline",
        ),
    ],
)
def test_extract_reads_each_thing_promised(text: str, expected: list[str]) -> None:
    assert [bare(r.action) for r in read(TOLD + text)] == expected
