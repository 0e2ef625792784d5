"""Whether a time lies ahead is read from the verb around it."""

import pytest

from communique.language.model import DEFAULT_MODEL, load_model
from communique.language.tenses import looks_ahead

CASES = [
    pytest.param("The ministers will meet on Monday.", True, id="will"),
    pytest.param("He said the talks would resume on Monday.", True, id="would"),
    pytest.param("They should have replied on Monday.", False, id="modal_perfect"),
    pytest.param("The ministers met on Monday.", False, id="past"),
    pytest.param("The ministers have met on Monday.", False, id="perfect"),
    pytest.param("The treaty was signed on Monday.", False, id="past_passive"),
    pytest.param("The minister is travelling to Oslo on Monday.", True, id="progressive"),
    pytest.param("The minister was travelling to Oslo on Monday.", False, id="past_progressive"),
    pytest.param("The summit opens on Monday.", True, id="timetable"),
    pytest.param("They agreed to meet on Monday.", True, id="agreed_to"),
    pytest.param("He travelled to Oslo to meet her on Monday.", False, id="went_to"),
    pytest.param("The ministers are to meet on Monday.", True, id="are_to"),
    pytest.param("Ministers to meet on Monday", True, id="headline"),
    pytest.param("The talks scheduled for Monday were cancelled.", True, id="scheduled_for"),
    pytest.param("They scheduled a call for Monday.", True, id="scheduled_a_call"),
    pytest.param("A vote is due on Monday.", True, id="due"),
    pytest.param("Monday", None, id="no_verb"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_looks_ahead(text: str, expected: bool | None) -> None:
    doc = load_model(DEFAULT_MODEL)(text)
    [monday] = [token for token in doc if token.lower_ == "monday"]
    assert looks_ahead(monday) is expected
