"""The events of the documents exported, each with the linked encounter that its words report."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from communique.archive.types import DocumentSummary
from communique.coding import Event
from communique.coding.reading import code_document
from communique.errors import UnsupportedLanguage
from communique.export.selection import Selection


@dataclass(frozen=True)
class Coded:
    """An event; `number` counts those of its document from 1.

    `sentence` counts the sentences of the document in which events were coded, from 1.
    `encounter` is the id of the contact that it reports, None where it reports none: events of
    one encounter are one contact told several times.
    """

    document: DocumentSummary
    event: Event
    number: int
    sentence: int
    encounter: str | None

    @property
    def id(self) -> str:
        """A name that stays the same while the document and the program do."""
        return f"{self.document.id}-{self.number}"


def code_all(selection: Selection) -> Iterator[Coded]:
    """Yield the events of all documents in a language that is read, document by document."""
    reported = _reported(selection)
    for summary, document in selection.documents():
        try:
            events = code_document(document, selection.model)
        except UnsupportedLanguage:
            continue
        sentences = sorted({event.sentence.start for event in events})
        for number, event in enumerate(events, 1):
            told = reported.get(summary.id, ())
            yield Coded(
                summary,
                event,
                number,
                sentences.index(event.sentence.start) + 1,
                next((name for start, end, name in told if _overlaps(event, start, end)), None),
            )


def _reported(selection: Selection) -> dict[str, list[tuple[int, int, str]]]:
    """Return for each document the stretches that report an encounter, with its id."""
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for encounter in selection.memory.encounters:
        for account in encounter.accounts:
            if selection.is_chosen(account.document):
                found[account.document] += [(*span, encounter.id) for span in account.spans]
    return found


def _overlaps(event: Event, start: int, end: int) -> bool:
    """Whether an event of those who meet stands in the words of an encounter."""
    return event.type == "CONSULT" and event.evidence.start < end and start < event.evidence.end
