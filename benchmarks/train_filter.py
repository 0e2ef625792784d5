"""Fit the weights and the bound by which `communique batch` tells pages that deserve to be read.

    python benchmarks/train_filter.py --relevant PAGES... --everyday PAGES... [--out FILE]

Files of pages are as in `filter_pages.py`. Weights are fitted to one part, the bound is the
highest score that keeps RECALL of the relevant pages of another; the third part is not opened.
A file weighs as the root of its number of pages, relevant and everyday pages weigh alike. The
same pages give the same weights (`train_relevance.py` says how), of which none speaks against what
its family is for.
"""

import argparse
import json
import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from communique.batch.relevance import WEIGHTS, Relevance
from communique.batch.signs import load_signs
from communique.batch.skim import Sight, skim
from filter_pages import bodies, part_of, read_rows
from train_relevance import minimise

PENALTY = 1.0
RECALL = 0.995
#: So much of a page's prose is an example of its own, without the title: publishers differ most in
#: how they title.
HEADS = (1_000,)
#: What may speak for or against: a word for dealings never speaks against them, however rarely
#: the pages at hand have it.
FREE = frozenset({"bias", "brief"})
#: Signs that fewer pages show than so many are left out.
LEAST_SEEN = 8


@dataclass(frozen=True)
class Example:
    """A page: the file it is from, whether it is relevant, its part, and its signs.

    `signs` is None for a page that the gate leaves.
    """

    source: str
    relevant: bool
    part: str
    signs: dict[str, float] | None


def read_examples(path: Path, *, relevant: bool) -> list[Example]:
    """Return the examples of a file of pages, without those that are only for the report."""
    signs = load_signs()
    examples = []
    for row in read_rows(path, "fit", "choose"):
        for body, media_type in bodies(row):
            sight = skim(body, "utf-8", media_type)
            seen = signs.look(sight) if sight and signs.speaks(sight) else None
            examples.append(Example(path.stem, relevant, part_of(row["id"]), seen))
            if sight and part_of(row["id"]) == "fit":
                for size in HEADS:
                    head = Sight(b"", sight.prose[len(sight.title) :][:size], sight.encoding)
                    seen = signs.look(head) if signs.speaks(head) else None
                    examples.append(Example(path.stem, relevant, "fit", seen))
    return examples


def fit(examples: list[Example]) -> dict[str, float]:
    """Return the weights that tell the examples best; those that the gate leaves teach nothing."""
    told = [example for example in examples if example.signs]
    seen = Counter(name for example in told for name in example.signs or ())
    names = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    rows = np.array([[(example.signs or {}).get(name, 0.0) for name in names] for example in told])
    truth = np.array([example.relevant for example in told], dtype=float)
    size = Counter(example.source for example in told)
    share = np.array([size[example.source] ** -0.5 for example in told])
    for kind in (True, False):
        share[truth == kind] *= len(told) / 2 / share[truth == kind].sum()
    signs = load_signs()
    wanted = np.array([0 if name in FREE else signs.direction(name) for name in names])
    kept = np.ones(len(names), dtype=bool)
    weights = np.zeros(len(names))
    while True:
        penalty = np.array([0.0 if name == "bias" else PENALTY for name in names])[kept]
        weights[:] = 0.0
        weights[kept] = minimise(rows[:, kept], truth, share, penalty)
        # The worst first: what stands beside it may be right without it.
        against = weights * wanted
        if against.min() >= 0:
            break
        kept[against <= against.min() / 2] = False
    return {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}


def choose_bound(examples: list[Example], judge: Relevance) -> float:
    """Return the highest bound at which RECALL of the relevant examples pass."""
    scores = sorted(
        judge.score(example.signs) if example.signs else 0.0
        for example in examples
        if example.relevant
    )
    return scores[math.floor((1 - RECALL) * len(scores))]


def main() -> None:
    """Fit and write weights and bound."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--relevant", type=Path, nargs="+", required=True, metavar="PAGES")
    parser.add_argument("--everyday", type=Path, nargs="+", required=True, metavar="PAGES")
    parser.add_argument(
        "--hint", type=Path, nargs="*", default=[], metavar="PAGES",
        help="relevant pages, doubtfully judged, that teach but don't choose the bound",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    examples = [e for path in given.relevant for e in read_examples(path, relevant=True)]
    hints = [e for path in given.hint for e in read_examples(path, relevant=True)]
    examples += [e for path in given.everyday for e in read_examples(path, relevant=False)]
    weights = fit([e for e in examples + hints if e.part == "fit"])
    chosen = [e for e in examples if e.part == "choose"]
    judge = Relevance(load_signs(), weights, 0.5)
    bound = choose_bound(chosen, judge)
    lines = json.dumps({"bound": bound, "weights": weights}, ensure_ascii=False, indent=0)
    given.out.write_text(lines + "\n", encoding="utf-8")
    print(f"weights from {sum(e.part == 'fit' for e in examples + hints)} pages, bound {bound}")
    for source in sorted({(e.relevant, e.source) for e in chosen}):
        of = [e for e in chosen if (e.relevant, e.source) == source]
        passed = sum(bool(e.signs) and judge.score(e.signs or {}) >= bound for e in of)
        print(f"{'relevant' if source[0] else 'everyday'} {source[1]}: {passed} of {len(of)} pass")


if __name__ == "__main__":
    main()
