"""Document → Analysis: everything that extraction asks of the language of one article."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from spacy.language import Language
from spacy.tokens import Token

from communique.document import Article, Block, Document
from communique.errors import UnsupportedLanguage
from communique.language.attribution import AttributionReader
from communique.language.counterparts import find_counterparts
from communique.language.introductions import join_lines
from communique.language.issuing import Issue, find_issue, find_self, is_joint
from communique.language.mentions import PartyMention, leave_out_others, party_finder
from communique.language.names import NameMention, find_honorific_names, find_known_names
from communique.language.parsing import parse_texts
from communique.language.passages import Passage, plain_text
from communique.language.people import OfficeMention, find_offices
from communique.language.principals import principals_of
from communique.language.quantities import Quantity, find_quantities
from communique.language.quantities_grammar import dollar_of
from communique.language.referents import NOBODY, People, Person, Referent, Resolver
from communique.language.reports import Report, find_reports
from communique.language.sides import (
    adopt_speakers,
    find_author,
    find_home,
    find_publisher,
    find_signatories,
    implied_home,
    infer_parties,
)
from communique.language.spans import Spans
from communique.language.speech import Attribution, Stretch
from communique.language.tenses import looks_ahead
from communique.language.times import TimeExpression, find_times
from communique.language.titles import title_grammar
from communique.language.transcripts import Turn
from communique.language.vouching import Vouching, find_others, find_vouched_names
from communique.records import NARRATION, UNKNOWN_DATE, DateRange, Evidence
from communique.reference import Reference
from communique.reference.issues import KIND_FACTORS, POINTS
from communique.reference.publishers import Publisher

LANGUAGES = ("en",)

_SUBJECTS = {"nsubj", "nsubjpass", "conj"}

#: A region scores so much by one term that decides alone: "war in Ukraine", not "Ukraine".
DECISIVE = POINTS[3] * KIND_FACTORS["region"]
#: What one faint term of a region weighs.
_HINT = POINTS[1] * KIND_FACTORS["region"]

#: Blocks that hold prose to parse; tables are read cell by cell, boilerplate not at all.
PROSE = {"headline", "paragraph", "caption", "list-item", "quotation"}


#: A party named at most so many words before "fiscal year" is whose it is.
_OWNER_REACH = 6


#: So many lines at most stand between the title and the text, each of so many words.
_HEAD_LINES = 4
_HEAD_WORDS = 40


@dataclass(eq=False)
class Analysis:
    """One article, analysed. Passages are the blocks of prose, in reading order."""

    document: Document
    article: Article
    reference: Reference
    passages: list[Passage]
    parties: list[list[PartyMention]]
    offices: list[list[OfficeMention]]
    people: People
    resolver: Resolver
    attributions: list[Attribution]
    mute: frozenset[int]
    turns: tuple[Turn, ...]
    home: str | None
    anchor: DateRange | None
    publisher: Publisher | None
    issue: Issue | None
    _topics: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    @property
    def principals(self) -> tuple[str, ...]:
        """The parties of the encounter that the article is about, sorted; () if it has none."""
        return self.resolver.principals

    @property
    def voiced(self) -> list[Passage]:
        """The passages in which the writer or a party's speaker speaks: no reporter's question."""
        return [passage for passage in self.passages if passage.index not in self.mute]

    @property
    def as_of(self) -> DateRange:
        """The document's date as the date of what it says about the present."""
        if self.anchor is None or not self.anchor.known:
            return UNKNOWN_DATE
        return self.anchor.model_copy(update={"basis": "explicit"})

    @cached_property
    def is_domestic(self) -> bool:
        """Whether the article names no party but its publisher's own: its affairs at home."""
        named = {m.party for mentions in self.parties for m in mentions}
        named |= {person.party for person in self.people.all if person.party}
        return not named - {self.home}

    # -- where words are -----------------------------------------------------------------

    @cached_property
    def document_id(self) -> str:
        """The document's id, reckoned once: it is a hash of the whole text."""
        return self.document.id

    def evidence(self, passage: int, first: int, last: int, rule: str) -> Evidence:
        """Return the evidence that is the tokens `first` to `last` of the passage."""
        start, end = self.passages[passage].span_of(first, last)
        return self._evidence(start, end, rule)

    def evidence_at(self, passage: int, start: int, end: int, rule: str) -> Evidence:
        """Return the evidence that is the characters `[start, end)` of the passage's text."""
        begin, stop = self.passages[passage].source_span(start, end)
        return self._evidence(begin, stop, rule)

    def source_evidence(self, start: int, end: int, rule: str) -> Evidence:
        """Return the evidence that is `[start, end)` of the document's text."""
        return self._evidence(start, end, rule)

    def _evidence(self, start: int, end: int, rule: str) -> Evidence:
        return Evidence(
            document_id=self.document_id,
            start=start,
            end=end,
            text=self.document.text[start:end],
            rule=rule,
        )

    def stretches(self, stretches: list[Stretch], rule: str) -> tuple[Evidence, ...]:
        """Return the evidence of stretches; neighbouring passages join into one span."""
        joined: list[tuple[int, int]] = []
        previous: int | None = None
        for passage, first, last in stretches:
            start, end = self.passages[passage].span_of(first, last)
            if previous is not None and passage == previous + 1 and joined:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
            previous = passage
        return tuple(self._evidence(start, end, rule) for start, end in joined)

    def parties_within(self, passage: int, first: int, last: int) -> list[PartyMention]:
        """Return the mentions of parties that touch the tokens `first` to `last`, in order."""
        mentions = self.parties[passage]  # in order, without overlap
        start = bisect_left(mentions, first, key=attrgetter("last"))
        return mentions[start : bisect_right(mentions, last, key=attrgetter("first"))]

    # -- whose words ---------------------------------------------------------------------

    def attribution_of(self, passage: int, token: int) -> Attribution | None:
        """Return the innermost attribution whose content holds the token."""
        return self._innermost.get((passage, token))

    @cached_property
    def _innermost(self) -> dict[tuple[int, int], Attribution]:
        index: dict[tuple[int, int], Attribution] = {}
        # The smaller overwrites the larger; of two of a size the earlier stays.
        for attribution in sorted(reversed(self.attributions), key=Attribution.size, reverse=True):
            for passage, first, last in attribution.content:
                for token in range(first, last + 1):
                    index[passage, token] = attribution
        return index

    def speaker_of(self, passage: int, token: int) -> Referent | None:
        """Return who says the words at the token; None for the writer's narration."""
        attribution = self.attribution_of(passage, token)
        return attribution.speaker if attribution is not None else None

    def voice_of(self, passage: int, token: int) -> Referent | None:
        """Return who says the words at the token, also where a report goes on without a cue.

        "Wang said N. Both sides should V": a demand in nobody's mouth is the last speaker's of
        the paragraph. None for the writer's own voice.
        """
        speaker = self.speaker_of(passage, token)
        if speaker is not None:
            return speaker
        sentence = self.passages[passage].doc[token].sent
        if any(c.dep_ == "auxpass" for c in sentence.root.children) and any(
            c.lower_ == "it" and c.dep_ == "nsubjpass" for c in sentence.root.children
        ):
            return self.resolver.both_sides() or None  # "it was stressed that"
        start = sentence.start
        for before in range(start - 1, -1, -1):
            attribution = self.attribution_of(passage, before)
            if attribution is not None:
                return attribution.speaker if attribution.mode != "direct" else None
        return None

    @cached_property
    def narrator(self) -> Referent:
        """Who speaks as "we" in a text that its parties wrote themselves; else nobody.

        Where the writer says "I", one side writes, whoever its "we" may be.
        """
        found = NOBODY
        if any(a.cue is None and a.mode == "direct" for a in self.attributions):
            return found  # a transcript: each of its speakers says "we"
        for passage in self.voiced:
            for token in passage.tokens_of({"we", "i"}):
                if token.lower_ not in {"we", "i"} or token.dep_ not in _SUBJECTS:
                    continue
                if self.attribution_of(passage.index, token.i) is not None:
                    continue
                if token.lower_ == "i":
                    return Referent("party", (self.home,)) if self.home else NOBODY
                found = found or self.resolve(passage.index, token)
        return found

    def source_of(self, passage: int, token: int) -> str:
        """Return the `source` of a record read at the token."""
        return source_name(self.speaker_of(passage, token))

    def claimed_by(self, *parties: str) -> str | None:
        """Return the publisher's party where it reports what other parties say, do or want."""
        owner = self.publisher.party if self.publisher is not None else None
        if owner is None or not parties or owner in parties:
            return None
        return owner

    def resolve(self, passage: int, token: Token) -> Referent:
        """Return whom the noun phrase headed by `token` means, in the mouth of its speaker."""
        return self.resolver.resolve(passage, token, self.speaker_of(passage, token.i))

    @cached_property
    def reports(self) -> list[Report]:
        """The attributions of any source, whether or not it speaks for a party."""
        return find_reports(self.passages, self.turns)

    # -- dates, figures, topics ------------------------------------------------------------

    def times(self, passage: int) -> tuple[TimeExpression, ...]:
        """Return the time expressions of the passage, grounded on the document's date."""
        if passage not in self._times:
            doc = self.passages[passage].doc
            token_at = self.passages[passage].token_at
            self._times[passage] = find_times(
                self.passages[passage].text,
                self.anchor,
                future=lambda offset: looks_ahead(doc[token_at(offset)]),
                writer=self.writer,
                owner=lambda offset: self._owner_at(passage, offset),
            )
        return self._times[passage]

    @property
    def writer(self) -> str | None:
        """The state whose way of writing dates the article follows, None if unknown."""
        return self.publisher.country if self.publisher is not None else self.home

    def _owner_at(self, passage: int, offset: int) -> str | None:
        """Return the party whose time it is: "Japan's budget for fiscal 2024", "US fiscal 2025"."""
        found = self.passages[passage]
        token = found.token_at(offset)
        for mention in reversed(self.parties[passage]):
            if token - _OWNER_REACH <= mention.last < token:
                possessive = found.doc[mention.last + 1].tag_ == "POS"
                if possessive or mention.last == token - 1:
                    return mention.party
        return None

    @cached_property
    def _times(self) -> dict[int, tuple[TimeExpression, ...]]:
        return {}

    def times_within(self, passage: int, first: int, last: int) -> list[TimeExpression]:
        """Return the time expressions that lie within the tokens `first` to `last`."""
        found = self.passages[passage]
        start = found.doc[first].idx
        end = found.doc[last].idx + len(found.doc[last])
        times = self.times(passage)  # in order, without overlap
        begin = bisect_left(times, start, key=attrgetter("start"))
        return list(times[begin : bisect_right(times, end, key=attrgetter("end"))])

    def quantities(self, passage: int) -> tuple[Quantity, ...]:
        """Return the quantities of the passage."""
        if passage not in self._quantities:
            text = self.passages[passage].text
            self._quantities[passage] = find_quantities(text, dollar=dollar_of(self.home))
        return self._quantities[passage]

    def numbers(self, passage: int) -> frozenset[int]:
        """Return the tokens of the passage that belong to its quantities."""
        if passage not in self._numbers:
            token_at = self.passages[passage].token_at
            self._numbers[passage] = frozenset(
                token
                for quantity in self.quantities(passage)
                for token in range(token_at(quantity.start), token_at(quantity.end - 1) + 1)
            )
        return self._numbers[passage]

    @cached_property
    def _numbers(self) -> dict[int, frozenset[int]]:
        return {}

    @cached_property
    def _quantities(self) -> dict[int, tuple[Quantity, ...]]:
        return {}

    def topics(self, text: str, limit: int = 4) -> tuple[str, ...]:
        """Return the issues that the words are about, most specific first, without faint ones."""
        found = self.scored_topics(text)
        best = max((score for _, score in found), default=0)
        return tuple(issue for issue, score in found[:limit] if score * 4 >= best)

    def scored_topics(self, text: str) -> tuple[tuple[str, int], ...]:
        """Return the issues that the words are about with their scores."""
        if text not in self._topics:
            self._topics[text] = self.reference.issues.find(text)
        return self._topics[text]

    def is_region(self, issue: str) -> bool:
        """Whether the issue is a region's affairs."""
        return self.reference.issues.issues[issue].kind == "region"

    def is_within(self, issue: str, others: tuple[str, ...]) -> bool:
        """Whether the issue is the wider one of one of the others."""
        table = self.reference.issues.issues
        return any(table[other].parent == issue for other in others)

    @cached_property
    def main_region(self) -> str | None:
        """The region that the article is about: named in its lead, and by far more than others."""
        totals: Counter[str] = Counter()
        clear: set[str] = set()
        for passage in self.passages:
            found = dict(self.scored_topics(passage.text))
            totals.update(found)
            clear |= {issue for issue, score in found.items() if score > _HINT}
        table = self.reference.issues
        topics = {i: n for i, n in totals.items() if table.issues[i].kind == "topic"}
        political = sum(n for issue, n in topics.items() if table.is_political(issue))
        # A party's name tells who acts, unless the article is about peace, rights or sanctions.
        title = self.scored_topics(self.article.metadata.title or "")
        titled = any(table.is_political(issue) and n > POINTS[2] for issue, n in title)
        mostly = titled or 2 * political > sum(topics.values())
        named = frozenset() if mostly else self.own_regions
        scores = Counter({i: n for i, n in totals.items() if self.is_region(i) and i not in named})
        if not scores:
            return None
        region, score = scores.most_common(1)[0]
        lead = (
            " ".join(p.text for p in self.passages[:2]) + " " + (self.article.metadata.title or "")
        )
        leads = any(issue == region for issue, _ in self.scored_topics(lead))
        # A faint hint at a region, however often, tells only who acts.
        named_clearly = leads and region in clear
        return region if named_clearly and score > 0.6 * scores.total() else None

    @cached_property
    def own_regions(self) -> frozenset[str]:
        """The regions that a party's name alone names: "iran", "south-asia" where Nepal meets."""
        states = self.reference.parties.states
        labels = [self.reference.parties.label(p) for p in self.principals if p in states]
        return frozenset(
            issue
            for label in labels
            for issue, _ in self.scored_topics(label)
            if self.is_region(issue)
        )

    def words(self) -> Iterator[tuple[int, Token]]:
        """Yield passage index and token, in reading order."""
        for passage in self.passages:
            for token in passage.doc:
                yield passage.index, token


def source_name(speaker: Referent | None) -> str:
    """Return the name by which a record says whose words it rests on."""
    if speaker is None or len(speaker.parties) > 1:
        return NARRATION  # what all sides say together is the text's own voice
    if speaker.persons:
        return speaker.persons[0].name
    return speaker.parties[0] if speaker.parties else NARRATION


def analyse(
    document: Document, article: Article, reference: Reference, model: Language
) -> Analysis:
    """Return the analysis of one article.

    Raises `UnsupportedLanguage` where there is no lexicon for the article's language.
    The result depends on nothing but the arguments: passages of one article are parsed
    together, and never with another document's.
    """
    language = article.metadata.language or "en"
    if language not in LANGUAGES:
        raise UnsupportedLanguage(language, LANGUAGES)
    passages = _parse(document, article.blocks, model)
    finder = party_finder(reference.parties)
    grammar = title_grammar(reference.offices)
    publisher = find_publisher(article, reference)
    place = (publisher.party if publisher is not None else None) or find_home(
        article, publisher, None, reference
    )
    parties = leave_out_others([finder.find(passage) for passage in passages], place)
    known = [find_known_names(passage, reference.leaders) for passage in passages]
    offices = [
        find_offices(p, m, grammar, k) for p, m, k in zip(passages, parties, known, strict=True)
    ]
    last: OfficeMention | None = None
    for index, passage in enumerate(passages):
        found = find_counterparts(
            passage, parties[index], grammar, known[index], offices[index], last
        )
        offices[index] = found
        last = next((o for o in reversed(found) if o.name), last)
    parties = [_outside_names(p, m, o) for p, m, o in zip(passages, parties, offices, strict=True)]
    names = [find_honorific_names(p, m, grammar) for p, m in zip(passages, parties, strict=True)]
    join_lines(passages, parties, offices, names, known, grammar)
    title = _title_passage(article, model)
    date = article.metadata.date
    year = date.start.year if date is not None and date.start is not None else None
    people = People(reference.leaders, year)
    in_title: list[PartyMention] = []
    given: list[OfficeMention] = []
    if title is not None:
        in_title = finder.find(title)
        given = find_offices(title, in_title, grammar)
    issue: Issue | None = None
    for head in _heads(title, document, article, passages, model):
        in_head = finder.find(head)
        issue = issue or find_issue(
            head,
            in_head,
            find_offices(head, in_head, grammar),
            [
                *find_known_names(head, reference.leaders),
                *find_honorific_names(head, in_head, grammar),
            ],
        )
    own = find_self(passages, parties)
    if issue is None and own is not None and not is_joint(title, []):
        issue = Issue(party=own)
    if issue is not None and issue.author is not None and issue.party is None and not issue.joint:
        issue = issue._replace(party=reference.leaders.party(issue.author, year=year))
    writer = (publisher.party if publisher is not None else None) or own
    home = writer or find_home(article, publisher, issue, reference)
    for index in range(len(passages)):
        mentions: list[OfficeMention | NameMention] = [o for o in offices[index] if o.name]
        for named in (names[index], known[index]):
            taken = Spans((m.start, m.end) for m in mentions)
            mentions += [n for n in named if not taken.touch(n.start, n.end)]
        for mention in sorted(mentions, key=lambda m: m.start):
            if isinstance(mention, OfficeMention):
                people.add(index, mention)
            else:
                people.add_name(index, mention, known=mention in known[index])
    if year is not None:
        named_parties = frozenset(m.party for found in (*parties, in_title) for m in found)
        vouching = Vouching(reference.leaders, year, named_parties)
        for passage, within in zip(passages, parties, strict=True):
            vouching.others |= find_others(passage, within, grammar, vouching)
        for index, passage in enumerate(passages):
            told = [*known[index], *(n for n in names[index] if people.is_known(n.name))]
            for vouched in find_vouched_names(
                passage, parties[index], grammar, offices[index], told, vouching
            ):
                people.add_vouched(index, vouched, vouched.party)
    people.keep(p for p in people.all if p.offices or p.known or p.styled)
    infer_parties(people, given, home, passages, parties, reference, year)
    home = home or implied_home(people)
    people.rank_offices(reference.offices)
    person_at = _person_tokens(passages, people)
    _mark_bare_names(passages, people, person_at)
    party_at = [_party_tokens(mentions) for mentions in parties]
    office_at = [_office_tokens(p, o) for p, o in zip(passages, offices, strict=True)]
    in_lead = [m.party for m in in_title]
    in_lead += [p.party for o in given if o.name and (p := people.named(o.name)) and p.party]
    principals = principals_of(passages, parties, people, title, in_title, in_lead)
    resolver = Resolver(
        passages=passages,
        mentions=parties,
        party_at=party_at,
        person_at=person_at,
        office_at=office_at,
        people=people,
        principals=principals,
        signatories=find_signatories(title, given, passages, people),
        issue=issue,
        is_joint=issue.joint if issue is not None else is_joint(title, passages),
        author=find_author(passages, people, home),
        assembly=next((m.party for m in in_title if not m.party.isupper()), None),
        home=home,
        writer=writer,
        reference=reference,
    )
    reader = AttributionReader(resolver)
    attributions = reader.read()
    adopt_speakers(people, passages, attributions, home)
    return Analysis(
        document=document,
        article=article,
        reference=reference,
        passages=passages,
        parties=parties,
        offices=offices,
        people=people,
        resolver=resolver,
        attributions=attributions,
        mute=reader.mute,
        turns=reader.turns,
        home=home,
        anchor=article.metadata.date,
        publisher=publisher,
        issue=issue,
    )


def _parse(document: Document, blocks: tuple[Block, ...], model: Language) -> list[Passage]:
    plain = []
    for block in blocks:
        if block.kind in PROSE:
            found = plain_text(document.text, block.start, block.end)
            if found.text:
                plain.append((block, found))
    docs = parse_texts([found.text for _, found in plain], model)
    return [
        Passage(index, block, found, doc)
        for index, ((block, found), doc) in enumerate(zip(plain, docs, strict=True))
    ]


def _heads(
    title: Passage | None,
    document: Document,
    article: Article,
    passages: list[Passage],
    model: Language,
) -> Iterator[Passage]:
    """Yield what may say in whose name the text speaks: the title, and the lines at its head.

    "By the Secretary-General", in a line of its own, goes on with the title.
    """
    if title is not None:
        yield title
        for block in article.blocks[:_HEAD_LINES]:
            line = document.text[block.start : block.end]
            if line[:3].lower() == "by ":
                yield _loose_passage(f"{title.text} {line}", model)
    for passage in passages[:_HEAD_LINES]:
        if passage.text.endswith((".", '"')) or len(passage.doc) > _HEAD_WORDS:
            return
        yield passage


def _title_passage(article: Article, model: Language) -> Passage | None:
    """The title as a passage: it is no evidence, but it may say whose president somebody is."""
    title = article.metadata.title
    passage = _loose_passage(title, model) if title else None
    return passage if passage is not None and passage.text else None


def _loose_passage(text: str, model: Language) -> Passage:
    """Return a passage of words that stand nowhere in the article just so."""
    plain = plain_text(text, 0, len(text))
    return Passage(
        -1, Block(kind="headline", start=0, end=len(text)), plain, model.make_doc(plain.text)
    )


def _person_tokens(passages: list[Passage], people: People) -> list[dict[int, Person]]:
    tokens: list[dict[int, Person]] = [{} for _ in passages]
    for person in people.all:
        for passage, start, end in person.spans:
            found = passages[passage]
            for token in range(found.token_at(start), found.token_at(end - 1) + 1):
                tokens[passage][token] = person
    return tokens


def _mark_bare_names(
    passages: list[Passage], people: People, person_at: list[dict[int, Person]]
) -> None:
    for index, start, end, person in people.find_bare(passages):
        person.spans.append((index, start, end))
        found = passages[index]
        for token in range(found.token_at(start), found.token_at(end - 1) + 1):
            person_at[index][token] = person


def _outside_names(
    passage: Passage, mentions: list[PartyMention], offices: list[OfficeMention]
) -> list[PartyMention]:
    """Return the mentions without capitals that are here somebody's name: "President Ana Lima"."""
    names = Spans(
        (o.name_start, o.name_end) for o in offices if o.name and o.name_start < o.name_end
    )
    doc = passage.doc
    return [
        m
        for m in mentions
        if m.kind != "capital" or not names.touch(doc[m.first].idx, doc[m.last].idx + 1)
    ]


def _party_tokens(mentions: list[PartyMention]) -> dict[int, PartyMention]:
    return {t: m for m in mentions for t in range(m.first, m.last + 1)}


def _office_tokens(passage: Passage, offices: list[OfficeMention]) -> dict[int, OfficeMention]:
    tokens: dict[int, OfficeMention] = {}
    for office in offices:
        for token in range(passage.token_at(office.start), passage.token_at(office.end - 1) + 1):
            tokens[token] = office
    return tokens
