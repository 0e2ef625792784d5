"""Documents on their way into the archive."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from communique.archive import Archive
from communique.document import Document
from communique.intake.account import Account, extract_or_set_aside
from communique.records import Records

if TYPE_CHECKING:
    from communique.extraction import Adviser


def store_documents(
    archive: Archive,
    documents: Iterable[Document],
    account: Account,
    *,
    model: str,
    extractor: str,
    advisers: "Sequence[Adviser]" = (),
) -> None:
    """Store each document with its records; `account` tells what became of it.

    What the archive holds already isn't read again. `extractor` is the program's version.
    """
    known = {summary.id for summary in archive.documents()}
    for document in documents:
        if document.id in known:
            account.count_known()
            continue
        records = extract_or_set_aside(document, model, account, advisers)
        if records is None:
            continue
        done = archive.add(document, records, extractor=extractor)
        known.add(done.document_id)
        account.count(document.name, done)


def store_read(
    archive: Archive,
    found: Iterable[tuple[Document, Records]],
    account: Account,
    *,
    extractor: str,
) -> None:
    """Store documents with records that were read before; `account` tells what became of each."""
    names: dict[str, str] = {}

    def fresh() -> Iterator[tuple[Document, Records]]:
        for document, records in found:
            if archive.holds(document.id):
                account.count_known()
            else:
                names[document.id] = document.name
                yield document, records

    for done in archive.add_many(fresh(), extractor=extractor):
        account.count(names.pop(done.document_id), done)
