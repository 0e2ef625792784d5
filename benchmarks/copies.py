"""Measure how well copies of a text are grouped, and what that costs for a million documents.

    python benchmarks/copies.py [--stories N] [--half dev|report]
    python benchmarks/copies.py --documents 1000000 [--memory-mib 256] [--folder DIR]

The first makes both worlds of `copies_world.py` and prints precision, recall and F1 of pairs, in
all and by the kind of edit: a pair counts for a kind if one of its texts bears that edit. Of the
two, `dev` is what the thresholds were chosen on, `report` is only measured.

The second makes so many short documents of random words, one in ten a copy of an earlier one, with
a paper's menu before it and its end cut. It prints the seconds for sketching and for grouping,
peak memory, beside that before the start, and how many of the planted copies came back. One process
and one thread. The folder, the system's for temporary files if none is named, needs some 2,000
bytes a document.
"""

import argparse
import itertools
import random
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import psutil

from communique.batch.copies import Sketched, group
from communique.batch.sketches import sketch
from copies_world import KINDS, Text, make_world

Pairs = set[tuple[int, int]]

#: The seeds of the worlds; that of `report` was set before anything was tried.
SEEDS = {"dev": 11, "report": 2024}
MIB = 2**20
#: One in so many planted documents is a copy.
ONE_IN = 10
MENU = "Home World Business Sport Weather Log in Subscribe Search Archive Contact Imprint Help "


def main() -> None:
    """Print the figures that are asked for."""
    arguments = _parse_arguments()
    if arguments.documents:
        measure_scale(arguments.documents, arguments.memory_mib * MIB, arguments.folder)
        return
    for half in [arguments.half] if arguments.half else list(SEEDS):
        world = make_world(half, seed=SEEDS[half], stories=arguments.stories)
        print_scores(half, world)


def find_groups(world: list[Text], *, memory_bytes: int = 64 * MIB) -> dict[int, int]:
    """Return the head of each text that is a copy, by their places in the world."""
    sketched = [Sketched(key, text.order, sketch(text.text)) for key, text in enumerate(world)]
    with tempfile.TemporaryDirectory() as folder:
        return dict(group(sketched, memory_bytes=memory_bytes, folder=Path(folder)))


def find_pairs(groups: dict[int, list[int]]) -> Pairs:
    """Return the pairs of texts that are in one group."""
    return {
        pair for members in groups.values() for pair in itertools.combinations(sorted(members), 2)
    }


def judge(world: list[Text], heads: dict[int, int]) -> tuple[Pairs, Pairs]:
    """Return the true pairs and those found."""
    true: dict[int, list[int]] = defaultdict(list)
    found: dict[int, list[int]] = defaultdict(list)
    for key, text in enumerate(world):
        true[text.story].append(key)
        found[heads.get(key, key)].append(key)
    return find_pairs(true), find_pairs(found)


def score(true: Pairs, found: Pairs) -> tuple[float, float, float]:
    """Return precision, recall and F1; 1 of nothing."""
    both = len(true & found)
    precision = both / len(found) if found else 1.0
    recall = both / len(true) if true else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall or 1)


def print_scores(half: str, world: list[Text]) -> None:
    """Print a table of the scores of pairs by kind of edit, and the false pairs by kind."""
    true, found = judge(world, find_groups(world))
    print(f"\n{half}: {len(world):,} texts, {len(true):,} pairs of copies, {len(found):,} found")
    print(f"{'kind':12} {'pairs':>6} {'precision':>9} {'recall':>7} {'F1':>7}")

    def select(pairs: Pairs, kind: str) -> Pairs:
        return {pair for pair in pairs if kind in (world[pair[0]].kind, world[pair[1]].kind)}

    for kind in (*KINDS, ""):
        of_kind = (select(true, kind), select(found, kind)) if kind else (true, found)
        print(
            f"{kind or 'in all':12} {len(of_kind[0]):6,} {{:9.4f}} {{:7.4f}} {{:7.4f}}".format(
                *score(*of_kind)
            )
        )
    wrong = Counter(" + ".join(sorted((world[a].kind, world[b].kind))) for a, b in found - true)
    print("joined wrongly:", dict(wrong.most_common(8)) or "none")


def write_documents(count: int) -> Iterator[tuple[int, int, str]]:
    """Yield number, number of the document it is a copy of (-1 for none), and text."""
    chance = random.Random(7)
    letters = "aeioubcdfghklmnprstv"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(20_000)]
    words = [word.capitalize() if chance.random() < 0.15 else word for word in words]
    phrases = [" ".join(chance.choices(words, k=10)) for _ in range(20_000)]
    recent: list[tuple[int, list[str]]] = []
    for number in range(count):
        if number % ONE_IN == ONE_IN - 1:
            origin, parts = recent[chance.randrange(len(recent))]
            yield number, origin, MENU + " ".join(parts[: round(len(parts) * 0.75)])
            continue
        # Phrases recur between documents, their order does not.
        parts = chance.choices(words, k=120)
        parts[::8] = chance.choices(phrases, k=15)
        if chance.random() < 0.3:
            parts[0] = MENU + parts[0]
        recent.append((number, parts))
        del recent[:-5000]
        yield number, -1, " ".join(parts)


def measure_scale(documents: int, memory_bytes: int, folder: Path | None) -> None:
    """Print what so many documents take, and how many of the planted copies came back."""
    process = psutil.Process()
    before = process.memory_info().rss
    planted: dict[int, int] = {}
    seconds = 0.0

    def make() -> Iterator[Sketched]:
        nonlocal seconds
        for number, origin, text in write_documents(documents):
            if origin >= 0:
                planted[number] = origin
            start = time.process_time()
            made = sketch(text)
            seconds += time.process_time() - start
            yield Sketched(number, (f"{number:012}", ""), made)

    began = time.process_time()
    with tempfile.TemporaryDirectory(dir=folder) as name:
        found = dict(group(make(), memory_bytes=memory_bytes, folder=Path(name)))
    whole = time.process_time() - began
    written = _measure_writing(documents)
    right = sum(found.get(copy) == origin for copy, origin in planted.items())
    peak = _peak_bytes()
    print(f"documents      {documents:,}")
    print(f"memory bound   {memory_bytes // MIB:,} MiB and 30 bytes a document")
    print(f"before         {before // MIB:,} MiB")
    print(f"peak           {peak // MIB:,} MiB")
    print(f"sketching      {seconds:,.0f} s of the processor, {documents / seconds:,.0f} a second")
    grouping = max(whole - seconds - written, 0.001)
    print(f"grouping       {grouping:,.0f} s, {documents / grouping:,.0f} a second")
    print(f"planted        {len(planted):,}, with their head {right / len(planted):.4%}")
    print(f"others joined  {len(found) - sum(copy in found for copy in planted):,}")


def _measure_writing(documents: int) -> float:
    """Return the seconds it takes to make the documents alone."""
    start = time.process_time()
    for _ in write_documents(documents):
        pass
    return time.process_time() - start


def _peak_bytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--stories", type=int, default=600)
    parser.add_argument("--half", choices=list(SEEDS))
    parser.add_argument("--documents", type=int, default=0)
    parser.add_argument("--memory-mib", type=int, default=256)
    parser.add_argument("--folder", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
