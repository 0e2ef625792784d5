"""The folder of a run: the data set that grows in it, and the notes by which a run goes on.

A piece of work is done when its note is there: it names the files that the piece wrote, with
their hashes, and what was counted. Files come first, so a note never tells of what isn't there;
what a killed run left without a note is written again, the same.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from pydantic import Field

from communique.batch.durable import hash_file, read_json, whole, write_json
from communique.batch.pages import Unit
from communique.batch.works import Sift, Work
from communique.errors import CommuniqueError
from communique.records import Value

#: What the manifest of a finished data set is told by, and its version.
FORMAT = "communique data set"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a piece of work: what was counted, and the files by name with their hashes."""

    counts: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


class Ended(Value):
    """What ended the process that read it, and how: pages by their number in the piece of work.

    `rests` are numbers up to which a unit can be read: to go on to the next page ends the process.
    """

    pages: dict[int, str] = Field(default_factory=dict)
    rests: dict[int, str] = Field(default_factory=dict)


class Outputs:
    """The folder of a run; each worker has its own of the same path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes = folder / "work"
        self.scratch = self.notes / "unfinished"

    @contextmanager
    def session(self) -> Iterator[None]:
        """Have the folder for a session, cleared of what one that was killed left unfinished.

        Raises `CommuniqueError` for a folder that holds something else, or another session.
        """
        self._begin()
        with (self.notes / "lock").open("w") as lock:
            _lock(lock, self.folder)
            shutil.rmtree(self.scratch, ignore_errors=True)
            self.scratch.mkdir()
            yield

    def _begin(self) -> None:
        if self.folder.exists() and not self.notes.is_dir() and any(self.folder.iterdir()):
            raise CommuniqueError(f"{self.folder}: holds something else already; name a new folder")
        self.notes.mkdir(parents=True, exist_ok=True)

    # -- the plan --------------------------------------------------------------------------

    def plan(self) -> Any:
        """Return what `keep_plan` wrote; None for a folder without a plan."""
        return read_json(self.notes / "plan.json")

    def keep_plan(self, plan: Mapping[str, Any]) -> None:
        """Note what the run has to do."""
        write_json(self.notes / "plan.json", plan, self.scratch)

    # -- pieces of work --------------------------------------------------------------------

    def done(self, work: str) -> Done | None:
        """Return what became of a piece of work; None while it isn't done, or if files miss."""
        noted = read_json(self.notes / "done" / f"{work}.json")
        if noted is None:
            return None
        if any(not (self.folder / name).is_file() for name in noted["files"]):
            return None
        return Done(noted["counts"], noted["files"])

    def finish(self, work: str, counts: Mapping[str, int], files: Iterator[Path]) -> Done:
        """Note that a piece of work is done; return the note."""
        hashes = {str(path.relative_to(self.folder)): hash_file(path) for path in sorted(files)}
        done = Done(dict(counts), hashes)
        write_json(self.notes / "done" / f"{work}.json", asdict(done), self.scratch)
        return done

    def ended(self, work: str) -> Ended:
        """Return what of a piece of work ended a process."""
        noted = read_json(self.notes / "ended" / f"{work}.json")
        return Ended() if noted is None else Ended.model_validate(noted)

    def keep_ended(self, work: str, ended: Ended) -> None:
        """Note what is not to be tried again."""
        path = self.notes / "ended" / f"{work}.json"
        write_json(path, ended.model_dump(mode="json"), self.scratch)

    def kept(self, sift: str) -> Path:
        """Return the file of what a piece of the first half kept."""
        return self.notes / "kept" / f"{sift}.parquet"

    @property
    def heads(self) -> Path:
        """The file that says which page each is a copy of."""
        return self.notes / "heads.npy"

    # -- the end ---------------------------------------------------------------------------

    def manifest(self) -> dict[str, Any] | None:
        """Return the manifest of the finished data set; None where there is none."""
        try:
            manifest = read_json(self.folder / MANIFEST)
        except (OSError, ValueError):
            return None
        ours = isinstance(manifest, dict) and manifest.get("format") == FORMAT
        return manifest if ours else None

    def is_note(self, name: str) -> bool:
        """Whether a file, as `Done` names it, is no part of the data set."""
        return name.startswith(f"{self.notes.name}/")

    def close(self, manifest: Mapping[str, Any], readme: str) -> dict[str, Any]:
        """Write the manifest, which says that the data set is whole, and clear up; return it."""
        with whole(self.folder / "README.md", self.scratch) as held:
            held.write_text(readme, encoding="utf-8")
        whole_manifest = {"format": FORMAT, **manifest}
        write_json(self.folder / MANIFEST, whole_manifest, self.scratch)
        self.clear()
        return whole_manifest

    def clear(self) -> None:
        """Remove the notes of a run that is finished."""
        shutil.rmtree(self.notes, ignore_errors=True)


def _lock(file: IO[str], folder: Path) -> None:
    """Hold a file that no other session can hold; however the process ends, it is let go."""
    try:
        import fcntl
    except ModuleNotFoundError:  # no such locks on this system
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CommuniqueError(f"{folder}: another run is at work in it") from error


def write_work(work: Work) -> dict[str, Any]:
    """Return a piece of work as JSON has it."""
    return asdict(work)


def read_sift(row: Mapping[str, Any]) -> Sift:
    """Return the piece of the first half that `write_work` gave."""
    return Sift(row["number"], tuple(Unit(**unit) for unit in row["units"]), row["bytes"])


def find_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of the data set in a folder; None for a folder of anything else.

    Raises `CommuniqueError` for a data set that isn't finished.
    """
    outputs = Outputs(folder)
    manifest = outputs.manifest()
    if manifest is None and (outputs.notes / "plan.json").is_file():
        raise CommuniqueError(f"{folder}: this data set isn't finished; repeat its batch command")
    return manifest


def check_same(noted: Mapping[str, Any], asked: Mapping[str, Any], folder: Path) -> None:
    """Raise `CommuniqueError` where a folder holds a run that was asked for something else.

    What a page may take can change: another machine may have less.
    """
    if noted["program"] != asked["program"]:
        raise CommuniqueError(
            f"{folder}: was begun with version {noted['program']} of the program; "
            "go on with that one, or name another folder"
        )
    if any(noted[name] != value for name, value in asked.items()):
        raise CommuniqueError(
            f"{folder}: holds what was asked for otherwise, with other inputs or options; "
            "repeat that command, or name another folder"
        )
