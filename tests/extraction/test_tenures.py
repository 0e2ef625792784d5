"""Tenures: who is seen in which office, for whom, and whether still."""

from datetime import date

import pytest
from tests.language.builders import read_by

from communique.extraction import tenures
from communique.records import Tenure


def read(text: str, **given: str) -> list[Tenure]:
    return read_by(tenures.extract, text, **given)


CASES = [
    pytest.param(
        "Kenyan President William Ruto spoke first.",
        ("William Ruto", "Kenyan President", "head-of-state", "KEN"),
        id="demonym_before",
    ),
    pytest.param(
        "President Ranil Wickremesinghe of Sri Lanka spoke first.",
        ("Ranil Wickremesinghe", "President", "head-of-state", "LKA"),
        id="state_behind",
    ),
    pytest.param(
        "Cho Tae-yul, foreign minister of the Republic of Korea, spoke first.",
        ("Cho Tae-yul", "foreign minister of the Republic of Korea", "foreign-minister", "KOR"),
        id="apposition",
    ),
    pytest.param(
        "Chinese State Councilor and Foreign Minister Qin Gang spoke first.",
        ("Qin Gang", "Chinese State Councilor and Foreign Minister", "foreign-minister", "CHN"),
        id="two_offices_are_one_tenure",
    ),
    pytest.param(
        "UN Secretary-General António Guterres spoke first.",
        ("António Guterres", "UN Secretary-General", "organization-head", "un"),
        id="organisation",
    ),
    pytest.param(
        "The President of the European Commission, Ursula von der Leyen, spoke first.",
        (
            "Ursula von der Leyen",
            "President of the European Commission",
            "organization-head",
            "european-commission",
        ),
        id="organ_of_an_organisation",
    ),
    pytest.param(
        "Georgia welcomed the Turkish delegation led by Deputy Foreign Minister Berris Ekinci.",
        ("Berris Ekinci", "Deputy Foreign Minister", "vice-minister", "TUR"),
        id="head_of_a_delegation",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_extract_reads_person_office_rank_and_party(
    text: str, expected: tuple[str, str, str, str]
) -> None:
    (record,) = read(text)
    assert (record.person, record.office, record.rank, record.party) == expected
    assert not record.former


NOTHING = [
    pytest.param("First Lady Rachel Ruto spoke first.", id="consort"),
    pytest.param("Reuters reporter Anna Smith asked first.", id="reporter"),
    pytest.param("The foreign minister of Kenya spoke first.", id="nobody_named"),
    pytest.param("Dr. Anna Smith, President of Example University, spoke first.", id="private"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_extract_gives_no_tenure_to_those_without_office(text: str) -> None:
    assert read(text) == []


def test_extract_marks_former_holders() -> None:
    (record,) = read("Former Kenyan Prime Minister Raila Odinga spoke first.")
    assert record.former


def test_extract_joins_a_title_and_its_short_form() -> None:
    (record,) = read(
        "Kenyan President William Ruto spoke first. Later President Ruto met the press."
    )
    assert record.person == "William Ruto"
    assert len(record.evidence) == 2


def test_extract_takes_the_party_of_the_speaker_who_names_the_person() -> None:
    found = read(
        'British Foreign Secretary David Cameron visited Beijing. "I recall the visit of Prime '
        'Minister Sunak," Cameron said.',
        url="https://www.fmprc.gov.cn/eng/",
    )
    assert {record.person: record.party for record in found}["Sunak"] == "GBR"


def test_extract_dates_the_act_of_a_holder_long_past() -> None:
    found = read(
        "On January 11, 2010, President Obama issued an order on the matter.",
        url="https://www.whitehouse.gov/x",
    )
    assert [(r.former, r.as_of.start) for r in found] == [(True, date(2010, 1, 11))]


def test_plain_title_levels_capitals() -> None:
    assert tenures.plain_title("VICE PRESIDENT") == "Vice President"


SHORT = [
    pytest.param("Kenya's Foreign Affairs CS Musalia Mudavadi spoke in Rome.",
                 ("Musalia Mudavadi", "foreign-minister", "KEN"), id="cabinet_secretary"),
    pytest.param("Amb. Martin Kimani of Kenya spoke in Rome.",
                 ("Martin Kimani", "ambassador", "KEN"), id="ambassador_with_a_full_stop"),
    pytest.param("India's Secretary, West, Tanmaya Lal spoke in Rome.",
                 ("Tanmaya Lal", "official", "IND"), id="region_between_commas"),
    pytest.param("Simon Manley, Director Middle East and North Africa at the UK's Foreign Office, "
                 "spoke in Rome.", ("Simon Manley", "official", "GBR"), id="bare_field"),
    pytest.param("The head of Lithuanian diplomacy, Kęstutis Budrys, spoke in Rome.",
                 ("Kęstutis Budrys", "foreign-minister", "LTU"), id="head_of_diplomacy"),
    pytest.param("The Ambassador of Japan to the Kingdom Fumio Iwai spoke in Rome.",
                 ("Fumio Iwai", "ambassador", "JPN"), id="host_by_its_form_of_state"),
    pytest.param("Richard Marles, M.P., Deputy Prime Minister of Australia, spoke in Rome.",
                 ("Richard Marles", "deputy-head", "AUS"), id="mark_behind_the_name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SHORT)
def test_extract_reads_offices_as_they_are_shortened(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert [(r.person, r.rank, r.party) for r in read(text)] == [expected]


PAST = [
    pytest.param("President Bill Clinton of the United States spoke of peace.", True, id="past"),
    pytest.param("President Joe Biden of the United States spoke of peace.", False, id="present"),
    pytest.param("President Nobody Unknown of Kenya spoke of peace.", False, id="not_in_the_table"),
]


@pytest.mark.parametrize(("text", "former"), PAST)
def test_extract_marks_who_is_known_to_have_left_office(text: str, former: bool) -> None:
    (record,) = read(text, date="2023-05-17")
    assert record.former is former


TITLES = [
    pytest.param("PRIME MINISTER", "Prime Minister", id="capitals"),
    pytest.param("US PRESIDENT", "US President", id="state"),
    pytest.param("NATO SECRETARY-GENERAL", "NATO Secretary-General", id="organisation"),
    pytest.param("MINISTER FOR THE ENVIRONMENT", "Minister for the Environment", id="small_words"),
    pytest.param("Member of the CPC Central Committee", "Member of the CPC Central Committee",
                 id="prose_stays"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_plain_title_keeps_acronyms(title: str, expected: str) -> None:
    assert tenures.plain_title(title) == expected


HEADS = [
    pytest.param(
        "Statement by His Excellency, Dr. Paulo Mendes,\nPresident of the Republic of Cabo Verde,"
        "\n\nWe come to this hall in peace.",
        ("Paulo Mendes", "CPV", "head-of-state"),
        id="office_in_the_line_below",
    ),
    pytest.param(
        "HIS EXCELLENCY, SENATOR MUSA DANLADI, GCON\nVICE PRESIDENT, FEDERAL REPUBLIC OF NIGERIA"
        "\n\nWe come to this hall in peace.",
        ("Musa Danladi", "NGA", "deputy-head"),
        id="capitals_and_honours",
    ),
    pytest.param(
        "Malaysia received the Chargé d'Affaires a.i. of the Embassy of Belgium, Ms. Anne Peeters.",
        ("Anne Peeters", "BEL", "ambassador"),
        id="ad_interim",
    ),
    pytest.param(
        "Deputy Secretary-General Amina Osei spoke in Accra. Ghana and the United Nations agree.",
        ("Amina Osei", "un", "official"),
        id="office_of_a_secretariat",
    ),
    pytest.param(
        "Belgian Secretary of State for Migration and Asylum Nicole Claes came to Pakistan.",
        ("Nicole Claes", "BEL", "vice-minister"),
        id="field_beyond_the_table",
    ),
    pytest.param(
        "Acting Foreign Minister Amir Khan of Afghanistan spoke in Oslo.",
        ("Amir Khan", "AFG", "foreign-minister"),
        id="title_that_is_a_given_name",
    ),
    pytest.param(
        "Sultan Badr bin Salim came to Berlin. Germany and Oman signed a treaty.",
        ("Badr bin Salim", "OMN", "head-of-state"),
        id="crown_of_few_states",
    ),
    pytest.param(
        "Prime Minister Robert Golo (Slovenia) spoke in Riga.",
        ("Robert Golo", "SVN", "head-of-government"),
        id="state_in_brackets",
    ),
]


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_extract_reads_how_persons_are_presented(text: str, expected: tuple[str, str, str]) -> None:
    found = [(record.person, record.party, record.rank) for record in read(text)]
    assert found == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Foreign Secretary on EU Sanctions on Iran.", id="topic"),
        pytest.param("The spokesperson of Pakistan MoFA tweeted on Friday.", id="acronym"),
        pytest.param("THE GENERAL DEBATE OF THE ASSEMBLY. Nigeria will speak.", id="no_title"),
        pytest.param("Defence Minister Welcomes Baltic Partners. Latvia spoke.", id="verb"),
    ],
)
def test_extract_takes_no_words_of_a_headline_for_a_name(text: str) -> None:
    assert read(text) == []


SIDES = [
    pytest.param(
        "The talks were chaired for Chile by Secretary Ana Diaz and Under Secretary Luis Rey, and "
        "for Peru by Secretary Eva Cruz.",
        {"Ana Diaz": "CHL", "Luis Rey": "CHL", "Eva Cruz": "PER"},
        id="for_each_side_by",
    ),
    pytest.param(
        "On the Kenyan side the talks were led by Permanent Secretary Ana Otieno.",
        {"Ana Otieno": "KEN"},
        id="on_the_side",
    ),
    pytest.param(
        "The Malian team was headed by Deputy Minister Awa Keita.",
        {"Awa Keita": "MLI"},
        id="team_headed_by",
    ),
    pytest.param(
        "Spain's Foreign Minister, Luis Rey Gil, Foreign Minister of Peru, Eva Cruz Paz, spoke.",
        {"Luis Rey Gil": "ESP", "Eva Cruz Paz": "PER"},
        id="titles_before_names_in_a_list",
    ),
    pytest.param(
        "Georgian Defence Minister Levan Beridze met his Slovenian colleague Marko Kos.",
        {"Levan Beridze": "GEO", "Marko Kos": "SVN"},
        id="foreign_colleague",
    ),
    pytest.param(
        "Ivan Orlov, chairman of the Russian section of the joint body, spoke.",
        {"Ivan Orlov": "RUS"},
        id="section_of_a_joint_body",
    ),
    pytest.param(
        "Council President Ali Omar (Kenya) opened the meeting of the UN Security Council.",
        {"Ali Omar": "unsc"},
        id="organ_presided_for_a_state",
    ),
    pytest.param(
        "The Chairperson of ECOWAS, President Kofi Mensah of Ghana, spoke.",
        {"Kofi Mensah": "GHA"},
        id="state_beside_an_organisation",
    ),
    pytest.param(
        "They met the KFOR Commander (Major General Luca Bruno) in Pristina.",
        {"Luca Bruno": "kfor"},
        id="name_in_brackets",
    ),
    pytest.param(
        "H.E. Sultan bin Saad Al Noor, Minister of State of Qatar, spoke.",
        {"Sultan bin Saad Al Noor": "QAT"},
        id="given_name_that_is_a_title",
    ),
    pytest.param(
        "Peruvian Ministers of Trade Ana Diaz, and Health Luis Rey, spoke.",
        {"Ana Diaz": "PER", "Luis Rey": "PER"},
        id="fields_in_a_list",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SIDES)
def test_extract_tells_the_party_by_where_the_text_puts_the_person(
    text: str, expected: dict[str, str]
) -> None:
    found = {record.person: record.party for record in read(text)}
    assert {name: found.get(name) for name in expected} == expected


def test_extract_gives_two_tenures_to_who_heads_a_state_and_an_organisation() -> None:
    found = read("Ana Diaz, President of Panama and Chairwoman of CARICOM, spoke first.")
    assert {(r.party, r.rank) for r in found} == {
        ("PAN", "head-of-state"), ("caricom", "organization-head"),
    }  # fmt: skip


def test_extract_marks_a_predecessor_as_former() -> None:
    found = read("Kenyan Foreign Minister Ana Otieno praised her predecessor Juma Mwangi.")
    assert {r.person: (r.party, r.former) for r in found}["Juma Mwangi"] == ("KEN", True)


def test_extract_ends_a_name_before_a_headlines_verb() -> None:
    found = read("President Kofi Mensah Hosts President Ana Diaz of Panama")
    assert [r.person for r in found] == ["Kofi Mensah", "Ana Diaz"]


def test_extract_takes_what_several_do_in_a_headline_for_no_name() -> None:
    found = read("Kenyan, Panamanian FM Discuss Open Trade\n\nForeign Minister Ana Diaz spoke.")
    assert [r.person for r in found] == ["Ana Diaz"]
