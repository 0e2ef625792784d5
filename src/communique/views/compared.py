"""Documents of an archive laid side by side: which are compared, on what, and what comes of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from communique.archive import Archive
from communique.archive.types import DocumentSummary, Stored
from communique.document import Document
from communique.errors import CommuniqueError
from communique.linking.comparison import ReadoutComparison, compare_readouts
from communique.linking.memory import Memory
from communique.linking.types import Encounter
from communique.views.choosing import choose_encounter
from communique.views.comparing import choose_shared, list_accounts
from communique.views.recall import recall


@dataclass(frozen=True)
class Compared:
    """A comparison with the documents compared, by their ids, and remarks on their choice."""

    readouts: ReadoutComparison
    documents: Mapping[str, Document]
    remarks: tuple[str, ...] = ()


def compare_encounter(
    archive: Archive,
    key: str,
    *,
    among: tuple[str, ...] = (),
    as_of: date | None = None,
    known_at: date | None = None,
) -> Compared:
    """Return the accounts of an encounter, by its id, side by side: of copies the first.

    `among` is as in `subject_answers.show_subject`. Raises `NotOnRecord` for an unknown id,
    `CommuniqueError` where one document alone tells it.
    """
    memory = recall(archive, *among, as_of=as_of, known_at=known_at)
    encounter = choose_encounter(memory, key)
    ids, remarks = _pick_accounts(encounter, memory)
    stored = _records_of(archive, ids, as_of, known_at)
    return _lay(archive, encounter, ids, stored, shared=True, remarks=remarks)


def compare_documents(
    archive: Archive,
    documents: Sequence[DocumentSummary],
    *,
    as_of: date | None = None,
    known_at: date | None = None,
) -> Compared:
    """Return different documents side by side: on the encounter that most of them report.

    Raises `CommuniqueError` for versions of one page and for what has nothing in common.
    """
    _refuse_versions(archive, documents)
    memory = recall(archive, as_of=as_of, known_at=known_at)
    records = _records_of(archive, (one.id for one in documents), as_of, known_at)
    chosen = choose_shared(memory, documents, records)
    kept = [one for one in records if one.document.id in chosen.documents]
    return _lay(
        archive,
        chosen.encounter,
        chosen.documents,
        kept,
        shared=chosen.shared,
        remarks=chosen.remarks,
    )


def _lay(
    archive: Archive,
    encounter: Encounter,
    ids: Iterable[str],
    stored: Sequence[Stored],
    *,
    shared: bool,
    remarks: tuple[str, ...],
) -> Compared:
    documents = {key: archive.document(key) for key in ids}
    readouts = compare_readouts(encounter, stored, documents, shared=shared)
    return Compared(readouts, documents, remarks)


def _records_of(
    archive: Archive, ids: Iterable[str], as_of: date | None, known_at: date | None
) -> list[Stored]:
    return [
        one for key in ids for one in archive.records(document=key, as_of=as_of, known_at=known_at)
    ]


def _pick_accounts(encounter: Encounter, memory: Memory) -> tuple[list[str], tuple[str, ...]]:
    """Return the documents that report an encounter, of copies of one text the first.

    What announced it beforehand is left out.
    """
    names = list_accounts(encounter, memory)
    first = {group[0] for group in encounter.sources}
    # Two documents may bear one name.
    kept = [document for document, name in names.items() if name in first]
    if len(kept) < 2:
        return list(names), ()
    copies = len(names) - len(kept)
    return kept, (f"left out as copies: {copies}",) if copies else ()


def _refuse_versions(archive: Archive, documents: Sequence[DocumentSummary]) -> None:
    for one in documents:
        versions = {version.id for version in archive.versions(one.id)}
        if len(versions & {other.id for other in documents}) > 1:
            raise CommuniqueError(
                f"{one.name} is named in two versions of one page; "
                f"see what was edited: communique versions {one.id[:8]}"
            )
