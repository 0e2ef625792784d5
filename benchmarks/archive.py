"""What reading a web archive costs beside iterating it, on an archive that `crawl_world.py` makes.

In one run: the archive is iterated with FastWARC alone and each page decoded, which is the base;
then the filter looks at each page as well; then `communique batch` reads the whole, by one worker,
by two, and by Ray; its data set is compared with the truth about the archive.

    python benchmarks/archive.py --crawl FOLDER [--parts base,filter,one,two,ray,truth]
"""

import argparse
import codecs
import gzip
import hashlib
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import psutil
import pyarrow.parquet as pq
from fastwarc.warc import ArchiveIterator, WarcRecordType

from communique.batch.bounds import Bounds
from communique.batch.capture import iter_pages
from communique.batch.counts import Counts
from communique.batch.pages import Aside, Page
from communique.batch.relevance import Relevance
from communique.batch.units import find_units
from crawl_world import make_crawl

PARTS = ("base", "filter", "one", "two", "ray", "truth")
#: The base and the filter are timed so often, by turns.
ROUNDS = 3
#: How often memory is looked at, in seconds.
LOOK = 0.25


@dataclass
class Run:
    """A run of the command: its seconds, and the memory of each of its processes over time."""

    seconds: float
    memory: list[dict[int, int]] = field(default_factory=list)

    def peaks(self) -> list[int]:
        """Return in each tenth of the run the most that one process held."""
        size = max(1, len(self.memory) // 10)
        tenths = [self.memory[n * size : (n + 1) * size] for n in range(10)]
        return [
            max((held for one in tenth for held in one.values()), default=0) for tenth in tenths
        ]


def iterate(files: list[Path]) -> int:
    """Iterate the files, decode every page; return how many there were."""
    pages = 0
    for path in files:
        with path.open("rb") as file:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response):
                headers = record.http_headers
                told = headers.get("Content-Type", "") if headers is not None else ""
                body = record.reader.read()
                if "html" in told:
                    body.decode(_codec(told), "replace")
                    pages += 1
    return pages


def _codec(told: str) -> str:
    name = told.partition("charset=")[2].strip()
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8"


def judge(files: list[Path]) -> tuple[int, int]:
    """Iterate the files, have the filter judge every page; return how many, and how many pass."""
    filter_ = Relevance.load()
    pages = passed = 0
    for unit in find_units([str(path) for path in files]):
        if isinstance(unit, Aside):
            continue
        for one in iter_pages(unit, Bounds(), Counts()):
            if isinstance(one, Page):
                pages += 1
                passed += filter_.judge(one.body, one.charset, one.media_type).passes
    return pages, passed


def run_batch(crawl: Path, out: Path, *options: str) -> Run:
    """Run `communique batch` over an archive, watching its memory."""
    words = [sys.executable, "-m", "communique", "batch", str(crawl / "*.warc.gz")]
    begun = time.monotonic()
    process = subprocess.Popen(
        [*words, "--out", str(out), "--progress", "none", *options], stderr=subprocess.PIPE
    )
    run = Run(0.0)
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        run.memory.append(_held(watched))
        time.sleep(LOOK)
    run.seconds = time.monotonic() - begun
    if process.returncode:
        told = process.stderr.read().decode() if process.stderr else ""
        sys.exit(f"the run failed: {told}")
    return run


def _held(process: psutil.Process) -> dict[int, int]:
    held = {}
    try:
        for one in (process, *process.children(recursive=True)):
            held[one.pid] = one.memory_info().rss
    except psutil.Error:
        pass  # one ended meanwhile
    return held


def hash_set(out: Path) -> str:
    """Return one hash of all files of a data set, with their names."""
    total = hashlib.sha256()
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        total.update(f"{path.relative_to(out)}\n".encode() + path.read_bytes())
    return total.hexdigest()


def read_truth(crawl: Path) -> dict[str, dict[str, str]]:
    """Return the truth about each page, by the id of its record."""
    with gzip.open(crawl / "truth.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def compare(crawl: Path, out: Path) -> Iterator[tuple[str, str]]:
    """Yield what the data set has of what there is, and how its copies were grouped."""
    truth = read_truth(crawl)
    dealings = {page for page, row in truth.items() if row["kind"] == "diplomatic"}
    columns = ["record_id", "head"]
    found = pq.read_table(out / "documents", columns=columns).to_pylist()
    kept = {row["record_id"] for row in found}
    yield "recall of the filter", _share(len(kept & dealings), len(dealings))
    yield "its precision", _share(len(kept & dealings), len(kept))
    yield "pass rate of other pages", _share(len(kept - dealings), len(truth) - len(dealings))
    said = _pairs({row["record_id"]: row["head"] for row in found if row["record_id"] in dealings})
    real = _pairs({page: truth[page]["copy_of"] or page for page in kept & dealings})
    right = len(said & real)
    yield "copies, precision of pairs", _share(right, len(said))
    yield "copies, recall of pairs", _share(right, len(real))


def _pairs(groups: dict[str, str]) -> set[tuple[str, str]]:
    members: dict[str, list[str]] = {}
    for page, group in groups.items():
        members.setdefault(group, []).append(page)
    return {pair for one in members.values() for pair in combinations(sorted(one), 2)}


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f} ({part:,} of {whole:,})" if whole else "–"


def _time(do: Callable[[], object]) -> tuple[float, object]:
    begun = time.monotonic()
    result = do()
    return time.monotonic() - begun, result


def _tell(name: str, value: str) -> None:
    print(f"{name:<34}{value}", flush=True)


def _tell_run(name: str, run: Run, base: float) -> None:
    ratio = f" = {run.seconds / base:.2f} × base" if base else ""
    _tell(name, f"{run.seconds:.1f} s{ratio}")
    peaks = run.peaks()
    told = " ".join(f"{peak / 1e6:.0f}" for peak in peaks)
    _tell("  MB of the largest process, by tenth", told)
    if peaks[1]:
        _tell("  last tenth / second tenth", f"{peaks[-1] / peaks[1]:.2f}")


def main() -> None:
    """Make the archive if there is none, measure, and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--crawl", type=Path, help="an archive that crawl_world.py made")
    asked.add_argument("--megabytes", type=int, default=2_048, help="size of one to make")
    asked.add_argument("--parts", default=",".join(PARTS))
    given = asked.parse_args()
    parts = given.parts.split(",")
    with tempfile.TemporaryDirectory() as scratch:
        crawl = given.crawl or Path(scratch) / "crawl"
        if not list(crawl.glob("*.warc.gz")):
            size = given.megabytes * 1_000_000
            made = make_crawl(crawl, compressed_bytes=size, seed=7, files=8, processes=2)
            _tell("archive", f"{made.pages:,} pages, {made.stored_bytes:,} bytes")
        measure(crawl, parts, Path(scratch))


def measure(crawl: Path, parts: list[str], scratch: Path) -> None:
    """Measure the parts that are asked for, and print them."""
    files = sorted(crawl.glob("*.warc.gz"))
    size = sum(path.stat().st_size for path in files)
    bases, filters = [], []
    for _ in range(ROUNDS if "base" in parts else 0):
        seconds, pages = _time(lambda: iterate(files))
        bases.append(seconds)
        if "filter" in parts:
            seconds, judged = _time(lambda: judge(files))
            filters.append(seconds)
    base = statistics.median(bases) if bases else 0.0
    if bases:
        _tell("base: iterate and decode", f"{base:.1f} s, {pages:,} pages, {size / 1e6:,.0f} MB")
        _tell("  of rounds", " ".join(f"{one:.1f}" for one in bases))
    if filters:
        seconds = statistics.median(filters)
        _tell("with the filter", f"{seconds:.1f} s = {seconds / base:.2f} × base, {judged} passed")
        _tell("  of rounds", " ".join(f"{one:.1f}" for one in filters))
    runs: dict[str, Run] = {}
    hashes: dict[str, str] = {}
    options = {
        "one": ("--workers", "1"),
        "two": ("--workers", "2"),
        "ray": ("--workers", "2", "--engine", "ray"),
    }
    for name in (name for name in options if name in parts):
        out = scratch / name
        runs[name] = run_batch(crawl, out, *options[name])
        hashes[name] = hash_set(out)
        _tell_run(f"batch, {name}", runs[name], base)
        if name == "two" and "truth" in parts:
            for told, value in compare(crawl, out):
                _tell(told, value)
        shutil.rmtree(out)
    if {"one", "two"} <= runs.keys():
        _tell("two workers over one", f"{runs['one'].seconds / runs['two'].seconds:.2f} ×")
    if {"two", "ray"} <= runs.keys():
        _tell("Ray over processes", f"{runs['ray'].seconds / runs['two'].seconds:.2f} ×")
    if len(hashes) > 1:
        _tell("same bytes", "yes" if len(set(hashes.values())) == 1 else "NO")
    if "base" in parts:
        seconds, _ = _time(lambda: iterate(files))
        _tell("base once more", f"{seconds:.1f} s")


if __name__ == "__main__":
    main()
