"""Words that go on over paragraphs: after "she said:", or in a quotation that stays open.

Papers open each paragraph of a long quotation anew and close the last; others close it
several paragraphs later. Governments put a statement under "The minister said:" without marks.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from communique.language.passages import Passage
from communique.language.speech import Stretch
from communique.language.transcripts import is_stage_direction
from communique.reference.tables import read_lexicon

#: So many paragraphs at most has one quotation.
_LONGEST = 20
#: Blocks that go on with somebody's words.
_SPOKEN = frozenset({"paragraph", "list-item", "quotation"})
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|[Ww]e|[Mm]y|[Oo]ur|us)\b")


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    words = "|".join(read_lexicon("en", "speech")["handovers"]["ends"])
    return re.compile(rf"\W*(?:{words})\b", re.IGNORECASE)


def is_left_open(passage: Passage) -> bool:
    """Whether a quotation begins in the passage that does not end in it."""
    return passage.text.count('"') % 2 == 1 and not passage.text.endswith('"')


def quoted_on(passages: Sequence[Passage], start: int) -> list[Stretch]:
    """Return what the paragraphs from `start` on go on with of an open quotation."""
    found: list[Stretch] = []
    stop = min(start + _LONGEST, len(passages))
    for index in range(start, stop):
        text = passages[index].text
        reopened = text.startswith('"')
        if not reopened and not _closes(passages[index:stop]):
            break
        end = text.find('"', 1 if reopened else 0)
        found += _stretch(passages[index], int(reopened), end if end >= 0 else len(text))
        if end >= 0:
            break
    return found


def told_on(passages: Sequence[Passage], start: int, names: Sequence[str]) -> list[Stretch]:
    """Return the paragraphs from `start` on that "X said:" hands over to, without marks.

    They reach to the last that speaks in the first person before another heading, a quotation,
    or a paragraph that tells of the speaker, who bears one of the `names`.
    """
    run = 0
    for count, passage in enumerate(passages[start : start + _LONGEST], start=1):
        if passage.block.kind not in _SPOKEN or _is_other(passage, names):
            break
        if count == 1 or _FIRST_PERSON.search(passage.text):
            run = count
    return [s for p in passages[start : start + run] for s in _stretch(p, 0, len(p.text))]


def _is_other(passage: Passage, names: Sequence[str]) -> bool:
    text = passage.text
    if '"' in text or text.endswith(":") or _ends().match(text) or is_stage_direction(text):
        return True
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)


def _closes(passages: Sequence[Passage]) -> bool:
    """Whether the next mark in the paragraphs ends a quotation instead of beginning one."""
    for passage in passages:
        at = passage.text.find('"')
        if at >= 0:
            return at > 0 and not passage.text[at - 1].isspace()
    return False


def _stretch(passage: Passage, start: int, end: int) -> list[Stretch]:
    words = passage.text[start:end]
    if not words.strip():
        return []
    begin = start + len(words) - len(words.lstrip())
    stop = start + len(words.rstrip())
    return [(passage.index, passage.token_at(begin), passage.token_at(stop - 1))]
