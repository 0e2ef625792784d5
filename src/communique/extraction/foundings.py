"""Foundings of organisations and establishments of relations, where the text dates them."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extraction.occasion_lexicon import Candidate, OccasionLexicon
from communique.extraction.phrases import governors, name_end
from communique.language.analysis import Analysis
from communique.language.passages import Passage
from communique.language.syntax import modal_of, subject_of
from communique.language.times import TimeExpression


def find_foundings(
    analysis: Analysis, passage: Passage, lexicon: OccasionLexicon
) -> Iterator[Candidate]:
    """Yield the dated foundings and establishments that the passage tells, in reading order."""
    for token in passage.tokens_of(lexicon.found_verbs | lexicon.found_nouns):
        lemma = token.lemma_.lower()
        verbal = token.pos_ == "VERB" and lemma in lexicon.found_verbs
        if not verbal and lemma not in lexicon.found_nouns:
            continue
        if verbal and (modal_of(token) is not None or token.tag_ == "VB"):
            continue
        time = _time(analysis, passage, token)
        if time is None:
            continue
        relations = _relations(token, lexicon)
        if relations is not None:
            yield _establishment(analysis, passage, token, relations, time)
            continue
        founded = _founded(analysis, passage, token, verbal=verbal)
        if founded is not None:
            yield _founding(analysis, passage, token, founded, time)


def _time(analysis: Analysis, passage: Passage, token: Token) -> TimeExpression | None:
    """Return the day or year that the words give the event; None if they give none."""
    first, last = token.left_edge.i, token.right_edge.i
    if token.pos_ != "VERB" or last - token.i > 30:
        last = min(last, token.i + 30)
        # "establishment of diplomatic relations in 1972" may hang the year anywhere near.
        last = max(last, min(token.sent.end - 1, token.i + 8))
    for time in analysis.times_within(passage.index, max(first, token.sent.start), last):
        dated = time.date.end is not None and time.date.basis == "explicit"
        near = abs(passage.token_at(time.core_start) - token.i) <= 12
        if dated and near and time.role in {"at", "during"} and not time.attributive:
            return time
    return None


def _relations(token: Token, lexicon: OccasionLexicon) -> Token | None:
    """Return "relations" where diplomatic ones are what is established."""
    ahead = token.doc[token.i + 1 : min(token.sent.end, token.i + 5)]
    objects = [w for w in ahead if w.lower_ in lexicon.relations]
    if token.pos_ == "VERB":
        objects += [
            c for c in token.children if c.dep_ == "nsubjpass" and c.lower_ in lexicon.relations
        ]
    for noun in objects:
        if any(child.lower_ in lexicon.diplomatic for child in noun.children):
            return noun
    return None


def _establishment(
    analysis: Analysis, passage: Passage, token: Token, relations: Token, time: TimeExpression
) -> Candidate:
    last = name_end(relations, {"between", "with"}, ())
    named = tuple(
        dict.fromkeys(
            m.party for m in analysis.parties[passage.index]
            if relations.i < m.first and m.last <= last and m.party.isupper()
        )
    )  # fmt: skip
    if len(named) < 2:
        subject = subject_of(token) if token.pos_ == "VERB" else None
        owners = analysis.resolve(passage.index, subject).parties if subject is not None else ()
        named = tuple(dict.fromkeys((*named, *owners)))
    if len(named) < 2:
        named = tuple(dict.fromkeys((*named, *analysis.principals)))
    sides = " and ".join(analysis.reference.parties.label(party) for party in named)
    start = min(token.idx, relations.idx)
    end = max(time.end, relations.idx + len(relations))
    return Candidate(
        passage=passage.index,
        start=start,
        end=end,
        kind="founding",
        name=f"establishment of diplomatic relations between {sides}",
        date=time.date,
        parties=named,
        rule="occasion:relations",
    )


def _founded(
    analysis: Analysis, passage: Passage, token: Token, *, verbal: bool
) -> tuple[str, str, int, int] | None:
    """Return the organisation founded, its words and their extent; None for other things."""
    party_at = analysis.resolver.party_at[passage.index]
    nouns: list[Token] = []
    if verbal:
        passive = token.tag_ == "VBN"
        if passive:
            subject = subject_of(token)
            if token.dep_ == "acl":
                subject = token.head
            nouns += [subject] if subject is not None else []
            # The parse of "Founded in 2001, the X groups A" misses the subject: it is what follows.
            if not nouns or nouns[0].i not in party_at:
                nouns += [passage.doc[i] for i in sorted(party_at) if token.i < i <= token.i + 14][
                    :1
                ]
        else:
            nouns += [c for c in token.children if c.dep_ == "dobj"]
    else:
        for link in token.children:
            if link.dep_ == "prep" and link.lower_ == "of":
                nouns += [c for c in link.children if c.dep_ == "pobj"]
        if any(word.lower_ in {"anniversary"} for word in governors(token, 3)):
            return None
    for noun in nouns:
        mention = party_at.get(noun.i)
        if mention is not None and not mention.party.isupper():
            return (
                mention.party,
                passage.words(mention.first, mention.last),
                mention.first,
                mention.last,
            )
    return None


def _founding(
    analysis: Analysis,
    passage: Passage,
    token: Token,
    founded: tuple[str, str, int, int],
    time: TimeExpression,
) -> Candidate:
    party, words, first, last = founded
    name = analysis.reference.parties.label(party)
    doc = passage.doc
    return Candidate(
        passage=passage.index,
        start=min(token.idx, doc[first].idx),
        end=max(time.end, doc[last].idx + len(doc[last]), token.idx + len(token)),
        kind="founding",
        name=f"founding of the {name}" if name != words.upper() else f"founding of {name}",
        date=time.date,
        parties=(party,),
        rule="occasion:founding",
    )
