"""Whose side: the publisher's home, the party of each person, who writes and who signs.

Text leaves out what its readers know: a ministry's page says "the Foreign Minister" of its
own, and "President Lula" needs no country. What the words don't say is inferred here,
from the title, the sentence, the page's home, in this order.
"""

import re
from collections import Counter

from communique.document import Article
from communique.language.authorities import authority_of
from communique.language.issuing import Issue
from communique.language.mentions import PartyMention
from communique.language.owners import has_no_such_office, owner_by_title, reigning
from communique.language.passages import Passage
from communique.language.people import OfficeMention
from communique.language.referents import People, Person, same_name
from communique.language.speech import Attribution
from communique.records import Rank
from communique.reference import Reference
from communique.reference.domains import country_of_host
from communique.reference.publishers import Publisher


def find_publisher(article: Article, reference: Reference) -> Publisher | None:
    """Return who publishes the article: first whoever speaks for a party."""
    metadata = article.metadata
    for name in (metadata.agency, metadata.publisher):
        if name and (publisher := reference.publishers.by_name(name)) and publisher.party:
            return publisher
    if metadata.url and (publisher := reference.publishers.by_host(metadata.url)):
        return publisher
    known = reference.publishers.by_name(metadata.publisher) if metadata.publisher else None
    return known or (authority_of(metadata.publisher, reference) if metadata.publisher else None)


def find_home(
    article: Article, publisher: Publisher | None, issue: Issue | None, reference: Reference
) -> str | None:
    """Whose "the President" is: the publisher's party, else that of who issues the text.

    Without either it is the country of the dateline, in which the publisher sits, or in
    which its domain lies, in this order. Who is named as the author may speak anywhere.
    """
    if publisher is not None and publisher.party is not None:
        return publisher.party
    if issue is not None and issue.party is not None:
        return issue.party
    abroad = issue is not None and issue.author is not None
    if article.metadata.dateline_place and not abroad:
        country = _country_of(article.metadata.dateline_place, reference)
        if country is not None:
            return country
    if publisher is not None:
        # A portal passes on the pages of all countries.
        return publisher.country if publisher.kind != "portal" else None
    return country_of_host(article.metadata.url) if article.metadata.url else None


def _country_of(place: str, reference: Reference) -> str | None:
    if places := reference.places.lookup(place):
        return places[0].country
    # States themselves, and spellings of capitals that the table of cities hasn't.
    parties = reference.parties
    return next((state for state in parties.states if parties.names_party(place, state)), None)


#: Offices of which a state has one bearer at a time: two presidents are of two states.
_EXCLUSIVE: set[Rank] = {"head-of-state", "head-of-government", "foreign-minister", "deputy-head"}


def infer_parties(
    people: People,
    given: list[OfficeMention],
    home: str | None,
    passages: list[Passage],
    mentions: list[list[PartyMention]],
    reference: Reference,
    year: int | None,
) -> None:
    """Give each person whose office names no party the one that the article implies.

    In this order: the title's word, an office that one state alone has, what reference
    data know of the name in that year, the sentence, the page's home.
    """
    for person in people.all:
        if person.party is None:
            for office in given:
                if office.name and office.party and same_name(office.name, person.name):
                    person.party = office.party
    joined = _joined_parties(people, passages)
    for person in people.all:
        # Where name, office and year all agree, the table is surer than the words around.
        known = _known_in_office(person, reference, year)
        person.party = known or person.party or owner_by_title(person, passages, mentions)
        person.party = person.party or _known_party(person, reference, year)
        for passage, office in person.offices:
            person.party = person.party or joined.get((passage, office.start))
    for person in people.all:
        if person.party is None:
            person.party = _side_of(person, passages, mentions) or _delegation_of(
                person, passages, mentions
            )
    named = _other_states(passages, mentions, home)
    for person in people.all:
        others = [party for party in named if not has_no_such_office(person, party)]
        if person.party is None and others:
            if _is_counterpart(person, passages):
                near = _nearest(person, passages, mentions, home)
                person.party = near if near in others else None
                if person.party is None and person.ranks & _EXCLUSIVE:
                    person.party = others[0]
            elif _has_equal(person, people, home):
                person.party = others[0]
    fallback = home or _dominant_state(mentions)
    for person in people.all:
        if person.styled and not (person.offices or person.known):
            continue  # "co-chaired by H.E. A and H.E. B": one of them is a guest
        if person.party is None and fallback is not None and has_no_such_office(person, fallback):
            person.party = _foreign_to(person, passages, mentions, home, named)
        elif person.party is None:
            person.party, person.assumed = fallback or reigning(person, named), True


def adopt_speakers(
    people: People, passages: list[Passage], attributions: list[Attribution], home: str | None
) -> None:
    """Give those whose party was assumed the party of the foreign speaker who names them."""
    for person in people.all:
        if not person.assumed or not person.spans or person.party != home:
            continue
        passage, start, _ = person.spans[0]
        token = passages[passage].token_at(start)
        told = [a for a in attributions if a.covers(passage, token)]
        speaker = min(told, key=Attribution.size).speaker if told else None
        if speaker is None or person in speaker.persons or len(speaker.parties) != 1:
            continue
        if speaker.parties[0] != home:
            person.party = speaker.parties[0]


def _foreign_to(
    person: Person,
    passages: list[Passage],
    mentions: list[list[PartyMention]],
    home: str | None,
    others: list[str],
) -> str | None:
    """The party of somebody whose office the page's own state hasn't: the other state's."""
    crowned = reigning(person, [*others, *([home] if home else [])])
    if crowned is not None:
        return crowned
    if person.spans and (near := _nearest(person, passages, mentions, home)):
        return near if not has_no_such_office(person, near) else None
    fitting = [party for party in others if not has_no_such_office(person, party)]
    return fitting[0] if len(fitting) == 1 else None


def implied_home(people: People) -> str | None:
    """Return the one state whose office-bearers the article introduces without naming it.

    A paper's readers know whose "Foreign Minister Chung" is, not whose "Russian" one.
    """
    own = {
        person.party for person in people.all
        if person.party and person.party.isupper() and person.ranks & _EXCLUSIVE
        and all(office.party is None for _, office in person.offices)
    }  # fmt: skip
    return own.pop() if len(own) == 1 else None


def find_author(passages: list[Passage], people: People, home: str | None) -> Person | None:
    """Return the person in whose first person the article is written: its letterhead names one.

    A minister's release says "I met" under his own name and office; whoever else its
    heading names is of another party.
    """
    lead = next((p.index for p in passages if p.block.kind == "paragraph"), len(passages))
    in_head = {
        person.name: person for person in people.all
        if person.party == home and any(index < lead for index, _, _ in person.spans)
    }  # fmt: skip
    return next(iter(in_head.values())) if len(in_head) == 1 else None


def _joined_parties(people: People, passages: list[Passage]) -> dict[tuple[int, int], str]:
    """Whose the office is that begins at a place, as "and" joins it to another's.

    "Mexican President X and Foreign Minister Y": both are Mexico's, unless no state has both.
    """
    named = [
        (passage, office)
        for person in people.all
        for passage, office in person.offices
        if office.start < office.name_start
    ]
    ends = {(passage, office.end): office for passage, office in named}
    joined: dict[tuple[int, int], str] = {}
    for passage, office in named:
        before = office.start - len(_AND)
        peer = ends.get((passage, before))
        if peer is None or (peer.rank == office.rank and peer.rank in _EXCLUSIVE):
            continue
        if not passages[passage].text.startswith(_AND, before):
            continue
        if peer.party:
            joined[passage, office.start] = peer.party
        elif office.party:
            # "Foreign Minister A and State Secretary B of X": the state stands behind both.
            joined[passage, peer.start] = office.party
    return joined


_AND = " and "


def _dominant_state(mentions: list[list[PartyMention]]) -> str | None:
    """The state that a page without a known publisher speaks of most, if it does so by far."""
    counts = Counter(m.party for found in mentions for m in found if m.party.isupper())
    (first, most), *rest = [*counts.most_common(2), (None, 0)]
    return first if most >= 3 and most > 1.2 * rest[0][1] else None


def _known_in_office(person: Person, reference: Reference, year: int | None) -> str | None:
    """The party of a leader known by this name in this office in this year, if there is but one."""
    if year is None:
        return None
    for rank in sorted(person.ranks & _EXCLUSIVE):
        in_office = {
            leader.party
            for leader in reference.leaders.find(person.name, rank=rank, year=year)
            if leader.rank == rank and leader.held_in(year)
        }
        if len(in_office) == 1:
            return in_office.pop()
    return None


def _known_party(person: Person, reference: Reference, year: int | None) -> str | None:
    for _, office in person.offices:
        party = reference.offices.party_of(office.core)
        if party is not None:
            return party
    ranks: list[Rank | None] = [*sorted(person.ranks)] or [None]
    for rank in ranks:
        party = reference.leaders.party(person.name, rank=rank, year=year)
        if party is not None:
            return party
    return None


def _other_states(
    passages: list[Passage], mentions: list[list[PartyMention]], home: str | None
) -> list[str]:
    """The states other than the page's own, those named most in the lead first."""
    counts: Counter[str] = Counter()
    for index, found in enumerate(mentions):
        for mention in found:
            if mention.party.isupper() and mention.party != home:
                counts[mention.party] += 3 if index < 2 else 1
    return [party for party, _ in counts.most_common()]


def _is_counterpart(person: Person, passages: list[Passage]) -> bool:
    """Whether somebody met, called or wrote to the person where the text first names them."""
    passage, _, end = person.spans[0]
    if person.offices and person.offices[0][0] == passage:
        end = person.offices[0][1].name_end
    found = passages[passage]
    token = found.doc[found.token_at(end - 1)]
    while token.dep_ in {"compound", "flat", "conj", "appos", "nmod"} and token.head != token:
        token = token.head
    if token.dep_ == "pobj":
        return token.head.lower_ in {"with", "alongside"}
    return token.dep_ == "dobj" and token.head.lemma_ in {
        "meet", "host", "receive", "welcome", "call", "congratulate", "thank", "see", "greet",
    }  # fmt: skip


#: So many words may stand between the words that name a side and its officer.
_ON_SIDE = 30
#: Nouns of which each party of an encounter has one.
_SIDES = {"side", "delegation", "team"}
#: What an officer does for his side.
_LEADING = {"lead", "head", "represent", "chair", "co", "sign", "helm", "front"}
#: Behind these who stands there is of the other side.
_ACROSS = {"with", "met", "meet", "counterpart", "received", "hosted", "welcomed", "called"}


def _side_of(
    person: Person, passages: list[Passage], mentions: list[list[PartyMention]]
) -> str | None:
    """The party on whose side the sentence puts the person.

    "For X, Minister A signed", "on the Y side, B", "the Z delegation was headed by C"; those
    named behind are of the same side up to the next.
    """
    if not person.offices:
        return None
    passage, office = person.offices[0]
    found = passages[passage]
    first = found.token_at(office.start)
    floor = max(found.sentence_of(first).start, first - _ON_SIDE)
    for mention in reversed(mentions[passage]):
        if mention.last >= first:
            continue
        if mention.first < floor:
            return None
        if _names_side(found, mention, first):
            between = {token.lower_ for token in found.doc[mention.last + 1 : first]}
            return None if between & _ACROSS else mention.party
    return None


def _names_side(passage: Passage, mention: PartyMention, officer: int) -> bool:
    """Whether the mention opens what a side does: "for X by", "on the X side", "X's team led"."""
    doc = passage.doc
    start = mention.first
    while start > 0 and doc[start - 1].lower_ in {"the", "of"}:
        start -= 1
    before = doc[start - 1].lower_ if start else ""
    after = mention.last + 1
    behind = doc[after].lower_ if after < officer else ""
    if before in {"representing", "behalf"}:
        return True
    if before == "for" and behind in {"by", ","}:
        return True
    if behind in {"'s", "'"}:
        after += 1
    if after < officer and doc[after].lower_ in _SIDES:
        if before == "on" or doc[after - 1].lower_ == "on":
            return True
        rest = doc[after + 1 : officer]
        led = any(token.lemma_.lower() in _LEADING for token in rest)
        # "The Chilean side by B": the verb stands with the first side only.
        return (led or len(rest) <= 2) and any(token.lower_ == "by" for token in rest)
    return False


#: How many words may stand between a delegation and the title of who leads it.
_LED_BY = 8

#: How many words may stand between whose delegation it is and the noun.
_OWNED_BY = 6


def _delegation_of(
    person: Person, passages: list[Passage], mentions: list[list[PartyMention]]
) -> str | None:
    """The party in "the X delegation led by Deputy Minister A", "a delegation of X headed by A"."""
    if not person.offices:
        return None
    passage, office = person.offices[0]
    found = passages[passage]
    first = found.token_at(office.start)
    floor = max(found.sentence_of(first).start, first - _LED_BY)
    words = [token.lemma_.lower() for token in found.doc[floor:first]]
    if "delegation" not in words or not {"lead", "head"} & set(words):
        return None
    at = floor + words.index("delegation")
    near = [m.party for m in mentions[passage] if m.last < first and at - _OWNED_BY <= m.first]
    return near[-1] if near else None


def _has_equal(person: Person, people: People, home: str | None) -> bool:
    """Whether an earlier person of the home side holds the office, of which a state has one."""
    for other in people.all:
        if other is person:
            return False
        if other.party in {None, home} and other.ranks & person.ranks & _EXCLUSIVE:
            return True
    return False


def _nearest(
    person: Person,
    passages: list[Passage],
    mentions: list[list[PartyMention]],
    home: str | None,
) -> str | None:
    """The other state named nearest in the sentence that first names the person."""
    passage, start, _ = person.spans[0]
    found = passages[passage]
    where = found.token_at(start)
    sentence = found.sentence_of(where)
    near = [
        (abs(m.first - where), m.party)
        for m in mentions[passage]
        if m.party.isupper() and m.party != home and sentence.start <= m.first < sentence.end
    ]
    return min(near)[1] if near else None


def find_signatories(
    title: Passage | None,
    in_title: list[OfficeMention],
    passages: list[Passage],
    people: People,
) -> tuple[Person, ...]:
    """Return the persons of two or more parties in whose name the article speaks, in order.

    The head of a joint text names them: "Statement of President A and Prime Minister B".
    """
    if title is not None and (match := _SIGNED.search(title.text)):
        after = [o.name for o in in_title if o.name and o.start >= match.end()]
        signed = [p for name in after if (p := people.named(name)) is not None]
        if len({p.party for p in signed if p.party}) > 1:
            return tuple(dict.fromkeys(signed))
    for passage in passages[:2]:
        if passage.block.kind == "headline" and (match := _SIGNED.search(passage.text)):
            spans = [
                (start, p) for p in people.all for i, start, _ in p.spans
                if i == passage.index and start >= match.end()
            ]  # fmt: skip
            signed = [p for _, p in sorted(spans, key=lambda span: span[0])]
            if len({p.party for p in signed if p.party}) > 1:
                return tuple(dict.fromkeys(signed))
    return ()


#: The head of a text that is its signatories' own word, up to their names.
_SIGNED = re.compile(
    r"\b(?:statement|declaration|communiqu[eé]|message|letter|article|op-ed)s? "
    r"(?:of|by|from|between)\b",
    re.IGNORECASE,
)
