"""Measure an archive of many documents: adding them, then what a desk asks of it.

    python benchmarks/remembering.py [--documents N] [--queries N] [--archive FILE] [--profile]

Documents and records come from `scale_world.py`, twenty records each, so that nothing is parsed.
Printed: seconds for the first and the last thousand documents added, the size of the file,
then the time of each question, as median and 95th percentile over the queries: by the clock on
the wall, and of the processor, since others may use the machine. An archive that
`--archive` names is kept, and one that holds enough is asked without adding. `--profile` tells
where the time of each question goes.
"""

import argparse
import cProfile
import io
import pstats
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import scale_world
from communique.views import ledgers
from communique.views.desk import Desk, open_archive

#: Documents whose adding is timed together.
STEP = 1000
#: Lines of a profile that are printed.
LINES = 25

Question = Callable[[int], object]


def main() -> None:
    """Add, ask, and print."""
    arguments = _parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.archive or Path(folder) / "scale.db"
        with open_archive(path) as desk:
            held = desk.stats().documents
            if held < arguments.documents:
                for line in add(desk, arguments.documents, skip=held):
                    print(line, flush=True)
            stats = desk.stats()
            print(
                f"{stats.documents:,} documents, {stats.records:,} records, "
                f"{path.stat().st_size / 2**20:,.0f} MiB"
            )
            for name, ask in questions(desk).items():
                if arguments.only and not name.startswith(arguments.only):
                    continue
                print(measure(name, ask, arguments.queries), flush=True)
                if arguments.profile:
                    print(profile(ask))


def add(desk: Desk, documents: int, *, skip: int = 0) -> Iterator[str]:
    """Add the documents beyond `skip`; yield what the first and the last thousand took.

    The time to make a document is left out.
    """
    seconds: list[float] = []
    work: list[float] = []
    spent, busy, count = 0.0, 0.0, 0
    for number, (document, records) in enumerate(scale_world.generate(documents)):
        if number < skip:
            continue
        start, worked = time.perf_counter(), time.process_time()
        desk.add(document, records)
        spent += time.perf_counter() - start
        busy += time.process_time() - worked
        count += 1
        if count == STEP:
            seconds.append(spent)
            work.append(busy)
            spent, busy, count = 0.0, 0.0, 0
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
        "dossier of the busiest pair": lambda n: desk.dossier(left, right),
        "dossier of it on a day": lambda n: desk.dossier(left, right, as_of=day(n)),
        "dossier of pairs of its state": lambda n: desk.dossier(*pairs[n % len(pairs)]),
        "search for two words": lambda n: desk.search(words(n)),
        "search for a person": lambda n: desk.search(f'"{name(n)}"'),
        "register of the busiest pair": lambda n: ledgers.commitments(desk, left, right),
        "register of pairs of its state": lambda n: ledgers.commitments(
            desk, *pairs[n % len(pairs)]
        ),
        "timeline of the busiest pair": lambda n: ledgers.timeline(desk, left, right),
    }


def measure(name: str, ask: Question, queries: int) -> str:
    """Return the line on one question; the first query of all is not counted."""
    ask(0)
    waited, worked = [], []
    for number in range(queries):
        start, busy = time.perf_counter(), time.process_time()
        ask(number)
        waited.append(time.perf_counter() - start)
        worked.append(time.process_time() - busy)
    return f"{name:32} wall {_middle_and_most(waited)}   processor {_middle_and_most(worked)}"


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
    return parser.parse_args()


if __name__ == "__main__":
    main()
