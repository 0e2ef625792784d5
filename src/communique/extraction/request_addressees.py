"""Whom a request is put to: parties that are named, the other side, or everybody."""

from spacy.tokens import Token

from communique.extraction.actions import noun_action
from communique.extraction.commitment_lexicon import commitment_lexicon
from communique.extraction.needs import whom_of
from communique.extraction.request_lexicon import request_lexicon
from communique.language.analysis import Analysis
from communique.language.referents import EVERYONE, NOBODY, Referent
from communique.language.syntax import singular


def asked_of(analysis: Analysis, passage: int, named: Token, by: tuple[str, ...] = ()) -> Referent:
    """Return whom the words ask: "the world" is everybody, "Allies" are whom their head calls so.

    Firms and farmers are no party, though they may have one's name before them.
    """
    lexicon = request_lexicon("en")
    noun = singular(named)
    if noun in commitment_lexicon("en").private:
        return NOBODY
    if not analysis.parties_within(passage, named.left_edge.i, named.right_edge.i):
        unspecified = {c.lower_ for c in named.lefts} <= lexicon.unspecified
        unspecified = unspecified and not any(c.dep_ == "relcl" for c in named.rights)
        if noun in lexicon.mankind:
            return EVERYONE
        everybody = "all" in {c.lower_ for c in named.lefts}
        if everybody and noun in lexicon.peoples | lexicon.actors and unspecified:
            return EVERYONE
        if "member" in {c.lower_ for c in named.lefts} and len(by) == 1 and is_organisation(by[0]):
            return Referent("party", by)
        if noun in lexicon.members and len(by) == 1 and is_organisation(by[0]):
            return Referent("party", by)
        if noun in lexicon.peoples and named.tag_ in {"NNS", "NNPS"} and unspecified:
            return EVERYONE
    owner = next((c for c in named.lefts if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
    if owner is not None and noun in lexicon.actors | lexicon.peoples:
        return analysis.resolve(passage, owner)  # "Niger's military rulers"
    whom = whom_of(analysis, passage, named)
    if not whom.parties and noun in lexicon.peoples | lexicon.actors:
        for word in named.lefts:  # "all Venezuelan actors"
            mention = analysis.resolver.party_at[passage].get(word.i)
            if mention is not None and mention.kind == "demonym":
                return Referent("party", (mention.party,))
    return whom


def is_organisation(party: str) -> bool:
    """Whether the party has members that it may ask."""
    return not party.isupper()


def asked_with_us(
    analysis: Analysis, passage: int, we: Token, by: tuple[str, ...]
) -> tuple[str, ...]:
    """Return whom "we" asks to act: those who stand together, everybody if one speaks to all.

    "As the European Union, we need to V" asks the Union.
    """
    for role in we.head.children:
        if role.lower_ == "as" and role.i < we.i:
            for named in role.children:
                if named.dep_ == "pobj" and (whom := analysis.resolve(passage, named)).parties:
                    return whom.parties
    parties = analysis.resolve(passage, we).parties
    return parties if len(parties) > 1 and set(by) <= set(parties) else ()


def other_side(analysis: Analysis, by: tuple[str, ...]) -> tuple[str, ...]:
    """Return the other principal parties of the article; () where several ask."""
    rest = tuple(p for p in analysis.principals if p not in by)
    return rest if len(by) == 1 else ()


def without(by: tuple[str, ...], asked: tuple[str, ...]) -> tuple[str, ...]:
    """Who asks is not who is asked: the "we" of a hope that B will act is A."""
    return tuple(p for p in by if p not in asked) if set(asked) < set(by) else by


def addressees(
    analysis: Analysis, passage: int, wanted: Token, by: tuple[str, ...]
) -> tuple[str, ...]:
    """Return whom a noun that is asked for concerns: a party it names, else the other side."""
    named: list[str] = []
    spared: list[str] = []
    mentions = analysis.resolver.party_at[passage]
    action = noun_action(wanted, wanted.head.head)
    for token in wanted.doc[action.first : action.last + 1]:
        mention = mentions.get(token.i)
        if (
            mention is not None
            and mention.kind in {"name", "abbreviation", "official"}
            and mention.party not in (*by, *named)
            and token.dep_ == "pobj"
        ):
            # "The lifting of sanctions against Cuba" is asked for Cuba, not of it.
            suffers = token.head.lower_ in request_lexicon("en").suffering
            (spared if suffers else named).append(mention.party)
    others = tuple(p for p in other_side(analysis, by) if p not in spared)
    if set(named) & set(others) or (named and not others):
        return tuple(named)
    return others


def is_domestic(named: Token) -> bool:
    """Whether the words name who answers at home: "urged Congress to act"."""
    return named.lemma_.lower() in request_lexicon("en").domestic


def are_own(named: Token) -> bool:
    """Whether the words name the asker's own people: "their teams"."""
    owned = any(
        c.dep_ == "poss" and c.lower_ in {"their", "our", "his", "her", "its"}
        for c in named.children
    )
    return owned and singular(named) in request_lexicon("en").own
