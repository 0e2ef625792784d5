"""Make the table by which `communique.extraction.confidence` says how likely records are right.

    python benchmarks/fit_confidence.py GOLD TEXTS [GOLD TEXTS]... [--out FILE]

Each GOLD is a folder of gold files, each TEXTS where their texts are (see `docs/accuracy.md`). A
record is right if it finds a gold one. The share of a kind leans on that of all records as if
it had been seen `LEAN` times more, that of a rule on its kind's; so do those of a publisher of
whom there are many records on those of everybody else. Since rules are written from the pages
that gold is of, they err more on pages that nobody has looked at; by how much, pages say that
were annotated after the rules were written: each mistake is reckoned as `UNSEEN` ones.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.evaluation.gold import load_gold, load_texts
from communique.evaluation.scoring import KINDS, match_records
from communique.extraction import extract
from communique.extraction.confidence import COLUMNS, TABLE
from communique.reference.tables import FOLDER

UNSEEN = 3.0
LEAN = 50
#: A rule has a row of its own with so many records, a publisher rows of its own with so many.
RULE_RECORDS, PUBLISHER_RECORDS = 20, 200
HEAD = """\
# How likely records are right: the share that gold confirmed, by publisher (blank: any other), kind
# and rule (blank: any other). Made by benchmarks/fit_confidence.py; licence of the table: CC0-1.0.
"""


@dataclass(frozen=True)
class Judged:
    """A predicted record: where from, by which rule, whether gold has it."""

    publisher: str
    kind: str
    rule: str
    right: bool


def judge(gold: Path, texts: Path) -> Iterator[Judged]:
    """Yield the records that are read from the texts of the gold."""
    for wanted, document in load_texts(load_gold(gold), [texts]):
        publisher = document.articles[0].metadata.publisher or "" if document.articles else ""
        records = list(extract(document))
        rows = [record.to_row(document.name) for record in records]
        rules = {
            row["id"]: record.evidence[0].rule for row, record in zip(rows, records, strict=True)
        }
        matching = match_records(wanted.name, wanted.records, rows)
        for pair in matching.pairs:
            yield Judged(publisher, pair.predicted["kind"], rules[pair.predicted["id"]], right=True)
        for row in matching.extra:
            yield Judged(publisher, row["kind"], rules[row["id"]], right=False)


def fit(judged: list[Judged]) -> Iterator[tuple[str, str, str, float]]:
    """Yield publisher, kind, rule and confidence."""
    known = Counter(j.publisher for j in judged)
    own = sorted(p for p, count in known.items() if p and count >= PUBLISHER_RECORDS)
    others = [j for j in judged if j.publisher not in own]
    for publisher in ("", *own):
        told = [j for j in judged if j.publisher == publisher] if publisher else others
        overall = _share(told, 1.0, lean=0)
        by_kind = defaultdict(list)
        for j in told:
            by_kind[j.kind].append(j)
        for kind in KINDS:
            of_kind = _share(by_kind[kind], overall)
            yield publisher, kind, "", _unseen(of_kind)
            rules = Counter(j.rule for j in by_kind[kind])
            for rule in sorted(r for r, count in rules.items() if count >= RULE_RECORDS):
                share = _share([j for j in by_kind[kind] if j.rule == rule], of_kind)
                yield publisher, kind, rule, _unseen(share)


def _share(judged: list[Judged], prior: float, *, lean: int = LEAN) -> float:
    return (sum(j.right for j in judged) + lean * prior) / max(1, len(judged) + lean)


def _unseen(share: float) -> float:
    return round(max(0.05, 1 - UNSEEN * (1 - share)), 2)


def main() -> None:
    """Fit and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", type=Path, nargs="+", metavar="GOLD TEXTS")
    parser.add_argument("--out", type=Path, default=FOLDER / TABLE)
    given = parser.parse_args()
    if len(given.paths) % 2:
        parser.error("every folder of gold needs its texts")
    judged = [
        j
        for gold, texts in zip(given.paths[::2], given.paths[1::2], strict=True)
        for j in judge(gold, texts)
    ]
    with given.out.open("w", encoding="utf-8", newline="") as table:
        table.write(HEAD)
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(fit(judged))
    print(f"{sum(j.right for j in judged)} of {len(judged)} records right")


if __name__ == "__main__":
    main()
