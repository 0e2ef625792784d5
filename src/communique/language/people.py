"""People with their offices: a grammar of titles and names.

A statistical recogniser calls "Miliband" an organisation; but official text nearly
always introduces a person with an office ("Chinese State Councilor and Foreign
Minister Wang Yi", "X, director-general of the department of …"), and offices are a
closed class. So the office is found by table, and the name is read beside it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.language.extents import (
    extend_left,
    extend_right,
    field_end,
    head_of,
    office_of,
    owner_of,
)
from communique.language.mentions import PartyMention
from communique.language.names import NameMention, NameScan, lower_letters, whole_words
from communique.language.passages import Passage
from communique.language.titles import TitleGrammar, plural_of
from communique.records import Rank

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """An office in the text, at the characters `[start, end)`, with the name beside it if any.

    `title` is the office as written, `core` without what qualifies it before, `office` without
    whose it is and whether it is past; `party` is whose office the words around it say it is.
    `name` is None where only the office stands ("the foreign minister"); then `plural` tells
    several holders.
    """

    start: int
    end: int
    title: str
    core: str
    office: str
    rank: Rank | None
    party: str | None
    name: str | None = None
    name_start: int = 0
    name_end: int = 0
    former: bool = False
    plural: bool = False


_JOIN = re.compile(r"(?:,? and |, | & |-cum-| ?/ ?| [-–] )$")
#: Before an office that the same person holds, after a title that follows the name.
_ALSO = re.compile(r"(?:,? and(?: also)?|,| &| ?/| [-–]) ?(?:the |its )?")
#: "Secretaries-General", "Directors General": several, by the noun that stands first.
_GENERALS = re.compile(r"\b(\w+?)(?:(ies)|s)([- ][Gg]eneral)\b")
_APPOSITION = re.compile(
    r"(?:, |,? who is | \(|, who is )(?:the |a |an |his |her |their |our |its |also )*$"
)
_DETERMINER = re.compile(r"(?:\b(?:[Tt]he|[Bb]oth|[Tt]wo|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er)|'s) $")
#: What narrows a title before the name: "Joint Secretary (East Asia)", "Secretary, East, X".
_ASIDE = re.compile(
    r" ?\([A-Z][\w.&-]*(?: (?:[A-Z&][\w.&-]*|and)){0,3}\)"
    r"|, (?:East|West|North|South|Central)(?: (?:Asia|Africa|Europe|America))?(?=, )"
)
_ADDRESS = re.compile(r"\b(?:Madame?|Mister|Mme\.?|Mr\.?|Mrs\.?|Ms\.?) $")
_GAP = re.compile(r"(?:,|\.)? ")
#: What links a name to its party: "A of Russia", "A (Slovenia)".
_PARTY_LINK = re.compile(r" \(| (?:of|from) (?:the )?")
_NAMED = frozenset({"name", "official", "abbreviation"})
_AFTER_COURTESY = re.compile(r"\.? ")
_NEXT_NAME = re.compile(r"(?:, and |, | and )")
_LISTED = re.compile(r"(?: of(?: the)?|, and(?: the)?|,| and(?: the)?) ")
_LISTED_BEFORE = re.compile(r"(?:, and | and |, )\Z")
#: What goes on to the next field of a list of officers: ", and Finance X".
_NEXT_FIELD = re.compile(r"(?:, and|, as well as|;| and|,) (?:of |for )?(?:the )?")
_BRACKET = re.compile(r" \((?=\S)((?:[^()]|\([^()]{0,40}\)){1,160})\)")
_OPENING = re.compile(r"(?:(?:the|a|an|its|their|our) )*")
_TITLE_WORDS = re.compile(r"(?<!\d)[^\W\d_][\w'.-]*")


def find_offices(
    passage: Passage,
    mentions: Sequence[PartyMention],
    grammar: TitleGrammar,
    known: Sequence[NameMention] = (),
) -> list[OfficeMention]:
    """Return the offices in the passage, with the names beside them, in order.

    `known` are the full names of leaders in it, which need no grammar.
    """
    lowered = lower_letters(passage.text)
    titles = list(whole_words(grammar.automaton, lowered))
    if not titles:
        return []
    scan = NameScan(passage, mentions, grammar, known)
    scan.title_ends = frozenset(end for _, _, end in titles)
    hits = [
        (start, _before_party(scan, start, end))
        for _, start, end in titles
        if passage.text[start:end] not in grammar.postnominals
        and not scan.is_within_name(start, end)
        and not _is_no_title(grammar, lowered, start, end)
    ]
    scan.offices = dict(hits)
    # "Advisor to the Italian Prime Minister": what begins an office begins no name.
    scan.office_starts = frozenset(start for start, end in hits if " " in lowered[start:end])
    brackets = _titles_in_brackets(scan)
    opened = [bracket[0] for _, bracket in brackets]
    found: list[OfficeMention] = []
    for start, end in _join_compounds(scan, hits):
        if found and start < found[-1].end:
            continue
        at = bisect_right(opened, start) - 1
        if at >= 0 and start < brackets[at][1][1]:
            found.append(_read_bracket(scan, *brackets[at]))
        else:
            read = _read_office(scan, start, end, found[-1] if found else None)
            if found and read and found[-1].name is None and read[0].party is None:
                read[0] = _share_party(scan, found[-1], read[0])
            if found and read and _is_also_held(scan, found[-1], read[0]):
                found[-1] = replace(
                    found[-1], name=read[0].name, name_start=read[0].name_start,
                    name_end=read[0].name_end,
                )  # fmt: skip
            found.extend(read)
    return found


def _share_party(scan: NameScan, first: OfficeMention, second: OfficeMention) -> OfficeMention:
    """Give a party to the second of two offices of one person: "X's Deputy Premier, Minister A"."""
    joined = scan.text[first.end : second.start] == ", " and second.name is not None
    foreign = first.party is not None and first.party.islower()
    return (
        replace(second, party=first.party) if joined and not (first.plural or foreign) else second
    )


def _is_also_held(scan: NameScan, first: OfficeMention, second: OfficeMention) -> bool:
    """Whether a head of state holds the organisation's office before his own: "Chair of X, A"."""
    return (
        first.name is None
        and not first.plural
        and first.party is not None
        and first.party.islower()
        and first.rank == "organization-head"
        and second.rank in {"head-of-state", "head-of-government"}
        and second.name is not None
        and scan.text[first.end : second.start] in {", ", " and "}
        and second.start < second.name_start
    )


def _is_no_title(grammar: TitleGrammar, lowered: str, start: int, end: int) -> bool:
    """Whether the word is no title here: "general debate", "the Cabinet of Ministers"."""
    if lowered[start:end] == "ministers":
        return lowered.endswith(grammar.of_ministers, 0, start)
    return any(lowered.startswith(p, start) and start + len(p) > end for p in grammar.no_titles)


def _before_party(scan: NameScan, start: int, end: int) -> int:
    """End an office before a state's name that it runs into: "President of | the Republic of X"."""
    for begin in range(start + 1, end):
        stop, _ = scan.party_starts.get(begin, (0, None))
        if end < stop:
            link = scan.text.rfind(" of", start, begin)
            return link if link > start else end
    return end


def _join_compounds(scan: NameScan, hits: list[Span]) -> list[Span]:
    """Join "State Councilor and Foreign Minister" into one office: same case, no name."""
    text = scan.text
    joined: list[Span] = []
    for start, end in hits:
        if joined:
            previous = joined[-1]
            gap = text[previous[1] : start]
            # "The President and Speaker X" are two people.
            two = text[max(0, previous[0] - 4) : previous[0]].lower() == "the "
            same = text[previous[0]].isupper() == text[start].isupper()
            if _JOIN.fullmatch(gap) and same and not two and start not in scan.courtesies:
                joined[-1] = (previous[0], end)
                continue
        joined.append((start, end))
    return joined


def _read_office(
    scan: NameScan, start: int, end: int, previous: OfficeMention | None
) -> list[OfficeMention]:
    text, grammar = scan.text, scan.grammar
    left, party, former = extend_left(scan, start)
    right = extend_right(scan, start, end)
    head = head_of(text[start:end], grammar)
    plural = head is not None and plural_of(head) in text[start:end].lower().split()
    plural = plural or _GENERALS.search(text, start, end) is not None
    names = _names_after(scan, right, plural)
    before = _APPOSITION.search(text, max(0, left - 24), left)
    name = scan.read_name_before(before.start()) if before else None
    if names and name is not None and previous is not None:
        taken = previous.name_start == name[0] and previous.start < name[0]
        if taken and (party or owner_of(scan, left, right)) not in {None, previous.party}:
            name = None  # "X's Foreign Minister, A, Foreign Minister of Y, B": titles come first
    if name is not None and text.startswith(", ", right):
        names = []  # "X, Director of Strategy, Southern Asia": the title is X's
    if _ADDRESS.search(text, max(0, left - 8), left) and text.startswith(",", right):
        names = []  # "Madam Speaker, His Excellency X": both are addressed
    if names:
        office = _office(scan, left, start, right, party, former=former)
        shared = _share_out(scan, office, names, _parties_before(scan, left))
        return [*shared, *_of_other_fields(scan, shared[-1], head)] if plural and head else shared
    if plural and len(parties := _parties_behind(scan, right)) > 1:
        # "The foreign ministers of China and Russia, X and Y"
        names = _names_after(scan, parties[-1][1], plural)
        if len(names) == len(parties):
            office = _office(scan, left, start, right, party, former=former)
            return _share_out(scan, office, names, [party for party, _ in parties])
    if name is not None:
        right, apart = _also(scan, extend_right(scan, start, end, bounded=True), left, party)
        office = _office(scan, left, start, right, party, former=former)
        offices = [replace(office, start=name[0])]
        offices += [_office(scan, first, first, last, None, former=former) for first, last in apart]
        return [
            replace(held, name=tidy(text[slice(*name)]), name_start=name[0], name_end=name[1])
            for held in offices
        ]
    office = _office(scan, left, start, right, party, former=former)
    capital = text[start].isupper()
    determined = _DETERMINER.search(text, max(0, left - 6), left)
    return [replace(office, plural=plural)] if capital or determined or office.party else []


def _share_out(
    scan: NameScan, office: OfficeMention, names: list[Span], parties: list[str]
) -> list[OfficeMention]:
    """Return the office for each of the names, and of the parties in turn if they are as many."""
    if len(names) > 1:
        office = replace(office, office=_singular(office.office, scan.grammar))
    found = []
    for index, (start, end) in enumerate(names):
        stop, party = party_after(scan, end)
        if party is None and len(names) > 1:
            stop, party = _party_around(scan, start, end)
        if party is None and len(names) == len(parties) > 1:
            party = parties[index]
        if party is not None and office.office.lower() in scan.grammar.presiding:
            party = None  # the organ's, held for the state
        found.append(
            replace(
                office,
                start=office.start if index == 0 else start,
                end=stop,
                party=party or office.party,
                name=tidy(scan.text[start:end]),
                name_start=start,
                name_end=end,
            )
        )
    return found


def _party_around(scan: NameScan, start: int, end: int) -> tuple[int, str | None]:
    """Return the end of one of several names, and the party that it alone is given."""
    if scan.text.startswith(", of ", end):
        stop, party = party_after(scan, end + 1)
        if party is not None:
            return stop, party
    owner = scan.party_ends.get(start - 3) if scan.text.startswith("'s ", start - 3) else None
    return end, owner[1].party if owner is not None else None


def _singular(title: str, grammar: TitleGrammar) -> str:
    """Return the title of several as one of them bears it: "Foreign Ministers"."""
    title = _GENERALS.sub(lambda m: m.group(1) + (m.group(2) and "y") + m.group(3), title)
    head = head_of(title, grammar)
    if head is None:
        return title
    plural = re.compile(rf"\b{re.escape(plural_of(head))}\b", re.IGNORECASE)
    return plural.sub(lambda m: m.group()[: -len(plural_of(head)) + 1] + head[1:], title, count=1)


def _parties_before(scan: NameScan, left: int) -> list[str]:
    """Return the parties of "Chinese and Russian Foreign Ministers", in order."""
    begun = scan.party_starts.get(left)
    parties = [begun[1].party] if begun else []
    while parties and (link := _LISTED_BEFORE.search(scan.text, max(0, left - 6), left)):
        ended = scan.party_ends.get(link.start())
        if ended is None:
            break
        left = ended[0]
        parties.insert(0, ended[1].party)
    return parties


def _parties_behind(scan: NameScan, right: int) -> list[tuple[str, int]]:
    """Return the parties of "ministers of China and Russia" with their ends, in order."""
    parties = []
    link = _LISTED.match(scan.text, right)
    while link and (begun := scan.party_starts.get(link.end())):
        parties.append((begun[1].party, begun[0]))
        link = _LISTED.match(scan.text, begun[0])
    ended = scan.party_ends.get(right)
    return [(ended[1].party, right), *parties] if ended and parties else parties


def _office(
    scan: NameScan, left: int, start: int, right: int, party: str | None, *, former: bool
) -> OfficeMention:
    """Return the office of the title `[left, right)`, whose core begins at `start`."""
    party = party or owner_of(scan, left, right)
    words = office_of(scan, left, right, party)
    return OfficeMention(
        start=left, end=right, title=scan.text[left:right], core=scan.text[start:right],
        office=words, rank=scan.grammar.offices.rank(words, party), party=party, former=former,
    )  # fmt: skip


def _also(scan: NameScan, right: int, left: int, party: str | None) -> tuple[int, list[Span]]:
    """Return the end of the further offices that the person named before them holds.

    Those of an organisation, held beside a state's, are told apart: "President of X and Chairman
    of the Y".
    """
    apart: list[Span] = []
    at = right
    while True:
        link = _ALSO.match(scan.text, at)
        start = link.end() if link else at
        begun = scan.party_starts.get(start)
        if begun is not None and scan.text.startswith(" ", begun[0]):
            start = begun[0] + 1
        end = scan.offices.get(start) if link else None
        if end is None:
            return right, apart
        stop = extend_right(scan, start, end)
        if _names_after(scan, stop, plural=False):
            return right, apart
        at = extend_right(scan, start, end, bounded=True)
        own, other = party or owner_of(scan, left, right), owner_of(scan, start, at)
        in_turn = " session " in scan.text[start:at]  # the state's turn, no office of its own
        if own and own.isupper() and other and other.islower() and not in_turn:
            apart.append((start, at))
        elif not apart:
            right = at


def _of_other_fields(scan: NameScan, office: OfficeMention, head: str) -> Iterator[OfficeMention]:
    """Yield the further offices of a list: "Ministers of Trade A | and Health B"."""
    while True:
        link = _NEXT_FIELD.match(scan.text, office.end)
        end = field_end(scan, link.end()) if link else None
        if link is None or end is None:
            return
        names = _names_after(scan, end, plural=False)
        if not names:
            return
        title = f"{head.title()} of {scan.text[link.end() : end]}"
        first, last = names[0]
        office = replace(
            office, start=link.end(), end=last, title=title, core=title, office=title,
            rank=scan.grammar.offices.rank(title, office.party),
            name=tidy(scan.text[first:last]), name_start=first, name_end=last,
        )  # fmt: skip
        yield office


def _titles_in_brackets(scan: NameScan) -> list[tuple[Span, Span]]:
    """Return each name with what may be a title in the brackets right after it."""
    found = []
    for bracket in _BRACKET.finditer(scan.text):
        # "Acme (chairman of the industry)" tells less surely of a person than a capital does.
        single = bracket.group(1)[0].isupper()
        words = _TITLE_WORDS.findall(bracket.group(1))
        if all(_may_stand_in_title(word, scan.grammar) for word in words):
            name = scan.read_name_before(bracket.start(), single=single)
            if name is not None:
                found.append((name, bracket.span(1)))
    return found


def _may_stand_in_title(word: str, grammar: TitleGrammar) -> bool:
    return word[0].isupper() or word.lower().removesuffix("'s") in grammar.title_words


def _read_bracket(scan: NameScan, name: Span, bracket: Span) -> OfficeMention:
    """Return the office that the words in brackets name, held by the name before them."""
    start, end = bracket
    opening = _OPENING.match(scan.text, start, end)
    begin = opening.end() if opening else start
    first = scan.text[start:end].lower().replace("-", " ").split()[0]
    party = owner_of(scan, begin, end)
    office = _office(scan, begin, begin, end, party, former=first in scan.grammar.former)
    return replace(
        office, start=name[0], name=tidy(scan.text[slice(*name)]), name_start=name[0],
        name_end=name[1],
    )  # fmt: skip


def _names_after(scan: NameScan, offset: int, plural: bool) -> list[tuple[int, int]]:
    text = scan.text
    if (bracketed := _name_in_brackets(scan, offset)) is not None:
        return [bracketed]
    aside = _ASIDE.match(text, offset)
    gap = _GAP.match(text, aside.end() if aside else offset)
    if gap is None or (gap.group() == ". " and not _is_short(text, offset)):
        return []
    start = gap.end()
    while (courtesy := scan.courtesies.get(start)) and (
        after := _AFTER_COURTESY.match(text, courtesy)
    ):
        start = after.end()  # "Chief of Army Staff General X", "the Minister, H.E. Senator X"
    name = scan.read_name(start, after_office=gap.group() != ", ")
    # After a comma only a whole name: "the Minister for Foreign Affairs, Narayan Prakash Saud",
    # or one with a courtesy before it: "the Minister, Lord Ahmad".
    listed = gap.group() == ", " and name is not None and name[0] == start
    if name is None or (listed and " " not in text[name[0] : name[1]]):
        return []
    if _names_body(scan, name):
        return []
    names = [name]
    while plural:
        stop, _ = party_after(scan, names[-1][1])
        if stop == names[-1][1] and text.startswith(", of ", stop):
            # "Ministers A, of X, and B, of Y"
            stop = party_after(scan, stop + 1)[0] if party_after(scan, stop + 1)[1] else stop
        link = _NEXT_NAME.match(text, stop)
        following = scan.read_name(_past_owner(scan, link.end())) if link else None
        if following is None:
            break
        names.append(following)
    return names


def _names_body(scan: NameScan, name: Span) -> bool:
    """Whether the words are a body's name and not a person's: "the General | Border Committee"."""
    index = scan.by_end.get(name[1])
    following = scan.next(index, (" ",)) if index is not None else None
    if following is None or " " in scan.text[slice(*name)]:
        return False
    word = scan.words[following].text
    return word in scan.grammar.never and word.lower() in scan.grammar.portfolios


def _past_owner(scan: NameScan, offset: int) -> int:
    """Return where the name begins behind whose officer it is: "Ministers A and | X's B"."""
    begun = scan.party_starts.get(offset)
    owned = begun is not None and scan.text.startswith("'s ", begun[0])
    return begun[0] + 3 if begun is not None and owned else offset


def _name_in_brackets(scan: NameScan, offset: int) -> Span | None:
    """Return the name that fills the brackets behind a title: "the Commander (General A B)"."""
    if not scan.text.startswith(" (", offset):
        return None
    start = offset + 2
    while (courtesy := scan.courtesies.get(start)) and (
        after := _AFTER_COURTESY.match(scan.text, courtesy)
    ):
        start = after.end()
    name = scan.read_name(start, after_office=True)
    if name is None or " " not in scan.text[slice(*name)]:
        return None
    return name if scan.text.startswith(")", name[1]) else None


def _is_short(text: str, end: int) -> bool:
    """Whether a title that ends there is cut short, so that a full stop belongs to it: "Amb."."""
    return re.search(r"\bAmb\Z", text[:end][-4:]) is not None


def party_after(scan: NameScan, offset: int) -> tuple[int, str | None]:
    """Return the end of an "of Russia" at `offset`, and its party; `offset` and None without."""
    link = _PARTY_LINK.match(scan.text, offset)
    if link is not None and link.group() == " (":
        begun = scan.party_starts.get(link.end())
        if begun is not None and scan.text.startswith(")", begun[0]) and begun[1].kind in _NAMED:
            return begun[0] + 1, begun[1].party
        return offset, None
    if link is None:
        return offset, None
    begun = scan.party_starts.get(link.end())
    if begun is None or begun[1].kind in {"people", "prefix"}:
        return offset, None
    if begun[1].kind == "demonym":  # "of the German Foreign Office"
        stop = field_end(scan, link.end())
        return (stop, begun[1].party) if stop is not None else (offset, None)
    aside = _ASIDE.match(scan.text, begun[0])
    return aside.end() if aside else begun[0], begun[1].party


def name_beside(scan: NameScan, start: int, end: int, *, plural: bool) -> list[Span]:
    """Return the names right after the words `[start, end)`, else the one they are put after."""
    names = _names_after(scan, end, plural)
    if not names and (before := _APPOSITION.search(scan.text, max(0, start - 24), start)):
        name = scan.read_name_before(before.start())
        names = [name] if name is not None else []
    return names


def tidy(name: str) -> str:
    """Return a name in capitals, as in a transcript's label, written like any other."""
    return name.title() if name.isupper() and len(name) > 3 else name
