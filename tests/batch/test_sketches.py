"""What sketches keep of a text."""

import hashlib
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.batch.sketches import ALIKE, FEWEST_WORDS, SIZE, resemblance, sketch

WORDS = (
    "harbour", "treaty", "winter", "river", "council", "grain", "border", "vessel", "market",
    "engine", "school", "forest", "letter", "signal", "window", "copper", "island", "teacher",
    "bridge", "orchard", "ferry", "lantern", "quarry", "meadow", "tunnel", "harvest", "museum",
    "kettle", "archive", "railway", "pasture", "compass", "anchor", "chapel", "turbine",
    "mirror", "bakery", "causeway",
)  # fmt: skip


def write(words: int, *, start: int = 1) -> str:
    """Return a text of so many words in which no run of words recurs, with names and figures."""
    found, state = [], start
    for place in range(words):
        state = (state * 1103515245 + 12345) % 2**31
        word = WORDS[(state >> 8) % len(WORDS)]
        found.append(f"{word.title()} {state % 997}" if place % 12 == 11 else word)
    return " ".join(" ".join(found).split()[:words])


TEXT = write(400)
MENU = "Home News World Sport Weather Log in Subscribe Search Archive Contact Imprint Help Terms"
CALL = (
    "The foreign minister spoke on {day} with the foreign minister of {state} and thanked {state} "
    "for its help after the flood in {city}. The two ministers looked at trade, which came to {n} "
    "million last year, and agreed that the joint commission should meet in {city} before the "
    "summer. They also spoke of the situation in the region and of the importance of dialogue, "
    "and the government of {state} was asked to send its experts to the talks in {city} soon."
)
CALLS = [
    CALL.format(day="3 May", state="Kenya", city="Nairobi", n=215),
    CALL.format(day="9 June", state="Norway", city="Oslo", n=1400),
]


def measure(left: str, right: str) -> float:
    return resemblance(sketch(left), sketch(right))


@pytest.mark.parametrize(
    "text", ["", "word", "two words", TEXT, write(3000), "\ud800 half", "会谈" * 50]
)
def test_size_is_the_same_for_every_text(text: str) -> None:
    assert len(sketch(text)) == SIZE <= 1280


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(TEXT, id="same"),
        pytest.param(TEXT.upper(), id="capitals"),
        pytest.param(TEXT.replace(" ", "\n\t "), id="white_space"),
        pytest.param("“" + TEXT.replace(" bridge", ", bridge") + "!”", id="punctuation"),
        pytest.param(TEXT.replace("fi", "ﬁ"), id="ligatures"),
    ],
)
def test_the_same_words_resemble_wholly(other: str) -> None:
    assert measure(TEXT, other) == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("Reports of a settlement\n" + TEXT, id="headline"),
        pytest.param(TEXT[: len(TEXT) // 2], id="cut_ending"),
        pytest.param(f"{MENU} {TEXT} {MENU} {write(60, start=5)}", id="boilerplate"),
        pytest.param("GENEVA (agency) said on Monday that " + TEXT[200:], id="lead"),
        pytest.param(TEXT[:900] + TEXT[1500:], id="dropped_paragraph"),
        pytest.param(f"{MENU} In brief: {TEXT[250:1000]} {TEXT[1300:1900]} {MENU}", id="all"),
    ],
)
def test_edited_copies_are_alike(other: str) -> None:
    assert measure(TEXT, other) >= ALIKE


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(TEXT, write(400, start=2), id="other_articles"),
        pytest.param(*CALLS, id="one_template"),
        pytest.param(*(f"{MENU} {write(70, start=n)} {MENU}" for n in (3, 4)), id="one_menu"),
        pytest.param(TEXT, write(300, start=6) + " " + TEXT[-600:], id="background"),
    ],
)
def test_other_texts_are_not_alike(left: str, right: str) -> None:
    assert measure(left, right) < ALIKE


def test_a_template_with_the_same_names_and_figures_is_a_copy() -> None:
    assert measure(CALLS[0], "From our desk, last night: " + CALLS[0]) >= ALIKE


def test_short_texts_are_copies_by_the_same_words_only() -> None:
    short = write(FEWEST_WORDS - 1)
    assert measure(short, short.upper()) == 1
    assert measure(short, short + " more") == 0
    assert measure(short, short.rsplit(" ", 1)[0]) == 0


def test_texts_that_say_one_thing_over_and_over_are_copies_by_the_same_words_only() -> None:
    again = "Please wait while the page is loading. " * 40
    assert measure(again, again.lower()) == 1
    assert measure(again, again + TEXT) == 0


def test_a_long_text_in_capitals_is_sketched() -> None:
    assert measure(TEXT.upper() * 50, TEXT.upper() * 49 + "END") >= ALIKE


@pytest.mark.parametrize("text", ["", "  \n", "!?… --", "___"])
def test_a_text_without_words_resembles_nothing(text: str) -> None:
    assert measure(text, text) == 0
    assert measure(text, TEXT) == 0


def test_scripts_without_spaces_are_compared_by_character() -> None:
    signs = [chr(0x4E00 + (place * 7919) % 5000) for place in range(300)]
    text = "".join(signs)
    assert measure(text, text[:200]) >= ALIKE
    assert measure(text, "".join(reversed(signs))) == 0


@given(st.text(max_size=400), st.text(max_size=400))
def test_resemblance_is_symmetric_and_between_0_and_1(left: str, right: str) -> None:
    assert 0 <= measure(left, right) == measure(right, left) <= 1


@given(st.integers(1, 50), st.integers(1, 50), st.integers(30, 300), st.integers(30, 300))
def test_resemblance_of_longer_texts_is_symmetric(a: int, b: int, m: int, n: int) -> None:
    left, right = write(m, start=a) + " " + write(80), write(n, start=b) + " " + write(80)
    assert 0 <= measure(left, right) == measure(right, left) <= 1
    assert measure(left, left) == 1


def test_sketches_do_not_depend_on_the_process() -> None:
    program = (
        "import sys; from communique.batch.sketches import sketch;"
        "sys.stdout.write(sketch(sys.stdin.read()).hex())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=TEXT,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert made == {sketch(TEXT).hex()}


def test_sketches_stay_what_they_are() -> None:
    # Groups of yesterday's run and of today's must be the same; a change here is one of records.
    made = hashlib.sha256(sketch(TEXT) + sketch("The talks were held in Geneva.")).hexdigest()
    assert made.startswith("b5064663ddb70289")
