"""Versions of one page with records, for tests of what is decided across them."""

from collections.abc import Iterable, Sequence
from datetime import date

from communique.document import Article, Document, DocumentDate, Metadata
from communique.records import (
    Commitment,
    DateRange,
    Evidence,
    Position,
    RecordBase,
    Statement,
)

#: Sentences of a page, each with the kind of record that is read from it.
OPENING = "Officials of Kenya and Japan issued this note on their work in the Rift Valley."
LOAN = "Japan will lend Kenya money for three geothermal plants in the valley."
SCHOOL = "Kenya will open a school for engineers near the plants."
REFORM = "Kenya supports a reform of the Security Council."
SAID = "The minister said that the plants would light a million homes."
CLOSING = "The two governments recalled the loans of earlier years and thanked the engineers."
SENTENCES = (OPENING, LOAN, SCHOOL, REFORM, SAID, CLOSING)

ADDRESS = "https://example.org/note"


def edit_text(edits: Iterable[tuple[str, str]] = ()) -> str:
    """Return the page's text with some of its sentences written otherwise, or left out."""
    changed = dict(edits)
    told = [changed.get(sentence, sentence) for sentence in SENTENCES]
    return "\n\n".join(sentence for sentence in told if sentence)


def make_version(day: int, text: str) -> tuple[Document, list[RecordBase]]:
    """Return the version of the page of a day in May 2024, with what is read from it."""
    published = DocumentDate(date=DateRange.on(date(2024, 5, day)), found="given")
    given = Metadata(url=ADDRESS, language="en", published=published)
    article = Article(start=0, end=len(text), metadata=given)
    document = Document(name="note.html", text=text, sha256="0" * 64, articles=(article,))
    return document, list(read_sentences(document, text.split("\n\n")))


def read_sentences(document: Document, sentences: Sequence[str]) -> Iterable[RecordBase]:
    """Yield the record of each sentence that has one."""

    def words(text: str) -> Evidence:
        start = document.text.index(text)
        return Evidence(
            document_id=document.id, start=start, end=start + len(text), text=text, rule="test"
        )

    for sentence in sentences:
        whole = sentence.rstrip(".")
        base = {"document_id": document.id, "evidence": (words(whole),), "confidence": 0.5}
        if " will " in sentence:
            party = "JPN" if sentence.startswith("Japan") else "KEN"
            action = whole.partition(" will ")[2]
            yield Commitment(**base, parties=(party,), force="pledged", action=action)
        elif " supports " in sentence:
            wording = whole.partition("Kenya ")[2]
            yield Position(
                **base,
                holder="KEN",
                issue="multilateralism",
                stance="support",
                wording=wording,
            )
        elif " said that " in sentence:
            content = whole.partition(" said that ")[2]
            yield Statement(
                **base,
                speaker="KEN",
                speaker_party="KEN",
                mode="indirect",
                cue="said",
                content=(words(content),),
            )


def find(records: Iterable[RecordBase], sentence: str) -> RecordBase:
    """Return the record that rests on a sentence."""
    whole = sentence.rstrip(".")
    return next(one for one in records if one.evidence[0].text == whole)
