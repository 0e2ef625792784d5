"""Attribution: who says it, by which cue, and what is said."""

import pytest
from tests.language.builders import analysis_of, attributions

READ = [
    pytest.param(
        "Togo said that Mali had left.", [("TGO", "said", "Mali had left")], id="state_says"
    ),
    pytest.param(
        "Togo, Mali and Chad said that they had left Peru.",
        [("TGO,MLI,TCD", "said", "they had left Peru")],
        id="several_say",
    ),
    pytest.param("Togo's ambassador to Chad said nothing.", [], id="nothing_said"),
    pytest.param(
        "Togo told Mali that the bridge was open.",
        [("TGO", "told", "the bridge was open")],
        id="told_after_the_addressee",
    ),
    pytest.param(
        "Togo warned Mali that the bridge was closed.",
        [("TGO", "warned", "the bridge was closed")],
        id="warned",
    ),
    pytest.param(
        "Togo called on Mali to open the bridge.",
        [("TGO", "called on", "to open the bridge")],
        id="called_on",
    ),
    pytest.param(
        "Togo called Mali a neighbour.",
        [("TGO", "called", "Mali a neighbour")],
        id="called_by_a_name",
    ),
    pytest.param("Togo called a meeting with Mali.", [], id="call_without_its_particle"),
    pytest.param("The said treaty binds Togo and Mali.", [], id="adjective"),
    pytest.param("Togo has yet to say whether Mali left.", [], id="yet_to_say"),
    pytest.param("Togo was told that Mali had left.", [], id="passive"),
    pytest.param("Togo could say that Mali had left.", [], id="modal"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_read_finds_source_cue_and_content(
    text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert attributions(text) == expected


def test_read_gives_what_is_reported_to_the_one_who_reports() -> None:
    found = attributions("Togo said that Mali had called for a truce in Chad.")
    assert [name for name, _, _ in found] == ["TGO"]


def test_read_finds_the_innermost_speaker() -> None:
    analysis = analysis_of("Togo said that Mali left. Chad said that Peru came.")
    passage = analysis.passages[0]
    at = {t.text: t.i for t in passage.doc}
    assert analysis.source_of(0, at["left"]) == "TGO"
    assert analysis.source_of(0, at["came"]) == "TCD"
    assert analysis.source_of(0, at["Togo"]) == "document"


def test_read_leaves_an_article_in_quotation_marks_to_its_writer() -> None:
    found = attributions(
        "“Our countries share a long border.\n\n“Our traders cross it every day.\n\n"
        "“May it stay open.”\n",
        title="Joint op-ed by the foreign ministers of Peru and Chile",
    )
    assert found == []


STRAY = [
    pytest.param('Togo said that the 6" valve fits. Mali said that it leaks.', id="inches"),
    pytest.param("Togo said that ” the valve fits. Mali said that it leaks.", id="closing_mark"),
    pytest.param("“Togo said that the valve fits. Mali said that it leaks.", id="opening_mark"),
]


@pytest.mark.parametrize("text", STRAY)
def test_read_survives_one_stray_mark(text: str) -> None:
    assert [name for name, _, _ in attributions(text)] == ["TGO", "MLI"]


CALLS = [
    pytest.param("Wang Yi called on President Dina Boluarte.", [], id="a_visit"),
    pytest.param("Wang Yi called on Peru to open its port.", ["Wang Yi"], id="a_request"),
]


@pytest.mark.parametrize(("call", "speakers"), CALLS)
def test_read_tells_a_call_on_a_host_from_words(call: str, speakers: list[str]) -> None:
    found = attributions("Chinese Foreign Minister Wang Yi came to Lima. " + call)
    assert [name for name, _, _ in found] == speakers
