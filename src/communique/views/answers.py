"""Answers given again: a view as plain data, computed once while what it rests on is the same.

Linking what a busy pair said in fifteen years takes minutes, and a desk asks for it every day.
The archive tells in milliseconds whether anything that an answer rests on has changed since.
"""

import gc
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from communique.archive import Archive
from communique.views.recall import recalls_whole

#: What of the package an answer depends on beside the archive.
_SOURCES = (".csv", ".j2", ".py", ".toml")


def answer(
    archive: Archive,
    view: str,
    parties: tuple[str, ...],
    options: Mapping[str, Any],
    compute: Callable[[], Any],
) -> Any:
    """Return what `compute` returns as plain JSON data, or what it returned before.

    `view`, `parties` and `options` (plain data, and days) tell all that the answer depends on
    beside the archive; among the options are `as_of` and `known_at`.
    """
    return json.loads(answer_text(archive, view, parties, options, compute))


def answer_text(
    archive: Archive,
    view: str,
    parties: tuple[str, ...],
    options: Mapping[str, Any],
    compute: Callable[[], Any],
) -> bytes:
    """Return what `answer` reads, as it is kept: for those who read one text more than once."""
    whole = recalls_whole(archive)
    # Without a day given, states are measured on that of the newest document of all.
    day = archive.last_published(known_at=options["known_at"]) if not options["as_of"] else None
    question = _write([edition(), view, parties, options])
    stamp = _write([archive.stamp(() if whole else parties), whole, day])
    kept = archive.find_answer(question, stamp)
    if kept is None:
        with _without_collecting():
            kept = _write(compute()).encode()
        archive.keep_answer(question, stamp, kept)
    return kept


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Put off the search for cycles: records by the ten thousand are linked, and all of them stay.

    Looking through them again and again took a sixth of the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@lru_cache(maxsize=1)
def edition() -> str:
    """Return what tells this program, with its tables, from any other state of it."""
    try:
        told = version("communique")
    except PackageNotFoundError:  # a source tree that was never installed
        told = ""
    digest = hashlib.sha256(told.encode())
    root = Path(__file__).parent.parent
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in sorted(files):
            if name.endswith(_SOURCES):
                path = Path(folder, name)
                state = path.stat()
                digest.update(
                    f"{path.relative_to(root)} {state.st_size} {state.st_mtime_ns}\n".encode()
                )
    return digest.hexdigest()[:20]


def _write(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_write_day)


def _write_day(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} is no plain data")
