"""Guards: what ends a process costs one page; real processes end in real ways."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests.batch import deaths

from communique.batch.guards import Do, Guard, WorkFailed
from communique.batch.outputs import Outputs
from communique.batch.settings import Settings
from communique.batch.works import Part, Sift

WORK = Part(0, 0, ())


@contextmanager
def guarding(folder: Path, do: Do, **settings: float) -> Iterator[tuple[Guard, Outputs]]:
    outputs = Outputs(folder)
    with outputs.session(), closing(Guard(outputs, Settings.model_validate(settings), do)) as guard:
        yield guard, outputs


@pytest.mark.parametrize(
    ("do", "settings", "reason"),
    [
        (deaths.crash, {}, "ended by signal 11"),
        (deaths.hang, {"seconds": 0.5}, "ended after 1 seconds at one page"),
        (deaths.swell, {"memory": 300_000_000}, "MB (of 300)"),
    ],
)
def test_a_page_that_ends_the_process_is_left_out(
    tmp_path: Path, do: Do, settings: dict[str, float], reason: str
) -> None:
    with guarding(tmp_path, do, **settings) as (guard, outputs):
        done = guard.work(WORK)
    assert done.counts == {"pages": deaths.PAGES, "set_aside": 1}
    (told,) = outputs.ended(WORK.name).pages.items()
    assert told[0] == deaths.FATAL
    assert reason in told[1]


def test_a_process_that_somebody_ended_loses_no_page(tmp_path: Path) -> None:
    with guarding(tmp_path, deaths.crash_once) as (guard, outputs):
        done = guard.work(WORK)
    assert (tmp_path / "ended once").exists()
    assert done.counts["set_aside"] == 0
    assert not outputs.ended(WORK.name).pages


def test_where_the_way_to_a_page_ends_it_the_rest_is_left_out(tmp_path: Path) -> None:
    with guarding(tmp_path, deaths.crash_between) as (guard, outputs):
        done = guard.work(Sift(0, (), 0))
    assert done.counts["pages"] == deaths.FATAL
    assert set(outputs.ended("sift-000000").rests) == {deaths.FATAL}


def test_a_process_that_always_ends_stops_the_run(tmp_path: Path) -> None:
    with (
        guarding(tmp_path, deaths.crash_at_once) as (guard, _),
        pytest.raises(WorkFailed, match="before it took up a page"),
    ):
        guard.work(WORK)


def test_a_full_disk_stops_the_run(tmp_path: Path) -> None:
    with (
        guarding(tmp_path, deaths.fill_the_disk) as (guard, _),
        pytest.raises(OSError, match="No space left"),
    ):
        guard.work(WORK)


def test_a_defect_is_told_in_a_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with (
        guarding(tmp_path, deaths.misbehave) as (guard, _),
        pytest.raises(WorkFailed, match="defect of the program: KeyError"),
    ):
        guard.work(WORK)
    assert "Traceback" not in capfd.readouterr().err
