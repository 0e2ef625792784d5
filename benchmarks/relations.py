"""How well the relation of a given pair is told, by cross-validation; fits the weights shipped.

    python benchmarks/relations.py cross PAIRS.jsonl [--folds N] [--errors FILE]
    python benchmarks/relations.py fit PAIRS.jsonl [--out FILE]

Each line of PAIRS has `text`, `source`, `target` and `type`. `cross` fits on all folds but one
and tells that one, ten times over by default; the weights that are shipped are fitted on all
pairs, and nothing is reported of them. Of a third of the pairs, by the hash of their ids, nobody
read the text while patterns were written; their accuracy is given apart.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from communique.coding.pairs import find_pair
from communique.coding.patterns import load_lexicon
from communique.coding.relating import WEIGHTS, scale_of, signs
from communique.language.analysis import analyse
from communique.language.model import DEFAULT_MODEL, load_model
from communique.reading import read_text
from communique.reference import load_reference

#: PLOVER's older name for a type.
RENAMED = {"YIELD": "CONCEDE"}
#: A sign of fewer pairs tells nothing that could be told again.
RARE = 2
#: How much large weights cost.
PENALTY = 1.5
STEPS = 300

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A pair with its relation and what speaks for it."""

    name: str
    text: str
    relation: str
    signs: frozenset[str]

    @property
    def unseen(self) -> bool:
        """Whether nobody read it while patterns were written."""
        return int(hashlib.sha1(self.name.encode()).hexdigest(), 16) % 3 == 0


def read_examples(path: Path) -> Iterator[Example]:
    """Yield the pairs of a file with their signs; one whose words aren't found has none."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = read_text(row["text"], name=row["id"])
        found: frozenset[str] = frozenset()
        for article in document.articles:
            analysis = analyse(document, article, load_reference(), load_model(DEFAULT_MODEL))
            for passage in analysis.passages:
                pair = find_pair(passage, row["source"], row["target"])
                if pair is not None and not found:
                    found = signs(pair, load_lexicon())
        relation = RENAMED.get(row["type"], row["type"])
        yield Example(row["id"], row["text"], relation, found)


def fit(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Return for each relation the weight of each sign, and under "" what it starts from."""
    counts = Counter(sign for example in examples for sign in example.signs)
    names = sorted(sign for sign, count in counts.items() if count >= RARE)
    kinds = sorted({example.relation for example in examples})
    weights = _minimise(_table(examples, names), _truth(examples, kinds))
    return {
        kind: {
            name: round(float(weight), 3)
            for name, weight in zip(["", *names], weights[:, column], strict=True)
            if abs(weight) >= 0.01
        }
        for column, kind in enumerate(kinds)
    }


def _table(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    place = {name: index + 1 for index, name in enumerate(names)}
    table = np.zeros((len(examples), len(names) + 1))
    table[:, 0] = 1.0
    for row, example in enumerate(examples):
        for sign in example.signs & place.keys():
            table[row, place[sign]] = scale_of(sign)
    return table


def _truth(examples: Sequence[Example], kinds: Sequence[str]) -> Floats:
    return np.array([[float(example.relation == kind) for kind in kinds] for example in examples])


def _minimise(table: Floats, truth: Floats) -> Floats:
    """Return the weights at which the regression's loss is least, by accelerated descent."""
    penalty = np.full((table.shape[1], 1), PENALTY)
    penalty[0] = 0.0
    # No step overshoots that is no longer than one over the loss's greatest curvature.
    step = 1.0 / (0.5 * np.linalg.norm(table, 2) ** 2 + PENALTY)
    weights = ahead = np.zeros((table.shape[1], truth.shape[1]))
    pace = 1.0
    for _ in range(STEPS):
        scores = table @ ahead
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        moved = ahead - step * (table.T @ (likely - truth) + penalty * ahead)
        faster = (1 + (1 + 4 * pace**2) ** 0.5) / 2
        ahead = moved + (pace - 1) / faster * (moved - weights)
        weights, pace = moved, faster
    return weights


def tell(example: Example, weights: dict[str, dict[str, float]]) -> str:
    """Return the relation that the weights tell."""
    return max(
        sorted(weights),
        key=lambda kind: (
            weights[kind].get("", 0.0)
            + sum(weights[kind].get(sign, 0.0) * scale_of(sign) for sign in sorted(example.signs))
        ),
    )


def cross(examples: Sequence[Example], folds: int) -> list[str]:
    """Return what is told of each example by weights fitted without its fold."""
    fold_of = [
        int(hashlib.sha1(f"fold {e.name}".encode()).hexdigest(), 16) % folds for e in examples
    ]
    told = [""] * len(examples)
    for fold in range(folds):
        weights = fit([e for e, own in zip(examples, fold_of, strict=True) if own != fold])
        for index, example in enumerate(examples):
            if fold_of[index] == fold:
                told[index] = tell(example, weights)
    return told


def print_figures(examples: Sequence[Example], told: Sequence[str]) -> None:
    """Print accuracy, macro F1 and each relation's own F1."""
    right = [example.relation == one for example, one in zip(examples, told, strict=True)]
    unseen = [r for example, r in zip(examples, right, strict=True) if example.unseen]
    kinds = sorted({example.relation for example in examples})
    own = {kind: _f1(examples, told, kind) for kind in kinds}
    macro = np.mean(list(own.values()))
    print(f"pairs {len(examples)}  accuracy {np.mean(right):.3f}  macro F1 {macro:.3f}")
    print(f"of which unread {len(unseen)}  accuracy {np.mean(unseen):.3f}")
    for kind in kinds:
        print(f"  {kind:<10} {own[kind]:.3f}")


def _f1(examples: Sequence[Example], told: Sequence[str], kind: str) -> float:
    pairs = [
        (example.relation == kind, one == kind) for example, one in zip(examples, told, strict=True)
    ]
    both = sum(wanted and found for wanted, found in pairs)
    return 2 * both / max(1, sum(wanted + found for wanted, found in pairs))


def main() -> None:
    """Fit the weights, or measure them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    kinds = parser.add_subparsers(dest="kind", required=True)
    crossed = kinds.add_parser("cross")
    crossed.add_argument("path", type=Path)
    crossed.add_argument("--folds", type=int, default=10)
    crossed.add_argument("--errors", type=Path)
    fitted = kinds.add_parser("fit")
    fitted.add_argument("path", type=Path)
    fitted.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    examples = list(read_examples(given.path))
    if given.kind == "fit":
        lines = json.dumps(fit(examples), ensure_ascii=False, indent=0, sort_keys=True)
        given.out.write_text(lines + "\n", encoding="utf-8")
        return
    told = cross(examples, given.folds)
    print_figures(examples, told)
    if given.errors:
        wrong = (
            (e.relation, t, e.text) for e, t in zip(examples, told, strict=True) if e.relation != t
        )
        given.errors.write_text("".join(f"{a}\t{b}\t{c}\n" for a, b, c in wrong), encoding="utf-8")


if __name__ == "__main__":
    main()
