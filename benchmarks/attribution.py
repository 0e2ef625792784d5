"""Attribution beside textacy's: how much of who said what is found, by an external scorer.

    python benchmarks/attribution.py SCORER POLNEAR [--split dev] [--without-textacy]

SCORER is a program that takes `--polnear POLNEAR --split SPLIT --pred FILE --json` and prints
figures by subset. POLNEAR holds `data/SPLIT/text/*.txt` and `data/SPLIT/attributions/*.ann`.

Both get the same texts and the same weights of the parser. textacy's `direct_quotations` refuses
a text with an odd number of quotation marks, so it gets the articles paragraph by paragraph,
and finds direct quotations only; its figures count those.
"""

import argparse
import importlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique.language.components import find
from communique.language.model import DEFAULT_MODEL, PACKAGES
from communique.reading import read

Row = dict[str, Any]
SUBSETS = ("all", "direct", "indirect")
MEASURES = ("exact", "overlap", "relation")


def read_ours(path: Path) -> Iterator[Row]:
    """Yield the attributions of an article as `communique attributions` prints them."""
    for row in find("attributions", read(path)):
        yield {key: row[key] for key in ("source", "cue", "content")}


def read_textacy(path: Path, pipeline: Any) -> Iterator[Row]:
    """Yield the direct quotations that textacy finds in an article."""
    extract = importlib.import_module("textacy.extract")
    text = path.read_text(encoding="utf-8")
    for paragraph in re.finditer(r"[^\n]+", text):
        doc = pipeline(paragraph.group())
        try:
            found = list(extract.direct_quotations(doc))
        except ValueError:  # an odd number of quotation marks
            continue
        for speaker, cue, content in found:
            start = paragraph.start()
            yield {
                "source": [[start + t.idx, start + t.idx + len(t)] for t in speaker],
                "cue": [[start + t.idx, start + t.idx + len(t)] for t in cue],
                "content": [[start + content.start_char, start + content.end_char]],
            }


def score(given: argparse.Namespace, found: dict[str, list[Row]]) -> dict[str, Row]:
    """Return the scorer's figures by subset."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for name, rows in found.items():
            file.write(json.dumps({"doc_id": name, "attributions": rows}) + "\n")
        file.flush()
        command = [sys.executable, str(given.scorer), "--polnear", str(given.polnear)]
        command += ["--split", given.split, "--pred", file.name, "--json"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, Row] = json.loads(done.stdout)
    return figures


def print_figures(name: str, figures: dict[str, Row]) -> None:
    """Print a line for each subset: sizes, then F1 by measure."""
    for subset in SUBSETS:
        row = figures[subset]
        measures = "  ".join(f"{m} {row[m]['F1'] / 100:.3f}" for m in MEASURES)
        print(f"{name:11} {subset:9} gold {row['gold']:5}  found {row['pred']:5}  F1 {measures}")


def main() -> None:
    """Read the split with both, have it scored, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("scorer", type=Path)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--without-textacy", action="store_true")
    given = parser.parse_args()
    paths = sorted((given.polnear / "data" / given.split / "text").glob("*.txt"))
    print(f"{len(paths)} articles of {given.split}")
    print_figures("communique", score(given, {p.stem: list(read_ours(p)) for p in paths}))
    if not given.without_textacy:
        pipeline = importlib.import_module(PACKAGES[DEFAULT_MODEL]).load()
        found = {p.stem: list(read_textacy(p, pipeline)) for p in paths}
        print_figures("textacy", score(given, found))


if __name__ == "__main__":
    main()
