"""Measure how rightly expressions of time are grounded, and what dateparser makes of them.

    python benchmarks/grounding.py [SUITE] [--families] [--json]

Both get the same texts and the same anchor dates in one run. dateparser's `search_dates`
returns instants; the period that its parser gives with one (day, week, month or year) is
taken for the interval it means. It comes with the package htmldate.
"""

import argparse
import json
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from dateparser.date import DateDataParser
from dateparser.search import search_dates

import communique as cq
from communique.evaluation.grounding import Answer, Question, Span, Tally, read_suite, tally
from communique.language import periods
from communique.language.components import find

SUITE = Path(__file__).parent.parent / "tests" / "language" / "data" / "grounding.csv"


def main() -> None:
    """Print a row for each program and part, or for each family too."""
    arguments = _parse_arguments()
    questions = read_suite(arguments.suite)
    rows = [
        {"program": program, "part": part, "family": family or "all", **_shares(counted)}
        for program, answer in (("communique", answers_of_ours), ("dateparser", answers_of_peer))
        for part, family, counted in tally((q, answer(q)) for q in questions)
        if arguments.families or not family
    ]
    if arguments.json:
        print(json.dumps(rows, indent=2))
        return
    print("| program | part | family | asked | right | found | grounded | spurious |")
    print("|---|---|---|---:|---:|---:|---:|---:|")
    for row in rows:
        print("|", " | ".join(str(value) for value in row.values()), "|")


def _shares(counted: Tally) -> dict[str, str | int]:
    def share(number: int, of: int) -> str:
        return f"{number / of:.3f}" if of else "–"

    return {
        "asked": counted.asked,
        "right": share(counted.right, counted.asked),
        "found": share(counted.found, counted.known),
        "grounded": share(counted.grounded, counted.known),
        "spurious": counted.spurious,
    }


def answers_of_ours(question: Question) -> list[Answer]:
    """Return what the component `dates` finds in the question's text."""
    document = cq.read_text(question.text, date=question.anchor, publisher=question.publisher)
    return [
        Answer(
            Span(*row["span"]),
            date.fromisoformat(row["start"]) if row["start"] else None,
            date.fromisoformat(row["end"]) if row["end"] else None,
            row["precision"],
        )
        for row in find("dates", document)
    ]


def answers_of_peer(question: Question) -> list[Answer]:
    """Return what dateparser finds in the question's text."""
    settings = {"RELATIVE_BASE": datetime.combine(question.anchor, datetime.min.time())}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = search_dates(question.text, languages=["en"], settings=settings) or []
        return list(_read_peer(question.text, found, settings))


def _read_peer(
    text: str, found: list[tuple[str, datetime]], settings: dict[str, datetime]
) -> Iterator[Answer]:
    position = 0
    parser = DateDataParser(languages=["en"], settings=settings)
    for words, moment in found:
        start = text.find(words, position)
        if start < 0:
            continue
        position = start + len(words)
        unit = parser.get_date_data(words).period or "day"
        meant = _PERIODS.get(unit, _PERIODS["day"])(moment.date())
        precision = "day" if unit in ("week", "time") else unit
        yield Answer(Span(start, position), *meant, precision)


Interval = tuple[date | None, date | None]


def _calendar_unit(unit: str) -> Callable[[date], Interval]:
    def interval(day: date) -> Interval:
        meant = periods.calendar_unit(day, unit)
        return meant.start, meant.end

    return interval


_PERIODS = {unit: _calendar_unit(unit) for unit in ("day", "week", "month", "year")}


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="right interval and precision, beside dateparser")
    parser.add_argument("suite", nargs="?", type=Path, default=SUITE)
    parser.add_argument("--families", action="store_true", help="a row for each family too")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
