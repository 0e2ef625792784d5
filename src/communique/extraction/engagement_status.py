"""Whether an engagement was held, is scheduled, proposed or cancelled: the verbs above it."""

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from communique.extraction.engagement_lexicon import EngagementLexicon
from communique.extraction.modality import is_forecast
from communique.language.analysis import Analysis
from communique.language.syntax import (
    ancestors_in_sentence,
    first_conjunct,
    is_negated,
    modal_of,
    subtree,
)
from communique.records import EngagementStatus

FINITE = {"VBD", "VBZ", "VBP"}
#: What lies ahead is no plan if only onlookers say so.
_AHEAD: set[EngagementStatus | None] = {"scheduled", "proposed"}


@dataclass(eq=False)
class StatusReader:
    """Reads the status of engagements in one article."""

    analysis: Analysis
    words: EngagementLexicon

    def status_of(self, verb: Token) -> EngagementStatus | None:
        """Return the status that the verb and its governors give; None where nothing is told.

        "Will meet" and "agreed to meet" are scheduled, "proposed to meet" is proposed;
        "would meet", "ready to meet", "did not meet", "if they meet" tell nothing.
        """
        found = self._told(verb)
        return None if found in _AHEAD and is_forecast(verb) else found

    def _told(self, verb: Token) -> EngagementStatus | None:
        status = self.words.status
        if is_negated(verb) or self._is_conditional(verb) or self._recurs(verb):
            return None
        modal = modal_of(verb)
        if modal is not None:
            if modal in status["future_modals"]:
                return "scheduled"
            return self._of_past_future(verb) if modal == "would" else None
        if verb.tag_ in FINITE or _has_auxiliary(verb, {"have", "be"}):
            return self._of_finite(verb)
        governor = _governor(verb)
        if governor is None:
            if _is_headline_plan(verb):
                return "scheduled"
            return "held" if verb.tag_ not in {"VB"} else None
        return self._under(governor, verb)

    def _of_past_future(self, verb: Token) -> EngagementStatus | None:
        """Return the status in "said that A would meet B", "hoped that they would meet"."""
        above = verb.head
        if verb.dep_ != "ccomp" or above.tag_ not in {"VBD", "VBN"} or is_negated(above):
            return None
        if above.lemma_ in self.words.status["hoping"]:
            return "proposed"
        return "scheduled" if above.lemma_ in self.words.status["announcing"] else None

    def is_past_plan(self, verb: Token) -> bool:
        """Whether the plan is told in the past: "was due to visit", "had been set to meet"."""
        governor = _governor(verb)
        if governor is None:
            return False
        words = (governor, governor.head, *governor.children)
        past = any(w.tag_ == "VBD" and w.lemma_ in {"be", "have"} for w in words)
        return past and (governor.lemma_ in self.words.status["scheduled"] | {"be"})

    def status_of_held(self, noun: Token, verb: Token) -> EngagementStatus | None:
        """Return the status of an event noun by the verb of holding above it.

        "Is scheduled for May" lies ahead; so does a named summit that one will work to hold,
        whether or not the work bears fruit.
        """
        status = self.status_of(verb)
        passive = noun.dep_ == "nsubjpass"
        if status == "held" and passive and verb.lemma_ in self.words.status["scheduled"]:
            return "scheduled"
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
        named = noun.text[0].isupper() and noun.i > noun.sent.start
        if verb.lemma_ in self.words.verbs["attending"]:
            # Whoever is asked to attend, or hopes to, the event stands by itself.
            if status in {None, "proposed"} and infinitive:
                governor = _governor(verb)
                there = governor is not None and governor.tag_ == "VBD" and governor.lemma_ == "be"
                return "held" if there else "scheduled"  # "was in X to attend"
            return status
        if verb.lemma_ in self.words.verbs["organizing"] and named and status is None:
            return "scheduled" if infinitive and not _is_denied(verb) else None
        return status

    def _of_finite(self, verb: Token) -> EngagementStatus | None:
        going = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in {"to"}), None)
        if going is not None:
            return "scheduled" if _has_auxiliary(verb, {"be"}) else None
        return "held"

    def _under(self, governor: Token, verb: Token) -> EngagementStatus | None:
        """Return the status of an infinitive or participle under its governor."""
        status = self.words.status
        lemma = governor.lemma_.lower()
        infinitive = any(
            c.dep_ == "aux" and c.lower_ == "to" for c in first_conjunct(verb).children
        )
        if is_negated(governor):
            return None
        if infinitive and lemma == "go" and governor.tag_ == "VBG":
            return "scheduled"
        if infinitive and (lemma == "be" or governor.pos_ == "ADJ"):
            if any(c.dep_ == "prep" and governor.i < c.i < verb.i for c in governor.children):
                # "Was in X to meet": one did; "is in X to meet": one is about to.
                return "held" if governor.tag_ == "VBD" else "scheduled"
            return self._after_copula(governor)
        given = any(c.dep_ == "dobj" and c.lemma_ in status["factual"] for c in governor.children)
        if infinitive and given and lemma in status["giving"]:
            return self.status_of(governor)  # "it gives me pleasure to meet"
        if infinitive and lemma in status["proposed"] and governor.pos_ in {"VERB", "AUX"}:
            return "proposed" if self._is_told(governor) else None
        if infinitive and lemma in status["scheduled"] | status["bidding"]:
            return "scheduled" if self._is_told(governor) else None
        if lemma == "look" and self._ahead_of(governor):
            return "scheduled"
        if lemma in status["open"]:
            return None
        if infinitive and lemma not in status["factual"]:
            return None
        if governor.pos_ in {"VERB", "AUX"}:
            return self.status_of(governor)
        return "held"

    def _after_copula(self, governor: Token) -> EngagementStatus | None:
        """Return the status in "is to meet", "is due to meet", "is good to meet you"."""
        words = [governor] if governor.pos_ == "ADJ" else [
            c for c in governor.children if c.dep_ in {"acomp", "attr"} and c.i > governor.i
        ]  # fmt: skip
        if not words:
            subject = next((c.lemma_ for c in governor.children if c.dep_ == "nsubj"), None)
            if governor.tag_ == "VBD" and subject in {None, *self.words.status["deeds"]}:
                return "held"  # "my first act was to fly to Tokyo"
            return "scheduled" if governor.tag_ in FINITE else None
        lemma = words[0].lemma_.lower()
        copula = governor if governor.pos_ == "AUX" else governor.head
        if modal_of(copula) == "would":
            return "proposed" if lemma in self.words.status["factual"] else None
        if lemma in self.words.status["scheduled"]:
            return "scheduled"
        return "held" if lemma in self.words.status["factual"] else None

    def _is_told(self, governor: Token) -> bool:
        """Whether the governor is itself asserted: "agreed to meet", not "could agree to meet"."""
        modal = modal_of(governor)
        return not is_negated(governor) and (modal is None or modal in {"will", "shall"})

    def _ahead_of(self, governor: Token) -> bool:
        """Whether "look forward to" goes with a time, which makes a plan of a wish."""
        if not any(c.lower_ == "forward" for c in governor.children):
            return False
        if any(w.lower_ in self.words.forms and w.text[0].isupper() for w in governor.subtree):
            return True  # "to seeing him at the NATO Summit"
        passage = self._passages[id(governor.doc)]
        sentence = governor.sent
        times = self.analysis.times_within(passage, sentence.start, sentence.end - 1)
        return any(time.date.known for time in times)

    @cached_property
    def _passages(self) -> dict[int, int]:
        return {id(passage.doc): passage.index for passage in self.analysis.passages}

    def _is_conditional(self, verb: Token) -> bool:
        return any(
            child.dep_ in {"mark", "advmod"} and child.lower_ in self.words.status["conditional"]
            and not (child.lower_ in {"when", "once"} and verb.tag_ == "VBD")
            for child in verb.children
        )  # fmt: skip

    def _recurs(self, verb: Token) -> bool:
        """Whether it's a habit: "meet regularly", "will continue to meet"."""
        head = verb.head
        if head.lemma_ == "continue" and verb.dep_ == "xcomp":
            return True
        return any(c.lower_ in self.words.status["recurring"] for c in verb.children)

    def status_of_noun(self, noun: Token) -> EngagementStatus | None:
        """Return the status of an event noun that no verb of holding governs."""
        found = self._told_of(noun)
        return None if found in _AHEAD and is_forecast(noun) else found

    def _told_of(self, noun: Token) -> EngagementStatus | None:
        status = self.words.status
        while True:
            near = {child.lower_ for child in noun.children}
            if self.is_cancelled(noun):
                return "cancelled"
            if near & status["coming"] or self._is_to_come(noun):
                return "scheduled"
            head = noun.head
            if noun.dep_ == "pobj" and head.head.lemma_.lower() in status["opening"]:
                noun = head.head  # "there will be the opening of the summit"
                continue
            if noun.dep_ != "conj" or head.dep_ not in {"attr", "dobj"} or head.pos_ != "NOUN":
                break
            noun = head
        if noun.dep_ == "pobj" and head.lower_ == "for" and head.head.lemma_ in status["offering"]:
            return "proposed"
        if noun.dep_ == "pobj" and head.lower_ in status["ahead"]:
            return "scheduled" if head.lower_ != "before" or _is_future_clause(head) else "held"
        if noun.dep_ == "pobj" and head.lower_ in {"of", "to"}:
            above = head.head
            if above.lower_ == "ahead":
                return "scheduled"
            if above.lemma_ == "look" or above.lower_ == "forward":
                return "scheduled"
            if above.lemma_ in status["open"]:
                return None
        verb = _clause_verb(noun)
        if verb is None:
            return "held"
        if self._lies_ahead(noun):
            return "scheduled"
        lemma = verb.lemma_.lower()
        direct = noun.head == verb and noun.dep_ in {"dobj", "nsubjpass", "attr", "ccomp"}
        if direct and lemma in status["proposed"]:
            return "proposed" if self._is_told(verb) else None
        if direct and lemma in status["scheduled"] - {"accept"}:
            return "scheduled"
        if direct and lemma in status["foretelling"] and noun.dep_ != "ccomp":
            return "scheduled"
        if direct and lemma in status["open"] - {"discuss", "welcome"}:
            return None
        if direct and modal_of(verb) is not None:
            return "scheduled" if modal_of(verb) in status["future_modals"] else None
        return "held"

    def _is_to_come(self, noun: Token) -> bool:
        """Whether it's "to be held", will do something, or its success is worked for."""
        for child in noun.children:
            if child.dep_ == "acl" and child.lemma_ in self.words.status["scheduled"]:
                return child.tag_ == "VBN"  # "the summit, slated for May"
            if child.dep_ in {"relcl", "acl"} and any(
                c.dep_ == "aux" and c.lower_ == "to" for c in child.children
            ):
                return child.lemma_.lower() in self.words.verbs["holding"]
        head = noun.head
        if noun.dep_ == "nsubj" and noun.text[0].isupper():
            return modal_of(head) in self.words.status["future_modals"]
        if noun.dep_ != "pobj" or head.lower_ not in {"of", "for"}:
            return False
        above = head.head
        if head.lower_ == "for":
            return above.lemma_.lower() in self.words.status["preparing"]
        verb = above.head
        return (
            above.lemma_ == "success"
            and verb.pos_ in {"VERB", "ADP"}
            and (verb.lemma_ in self.words.status["securing"])
        )

    def is_cancelled(self, noun: Token) -> bool:
        """Return whether the noun's verb says that it was called off, or won't take place."""
        verb, status = noun.head, self.words.status
        if noun.dep_ in {"nsubj", "nsubjpass"} and is_negated(verb):
            return self._takes_place(verb)
        if _is_off(noun) or (noun.dep_ == "nsubj" and verb.lemma_ == "be" and _is_off(verb)):
            return True
        # Headlines leave "was" out: "Talks put off", "Visit postponed".
        elided = noun.dep_ == "nsubj" and not any(c.dep_ == "dobj" for c in verb.children)
        if not (elided or noun.dep_ in {"dobj", "nsubjpass"}) or is_negated(verb):
            return False
        lemma = verb.lemma_.lower()
        return lemma in status["cancelled"] or (
            lemma in status["cancelled_off"]
            and (_has_particle(verb, "off") or any(w.lower_ == "hold" for w in subtree(verb)))
        )

    def _takes_place(self, verb: Token) -> bool:
        """Whether the verb says of its subject that it happens: "go ahead", "be held"."""
        lemma, near = verb.lemma_.lower(), {child.lower_ for child in verb.children}
        if lemma in {"take", "go"}:
            return bool(near & {"place", "ahead", "forward"})
        return lemma in self.words.verbs["happening"] | {"hold", "happen", "proceed"}

    def _lies_ahead(self, noun: Token) -> bool:
        """Whether the clauses above look forward: "will meet at the summit", "looks forward"."""
        beside = noun.head.lower_ == "of" and noun.head.head.lemma_ in self.words.status["beside"]
        attached = noun.dep_ == "pobj" and (
            noun.head.lower_ in self.words.status["attending"] or beside
        )
        for head in ancestors_in_sentence(noun):
            if head.lemma_ == "look" and any(c.lower_ == "forward" for c in head.children):
                return True
            if head.pos_ in {"VERB", "AUX"}:
                if attached and self.status_of(head) == "scheduled":
                    return True
                if head.lemma_ == "invite":
                    return True
                if head.tag_ in FINITE:
                    return False
        return False


def _governor(verb: Token) -> Token | None:
    """Return what the infinitive or participle depends on; None for a root."""
    while verb.dep_ == "conj":
        head = verb.head
        if head.pos_ not in {"VERB", "AUX"} or head.tag_ != verb.tag_:
            return head
        verb = head
    if verb.dep_ in {"pcomp", "prep"} and verb.head.pos_ == "ADP":
        above = verb.head.head
        if verb.head.lower_ in {"after", "following", "since", "by", "upon", "on", "while"}:
            return None
        return above
    return verb.head if verb.head != verb else None


def _is_headline_plan(verb: Token) -> bool:
    """Whether it's a plan as headlines tell it: "Dialogue to be held in X", "A to visit Y"."""
    roles = {child.dep_ for child in verb.children if child.i < verb.i}
    to = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    return to and bool(roles & {"nsubj", "nsubjpass"})


def _is_denied(verb: Token) -> bool:
    """Whether the infinitive, or what governs it, is negated: "refused to hold", "not to hold"."""
    return any(is_negated(word) for word in (verb, *ancestors_in_sentence(verb)))


def _has_auxiliary(verb: Token, lemmas: set[str]) -> bool:
    return any(
        child.dep_ in {"aux", "auxpass"} and child.lemma_ in lemmas and child.tag_ in FINITE
        for child in verb.children
    )


def _is_off(head: Token) -> bool:
    """Whether nothing but "off" or "on hold" is said of it: "The talks are off"."""
    return any(
        (child.lower_ == "off" and not any(c.dep_ == "pobj" for c in child.children))
        or (child.lower_ == "on" and any(c.lower_ == "hold" for c in child.children))
        for child in head.children
        if child.i > head.i
    )


def _has_particle(verb: Token, word: str) -> bool:
    return any(child.dep_ == "prt" and child.lower_ == word for child in verb.children)


def _clause_verb(noun: Token) -> Token | None:
    for head in ancestors_in_sentence(noun):
        if head.pos_ in {"VERB", "AUX"}:
            return head
    return None


def _is_future_clause(token: Token) -> bool:
    verb = _clause_verb(token)
    return verb is not None and modal_of(verb) in {"will", "shall"}
