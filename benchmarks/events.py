"""How well `communique events` codes: on PLOVER's gold records, and on everyday news.

    python benchmarks/events.py gold GSR.json [--closed] [--errors]
    python benchmarks/events.py news FOLDER [--sentences N] [--list]

`gold` reads the records made from the CAMEO manual's examples; a third of them, by the hash of
their ids, is closed: without `--closed` only the others are looked at. It writes what the public
scorer reads and prints its figures. `news` counts, per thousand sentences of articles, those in
which an event is coded, and lists them to be read.
"""

import argparse
import hashlib
import importlib.util
import json
from pathlib import Path
from types import ModuleType

from communique.coding import Actor, Event
from communique.coding.reading import code_document
from communique.language.model import DEFAULT_MODEL
from communique.reading import read_text

#: Where the scorer of the gold records is, from the folder of the data.
SCORER = "../tools/score_events.py"


def is_closed(name: str) -> bool:
    """Return whether a gold record is of the third that is only reported."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % 3 == 0


def code_sentence(text: str, name: str, day: str = "") -> list[Event]:
    """Return the events of a sentence, its own first."""
    return code_document(read_text(text, name=name, date=day or None), DEFAULT_MODEL)


def as_scored(event: Event) -> dict[str, object]:
    """Return an event as the scorer reads it; equals are sources."""
    sides = {"source": event.actors, "target": event.recipients}
    codes = {side: [a.country for a in actors if a.country] for side, actors in sides.items()}
    return {"type": event.type, **codes}


def score_gold(path: Path, *, closed: bool, errors: bool) -> None:
    """Print the scorer's figures for one part of the gold records."""
    scorer = _load(path.parent / SCORER)
    gold = [row for row in scorer.load_gold(path) if is_closed(row["id"]) is closed]
    coded = {
        row["id"]: [as_scored(e) for e in code_sentence(row["text"], row["id"])] for row in gold
    }
    told, _ = scorer.score(gold, coded)
    print(json.dumps(told, indent=1))
    for row in gold if errors and not closed else ():
        wanted = {event["type"] for event in row["events"]}
        found = coded[row["id"]]
        if not found or found[0]["type"] not in wanted:
            print(wanted, [e["type"] for e in found], row["text"])
        sides = [set(e["source"]) | set(e["target"]) for e in (*row["events"], *found)]
        told, read = (
            set().union(*part)
            for part in (sides[: len(row["events"])], sides[len(row["events"]) :])
        )
        if found and told != read:
            print("   actors", told, read, row["text"])


def count_news(folder: Path, sentences: int, *, listed: bool) -> None:
    """Print how many of the first sentences of articles have an event."""
    seen = fired = 0
    for path in sorted(folder.rglob("*.txt")):
        document = read_text(path.read_text(encoding="utf-8", errors="replace"), name=path.name)
        events = code_document(document, DEFAULT_MODEL)
        spans = {(e.sentence.start, e.sentence.text): e for e in events}
        seen += max(1, document.text.count(". "))
        fired += len(spans)
        for (_, text), event in spans.items() if listed else ():
            print(
                event.type,
                "|",
                event.evidence.text,
                "|",
                *map(_side, event.actors),
                ">",
                *map(_side, event.recipients),
                "|",
                " ".join(text.split()),
            )
        if seen >= sentences:
            break
    print(f"{fired} of some {seen} sentences: {1000 * fired / seen:.1f} a thousand")


def _side(actor: Actor) -> str:
    return f"{actor.evidence.text}:{actor.country or ''}:{actor.sector or ''}"


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_events", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Measure the coder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    kinds = parser.add_subparsers(dest="kind", required=True)
    gold = kinds.add_parser("gold")
    gold.add_argument("path", type=Path)
    gold.add_argument("--closed", action="store_true", help="the third that is only reported")
    gold.add_argument("--errors", action="store_true")
    news = kinds.add_parser("news")
    news.add_argument("path", type=Path)
    news.add_argument("--sentences", type=int, default=2_000)
    news.add_argument("--list", action="store_true")
    given = parser.parse_args()
    if given.kind == "gold":
        score_gold(given.path, closed=given.closed, errors=given.errors)
    else:
        count_news(given.path, given.sentences, listed=given.list)


if __name__ == "__main__":
    main()
