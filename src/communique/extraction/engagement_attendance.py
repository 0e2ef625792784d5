"""Who is told to have been at a gathering: "A addressed the Assembly", "in A's speech at N"."""

from spacy.tokens import Token

from communique.extraction.engagement_casts import NOBODY, Cast
from communique.extraction.engagement_lexicon import EngagementLexicon
from communique.extraction.engagement_mentions import MentionReader, verb_above
from communique.language.syntax import singular

#: Whoever speaks stands before these and the gathering.
_THERE = {"at", "to", "before", "in", "during", "for"}
_OBJECTS = {"dobj", "nsubjpass"}


def attendees(reader: MentionReader, passage: int, noun: Token) -> Cast:
    """Return the side that went to the gathering that the noun names, or spoke there.

    Officials, delegations and states go; what an onlooker says of it makes nobody of it.
    """
    verbs = reader.words.verbs
    noun = _whole(reader.phrase_root(passage, noun), reader.words)
    verb = verb_above(noun)
    if verb is None:
        return NOBODY
    if noun.dep_ in _OBJECTS and noun.head == verb:
        meeting = verbs["attending"] | verbs["addressing"] | verbs["telling"]
        if verb.lemma_.lower() not in meeting:
            return NOBODY
        passive = noun.dep_ == "nsubjpass"
        return reader.agent(passage, verb) if passive else _side(reader, passage, verb)
    if noun.dep_ != "pobj" or noun.head.lower_ not in _THERE:
        return NOBODY
    link = noun.head.head
    if leads_there(verb, reader.words) and link in {verb, *verb.children}:
        return _side(reader, passage, verb)
    if link.pos_ in {"NOUN", "PROPN"} and singular(link) in verbs["speeches"]:
        owner = next((c for c in link.lefts if c.dep_ == "poss"), None)
        if owner is not None:
            return reader.casts.of_head(passage, owner)
        by = next((c for c in link.rights if c.lower_ in {"by", "of"}), None)
        if by is not None:
            return reader.casts.scan(passage, by.i + 1, noun.sent.end)
        link = verb
    if link != verb or verb.lemma_.lower() not in verbs["speaking"]:
        return NOBODY
    return _side(reader, passage, verb)


def leads_there(verb: Token, words: EngagementLexicon) -> bool:
    """Whether the verb's subject heads those who go: "led the delegation to the session"."""
    leads = verb.lemma_.lower() in words.verbs["leading"] | words.verbs["heading"]
    led = (c for c in verb.children if c.dep_ in _OBJECTS)
    return leads and any(singular(c) in words.verbs["led"] for c in led)


def sits_by_itself(verb: Token, words: EngagementLexicon) -> bool:
    """Whether the verb says that an organisation's meeting takes place, whoever is there."""
    verbs, lemma = words.verbs, verb.lemma_.lower()
    return lemma in verbs["organizing"] | verbs["taking_place"] | verbs["happening"]


def _whole(noun: Token, words: EngagementLexicon) -> Token:
    """Return the gathering of which the noun names a part: "the debate of the session"."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of":
        above = noun.head.head
        if singular(above) not in words.nouns["stages"]:
            break
        noun = above
    return noun


def _side(reader: MentionReader, passage: int, verb: Token) -> Cast:
    """Return who does it: the subject, for a participle that of the verb it hangs from."""
    while verb.tag_ in {"VBG", "VB"} and verb.dep_ in {"advcl", "xcomp", "conj"}:
        if any(c.dep_ == "nsubj" for c in verb.children):
            break
        verb = verb.head
    return reader.acting(passage, verb)
