"""How far a title reaches: what stands before and after the words that the table lists.

"Former Deputy | Minister | of Foreign Affairs and Trade of the Republic of Korea": a listed
title is the core; modifiers, states and bodies before it, and a field, a body or a state after
it, belong to the title as written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from communique.language.mentions import PartyMention
from communique.language.names import NameScan
from communique.language.titles import TitleGrammar
from communique.reference.parties import load_parties

_LINK = re.compile(r" (?:in charge of|of|for|at|in|on|to)(?: the)? ")
_INTERIM = re.compile(r",? (?:\(?a\.i\.\)?|\(?ad[ -]interim\)?)(?!\w)")
#: What tells of an office in full where or of what its holder speaks.
_TOPICAL = frozenset({"on", "in", "at"})
#: A session that an assembly's president presides over.
_SESSION = re.compile(r" of the (?:current |last )?(?:\w+[- ]){1,3}[Ss]ession of the ")
#: What a joint body has one of for each of its states.
_SECTION = re.compile(r" (?:section|part|side|half|chapter|component|delegation)\b")
_FORMAL = re.compile(r"(?:Republic|Kingdom|State|Federation|Union|Commonwealth|Sultanate)\b", re.I)
_MORE = re.compile(r"(?:,? and|,| &) ")
_ACRONYM = re.compile(r" ?\([A-Z][\w.&-]{1,9}\)")
_GAP = re.compile(r"(?:'s)?(,?) ")
#: Before a party's name, these tell where an official serves or what about, not whose he is.
_ELSEWHERE = re.compile(r" (?:to|in|on|with|about)(?: the)? $")
#: The state where an envoy serves, as its own people call it: "Ambassador to the Kingdom".
_HOST = re.compile(r"(?:Kingdom|Republic|Sultanate|State|Federation|Union|Commonwealth)\b(?! of\b)")
_FIELD = re.compile(r" for(?: the)? $")
#: What goes with a party's name when it is taken out of a title.
_OF = re.compile(r"(?: (?:of|for|from|at)|,)(?: the)? $")
_EX = re.compile(r"\W?[Ee]x-")
_ACRONYM_BEFORE = re.compile(r" ?\([A-Z][\w.&-]{1,9}\)\Z")
_PARTED = re.compile(r"$|[,/&]| (?:and|of|to|for|in|on|at|[-–]) ")
_ADJECTIVE = frozenset({"demonym", "prefix"})
#: Bodies of a party, whose names say which office it is.
_BODIES = frozenset({"organ", "seat"})

#: So many words and bodies at most belong to a title behind its core.
_LONGEST = 14

UnitKind = Literal["party", "adjective", "office", "field", "link", "name"]


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    kind: UnitKind
    listed: bool  # a comma stands before it


def extend_left(scan: NameScan, start: int) -> tuple[int, str | None, bool]:
    """Return where the title of a core begins, the party named there, and whether it's past."""
    text, grammar = scan.text, scan.grammar
    party: str | None = None
    former = False
    for _ in range(8):
        if _EX.fullmatch(text, max(0, start - 4), start):
            return start - 3, party, True
        if not text.startswith(" ", start - 1) or start == 0:
            break
        end = start - 1
        acronym = _ACRONYM_BEFORE.search(text, max(0, end - 14), end)
        if acronym:
            before = acronym.start()
            named = before in scan.by_end and scan.words[scan.by_end[before]].text[0].isupper()
            if before in scan.party_ends or (named and text[start].isupper()):
                end = before
        possessive = text.endswith("'", max(0, end - 1), end)
        owner = end - 2 if text.endswith("'s", max(0, end - 2), end) else end - possessive
        ended = scan.party_ends.get(end) or scan.party_ends.get(owner)
        if ended is not None:
            start, mention = ended
            party = party or mention.party
            if owner != end:
                break  # "at Sakhir Palace Kuwait's Foreign Minister": an owner comes first
            continue
        at = scan.by_end.get(end, scan.by_end.get(owner))
        if at is None:
            break
        word = scan.words[at]
        low = word.text.lower().removesuffix("'s")
        if low in grammar.former:
            former = True
        elif low not in grammar.modifiers and not (
            word.text[0].isupper()
            and word.text not in grammar.function
            and _opens_no_sentence(text, word.start)
            and (text[start].isupper() or owner != end)
        ):
            break
        start = word.start
    return start, party, former


def _opens_no_sentence(text: str, offset: int) -> bool:
    before = text[max(0, offset - 8) : offset].rstrip()
    return bool(before) and before[-1] not in ".!?:;\"'(),"


def extend_right(scan: NameScan, start: int, end: int, *, bounded: bool = False) -> int:
    """Return the end of the field or body of an office: "of Homeland Security of the X".

    `bounded` tells that the holder's name stands before, so that none can follow at once.
    """
    head = head_of(scan.text[start:end], scan.grammar)
    interim = _INTERIM.match(scan.text, end)
    end = interim.end() if interim else end
    more = _MORE.match(scan.text, end) if head == "minister" else None
    if more is not None and _LINK.search(scan.text[start:end] + " "):
        # The table knows the "Minister of Foreign Affairs", here "and International Cooperation".
        end = field_end(scan, more.end(), bounded=False) or end
    while True:
        session = _SESSION.match(scan.text, end)
        link = session or _LINK.match(scan.text, end)
        if link is None:
            listed = _formal_state_end(scan, end)
            if listed is not None:
                return listed
            bare = _bare_field_end(scan, start, end)
            if bare == end:
                return end
            end = bare
            continue
        word = link.group().split()[0]
        if word in _TOPICAL and scan.text[start:end].lower() in scan.grammar.closed:
            return end  # "Foreign Secretary on EU Sanctions"
        nested = scan.offices.get(link.end())
        section = _section_end(scan, link.end())
        if section is not None:
            end = section
            continue
        stop: int | None
        if link.end() in scan.party_starts and word == "in" and head not in scan.grammar.sent:
            stop = None
        elif word == "to" and head not in scan.grammar.sent:
            stop = None  # "the Iranian foreign minister to Islamabad" tells where he goes
        elif word == "to" and (host := _HOST.match(scan.text, link.end())):
            stop = host.end()
        elif nested is not None and head in scan.grammar.serving:
            stop = nested  # "Adviser to the President"
        else:
            stop = field_end(scan, link.end(), bounded=bounded)
        if stop is None:
            return end
        end = stop


def _section_end(scan: NameScan, offset: int) -> int | None:
    """Return the end of a side of a joint body: "chairman of the | Russian section"."""
    begun = scan.party_starts.get(offset)
    section = _SECTION.match(scan.text, begun[0]) if begun is not None else None
    return section.end() if section else None


def _formal_state_end(scan: NameScan, end: int) -> int | None:
    """Return the end of a state's formal name that a comma parts from the office, else None."""
    begun = scan.party_starts.get(end + 2) if scan.text.startswith(", ", end) else None
    if begun is None or begun[1].kind in _ADJECTIVE:
        return None
    return begun[0] if _FORMAL.search(scan.text[end + 2 : begun[0]]) else None


def _bare_field_end(scan: NameScan, start: int, end: int) -> int:
    """Return the end of a field right behind an office: "Director Middle East and North Africa"."""
    following = scan.by_start.get(end + 1)
    if (
        following is None
        or scan.text[end] != " "
        or not _may_have_bare_field(scan, start, end)
        or not scan.words[following].text[0].isupper()
        or scan.words[following].text.lower() not in scan.grammar.field_openers
        or (end + 1) in scan.offices
    ):
        return end
    return field_end(scan, end + 1) or end


def _may_have_bare_field(scan: NameScan, start: int, end: int) -> bool:
    """Whether a field may go on with the title with nothing between.

    So it does where the table knows but the beginning of it: "Minister for International
    Development | Cooperation and Foreign Trade".
    """
    title = scan.text[start:end].lower()
    known = " for " in title or " of " in title
    return title in scan.grammar.bare_fields or (
        known and title.split()[-1] in scan.grammar.portfolios
    )


def field_end(scan: NameScan, offset: int, *, bounded: bool = False) -> int | None:
    """Return the end of the field, body or party that begins at `offset`; None if none does.

    A name may follow it, so only what names a field, a body or a party ends it, unless `bounded`.
    """
    stop: int | None = None
    last: _Unit | None = None
    after_party = False  # what follows a party's name may be the holder's
    joined = False  # what follows "and" or a comma belongs to it only if a field ends it
    names = 0  # so many words that may be a name stand after what ends it
    for unit in _units(scan, offset):
        complete = last is not None and last.end == stop
        if unit.kind == "office" or (unit.listed and not complete):
            break
        if unit.kind == "link":
            joins = scan.text[unit.start : unit.end] in {"and", "&"}
            if (joins and not complete) or unit.listed or (after_party and not complete):
                break
            joined = joined or joins
        elif unit.kind == "field":
            stop, joined, after_party = unit.end, False, False
        elif unit.kind == "party":
            if unit.listed or joined or (names > 1 and last is not None and last.kind == "link"):
                break  # "Chairman of the Council A B of X"
            stop, after_party = unit.end, True
        else:
            names += int(stop is not None and not joined)
            joined = joined or unit.listed
            if bounded and unit.kind == "name" and not joined:
                stop = unit.end
        last = unit
    return stop


def _units(scan: NameScan, offset: int) -> Iterator[_Unit]:
    """Yield what a complement is made of, from `offset` on, up to the first other word."""
    listed = False
    for _ in range(_LONGEST):
        index = scan.by_start.get(offset)
        begun = scan.party_starts.get(offset)
        kind: UnitKind
        if scan.text.startswith("& ", offset):
            end, kind = offset + 1, "link"
        elif begun is not None:
            end, mention = begun
            kind = "adjective" if mention.kind in _ADJECTIVE else "party"
            owning = end + 2 if scan.text.startswith("'s (", end) else end
            acronym = _ACRONYM.match(scan.text, owning)
            end = acronym.end() if acronym else end
        elif index is None:
            return
        else:
            word = scan.words[index]
            end = word.end - 2 if word.text.endswith("'s") else word.end
            low = scan.text[offset:end].lower()
            if offset in scan.offices:
                kind = "office"
            elif low in scan.grammar.portfolios:
                kind = "field"
            elif low in {"and", "of", "the", "for", "in", "on"}:
                kind = "link"
            elif word.text[0].isupper():
                kind = "name"
            else:
                return
        yield _Unit(offset, end, kind, listed)
        gap = _GAP.match(scan.text, end)
        if gap is None and scan.text[end : end + 1] in {"-", "–"} and end + 1 in scan.party_starts:
            offset, listed = end + 1, False  # "of the A-B Commission"
            continue
        if gap is None:
            return
        offset, listed = gap.end(), bool(gap.group(1))
        if listed and scan.text.startswith("and ", offset):
            offset += 4


def owner_of(scan: NameScan, start: int, end: int) -> str | None:
    """Return whose office the title `[start, end)` says it is; None if it doesn't.

    A state goes before an organisation, and where an office serves is not whose it is.
    """
    owners = []
    head = head_of(scan.text[start:end], scan.grammar)
    for begin, stop, mention in _parties_within(scan, start, end):
        if (begin, stop) == (start, end) and " " not in scan.text[start:end]:
            continue  # "NSA" is here the office, not the agency
        before = scan.text[start:begin]
        field = _FIELD.search(before) and head not in scan.grammar.voices
        served = scan.text.startswith(" ", stop) and stop + 1 in scan.offices
        if served or (not field and not _ELSEWHERE.search(before)):
            owners.append(mention.party)
    return next((party for party in owners if party.isupper()), owners[0] if owners else None)


def _parties_within(
    scan: NameScan, start: int, end: int
) -> Iterator[tuple[int, int, PartyMention]]:
    for begin in range(start, end):
        if begin in scan.party_starts:
            stop, mention = scan.party_starts[begin]
            if stop <= end:
                yield begin, stop, mention


def office_of(scan: NameScan, start: int, end: int, party: str | None) -> str:
    """Return the title `[start, end)` without whose it is and whether it is past."""
    text = scan.text
    kept: list[str] = []
    at = start
    for begin, stop, mention in _parties_within(scan, start, end):
        if begin < at or mention.party != party or text.startswith("-", stop):
            continue  # "Japan-China Association" is one name
        if mention.kind in _BODIES:
            stop = begin + _qualifier(text[begin:stop], party)
            if stop == begin:
                continue
        if _ELSEWHERE.search(text[start:begin]):
            continue
        acronym = _ACRONYM.match(text, stop)
        stop = acronym.end() if acronym else stop
        stop += 2 if text.startswith("'s", stop) else 0
        link = _OF.search(text, at, begin)
        if link is not None and _PARTED.match(text[stop:end]):
            begin = link.start()
        kept.append(text[at:begin])
        at = stop
    kept.append(text[at:end])
    words = (
        " ".join("".join(kept).replace("()", "").split())
        .strip(" ,")
        .removeprefix("ex-")
        .removeprefix("Ex-")
        .split()
    )
    if len(words) > 1 and words[0].endswith("'s") and words[0][0].isupper():
        words = words[1:]  # "Putin's spokesman"
    while len(words) > 1 and words[0].lower().removesuffix("-") in scan.grammar.former | {"the"}:
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=1024)
def _qualifier(body: str, party: str) -> int:
    """Return how much of a body's name is the party's: "U.S." of the "U.S. Treasury"."""
    parties = load_parties()
    if party not in parties.states:
        return 0
    ends = [match.start() for match in re.finditer(" ", body)]
    return next((end for end in ends if parties.names_party(body[:end], party)), 0)


def head_of(core: str, grammar: TitleGrammar) -> str | None:
    """Return the noun of the title that says what the office is, in the singular."""
    words = core.lower().split()
    for word in reversed(words):
        for head in (word, word.removesuffix("s"), word.removesuffix("ies") + "y",
                     word.replace("men", "man")):  # fmt: skip
            if head in grammar.heads:
                return head
    return None
