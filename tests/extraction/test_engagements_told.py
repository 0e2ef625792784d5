"""Engagements as ministries and agencies tell them: sessions, letters, delegations, plans.

The sentences are written for these tests; office holders are named in their known offices.
"""

from datetime import date

import pytest
from tests.language.builders import read_by

from communique.extraction import engagements
from communique.records import Engagement

EIDE = "Norwegian Foreign Minister Espen Barth Eide"
MUDAVADI = "Kenyan Foreign Minister Musalia Mudavadi"
RUTO = "Kenyan President William Ruto"
STORE = "Norwegian Prime Minister Jonas Gahr Støre"
BOTH = ("KEN", "NOR")
#: A Wednesday.
DAY = "2025-04-16"


def read(text: str, date: str = DAY) -> list[Engagement]:
    return read_by(engagements.extract, text, date=date)


def told(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(record.form, record.status, record.parties) for record in read(text)]


def names(record: Engagement) -> set[str]:
    return {person.name for person in record.people}


SESSIONS = [
    "The 12th Foreign Office Consultations between Kenya and Norway were held in Oslo.",
    "Kenya–Norway Foreign Office Consultations (FOC) took place in Oslo on Tuesday.",
    "The fourth round of Bilateral Political Consultations between Kenya and Norway was held.",
    "Kenya and Norway concluded the second session of their Joint Trade Commission in Oslo.",
    f"{MUDAVADI} and {EIDE} co-chaired the 3rd Political Consultations in Nairobi.",
]


@pytest.mark.parametrize("text", SESSIONS)
def test_sessions_of_named_bodies(text: str) -> None:
    assert told(text) == [("session", "held", BOTH)]


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan delegation was led by Principal Secretary Korir Sing'oei and the Norwegian "
        "side was headed by State Secretary Maria Varteressian.",
        "Principal Secretary Korir Sing'oei led the Kenyan side, while the Norwegian delegation "
        "was led by Maria Varteressian, State Secretary.",
        "The consultations were co-chaired by Principal Secretary Korir Sing'oei of Kenya and "
        "State Secretary Maria Varteressian of Norway.",
    ],
)
def test_heads_of_delegation_are_named_after_the_session(text: str) -> None:
    (record,) = read(f"Kenya and Norway held the fifth political consultations on Monday. {text}")
    assert names(record) == {"Korir Sing'oei", "Maria Varteressian"}


def test_another_session_of_the_series_is_one_of_the_same_parties() -> None:
    found = read(
        "The second meeting of the Kenya–Norway Joint Commission (JC) was held in Oslo on Monday."
        "\n\nThe next JC will be held in Nairobi. The last round was held in Mombasa in 2019."
    )
    assert [(r.form, r.status, r.parties, r.place and r.place.city) for r in found] == [
        ("session", "held", BOTH, "Oslo"),
        ("session", "scheduled", BOTH, "Nairobi"),
        ("session", "held", BOTH, "Mombasa"),
    ]


def test_an_organisation_that_convenes_sits_with_its_host() -> None:
    (record,) = read("ECOWAS leaders convened an extraordinary session in Accra on Monday.")
    assert (record.form, record.parties, record.host) == ("session", ("GHA", "ecowas"), "GHA")


LETTERS = [
    f"King Felipe VI of Spain sent a message of congratulations to {RUTO} on the anniversary.",
    f"{RUTO} received a written message from King Felipe VI of Spain.",
    f"In a cable to the newly crowned King Felipe VI of Spain, {RUTO} offered congratulations.",
    f"King Felipe VI of Spain condoled with {RUTO} in a letter on the victims of the drought.",
]


@pytest.mark.parametrize("text", LETTERS)
def test_letters_and_cables(text: str) -> None:
    assert told(text) == [("message", "held", ("ESP", "KEN"))]


@pytest.mark.parametrize(
    "text",
    [
        "The Ambassador of Norway, Gunnar Holm, presented his credentials to President William "
        "Ruto of Kenya.",
        "President William Ruto of Kenya received letters of credence from Gunnar Holm, the "
        "Ambassador of Norway.",
        "Copies of his credentials were handed by the Ambassador of Norway, Gunnar Holm, to "
        "President William Ruto of Kenya.",
    ],
)
def test_credentials(text: str) -> None:
    (record,) = read(text)
    assert (record.form, record.parties, record.host) == ("other", BOTH, "KEN")
    assert names(record) == {"Gunnar Holm", "William Ruto"}


def test_credentials_of_several_are_one_act_each() -> None:
    found = read(
        "Kenyan President William Ruto received credentials from envoys of Norway and Peru."
    )
    assert {record.parties for record in found} == {BOTH, ("KEN", "PER")}


@pytest.mark.parametrize("text", [
    "Kenya's exports to Norway need no letters of credit.",
    f"{RUTO} has good credentials as a mediator, {EIDE} said.",
    "The Kenyan team presented its credentials as a champion of athletics.",
])  # fmt: skip
def test_credentials_of_other_kinds(text: str) -> None:
    assert not [record for record in read(text) if record.form == "other"]


PURPOSES = [
    (f"{MUDAVADI} flew to Oslo for talks with {EIDE}.", {("talks", "held"), ("visit", "held")}),
    (f"{MUDAVADI} is in Oslo for talks with {EIDE}.", {("talks", "held"), ("visit", "held")}),
    (f"{MUDAVADI} was in Oslo to meet {EIDE}.", {("meeting", "held"), ("visit", "held")}),
    (f"{MUDAVADI} left Nairobi on Monday for a visit to Norway.", {("visit", "held")}),
    (f"Kenya sent a delegation led by {MUDAVADI} to Norway.", {("visit", "held")}),
    (
        f"At the invitation of King Harald V of Norway, {RUTO} will pay a state visit in May.",
        {("visit", "scheduled")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), PURPOSES)
def test_what_a_journey_is_for(text: str, expected: set[tuple[str, str]]) -> None:
    found = told(text)
    assert {(form, status) for form, status, _ in found} == expected
    assert {parties for _, _, parties in found} == {BOTH}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Speaking after talks with {MUDAVADI} in Oslo, {EIDE} praised the deal.", "talks"),
        (f"{STORE} congratulated {RUTO} in a phone call on Monday.", "call"),
        (f"{STORE} called {RUTO} to express condolences.", "call"),
        (f"{STORE} will call on {RUTO} in Nairobi.", "meeting"),
        (f"{RUTO} granted an audience to {EIDE}.", "meeting"),
        ("Norway's foreign minister summoned the ambassador of Kenya.", "meeting"),
        (f"{EIDE} received today a phone call from {MUDAVADI}.", "call"),
        (f"{EIDE} reviewed ties in a video call with {MUDAVADI}.", "call"),
        (f"{STORE} and {RUTO} witnessed the signing of two agreements.", "signing"),
        (f"{STORE} hosted a dinner in honour of {RUTO}.", "other"),
    ],
)
def test_forms(text: str, expected: str) -> None:
    assert [(form, parties) for form, _, parties in told(text)] == [(expected, BOTH)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"The talks between {EIDE} and {MUDAVADI}, held on 4 March, were open.", "2025-03-04"),
        (f"In a meeting held on 4 March with {MUDAVADI}, {EIDE} raised trade.", "2025-03-04"),
        (
            f"{EIDE} on Monday called off a meeting with {MUDAVADI}, planned for Friday.",
            "2025-04-18",
        ),
        (f"{EIDE} will meet {MUDAVADI} in Oslo, Norway, on May 6, he said.", "2025-05-06"),
        (f"{MUDAVADI} will join a meeting with {EIDE}, scheduled for 2 May.", "2025-05-02"),
    ],
)
def test_dates_that_stand_behind_or_beside(text: str, expected: str) -> None:
    assert [str(record.date.start) for record in read(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"OSLO, April 15 (NTB) -- {MUDAVADI} met {EIDE} here on Tuesday.", "Oslo"),
        (f"{MUDAVADI} met {EIDE} in the Norwegian capital.", "Oslo"),
        (f"{MUDAVADI} met {EIDE} in the Kenyan capital, Nairobi.", "Nairobi"),
        (f"{MUDAVADI} met {EIDE} at State House, Nairobi.", "Nairobi"),
    ],
)
def test_places_told_in_a_roundabout_way(text: str, expected: str) -> None:
    (record,) = read(text)
    assert record.place is not None
    assert record.place.city == expected


def test_a_venue_keeps_its_whole_name() -> None:
    (record,) = read(f"{EIDE} received {MUDAVADI} at the Ministry of Foreign Affairs in Oslo.")
    assert record.place is not None
    assert record.place.venue == "Ministry of Foreign Affairs"


def test_what_was_planned_belongs_to_what_was_put_off() -> None:
    (record,) = read(f"{EIDE} postponed a visit to Kenya. Eide was due to visit Nairobi on Friday.")
    assert (record.form, record.status) == ("visit", "cancelled")


def test_the_end_of_a_visit_is_of_the_same_visit() -> None:
    (record,) = read(
        f"{RUTO} arrived in Norway on Tuesday. He will conclude his visit on Thursday."
    )
    assert str(record.date.start) == "2025-04-15"


def test_an_earlier_visit_is_another() -> None:
    found = read(f"{MUDAVADI} arrived in Oslo on Monday. He last visited Norway on 3 May 2023.")
    assert [str(record.date.start) for record in found] == ["2025-04-14", "2023-05-03"]


def test_the_visitor_is_at_the_meeting_with_the_host() -> None:
    found = read(
        f"{RUTO} is on an official visit to Norway.\n\nDuring the meeting with Prime Minister "
        "Jonas Gahr Støre, trade was raised."
    )
    (meeting,) = [record for record in found if record.form == "meeting"]
    assert meeting.parties == BOTH
    assert names(meeting) == {"William Ruto", "Jonas Gahr Støre"}


def test_several_met_at_once_are_met_apart_where_each_is_told() -> None:
    found = read(
        f"{MUDAVADI} met his counterparts Espen Barth Eide of Norway and Ayman Safadi of Jordan in "
        "Geneva on Monday. In his meeting with Eide, Mudavadi raised trade. In a meeting with the "
        "Jordanian Foreign Minister, he raised Gaza."
    )
    assert {record.parties for record in found} == {BOTH, ("JOR", "KEN")}
    assert {record.place and record.place.city for record in found} == {"Geneva"}


def test_relations_between_two_are_no_sides_of_the_visit() -> None:
    (record,) = read(
        f"{RUTO} paid a visit to Norway to deepen relations between the two countries."
    )
    assert (record.form, record.parties, record.host) == ("visit", BOTH, "NOR")


def test_a_session_is_named_without_the_country_that_is_visited_for_it() -> None:
    found = read(f"{EIDE} will visit Kenya for the Kenya-Norway Energy Dialogue in May.")
    assert [record.mechanism for record in found] == [None, "Kenya-Norway Energy Dialogue"]


def test_who_leads_the_delegation_is_at_the_dinner_for_it() -> None:
    (record,) = read(
        f"{MUDAVADI} hosted a dinner in honour of a delegation from Norway led by Prime Minister "
        "Jonas Gahr Støre."
    )
    assert names(record) == {"Musalia Mudavadi", "Jonas Gahr Støre"}


def test_a_headline_tells_what_its_text_does() -> None:
    (record,) = read(
        "Kenya and Norway hold talks in Oslo\n\nOSLO, April 16 - "
        f"{RUTO} and {STORE} chaired the third session of the Joint Commission in Oslo on Monday."
    )
    assert (record.form, record.mechanism) == ("session", "Joint Commission")
    assert names(record) == {"William Ruto", "Jonas Gahr Støre"}


@pytest.mark.parametrize(
    "headline",
    ["Third Kenya-Norway Political Dialogue to be held in Oslo", f"{RUTO} to visit Norway"],
)
def test_a_headline_with_an_infinitive_tells_a_plan(headline: str) -> None:
    assert {status for _, status, _ in told(headline)} == {"scheduled"}


BEFORE = f"{RUTO} met {STORE} in Oslo on 16 April 2025."


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("Two years earlier, the two leaders met in Nairobi.", "2023-01-01",
                     "2023-12-31", id="years"),
        pytest.param("The two last met in Nairobi in March 2024.", "2024-03-01", "2024-03-31",
                     id="the_two_last_met"),
    ],
)  # fmt: skip
def test_an_earlier_meeting_is_another(text: str, first: str, last: str) -> None:
    now, before = read(f"{BEFORE} {text}")
    assert (str(before.date.start), str(before.date.end)) == (first, last)
    assert before.parties == now.parties


def test_the_previous_session_has_the_parties_of_the_one_told() -> None:
    _, before = read(
        "EU High Representative Kaja Kallas and Malaysian Foreign Minister Mohamad Hasan "
        "co-chaired the EU-ASEAN Ministerial Meeting in Kuala Lumpur on 10 April 2025. "
        "The previous session was held in Brussels in February 2024."
    )
    assert before.parties == ("asean", "eu")


def test_a_visit_that_ends_was_paid() -> None:
    assert told(f"{EIDE} ended a two-day visit to Kenya on Tuesday.") == [("visit", "held", BOTH)]


def test_a_family_name_may_be_a_month() -> None:
    (record,) = read(f"British Prime Minister Theresa May arrived in Oslo and met {STORE}.")[:1]
    assert "Theresa May" in names(record)


def test_what_an_engagement_comes_before_has_a_time_and_place_of_its_own() -> None:
    (record,) = read(
        f"{MUDAVADI} met {EIDE} in Nairobi on Monday ahead of the opening of a school at Kisumu "
        "on Tuesday."
    )
    assert record.place is not None
    assert record.place.city == "Nairobi"
    assert record.date.start == date(2025, 4, 14)


def test_a_meeting_that_comes_later_keeps_its_own_place() -> None:
    places = [
        record.place and record.place.city
        for record in read(
            f"{MUDAVADI} spoke to reporters before his meeting with {EIDE} in Paris."
        )
    ]
    assert set(places) == {"Paris"}


@pytest.mark.parametrize("venue", ["Casa Rosada", "Palais Wilson", "Rashtrapati Bhavan"])
def test_venues_are_told_in_other_languages_words(venue: str) -> None:
    (record,) = read(f"{MUDAVADI} received {EIDE} at {venue} on Monday.")
    assert record.place is not None
    assert record.place.venue == venue


def test_a_verb_behind_a_name_that_the_sentence_begins_with_is_the_sentences() -> None:
    (record,) = read(
        "The High Commissioner of Kenya to Ghana, Ms. Eliphas Barine, called on Foreign Minister "
        "Samuel Okudzeto Ablakwa in Accra on Monday."
    )
    assert record.parties == ("GHA", "KEN")


def test_how_long_an_outcome_is_to_last_dates_no_talks() -> None:
    (record,) = read(
        f"The talks between {MUDAVADI} and {EIDE} in Nairobi opened a new chapter for the next "
        "forty years."
    )
    assert record.status == "held"
    assert not record.date.known
