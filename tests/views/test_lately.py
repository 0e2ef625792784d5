"""Older answers are given to who has leave for them, told as such, and computed anew behind."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.views.test_answers import PAIRS, read, write

from communique.archive.scoping import scope_of
from communique.errors import CommuniqueError
from communique.views import Desk, answers, lately, open_archive
from communique.views.lately import Refresher, leave_given, leave_withdrawn
from communique.views.recall import recall

DAYS = {"as_of": None, "known_at": None}


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2024, 5, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with open_archive(tmp_path / "desk.db", clock=clock) as made:
        add(made, 1)
        yield made


@pytest.fixture
def refresher() -> Iterator[Refresher]:
    made = Refresher()
    made.start()
    yield made
    made.close(10)


@pytest.fixture(autouse=True)
def all_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lately, "LONG_SECONDS", 0.0)


def add(desk: Desk, number: int) -> None:
    document = write(number, PAIRS[0], ("met",), page=number)
    desk.add(document, read(document, PAIRS[0]))


def count(desk: Desk) -> object:
    return answers.answer(desk, "count", (), DAYS, lambda: desk.count_documents())


def test_without_leave_an_answer_always_holds(desk: Desk) -> None:
    assert count(desk) == 1
    add(desk, 2)
    assert count(desk) == 2


def test_with_leave_the_older_is_given_and_told_as_such(
    desk: Desk, clock: Clock, refresher: Refresher
) -> None:
    assert count(desk) == 1
    begun = clock.now
    clock.now += timedelta(hours=1)
    add(desk, 2)
    with leave_given(refresher) as leave:
        assert count(desk) == 1
    assert leave.oldest == begun.replace(tzinfo=None)
    done = threading.Event()
    refresher.ask("after it", done.set)
    assert done.wait(10)
    with leave_given(refresher) as leave:
        assert count(desk) == 2
    assert leave.oldest is None


def test_what_is_quick_is_computed_at_once(
    desk: Desk, refresher: Refresher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lately, "LONG_SECONDS", 60.0)
    count(desk)
    add(desk, 2)
    with leave_given(refresher) as leave:
        assert count(desk) == 2
    assert leave.oldest is None


def test_what_changes_all_the_time_is_computed_now_and_then(
    desk: Desk, clock: Clock, refresher: Refresher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(refresher, "ask", lambda question, compute: asked.append(question))
    monkeypatch.setattr(lately, "PAUSE", 10**9)
    count(desk)
    add(desk, 2)
    with leave_given(refresher):
        assert count(desk) == 1
    assert asked == []
    clock.now += timedelta(days=300_000)
    with leave_given(refresher):
        assert count(desk) == 1
    assert len(asked) == 1


def test_what_left_somebody_s_sight_is_not_told_from_an_older_answer(
    desk: Desk, refresher: Refresher
) -> None:
    closed = desk.make_collection("closed")
    moved = next(iter(desk.documents())).id
    some = desk.seen_by(scope_of([]))
    assert count(some) == 1
    desk.move_to(moved, closed)
    with leave_given(refresher) as leave:
        assert count(some) == 0
    assert leave.oldest is None
    some.close()


def test_two_who_ask_the_same_compute_it_once(desk: Desk) -> None:
    begun, go_on = threading.Event(), threading.Event()
    computed: list[int] = []

    def compute() -> int:
        begun.set()
        assert go_on.wait(10)
        computed.append(1)
        return len(computed)

    given: list[object] = []

    def ask() -> None:
        given.append(answers.answer(desk, "slow", (), DAYS, compute))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(10)
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert given == [1, 1, 1]


def test_a_refresher_survives_what_fails_and_does_not_do_the_same_twice(
    refresher: Refresher,
) -> None:
    done, hold = threading.Event(), threading.Event()
    computed: list[str] = []

    def fail(error: Exception) -> None:
        raise error

    refresher.ask("held", lambda: hold.wait(10))
    refresher.ask("known", lambda: fail(CommuniqueError("no")))
    refresher.ask("defect", lambda: fail(RuntimeError("no")))
    for _ in range(3):
        refresher.ask("same", lambda: computed.append("same"))
    refresher.ask("last", done.set)
    hold.set()
    assert done.wait(10)
    assert computed == ["same"]


def test_views_of_the_same_parties_are_worked_out_one_after_the_other(desk: Desk) -> None:
    """They share what was linked, which works its parts out when they are asked for."""
    within = threading.Semaphore(1)
    met: list[bool] = []

    def compute() -> list[str]:
        alone = within.acquire(blocking=False)
        met.append(alone)
        time.sleep(0.05)
        if alone:
            within.release()
        return []

    def ask(view: str) -> None:
        answers.answer(desk, view, PAIRS[0], DAYS, compute)

    threads = [threading.Thread(target=ask, args=(f"view {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert met == [True] * 4


def test_what_was_linked_before_is_given_with_leave_and_linked_anew_behind(
    desk: Desk, clock: Clock, refresher: Refresher
) -> None:
    held = recall(desk)
    assert held.encounters is not None
    begun = clock.now
    clock.now += timedelta(hours=1)
    add(desk, 2)
    # What is asked to be linked anew waits until the older one has been given twice.
    hold = threading.Event()
    refresher.ask("held", lambda: hold.wait(10))
    with leave_given(refresher) as leave:
        assert recall(desk) is held
        # What is computed from it isn't kept for what the archive holds now.
        assert answers.answer(desk, "size", (), DAYS, lambda: len(recall(desk).stored)) == 1
    assert (leave.oldest, leave.given) == (begun.replace(tzinfo=None), 2)
    hold.set()
    with leave_given(refresher), leave_withdrawn():
        assert len(recall(desk).stored) == 2
    done = threading.Event()
    refresher.ask("after it", done.set)
    assert done.wait(10)
    with leave_given(refresher) as leave:
        fresh = recall(desk)
        assert answers.answer(desk, "size", (), DAYS, lambda: len(recall(desk).stored)) == 2
    assert leave.oldest is None
    # Nobody waits for what somebody has asked of it before.
    assert "encounters" in fresh.__dict__
