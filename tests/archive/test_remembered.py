"""What was found of a state of the archive isn't given for another."""

from functools import partial
from itertools import groupby
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.archive.conftest import read_readout

from communique.archive import open_archive
from communique.archive.remembered import OfOneState
from communique.archive.scoping import EVERYONE, scope_of


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=60))
def test_each_state_s_findings_are_its_own(asked: list[tuple[str, int]]) -> None:
    remembered = OfOneState()
    looked: list[int] = []
    for state, question in asked:
        found = partial(_look, looked, state, question)
        assert remembered.give(state, question, found) == (state, question)
    # Each is looked for once of each state that follows upon another.
    times = [len({q for _, q in run}) for _, run in groupby(asked, key=lambda one: one[0])]
    assert len(looked) == sum(times)


def _look(looked: list[int], state: str, question: int) -> tuple[str, int]:
    looked.append(question)
    return state, question


def test_what_comes_into_sight_and_leaves_it_is_seen_at_once(tmp_path: Path) -> None:
    with open_archive(tmp_path / "desk.db") as archive:
        document, records = read_readout()
        archive.add(document, records)
        closed = archive.make_collection("closed")
        some = archive.seen_by(scope_of([]))
        published = archive.last_published()
        for place, sees in ((closed, False), (EVERYONE, True), (closed, False)):
            archive.move_to(document.id, place)
            assert some.holds_more_than(0) is sees
            assert some.last_published() == (published if sees else None)
        some.close()
