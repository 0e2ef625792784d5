"""Analysis: one article with what extraction asks of it."""

from datetime import date

import pytest
from tests.language.builders import analysis_of, word

from communique.document import Document
from communique.errors import UnsupportedLanguage
from communique.language.analysis import analyse, source_name
from communique.language.model import load_model
from communique.language.referents import Person, Referent
from communique.reading import read_text
from communique.reference import load_reference

PAGE = (
    "Peru and Chile agree on a port\n\n"
    "LIMA, 14 May - Peruvian Foreign Minister Javier González-Olaechea met his Chilean "
    "counterpart Alberto van Klaveren on Tuesday.\n\n"
    "“The **port** of\u00a0Callao will open next year,” González-Olaechea said.\n\n"
    "Home | Contact | Cookie policy\n"
)


def test_analyse_reads_the_prose_blocks_in_order() -> None:
    analysis = analysis_of(PAGE)
    starts = [passage.block.start for passage in analysis.passages]
    assert starts == sorted(starts)
    assert [passage.index for passage in analysis.passages] == list(range(len(starts)))
    assert not any("Cookie" in passage.text for passage in analysis.passages)


def test_analyse_refuses_a_language_without_a_lexicon() -> None:
    document = read_text(
        "Le ministre des affaires étrangères a reçu son homologue à Paris pour parler du "
        "commerce et de la sécurité en Méditerranée."
    )
    with pytest.raises(UnsupportedLanguage, match="fr"):
        analyse(document, document.articles[0], load_reference(), load_model())


def test_evidence_is_what_the_document_holds() -> None:
    analysis = analysis_of(PAGE)
    passage = next(p for p in analysis.passages if "Callao" in p.text)
    first, last = word(passage.doc, "port").i, word(passage.doc, "Callao").i
    found = analysis.evidence(passage.index, first, last, "test:rule")
    assert found.text == "port** of\u00a0Callao"
    assert analysis.document.text[found.start : found.end] == found.text
    assert (found.rule, found.document_id) == ("test:rule", analysis.document.id)


def test_evidence_at_counts_characters_of_the_passage() -> None:
    analysis = analysis_of(PAGE)
    passage = next(p for p in analysis.passages if "Callao" in p.text)
    start = passage.text.index("Callao")
    assert analysis.evidence_at(passage.index, start, start + 6, "test").text == "Callao"


def test_stretches_join_neighbouring_passages() -> None:
    analysis = analysis_of(
        "The Peruvians met there.\n\nThe envoys met again.\n\nThe ministers met last.\n"
    )
    joined = analysis.stretches([(0, 0, 2), (1, 0, 2)], "test")
    apart = analysis.stretches([(0, 0, 2), (2, 0, 2)], "test")
    assert [e.text for e in joined] == ["The Peruvians met there.\n\nThe envoys met"]
    assert [e.text for e in apart] == ["The Peruvians met", "The ministers met"]


def test_times_are_grounded_on_the_documents_date() -> None:
    analysis = analysis_of("Peru will host Chile next year. Togo hosted Mali in March 2019.")
    found = [(t.date.start, t.date.end, t.date.basis) for t in analysis.times(0)]
    assert found == [
        (date(2025, 1, 1), date(2025, 12, 31), "relative"),
        (date(2019, 3, 1), date(2019, 3, 31), "explicit"),
    ]


def test_times_without_a_date_stay_unknown() -> None:
    analysis = analysis_of("Peru will host Chile next year.", date=None)
    assert all(not time.date.known for time in analysis.times(0))


def test_times_within_leaves_out_what_lies_outside() -> None:
    analysis = analysis_of("In 2019 Peru met Chile, and in 2023 Togo met Mali.")
    doc = analysis.passages[0].doc
    found = analysis.times_within(0, word(doc, "and").i, len(doc) - 1)
    assert [t.date.start for t in found] == [date(2023, 1, 1)]


#: A page of a government's own house.
HOUSE = "https://www.whitehouse.gov/briefings-statements/a-page/"


@pytest.mark.parametrize(
    ("given", "home"),
    [
        pytest.param({"url": "https://www.mofa.go.jp/press/release/p1.html"}, "JPN", id="ministry"),
        pytest.param({"url": "https://www.state.gov/readout"}, "USA", id="department"),
        pytest.param({"url": "https://www.mea.gov.in/press-releases.htm"}, "IND", id="mea"),
        pytest.param({}, None, id="nobody"),
    ],
)
def test_home_is_the_publishers_party(given: dict[str, str], home: str | None) -> None:
    assert analysis_of("The ministers met on Tuesday in the old palace.", **given).home == home


def test_home_is_the_datelines_country_where_nobody_publishes() -> None:
    assert analysis_of("NAIROBI, May 14 - Ministers of Togo and Mali met on Tuesday.").home == "KEN"


def test_home_gives_an_office_without_a_state_its_party() -> None:
    analysis = analysis_of(
        "The Foreign Minister met Greek Foreign Minister George Gerapetritis on Tuesday. "
        "Foreign Minister Yoko Kamikawa thanked him.",
        url="https://www.mofa.go.jp/press/release/p2.html",
    )
    kamikawa = analysis.people.named("Yoko Kamikawa")
    assert kamikawa is not None
    assert kamikawa.party == "JPN"


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        pytest.param(("KEN",), "JPN", id="of_another"),
        pytest.param(("JPN",), None, id="of_ones_own"),
        pytest.param(("JPN", "KEN"), None, id="of_both"),
        pytest.param((), None, id="of_nobody"),
    ],
)
def test_claimed_by_tells_reports_about_others(
    parties: tuple[str, ...], expected: str | None
) -> None:
    analysis = analysis_of(
        "Japan and Kenya met in Nairobi on Tuesday.",
        url="https://www.mofa.go.jp/press/release/p3.html",
    )
    assert analysis.claimed_by(*parties) == expected


def test_claimed_by_nobody_where_the_publisher_is_no_party() -> None:
    assert analysis_of("Japan and Kenya met on Tuesday.").claimed_by("KEN") is None


def test_topics_put_the_most_specific_first() -> None:
    analysis = analysis_of("Peru met Chile.")
    assert analysis.topics("nuclear disarmament and arms control")[0] == "non-proliferation"
    assert analysis.topics("the weather of the weekend") == ()
    assert len(analysis.topics("trade, climate, health, tourism, sport, energy and culture")) <= 4


def test_main_region_is_the_one_the_article_is_about() -> None:
    text = "Norway on Sudan\n\nSudan needs a truce. Norway asked the armies of Sudan to stop."
    assert analysis_of(text).main_region == "sudan"
    assert analysis_of("Norway met Peru.\n\nThey spoke of fish.").main_region is None


@pytest.mark.parametrize(
    ("text", "url", "expected"),
    [
        pytest.param("The road was repaved.", None, True, id="no_state"),
        pytest.param("The United States repaved a road.", HOUSE, True, id="its_own_state"),
        pytest.param("Peru repaved a road near Lima.", HOUSE, False, id="another_state"),
        pytest.param("Peru will repave a road.", None, False, id="publisher_unknown"),
        pytest.param("Peru and Chile repaved a road.", None, False, id="two_states"),
    ],
)
def test_is_domestic_where_only_the_publishers_party_is_named(
    text: str, url: str | None, expected: bool
) -> None:
    assert analysis_of(text, url=url).is_domestic is expected


def test_as_of_is_the_documents_date() -> None:
    assert analysis_of("Peru met Chile.").as_of.start == date(2024, 5, 15)
    assert not analysis_of("Peru met Chile.", date=None).as_of.known


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        pytest.param(None, "document", id="narration"),
        pytest.param(
            Referent("person", ("PER",), (Person("Dina Boluarte", "PER"),)),
            "Dina Boluarte",
            id="person",
        ),
        pytest.param(Referent("party", ("PER",)), "PER", id="party"),
        pytest.param(Referent("unknown"), "document", id="nobody"),
    ],
)
def test_source_name(speaker: Referent | None, expected: str) -> None:
    assert source_name(speaker) == expected


def test_analyse_depends_on_its_article_alone() -> None:
    def speakers(document: Document) -> list[tuple[str | None, tuple[str, ...]]]:
        analysis = analyse(document, document.articles[0], load_reference(), load_model())
        return [(a.cue, a.speaker.parties) for a in analysis.attributions]

    document = read_text(PAGE, date="2024-05-15")
    before = speakers(document)
    analysis_of("Togolese President Faure Gnassingbé said that Mali had left.")
    assert speakers(document) == before == [("said", ("PER",))]
