"""Files that are there whole or not at all, whenever the machine stops."""

import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any


@contextmanager
def whole(path: Path, scratch: Path) -> Iterator[Path]:
    """Give the name under which to write `path`, which appears when the block has ended well.

    `scratch` is a folder of the same file system. Raises `OSError`, as where the disk is full.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    # A worker thought dead may still write what another writes by now; and files of one name
    # may be written at a time for different folders.
    held = scratch / f"{path.name}.{uuid.uuid4().hex}"
    try:
        yield held
        with held.open("rb") as written:
            os.fsync(written.fileno())
        path.parent.mkdir(parents=True, exist_ok=True)
        held.replace(path)
        _keep(path.parent)
    finally:
        with suppress(OSError):
            held.unlink(missing_ok=True)


def write_json(path: Path, value: Any, scratch: Path) -> None:
    """Write a value as JSON, whole or not at all; the same value is the same bytes."""
    with whole(path, scratch) as held:
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        held.write_text(text + "\n", encoding="utf-8")


def read_json(path: Path) -> Any:
    """Return what `write_json` wrote; None where there is no such file."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _keep(folder: Path) -> None:
    """Have a folder's new names written down too, where the system knows how."""
    with suppress(OSError):
        line = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(line)
        finally:
            os.close(line)
