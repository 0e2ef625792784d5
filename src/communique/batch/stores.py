"""Where files lie: on this machine or in a store that fsspec knows."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

import fsspec
from fsspec.core import url_to_fs

_GLOB = frozenset("*?[")


class Unlisted(Exception):
    """A file or folder that can't be listed or opened; the message says why, in a line."""


def open_source(source: str) -> IO[bytes]:
    """Return a file, open to be read from its start in any order; raise `Unlisted`."""
    try:
        if is_local(source):
            return Path(source).open("rb")
        return cast(IO[bytes], fsspec.open(source, "rb").open())
    except Exception as error:  # each store raises errors of its own
        raise Unlisted(tell(error)) from error


def list_sources(given: str) -> Iterator[tuple[str, int]]:
    """Yield address and size of each file that `given` names: a file, a folder, or a glob.

    Sorted by address; what begins with a dot is left out unless it is named itself. Raises
    `Unlisted` for what isn't there.
    """
    try:
        store, path = url_to_fs(given)
        found: dict[str, Any] = {}
        if has_glob(path) and not store.exists(path):
            for name, one in store.glob(path, detail=True).items():
                if _is_hidden(name, name.rpartition("/")[0]) and "/." not in path:
                    continue
                found |= _walk(store, name) if one["type"] == "directory" else {name: one}
            if not found:
                raise FileNotFoundError
        elif store.isdir(path):
            found = _walk(store, path)
        else:
            found = {path: store.info(path)}
    except Exception as error:  # each store raises errors of its own
        raise Unlisted(tell(error)) from error
    for name in sorted(found):
        yield _address(given, store, name), int(found[name].get("size") or 0)


def is_local(source: str) -> bool:
    """Whether an address is a path of this machine, without a protocol."""
    return "://" not in source and "::" not in source


def has_glob(path: str) -> bool:
    """Whether a path has characters that stand for others."""
    return not _GLOB.isdisjoint(path)


def tell(error: BaseException) -> str:
    """Return in a line what an error of the system or a store says.

    >>> tell(FileNotFoundError(2, "No such file or directory", "x"))
    'there is no such file'
    """
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "may not be read by this user"
    if isinstance(error, ImportError):
        return f"needs a package that is not installed: {_line(error)}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    return _line(error)


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _walk(store: Any, folder: str) -> dict[str, Any]:
    files = store.find(folder, detail=True)
    return {name: one for name, one in files.items() if not _is_hidden(name, folder)}


def _is_hidden(name: str, folder: str) -> bool:
    inner = name.removeprefix(folder.rstrip("/"))
    return any(part.startswith(".") for part in inner.split("/"))


def _address(given: str, store: Any, name: str) -> str:
    """Return a file's address in the form in which its folder was given."""
    if not is_local(given):
        return str(store.unstrip_protocol(name))
    # fsspec makes paths absolute; the same list must come out wherever the folder lies.
    path = Path(name)
    if not Path(given).is_absolute():
        try:
            return str(path.relative_to(Path.cwd()))
        except ValueError:
            return str(path)
    return str(path)
