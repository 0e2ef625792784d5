"""The formats that archives are exported in: what each writes, for whom, and where it is made.

A format of one file yields pieces of its text. A format of several yields each file's name with
its pieces, one file after another; pieces are text, or bytes where the format is binary.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from communique.errors import ExportError
from communique.export.selection import Selection

Pieces = Iterator[str] | Iterator[bytes]


@dataclass(frozen=True)
class Format:
    """A format by its name; `maker` is "module:function", loaded when it is used.

    `suffix` is that of its file, empty for formats that make a folder of files.
    """

    name: str
    suffix: str
    summary: str
    maker: str

    @property
    def is_folder(self) -> bool:
        """Whether the format makes several files."""
        return not self.suffix

    def load(self) -> Callable[[Selection], Any]:
        """Return the function that makes it; raise `MissingExtra` for libraries that are not there.

        It returns `Iterator[str]` for a file, `Iterator[tuple[str, Pieces]]` for a folder.
        """
        module, _, name = self.maker.partition(":")
        maker: Callable[[Selection], Any] = getattr(import_module(module), name)
        return maker


_OWN = "communique.export"
FORMATS: tuple[Format, ...] = (
    Format("jsonl", ".jsonl", "records, one a line, by a published schema", f"{_OWN}.lines:write"),
    Format("ftm", ".jsonl", "entities of FollowTheMoney", f"{_OWN}.ftm:write"),
    Format("graphml", ".graphml", "network of parties and persons", f"{_OWN}.graphml:write"),
    Format("edges", ".csv", "ties of that network, one a row", f"{_OWN}.edges:write"),
    Format("ics", ".ics", "what has a day, for calendars", f"{_OWN}.appointments:write"),
)


def find_format(name: str) -> Format:
    """Return a format by its name; raise `ExportError`, listing those there are, for none."""
    for one in FORMATS:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in FORMATS)
    raise ExportError(f"there is no format {name!r}; there are {known}")
