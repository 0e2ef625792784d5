"""B³ and what it is reckoned on, against figures worked out by hand."""

import doctest
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.evaluation import clustering, linking
from communique.evaluation.clustering import Linkage, Member, b_cubed
from communique.evaluation.linking import (
    Clusters,
    Followed,
    Kind,
    Mention,
    StateScore,
    align,
    evaluate_linking,
    score_states,
)

pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12)


def members_of(rows: Sequence[tuple[object, object]]) -> list[Member]:
    return [Member(gold, cluster) for gold, cluster in rows]


@pytest.mark.parametrize("module", [clustering, linking])
def test_examples_run(module: Any) -> None:
    assert doctest.testmod(module).failed == 0


def test_b_cubed_of_the_example_of_bagga_and_baldwin() -> None:
    # Chains 1-5, 6-7, 8-C; the answer joins the first with the third: P = .58, R = 1.
    first = members_of([(n, "x" if n != "b" else "y") for n in "aaaaabbccccc"])
    assert b_cubed(first).strict.precision == pytest.approx((5 * 0.5 + 2 + 5 * 0.5) / 12)
    assert b_cubed(first).strict.recall == 1.0
    # Joining the second with the third instead costs less: P = .762.
    second = members_of([(n, "x" if n == "a" else "y") for n in "aaaaabbccccc"])
    precision = b_cubed(second).strict.precision
    assert precision == pytest.approx((5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)


def test_b_cubed_counts_missing_mentions_against_recall_alone() -> None:
    found = b_cubed([Member("a", "x"), Member("a", "x"), Member("a", None), Member("b", None)])
    assert found.strict.precision == 1.0
    assert found.strict.recall == pytest.approx((2 * 2 / 3) / 4)
    assert found.linked == clustering.mean_measures(1.0, 1.0)
    assert (found.mentions, found.missed) == (4, 2)


def test_b_cubed_of_nothing_is_undefined() -> None:
    assert b_cubed([]) == Linkage(
        0, 0, clustering.mean_measures(None, None), clustering.mean_measures(None, None)
    )
    assert b_cubed([Member("a", None)]).strict.f1 == 0.0


def test_b_cubed_of_a_phenomenon_keeps_all_clusters() -> None:
    members = [Member("a", "x", phenomena=("copy",)), Member("b", "x")]
    assert b_cubed(members, phenomenon="copy").strict.precision == 0.5


@given(pairs)
def test_perfect_clusters_score_one(rows: list[tuple[int, int]]) -> None:
    perfect = b_cubed([Member(gold, f"c{gold}") for gold, _ in rows])
    assert perfect.strict == perfect.linked == clustering.mean_measures(1.0, 1.0)


@given(pairs)
def test_changing_sides_changes_precision_for_recall(rows: list[tuple[int, int]]) -> None:
    one = b_cubed(members_of(rows)).strict
    other = b_cubed(members_of([(cluster, gold) for gold, cluster in rows])).strict
    assert one.precision == pytest.approx(other.recall)
    assert one.recall == pytest.approx(other.precision)
    assert one.f1 == pytest.approx(other.f1)


@given(pairs, st.randoms())
def test_order_and_names_do_not_count(rows: list[tuple[int, int]], chance: Any) -> None:
    shuffled = [(f"g{gold}", f"c{9 - cluster}") for gold, cluster in rows]
    chance.shuffle(shuffled)
    one, other = b_cubed(members_of(rows)).strict, b_cubed(members_of(shuffled)).strict
    assert one.precision == pytest.approx(other.precision)
    assert one.recall == pytest.approx(other.recall)


@given(pairs)
def test_singletons_are_precise_and_one_cluster_recalls_all(rows: list[tuple[int, int]]) -> None:
    apart = b_cubed([Member(gold, number) for number, (gold, _) in enumerate(rows)])
    together = b_cubed([Member(gold, "all") for gold, _ in rows])
    assert apart.strict.precision == together.strict.recall == pytest.approx(1.0)


@given(pairs, st.integers(2, 4))
def test_telling_a_mention_several_times_changes_nothing(
    rows: list[tuple[int, int]], times: int
) -> None:
    told = [Member(gold, cluster, 1 / times) for gold, cluster in rows for _ in range(times)]
    once, often = b_cubed(members_of(rows)).strict, b_cubed(told).strict
    assert once.f1 == pytest.approx(often.f1)


def place(document: str, *spans: tuple[int, int], **more: object) -> dict[str, Any]:
    return {"document": document, "spans": [list(span) for span in spans], **more}


GOLD: dict[str, Any] = {
    "documents": 2,
    "encounters": {
        "talks": {
            "form": "talks",
            "mentions": [
                place("a", (0, 40), phenomena=["report"]),
                place("b", (0, 30), phenomena=["report", "copy"]),
            ],
        },
        "visit": {"form": "visit", "mentions": [place("a", (20, 60), phenomena=["report"])]},
    },
    "persons": {
        "kim-a": {"mentions": [place("a", (5, 16), names=["Kim Sung-hwan", "Kim"])]},
        "kim-b": {"mentions": [place("a", (50, 62), names=["Kim Kye Gwan"])]},
    },
    "mechanisms": {
        "dialogue": {"mentions": [place("a", (10, 30), names=["Economic Dialogue"])]},
        "committee": {"mentions": [place("a", (31, 50), names=["Trade Committee"])]},
    },
    "promises": {
        "open-embassy": {
            "phenomena": ["fulfilled"],
            "states": [
                {"as_of": "2018-07-10", "state": "open"},
                {"as_of": "2018-12-31", "state": "done"},
            ],
            "mentions": [place("a", (0, 20)), place("b", (5, 9))],
        }
    },
}


def aligned(kind: Kind, clusters: Clusters) -> tuple[set[tuple[object, object]], int]:
    members, extra = align(kind, GOLD, clusters)
    return {(m.gold, m.cluster) for m in members}, extra


def test_align_encounters_by_form_where_spans_overlap_two() -> None:
    clusters = {
        "x": [Mention("a", ((10, 50),), form="meeting"), Mention("b", ((29, 99),), form="call")],
        "y": [Mention("a", ((10, 50),), form="visit"), Mention("b", ((30, 40),), form="talks")],
    }
    assert aligned("encounters", clusters) == ({("talks", "x"), ("visit", "y")}, 1)


def test_align_persons_by_words_of_the_name_before_spans() -> None:
    clusters = {
        "x": [Mention("a", ((90, 99),), name="KIM Sung-Hwan")],
        "y": [Mention("a", ((0, 99),), name="Kim Kye Gwan"), Mention("a", ((5, 8),), name="Lee")],
    }
    assert aligned("persons", clusters) == ({("kim-a", "x"), ("kim-b", "y")}, 1)


def test_align_namesakes_by_span_where_the_surname_is_all() -> None:
    gold = {"persons": {
        "kim-a": {"mentions": [place("a", (5, 8), names=["Kim"])]},
        "kim-b": {"mentions": [place("a", (50, 53), names=["Kim"])]},
    }}  # fmt: skip
    members, _ = align("persons", gold, {"x": [Mention("a", ((45, 60),), name="Kim")]})
    assert {(m.gold, m.cluster) for m in members} == {("kim-a", None), ("kim-b", "x")}


def test_align_mechanisms_by_span_then_by_name() -> None:
    clusters = {
        "x": [Mention("a", ((0, 60),), name="Trade Committee")],
        "y": [Mention("a", ((80, 99),), name="the Economic Dialogue")],
        "z": [Mention("a", ((80, 99),), name="Human Rights Dialogue")],
    }
    assert aligned("mechanisms", clusters) == ({("committee", "x"), ("dialogue", "y")}, 1)


def test_align_shares_the_weight_of_a_mention_told_twice() -> None:
    clusters = {"x": [Mention("b", ((0, 9),))], "y": [Mention("b", ((9, 20),))]}
    members, _ = align("encounters", GOLD, clusters)
    assert sorted(m.weight for m in members) == [0.5, 0.5, 1.0, 1.0]
    assert b_cubed(members).missed == 2


def followed(state: str, *places: tuple[str, int, int]) -> Followed:
    return Followed(state, tuple(Mention(d, ((s, e),)) for d, s, e in places))


def test_score_states_asks_the_promise_that_tells_most_of_the_mentions() -> None:
    scores = score_states(
        GOLD,
        {
            "2018-07-10": [followed("open", ("a", 19, 30)), followed("done", ("c", 0, 99))],
            "2018-12-31": [
                followed("open", ("a", 0, 20)),
                followed("done", ("a", 0, 20), ("b", 0, 9)),
            ],
        },
    )
    assert scores["all"] == StateScore(asked=2, found=2, right=2)
    assert scores["state done"] == StateScore(asked=1, found=1, right=1)
    assert scores["fulfilled"].accuracy == 1.0


def test_score_states_counts_a_promise_that_is_not_there_as_wrong() -> None:
    scores = score_states(GOLD, {"2018-07-10": [followed("open", ("a", 20, 30))]})
    assert scores["all"] == StateScore(asked=2, found=0, right=0)
    assert (scores["all"].accuracy, scores["all"].accuracy_of_found) == (0.0, None)


def test_evaluate_linking_renders_all_programs_within_the_width() -> None:
    right: Clusters = {
        "x": [Mention("a", ((0, 40),), form="talks"), Mention("b", ((0, 30),), form="talks")],
        "y": [Mention("a", ((20, 60),), form="visit")],
    }
    apart: Clusters = {str(n): [m] for n, m in enumerate(m for ms in right.values() for m in ms)}
    report = evaluate_linking(
        GOLD,
        {"ours": {"encounters": right}, "singletons": {"encounters": apart}},
        {"ours": {"2018-07-10": [followed("open", ("a", 0, 20))]}},
    )
    assert report.row("encounters", "ours").all.strict.f1 == 1.0
    assert report.row("encounters", "singletons").all.strict.recall == pytest.approx(2 / 3)
    assert set(report.row("encounters", "ours").phenomena) == {"report", "copy"}
    assert not report.row("encounters", "singletons").phenomena
    with pytest.raises(KeyError):
        report.row("persons", "ours")
    text = report.render()
    assert max(map(len, text.splitlines())) <= 110
    assert "accuracy 0.500" in text
