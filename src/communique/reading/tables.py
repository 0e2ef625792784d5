"""Cells of pipe tables, each with the headers that label it."""

import re
from itertools import pairwise
from typing import NamedTuple

from communique.document import Cell
from communique.reading.lines import scan_lines, trim

_DELIMITER = re.compile(r"[|:\-\s]+$")
_PIPE = re.compile(r"(?<!\\)\|")
_FIGURE = re.compile(r"[^\w]*\d[\d.,\s]*(?:[%\w]{0,4})[^\w]*$")


class _Span(NamedTuple):
    start: int
    end: int


def find_cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """Return the cells of the table `text[start:end]`, row by row; empty cells are left out.

    The first column heads the rows. The first row heads the columns where a delimiter line
    says so, or where it alone holds no figure. Header cells have no headers themselves.
    """
    rows: list[list[_Span]] = []
    headed = False
    for line in scan_lines(text, start, end):
        if line.blank:
            continue
        content = text[line.start : line.end]
        if _DELIMITER.match(content) and "-" in content:
            headed = headed or len(rows) == 1
            continue
        rows.append(_split_row(text, line.start, line.end))
    if not headed and len(rows) > 1:
        headed = not any(_is_figure(text, cell) for cell in rows[0]) and any(
            _is_figure(text, cell) for row in rows[1:] for cell in row[1:]
        )
    columns = [_words(text, cell) for cell in rows[0]] if headed else []
    cells = []
    for number, row in enumerate(rows):
        heading = headed and number == 0
        row_header = _words(text, row[0]) if row else None
        for column, cell in enumerate(row):
            if cell.start >= cell.end:
                continue
            body = not heading and column > 0
            cells.append(
                Cell(
                    start=cell.start,
                    end=cell.end,
                    row_header=row_header if body else None,
                    column_header=columns[column] if body and column < len(columns) else None,
                )
            )
    return tuple(cells)


def _split_row(text: str, start: int, end: int) -> list[_Span]:
    if text[start] == "|":
        start += 1
    if end > start and text[end - 1] == "|" and text[end - 2] != "\\":
        end -= 1
    edges = [start - 1, *(match.start() for match in _PIPE.finditer(text, start, end)), end]
    return [_Span(*trim(text, left + 1, right)) for left, right in pairwise(edges)]


def _words(text: str, cell: _Span) -> str | None:
    return text[cell.start : cell.end].strip("*_ ") or None


def _is_figure(text: str, cell: _Span) -> bool:
    return _FIGURE.match(text[cell.start : cell.end]) is not None
