"""Reliability: what share of the records held so sure is right."""

from typing import Any

import pytest

from communique.evaluation.report import summarise
from communique.evaluation.scoring import Matching, Pair


def record(confidence: float | None, kind: str = "tenure") -> dict[str, Any]:
    return {"kind": kind, "spans": [[0, 1]], "confidence": confidence}


def matching_of(right: list[float | None], wrong: list[float | None]) -> Matching:
    pairs = tuple(Pair(record(None), record(sure), ()) for sure in right)
    return Matching("page", pairs, (), tuple(record(sure) for sure in wrong))


def test_reliability_compares_confidence_with_the_share_right() -> None:
    report = summarise([matching_of([0.95, 0.95, 0.95], [0.95, 0.55, 0.55])], gold_digest="")
    bins = [(b.low, b.records, b.confidence, b.right) for b in report.reliability.bins]
    assert bins == [(0.5, 2, pytest.approx(0.55), 0.0), (0.9, 4, pytest.approx(0.95), 0.75)]
    assert report.reliability.error == pytest.approx((2 * 0.55 + 4 * 0.2) / 6)
    assert "| 0.9–1.0 | 4 | 0.95 | 0.75 |" in report.to_markdown()


def test_reliability_takes_certainty_into_the_last_bin() -> None:
    (only,) = summarise([matching_of([1.0], [])], gold_digest="").reliability.bins
    assert (only.low, only.right) == (0.9, 1.0)


def test_reliability_is_empty_without_confidence() -> None:
    report = summarise([matching_of([None], [None])], gold_digest="")
    assert report.reliability.error is None
    assert "calibration" not in report.to_markdown()


def test_faults_are_counted_by_kind_and_field() -> None:
    pair = Pair(record(None), record(0.9), ("rank",))
    matching = Matching("page", (pair, pair), (record(None),), ())
    report = summarise([matching], gold_digest="")
    assert report.faults == (("tenure with another rank", 2), ("tenure missed", 1))
    assert "tenure with another rank 2; tenure missed 1." in report.to_markdown()
