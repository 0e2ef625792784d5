"""Transcripts: labels of turns, and turns as direct speech."""

import pytest
from tests.language.builders import analysis_of, attributions, falls_short, passage_of

from communique.language.transcripts import turn_label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("SECRETARY BLINKEN: Good morning.", "SECRETARY BLINKEN", id="capitals"),
        pytest.param("QUESTION: Will you go?", "QUESTION", id="question"),
        pytest.param("Q Will you go?", "Q", id="q"),
        pytest.param("A The talks went well.", "A", id="a"),
        pytest.param("Mao Ning: China is ready.", "Mao Ning", id="name"),
        pytest.param(
            "PRIME MINISTER MODI (through an interpreter): Yes.",
            "PRIME MINISTER MODI (through an interpreter)",
            id="bracket",
        ),
    ],
)
def test_turn_label_reads_the_label(text: str, label: str) -> None:
    passage = passage_of(text)
    found = turn_label(passage)
    assert found is not None
    assert found[0] == label
    assert not passage.text[found[1] :].startswith(":")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the two sides agreed: nothing changes.", id="small_letter"),
        pytest.param("Peru and Chile signed.", id="no_colon"),
        pytest.param("The doors opened at 9:30 in Lima.", id="clock"),
        pytest.param("", id="empty"),
        pytest.param(
            "The leaders of the two countries agreed on the following: trade.", id="sentence"
        ),
    ],
)
def test_turn_label_reads_none(text: str) -> None:
    assert turn_label(passage_of(text)) is None


TURNS = """\
MS MAO NING: Good afternoon. Let me begin with an announcement.

Foreign Minister Wang Yi will receive the foreign minister of Peru this week.

REUTERS: Will China and Peru sign an agreement?

MAO NING: China and Peru are good friends. We will publish the outcome in due course.

(The press conference ended at 3:30 p.m.)
"""


TITLE = "Foreign Ministry Spokesperson Mao Ning’s Regular Press Conference on May 14, 2024"
URL = "https://www.mfa.gov.cn/eng/xw/fyrbt/lxjzh/20240514.html"


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param(f"{TITLE}\n\n", id="office_in_the_heading"),
        pytest.param(
            "",
            id="office_in_the_given_title",
            marks=falls_short("who has an office only in the title is no speaker"),
        ),
    ],
)
def test_read_takes_a_turn_with_its_paragraphs_as_one(heading: str) -> None:
    found = attributions(heading + TURNS, title=TITLE, url=URL)
    assert [(name, cue) for name, cue, _ in found] == [("Mao Ning", None)] * 2
    assert "Wang Yi will receive" in found[0][2]
    assert "ended at" not in found[1][2]
    assert "sign an agreement" not in " ".join(content for _, _, content in found)


def test_read_takes_a_retold_answer_for_narration() -> None:
    found = attributions(
        "Q: Will Foreign Minister Javier González-Olaechea of Peru come?\n\n"
        "A: Spokesperson Mao Ning said that he will. She noted that the visit is his first.\n\n"
        "Q: And what comes next?\n\n"
        "A: Mao said that the dates are open.\n"
    )
    assert [(name, cue) for name, cue, _ in found] == [
        ("Mao Ning", "said"), ("Mao Ning", "noted"), ("Mao Ning", "said"),
    ]  # fmt: skip


def test_read_takes_headings_in_capitals_for_no_turns() -> None:
    analysis = analysis_of(
        "BUILDING NEW INDUSTRIES: Kenya and Japan agreed to build a port.\n\n"
        "OPENING MARKETS: Japan will buy more tea from Kenya.\n"
    )
    assert not analysis.mute
