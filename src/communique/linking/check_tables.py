"""Table totals: rows and columns that say they are the sum, and shares that make up a whole.

A total below which rows are left out ("main partners") is no error: a sum that falls short is
told only where the table shows that it has everything. Partition: the document.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from communique.archive.types import Stored
from communique.document import Block, Cell, Document
from communique.linking.check_evidence import find, words_for
from communique.linking.citing import cite_text
from communique.linking.types import Discrepancy
from communique.records import Figure

_NUMBER = re.compile(r"[-+−]?\s?\d[\d, \u00a0]*(?:\.\d+)?")
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_FEWEST = 2


class Number(NamedTuple):
    """A cell's number, half of its last digit, and its headers in lower case."""

    cell: Cell
    value: float
    rounding: float
    percent: bool


class Line(NamedTuple):
    """A row or column of numbers: its header, and the number of each header across."""

    header: str
    numbers: Mapping[str, Number]


def check_tables(documents: Iterable[Document], stored: Iterable[Stored]) -> Iterator[Discrepancy]:
    """Yield the totals that aren't the sum; `stored` gives the figures' records and parties."""
    figures: dict[tuple[str, int, int], Stored] = {}
    for one in stored:
        if isinstance(one.record, Figure):
            told = one.record.evidence[0]
            figures[one.document.id, told.start, told.end] = one
    for document in documents:
        for article in document.articles:
            for block in article.blocks:
                if block.kind == "table" and block.cells:
                    yield from _check_table(document, block, figures)


def _check_table(
    document: Document, block: Block, figures: Mapping[tuple[str, int, int], Stored]
) -> Iterator[Discrepancy]:
    headers = [h for c in block.cells for h in (c.row_header, c.column_header) if h]
    if any(_names(header, "unsummable") for header in headers):
        return
    for lines in (_lines(document, block, by_row=False), _lines(document, block, by_row=True)):
        judged = [_judge(line) for line in lines]
        # A column that adds up shows that the rows are all there are.
        whole = any(j is not None and j.fits for j in judged) or _has_rest(lines)
        for verdict in judged:
            if verdict is None or verdict.fits:
                continue
            if verdict.gap > 0 and not whole:
                continue
            yield _tell(document, verdict, figures)


class Verdict(NamedTuple):
    """A total held against its parts: `gap` is the total less the sum of the `parts`."""

    line: str
    header: str
    total: Number | None
    parts: tuple[Number, ...]
    gap: float
    fits: bool


def _judge(line: Line) -> Verdict | None:
    """Return how the line's total stands to its parts; None where there is nothing to add."""
    if _names(line.header, "rates"):
        return None
    totals = {header: n for header, n in line.numbers.items() if _is_total(header)}
    parts = {header: n for header, n in line.numbers.items() if header not in totals}
    if len(parts) < _FEWEST or len(totals) > 1 or any(_names(h, "rates") for h in parts):
        return None
    if len({n.percent for n in line.numbers.values()}) > 1:
        return None
    summed = sum(n.value for n in parts.values())
    slack = sum(n.rounding for n in line.numbers.values()) * 1.01 + 1e-9
    if totals:
        ((header, total),) = totals.items()
        gap = total.value - summed
        # A row that holds the others, such as a region and its states, is counted twice.
        nested = any(abs(gap + n.value) <= slack for n in parts.values())
        fits = abs(gap) <= slack or nested
        return Verdict(line.header, header, total, tuple(parts.values()), gap, fits)
    if _is_share(line.header) and all(n.percent for n in parts.values()):
        gap = 100.0 - summed
        return Verdict(line.header, "100", None, tuple(parts.values()), gap, abs(gap) <= slack)
    return None


def _lines(document: Document, block: Block, *, by_row: bool) -> list[Line]:
    """Return the rows of a table, or its columns, as lines of numbers.

    A header that comes twice makes cells that can't be told apart: such a line is left out.
    """
    lines: dict[str, dict[str, Number]] = {}
    twice = set()
    for cell in block.cells:
        if cell.row_header is None or cell.column_header is None:
            continue
        along, across = cell.row_header.strip(), cell.column_header.strip()
        if not by_row:
            along, across = across, along
        number = _read(document, cell)
        if number is None:
            continue
        line = lines.setdefault(along, {})
        if across in line:
            twice.add(along)
        line[across] = number
    return [Line(header, line) for header, line in lines.items() if header not in twice]


def _read(document: Document, cell: Cell) -> Number | None:
    text = document.text[cell.start : cell.end].strip("*_ ")
    match = _NUMBER.search(text)
    if match is None or sum(c.isalpha() for c in text) > 3:
        return None
    plain = re.sub(r"[, \u00a0]", "", match.group()).replace("−", "-")
    decimals = len(plain.partition(".")[2])
    header = f"{cell.column_header or ''} {cell.row_header or ''}".casefold()
    percent = "%" in text or "%" in header or "per cent" in header or "percent" in header
    try:
        return Number(cell, float(plain), 0.5 * 10.0**-decimals, percent)
    except ValueError:
        return None


def _has_rest(lines: Sequence[Line]) -> bool:
    rest = words_for("totals")["rest"]
    return any(_plain(header) in rest for line in lines for header in line.numbers)


def _is_total(header: str) -> bool:
    return _plain(header) in words_for("totals")["total"]


def _is_share(header: str) -> bool:
    return _names(header, "shares")


def _plain(header: str) -> str:
    """Return a header without its unit and signs: "**Total** (US$)" is "total"."""
    return " ".join(_BRACKETS.sub(" ", header).casefold().strip(" *_:.").split())


@lru_cache(maxsize=8)
def _pattern(purpose: str) -> re.Pattern[str]:
    words = sorted(words_for("totals")[purpose], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


def _names(header: str, purpose: str) -> bool:
    return _pattern(purpose).search(header.casefold()) is not None


def _tell(
    document: Document, verdict: Verdict, figures: Mapping[tuple[str, int, int], Stored]
) -> Discrepancy:
    total = verdict.total
    numbers = ((total,) if total is not None else ()) + verdict.parts
    spans = sorted((n.cell.start, n.cell.end) for n in numbers)
    cited = cite_text(document, *spans)
    held = [
        one
        for n in numbers
        if (one := figures.get((document.id, n.cell.start, n.cell.end))) is not None
    ]
    if held:
        cited = cited.model_copy(update={"record": held[0].id})
    value = 100.0 if total is None else total.value
    summed = sum(n.value for n in verdict.parts)
    label = "the shares make up 100" if total is None else f"“{verdict.header}” is {value:,.10g}"
    return find(
        "table-total",
        f"“{verdict.line}”: {label}, the {len(verdict.parts)} values sum to {summed:,.10g}",
        [cited],
        parties={p for one in held for p in getattr(one.record, "parties", ())},
    )
