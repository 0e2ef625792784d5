"""Measure an archive of many documents: adding them, then what a desk asks of it.

    python benchmarks/remembering.py [--documents N] [--queries N] [--archive FILE] [--profile]
                                     [--one-by-one] [--patience SECONDS]

Documents and records come from `scale_world.py`, twenty records each, so that nothing is parsed.
Printed: seconds for the first and the last thousand documents added, the size of the file,
then the time of each question: of the first time that it was asked, when nothing is kept of it,
and as median and 95th percentile over the queries after that; by the clock on the wall, and of the
processor, since others may use the machine. Questions marked "new" are never asked twice, so
that each is computed; they are asked until the patience is over. An archive that `--archive`
names is kept, and one that holds enough is asked without adding. `--profile` tells where the
time of each question goes. `--one-by-one` adds each document in a transaction of its own.
"""

import argparse
import cProfile
import io
import itertools
import pstats
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import scale_world
from communique.document import Document
from communique.records import RecordBase
from communique.views import listings
from communique.views.desk import Desk, open_archive

#: Documents whose adding is timed together.
STEP = 1000
#: Lines of a profile that are printed.
LINES = 25

Question = Callable[[int], object]
Read = tuple[Document, list[RecordBase]]


def main() -> None:
    """Add, ask, and print."""
    arguments = _parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.archive or Path(folder) / "scale.db"
        with open_archive(path) as desk:
            held = desk.stats().documents
            if held < arguments.documents:
                how = add_one_by_one if arguments.one_by_one else add_together
                for line in add(desk, arguments.documents, how, skip=held):
                    print(line, flush=True)
            stats = desk.stats()
            print(
                f"{stats.documents:,} documents, {stats.records:,} records, "
                f"{path.stat().st_size / 2**20:,.0f} MiB"
            )
            for name, ask in questions(desk).items():
                if arguments.only and not name.startswith(arguments.only):
                    continue
                print(measure(name, ask, arguments.queries, arguments.patience), flush=True)
                if arguments.profile:
                    print(profile(ask))


def add_one_by_one(desk: Desk, reads: Sequence[Read]) -> None:
    """Add documents with their records, each by itself."""
    for document, records in reads:
        desk.add(document, records)


def add_together(desk: Desk, reads: Sequence[Read]) -> None:
    """Add documents with their records, hundreds in a transaction."""
    for _ in desk.add_many(reads):
        pass


def add(
    desk: Desk, documents: int, how: Callable[[Desk, Sequence[Read]], None], *, skip: int = 0
) -> Iterator[str]:
    """Add the documents beyond `skip`; yield what the first and the last thousand took.

    The time to make a document is left out.
    """
    seconds: list[float] = []
    work: list[float] = []
    made = itertools.islice(scale_world.generate(documents), skip, None)
    while len(reads := list(itertools.islice(made, STEP))) == STEP:
        start, worked = time.perf_counter(), time.process_time()
        how(desk, reads)
        seconds.append(time.perf_counter() - start)
        work.append(time.process_time() - worked)
    how(desk, reads)
    for name, each in (("wall", seconds), ("processor", work)):
        if each:
            yield (
                f"adding, {name}: first thousand {each[0]:.1f} s, last thousand {each[-1]:.1f} s, "
                f"ratio {each[-1] / each[0]:.2f}, in all {sum(each):.0f} s"
            )


def questions(desk: Desk) -> dict[str, Question]:
    """Return what is asked, each by the number of the query."""
    left, right = scale_world.busiest_pair()
    pairs = [(left, other) for other in scale_world.states()[1:]]
    end = scale_world.FIRST_DAY + timedelta(days=scale_world.DAYS)
    codes = scale_world.states()

    def day(number: int) -> date:
        """Return a day of the last years, another for each query."""
        return end - timedelta(days=30 * number)

    def words(number: int) -> str:
        thing = scale_world.OBJECTS[number % len(scale_world.OBJECTS)].split()[-1]
        return f"{scale_world.VERBS[number % len(scale_world.VERBS)]} {thing}"

    def name(number: int) -> str:
        party = codes[number % len(codes)]
        return scale_world.person_of(party, number % 3, day(number))

    return {
        "brief on the busiest pair": lambda n: desk.brief(left, right),
        "search for two words": lambda n: desk.search(words(n)),
        "search for a person": lambda n: desk.search(f'"{name(n)}"'),
        "register of the busiest pair": lambda n: listings.list_commitments(desk, left, right),
        "the same for programs": lambda n: listings.list_commitments(
            desk, left, right, form="rows"
        ),
        "timeline of the busiest pair": lambda n: listings.list_timeline(desk, left, right),
        "new: briefs on pairs of its state": lambda n: desk.brief(*pairs[1 + n % (len(pairs) - 1)]),
        "new: briefs on it on a day": lambda n: desk.brief(left, right, as_of=day(n)),
    }


def measure(name: str, ask: Question, queries: int, patience: float) -> str:
    """Return the line on one question; of a new one the first query counts, too."""
    begun = time.perf_counter()
    waited, worked = [], []
    for number in range(queries + 1):
        if number > 1 and time.perf_counter() - begun > patience:
            break
        start, busy = time.perf_counter(), time.process_time()
        ask(number)
        waited.append(time.perf_counter() - start)
        worked.append(time.process_time() - busy)
    if name.startswith("new"):
        return (
            f"{name:34} {len(waited)} times, wall {_middle_and_most(waited)}, "
            f"processor {_middle_and_most(worked)}"
        )
    return (
        f"{name:34} first {1000 * waited[0]:8.1f} ms, processor {1000 * worked[0]:8.1f} ms; "
        f"then wall {_middle_and_most(waited[1:])}, processor {_middle_and_most(worked[1:])}"
    )


def _middle_and_most(seconds: Sequence[float]) -> str:
    """Return median and 95th percentile, in milliseconds."""
    ordered = sorted(1000 * s for s in seconds)
    most = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"p50 {statistics.median(ordered):8.1f} p95 {most:8.1f} ms"


def profile(ask: Question) -> str:
    """Return where the time of one query goes."""
    profiler = cProfile.Profile()
    profiler.runcall(ask, 1)
    out = io.StringIO()
    stats = pstats.Stats(profiler, stream=out).strip_dirs()
    stats.sort_stats("cumulative").print_stats(LINES)
    stats.sort_stats("tottime").print_stats(LINES)
    return out.getvalue()


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="time to add and to ask, at scale")
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--only", default="", help="the beginning of a question's name")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--one-by-one", action="store_true")
    parser.add_argument(
        "--patience", type=float, default=120.0, help="seconds for one question, about"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
