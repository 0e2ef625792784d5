"""The worlds by which the grouping of copies is measured: true to what they say, apart."""

import sys
from collections import Counter
from collections.abc import Iterator
from types import ModuleType

import pytest
from tests.test_benchmarks import BENCHMARKS, load


@pytest.fixture(scope="module")
def copies() -> Iterator[ModuleType]:
    sys.path.insert(0, str(BENCHMARKS))
    yield load("copies")
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def world(copies: ModuleType) -> ModuleType:
    return sys.modules["copies_world"]


@pytest.mark.parametrize("half", ["dev", "report"])
def test_worlds_have_every_kind_and_are_equal_for_equal_seeds(world: ModuleType, half: str) -> None:
    texts = world.make_world(half, seed=3, stories=40)
    assert texts == world.make_world(half, seed=3, stories=40)
    assert texts != world.make_world(half, seed=4, stories=40)
    kinds = Counter(text.kind for text in texts)
    assert set(kinds) == {"story", *world.KINDS, *world.HARD}
    # A text that is hard to tell from a copy has a story of its own.
    stories = Counter(text.story for text in texts)
    assert all(stories[text.story] == 1 for text in texts if text.kind in ("lone", "sequel"))
    assert not any("{" in text.text for text in texts)


def test_halves_have_other_words_and_templates(world: ModuleType) -> None:
    dev, report = world.load("dev"), world.load("report")
    for name in set(dev["words"]) & set(report["words"]):
        assert not set(dev["words"][name]) & set(report["words"][name]), name
    for part in ("headlines", "leads", "sentences"):
        assert not set(dev["articles"][part]) & set(report["articles"][part])
    assert not {t["title"] for t in dev["templates"]} & {t["title"] for t in report["templates"]}


def test_pairs_are_found_as_well_as_is_told(copies: ModuleType, world: ModuleType) -> None:
    texts = world.make_world("dev", seed=5, stories=100)
    _, _, f1 = copies.score(*copies.judge(texts, copies.find_groups(texts)))
    assert f1 >= 0.97


def test_documents_have_the_planted_copies(copies: ModuleType) -> None:
    written = list(copies.write_documents(100))
    origins = [origin for _, origin, _ in written if origin >= 0]
    assert len(origins) == 10
    assert all(written[origin][1] == -1 for origin in origins)


def test_scores_are_of_pairs(copies: ModuleType) -> None:
    true = copies.find_pairs({1: [1, 2, 3], 4: [4, 5]})
    found = copies.find_pairs({1: [1, 2], 3: [3, 4]})
    assert copies.score(true, found) == (0.5, 0.25, pytest.approx(1 / 3))
    assert copies.score(set(), set()) == (1, 1, 1)
