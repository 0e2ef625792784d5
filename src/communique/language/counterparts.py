"""Offices told by another's: "his Russian counterpart Sergei Lavrov" is a foreign minister, too."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from communique.language.extents import extend_left
from communique.language.mentions import PartyMention
from communique.language.names import NameMention, NameScan
from communique.language.passages import Passage
from communique.language.people import OfficeMention, name_beside, party_after
from communique.language.titles import TitleGrammar
from communique.reference.tables import read_lexicon

_JOINT = re.compile(r" and |, | [-–] ")


def find_counterparts(
    passage: Passage,
    mentions: Sequence[PartyMention],
    grammar: TitleGrammar,
    known: Sequence[NameMention],
    offices: Sequence[OfficeMention],
    before: OfficeMention | None,
) -> list[OfficeMention]:
    """Return `offices` and those of named counterparts, in order.

    A counterpart holds the office of the person named last before, else of whom the passage
    names next. `before` is the last named office of earlier passages.
    """
    words = list(_peer_words().finditer(passage.text))
    if not words:
        return list(offices)
    scan = NameScan(passage, mentions, grammar, known)
    scan.offices = {o.start: o.start + len(o.title) for o in offices if o.name}
    peers = [o for o in offices if o.name and not o.former and o.rank != "military"]
    starts = [peer.start for peer in peers]
    found: list[OfficeMention] = []
    for word in words:
        last = bisect_left(starts, word.start()) - 1
        earlier = peers[last] if last >= 0 else before
        if found and (earlier is None or last < 0 or found[-1].start > earlier.start):
            earlier = found[-1]
        peer = earlier or next(iter(peers), None)
        if peer is not None and word.group() in _predecessor_words():
            # Whose predecessor it is must be plain: no other office stands between the two.
            between = (o.name is None and peer.end <= o.start < word.start() for o in offices)
            peer = None if last < 0 or any(between) else peer
        if peer is not None:
            found.extend(_read(scan, word.start(), word.end(), peer))
    # "His counterpart, General X": the rank of arms is a courtesy.
    named = {one.name_start for one in found}
    others = [o for o in offices if o.name is None or o.name_start not in named]
    return sorted([*others, *found], key=lambda o: o.start)


def _read(scan: NameScan, start: int, end: int, peer: OfficeMention) -> Iterator[OfficeMention]:
    left, party, _ = extend_left(scan, start)
    right, of_party = party_after(scan, end)
    party = party or of_party
    word = scan.text[start:end]
    follows = word in _predecessor_words()
    if party is None and "colleague" in word:
        return  # a colleague of one's own may hold any office
    party = party or (peer.party if follows else None)
    office = _shared_office(peer, scan.grammar)
    plural = scan.text[start:end].endswith("s")
    names = name_beside(scan, left, right, plural=plural)
    for index, (first, last) in enumerate(names):
        stop, of_name = party_after(scan, last)
        yield replace(
            peer,
            start=min(left, first) if index == 0 else first,
            end=max(stop, right) if index == 0 else stop,
            title=office,
            core=office,
            office=office,
            party=of_name or party,
            name=scan.text[first:last],
            name_start=first,
            name_end=last,
            former=word == "predecessor",
        )


def _shared_office(peer: OfficeMention, grammar: TitleGrammar) -> str:
    """Return which of the peer's offices a counterpart has: the one that ranks the title."""
    parts = _JOINT.split(peer.office)
    same = [part for part in parts if grammar.offices.rank(part, peer.party) == peer.rank]
    return same[-1] if same else peer.office


@lru_cache(maxsize=1)
def _peer_words() -> re.Pattern[str]:
    words = {*read_lexicon("en", "offices")["counterpart"], *_predecessor_words()}
    return re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b")


@lru_cache(maxsize=1)
def _predecessor_words() -> frozenset[str]:
    return frozenset(read_lexicon("en", "offices")["predecessors"])
