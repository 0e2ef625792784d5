"""How well `communique events` codes: on PLOVER's gold records, and on everyday news.

    python benchmarks/events.py gold GSR.json [--closed | --all] [--errors]
    python benchmarks/events.py written [--errors]
    python benchmarks/events.py news FOLDER [--sentences N] [--list]
    python benchmarks/events.py cost FOLDER [--rounds N]

`gold` reads the records made from the CAMEO manual's examples; a third of them, by the hash of
their ids, is closed: without `--closed` or `--all` only the others are looked at. It writes what
the public scorer reads and prints its figures. `written` counts the sentences of
`events_written.toml` of which an event has the type that they were written for. `news` counts, per
thousand sentences of articles, those in which an event is coded, and lists them to be read. `cost`
says how much coding takes on top of reading a folder's pages and extracting their records, from
the same analysis, in seconds of the processor; the two alternate page by page.
"""

import argparse
import hashlib
import importlib.util
import json
import time
import tomllib
from pathlib import Path
from types import ModuleType

from communique.coding import Actor, Event, code_events
from communique.coding.reading import code_document
from communique.extraction import extract_records
from communique.extraction.confidence import calibrate
from communique.extraction.merging import link_mechanisms, merge
from communique.extraction.relevance import select
from communique.language.analysis import LANGUAGES, analyse
from communique.language.model import DEFAULT_MODEL, load_model
from communique.reading import read_text
from communique.reference import load_reference

#: Where the scorer of the gold records is, from the folder of the data.
SCORER = "../tools/score_events.py"
WRITTEN = Path(__file__).with_name("events_written.toml")


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


def score_gold(path: Path, parts: frozenset[bool], *, errors: bool) -> None:
    """Print the scorer's figures for parts of the gold records: the closed one, the open one."""
    scorer = _load(path.parent / SCORER)
    gold = [row for row in scorer.load_gold(path) if is_closed(row["id"]) in parts]
    coded = {
        row["id"]: [as_scored(e) for e in code_sentence(row["text"], row["id"])] for row in gold
    }
    told, _ = scorer.score(gold, coded)
    print(json.dumps(told, indent=1))
    for row in gold if errors and True not in parts else ():
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


def count_written(*, errors: bool) -> float:
    """Print and return the share of written sentences of which an event has the right type."""
    table = tomllib.loads(WRITTEN.read_text(encoding="utf-8"))
    rows = [(name, text) for name, told in table.items() for text in told["sentences"]]
    right = 0
    for name, text in rows:
        found = [event.type for event in code_sentence(text, "written")]
        right += name in found
        if errors and name not in found:
            print(name, found, text)
    print(f"{right} of {len(rows)} sentences: {100 * right / len(rows):.1f} %")
    return right / len(rows)


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


def measure_cost(folder: Path, rounds: int) -> None:
    """Print what coding takes as a share of the road from text to records, round by round."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    for text in texts[:2]:  # what is loaded at first use
        code_document(read_text(text), DEFAULT_MODEL)
    for _ in range(rounds):
        road = coding = 0.0
        for text in texts:
            began = time.process_time()
            document = read_text(text)
            analyses = [
                analyse(document, article, load_reference(), load_model(DEFAULT_MODEL))
                for article in document.articles
                if (article.metadata.language or "en") in LANGUAGES
            ]
            for analysis in analyses:
                records = calibrate(merge(extract_records(analysis)), None)
                link_mechanisms(select(analysis, records))
            read = time.process_time()
            for analysis in analyses:
                code_events(analysis)
            road += read - began
            coding += time.process_time() - read
        print(f"road {road:.2f} s  coding {coding:.2f} s  share {coding / road:.3f}")


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
    gold.add_argument("--all", action="store_true", help="that and the others together")
    gold.add_argument("--errors", action="store_true")
    written = kinds.add_parser("written")
    written.add_argument("--errors", action="store_true")
    news = kinds.add_parser("news")
    news.add_argument("path", type=Path)
    news.add_argument("--sentences", type=int, default=2_000)
    news.add_argument("--list", action="store_true")
    cost = kinds.add_parser("cost")
    cost.add_argument("path", type=Path)
    cost.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if given.kind == "cost":
        measure_cost(given.path, given.rounds)
    elif given.kind == "written":
        count_written(errors=given.errors)
    elif given.kind == "gold":
        parts = frozenset({True, False} if given.all else {given.closed})
        score_gold(given.path, parts, errors=given.errors)
    else:
        count_news(given.path, given.sentences, listed=given.list)


if __name__ == "__main__":
    main()
