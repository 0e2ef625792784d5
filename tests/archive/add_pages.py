"""Run by the tests as a process of its own: adds small pages, telling each one that is stored.

Usage: add_pages.py ARCHIVE NUMBER [BATCH]. Prints `ID new` or `ID known` after `add` has returned,
or with BATCH what `add_many` yields of so many a transaction.
"""

import sys

from communique.archive import open_archive
from communique.document import Article, Document
from communique.records import Evidence, Position


def make_page(number: int) -> tuple[Document, list[Position]]:
    """Return the page of that number with two records."""
    text = f"Kenya supports reform {number}. Japan supports reform {number}."
    document = Document(
        name=f"page-{number}.txt",
        text=text,
        sha256=f"{number:064x}",
        articles=(Article(start=0, end=len(text)),),
    )
    records = []
    for holder, name in (("KEN", "Kenya"), ("JPN", "Japan")):
        wording = f"{name} supports reform {number}"
        start = text.index(wording)
        span = Evidence(
            document_id=document.id,
            start=start,
            end=start + len(wording),
            text=wording,
            rule="position:support",
        )
        records.append(
            Position(
                document_id=document.id,
                evidence=(span,),
                holder=holder,
                issue="multilateralism",
                stance="support",
                wording=wording,
            )
        )
    return document, records


def main(path: str, number: int, batch: int | None = None) -> None:
    """Add that many pages to the archive at `path`."""
    with open_archive(path) as archive:
        pages = map(make_page, range(number))
        stored = (
            archive.add_many(pages, batch=batch)
            if batch
            else (archive.add(*page) for page in pages)
        )
        for added in stored:
            print(added.document_id, "new" if added.added else "known", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
