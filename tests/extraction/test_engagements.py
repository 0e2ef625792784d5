"""Engagements: which form, who takes part, when, where, held or to come.

The sentences are written for these tests, in the manner of many ministries and agencies.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.builders import read_by

from communique.extraction import engagements
from communique.extraction.engagement_lexicon import engagement_lexicon
from communique.records import Engagement

INDIA = {"url": "https://www.mea.gov.in/press-releases.htm"}
AMERICA = {"url": "https://www.state.gov/press-releases/"}


def read(text: str, **given: str) -> list[Engagement]:
    return read_by(engagements.extract, text, **given)


def short(record: Engagement) -> tuple[str, str, tuple[str, ...]]:
    return record.form, record.status, record.parties


FORMS = [
    pytest.param(
        "The foreign ministers of Kenya and Ghana spoke over the phone on Monday.",
        ("call", "held", ("GHA", "KEN")),
        id="spoke_over_the_phone",
    ),
    pytest.param(
        "President William Ruto of Kenya welcomed President John Mahama of Ghana to Nairobi "
        "for a state visit.",
        ("visit", "held", ("GHA", "KEN")),
        id="welcomed_for_a_visit",
    ),
    pytest.param(
        "Japanese Foreign Minister Yoko Kamikawa met with Indian External Affairs Minister "
        "S. Jaishankar in Delhi.",
        ("meeting", "held", ("IND", "JPN")),
        id="met_with",
    ),
    pytest.param(
        "Brazilian President Lula da Silva held talks with Angolan President João Lourenço.",
        ("talks", "held", ("AGO", "BRA")),
        id="held_talks_with",
    ),
    pytest.param(
        "King Abdullah II of Jordan received Japanese Foreign Minister Yoko Kamikawa in Amman.",
        ("meeting", "held", ("JOR", "JPN")),
        id="received",
    ),
    pytest.param(
        "German Chancellor Olaf Scholz spoke by phone with Turkish President Recep Tayyip Erdoğan.",
        ("call", "held", ("DEU", "TUR")),
        id="spoke_by_phone",
    ),
    pytest.param(
        "A telephone conversation took place between Russian Foreign Minister Sergey Lavrov and "
        "Turkish Foreign Minister Hakan Fidan.",
        ("call", "held", ("RUS", "TUR")),
        id="conversation_took_place",
    ),
    pytest.param(
        "The Foreign Minister of Kenya and his Ethiopian counterpart exchanged views by phone.",
        ("call", "held", ("ETH", "KEN")),
        id="exchanged_views_by_phone",
    ),
    pytest.param(
        "Prime Minister Narendra Modi of India paid a courtesy call on Emperor Naruhito of Japan.",
        ("meeting", "held", ("IND", "JPN")),
        id="courtesy_call",
    ),
    pytest.param(
        "Vietnamese Prime Minister Pham Minh Chinh is on an official visit to Laos.",
        ("visit", "held", ("LAO", "VNM")),
        id="is_on_a_visit",
    ),
    pytest.param(
        "Kenyan President William Ruto will travel to Ghana next week.",
        ("visit", "scheduled", ("GHA", "KEN")),
        id="will_travel_to",
    ),
    pytest.param(
        "Israeli Prime Minister Benjamin Netanyahu is scheduled to meet Greek Prime Minister "
        "Kyriakos Mitsotakis on Monday.",
        ("meeting", "scheduled", ("GRC", "ISR")),
        id="is_scheduled_to_meet",
    ),
    pytest.param(
        "Norwegian Prime Minister Jonas Gahr Støre invited Kenyan President William Ruto to visit "
        "Norway.",
        ("visit", "proposed", ("KEN", "NOR")),
        id="invited_to_visit",
    ),
    pytest.param(
        "Kenyan President William Ruto accepted an invitation to visit Norway in June.",
        ("visit", "scheduled", ("KEN", "NOR")),
        id="accepted_an_invitation",
    ),
    pytest.param(
        "Polish President Andrzej Duda cancelled his visit to Hungary.",
        ("visit", "cancelled", ("HUN", "POL")),
        id="cancelled_a_visit",
    ),
    pytest.param(
        "Polish President Andrzej Duda's visit to Hungary is off, the Hungarian Foreign Ministry "
        "said.",
        ("visit", "cancelled", ("HUN", "POL")),
        id="a_visit_is_off",
    ),
    pytest.param(
        "Talks between Israel and Egypt in Cairo put off again",
        ("talks", "cancelled", ("EGY", "ISR")),
        id="talks_put_off_in_a_headline",
    ),
    pytest.param(
        "Israel and Egypt called off the planned talks in Cairo.",
        ("talks", "cancelled", ("EGY", "ISR")),
        id="called_off_talks",
    ),
    pytest.param(
        "Armenia's prime minister proposed a meeting with the Azerbaijani president in Tbilisi.",
        ("meeting", "proposed", ("ARM", "AZE")),
        id="proposed_a_meeting",
    ),
    pytest.param(
        "South African President Cyril Ramaphosa will host the G20 summit in Johannesburg.",
        ("summit", "scheduled", ("ZAF", "g20")),
        id="summit_of_an_organisation",
    ),
    pytest.param(
        "The European Union and Japan will hold their annual summit in Tokyo on July 18.",
        ("summit", "scheduled", ("JPN", "eu")),
        id="bilateral_summit",
    ),
    pytest.param(
        "Chilean Foreign Minister Alberto van Klaveren told reporters on Tuesday that talks go on.",
        ("press-conference", "held", ("CHL",)),
        id="told_reporters",
    ),
    pytest.param(
        "Thai Prime Minister Srettha Thavisin sent a message of condolence to Iranian President "
        "Ebrahim Raisi.",
        ("message", "held", ("IRN", "THA")),
        id="sent_a_message",
    ),
    pytest.param(
        "Xi Jinping, President of China, and President Vladimir Putin of Russia exchanged "
        "messages of congratulations.",
        ("message", "held", ("CHN", "RUS")),
        id="exchanged_messages",
    ),
    pytest.param(
        "Japan and the Philippines signed a reciprocal access agreement in Manila on Monday.",
        ("signing", "held", ("JPN", "PHL")),
        id="signed",
    ),
    pytest.param(
        "The 8th round of Foreign Office Consultations between India and Portugal was held in "
        "New Delhi.",
        ("session", "held", ("IND", "PRT")),
        id="round_was_held",
    ),
    pytest.param(
        "China and Germany held the third high-level financial dialogue in Frankfurt.",
        ("session", "held", ("CHN", "DEU")),
        id="numbered_dialogue",
    ),
    pytest.param(
        "Brazilian President Lula da Silva hosted a dinner for Japanese Prime Minister Fumio "
        "Kishida.",
        ("other", "held", ("BRA", "JPN")),
        id="dinner",
    ),
    pytest.param(
        "Pakistani Foreign Minister Ishaq Dar on Monday called Foreign Minister Hakan Fidan of "
        "Turkey to discuss trade.",
        ("call", "held", ("PAK", "TUR")),
        id="called",
    ),
    pytest.param(
        "French President Emmanuel Macron discussed the harvest with Kenyan President William "
        "Ruto in Paris.",
        ("talks", "held", ("FRA", "KEN")),
        id="discussed_with",
    ),
    pytest.param(
        "Turkey is open for telephone talks between President Recep Tayyip Erdoğan and President "
        "Emmanuel Macron of France.",
        ("call", "proposed", ("FRA", "TUR")),
        id="open_for_talks_between",
    ),
    pytest.param(
        "Kenyan government spokesperson Isaac Mwaura said President William Ruto would visit "
        "Ghana in June.",
        ("visit", "scheduled", ("GHA", "KEN")),
        id="said_he_would_visit",
    ),
    pytest.param(
        "The minister hoped that the next session of the Peru-Chile Joint Commission would be "
        "held soon.",
        ("session", "proposed", ("CHL", "PER")),
        id="hoped_it_would_be_held",
    ),
    pytest.param(
        "The fifth meeting of the Joint Commission between Thailand and Laos is scheduled for "
        "August.",
        ("session", "scheduled", ("LAO", "THA")),
        id="is_scheduled_for",
    ),
    pytest.param(
        "South Africa will work with all to host a successful G20 Johannesburg Summit.",
        ("summit", "scheduled", ("ZAF", "g20")),
        id="city_in_the_name_of_a_summit",
    ),
    pytest.param(
        "Preparations for the ASEAN-Japan Special Summit go on.",
        ("summit", "scheduled", ("JPN", "asean")),
        id="preparations_for",
    ),
    pytest.param(
        "Kenyan President William Ruto addressed a joint sitting of the Parliament of Ghana.",
        ("other", "held", ("GHA", "KEN")),
        id="address_to_a_parliament",
    ),
    pytest.param(
        "Briefing reporters in New York, UN spokesperson Stéphane Dujarric said aid must flow.",
        ("press-conference", "held", ("un",)),
        id="briefing_reporters",
    ),
    pytest.param(
        "Speaking to journalists in Doha, Iranian Foreign Minister Abbas Araghchi wished for calm.",
        ("press-conference", "held", ("IRN",)),
        id="speaking_to_journalists",
    ),
    pytest.param(
        "King Abdullah II of Jordan received a letter from Emperor Naruhito of Japan.",
        ("message", "held", ("JOR", "JPN")),
        id="received_a_letter",
    ),
    pytest.param(
        "In a message to Turkish President Recep Tayyip Erdoğan, Kenyan President William Ruto "
        "expressed condolences.",
        ("message", "held", ("KEN", "TUR")),
        id="in_a_message_to",
    ),
    pytest.param(
        "Kenyan Foreign Minister Musalia Mudavadi thanked Foreign Minister Hakan Fidan of Turkey "
        "for his message of felicitations.",
        ("message", "held", ("KEN", "TUR")),
        id="thanked_for_a_message",
    ),
    pytest.param(
        "Omani Foreign Minister Badr Albusaidi led a delegation to Cairo on Monday.",
        ("visit", "held", ("EGY", "OMN")),
        id="led_a_delegation",
    ),
    pytest.param(
        "Indian Foreign Minister S. Jaishankar is in Oman on a two-day visit.",
        ("visit", "held", ("IND", "OMN")),
        id="is_in_on_a_visit",
    ),
    pytest.param(
        "ASEAN Foreign Ministers convened the 18th meeting of the ASEAN Coordinating Council in "
        "Vientiane.",
        ("session", "held", ("LAO", "asean")),
        id="session_of_an_organisation",
    ),
    pytest.param(
        "Chad and Mali met in a summit on Sunday.",
        ("summit", "held", ("MLI", "TCD")),
        id="met_in_a_summit",
    ),
    pytest.param(
        "Omani Foreign Minister Badr Albusaidi looks forward to seeing Egyptian Foreign Minister "
        "Sameh Shoukry at the Arab Water Summit.",
        ("meeting", "scheduled", ("EGY", "OMN")),
        id="seeing_at_a_summit",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_extract_reads_form_status_and_parties(
    text: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    assert [short(record) for record in read(text)] == [expected]


NOTHING = [
    pytest.param("Pakistan is ready to hold talks with India on Kashmir.", id="ready_to"),
    pytest.param("Iran and Saudi Arabia should meet and resolve their differences.", id="should"),
    pytest.param("Singapore and Malaysia have not met on the matter.", id="negated"),
    pytest.param("China and the EU hold regular meetings at various levels.", id="plural"),
    pytest.param("China called on Japan to meet its obligations.", id="call_to_act"),
    pytest.param(
        "The ministers of Peru and Chile renewed their call for restraint.", id="call_for"
    ),
    pytest.param("Kenyan President William Ruto met with tea farmers in Kericho.", id="domestic"),
    pytest.param("Senegal and Mali exchanged prisoners on Sunday.", id="exchange_of_prisoners"),
    pytest.param("Millions of Germans visited Spain last year.", id="tourists"),
    pytest.param(
        "French President Emmanuel Macron called Prime Minister Keir Starmer a friend.",
        id="called_names",
    ),
    pytest.param(
        "Kenyan President William Ruto addressed the Kenyan Parliament on ties with China.",
        id="address_to_ones_own_parliament",
    ),
    pytest.param(
        "Kenyan President William Ruto discussed ties with Japan at home.", id="discussed_ties"
    ),
    pytest.param(
        "Kenya expects Japanese Prime Minister Fumio Kishida to agree.", id="expects_him_to"
    ),
    pytest.param("Peru refused to hold the Peru-Chile summit.", id="refused_to_hold"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_extract_leaves_out_what_is_no_engagement(text: str) -> None:
    assert read(text) == []


PLACES = [
    pytest.param(
        "Egyptian Foreign Minister Sameh Shoukry met Omani Foreign Minister Badr Albusaidi in "
        "Muscat.",
        ("Muscat", None, "OMN", "OMN"),
        id="city_of_a_party",
    ),
    pytest.param(
        "Egyptian Foreign Minister Sameh Shoukry met Omani Foreign Minister Badr Albusaidi in "
        "Davos, Switzerland.",
        ("Davos", None, "CHE", None),
        id="third_country",
    ),
    pytest.param(
        "On the margins of the General Assembly in New York, Foreign Minister Penny Wong of "
        "Australia met Indonesian Foreign Minister Retno Marsudi.",
        ("New York", None, "USA", None),
        id="adjunct_before_the_clause",
    ),
    pytest.param(
        "Chinese Premier Li Qiang met Thai Prime Minister Srettha Thavisin at the Great Hall of "
        "the People in Beijing.",
        ("Beijing", "Great Hall of the People", "CHN", "CHN"),
        id="venue_and_city",
    ),
    pytest.param(
        "Egyptian Foreign Minister Sameh Shoukry met Omani Foreign Minister Badr Albusaidi to "
        "discuss developments in Sudan.",
        (None, None, None, None),
        id="place_of_the_topic",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_extract_reads_place_and_host(
    text: str, expected: tuple[str | None, str | None, str | None, str | None]
) -> None:
    (record,) = read(text)
    place = record.place
    found = (place.city, place.venue, place.country) if place else (None, None, None)
    assert (*found, record.host) == expected


DATES = [
    pytest.param("on Monday", "2024-05-13", id="weekday"),
    pytest.param("on May 2", "2024-05-02", id="day_of_the_year"),
    pytest.param("on December 15, 2023", "2023-12-15", id="full_date"),
    pytest.param("to review the treaty of 1972", None, id="date_of_something_else"),
    pytest.param("in Muscat", None, id="no_date"),
]


@pytest.mark.parametrize(("phrase", "expected"), DATES)
def test_extract_dates_the_clause(phrase: str, expected: str | None) -> None:
    (record,) = read(
        "Egyptian Foreign Minister Sameh Shoukry met Omani Foreign Minister Badr Albusaidi "
        f"{phrase}."
    )
    assert record.date.start == (date.fromisoformat(expected) if expected else None)


def test_extract_joins_the_mentions_of_one_engagement() -> None:
    (record,) = read(
        "Egyptian Foreign Minister Sameh Shoukry met Omani Foreign Minister Badr Albusaidi on "
        "Monday.\n\nThe two ministers discussed trade. During their meeting, Shoukry praised the "
        "ports of Oman. The talks lasted two hours."
    )
    assert len(record.evidence) > 1
    assert record.evidence[0].text.startswith("Egyptian Foreign Minister Sameh Shoukry met")


def test_extract_keeps_an_earlier_meeting_apart() -> None:
    found = read(
        "Egyptian Foreign Minister Sameh Shoukry spoke by phone with Omani Foreign Minister Badr "
        "Albusaidi on Monday.\n\nThe call follows the two ministers' meeting in Muscat in March "
        "2024."
    )
    assert [(r.form, r.date.start) for r in found] == [
        ("call", date(2024, 5, 13)),
        ("meeting", date(2024, 3, 1)),
    ]


def test_extract_reads_a_trip_to_several_states_as_one_visit() -> None:
    (record,) = read("Secretary Blinken will travel to Egypt, Israel, and Jordan.", **AMERICA)
    assert record.place is None
    assert record.stops == ("Egypt", "Israel", "Jordan")


def test_extract_reads_cities_of_a_visit_as_stops() -> None:
    (record,) = read("French President Emmanuel Macron arrived in Brasilia on Tuesday.")
    assert (record.place is not None and record.place.country, record.stops) == (
        "BRA",
        ("Brasilia",),
    )


def test_extract_reads_a_list_of_meetings_as_one_each_in_its_place() -> None:
    found = read(
        "Singapore's Foreign Minister Vivian Balakrishnan will hold meetings with Foreign Minister "
        "Retno Marsudi in Jakarta and Foreign Minister Penny Wong in Canberra."
    )
    places = [record.place.city for record in found if record.place]
    assert [short(record) for record in found] == [
        ("meeting", "scheduled", ("IDN", "SGP")),
        ("meeting", "scheduled", ("AUS", "SGP")),
    ]
    assert places == ["Jakarta", "Canberra"]


def test_extract_takes_the_minister_for_i_in_his_release() -> None:
    found = read(
        "Media release by Foreign Minister Penny Wong.\n\nThe Foreign Minister of Fiji, Sitiveni "
        "Rabuka, visited Australia on Monday. The visit followed my visit to Fiji in July 2022. "
        "Mr Rabuka and I discussed fisheries.",
        url="https://www.foreignminister.gov.au/minister/penny-wong/media-release",
    )
    assert [(record.form, record.host) for record in found] == [
        ("visit", "AUS"), ("visit", "FJI"), ("talks", None),
    ]  # fmt: skip
    assert found[1].date.start == date(2022, 7, 1)


def test_extract_joins_what_was_discussed_to_the_call() -> None:
    (record,) = read(
        "Turkish Foreign Minister Hakan Fidan spoke by phone with Egyptian Foreign Minister Badr "
        "Abdelatty on Monday. The two ministers discussed trade in June. Fidan also discussed "
        "Sudan with Abdelatty."
    )
    assert record.form == "call"
    assert record.date.start == date(2024, 5, 13)
    assert len(record.evidence) == 3


def test_extract_reads_a_delegation_and_its_journey() -> None:
    found = read(
        "The Georgian Foreign Ministry hosted a meeting with the Turkish delegation led by Deputy "
        "Foreign Minister Berris Ekinci, who arrived in Tbilisi on Monday."
    )
    assert [short(record) for record in found] == [
        ("meeting", "held", ("GEO", "TUR")),
        ("visit", "held", ("GEO", "TUR")),
    ]


def test_extract_reads_remarks_after_a_meeting_as_a_press_conference() -> None:
    text = (
        "SECRETARY BLINKEN: We have had excellent talks with Egypt.\n\n"
        "FOREIGN MINISTER SHOUKRY: Thank you. It was a good meeting for Egypt.\n\n"
        "QUESTION: What comes next?\n\nSECRETARY BLINKEN: More work lies ahead of us."
    )
    titled = "{} by Secretary Blinken and Egyptian Foreign Minister Sameh Shoukry {} Their Meeting"
    after = read(text, title=titled.format("Remarks", "After"), **AMERICA)
    before = read(text, title=titled.format("Remarks", "Before"), **AMERICA)
    assert after[0].form == "press-conference"
    assert before[0].form == "meeting"


def test_extract_keeps_a_concluded_visit_from_the_next() -> None:
    found = read(
        "The recently concluded visit of President William Ruto of Kenya to Ghana was a success. "
        "A Kenyan delegation will return to Ghana in September."
    )
    assert [short(record) for record in found] == [
        ("visit", "held", ("GHA", "KEN")),
        ("visit", "scheduled", ("GHA", "KEN")),
    ]


def test_extract_takes_ministers_of_an_organisation_for_it() -> None:
    (record,) = read("Foreign Ministers of the Caribbean Community are meeting in Jamaica.")
    assert short(record) == ("meeting", "held", ("JAM", "caricom"))


def test_extract_reads_awaited_guests_as_visits() -> None:
    (record,) = read(
        '"We are expecting President William Ruto in Washington this week," US Secretary of State '
        "Antony Blinken said."
    )
    assert short(record) == ("visit", "scheduled", ("KEN", "USA"))
    assert record.stops == ("Washington",)


def test_extract_takes_no_discussed_quarrel_for_its_sides() -> None:
    (record,) = read(
        "Kenyan President William Ruto and Prime Minister Narendra Modi of India had a discussion "
        "on the tensions between Chad and Mali."
    )
    assert record.parties == ("IND", "KEN")


def test_extract_reads_separate_calls_as_one_each() -> None:
    found = read(
        "Secretary Blinken spoke separately today with Egyptian Foreign Minister Sameh Shoukry "
        "and Omani Foreign Minister Badr Albusaidi.",
        **AMERICA,
    )
    assert [record.parties for record in found] == [("EGY", "USA"), ("OMN", "USA")]


def test_extract_names_the_persons_with_their_offices() -> None:
    (record,) = read(
        "External Affairs Minister S. Jaishankar called on President Ranil Wickremesinghe of Sri "
        "Lanka in Colombo.",
        **INDIA,
    )
    assert [(p.name, p.office, p.party) for p in record.people] == [
        ("S. Jaishankar", "External Affairs Minister", "IND"),
        ("Ranil Wickremesinghe", "President", "LKA"),
    ]


def test_extract_reads_the_home_state_where_the_page_leaves_it_out() -> None:
    (record,) = read("The Prime Minister arrived in Colombo on a two-day state visit.", **INDIA)
    assert record.parties == ("IND", "LKA")


def test_extract_names_the_body_that_sits() -> None:
    (record,) = read(
        "Deputy Foreign Minister of Vietnam Nguyen Minh Hang and Vice Foreign Minister of China "
        "Sun Weidong co-chaired the 12th meeting of the China-Vietnam Steering Committee in Hanoi."
    )
    assert (record.form, record.mechanism) == ("session", "China-Vietnam Steering Committee")


TRANSCRIPT = """Presidential Palace
Nairobi, Kenya

10:42 A.M.

PRESIDENT RUTO: Welcome to Nairobi. Our trade has doubled, and our farmers feel it.

PRESIDENT MACRON: Thank you. France wants to invest in your railways, and I say so gladly.

PRESIDENT RUTO: We look forward to the work ahead of us in this hall.
"""


def test_extract_reads_the_encounter_that_a_transcript_opens() -> None:
    title = (
        "Remarks by President Ruto of Kenya and President Macron of France Before Bilateral Meeting"
    )
    record = read(TRANSCRIPT, title=title)[0]
    assert short(record) == ("meeting", "held", ("FRA", "KEN"))
    assert record.place is not None
    assert (record.place.city, record.place.country) == ("Nairobi", "KEN")
    assert record.date.start == date(2024, 5, 15)


def test_extract_reads_no_encounter_from_a_title_alone() -> None:
    assert read("Bread is dear.", title="Readout of the Meeting of Peru and Chile") == []


NAMES = st.sampled_from(
    [
        "Kenyan President William Ruto",
        "Japanese Foreign Minister Yoko Kamikawa",
        "Chile",
        "the two sides",
        "they",
        "farmers",
    ]
)
VERBS = st.sampled_from(
    ["met with", "will visit", "spoke to", "held talks with", "signed", "called", "hosted"]
)


@settings(max_examples=60, deadline=None)
@given(NAMES, VERBS, NAMES, st.sampled_from(["", " in Oslo", " on Monday", " next week"]))
def test_extract_gives_parties_and_evidence_to_every_engagement(
    left: str, verb: str, right: str, tail: str
) -> None:
    for record in read(f"{left[0].upper()}{left[1:]} {verb} {right}{tail}."):
        assert record.parties == tuple(sorted(set(record.parties)))
        assert len(record.parties) > 1 or record.form in {"press-conference", "summit"}


def test_every_form_of_the_lexicon_is_told_by_one_noun_list_only() -> None:
    words = engagement_lexicon()
    assert words.nouns["plural"] <= words.forms.keys() | {"condolence"}
    assert words.nouns["bare"] <= words.forms.keys()
    assert words.nouns["loose"] <= words.forms.keys()


TOLD = [
    pytest.param(
        "Kenyan Foreign Minister Musalia Mudavadi met Japanese Foreign Minister Yoko Kamikawa. "
        "The Trade and Ports Dialogue between the two countries was resumed last month.",
        [("meeting", None), ("session", "Trade and Ports Dialogue")],
        id="a_body_that_sat_is_another_engagement",
    ),
    pytest.param(
        "Kenya and Japan held the third Kenya-Japan Trade and Ports Dialogue in Nairobi.",
        [("session", "Kenya-Japan Trade and Ports Dialogue")],
        id="name_with_and",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_extract_tells_the_session_of_a_body_apart(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [(record.form, record.mechanism) for record in read(text)] == expected


STATES = [
    pytest.param(
        "Kenyan President William Ruto said that the summit of Kenya and Japan in Nairobi would "
        "not take place.",
        ["cancelled"],
        id="would_not_take_place",
    ),
    pytest.param(
        "Kenya would be pleased to host the summit of Kenya and Japan in Nairobi in 2026.",
        ["proposed"],
        id="would_be_pleased_to",
    ),
    pytest.param(
        "Kenya was pleased to host the summit of Kenya and Japan in Nairobi.",
        ["held"],
        id="was_pleased_to",
    ),
    pytest.param("Kenya and Japan launched negotiations on a ports treaty in May.", [],
                 id="a_course_of_rounds"),
    pytest.param("Kenya and Japan held negotiations on a ports treaty in May.", ["held"],
                 id="one_round"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATES)
def test_extract_tells_whether_it_came_about(text: str, expected: list[str]) -> None:
    assert [record.status for record in read(text)] == expected


def test_extract_puts_the_visitor_before_the_verb_that_follows() -> None:
    found = read(
        "Kenyan President William Ruto and Japanese Prime Minister Fumio Kishida held talks in "
        "Tokyo. During his visit, Ruto also met Japanese Foreign Minister Yoko Kamikawa."
    )
    visits = [record for record in found if record.form == "visit"]
    assert [(v.people[0].name, v.host) for v in visits] == [("William Ruto", "JPN")]


def test_extract_takes_no_minister_for_a_leader() -> None:
    found = read(
        "Kenyan Foreign Minister Musalia Mudavadi met Japanese Foreign Minister Yoko Kamikawa in "
        "Nairobi. They recalled the meeting of the two leaders in Tokyo in May 2023."
    )
    assert [(len(record.people), record.place and record.place.city) for record in found] == [
        (2, "Nairobi"),
        (0, "Tokyo"),
    ]


def test_extract_tells_what_was_signed() -> None:
    (record,) = read("Kenya and Japan signed a memorandum of understanding on port safety.")
    assert record.note == "memorandum of understanding on port safety"


def test_extract_dates_what_happened_when() -> None:
    found = read(
        "Kenya and Japan held their first session in May 2023, when Kenyan President William Ruto "
        "received Japanese Prime Minister Fumio Kishida."
    )
    assert {str(record.date.start) for record in found} == {"2023-05-01"}
