"""The log of runs: what is noted adds up, and stays."""

import pytest
from tests.archive.conftest import MOMENT

from communique.archive import Archive, RunItem
from communique.errors import ArchiveError
from communique.intake import RunLog


def test_a_run_is_counted_as_it_goes(archive: Archive) -> None:
    run_id = archive.begin_run("amina", "page", "three files", state="waiting")
    assert archive.run(run_id).state == "waiting"
    archive.note_run(run_id, state="reading", at_hand="a.txt")
    archive.note_run(run_id, [RunItem("added", "a.txt", "d1", 7)], known=2)
    archive.note_run(run_id, [RunItem("set aside", "b\ud800.txt", reason="empty")])
    run = archive.run(run_id)
    assert (run.state, run.at_hand, run.ended_at) == ("reading", "a.txt", None)
    archive.note_run(run_id, state="done")
    run = archive.run(run_id)
    assert (run.added, run.known, run.records, run.set_aside) == (1, 2, 7, 1)
    assert (run.ended_at, run.at_hand) == (MOMENT, "")
    assert [item.name for item in archive.run_items(run_id)] == ["a.txt", "b?.txt"]
    assert [i.reason for i in archive.run_items(run_id, outcomes=["set aside"])] == ["empty"]
    assert archive.check() == []


def test_runs_come_latest_first(archive: Archive) -> None:
    made = [archive.begin_run("amina", "page", str(n)) for n in range(3)]
    assert [run.id for run in archive.runs(limit=2)] == made[:0:-1]


def test_a_log_is_written_in_pieces(archive: Archive) -> None:
    now = [0.0]
    log = RunLog(archive, archive.begin_run("amina", "page", "all"), tell_time=lambda: now[0])
    log.note(RunItem("added", "a", "d", 1))
    assert archive.run_items(log.run_id) == []
    now[0] = 2.0
    log.note(RunItem("added", "b", "e", 1))
    assert len(archive.run_items(log.run_id)) == 2
    log.note_known()
    log.end("done")
    assert archive.run(log.run_id).known == 1


def test_an_error_stops_a_run_and_says_why(archive: Archive) -> None:
    with pytest.raises(ArchiveError), RunLog.begun(archive, "amina", "page", "all") as log:
        raise ArchiveError("the disk is full")
    run = archive.run(log.run_id)
    assert (run.state, run.reason) == ("stopped", "the disk is full")
