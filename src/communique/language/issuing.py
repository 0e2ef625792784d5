"""In whose name a text speaks: "Statement of the Ministry of Foreign Affairs of X", "As X, we".

Papers, portals and folders of files hold official texts whose publisher nobody knows. Their
titles keep to a few forms, which name the kind of text and its author.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from communique.language.mentions import PartyMention
from communique.language.names import NameMention
from communique.language.passages import Passage
from communique.language.people import OfficeMention
from communique.reference.tables import read_lexicon


class Issue(NamedTuple):
    """The title's word that authorities issue the text.

    `party` is whose they are, if it says that; `joint` texts are of several parties. `author`
    is the person it names, `spoken` whether it says that the words were spoken, `briefing`
    whether it calls them one.
    """

    party: str | None
    joint: bool = False
    author: str | None = None
    spoken: bool = False
    briefing: bool = False


class _Forms(NamedTuple):
    before: re.Pattern[str]
    behind: re.Pattern[str]
    topic: re.Pattern[str]
    bodies: re.Pattern[str]
    joint: re.Pattern[str]
    spoken: re.Pattern[str]
    briefings: re.Pattern[str]
    ours: re.Pattern[str]


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    table = read_lexicon("en", "people")["issuing"]
    words = {
        name: "|".join(sorted(map(re.escape, listed), key=len, reverse=True))
        for name, listed in table.items()
    }
    texts, topics = rf"(?:{words['spoken']}|{words['written']})", words["topics"]
    return _Forms(
        before=re.compile(
            rf"(?:[^:]{{0,60}}: )?(?:(?:{words['qualifiers']}) )*{texts}"
            r" (?:(?:delivered|made|given|issued|held|released) )?(?:of|by|from) ",
            re.IGNORECASE,
        ),
        behind=re.compile(rf"{texts}(?= (?:{topics})\b|:| ?$)", re.IGNORECASE),
        topic=re.compile(rf",? (?:{topics})\b", re.IGNORECASE),
        bodies=re.compile(rf"\b(?:{words['bodies']})\b", re.IGNORECASE),
        joint=re.compile(rf"\b(?:{words['joint']})\b", re.IGNORECASE),
        ours=re.compile(
            rf"\b[Ww]e, |\b[Ww]e (?:two|both|three)\b|\b[Oo]ur (?:{words['ours']})\b"
            r"|\b[Bb]oth of (?:us|our)\b"
        ),
        spoken=re.compile(rf"\b(?:{words['spoken']})\b", re.IGNORECASE),
        briefings=re.compile(rf"\b(?:{words['briefings']})\b", re.IGNORECASE),
    )


def find_issue(
    title: Passage,
    parties: list[PartyMention],
    offices: list[OfficeMention],
    names: list[NameMention],
) -> Issue | None:
    """Return in whose name the text speaks; None where its title doesn't say that it does.

    `parties`, `offices` and `names` are what the title mentions.
    """
    author = _author_of(title.text)
    if author is None:
        return None
    start, end = author
    held = [office for office in offices if start <= office.start < end]
    persons = [o.name for o in held if o.name]
    persons += [name.name for name in names if start <= name.start < end]
    if not held and not persons and not _forms().bodies.search(title.text, start, end):
        return None
    named = {office.party for office in held} | {
        mention.party
        for mention in parties
        if start <= title.doc[mention.first].idx < end and mention.kind != "capital"
    }
    if len({office.name for office in held if office.name}) < 2:
        named.discard(None)  # the office is that of the party named beside it
    joint = len(named) > 1 or is_joint(title, [])
    return Issue(
        party=None if joint or not named else named.pop(),
        joint=joint,
        author=next(iter(persons), None),
        spoken=_forms().spoken.search(title.text, 0, start or end) is not None,
        briefing=_forms().briefings.search(title.text, 0, start or end) is not None,
    )


def find_self(passages: list[Passage], parties: list[list[PartyMention]]) -> str | None:
    """Return the one party as which a text speaks: "As the Republic of X, we …", "we, as X, …".

    Papers and portals pass on statements of ministries without saying whose they are.
    """
    named = {
        mention.party
        for passage, mentions in zip(passages, parties, strict=True)
        for mention in mentions
        if mention.kind in _NAMES and _speaks_as(passage, mention)
    }
    return named.pop() if len(named) == 1 else None


def is_joint(title: Passage | None, passages: list[Passage]) -> bool:
    """Return whether several sides wrote the text, by its title or by "our two countries"."""
    if title is not None and _forms().joint.search(title.text):
        return True
    return any(_forms().ours.search(passage.text) for passage in passages)


_NAMES = frozenset({"name", "official", "abbreviation", "organ"})

_AS = re.compile(r"\b(?P<before>we, )?as (?:the )?$", re.IGNORECASE)
_BEHIND = re.compile(r",? we\b")
#: How many characters "we, as the " takes.
_WIDTH = 12


def _speaks_as(passage: Passage, mention: PartyMention) -> bool:
    """Whether the party is named as who "we" are, by whoever writes the passage."""
    last = passage.doc[mention.last]
    first, end = passage.doc[mention.first].idx, last.idx + len(last)
    lead = _AS.search(passage.text, max(0, first - _WIDTH), first)
    if lead is None or not (lead["before"] or _BEHIND.match(passage.text, end)):
        return False
    # Who is quoted speaks for nobody's page.
    return passage.text.count('"', 0, first) % 2 == 0


#: The line under a post: "— Turkish MFA (@MFATurkiye) October 7, 2023".
_SIGNED = re.compile(r"[-–—] ?(?P<author>[^()@]{3,60}) \(@\w+\).{0,40}")


def _author_of(text: str) -> tuple[int, int] | None:
    """Return where a title names the author: "Statement by A on N", "A's remarks at N"."""
    forms = _forms()
    signed = _SIGNED.fullmatch(text)
    if signed is not None:
        return signed.span("author")
    opening = forms.before.match(text)
    if opening is not None:
        topic = forms.topic.search(text, opening.end())
        return opening.end(), topic.start() if topic else len(text)
    noun = forms.behind.search(text)
    return (0, noun.start()) if noun is not None else None
