"""The archive: documents and their records, kept for good and found again.

>>> import tempfile
>>> from communique.document import Article, Document
>>> folder = tempfile.TemporaryDirectory()
>>> page = Document(name="note", text="Hello.", sha256="0", articles=(Article(start=0, end=6),))
>>> with open_archive(f"{folder.name}/desk.db") as archive:
...     archive.add(page, []).added, archive.add(page, []).added
(True, False)
>>> folder.cleanup()
"""

from communique.archive.copying import Copied, copy_archive
from communique.archive.store import Archive, default_url, open_archive
from communique.archive.types import (
    Added,
    Carried,
    Change,
    DocumentSummary,
    Doubtful,
    Hit,
    Located,
    Order,
    Pack,
    PackRow,
    Pair,
    Passage,
    Replaced,
    Review,
    Run,
    RunItem,
    Stats,
    Stored,
    Succession,
)

__all__ = [
    "Added",
    "Archive",
    "Carried",
    "Change",
    "Copied",
    "DocumentSummary",
    "Doubtful",
    "Hit",
    "Located",
    "Order",
    "Pack",
    "PackRow",
    "Pair",
    "Passage",
    "Replaced",
    "Review",
    "Run",
    "RunItem",
    "Stats",
    "Stored",
    "Succession",
    "copy_archive",
    "default_url",
    "open_archive",
]
