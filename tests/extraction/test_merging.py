"""Merging: a fact told twice is one record with both spans."""

from hypothesis import given
from hypothesis import strategies as st

from communique.extraction import extract
from communique.extraction.merging import merge, union
from communique.reading import read_text
from communique.records import Evidence, Position, RecordBase, Statement

TEXT = "Chad supports the truce. Mali supports the truce. Chad supports the truce."


def evidence(start: int, end: int) -> Evidence:
    return Evidence(document_id="d", start=start, end=end, text=TEXT[start:end], rule="test")


def position(holder: str, start: int, **more: object) -> Position:
    values: dict[str, object] = {
        "document_id": "d",
        "evidence": (evidence(start, start + 10),),
        "holder": holder,
        "issue": "sudan",
        "stance": "support",
        "wording": "supports the truce",
    }
    return Position(**(values | more))  # type: ignore[arg-type]


def statement(start: int) -> Statement:
    return Statement(
        document_id="d",
        evidence=(evidence(start, start + 10),),
        speaker="TCD",
        mode="indirect",
        cue="said",
        content=(evidence(5, 10),),
    )


def test_merge_joins_a_fact_told_twice() -> None:
    (record,) = merge([position("TCD", 0), position("TCD", 50)])
    assert [e.start for e in record.evidence] == [0, 50]


def test_merge_keeps_what_differs_in_a_field() -> None:
    records: list[RecordBase] = [
        position("TCD", 0),
        position("MLI", 25),
        position("TCD", 50, stance="welcome"),
    ]
    assert merge(records) == records


def test_merge_keeps_whose_words_apart() -> None:
    assert len(merge([position("TCD", 0), position("TCD", 50, source="Mali")])) == 2


def test_merge_ignores_confidence_and_topics() -> None:
    (record,) = merge(
        [
            position("TCD", 0, topics=("sudan",), confidence=0.9),
            position("TCD", 50, topics=("africa",), confidence=0.5),
        ]
    )
    assert record.topics == ("sudan", "africa")
    assert record.confidence == 0.9


def test_merge_never_joins_statements() -> None:
    assert len(merge([statement(0), statement(0)])) == 2


def test_merge_gives_one_span_for_one_place() -> None:
    (record,) = merge([position("TCD", 0), position("TCD", 0)])
    assert len(record.evidence) == 1


def test_merge_of_nothing_is_empty() -> None:
    assert merge([]) == []


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), min_size=1, max_size=6)


@given(SPANS, SPANS)
def test_union_holds_each_span_once_in_the_order_given(
    left: list[tuple[int, int]], right: list[tuple[int, int]]
) -> None:
    first = tuple(evidence(start, start + length) for start, length in left)
    second = tuple(evidence(start, start + length) for start, length in right)
    spans = [(e.start, e.end) for e in union(first, second)]
    assert spans == list(dict.fromkeys((e.start, e.end) for e in (*first, *second)))


@given(st.lists(st.tuples(st.sampled_from(["TCD", "MLI"]), st.integers(0, 60)), max_size=8))
def test_merge_is_idempotent_and_loses_no_span(cases: list[tuple[str, int]]) -> None:
    records = [position(holder, start) for holder, start in cases]
    merged = merge(records)
    assert merge(merged) == merged
    assert {(r.holder, e.start) for r in merged for e in r.evidence if isinstance(r, Position)} == (
        set(cases)
    )


def test_link_mechanisms_names_the_mechanism_that_the_commitment_speaks_of() -> None:
    document = read_text(
        "Kenyan President William Ruto and Indian Prime Minister Narendra Modi met in Nairobi. "
        "The two sides agreed to establish a joint working group on health. "
        "They agreed to deepen trade."
    )
    found = {c.action: c.mechanism for c in extract(document).commitments}
    assert found["establish a joint working group on health"] == "joint working group on health"
    assert found["deepen trade"] is None
