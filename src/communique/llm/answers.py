"""What a model answered, as items: nothing in it is more than data."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Of one answer so many items are looked at.
MOST_ITEMS = 200

_OPENING = re.compile(r'"records"\s*:\s*\[|\[\s*(?=\{|\])')
_DECODER = json.JSONDecoder()
_SEPARATOR = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class Items:
    """The items of an answer. `readable` tells that it had a list, `whole` that the list ended."""

    items: tuple[object, ...]
    readable: bool
    whole: bool


def read_items(answer: str) -> Items:
    """Return the whole items of an answer, whatever stands around its list.

    Of an answer that was cut off, those before the cut.

    >>> read_items('Here: {"records": [{"kind": "request"}, {"ki')
    Items(items=({'kind': 'request'},), readable=True, whole=False)
    """
    opening = _OPENING.search(answer)
    if opening is None:
        return Items((), False, False)
    found: list[object] = []
    at = opening.end()
    for item, end in _decode(answer, at):
        found.append(item)
        at = end
        if len(found) > MOST_ITEMS:
            return Items(tuple(found[:MOST_ITEMS]), True, False)
    closing = _skip(answer, at)
    return Items(tuple(found), True, answer[closing : closing + 1] == "]")


def _decode(answer: str, at: int) -> Iterator[tuple[object, int]]:
    """Yield the items from `at` on, each with its end, up to what is none."""
    while True:
        start = _skip(answer, at)
        if answer[start : start + 1] != "{":
            return
        try:
            item, at = _DECODER.raw_decode(answer, start)
        except (ValueError, RecursionError):
            return
        yield item, at


def _skip(answer: str, at: int) -> int:
    match = _SEPARATOR.match(answer, at)
    return match.end() if match else at
