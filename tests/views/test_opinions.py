"""Who thinks what of the same thing: corrections are followed, undone decisions do not count."""

from datetime import UTC, datetime
from typing import Any

import pytest

from communique.archive.types import Review
from communique.views.opinions import find_disagreements, find_matters, find_unseconded


def reviews(*told: tuple[Any, ...]) -> list[Review]:
    """Return reviews numbered from 1: by, verdict, target, and what was made or the other."""
    made = []
    for number, (by, verdict, target, *more) in enumerate(told, 1):
        other = more[0] if more else None
        judged = verdict in ("join", "split")
        made.append(
            Review(
                id=number,
                at=datetime(2025, 1, number, tzinfo=UTC),
                by=by,
                verdict=verdict,
                kind="person" if judged else None,
                targets=(target, other) if judged else (target,),
                made=None if judged else other,
            )
        )
    return made


@pytest.mark.parametrize(
    ("told", "differing"),
    [
        ([("a", "accept", "r")], 0),
        ([("a", "accept", "r"), ("b", "accept", "r")], 0),
        ([("a", "accept", "r"), ("b", "reject", "r")], 1),
        ([("a", "accept", "r"), ("b", "correct", "r", "s")], 1),
        ([("a", "correct", "r", "s"), ("b", "accept", "s")], 0),
        ([("a", "correct", "r", "s"), ("b", "correct", "r", "s")], 0),
        ([("a", "correct", "r", "s"), ("b", "correct", "s", "t")], 1),
        ([("a", "correct", "r", "s"), ("b", "reject", "s")], 1),
        ([("a", "reject", "r"), ("b", "accept", "r"), ("a", "accept", "r")], 0),
        ([("a", "reject", "r"), ("b", "accept", "q")], 0),
        ([("a", "join", "r/x", "q/x"), ("b", "split", "q/x", "r/x")], 1),
        ([("a", "join", "r/x", "q/x"), ("b", "join", "q/x", "r/x")], 0),
    ],
)
def test_find_disagreements(told: list[tuple[Any, ...]], differing: int) -> None:
    assert len(find_disagreements(reviews(*told))) == differing


def test_what_holds_is_the_latest() -> None:
    (matter,) = find_matters(reviews(("a", "accept", "r"), ("b", "reject", "r")))
    assert (matter.latest.by, set(matter.last)) == ("b", {"a", "b"})


def test_what_was_taken_back_does_not_count() -> None:
    from dataclasses import replace

    first, second = reviews(("a", "accept", "r"), ("b", "reject", "r"))
    assert find_disagreements([first, replace(second, undone_by=3)]) == []


def test_find_unseconded_leaves_out_ones_own() -> None:
    given = reviews(("a", "accept", "r"), ("b", "accept", "q"), ("a", "accept", "q"))
    assert [m.latest.targets for m in find_unseconded(given, "b")] == [("r",)]
