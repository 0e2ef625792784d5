"""Wordings word by word: where two go apart, and where one stands in a longer text.

Words are compared without case, kinds of quotation marks, apostrophes and hyphens, signs that
nobody sees, and commas in numbers. An alignment is the cheapest row of words kept, left out,
added and changed (Wagner and Fischer 1974), free at both ends of the longer text (Sellers 1980).
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from communique.records import Value

_HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WORD = re.compile(
    rf"\d+(?:,\d{{3}})+(?:\.\d+)?|\d+\.\d+|[^\W_][{_HIDDEN}]*(?:['’ʼ`]?[^\W_][{_HIDDEN}]*)*|%"
)
_UNSEEN = str.maketrans(dict.fromkeys(_HIDDEN, None) | {"’": "'", "ʼ": "'", "`": "'", ",": None})
#: Seeds whose places differ by less than this are of one passage.
_BUCKET = 6
#: So many passages of a text are weighed, the most promising first.
_PASSAGES = 6

EditKind = Literal["same", "left-out", "added", "changed"]


class Token(NamedTuple):
    """A word as it is compared, and where it stands in the text: `[start, end)`."""

    word: str
    start: int
    end: int


class Edit(Value):
    """A run of words of the first wording, and what stands for it in the second.

    `left-out` has no words in the second, `added` none in the first.
    """

    kind: EditKind
    left: str = ""
    right: str = ""


class Alignment(NamedTuple):
    """Where a wording stands in a text: the tokens `[first, last)`, and at what cost in words.

    `pairs` are the places of words that stand for each other, None where a word has no match.
    """

    first: int
    last: int
    cost: int
    pairs: tuple[tuple[int | None, int | None], ...]


def split_words(text: str) -> list[Token]:
    """Return the words of the text with their offsets, in order.

    >>> [token.word for token in split_words("One-China: 1,000 “People’s” votes")]
    ['one', 'china', '1000', "people's", 'votes']
    """
    found = []
    for match in _WORD.finditer(text):
        raw = match.group().translate(_UNSEEN)
        plain = raw if raw.isascii() else unicodedata.normalize("NFKC", raw)
        found.append(Token(plain.casefold(), match.start(), match.end()))
    return found


def align(
    wanted: Sequence[str], text: Sequence[str], gaps: Collection[int] = (), *, whole: bool = False
) -> Alignment:
    """Return the cheapest alignment of `wanted` in `text`, the earliest of equal ones.

    Words of the text before the first and after the last match cost nothing, unless it is the
    `whole` of the text that is compared; nor do those that stand in a gap: `gaps` are the
    numbers of the wanted words before which anything may stand.
    """
    width = len(text) + 1
    costs = [list(range(width)) if whole else [0] * width]
    for row, word in enumerate(wanted, 1):
        above, free = costs[-1], row in gaps
        line = [row]
        for column in range(1, width):
            kept = above[column - 1] + (word != text[column - 1])
            line.append(min(kept, above[column] + 1, line[-1] + (not free)))
        costs.append(line)
    last = len(text) if whole else min(range(width), key=lambda c: (costs[-1][c], c))
    return _trace(wanted, text, costs, last, gaps, whole=whole)


def _trace(
    wanted: Sequence[str],
    text: Sequence[str],
    costs: list[list[int]],
    last: int,
    gaps: Collection[int],
    *,
    whole: bool,
) -> Alignment:
    """Follow the costs back from the last word."""
    row, column = len(wanted), last
    pairs: list[tuple[int | None, int | None]] = []
    while row or (whole and column):
        here = costs[row][column]
        if row and column:
            kept = costs[row - 1][column - 1] + (wanted[row - 1] != text[column - 1])
            if here == kept and wanted[row - 1] == text[column - 1]:
                row, column = row - 1, column - 1
                pairs.append((row, column))
                continue
        else:
            kept = -1
        if column and here == costs[row][column - 1] + (row not in gaps):
            column -= 1
            if row not in gaps:
                pairs.append((None, column))
        elif here == kept:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        else:
            row -= 1
            pairs.append((row, None))
    return Alignment(column, last, costs[-1][last], tuple(reversed(pairs)))


def find_passages(
    wanted: Sequence[str],
    text: Sequence[str],
    gaps: Collection[int] = (),
    *,
    idle: Collection[str] = (),
) -> list[Alignment]:
    """Return the alignments of `wanted` in the promising passages of `text`, the cheapest first.

    A passage is promising where the words that are not `idle` stand in the order wanted. Places
    that overlap are given once. Empty where the text has none of the words.
    """
    telling = [w for w in wanted if w not in idle] or list(wanted)
    places: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(wanted):
        if word in set(telling):
            places[word].append(number)
    # By word, so that a common one that recurs does not outvote the others.
    votes: dict[int, set[int]] = defaultdict(set)
    for column, word in enumerate(text):
        for row in places.get(word, ()):
            bucket = (column - row) // _BUCKET
            votes[bucket].add(row)
            votes[bucket + 1].add(row)
    slack = max(_BUCKET, len(wanted) // 2) + (60 if gaps else 0)
    found: list[Alignment] = []
    ranked = sorted(votes, key=lambda bucket: (-len(votes[bucket]), bucket))
    seen: set[tuple[int, int]] = set()
    for bucket in ranked[: _PASSAGES * 2]:
        begin = max(0, (bucket - 1) * _BUCKET - slack)
        end = min(len(text), bucket * _BUCKET + len(wanted) + _BUCKET + slack)
        one = align(wanted, text[begin:end], gaps)
        pairs = tuple((a, None if b is None else b + begin) for a, b in one.pairs)
        placed = Alignment(one.first + begin, one.last + begin, one.cost, pairs)
        if (placed.first, placed.last) not in seen:
            seen.add((placed.first, placed.last))
            found.append(placed)
    kept: list[Alignment] = []
    for one in sorted(found, key=lambda a: (a.cost, a.first, a.last)):
        if all(one.last <= other.first or other.last <= one.first for other in kept):
            kept.append(one)
    return kept


def mark_edits(
    left: str, left_words: Sequence[Token], right: str, right_words: Sequence[Token],
    pairs: Sequence[tuple[int | None, int | None]],
) -> tuple[Edit, ...]:  # fmt: skip
    """Return the alignment as runs of words that are the same, left out, added or changed."""
    runs: list[tuple[EditKind, list[int], list[int]]] = []
    for a, b in pairs:
        same = a is not None and b is not None and left_words[a].word == right_words[b].word
        if not runs or (runs[-1][0] == "same") != same:
            runs.append(("same" if same else "changed", [], []))
        if a is not None:
            runs[-1][1].append(a)
        if b is not None:
            runs[-1][2].append(b)
    edits = []
    for kind, mine, theirs in runs:
        if kind == "changed" and not (mine and theirs):
            kind = "left-out" if mine else "added"
        edits.append(
            Edit(
                kind=kind, left=_cut(left, left_words, mine), right=_cut(right, right_words, theirs)
            )
        )
    return tuple(edits)


def compare_words(left: str, right: str) -> tuple[Edit, ...]:
    """Return how the wording `right` differs from `left`, word by word.

    >>> [(e.kind, e.left, e.right) for e in compare_words("by 2030 at last", "by 2035 at last")]
    [('same', 'by', 'by'), ('changed', '2030', '2035'), ('same', 'at last', 'at last')]
    """
    ours, theirs = split_words(left), split_words(right)
    one = align([t.word for t in ours], [t.word for t in theirs], whole=True)
    return mark_edits(left, ours, right, theirs, one.pairs)


def count_shared(left: Sequence[str], right: Sequence[str]) -> int:
    """Return how many words two wordings share, each as often as both have it."""
    return sum((Counter(left) & Counter(right)).values())


def _cut(text: str, words: Sequence[Token], numbers: list[int]) -> str:
    if not numbers:
        return ""
    return " ".join(text[words[numbers[0]].start : words[numbers[-1]].end].split())
