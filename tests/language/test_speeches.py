"""Texts that one speaker spoke, without labels of turns."""

import pytest
from tests.language.builders import analysis_of

from communique.language.analysis import Analysis

BODY = (
    "Peru has kept its word. I am proud of that, and we will keep it again.\n\n"
    "Chile is our neighbour. We welcome its proposal for talks in Arica.\n\n"
    "I thank you for your attention."
)


def spoken(analysis: Analysis) -> list[tuple[str, str]]:
    """Return speaker and first words of each statement that has no cue."""
    return [
        (
            a.speaker.persons[0].name,
            analysis.passages[a.content[0][0]].words(*a.content[0][1:])[:15],
        )
        for a in analysis.attributions
        if a.cue is None
    ]


@pytest.mark.parametrize(
    ("title", "head", "first"),
    [
        pytest.param(
            "Address by Foreign Minister Javier González-Olaechea of Peru at the Assembly",
            "Mr. President,\n\nExcellencies,\n\n",
            "Mr. President,",
            id="salutation",
        ),
        pytest.param(
            "Remarks by Foreign Minister Javier González-Olaechea of Peru in Arica",
            "",
            "Peru has kept i",
            id="no_salutation",
        ),
        pytest.param(
            "Statement delivered by Javier González-Olaechea, Foreign Minister of Peru",
            "Good morning, everyone.\n\n",
            "Good morning, e",
            id="statement_with_a_greeting",
        ),
        pytest.param(
            "Council meeting: Press remarks by Peru's Foreign Minister Javier González-Olaechea",
            "Good evening,\n\n",
            "Good evening,",
            id="occasion_first",
        ),
        pytest.param(
            "Weekly press conference",
            "by Peruvian Foreign Minister Javier González-Olaechea in Lima\n\nGood afternoon.\n\n",
            "Good afternoon.",
            id="author_on_the_next_line",
        ),
        pytest.param(
            "The minister flies to Arica",
            "Foreign Minister Javier González-Olaechea left for Arica today.\n\n"
            "Following is the text of the Foreign Minister's statement before his departure.\n\n",
            "Peru has kept i",
            id="handed_over_to",
        ),
    ],
)
def test_a_speech_is_one_statement_of_its_speaker(title: str, head: str, first: str) -> None:
    analysis = analysis_of(head + BODY, title=title)
    assert spoken(analysis) == [("Javier González-Olaechea", first)]
    assert analysis.attributions[0].content[-1][0] == len(analysis.passages) - 1


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param(
            "Statement by Foreign Minister Javier González-Olaechea on Arica", BODY, id="signed"
        ),
        pytest.param(
            "Remarks by Foreign Minister Javier González-Olaechea stir Chile",
            "The remarks drew protests in Santiago. Chile called them unhelpful.",
            id="report_on_a_speech",
        ),
        pytest.param("Peru and Chile meet", BODY, id="no_author"),
        pytest.param(
            "Joint remarks by the Foreign Ministers of Peru and Chile", BODY, id="two_authors"
        ),
    ],
)
def test_other_texts_are_no_speech(title: str, text: str) -> None:
    assert spoken(analysis_of(text, title=title)) == []
