"""Mechanisms: standing arrangements between parties that the text names."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from communique.extraction.mechanism_bodies import read_organisation
from communique.extraction.mechanism_lexicon import Head, MechanismLexicon, mechanism_lexicon
from communique.extraction.mechanism_mentions import Candidate, read_name
from communique.extraction.mechanism_organs import read_organ
from communique.extraction.mechanism_states import strongest
from communique.language.analysis import Analysis
from communique.records import Mechanism

#: So many mentions of one arrangement are kept as evidence.
MOST_SPANS = 4
#: By these a weak mention names the members rather than the body: "Quad partners".
_OF_MEMBERS = {"mechanism:grouping"}


@dataclass
class Group:
    """The mentions of one arrangement."""

    mentions: list[Candidate] = field(default_factory=list)

    @property
    def words(self) -> frozenset[str]:
        """The words of the fullest name."""
        return max((m.words for m in self.mentions), key=len)


def extract(analysis: Analysis) -> Iterator[Mechanism]:
    """Yield the mechanisms of the article, each once, in the order of their first mention."""
    for group in candidates(analysis):
        yield build(analysis, group)


def candidates(analysis: Analysis) -> Iterator[Group]:
    """Yield the mentions of each arrangement; none for names that are only pointed back to."""
    lexicon = mechanism_lexicon("en")
    groups: list[Group] = []
    last: tuple[Candidate, Group] | None = None
    for candidate in _mentions(analysis, lexicon):
        if last is not None and _is_short_for(analysis, candidate, last[0]):
            candidate.weak, group = True, last[1]
        else:
            known = _group_of(groups, candidate)
            group = known or Group()
            if known is None:
                groups.append(group)
        group.mentions.append(candidate)
        last = candidate, group
    for group in groups:
        if not all(mention.weak for mention in group.mentions):
            yield group


def build(analysis: Analysis, group: Group) -> Mechanism:
    """Return the mechanism with the fullest name its mentions give."""
    told = [m for m in group.mentions if not m.weak]
    best = max(told, key=lambda m: (len(m.words), -m.passage, -m.first))
    if not best.words:
        named = told if best.rule in _OF_MEMBERS else group.mentions
        best = max(named, key=lambda m: len(m.name))
    parties = next((m.parties for m in told if m.parties), ())
    first = group.mentions[0]
    spans: dict[str, Candidate] = {}
    for mention in (*told, *group.mentions):
        spans.setdefault(" ".join(mention.name.lower().split()), mention)
    chosen = sorted(list(spans.values())[:MOST_SPANS], key=lambda m: (m.passage, m.first))
    return Mechanism(
        document_id=analysis.document_id,
        evidence=tuple(analysis.evidence(m.passage, m.first, m.last, m.rule) for m in chosen),
        source=analysis.source_of(told[0].passage, told[0].head),
        claimed_by=analysis.claimed_by(*parties),
        topics=analysis.topics(best.name),
        name=best.name,
        parties=tuple(sorted(parties)),
        type=best.kind if not first.weak else told[0].kind,
        level=next((m.level for m in told if m.level != "none"), "none"),
        state=strongest(m.state for m in group.mentions if not _is_of_old(m, group)),
    )


def _is_short_for(analysis: Analysis, candidate: Candidate, other: Candidate) -> bool:
    """Whether it is the other's short name in brackets: "Free Trade Agreement (FTA)"."""
    if candidate.passage != other.passage or candidate.first - other.last != 2:
        return False
    return analysis.passages[candidate.passage].doc[candidate.first - 1].text == "("


def _is_of_old(mention: Candidate, group: Group) -> bool:
    """Whether a founding is told of what has met before: "the ninth meeting of X"."""
    founded = mention.state in {"launched", "agreed", "proposed"}
    return founded and any(other.numbered for other in group.mentions)


def _group_of(groups: list[Group], candidate: Candidate) -> Group | None:
    """Return the group that the candidate belongs to: the latest whose words are compatible."""
    for group in reversed(groups):
        if group.mentions[0].key != candidate.key:
            continue
        if _is_same(group, candidate):
            return group
    return None


def _is_same(group: Group, candidate: Candidate) -> bool:
    """Whether one name is the other's short form, and no other parties stand in it."""
    known = group.words
    short = candidate.weak or candidate.bare
    if not (candidate.words and known) and candidate.words != known and not short:
        return False
    if not (candidate.words <= known or known <= candidate.words):
        return False
    others = frozenset().union(*(m.named for m in group.mentions))
    return not (others and candidate.named) or bool(others & candidate.named)


def _mentions(analysis: Analysis, lexicon: MechanismLexicon) -> Iterator[Candidate]:
    for passage in analysis.passages:
        titled = passage.block.kind == "headline" or _is_title_case(passage.doc)
        organisations = {
            m.last: m for m in analysis.parties[passage.index] if not m.party.isupper()
        }
        taken = -1
        named = [passage.doc[i] for i in organisations]
        heads_here = passage.tokens_of(lexicon.heads.keys() | lexicon.organs)
        before: Candidate | None = None
        for token in sorted({*named, *heads_here}, key=lambda token: token.i):
            found: Candidate | None = None
            mention = organisations.get(token.i)
            if mention is not None and mention.first > taken:
                found = read_organisation(analysis, passage.index, mention, lexicon)
            if found is None and token.i > taken:
                found = read_organ(analysis, passage.index, token, lexicon, taken + 1, before)
            if found is None:
                heads = lexicon.heads.get(token.lower_)
                if heads is not None and token.i > taken:
                    found = _read_apart(
                        analysis, passage.index, token, heads, lexicon, taken + 1
                    ) or _read_met(analysis, passage.index, token, lexicon, taken + 1)
            if found is not None:
                found.weak |= titled
                if before is not None and _begins(passage.doc, before, found):
                    found.parties = found.parties or before.parties
                elif before is not None:
                    yield before
                taken, before = found.last, found
        if before is not None:
            yield before


def _begins(doc: Doc, one: Candidate, other: Candidate) -> bool:
    """Whether what was read as a name is the beginning of one: "the Dialogue and Trade Forum"."""
    return other.first <= one.first and doc[one.last + 1].lower_ in {"and", "&"}


def _read_apart(
    analysis: Analysis,
    passage: int,
    token: Token,
    heads: tuple[Head, ...],
    lexicon: MechanismLexicon,
    floor: int,
) -> Candidate | None:
    """Read a name behind the last one: "Political Consultations and Strategic Dialogue" are two.

    "Political Dialogue and Cooperation Agreement" is one: what follows is no name by itself.
    """
    if floor < token.i and token.doc[floor].lower_ in {"and", "&", "or", ","}:
        apart = read_name(analysis, passage, token, heads, lexicon, floor)
        if apart is not None and not apart.weak:
            return apart
    return read_name(analysis, passage, token, heads, lexicon)


def _read_met(
    analysis: Analysis, passage: int, token: Token, lexicon: MechanismLexicon, floor: int
) -> Candidate | None:
    """Read the body that met where the meeting is no series: "the Joint Commission Meeting"."""
    if token.lemma_.lower() not in lexicon.rounds or token.i - 1 < floor:
        return None
    heads = lexicon.heads.get(token.nbor(-1).lower_)
    if heads is None:
        return None
    return read_name(analysis, passage, token.nbor(-1), heads, lexicon, floor, inner=True)


def _is_title_case(doc: Doc) -> bool:
    """Whether the passage is a heading, all of whose words have capitals."""
    if not len(doc) or doc[-1].text in {".", '"', ";", ","} or len(doc) > 25:
        return False
    words = [token for token in doc if token.is_alpha and len(token) > 3]
    capitals = sum(token.text[0].isupper() for token in words)
    return len(words) > 2 and capitals >= 0.8 * len(words)
