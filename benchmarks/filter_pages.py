"""Pages that the filter of `communique batch` is fitted to and measured on.

A file of pages is JSON Lines with `id` and `html` or `text`. The first digit of the SHA-1 of the
id says what a page is for, before anybody has looked at it: 0 to 5 to fit weights, 6 and 7 to
choose the bound, 8 to f only to report.
"""

import hashlib
import html
import json
import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Literal

from communique.reference.parties import load_parties

Part = Literal["fit", "choose", "report"]

_PARTS: dict[str, Part] = {
    **dict.fromkeys("012345", "fit"),
    **dict.fromkeys("67", "choose"),
    **dict.fromkeys("89abcdef", "report"),
}

#: Headlines beside an article, in our own words; half of them name states and those who lead them.
_BESIDE = (
    "Ministers of the region meet for talks on trade and borders next week",
    "President to visit three capitals before the summit of leaders in autumn",
    "Ambassador says the agreement was signed after months of negotiation",
    "UN Security Council to vote on a resolution as truce is extended again",
    "Ten soups for a cold evening, and what to do with the rest of the bread",
    "Late goal sends the home side through to the last eight of the cup",
    "What the change in interest rates means for those with a mortgage",
    "How we tested this year's vacuum cleaners, and which of them we kept",
    "A film about a lighthouse wins the prize of the critics at the festival",
    "Storm brings down trees and power lines along the coast, trains halted",
)
_FOOTER = (
    "We use cookies to give you the best experience on our site and to understand how it is used.",
    "All rights reserved. No part of this page may be copied without permission of the publisher.",
    "Offices in London, Washington, Brussels, Beijing, Delhi, Nairobi, Moscow, Tokyo and Canberra.",
    "Sign up for our newsletter and get the stories of the day each morning before breakfast.",
)


def part_of(name: str) -> Part:
    """Return what the page with this id is for."""
    return _PARTS[hashlib.sha1(name.encode()).hexdigest()[0]]


def serial(name: str, part: Part) -> str:
    """Return `name` with a number by which the page is for this part."""
    return next(given for k in count() if part_of(given := f"{name}-{k}") == part)


def read_rows(path: Path, *parts: Part) -> Iterator[dict[str, str]]:
    """Yield the rows of a file of pages that are for one of `parts`, in file order."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if part_of(row["id"]) in parts:
                yield row


def bodies(row: dict[str, str]) -> Iterator[tuple[bytes, str]]:
    """Yield the bytes of a page and their media type; text also as a page with its furniture."""
    if "html" in row:
        yield row["html"].encode("utf-8", "replace"), "text/html"
    else:
        yield row["text"].encode("utf-8", "replace"), "text/plain"
        yield dress(row["text"], row["id"]), "text/html"


def dress(text: str, name: str) -> bytes:
    """Return a web page with `text` as its article: menus, scripts, a list of countries around it.

    The same name gives the same furniture, whatever the text is on.
    """
    draw = random.Random(name)
    title, *paragraphs = [html.escape(part) for part in text.strip().split("\n\n")]
    states = sorted(state.name for state in load_parties().states.values())
    options = "".join(f"<option>{html.escape(state)}</option>" for state in states)
    menu = "".join(f'<li><a href="/{k}">{state}</a></li>' for k, state in enumerate(states[::9]))
    beside = "".join(f'<li><a href="/s{k}">{line}</a></li>' for k, line in enumerate(
        draw.sample(_BESIDE, draw.randrange(len(_BESIDE) // 2 + 1))
    ))  # fmt: skip
    code = "var shown = function (a) { return a > 1 && a < 9; };\n" * draw.randrange(40)
    article = "".join(f"<p>{part}</p>\n" for part in paragraphs)
    footer = "".join(f"<p>{line}</p>" for line in draw.sample(_FOOTER, draw.randrange(3)))
    headline = title[:200]
    rest = f"<p>{title}</p>" if len(title) > 200 or not paragraphs else ""
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{headline} - Daily News</title>"
        f"<style>p {{ margin: 0 }}</style><script>{code}</script></head><body><nav><ul>{menu}</ul>"
        f"</nav><select name=country>{options}</select><main><h1>{headline}</h1>{rest}{article}"
        f"</main><aside><h3>Related stories</h3><ul>{beside}</ul></aside>"
        f"<footer>{footer}</footer></body></html>"
    ).encode("utf-8", "replace")
