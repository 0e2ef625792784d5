"""What the pages of one subject (a person, a party, an issue, a mechanism) are made with."""

from collections.abc import Iterable

from communique.linking.memory import Memory
from communique.linking.types import Cited, Encounter
from communique.records import RecordBase
from communique.views.covers import describe_cover
from communique.views.findings import Finding, find
from communique.views.footnotes import Footnotes
from communique.views.linked import Linked
from communique.views.page import Group, Line, Page, Section
from communique.views.phrases import phrase_engagement


class Subject:
    """A page in the making: what a memory holds, cited in one list of footnotes."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.notes = Footnotes()
        self.linked = Linked(memory, self.notes)

    def cite(self, sources: Iterable[Cited]) -> tuple[int, ...]:
        """Return the footnotes of the places, each once."""
        return self.linked.cite_places(sources)

    def find(self, records: Iterable[str]) -> list[Finding[RecordBase]]:
        """Return the records with these ids as findings."""
        return list(find(self.memory.records[key] for key in records))

    def list_encounters(
        self, encounters: Iterable[Encounter], *, parties: tuple[str, ...] = ()
    ) -> tuple[Group, Group]:
        """Return what was held and what was planned or called off.

        `parties` are those that the heading above names.
        """
        held, planned = self.linked.list_engagements(encounters)
        return (
            group(None, (phrase_engagement(entry, pair=parties) for entry in held)),
            group(
                "Scheduled and proposed",
                (phrase_engagement(entry, pair=parties) for entry in planned),
            ),
        )

    def lay_out(self, title: str, sections: Iterable[Section], glance: Iterable[Line]) -> Page:
        """Return the page, with everything that its lines cite."""
        laid_out, lines = tuple(sections), tuple(glance)
        footnotes = self.notes.listed()
        sources = tuple({note.document.key: note.document for note in footnotes}.values())
        return Page(
            title=title,
            subtitle=describe_cover(sources, self.memory.as_of),
            glance=lines,
            sections=laid_out,
            footnotes=footnotes,
            sources=sources,
        )


def group(title: str | None, lines: Iterable[Line]) -> Group:
    """Return the lines under a heading of their own."""
    return Group(title=title, lines=tuple(lines))


def section(key: str, title: str, *groups: Group) -> Section:
    """Return a section of groups below each other."""
    return Section(id=key, title=title, groups=groups)
