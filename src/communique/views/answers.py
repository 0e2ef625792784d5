"""Answers given again: a view as plain data, computed once while what it rests on is the same.

Linking what a busy pair said in fifteen years takes minutes, and a desk asks for it every day.
The archive tells in milliseconds whether anything that an answer rests on has changed since.
"""

import gc
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock, RLock
from typing import Any
from weakref import WeakValueDictionary

from communique.archive import Archive
from communique.views.apart import may_take_long
from communique.views.lately import leave
from communique.views.recall import recalls_whole

#: What of the package an answer depends on beside the archive.
_SOURCES = (".csv", ".j2", ".py", ".toml")


class _Turn:
    """Whose turn it is to compute an answer; it is gone when nobody waits."""

    def __init__(self) -> None:
        # Some answers are put together from others.
        self.lock = RLock()


_computing: WeakValueDictionary[str, _Turn] = WeakValueDictionary()
_computing_lock = Lock()


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
    question = _write([edition(), view, parties, options])

    def read_stamp() -> str:
        # Without a day given, states are measured on that of the newest document of all.
        day = archive.last_published(known_at=options["known_at"]) if not options["as_of"] else None
        return _write([archive.stamp(() if whole else parties), whole, day])

    def make() -> bytes:
        """Return the answer that holds by the time that nobody else computes the same."""
        # What was linked is shared, and works its parts out when they are first asked for: two
        # views of the same parties must not do so at once.
        linked = _write([() if whole else parties, options["as_of"], options["known_at"]])
        # Whoever may be given what held before doesn't wait for what is linked anew behind.
        linked += f" {leave() is None}"
        with _one_at_a_time(f"{archive.path} {archive.sight()} {linked}"):
            stamp = read_stamp()
            kept = archive.find_answer(question, stamp)
            if kept is None:
                may_take_long()
                begun, at = time.monotonic(), archive.now()
                lately = leave()
                given = lately.given if lately else 0
                with _without_collecting():
                    text = _write(compute()).encode()
                head = _write({"at": at, "took": time.monotonic() - begun, "sees": archive.sight()})
                kept = head.encode() + b"\n" + text
                # What was computed from something that held before doesn't hold either.
                if lately is None or lately.given == given:
                    archive.keep_answer(question, stamp, kept)
            return kept

    kept = archive.find_answer(question, read_stamp())
    if kept is None:
        kept = _find_older(archive, question, make) or make()
    return kept.partition(b"\n")[2]


def _find_older(archive: Archive, question: str, make: Callable[[], object]) -> bytes | None:
    """Return an answer that held before, if whoever asks has leave to get one and it took long;
    it is computed anew meanwhile. None where there is none to give.
    """
    given = leave()
    kept = archive.find_older(question) if given is not None else None
    if given is None or kept is None:
        return None
    head = json.loads(kept.partition(b"\n")[0])
    # What has left somebody's sight since isn't shown for being told before.
    if head["sees"] != archive.sight():
        return None
    at, key = datetime.fromisoformat(head["at"]), f"{archive.path} {archive.sight()} {question}"
    return kept if given.give(key, at, head["took"], archive.now(), make) else None


@contextmanager
def _one_at_a_time(key: str) -> Iterator[None]:
    """Let whoever asks the like wait for who computes already."""
    with _computing_lock:
        mine = _computing.setdefault(key, _Turn())
    with mine.lock:
        yield


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
