"""What a number measures, as a short plain noun phrase."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from spacy.tokens import Token

from communique.extraction.phrases import governors, owner_of, parsed_start
from communique.language.analysis import Analysis
from communique.language.passages import Passage
from communique.language.quantities import Quantity
from communique.language.syntax import subject_of, subtree
from communique.reference.tables import read_lexicon

#: A label has so many words at most.
LONGEST = 12
#: So many words may stand between a number and the "in", "of", "for" that goes on with it.
_GAP = 2

_COMPLEMENTS = {"of", "between", "from", "to", "for", "in", "with", "on", "under", "by"}
_PARTS = {"in", "of", "worth"}
_PURPOSES = {"for", "towards", "toward"}
_GOALS = {"to", "for", "into", "in", "on"}
_BREAKS = {",", ";", ":", "(", ")", "–", "—", '"'}
_CLAUSES = {"relcl", "acl", "advcl", "ccomp"}


@dataclass(frozen=True)
class _Lexicon:
    light: frozenset[str]
    idle: frozenset[str]
    rising: frozenset[str]
    changing: frozenset[str]
    sums: Mapping[str, str]


@lru_cache(maxsize=2)
def _lexicon(language: str) -> _Lexicon:
    table = read_lexicon(language, "figure")
    label = table["label"]
    return _Lexicon(
        light=frozenset(label["light"]),
        idle=frozenset((*label["idle"], *table["units"]["durations"])),
        rising=frozenset(label["stat_verbs"]),
        changing=frozenset(label["change_verbs"]),
        sums={verb: noun for noun, verbs in label["sums"].items() for verb in verbs},
    )


def label_of(
    analysis: Analysis, passage: int, quantity: Quantity, token: Token, *, lasts: bool
) -> str | None:
    """Return what the number counts or measures, mostly in the text's words.

    The noun counted, else what the number qualifies or is a sum of, the subject of its
    verb or its object; None where the parse offers no noun that tells. `lasts` tells that
    the number is a length of time.
    """
    return _LabelReader(analysis, passage, quantity, token).read(lasts=lasts)


def sum_before(analysis: Analysis, passage: int, quantity: Quantity) -> Quantity | None:
    """Return the sum of money that ends shortly before a length: "$15 billion over 15 years"."""
    quantities = analysis.quantities(passage)
    first = bisect_left(quantities, quantity.start - 25, key=attrgetter("end"))
    near = quantities[first : bisect_right(quantities, quantity.start, key=attrgetter("end"))]
    return next((other for other in near if other.unit.isupper()), None)


@dataclass(eq=False)
class _LabelReader:
    analysis: Analysis
    index: int
    quantity: Quantity
    token: Token

    def __post_init__(self) -> None:
        self.words = _lexicon("en")
        self.passage: Passage = self.analysis.passages[self.index]
        self.doc = self.passage.doc
        self.first = self.passage.token_at(self.quantity.start)
        self.last = self.passage.token_at(self.quantity.end - 1)
        self.numbers = self.analysis.numbers(self.index)

    def read(self, *, lasts: bool) -> str | None:
        quantity = self.quantity
        if quantity.noun_start is not None and quantity.noun_end is not None:
            noun = self.doc[self.passage.token_at(quantity.noun_end - 1)]
            return self._phrase(noun, self.passage.token_at(quantity.noun_start))
        if lasts:
            return self._lasting()
        unit = self.doc[self.last]
        if quantity.unit == "percent" and unit.is_alpha and unit.lower_ not in self.words.idle:
            # "A zero reciprocal tariff rate": without a sign, the words are the number's own.
            own = [w for w in self.doc[self.first : self.last + 1] if w.pos_ in {"NOUN", "ADJ"}]
            if own and own[-1].pos_ == "NOUN" and own[-1].i == self.last:
                return self._with_subject(self.passage.words(own[0].i, self.last), own[-1])
        change = self._change()
        if change is not None:
            return change
        verb = self._verb()
        if verb is not None and verb.lemma_.lower() in self.words.rising:
            subject = subject_of(verb)
            if subject is not None and self._tells(subject):
                return self._phrase(subject)
        return (
            self._sum_of(_PARTS)
            or self._qualified()
            or self._named_sum()
            or self._sum_of(_PURPOSES)
            or self._governor()
            or self._by_verb(verb)
        )

    # -- what stands beside the number -----------------------------------------------------

    def _sum_of(self, links: Set[str]) -> str | None:
        """Read "$5 million in aid", "10 trillion yen of private investment"."""
        stop = min(self.last + 1 + _GAP, self.token.sent.end)
        for link in self.doc[self.last + 1 : stop]:
            if link.lower_ in links and link.pos_ in {"ADP", "ADJ", "NOUN"}:
                noun = self._target(link)
                return self._phrase(noun) if noun is not None else None
            if link.pos_ not in {"ADV", "NOUN"} or link.is_punct:
                return None
        return None

    def _target(self, link: Token) -> Token | None:
        if link.lower_ == "worth" and link.i + 1 < len(self.doc):
            link = self.doc[link.i + 1] if self.doc[link.i + 1].lower_ == "of" else link
        noun = next((c for c in link.children if c.dep_ == "pobj" and c.i > link.i), None)
        return noun if noun is not None and self._tells(noun) and not self._is_place(noun) else None

    def _named_sum(self) -> str | None:
        """Read "a loan of 300 billion yen"; what the loan is for comes second."""
        worth = next((w for w in self.doc[max(0, self.first - 4) : self.first]
                      if w.lower_ == "worth"), None)  # fmt: skip
        if worth is not None and worth.i and self._tells(worth.nbor(-1)):
            return self._phrase(worth.nbor(-1))
        link = self.token.head
        if self.token.dep_ != "pobj" or link.lower_ != "of":
            return None
        noun = link.head
        if noun.i < link.i and noun.lemma_.lower() not in self.words.light and self._tells(noun):
            return self._phrase(noun)
        return None

    def _qualified(self) -> str | None:
        """Read "a $1 billion technology hub", "a 5 percent tariff"."""
        head = self.token.head
        beside = {"nummod", "compound", "amod", "nmod", "quantmod", "npadvmod"}
        if self.token.dep_ not in beside or head.i <= self.last or not self._tells(head):
            return self._attributed()
        if any(word.text in _BREAKS for word in self.doc[self.last + 1 : head.i]):
            return None
        label = self._phrase(head, max(self.last + 1, parsed_start(head)))
        return self._with_subject(label, head) if self.quantity.unit == "percent" else label

    def _attributed(self) -> str | None:
        """Read "a zero percent tariff rate" by its words, where the parse loses the noun."""
        if not self.first or self.doc[self.first - 1].lower_ not in {"a", "an", "its", "their"}:
            return None
        last = self.last
        while last + 1 < len(self.doc) and self.doc[last + 1].pos_ in {"ADJ", "NOUN", "PROPN"}:
            last += 1
        noun = self.doc[last]
        if last == self.last or not self._tells(noun):
            return None
        return self._with_subject(self._phrase(noun, self.last + 1), noun)

    def _with_subject(self, label: str | None, noun: Token) -> str | None:
        """Return the label with what has the rate: "tariff rate of textile goods"."""
        subject = subject_of(noun.head) if noun.dep_ == "dobj" else None
        if label is None or subject is None or subject.i > noun.i or not self._tells(subject):
            return label
        return f"{label} of {self._phrase(subject)}"

    def _governor(self) -> str | None:
        """Read "a loan of 300 billion yen", "deforestation fell by 50 percent"."""
        below = self.token
        for word in governors(self.token, 8):
            if word.pos_ in {"NOUN", "PROPN"} and word.i < self.first:
                if word.lemma_.lower() not in self.words.light and self._tells(word):
                    return self._phrase(self._top(word))
            elif word.pos_ in {"VERB", "AUX"}:
                found = self._of_verb(word, below)
                if found is not None or word.dep_ not in {"acl", "advcl"}:
                    return found
            below = word
        return None

    def _top(self, noun: Token) -> Token:
        """Return the noun whose phrase the noun ends: "tariff" for "tariff on whisky"."""
        while noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN" and noun.head.i == noun.i - 1:
            above = noun.head.head
            if not self._tells(above) or above.lemma_.lower() in self.words.light:
                break
            noun = above
        return noun

    def _of_verb(self, verb: Token, below: Token) -> str | None:
        """Return the object of the verb, in the passive its subject."""
        for child in verb.children:
            around = child.left_edge.i <= self.first <= child.right_edge.i
            affected = child.dep_ in {"dobj", "nsubjpass"} and child != below
            if affected and not around and self._tells(child):
                return self._phrase(child)
        return None

    def _by_verb(self, verb: Token | None) -> str | None:
        """Return what a verb of giving makes of the sum: "contribution to the fund"."""
        clause = next((c for c in self.token.rights if c.dep_ in {"relcl", "acl"}), None)
        if clause is not None and clause.lemma_.lower() in self.words.sums:
            verb = clause  # "the $10 million that Kenya has committed"
        if verb is None or not self.quantity.unit.isupper():
            return None
        noun = self.words.sums.get(verb.lemma_.lower())
        if noun is None:
            return None
        for child in (*verb.rights, *self.token.rights):
            if child.dep_ in {"prep", "dative"} and child.lower_ in _GOALS and child.i > self.last:
                goal = next((c for c in child.children if c.dep_ == "pobj"), None)
                if goal is not None and goal.pos_ in {"NOUN", "PROPN"}:
                    return f"{noun} {child.lower_} {self._phrase(goal, goal.left_edge.i)}"
        return noun

    def _verb(self) -> Token | None:
        """Return the verb whose object or measure the number is, past prepositions only."""
        for word in governors(self.token, 6):
            if word.pos_ in {"VERB", "AUX"}:
                return word
            light = word.lemma_.lower() in self.words.light or word.i in self.numbers
            if word.pos_ in {"NOUN", "PROPN"} and not light:
                return None
        return None

    # -- from one number to another --------------------------------------------------------

    def _change(self) -> str | None:
        """Read "cut the tariff from 10 percent to 5 percent": both are of what changes."""
        end = self._link(self.quantity)
        other = self._next_alike(forward=end == "from") if end in {"from", "to"} else None
        if other is None:
            return None
        before, after = (self.quantity, other) if end == "from" else (other, self.quantity)
        if self._link(before) != "from" or self._link(after) != "to":
            return None
        start, stop = self.passage.token_at(before.start), self.passage.token_at(after.end - 1)
        if stop - start > LONGEST or self.doc[start].sent != self.doc[stop].sent:
            return None
        verb = next(
            (w for w in governors(self.doc[start], 6) if w.lemma_.lower() in self.words.changing),
            None,
        )
        what = self._of_verb(verb, self.doc[start]) if verb is not None else None
        if what is None and verb is not None:
            subject = subject_of(verb)
            what = self._phrase(subject) if subject is not None and self._tells(subject) else None
        return f"{what}, {end}" if what else None

    def _next_alike(self, *, forward: bool) -> Quantity | None:
        """Return the next quantity of the same unit, or the one before."""
        quantities = self.analysis.quantities(self.index)
        place = bisect_left(quantities, self.quantity.start, key=attrgetter("start"))
        others = range(place + 1, len(quantities)) if forward else range(place - 1, -1, -1)
        alike = (quantities[i] for i in others if quantities[i].unit == self.quantity.unit)
        return next(alike, None)

    def _link(self, quantity: Quantity) -> str:
        first = self.passage.token_at(quantity.start)
        return self.doc[first - 1].lower_ if first else ""

    # -- lengths of time -------------------------------------------------------------------

    def _lasting(self) -> str | None:
        """Read what lasts: "a six-day visit", "30 days" of a stay, "over five years" of a sum."""
        head = self.token.head
        while head.dep_ == "compound" and head.head.i > head.i:
            head = head.head
        if head.i > self.last and head.pos_ in {"NOUN", "PROPN"} and not self._is_named(head):
            # "Visit" tells nothing of a sum, but much of a length.
            return self._phrase(head, max(self.last + 1, parsed_start(head)))
        other = sum_before(self.analysis, self.index, self.quantity)
        if other is not None:
            token = self.doc[self.passage.token_at(other.start)]
            found = _LabelReader(self.analysis, self.index, other, token).read(lasts=False)
            return f"{found}, period" if found else None
        label = self._governor()
        if label is not None:
            return self._without() or label
        verb = next((w for w in governors(self.token) if w.pos_ == "VERB"), None)
        subject = subject_of(verb) if verb is not None else None
        return self._phrase(subject) if subject is not None and self._tells(subject) else None

    def _without(self) -> str | None:
        """Read "visit without a visa for 30 days": what is left out is not what lasts."""
        for word in governors(self.token, 3):
            link = word.head
            if word.dep_ == "pobj" and link.lower_ == "without" and link.i - link.head.i == 1:
                return self.passage.words(link.head.i, word.i)
        return None

    # -- phrases ---------------------------------------------------------------------------

    def _tells(self, noun: Token) -> bool:
        """Whether the noun can say what is counted: no number, party, person or idle word."""
        return (
            noun.pos_ in {"NOUN", "PROPN"}
            and noun.i not in self.numbers
            and not noun.like_num
            and any(character.isalpha() for character in noun.text)
            and noun.lemma_.lower() not in self.words.idle
            and noun.lower_ not in self.words.idle
            and not self._is_named(noun)
        )

    def _is_named(self, noun: Token) -> bool:
        """Whether the noun names a party, or a person with an office or without one."""
        resolver = self.analysis.resolver
        return (
            noun.i in resolver.party_at[self.index]
            or noun.i in resolver.person_at[self.index]
            or noun.i in resolver.office_at[self.index]
        )

    def _is_place(self, noun: Token) -> bool:
        return noun.pos_ == "PROPN" and bool(
            self.analysis.reference.places.lookup(self.passage.words(noun.left_edge.i, noun.i))
        )

    def _phrase(self, noun: Token, first: int | None = None) -> str | None:
        """Return the noun with what qualifies it, without article; None if no word is left."""
        start = self._start(noun) if first is None else first
        last = self._complement_end(noun)
        inside = [i for i in range(start, last + 1) if i in self.numbers]
        if inside and inside[-1] < noun.i:
            start = inside[-1] + 1
        elif inside:
            last = max(noun.i, inside[0] - 1)
        last = min(last, start + LONGEST - 1)
        while start < last and (
            self.doc[start].dep_ in {"det", "punct", "predet"}
            or self.doc[start].is_punct
            or self.doc[start].tag_ in {"PRP$", "CC", "POS", "IN", "TO"}
        ):
            start += 1
        while last > start and (
            self.doc[last].is_punct
            or self.doc[last].pos_ in {"ADP", "DET", "CCONJ", "PART", "AUX", "PRON"}
        ):
            last -= 1
        if last > start and last + 1 < len(self.doc) and self.doc[last + 1].text == "-":
            last -= not self.doc[last].whitespace_  # "critical ener- — energy assistance"
        words = " ".join(self.passage.words(start, last).replace('"', " ").split())
        words = words.strip(" ',.;:()-–—+$*")
        return words if any(character.isalpha() for character in words) else None

    def _start(self, noun: Token) -> int:
        """Return where the phrase begins: with its owner, where that is named."""
        owner = owner_of(noun)
        if owner is not None and owner.pos_ == "PROPN" and noun.i - owner.left_edge.i < LONGEST:
            return owner.left_edge.i
        return parsed_start(noun)

    def _complement_end(self, noun: Token) -> int:
        """Return where the noun's own "of X", "between X and Y", "to X" ends."""
        last = noun.i
        link = self.doc[last + 1] if last + 1 < noun.sent.end else noun
        if link.lower_ in {"on", "of"} and link.head != noun and link.pos_ == "ADP":
            # "To halve its tariff on whisky": the parse may hang the phrase on the verb.
            target = next((c for c in link.children if c.dep_ == "pobj"), None)
            if target is not None and self._tells(target) and target.i - link.i < _GAP + 2:
                return target.i
        for child in noun.rights:
            if child.dep_ != "prep" or child.i != last + 1 or child.lower_ not in _COMPLEMENTS:
                break
            edge = child.right_edge.i
            stop = next((t.i for t in subtree(child) if t.i > child.i and self._ends(t)), edge + 1)
            if stop - 1 <= child.i:
                break
            last = min(edge, stop - 1)
            if last < edge or child.lower_ != "of":
                break
        return last

    def _ends(self, token: Token) -> bool:
        return token.text in _BREAKS or token.dep_ in _CLAUSES or token.i in self.numbers
