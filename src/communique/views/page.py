"""A page as it is laid out, before it is Markdown or HTML: sections, groups, lines, footnotes."""

from typing import Literal

from communique.records import Value
from communique.views.findings import SourceDocument
from communique.views.footnotes import Footnote

#: What became of words: they stay, came, went, or stand elsewhere than before.
WordEdit = Literal["keep", "add", "drop", "move"]


class Line(Value):
    """One line: what leads it (a date, a stance), the text, remarks, a flag, footnotes.

    `quoted` marks text that is a party's own words. `thing` is the id of the linked thing, or of
    the record, that the line tells of; None where it tells of none, or of several. `edits` lead
    from earlier words to `text`, stretch by stretch; empty where nothing is compared.
    """

    text: str
    lead: str | None = None
    remarks: tuple[str, ...] = ()
    flag: str | None = None
    quoted: bool = False
    notes: tuple[int, ...] = ()
    thing: str | None = None
    edits: tuple[tuple[WordEdit, str], ...] = ()


class Group(Value):
    """Lines under a heading of their own; None where they need none. `more` were left out."""

    lines: tuple[Line, ...]
    title: str | None = None
    more: int = 0


class Row(Value):
    """Groups that stand side by side under one heading, below what they share."""

    title: str
    shared: Group
    cells: tuple[Group, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups, what they share first."""
        return (self.shared, *self.cells)


class Section(Value):
    """A section of a page: groups below each other, or rows of groups side by side.

    `empty` is what stands there when there is nothing; `more` lines were left out with
    their rows.
    """

    id: str
    title: str
    groups: tuple[Group, ...] = ()
    rows: tuple[Row, ...] = ()
    empty: str = "Nothing on record."
    more: int = 0

    @property
    def has_content(self) -> bool:
        """Whether the section has a line."""
        return bool(self.rows) or any(group.lines for group in self.groups)


class Page(Value):
    """A whole page; `summary` are the lines right under the title."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]
    sources: tuple[SourceDocument, ...]
    glance: tuple[Line, ...] = ()
    more_sources: int = 0
