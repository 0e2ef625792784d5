"""In whose name a text speaks, by its title."""

import pytest
from tests.language.builders import analysis_of, word

from communique.language.issuing import Issue

TEXT = "We regret the decision of the authorities in Lima. Talks are still the only way out."


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Statement of the Ministry of Foreign Affairs of the Republic of Peru", Issue("PER")),
        ("Press release by the Embassy of Peru in Ottawa on consular hours", Issue("PER")),
        ("Statement by the Foreign Ministry on sanctions against Peru", Issue(None)),
        ("Peruvian Foreign Ministry spokesperson's statement on the border", Issue("PER")),
        (
            "Remarks by the Foreign Minister of Peru at the General Assembly",
            Issue("PER", spoken=True),
        ),
        ("Speech by the President of the European Commission at Davos", Issue("eu", spoken=True)),
        ("Joint statement by the Foreign Ministers of Peru and Chile", Issue(None, joint=True)),
        ("G7 Leaders' Statement on Haiti", Issue("g7")),
        ("Statement by the board of Andes Copper on Peru", None),
        ("Peru and Chile sign a statement", None),
        ("Foreign Minister of Peru meets the President of Chile", None),
        ("A statement of intent", None),
    ],
)
def test_find_issue_reads_the_author_of_an_official_text(
    title: str, expected: Issue | None
) -> None:
    assert analysis_of(TEXT, title=title).issue == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Statement by the Foreign Ministry of Chile on Peru", ("CHL",)),
        ("Joint statement of the Foreign Ministries of Chile and Peru", ("CHL", "PER")),
    ],
)
def test_we_means_who_issues_the_text(title: str, expected: tuple[str, ...]) -> None:
    analysis = analysis_of(
        "The talks between Chile and Peru have failed. We regret it.", title=title
    )
    passage = analysis.passages[-1]
    assert analysis.resolve(passage.index, word(passage.doc, "We", -1)).parties == expected


def test_an_author_speaks_for_his_own_party_wherever_he_is() -> None:
    analysis = analysis_of(
        "New York, 28 September 2024\n\nWe will keep our word.",
        title="Dr Vivian Balakrishnan's national statement at the General Debate",
    )
    assert analysis.issue == Issue("SGP", author="Vivian Balakrishnan")
    assert analysis.home == "SGP"


def test_what_is_shared_is_no_issuers_alone() -> None:
    analysis = analysis_of(
        "Chile met Peru in Lima. It renewed our shared commitment to peace.",
        title="Statement by the Foreign Ministry of Chile on Peru",
    )
    passage = analysis.passages[-1]
    assert analysis.resolve(passage.index, word(passage.doc, "our", -1)).parties == ("CHL", "PER")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile met Peru in Lima. We will never change our view.", ("CHL",)),
        (
            "Chile met Peru in Lima. Our two countries share a border. We will open it.",
            ("CHL", "PER"),
        ),
    ],
)
def test_we_is_the_pages_own_side_unless_both_speak(text: str, expected: tuple[str, ...]) -> None:
    analysis = analysis_of(text, title="Chile and Peru talk", url="https://www.minrel.gob.cl/a")
    passage = analysis.passages[-1]
    assert analysis.resolve(passage.index, word(passage.doc, "We", -1)).parties == expected
