"""Which parties the article's encounter is between: the principals of all that it tells.

They are whoever writes as "we", whoever is present in title and lead, or else the states that
matter most among those named there.
"""

from collections import Counter

from spacy.tokens import Doc, Token

from communique.language.mentions import PartyMention
from communique.language.passages import Passage
from communique.language.referents import People


def _is_location(token: Token) -> bool:
    """Whether a state is named as where something is or what it is about, not as a side."""
    return token.dep_ == "pobj" and token.head.lower_ in {
        "in",
        "at",
        "near",
        "about",
        "on",
        "within",
    }


#: Who writes as "we" says so in so many paragraphs, below lines of the release.
_HEAD = 6

#: Words in the lead by which an encounter has more than two sides.
_SEVERAL = {"trilateral", "quadrilateral", "three", "four", "five", "quad", "multilateral"}

#: So many states side by side are no dyad.
_MANY = 3

#: Whoever is named so nearly as often as another isn't set apart from him by it.
_TIED = 0.75


def principals_of(
    passages: list[Passage],
    parties: list[list[PartyMention]],
    people: People,
    title: Passage | None,
    in_title: list[PartyMention],
    named: list[str],
) -> tuple[str, ...]:
    """Return the parties of the article's encounter, sorted; `named` are those of its title.

    Where persons of several states stand in the title and the first sentence, it is
    theirs; else it is between the states that matter most among those named there.
    """
    counts: Counter[str] = Counter()
    for mentions in parties:
        counts.update(m.party for m in mentions)
    for person in people.all:
        if person.party:
            counts[person.party] += len(person.spans)
    sides = _paired_organisations(title, in_title)
    words = {t.lower_ for t in title.doc} if title is not None else set()
    topics = {m.party for m in in_title if title is not None and _is_topic(title, m)}
    if title is not None and not topics and len(row := _in_a_row(title, in_title)) >= _MANY:
        return tuple(sorted(row))
    as_we = any(t.lower_ == "we" for p in passages[:_HEAD] for t in p.doc if '"' not in p.text)
    if as_we and len(writers := _who_write(passages, parties)) > 1:
        return tuple(sorted(writers))
    lead = [party for party in named if party not in topics]
    met: list[str] = []
    for index, passage in enumerate(passages[:4]):
        sentences = passage.sentences[: 1 if met or len(set(lead)) > 1 else 2]
        stop = sentences[-1].end if sentences else 0
        lead += [
            m.party
            for m in parties[index]
            if m.first < stop and not _is_location(passage.doc[m.last])
        ]
        present = [
            p.party
            for p in people.all
            if p.party
            and any(i == index and passage.token_at(start) < stop for i, start, _ in p.spans)
        ]
        lead += present
        met += present
        sides |= _paired_organisations(passage, [m for m in parties[index] if m.first < stop])
        words |= {t.lower_ for t in sentences[0]} if sentences else set()
        if len(set(met)) > 1:
            break
    # Whose head is present sits at the table as a side: "the Commission's President and X".
    sides |= {p.party for p in people.all if p.party in met and "organization-head" in p.ranks}
    met = [p for p in dict.fromkeys(met) if p.isupper() or p in sides]
    named_states = {p for p in lead if p.isupper()}
    organisations = [p for p in dict.fromkeys(lead) if not p.isupper()]
    if as_we and organisations and not sides:
        # "We, the leaders of the Group of Seven": the organisation speaks, unless the
        # states that speak are told one by one.
        entitled = bool(in_title) and in_title[0].party == organisations[0]
        listed = max((_listed_states(p, parties[p.index]) for p in passages[:2]), default=0)
        if max(listed, len(met)) < _MANY and (entitled or len({*named_states, *met}) < 2):
            return (organisations[0],)
    several = bool(words & _SEVERAL) or (len(set(lead)) > 2 and as_we)
    if len(met) > 1 and not several and not sides - set(met):
        return tuple(sorted(met))
    return _principals(counts, [p for p in lead if p.isupper() or p in sides], several)


#: Among so many first passages "We, the Ministers of A and B" may stand below notes of the office
#: that passes the text on; only among the first of them may the list itself open the text.
_LEAD = 3


def _who_write(passages: list[Passage], parties: list[list[PartyMention]]) -> set[str]:
    """The parties in whose name "we" speaks: "We, the Foreign Ministers of A, B and C, …".

    So do those whom a statement names one by one as the subject of its first words.
    """
    for passage, mentions in zip(passages[:_HEAD], parties, strict=False):
        for sentence in passage.sentences[:1]:
            subject = next((c for c in sentence.root.children if c.dep_ == "nsubj"), None)
            if subject is None:
                continue
            first = subject.left_edge.i
            listed = {
                m.party
                for m in mentions
                if first <= m.first
                and m.last < sentence.root.i
                # "The G7 ministers of A and B": it is the ministers that A and B share.
                and (m.party.isupper() or passage.doc[m.last].dep_ != "compound")
            }
            appositive = subject.lower_ == "we" and subject.i + 1 < sentence.root.i
            if appositive and subject.nbor(1).text == ",":
                return listed
            if len(listed) > _MANY and passage.index < _LEAD:
                return listed
    return set()


def _listed_states(passage: Passage, mentions: list[PartyMention]) -> int:
    """How many states the passage's first sentence lists side by side: "A, B, C and D"."""
    if not passage.sentences:
        return 0
    stop = passage.sentences[0].end
    tokens = {t: m.party for m in mentions if m.party.isupper() for t in range(m.first, m.last + 1)}
    longest = 0
    for token in passage.doc[:stop]:
        if token.i in tokens and token.dep_ != "conj":
            chain = [token]
            for link in chain:
                chain += [c for c in link.children if c.dep_ == "conj" and c.i in tokens]
            longest = max(longest, len({tokens[t.i] for t in chain}))
    return longest


def _in_a_row(title: Passage, mentions: list[PartyMention]) -> set[str]:
    """The states that a title, which has no parse, names with nothing but commas between."""
    row: list[PartyMention] = []
    longest: set[str] = set()
    for mention in mentions:
        if not mention.party.isupper():
            continue
        between = {t.lower_ for t in title.doc[row[-1].last + 1 : mention.first]} if row else set()
        row = [*row, mention] if between <= _JOINING else [mention]
        longest = max(longest, {m.party for m in row}, key=len)
    return longest


_JOINING = {",", "and", "the", "-", "–", "&"}


def _paired_organisations(passage: Passage | None, mentions: list[PartyMention]) -> set[str]:
    """The organisations that stand as a side beside another party, as in "U.S.-EU"."""
    if passage is None:
        return set()
    doc = passage.doc
    starts = {m.first for m in mentions}
    ends = {m.last for m in mentions}
    paired = set()
    for mention in mentions:
        if mention.party.isupper():
            continue
        before, after = _before_title(doc, mention.first, ends), mention.last + 1
        left = before > 0 and doc[before].lower_ in _PAIRING
        right = after + 1 < len(doc) and doc[after].lower_ in _PAIRING
        joined = any(o != mention and o.first <= mention.first <= o.last for o in mentions)
        if (
            joined
            or (left and ({before - 1, before - 2} & ends))
            or (right and ({after + 1, after + 2} & starts))
        ):
            paired.add(mention.party)
    return paired


_PAIRING = {"-", "–", "and", "with", "/"}


def _before_title(doc: Doc, first: int, ends: set[int]) -> int:
    """Return the token before a party and the office that is its: "and the High … of the EU"."""
    at = first - 1
    if at < 0 or doc[at].lower_ not in {"of", "the"}:
        return at
    while at > 0 and at not in ends and (
        doc[at].lower_ in {"of", "the", "for"} or doc[at].text[0].isupper()
    ):  # fmt: skip
        at -= 1
    return at


def _is_topic(title: Passage, mention: PartyMention) -> bool:
    """Whether a title names the party as what it is about: "Statement on Ukraine"."""
    before = title.doc[mention.first - 1].lower_ if mention.first else ""
    return before in {"on", "in", "about", "over", "at", "near", "against"}


def _principals(counts: Counter[str], lead: list[str], several: bool) -> tuple[str, ...]:
    """Return the parties of the lead that matter most: two, unless there are more sides."""
    ranked = sorted(dict.fromkeys(lead), key=lambda p: -counts[p])
    total = sum(counts[p] for p in ranked) or 1
    kept = [p for p in ranked if counts[p] / total >= 0.08]
    if several:
        return tuple(sorted(kept))
    tied = len(kept) > _MANY and counts[kept[_MANY]] >= _TIED * counts[kept[1]]
    return tuple(sorted(kept[: 1 if tied else 2]))  # one of many isn't the other side
