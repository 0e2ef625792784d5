"""Speeches: texts that one speaker spoke or signed, without labels of turns.

Either the title names the speaker ("Address by President A at N"), or a sentence of the page
hands over to him ("Following is the text of the Prime Minister's statement").
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from communique.language.passages import Passage
from communique.language.referents import Person, Referent, Resolver
from communique.language.speech import Attribution, Stretch
from communique.language.transcripts import is_stage_direction
from communique.reference.tables import read_lexicon

#: A salutation stands so near the head of the page, if anywhere.
_HEAD = 10
#: Who speaks for himself says "I"; a scanner takes that for a bar.
_SINGULAR = re.compile(r"\b(?:I|I'm|I've|my|me)\b|(?:^|(?<=[.;,] ))\|(?= [a-z])")


@dataclass(frozen=True)
class _Lexicon:
    salutation: re.Pattern[str]
    handover: re.Pattern[str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    table = read_lexicon("en", "speech")["speeches"]
    openings, texts = ("|".join(table[name]) for name in ("salutations", "texts"))
    return _Lexicon(
        salutation=re.compile(rf"(?:{openings})\b[^.:;?]{{0,120}}[,.!:]?\s*$", re.IGNORECASE),
        handover=re.compile(
            rf"\b(?:following|below|here) (?:is|are) [^.:]{{0,60}}\b(?:{texts})\b"
            rf"|\b(?:the|this) following (?:\w+ ){{0,3}}(?:{texts})\b[^.:]*:\s*$"
            rf"|\b(?:full )?text of [^.:]{{0,60}}\b(?:{texts})\b[^.:]*:\s*$",
            re.IGNORECASE,
        ),
    )


def find_speech(resolver: Resolver) -> Attribution | None:
    """Return the speech that the rest of the page is from some passage on; None if it is none."""
    titled = _by_title(resolver)
    speaker, start = titled if titled is not None else _by_handover(resolver) or (None, 0)
    if speaker is None or not speaker.parties:
        return None
    stretches: list[Stretch] = [
        (passage.index, 0, len(passage.doc) - 1)
        for passage in resolver.passages[start:]
        if len(passage.doc) and not is_stage_direction(passage.text)
    ]
    if not stretches:
        return None
    return Attribution("direct", speaker, None, stretches, list(stretches), passage=start)


def _by_title(resolver: Resolver) -> tuple[Referent, int] | None:
    """Return the speaker whom the title names, and where the speech begins."""
    issue = resolver.issue
    if issue is None or issue.joint or issue.author is None:
        return None
    passages = resolver.passages
    surname = issue.author.split()[-1].lower()
    greeted = next(
        (p.index for p in passages[:_HEAD] if _is_salutation(p) and surname not in p.text.lower()),
        None,
    )
    if greeted is None and not issue.spoken:
        return None  # "Statement by the minister on N" may be anybody's prose
    start = greeted if greeted is not None else _first_prose(passages)
    if start is None:
        return None
    party = issue.party or resolver.home
    # The title alone may name him.
    person = resolver.people.named(issue.author) or Person(issue.author, party)
    own = greeted is not None or any(_says_i(passage) for passage in passages[start:])
    # Who briefs for a party tells what others do, and seldom says "I".
    briefs = issue.briefing and not _is_told_of(resolver, person, start)
    return (_speaker(person), start) if own or briefs else None


def _is_told_of(resolver: Resolver, person: Person, start: int) -> bool:
    """Whether the text from the passage on tells of the person, as his own words don't."""
    return any(person in at.values() for at in resolver.person_at[start:])


def _by_handover(resolver: Resolver) -> tuple[Referent, int] | None:
    """Return who is said to speak from the next passage on, and that passage."""
    for passage in resolver.passages[:-1]:
        if _lexicon().handover.search(passage.text) is None or _says_i(passage):
            continue
        behind = resolver.passages[passage.index + 1 :]
        if behind[0].text.startswith('"') or not any(map(_says_i, behind)):
            return None
        person = next(iter(resolver.person_at[passage.index].values()), None)
        office = next(iter(resolver.office_at[passage.index].values()), None)
        if person is None and office is not None:
            bearers = [p for p in resolver.people.all if office.rank in p.ranks]
            own = [p for p in bearers if p.party == resolver.home] or bearers
            person = own[0] if own else None
        if person is None:
            return None
        return _speaker(person), passage.index + 1
    return None


def _speaker(person: Person) -> Referent:
    return Referent("person", (person.party,) if person.party else (), (person,))


def _is_salutation(passage: Passage) -> bool:
    return _lexicon().salutation.match(passage.text) is not None


def _first_prose(passages: list[Passage]) -> int | None:
    return next((p.index for p in passages if p.block.kind == "paragraph" and _is_told(p)), None)


def _is_told(passage: Passage) -> bool:
    return passage.text.rstrip().endswith((".", "!", "?", '"', ":")) and len(passage.doc) > 2


def _says_i(passage: Passage) -> bool:
    return _SINGULAR.search(re.sub(r'"[^"]*"', " ", passage.text)) is not None
