"""What a clause says of an engagement: whether it was held, when, and where."""

import re
from dataclasses import dataclass, field

from spacy.tokens import Token

from communique.extraction.engagement_lexicon import EngagementLexicon
from communique.language.analysis import Analysis
from communique.language.syntax import ancestors_in_sentence, is_negated, modal_of
from communique.language.times import TimeExpression, find_times
from communique.records import UNKNOWN_DATE, DateRange, EngagementStatus, Place

_FINITE = {"VBD", "VBZ", "VBP"}
_HELD_ROLES = {"at", "during"}
_LONGEST_NAME = 7
#: A name that is also a word or a person's is a city's only if it's a large one.
LARGE = 200_000


@dataclass(eq=False)
class ClauseReader:
    """Reads status, date and place around a trigger."""

    analysis: Analysis
    words: EngagementLexicon
    _coming: dict[int, tuple[TimeExpression, ...]] = field(default_factory=dict)

    # -- status --------------------------------------------------------------------------

    def status_of(self, verb: Token) -> EngagementStatus | None:
        """Return the status that the verb and its governors give; None where nothing is told.

        "Will meet" and "agreed to meet" are scheduled, "proposed to meet" is proposed;
        "would meet", "ready to meet", "did not meet", "if they meet" tell nothing.
        """
        status = self.words.status
        if is_negated(verb) or self._is_conditional(verb) or self._recurs(verb):
            return None
        modal = modal_of(verb)
        if modal is not None:
            return "scheduled" if modal in status["future_modals"] else None
        if verb.tag_ in _FINITE or _has_auxiliary(verb, {"have", "be"}):
            return self._of_finite(verb)
        governor = _governor(verb)
        if governor is None:
            return "held" if verb.tag_ not in {"VB"} else None
        return self._under(governor, verb)

    def _of_finite(self, verb: Token) -> EngagementStatus | None:
        going = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in {"to"}), None)
        if going is not None:
            return "scheduled" if _has_auxiliary(verb, {"be"}) else None
        return "held"

    def _under(self, governor: Token, verb: Token) -> EngagementStatus | None:
        """Return the status of an infinitive or participle under its governor."""
        status = self.words.status
        lemma = governor.lemma_.lower()
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
        if is_negated(governor):
            return None
        if infinitive and lemma == "go" and governor.tag_ == "VBG":
            return "scheduled"
        if infinitive and (lemma == "be" or governor.pos_ == "ADJ"):
            return self._after_copula(governor)
        if infinitive and lemma in status["proposed"] and governor.pos_ in {"VERB", "AUX"}:
            return "proposed" if self._is_told(governor) else None
        if infinitive and lemma in status["scheduled"]:
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
            return "scheduled" if governor.tag_ in _FINITE else None
        lemma = words[0].lemma_.lower()
        if lemma in self.words.status["scheduled"]:
            return "scheduled"
        return "held" if lemma in self.words.status["factual"] else None

    def _is_told(self, governor: Token) -> bool:
        """Whether the governor is itself asserted: "agreed to meet", not "could agree to meet"."""
        modal = modal_of(governor)
        return not is_negated(governor) and (modal is None or modal in {"will", "shall"})

    def _ahead_of(self, governor: Token) -> bool:
        """Whether "look forward to" goes with a time, which makes a plan of a wish."""
        sentence = governor.sent
        return any(c.lower_ == "forward" for c in governor.children) and bool(
            [t for t in self._times(governor) if t.date.known and sentence is not None]
        )

    def _times(self, token: Token) -> list[TimeExpression]:
        passage = self._passage_of(token)
        return self.analysis.times_within(passage, token.sent.start, token.sent.end - 1)

    def _passage_of(self, token: Token) -> int:
        for passage in self.analysis.passages:
            if passage.doc is token.doc:
                return passage.index
        raise LookupError(f"{token.text!r} is in no passage")

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
        status = self.words.status
        near = {child.lower_ for child in noun.children}
        if self._is_cancelled(noun):
            return "cancelled"
        if near & status["coming"] or {"next"} & near:
            return "scheduled"
        head = noun.head
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
        if direct and lemma in status["open"] - {"discuss", "welcome"}:
            return None
        if direct and modal_of(verb) is not None:
            return "scheduled" if modal_of(verb) in status["future_modals"] else None
        return "held"

    def _is_cancelled(self, noun: Token) -> bool:
        verb, status = noun.head, self.words.status
        if noun.dep_ not in {"dobj", "nsubjpass"} or is_negated(verb):
            return False
        lemma = verb.lemma_.lower()
        return lemma in status["cancelled"] or (
            lemma in status["cancelled_off"] and _has_particle(verb, "off")
        )

    def _lies_ahead(self, noun: Token) -> bool:
        """Whether the clauses above look forward: "will join them at the summit", "looks forward"."""
        attached = noun.dep_ == "pobj" and noun.head.lower_ in self.words.status["attending"]
        for head in ancestors_in_sentence(noun):
            if head.lemma_ == "look" and any(c.lower_ == "forward" for c in head.children):
                return True
            if head.pos_ in {"VERB", "AUX"}:
                if attached and self.status_of(head) == "scheduled":
                    return True
                if head.lemma_ == "invite":
                    return True
                if head.tag_ in _FINITE:
                    return False
        return False

    # -- time ----------------------------------------------------------------------------

    def date_of(
        self, passage: int, trigger: Token, *more: Token, coming: bool = False
    ) -> DateRange:
        """Return the date that the clause gives to the trigger; unknown if none does."""
        anchors = {trigger.i, *(token.i for token in more)}
        best: DateRange = UNKNOWN_DATE
        for time in self._times_of(passage, coming):
            if not time.date.known or (time.attributive and not self._dates_noun(passage, time, anchors)):
                continue
            if time.role not in _HELD_ROLES and not (coming and time.role in {"by", "within"}):
                continue
            found = self.analysis.passages[passage]
            token = found.doc[found.token_at(time.core_start)]
            last = found.doc[found.token_at(time.end - 1)]
            if token.sent != trigger.sent or not self._belongs(token, last, anchors):
                continue
            if not best.known or _is_finer(time.date, best):
                best = time.date
        return best

    def _times_of(self, passage: int, coming: bool) -> tuple[TimeExpression, ...]:
        """Return the times of the passage; "in June" of what is to come is the next June."""
        if not coming:
            return self.analysis.times(passage)
        if passage not in self._coming:
            text = self.analysis.passages[passage].text
            self._coming[passage] = find_times(text, self.analysis.anchor, future=lambda _: True)
        return self._coming[passage]

    def _dates_noun(self, passage: int, time: TimeExpression, anchors: set[int]) -> bool:
        """Whether "this year's" or "2024" stands before the event noun itself."""
        found = self.analysis.passages[passage]
        after = found.token_at(min(time.end, len(found.text) - 1))
        return any(0 <= anchor - after <= 5 for anchor in anchors)

    def _belongs(self, token: Token, last: Token, anchors: set[int]) -> bool:
        """Whether the time hangs from an anchor, with no other clause or event between."""
        nouns = self.words.forms
        for anchor in anchors:
            if token.doc[anchor].pos_ == "NOUN" and (
                0 < token.i - anchor <= 2 or 0 < token.doc[anchor].left_edge.i - last.i <= 2
            ):
                return True
        for head in (token, *ancestors_in_sentence(token)):
            if head.i in anchors:
                return True
            if head == token:
                continue
            if head.pos_ in {"VERB", "AUX"} and head.tag_ != "VBG":
                return head.dep_ == "ROOT" and token.i < min(anchors) and _opens(token, anchors)
            if head.lemma_ in nouns and head.pos_ == "NOUN":
                return False
        # A parser that lost the thread leaves the nearest words together.
        return any(0 < token.i - anchor <= 3 for anchor in anchors)

    # -- place ---------------------------------------------------------------------------

    def place_of(self, passage: int, first: int, last: int, *, goal: bool = False) -> Place | None:
        """Return the place named after a preposition between the tokens; None if none is.

        `goal` reads what follows "to" too: "welcomed him to the White House".
        """
        doc = self.analysis.passages[passage].doc
        prepositions = self.words.places["goals" if goal else "prepositions"]
        found: Place | None = None
        for index in range(first, last + 1):
            token = doc[index]
            if token.lower_ not in prepositions or index + 1 > last:
                continue
            place = self.read_place(passage, index + 1)
            if place is None:
                continue
            found = place if found is None else _joined(found, place)
        return found

    def read_place(self, passage: int, start: int) -> Place | None:
        """Return the place whose name begins at the token, with its country; None if none does."""
        doc = self.analysis.passages[passage].doc
        while start < len(doc) - 1 and doc[start].lower_ in {"the", "downtown", "central", "historic"}:
            start += 1
        party = self.analysis.resolver.party_at[passage].get(start)
        state = party is not None and party.party in self.analysis.reference.parties.states
        if party is not None and state and party.kind in {"name", "official", "abbreviation"}:
            follows = doc[party.last + 1] if party.last + 1 < len(doc) else None
            if follows is None or follows.pos_ not in {"NOUN", "PROPN"} and follows.text != "'s":
                return Place(country=party.party)
            return None
        for end in range(min(start + _LONGEST_NAME, len(doc)), start, -1):
            name = self.analysis.passages[passage].words(start, end - 1)
            if not _is_name(name):
                continue
            facts = self.analysis.reference.places.lookup(name)
            if facts and _stands_apart(doc, end):
                country, stop = self._country_after(passage, end)
                fact = next((f for f in facts if f.country == country), facts[0])
                if country is None and fact.ambiguous and fact.population < LARGE:
                    continue
                name = _with_district(doc, end, name)
                if fact.kind == "venue":
                    return Place(venue=name, country=country or fact.country)
                return Place(city=name, country=country or fact.country)
        return self._venue(passage, start)

    def _country_after(self, passage: int, index: int) -> tuple[str | None, int]:
        doc = self.analysis.passages[passage].doc
        for step in range(index, min(index + 4, len(doc))):
            party = self.analysis.resolver.party_at[passage].get(step)
            if party is not None and party.kind in {"name", "official", "abbreviation"}:
                return party.party, party.last
            if doc[step].text not in {",", "in", "the", "("}:
                break
        return None, index

    def _venue(self, passage: int, start: int) -> Place | None:
        """Read a capitalised phrase that ends in a word for a building."""
        doc = self.analysis.passages[passage].doc
        end = start
        best: int | None = None
        while end < len(doc) and end - start < _LONGEST_NAME:
            token = doc[end]
            if token.text[0].isupper() or token.text[0].isdigit():
                if token.lower_ in self.words.places["venues"] and token.text[0].isupper():
                    best = end
            elif token.lower_ not in self.words.places["joined"] or end == start:
                break
            end += 1
        if best is None or best == start and doc[start].lower_ not in {"kremlin"}:
            return None
        name = self.analysis.passages[passage].words(start, best)
        mention = self.analysis.resolver.party_at[passage].get(start)
        country = mention.party if mention is not None and mention.party.isupper() else None
        return Place(venue=name, country=country)


def _governor(verb: Token) -> Token | None:
    """Return what the infinitive or participle depends on; None for a root."""
    if verb.dep_ == "conj":
        head = verb.head
        return _governor(head) if head.pos_ in {"VERB", "AUX"} and head.tag_ == verb.tag_ else head
    if verb.dep_ in {"pcomp", "prep"} and verb.head.pos_ == "ADP":
        above = verb.head.head
        if verb.head.lower_ in {"after", "following", "since", "by", "upon", "on", "while"}:
            return None
        return above
    return verb.head if verb.head != verb else None


def _has_auxiliary(verb: Token, lemmas: set[str]) -> bool:
    return any(
        child.dep_ in {"aux", "auxpass"} and child.lemma_ in lemmas and child.tag_ in _FINITE
        for child in verb.children
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


def _is_finer(date: DateRange, other: DateRange) -> bool:
    assert date.start and date.end and other.start and other.end  # both are known
    return (date.end - date.start) < (other.end - other.start)


def _opens(token: Token, anchors: set[int]) -> bool:
    """Whether the time opens the sentence, and the anchor is its first clause."""
    first = token.sent.start
    verbs = [t for t in token.doc[first : min(anchors)] if t.tag_ in _FINITE]
    return token.i - first <= 4 and not verbs


def _is_name(name: str) -> bool:
    return name[0].isupper() and (name[-1].isalnum() or name[-1] in ".'")


def _stands_apart(doc: object, end: int) -> bool:
    """Whether the name ends here, and isn't the beginning of a longer one ("Paris Agreement")."""
    tokens = doc
    if end >= len(tokens):  # type: ignore[arg-type]
        return True
    following = tokens[end]  # type: ignore[index]
    if following.text == "-" or following.lower_ in {"'s"}:
        return following.text != "-"
    return not (following.text[0].isupper() and following.pos_ in {"PROPN", "NOUN"})


def _with_district(doc: object, end: int, name: str) -> str:
    tokens = doc
    if end + 1 < len(tokens) and tokens[end].text == ",":  # type: ignore[arg-type,index]
        after = tokens[end + 1].text  # type: ignore[index]
        if re.fullmatch(r"D\.?C\.?", after):
            return f"{name}, {after}"
    return name


def _joined(left: Place, right: Place) -> Place:
    """Return both places as one: a venue and its city, a city and its country."""
    return Place(
        city=left.city or right.city,
        venue=left.venue or right.venue,
        country=left.country or right.country,
    )
