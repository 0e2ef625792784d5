"""A server as a process of its own, over an archive."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Served:
    """A running server: its address, and the token by which programs come in."""

    url: str
    token: str


@contextmanager
def serve(archive: Path, folder: Path) -> Iterator[Served]:
    """Run `communique serve` on a free port until the block is left."""
    token_file = folder / "desk.token"
    command = [sys.executable, "-m", "communique", "serve", "--archive", str(archive)]
    command += ["--port", "0", "--no-browser", "--token-file", str(token_file)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            told = process.stderr.readline()
            found = re.search(r"http://[\d.]+:\d+", told)
            assert found is not None, told + process.stderr.read()
            # The socket listens before the line is written, so nothing needs to be waited for.
            yield Served(found[0], token_file.read_text(encoding="utf-8").strip())
        finally:
            process.terminate()
            process.wait(timeout=30)
