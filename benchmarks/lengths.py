"""Measure how the time for a page grows with its length, from a thousand words to 32 thousand.

    python benchmarks/lengths.py [FILES OR FOLDERS] [--most WORDS] [--rounds N] [--json]

One process, one thread. Pages of five shapes are made of the sentences of sample pages,
each with one word exchanged, and read from text to records; beside it stands what spaCy's
parse of the same text alone costs. The exponent is the slope of a line through the
logarithms of length and time: 1 is linear. A machine that slows down slows both, so the
ratio to the parse is the figure to trust; its exponent is 0 where both are linear.
"""

import argparse
import json
import math
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from speed import default_inputs, edit, load_pages, use_one_thread

LEAST = 1000
DAY = "2024-05-15"
MARKS = re.compile(r'["“”„«»()\[\]|#*_]')


def main() -> None:
    """Print a table for each shape of page, or all as JSON."""
    arguments = _parse_arguments()
    sentences = list(load_sentences(arguments.inputs or default_inputs()))
    if not sentences:
        sys.exit("no sentences found; name files or folders of .txt or .md pages")
    result = compare(sentences, most=arguments.most, rounds=arguments.rounds)
    print(json.dumps(result, indent=2) if arguments.json else render(result))


def compare(sentences: Sequence[str], *, most: int, rounds: int) -> dict[str, Any]:
    """Return for each shape its rows of words and seconds, medians of rounds, and the exponents."""
    use_one_thread()
    from communique.extraction import extract
    from communique.language.model import load_model
    from communique.language.parsing import parse_texts
    from communique.reading import read_text

    model = load_model()

    def read(text: str) -> None:
        extract(read_text(text, date=DAY))

    def parse(text: str) -> None:
        parse_texts(text.split("\n\n"), model)

    chance = random.Random(0)
    read(make_page("paragraphs", sentences, LEAST, chance))  # loads what is loaded once
    result: dict[str, Any] = {}
    for shape in SHAPES:
        rows = []
        for words in doublings(LEAST, most):
            pages = [make_page(shape, sentences, words, chance) for _ in range(rounds)]
            both = [(measure(read, page), measure(parse, page)) for page in pages]
            rows.append(
                {
                    "words": statistics.mean(len(page.split()) for page in pages),
                    "seconds": statistics.median(ours for ours, _ in both),
                    "parse_seconds": statistics.median(theirs for _, theirs in both),
                }
            )
        result[shape] = {
            "rows": rows,
            "exponent": slope([(row["words"], row["seconds"]) for row in rows]),
            "parse_exponent": slope([(row["words"], row["parse_seconds"]) for row in rows]),
            "ratio_exponent": slope(
                [(row["words"], row["seconds"] / row["parse_seconds"]) for row in rows]
            ),
        }
    return result


def render(result: dict[str, Any]) -> str:
    """Return the tables for people: microseconds a word, and the ratio to the parse alone."""
    lines = []
    for shape, found in result.items():
        lines.append(f"{shape:16}{'words':>8}{'µs/word':>10}{'parse alone':>13}{'ratio':>8}")
        for row in found["rows"]:
            cost, parse = row["seconds"] / row["words"], row["parse_seconds"] / row["words"]
            figures = f"{cost * 1e6:10.0f}{parse * 1e6:13.0f}{cost / parse:8.2f}"
            lines.append(f"{'':16}{row['words']:8,.0f}{figures}")
        lines.append(
            f"{'':16}exponent{found['exponent']:10.2f}{found['parse_exponent']:13.2f}"
            f"{found['ratio_exponent']:8.2f}"
        )
    return "\n".join(lines)


def doublings(least: int, most: int) -> Iterator[int]:
    """Yield `least`, twice that, and so on, up to `most`."""
    while least <= most:
        yield least
        least *= 2


def measure(run: Callable[[str], None], text: str) -> float:
    """Return the seconds that `run` takes."""
    start = time.perf_counter()
    run(text)
    return time.perf_counter() - start


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the least-squares line through the logarithms of the points."""
    if len(points) < 2:
        return math.nan
    logs = [(math.log(x), math.log(y)) for x, y in points]
    return statistics.linear_regression(*zip(*logs, strict=True)).slope


# -- pages -----------------------------------------------------------------------------------


def load_sentences(inputs: Sequence[Path]) -> Iterator[str]:
    """Yield the sentences of the pages, each on one line and without marks and signs."""
    for page in load_pages(inputs):
        for paragraph in re.split(r"\n\s*\n", page):
            plain = " ".join(MARKS.sub(" ", paragraph).split())
            for sentence in re.split(r"(?<=[.!?]) (?=[A-Z])", plain):
                if len(sentence.split()) > 5 and sentence.endswith("."):
                    yield sentence


def make_page(shape: str, sentences: Sequence[str], words: int, chance: random.Random) -> str:
    """Return a page of that shape and about so many words."""
    chosen: list[str] = []
    length = 0
    while length < words:
        sentence = _meeting(chance) if shape == "names" else edit(chance.choice(sentences), chance)
        chosen.append(sentence)
        length += len(sentence.split())
    return SHAPES[shape](chosen)


def _in_paragraphs(chosen: Sequence[str]) -> str:
    return "\n\n".join(" ".join(chosen[i : i + 4]) for i in range(0, len(chosen), 4))


def _in_one_sentence(chosen: Sequence[str]) -> str:
    clauses = [sentence[0].lower() + sentence[1:].rstrip(".") for sentence in chosen]
    return "The report says that " + ", and that ".join(clauses) + "."


def _in_quotations(chosen: Sequence[str]) -> str:
    return " ".join(f"“{s[:-1]},” Chinese Foreign Minister Wang Yi said." for s in chosen)


def _meeting(chance: random.Random) -> str:
    """Return a sentence that names two people nobody has named before."""
    first, second = (
        "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(3)).title()
        for _ in range(2)
    )
    state = chance.choice(["Kenyan", "French", "Chinese", "Indian", "Japanese", "Brazilian"])
    return (
        f"{state} Foreign Minister Ana {first} met Peruvian Trade Minister Omar {second}, "
        "and they said that it was the first of the talks that they would hold this year."
    )


SHAPES: dict[str, Callable[[Sequence[str]], str]] = {
    "paragraphs": _in_paragraphs,
    "one paragraph": " ".join,
    "one sentence": _in_one_sentence,
    "quotations": _in_quotations,
    "names": _in_paragraphs,
}


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="time a word by the length of the page")
    parser.add_argument("inputs", nargs="*", type=Path, help="pages, or folders of pages")
    parser.add_argument("--most", type=int, default=32_000, help="words of the longest page")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
