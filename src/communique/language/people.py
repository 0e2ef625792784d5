"""People with their offices: a grammar of titles and names.

A statistical recogniser calls "Miliband" an organisation; but official text nearly
always introduces a person with an office ("Chinese State Councilor and Foreign
Minister Wang Yi", "X, director-general of the department of …"), and offices are a
closed class. So the office is found by table, and the name is read beside it.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.language.mentions import PartyMention
from communique.language.passages import Passage
from communique.records import Rank
from communique.reference.leaders import Leaders
from communique.reference.offices import Offices
from communique.reference.tables import read_lexicon

_WORD = re.compile(r"[^\W\d_](?:\w|['\-](?=\w)|\.(?=[^\W\d_]\b))*")


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """An office in the text, at the characters `[start, end)`, with the name beside it if any.

    `title` is the office as written, `core` without what qualifies it; `party` is whose
    office the words around it say it is. `name` is None where only the office stands
    ("the foreign minister"); then `plural` tells several holders.
    """

    start: int
    end: int
    title: str
    core: str
    rank: Rank | None
    party: str | None
    name: str | None = None
    name_start: int = 0
    name_end: int = 0
    former: bool = False
    plural: bool = False


@dataclass
class TitleGrammar:
    """The tables of offices and names, ready to be found in text."""

    offices: Offices
    automaton: AhoCorasick
    heads: frozenset[str]
    modifiers: frozenset[str]
    former: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    suffix: re.Pattern[str]
    never: frozenset[str]
    function: frozenset[str]
    portfolios: frozenset[str]
    postnominals: frozenset[str]
    sent: frozenset[str]


@lru_cache(maxsize=1)
def title_grammar(offices: Offices) -> TitleGrammar:
    """Return the grammar over the office table and the lexicon of names."""
    names = read_lexicon("en", "people")
    words = read_lexicon("en", "offices")
    spelling: dict[str, str] = words["spelling"]
    variants: dict[str, list[str]] = {}
    for variant, usual in spelling.items():
        variants.setdefault(usual, []).append(variant)
    heads = frozenset(words["heads"])
    heads |= {variant for head in heads for variant in variants.get(head, ())}
    listed = {office.title for office in offices.titles} | heads
    titles = sorted({form for title in listed for form in _spellings(title, variants)})
    forms = titles + [_plural(title) for title in titles]
    suffixes = sorted(map(re.escape, names["suffixes"]), key=len, reverse=True)
    return TitleGrammar(
        offices=offices,
        automaton=AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest),
        heads=heads,
        modifiers=frozenset(words["prefix_modifiers"]),
        former=frozenset(words["former_markers"]),
        # "He" is a surname and a pronoun far more often than His Excellency.
        honorifics=frozenset(h.rstrip(".").lower() for h in words["honorifics"]) - {"he"}
        | frozenset(names["callings"]),
        particles=frozenset(names["particles"]),
        suffix=re.compile(rf",? (?:{'|'.join(suffixes)})(?!\w)"),
        never=frozenset(names["never"]) | frozenset(names["function"]),
        function=frozenset(names["function"]),
        portfolios=frozenset(names["portfolios"]),
        postnominals=frozenset(names["postnominals"]),
        sent=frozenset(names["sent"]),
    )


def _spellings(title: str, variants: dict[str, list[str]]) -> list[str]:
    """Return the title in each usual spelling: "adviser" and "advisor", "defence" and "defense"."""
    forms = [title]
    for word in title.split():
        for variant in variants.get(word, ()):
            forms += [form.replace(word, variant) for form in forms]
    return forms


def _plural(title: str) -> str:
    head, *rest = re.split(r"( (?:of|for|to|on|at) )", title, maxsplit=1)
    if head.endswith("man"):
        plural = head[:-3] + "men"
    elif head.endswith("y") and not head.endswith("ey"):
        plural = head[:-1] + "ies"
    else:
        plural = head + "s"
    return plural + "".join(rest)


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name with an honorific but no office ("Mr. Sullivan"), at `[start, end)`."""

    start: int
    end: int
    name: str


class _Scan:
    """One passage under the grammar: its words and the party names among them."""

    def __init__(self, passage: Passage, mentions: Sequence[PartyMention], grammar: TitleGrammar):
        self.text = passage.text
        self.grammar = grammar
        self.words = [_Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(self.text)]
        self.by_start = {word.start: index for index, word in enumerate(self.words)}
        self.by_end = {word.end: index for index, word in enumerate(self.words)}
        self.party_ends: dict[int, tuple[int, PartyMention]] = {}
        self.party_starts: dict[int, tuple[int, PartyMention]] = {}
        self.in_party: set[int] = set()
        self.office_starts: frozenset[int] = frozenset()
        for mention in mentions:
            first, last = passage.doc[mention.first], passage.doc[mention.last]
            start, end = first.idx, last.idx + len(last)
            self.party_ends[end] = (start, mention)
            self.party_starts[start] = (end, mention)
            self.in_party.update(range(start, end))

    # -- names -------------------------------------------------------------------------

    def read_name(self, offset: int) -> tuple[int, int] | None:
        """Return the extent of the personal name that begins at `offset`, honorifics skipped."""
        index = self.by_start.get(offset)
        while index is not None and self._is_honorific(index):
            index = self._next(index, (". ", " "))
        if index is None or self.words[index].start in self.office_starts:
            return None
        if not (self._is_name_word(index) or self._is_family_name_he(index)):
            return None
        start, end = self.words[index].start, self.words[index].end
        for _ in range(6):
            word = self.words[index]
            if word.text.endswith("'s"):
                return start, word.end - 2
            initials = _INITIALS.fullmatch(word.text) is not None
            following = self._next(index, (" ", ". ") if initials else (" ",))
            if following is None:
                break
            if self._is_particle(following):
                after = self._next(following, (" ",))
                if after is not None and self._is_particle(after):
                    following, after = after, self._next(after, (" ",))
                if after is None or not self._is_name_word(after):
                    break
                index = after
            elif self._is_name_word(following):
                index = following
            else:
                break
            end = self.words[index].end
        suffix = self.grammar.suffix.match(self.text, end)
        if suffix:
            end = suffix.end()
        if self.text[start:end].endswith("'s"):
            end -= 2
        return start, end

    def read_name_before(self, offset: int) -> tuple[int, int] | None:
        """Return the extent of the name that ends at `offset`; at least two words."""
        index = self.by_end.get(offset)
        if index and self.words[index].text in self.grammar.postnominals:
            index -= 1
        if index is None or not self._is_name_word(index):
            return None
        first = index
        while first > 0 and index - first < 5:
            gap = self.text[self.words[first - 1].end : self.words[first].start]
            before = self.words[first - 1]
            if gap not in (" ", ". ") or (gap == ". " and not _INITIALS.fullmatch(before.text)):
                break
            if self._is_name_word(first - 1) and not self._is_honorific(first - 1):
                first -= 1
            elif self._is_particle(first - 1):
                start = first - 1
                while start > 0 and self._is_particle(start - 1):
                    start -= 1
                if start == 0 or not self._is_name_word(start - 1):
                    break
                first = start - 1
            else:
                break
        if first == index:
            return None
        return self.words[first].start, self.words[index].end

    def _next(self, index: int, gaps: tuple[str, ...]) -> int | None:
        if index + 1 >= len(self.words):
            return None
        gap = self.text[self.words[index].end : self.words[index + 1].start]
        return index + 1 if gap in gaps else None

    def _is_honorific(self, index: int) -> bool:
        return self.words[index].text.lower().rstrip(".") in self.grammar.honorifics

    def _is_family_name_he(self, index: int) -> bool:
        """Whether "He" after an office is a family name: a given name follows ("He Lifeng")."""
        following = self._next(index, (" ",))
        return (
            self.words[index].text == "He"
            and following is not None
            and self._is_name_word(following)
        )

    def _is_particle(self, index: int) -> bool:
        return self.words[index].text in self.grammar.particles

    def _is_name_word(self, index: int) -> bool:
        word = self.words[index]
        capital = word.text[0].isupper() or _ARTICLE.match(word.text) is not None
        if not capital or word.start in self.in_party:
            return False
        text = word.text.removesuffix("'s")
        if text in self.grammar.never or text.capitalize() in self.grammar.never:
            return False
        low = text.lower()
        return low not in self.grammar.heads and low not in self.grammar.portfolios


#: The Arabic article joined to a name: "el-Sisi", "al-Sudani".
_ARTICLE = re.compile(r"(?:a[lnrstdz]|ash|el|ul|ur|es|en)-[^\W\d_a-z]")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
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
    scan = _Scan(passage, mentions, grammar)
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in passage.text)
    hits = [
        (start, end)
        for _, start, end in grammar.automaton.find_matches_as_indexes(lowered)
        if _on_word_borders(lowered, start, end)
        and passage.text[start:end] not in grammar.postnominals
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


def find_honorific_names(
    passage: Passage, mentions: Sequence[PartyMention], grammar: TitleGrammar
) -> list[NameMention]:
    """Return the names that only an honorific introduces ("Mr. Sullivan"), in order."""
    scan = _Scan(passage, mentions, grammar)
    found = []
    for word in scan.words:
        if word.text.lower() in grammar.honorifics and word.text[0].isupper():
            name = scan.read_name(word.start)
            if name is not None:
                found.append(NameMention(word.start, name[1], passage.text[slice(*name)]))
    return found


@lru_cache(maxsize=1)
def _known_names(leaders: Leaders) -> tuple[list[str], AhoCorasick]:
    names = {name for row in leaders.rows for name in (row.name, *row.aliases) if " " in name}
    plain = {unicodedata.normalize("NFKD", name) for name in names}
    names |= {"".join(c for c in name if not unicodedata.combining(c)) for name in plain}
    listed = sorted(name.replace("’", "'") for name in names)
    return listed, AhoCorasick(listed, matchkind=MatchKind.LeftmostLongest)


def find_known_names(passage: Passage, leaders: Leaders) -> list[NameMention]:
    """Return the full names of leaders in the passage, whether or not an office stands beside."""
    listed, automaton = _known_names(leaders)
    return [
        NameMention(start, end, listed[index])
        for index, start, end in automaton.find_matches_as_indexes(passage.text)
        if _on_word_borders(passage.text, start, end)
    ]


def _on_word_borders(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or after.isalnum() or after == "-")


def _before_party(scan: _Scan, start: int, end: int) -> int:
    """End an office before a state's name that it runs into: "President of | the Republic of X"."""
    for begin, (stop, _) in scan.party_starts.items():
        if start < begin < end < stop:
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
            two = text[: previous[0]].lower().endswith("the ")
            same = text[previous[0]].isupper() == text[start].isupper()
            if _JOIN.fullmatch(gap) and same and not two:
                joined[-1] = (previous[0], end)
                continue
        joined.append((start, end))
    return joined


def _read_office(scan: _Scan, start: int, end: int) -> list[OfficeMention]:
    text, grammar = scan.text, scan.grammar
    core = text[start:end]
    left, party, former = _extend_left(scan, start)
    right, complement_party = _extend_right(scan, start, end)
    party = party or complement_party
    plural = any(
        core.lower().endswith(_plural(head)) for head in (_head_of(core, grammar),) if head
    )
    title = text[left:right]
    core = text[start:right]
    rank = grammar.offices.rank(_bare(title, core, grammar), party)

    def office(**more: object) -> OfficeMention:
        values: dict[str, object] = {
            "start": left, "end": right, "title": title, "core": core, "rank": rank,
            "party": party, "former": former, "plural": plural,
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


def _extend_left(scan: _Scan, start: int) -> tuple[int, str | None, bool]:
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


def _extend_right(scan: _Scan, start: int, end: int) -> tuple[int, str | None]:
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


def _portfolio_end(scan: _Scan, offset: int) -> int | None:
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
        index = scan._next(index, (" ", ", ") if stop == word.end else (" ",))
        steps += 1
    return stop


def _names_after(scan: _Scan, offset: int, plural: bool) -> list[tuple[int, int]]:
    text = scan.text
    gap = re.compile(r",? ").match(text, offset)
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


def _party_after(scan: _Scan, offset: int) -> tuple[int, str | None]:
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
