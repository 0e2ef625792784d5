"""Pages whose records are known, and an archive of them.

The pages are written for these tests on public facts: the talks of 18 October 2024 in
Beijing and the dialogue announced then.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from communique.archive.types import DocumentSummary, Stored
from communique.document import Article, Document, DocumentDate, Metadata
from communique.linking.memory import Memory
from communique.records import (
    Commitment,
    DateRange,
    Engagement,
    Evidence,
    Mechanism,
    Official,
    Place,
    Position,
    RecordBase,
    Request,
    Statement,
    Tenure,
)
from communique.views import Desk, open_archive
from communique.views.findings import Finding, SourceDocument

TALKS_DAY = DateRange.on(date(2024, 10, 18))
YEAR_2025 = DateRange(
    start=date(2025, 1, 1), end=date(2025, 12, 31), precision="year", basis="explicit"
)

LAMMY = Official(name="David Lammy", office="Foreign Secretary", party="GBR")
WANG = Official(name="Wang Yi", office="Foreign Minister", party="CHN")

BRITISH_SIDE = (
    "Foreign Secretary David Lammy met Foreign Minister Wang Yi in Beijing on 18 October 2024. "
    "The UK and China agreed to resume the Economic and Financial Dialogue in 2025. "
    "The UK urged China to stop exports of dual-use goods to Russia. "
    "The UK stands by Ukraine. "
    "The British side said: “We will cooperate where we can and challenge where we must.”"
)
CHINESE_SIDE = (
    "Wang Yi held talks with David Lammy in Beijing on 18 October 2024. "
    "China and the UK agreed to resume the Economic and Financial Dialogue. "
    "China adheres to the one-China principle. "
    "The British side said it opposes Taiwan independence. "
    "China is willing to expand trade."
)
OTHER_PAIR = (
    "China and Kenya held talks in Nairobi on 20 October 2024. "
    "China will build a railway in Kenya. "
    "China is willing to work with Britain on African debt. "
    "China supports Kenya's climate goals. "
    "Barbara Woodward is Britain's permanent representative to the UN."
)


class Page:
    """A document and the records that are written into it by quoting its words."""

    def __init__(
        self,
        text: str,
        *,
        name: str = "page.txt",
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
        day: date | None = None,
    ) -> None:
        published = None
        if day is not None:
            published = DocumentDate(date=DateRange.on(day), found="given")
        metadata = Metadata(
            title=title, publisher=publisher, url=url, language="en", published=published
        )
        article = Article(start=0, end=len(text), metadata=metadata)
        self.document = Document(name=name, text=text, sha256="0" * 64, articles=(article,))
        self.records: list[RecordBase] = []

    def quote(self, words: str) -> Evidence:
        """Return the evidence of `words`, at their first place in the text."""
        start = self.document.text.index(words)
        return Evidence(
            document_id=self.document.id,
            start=start,
            end=start + len(words),
            text=words,
            rule="test:",
        )

    def write(self, kind: type[RecordBase], words: str, **fields: Any) -> RecordBase:
        """Add a record that rests on `words`, and return it."""
        record = kind(document_id=self.document.id, evidence=(self.quote(words),), **fields)
        self.records.append(record)
        return record

    def findings(self) -> list[Finding[RecordBase]]:
        """Return the records as findings, without an archive."""
        metadata = self.document.metadata
        source = SourceDocument(
            id=self.document.id,
            name=self.document.name,
            title=metadata.title,
            publisher=metadata.publisher,
            published=metadata.date,
        )
        return [Finding(record, source) for record in self.records]

    def stored(self) -> list[Stored]:
        """Return the records as an archive hands them out."""
        metadata = self.document.metadata
        summary = DocumentSummary(
            id=self.document.id,
            name=self.document.name,
            sha256=self.document.sha256,
            media_type=self.document.media_type,
            article=0,
            title=metadata.title,
            publisher=metadata.publisher,
            agency=metadata.agency,
            language=metadata.language,
            url=metadata.url,
            published=metadata.date,
            added_at=datetime(2026, 1, 1, tzinfo=UTC),
            extractor=None,
        )
        return [Stored(id=r.id, record=r, document=summary, filed=None) for r in self.records]


def remember(*pages: Page, as_of: date | None = None) -> Memory:
    """Return what the pages come to when they are linked."""
    return Memory((one for page in pages for one in page.stored()), as_of=as_of)


def write_british_side() -> Page:
    page = Page(
        BRITISH_SIDE,
        name="british-side.txt",
        title="Foreign Secretary's visit to China",
        publisher="Foreign Office",
        url="https://www.gov.uk/page",
        day=date(2024, 10, 18),
    )
    page.write(
        Engagement,
        "David Lammy met Foreign Minister Wang Yi in Beijing",
        form="meeting",
        status="held",
        parties=("GBR", "CHN"),
        people=(LAMMY, WANG),
        host="CHN",
        date=TALKS_DAY,
        place=Place(city="Beijing", country="CHN"),
    )
    page.write(
        Commitment,
        "The UK and China agreed to resume the Economic and Financial Dialogue in 2025",
        parties=("GBR", "CHN"),
        force="agreed",
        action="resume the Economic and Financial Dialogue",
        due=YEAR_2025,
    )
    page.write(
        Mechanism,
        "the Economic and Financial Dialogue",
        name="Economic and Financial Dialogue",
        parties=("GBR", "CHN"),
        type="dialogue",
        state="resumed",
    )
    page.write(
        Request,
        "The UK urged China to stop exports of dual-use goods to Russia",
        by="GBR",
        to=("CHN",),
        force="urged",
        action="stop exports of dual-use goods to Russia",
    )
    page.write(
        Position,
        "The UK stands by Ukraine",
        holder="GBR",
        issue="ukraine",
        stance="support",
        wording="The UK stands by Ukraine",
    )
    words = "We will cooperate where we can and challenge where we must."
    page.write(
        Statement,
        f"The British side said: “{words}”",
        speaker="GBR",
        speaker_party="GBR",
        mode="direct",
        cue="said",
        content=(page.quote(words),),
    )
    page.write(
        Tenure,
        "Foreign Secretary David Lammy",
        person="David Lammy",
        office="Foreign Secretary",
        rank="foreign-minister",
        party="GBR",
        as_of=TALKS_DAY,
    )
    return page


def write_chinese_side() -> Page:
    page = Page(
        CHINESE_SIDE,
        name="chinese-side.txt",
        publisher="Ministry of Foreign Affairs",
        day=date(2024, 10, 19),
    )
    page.write(
        Engagement,
        "Wang Yi held talks with David Lammy in Beijing",
        form="talks",
        status="held",
        parties=("CHN", "GBR"),
        people=(WANG, LAMMY),
        date=TALKS_DAY,
        place=Place(city="Beijing", country="CHN"),
    )
    page.write(
        Commitment,
        "China and the UK agreed to resume the Economic and Financial Dialogue",
        parties=("CHN", "GBR"),
        force="agreed",
        action="resume the Economic and Financial Dialogue",
    )
    page.write(
        Position,
        "China adheres to the one-China principle",
        holder="CHN",
        issue="taiwan",
        stance="reaffirm",
        wording="adheres to the one-China principle",
    )
    page.write(
        Position,
        "The British side said it opposes Taiwan independence",
        holder="GBR",
        issue="taiwan",
        stance="oppose",
        wording="opposes Taiwan independence",
        source="GBR",
        claimed_by="CHN",
    )
    page.write(
        Commitment,
        "China is willing to expand trade",
        parties=("CHN",),
        force="willing",
        action="expand trade",
    )
    return page


def write_other_pair() -> Page:
    """Write a page about China and Kenya in which Britain only appears."""
    page = Page(OTHER_PAIR, name="nairobi.txt", publisher="News Agency", day=date(2024, 10, 21))
    page.write(
        Engagement,
        "China and Kenya held talks in Nairobi",
        form="talks",
        status="held",
        parties=("CHN", "KEN"),
        date=DateRange.on(date(2024, 10, 20)),
    )
    page.write(
        Commitment,
        "China will build a railway in Kenya",
        parties=("CHN",),
        force="pledged",
        action="build a railway in Kenya",
    )
    page.write(
        Commitment,
        "China is willing to work with Britain on African debt",
        parties=("CHN",),
        force="willing",
        action="work with Britain on African debt",
    )
    page.write(
        Position,
        "China supports Kenya's climate goals",
        holder="CHN",
        issue="climate",
        stance="support",
        wording="supports Kenya's climate goals",
    )
    page.write(
        Tenure,
        "Barbara Woodward is Britain's permanent representative",
        person="Barbara Woodward",
        office="permanent representative",
        rank="ambassador",
        party="GBR",
    )
    return page


PAGES = (write_british_side, write_chinese_side, write_other_pair)


def fill(desk: Desk, *writers: Callable[[], Page]) -> None:
    """Store the pages in `desk`."""
    for write in writers:
        page = write()
        desk.add(page.document, page.records)


@pytest.fixture
def desk(place: str) -> Iterator[Desk]:
    """An archive of all pages."""
    with open_archive(place) as desk:
        fill(desk, *PAGES)
        yield desk
