from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from communique.evaluation.scoring import Counts, Measures, match_documents, match_records, total


def commitment(start: int, end: int, *, force: str = "agreed", party: str = "CHN") -> Any:
    return {"kind": "commitment", "spans": [[start, end]], "parties": [party], "force": force}


def test_match_records_makes_exact_pairs_first() -> None:
    gold = [commitment(0, 10)]
    wide, exact = commitment(0, 10, force="willing"), commitment(9, 12)
    matching = match_records("d", gold, [wide, exact])
    assert [pair.predicted for pair in matching.pairs] == [exact]
    assert matching.extra == (wide,)


def test_match_records_prefers_more_common_text() -> None:
    near, far = commitment(0, 9), commitment(8, 20)
    matching = match_records("d", [commitment(0, 10)], [far, near])
    assert [pair.predicted for pair in matching.pairs] == [near]


def test_match_records_uses_a_prediction_once() -> None:
    matching = match_records("d", [commitment(0, 5), commitment(5, 10)], [commitment(0, 10)])
    assert matching.counts() == {"commitment": Counts(gold=2, predicted=1, found=1, exact=1)}


def test_match_records_needs_common_text() -> None:
    matching = match_records("d", [commitment(0, 5)], [commitment(5, 10)])
    assert matching.pairs == ()
    assert (len(matching.missed), len(matching.extra)) == (1, 1)


def test_match_records_leaves_out_unknown_kinds() -> None:
    matching = match_records("d", [], [{"kind": "rumour", "spans": [[0, 1]]}])
    assert matching.counts() == {}


def test_match_documents_passes_over_documents_without_gold() -> None:
    matchings = match_documents({"a": [commitment(0, 5)]}, {"b": [commitment(0, 5)]})
    assert [m.counts()["commitment"] for m in matchings] == [Counts(gold=1)]


def test_measures_are_undefined_over_nothing() -> None:
    assert Measures.of(0, gold=0, predicted=0) == Measures(None, None, None)
    assert Measures.of(0, gold=0, predicted=3) == Measures(0.0, None, 0.0)


RECORDS = st.lists(
    st.builds(
        lambda start, length, force, party: commitment(
            start, start + length, force=force, party=party
        ),
        st.integers(0, 40),
        st.integers(1, 10),
        st.sampled_from(["agreed", "willing"]),
        st.sampled_from(["CHN", "GBR"]),
    ),
    max_size=8,
)


@given(gold=RECORDS, predicted=RECORDS)
def test_matching_loses_and_doubles_no_record(gold: list[Any], predicted: list[Any]) -> None:
    matching = match_records("d", gold, predicted)
    counts = total(matching.counts().values())
    assert counts.gold == len(gold)
    assert counts.predicted == len(predicted)
    assert counts.exact <= counts.found <= min(len(gold), len(predicted))


@given(gold=RECORDS)
def test_gold_scored_against_itself_is_perfect(gold: list[Any]) -> None:
    counts = total(match_records("d", gold, gold).counts().values())
    assert counts == Counts(len(gold), len(gold), len(gold), len(gold))
