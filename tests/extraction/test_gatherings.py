"""Gatherings: sessions, summits and conferences of organisations, and who was there.

The sentences are written for these tests, in the manner of many ministries and agencies.
"""

import pytest
from tests.language.builders import read_by

from communique.extraction import engagements
from communique.records import Engagement
from communique.reference import load_reference
from communique.reference.sittings import load_sittings


def read(text: str, **given: str) -> list[Engagement]:
    return read_by(engagements.extract, text, **given)


def short(record: Engagement) -> tuple[str, str, tuple[str, ...]]:
    return record.form, record.status, record.parties


TOLD = [
    pytest.param(
        "President Bola Tinubu of Nigeria addressed the 78th Session of the UN General "
        "Assembly in New York.",
        ("session", "held", ("NGA", "unga")),
        id="addressed_a_session",
    ),
    pytest.param(
        "Sri Lanka's President Anura Kumara Dissanayake will address the UN General "
        "Assembly next week.",
        ("session", "scheduled", ("LKA", "unga")),
        id="addressed_the_assembly",
    ),
    pytest.param(
        "Bhutan's prime minister told the UN General Assembly on Friday that climate "
        "change threatens his country.",
        ("session", "held", ("BTN", "unga")),
        id="told_the_assembly",
    ),
    pytest.param(
        "In her speech to the UN Human Rights Council in Geneva, German Foreign Minister "
        "Annalena Baerbock condemned the crackdown.",
        ("session", "held", ("DEU", "unhrc")),
        id="speech_to_a_council",
    ),
    pytest.param(
        "Vietnam's President To Lam delivered a statement at the general debate of the "
        "79th session of the United Nations General Assembly.",
        ("session", "held", ("VNM", "unga")),
        id="statement_at_a_debate",
    ),
    pytest.param(
        "Iraq's foreign minister headed the delegation to the extraordinary session of the "
        "OIC Council of Foreign Ministers in Istanbul.",
        ("session", "held", ("IRQ", "TUR", "oic")),
        id="headed_a_delegation",
    ),
    pytest.param(
        "The Minister of Foreign Affairs of Oman participated in the 160th meeting of the "
        "GCC Ministerial Council in Doha.",
        ("session", "held", ("OMN", "QAT", "gcc")),
        id="attended_a_council",
    ),
    pytest.param(
        "President Hakainde Hichilema of Zambia is attending the 44th SADC Summit in Harare.",
        ("summit", "held", ("ZMB", "ZWE", "sadc")),
        id="summit_with_a_host",
    ),
    pytest.param(
        "Prime Minister Anwar Ibrahim of Malaysia attended the 19th East Asia Summit in Vientiane.",
        ("summit", "held", ("LAO", "east-asia-summit")),
        id="summit_that_is_a_body",
    ),
    pytest.param(
        "President Ali of Guyana attended the NATO Summit in Brussels.",
        ("summit", "held", ("GUY", "nato")),
        id="summit_at_the_seat",
    ),
    pytest.param(
        "Ireland's Taoiseach Micheál Martin took part in the European Council in Brussels "
        "on Thursday.",
        ("summit", "held", ("IRL", "eu")),
        id="organ_at_the_seat",
    ),
    pytest.param(
        "Foreign Minister Hakan Fidan of Türkiye delivered a speech at the Munich Security "
        "Conference in February.",
        ("conference", "held", ("TUR",)),
        id="private_forum",
    ),
    pytest.param(
        "NATO Defence Ministers met in Brussels on Tuesday.",
        ("meeting", "held", ("nato",)),
        id="ministers_by_themselves",
    ),
    pytest.param(
        "NATO Heads of State and Government will meet in Washington next week.",
        ("summit", "scheduled", ("USA", "nato")),
        id="leaders_meet_in_summit",
    ),
    pytest.param(
        "Today's Foreign Affairs Council discussed Ukraine.",
        ("session", "held", ("eu",)),
        id="council_of_today",
    ),
    pytest.param(
        "G7 finance ministers gathered in Stresa, Italy, in May.",
        ("meeting", "held", ("ITA", "g7")),
        id="unknown_town",
    ),
    pytest.param(
        "President Recep Tayyip Erdoğan of Türkiye attended the Organization of Turkic "
        "States summit held in Bishkek.",
        ("summit", "held", ("KGZ", "TUR", "turkic-states")),
        id="name_before_summit",
    ),
    pytest.param(
        "Kenya will host the Africa Climate Summit in Nairobi in September.",
        ("summit", "scheduled", ("KEN",)),
        id="worldwide_summit",
    ),
    pytest.param(
        "President Ilves of Estonia attended the Polish-Estonian Business Forum in Warsaw.",
        ("conference", "held", ("EST", "POL")),
        id="business_forum",
    ),
    pytest.param(
        "During her visit with President Lula of Brazil, Ambassador Linda "
        "Thomas-Greenfield of the United States gave thanks.",
        ("meeting", "held", ("BRA", "USA")),
        id="purpose_of_a_visit_with",
    ),
    pytest.param(
        "Rwanda's President Paul Kagame and DRC President Felix Tshisekedi met face to "
        "face in Doha.",
        ("meeting", "held", ("COD", "RWA")),
        id="face_to_face",
    ),
    pytest.param(
        "The Minister of Foreign Affairs of Ghana, Samuel Ablakwa, is on a three-nation "
        "tour of Mali, Niger and Burkina Faso.",
        ("visit", "held", ("BFA", "GHA", "MLI", "NER")),
        id="tour",
    ),
    pytest.param(
        "Minister Hina Rabbani Khar of Pakistan has concluded an official visit to Norway, "
        "Sweden and Denmark.",
        ("visit", "held", ("DNK", "NOR", "PAK", "SWE")),
        id="visit_to_several",
    ),
    pytest.param(
        "The planned meeting between President Trump of the United States and President "
        "Putin of Russia has been put on hold.",
        ("meeting", "cancelled", ("RUS", "USA")),
        id="put_on_hold",
    ),
    pytest.param(
        "President Emmanuel Macron of France is here. Macron's talks with Chancellor Olaf "
        "Scholz of Germany focused on trade.",
        ("talks", "held", ("DEU", "FRA")),
        id="owners_talks",
    ),
    pytest.param(
        "The Foreign Minister of Jordan Ayman Safadi and his Egyptian counterpart Badr "
        "Abdelatty took part in a joint press meeting.",
        ("press-conference", "held", ("EGY", "JOR")),
        id="press_meeting",
    ),
    pytest.param(
        "Russian Foreign Ministry spokeswoman Maria Zakharova told a weekly briefing that "
        "Russia would respond.",
        ("press-conference", "held", ("RUS",)),
        id="weekly_briefing",
    ),
    pytest.param(
        "In press remarks, Polish Foreign Minister Radosław Sikorski said Poland stood "
        "with Ukraine.",
        ("press-conference", "held", ("POL",)),
        id="press_remarks",
    ),
    pytest.param(
        "Foreign Minister Wang Yi of China met the press in Vientiane on Saturday.",
        ("press-conference", "held", ("CHN",)),
        id="met_the_press",
    ),
    pytest.param(
        "President Luis Arce of Bolivia and President Lula da Silva of Brazil made "
        "statements to the press.",
        ("press-conference", "held", ("BOL", "BRA")),
        id="statements_to_the_press",
    ),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_extract_reads_who_was_there(text: str, told: tuple[str, str, tuple[str, ...]]) -> None:
    assert told in [short(record) for record in read(text)]


NONE = [
    pytest.param("A UN Security Council resolution was vetoed by Russia.", id="resolution"),
    pytest.param("The UN General Assembly adopted a resolution on Friday.", id="assembly_acts"),
    pytest.param("The President of Mexico did not attend the SADC summit.", id="not_attended"),
    pytest.param(
        "No meeting between the presidents of Serbia and Kosovo is planned.", id="none_planned"
    ),
    pytest.param(
        "The foreign ministry said in a press release that Peru condemned the attack on Ecuador.",
        id="press_release",
    ),
    pytest.param(
        "In a press statement, the Foreign Ministry of Oman expressed its support for Lebanon.",
        id="press_statement",
    ),
]


@pytest.mark.parametrize("text", NONE)
def test_extract_leaves_out_what_nobody_is_told_to_attend(text: str) -> None:
    assert read(text) == []


def test_extract_reads_one_meeting_with_each_of_a_list() -> None:
    found = read(
        "Kenyan Cabinet Secretary Monica Juma met high-level officials including: Norwegian "
        "Foreign Minister Espen Barth Eide; Swedish Minister Maria Malmer Stenergard; and Danish "
        "Foreign Minister Lars Løkke Rasmussen."
    )
    assert [record.parties for record in found] == [
        ("KEN", "NOR"),
        ("KEN", "SWE"),
        ("DNK", "KEN"),
    ]


HEADS = [
    pytest.param(
        "Address by the Prime Minister",
        "STATEMENT BY THE HON. ANDREW HOLNESS\nPRIME MINISTER OF JAMAICA\nAT THE GENERAL DEBATE OF "
        "THE 79TH SESSION OF\nTHE UNITED NATIONS GENERAL ASSEMBLY\n\nNEW YORK, 27 SEPTEMBER "
        "2024\n\nMr President,\n\nI congratulate you on your election.",
        ("session", ("JAM", "unga"), "2024-09-27", "New York"),
        id="lines_in_capitals",
    ),
    pytest.param(
        "Intervention by Foreign Minister Penny Wong of Australia at the 57th ASEAN Foreign "
        "Ministers' Meeting, Vientiane, 25 July 2024",
        "Thank you, Chair. I support you.",
        ("session", ("AUS", "LAO", "asean"), "2024-07-25", "Vientiane"),
        id="title",
    ),
    pytest.param(
        "Keynote address by Minister Ng Eng Hen of Singapore at the Shangri-La Dialogue",
        "Keynote address by Minister Ng Eng Hen of Singapore at the Shangri-La Dialogue\n\n"
        "2 June 2024\n\nExcellencies,\n\nI thank you all for coming.",
        ("conference", ("SGP",), "2024-06-02", None),
        id="private_forum",
    ),
]


@pytest.mark.parametrize(("title", "text", "told"), HEADS)
def test_extract_reads_gatherings_from_the_head_of_a_speech(
    title: str, text: str, told: tuple[str, tuple[str, ...], str, str | None]
) -> None:
    record = read(text, title=title)[0]
    city = record.place.city if record.place is not None else None
    assert (record.form, record.parties, str(record.date.start), city) == told


def test_extract_reads_no_gathering_from_a_statement_on_one() -> None:
    title = "Statement by the Ministry of Foreign Affairs of Poland on the elections in Georgia"
    assert read("Poland is concerned over the elections.", title=title) == []


def test_extract_reads_press_remarks_from_their_title() -> None:
    title = "Doorstep by Prime Minister Mark Rutte of the Netherlands before the European Council"
    record = read("Doorstep by Prime Minister Mark Rutte\n\nGood morning. I am glad.", title=title)[
        0
    ]
    assert short(record) == ("press-conference", "held", ("NLD",))
    assert record.place is None


def test_sittings_are_of_known_organisations_at_known_states() -> None:
    parties = load_reference().parties
    known = {*parties.organisations, *parties.organs}
    for body, sitting in load_sittings().items():
        assert body in known
        assert set(sitting.seats) <= parties.states.keys()
