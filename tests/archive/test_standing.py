"""Reviews and readings in any order: nothing is lost or doubled, and undo restores what was."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.archive.conftest import make_document

from communique.archive import Archive
from communique.archive.standing import Decision, decide
from communique.errors import ArchiveError
from communique.records import Evidence, Position, RecordBase

TEXT = "Kenya backs the plan. Japan backs the plan. Peru backs the plan. Chad backs the plan."
DOCUMENT = make_document(TEXT)
HOLDERS = {"KEN": "Kenya", "JPN": "Japan", "PER": "Peru", "TCD": "Chad"}


def read_position(holder: str, cut: int, stance: str = "support") -> RecordBase:
    """Return a party's position; `cut` is how many characters less of it a reading marks."""
    words = f"{HOLDERS[holder]} backs the plan"
    start = TEXT.index(words)
    span = Evidence(
        document_id=DOCUMENT.id,
        start=start,
        end=start + len(words) - cut,
        text=words[: len(words) - cut],
        rule="test",
    )
    return Position(
        document_id=DOCUMENT.id,
        evidence=(span,),
        holder=holder,
        issue="trade",
        stance=stance,  # type: ignore[arg-type]
        wording=span.text,
    )


READINGS = st.dictionaries(st.sampled_from(sorted(HOLDERS)), st.integers(0, 3))


class Desk(RuleBasedStateMachine):
    """One document that is reviewed and read anew; `make_archive` is set by the test."""

    make_archive: Callable[[], Archive]

    @initialize(reading=READINGS)
    def add(self, reading: dict[str, int]) -> None:
        self.archive = type(self).make_archive()
        self.read = {holder: read_position(holder, cut) for holder, cut in reading.items()}
        self.archive.add(DOCUMENT, self.read.values())
        self.given = 0
        self.before: dict[int, Any] = {}

    def shown(self) -> dict[str, Any]:
        return {s.id: (s.record, s.review) for s in self.archive.records()}

    @rule(reading=READINGS)
    def reread(self, reading: dict[str, int]) -> None:
        self.read = {holder: read_position(holder, cut) for holder, cut in reading.items()}
        self.archive.replace(DOCUMENT.id, self.read.values())
        # What a review changed can't be told apart any more from what the reading did.
        self.before = {}

    @precondition(lambda self: self.shown())
    @rule(data=st.data(), verdict=st.sampled_from(["accept", "reject", "correct"]))
    def review(self, data: st.DataObject, verdict: str) -> None:
        before = self.shown()
        record_id = data.draw(st.sampled_from(sorted(before)))
        if verdict == "correct":
            stance = data.draw(st.sampled_from(["oppose", "welcome", "concern"]))
            if before[record_id][0].stance == stance:
                return
            made = self.archive.correct(record_id, "amina", {"stance": stance})
            assert self.shown()[made.made or ""][1] == "corrected"
        else:
            made = getattr(self.archive, verdict)(record_id, by="amina")
            assert (record_id in self.shown()) == (verdict == "accept")
        self.given += 1
        self.before[made.id] = before

    @precondition(lambda self: self.before)
    @rule()
    def undo_last(self) -> None:
        review, before = self.before.popitem()
        self.archive.undo(review, by="amina")
        self.given += 1
        assert self.shown() == before

    @precondition(lambda self: any(r.undone_by is None for r in self.archive.reviews()))
    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        standing = [
            r.id for r in self.archive.reviews() if r.undone_by is None and r.undoes is None
        ]
        if not standing:
            return
        try:
            self.archive.undo(data.draw(st.sampled_from(standing)), by="ben")
        except ArchiveError as error:
            assert "take that one back first" in str(error)
            return
        self.given += 1
        self.before = {}

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        reviews = list(self.archive.reviews())
        assert [review.id for review in reviews] == list(range(1, self.given + 1))
        shown = self.shown()
        holders = [record.holder for record, _ in shown.values()]
        assert len(holders) == len(set(holders)), "a record stands beside the one it replaced"
        taken_back = {review.undoes for review in reviews}
        held = [r for r in reviews if r.verdict != "undo" and r.id not in taken_back]
        if not held:
            assert {record for record, _ in shown.values()} == set(self.read.values())
        about = {self.archive.at(t).stored.record.holder for r in held for t in r.targets}  # type: ignore[attr-defined]
        # Whom nobody decided on is as the latest reading has it.
        for holder in HOLDERS.keys() - about:
            found = {r for r, _ in shown.values() if r.holder == holder}
            assert found == ({self.read[holder]} if holder in self.read else set())

    @invariant()
    def the_archive_is_whole(self) -> None:
        assert self.archive.check() == []

    def teardown(self) -> None:
        if hasattr(self, "archive"):
            self.archive.close()


def test_reviews_and_readings_in_any_order(fresh_archive: Callable[[], Archive]) -> None:
    class HereDesk(Desk):
        make_archive = staticmethod(fresh_archive)

    run_state_machine_as_test(
        HereDesk, settings=settings(max_examples=25, stateful_step_count=12, deadline=None)
    )


R, X, Y, MADE = 1, 2, 3, 9

CASES = [
    pytest.param({R}, [], [], {R: None}, id="read"),
    pytest.param({R}, [], [("accept", R)], {R: "accepted"}, id="accepted"),
    pytest.param({R}, [], [("reject", R)], {}, id="rejected"),
    pytest.param({R}, [], [("correct", R, MADE)], {MADE: "corrected"}, id="corrected"),
    pytest.param(
        {R}, [], [("correct", R, MADE), ("reject", MADE)], {}, id="corrected_and_rejected"
    ),
    pytest.param(
        {R},
        [],
        [("correct", R, MADE), ("accept", MADE)],
        {MADE: "corrected"},
        id="corrected_and_accepted",
    ),
    pytest.param(
        {R}, [], [("correct", R, MADE), ("correct", MADE, R)], {R: "corrected"}, id="and_back"
    ),
    pytest.param(
        {R}, [], [("correct", R, MADE), ("accept", R)], {R: "accepted"}, id="first_right_after_all"
    ),
    pytest.param({X}, [(R, X)], [("reject", R)], {}, id="successor_of_rejected"),
    pytest.param({X}, [(R, X)], [("accept", R)], {X: "accepted"}, id="successor_of_accepted"),
    pytest.param(
        {X}, [(R, X)], [("correct", R, MADE)], {MADE: "corrected"}, id="successor_of_corrected"
    ),
    pytest.param(
        {X},
        [(MADE, X)],
        [("correct", R, MADE)],
        {MADE: "corrected"},
        id="successor_of_the_correction",
    ),
    pytest.param({R}, [(R, X)], [("reject", X)], {}, id="rollback_of_the_reading"),
    pytest.param({R, X}, [(R, X)], [("reject", X)], {R: None}, id="both_read_again"),
    pytest.param(set(), [], [("accept", R)], {R: "accepted"}, id="accepted_and_missed"),
    pytest.param(set(), [], [("correct", R, X)], {X: "corrected"}, id="corrected_and_missed"),
    pytest.param(set(), [], [("reject", R)], {}, id="rejected_and_missed"),
    pytest.param(
        {R, X}, [], [("correct", R, X)], {X: "corrected"}, id="corrected_to_one_that_is_read"
    ),
    pytest.param({R, X}, [], [("correct", R, X), ("reject", X)], {}, id="which_is_rejected_then"),
    pytest.param(
        {R, X},
        [],
        [("reject", X), ("correct", R, X)],
        {X: "corrected"},
        id="which_was_rejected_before",
    ),
]


@pytest.mark.parametrize(("yielded", "successions", "given", "expected"), CASES)
def test_decide(
    yielded: set[int],
    successions: list[tuple[int, int]],
    given: list[tuple[Any, ...]],
    expected: dict[int, str | None],
) -> None:
    decisions = [Decision(number, *one) for number, one in enumerate(given, 1)]
    random.Random(1).shuffle(decisions)
    assert decide(yielded, successions, decisions) == expected
