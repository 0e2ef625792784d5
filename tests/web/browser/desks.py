"""Archives and servers as they are in use: filled by the program, served by its own process."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from communique.accounts import Accounts, Role
from communique.sample import pages_folder
from communique.views import open_archive

PASSWORD = "a long enough password"
#: Who has an account in a furnished archive, beside the administrator.
TEAM = {"first": Role.EDITOR, "second": Role.ANALYST, "guest": Role.READER}
#: Few pages in which much is told: two sides on one call, promises, a mechanism, a state visit.
FEW = (
    "2024-08-23-call-british-side.txt",
    "2024-08-23-call-chinese-side.txt",
    "2024-10-18-talks-british-side.txt",
    "2024-10-18-talks-chinese-side.txt",
    "2025-01-11-economic-financial-dialogue.md",
    "2025-03-17-energy-dialogue-british-side.txt",
    "2026-01-29-starmer-beijing.txt",
)
_COMMAND = (sys.executable, "-m", "communique")


def sample_pages(names: Sequence[str] = ()) -> list[Path]:
    """Return sample pages by name, all of them for none."""
    return [page for page in sorted(pages_folder().iterdir()) if not names or page.name in names]


def fill(archive: Path, pages: Sequence[Path]) -> None:
    """Add pages as one does on the command line; one of them as it was edited later, too."""
    _run("add", "--archive", archive, *pages)
    edited = archive.parent / "edited" / pages[-1].name
    edited.parent.mkdir(exist_ok=True)
    text = pages[-1].read_text(encoding="utf-8").rstrip()
    edited.write_text(f"{text} The page was corrected on the same day.\n", encoding="utf-8")
    _run("add", "--archive", archive, edited)


def furnish(archive: Path) -> None:
    """Give an archive a team with its groups and collections, and reviews that disagree."""
    with open_archive(archive) as desk:
        accounts = Accounts(desk)
        accounts.add_user("administrator", Role.ADMINISTRATOR, PASSWORD, by="test")
        for name, role in TEAM.items():
            accounts.add_user(name, role, PASSWORD, by="administrator")
        accounts.add_group("East Asia", by="administrator")
        drafts = desk.make_collection("Drafts")
        accounts.set_group("East Asia", ["first", "second"], [drafts], by="administrator")
        accounts.make_token("administrator", "nightly", role=Role.READER, writes=False, days=90)
        promises = [one.id for one in desk.records(kind="commitment")][:3]
        desk.accept(promises[0], "first", "as in the text")
        desk.reject(promises[0], "second", "a wish, and no promise")
        desk.accept(promises[1], "first")


@dataclass(frozen=True)
class Served:
    """A server that runs: its address, and the link that opens it (the address for a team's)."""

    address: str
    link: str


@contextmanager
def serving(archive: Path, *options: str) -> Iterator[Served]:
    """Serve an archive by a process of the program's own, which ends with the block."""
    # Its output goes through a pipe that nobody reads on: it tells two lines and is silent then.
    with subprocess.Popen(
        [*_COMMAND, "serve", "--archive", str(archive), "--port", "0", "--no-browser", *options],
        stderr=subprocess.PIPE,
        text=True,
        env=_environment(),
    ) as process:
        assert process.stderr is not None
        told = ""
        try:
            while "http://" not in told:
                told = process.stderr.readline()
                assert told, "the server ended before it said where it is"
            link = next(word for word in told.split() if word.startswith("http://")).rstrip(";")
            yield Served("/".join(link.split("/")[:3]), link)
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _run(*arguments: str | Path) -> None:
    command = [*_COMMAND, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=_environment())
    assert done.returncode == 0, done.stderr


def _environment() -> dict[str, str]:
    """Return the environment of a process in which the package is the one that this process has."""
    paths = [path for path in sys.path if path]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "COLUMNS": "400"}
