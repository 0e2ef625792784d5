"""Offices and the names beside them."""

import pytest
from tests.language.builders import analysis_of, passage_of

from communique.language.mentions import party_finder
from communique.language.names import find_honorific_names
from communique.language.people import OfficeMention, find_offices
from communique.language.titles import title_grammar
from communique.reference import Reference, load_reference


def offices(text: str) -> list[OfficeMention]:
    reference = load_reference()
    passage = passage_of(text)
    mentions = party_finder(reference.parties).find(passage)
    return find_offices(passage, mentions, title_grammar(reference.offices))


NAMED = [
    pytest.param(
        "Custodian of the Two Holy Mosques King Salman bin Abdulaziz Al Saud spoke.",
        ("Salman bin Abdulaziz Al Saud", "head-of-state", None),
        id="two_royal_titles",
    ),
    pytest.param(
        "Hon. Musalia Mudavadi, E.G.H., Prime Cabinet Secretary of Kenya, spoke.",
        ("Musalia Mudavadi", None, "KEN"),
        id="honours_between_commas",
    ),
    pytest.param(
        "Iraqi Prime Minister Mohammed Shia' Al Sudani spoke.",
        ("Mohammed Shia' Al Sudani", "head-of-government", "IRQ"),
        id="article_after_apostrophe",
    ),
    pytest.param(
        "Indonesian President J. Widodo spoke.",
        ("J. Widodo", "head-of-state", "IDN"),
        id="initial_opens_name",
    ),
    pytest.param(
        "India's minister, PM Narendra Modi of India, spoke.",
        ("Narendra Modi", "head-of-government", "IND"),
        id="short_title_after_another",
    ),
    pytest.param(
        "Indonesian Foreign Minister Retno Marsudi spoke.",
        ("Retno Marsudi", "foreign-minister", "IDN"),
        id="adjective_title_name",
    ),
    pytest.param(
        "Chinese State Councilor and Foreign Minister Wang Yi spoke.",
        ("Wang Yi", "foreign-minister", "CHN"),
        id="compound_office",
    ),
    pytest.param(
        "Mauro Vieira, the Foreign Minister of Brazil, spoke.",
        ("Mauro Vieira", "foreign-minister", "BRA"),
        id="apposition",
    ),
    pytest.param(
        "India's External Affairs Minister S. Jaishankar spoke.",
        ("S. Jaishankar", "foreign-minister", "IND"),
        id="initial",
    ),
    pytest.param(
        "Kenya's Prime Cabinet Secretary Musalia Mudavadi spoke.",
        ("Musalia Mudavadi", None, "KEN"),
        id="rank_aside",
    ),
    pytest.param(
        "US Secretary of State Antony J. Blinken spoke.",
        ("Antony J. Blinken", "foreign-minister", "USA"),
        id="middle_initial",
    ),
    pytest.param(
        "Saudi Crown Prince and Prime Minister Mohammed bin Salman spoke.",
        ("Mohammed bin Salman", "head-of-government", "SAU"),
        id="particle",
    ),
    pytest.param(
        "Dutch Prime Minister Mark Rutte spoke.",
        ("Mark Rutte", "head-of-government", "NLD"),
        id="prime_minister",
    ),
    pytest.param(
        "South African President Cyril Ramaphosa spoke.",
        ("Cyril Ramaphosa", "head-of-state", "ZAF"),
        id="president",
    ),
    pytest.param(
        "Chinese Foreign Ministry spokesperson Mao Ning spoke.",
        ("Mao Ning", "spokesperson", "CHN"),
        id="spokesperson",
    ),
    pytest.param(
        "Mohammed bin Salman, Crown Prince of Saudi Arabia, spoke.",
        ("Mohammed bin Salman", None, "SAU"),
        id="apposition_with_a_particle",
    ),
    pytest.param(
        "Ursula von der Leyen, Defence Minister of Germany, spoke.",
        ("Ursula von der Leyen", "minister", "DEU"),
        id="apposition_with_two_particles",
    ),
    pytest.param(
        "Egyptian President Abdel Fattah el-Sisi spoke.",
        ("Abdel Fattah el-Sisi", "head-of-state", "EGY"),
        id="particle_with_a_hyphen",
    ),
    pytest.param(
        "Japanese Prime Minister Fumio Kishida's plane landed.",
        ("Fumio Kishida", "head-of-government", "JPN"),
        id="possessive",
    ),
    pytest.param(
        "US President Joseph R. Biden, Jr. spoke.",
        ("Joseph R. Biden, Jr.", "head-of-state", "USA"),
        id="suffix",
    ),
    pytest.param(
        "Vice President Kashim Shettima of Nigeria spoke.",
        ("Kashim Shettima", "deputy-head", "NGA"),
        id="party_after_the_name",
    ),
    pytest.param(
        "Ambassador-designate Maria Telalian of Greece spoke.",
        ("Maria Telalian", "ambassador", "GRC"),
        id="hyphen_behind_the_title",
    ),
    pytest.param(
        "PRESIDENT RUTO: Kenya is ready.", ("Ruto", "head-of-state", None), id="label_in_capitals"
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_find_offices_reads_name_rank_and_party(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    (office,) = [o for o in offices(text) if o.name]
    name, rank, party = expected
    assert (office.name, office.party) == (name, party)
    assert rank is None or office.rank == rank
    assert name.split()[0].lower() in text[office.start : office.end].lower()


def test_find_offices_reads_two_holders_of_a_plural() -> None:
    found = offices(
        "Foreign Ministers Penny Wong of Australia and Vivian Balakrishnan of Singapore met."
    )
    assert [(o.name, o.party) for o in found if o.name] == [
        ("Penny Wong", "AUS"),
        ("Vivian Balakrishnan", "SGP"),
    ]


def test_find_offices_tells_former_holders() -> None:
    (former,) = [o for o in offices("Former Japanese Prime Minister Taro Aso came.") if o.name]
    (present,) = [o for o in offices("Japanese Prime Minister Fumio Kishida came.") if o.name]
    assert former.former
    assert not present.former


def test_find_offices_reads_an_office_without_a_name() -> None:
    (office,) = offices("The Mexican foreign minister left early.")
    assert (office.name, office.rank, office.party, office.plural) == (
        None,
        "foreign-minister",
        "MEX",
        False,
    )


def test_find_offices_reads_a_plural_office() -> None:
    (office,) = offices("The foreign ministers left early.")
    assert office.plural
    assert office.name is None


NO_NAME = [
    pytest.param("The President Hotel is full.", id="hotel"),
    pytest.param("On Monday the president left.", id="small_letter"),
    pytest.param("President Monday is no name here.", id="weekday"),
    pytest.param("She was minister for four years.", id="past"),
    pytest.param("He presided over the ministerial meeting.", id="other_words"),
]


@pytest.mark.parametrize("text", NO_NAME)
def test_find_offices_reads_no_name(text: str) -> None:
    assert [o.name for o in offices(text) if o.name] == []


def test_find_offices_of_an_empty_text_is_empty() -> None:
    assert offices("") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mr. Sullivan and Ms. Joly met.", ["Sullivan", "Joly"], id="short_forms"),
        pytest.param("Dr. Jaishankar left.", ["Jaishankar"], id="doctor"),
        pytest.param("He left. Her car waited.", [], id="pronouns"),
        pytest.param("the mr is not a name", [], id="small_letters"),
    ],
)
def test_find_honorific_names_reads_names(
    text: str, expected: list[str], reference: Reference
) -> None:
    passage = passage_of(text)
    found = find_honorific_names(passage, [], title_grammar(reference.offices))
    assert [mention.name for mention in found] == expected
    assert all(passage.text[m.start : m.end].endswith(m.name) for m in found)


@pytest.mark.parametrize(
    "text",
    [
        "The Foreign Minister of Peru, HE Javier González-Olaechea, left.",
        "HE Javier González-Olaechea, Foreign Minister of Peru, left.",
        "The Foreign Minister of Peru HE Dr. Javier González-Olaechea left.",
    ],
)
def test_excellencies_without_points(text: str) -> None:
    analysis = analysis_of(text)
    assert [person.name for person in analysis.people.all] == ["Javier González-Olaechea"]


def test_find_offices_reads_generals_who_are_none() -> None:
    found = offices("Secretaries-General Kao Kim Hourn and Jasem Albudaiwi spoke.")
    assert [(o.name, o.office, o.rank) for o in found] == [
        ("Kao Kim Hourn", "Secretary-General", "organization-head"),
        ("Jasem Albudaiwi", "Secretary-General", "organization-head"),
    ]


def test_find_offices_reads_no_name_in_a_committee() -> None:
    assert [
        o.name for o in offices("The General Border Committee met in Cambodia.") if o.name
    ] == []
