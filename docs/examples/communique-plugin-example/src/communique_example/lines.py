"""An archive as one line of text for each record."""

from collections.abc import Iterable, Iterator

from communique.archive.types import Stored


class LineExporter:
    """Writes `.txt`: kind, document and words of each record, with tabs between."""

    suffix = ".txt"
    description = "one line a record: kind, document, words"

    def write(self, records: Iterable[Stored]) -> Iterator[str]:
        """Yield the lines, with their ends, in the order of `records`."""
        for one in records:
            words = " ".join(one.record.evidence[0].text.split())
            yield f"{one.record.kind}\t{one.document.name}\t{words}\n"
