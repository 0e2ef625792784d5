"""Score the joining of encounters, persons, mechanisms and promises on the written world.

    python benchmarks/linking.py --half dev|test [--seed N] [--keep FOLDER]

The half's documents are written, read, added to an archive in a temporary folder, and joined;
the gold is used for scoring alone. Peers on the same records: `singletons` (each record a thing
of its own), `plain keys` (encounters of the same parties on the same day; persons and
mechanisms of the same name), `nothing but gaps` (joined as in gold: what is short of 1 was
never read), and of promises `always open`. Errors of `test` are shown to nobody: it is run for
its figures. `--keep` leaves documents, gold and archive in a folder.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from communique.archive import Archive, open_archive
from communique.archive.projection import name_people
from communique.archive.types import Stored
from communique.document import Document
from communique.evaluation.linking import (
    Followed,
    Gold,
    Kind,
    Mention,
    align,
    evaluate_linking,
)
from communique.extraction import extract
from communique.linking.types import Cited
from communique.reading import iter_documents
from communique.records import Commitment, Engagement, Mechanism
from communique.views.recall import recall
from linking_world import HALVES, write_half

Clusters = dict[str, list[Mention]]

#: The file of the archive in its folder.
ARCHIVE = "world.db"


def main() -> None:
    """Print the figures of one half."""
    arguments = _parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        place = arguments.keep or Path(folder)
        write_half(arguments.half, place, seed=arguments.seed)
        gold = json.loads((place / "gold.json").read_text(encoding="utf-8"))
        remember(place)
        with open_archive(place / ARCHIVE, create=False) as archive:
            stored = list(archive.records(order="document"))
            ours = Joined(archive)
            clusters = ours.clusters()
            days = sorted({s["as_of"] for p in gold["promises"].values() for s in p["states"]})
            followed = {day: ours.promises(day) for day in days}
    programs: dict[str, Mapping[Kind, Clusters]] = {
        "communique": clusters,
        "singletons": join_none(stored),
        "plain keys": join_by_keys(stored),
    }
    programs["nothing but gaps"] = join_rightly(gold, programs["singletons"])
    promises = {"communique": followed}
    promises["always open"] = {day: always_open(stored, day) for day in days}
    print(f"half {arguments.half}, seed {arguments.seed}")
    print(evaluate_linking(gold, programs, promises).render())


def remember(folder: Path) -> None:
    """Add the documents of a folder to an archive there."""
    with open_archive(folder / ARCHIVE) as archive:
        for document in iter_documents([folder / "documents.jsonl"]):
            if not isinstance(document, Document):
                sys.exit(f"a document of the world can't be read: {document}")
            archive.add(document, extract(document))


class Joined:
    """What the package joins of an archive, as clusters of mentions."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._memory = recall(archive)
        self._by_id = self._memory.records

    def clusters(self) -> dict[Kind, Clusters]:
        """Return encounters, persons and mechanisms, each with its mentions."""
        memory = self._memory
        return {
            "encounters": {e.id: list(map(self._cited, e.accounts)) for e in memory.encounters},
            "persons": {p.id: list(map(self._named, p.mentions)) for p in memory.people},
            "mechanisms": {m.id: list(map(self._cited, m.sources)) for m in memory.mechanisms},
        }

    def promises(self, day: str) -> list[Followed]:
        """Return the promises as they stand on an ISO day, with what was known by then."""
        memory = recall(self._archive, as_of=date.fromisoformat(day))
        return [
            Followed(
                one.state,
                tuple(self._cited(step.source) for step in one.steps if step.source.record),
            )
            for one in memory.promises
        ]

    def _named(self, mention: str) -> Mention:
        record, name = mention.split("/", 1)
        return _mention(self._by_id[record], name=name)

    def _cited(self, source: Cited) -> Mention:
        """Return a cited place with the name and form of its record."""
        mention = _mention(self._by_id[source.record])
        return Mention(source.name, source.spans, mention.name, mention.form)


def join_none(stored: Iterable[Stored]) -> dict[Kind, Clusters]:
    """Return every mention as a thing of its own."""
    return _cluster(stored, lambda kind, one, name: (one.id, name))


def join_rightly(gold: Gold, apart: Mapping[Kind, Clusters]) -> dict[Kind, Clusters]:
    """Return the mentions joined as in gold: what could be had from these records at best."""
    found: dict[Kind, Clusters] = {}
    for kind, clusters in apart.items():
        members, _ = align(kind, gold, clusters)
        joined: Clusters = defaultdict(list)
        for member in members:
            if member.cluster is not None:
                joined[str(member.gold)] += clusters[str(member.cluster)]
        found[kind] = joined
    return found


def join_by_keys(stored: Iterable[Stored]) -> dict[Kind, Clusters]:
    """Return encounters by parties and day, persons and mechanisms by name."""

    def key(kind: Kind, one: Stored, name: str) -> object:
        record = one.record
        if kind == "encounters" and isinstance(record, Engagement):
            return frozenset(record.parties), record.date.start or one.id
        return name.casefold()

    return _cluster(stored, key)


def always_open(stored: Iterable[Stored], day: str) -> list[Followed]:
    """Return every commitment known on a day as an open promise."""
    return [
        Followed("open", (_mention(one),))
        for one in _known_by(stored, date.fromisoformat(day))
        if isinstance(one.record, Commitment)
    ]


def _cluster(
    stored: Iterable[Stored], key: Callable[[Kind, Stored, str], object]
) -> dict[Kind, Clusters]:
    clusters: dict[Kind, dict[object, list[Mention]]] = {
        "encounters": defaultdict(list),
        "persons": defaultdict(list),
        "mechanisms": defaultdict(list),
    }
    for one in stored:
        for kind, name in _things(one):
            clusters[kind][key(kind, one, name)].append(_mention(one, name=name or None))
    return {kind: {str(k): v for k, v in found.items()} for kind, found in clusters.items()}


def _things(one: Stored) -> Iterator[tuple[Kind, str]]:
    """Yield what a record names, by kind, with its name."""
    record = one.record
    if isinstance(record, Engagement):
        yield "encounters", ""
        if record.mechanism:
            yield "mechanisms", record.mechanism
    if isinstance(record, Mechanism):
        yield "mechanisms", record.name
    for name in name_people(record):
        yield "persons", name


def _mention(one: Stored, name: str | None = None) -> Mention:
    record = one.record
    if name is None:
        name = getattr(record, "mechanism", None) or getattr(record, "name", None) or ""
    return Mention(
        one.document.name,
        tuple((e.start, e.end) for e in record.evidence),
        name,
        record.form if isinstance(record, Engagement) else "",
    )


def _known_by(stored: Iterable[Stored], day: date) -> list[Stored]:
    """Return what documents published by a day tell."""
    return [
        one
        for one in stored
        if one.document.published is not None
        and one.document.published.end is not None
        and one.document.published.end <= day
    ]


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="score linking on the written world")
    parser.add_argument("--half", choices=HALVES, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
