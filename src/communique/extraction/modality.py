"""Whether words tell what happens: neither what onlookers expect nor what is long past."""

from spacy.tokens import Token

from communique.extraction.genre_lexicon import genre_lexicon
from communique.language.analysis import Analysis
from communique.language.syntax import ancestors_in_sentence, modal_of

#: What lies so many years before the document is history to it.
LONG_PAST_YEARS = 5
#: Roles of a time that reaches up to the present, or tells what is older still.
_REACHING = {"since", "until", "by"}


def is_private(verb: Token) -> bool:
    """Whether the subject of the verb of speech speaks for no party: experts, firms, witnesses."""
    onlookers = genre_lexicon().onlookers
    return any(c.dep_ == "nsubj" and c.lemma_.lower() in onlookers for c in verb.children)


def is_bare(verb: Token) -> bool:
    """Whether the verb in its base form is no statement: no modal and no subject before it.

    The tagger may take "We, the leaders of A and B, commit" for a base form.
    """
    if verb.tag_ != "VB" or modal_of(verb) is not None:
        return False
    own = any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
    return not own or any(c.dep_ == "aux" for c in verb.children) or verb.dep_ != "ROOT"


def is_forecast(token: Token) -> bool:
    """Whether onlookers say so: "analysts expect them to meet", "they will, two experts said"."""
    onlookers = genre_lexicon().onlookers
    for head in ancestors_in_sentence(token):
        if is_private(head):
            return True
    return any(
        source.lemma_.lower() in onlookers
        for according in token.sent
        if according.lower_ == "according"
        for to in according.children
        for source in to.children
        if source.dep_ == "pobj"
    )


def is_bygone(analysis: Analysis, passage: int, token: Token) -> bool:
    """Whether a time long before the document stands beside the token's verb or one above it."""
    anchor = analysis.anchor.start if analysis.anchor is not None else None
    if anchor is None:
        return False
    found = analysis.passages[passage]
    sentence = token.sent
    for time in analysis.times_within(passage, sentence.start, sentence.end - 1):
        end = time.date.end
        if end is None or end.year > anchor.year - LONG_PAST_YEARS:
            continue
        if time.attributive or time.role in _REACHING:
            continue
        verb = _verb_of(found.doc[found.token_at(time.core_start)])
        if verb is not None and verb in (token, *ancestors_in_sentence(token)):
            return True
    return False


def _verb_of(token: Token) -> Token | None:
    for head in ancestors_in_sentence(token):
        if head.pos_ in {"VERB", "AUX"}:
            return head
        if head.pos_ in {"NOUN", "PROPN"} and head.dep_ != "pobj":
            return None  # "the accord of 1979" dates the accord
    return None
