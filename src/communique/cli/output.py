"""Printing: rows as a table for people, as JSON lines or CSV for programs."""

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

from communique.cli.options import Format
from communique.errors import CommuniqueError
from communique.plain import strip_controls

#: Where there is no terminal to fit, tables are as wide as most people's editors.
PIPED_WIDTH = 120
NARROW_WIDTH = 28

Row = Mapping[str, Any]
Thing = TypeVar("Thing")


def print_rows(rows: Iterable[Row], columns: Sequence[str], form: Format) -> None:
    """Print data for programs, one row at a time as they come."""
    if form is Format.JSONL:
        for row in rows:
            print_json(row)
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
        sys.stdout.flush()


def print_json(row: Row) -> None:
    """Print one JSON line at once, so that a reader of the pipe needn't wait for the next."""
    plain = "utf" not in (sys.stdout.encoding or "utf-8").lower()
    print(json.dumps(row, ensure_ascii=plain, default=str), flush=True)


def print_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    wide: str | None = None,
    title: str | None = None,
) -> None:
    """Print a table for people; the column `wide` takes the room that the others leave."""
    table = Table(title=_text(title) if title else None, title_justify="left", expand=False)
    for column in columns:
        narrow = None if column == wide else NARROW_WIDTH
        table.add_column(column, overflow="fold", vertical="top", max_width=narrow)
    for row in rows:
        table.add_row(*map(_text, row))
    output().print(table)


def print_things(
    things: Sequence[Thing],
    form: Format,
    *,
    row: Callable[[Thing], Row],
    columns: Sequence[str],
    cells: Callable[[Thing], Sequence[str]],
    header: Sequence[str],
    wide: str,
    nothing: str = "nothing on record",
) -> None:
    """Print things for programs as rows of `columns`, for people as a table under `header`.

    Where there are none, `nothing` is noted, and people are shown no table.
    """
    if not things:
        note(nothing)
    if form is not Format.TABLE:
        print_rows(map(row, things), columns, form)
    elif things:
        print_table(header, map(cells, things), wide=wide)


def print_line(text: str, *, indent: int = 0) -> None:
    """Print one line of data for people, whatever it holds."""
    output().print(" " * indent, _text(text), sep="", soft_wrap=True)


def note(text: str, *, indent: int = 0) -> None:
    """Write one line for people to standard error."""
    print(" " * indent + strip_controls(text), file=sys.stderr)


def save(data: bytes, path: Path) -> None:
    """Write a file; raise `CommuniqueError` where it can't be written."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise CommuniqueError(f"{path}: can't be written: {error.strerror}") from error


def output() -> Console:
    """Return the console of standard output."""
    return Console(file=sys.stdout, width=_width(sys.stdout), highlight=False)


@contextmanager
def show_progress(label: str) -> Iterator[Progress]:
    """Show a bar on standard error for as long as the block runs; nothing off a terminal."""
    console = Console(file=sys.stderr)
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}", markup=False),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with progress:
        progress.add_task(label, total=None, name="")
        yield progress


def advance(progress: Progress, name: str) -> None:
    """Count one document done, and show the name of the one at hand."""
    for task in progress.task_ids:
        progress.update(task, advance=1, name=strip_controls(name))


@contextmanager
def show_bar(wanted: bool) -> Iterator[Callable[[str, int, int, str], None] | None]:
    """Give what shows how far something is: its name, done, total, and what else to tell.

    None where it isn't wanted, or standard error is no terminal.
    """
    console = Console(file=sys.stderr)
    if not (wanted and console.is_terminal):
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[told]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None, told="")

        def show(name: str, done: int, total: int, told: str) -> None:
            progress.update(task, description=name, completed=done, total=total, told=told)

        yield show


def _width(stream: IO[str]) -> int | None:
    return None if stream.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH


def _text(value: str) -> Text:
    return Text(strip_controls(value))


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False, default=str)
