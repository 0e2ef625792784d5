"""What a speaker or issuer judges a thing to be, or to do: "N threatens our existence".

Each rule reads one way to judge at its verb; the judge is whoever speaks, or issues the text.
"""

from collections.abc import Callable

from spacy.tokens import Token

from communique.extraction.judgements import JudgementLexicon
from communique.extraction.needs import need_of
from communique.extraction.position_clauses import called_by
from communique.extraction.stances import Stance, stance_lexicon
from communique.language.analysis import Analysis
from communique.language.syntax import is_negated, modal_of, subject_of, subtree

#: What a rule finds in a clause: the stance, and the token from which its words name the issue;
#: -1 where that is the subject.
Judged = tuple[Stance, int]
Rule = Callable[[Analysis, int, Token, JudgementLexicon], Judged | None]


_COMPLEMENTS = frozenset({"attr", "dobj"})


def _thing(analysis: Analysis, passage: int, verb: Token) -> Token | None:
    """Return the subject where it is a thing or a state of things; None for who acts."""
    subject = subject_of(verb)
    if subject is None or subject.head.i > verb.i + 1:
        return None
    if subject.lower_ in {"i", "we", "you", "he", "she", "they", "who", "one"}:
        return None
    if analysis.resolve(passage, subject).kind == "person":
        return None
    return subject


def is_told(verb: Token) -> bool:
    """Whether the clause tells what is, now: finite, not denied, without a modal."""
    return modal_of(verb) is None and not is_negated(verb) and verb.tag_ != "VB"


def _harms(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "N threatens our existence", "these pillars are threatened", "N deserves M"."""
    stance = lexicon.harming.get(verb.lemma_.lower())
    if stance is None or verb.pos_ != "VERB" or not is_told(verb):
        return None
    subject = _thing(analysis, passage, verb)
    if subject is None or verb.dep_ not in _CLAUSES or not is_finite(verb):
        return None
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    hit = passive or any(c.dep_ == "dobj" or c.lower_ in {"upon", "on"} for c in verb.children)
    if not hit or (verb.tag_ == "VBD" and not passive and verb.dep_ != "ccomp"):
        return None
    return stance, -1


def is_finite(verb: Token) -> bool:
    """Whether the verb or its auxiliary is in a tense."""
    return verb.tag_ in {"VBZ", "VBP", "VBD"} or any(
        c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBZ", "VBP", "VBD"} for c in verb.children
    )


_CLAUSES = {"ROOT", "conj", "ccomp", "parataxis"}


def _causes(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "N poses a blatant challenge to M", "N has caused untold suffering"."""
    if verb.lemma_ not in lexicon.causing or not _is_finite_or_will(verb) or is_negated(verb):
        return None
    if verb.dep_ not in _CLAUSES or _thing(analysis, passage, verb) is None:
        return None
    objects = [c for c in verb.children if c.dep_ in {"dobj", "attr"} and c.i > verb.i]
    objects += [o for p in verb.children if p.lower_ == "to" for o in p.children]
    objects += [o for n in objects for p in n.children if p.lower_ == "of" for o in p.children]
    for noun in objects:
        grave = verb.lemma_ in lexicon.plain or any(
            c.lower_ in lexicon.grave for c in noun.children
        )
        if noun.lemma_.lower() in lexicon.harms and grave:
            return "concern", -1
    return None


def _misuses(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "hostile actors are using N to interfere in M", "seeks to undermine N"."""
    if verb.lemma_ not in lexicon.misusing or not is_told(verb) or not is_finite(verb):
        return None
    if verb.dep_ not in _CLAUSES or _thing(analysis, passage, verb) is None:
        return None
    acts = [c for c in subtree(verb) if c.dep_ in {"xcomp", "advcl", "acl"} and c.tag_ == "VB"]
    if any(c.lemma_ in lexicon.misuses and not is_negated(c) for c in acts):
        return "concern", verb.i + 1
    return None


def _prevails(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "Ukraine must prevail"."""
    wanted = verb.lemma_ in lexicon.prevailing and modal_of(verb) == "must"
    return ("support", -1) if wanted and not is_negated(verb) and subject_of(verb) else None


def _is_finite_or_will(verb: Token) -> bool:
    return is_finite(verb) or modal_of(verb) in {"will", "would", "can", "could"}


def _ails(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "N is under threat", "N is in retreat", "N puts M at risk"."""
    if verb.lemma_ not in {"be", "remain", "come"} | lexicon.placing or not is_told(verb):
        return None
    if _thing(analysis, passage, verb) is None or (verb.tag_ == "VBN" and not is_finite(verb)):
        return None
    for prep in (c for w in (verb, *verb.children) for c in w.children):
        nouns = lexicon.plight.get(prep.lower_)
        after = prep.doc[prep.i + 1 : prep.i + 2] if prep.lower_ == "at" else ()  # "put at risk N"
        if nouns and any(c.lemma_.lower() in nouns for c in (*prep.children, *after)):
            return "concern", -1
    return None


def _called(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "the situation is catastrophic", "it is only fair that N", "N is overdue"."""
    if verb.tag_ == "VBG" and verb.lower_ in lexicon.extraposed:  # "it is gratifying that N"
        impersonal = any(c.lower_ == "it" and c.dep_ == "nsubj" for c in verb.children)
        told = impersonal and any(c.dep_ in {"ccomp", "xcomp"} for c in verb.children)
        return (lexicon.extraposed[verb.lower_], -1) if told else None
    if verb.lemma_ not in {"be", "remain", "seem", "become"} or not is_told(verb):
        return None
    word = next((c for c in verb.children if c.dep_ in {"acomp", "attr"} and c.i > verb.i), None)
    if word is None:
        return None
    subject = subject_of(verb)
    impersonal = subject is None or subject.lower_ == "it"
    clause = any(
        c.dep_ in {"ccomp", "xcomp", "advcl", "relcl"} and c.i > word.i
        for c in (*verb.children, *word.children)
    )
    if impersonal and clause:
        named = any(c.lower_ == "for" for c in word.children)
        return (
            (stance, -1) if (stance := lexicon.extraposed.get(word.lower_)) and not named else None
        )
    if impersonal or _thing(analysis, passage, verb) is None:
        return None
    stance_or_none = lexicon.called.get(word.lemma_.lower())
    return (stance_or_none, -1) if stance_or_none else None


def _steps(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "the truce is a welcome step", "marks a step in the right direction"."""
    if verb.lemma_ not in lexicon.stepping or not is_told(verb):
        return None
    subject = _thing(analysis, passage, verb)
    if subject is None or subject.pos_ == "PRON":
        return None
    for noun in called_by(verb, _COMPLEMENTS):
        if noun.lemma_.lower() in lexicon.steps:
            words = {t.lower_ for t in subtree(noun)}
            if words & lexicon.good:
                return "welcome", -1
    return None


def _means(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "democracy is the best guarantee of N", "N is a human right"."""
    if verb.lemma_ not in {"be", "remain", "offer", "lie"} or not is_told(verb):
        return None
    subject = _thing(analysis, passage, verb)
    if subject is None:
        return None
    for noun in called_by(verb, _COMPLEMENTS):
        if noun.lemma_.lower() in lexicon.means:
            words = {t.lower_ for t in subtree(noun) if t.i < noun.i} | {
                c.lower_ for t in noun.children for c in t.children if t.i < noun.i
            }
            if words & lexicon.firm or subject.i > verb.i:
                return "support", -1
    return None


def _tasked(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "our most urgent task will be N", "N is one of our priorities", "N tops our agenda"."""
    if verb.lemma_ not in {"be", "remain", "stay"} or is_negated(verb):
        return None
    if not _is_finite_or_will(verb) or modal_of(verb) not in {None, "will"}:
        return None
    subject = _thing(analysis, passage, verb)
    if subject is None or subject.lower_ in {"it", "this", "that"}:
        return None
    named = [c for c in verb.children if c.dep_ == "attr"]
    named += [
        o for c in named if c.lower_ in {"one", "part"} for p in c.children for o in p.children
    ]
    for noun in (subject, *named):
        if noun.lemma_.lower() not in lexicon.tasks or not _is_ours(noun):
            continue
        if noun != subject or named:  # "our aim is to V" tells what is done
            return "other", (verb.i + 1 if noun == subject else -1)
    for prep in verb.children:
        words = {t.lower_ for t in subtree(prep)} if prep.lower_ in {"at", "in"} else set()
        if words & lexicon.places and words & _OURS and words & lexicon.agendas:
            return "other", -1
    return None


_OURS = {"our", "my", "its", "their", "his", "her"}


def _is_ours(noun: Token) -> bool:
    return any(c.dep_ == "poss" for c in noun.children)


def _prioritised(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "top priority has been given to N"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    weighing = stance_lexicon("en").weighing
    if subject is None or subject.lemma_.lower() not in weighing or not is_told(verb):
        return None
    to = next((c for c in verb.children if c.lower_ in {"to", "on"} and c.i > verb.i), None)
    return ("other", to.i + 1) if to is not None and subject.lemma_ == "priority" else None


def _shows(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "these events show the importance of N"."""
    if verb.lemma_ not in lexicon.showing or not is_told(verb):
        return None
    subject = _thing(analysis, passage, verb)
    if subject is None or subject.lower_ == "it" or analysis.resolve(passage, subject):
        return None
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    objects += [o for p in verb.children if p.lower_ == "to" for o in p.children]
    noun = next((o for o in objects if o.lemma_.lower() in lexicon.shown), None)
    return ("support", noun.i + 1) if noun is not None else None


def _timely(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "it is time to V", "the time has come to V", "now is the time to V"."""
    nouns = [c for c in verb.children if c.lemma_.lower() in lexicon.timely]
    if verb.lemma_ not in {"be", "come"} or not nouns or is_negated(verb):
        return None
    noun = nouns[0]
    if any(c.dep_ == "poss" or c.lower_ in _ORDINAL for c in noun.children):
        return None  # "my first time here"
    if noun.dep_ == "attr":
        subject = subject_of(verb)
        opens = subject is None or subject.lower_ in {"it", "now", "this"}
        opens = opens or any(c.lower_ == "now" for c in verb.children)
    else:
        opens = noun.dep_ == "nsubj" and verb.lemma_ == "come"
    act = next(
        (c for w in (noun, verb) for c in w.children
         if c.dep_ in {"acl", "relcl", "ccomp", "advcl", "xcomp"} and c.i > noun.i), None
    )  # fmt: skip
    if not opens or act is None:
        return None
    named = next((c for c in act.children if c.dep_ == "nsubj"), None)
    named = named or next(
        (o for p in (*noun.children, *verb.children) if p.lower_ == "for" for o in p.children), None
    )
    if named is not None and analysis.resolve(passage, named).parties:
        return None  # "time for B to V" asks
    return "support", noun.i + 1


_ORDINAL = {"first", "second", "last", "only", "next", "long"}


def _needs(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "the world is in need of N", "Haiti needs our support"."""
    if is_negated(verb) or modal_of(verb) is not None or verb.dep_ not in _CLAUSES:
        return None
    subject = subject_of(verb)
    if subject is None or subject.lower_ in {"you", "he", "she", "who", "that", "it"}:
        return None
    if verb.lemma_ in lexicon.needing and is_finite(verb):
        noun = next((c for c in verb.children if c.dep_ == "dobj"), None)
        wanted = (
            noun is not None
            and noun.pos_ in {"NOUN", "PROPN"}
            and not any(c.dep_ == "acl" for c in noun.children)
        )
        return ("support", -1) if wanted else None
    prep = next((c for c in verb.children if c.lower_ == "in"), None)
    needed = prep is not None and any(
        o.lemma_ == "need" and any(p.lower_ == "of" for p in o.children) for o in prep.children
    )
    return ("support", -1) if needed else None


def _exists(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "there is an urgent need to V", "there is a need for N"."""
    if verb.lemma_ not in {"be", "remain"} or is_negated(verb) or modal_of(verb) is not None:
        return None
    noun = next((c for c in verb.children if c.dep_ in {"attr", "nsubj"} and c.i > verb.i), None)
    if noun is None or noun.lemma_.lower() not in lexicon.needs:
        return None
    expletive = any(c.dep_ == "expl" for c in verb.children)
    named = need_of(analysis, passage, noun) is not None  # "a need for B to V" asks
    return ("support", noun.i + 1) if expletive and not named else None


def _lists(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "there are many issues to be addressed, including A, B and C"."""
    if verb.lemma_ not in {"be", "face", "remain"} or is_negated(verb):
        return None
    noun = next((c for c in verb.children if c.dep_ in {"attr", "dobj"} and c.i > verb.i), None)
    if noun is None or not any(c.dep_ == "expl" for c in verb.children):
        return None
    inner = [noun, *(o for p in noun.children if p.lower_ == "of" for o in p.children)]
    after = next((t for t in subtree(verb) if t.i > noun.i and t.lower_ == "including"), None)
    if after is None or not any(n.lemma_.lower() in lexicon.listed for n in inner):
        return None
    return "concern", after.i + 1


def _only(
    analysis: Analysis, passage: int, verb: Token, lexicon: JudgementLexicon
) -> Judged | None:
    """Read "only N will V", "only N can V"."""
    subject = _thing(analysis, passage, verb)
    if subject is None or modal_of(verb) not in {"will", "can"} or is_negated(verb):
        return None
    before = subject.left_edge
    only = before.lower_ == "only" or (before.i and before.nbor(-1).lower_ == "only")
    return ("support", -1) if only and verb.dep_ in _CLAUSES else None


JUDGED: dict[str, Rule] = {
    "time": _timely,
    "listed": _lists,
    "exists": _exists,
    "harm": _harms,
    "cause": _causes,
    "misuse": _misuses,
    "prevail": _prevails,
    "plight": _ails,
    "step": _steps,
    "task": _tasked,
    "priority": _prioritised,
    "called": _called,
    "means": _means,
    "shows": _shows,
    "need": _needs,
    "only": _only,
}
