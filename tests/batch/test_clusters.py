"""Clusters: Ray does the same work, and a worker that is lost costs nothing."""

import os
import signal
import subprocess
import time
from pathlib import Path

import psutil
from tests.batch.conftest import command, hashes, run


def test_ray_writes_the_same(pages: Path, undisturbed: Path, tmp_path: Path) -> None:
    done = run(pages, tmp_path / "out", "--engine", "ray", "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert hashes(tmp_path / "out") == hashes(undisturbed)


def test_a_worker_of_ray_that_is_killed_at_work_changes_nothing(
    pages: Path, undisturbed: Path, tmp_path: Path
) -> None:
    started = subprocess.Popen(
        command(pages, tmp_path / "out", "--engine", "ray", "--workers", "2"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        killed = kill_one_at_work(psutil.Process(started.pid))
        _, told = started.communicate(timeout=240)
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
    assert killed
    assert started.returncode == 0, told
    assert hashes(tmp_path / "out") == hashes(undisturbed)


def kill_one_at_work(driver: psutil.Process) -> bool:
    """Kill the first worker that is seen at a piece of work; return whether there was one."""
    while driver.is_running() and driver.status() != psutil.STATUS_ZOMBIE:
        for process in driver.children(recursive=True):
            try:
                if "_Worker.work" in " ".join(process.cmdline()):
                    process.kill()
                    return True
            except psutil.Error:
                continue
        time.sleep(0.01)
    return False
