"""Attributions of any source: who says, thinks, wants what, with the spans of all three.

The candidates of all frames are weighed, the likely ones taken, and quotations without a cue
of their own joined to what they go on from: after their cue ('"…," he said. "…"'), or in the next
paragraph. A source may be anybody: "voters", "the report", "he". Nothing is resolved here.
"""

from dataclasses import dataclass

from communique.language.cue_judge import THRESHOLD, probability
from communique.language.cues import Candidate, CueReader, Extent
from communique.language.passages import Passage
from communique.language.quotations import Quotation, find_quotations
from communique.language.speech import Mode, Stretch


@dataclass(eq=False)
class Report:
    """One attribution: stretches of passages; `source` is empty where nobody is named."""

    source: list[Stretch]
    cue: list[Stretch]
    content: list[Stretch]
    mode: Mode
    confidence: float = 1.0


@dataclass(eq=False)
class _Read:
    """The candidates of one passage and the quotations that none of them holds."""

    reader: CueReader
    candidates: list[Candidate]
    goes_on: list[Quotation]


def find_reports(passages: list[Passage], *, threshold: float = THRESHOLD) -> list[Report]:
    """Return the attributions of the passages of one article, in reading order."""
    reports: list[Report] = []
    last: Report | None = None
    for passage in passages:
        reader, candidates = read_candidates(passage)
        for candidate in candidates:
            candidate.score = probability(candidate, reader)
        taken = _best(candidates, threshold)
        found = [_report(passage, c, reader) for c in taken]
        loose = [q for q in reader.quotations if q.whole and not _held(q, taken)]
        for quotation in loose:
            extent = reader.marked(quotation)
            before = [
                r for c, r in zip(taken, found, strict=True)
                if max(b for _, b in c.content) < extent[0] and _is_near(c, extent, reader)
            ]  # fmt: skip
            target = before[-1] if before else (last if _opens(extent, reader) else None)
            if target is not None:
                target.content.append((passage.index, *extent))
        reports += found
        if found:
            last = found[-1]
    return reports


def read_candidates(passage: Passage) -> tuple[CueReader, list[Candidate]]:
    """Return the weighed candidates of the passage, quotations that go on joined to their cue."""
    reader = CueReader(passage, find_quotations(passage))
    candidates = []
    for candidate in reader.candidates():
        if candidate.frame != "quotation":
            candidate.content = reader.tidy(candidate.content)
        if candidate.content:
            candidates.append(candidate)
    _join_quotations(reader, candidates)
    return reader, candidates


def _join_quotations(reader: CueReader, candidates: list[Candidate]) -> None:
    quoting = [c for c in candidates if c.frame == "quotation"]
    # Two quotations around one cue are one content: '"…," he said, "…"'.
    by_head: dict[int, Candidate] = {}
    for candidate in quoting:
        first = by_head.setdefault(candidate.head.i, candidate)
        if first is not candidate:
            first.content += candidate.content
            candidates.remove(candidate)
    for quotation in reader.quotations:
        extent = reader.marked(quotation)
        if not quotation.whole or _held(quotation, candidates):
            continue
        before = [c for c in by_head.values() if c.content[-1][1] < extent[0]]
        if before and _is_near(before[-1], extent, reader):
            before[-1].content.append(extent)


def _is_near(candidate: Candidate, extent: Extent, reader: CueReader) -> bool:
    """Whether the quotation follows in the sentence after the candidate's, or its own."""
    last = max(b for _, b in [*candidate.content, *candidate.cue, candidate.source or (0, 0)])
    stops = sum(1 for t in reader.doc[last : extent[0]] if t.text in {".", "!", "?"})
    return stops <= 1


def _opens(extent: Extent, reader: CueReader) -> bool:
    return extent[0] == 0


def _held(quotation: Quotation, candidates: list[Candidate]) -> bool:
    return any(
        a <= quotation.last and quotation.first <= b for c in candidates for a, b in c.content
    )


def _best(candidates: list[Candidate], threshold: float) -> list[Candidate]:
    """Return the likely candidates in order; of those with one cue or one content the likeliest."""
    taken: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: -c.score):
        if candidate.score < threshold:
            break
        if not any(_is_same(candidate, other) for other in taken):
            taken.append(candidate)
    return sorted(taken, key=lambda c: c.content[0][0])


def _is_same(one: Candidate, other: Candidate) -> bool:
    if one.head is other.head or one.head.i == other.head.i:
        return True
    mine = {t for a, b in one.content for t in range(a, b + 1)}
    others = {t for a, b in other.content for t in range(a, b + 1)}
    return 2 * len(mine & others) > 1.4 * min(len(mine), len(others)) and (
        2 * len(mine & others) >= 0.8 * (len(mine) + len(others))
    )


def _report(passage: Passage, candidate: Candidate, reader: CueReader) -> Report:
    index = passage.index
    mode: Mode = "indirect"
    if candidate.quoted:
        mode = "direct"
    elif any(t.text == '"' for a, b in candidate.content for t in reader.doc[a : b + 1]):
        mode = "mixed"
    source = [(index, *candidate.source)] if candidate.source is not None else []
    return Report(
        source,
        [(index, a, b) for a, b in candidate.cue],
        [(index, a, b) for a, b in candidate.content],
        mode,
        candidate.score,
    )
