"""Attributions of any source: who says, thinks, wants what, with the spans of all three.

The candidates of all frames are weighed and the likely ones taken. Quotations without a cue
of their own are joined to what they go on from: after their cue ('"…," he said. "…"'), or in
the next paragraph. Turns of a transcript and pages "attributable to" somebody need no weighing.
A source may be anybody: "voters", "the report", "he". Nothing is resolved here.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from communique.language.cue_extents import MARKS, without
from communique.language.cue_frames import CueReader
from communique.language.cue_judge import THRESHOLD, cue_weights, probability
from communique.language.cues import Candidate, Extent
from communique.language.passages import Passage
from communique.language.quotations import find_quotations
from communique.language.speech import Mode, Stretch
from communique.language.transcripts import Turn, is_stage_direction

#: How many paragraphs after its source a quotation may go on without a cue.
REACH = 2
#: How many tokens may stand between a quotation and one that goes on from it, and how many
#: candidates before it are looked at.
GAP, NEAR = 60, 8

_ATTRIBUTABLE = re.compile(
    r"\b(?P<cue>(?:is |are |be )?attributable to) (?P<name>[^:;.–—]{2,160}?)"
    r"(?=\s*(?:[:;.–—]|-\s|\bon\b|\bregarding\b|\bconcerning\b|\bin response\b|$))"
)


@dataclass(eq=False)
class Report:
    """One attribution: stretches of passages; `source` is empty where nobody is named."""

    source: list[Stretch]
    cue: list[Stretch]
    content: list[Stretch]
    mode: Mode
    confidence: float = 1.0


def find_reports(
    passages: list[Passage],
    turns: Iterable[Turn] = (),
    *,
    threshold: float = THRESHOLD,
    weights: dict[str, float] | None = None,
) -> list[Report]:
    """Return the attributions of the passages of one article, in the order of their paragraphs."""
    opening = {turn.first: turn for turn in turns}
    spoken = {p for turn in opening.values() for p in range(turn.first, turn.last + 1)}
    weights = cue_weights() if weights is None else weights
    reports: list[Report] = []
    whole = _attributable(passages)
    last: Report | None = whole
    if whole is not None:
        reports.append(whole)
    for passage in passages:
        turn = opening.get(passage.index)
        if turn is not None:
            reports += _turn(passages, turn)
        reader, candidates = read_candidates(passage, spoken=passage.index in spoken)
        if turn is not None:  # its label is the source already
            candidates = [c for c in candidates if c.frame != "label"]
        for candidate in candidates:
            candidate.score = probability(candidate, reader, weights)
        taken = _best(candidates, threshold)
        found = [_report(passage, candidate, reader) for candidate in taken]
        report_of = dict(zip(taken, found, strict=True))
        for extent in _loose(reader, taken):
            before = _before(extent, taken, reader)
            if before is not None:
                report_of[before].content.append((passage.index, *extent))
            elif last is not None and extent[0] == 0 and _goes_on(last, passage.index):
                last.content.append((passage.index, *extent))
        reports += found
        last = found[-1] if found else last
    return reports


def read_candidates(passage: Passage, *, spoken: bool = False) -> tuple[CueReader, list[Candidate]]:
    """Return the passage's reader and its candidates, not yet weighed.

    Quotations around one cue, or going on after it, are one candidate's content.
    """
    reader = CueReader(passage, find_quotations(passage), spoken=spoken)
    candidates: list[Candidate] = []
    quoting: dict[int, Candidate] = {}
    for candidate in reader.candidates():
        if candidate.frame == "quotation":
            first = quoting.setdefault(candidate.head.i, candidate)
            if first is not candidate:
                first.content += candidate.content
                continue
        else:
            content = without(candidate.content, candidate.cue)
            candidate.content = without(reader.extents.tidy(content), candidate.cue)
        if candidate.content:
            candidates.append(candidate)
    cued = list(quoting.values())
    for extent in _loose(reader, candidates):
        before = _before(extent, cued, reader)
        if before is not None:
            before.content.append(extent)
    return reader, candidates


def _loose(reader: CueReader, candidates: list[Candidate]) -> list[Extent]:
    """Return the extents of the quotations that no candidate's content touches."""
    held = {t for c in candidates for a, b in c.content for t in range(a, b + 1)}
    return [
        reader.extents.marked(q)
        for q in reader.quotations
        if q.whole and held.isdisjoint(range(q.first, q.last + 1))
    ]


def _before(extent: Extent, candidates: list[Candidate], reader: CueReader) -> Candidate | None:
    """Return the candidate that the quotation goes on after, with no sentence between.

    The candidates stand in the order of their contents.
    """
    place = bisect_left(candidates, extent[0], key=lambda c: c.content[0][0])
    for candidate in reversed(candidates[max(0, place - NEAR) : place]):
        parts = [*candidate.content, *candidate.cue, candidate.source or (0, 0)]
        last = max(b for _, b in parts)
        if last < extent[0] <= last + GAP:
            between = reader.doc[last : extent[0]]
            if sum(1 for t in between if t.text in {".", "!", "?"}) <= 1:
                return candidate
    return None


def _goes_on(report: Report, passage: int) -> bool:
    """Whether a paragraph's opening quotation may go on from the report."""
    return passage - report.content[-1][0] <= REACH


def _best(candidates: list[Candidate], threshold: float) -> list[Candidate]:
    """Return the likely candidates in order; of those with one cue or one content the likeliest."""
    taken: list[Candidate] = []
    at: dict[int, list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: -c.score):
        if candidate.score < threshold:
            break
        tokens = {candidate.head.i, *_tokens(candidate)}
        rivals = {rival for token in tokens for rival in at.get(token, ())}
        if not any(_is_same(candidate, rival) for rival in rivals):
            taken.append(candidate)
            for token in tokens:
                at.setdefault(token, []).append(candidate)
    return sorted(taken, key=lambda c: c.content[0][0])


def _is_same(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates read one attribution: by one cue, or with much the same content.

    "They voiced concern about X" is one. In "they rejected Mali's claim that X" there are
    two, however much alike their contents.
    """
    if one.head.i == other.head.i:
        return True
    mine, others = _tokens(one), _tokens(other)
    if _is_owned_within(one, others) or _is_owned_within(other, mine):
        return False
    return (
        2 * len(mine & others) >= 0.8 * (len(mine) + len(others))
        or _is_light(one, other)
        or _is_light(other, one)
    )


def _is_owned_within(claim: Candidate, content: set[int]) -> bool:
    """Whether the claim is somebody's whom the content names."""
    owner = claim.subject
    return (
        claim.frame.startswith("noun")
        and owner is not None
        and owner.dep_ == "poss"
        and owner.pos_ != "PRON"
        and owner.i in content
    )


def _is_light(verb: Candidate, noun: Candidate) -> bool:
    """Whether the noun is what the verb voices: "made the claim that"."""
    inner = verb.inner
    return noun.frame.startswith("noun") and inner is not None and inner.i == noun.head.i


def _tokens(candidate: Candidate) -> set[int]:
    return {t for a, b in candidate.content for t in range(a, b + 1)}


def _report(passage: Passage, candidate: Candidate, reader: CueReader) -> Report:
    index = passage.index
    mode: Mode = "indirect"
    if candidate.frame == "quotation":
        mode = "direct"
    elif any(t.text in MARKS for a, b in candidate.content for t in reader.doc[a : b + 1]):
        mode = "mixed"
    source = [(index, *candidate.source)] if candidate.source is not None else []
    return Report(
        source,
        [(index, a, b) for a, b in candidate.cue],
        [(index, a, b) for a, b in candidate.content],
        mode,
        candidate.score,
    )


# -- what needs no weighing ------------------------------------------------------------------


def _turn(passages: list[Passage], turn: Turn) -> list[Report]:
    """Return the turn as the words of whom its label names; none if it holds no words."""
    opening = passages[turn.first]
    start = opening.token_at(turn.offset)
    while start < len(opening.doc) - 1 and opening.doc[start].is_space:
        start += 1
    content = [(turn.first, start, len(opening.doc) - 1)] if turn.offset < len(opening.text) else []
    for index in range(turn.first + 1, turn.last + 1):
        if not is_stage_direction(passages[index].text):
            content.append((index, 0, len(passages[index].doc) - 1))
    if not content:
        return []
    end = opening.token_at(len(turn.label) - 1)
    colon = opening.token_at(turn.offset - 1)
    cue = [(turn.first, colon, colon)] if colon > end else []
    return [Report([(turn.first, 0, end)], cue, content, "direct")]


def _attributable(passages: list[Passage]) -> Report | None:
    """Return the page's words as those of whom its head calls them attributable to."""
    for passage in passages[:4]:
        match = _ATTRIBUTABLE.search(passage.text)
        if match is None:
            continue
        index, doc = passage.index, passage.doc
        name = (passage.token_at(match.start("name")), passage.token_at(match.end("name") - 1))
        cue = (passage.token_at(match.start("cue")), name[0] - 1)
        content = []
        rest = passage.token_at(match.end()) + 1
        if passage.text[match.end() :].lstrip().startswith(":") and rest < len(doc):
            content.append((index, rest, len(doc) - 1))
        for following in passages[index + 1 :]:
            if is_stage_direction(following.text):
                break
            content.append((following.index, 0, len(following.doc) - 1))
        if content:
            return Report([(index, *name)], [(index, *cue)], content, "direct")
    return None
