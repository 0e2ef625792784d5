"""How long the server takes for the page of a long document with many records.

Run: python benchmarks/document_page.py [WORDS] [RECORDS]. It builds a document of that many words
with so many records, stores it, and asks a server in this process for its page.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from communique.document import Document
from communique.reading import read_text
from communique.records import Evidence, RecordBase, Statement
from communique.views import open_archive
from communique.web import Settings, create_app

_SENTENCE = "The two ministers agreed to hold further talks on trade and energy in the spring. "
_TOKEN = "benchmark"


def build(words: int, records: int) -> tuple[Document, list[RecordBase]]:
    """Return a document of about so many words, and records that lie evenly over it.

    Every second record overlaps the one before it, as readings of one sentence do.
    """
    length = len(_SENTENCE.split())
    paragraphs = [_SENTENCE * 5 for _ in range(words // (5 * length))]
    document = read_text("\n\n".join(p.strip() for p in paragraphs), date="2024-04-23")
    starts = [i for i in range(len(document.text)) if document.text.startswith("The two", i)]
    made: list[RecordBase] = []
    for number in range(records):
        start = starts[(number // 2) * 2 * len(starts) // max(records, 1)]
        end = start + (60 if number % 2 else 80)
        evidence = Evidence(
            document_id=document.id,
            start=start,
            end=end,
            text=document.text[start:end],
            rule="benchmark",
        )
        made.append(
            Statement(
                document_id=document.id,
                evidence=(evidence,),
                speaker=f"Speaker {number}",
                content=(evidence,),
                mode="indirect",
            )
        )
    return document, made


def main() -> None:
    """Print the median and the slowest of twenty answers, in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="?", type=int, default=20_000)
    parser.add_argument("records", nargs="?", type=int, default=500)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "desk.db")
        document, records = build(asked.words, asked.records)
        with open_archive(path) as desk:
            added = desk.add(document, records)
        app = create_app(Settings(archive=path, token=_TOKEN))
        with TestClient(app) as browser:
            browser.get("/open", params={"token": _TOKEN})
            taken = []
            for _ in range(21):
                begun = time.perf_counter()
                answer = browser.get(f"/documents/{added.document_id}")
                taken.append((time.perf_counter() - begun) * 1000)
            assert answer.status_code == 200
    # The first answer also compiles the template.
    print(
        f"{len(document.text.split())} words, {added.records} records, "
        f"{len(answer.content) / 1024:.0f} KiB: first {taken[0]:.0f} ms, "
        f"median {statistics.median(taken[1:]):.0f} ms, slowest {max(taken[1:]):.0f} ms"
    )


if __name__ == "__main__":
    main()
