"""Answers are data: whole items are taken, whatever stands around them."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.llm.conftest import commitment

from communique.llm.answers import MOST_ITEMS, read_items
from communique.llm.forms import KINDS, OWN, answer_schema, fields_of, read_proposal
from communique.records import RecordBase

ITEM = commitment("Japan and Kenya agreed to open a trade office.")


@pytest.mark.parametrize(
    "answer",
    [
        json.dumps({"records": [ITEM, ITEM]}),
        f"Here you are:\n```json\n{json.dumps({'records': [ITEM, ITEM]}, indent=2)}\n```\nBye!",
        json.dumps([ITEM, ITEM]),
        f"<think>Which? [maybe]</think>{json.dumps({'note': [1], 'records': [ITEM, ITEM]})}",
    ],
)
def test_a_list_is_found_wherever_it_stands(answer: str) -> None:
    found = read_items(answer)
    assert found.items == (ITEM, ITEM) and found.readable and found.whole


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_of_an_answer_that_was_cut_off_whole_items_stay(cut: int) -> None:
    found = read_items(json.dumps({"records": [ITEM, ITEM]})[: -cut - 2])
    assert found.items == (ITEM,) and not found.whole


@pytest.mark.parametrize(
    "answer", ["", "I can't.", "{}", '{"records": "none"}', "null", "{" * 9999]
)
def test_what_holds_no_list_is_not_readable(answer: str) -> None:
    assert not read_items(answer).readable


def test_an_empty_list_is_an_answer() -> None:
    found = read_items('{"records": []}')
    assert found.readable and found.whole and not found.items


def test_items_without_end_are_bounded() -> None:
    found = read_items(json.dumps({"records": [{}] * (MOST_ITEMS + 50)}))
    assert len(found.items) == MOST_ITEMS and not found.whole
    deep = '{"records": [' + '{"a":' * 50_000
    assert read_items(deep).items == ()


def test_the_schema_is_one_and_takes_what_we_read() -> None:
    schema = answer_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate({"records": [ITEM]}, schema)
    for wrong in ({"force": "sworn"}, {"more": 1}, {"parties": "Japan"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"records": [ITEM | wrong]}, schema)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_record_is_a_models_or_our_own(kind: str) -> None:
    told = {field.name for field in fields_of(kind)}
    own = KINDS[kind].model_fields.keys() - RecordBase.model_fields.keys()
    assert own - told <= OWN and not own & told & OWN


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.one_of(st.text(), JSON.map(json.dumps), JSON.map(lambda v: json.dumps({"records": v}))))
def test_no_answer_is_too_odd_to_be_read(answer: str) -> None:
    for item in read_items(answer).items:
        read_proposal(item)


@given(st.dictionaries(st.sampled_from([*ITEM]), JSON))
def test_a_proposal_has_the_form_or_is_none(changed: dict[str, Any]) -> None:
    proposal = read_proposal(ITEM | changed)
    if proposal is not None:
        assert proposal.values["force"] in ("agreed", "pledged", "willing")
        assert all(isinstance(q, str) for quotes in proposal.quotes.values() for q in quotes)
        assert proposal.sentence.strip() and proposal.act.strip()
