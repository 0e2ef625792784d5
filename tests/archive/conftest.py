"""Archives to test with, and a readout whose records are known."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from tests.servers import STORES

from communique.archive import Archive, open_archive
from communique.document import Article, Document, DocumentDate, Metadata
from communique.records import (
    Commitment,
    DateRange,
    Engagement,
    Evidence,
    Figure,
    Official,
    Position,
    RecordBase,
    Request,
    Statement,
    Tenure,
)

MOMENT = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)

#: Written for these tests, after the manner of a foreign ministry's page.
READOUT = (
    "Kenya and Japan hold talks in Nairobi\n\n"
    "The foreign ministers of Kenya and Japan, Musalia Mudavadi and Yoko Kamikawa, met in "
    "Nairobi on May 2. The two sides agreed to set up a joint committee on climate by 2030. "
    "Kamikawa said that Japan would lend 200 million dollars for geothermal plants. "
    "Mudavadi urged Japan and France to open their markets. "
    "Kenya supports a reform of the Security Council.\n"
)

MakeDocument = Callable[..., Document]


def make_document(
    text: str, *, name: str = "page.txt", title: str | None = None, day: date | None = None
) -> Document:
    """Return a document of one article, published on `day` if that is known."""
    published = None
    if day is not None:
        published = DocumentDate(date=DateRange.on(day), found="given")
    described = Metadata(
        title=title, publisher="Ministry of Foreign Affairs", language="en", published=published
    )
    article = Article(start=0, end=len(text), metadata=described)
    return Document(name=name, text=text, sha256="0" * 64, articles=(article,))


def find_words(document: Document, words: str) -> Evidence:
    """Return the evidence of `words`, which stand in the text once."""
    start = document.text.index(words)
    return Evidence(
        document_id=document.id, start=start, end=start + len(words), text=words, rule="test"
    )


def read_readout() -> tuple[Document, list[RecordBase]]:
    """Return the readout with one record or more of several kinds."""
    document = make_document(
        READOUT, name="readout.txt", title="Kenya and Japan hold talks", day=date(2024, 5, 3)
    )

    def base(words: str) -> dict[str, object]:
        return {"document_id": document.id, "evidence": (find_words(document, words),)}

    year = DateRange(
        start=date(2030, 1, 1), end=date(2030, 12, 31), precision="year", basis="explicit"
    )
    statement = "Kamikawa said that Japan would lend 200 million dollars for geothermal plants"
    content = "Japan would lend 200 million dollars for geothermal plants"
    return document, [
        Engagement(
            **base(
                "The foreign ministers of Kenya and Japan, Musalia Mudavadi and Yoko Kamikawa, met"
            ),
            form="meeting",
            status="held",
            parties=("KEN", "JPN"),
            people=(
                Official(name="Musalia Mudavadi", office="foreign minister", party="KEN"),
                Official(name="Yoko Kamikawa", office="foreign minister", party="JPN"),
            ),
            host="KEN",
            date=DateRange.on(date(2024, 5, 2)),
        ),
        Statement(
            **base(statement),
            speaker="Yoko Kamikawa",
            speaker_party="JPN",
            mode="indirect",
            cue="said",
            content=(find_words(document, content),),
        ),
        Commitment(
            **base("The two sides agreed to set up a joint committee on climate by 2030"),
            parties=("KEN", "JPN"),
            force="agreed",
            action="set up a joint committee on climate",
            due=year,
            topics=("climate",),
        ),
        Request(
            **base("Mudavadi urged Japan and France to open their markets"),
            by="KEN",
            to=("JPN", "FRA"),
            force="urged",
            action="open their markets",
            topics=("trade",),
            source="Musalia Mudavadi",
        ),
        Position(
            **base("Kenya supports a reform of the Security Council"),
            holder="KEN",
            issue="multilateralism",
            stance="support",
            wording="supports a reform of the Security Council",
        ),
        Figure(
            **base("200 million dollars"),
            label="loan",
            value=2e8,
            unit="USD",
            sense="target",
            parties=("JPN",),
        ),
        Tenure(
            **base("Yoko Kamikawa"),
            person="Yoko Kamikawa",
            office="foreign minister",
            rank="foreign-minister",
            party="JPN",
            as_of=DateRange.on(date(2024, 5, 3)),
        ),
    ]


def edit_page(number: int) -> tuple[Document, list[RecordBase]]:
    """Return one version of a page with one record; a higher number is a later edit."""
    text = (
        "Kenya and Japan issued a note on their work on geothermal energy in the Rift Valley. "
        "The two governments recalled the loans of the last years and thanked the engineers. "
        f"Kenya supports stage {number} of the plan."
    )
    day = date(2024, 5, number)
    published = DocumentDate(date=DateRange.on(day), found="given")
    given = Metadata(url="https://example.org/note", language="en", published=published)
    article = Article(start=0, end=len(text), metadata=given)
    document = Document(name="note.html", text=text, sha256="0" * 64, articles=(article,))
    words = f"Kenya supports stage {number} of the plan"
    position = Position(
        document_id=document.id,
        evidence=(find_words(document, words),),
        holder="KEN",
        issue="energy",
        stance="support",
        wording=words,
    )
    return document, [position]


@pytest.fixture
def readout() -> tuple[Document, list[RecordBase]]:
    return read_readout()


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    """Return the kind of store that a test runs on: every test that asks for it runs on both."""
    return str(request.param)


@pytest.fixture
def archive(place: str) -> Iterator[Archive]:
    with open_archive(place, clock=lambda: MOMENT) as archive:
        yield archive


@pytest.fixture(scope="session")
def fresh_archive(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Archive]:
    """A maker of empty archives, each in a file of its own, faster than by migration."""
    template = tmp_path_factory.mktemp("template") / "empty.db"
    open_archive(template).close()

    def make() -> Archive:
        path = tmp_path_factory.mktemp("archive") / "desk.db"
        shutil.copy(template, path)
        return open_archive(path, clock=lambda: MOMENT)

    return make
