"""Tables of one's own, laid over those of the package.

A folder of tables may add rows to some of them, or replace rows by their key. The environment
says which folders do, so that every process of a run goes by the same tables; packages may bring
folders as plug-ins, and what the environment names goes before these.
"""

import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from os import PathLike
from pathlib import Path
from types import MappingProxyType

from communique.errors import CommuniqueError, TableError
from communique.plugins import load_all, set_aside

VARIABLE = "COMMUNIQUE_REFERENCE"
GROUP = "communique.reference"

#: The tables that may be laid over, and the columns that tell their rows apart.
KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "issues.csv": ("id",),
        "issue_terms.csv": ("issue", "term"),
        "offices.csv": ("title", "scope", "party"),
    }
)

Row = dict[str, str]


class NoTables(CommuniqueError):
    """A folder that should hold tables and doesn't."""


@cache
def layers() -> tuple[Path, ...]:
    """Return the folders of tables in the order in which they are laid over the package's own.

    Raises `NoTables` for a folder that the environment names and that holds none; a plug-in's is
    set aside.
    """
    found = []
    for plugin, loaded in load_all(GROUP).items():
        try:
            if not isinstance(loaded, str | PathLike):
                raise NoTables("is no path of a folder")
            found.append(check_folder(Path(loaded)))
        except CommuniqueError as error:
            set_aside(plugin, str(error))
    return (*found, *named_folders())


def named_folders() -> tuple[Path, ...]:
    """Return the folders that the environment names; raise `NoTables` for one without tables."""
    named = os.environ.get(VARIABLE, "").split(os.pathsep)
    return tuple(check_folder(Path(one)) for one in named if one)


def check_folder(folder: Path) -> Path:
    """Return a folder that holds tables to be laid over ours, raise `NoTables` for any other."""
    if not any((folder / table).is_file() for table in KEYS):
        raise NoTables(f"{folder}: is no folder with any of {', '.join(KEYS)}")
    return folder


def lay_over(
    table: str, rows: Sequence[tuple[int, Row]], columns: Sequence[str]
) -> list[tuple[int, Row]]:
    """Return the rows of a table with those of all layers: new ones at the end, others in place.

    Raises `TableError` for a layer's table that lacks one of `columns`.
    """
    keys = KEYS.get(table)
    paths = [path for folder in layers() if (path := folder / table).is_file()] if keys else []
    if keys is None or not paths:
        return list(rows)
    merged = {tuple(row[key] for key in keys): (line, row) for line, row in rows}
    for path in paths:
        for line, row in read_own_rows(path, (*keys, *columns)):
            merged[tuple(row[key] for key in keys)] = (line, row)
    return list(merged.values())


def read_own_rows(
    path: Path, columns: Sequence[str], faults: list[TableError] | None = None
) -> Iterator[tuple[int, Row]]:
    """Yield line number and row of somebody's own CSV table, one row a line, in file order.

    Lines that are empty or start with `#` are skipped. Raises `TableError` for what is no such
    table; for a row that is none it is put into `faults` instead, where those are wanted.
    """
    lines = _cells(path, faults)
    number, header = next(lines, (1, []))
    if missing := [c for c in dict.fromkeys(columns) if c not in header]:
        raise TableError(path, number, f"has no column {', '.join(missing)}")
    for number, cells in lines:
        if len(cells) == len(header):
            yield number, dict(zip(header, cells, strict=True))
        else:
            _report(TableError(path, number, f"has {len(cells)} fields, not {len(header)}"), faults)


def read_header(path: Path) -> list[str]:
    """Return the names of a table's columns, [] if none can be made out.

    Raises `TableError` for a file that can't be read.
    """
    return next(_cells(path, []), (0, []))[1]


def _cells(path: Path, faults: list[TableError] | None) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(_lines(path), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            [cells] = csv.reader([line], strict=True)
        except (csv.Error, ValueError) as error:
            _report(TableError(path, number, f"is no line of CSV: {error}"), faults)
            continue
        yield number, [cell.strip() for cell in cells]


def _report(fault: TableError, faults: list[TableError] | None) -> None:
    if faults is None:
        raise fault
    faults.append(fault)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except OSError as error:
        raise TableError(path, 0, f"can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise TableError(path, 0, "is not in UTF-8") from error
