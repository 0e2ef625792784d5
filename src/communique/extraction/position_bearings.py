"""What a holder does that takes a stand without a verb of stance: "we stand firm against N".

Each rule reads one such act at its verb.
"""

from spacy.tokens import Token

from communique.extraction.judgements import JudgementLexicon
from communique.extraction.position_clauses import called_by, is_said
from communique.extraction.position_things import Judged, Rule, is_finite, is_told
from communique.extraction.stances import stance_lexicon
from communique.language.analysis import Analysis
from communique.language.syntax import is_negated, modal_of, possessor_of, subject_of, subtree


def _witnesses(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "we are witnessing a dire situation in N"."""
    subject = subject_of(verb)
    if verb.lemma_ not in lexicon.witnessing or not is_finite(verb) or not is_told(verb):
        return None
    if subject is None or subject.lower_ not in {"we", "i", "world"}:
        return None
    for noun in verb.children:
        if noun.dep_ == "dobj" and (
            noun.lemma_.lower() in lexicon.tragedies
            or any(c.lower_ in lexicon.dire for c in noun.children)
        ):
            return "concern", noun.i + 1
    return None


def _affects(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "N worries us", "it saddens me that N"."""
    stance = lexicon.affecting.get(verb.lemma_.lower())
    if stance is None or not is_told(verb) or not is_finite(verb):
        return None
    moved = any(c.dep_ == "dobj" and c.lower_ in {"us", "me"} for c in verb.children)
    return (stance, -1) if moved else None


def _assures(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "I assure you of our support", "you can count on our cooperation"."""
    if verb.lemma_ not in lexicon.assuring or is_negated(verb):
        return None
    for token in subtree(verb):
        if token.lemma_.lower() in lexicon.assured and token.dep_ in {"pobj", "dobj"}:
            own = any(c.lower_ in {"our", "my"} for c in token.children) or any(
                c.lower_ in {"our", "my"} for p in token.children for o in p.children
                for c in o.children
            )  # fmt: skip
            if own and token.i > verb.i:
                return "support", -1
    return None


def _goes(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "our sincere thanks go to N", "my appreciation is due to N"."""
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.lemma_.lower() not in lexicon.thanks or not is_told(verb):
        return None
    to = any(t.lower_ == "to" and t.i > verb.i for t in subtree(verb))
    own = any(c.lower_ in {"our", "my"} for c in subject.children)
    return ("welcome", verb.i + 1) if to and own and verb.lemma_ in lexicon.going else None


def _stands(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "we stand firm against N", "stand shoulder to shoulder with N"."""
    if verb.lemma_ not in lexicon.standing or not is_said(verb) or is_negated(verb):
        return None
    own = [t for t in subtree(verb) if t.i > verb.i]
    for index, token in enumerate(own[:6]):
        word = token.lower_
        if token.dep_ != "prep" and word not in {"against"}:
            continue
        firm = verb.lemma_ == "stand" or any(t.lower_ in lexicon.standing_firm for t in own[:index])
        if not firm:
            return None
        if word in lexicon.against:
            return "oppose", token.i + 1
        if word in lexicon.beside and any(t.lower_ in lexicon.standing_firm for t in own[:index]):
            return "support", token.i + 1
    return None


def _is_steadfast(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "remain steadfast in our support for N"."""
    word = next((c for c in verb.children if c.dep_ in {"acomp", "attr", "oprd"}), None)
    if word is None or word.lower_ not in lexicon.steadfast or not is_said(verb):
        return None
    held = next(
        (o for p in (*word.children, *verb.children) if p.lower_ == "in" and p.i > word.i
         for o in p.children if o.lemma_.lower() in lexicon.assured | lexicon.kept), None
    )  # fmt: skip
    if held is None:
        return None
    opposed = held.lemma_ in {"condemnation", "opposition", "rejection"}
    return ("oppose" if opposed else "reaffirm"), held.i + 1


def _places(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "we place N at the centre of our agenda", "priority has been given to N"."""
    if verb.lemma_ not in lexicon.placing or not is_said(verb) or is_negated(verb):
        return None
    placed = any(c.dep_ == "dobj" for c in verb.children)
    at = any(
        o.lower_ in lexicon.places and o.head.lower_ in {"at", "in", "on"} and o.i > verb.i
        for o in subtree(verb)
    )
    ours = lexicon.agendas & {t.lower_ for t in subtree(verb)}
    return ("other", verb.i + 1) if placed and at and ours else None


def _backs(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "is a staunch supporter of N", "are among the sharpest critics of N"."""
    if verb.lemma_ not in {"be", "remain"} or not is_said(verb) or is_negated(verb):
        return None
    for noun in called_by(verb, frozenset({"attr"})):
        stance = lexicon.backing.get(noun.lemma_.lower())
        what = next((p for p in noun.children if p.lower_ in {"of", "in", "to"}), None)
        if stance is not None and what is not None:
            return stance, what.i + 1
    return None


def _lasts(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "Norway's support for N stands firm", "our solidarity with N will never waver"."""
    lasting = lexicon.ending if is_negated(verb) else lexicon.lasting
    if verb.lemma_ not in lasting:
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.lemma_.lower() not in stance_lexicon("en").held:
        return None
    owned = possessor_of(subject) is not None and modal_of(verb) in {None, "will"}
    return ("reaffirm", subject.i + 1) if owned else None


OWN: dict[str, Rule] = {
    "witness": _witnesses,
    "affects": _affects,
    "assures": _assures,
    "goes": _goes,
    "steadfast": _is_steadfast,
    "stands": _stands,
    "places": _places,
    "lasts": _lasts,
    "backs": _backs,
}
