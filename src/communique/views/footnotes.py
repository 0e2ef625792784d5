"""Footnotes: from every line of a view back to the characters it was read from."""

from communique.records import RecordBase, Value
from communique.views.findings import Finding, SourceDocument


class Quote(Value):
    """The exact words `[start, end)` of the cited document."""

    start: int
    end: int
    text: str


class Footnote(Value):
    """A numbered citation: the document and the spans that a line rests on."""

    number: int
    document: SourceDocument
    quotes: tuple[Quote, ...]


class Footnotes:
    """Numbers citations from 1 on, in the order in which they are first asked for."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[tuple[str, int], tuple[Quote, ...]], int] = {}
        self._notes: list[Footnote] = []

    def cite(self, finding: Finding[RecordBase]) -> int:
        """Return the number of the finding's footnote: the same words have the same number."""
        quotes = tuple(
            Quote(start=e.start, end=e.end, text=e.text) for e in finding.record.evidence
        )
        return self.cite_words(finding.document, quotes)

    def cite_words(self, document: SourceDocument, quotes: tuple[Quote, ...]) -> int:
        """Return the number of the footnote for words of a document."""
        key = (document.key, quotes)
        if key not in self._numbers:
            number = len(self._notes) + 1
            self._numbers[key] = number
            self._notes.append(Footnote(number=number, document=document, quotes=quotes))
        return self._numbers[key]

    def cite_all(self, findings: tuple[Finding[RecordBase], ...]) -> tuple[int, ...]:
        """Return the numbers for a fact told by several findings, ascending, each once."""
        return tuple(sorted({self.cite(finding) for finding in findings}))

    def listed(self) -> tuple[Footnote, ...]:
        """Return all footnotes in the order of their numbers."""
        return tuple(self._notes)
