"""Reading the reference tables: CSV and TOML files beside this module."""

import csv
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from communique.errors import TableError
from communique.reference.layers import KEYS, lay_over

FOLDER = Path(__file__).parent


def read_rows(name: str, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and row of the CSV table `name`, in file order, layers laid over it.

    Lines that start with `#` (source and licence) are skipped. Raises `TableError`
    for a missing column or a row of another length.
    """
    rows = _read_own(name, columns)
    yield from lay_over(name, list(rows), columns) if name in KEYS else rows


def _read_own(name: str, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    path = FOLDER / name
    with path.open(encoding="utf-8", newline="") as lines:
        numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    reader = csv.reader(line for _, line in numbered)
    header = next(reader)
    missing = [column for column in columns if column not in header]
    if missing:
        raise TableError(path, numbered[0][0], f"has no column {', '.join(missing)}")
    for (line_number, _), row in zip(numbered[1:], reader, strict=True):
        if len(row) != len(header):
            raise TableError(path, line_number, f"has {len(row)} fields, not {len(header)}")
        yield line_number, dict(zip(header, row, strict=True))


def describe_fault(error: ValueError) -> str:
    """Return what is wrong with a row, in one line."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)


@cache
def read_lexicon(language: str, purpose: str) -> dict[str, Any]:
    """Return the lexicon `lexicons/LANGUAGE/PURPOSE.toml`; raise `TableError` if it's no TOML."""
    path = FOLDER / "lexicons" / language / f"{purpose}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TableError(path, 0, str(error)) from error
