"""What the rules read stays theirs; what a model adds is new or nothing."""

import ast
from pathlib import Path

from tests.llm.conftest import commitment, judge_in

import communique.llm
from communique.llm.asking import ModelFailed
from communique.llm.merging import compare, drop_doubles
from communique.llm.tally import Tally
from communique.records import Commitment, RecordBase

AGREED = "Japan and Kenya agreed to open a trade office and to hold talks on fisheries."


def propose(**changed: object) -> Commitment:
    record = judge_in(f"Japan met Kenya.\n\n{AGREED}", commitment(AGREED, **changed))
    assert isinstance(record, Commitment)
    return record


def test_another_act_of_the_same_sentence_is_new() -> None:
    office, talks = propose(), propose(action="hold talks on fisheries")
    assert compare(talks, [office]) == "new"
    assert compare(propose(action="open a trade office and"), [office]) == "confirmed"
    assert drop_doubles([office, talks, office]) == [office, talks]


def test_the_same_act_of_another_party_is_told_otherwise() -> None:
    office = propose()
    other = office.model_copy(update={"parties": ("FRA",)})
    assert compare(office, [other]) == "otherwise"


def test_the_same_words_elsewhere_are_another_act() -> None:
    office = propose()
    [span] = office.evidence
    moved = span.model_copy(update={"start": span.start + 500, "end": span.end + 500})
    assert compare(office, [office.model_copy(update={"evidence": (moved,)})]) == "new"


def test_kinds_are_not_mixed() -> None:
    other: RecordBase = propose().model_copy(update={"kind": "request"})
    assert compare(propose(), [other]) == "new"


def test_a_failure_is_told_once_and_in_one_line() -> None:
    tally = Tally(model="m", asked=3)
    for _ in range(2):
        tally.note_failure(str(ModelFailed("http://h: answered 500")))
    assert tally.failures == ["http://h: answered 500"] and tally.unanswered == 2
    assert tally.describe().endswith("2 of 3 questions unanswered: http://h: answered 500")


def test_only_asking_knows_of_network_and_clock() -> None:
    impure = {"httpx", "time", "socket", "threading", "datetime", "urllib.parse"}
    for path in Path(communique.llm.__file__).parent.glob("*.py"):
        named = {
            name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            for name in (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert bool(named & impure) == (path.name == "asking.py"), path.name
