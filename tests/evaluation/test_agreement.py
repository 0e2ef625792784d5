from typing import Any

import pytest

from communique.evaluation.agreement import (
    DETAILS,
    HEADS,
    agrees,
    count_common_text,
    differing_fields,
)
from communique.records import RECORD_TYPES

SPANS = {"spans": [[0, 10]]}
JUNE = {"start": "2030-01-01", "end": "2030-06-30", "precision": "half", "basis": "explicit"}
BY_JUNE = {"start": "2030-06-01", "end": "2030-06-30", "precision": "month", "basis": "explicit"}
NO_DATE = {"start": None, "end": None, "precision": "unknown", "basis": "unknown"}


def row(kind: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, **SPANS, **fields}


def test_every_record_kind_is_scored() -> None:
    assert list(HEADS) == list(DETAILS) == list(RECORD_TYPES)


@pytest.mark.parametrize(
    ("gold", "predicted", "shared"),
    [
        pytest.param([[0, 10]], [[5, 20]], 5, id="overlap"),
        pytest.param([[0, 10]], [[10, 20]], 0, id="adjacent"),
        pytest.param([[0, 4], [10, 14]], [[2, 12]], 4, id="two_spans"),
    ],
)
def test_count_common_text(gold: list[Any], predicted: list[Any], shared: int) -> None:
    assert count_common_text({"spans": gold}, {"spans": predicted}) == shared


HEAD_CASES = [
    (
        "engagement",
        {"form": "talks", "parties": ["CHN"]},
        {"form": "meeting", "parties": ["chn"]},
        1,
        "talks_are_a_meeting",
    ),
    (
        "engagement",
        {"form": "call", "parties": ["CHN"]},
        {"form": "meeting", "parties": ["CHN"]},
        0,
        "call_is_no_meeting",
    ),
    (
        "engagement",
        {"form": "call", "parties": ["CHN", "eu"]},
        {"form": "call", "parties": ["CHN"]},
        0,
        "party_short",
    ),
    ("statement", {"speaker": "David Lammy"}, {"speaker": "Lammy"}, 1, "family_name"),
    ("statement", {"speaker": "David Lammy"}, {"speaker": "David Cameron"}, 0, "given_name_alone"),
    ("statement", {"speaker": ["JPN", "NOR"]}, {"speaker": "NOR"}, 1, "any_of_several_speakers"),
    ("statement", {"speaker": None}, {"speaker": None}, 0, "no_speaker_agrees_with_nobody"),
    (
        "commitment",
        {"parties": ["CHN", "asean"]},
        {"parties": ["ASEAN", "CHN"]},
        1,
        "parties_in_any_order",
    ),
    ("commitment", {"parties": ["CHN"]}, {}, 0, "no_parties"),
    ("request", {"by": "KOR"}, {"by": ["KOR"]}, 1, "single_value_or_list"),
    ("request", {"by": "KOR"}, {"by": "PRK"}, 0, "another_party"),
    (
        "position",
        {"holder": "CHN", "issue": "taiwan"},
        {"holder": "CHN", "issue": "trade"},
        0,
        "another_issue",
    ),
    (
        "position",
        {"holder": "CHN", "issue": "sea-turtles"},
        {"holder": "CHN", "issue": "trade"},
        1,
        "issue_of_no_guideline",
    ),
    (
        "mechanism",
        {"name": "the Joint Committee on Trade"},
        {"name": "Joint Trade Committee"},
        1,
        "names_share_words",
    ),
    (
        "mechanism",
        {"name": "Joint Committee on Trade"},
        {"name": "High-Level Dialogue"},
        0,
        "other_name",
    ),
    ("mechanism", {"name": "the"}, {"name": "of"}, 1, "nothing_to_compare"),
    (
        "figure",
        {"value": 60e9, "unit": "USD"},
        {"value": "60000000000", "unit": "usd"},
        1,
        "number_as_text",
    ),
    ("figure", {"value": 60, "unit": "USD"}, {"value": 61, "unit": "USD"}, 0, "another_number"),
    ("figure", {"value": 60, "unit": "USD"}, {"value": None, "unit": "USD"}, 0, "no_number"),
    ("figure", {"value": 60, "unit": "USD"}, {"value": 60, "unit": "percent"}, 0, "another_unit"),
    (
        "membership",
        {"organization": "un", "member": "PLW"},
        {"organization": "UN", "member": "PLW"},
        1,
        "case",
    ),
    (
        "membership",
        {"organization": "un", "member": "PLW"},
        {"organization": "un", "member": "FJI"},
        0,
        "other_member",
    ),
    (
        "tenure",
        {"person": "Penny Wong", "party": "AUS"},
        {"person": "Wong", "party": "AUS"},
        1,
        "family_name",
    ),
    (
        "tenure",
        {"person": "Penny Wong", "party": "AUS"},
        {"person": "Wong", "party": None},
        0,
        "no_party",
    ),
    (
        "occasion",
        {"name": "50th anniversary of relations"},
        {"name": "the 50th anniversary"},
        1,
        "shorter_name",
    ),
    (
        "occasion",
        {"name": "50th anniversary of relations"},
        {"name": "Asian Games"},
        0,
        "other_name",
    ),
    ("agenda", {"count": 3}, {"count": 3}, 1, "same_count"),
    ("agenda", {"count": 3}, {"count": 4}, 0, "other_count"),
]


@pytest.mark.parametrize(
    ("kind", "gold", "predicted", "expected"),
    [pytest.param(k, g, p, bool(e), id=f"{k}-{name}") for k, g, p, e, name in HEAD_CASES],
)
def test_agrees_compares_head_fields(
    kind: str, gold: dict[str, Any], predicted: dict[str, Any], expected: bool
) -> None:
    assert agrees(row(kind, **gold), row(kind, **predicted)) is expected


DETAIL_CASES = [
    (
        "engagement",
        {"people": [{"name": "Wang Yi"}]},
        {"people": ["Yi Wang"]},
        (),
        "person_as_text",
    ),
    (
        "engagement",
        {"people": [{"name": "Wang Yi"}]},
        {"people": []},
        ("people",),
        "person_missing",
    ),
    ("engagement", {"date": NO_DATE}, {"date": None}, (), "unknown_date_is_none"),
    ("engagement", {"date": JUNE}, {"date": NO_DATE}, ("date",), "date_missing"),
    (
        "engagement",
        {"place": {"city": "Oslo"}},
        {"place": {"city": None, "venue": "Oslo"}},
        (),
        "city_or_venue",
    ),
    ("engagement", {"place": {"city": "Oslo"}}, {"place": None}, ("place",), "place_missing"),
    ("engagement", {"place": {"country": "NOR"}}, {"place": None}, (), "country_alone_is_no_place"),
    ("engagement", {"status": "held"}, {"status": "scheduled"}, ("status",), "status"),
    (
        "statement",
        {"mode": "direct", "content": [[0, 10]]},
        {"mode": "direct", "content": [[0, 8]]},
        (),
        "content_nearly",
    ),
    ("statement", {"content": [[0, 10]]}, {"content": [[0, 5]]}, ("content",), "content_by_half"),
    ("statement", {"mode": "direct"}, {"mode": "mixed"}, ("mode",), "mode"),
    ("commitment", {"due": JUNE}, {"due": BY_JUNE}, (), "deadlines_end_counts"),
    (
        "commitment",
        {"force": "agreed", "due": JUNE},
        {"force": "willing"},
        ("force", "due"),
        "force_and_due",
    ),
    ("request", {"to": ["CHN"], "force": "urged"}, {"to": [], "force": "urged"}, ("to",), "to"),
    ("position", {"stance": "support"}, {"stance": "welcome"}, ("stance",), "stance"),
    ("mechanism", {"parties": [], "state": "existing"}, {"state": "existing"}, (), "no_parties"),
    ("figure", {"period": JUNE}, {"period": BY_JUNE}, ("period",), "period_is_compared_whole"),
    ("membership", {"role": "member"}, {"role": "chair"}, ("role",), "role"),
    ("tenure", {"rank": "envoy"}, {"rank": "envoy"}, (), "rank"),
    ("occasion", {"date": JUNE}, {"date": JUNE}, (), "date"),
    (
        "agenda",
        {"holder": "CHN", "items": [1, 2]},
        {"holder": "CHN", "items": [1]},
        ("items",),
        "items",
    ),
]


@pytest.mark.parametrize(
    ("kind", "gold", "predicted", "expected"),
    [pytest.param(k, g, p, e, id=f"{k}-{name}") for k, g, p, e, name in DETAIL_CASES],
)
def test_differing_fields_names_what_differs(
    kind: str, gold: dict[str, Any], predicted: dict[str, Any], expected: tuple[str, ...]
) -> None:
    assert differing_fields(row(kind, **gold), row(kind, **predicted)) == expected
