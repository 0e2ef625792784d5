"""Addresses: speeches whose head or title says at which gathering they were given.

"Statement by President A at the 79th Session of the General Assembly, New York, 24 September
2024" tells a session of A's party and the organisation, though no sentence does. The head is
read as it stands in the source: its lines are cut anywhere, and dates and places of it are
taken for a dateline by those who look for the article's prose.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from communique.extraction.engagement_casts import Cast
from communique.extraction.engagement_lexicon import FORMS
from communique.extraction.engagement_mentions import MentionReader, Occurrence
from communique.extraction.engagement_places import LARGE
from communique.language.mentions import party_finder
from communique.language.referents import Person
from communique.language.times import find_times
from communique.records import UNKNOWN_DATE, DateRange, EngagementForm, Place
from communique.reference.sittings import load_sittings

#: The head of a speech is no longer, nor are its lines, blank ones left out.
_HEAD_LINES = 14
_LINE_CHARS = 260
#: An organisation may be named so far behind the noun of its gathering.
_REACH = 90
_GREETING = re.compile(
    r"\s*(?:(?:dear|mrs?\.?|madam|mister|your|hon\.?|honou?rable|distinguished) \w+[^\n]*[,!:.]\s*$"
    r"|excellenc|thank|good (?:morning|afternoon|evening)|in the name of)",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b|\b(?:OF|THE|AT|TO|IN|ON|FOR|AND|BY)\b")
_PIECE = re.compile(r"[^\n,;|()/–—]+")
#: Behind this stands where one spoke; a line of its own needs no word before it.
_LINK = re.compile(r"(?:\b(?:at|to|before) (?:the )?(?:[\w-]+ ){0,2}|\n\s*)$", re.IGNORECASE)
#: Forms at which one speaks to many.
_GATHERED = {"session", "summit", "conference", "meeting"}
#: Of these the members are all there: no state is a side as its host.
_OPEN_TO_ALL = {"conference"}


@dataclass(eq=False)
class AddressReader(MentionReader):
    """Reads the gathering at which the text's author speaks."""

    def read(self) -> Occurrence | None:
        """Return the gathering, with the lines that name it as evidence; None if none do."""
        party = self._party()
        if party is None or not self.analysis.passages:
            return None
        start, end = self._head
        title = self.analysis.article.metadata.title
        head = self.analysis.document.text[start:end]
        found = self._gathering_in(head)
        if found is not None:
            span = (start + found[2], start + found[3])
        else:
            found = self._gathering_in(title) if title else None
            first = self.analysis.passages[0]
            head, span = f"{title}\n{head}", first.span_of(0, next(first.doc.sents).end - 1)
        if found is None:
            return None
        form, bodies = found[:2]
        place = self._place(head)
        host = self._host(place, party, bodies[0]) if form not in _OPEN_TO_ALL else None
        person = self._author
        issue = self.analysis.issue
        if person is None and issue is not None and issue.author is not None:
            person = Person(issue.author, party)  # the head alone may name him
        sittings = load_sittings()
        sides = [b for b in bodies if b not in sittings or sittings[b].side]
        parties = tuple(dict.fromkeys((party, *([host] if host else []), *sides)))
        return Occurrence(
            form=form, status="held", cast=Cast(parties, (person,) if person else (), named=True),
            passage=0, first=0, last=0, trigger=0, rule="engagement:address", confidence=0.8,
            date=self._date(head), place=place, host=host, span=span, of_body=True,
        )  # fmt: skip

    @cached_property
    def _author(self) -> Person | None:
        issue = self.analysis.issue
        return self.analysis.people.named(issue.author) if issue and issue.author else None

    def _party(self) -> str | None:
        """Return for whom the author speaks; None where nobody's words are given."""
        issue = self.analysis.issue
        if issue is None or issue.joint:
            return None
        own = self._author.party if self._author is not None else None
        return issue.party or own or self._named_alone() or self.analysis.home

    def _named_alone(self) -> str | None:
        """Return the one state that the head names besides that of the place."""
        head = self.analysis.document.text[slice(*self._head)]
        place = self._place(head)
        named = party_finder(self.analysis.reference.parties).find_in(_plain(head))
        states = {party for party, _, _ in named} & self.analysis.reference.parties.states.keys()
        states -= {place.country if place is not None else None}
        return states.pop() if len(states) == 1 else None

    @cached_property
    def _head(self) -> tuple[int, int]:
        """Where the lines before the speech stand: up to a greeting or a line of prose."""
        article, text = self.analysis.article, self.analysis.document.text
        end, lines = article.start, 0
        for line in text[article.start : article.end].splitlines(keepends=True):
            told = line.rstrip().endswith((".", "!", "?")) and lines > 0 and len(line.split()) > 6
            if _GREETING.match(line) or told or lines == _HEAD_LINES or len(line) > _LINE_CHARS:
                break
            end += len(line)
            lines += bool(line.strip())
        return article.start, end

    def _gathering_in(self, text: str) -> tuple[EngagementForm, list[str], int, int] | None:
        """Return form, organisations and extent of the gathering that the text names."""
        plain = _plain(text)
        named = party_finder(self.analysis.reference.parties).find_in(plain)
        states = self.analysis.reference.parties.states
        for match in self._pattern.finditer(plain):
            first, last = match.span("name")
            bodies: list[str] = []
            for party, start, end in named:
                near = end > first and start <= last + _REACH
                if not near or party in states or not _goes_on(plain[match.end() : start]):
                    continue
                bodies.append(party)
                last = max(last, end)
            if bodies:
                bodies = list(dict.fromkeys(bodies))
                return self._form(plain[first:last], bodies[0]), bodies[:2], first, last
        for party, start, end in named:
            sitting = load_sittings().get(party)
            led = _LINK.search(text[:start]) is not None
            if sitting is not None and sitting.form is not None and led:
                return sitting.form, [party], start, end
        return None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """ "at the 79th Session": up to the noun of the gathering, or an organ that sits."""
        nouns = {noun for form in FORMS for noun in self.words.nouns[form]}
        nouns = {n for n in nouns if self.words.forms[n] in _GATHERED} | {"assembly", "council"}
        return re.compile(
            r"\b(?:at|to|before|during|for|in)\s+(?P<name>(?:(?!(?:at|during|before)\s)[^\s.:;]+\s+){0,14}?"
            rf"(?:{'|'.join(sorted(nouns))})\b)",
            re.IGNORECASE,
        )

    def _form(self, name: str, body: str) -> EngagementForm:
        sitting = load_sittings().get(body)
        words = re.findall(r"[a-z]+", name.lower())
        forms = {self.words.forms.get(word) for word in words}
        for form in ("summit", "session"):
            if form in forms:
                return form
        if sitting is not None and sitting.form is not None:
            return sitting.form
        if "conference" in forms:
            return "conference"
        bodies = set(words) & (self.words.nouns["gatherings"] | self.words.nouns["ordinals"])
        return "session" if bodies or re.search(r"\d", name) else "meeting"

    def _host(self, place: Place | None, party: str, body: str) -> str | None:
        sitting = load_sittings().get(body)
        country = place.country if place is not None else None
        return None if sitting is not None and country in sitting.seats else country

    def _date(self, head: str) -> DateRange:
        """Return the day in the head, else the month."""
        best = UNKNOWN_DATE
        for time in find_times(head, self.analysis.anchor):
            if time.date.precision == "day":
                return time.date
            if time.date.precision == "month" and not best.known:
                best = time.date
        return best

    def _place(self, head: str) -> Place | None:
        """Return the city in the head: a line of its own, or a part between commas."""
        for match in _PIECE.finditer(head):
            piece = re.sub(r"^.*\b(?:in|at) ", "", " ".join(match.group().split()))
            name = piece.title() if piece.isupper() else piece
            for fact in self.analysis.reference.places.lookup(name)[:1] if name else ():
                capital = fact.population >= LARGE or not fact.ambiguous
                if fact.kind != "venue" and capital and name[0].isupper():
                    return Place(city=name, country=fact.country)
        return None


def _plain(text: str) -> str:
    """Return the text in one line, of the same length, its lines in capitals as names are."""
    lines = (_SHOUTED.sub(_lowered, t) if t.isupper() else t for t in text.split("\n"))
    return " ".join(lines).replace("’", "'")


def _lowered(match: re.Match[str]) -> str:
    word = match.group()
    return word.lower() if len(word) < 4 and word != "UN" else word.capitalize()


def _goes_on(between: str) -> bool:
    """Whether what stands behind the noun still belongs to its name."""
    return not set(between) & set(".;:()")
