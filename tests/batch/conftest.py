"""Runs of `communique batch` as users start them."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from communique.sample import pages_folder

#: So many sample pages make a run that has parts, and takes seconds.
PAGES = 20


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sample pages, one of them twice under another name."""
    folder = tmp_path_factory.mktemp("pages")
    chosen = sorted(pages_folder().rglob("*.txt"))[:PAGES]
    for path in chosen:
        shutil.copy(path, folder / path.name)
    copied = max(chosen, key=lambda path: path.stat().st_size)
    shutil.copy(copied, folder / f"zz-{copied.name}")
    return folder


def command(inputs: Path | str, out: Path, *options: str) -> list[str]:
    """Return the command that reads `inputs` into `out`."""
    words = ["batch", str(inputs), "--out", str(out), "--everything", *options]
    return [sys.executable, "-m", "communique", *words]


def run(
    inputs: Path | str, out: Path, *options: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Read `inputs` into `out`, to the end."""
    return finish(command(inputs, out, *options), **environment)


def finish(words: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        words,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=300,
    )


def hashes(out: Path) -> Mapping[str, str]:
    """Return every file of a data set with its hash."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and "work" not in path.relative_to(out).parts
    }


@pytest.fixture(scope="session")
def undisturbed(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data set that one worker wrote, without a break."""
    out = tmp_path_factory.mktemp("sets") / "undisturbed"
    done = run(pages, out, "--workers", "1")
    assert done.returncode == 0, done.stderr
    yield out
