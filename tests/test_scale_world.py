"""The load for archives: as skewed as it says, grounded, equal for equal seeds."""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.test_benchmarks import BENCHMARKS, load

from communique.archive import open_archive


@pytest.fixture(scope="module")
def scale() -> Iterator[ModuleType]:
    sys.path.insert(0, str(BENCHMARKS))
    yield load("scale_world")
    sys.path.remove(str(BENCHMARKS))


def test_archives_take_what_is_generated(scale: ModuleType, tmp_path: Path) -> None:
    with open_archive(tmp_path / "scale.db") as archive:
        for document, records in scale.generate(12):
            assert archive.add(document, records).records == scale.RECORDS_PER_DOCUMENT
        assert archive.stats().documents == 12
        assert archive.check() == []


def test_equal_seeds_generate_equal_documents(scale: ModuleType) -> None:
    first, second = ([d.id for d, _ in scale.generate(20, seed=3)] for _ in range(2))
    other = [d.id for d, _ in scale.generate(20, seed=4)]
    assert first == second
    assert not set(first) & set(other)


def test_pairs_are_skewed_and_days_span_the_years(scale: ModuleType) -> None:
    pairs: Counter[tuple[str, str]] = Counter()
    days = []
    for event in _some(scale, 8000):
        pairs[event.left, event.right] += event.reports
        days.append(event.day)
    (busiest, most), *_ = pairs.most_common(1)
    assert set(busiest) == set(scale.busiest_pair())
    assert 0.02 <= most / pairs.total() <= 0.05
    assert days == sorted(days)
    assert (days[-1] - days[0]).days >= scale.DAYS * 0.9


def _some(scale: ModuleType, documents: int) -> Iterator[Any]:
    left = documents
    for event in scale._events(documents, random.Random(0)):
        if left <= 0:
            return
        left -= event.reports
        yield event
