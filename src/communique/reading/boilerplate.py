"""The furniture of a page, told by its wording: notices, menus, share bars, end marks."""

import re
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from communique.errors import TableError
from communique.reading.lines import ends_sentence
from communique.reference.tables import FOLDER, read_rows

TABLE = "boilerplate.csv"
MATCHES = ("line", "start", "part", "pattern")

#: Kinds that head a list: the short blocks after them belong to it.
LIST_HEADS = frozenset({"related", "trends", "menu", "comments"})

#: Kinds of which one block of the article's own could have the wording, as its heading.
LABELS = frozenset({"label", "share", "related", "trends", "menu", "comments", "end-mark"})

_EDGES = " \t\xa0\n*_#[](){}.!|•·–—-»«›>…,:;\"'“”‘’\\/"
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_BREADCRUMB = re.compile(r"\s*(?:[|>»›•·→]|(?<=\s)[/\-–](?=\s))\s*")

_LINE_CHARS, _START_CHARS, _PART_CHARS, _PATTERN_CHARS = 100, 400, 600, 160


class Phrases(NamedTuple):
    """The table, arranged for look-up; each phrase leads to its kind of furniture."""

    lines: dict[str, str]
    starts: dict[str, str]
    #: The keys of `starts`, for one look at all of them.
    openings: tuple[str, ...]
    parts: tuple[str, ...]
    part_finder: AhoCorasick
    patterns: tuple[tuple[re.Pattern[str], str], ...]


def normalise(text: str) -> str:
    """Return `text` in lower case, white space single, without punctuation at its edges."""
    return _plain(text).strip(_EDGES)


def _plain(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(text.casefold().translate(_QUOTES).split())


@lru_cache(maxsize=1)
def load_phrases() -> Phrases:
    """Return the table of phrases; raise `TableError` for a row that can't be used."""
    lines: dict[str, str] = {}
    starts: dict[str, str] = {}
    parts: dict[str, str] = {}
    patterns: list[tuple[re.Pattern[str], str]] = []
    for number, row in read_rows(TABLE, ("phrase", "match", "what")):
        phrase, match, what = row["phrase"], row["match"], row["what"]
        if match == "line":
            lines[normalise(phrase)] = what
        elif match == "start":
            starts[_plain(phrase)] = what
        elif match == "part":
            parts[_plain(phrase)] = what
        elif match == "pattern":
            patterns.append((re.compile(phrase, re.IGNORECASE), what))
        else:
            raise TableError(FOLDER / TABLE, number, f"matches by {match!r}, not {MATCHES}")
    return Phrases(
        lines,
        starts,
        tuple(starts),
        tuple(parts.values()),
        AhoCorasick(list(parts)),
        tuple(patterns),
    )


def name_furniture(block: str) -> str | None:
    """Return the kind of furniture that the wording of a block shows; None for none."""
    if len(block) > _PART_CHARS:
        return None
    phrases = load_phrases()
    wording = normalise(block)
    if len(block) <= _LINE_CHARS and (what := phrases.lines.get(wording)):
        return what
    if len(block) <= _START_CHARS and wording.startswith(phrases.openings):
        what = next(
            phrases.starts[start] for start in phrases.openings if wording.startswith(start)
        )
        # A list's heading is a heading: no sentence begins "Related: ..." at length.
        return what if what not in LABELS or len(block) <= _LINE_CHARS else None
    for index, _, _ in phrases.part_finder.find_matches_as_indexes(wording):
        return phrases.parts[index]
    if len(block) <= _PATTERN_CHARS:
        line = block.translate(_QUOTES)
        for pattern, what in phrases.patterns:
            if pattern.match(line):
                return what
    return None


def is_residue(block: str) -> bool:
    """Whether a line repeats itself: what a layout's image names leave in extracted text.

    >>> is_residue("top banner top banner"), is_residue("Hear, hear")
    (True, False)
    """
    if len(block) > _LINE_CHARS:
        return False
    words = block.split()
    half = len(words) // 2
    return (
        4 <= len(words) <= 12
        and len(words) % 2 == 0
        and words[:half] == words[half:]
        and all(word.isalpha() for word in words)
    )


def is_menu_line(block: str) -> bool:
    """Whether a line is a menu or a path of links: `Home > News > World`."""
    if len(block) > 200 or ends_sentence(block):
        return False
    parts = _BREADCRUMB.split(block.strip())
    if len(parts) < 3:
        return False
    return all(0 < len(part) <= 40 and len(part.split()) <= 5 for part in parts) and not any(
        char.isdigit() for char in block
    )
