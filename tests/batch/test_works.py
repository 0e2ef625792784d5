"""Works: the pieces that a run is cut into, the same wherever it is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.batch.pages import Unit
from communique.batch.works import Part, bundle, divide

KEPT = st.lists(st.integers(0, 5_000), max_size=30).map(
    lambda counts: [(f"sift-{number:06}", count) for number, count in enumerate(counts)]
)


@given(KEPT)
def test_parts_cover_what_was_kept_once_and_in_order(kept: list[tuple[str, int]]) -> None:
    rows = [(name, row) for name, count in kept for row in range(count)]
    parts = list(divide(kept))
    covered = [
        (s.sift, row) for part in parts for s in part.slices for row in range(s.start, s.stop)
    ]
    assert covered == rows
    assert [part.number for part in parts] == list(range(len(parts)))
    first = 0
    for part in parts:
        assert part.first == first
        first += part.pages


def test_a_run_with_pages_enough_has_parts_for_many_workers() -> None:
    assert len(list(divide([("sift-000000", 10_000)]))) == 16


def test_parts_of_a_large_run_are_bounded() -> None:
    assert max(part.pages for part in divide([("sift-000000", 1_000_000)])) == 2_000


def test_nothing_kept_is_no_part() -> None:
    assert list(divide([("sift-000000", 0)])) == []


def test_pages_that_are_files_go_together_and_archives_alone() -> None:
    page, archive = Unit("a.html", "page", size=10), Unit("b.warc.gz", "warc", size=5)
    sifts = list(bundle([page, page, archive, page]))
    assert [(len(sift.units), sift.bytes) for sift in sifts] == [(2, 20), (1, 5), (1, 10)]
    assert [sift.number for sift in sifts] == [0, 1, 2]


@pytest.mark.parametrize(("files", "size"), [(450, 1), (3, 40_000_000)])
def test_bundles_are_bounded(files: int, size: int) -> None:
    units = [Unit(f"{number}.html", "page", size=size) for number in range(files)]
    sifts = list(bundle(units))
    assert len(sifts) > 1
    assert [unit for sift in sifts for unit in sift.units] == units


def test_pieces_are_named_by_their_numbers() -> None:
    assert Part(7, 0, ()).name == "part-000007"
