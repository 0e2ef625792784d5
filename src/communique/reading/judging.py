"""What a unit is by itself: by its sign, its wording and its form."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from communique.document import BlockKind
from communique.reading import boilerplate
from communique.reading.bylines import find_byline, find_header_place
from communique.reading.captions import is_caption, is_credit
from communique.reading.lines import ends_sentence
from communique.reading.units import Unit

_TURN = re.compile(
    r"(?:[*_]{1,3})?(?:Q(?::|[ \xa0]+|[*_]{1,3})"
    r"|[A-Z][A-Z.,'’\- \xa0]{1,50}(?:\([^)]{1,60}\))?(?:[*_]{1,3})?:)"
)
_STAGE = re.compile(r"\\?[(\[].{1,120}[)\]]\.?$", re.DOTALL)
_WIDE = re.compile("[\u2e80-\uabff]")
_SENTENCE_BREAK = re.compile(r"[.!?][\"'”’)]*\s+[\"“'‘(]?[A-Z0-9]")
_DANGLING = re.compile(r"(?:[,;:—–-]|\.\.\.|…|\\|[a-z]-)$")

#: A block without an end mark up to this size may be a heading.
_HEADING_WORDS = 22
_HEADING_CHARS = 200

#: A block of so many words that ends like a sentence is the article's own prose.
_PROSE_WORDS = 9
_LONG_WORDS = 35


class Judged(NamedTuple):
    """A unit with what it is taken for; a rule is no block, its `kind` None.

    `what` is the kind of furniture that its wording shows, even where `kind` says that it
    is the article's own. A `tentative` headline is one by its form only.
    """

    unit: Unit
    kind: BlockKind | None
    what: str = ""
    tentative: bool = False
    words: int = 0

    def slice(self, text: str) -> str:
        """Return the unit's own characters."""
        return text[self.unit.start : self.unit.end]


def judge(text: str, unit: Unit, alone: bool = True) -> Judged:
    """Return what a unit is taken for, whatever stands around it.

    `alone` is false for a numbered unit that stands next to another one.
    """
    content = text[unit.start : unit.end]
    words = count_words(content)
    if unit.kind == "rule":
        return Judged(unit, None)
    if unit.kind in ("end-mark", "comment", "html"):
        return Judged(unit, "boilerplate", unit.kind, words=words)
    if unit.kind == "table":
        return Judged(unit, "table", words=words)
    if unit.kind == "figcaption":
        return Judged(unit, "caption", words=words)
    what = boilerplate.name_furniture(content) or ""
    if unit.kind == "heading":
        kind: BlockKind = "boilerplate" if what and what != "label" else "headline"
        return Judged(unit, kind, what, words=words)
    if what and what != "label":
        return Judged(unit, "boilerplate", what, words=words)
    if unit.kind == "quote":
        return Judged(unit, "quotation", words=words)
    if unit.kind == "item":
        return Judged(unit, "list-item", what, words=words)
    if unit.kind == "numbered":
        return _judge_numbered(unit, content, words, alone)
    return _judge_plain(unit, content, words, what)


def _judge_numbered(unit: Unit, content: str, words: int, alone: bool) -> Judged:
    if _SENTENCE_BREAK.search(content):
        return Judged(unit, "paragraph", words=words)
    if alone and not ends_sentence(content) and words <= 12:
        return Judged(unit, "headline", words=words)
    return Judged(unit, "list-item", words=words)


def _judge_plain(unit: Unit, content: str, words: int, what: str) -> Judged:
    if what:
        return Judged(unit, "headline", what, tentative=True, words=words)
    if boilerplate.is_residue(content):
        return Judged(unit, "boilerplate", "residue", words=words)
    if boilerplate.is_menu_line(content):
        return Judged(unit, "boilerplate", "menu-line", words=words)
    if _TURN.match(content):
        return Judged(unit, "paragraph", words=words)
    byline = find_byline(content)
    # "Xinhua" is a town as well: a line that names a maker or a label is no place.
    if byline and (byline.role or not byline.dates):
        return Judged(unit, "byline", words=words)
    if find_header_place(content) is not None:
        return Judged(unit, "dateline", words=words)
    if byline or is_credit(content):
        return Judged(unit, "byline", words=words)
    if is_caption(content):
        return Judged(unit, "caption", words=words)
    if is_heading_like(content, words):
        return Judged(unit, "headline", tentative=True, words=words)
    return Judged(unit, "paragraph", words=words)


def is_heading_like(content: str, words: int) -> bool:
    """Whether a block has the form of a heading: short, and no end of a sentence."""
    if not 0 < words <= _HEADING_WORDS or len(content) > _HEADING_CHARS:
        return False
    first = next((char for char in content if char.isalnum()), "")
    if first.islower() or _STAGE.match(content) or _DANGLING.search(content):
        return False
    if _SENTENCE_BREAK.search(content) and words > 6:
        return False
    return not ends_sentence(content) or (content[-1] == "?" and words <= 14)


def is_prose(text: str, judged: Judged) -> bool:
    """Whether a judged unit is running text of the article: a sentence, or a turn of speech."""
    if judged.kind not in ("paragraph", "list-item", "quotation"):
        return False
    content = judged.slice(text)
    if judged.kind == "paragraph" and _TURN.match(content):
        return judged.words >= 4
    if judged.words >= _PROSE_WORDS and ends_sentence(content):
        return True
    return judged.words > _LONG_WORDS


def is_turn(text: str, unit: Unit) -> bool:
    """Whether a unit begins with a speaker's label, as the turns of a transcript do."""
    return _TURN.match(text, unit.start, unit.end) is not None


def count_words(content: str) -> int:
    """Return the number of words; two characters of a script without spaces count as one."""
    words = len(content.split())
    return words if content.isascii() else words + len(_WIDE.findall(content)) // 2


def judge_all(text: str, units: Sequence[Unit]) -> list[Judged]:
    """Return what each unit is taken for by itself, in order."""
    numbered = [unit.kind == "numbered" for unit in units]
    return [
        judge(text, unit, not any(numbered[max(0, i - 1) : i] + numbered[i + 1 : i + 2]))
        for i, unit in enumerate(units)
    ]
