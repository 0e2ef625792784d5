"""Fit the weights by which `communique.language.cue_judge` weighs a candidate attribution.

    python benchmarks/train_cues.py POLNEAR/data/train [--out FILE] [--cross]

The folder is a split of PolNeAR 1.0 (Newell, Margolin and Ruths 2018): texts in `text/*.txt`,
annotations in `attributions/*.ann`. A candidate is an example of an attribution if it is the
one that shares most words with an annotated content (Dice of 0.5 or more), source and cue
counting as well. Left out are other candidates that match the same annotation, and
reported speech within reported speech, which the annotators passed over. All the rest are
counter-examples. The loss is that of a logistic regression with an L2 penalty; Adam with a fixed
schedule finds its minimum, so the same texts give the same weights.

`--cross` writes nothing and prints how well each half's candidates are told by the other's.
"""

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from communique.language.analysis import analyse
from communique.language.cue_judge import THRESHOLD, features, is_nested
from communique.language.model import load_model
from communique.language.reports import read_candidates
from communique.reading import read
from communique.reference import load_reference
from communique.reference.tables import FOLDER

WEIGHTS = FOLDER / "lexicons" / "en" / "cue_weights.json"
PENALTY = 8.0
STEPS = 300
#: Features seen in fewer examples, and weights nearer to nothing, are left out.
LEAST_SEEN, LEAST_WEIGHT = 2, 0.05
WORD = re.compile(r"\w+(?:[’'\-]\w+)*")

Example = tuple[frozenset[str], bool]
Spans = list[tuple[int, int]]


def read_annotations(path: Path) -> Iterator[dict[str, Spans]]:
    """Yield source, cue and content of each attribution of a brat file."""
    marks: dict[str, tuple[str, Spans]] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            kind, _, spans = rest.split("\t")[0].partition(" ")
            marks[name] = (
                kind.lower(),
                [(int(a), int(b)) for a, b in (span.split() for span in spans.split(";"))],
            )
        elif name.startswith("E"):
            found: dict[str, Spans] = {"source": [], "cue": [], "content": []}
            for role in rest.split():
                # A few files name marks that they don't hold.
                kind, held = marks.get(role.split(":")[1], ("", []))
                if kind in found:
                    found[kind] += held
            if found["content"]:
                yield found


def words(text: str, spans: Spans) -> frozenset[int]:
    """Return where the words of the spans begin."""
    return frozenset(m.start() + a for a, b in spans for m in WORD.finditer(text[a:b]))


def examples_of(path: Path) -> list[Example]:
    """Return the candidates of an article: their features, and whether each is annotated."""
    document = read(path)
    rows = []
    for article in document.articles:
        analysis = analyse(document, article, load_reference(), load_model())
        spoken = {p for turn in analysis.turns for p in range(turn.first, turn.last + 1)}
        for passage in analysis.passages:
            reader, candidates = read_candidates(passage, spoken=passage.index in spoken)
            for c in candidates:
                if is_nested(c, reader):
                    continue
                extents = ([c.source] if c.source else [], c.cue, c.content)
                parts = [[passage.span_of(a, b) for a, b in part] for part in extents]
                source, cue, content = (words(document.text, part) for part in parts)
                rows.append((frozenset(features(c, reader)), source, cue, content))
    by_word: dict[int, list[int]] = defaultdict(list)
    for index, (_, _, _, content) in enumerate(rows):
        for word in content:
            by_word[word].append(index)
    label: dict[int, bool] = dict.fromkeys(range(len(rows)), False)
    skipped: set[int] = set()
    annotations = next(iter(sorted(path.parent.parent.glob(f"attributions/{path.stem}_*.ann"))))
    for annotated in read_annotations(annotations):
        want = {role: words(document.text, spans) for role, spans in annotated.items()}
        ranked = []
        for index in {i for word in want["content"] for i in by_word[word]}:
            _, source, cue, content = rows[index]
            dice = 2 * len(content & want["content"]) / (len(content) + len(want["content"]))
            cued = bool(cue & want["cue"])
            if dice >= 0.5 and (cued or dice > 0.8):
                ranked.append((dice + 0.5 * bool(source & want["source"]) + 0.5 * cued, index))
            elif dice >= 0.3 and cued:
                skipped.add(index)
        ranked.sort(reverse=True)
        for place, (_, index) in enumerate(ranked):
            if place == 0:
                label[index] = True
            else:
                skipped.add(index)
    return [(rows[i][0], yes) for i, yes in label.items() if yes or i not in skipped]


def fit(examples: list[Example]) -> dict[str, float]:
    """Return the weights that tell the examples best."""
    seen = Counter(name for names, _ in examples for name in names)
    index = {n: i for i, n in enumerate(sorted(n for n, k in seen.items() if k >= LEAST_SEEN))}
    pairs = [
        (row, index[name])
        for row, (names, _) in enumerate(examples)
        for name in sorted(names)
        if name in index
    ]
    rows, columns = np.array(pairs).T
    truth = np.array([yes for _, yes in examples], dtype=float)
    penalty = np.full(len(index), PENALTY)
    penalty[index["bias"]] = 0.0
    weights, mean, square = (np.zeros(len(index)) for _ in range(3))
    for step in range(1, STEPS + 1):
        total = np.bincount(rows, weights=weights[columns], minlength=len(examples))
        error = 1 / (1 + np.exp(-total)) - truth
        slope = np.bincount(columns, weights=error[rows], minlength=len(index))
        slope += penalty * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        rate = 0.05 if step < 2 * STEPS / 3 else 0.015
        corrected = np.sqrt(square / (1 - 0.99**step)) + 1e-8
        weights -= rate * mean / (1 - 0.9**step) / corrected
    found = {name: round(float(weights[i]), 2) for name, i in index.items()}
    return {name: weight for name, weight in found.items() if abs(weight) >= LEAST_WEIGHT}


def print_cross(articles: list[list[Example]]) -> None:
    """Print how well the candidates of each half are told by the weights of the other."""
    random.Random(7).shuffle(articles)
    half = len(articles) // 2
    hits = taken = true = 0
    for known, unknown in ((articles[:half], articles[half:]), (articles[half:], articles[:half])):
        weights = fit([e for article in known for e in article])
        for names, yes in (e for article in unknown for e in article):
            total = sum(weights.get(name, 0.0) for name in names)
            chosen = 1 / (1 + np.exp(-total)) >= THRESHOLD
            hits, taken, true = hits + (chosen and yes), taken + chosen, true + yes
    print(f"precision {hits / taken:.3f}, recall {hits / true:.3f} of {true} candidates")


def main() -> None:
    """Fit and write the weights, or check them across halves."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--cross", action="store_true")
    given = parser.parse_args()
    articles = [examples_of(path) for path in sorted(given.folder.glob("text/*.txt"))]
    if given.cross:
        print_cross(articles)
        return
    weights = fit([example for article in articles for example in article])
    lines = json.dumps(dict(sorted(weights.items())), ensure_ascii=False, indent=0)
    given.out.write_text(lines + "\n", encoding="utf-8")
    print(f"{len(weights)} weights from {len(articles)} articles")


if __name__ == "__main__":
    main()
