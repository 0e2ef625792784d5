"""What others are to do, told by a noun: "the need for B to V", "the importance of B V-ing"."""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from communique.language.analysis import Analysis
from communique.language.referents import EVERYONE, Referent

#: Nouns of what ought to be done.
NEEDS = frozenset({"importance", "need", "necessity", "urgency"})


@dataclass(frozen=True)
class Need:
    """Somebody's act that is called needed: who is to act, and the verb of the act."""

    named: Token
    verb: Token
    whom: Referent


def need_of(
    analysis: Analysis,
    passage: int,
    noun: Token,
    whom_means: Callable[[Analysis, int, Token], Referent] | None = None,
) -> Need | None:
    """Return the need that the noun tells; None where it names no party that is to act."""
    if noun.lemma_.lower() not in NEEDS:
        return None
    for named, verb in _pairs(noun):
        whom = (whom_means or whom_of)(analysis, passage, named)
        if whom.parties or whom.kind == EVERYONE.kind:
            return Need(named, verb, whom)
    return None


def whom_of(analysis: Analysis, passage: int, named: Token) -> Referent:
    """Return whom the phrase means; "parties in Libya" are Libya's."""
    whom = analysis.resolve(passage, named)
    place = next((c for c in named.children if c.lower_ in {"in", "within"}), None)
    if place is not None and named.tag_ in {"NNS", "NNPS"}:
        inner = next((c for c in place.children if c.dep_ == "pobj"), None)
        mention = analysis.resolver.party_at[passage].get(inner.i) if inner is not None else None
        if mention is not None:
            return Referent("party", (mention.party,))
    return whom


def agent_in(infinitive: Token) -> Token | None:
    """Return who is to act by the words before the infinitive: "for B to V"."""
    marked = (o for m in infinitive.children if m.lower_ == "for" and m.dep_ == "mark"
              for o in m.children if o.dep_ == "pobj")  # fmt: skip
    subjects = (c for c in infinitive.children if c.dep_ in {"nsubj", "nsubjpass"})
    return next(subjects, None) or next(marked, None)


def _pairs(noun: Token) -> list[tuple[Token, Token]]:
    """Return each agent with its verb, in whatever way the parse hangs them on the noun."""
    found = []
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.tag_ in {"VB", "VBG"} and child.dep_ in {
            "acl",
            "advcl",
            "relcl",
            "xcomp",
            "ccomp",
        }:
            own = agent_in(child)
            before = next(
                (o for p in noun.children if p.lower_ in {"for", "of"} for o in p.children
                 if o.dep_ == "pobj" and p.i < child.i), None
            )  # fmt: skip
            if (agent := own or before) is not None:
                found.append((agent, child))
        if child.lower_ in {"for", "of"}:
            for inner in child.children:
                if inner.dep_ == "pcomp" and inner.tag_ == "VBG":
                    own = next((c for c in inner.children if c.dep_ == "nsubj"), None)
                    if own is not None:
                        found.append((own, inner))
                if inner.dep_ == "pobj":
                    found += [
                        (inner, verb)
                        for verb in inner.children
                        if verb.dep_ in {"acl", "relcl"} and _acts(verb)
                    ]
    return found


def _acts(verb: Token) -> bool:
    return verb.tag_ == "VBG" or (verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children))
