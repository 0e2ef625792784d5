"""Persons presented over several lines: the name in one, the office in the next.

Speeches are headed so: "His Excellency Dr. A B," and below "President of the Republic of X",
with the honours of the person behind the name, and the state in a line of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from communique.language.mentions import PartyMention
from communique.language.names import NameMention
from communique.language.passages import Passage
from communique.language.people import OfficeMention, tidy
from communique.language.titles import TitleGrammar

#: The lines of a head stand within so many of a page, each of so many words.
_HEAD = 12
_LONGEST = 40
#: Honours behind a name: "GCON", "EGH, MP".
_HONOURS = re.compile(r"(?:,? (?:[A-Z]{2,5}|[A-Z](?:\.[A-Z])+\.?|PhD))*,?$")
_OPENING = re.compile(r"(?:the |The |THE )?$")


def join_lines(
    passages: Sequence[Passage],
    parties: Sequence[list[PartyMention]],
    offices: list[list[OfficeMention]],
    names: list[list[NameMention]],
    known: Sequence[Sequence[NameMention]],
    grammar: TitleGrammar,
) -> None:
    """Give the office that opens a line of the page's head the name that ends the line before.

    `offices` is changed in place; a name without an office there stays the person's first mention.
    """
    for index, (line, below) in enumerate(pairwise(passages[: _HEAD + 1])):
        if not (_is_line(line) and _is_line(below)):
            continue
        name = _name_at_end(line, offices[index], [*names[index], *known[index]])
        if name is None:
            continue
        for at, office in enumerate(offices[index + 1]):
            if office.name is None and _OPENING.match(below.text[: office.start]):
                party = office.party or _party_below(passages, parties, index + 1, office)
                rank = grammar.offices.rank(office.office, party)
                offices[index + 1][at] = replace(
                    office, name=name, name_start=office.end, name_end=office.end, party=party,
                    rank=rank,
                )  # fmt: skip
            break


def _name_at_end(
    line: Passage, offices: Sequence[OfficeMention], names: Sequence[NameMention]
) -> str | None:
    """Return the name that the line ends with, if an honorific, an office or a table tells it."""
    held = [(o.name_end, o.name) for o in offices if o.name]
    ends = held + [(name.end, tidy(name.name)) for name in names]
    return next((name for end, name in ends if _HONOURS.match(line.text[end:])), None)


def _party_below(
    passages: Sequence[Passage],
    parties: Sequence[list[PartyMention]],
    index: int,
    office: OfficeMention,
) -> str | None:
    """Return the state that fills the line below the office's, or what is left of its own."""
    for line in (index, index + 1):
        if line >= len(passages):
            return None
        rest = passages[line].text[office.end if line == index else 0 :].strip(" ,")
        for mention in parties[line]:
            if passages[line].doc[mention.first : mention.last + 1].text == rest:
                return mention.party
        if line == index and rest:
            return None
    return None


def _is_line(passage: Passage) -> bool:
    return len(passage.doc) <= _LONGEST and not passage.text.endswith((".", "!", "?", ":", '"'))
