"""Enumerations of a speech: "First, … Second, … And finally, …", sentence by sentence."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from communique.language.analysis import Analysis
from communique.language.passages import Passage

#: An enumeration has so many items at least, and its items so many passages between them at most.
FEWEST, WIDEST = 3, 4

Extent = tuple[int, int, int]

_CLAUSE = re.compile(r"(?:^|[,;:] |\b(?=how |what |why |to ))([^,;:]{8,120})$")


def find_enumerations(
    analysis: Analysis, ordinals: Sequence[Sequence[str]], last: Sequence[str]
) -> Iterator[tuple[Extent, str, list[Extent]]]:
    """Yield where each enumeration is announced, its title and its items."""
    marks = [_marker(words, anywhere=place == 0) for place, words in enumerate(ordinals)]
    final = _marker(last, anywhere=False)
    places = _Places(analysis)
    for passage in analysis.passages:
        for match in marks[0].finditer(passage.text):
            items = _follow(places, passage, match, marks[1:], final)
            if len(items) < FEWEST:
                continue
            begin, title = _title(analysis, passage, match.start())
            yield begin, title, items


def _marker(words: Sequence[str], *, anywhere: bool) -> re.Pattern[str]:
    """Return the pattern of an ordinal that opens a sentence; `anywhere`: or follows a comma."""
    forms = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    capital = "|".join(
        re.escape(word[0].upper() + word[1:]) for word in sorted(words, key=len, reverse=True)
    )
    opened = (
        rf"(?:^|(?<=[.!?;:] )|(?<=[.!?]\" )|(?<=— ))(?:And,? |Then |But )?(?:{capital}|{forms})"
    )
    inside = rf"|(?<=, )(?:{forms})" if anywhere else ""
    return re.compile(rf"(?:{opened}{inside})(?:,| —| –|:) ")


@dataclass(eq=False)
class _Places:
    """The places of each mark in each passage, looked for once."""

    analysis: Analysis
    _found: dict[tuple[int, re.Pattern[str]], list[re.Match[str]]] = field(default_factory=dict)

    def next(
        self, where: int, offset: int, mark: re.Pattern[str]
    ) -> tuple[Passage, re.Match[str]] | None:
        """Return the next place from the character `offset` of the passage `where` on."""
        for passage in self.analysis.passages[where : where + WIDEST + 1]:
            key = (passage.index, mark)
            if key not in self._found:
                self._found[key] = list(mark.finditer(passage.text))
            start = offset if passage.index == where else 0
            at = bisect_left(self._found[key], start, key=re.Match.start)
            if at < len(self._found[key]):
                return passage, self._found[key][at]
        return None


def _follow(
    places: _Places,
    passage: Passage,
    first: re.Match[str],
    marks: Sequence[re.Pattern[str]],
    final: re.Pattern[str],
) -> list[Extent]:
    """Return the items from the first mark on; none where the second does not follow."""
    items = [_item(passage, first.end())]
    where, offset = passage.index, first.end()
    for mark in marks:
        found = places.next(where, offset, mark)
        if found is None:
            break
        passage, match = found
        items.append(_item(passage, match.end()))
        where, offset = passage.index, match.end()
    if len(items) >= 2:
        found = places.next(where, offset, final)
        if found is not None:
            items.append(_item(found[0], found[1].end()))
    return items


def _item(passage: Passage, start: int) -> Extent:
    """Return the extent of the item: to the end of its sentence, or the passage's."""
    token = passage.doc[passage.token_at(min(start, len(passage.text) - 1))]
    end = max(token.sent.end_char, start + 1)
    text = passage.text[start:end].rstrip(' .!?;"')
    return passage.index, start, max(start + len(text), start + 1)


def is_speech(analysis: Analysis, item: Extent) -> bool:
    """Whether a named person who speaks for a party says the item."""
    index, start, _ = item
    speaker = analysis.speaker_of(index, analysis.passages[index].token_at(start))
    return speaker is not None and bool(speaker.persons) and bool(speaker.parties)


def _title(analysis: Analysis, passage: Passage, start: int) -> tuple[Extent, str]:
    """Return where the enumeration is announced, and in what words: the clause before it."""
    before = passage.text[:start].rstrip(" ,—–:;")
    sentence_start = max(before.rfind(mark) for mark in (". ", "! ", "? ")) + 1
    sentence_start = max(sentence_start, 0)
    text = before[sentence_start:].strip()
    if not text and passage.index:
        previous = analysis.passages[passage.index - 1]
        tail = previous.sentences[-1] if previous.sentences else None
        if tail is not None:
            return (previous.index, tail.start_char, tail.end_char), tail.text.strip(" :.")
    if not text:
        return (passage.index, start, min(len(passage.text), start + 20)), "enumeration"
    clause = _CLAUSE.search(text)
    words = clause.group(1).strip() if clause else text
    begin = passage.text.find(words, sentence_start)
    return (passage.index, begin, begin + len(words)), words.strip(' ."')
