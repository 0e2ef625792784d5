"""Records in the form of the files that readings are scored against."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from communique.document import Document
from communique.records import RecordBase, Records

#: What `to_row` has and gold files don't: the program's own ids and doubts.
_OWN = ("document", "id", "confidence", "claimed_by")


def to_gold(document: Document, records: Iterable[RecordBase]) -> dict[str, Any]:
    """Return a document and its records as a gold file has them; see `evaluation.gold`."""
    given = document.metadata
    published = given.date
    blocks = [block for article in document.articles for block in article.blocks]
    several = len(document.articles) > 1
    return {
        "document": document.name,
        "date": published.end.isoformat() if published and published.end else None,
        "publisher": given.publisher,
        "agency": given.agency,
        "boilerplate": [[b.start, b.end] for b in blocks if b.kind == "boilerplate"],
        "parts": [[a.start, a.end] for a in document.articles] if several else [],
        "records": [_to_row(record) for record in Records(records)],
    }


def _to_row(record: RecordBase) -> dict[str, Any]:
    row = record.to_row("")
    return {name: value for name, value in row.items() if name not in _OWN}


def write_gold(files: Iterable[Mapping[str, Any]], folder: Path) -> int:
    """Write each gold file to `folder`, as `name_gold` names them, and return their number.

    Raises `OSError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for name, text in name_gold(files):
        (folder / name).write_text(text, encoding="utf-8")
        written += 1
    return written


def name_gold(files: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each gold file, named after its document.

    Documents of one name get numbers, in the order given.
    """
    names: Counter[str] = Counter()
    for content in files:
        # A name may hold folders, or anything at all where it is the id of a JSON line.
        stem = re.sub(r"[^\w.-]+", "-", Path(content["document"]).stem) or "document"
        names[stem] += 1
        number = f"-{names[stem]}" if names[stem] > 1 else ""
        text = json.dumps(content, ensure_ascii=False, indent=1)
        yield f"{stem[:100]}{number}.json", f"{text}\n"
