"""Make documents with their records by the thousand, without reading any: a load for archives.

`generate` yields pairs for `Archive.add`, equal ones for equal seeds. What is like an archive of
years: a few states are in most of it (weights fall as 1/rank, so that of 190 states the
busiest pair has some 3 %), a meeting has one report or several, a pair returns to its
mechanisms and promises, and days run over fifteen years. What is not: the words. They are
drawn from short lists, and "delegates" bear made-up words for names, since nobody said this.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from communique.document import Article, Block, Document, DocumentDate, Metadata
from communique.records import (
    Commitment,
    DateRange,
    Engagement,
    Evidence,
    Figure,
    Mechanism,
    Official,
    Place,
    Position,
    Rank,
    RecordBase,
    Request,
    Statement,
    Tenure,
)
from communique.reference.parties import load_parties

STATES = 190
FIRST_DAY = date(2010, 1, 1)
DAYS = 15 * 365
#: Reports of one meeting: so many, by turns.
REPORTS = (1, 2, 3, 4, 2, 1, 3)
RECORDS_PER_DOCUMENT = 20
TERM_YEARS = 4

VERBS = (
    "expand", "deepen", "launch", "support", "strengthen", "resume", "establish", "finance",
    "build", "review", "extend", "renew", "coordinate", "modernise", "promote", "protect",
)  # fmt: skip
OBJECTS = (
    "trade in grain", "the railway corridor", "a joint research fund", "student exchanges",
    "naval exercises", "a visa waiver", "geothermal plants", "fisheries patrols",
    "the customs agreement", "satellite navigation", "vaccine production", "a hotline",
    "port facilities", "cyber training", "the investment treaty", "flood forecasts",
    "direct flights", "film archives", "rice purchases", "border crossings", "solar parks",
    "the extradition treaty", "language schools", "a currency swap",
)  # fmt: skip
PURPOSES = (
    "for small firms", "in the coming years", "under the five-year plan", "with regional partners",
    "on the basis of mutual benefit", "in the northern provinces", "for young people",
    "in line with international law", "through regular consultations", "at an early date",
)  # fmt: skip
ISSUES = (
    "trade", "climate", "energy", "security", "health", "education", "investment", "agriculture",
    "cyber", "transport", "migration", "tourism",
)  # fmt: skip
CITIES = ("Geneva", "Vienna", "New York", "Nairobi", "Singapore", "Doha", "Brussels", "Bangkok")
BODIES = ("Joint Economic Commission", "Strategic Dialogue", "Consular Working Group")
SYLLABLES = ("ka", "re", "to", "mi", "su", "lan", "ve", "do", "ri", "ba", "shi", "no")
OFFICES: tuple[tuple[str, Rank], ...] = (
    ("President", "head-of-state"),
    ("Foreign Minister", "foreign-minister"),
    ("Trade Minister", "minister"),
)


@dataclass(frozen=True)
class Event:
    """A meeting that documents report."""

    left: str
    right: str
    day: date
    office: int
    city: str
    reports: int


@dataclass
class Page:
    """A document that grows by sentences; spans of records are of sentences."""

    text: str = ""
    found: list[tuple[int, int]] = field(default_factory=list)

    def say(self, sentence: str) -> tuple[int, int]:
        """Append a sentence and return its span."""
        start = len(self.text)
        self.text += sentence + " "
        return start, start + len(sentence)


@cache
def states() -> tuple[str, ...]:
    """Return the codes of the states, the busiest first; who that is, is drawn by lot."""
    codes = sorted(state.code for state in load_parties().states.values() if state.kind == "state")
    return tuple(random.Random(0).sample(codes, k=STATES))


def busiest_pair() -> tuple[str, str]:
    """Return the pair that has most documents."""
    first, second = states()[:2]
    return first, second


def generate(documents: int, *, seed: int = 0) -> Iterator[tuple[Document, list[RecordBase]]]:
    """Yield so many documents, each with `RECORDS_PER_DOCUMENT` records, the oldest first."""
    chance = random.Random(seed)
    number = 0
    for event in _events(documents, chance):
        for report in range(event.reports):
            if number == documents:
                return
            yield _write(event, report, number, chance)
            number += 1


def _events(documents: int, chance: random.Random) -> Iterator[Event]:
    codes = states()
    pairs = list(itertools.combinations(range(len(codes)), 2))
    weights = list(itertools.accumulate(1 / ((i + 1) * (j + 1)) for i, j in pairs))
    mean = sum(REPORTS) / len(REPORTS)
    for number in itertools.count():
        left, right = chance.choices(pairs, cum_weights=weights)[0]
        elapsed = min(DAYS - 1, int(number * mean / documents * DAYS))
        yield Event(
            left=min(codes[left], codes[right]),
            right=max(codes[left], codes[right]),
            day=FIRST_DAY + timedelta(days=elapsed),
            office=chance.randrange(len(OFFICES)),
            city=chance.choice(CITIES),
            reports=REPORTS[number % len(REPORTS)],
        )


def person_of(party: str, office: int, day: date) -> str:
    """Return the made-up name of who held an office of a party on a day."""
    chance = random.Random(f"{party}/{office}/{day.year // TERM_YEARS}")
    names = ("".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(2))
    return " ".join(names)


def _write(
    event: Event, report: int, number: int, chance: random.Random
) -> tuple[Document, list[RecordBase]]:
    """Return one report of an event and its records."""
    parties = (event.left, event.right)
    title, rank = OFFICES[event.office]
    people = [person_of(party, event.office, event.day) for party in parties]
    names = [load_parties().label(party) for party in parties]
    published = event.day + timedelta(days=report % 2)
    page = Page()
    headline = f"{names[0]} and {names[1]} hold talks"
    page.text = f"{headline}\n\n"
    drafts: list[tuple[type[RecordBase], tuple[int, int], dict[str, object]]] = []

    def draft(kind: type[RecordBase], sentence: str, **fields: object) -> None:
        drafts.append((kind, page.say(sentence), fields))

    def deed() -> str:
        return f"{chance.choice(VERBS)} {chance.choice(OBJECTS)} {chance.choice(PURPOSES)}"

    body = f"{names[0]}-{names[1]} {chance.choice(BODIES)}"
    draft(
        Engagement,
        f"Delegates {people[0]} and {people[1]} met in {event.city} on {event.day:%d %B %Y}.",
        form="talks",
        status="held",
        parties=parties,
        people=tuple(
            Official(name=name, office=title, party=party)
            for name, party in zip(people, parties, strict=True)
        ),
        date=DateRange.on(event.day),
        place=Place(city=event.city),
    )
    for place, party in enumerate(parties):
        draft(
            Tenure,
            f"{people[place]} is {title} of {names[place]}.",
            person=people[place],
            office=title,
            rank=rank,
            party=party,
            as_of=DateRange.on(published),
        )
    draft(
        Mechanism,
        f"The {body} is at work.",
        name=body,
        parties=parties,
        type="committee",
        state="existing",
    )
    for turn in range(4):
        place, said, issue = turn % 2, deed(), chance.choice(ISSUES)
        start, end = page.say(f"{people[place]} said that it was time to {said}.")
        drafts.append(
            (
                Statement,
                (start, end),
                {
                    "speaker": people[place],
                    "speaker_party": parties[place],
                    "mode": "indirect",
                    "cue": "said",
                    "source": people[place],
                    "topics": (issue,),
                },
            )
        )
        wanted = deed()
        draft(
            Request,
            f"{names[place]} urged {names[1 - place]} to {wanted}.",
            by=parties[place],
            to=(parties[1 - place],),
            force="urged",
            action=wanted,
            topics=(issue,),
        )
        promised = deed()
        year = event.day.year + 1 + turn
        draft(
            Commitment,
            f"The two sides agreed to {promised} by {year}.",
            parties=parties,
            force="agreed",
            action=promised,
            due=DateRange(
                start=date(year, 1, 1), end=date(year, 12, 31), precision="year", basis="explicit"
            ),
            topics=(issue,),
        )
    for place, party in enumerate(parties):
        issue = chance.choice(ISSUES)
        wording = f"{names[place]} supports cooperation on {issue} {chance.choice(PURPOSES)}"
        draft(Position, f"{wording}.", holder=party, issue=issue, stance="support", wording=wording)
    value = chance.randrange(1, 900)
    draft(
        Figure,
        f"Trade reached {value} million dollars, page {number} tells.",
        label="trade",
        value=value * 1e6,
        unit="USD",
        sense="statistic",
        period=DateRange(
            start=date(event.day.year, 1, 1),
            end=date(event.day.year, 12, 31),
            precision="year",
            basis="explicit",
        ),
        parties=parties,
    )
    draft(
        Commitment,
        f"{names[0]} will {(own := deed())}.",
        parties=parties[:1],
        force="pledged",
        action=own,
    )
    document = _document(page.text, headline, names[report % 2], published, number)
    return document, [_record(document, *one) for one in drafts]


def _document(text: str, headline: str, publisher: str, day: date, number: int) -> Document:
    metadata = Metadata(
        title=headline,
        publisher=f"Ministry of Foreign Affairs of {publisher}",
        language="en",
        published=DocumentDate(date=DateRange.on(day), found="given"),
    )
    blocks = (
        Block(kind="headline", start=0, end=len(headline)),
        Block(kind="paragraph", start=len(headline) + 2, end=len(text.rstrip())),
    )
    article = Article(start=0, end=len(text), metadata=metadata, blocks=blocks)
    return Document(
        name=f"page-{number:06}", text=text, sha256=f"{number:064}", articles=(article,)
    )


def _record(
    document: Document,
    kind: type[RecordBase],
    span: tuple[int, int],
    fields: dict[str, object],
) -> RecordBase:
    start, end = span
    evidence = Evidence(
        document_id=document.id,
        start=start,
        end=end,
        text=document.text[start:end],
        rule="scale",
    )
    if kind is Statement:
        fields = {**fields, "content": (evidence,)}
    return kind(document_id=document.id, evidence=(evidence,), **fields)
