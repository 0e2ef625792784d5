"""How long from the start of `communique serve` to its first useful page.

    python benchmarks/serve_start.py [--rounds N] [--archive FILE]

Each round starts the program as a process of its own, follows the link that it prints, and asks
for the first page until that is whole: the figures of the archive stand on it. The archive is one
of the sample pages, unless another is given. Printed are the median and the slowest, by the clock
on the wall, with the processor's seconds that the server took, since others may use the machine.
"""

import argparse
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import communique
from communique.document import Document
from communique.reading import iter_documents
from communique.sample import pages_folder
from communique.views import open_archive


def fill(path: Path) -> None:
    """Read the sample pages into an archive."""
    with open_archive(path) as desk:
        for document in iter_documents([pages_folder()]):
            if isinstance(document, Document):
                desk.add(document, communique.extract(document))


def start(path: Path) -> tuple[float, float, str]:
    """Return the seconds to the first page, those of the processor, and what the page tells."""
    command = [sys.executable, "-m", "communique", "serve", "--archive", str(path)]
    command += ["--port", "0", "--no-browser"]
    begun = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        link = re.search(r"http://\S+", server.stderr.readline())
        assert link is not None
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = browser.open(link[0], timeout=60).read().decode()
        waited = time.perf_counter() - begun
        told = re.search(r"[\d,]+ documents, [\d,]+ records", page)
        assert told is not None, page
        fields = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
        worked = sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
        server.send_signal(signal.SIGTERM)
    return waited, worked, told[0]


def main() -> None:
    """Start, ask, print."""
    parser = argparse.ArgumentParser(description="from the start to the first useful page")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--archive", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.archive or Path(folder, "desk.db")
        if asked.archive is None:
            fill(path)
        rounds = [start(path) for _ in range(asked.rounds)]
    waited, worked, told = zip(*rounds, strict=True)
    print(
        f"{told[0]}: first page after {statistics.median(waited):.2f} s (first {waited[0]:.2f}, "
        f"slowest {max(waited):.2f}), processor {statistics.median(worked):.2f} s"
    )


if __name__ == "__main__":
    main()
