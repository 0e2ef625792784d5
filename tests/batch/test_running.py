"""Running: whatever stops a run, the data set is the one of an undisturbed run."""

import json
import os
import random
import resource
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest
from tests.batch.conftest import command, hashes, run

from communique.batch.outputs import Outputs


def test_another_number_of_workers_and_hashes_give_the_same(
    pages: Path, undisturbed: Path, tmp_path: Path
) -> None:
    done = run(pages, tmp_path / "out", "--workers", "2", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    assert hashes(tmp_path / "out") == hashes(undisturbed)


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_run_goes_on_to_the_same(
    pages: Path, undisturbed: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(3):
        started = subprocess.Popen(
            command(pages, tmp_path / "out"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.3, 4))
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
    done = run(pages, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert hashes(tmp_path / "out") == hashes(undisturbed)
    assert not (tmp_path / "out" / "work").exists()


def test_a_full_disk_stops_the_run_which_goes_on(
    pages: Path, undisturbed: Path, tmp_path: Path
) -> None:
    # No file may grow beyond so many bytes: the system refuses as a full disk does.
    stopped = subprocess.run(
        command(pages, tmp_path / "out"),
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert stopped.returncode == 1
    assert "file too large; what is done is kept" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    done = run(pages, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert hashes(tmp_path / "out") == hashes(undisturbed)


def test_a_finished_run_is_left_as_it_is(pages: Path, undisturbed: Path) -> None:
    before = hashes(undisturbed)
    done = run(pages, undisturbed)
    assert done.returncode == 0
    assert "was finished before" in done.stderr
    assert hashes(undisturbed) == before


@pytest.mark.parametrize("option", [("--model", "en_core_web_md"), ()])
def test_a_folder_keeps_to_what_it_was_begun_for(
    pages: Path, undisturbed: Path, option: tuple[str, ...]
) -> None:
    inputs = pages if option else pages / "none"
    refused = run(inputs, undisturbed, *option)
    assert refused.returncode == 1
    assert "holds what was asked for otherwise" in refused.stderr


def test_a_folder_of_something_else_is_left_alone(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir")
    refused = run(pages, tmp_path)
    assert refused.returncode == 1
    assert "holds something else already" in refused.stderr
    assert os.listdir(tmp_path) == ["letter.txt"]


def test_two_runs_are_not_at_work_in_one_folder(pages: Path, tmp_path: Path) -> None:
    with Outputs(tmp_path / "out").session():
        refused = run(pages, tmp_path / "out")
    assert refused.returncode == 1
    assert "another run is at work" in refused.stderr


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_told_to_stop_leaves_no_process(
    pages: Path, tmp_path: Path, sign: signal.Signals
) -> None:
    started = subprocess.Popen(
        command(pages, tmp_path / "out"),
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background has them ignore the first of these signals.
        preexec_fn=lambda: signal.signal(sign, signal.SIG_DFL),
    )
    driver = psutil.Process(started.pid)
    while len(workers := driver.children(recursive=True)) < 2:
        time.sleep(0.05)
    started.send_signal(sign)
    _, told = started.communicate(timeout=60)
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert alive == []
    assert "Traceback" not in told
    assert started.returncode == 128 + sign
    assert run(pages, tmp_path / "out").returncode == 0


def test_an_input_that_is_not_there_is_told_and_the_rest_is_read(
    pages: Path, tmp_path: Path
) -> None:
    first = sorted(pages.iterdir())[0]
    listed = tmp_path / "inputs.txt"
    listed.write_text(f"{first}\n{tmp_path / 'none.warc.gz'}\n")
    done = run(f"@{listed}", tmp_path / "out", "--report", str(tmp_path / "report.json"))
    assert done.returncode == 1
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["documents"], report["set_aside"]) == (1, 1)


def test_an_unknown_model_is_told_in_a_line(pages: Path, tmp_path: Path) -> None:
    done = run(pages, tmp_path / "out", "--model", "none_such")
    assert done.returncode == 1
    assert "none_such" in done.stderr
    assert "Traceback" not in done.stderr


def test_progress_is_told_to_programs(pages: Path, tmp_path: Path) -> None:
    done = run(pages, tmp_path / "out", "--progress", "json")
    rows = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert rows[-1]["phase"] == "done"
    assert rows[-1]["documents"] == len(list(pages.iterdir()))
