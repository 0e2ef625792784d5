"""Mentions of engagements, and what all readers of them need: sides, extent, date, place."""

from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extraction.engagement_casts import NOBODY, Cast, CastReader
from communique.extraction.engagement_clauses import ClauseReader
from communique.extraction.engagement_forms import is_ordinal
from communique.extraction.engagement_lexicon import EngagementLexicon
from communique.extraction.phrases import capital_start, is_capital
from communique.language.analysis import Analysis
from communique.language.referents import Person
from communique.language.syntax import singular, subject_of, trim
from communique.records import UNKNOWN_DATE, DateRange, EngagementForm, EngagementStatus, Place

#: Adverbs and brackets that may stand between a subject and its verb.
_GAP = 3
#: So many words may those take who are told before the verb.
LONGEST_SUBJECT = 60
#: Behind these a list of names may begin.
_MARKS = {",", ":", ";"}
#: So many words may be put in behind a name.
LONGEST_INSERTION = 8
#: What is told so is still to come.
_AHEAD = {"scheduled", "proposed"}
#: Forms that happen nowhere, or whose place is read otherwise.
_WITHOUT_PLACE = {"call", "message", "visit"}


@dataclass(eq=False)
class Occurrence:
    """One mention of an engagement: the tokens `first` to `last` of a passage.

    `points_back` tells that the words only refer ("the meeting", "their call"); `other`
    that they speak of another engagement than the one the article is about ("their last
    meeting"); `loose` that the noun may mean talks of any form; `is_noun` that a noun
    names it, `definite` with "the" or an owner; `both_told` that it is said to be of both
    sides ("the meeting of the two presidents"); `follows` that it comes after talks;
    `heading` that it only names who led a side of what is told; `ends` that it tells of the
    end of a visit, whose day is not that of its beginning; `serial` that it's the one before
    or after the one told ("the last round"); `planned_once` that it was to be, as was told in
    the past ("was due to visit"); `of_body` that an organisation meets, whose members need
    no naming; `elapsed` how long before what is told it was ("two years"); `repeats` that it
    stands in a headline or caption, which tells what the text does; `number` which of its
    series it is; `elsewhere` that its place, day or number tells it from others, while its
    sides are those of the article ("the Oslo talks", "a second round").
    `confidence` is how plainly the words tell it, by which the lead of several is chosen.
    `span` is where the words stand in the document if they stand in no passage.
    """

    form: EngagementForm
    status: EngagementStatus
    cast: Cast
    passage: int
    first: int
    last: int
    trigger: int
    rule: str
    confidence: float
    date: DateRange = UNKNOWN_DATE
    place: Place | None = None
    host: str | None = None
    stops: tuple[str, ...] = ()
    mechanism: str | None = None
    note: str | None = None
    points_back: bool = False
    other: bool = False
    loose: bool = False
    is_noun: bool = False
    definite: bool = False
    both_told: bool = False
    follows: bool = False
    heading: bool = False
    ends: bool = False
    serial: bool = False
    planned_once: bool = False
    of_body: bool = False
    elapsed: str | None = None
    repeats: bool = False
    number: int | None = None
    elsewhere: bool = False
    span: tuple[int, int] | None = None


@dataclass(eq=False)
class MentionReader:
    """What readers of verbs and of nouns share; one for each article."""

    analysis: Analysis
    words: EngagementLexicon
    casts: CastReader
    clauses: ClauseReader

    # -- sides ---------------------------------------------------------------------------

    def subject(self, passage: int, verb: Token) -> Cast:
        """Return the cast of the verb's subject."""
        subject = subject_of(verb)
        if subject is None:
            return self._before(passage, verb) if is_past(verb) else NOBODY
        subject = self.behind_adverb(subject)
        cast = self.casts.of_head(passage, subject)
        if not cast and is_past(verb) and subject.pos_ != "PRON":
            return self._before(passage, verb)
        if subject.i < verb.i and subject.sent == verb.sent:
            # "President A and Y's President B": a parser may take A for the owner of Y.
            first = self._list_start(passage, subject.left_edge.i)
            listed = self.casts.scan(passage, first, verb.i)
            if not cast.parties or set(cast.persons) < set(listed.persons):
                return listed
        return cast

    def behind_adverb(self, subject: Token) -> Token:
        """Return the noun before an adverb that a parser took for the subject: "the two last"."""
        once = subject.lower_ in self.words.status["once"] and subject.i > subject.sent.start
        return subject.nbor(-1) if once else subject

    def _before(self, passage: int, verb: Token) -> Cast:
        """Return the list of names that ends at the verb, where the parse finds none.

        A long opening before the subject often leads a small parser astray.
        """
        commas = [t.i + 1 for t in verb.doc[verb.sent.start : verb.i] if t.text in _MARKS]
        for start in (*reversed(commas), verb.sent.start):
            cast, last = self.casts.scan_to(passage, start, verb.i)
            if cast and verb.i - last <= _GAP:
                return cast
        return NOBODY

    def listed_before(self, passage: int, verb: Token, own: Cast) -> Cast:
        """Return `own`, or those whom the words before the verb join, where they're more.

        "President A and X's Prime Minister, B, met" is more than a small parser can hold
        together. Persons count whom an "and" joins to the last one, and who stand apart by
        names, titles and commas alone.
        """
        doc, persons = verb.doc, self.analysis.resolver.person_at[passage]
        found: list[Person] = []
        joined = waiting = False
        index, first = verb.i - 1, max(verb.sent.start, verb.i - LONGEST_SUBJECT)
        while index >= first and (
            doc[index].pos_ in {"ADV", "AUX", "PUNCT"} and index not in persons
        ):
            index -= 1
        while index >= first:
            token, person = doc[index], persons.get(index)
            if person is not None and person not in found:
                if found and not joined:
                    break
                found.append(person)
                waiting = False
            elif person is None and token.lower_ in {"and", "&"}:
                if found and not waiting:
                    joined = waiting = True
            elif person is None and not self._is_of_name(passage, token):
                index = self._before_insertion(passage, index) if found else first - 1
            index -= 1
        if len(found) < 2 or not joined:
            return own
        listed = self.casts.of_persons(reversed(found))
        return listed if set(own.persons) <= set(listed.persons) else own

    def _before_insertion(self, passage: int, index: int) -> int:
        """Return the comma that opens what is put in at the token: "A, a year in office, and B"."""
        persons = self.analysis.resolver.person_at[passage]
        doc = self.analysis.passages[passage].doc
        begin = max(0, index - LONGEST_INSERTION)
        for before in range(index, begin, -1):
            if doc[before].text == ",":
                return before
            if before in persons or doc[before].tag_ in _FINITE | {"VBG"}:
                break
        return 0

    def _is_of_name(self, passage: int, token: Token) -> bool:
        """Whether the word may stand in a name with its title: "'s", "No. 2", a comma."""
        if token.text in {",", ".", "(", ")"} or token.lower_ in {"of", "the", "'s", "for", "to"}:
            return token.lower_ != "to" or self.is_office(passage, token)
        if token.pos_ in {"PROPN", "NUM", "ADJ", "DET"} or self.is_office(passage, token):
            return True
        return token.pos_ == "NOUN" and (
            token.text[0].isupper() or token.lemma_.lower() in self.words.people
        )

    def acting(self, passage: int, verb: Token) -> Cast:
        """Return the side that meets another: a speaker's, for "we" and "it's good to"."""
        subject = subject_of(verb)
        if subject is None or subject.lower_ in {"we", "it"}:
            speaking = self.casts.speaking(passage, verb)
            pleased = subject is not None and subject.lower_ == "it" and verb.tag_ == "VB"
            if pleased and not speaking:
                return self.casts.author  # "it was a pleasure to welcome B", in a release
            if not speaking and subject is None and verb.tag_ == "VBD":
                return self._before(passage, verb)
            if speaking or subject is None or subject.lower_ == "it":
                return speaking
        return self.subject(passage, verb)

    def is_official(self, passage: int, token: Token) -> bool:
        """Return whether the token stands for a person by name or by office."""
        return token.i in self.analysis.resolver.person_at[passage] or (
            self.is_office(passage, token)
        )

    def is_office(self, passage: int, token: Token) -> bool:
        """Return whether the token is part of an office."""
        return token.i in self.analysis.resolver.office_at[passage]

    def _list_start(self, passage: int, first: int) -> int:
        """Return where the list of names begins that goes on at `first`."""
        doc, persons = (
            self.analysis.passages[passage].doc,
            self.analysis.resolver.person_at[passage],
        )
        index = first
        while index > 0 and (doc[index - 1].lower_ in {"and", ","} or index - 1 in persons):
            index -= 1
        return index if index in persons or doc[index].lower_ in {"and", ","} else first

    def agent(self, passage: int, verb: Token) -> Cast:
        """Return the cast after "by" of a passive verb."""
        by = next((c for c in verb.children if c.dep_ == "agent"), None)
        return self.casts.scan(passage, by.i + 1, verb.sent.end) if by is not None else NOBODY

    def company(self, passage: int, verb: Token, links: Collection[str] = ("with",)) -> Cast:
        """Return who stands after "with", or another of `links`, in the verb's clause."""
        for token in verb.doc[verb.i + 1 : clause_stop(verb, verb.i)]:
            if token.lower_ in links:
                return self.casts.scan(passage, token.i + 1, verb.sent.end)
        return NOBODY

    def met_in_turn(self, passage: int, after: Token, own: Cast) -> list[tuple[Cast, Place]]:
        """Return who is met where in "A in X, B in Y and C in Z"; empty unless it's several."""
        doc, persons = after.doc, self.analysis.resolver.person_at[passage]
        found: list[tuple[Cast, Place]] = []
        for index in range(after.i + 1, after.sent.end - 2):
            person = persons.get(index)
            if person is None or persons.get(index + 1) is person:
                continue
            side = self.casts.of_persons([person])
            located = doc[index + 1].lower_ in self.words.places["prepositions"]
            place = self.clauses.read_place(passage, index + 2) if located else None
            if place is not None and len((own + side).parties) > 1:
                found.append((side, place))
        return found if len({place.country for _, place in found}) > 1 else []

    def listed(self, passage: int, after: Token) -> list[Cast]:
        """Return the sides of "officials including A of X; B of Y and C of Z", one for each party.

        The list may be long and its marks many, so persons and offices are taken one by one.
        """
        doc, resolver = after.doc, self.analysis.resolver
        opening = next(
            (
                t.i
                for t in doc[after.i + 1 : after.sent.end]
                if t.lower_ in self.words.listing or t.text == ":"
            ),
            None,
        )
        if opening is None or any(t.tag_ in _FINITE for t in doc[after.i + 1 : opening]):
            return []
        sides: dict[str, Cast] = {}
        for index in range(opening + 1, after.sent.end):
            person = resolver.person_at[passage].get(index)
            office = resolver.office_at[passage].get(index)
            cast = self.casts.of_persons([person]) if person is not None else NOBODY
            if person is None and office is not None and office.party is not None:
                cast = Cast((office.party,), (), named=True)
            if person is None and office is None and doc[index].tag_ in _FINITE:
                break
            for party in cast.parties:
                sides[party] = sides.get(party, NOBODY) + cast
        return list(sides.values())

    def phrase_root(self, passage: int, noun: Token) -> Token:
        """Return what stands for the noun in the parse: "the Organization of X summit" is one.

        A parser hangs such a noun from the last word of the name before it.
        """
        for mention in self.casts.mentions_at(passage, noun.i - 1) if noun.i else ():
            if mention.last == noun.i - 1 and mention.first <= noun.head.i <= mention.last:
                return noun.doc[mention.first : mention.last + 1].root
        return noun

    # -- the mention ---------------------------------------------------------------------

    def build(
        self,
        passage: int,
        verb: Token,
        form: EngagementForm,
        status: EngagementStatus,
        cast: Cast,
        last: int,
        rule: str,
        confidence: float,
        *,
        noun: Token | None = None,
        first: int | None = None,
        goal: bool = False,
        host: str | None = None,
        points_back: bool = False,
    ) -> Occurrence:
        """Return the mention with what its clause says of time and place.

        `verb` governs it (the noun itself where none does), `last` is the last token of
        those who take part; `goal` tells that what follows "to" is where it happens.
        """
        anchors = [verb] if noun is None or noun == verb else [verb, noun]
        sentence = verb.sent
        begin = clause_start(verb) if noun != verb else verb.left_edge.i
        begin = begin if first is None else first
        end = max(last, verb.i, min(own_end(verb), sentence.end - 1))
        if noun is not None:
            begin, end = min(begin, noun.left_edge.i), max(end, noun.i)
        begin, end = trim(sentence, begin, end)
        planned_once = status in _AHEAD and self.clauses.is_past_plan(verb)
        coming = status in _AHEAD and not planned_once
        beside = self.clauses.event_beside(verb, noun)
        told = [t for event in (noun, beside) if event for t in self.clauses.tellers(event)]
        if status == "cancelled" and noun is not None:
            date = self._date_of_cancelled(passage, noun, told)
        else:
            date = self.clauses.date_of(passage, anchors[-1], *anchors, *told, coming=coming)
        if status == "held" and self._lies_ahead(date):
            status = "scheduled"
        place = None
        if form not in _WITHOUT_PLACE:
            reach = min(clause_stop(verb, max(last, verb.i)), sentence.end) - 1
            if beside is not None:
                reach = max(reach, beside.right_edge.i)
            reach = max([reach, *(t.right_edge.i for t in told)])
            place = self.clauses.place_of(passage, opening(verb, begin), reach, goal=goal)
        adverbs = {c.lower_ for c in verb.children if c.dep_ == "advmod" and c.i < verb.i}
        if verb.i and verb.nbor(-1).lower_ in self.words.status["once"]:
            adverbs.add(verb.nbor(-1).lower_)  # "the two last met", whatever the parse says
        elapsed = self._elapsed(verb) if status == "held" and not date.known else None
        return Occurrence(
            form=form, status=status, cast=cast, passage=passage, first=begin, last=end,
            trigger=anchors[-1].i, rule=f"engagement:{rule}", confidence=confidence, date=date,
            place=place, host=host, points_back=points_back, is_noun=noun is not None,
            planned_once=planned_once, elapsed=elapsed,
            other=bool(adverbs & self.words.status["once"]) or elapsed is not None,
        )  # fmt: skip

    def _elapsed(self, verb: Token) -> str | None:
        """Return the length of time in "Eight weeks before, A and B met", if the verb has one."""
        for word in verb.children:
            if word.dep_ not in {"advmod", "npadvmod"}:
                continue
            for unit in (word, *word.children):
                if singular(unit) not in self.words.status["units"] or unit.i + 1 >= verb.sent.end:
                    continue
                after = unit.nbor(1)
                alone = not any(c.dep_ in {"pobj", "pcomp"} for c in after.children)
                if after.lower_ in self.words.status["elapsed"] and alone and after.dep_ != "mark":
                    return str(unit.doc[unit.left_edge.i : unit.i + 1].text)
        return None

    def _date_of_cancelled(self, passage: int, noun: Token, told: list[Token]) -> DateRange:
        """Return for when it was planned, not when it was called off."""
        verb = noun.head
        last = noun.sent.end if noun.i > verb.i else verb.i
        anchors = [noun, *told, *([verb] if noun.i > verb.i else [])]
        within = (noun.i, last)
        date = self.clauses.date_of(passage, noun, *anchors, coming=True, within=within)
        return date if date.known else self.clauses.only_date(passage, within)

    def _lies_ahead(self, date: DateRange) -> bool:
        """Whether the date begins after the page was written."""
        anchor = self.analysis.anchor
        return bool(anchor and anchor.end and date.start and date.start > anchor.end)

    def mechanism_of(self, passage: int, noun: Token) -> str | None:
        """Return the name of the body that sits: what follows "of", else the words before."""
        found = self.analysis.passages[passage]
        for child in noun.rights:
            if child.dep_ == "prep" and child.lower_ == "of":
                target = next((c for c in child.children if c.dep_ == "pobj"), None)
                near = (target.i, min(target.i + 1, target.sent.end - 1)) if target else (0, 0)
                dated = target and self.analysis.times_within(passage, *near)
                if target is not None and not dated:
                    return self.phrase(passage, target)
        start = noun.i
        while start > noun.sent.start:
            before = noun.doc[start - 1]
            modifies = before.dep_ in {"compound", "amod", "nmod", "punct"}
            if not modifies or is_ordinal(before, self.words):
                break
            start -= 1
        if is_capital(noun):
            # "The Economic and Financial Dialogue": a name is whole whatever the parse says.
            party_at = self.analysis.resolver.party_at[passage]
            start = min(start, capital_start(noun, party_at))
        while start < noun.i and (
            is_ordinal(noun.doc[start], self.words) or noun.doc[start].dep_ in {"det", "poss"}
        ):
            start += 1
        status = self.words.status
        passing = self.words.nouns["sittings"] | status["serial"] | status["another"]
        while start < noun.i and (noun.doc[start].is_punct or noun.doc[start].lower_ in passing):
            start += 1
        return found.words(start, noun.i) if start < noun.i or noun.text.isupper() else None

    def phrase(self, passage: int, noun: Token) -> str:
        """Return the noun with what stands before it, without an article."""
        words = self.analysis.passages[passage].words(noun.left_edge.i, noun.i)
        return words.removeprefix("the ").removeprefix("The ")

    def set_destination(
        self, mention: Occurrence, countries: tuple[str, ...], cities: list[str]
    ) -> Occurrence:
        """Set place, host and stops of a visit: one country is the place, several are stops."""
        if len(countries) == 1:
            mention.place = Place(country=countries[0])
            mention.host = countries[0]
            mention.stops = tuple(dict.fromkeys(cities))
        else:
            label = self.analysis.reference.parties.label
            mention.place, mention.host = None, None
            mention.stops = tuple(label(country) for country in countries)
        return mention


def clause_stop(verb: Token, after: int) -> int:
    """Return where the verb's clause ends: before a finite verb, a relative or purpose clause."""
    for token in verb.doc[max(verb.i, after) + 1 : verb.sent.end]:
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD", "WDT", "WP"}:
            return int(token.i)
        if token.dep_ == "aux" and token.lower_ == "to":
            return int(token.i)
    return int(verb.sent.end)


def clause_start(verb: Token) -> int:
    """Return where the clause begins with its subject, if that stands in it before the verb."""
    subject = subject_of(verb)
    if subject is None or subject.sent != verb.sent or subject.i > verb.i:
        return int(verb.i)
    return int(subject.left_edge.i) if subject.head in {verb, verb.head} else int(verb.i)


def opening(verb: Token, begin: int) -> int:
    """Return where to look for the place: an adjunct that opens the sentence is the clause's."""
    first = verb.sent.start
    before = verb.doc[first:begin]
    adjunct = begin - first <= LONGEST_ADJUNCT and not any(
        t.pos_ in {"VERB", "AUX"} for t in before
    )
    return int(first) if adjunct and verb.dep_ == "ROOT" else begin


_FINITE = {"VBD", "VBZ", "VBP", "MD"}
#: An opening such as "On the margins of the General Assembly in New York," is no longer.
LONGEST_ADJUNCT = 20


def own_end(verb: Token) -> int:
    """Return the last token of the verb's own clause, without what is coordinated to it."""
    conjunct = next((c.i for c in verb.children if c.dep_ == "conj"), None)
    ends = [verb.i]
    for child in verb.children:
        if child.dep_ != "conj" and (conjunct is None or child.i < conjunct):
            ends.append(child.right_edge.i)
    return int(max(ends))


def verb_above(noun: Token) -> Token | None:
    """Return the nearest verb above the noun in the parse; None in a sentence without one."""
    token = noun
    while token.head != token:
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def object_of(verb: Token) -> Token | None:
    """Return the head of the verb's object, in the passive of its subject."""
    return next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)


def displaced_from(noun: Token, lemmas: Collection[str]) -> Token | None:
    """Return the verb of which the noun is the object behind an adjunct, if it's one of `lemmas`.

    "Held with B a meeting", "chaired jointly with B the third session": a parser hangs such
    an object from the adjunct, or takes it for one.
    """
    if noun.dep_ not in {"appos", "npadvmod", "dep"} or noun.left_edge.tag_ not in {"DT", "PRP$"}:
        return None
    for verb in noun.ancestors:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        active = verb.tag_ in _FINITE and object_of(verb) is None and verb.i < noun.i
        return verb if active and verb.lemma_.lower() in lemmas else None
    return None


def points(noun: Token) -> bool:
    """Whether the noun phrase points at somebody told: "they", "the leaders", "his counterpart"."""
    return noun.pos_ == "PRON" or any(c.dep_ in {"det", "poss", "nummod"} for c in noun.children)


def is_past(verb: Token) -> bool:
    """Whether the verb may be a past tense: a parser takes "received" for a participle."""
    bare = verb.tag_ == "VBN" and not any(
        c.dep_ in {"aux", "auxpass", "agent"} for c in verb.children
    )
    return verb.tag_ == "VBD" or bare


def is_verbal(token: Token) -> bool:
    """Whether the token is a verb, or a noun to the tagger with an auxiliary: "will host"."""
    return token.pos_ in {"VERB", "AUX"} or any(c.dep_ == "aux" for c in token.children)


def is_plural(noun: Token) -> bool:
    """Whether the noun is in the plural."""
    return noun.tag_ in {"NNS", "NNPS"}
