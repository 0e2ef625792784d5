"""A text as a reader sees it, with the way back to where each character came from.

Pages are full of what nobody sees or nobody reads: soft hyphens, joiners, marks of
direction, spaces of odd width, accents typed apart from their letters, letters set
together, pictures. Rules that look at words would have to reckon with all of them
everywhere; so the text is freed from them once. What is hidden follows Unicode's
property Default_Ignorable_Code_Point, what is one letter its canonical composition (NFC).
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

_HIDDEN = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc"
    r"\U000e0000-\U000e0fff"
)
_WIDE = "\u1680\u2000-\u200a\u202f\u205f\u3000"
#: Spaces of odd width by the one to be read for them; some hold words together.
_SPACES = {code: " " for code in (0x1680, *range(0x2000, 0x200B), 0x205F, 0x3000)} | dict.fromkeys(
    (0x2007, 0x202F), "\xa0"
)
_MARKS = r"\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20dc\ufe20-\ufe2f"
_LIGATURES = r"\ufb00-\ufb06"
#: Signs that are shown as pictures; arrows and dingbats only where a selector says so.
_PICTURES = (
    r"\U0001f000-\U0001faff\u231a\u231b\u23e9-\u23f3\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1"
    r"\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705"
    r"\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u2b1b\u2b1c\u2b50\u2b55"
)

_ODD = re.compile(rf"[{_HIDDEN}{_MARKS}{_LIGATURES}{_PICTURES}{_WIDE}]")
_STRETCH = re.compile(
    rf"(?P<picture>(?:[{_PICTURES}][{_HIDDEN}]*)+)|(?P<hidden>[{_HIDDEN}]+)"
    rf"|(?P<letters>[{_LIGATURES}])"
)
_JOINED = re.compile(
    rf"(?P<letters>[^\W\d_][{_MARKS}]{{1,30}})|(?P<picture>(?:[\u2190-\u2bff]\ufe0f[{_HIDDEN}]*)+)"
)


@dataclass(frozen=True, slots=True)
class Sight:
    """A text as seen, and where its characters stand in the source.

    It is kept as runs: what begins at `seen[k]` came from `[begins[k], ends[k])` of the
    source, character by character where both are of one length, else as a whole.
    """

    text: str
    seen: "array[int]"
    begins: "array[int]"
    ends: "array[int]"

    @property
    def is_source(self) -> bool:
        """Whether every character of the text stands where it does in the source."""
        return len(self.seen) < 2 and len(self.text) == (self.ends[-1] if self.ends else 0)

    def start_of(self, index: int) -> int:
        """Return where the character begins in the source."""
        run, within = self._locate(index)
        return self.begins[run] + within

    def end_of(self, index: int) -> int:
        """Return where the character ends in the source, marks that belong to it included."""
        run, within = self._locate(index)
        return self.begins[run] + within + 1 if self._is_plain(run) else self.ends[run]

    def span_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source that the characters `[start, end)` came from."""
        if start < end:
            return self.start_of(start), self.end_of(end - 1)
        at = self.start_of(start) if start < len(self.text) else self.ends[-1]
        return at, at

    def _locate(self, index: int) -> tuple[int, int]:
        run = bisect_right(self.seen, index) - 1
        return run, index - self.seen[run] if self._is_plain(run) else 0

    def _is_plain(self, run: int) -> bool:
        after = self.seen[run + 1] if run + 1 < len(self.seen) else len(self.text)
        return after - self.seen[run] == self.ends[run] - self.begins[run]


def see(text: str) -> Sight:
    """Return the text as a reader sees it.

    >>> see("co\\u00adoperate").text, see("cafe\\u0301").span_of(3, 4)
    ('cooperate', (3, 5))
    """
    seen, begins, ends = array("q"), array("q"), array("q")
    parts: list[str] = []
    length = 0

    def add(shown: str, start: int, end: int) -> None:
        nonlocal length
        if start < end:
            parts.append(shown)
            seen.append(length)
            begins.append(start)
            ends.append(end)
            length += len(shown)

    done = 0
    odd = _ODD.search(text)
    if odd:
        text = text.translate(_SPACES)
    while odd:
        # A mark belongs to the letter before it, a selector to its sign.
        found = odd.start() > done and _JOINED.match(text, odd.start() - 1)
        stretch = found or _STRETCH.match(text, odd.start())
        if stretch:
            add(text[done : stretch.start()], done, stretch.start())
            add(_show(text, stretch), *stretch.span())
            done = stretch.end()
        odd = _ODD.search(text, max(done, odd.end()))
    add(text[done:], done, len(text))
    return Sight("".join(parts), seen, begins, ends)


def with_plain_spaces(text: str) -> str:
    """Return the text with a plain space for each that holds words together."""
    return text.replace("\xa0", " ")


def _show(text: str, odd: re.Match[str]) -> str:
    """Return what a reader sees of an odd stretch: a picture parts words, as a space does."""
    match odd.lastgroup:
        case "letters":
            # A ligature is one character of its two letters' compatibility.
            form: Literal["NFC", "NFKC"] = "NFKC" if len(odd.group()) == 1 else "NFC"
            return unicodedata.normalize(form, odd.group())
        case "picture":
            beside = text[odd.start() - 1 : odd.start()], text[odd.end() : odd.end() + 1]
            return "" if any(not c or c.isspace() for c in beside) else " "
        case _:
            return ""
