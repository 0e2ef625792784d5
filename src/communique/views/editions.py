"""The versions of a page that was edited, and what differs from each to the next."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from communique.archive import Archive
from communique.archive.types import Change, DocumentSummary
from communique.views.findings import was_published


class Edition(NamedTuple):
    """A version of a page with what differs from the one before; the first differs in nothing."""

    document: DocumentSummary
    changes: tuple[Change, ...]


def list_editions(
    archive: Archive, document: str, *, as_of: date | None = None, known_at: date | None = None
) -> list[Edition]:
    """Return the versions of a document's page, oldest first.

    Raises `ArchiveError` for an unknown id.
    """
    every = archive.versions(document, known_at=known_at)
    found = [one for one in every if was_published(one, as_of)]
    later = [
        Edition(new, tuple(archive.difference(old.id, new.id))) for old, new in pairwise(found)
    ]
    return [*(Edition(one, ()) for one in found[:1]), *later]
