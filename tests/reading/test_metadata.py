"""What is known of an article as a publication."""

from datetime import date

import pytest

from communique.reading import read_text

LEAD = "The foreign minister of Kenya met his Indian counterpart in Nairobi on Monday."
BODY = "Both sides agreed to deepen cooperation in trade, education and maritime security."


def test_find_metadata_reads_the_head_of_a_page() -> None:
    text = (
        "China Daily Website\n\nKenya and India agree to deepen maritime ties\n\n"
        f"Updated: 2024-03-06 15:09\n( Xinhua)\n\nNAIROBI - {LEAD}\n\n{BODY}"
    )
    found = read_text(text).metadata
    assert found.title == "Kenya and India agree to deepen maritime ties"
    assert (found.publisher, found.agency) == ("China Daily", "Xinhua")
    assert found.dateline_place == "Nairobi"
    assert found.language == "en"
    assert found.published is None
    assert found.updated is not None
    assert found.updated.span is not None
    assert text[slice(*found.updated.span)] == "2024-03-06"
    assert found.date is not None
    assert found.date.start == date(2024, 3, 6)


PUBLISHED = [
    pytest.param(f"Published on 4 March 2024\n\n{LEAD}\n\n{BODY}", None, "text", id="label"),
    pytest.param(f"March 4, 2024\n\n{LEAD}\n\n{BODY}", None, "text", id="line_of_its_own"),
    pytest.param(f"NAIROBI, March 4, 2024 (Xinhua) -- {LEAD}", None, "text", id="dateline"),
    pytest.param(
        f"Updated: 2024-03-06\n\nNAIROBI, March 4 (Xinhua) -- {LEAD}",
        None, "text", id="dateline_with_year_of_update",
    ),
    pytest.param(LEAD, "https://example.org/2024/03/04/talks/", "given", id="address"),
    pytest.param(
        f"The ministers in Nairobi, March 4, 2024. (Xinhua/Han Xu)\n\n{LEAD}", None, "text",
        id="caption_agreeing_with_weekday",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "url", "found"), PUBLISHED)
def test_find_metadata_reads_the_day(text: str, url: str | None, found: str) -> None:
    published = read_text(text, url=url).metadata.published
    assert published is not None
    assert (published.date.start, published.found) == (date(2024, 3, 4), found)
    assert published.date.basis == "explicit"


UNDATED = [
    pytest.param(f"The two met on October 18, 2024, in Nairobi. {LEAD}", id="day_told_of"),
    pytest.param(
        f"The ministers in Nairobi, March 5, 2024. (Xinhua/Han Xu)\n\n{LEAD}",
        id="caption_of_another_weekday",
    ),
    pytest.param(f"NAIROBI, March 4 (Xinhua) -- {LEAD}", id="dateline_without_year"),
    pytest.param(f"Date: 03/06/2024\n\n{LEAD}", id="ambiguous_order"),
]


@pytest.mark.parametrize("text", UNDATED)
def test_find_metadata_leaves_an_unsure_day_unknown(text: str) -> None:
    found = read_text(text).metadata
    assert (found.published, found.updated) == (None, None)


def test_find_metadata_prefers_the_day_given() -> None:
    found = read_text(f"Published on 4 March 2024\n\n{LEAD}", date="2024-03-01").metadata
    assert found.date is not None
    assert found.date.start == date(2024, 3, 1)


def test_find_metadata_names_the_publisher_by_its_host() -> None:
    found = read_text(LEAD, url="https://www.whitehouse.gov/briefings/x/").metadata
    assert found.publisher == "The White House"


LANGUAGES = [
    pytest.param("Le ministre des affaires étrangères a reçu son homologue.", "fr", id="french"),
    pytest.param("外交部长王毅同印度外长举行会谈。", "zh", id="chinese"),
    pytest.param("The ministers met in Oslo.", "en", id="short_english"),
    pytest.param("1234 5678", None, id="no_letters"),
]


@pytest.mark.parametrize(("text", "expected"), LANGUAGES)
def test_find_metadata_tells_the_language(text: str, expected: str | None) -> None:
    assert read_text(text).metadata.language == expected


def test_find_metadata_takes_no_common_word_for_a_publisher() -> None:
    text = f"{LEAD}\n\n{BODY}\n\nCopyright of the national archives. All rights reserved."
    assert read_text(text).metadata.publisher is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ministers meet in Lima | Reuters", "Ministers meet in Lima"),
        ("Ministers meet in Lima - The Hindu", "Ministers meet in Lima"),
        ("Statement – United States Department of State", "Statement"),
        ("Peru - Chile", "Peru - Chile"),
        ("Peru–Chile talks | a second day", "Peru–Chile talks | a second day"),
        ("Reuters", "Reuters"),
    ],
)
def test_a_title_goes_without_its_publisher(title: str, expected: str) -> None:
    text = f"{title}\n\nThe ministers met in Lima on Monday and talked for two hours.\n"
    assert read_text(text, title=title).articles[0].metadata.title == expected
    article = read_text(text).articles[0]
    if article.blocks[0].kind == "headline":
        assert text[article.blocks[0].start : article.blocks[0].end] == expected
