"""Which organisations the words around a membership name, or point back to."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extraction.membership_lexicon import MembershipLexicon
from communique.extraction.membership_parties import LISTING, Named
from communique.language.analysis import Analysis
from communique.language.mentions import PartyMention

#: By these a role or an office goes on to the body it is in: "chair of X", "seat on X".
_INTO = {"of", "at", "for", "to", "in", "into", "on", "within"}
#: Past so many nouns the body is looked for: "candidate for a seat on the Council of X".
_DEPTH = 4


def organisations_of(
    analysis: Analysis, passage: int, noun: Token, lexicon: MembershipLexicon, focus: str | None
) -> list[Named]:
    """Return the organisations that the noun and its conjuncts are: by name, as bodies, by "the".

    "NATO, the G7 and the OECD"; "the SCO bloc", "the Council of the EU"; "the Alliance", for
    the organisation last named (`focus`).
    """
    mention = analysis.resolver.party_at[passage].get(noun.i)
    if mention is not None:
        return [] if mention.party.isupper() else _listed(analysis, passage, mention)
    summit = f"{noun.nbor(-1).lower_} {noun.lower_}" if noun.i else ""
    if summit in lexicon.own:
        return [Named(lexicon.own[summit], noun.i - 1, noun.i)]
    if noun.lemma_.lower() not in lexicon.bodies:
        return []
    inside = _qualifying(analysis, passage, noun) or next(
        _complements(analysis, passage, noun, lexicon, None, {"of"}), None
    )
    if inside is None and focus is not None and _points_back(noun):
        inside = Named(focus, noun.left_edge.i, noun.i)
    return [inside] if inside is not None else []


def _listed(analysis: Analysis, passage: int, mention: PartyMention) -> list[Named]:
    """Return the organisation and those that the list it begins goes on to."""
    doc = analysis.passages[passage].doc
    party_at = analysis.resolver.party_at[passage]
    following: PartyMention | None = mention
    found = []
    while following is not None and not following.party.isupper():
        found.append(Named(following.party, following.first, following.last))
        index = following.last + 1
        while index < len(doc) and doc[index].lower_ in LISTING:
            index += 1
        following = party_at.get(index) if index > following.last + 1 else None
    return found


def organisations_at(
    analysis: Analysis, passage: int, noun: Token, lexicon: MembershipLexicon, focus: str | None
) -> list[Named]:
    """Return the organisations that a role or office noun is in: "ASEAN chair", "seat on X"."""
    before = _qualifying(analysis, passage, noun)
    if before is not None:
        return [before]
    found = list(_complements(analysis, passage, noun, lexicon, focus, _INTO))
    if not found and noun.i + 1 < noun.sent.end:
        # The parse may hang "in ASEAN" on the verb.
        link = noun.nbor(1)
        if link.dep_ == "prep" and link.lower_ in _INTO:
            for below in (child for child in link.children if child.dep_ == "pobj"):
                found += organisations_of(analysis, passage, below, lexicon, focus)
    return found


def organisation_before(analysis: Analysis, passage: int, noun: Token) -> Named | None:
    """Return the organisation that a clause with "is" defines as the noun: "X is a bloc"."""
    if noun.dep_ == "appos":
        subject: Token | None = noun.head
    else:
        verb = noun.head
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if noun.dep_ != "attr" or verb.lemma_ != "be":
            return None
    mention = analysis.resolver.party_at[passage].get(subject.i) if subject is not None else None
    if mention is None or mention.party.isupper():
        return None
    return Named(mention.party, mention.first, mention.last)


def _qualifying(analysis: Analysis, passage: int, noun: Token) -> Named | None:
    """Return the organisation named in what stands before the noun: "the G20 presidency"."""
    found = None
    whole = noun.head if noun.dep_ in {"compound", "nmod"} else noun  # "the EU accession path"
    for mention in analysis.parties_within(passage, whole.left_edge.i, noun.i):
        if mention.party.isupper() or mention.last > noun.i:
            continue
        between = noun.doc[mention.last + 1 : noun.i]
        if not any(word.text in {",", ";"} or word.pos_ == "VERB" for word in between):
            found = Named(mention.party, mention.first, mention.last)
    return found


def _complements(
    analysis: Analysis,
    passage: int,
    noun: Token,
    lexicon: MembershipLexicon,
    focus: str | None,
    links: set[str],
    depth: int = _DEPTH,
) -> Iterator[Named]:
    """Yield the organisations in "of X", "for a seat on X" behind the noun."""
    for link in noun.rights:
        if link.dep_ != "prep" or link.lower_ not in links:
            continue
        for below in (child for child in link.children if child.dep_ == "pobj"):
            found = organisations_of(analysis, passage, below, lexicon, focus)
            if not found and depth and below.lemma_.lower() in lexicon.leading_on:
                before = _qualifying(analysis, passage, below)
                found = [before] if before is not None else list(
                    _complements(analysis, passage, below, lexicon, focus, _INTO, depth - 1)
                )  # fmt: skip
            if found:
                yield from found
                return


def _points_back(noun: Token) -> bool:
    """Whether the body has "the" or "this" and no name: it was named before."""
    before = list(noun.lefts)
    named = any(child.dep_ in {"compound", "nmod"} or child.pos_ == "PROPN" for child in before)
    pointing = any(child.lower_ in {"the", "this"} for child in before)
    return pointing and not named
