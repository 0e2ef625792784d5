"""Run by the tests as a process of its own: adds, reviews and rereads small pages.

Usage: review_pages.py ARCHIVE TOLD. For each number on standard input, forks a process that
works with it as its seed until it is killed, prints that process's id, and, once it has ended,
the signal that ended it. The processes append one JSON line to the file TOLD after each step.
"""

import json
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from communique.archive import Archive, open_archive
from communique.document import Article, Document
from communique.errors import ArchiveError
from communique.records import Commitment, Evidence

PARTIES = {"KEN": "Kenya", "JPN": "Japan", "PER": "Peru"}
STEPS = ("add", "add", "accept", "reject", "correct", "undo", "join", "split", "reread", "reread")


def make_page(number: int) -> Document:
    """Return the page of that number; each odd one is an edit of the one before."""
    story, edit = divmod(number, 2)
    text = " ".join(
        f"{name} will open a school in district {story} and train {story} teachers for it."
        for name in PARTIES.values()
    )
    text += " This page was edited." * edit
    article = Article(start=0, end=len(text))
    return Document(name=f"page-{story}.txt", text=text, sha256="0", articles=(article,))


def read_page(document: Document, cut: int) -> list[Commitment]:
    """Return the records of a page; readings with another `cut` mark other spans."""
    records = []
    for party, name in PARTIES.items():
        start = document.text.index(f"{name} will")
        end = document.text.index(".", start) - cut
        words = document.text[start:end]
        span = Evidence(
            document_id=document.id, start=start, end=end, text=words, rule="commitment:will"
        )
        records.append(
            Commitment(
                document_id=document.id,
                evidence=(span,),
                parties=(party,),
                force="pledged",
                action=words,
            )
        )
    return records


def work(archive: Archive, chance: random.Random) -> Iterator[dict[str, object]]:
    """Do random steps without end, and yield what each did once it is done."""
    known = [summary.id for summary in archive.documents()]
    while True:
        step = chance.choice(STEPS)
        if step == "add" or not known:
            document = make_page(len(known))
            added = archive.add(document, read_page(document, 0), extractor="0")
            known.append(added.document_id)
            yield {"document": added.document_id, "extractor": "0"}
        elif step == "reread":
            document_id, cut = chance.choice(known), chance.randrange(4)
            records = read_page(archive.document(document_id), cut)
            archive.replace(document_id, records, extractor=str(cut))
            yield {"document": document_id, "extractor": str(cut)}
        else:
            try:
                yield review(archive, step, chance.choice(known), chance)
            except (ArchiveError, IndexError):
                # Nothing to take back, or nothing left to review: another step will do.
                continue


def review(
    archive: Archive, step: str, document_id: str, chance: random.Random
) -> dict[str, object]:
    """Give one review and return what it was."""
    if step == "undo":
        number = chance.randint(1, 1 + sum(1 for _ in archive.reviews()))
        done = archive.undo(number, by="process")
    else:
        ids = [stored.id for stored in archive.records(document=document_id)]
        match step:
            case "join":
                done = archive.join("commitment", ids[0], ids[1], by="process")
            case "split":
                done = archive.split("commitment", ids[0], ids[1], by="process")
            case "correct":
                force = chance.choice(("willing", "agreed"))
                done = archive.correct(ids[0], "process", {"force": force})
            case "accept":
                done = archive.accept(ids[0], by="process")
            case _:
                done = archive.reject(ids[0], by="process")
    return {"review": done.id, "verdict": done.verdict, "targets": list(done.targets)}


def main(path: str, told: Path) -> None:
    """Fork a working process for each seed on standard input."""
    # Made here once: few of the processes would live long enough to begin with it.
    open_archive(path).close()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            with open_archive(path) as archive, told.open("a", encoding="utf-8") as file:
                for done in work(archive, random.Random(int(line))):
                    file.write(json.dumps(done) + "\n")
                    file.flush()
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
