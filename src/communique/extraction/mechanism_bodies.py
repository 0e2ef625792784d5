"""Groupings and organisations' summits as mechanisms: known by the party table."""

from spacy.tokens import Doc

from communique.extraction.mechanism_lexicon import Head, Kind, MechanismLexicon
from communique.extraction.mechanism_mentions import Candidate, level_of
from communique.extraction.mechanism_names import pending_state
from communique.extraction.phrases import (
    is_capital,
    name_end,
    parties_within,
    plain,
    with_determiner,
)
from communique.language.analysis import Analysis
from communique.language.mentions import PartyMention

#: Words that stand between an organisation and its summit.
_IN_SUMMIT = {"leaders", "leader", "'", "'s", "special", "annual", "level", "-", "s"}
#: The members of a grouping so small stand for it as parties.
MOST_MEMBERS = 5


def read_organisation(
    analysis: Analysis, passage: int, mention: PartyMention, lexicon: MechanismLexicon
) -> Candidate | None:
    """Read a grouping that is a partnership, or an organisation's summit."""
    doc = analysis.passages[passage].doc
    facts = analysis.reference.parties.organisations.get(mention.party)
    if facts is None:
        return None
    last_word = doc[mention.last].lower_
    if mention.party in lexicon.groupings:
        weak = last_word in lexicon.members
        members = analysis.reference.parties.members(mention.party)
        parties = members if len(members) <= MOST_MEMBERS else ()
        return _body(
            analysis, passage, mention.first, mention.last, mention.party,
            parties, "organization", lexicon, "grouping", weak=weak,
        )  # fmt: skip
    if facts.kind == "agreement":
        head = Head((last_word,), "agreement", "pending", None)
        state = pending_state(
            analysis, passage, mention.first, mention.last, doc[mention.last], head, lexicon
        )
        found = _body(
            analysis, passage, mention.first, mention.last, mention.party,
            analysis.principals, "agreement", lexicon, "agreement", weak=state is None,
        )  # fmt: skip
        found.state = state
        return found
    extent = _summit(doc, mention, lexicon)
    if extent is None:
        return None
    first, last = extent
    if last + 2 < len(doc) and doc[last + 1].lower_ == "of" and is_capital(doc[last + 2]):
        last = name_end(doc[last], (), {"of"})  # "the X Summit of Heads of State"
    if first and doc[first - 1].text in {"-", "–"} and not doc[first - 1].whitespace_:
        first = max(first - 2, 0)  # "the Japan-ASEAN Summit" is of both
    owners = {mention.party, *parties_within(analysis, passage, first, mention.last)}
    return _body(
        analysis, passage, first, last, f"{mention.party} summit", tuple(sorted(owners)),
        "organization", lexicon, "summit",
    )  # fmt: skip


def _summit(doc: Doc, mention: PartyMention, lexicon: MechanismLexicon) -> tuple[int, int] | None:
    """Return the extent of "the X Leaders' Summit" or "summit of the X"; None if it's none."""
    if doc[mention.last].lower_ in lexicon.summits:
        # "The X Summit Foreign Ministers' Meeting" is another name.
        after = doc[mention.last + 1] if mention.last + 1 < len(doc) else None
        other = after is not None and after.pos_ == "PROPN" and is_capital(after)
        return None if other else (mention.first, mention.last)
    for index in range(mention.last + 1, min(mention.last + 5, len(doc))):
        word = doc[index]
        if word.lower_ in lexicon.summits:
            return mention.first, index
        # "The G20 Hangzhou Summit": a city may stand in its name.
        if word.lower_ not in _IN_SUMMIT and not (is_capital(word) and word.pos_ == "PROPN"):
            break
    before = mention.first - 1
    if mention.last + 1 < len(doc) and doc[mention.last].dep_ == "compound":
        return None  # "a summit of the CSTO Security Council"
    if before > 0 and doc[before].lower_ == "the":
        before -= 1
    if before > 0 and doc[before].lower_ == "of" and doc[before - 1].lower_ in lexicon.summits:
        return before - 1, mention.last
    return None


def _body(
    analysis: Analysis,
    passage: int,
    first: int,
    last: int,
    key: str,
    parties: tuple[str, ...],
    kind: Kind,
    lexicon: MechanismLexicon,
    rule: str,
    *,
    weak: bool = False,
) -> Candidate:
    found = analysis.passages[passage]
    name = plain(found.words(first, last))
    return Candidate(
        passage=passage,
        first=with_determiner(found.doc, first),
        last=last,
        head=last,
        key=key,
        kind=kind,
        name=name,
        words=frozenset(),
        named=frozenset(),
        parties=parties,
        state=None,
        level=level_of(name, lexicon),
        rule=f"mechanism:{rule}",
        weak=weak,
    )
