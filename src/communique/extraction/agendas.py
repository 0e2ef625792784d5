"""Agendas: enumerated frameworks that a party announces, with their items."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from communique.extraction.enumerations import find_enumerations, is_speech
from communique.extraction.phrases import first_verb, owner_of
from communique.language.analysis import Analysis
from communique.language.passages import Passage
from communique.language.syntax import subject_of
from communique.records import Agenda, AgendaItem
from communique.reference.tables import read_lexicon

#: An item of a list is no longer than so many characters.
LONGEST_ITEM = 220
_ITEM_END = re.compile(r"[;,.]?(?: and)?[\s.;,]*$")


@dataclass
class Candidate:
    """A counted noun, `[start, end)` of a passage, and the items listed for it.

    `items` are extents of passages: (passage, start, end).
    """

    passage: int
    start: int
    end: int
    count: int
    noun: str
    title: str
    items: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class _Lexicon:
    counted: re.Pattern[str]
    numbers: Mapping[str, int]
    openings: re.Pattern[str]
    ordinals: tuple[tuple[str, ...], ...]
    last: tuple[str, ...]
    weak: frozenset[str]
    announcing: re.Pattern[str]


@lru_cache(maxsize=2)
def _lexicon(language: str) -> _Lexicon:
    table = read_lexicon(language, "agenda")
    numbers: dict[str, int] = table["numbers"]
    counted = [*table["nouns"]["words"], *(f"point {noun}" for noun in table["nouns"]["pointed"])]
    nouns = "|".join(sorted(map(re.escape, counted), key=len, reverse=True))
    counts = "|".join(numbers)
    order = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
             "tenth")  # fmt: skip
    return _Lexicon(
        counted=re.compile(
            rf"\b(?P<number>{counts}|[2-9]|1\d)[- ](?:(?:[a-z][\w-]* )(?:and )?){{0,2}}?"
            rf"(?P<noun>{nouns})(?P<of> of [a-z]+)?\b",
            re.IGNORECASE,
        ),
        numbers=numbers,
        openings=re.compile("|".join(f"(?:{p})" for p in table["openings"]["patterns"])),
        ordinals=tuple(tuple(table["ordinals"][name]) for name in order),
        last=tuple(table["ordinals"]["last"]),
        weak=frozenset(table["nouns"]["weak"]),
        announcing=re.compile(rf"\b(?:{'|'.join(table['announcing']['stems'])})"),
    )


def extract(analysis: Analysis) -> Iterator[Agenda]:
    """Yield the agendas of the article, each once, in reading order."""
    for candidate, mentions in candidates(analysis):
        agenda = build(analysis, candidate, mentions)
        if agenda is not None:
            yield agenda


def candidates(analysis: Analysis) -> Iterator[tuple[Candidate, list[Candidate]]]:
    """Yield each counted noun whose items are listed, with its other mentions."""
    lexicon = _lexicon("en")
    counted = [c for passage in analysis.passages for c in _counted(passage, lexicon)]
    listed: list[Candidate] = []
    for candidate in counted:
        _read_list(analysis, candidate, lexicon)
        known = any(c.count == candidate.count and c.noun == candidate.noun for c in listed)
        if candidate.items and not known:
            listed.append(candidate)
    told = {passage for c in listed for passage, _, _ in c.items}
    for extent, title, items in find_enumerations(analysis, lexicon.ordinals, lexicon.last):
        if told & {passage for passage, _, _ in items}:
            continue
        named = _announcement(extent, items, counted)
        if named is not None:
            listed.append(named)
        elif is_speech(analysis, items[0]) and _announces(analysis, extent, title, items, lexicon):
            index, start, end = extent
            listed.append(Candidate(index, start, end, len(items), title, title, items))
    for candidate in sorted(listed, key=lambda c: (c.passage, c.start)):
        same = [
            c for c in counted
            if c.count == candidate.count and c.noun == candidate.noun
            and (c.passage, c.start) != (candidate.passage, candidate.start)
        ]  # fmt: skip
        yield candidate, same


def build(analysis: Analysis, candidate: Candidate, mentions: list[Candidate]) -> Agenda | None:
    """Return the agenda; None where no party announces it."""
    holder = _holder(analysis, candidate)
    if holder is None:
        return None
    passage = analysis.passages[candidate.passage]
    spans = sorted([candidate, *mentions][:3], key=lambda c: (c.passage, c.start))
    items, words = [], []
    for index, start, end in candidate.items:
        begin, stop = analysis.passages[index].source_span(start, end)
        words.append(analysis.passages[index].text[start:end])
        items.append(AgendaItem(text=analysis.document.text[begin:stop], span=(begin, stop)))
    return Agenda(
        document_id=analysis.document_id,
        evidence=tuple(
            analysis.evidence_at(c.passage, c.start, c.end, "agenda:counted") for c in spans
        ),
        source=analysis.source_of(candidate.passage, passage.token_at(candidate.start)),
        claimed_by=analysis.claimed_by(holder),
        topics=analysis.topics(" ".join(words)),
        title=candidate.title,
        holder=holder,
        count=candidate.count,
        items=tuple(items),
    )


def _counted(passage: Passage, lexicon: _Lexicon) -> Iterator[Candidate]:
    for match in lexicon.counted.finditer(passage.text):
        number = match.group("number").lower()
        count = lexicon.numbers.get(number) or int(number)
        noun = match.group("noun").lower() + (match.group("of") or "")
        yield Candidate(
            passage.index, match.start(), match.end(), count, noun, match.group().strip()
        )


def _announcement(
    extent: tuple[int, int, int], items: list[tuple[int, int, int]], counted: list[Candidate]
) -> Candidate | None:
    """Return the counted noun just before "First, … Second, …", the items now its own."""
    index = extent[0]
    for candidate in reversed(counted):
        before = candidate.passage < index or candidate.start < items[0][1]
        near = index - 1 <= candidate.passage <= index
        if before and near and len(items) <= candidate.count <= len(items) + 1:
            candidate.items = items
            return candidate
    return None


def _announces(
    analysis: Analysis,
    extent: tuple[int, int, int],
    title: str,
    items: list[tuple[int, int, int]],
    lexicon: _Lexicon,
) -> bool:
    """Whether the words before "first" announce a framework, not a string of remarks."""
    index, _, end = extent
    text = analysis.passages[index].text
    # "How we strengthen the partnership, first, by …" goes on with its own clause.
    goes_on = items[0][0] == index and text[end : end + 2] == ", "
    return goes_on or bool(lexicon.announcing.search(title.lower()))


# -- lists ---------------------------------------------------------------------------------


def _read_list(analysis: Analysis, candidate: Candidate, lexicon: _Lexicon) -> None:
    """Find the candidate's items after it in its sentence, or in the bullets that follow."""
    passage = analysis.passages[candidate.passage]
    bullets = _bullets(analysis, candidate)
    if bullets:
        candidate.items = bullets
        return
    opening = lexicon.openings.match(passage.text, candidate.end)
    if opening is None:
        # "The five goals of the visit are …": the list may open a few words later.
        later = re.compile(r"[^.:;,]{0,60}?(?:: | are | namely,? )").match(
            passage.text, candidate.end
        )
        if later is None or candidate.noun in lexicon.weak:
            return
        start = later.end()
    else:
        start = opening.end()
    sentence = passage.doc[passage.token_at(min(start, len(passage.text) - 1))].sent
    stop = _list_end(passage.text, start, sentence.end_char)
    items = _split(passage.text, start, stop, candidate.count)
    if len(items) == candidate.count:
        candidate.items = [(candidate.passage, first, last) for first, last in items]


def _bullets(analysis: Analysis, candidate: Candidate) -> list[tuple[int, int, int]]:
    """Return the list items after a passage that ends in a colon, if they are as many."""
    passage = analysis.passages[candidate.passage]
    if not passage.text.rstrip().endswith(":"):
        return []
    items = []
    for following in analysis.passages[candidate.passage + 1 :]:
        if following.block.kind != "list-item":
            break
        words = _ITEM_END.sub("", following.text)
        items.append((following.index, 0, max(1, len(words))))
    return items if len(items) == candidate.count else []


def _list_end(text: str, start: int, stop: int) -> int:
    """Return where the list ends: before ", said X", a quotation mark or the full stop."""
    cue = re.compile(r',"? (?:said|says|according to|he|she|[A-Z][\w.]+ (?:said|noted|added))\b')
    found = cue.search(text, start, stop)
    if found:
        stop = found.start()
    while stop > start and text[stop - 1] in " .\"!?;,'":
        stop -= 1
    return stop


def _split(text: str, start: int, stop: int, count: int) -> list[tuple[int, int]]:
    """Split `[start, stop)` into `count` items at semicolons, else commas, and the last "and"."""
    for separator in (r"\s*;\s*(?:and )?", r"\s*,\s*(?:and )?"):
        parts = _parts(text, start, stop, separator)
        if len(parts) == count:
            break
        if len(parts) == count - 1:
            first, last = parts[-1]
            joint = _last_and(text, first, last)
            if joint is not None:
                parts[-1:] = [(first, joint[0]), (joint[1], last)]
                break
    if len(parts) != count or any(last - first > LONGEST_ITEM for first, last in parts):
        return []
    return parts


def _parts(text: str, start: int, stop: int, separator: str) -> list[tuple[int, int]]:
    parts, begin = [], start
    for match in re.compile(separator).finditer(text, start, stop):
        if match.start() > begin:
            parts.append((begin, match.start()))
        begin = match.end()
    if stop > begin:
        parts.append((begin, stop))
    return parts


def _last_and(text: str, first: int, last: int) -> tuple[int, int] | None:
    """Return the extent of the " and " that parts the last two items: the last but for gerunds."""
    joints = list(re.finditer(r" (?:and|as well as) ", text[first:last]))
    if not joints:
        return None
    gerunds = [j for j in joints if re.match(r"(?:\w+ly )?\w+ing\b", text[first + j.end() :])]
    chosen = (gerunds or joints)[-1]
    return first + chosen.start(), first + chosen.end()


# -- holders -------------------------------------------------------------------------------


def _holder(analysis: Analysis, candidate: Candidate) -> str | None:
    """Return who announces it: its owner or the verb's subject, the speaker, the page's party."""
    passage = analysis.passages[candidate.passage]
    token = passage.doc[passage.token_at(max(candidate.start, candidate.end - 1))]
    speaker = analysis.speaker_of(candidate.passage, token.i)
    owner = owner_of(token)
    verb = first_verb(token)
    subject = subject_of(verb) if verb is not None else None
    for noun in (owner, subject):
        if noun is None or noun == token:
            continue
        possessor = owner_of(noun)
        for word in (noun, possessor):
            parties = analysis.resolve(candidate.passage, word).parties if word is not None else ()
            if len(parties) == 1:
                return parties[0]
    if speaker is not None and speaker.parties:
        return speaker.parties[0]
    owner_party = analysis.publisher.party if analysis.publisher is not None else None
    return owner_party
