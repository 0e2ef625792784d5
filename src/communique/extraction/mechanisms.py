"""Mechanisms: standing arrangements between parties that the text names."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from communique.extraction.mechanism_lexicon import (
    Head,
    Kind,
    Level,
    MechanismLexicon,
    Test,
    mechanism_lexicon,
)
from communique.extraction.mechanism_names import is_accepted, name_extent, pending_state
from communique.extraction.mechanism_states import State, read_state, strongest
from communique.extraction.phrases import (
    is_capital,
    name_end,
    owner_of,
    parties_of_subject,
    parties_within,
    plain,
    states_within,
    with_determiner,
)
from communique.language.analysis import Analysis
from communique.language.mentions import PartyMention
from communique.records import Mechanism

#: So many mentions of one arrangement are kept as evidence.
MOST_SPANS = 4
#: The members of a grouping so small stand for it as parties.
MOST_MEMBERS = 5


@dataclass
class Candidate:
    """Words that name an arrangement, or point back to one: then they are `weak`.

    `key` tells the kinds of name apart that can't be one another; `words` and the parties
    `named` tell this one from others of its kind. `bare` names are all head.
    """

    passage: int
    first: int
    last: int
    head: int
    key: str
    kind: Kind
    name: str
    words: frozenset[str]
    named: frozenset[str]
    parties: tuple[str, ...]
    state: State | None
    level: Level
    rule: str
    confidence: float
    weak: bool = False
    bare: bool = False


@dataclass
class Group:
    """The mentions of one arrangement."""

    mentions: list[Candidate] = field(default_factory=list)

    @property
    def words(self) -> frozenset[str]:
        """The words of the fullest name."""
        return max((m.words for m in self.mentions), key=len)


def extract(analysis: Analysis) -> Iterator[Mechanism]:
    """Yield the mechanisms of the article, each once, in the order of their first mention."""
    for group in candidates(analysis):
        yield build(analysis, group)


def candidates(analysis: Analysis) -> Iterator[Group]:
    """Yield the mentions of each arrangement; none for names that are only pointed back to."""
    lexicon = mechanism_lexicon("en")
    groups: list[Group] = []
    for candidate in _mentions(analysis, lexicon):
        group = _group_of(groups, candidate)
        if group is not None:
            group.mentions.append(candidate)
        else:
            groups.append(Group([candidate]))
    for group in groups:
        if not all(mention.weak for mention in group.mentions):
            yield group


def build(analysis: Analysis, group: Group) -> Mechanism:
    """Return the mechanism with the fullest name its mentions give."""
    told = [m for m in group.mentions if not m.weak]
    best = max(told, key=lambda m: (len(m.words), -m.passage, -m.first))
    if not best.words:
        best = max(group.mentions, key=lambda m: len(m.name))
    parties = next((m.parties for m in told if m.parties), ())
    first = group.mentions[0]
    spans: dict[str, Candidate] = {}
    for mention in (*told, *group.mentions):
        spans.setdefault(" ".join(mention.name.lower().split()), mention)
    chosen = sorted(list(spans.values())[:MOST_SPANS], key=lambda m: (m.passage, m.first))
    return Mechanism(
        document_id=analysis.document.id,
        evidence=tuple(analysis.evidence(m.passage, m.first, m.last, m.rule) for m in chosen),
        source=analysis.source_of(told[0].passage, told[0].head),
        claimed_by=analysis.claimed_by(*parties),
        topics=analysis.topics(best.name),
        confidence=max(m.confidence for m in told),
        name=best.name,
        parties=tuple(sorted(parties)),
        type=best.kind if not first.weak else told[0].kind,
        level=next((m.level for m in told if m.level != "none"), "none"),
        state=strongest(m.state for m in group.mentions),
    )


# -- one record for all mentions -----------------------------------------------------------


def _group_of(groups: list[Group], candidate: Candidate) -> Group | None:
    """Return the group that the candidate belongs to: the latest whose words are compatible."""
    for group in reversed(groups):
        if group.mentions[0].key != candidate.key:
            continue
        if _is_same(group, candidate):
            return group
    return None


def _is_same(group: Group, candidate: Candidate) -> bool:
    """Whether one name is the other's short form, and no other parties stand in it."""
    known = group.words
    short = candidate.weak or candidate.bare
    if not (candidate.words and known) and candidate.words != known and not short:
        return False
    if not (candidate.words <= known or known <= candidate.words):
        return False
    others = frozenset().union(*(m.named for m in group.mentions))
    return not (others and candidate.named) or bool(others & candidate.named)


# -- mentions ------------------------------------------------------------------------------


def _mentions(analysis: Analysis, lexicon: MechanismLexicon) -> Iterator[Candidate]:
    for passage in analysis.passages:
        titled = passage.block.kind == "headline" or _is_title_case(passage.doc)
        organisations = {
            m.last: m for m in analysis.parties[passage.index] if not m.party.isupper()
        }
        taken = -1
        for token in passage.doc:
            found: Candidate | None = None
            mention = organisations.get(token.i)
            if mention is not None and mention.first > taken:
                found = _organisation(analysis, passage.index, mention, lexicon)
            if found is None:
                heads = lexicon.heads.get(token.lower_)
                if heads is not None and token.i > taken:
                    found = _read(analysis, passage.index, token, heads, lexicon)
            if found is not None:
                found.weak |= titled
                taken = found.last
                yield found


def _is_title_case(doc: Doc) -> bool:
    """Whether the passage is a heading, all of whose words have capitals."""
    if not len(doc) or doc[-1].text in {".", '"', ";", ","} or len(doc) > 25:
        return False
    words = [token for token in doc if token.is_alpha and len(token) > 3]
    capitals = sum(token.text[0].isupper() for token in words)
    return len(words) > 2 and capitals >= 0.8 * len(words)


def _read(
    analysis: Analysis,
    passage: int,
    token: Token,
    heads: tuple[Head, ...],
    lexicon: MechanismLexicon,
) -> Candidate | None:
    doc = token.doc
    head = next((h for h in heads if _matches(doc, token.i, h)), None)
    if head is None or token.pos_ == "VERB" or _goes_on(token, lexicon):
        return None
    if token.i in analysis.resolver.office_at[passage]:
        return None
    begin = token.i - len(head.words) + 1
    noun = doc[begin] if head.words[1:2] == ("of",) else token
    party_at = analysis.resolver.party_at[passage]
    if _is_organisation(party_at.get(token.i)):
        return None
    first, last = name_extent(doc, begin, noun, token, party_at, head, lexicon)
    last = _without_time(analysis, passage, token.i, last)
    if head.test == "pending" and any(
        _is_organisation(party_at.get(i)) for i in range(first, begin)
    ):
        return None  # "the CPTPP free trade pact"
    if head.test == "named" and not is_capital(token):
        return None
    bare = first >= begin and last == token.i
    accepted = is_accepted(analysis, passage, first, last, begin, noun, head, lexicon)
    if bare and _points_back(noun, first):
        # "The Joint Commission" may be its whole name, "the commission" points back to one.
        telling = head.kind == "consultation" or head.words[0] in lexicon.joint
        several = head.test == "compound" and token.tag_ in {"NNS", "NNPS"}
        named = accepted and len(head.words) > 1 and (is_capital(token) or telling or several)
        found = _candidate(analysis, passage, first, last, noun, head, lexicon, weak=not named)
        found.bare = True
        return found
    if head.test == "pending":
        state = pending_state(analysis, passage, first, last, noun, head, lexicon)
        weak = state is None or not accepted
        if weak and not is_capital(token):
            return None
        found = _candidate(analysis, passage, first, last, noun, head, lexicon, weak=weak)
        found.state = state
        return found
    if not accepted:
        return None
    return _candidate(analysis, passage, first, last, noun, head, lexicon)


def _without_time(analysis: Analysis, passage: int, head: int, last: int) -> int:
    """Return where the name ends before "on February 7"."""
    if last > head + 1:
        for time in analysis.times_within(passage, head + 1, last):
            return max(head, analysis.passages[passage].token_at(time.start) - 2)
    return last


def _matches(doc: Doc, index: int, head: Head) -> bool:
    begin = index - len(head.words) + 1
    if begin < 0:
        return False
    return all(doc[begin + n].lower_ == word for n, word in enumerate(head.words))


def _goes_on(token: Token, lexicon: MechanismLexicon) -> bool:
    """Whether the noun only qualifies another: "Forum Agreement", "committee room"."""
    if token.i + 1 >= len(token.doc):
        return False
    after = token.doc[token.i + 1]
    if after.text in {"-", "/"} and not token.whitespace_:
        return True
    if after.lemma_.lower() in lexicon.compounds and after.lower_ not in lexicon.heads:
        return False
    if after.pos_ not in {"NOUN", "PROPN"} or after.text in {"(", '"'}:
        return False
    return is_capital(after) == is_capital(token) and (
        token.dep_ in {"compound", "nmod"} or is_capital(token)
    )


def _is_organisation(mention: PartyMention | None) -> bool:
    """Whether the mention names an organisation, which is no arrangement of the text."""
    return mention is not None and not mention.party.isupper()


def _points_back(noun: Token, first: int) -> bool:
    """Whether the bare noun has an article that points to what was named: "the committee"."""
    return first > 0 and noun.doc[first - 1].lower_ in {"the", "this", "these", "our", "their"}


def _candidate(
    analysis: Analysis,
    passage: int,
    first: int,
    last: int,
    noun: Token,
    head: Head,
    lexicon: MechanismLexicon,
    *,
    weak: bool = False,
) -> Candidate:
    found = analysis.passages[passage]
    name = plain(found.words(first, last))
    state = read_state(analysis, passage, noun, lexicon)
    return Candidate(
        passage=passage,
        first=with_determiner(noun.doc, first),
        last=last,
        head=noun.i,
        key=_key(head),
        kind=head.kind,
        name=name,
        words=_words(analysis, passage, first, last, head, lexicon),
        named=frozenset(parties_within(analysis, passage, first, last)),
        parties=_parties(analysis, passage, first, last, noun, state, head, lexicon),
        state=state,
        level=head.level or _level(name, lexicon),
        rule=f"mechanism:{head.test}",
        confidence=_CONFIDENCE[head.test],
        weak=weak,
    )


_CONFIDENCE: dict[Test, float] = {
    "compound": 0.85, "modified": 0.8, "joint": 0.85, "named": 0.7, "pending": 0.8, "visits": 0.85,
    "track": 0.85,
}  # fmt: skip


def _key(head: Head) -> str:
    """Names of one key may be one another's short forms."""
    if head.test in {"visits", "track"}:
        return head.test
    if head.test == "pending":
        return "agreement"
    return head.words[-1].removesuffix("s").removesuffix("ie").removesuffix("y")


def _words(
    analysis: Analysis, passage: int, first: int, last: int, head: Head, lexicon: MechanismLexicon
) -> frozenset[str]:
    """The words that tell this arrangement from others of its kind."""
    if head.test == "track":
        return frozenset()
    doc = analysis.passages[passage].doc
    party_at = analysis.resolver.party_at[passage]
    words = (doc[i] for i in range(first, last + 1) if i not in party_at)
    return frozenset(
        (w.lemma_ or w.text).lower()
        for w in words
        if w.is_alpha and w.lower_ not in lexicon.leading and w.lower_ not in head.words
        and w.pos_ not in {"ADP", "DET", "CCONJ", "PRON", "PART"}
    )  # fmt: skip


def _level(name: str, lexicon: MechanismLexicon) -> Level:
    lowered = name.lower()
    for level, words in lexicon.levels.items():
        if any(word in lowered for word in words):
            return level
    return "none"


def _parties(
    analysis: Analysis,
    passage: int,
    first: int,
    last: int,
    noun: Token,
    state: State | None,
    head: Head,
    lexicon: MechanismLexicon,
) -> tuple[str, ...]:
    """Whose arrangement it is: the parties in its name, its owners, else the article's sides."""
    # "The Platform for Ukraine" is not Ukraine's and another's.
    stop = noun.i if head.test == "named" else last
    named = parties_within(analysis, passage, first, stop)
    tail = name_end(noun, {"between", "with", "among", "of", "by"}, ())
    beyond = parties_within(analysis, passage, stop + 1, tail) if tail > stop else ()
    named = tuple(dict.fromkeys((*named, *beyond)))
    if len(named) > 1:
        return named
    principals = analysis.principals
    owner = owner_of(noun)
    owners = analysis.resolve(passage, owner).parties if owner is not None else ()
    if named and not named[0].isupper():
        return named
    together = tuple(dict.fromkeys((*named, *owners)))
    if len(together) > 1:
        return together
    if _is_of_cities(analysis, passage, first):
        return ()
    if named and named[0] not in principals:
        subject = [p for p in parties_of_subject(analysis, passage, noun) if p.isupper()]
        return tuple(dict.fromkeys((*named, *subject)))
    if state == "proposed" and len(principals) > 1 and _is_everyones(analysis, passage, noun):
        return ()
    if head.test == "named" and state is None and not together:
        # "The Black Sea Grain Initiative": known to both sides, theirs only if it says so.
        words = {word.lower_ for word in noun.doc[first : last + 1]}
        if not words & lexicon.joint:
            return ()
    return principals if len(principals) > 1 else together or principals


def _is_everyones(analysis: Analysis, passage: int, noun: Token) -> bool:
    """Whether "all parties" are to make it: then it isn't the two sides' alone."""
    return not parties_of_subject(analysis, passage, noun)


def _is_of_cities(analysis: Analysis, passage: int, first: int) -> bool:
    """Whether the name begins with two cities: "the London-Shanghai Cooperation"."""
    doc = analysis.passages[passage].doc
    pair = doc[first].text.split("-")
    if len(pair) == 1 and first + 2 < len(doc) and doc[first + 1].text in {"-", "–"}:
        pair = [doc[first].text, doc[first + 2].text]
    if len(pair) != 2 or states_within(analysis, passage, first, first + 2):
        names = {
            m.kind for m in analysis.parties[passage] if m.first <= first + 2 and m.last >= first
        }
        if len(pair) != 2 or names - {"capital"}:
            return False
    return all(analysis.reference.places.lookup(city) for city in pair)


def _organisation(
    analysis: Analysis, passage: int, mention: PartyMention, lexicon: MechanismLexicon
) -> Candidate | None:
    """Read a grouping that is a partnership, or an organisation's summit."""
    doc = analysis.passages[passage].doc
    facts = analysis.reference.parties.organisations.get(mention.party)
    if facts is None:
        return None
    last_word = doc[mention.last].lower_
    if mention.party in lexicon.groupings:
        weak = last_word in lexicon.members
        members = analysis.reference.parties.members(mention.party)
        parties = members if len(members) <= MOST_MEMBERS else ()
        return _named_body(
            analysis, passage, mention.first, mention.last, mention.party,
            parties, "organization", lexicon, "grouping", weak=weak,
        )  # fmt: skip
    if facts.kind == "agreement":
        head = Head((last_word,), "agreement", "pending", None)
        state = pending_state(
            analysis, passage, mention.first, mention.last, doc[mention.last], head, lexicon
        )
        found = _named_body(
            analysis, passage, mention.first, mention.last, mention.party,
            analysis.principals, "agreement", lexicon, "agreement", weak=state is None,
        )  # fmt: skip
        found.state = state
        return found
    extent = _summit(doc, mention, lexicon)
    if extent is None:
        return None
    return _named_body(
        analysis, passage, *extent, f"{mention.party} summit", (mention.party,), "organization",
        lexicon, "summit",
    )  # fmt: skip


def _summit(doc: Doc, mention: PartyMention, lexicon: MechanismLexicon) -> tuple[int, int] | None:
    """Return the extent of "the X Leaders' Summit" or "summit of the X"; None if it's none."""
    if doc[mention.last].lower_ in lexicon.summits:
        return mention.first, mention.last
    for index in range(mention.last + 1, min(mention.last + 5, len(doc))):
        word = doc[index]
        if word.lower_ in lexicon.summits:
            return mention.first, index
        if word.lower_ not in {
            "leaders",
            "leader",
            "'",
            "'s",
            "special",
            "annual",
            "level",
            "-",
            "s",
        }:
            break
    before = mention.first - 1
    if before > 0 and doc[before].lower_ == "the":
        before -= 1
    if before > 0 and doc[before].lower_ == "of" and doc[before - 1].lower_ in lexicon.summits:
        return before - 1, mention.last
    return None


def _named_body(
    analysis: Analysis,
    passage: int,
    first: int,
    last: int,
    key: str,
    parties: tuple[str, ...],
    kind: Kind,
    lexicon: MechanismLexicon,
    rule: str,
    *,
    weak: bool = False,
) -> Candidate:
    found = analysis.passages[passage]
    name = plain(found.words(first, last))
    return Candidate(
        passage=passage,
        first=with_determiner(found.doc, first),
        last=last,
        head=last,
        key=key,
        kind=kind,
        name=name,
        words=frozenset(),
        named=frozenset(),
        parties=parties,
        state=None,
        level=_level(name, lexicon),
        rule=f"mechanism:{rule}",
        confidence=0.75,
        weak=weak,
    )
