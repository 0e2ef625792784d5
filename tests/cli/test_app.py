"""The program as a process of its own: exit statuses, streams, signals."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from communique.cli.app import BROKEN_PIPE, INTERRUPTED

SRC = Path(__file__).parents[2] / "src"
ENVIRONMENT = os.environ | {"PYTHONPATH": str(SRC)}


def finish(*arguments: str, cwd: Path) -> tuple[int, str, str]:
    """Run the program to its end, and return status, output and errors."""
    done = subprocess.run(
        [sys.executable, "-m", "communique", *arguments],
        cwd=cwd,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


CASES = [
    pytest.param(["--version"], 0, "communique ", "", id="version"),
    pytest.param(["--help"], 0, "brief", "", id="help"),
    pytest.param([], 2, "Usage", "", id="no_command_shows_help"),
    pytest.param(["read", "missing.txt"], 1, "", "missing.txt", id="a_failed_input"),
    pytest.param(["check"], 1, "", "communique: archive", id="no_archive"),
    pytest.param(["brief", "Kenia", "CHN"], 2, "", "did you mean Kenya", id="unknown_party"),
    pytest.param(["timeline"], 2, "", "Missing argument", id="missing_argument"),
]


@pytest.mark.parametrize(("arguments", "status", "output", "errors"), CASES)
def test_main_ends_with_the_status_and_the_right_stream(
    tmp_path: Path, arguments: list[str], status: int, output: str, errors: str
) -> None:
    found = finish(*arguments, cwd=tmp_path)
    assert found[0] == status
    assert output in found[1]
    assert errors in found[2]
    assert "Traceback" not in found[2]


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from communique.cli import app; "
        "print([m for m in ('spacy', 'sqlalchemy', 'pydantic', 'jinja2') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_main_is_quiet_when_the_reader_of_its_output_leaves(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Kenya and Japan met.\n" * 20_000, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "communique", "read", "page.txt", "--format", "jsonl"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.wait(timeout=60) == BROKEN_PIPE
        assert process.stderr.read() == b""


def heed_interrupts() -> None:
    """Undo what a shell does to its background jobs: these don't heed the keyboard."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_main_says_that_it_was_interrupted(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "communique", "read", "-"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    ) as process:
        assert process.stdin is not None
        # More than a pipe holds: once it is written, the program is reading.
        process.stdin.write(b"Kenya and Japan met.\n" * 10_000)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            # The first one came between two reads; now the program waits in one.
            process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == INTERRUPTED
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.read() == b""
        assert process.stderr.read() == b"communique: interrupted\n"


def test_main_tells_a_defect_in_one_line(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from communique.cli import asking, main\n"
        "asking.resolve_two = None\n"  # as in a broken installation
        "sys.argv = ['communique', 'brief', 'CHN', 'GBR']\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("communique: this is a defect of the program")
    assert done.stderr.count("\n") == 1
