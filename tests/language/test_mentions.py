"""Mentions of parties: names, adjectives, capitals; and what only looks like one."""

import pytest
from tests.language.builders import passage_of

from communique.language.mentions import party_finder
from communique.reference import Reference

FOUND = [
    pytest.param("Japan met Kenya.", ["JPN", "KEN"], id="names"),
    pytest.param("The Republic of Korea wrote to the DPRK.", ["KOR", "PRK"], id="both_koreas"),
    pytest.param("the People’s Republic of China", ["CHN"], id="official_name_curly_apostrophe"),
    pytest.param("The U.S. and the UK", ["USA", "GBR"], id="abbreviations"),
    pytest.param("the Omani, Qatari and Emirati envoys", ["OMN", "QAT", "ARE"], id="adjectives"),
    pytest.param("the South Korean side", ["KOR"], id="longest_name_wins"),
    pytest.param("the Democratic Republic of the Congo", ["COD"], id="congo_kinshasa"),
    pytest.param("the Republic of the Congo", ["COG"], id="congo_brazzaville"),
    pytest.param("Guinea-Bissau and Papua New Guinea", ["GNB", "PNG"], id="names_within_names"),
    pytest.param(
        "Sino-Kenyan ties",
        ["CHN", "KEN"],
        id="prefix",
    ),
    pytest.param("a Sino expert", [], id="prefix_needs_its_hyphen"),
    pytest.param("Moscow warned Kyiv.", ["RUS", "UKR"], id="capitals"),
    pytest.param("The Kremlin answered the White House.", ["RUS", "USA"], id="seats"),
    pytest.param("the European Union and the African Union", ["eu", "au"], id="organisations"),
    pytest.param(
        "ASEAN, ECOWAS, the GCC and NATO", ["asean", "ecowas", "gcc", "nato"], id="acronyms"
    ),
    pytest.param("Côte d’Ivoire and Türkiye", ["CIV", "TUR"], id="accents"),
    pytest.param("Nigeria and Niger", ["NGA", "NER"], id="one_within_the_other"),
    pytest.param("China’s plan", ["CHN"], id="possessive"),
    pytest.param("the India-Turkey Trade Talks", ["IND", "TUR"], id="pair_before_a_name"),
    pytest.param(
        "Minister of Foreign Affairs of Jordan Ayman Safadi spoke.", ["JOR"], id="whose_office"
    ),
    pytest.param("President of Chad Mahamat Idriss Déby left.", ["TCD"], id="whose_presidency"),
    pytest.param("the Jordan–Egypt Joint Committee", ["JOR", "EGY"], id="pair_with_a_dash"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_find_reads_parties_in_order(text: str, expected: list[str], reference: Reference) -> None:
    found = party_finder(reference.parties).find(passage_of(text))
    assert [mention.party for mention in found] == expected


NOT_FOUND = [
    pytest.param("He ate a turkey in a chinaware shop.", id="common_nouns"),
    pytest.param("Indianapolis and Omanthai are towns.", id="parts_of_words"),
    pytest.param("They told us what to do.", id="the_pronoun_us"),
    pytest.param("Write to @UN for tickets.", id="handle"),
    pytest.param("Michael Jordan scored thirty points.", id="surname"),
    pytest.param("Chad Smith played the drums.", id="given_name"),
    pytest.param("President of the club Chad Smith left.", id="name_behind_an_office"),
    pytest.param(
        "The Georgia Institute of Technology hired her.",
        id="institute",
    ),
    pytest.param("It cost US$ 5 million, or 20 million Kenyan shillings.", id="whose_money"),
    pytest.param("Foreign Office Consultations were held.", id="no_ones_office"),
    pytest.param("He sailed the South China Sea and the Gulf of Guinea.", id="seas"),
]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_find_reads_no_party(text: str, reference: Reference) -> None:
    assert [m.party for m in party_finder(reference.parties).find(passage_of(text))] == []


def test_find_says_by_what_form(reference: Reference) -> None:
    found = party_finder(reference.parties).find(
        passage_of("Chinese officials told Tokyo that the PRC and Japan agree.")
    )
    assert [(m.party, m.kind) for m in found] == [
        ("CHN", "demonym"),
        ("JPN", "capital"),
        ("CHN", "abbreviation"),
        ("JPN", "name"),
    ]


def test_find_spans_its_tokens(reference: Reference) -> None:
    passage = passage_of("The **Republic of Korea** agreed.")
    (mention,) = party_finder(reference.parties).find(passage)
    assert passage.words(mention.first, mention.last) == "Republic of Korea"


def test_party_finder_is_made_once(reference: Reference) -> None:
    assert party_finder(reference.parties) is party_finder(reference.parties)
