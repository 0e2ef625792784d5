"""What a clause says of an engagement: whether it was held, where, and when."""

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter

from spacy.tokens import Token

from communique.extraction.engagement_places import PlaceReader
from communique.extraction.engagement_status import FINITE, StatusReader
from communique.language.syntax import ancestors_in_sentence, subtree
from communique.language.times import TimeExpression, find_times
from communique.records import UNKNOWN_DATE, DateRange

_HELD_ROLES = {"at", "during"}
#: "By", "within" and "before" set a time for what is to come only.
_COMING_ROLES = {"by", "within", "before"}

_CORE = attrgetter("core_start")

#: A time so near to the noun of an event is its own.
_NEXT = 2
#: What a parser makes of "planned for Monday" behind a noun.
_BEHIND = {"acl", "relcl", "oprd"}
#: "To the Republic of South Africa in" is as long as a goal may be.
_LONGEST_GOAL = 8


@dataclass(eq=False)
class ClauseReader(StatusReader, PlaceReader):
    """Reads status, place and date around a trigger."""

    _coming: dict[int, tuple[TimeExpression, ...]] = field(default_factory=dict)

    def date_of(
        self,
        passage: int,
        trigger: Token,
        *more: Token,
        coming: bool = False,
        within: tuple[int, int] | None = None,
    ) -> DateRange:
        """Return the date that the clause gives to the trigger; unknown if none does.

        `within` are the first and last tokens among which the time must stand.
        """
        anchors = {trigger.i, *(token.i for token in more)}
        best: DateRange = UNKNOWN_DATE
        found = self.analysis.passages[passage]
        sentence = trigger.sent
        times = self._times_of(passage, coming)
        first = bisect_left(times, sentence.start_char, key=_CORE)
        for time in times[first : bisect_left(times, sentence.end_char, key=_CORE)]:
            if not time.date.known or (
                time.attributive and not self._dates_noun(passage, time, anchors)
            ):
                continue
            if time.role not in _HELD_ROLES and not (coming and time.role in _COMING_ROLES):
                continue
            if not coming and time.role == "during" and self._runs_on(time.date):
                continue
            token = found.doc[found.token_at(time.core_start)]
            last = found.doc[found.token_at(time.end - 1)]
            if within is not None and not within[0] <= token.i <= within[1]:
                continue
            exact = time.date.precision == "day"
            if not self._belongs(passage, token, last, anchors, exact):
                continue
            if not best.known or _is_finer(time.date, best):
                best = time.date
        return best

    def only_date(self, passage: int, within: tuple[int, int]) -> DateRange:
        """Return the day for which alone the tokens plan something; unknown for none or more."""
        found = self.analysis.passages[passage]
        dates = {
            time.date
            for time in self._times_of(passage, coming=True)
            if time.date.known
            and within[0] <= (first := found.token_at(time.core_start)) <= within[1]
            and self._is_planned(found.doc[first])
        }
        return dates.pop() if len(dates) == 1 else UNKNOWN_DATE

    def _is_planned(self, token: Token) -> bool:
        verb = next((w for w in token.ancestors if w.pos_ in {"VERB", "AUX"}), None)
        return verb is not None and verb.lemma_ in self.words.status["scheduled"]

    def tellers(self, noun: Token) -> list[Token]:
        """Return the verbs behind an event noun that say when it is: "the talks, held on Monday".

        A parser often hangs them from a name that stands between.
        """
        holding = self.words.verbs["taking_place"] | self.words.status["scheduled"]
        beside = noun.head.children if noun.dep_ == "dobj" else ()
        tellers = [
            word
            for word in (*subtree(noun), *(c for c in beside if c.dep_ == "oprd"))
            if word.i > noun.i and word.dep_ in _BEHIND and word.lemma_ in holding
        ]
        to = (c for word in tellers for c in word.children if c.dep_ == "xcomp")
        return [*tellers, *to]  # "scheduled to take place on Monday"

    def event_beside(self, verb: Token, noun: Token | None) -> Token | None:
        """Return the event on whose sidelines it is: its day and place are its own too."""
        for word in verb.subtree:
            if word.lemma_ in self.words.status["beside"] and word.i > verb.i:
                of = next((c for c in word.children if c.lower_ == "of"), None)
                event = next((c for c in of.children if c.dep_ == "pobj"), None) if of else None
                if event is not None and event != noun:
                    return event
        return None

    def _runs_on(self, date: DateRange) -> bool:
        """Whether a stretch begins with the article's day, as "for the next ten years" does.

        It tells how long something is to last; what was held is over.
        """
        anchor = self.analysis.anchor
        if anchor is None or None in (anchor.start, date.start, date.end):
            return False
        return date.basis == "relative" and date.start == anchor.start != date.end

    def _times_of(self, passage: int, coming: bool) -> tuple[TimeExpression, ...]:
        """Return the times of the passage; "in June" of what is to come is the next June."""
        if not coming:
            return self.analysis.times(passage)
        if passage not in self._coming:
            text = self.analysis.passages[passage].text
            self._coming[passage] = find_times(
                text, self.analysis.anchor, future=lambda _: True, writer=self.analysis.writer
            )
        return self._coming[passage]

    def _dates_noun(self, passage: int, time: TimeExpression, anchors: set[int]) -> bool:
        """Whether "this year's" or "2024" stands before the event noun itself."""
        found = self.analysis.passages[passage]
        after = found.token_at(min(time.end, len(found.text) - 1))
        return any(0 <= anchor - after <= 5 for anchor in anchors)

    def _belongs(
        self, passage: int, token: Token, last: Token, anchors: set[int], exact: bool
    ) -> bool:
        """Whether the time hangs from an anchor, with no other clause or event between.

        An `exact` day rather tells when the verb happens than an event told beside it.
        """
        nouns = self.words.forms
        for anchor in anchors:
            noun = token.doc[anchor]
            if noun.dep_ == "relcl" and token.i <= noun.head.i <= last.i:
                return True  # "in May 2023, when X visited Y"
            ahead = noun.left_edge.i - last.i
            said = ahead == _NEXT and last.nbor(1).lower_ == "that"  # "announced Monday that X"
            acted = any(t.pos_ in {"VERB", "AUX"} for t in noun.doc[last.i + 1 : noun.left_edge.i])
            before = 0 < ahead <= _NEXT and not said and not acted
            near = 0 < token.i - anchor <= _NEXT or before
            if noun.pos_ == "NOUN" and near:
                return True
            if noun.pos_ in {"NOUN", "PROPN"} and not exact and _goes_between(noun, token):
                return True
        named = self.analysis.resolver.person_at[passage]
        for head in (token, *ancestors_in_sentence(token)):
            if head.i in anchors:
                return True
            if head == token:
                continue
            if head.i in named:
                # A parser may take part of a name for the verb: "Eduardo dos Santos".
                if any(token.doc[anchor].head == head for anchor in anchors):
                    return True
                continue
            if self.is_ahead(head):
                return False
            if any(_is_reported(token.doc[anchor], head, token) for anchor in anchors):
                return True
            if head.pos_ in {"VERB", "AUX"} and head.tag_ != "VBG":
                return head.dep_ == "ROOT" and token.i < min(anchors) and _opens(token, anchors)
            purpose = head.dep_ == "dobj" or head.head.lower_ == "for"
            if head.lemma_ in nouns and head.pos_ == "NOUN" and not purpose:
                return False
        # A parser that lost the thread leaves the nearest words together.
        return any(0 < token.i - anchor <= 3 for anchor in anchors)


def _is_reported(verb: Token, above: Token, token: Token) -> bool:
    """Whether the time ends what is reported: "A will go there on Monday, the Ministry said"."""
    if verb.dep_ != "ccomp" or verb.head != above or not verb.i < token.i < above.i:
        return False
    subject = next((c for c in above.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return subject is not None and token.i < subject.left_edge.i


def _goes_between(noun: Token, token: Token) -> bool:
    """Whether only where it went stands between: "visit to the Solomon Islands in July"."""
    between = token.doc[noun.i + 1 : token.i]
    return 0 < len(between) <= _LONGEST_GOAL and all(
        word.pos_ in {"ADP", "PROPN", "DET", "PART"} or word.text == "," for word in between
    )


def _is_finer(date: DateRange, other: DateRange) -> bool:
    if date.start is None or date.end is None or other.start is None or other.end is None:
        return date.known
    return date.end - date.start < other.end - other.start


def _opens(token: Token, anchors: set[int]) -> bool:
    """Whether the time opens the sentence, and the anchor is its first clause."""
    first = token.sent.start
    if token.i - first > 4:
        return False
    return not any(t.tag_ in FINITE for t in token.doc[first : min(anchors)])
