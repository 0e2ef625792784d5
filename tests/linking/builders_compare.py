"""Documents and stored records for the tests of comparison, checks and quotations."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from communique.archive.types import DocumentSummary, Hit, Stored
from communique.document import Article, Block, BlockKind, Cell, Document, DocumentDate, Metadata
from communique.records import (
    AnniversaryBase,
    DateRange,
    Evidence,
    Figure,
    Membership,
    Occasion,
    RecordBase,
    Statement,
    Tenure,
)

R = TypeVar("R", bound=RecordBase)
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def year(number: int) -> DateRange:
    """Return a whole year, as a text names it."""
    return DateRange(
        start=date(number, 1, 1), end=date(number, 12, 31), precision="year", basis="explicit"
    )


def make_document(
    text: str,
    *,
    name: str = "page.txt",
    day: date | None = None,
    publisher: str | None = None,
    kind: BlockKind = "paragraph",
    cells: tuple[Cell, ...] = (),
) -> Document:
    """Return a document of one article and one block."""
    published = DocumentDate(date=DateRange.on(day), found="given") if day else None
    described = Metadata(publisher=publisher, language="en", published=published)
    block = Block(kind=kind, start=0, end=len(text), cells=cells)
    article = Article(start=0, end=len(text), metadata=described, blocks=(block,))
    return Document(name=name, text=text, sha256="0" * 64, articles=(article,))


def summarise(document: Document) -> DocumentSummary:
    """Return a document as the archive describes it."""
    about = document.metadata
    return DocumentSummary(
        id=document.id,
        name=document.name,
        sha256=document.sha256,
        media_type=document.media_type,
        article=0,
        title=about.title,
        publisher=about.publisher,
        agency=about.agency,
        language=about.language,
        url=about.url,
        published=about.date,
        added_at=MOMENT,
        extractor=None,
    )


def find_words(document: Document, words: str) -> Evidence:
    """Return the evidence of `words` at their first place."""
    start = document.text.index(words)
    return Evidence(
        document_id=document.id, start=start, end=start + len(words), text=words, rule="test"
    )


def store(document: Document, record: RecordBase) -> Stored:
    """Return a record as the archive hands it out."""
    return Stored(record.id, record, summarise(document), document.metadata.date)


def make_record(kind: Callable[..., R], document: Document, words: str, **fields: Any) -> R:
    """Return a record that rests on `words` of the document."""
    return kind(document_id=document.id, evidence=(find_words(document, words),), **fields)


def store_alone(
    kind: Callable[..., R], words: str, day: date | None, *, name: str = "page.txt", **fields: Any
) -> Stored:
    """Return a stored record of a document that says nothing else."""
    document = make_document(words, name=name, day=day)
    return store(document, make_record(kind, document, words, **fields))


def store_anniversary(
    what: str, number: int, told: int | None, *parties: str, name: str = "page.txt", day: date
) -> Stored:
    """Return an anniversary of `what`, in the year `told` if the text gives one."""
    base = AnniversaryBase(
        what=what, number=number, base_year=None if told is None else told - number
    )
    words = f"the {number}th anniversary of {what}" + (f" in {told}" if told else "")
    when = year(told) if told else DateRange()
    return _occasion(words, f"{number}th anniversary of {what}", day, name, parties, base, when)


def store_beginning(
    what: str, begun: int, *parties: str, name: str = "page.txt", day: date
) -> Stored:
    """Return the beginning of a thing itself: "establishment of …" in a year."""
    return _occasion(f"{what} in {begun}", what, day, name, parties, None, year(begun))


def _occasion(
    words: str,
    title: str,
    day: date,
    name: str,
    parties: tuple[str, ...],
    base: AnniversaryBase | None,
    when: DateRange,
) -> Stored:
    document = make_document(words, name=name, day=day)
    record = make_record(Occasion, document, words, name=title, parties=parties, of=base, date=when)
    return store(document, record)


def store_tenure(
    person: str, office: str, rank: str, party: str, day: date, *, words: str | None = None,
    former: bool = False,
) -> Stored:  # fmt: skip
    """Return a person seen in an office on a day."""
    text = words or f"{office} {person} spoke on {day.isoformat()}."
    document = make_document(text, day=day, name=f"{day.isoformat()}.txt")
    record = make_record(
        Tenure, document, person, person=person, office=office, rank=rank, party=party,
        as_of=DateRange.on(day), former=former,
    )  # fmt: skip
    return store(document, record)


def store_statement(tenure: Stored, speaker: str) -> Stored:
    """Return a statement that the person of a tenure makes on its page."""
    told = tenure.record.evidence[0]
    record = Statement(
        document_id=told.document_id, evidence=(told,), content=(told,), speaker=speaker,
        speaker_party=getattr(tenure.record, "party", None), mode="indirect",
    )  # fmt: skip
    return Stored(record.id, record, tenure.document, tenure.filed)


def store_membership(
    member: str, organization: str, role: str, told: int, *, as_of: int | None = None
) -> Stored:
    """Return a party seen in an organisation by a page of the year `told`."""
    return store_alone(
        Membership, f"{member} is {role} of {organization}", date(told, 6, 1),
        organization=organization, member=member, role=role,
        as_of=year(as_of) if as_of else DateRange(),
    )  # fmt: skip


def store_figure(
    label: str, words: str, value: float, unit: str, *, name: str, period: int | None = 2023,
    parties: tuple[str, ...] = ("JPN", "KEN"), approx: str = "exact", sense: str = "statistic",
    day: date = date(2024, 3, 12),
) -> Stored:  # fmt: skip
    """Return a figure of a page."""
    return store_alone(
        Figure, words, day, name=name, label=label, value=value, unit=unit, sense=sense,
        period=year(period) if period else None, parties=parties, approx=approx,
    )  # fmt: skip


def make_table(*rows: str, name: str = "table.txt") -> Document:
    """Return a document that is one table: cells parted by `|`, the first row its header."""
    text = "\n".join(rows)
    cells = []
    header: list[str] = []
    offset = 0
    for number, row in enumerate(rows):
        first = ""
        for column, match in enumerate(re.finditer(r"[^|]+", row)):
            words = match.group().strip()
            start = offset + match.start() + len(match.group()) - len(match.group().lstrip())
            if number == 0:
                header.append(words)
            elif column == 0:
                first = words
            else:
                cells.append(
                    Cell(start=start, end=start + len(words), row_header=first,
                         column_header=header[column])
                )  # fmt: skip
        offset += len(row) + 1
    return make_document(text, name=name, day=date(2024, 3, 1), kind="table", cells=tuple(cells))


class Shelves:
    """Documents with their records and a plain search over them, in place of an archive."""

    def __init__(self, pages: Mapping[str, tuple[Document, Iterable[RecordBase]]]) -> None:
        self.pages = {d.id: (d, [store(d, r) for r in records]) for d, records in pages.values()}
        self.asked: list[str] = []

    def search(self, query: str, limit: int) -> list[Hit]:
        """Return the documents that hold all phrases of the query, the fewest words first."""
        self.asked.append(query)
        phrases = [self._fold(p) for p in re.findall(r'"([^"]*)"', query)]
        held = [
            document
            for document, _ in self.pages.values()
            if all(f" {p} " in f" {self._fold(document.text)} " for p in phrases)
        ]
        held.sort(key=lambda d: (len(d.text), d.id))
        return [Hit(summarise(d), 1.0, None, ()) for d in held[:limit]]

    def text_of(self, document: str) -> str:
        """Return the text of a document."""
        return self.pages[document][0].text

    def records_of(self, document: str) -> list[Stored]:
        """Return the records of a document."""
        return self.pages[document][1]

    @staticmethod
    def _fold(text: str) -> str:
        return " ".join(re.findall(r"[^\W_]+", text.casefold()))
