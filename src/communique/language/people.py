"""People with their offices: a grammar of titles and names.

A statistical recogniser calls "Miliband" an organisation; but official text nearly
always introduces a person with an office ("Chinese State Councilor and Foreign
Minister Wang Yi", "X, director-general of the department of …"), and offices are a
closed class. So the office is found by table, and the name is read beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.language.mentions import PartyMention
from communique.language.names import NameScan, stands_alone
from communique.language.passages import Passage
from communique.language.titles import TitleGrammar, plural_of
from communique.records import Rank


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """An office in the text, at the characters `[start, end)`, with the name beside it if any.

    `title` is the office as written, `core` without what qualifies it; `party` is whose
    office the words around it say it is. `name` is None where only the office stands
    ("the foreign minister"); then `plural` tells several holders. `ranked` are the words
    that `rank` was told by.
    """

    start: int
    end: int
    title: str
    core: str
    ranked: str
    rank: Rank | None
    party: str | None
    name: str | None = None
    name_start: int = 0
    name_end: int = 0
    former: bool = False
    plural: bool = False


_LINK = re.compile(r" (?:of|for|at|in|on|to)(?: the)? ")
_JOIN = re.compile(r"(?:,? and |, | & |-cum-)$")
_APPOSITION = re.compile(
    r"(?:, |,? who is | \(|, who is )(?:the |a |an |his |her |their |our |its |also )*$"
)
_DETERMINER = re.compile(r"(?:\b(?:[Tt]he|[Bb]oth|[Tt]wo|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er)|'s) $")
_ACRONYM = re.compile(r" ?\([A-Z][\w.&-]{1,9}\)")


def find_offices(
    passage: Passage, mentions: Sequence[PartyMention], grammar: TitleGrammar
) -> list[OfficeMention]:
    """Return the offices in the passage, with the names beside them, in order."""
    if not passage.text:
        return []
    scan = NameScan(passage, mentions, grammar)
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in passage.text)
    hits = [
        (start, end)
        for _, start, end in grammar.automaton.find_matches_as_indexes(lowered)
        if stands_alone(lowered, start, end) and passage.text[start:end] not in grammar.postnominals
    ]
    hits = [(start, _before_party(scan, start, end)) for start, end in hits]
    # "Advisor to the Italian Prime Minister": what begins an office begins no name.
    scan.office_starts = frozenset(start for start, end in hits if " " in lowered[start:end])
    found: list[OfficeMention] = []
    for start, end in _join_compounds(passage.text, hits):
        if found and start < found[-1].end:
            continue
        found.extend(_read_office(scan, start, end))
    return found


def _before_party(scan: NameScan, start: int, end: int) -> int:
    """End an office before a state's name that it runs into: "President of | the Republic of X"."""
    for begin in range(start + 1, end):
        stop, _ = scan.party_starts.get(begin, (0, None))
        if end < stop:
            link = scan.text.rfind(" of", start, begin)
            return link if link > start else end
    return end


def _join_compounds(text: str, hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join "State Councilor and Foreign Minister" into one office: same case, no name."""
    joined: list[tuple[int, int]] = []
    for start, end in hits:
        if joined:
            previous = joined[-1]
            gap = text[previous[1] : start]
            # "The President and Speaker X" are two people.
            two = text[max(0, previous[0] - 4) : previous[0]].lower() == "the "
            same = text[previous[0]].isupper() == text[start].isupper()
            if _JOIN.fullmatch(gap) and same and not two:
                joined[-1] = (previous[0], end)
                continue
        joined.append((start, end))
    return joined


def _read_office(scan: NameScan, start: int, end: int) -> list[OfficeMention]:
    text, grammar = scan.text, scan.grammar
    core = text[start:end]
    left, party, former = _extend_left(scan, start)
    right, complement_party = _extend_right(scan, start, end)
    party = party or complement_party
    plural = any(
        core.lower().endswith(plural_of(head)) for head in (_head_of(core, grammar),) if head
    )
    title = text[left:right]
    core = text[start:right]
    ranked = _bare(title, core, grammar)
    rank = grammar.offices.rank(ranked, party)

    def office(**more: object) -> OfficeMention:
        values: dict[str, object] = {
            "start": left, "end": right, "title": title, "core": core,
            "ranked": ranked, "rank": rank, "party": party, "former": former, "plural": plural,
        }  # fmt: skip
        return OfficeMention(**(values | more))  # type: ignore[arg-type]

    names = _names_after(scan, right, plural)
    if names:
        found = []
        for index, (name_start, name_end) in enumerate(names):
            stop, of_party = _party_after(scan, name_end)
            found.append(
                office(
                    start=left if index == 0 else name_start,
                    end=stop,
                    party=of_party or party,
                    name=_tidy(text[name_start:name_end]),
                    name_start=name_start,
                    name_end=name_end,
                    plural=False,
                )
            )
        return found
    before = _APPOSITION.search(text, max(0, left - 24), left)
    if before:
        name = scan.read_name_before(before.start())
        if name is not None:
            return [
                office(start=name[0], name=_tidy(text[slice(*name)]), name_start=name[0],
                       name_end=name[1])
            ]  # fmt: skip
    capital = text[start].isupper()
    determined = _DETERMINER.search(text, max(0, left - 6), left)
    return [office()] if capital or determined or party else []


def _head_of(core: str, grammar: TitleGrammar) -> str | None:
    words = core.lower().split()
    for word in reversed(words):
        for head in (word, word.removesuffix("s"), word.removesuffix("ies") + "y",
                     word.replace("men", "man")):  # fmt: skip
            if head in grammar.heads:
                return head
    return None


def _bare(title: str, core: str, grammar: TitleGrammar) -> str:
    """The words that rank the office: the core with the modifiers that stood before it."""
    before = title[: title.find(core)] if core in title else ""
    kept = [word for word in before.lower().split() if word in grammar.modifiers]
    return " ".join([*kept, core.lower()])


def _extend_left(scan: NameScan, start: int) -> tuple[int, str | None, bool]:
    text, grammar = scan.text, scan.grammar
    party: str | None = None
    former = False
    for _ in range(8):
        head = text[:start].removesuffix(" ") if start and text[start - 1] == " " else None
        if head is None:
            break
        acronym = re.search(r" ?\([A-Z][\w.&-]{1,9}\)$", head[-14:])
        if acronym:
            before = len(head) - len(acronym.group())
            named = before in scan.by_end and scan.words[scan.by_end[before]].text[0].isupper()
            if before in scan.party_ends or (named and text[start].isupper()):
                head = head[:before]
        possessive = head.removesuffix("'s") if head.endswith("'s") else head.removesuffix("'")
        ended = scan.party_ends.get(len(head)) or scan.party_ends.get(len(possessive))
        if ended is not None:
            begin, mention = ended
            if party is None:
                party = mention.party
            start = begin
            continue
        at = scan.by_end.get(len(head), scan.by_end.get(len(possessive)))
        if at is not None:
            word = scan.words[at]
            low = word.text.lower().removesuffix("'s")
            if low in grammar.former:
                former = True
            elif low not in grammar.modifiers and not (
                word.text[0].isupper()
                and word.text not in grammar.function
                and _opens_no_sentence(text, word.start)
                and (text[start].isupper() or head != possessive)
            ):
                break
            start = word.start
            continue
        break
    return start, party, former


def _opens_no_sentence(text: str, offset: int) -> bool:
    before = text[:offset].rstrip()
    return bool(before) and before[-1] not in ".!?:;\"'(),"


def _extend_right(scan: NameScan, start: int, end: int) -> tuple[int, str | None]:
    """Read the field or body of an office: "of Homeland Security", "at the Foreign Ministry"."""
    text = scan.text
    party: str | None = None
    while True:
        link = _LINK.match(text, end)
        if link is None:
            break
        stop = None
        begin = scan.party_starts.get(link.end())
        if begin is not None:
            stop, mention = begin
            acronym = _ACRONYM.match(text, stop)
            stop = acronym.end() if acronym else stop
            if text.startswith("'s ", stop):
                # "Administrator of China's National Energy Administration"
                stop = _portfolio_end(scan, stop + 3) or stop
            sent = _head_of(text[start:end], scan.grammar) in scan.grammar.sent
            if link.group().startswith(" to") and not sent:
                break  # "the Iranian foreign minister to Islamabad" tells where he goes
            # "Ambassador to", "Envoy for", "Director for China" are another's officials.
            if link.group().startswith(" of") and party is None:
                party = mention.party
            if link.group().startswith(" in"):
                stop = None
        else:
            stop = _portfolio_end(scan, link.end())
        if stop is None:
            break
        end = stop
    return end, party


def _portfolio_end(scan: NameScan, offset: int) -> int | None:
    index = scan.by_start.get(offset)
    stop: int | None = None
    steps = 0
    while index is not None and steps < 9:
        word = scan.words[index]
        low = word.text.lower().removesuffix("'s")
        if low in scan.grammar.portfolios:
            stop = word.end
        elif not (word.text[0].isupper() or low in {"and", "of", "the", "for"}):
            break
        index = scan.next(index, (" ", ", ") if stop == word.end else (" ",))
        steps += 1
    return stop


def _names_after(scan: NameScan, offset: int, plural: bool) -> list[tuple[int, int]]:
    text = scan.text
    acronym = _ACRONYM.match(text, offset)
    gap = re.compile(r",? ").match(text, acronym.end() if acronym else offset)
    if gap is None:
        return []
    name = scan.read_name(gap.end())
    # After a comma only a whole name: "the Minister for Foreign Affairs, Narayan Prakash Saud".
    if name is None or (gap.group() == ", " and " " not in text[name[0] : name[1]]):
        return []
    names = [name]
    while plural:
        stop, _ = _party_after(scan, names[-1][1])
        link = re.compile(r"(?:, and |, | and )").match(text, stop)
        following = scan.read_name(link.end()) if link else None
        if following is None:
            break
        names.append(following)
    return names


def _party_after(scan: NameScan, offset: int) -> tuple[int, str | None]:
    """Read "of Russia" after a name."""
    link = re.compile(r" (?:of|from) (?:the )?").match(scan.text, offset)
    if link is None:
        return offset, None
    begun = scan.party_starts.get(link.end())
    if begun is None or begun[1].kind in {"demonym", "people", "prefix"}:
        return offset, None
    return begun[0], begun[1].party


def _tidy(name: str) -> str:
    """A name in capitals as in a transcript's label is written like any other."""
    return name.title() if name.isupper() and len(name) > 3 else name
