"""The table of phrases and the shapes of furniture."""

import pytest

from communique.reading.boilerplate import is_menu_line, is_residue, load_phrases, name_furniture
from communique.reading.bylines import find_byline, find_header_place
from communique.reading.captions import is_caption, is_credit


def test_load_phrases_fills_every_way_of_matching() -> None:
    phrases = load_phrases()
    assert min(len(phrases.lines), len(phrases.starts), len(phrases.parts)) > 30
    assert len(phrases.patterns) > 10


@pytest.mark.parametrize(
    ("block", "what"),
    [
        pytest.param("« Cookie Settings »", "cookie", id="punctuation_around"),
        pytest.param("DON’T MISS", "related", id="curly_apostrophe"),
        pytest.param("Example reporter Jane Doe has more.", "hand-over", id="hand_over"),
        pytest.param("A reporter of the paper has more questions.", None, id="no_hand_over"),
        pytest.param("END  4:49 P.M. EDT", "end-mark", id="end_with_time"),
        pytest.param("Page 3 of 12", "page", id="page"),
        pytest.param("Related: " + "the ministers spoke at length " * 9, None, id="long_related"),
        pytest.param("FacebookTwitterLinkedInMore", "share", id="share_names_run_together"),
        pytest.param("Tel: +254 20 123456", "contact", id="telephone"),
        pytest.param("Address of the president to parliament", None, id="address_as_speech"),
        pytest.param("Kenya and India", None, id="words"),
    ],
)
def test_name_furniture_goes_by_the_table(block: str, what: str | None) -> None:
    assert name_furniture(block) == what


def test_is_residue_wants_words_repeated_whole() -> None:
    assert is_residue("left corner left corner")
    assert not is_residue("They met and they parted")


def test_is_menu_line_wants_short_parts() -> None:
    assert is_menu_line("Home > News > World")
    assert not is_menu_line("Kenya | India")
    assert not is_menu_line("The minister met the envoy of India – and left – for Kenya.")


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param("Two ministers in Nairobi. (Xinhua/Han Xu)", True, id="agency_and_name"),
        pytest.param("A view of the ministry in Nairobi. /CFP", True, id="slash"),
        pytest.param("Two ministers in Nairobi. Photo: Jane Doe", True, id="photo_label"),
        pytest.param("Two ministers in Nairobi. REUTERS/Jane Doe", True, id="reuters"),
        pytest.param("File photo of two ministers in Nairobi", True, id="file_photo"),
        pytest.param("Kenya's minister (L) greets his guest (R)", True, id="positions"),
        pytest.param("They met in Nairobi. (Xinhua)", False, id="agency_alone_ends_a_report"),
        pytest.param("Trade by rail and/or road will grow.", False, id="slash_in_sentence"),
    ],
)
def test_is_caption_goes_by_credit_and_opening(block: str, expected: bool) -> None:
    assert is_caption(block) is expected


def test_is_credit_wants_nothing_else() -> None:
    assert is_credit("(Photo: Xinhua)")
    assert not is_credit("Two ministers in Nairobi. (Photo: Xinhua)")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        pytest.param("Updated: 2012-03-06 15:09", "updated", id="updated"),
        pytest.param(", Updated 14:14, 23-Apr-2024", "updated", id="comma_before"),
        pytest.param("Published 4 March 2024, 10:00 GMT", "published", id="published"),
        pytest.param("By Jane Doe and John Roe", "author", id="authors"),
        pytest.param("Source: Xinhua", "agency", id="source"),
        pytest.param("Editor: Jane Doe", "editor", id="editor"),
        pytest.param("(Xinhua)", "agency", id="agency_alone"),
    ],
)
def test_find_byline_reads_the_role(line: str, role: str) -> None:
    found = find_byline(line)
    assert found is not None
    assert found.role == role


@pytest.mark.parametrize(
    "line",
    [
        "By 2030 both sides will double trade",
        "By then the ministers had left for Mombasa and Lamu by train",
        "Updated guidance was agreed by both sides",
        "Source countries and transit countries agree on migration",
        "(Applause.)",
        "Kenya and India agree to deepen ties",
    ],
)
def test_find_byline_passes_over_headlines_and_prose(line: str) -> None:
    assert find_byline(line) is None


@pytest.mark.parametrize(
    ("line", "place"),
    [
        pytest.param("Nairobi, 5 May 2023", "Nairobi", id="place_and_day"),
        pytest.param("The Kremlin, Moscow", "Moscow", id="venue_and_city"),
        pytest.param("4:43 P.M. EDT", "", id="clock"),
        pytest.param("Talks in Nairobi", None, id="heading"),
        pytest.param("Kenya, a partner", None, id="words"),
    ],
)
def test_find_header_place_wants_nothing_else(line: str, place: str | None) -> None:
    assert find_header_place(line) == place
