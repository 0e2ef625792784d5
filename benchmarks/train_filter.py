"""Fit the weights and the bounds by which `communique batch` tells pages that deserve to be read.

    python benchmarks/train_filter.py --relevant PAGES... --everyday PAGES... [--out FILE]

Files of pages are as in `filter_pages.py`. Weights are fitted to one part, the bounds are those
that keep RECALL of the relevant pages of another and let the fewest others through; the third
part is not opened. A file weighs as the root of its number of pages, relevant and everyday pages
weigh alike. The same pages give the same weights (`train_relevance.py` says how), of which none
speaks against what its family is for.

Pages are weighed by what is first seen of them, and by their best passage, which is not known
before there are weights (multiple-instance learning): it is picked by the weights of pages, then
by those fitted to what was picked.
"""

import argparse
import json
from collections import Counter
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from communique.batch.relevance import WEIGHTS, Scale
from communique.batch.signs import UNTITLED, load_signs
from communique.batch.skim import Sight, skim, skim_all
from filter_pages import bodies, part_of, read_rows
from train_relevance import minimise

PENALTY = 3.0
RECALL = 0.98
#: So much of a page's prose is an example of its own, without the title: publishers differ most in
#: how they title.
HEADS = (1_000,)
#: What may speak for or against: a word for dealings never speaks against them, however rarely
#: the pages at hand have it.
FREE = frozenset({"bias", "brief"})
#: Signs that fewer pages show than so many are left out.
LEAST_SEEN = 8
#: How often passages are picked and weights fitted to them.
PICKS = 2

Signed = dict[str, float]


@dataclass(frozen=True)
class Example:
    """A page: the file it is from, whether it is relevant, its part, and its signs.

    `signs` is None for a page that the gate leaves at first; `passages` are those of a page whose
    title asks for a closer look.
    """

    source: str
    relevant: bool
    part: str
    signs: Signed | None
    passages: list[Signed]

    def score(self, page: Scale) -> float:
        """Return how likely the page is relevant by what is first seen of it."""
        return page.score(self.signs) if self.signs else 0.0

    def best(self, passage: Scale) -> float:
        """Return how likely it is by its best passage."""
        return max(map(passage.score, self.passages), default=0.0)


def read_examples(path: Path, *, relevant: bool) -> list[Example]:
    """Return the examples of a file of pages, without those that are only for the report."""
    signs = load_signs()
    examples = []
    for row in read_rows(path, "fit", "choose"):
        part = part_of(row["id"])
        for body, media_type in bodies(row):
            sight = skim(body, "utf-8", media_type)
            if sight is None:
                continue
            title = signs.read_title(sight.title)
            passages: list[Signed] = []
            if title.strong or title.parties:
                passages = list(signs.look_closer(title, skim_all(body, "utf-8", media_type)))
            seen = signs.look(title, sight.prose) if signs.speaks(sight, title) else None
            examples.append(Example(path.stem, relevant, part, seen, passages))
            if part == "fit":
                for size in HEADS:
                    head = Sight(b"", sight.prose[len(sight.title) :][:size], sight.encoding)
                    spoken = signs.speaks(head, UNTITLED)
                    seen = signs.look(UNTITLED, head.prose) if spoken else None
                    examples.append(Example(path.stem, relevant, part, seen, []))
    return examples


def fit(examples: list[tuple[Example, Signed]]) -> dict[str, float]:
    """Return the weights that tell best, by these signs of each, which examples are relevant."""
    seen = Counter(name for _, signs in examples for name in signs)
    names = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    rows = np.array([[signs.get(name, 0.0) for name in names] for _, signs in examples])
    truth = np.array([example.relevant for example, _ in examples], dtype=float)
    size = Counter((example.source, example.relevant) for example, _ in examples)
    share = np.array([size[example.source, example.relevant] ** -0.5 for example, _ in examples])
    for kind in (True, False):
        share[truth == kind] *= len(examples) / 2 / share[truth == kind].sum()
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


def fit_passages(examples: list[Example], page: Scale) -> dict[str, float]:
    """Return the weights of passages, picked first by those of pages."""
    scale = page
    for _ in range(PICKS):
        told = [(e, max(e.passages, key=scale.score)) for e in examples if e.passages]
        scale = Scale(fit(told), 0.5)
    return dict(scale.weights)


def choose_bounds(examples: list[Example], page: Scale, passage: Scale) -> tuple[float, float]:
    """Return the bounds at which RECALL of the relevant examples and the fewest others pass.

    A file of relevant pages weighs as the root of its number of pages; others are counted as the
    mean of their files' pass rates.
    """
    scores = np.array([(e.score(page), e.best(passage)) for e in examples])
    relevant = np.array([e.relevant for e in examples])
    size = Counter((e.source, e.relevant) for e in examples)
    numbers = np.array([size[e.source, e.relevant] for e in examples])
    weight = np.where(relevant, numbers**-0.5, 0.0)
    share = np.where(relevant, 0.0, 1 / numbers)
    left = (1 - RECALL) * weight.sum()
    found: list[tuple[float, float, float]] = []
    for bound in np.unique(scores[relevant, 0]):
        missed = np.flatnonzero(relevant & (scores[:, 0] < bound))
        missed = missed[np.argsort(scores[missed, 1], kind="stable")]
        kept = np.cumsum(weight[missed]) > left
        closer = float(scores[missed[kept.argmax()], 1]) if kept.any() else 1.0
        passes = (scores[:, 0] >= bound) | (scores[:, 1] >= closer)
        found.append((float(share[passes].sum()), float(bound), closer))
    _, bound, closer = min(found)
    return bound, closer


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
    lessons = [e for e in examples + hints if e.part == "fit"]
    chosen = [e for e in examples if e.part == "choose"]
    page = Scale(fit([(e, e.signs) for e in lessons if e.signs]), 0.5)
    passage = Scale(fit_passages(lessons, page), 0.5)
    bounds = choose_bounds(chosen, page, passage)
    page, passage = replace(page, bound=bounds[0]), replace(passage, bound=bounds[1])
    told = {"page": asdict(page), "passage": asdict(passage)}
    given.out.write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"weights from {len(lessons)} pages, bounds {bounds}")
    for source in sorted({(e.relevant, e.source) for e in chosen}):
        of = [e for e in chosen if (e.relevant, e.source) == source]
        first = sum(e.score(page) >= page.bound for e in of)
        passed = sum(e.score(page) >= page.bound or e.best(passage) >= passage.bound for e in of)
        kind = "relevant" if source[0] else "everyday"
        print(f"{kind} {source[1]}: {passed} of {len(of)} pass ({first} at first)")


if __name__ == "__main__":
    main()
