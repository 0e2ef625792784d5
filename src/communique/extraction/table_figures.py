"""Figures of tables: every numeric cell, labelled by its row and column."""

import re
from collections.abc import Iterator
from datetime import date

from communique.document import Block, Cell
from communique.language.analysis import Analysis
from communique.language.mentions import party_finder
from communique.language.passages import plain_text
from communique.language.quantities import Quantity, find_quantities
from communique.records import DateRange, Figure

_NUMBER = re.compile(r"[-+−]?\d[\d,. ]*")
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: Columns whose numbers name the row rather than measure it.
_NAMING = re.compile(r"(?i)^(?:no\.?|number|#|rank|ranking|year|date|id|code|s/?n|page)$")
_EMPTY = {"", "-", "–", "—", "n/a", "na", "nil", "..."}


def read_tables(analysis: Analysis) -> Iterator[Figure]:
    """Yield a figure for each cell that holds a number, in reading order."""
    for block in analysis.article.blocks:
        if block.kind == "table":
            for cell in block.cells:
                figure = _read_cell(analysis, block, cell)
                if figure is not None:
                    yield figure


def _read_cell(analysis: Analysis, block: Block, cell: Cell) -> Figure | None:
    text = plain_text(analysis.document.text, cell.start, cell.end).text.strip("*_ ")
    if text.lower() in _EMPTY or not (cell.row_header or cell.column_header):
        return None
    if cell.column_header and _NAMING.match(cell.column_header.strip()):
        return None
    quantity = _quantity(text, cell)
    if quantity is None:
        return None
    headers = [header for header in (cell.column_header, cell.row_header) if header]
    named = " ; ".join(headers)
    parties = _parties(analysis, plain_text(named, 0, len(named)).text) or analysis.principals
    evidence = analysis.source_evidence(cell.start, cell.end, "figure:table")
    return Figure(
        document_id=analysis.document_id,
        evidence=(evidence,),
        claimed_by=analysis.claimed_by(*parties),
        topics=analysis.topics(" ".join(headers)),
        label=", ".join(_IN_BRACKETS.sub("", header).strip() for header in headers),
        value=quantity.value,
        unit=quantity.unit,
        sense="statistic",
        period=_period(headers),
        parties=parties,
        approx=quantity.approx,
    )


def _quantity(text: str, cell: Cell) -> Quantity | None:
    """Return the quantity of a cell; what it lacks of unit and scale its headers give."""
    own = find_quantities(text)
    match = _NUMBER.search(text)
    if match is None or sum(character.isalpha() for character in text) > 12:
        return None
    if own and own[0].unit != "count":
        return own[0]
    number = match.group().strip(" .,")
    for header in (cell.column_header, cell.row_header):
        for inside in [*_IN_BRACKETS.findall(header or ""), header or ""]:
            found = _with_unit(number, inside)
            if found is not None:
                return found
    if own:
        return own[0]
    value = _value(number)
    if value is None or (_YEAR.fullmatch(number) and value == int(value)):
        return None
    return Quantity(start=0, end=len(text), text=text, value=value, unit="count")


def _with_unit(number: str, inside: str) -> Quantity | None:
    """Return the number read with the unit of a header: "23.7" under "£ billion"."""
    words = inside.replace("/", " ").split()
    if not words or len(words) > 4:
        return None
    for position in range(len(words) + 1):
        before, after = "".join(words[:position]), " ".join(words[position:])
        for joined in (f"{before}{number} {after}", f"{before} {number} {after}"):
            for found in find_quantities(joined.strip()):
                if found.unit != "count" or found.value != _value(number):
                    return found
    return None


def _value(number: str) -> float | None:
    plain = number.replace(",", "").replace(" ", "").replace("−", "-")
    try:
        return float(plain)
    except ValueError:
        return None


def _period(headers: list[str]) -> DateRange | None:
    """Return the year that a header names; None if none or several do."""
    years = {int(year) for header in headers for year in _YEAR.findall(header)}
    if len(years) != 1:
        return None
    year = years.pop()
    return DateRange(
        start=date(year, 1, 1), end=date(year, 12, 31), precision="year", basis="explicit"
    )


def _parties(analysis: Analysis, text: str) -> tuple[str, ...]:
    """Return the parties that headers name, sorted."""
    finder = party_finder(analysis.reference.parties)
    found = set()
    for index, start, end in finder.automaton.find_matches_as_indexes(text):
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        if index < len(finder.names) and not (before.isalnum() or after.isalnum()):
            found.add(finder.names[index].party)
    return tuple(sorted(found))
