"""Actions: which words a binding or requesting verb governs, one action at a time."""

import itertools
from datetime import date

import pytest
from tests.language.builders import analysis_of, bare, parse, word

from communique.extraction.actions import Action, actions_of, due_of, noun_action, wording


def words(action: Action) -> str:
    return bare(action.verb.doc[action.first : action.last + 1].text)


GOVERNED = [
    pytest.param("Peru agreed to build a port.", "build", ["build a port"], id="one_verb"),
    pytest.param(
        "Peru agreed to build a port and train its pilots.",
        "build",
        ["build a port", "train its pilots"],
        id="two_verbs",
    ),
    pytest.param(
        "Peru agreed to build roads, ports and schools.",
        "build",
        ["build roads, ports and schools"],
        id="list_of_objects",
    ),
    pytest.param(
        "Peru agreed to build and maintain the port.",
        "build",
        ["build and maintain the port"],
        id="verbs_of_one_object",
    ),
    pytest.param(
        "Peru proposed building the port, taking the tides into account.",
        "building",
        ["building the port, taking the tides into account"],
        id="a_participle_tells_how",
    ),
    pytest.param(
        "Peru agreed to pursue its work within the Water Dialogue and Cooperation Platform (WDCP).",
        "pursue",
        ["pursue its work within the Water Dialogue and Cooperation Platform (WDCP)"],
        id="a_bracket_is_closed",
    ),
    pytest.param(
        "Peru agreed not to raise the fees.", "raise", ["not to raise the fees"], id="negated"
    ),
    pytest.param(
        "Peru agreed to build a port while Chile asked for more time.",
        "build",
        ["build a port"],
        id="contrast_is_left_out",
    ),
    pytest.param(
        "Peru will fund the port, and Chile will train the pilots.",
        "fund",
        ["fund the port"],
        id="a_clause_with_its_own_subject_is_left_out",
    ),
    pytest.param(
        "Peru agreed to strengthen customs controls, deepen the exchange of data, jointly "
        "safeguard the fishing grounds.",
        "strengthen",
        [
            "strengthen customs controls",
            "deepen the exchange of data",
            "jointly safeguard the fishing grounds",
        ],
        id="list_without_and",
    ),
    pytest.param(
        "Peru agreed to publish a report to inform the fishermen.",
        "publish",
        ["publish a report to inform the fishermen"],
        id="purpose_stays_inside",
    ),
]


@pytest.mark.parametrize(("text", "verb", "expected"), GOVERNED)
def test_actions_of_finds_each_action(text: str, verb: str, expected: list[str]) -> None:
    assert [words(action) for action in actions_of(word(parse(text), verb))] == expected


def test_actions_of_passes_through_light_verbs() -> None:
    doc = parse("Peru agreed to work with Chile to protect whales and clean the beaches.")
    first, second = actions_of(word(doc, "work"))
    assert first.verb.text == "protect"
    assert words(first).endswith("protect whales")
    assert words(second) == "clean the beaches"


def test_actions_of_keeps_verbs_with_an_object_of_their_own() -> None:
    doc = parse("Peru agreed to join the treaty to protect whales.")
    (action,) = actions_of(word(doc, "join"))
    assert words(action) == "join the treaty to protect whales"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Peru agreed to build a port and to train its pilots.",
            id="to_again",
        ),
        pytest.param("Peru agreed to build a port and train its pilots.", id="to_once"),
    ],
)
def test_actions_of_begins_at_the_verb(text: str) -> None:
    assert [words(a) for a in actions_of(word(parse(text), "build"))] == [
        "build a port",
        "train its pilots",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Peru agreed to build a port and train its pilots, lower fees; and widen the pier, too.",
        "Peru agreed to work with Chile, Bolivia and Brazil to protect whales, clean beaches "
        "and plant trees.",
        "Peru agreed to adopt and maintain rules, expand trade, and, where needed, to work "
        "together to end abuses.",
    ],
)
def test_actions_of_never_overlap(text: str) -> None:
    verb = next(t for t in parse(text) if t.tag_ == "VB")
    actions = actions_of(verb)
    assert actions
    for left, right in itertools.pairwise(actions):
        assert left.first <= left.last < right.first <= right.last


def test_noun_action_takes_the_noun_with_its_complements() -> None:
    doc = parse("Malta called for an early ban on nets.")
    assert words(noun_action(word(doc, "ban"))) == "an early ban on nets"


def test_noun_action_adds_what_the_cue_adds() -> None:
    doc = parse("Malta proposed a summit on migration in May.")
    action = noun_action(word(doc, "summit"), word(doc, "proposed"))
    assert words(action) == "a summit on migration in May"


def _action(text: str, verb: str) -> tuple[date | None, str]:
    analysis = analysis_of(text)
    (action,) = actions_of(word(analysis.passages[0].doc, verb))
    due = due_of(analysis, 0, action)
    return (due.end if due else None), wording(analysis, 0, action)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        pytest.param("Peru agreed to ratify the treaty by 2030.", date(2030, 12, 31), id="year"),
        pytest.param(
            "Peru agreed to ratify the treaty by early 2030.",
            date(2030, 12, 31),
            id="early_does_not_narrow",
        ),
        pytest.param(
            "Peru agreed to ratify the treaty this year.", date(2024, 12, 31), id="this_year"
        ),
        pytest.param(
            "Peru agreed to ratify the treaty in the first half of 2025.",
            date(2025, 6, 30),
            id="half",
        ),
        pytest.param("Peru agreed to ratify the treaty within two years of 2011.", None, id="past"),
        pytest.param("Peru agreed to ratify the treaty soon.", None, id="soon"),
        pytest.param("Peru agreed to ratify the 2030 Agenda.", None, id="year_of_a_name"),
        pytest.param("Peru agreed to ratify the law of today.", None, id="of_today"),
    ],
)
def test_due_of_reads_deadlines(text: str, end: date | None) -> None:
    assert _action(text, "ratify")[0] == end


def test_wording_is_plain_text() -> None:
    _, words_ = _action("Peru agreed to ratify  the “Treaty of *Lima*”.", "ratify")
    assert words_ == 'ratify the "Treaty of Lima'
