"""A page made short: the first lines of every group, with the footnotes that they need.

Decades of a busy pair fill a thousand lines; a brief is what is read before a meeting. What
is left out is counted where it would stand, so that nobody takes the page for the whole.
"""

from collections.abc import Iterable, Iterator

from communique.views.page import Group, Line, Page, Row, Section

#: Lines of one group of a brief: more are no brief.
BRIEF_LINES = 12

#: Footnotes of one line: further reports of the same fact add little.
MOST_NOTES = 4

#: Lines of one cell where groups stand side by side.
MOST_IN_CELL = 4


def abridge(page: Page, most: int) -> Page:
    """Return the page with at most `most` lines a group and groups a section, footnotes and
    sources to match.

    A group that is longer by one keeps its line: "1 more" would take its place.
    """
    shortened = page.model_copy(
        update={
            "glance": tuple(map(_line, page.glance)),
            "sections": tuple(_section(section, most) for section in page.sections),
        }
    )
    return _renumber(shortened)


def _section(section: Section, most: int) -> Section:
    rows = section.rows[:most]
    left_out = [*section.groups[most:], *(g for row in section.rows[most:] for g in row.groups)]
    return section.model_copy(
        update={
            "groups": tuple(_group(group, most) for group in section.groups[:most]),
            "rows": tuple(_row(row) for row in rows),
            "more": sum(len(group.lines) for group in left_out),
        }
    )


def _row(row: Row) -> Row:
    return row.model_copy(
        update={
            "shared": _group(row.shared, MOST_IN_CELL),
            "cells": tuple(_group(cell, MOST_IN_CELL) for cell in row.cells),
        }
    )


def _group(group: Group, most: int) -> Group:
    kept = group.lines if len(group.lines) <= most + 1 else group.lines[:most]
    return group.model_copy(
        update={"lines": tuple(map(_line, kept)), "more": len(group.lines) - len(kept)}
    )


def _line(line: Line) -> Line:
    return line.model_copy(update={"notes": line.notes[:MOST_NOTES]})


def _renumber(page: Page) -> Page:
    """Number the footnotes still cited in the order of the page, and drop the others."""
    cited = dict.fromkeys(note for line in _lines(page) for note in line.notes)
    numbers = {old: new for new, old in enumerate(cited, 1)}
    notes = {note.number: note for note in page.footnotes}
    footnotes = tuple(notes[old].model_copy(update={"number": new}) for old, new in numbers.items())
    documents = {note.document.key for note in footnotes}

    def line(one: Line) -> Line:
        return one.model_copy(update={"notes": tuple(sorted(numbers[n] for n in one.notes))})

    def group(one: Group) -> Group:
        return one.model_copy(update={"lines": tuple(map(line, one.lines))})

    def row(one: Row) -> Row:
        return one.model_copy(
            update={"shared": group(one.shared), "cells": tuple(map(group, one.cells))}
        )

    return page.model_copy(
        update={
            "glance": tuple(map(line, page.glance)),
            "sections": tuple(
                section.model_copy(
                    update={
                        "groups": tuple(map(group, section.groups)),
                        "rows": tuple(map(row, section.rows)),
                    }
                )
                for section in page.sections
            ),
            "footnotes": footnotes,
            "sources": tuple(s for s in page.sources if s.key in documents),
            "more_sources": len(page.sources) - sum(s.key in documents for s in page.sources),
        }
    )


def _lines(page: Page) -> Iterator[Line]:
    yield from page.glance
    for section in page.sections:
        groups: Iterable[Group] = section.groups
        for group in (*groups, *(g for row in section.rows for g in row.groups)):
            yield from group.lines
