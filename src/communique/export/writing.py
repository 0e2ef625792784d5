"""Files and folders that are there whole or not at all."""

import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from communique.errors import ExportError

#: In a folder that an export wrote: it may be written anew, and nothing else is touched.
MARK = ".communique-export"


def write_file(path: Path, pieces: Iterable[str | bytes]) -> None:
    """Write the pieces to `path`, which appears whole; raise `ExportError` where it can't."""
    held = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    with _failing(path):
        try:
            _fill(held, pieces)
            held.replace(path)
        finally:
            with suppress(OSError):
                held.unlink(missing_ok=True)


def write_folder(path: Path, files: Iterable[tuple[str, Iterable[str | bytes]]]) -> list[str]:
    """Write the files into a folder that appears whole, and return their names.

    A folder that an earlier export wrote is replaced. Raises `ExportError` for any other that
    holds something, and where writing fails.
    """
    if path.exists() and not (path / MARK).is_file() and (not path.is_dir() or any(path.iterdir())):
        raise ExportError(f"{path} holds something else; name a new folder")
    held = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    names: list[str] = []
    with _failing(path):
        try:
            held.mkdir(parents=True)
            for name, pieces in files:
                (held / name).parent.mkdir(parents=True, exist_ok=True)
                _fill(held / name, pieces)
                names.append(name)
            (held / MARK).write_text("written by communique export\n", encoding="utf-8")
            if path.exists():
                shutil.rmtree(path)
            held.replace(path)
        finally:
            shutil.rmtree(held, ignore_errors=True)
    return names


def _fill(path: Path, pieces: Iterable[str | bytes]) -> None:
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece.encode() if isinstance(piece, str) else piece)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _failing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror or error}") from error
