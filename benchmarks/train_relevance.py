"""Fit the weights by which `communique.extraction.relevance` tells reports on dealings.

    python benchmarks/train_relevance.py --relevant PAGES... --other PAGES... [--out FILE] [--cross]

Each file of pages is JSON Lines with `id` and `text`, and if known `date`, `title`, `url`; pages
of one style or publisher belong in one file, with `source` in the lines where one file holds
several. A source weighs as the root of its number of pages, so that no style drowns the others,
and relevant and other pages weigh alike. The first sentences of a page are an example of their own,
since there are short texts. The loss is that of a logistic regression with an L2
penalty, its minimum is found by Newton's method: the same pages give the same weights.

`--cross` writes nothing and prints how well the pages of each source are told by the others'.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from communique.extraction import extract_records
from communique.extraction.merging import merge
from communique.extraction.relevance import SURE, WEIGHTS, gather_evidence
from communique.language.analysis import analyse
from communique.language.model import load_model
from communique.reading import read_text
from communique.reference import load_reference

PENALTY = 0.5
STEPS = 50
#: Measures that fewer pages show than so many are left out.
LEAST_SEEN = 5

#: The first sentences of a page, by which short texts are learnt too.
_HEAD = re.compile(r"\s*.{150,400}?[.!?][”\"']?(?=\s)", re.DOTALL)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Page:
    """A page: where it is from, whether it is on dealings, what speaks for and against it."""

    name: str
    source: str
    relevant: bool
    evidence: dict[str, float]


def read_pages(path: Path, *, relevant: bool) -> Iterator[Page]:
    """Yield the articles of a file of pages."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        given = {key: row.get(key) for key in ("date", "title", "url")}
        source = row.get("source", path.stem)
        yield from _read(row["text"], row["id"], source, given, relevant=relevant)
        if head := _HEAD.match(row["text"]):
            yield from _read(head.group(), row["id"], source, given, relevant=relevant)


def _read(
    text: str, name: str, source: str, given: dict[str, str | None], *, relevant: bool
) -> Iterator[Page]:
    document = read_text(text, name=name, **given)
    for article in document.articles:
        analysis = analyse(document, article, load_reference(), load_model())
        evidence = gather_evidence(analysis, merge(extract_records(analysis)))
        yield Page(name, source, relevant, evidence)


def fit(pages: list[Page]) -> dict[str, float]:
    """Return the weights that tell the pages best."""
    seen = Counter(name for page in pages for name in page.evidence)
    names = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    rows = np.array([[page.evidence.get(name, 0.0) for name in names] for page in pages])
    truth = np.array([page.relevant for page in pages], dtype=float)
    size = Counter(page.source for page in pages)
    share = np.array([size[page.source] ** -0.5 for page in pages])
    for kind in (True, False):
        share[truth == kind] *= len(pages) / 2 / share[truth == kind].sum()
    penalty = np.array([0.0 if name == "bias" else PENALTY for name in names])
    weights = minimise(rows, truth, share, penalty)
    return {
        name: round(float(w), 2) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.005
    }


def minimise(rows: Floats, truth: Floats, share: Floats, penalty: Floats) -> Floats:
    """Return the weights at which the regression's loss is least."""
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (share * (likely - truth)) + penalty * weights
        curve = (rows * (share * likely * (1 - likely))[:, None]).T @ rows
        weights -= np.linalg.solve(curve + np.diag(penalty), slope)
    return weights


def print_cross(pages: list[Page]) -> None:
    """Print, by source, how many pages the weights of all other sources take for relevant."""
    print("| source | relevant | pages | taken |\n|---|---|---:|---:|")
    for source, relevant in sorted({(page.source, page.relevant) for page in pages}):
        weights = fit([page for page in pages if page.source != source])
        held = [page for page in pages if (page.source, page.relevant) == (source, relevant)]
        taken = sum(probability(page.evidence, weights) >= SURE for page in held)
        print(f"| {source} | {'yes' if relevant else 'no'} | {len(held)} | {taken} |")


def probability(evidence: dict[str, float], weights: dict[str, float]) -> float:
    """Return how likely the page is relevant."""
    total = sum(weights.get(name, 0.0) * value for name, value in evidence.items())
    return float(1 / (1 + np.exp(-total)))


def main() -> None:
    """Fit and write the weights, or check them across sources."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--relevant", type=Path, nargs="+", required=True, metavar="PAGES")
    parser.add_argument("--other", type=Path, nargs="+", required=True, metavar="PAGES")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--cross", action="store_true")
    given = parser.parse_args()
    pages = [page for path in given.relevant for page in read_pages(path, relevant=True)]
    pages += [page for path in given.other for page in read_pages(path, relevant=False)]
    if given.cross:
        print_cross(pages)
        return
    lines = json.dumps(fit(pages), ensure_ascii=False, indent=0)
    given.out.write_text(lines + "\n", encoding="utf-8")
    print(f"weights from {len(pages)} articles")


if __name__ == "__main__":
    main()
