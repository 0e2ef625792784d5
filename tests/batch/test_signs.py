"""The words that are counted: each family finds its own, and only at the borders of words."""

import tomllib

import pytest

from communique.batch.signs import TERMS, load_signs


def see(prose: str, title: str = "") -> dict[str, float]:
    """Return the signs of a text."""
    signs = load_signs()
    return signs.look(signs.read_title(title.encode()), prose.encode())


def see_closer(prose: str, title: str) -> list[dict[str, float]]:
    """Return the signs of the passages of a text."""
    signs = load_signs()
    return list(signs.look_closer(signs.read_title(title.encode()), prose.encode()))


@pytest.mark.parametrize(
    ("family", "fires", "rests"),
    [
        ("envoys", "The chargé d'affaires came.", "He came with an envoyable parcel."),
        ("dealings", "They held talks in the hall.", "They withheld talksheets."),
        ("voices", "He reaffirmed it.", "A firm made it."),
        ("arrangements", "A treaty of peace lay there.", "He treated it."),
        ("papers", "They issued a joint communiqué.", "A joint of beef was served."),
        ("relations", "Bilateral ties grew.", "The team tied."),
        ("releases", "The readout is short.", "He read it out loudly."),
        ("rulers", "The Prime Minister spoke.", "The primer was dry."),
        ("affairs", "Refugees arrived.", "She refused."),
        ("sport", "The goalkeeper fell.", "The goal was peace."),
        ("stage", "The actress sang.", "An act followed."),
        ("markets", "Shareholders cheered.", "He shared it."),
        ("crime", "He was arrested.", "It was arresting."),
        ("weather", "Heavy rainfall came.", "Rain came."),
        ("shopping", "Add to cart now.", "Add to the cartel."),
        ("recipes", "Preheat the oven.", "They heated it."),
        ("tech", "Install the software.", "It was soft ware."),
        ("campaigns", "The nominee won.", "The name won."),
        ("living", "The horoscope said so.", "The scope was small."),
        ("boards", "Leave a comment below.", "He commented."),
        ("states", "Norwegian boats came.", "A Norwegianness of style."),
        ("capitals", "It was in Nairobi.", "It was in town."),
        ("organisations", "The African Union sent help.", "The union sent help."),
        ("leaders", "Angela Merkel spoke.", "Angela spoke."),
    ],
)
def test_a_family_finds_its_words_and_no_parts_of_others(
    family: str, fires: str, rests: str
) -> None:
    assert see(fires).get(family, 0.0) > 0
    assert see(rests).get(family, 0.0) == 0


def test_possessives_plurals_and_hyphens_are_looked_past() -> None:
    assert see("The ambassadors came.")["envoys"] > 0
    assert (
        see("Kenya's boats and Sino-Norwegian trade.")["parties"] > see("Kenya's boats.")["parties"]
    )


def test_acronyms_in_capitals_are_no_pronouns() -> None:
    assert "states" not in see("They told us so.")
    assert see("The US told them so.")["states"] > 0
    assert see("The U.S. told them so.")["states"] > 0


def test_two_parties_and_an_act_in_one_passage_are_told_apart() -> None:
    near = see("Kenya and Norway signed an agreement.")
    far = see("Kenya is warm." + " It is a fine place to be in." * 20 + " They held talks.")
    assert near["dealing of two"] > 0
    assert "dealing of two" not in far


def test_a_title_counts_apart() -> None:
    signs = see("Nothing is said.", "Kenya and Norway sign treaty")
    assert signs["two parties, title"] == 1
    assert signs["arrangements, title"] == 1


def test_all_measures_have_names_that_are_known() -> None:
    signs = see("The Foreign Minister of Kenya met with the ambassador of Norway. Goals rained.")
    assert set(signs) <= load_signs().measures


def test_terms_are_plain_and_stand_once_in_their_family() -> None:
    table = tomllib.loads(TERMS.read_text(encoding="utf-8"))
    for group in ("strong", "weak", "counter"):
        for family, words in table[group].items():
            assert len(words) == len(set(words)), family
            assert all(word == word.strip() and word for word in words), family


def test_only_passages_with_words_for_dealings_are_looked_at() -> None:
    filler = "The cat sat on the mat and looked at the dog. " * 60
    dealing = "The foreign ministers of Ghana and Togo held talks and signed a treaty. "
    assert see_closer(filler, "Ghana and Togo") == []
    passages = see_closer(filler + dealing + filler, "Ghana and Togo")
    assert 1 <= len(passages) <= 2
    assert all(passage["dealing of two"] > 0 for passage in passages)


def test_what_a_passage_tells_counts_more_where_the_title_names_who() -> None:
    dealing = "The foreign ministers of Ghana and Togo held talks and signed a treaty."
    told = see(dealing, "Ghana and Togo")
    assert (told["told and party"], told["told and two"], told["told and strong"]) == (1, 1, 0)
    assert see(dealing, "A day at the coast")["told and party"] == 0
    assert see("The cat sat on the mat.", "Ghana and Togo")["told and party"] == 0
    assert see("", "Foreign Minister in Ghana")["strong and party, title"] == 1
