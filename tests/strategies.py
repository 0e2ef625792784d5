"""Hypothesis strategies: documents, and records of every kind with true evidence in them."""

from datetime import date
from typing import get_args

from hypothesis import strategies as st

from communique.document import Article, Document, DocumentDate, Metadata
from communique.records import (
    RECORD_TYPES,
    AgendaItem,
    AnniversaryBase,
    Commitment,
    DateRange,
    Engagement,
    Evidence,
    Figure,
    Mechanism,
    Membership,
    Official,
    Place,
    Position,
    RecordBase,
    Request,
    Statement,
    Tenure,
)

#: Any character that a file can hold; only halves of surrogate pairs are none.
CHARACTERS = st.characters(exclude_categories=["Cs"])
WORDS = st.sampled_from(
    [
        "China",
        "and",
        "Kenya",
        "agreed",
        "talks",
        "über",
        "会谈",
        "“peace”",
        "1.5",
        "—",
        "\n\n",
        "🤝",
    ]
)
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=40).map(" ".join),
    st.text(CHARACTERS, min_size=1, max_size=80),
)
NAMES = st.one_of(
    st.sampled_from(["Wang Yi", "David Miliband", "Recep Tayyip Erdoğan", "Ban Ki-moon"]),
    st.text(CHARACTERS, min_size=1, max_size=20),
)
PARTIES = st.sampled_from(["CHN", "GBR", "KEN", "USA", "un", "sco", "asean", "pacific-forum"])
ISSUES = st.sampled_from(["trade", "climate", "taiwan", "bilateral-relations"])
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PARTY_TUPLES = st.lists(PARTIES, max_size=4).map(tuple)


def options(record_type: type[RecordBase], field: str) -> st.SearchStrategy[str]:
    """Return a strategy of the values that a `Literal` field of a record allows."""
    return st.sampled_from(get_args(record_type.model_fields[field].annotation))


@st.composite
def date_ranges(draw: st.DrawFn) -> DateRange:
    """Draw an interval of days, or the unknown date."""
    if draw(st.booleans()):
        return DateRange()
    start, end = sorted([draw(DAYS), draw(DAYS)])
    return DateRange(
        start=start,
        end=end,
        precision=draw(st.sampled_from(["day", "month", "quarter", "half", "year", "decade"])),
        basis=draw(st.sampled_from(["explicit", "relative", "inferred"])),
    )


@st.composite
def metadata(draw: st.DrawFn) -> Metadata:
    """Draw what is known of a publication, often little."""
    dated = st.builds(
        DocumentDate, date=date_ranges(), found=st.sampled_from(["given", "text", "markup"])
    )
    return Metadata(
        title=draw(st.none() | TEXTS),
        publisher=draw(st.none() | NAMES),
        language=draw(st.sampled_from([None, "en", "zh"])),
        url=draw(st.sampled_from([None, "https://example.org/readout"])),
        published=draw(st.none() | dated),
        updated=draw(st.none() | dated),
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document of one article or two."""
    text = draw(TEXTS)
    border = draw(st.integers(0, len(text)))
    borders = [(0, len(text))] if border in (0, len(text)) else [(0, border), (border, len(text))]
    return Document(
        name=draw(NAMES),
        text=text,
        sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        media_type=draw(st.sampled_from(["text/plain", "text/html"])),
        articles=tuple(
            Article(start=start, end=end, metadata=draw(metadata())) for start, end in borders
        ),
    )


@st.composite
def evidence(draw: st.DrawFn, document: Document, document_id: str) -> Evidence:
    """Draw a span of `document` with its words."""
    start = draw(st.integers(0, len(document.text) - 1))
    end = draw(st.integers(start + 1, len(document.text)))
    return Evidence(
        document_id=document_id,
        start=start,
        end=end,
        text=document.text[start:end],
        rule=draw(st.sampled_from(["talks:met", "commitment:agree"])),
    )


@st.composite
def records(
    draw: st.DrawFn, document: Document, kinds: tuple[str, ...] = tuple(RECORD_TYPES)
) -> RecordBase:
    """Draw a record of one of `kinds` that rests on words of `document`."""
    document_id = document.id
    spans = st.lists(evidence(document, document_id), min_size=1, max_size=3).map(tuple)
    base = {
        "document_id": document_id,
        "evidence": draw(spans),
        "source": draw(st.just("document") | PARTIES | NAMES),
        "claimed_by": draw(st.none() | PARTIES),
        "topics": draw(st.lists(ISSUES, max_size=2).map(tuple)),
        "confidence": draw(st.floats(0, 1)),
    }
    kind = draw(st.sampled_from(kinds))
    fields = {name: draw(strategy) for name, strategy in field_strategies(kind, spans).items()}
    if kind == "agenda":
        fields["items"] = tuple(
            AgendaItem(text=span.text, span=(span.start, span.end)) for span in draw(spans)
        )
    return RECORD_TYPES[kind](**base, **fields)


def field_strategies(
    kind: str, spans: st.SearchStrategy[tuple[Evidence, ...]]
) -> dict[str, st.SearchStrategy[object]]:
    """Return a strategy for each field that records of `kind` have of their own."""
    maybe_due = st.none() | date_ranges()
    maybe_name = st.none() | NAMES
    fields: dict[str, dict[str, st.SearchStrategy[object]]] = {
        "engagement": {
            "form": options(Engagement, "form"),
            "status": options(Engagement, "status"),
            "parties": PARTY_TUPLES,
            "people": st.lists(
                st.builds(Official, name=NAMES, office=maybe_name, party=st.none() | PARTIES),
                max_size=2,
            ).map(tuple),
            "host": st.none() | PARTIES,
            "date": date_ranges(),
            "place": st.none() | st.builds(Place, city=maybe_name, country=st.none() | PARTIES),
            "stops": st.lists(NAMES, max_size=2).map(tuple),
            "mechanism": maybe_name,
            "note": maybe_name,
        },
        "statement": {
            "speaker": NAMES | PARTIES,
            "speaker_party": st.none() | PARTIES,
            "speakers": st.lists(NAMES | PARTIES, max_size=2).map(tuple),
            "mode": options(Statement, "mode"),
            "cue": maybe_name,
            "content": spans,
            "addressee": st.none() | NAMES | PARTIES,
        },
        "commitment": {
            "parties": PARTY_TUPLES,
            "force": options(Commitment, "force"),
            "action": TEXTS,
            "due": maybe_due,
            "mechanism": maybe_name,
        },
        "request": {
            "by": PARTIES,
            "to": PARTY_TUPLES,
            "force": options(Request, "force"),
            "action": TEXTS,
            "due": maybe_due,
        },
        "position": {
            "holder": PARTIES,
            "issue": ISSUES,
            "stance": options(Position, "stance"),
            "wording": TEXTS,
        },
        "mechanism": {
            "name": NAMES,
            "parties": PARTY_TUPLES,
            "type": options(Mechanism, "type"),
            "level": options(Mechanism, "level"),
            "state": options(Mechanism, "state"),
        },
        "figure": {
            "label": TEXTS,
            "value": st.floats(allow_nan=False, allow_infinity=False),
            "unit": st.sampled_from(["USD", "count", "percent"]),
            "sense": options(Figure, "sense"),
            "period": maybe_due,
            "parties": PARTY_TUPLES,
            "approx": options(Figure, "approx"),
        },
        "membership": {
            "organization": PARTIES,
            "member": PARTIES,
            "role": options(Membership, "role"),
            "as_of": date_ranges(),
        },
        "tenure": {
            "person": NAMES,
            "office": NAMES,
            "rank": options(Tenure, "rank"),
            "party": st.none() | PARTIES,
            "as_of": date_ranges(),
            "former": st.booleans(),
        },
        "occasion": {
            "name": NAMES,
            "date": date_ranges(),
            "parties": PARTY_TUPLES,
            "of": st.none()
            | st.builds(AnniversaryBase, what=NAMES, number=st.none() | st.integers(1, 500)),
        },
        "agenda": {
            "title": NAMES,
            "holder": st.none() | PARTIES,
            "count": st.integers(1, 20),
        },
    }
    return fields[kind]


@st.composite
def read_documents(draw: st.DrawFn, *, max_records: int = 12) -> tuple[Document, list[RecordBase]]:
    """Draw a document with the records read from it."""
    document = draw(documents())
    return document, draw(st.lists(records(document), max_size=max_records))
