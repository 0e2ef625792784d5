"""Documents, whom they name, and what they tell of."""

from collections.abc import Iterator
from itertools import groupby

from communique.archive.projection import parties_named
from communique.archive.types import DocumentSummary, Stored
from communique.export.days import span_of
from communique.export.ftm.entity import (
    Entity,
    clean_media_type,
    clean_url,
    country_of,
    language_of,
    make_id,
)
from communique.export.ftm.parties import PartyList
from communique.export.meetings import chosen_encounters
from communique.export.selection import Selection
from communique.linking.people import PersonIndex
from communique.linking.people_mentions import find_mentions
from communique.reference.publishers import Publisher, load_publishers

#: Kinds of publishers whose pages are reports; those of the others speak for themselves.
_MEDIA = frozenset({"agency", "newspaper", "broadcaster", "portal"})


def describe_document(summary: DocumentSummary) -> Entity:
    """Return a document, without its text: an Article where a known medium published it."""
    entity = Entity("Article" if _is_report(summary) else "Document", document_id(summary))
    entity.add("fileName", summary.name)
    entity.add("title", summary.title)
    entity.add("publisher", summary.publisher)
    # Whose text it is: the agency's, where the page says that it was taken from one.
    entity.add("author", summary.agency)
    entity.add("sourceUrl", clean_url(summary.url))
    entity.add("mimeType", clean_media_type(summary.media_type))
    entity.add("language", language_of(summary.language))
    days = span_of(summary.published) if summary.published is not None else None
    entity.add("date", *(days or ()))
    return entity


def document_id(summary: DocumentSummary) -> str:
    """Return the id of a document's entity."""
    return make_id("document", summary.id)


def describe_links(selection: Selection, parties: PartyList) -> Iterator[Entity]:
    """Yield what each document is about and which persons it names, document by document.

    Documentation leads to the parties, persons and encounters of its records, whose ids are the
    `recordId`. A Mention is a name as it is written; one that several persons may bear has no
    `resolved`.
    """
    index = PersonIndex(selection.memory.people)
    told: dict[str, list[str]] = {}
    for encounter in chosen_encounters(selection):
        for account in encounter.accounts:
            told.setdefault(account.record, []).append(encounter.id)
    for _, records in groupby(selection.records(), key=lambda stored: stored.document.id):
        found: dict[str, Entity] = {}
        for stored in records:
            document = document_id(stored.document)
            for party in sorted(parties_named(stored.record)):
                _document(found, document, parties.refer(party), "party", stored)
            for encounter_id in told.get(stored.id, ()):
                _document(found, document, make_id("event", encounter_id), "encounter", stored)
            _mention(found, document, stored, index)
        yield from found.values()


def _mention(found: dict[str, Entity], document: str, stored: Stored, index: PersonIndex) -> None:
    for mention in find_mentions(stored):
        person = index.of(stored.id, mention.name)
        whom = make_id("person", person.id) if person is not None else None
        if whom is not None:
            _document(found, document, whom, "person", stored)
        key = make_id("mention", document, mention.name, whom or "")
        entity = found.setdefault(key, Entity("Mention", key))
        entity.add("document", document)
        entity.add_names("name", [mention.name])
        entity.add("detectedSchema", "Person")
        entity.add("resolved", whom)
        entity.add("contextCountry", country_of(mention.party))


def _document(
    found: dict[str, Entity], document: str, whom: str, role: str, stored: Stored
) -> None:
    key = make_id("documentation", document, whom)
    entity = found.setdefault(key, Entity("Documentation", key))
    entity.add("document", document)
    entity.add("entity", whom)
    entity.add("role", role)
    entity.add("recordId", stored.id)


def _is_report(summary: DocumentSummary) -> bool:
    if summary.agency:
        return True
    publisher = _find_publisher(summary)
    return publisher is not None and publisher.kind in _MEDIA


def _find_publisher(summary: DocumentSummary) -> Publisher | None:
    known = load_publishers()
    named = known.by_name(summary.publisher) if summary.publisher else None
    return named or (known.by_host(summary.url) if summary.url else None)
