"""What is coded of a sentence: the type, the sides, and how it is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.conftest import Code
from tests.test_benchmarks import load

from communique.coding import Event
from communique.coding.patterns import TYPES
from communique.coding.reading import code_document
from communique.language.model import DEFAULT_MODEL
from communique.reading import read_text


def countries(event: Event) -> tuple[set[str], set[str]]:
    sides = (event.actors, event.recipients)
    acting, suffering = ({a.country for a in side if a.country} for side in sides)
    return acting, suffering


@pytest.mark.parametrize(
    ("text", "name", "acting", "suffering"),
    [
        ("Norway agreed to lend Zambia money for two dams.", "AGREE", {"NOR"}, {"ZMB"}),
        ("Peru's foreign minister met his Chilean counterpart in Lima.", "CONSULT",
         {"PER", "CHL"}, set()),
        ("Ireland praised Iceland for opening its archives.", "SUPPORT", {"IRL"}, {"ISL"}),
        ("Malta granted asylum to twelve Eritrean refugees.", "AID", {"MLT"}, {"ERI"}),
        ("Finland and Estonia held a joint exercise off Hanko.", "COOPERATE",
         {"FIN", "EST"}, set()),
        ("Ethiopia withdrew its soldiers from Somalia.", "RETREAT", {"ETH"}, {"SOM"}),
        ("Kenya urged Uganda to reopen the border.", "REQUEST", {"KEN"}, {"UGA"}),
        ("Chad accused Sudan of arming rebels.", "ACCUSE", {"TCD"}, {"SDN"}),
        ("Cuba rejected an offer from Panama.", "REJECT", {"CUB"}, {"PAN"}),
        ("Armenia threatened to close its airspace to Azerbaijan.", "THREATEN", {"ARM"}, {"AZE"}),
        ("Workers in Bolivia went on strike against the government.", "PROTEST", {"BOL"}, set()),
        ("Latvia expelled two Belarusian diplomats.", "SANCTION", {"LVA"}, {"BLR"}),
        ("Greece deployed warships along its border with Turkey.", "MOBILIZE", {"GRC"}, {"TUR"}),
        ("Algerian police arrested nine Moroccan fishermen.", "COERCE", {"DZA"}, {"MAR"}),
        ("Rebels killed four Nigerian soldiers near Maiduguri.", "ASSAULT", set(), {"NGA"}),
        ("Colombia pardoned eleven Venezuelan sailors.", "CONCEDE", {"COL"}, {"VEN"}),
    ],
)  # fmt: skip
def test_types_and_sides(
    code: Code, text: str, name: str, acting: set[str], suffering: set[str]
) -> None:
    first = code(text)[0]
    assert first.type == name
    assert countries(first)[0] >= acting
    assert countries(first)[1] >= suffering


def test_every_type_has_patterns_and_a_place_among_the_quads() -> None:
    from communique.coding.patterns import load_lexicon

    lexicon = load_lexicon()
    told = {pattern.type for found in lexicon.verbs.values() for pattern in found}
    assert told == set(TYPES) == set(lexicon.quads)


def test_the_passive_turns_the_sides(code: Code) -> None:
    event = code("Two Malian officers were arrested by the Senegalese army.")[0]
    assert event.type == "COERCE"
    assert countries(event) == ({"SEN"}, {"MLI"})


def test_a_meeting_of_several_is_one_event(code: Code) -> None:
    events = code("The presidents of Ghana, Togo and Benin met in Accra.")
    assert [event.type for event in events] == ["CONSULT"]
    assert countries(events[0]) == ({"GHA", "TGO", "BEN"}, set())
    assert events[0].place is not None
    assert events[0].place.city == "Accra"


@pytest.mark.parametrize(
    ("text", "auxiliary"),
    [
        ("Serbia attacked Albania.", ()),
        ("In 1998, Eritrea attacked Ethiopia.", ("historical",)),
        ("Japan's foreign minister will visit Fiji next month.", ("future",)),
        ("If Rwanda attacks Burundi, the Court must rule.", ("hypothetical",)),
        ("Hungary did not accuse Slovakia of spying.", ("negated",)),
    ],
)
def test_auxiliary_modes(code: Code, text: str, auxiliary: tuple[str, ...]) -> None:
    assert code(text)[0].auxiliary == auxiliary


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Brazil said it will send medicine to Haiti.", "AGREE"),
        ("Iraq said it will impose sanctions on Jordan.", "THREATEN"),
        ("Qatar said that Egypt must release the sailors.", "REQUEST"),
        ("Denmark said it will not accept any more Syrian refugees.", "REJECT"),
        ("Tunisia vowed to attack Libya.", "THREATEN"),
    ],
)
def test_a_modal_makes_another_event(code: Code, text: str, name: str) -> None:
    assert code(text)[0].type == name


@pytest.mark.parametrize(
    "text",
    [
        "The studio released a film about a king.",
        "The striker attacked down the left and hit the post.",
        "She is ready for the weekend.",
        "Our team will beat the champions.",
        "Critics praised the actor's performance.",
        "Shares fought back after the bank raised its target.",
        "Did the minister meet the ambassador of Peru?",
        "The court must decide.",
        "More than 300 people were killed by an earthquake.",
    ],
)
def test_what_is_no_event_is_not_coded(code: Code, text: str) -> None:
    assert code(text) == []


def test_what_is_unknown_stays_unknown(code: Code) -> None:
    event = code("Police arrested 20 protesters.", day="")[0]
    assert not event.date.known
    assert event.place is None
    assert {actor.country for actor in (*event.actors, *event.recipients)} == {None}


def test_days_are_reckoned_from_the_page(code: Code) -> None:
    event = code("On Monday, Laos signed a treaty with Nepal.")[0]
    assert str(event.date.start) == "2024-05-06"
    assert event.date.precision == "day"


WORDS = (
    "France Germany the army rebels accused attacked agreed will not to of meet Friday that "
    "sanctions on , . “ ” must if said soldiers 🇫🇷 e\u0301"
)


@settings(deadline=None)  # the first text loads the model
@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=25))
def test_whatever_the_words_offsets_slice_to_them(words: list[str]) -> None:
    document = read_text(" ".join(words))
    for event in code_document(document, DEFAULT_MODEL):
        actors = (*event.actors, *event.recipients)
        for told in (event.evidence, event.sentence, *(actor.evidence for actor in actors)):
            assert document.text[told.start : told.end] == told.text
        assert event.type in TYPES


def test_a_rerun_is_the_same(code: Code) -> None:
    text = "Spain and Italy agreed to build a port. Kenya urged Uganda to reopen the border."
    assert code(text) == code(text)


@pytest.mark.parametrize(
    ("text", "name", "acting", "suffering"),
    [
        ("US suspended food supplies to Somalia.", "SANCTION", {"USA"}, {"SOM"}),
        ("Erdogan discussed the grain corridor with Zelensky.", "CONSULT", {"TUR", "UKR"}, set()),
        ("Dockers in Marseille went on strike.", "PROTEST", {"FRA"}, set()),
        ("Sudan has re-opened its border with Chad.", "CONCEDE", {"SDN"}, set()),
        ("British activists staged a protest in Lagos.", "PROTEST", {"GBR"}, {"NGA"}),
        ("Iran test-fired a missile off Jask.", "MOBILIZE", {"IRN"}, set()),
        ("Fiji wants Tonga to withdraw its patrol boats.", "REQUEST", {"FJI"}, {"TON"}),
        ("Benin insists that Niger reopen the pipeline.", "REQUEST", {"BEN"}, {"NER"}),
        ("Indian troops were deployed along the border.", "MOBILIZE", {"IND"}, set()),
        ("Kenyan peacekeepers arrived in Haiti.", "AID", {"KEN"}, {"HTI"}),
        ("Chadian soldiers arrived in Cameroon.", "MOBILIZE", {"TCD"}, {"CMR"}),
        ("Ghana and Togo failed to reach agreement on fishing.", "REJECT", {"GHA", "TGO"}, set()),
        ("Japan decided to lift the sanctions on Myanmar.", "CONCEDE", {"JPN"}, {"MMR"}),
        ("Italy decided not to sign the treaty with Malta.", "REJECT", {"ITA"}, {"MLT"}),
        ("Yemen received a loan from Kuwait.", "AID", {"KWT"}, {"YEM"}),
        ("Georgia and Armenia linked their electricity grids.", "COOPERATE", {"GEO", "ARM"}, set()),
        ("Rwanda protested over the arrest of its consul in Burundi.", "ACCUSE", {"RWA"}, set()),
        ("Gunmen fired mortars into a market in Mombasa.", "ASSAULT", set(), {"KEN"}),
    ],
)  # fmt: skip
def test_who_acts_and_how(
    code: Code, text: str, name: str, acting: set[str], suffering: set[str]
) -> None:
    test_types_and_sides(code, text, name, acting, suffering)


def test_where_troops_stand_is_not_whose_they_are(code: Code) -> None:
    event = code("The Ethiopian commander in Somalia met the Kenyan defence minister.")[0]
    assert countries(event) == ({"ETH", "KEN"}, set())


def test_a_people_abroad_is_not_of_the_state_of_its_name(code: Code) -> None:
    event = code("Ethnic Albanians protested against North Macedonia.")[0]
    assert event.type == "PROTEST"
    assert "ALB" not in countries(event)[0]


def test_what_was_done_before_is_told(code: Code) -> None:
    types = [e.type for e in code("Mexico's president flew home after meeting Cuba's leader.")]
    assert "CONSULT" in types


@pytest.mark.parametrize(
    "text",
    [
        "In the other match, Spain defeated Australia 2-1.",
        "The coach called his striker on Monday.",
        "Bakery owner Friday released a video.",
    ],
)
def test_words_of_every_day_are_no_events(code: Code, text: str) -> None:
    assert code(text) == []


def test_a_text_cut_off_within_a_word_is_coded(code: Code) -> None:
    events = code("Kenya will strengthen its partnership with Chad to meet the challenges of th")
    assert [event.type for event in events] == ["AGREE"]


@pytest.mark.parametrize(
    ("form", "head"), [("staged", "stage"), ("raped", "rape"), ("rapped", "rap"), ("hoped", "hope")]
)
def test_forms_lead_to_their_verbs(form: str, head: str) -> None:
    from communique.coding.patterns import load_lexicon

    assert load_lexicon().forms[form] == head


def test_written_sentences_are_coded_as_they_were_meant() -> None:
    assert load("events").count_written(errors=True) > 0.85
