"""Reported speech: what an attribution is, and the lexicon of its cues."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from spacy.tokens import Token

from communique.language.referents import Referent
from communique.reference.tables import read_lexicon

Mode = Literal["direct", "indirect", "mixed"]

#: A stretch of one passage: its index, first and last token.
Stretch = tuple[int, int, int]


@dataclass(eq=False)
class Attribution:
    """One act of reported speech. `span` holds cue and content, `content` what is said."""

    mode: Mode
    speaker: Referent
    cue: str | None
    span: list[Stretch]
    content: list[Stretch]
    verb: Token | None = None
    passage: int = 0
    addressee: Referent | None = None
    speakers: tuple[str, ...] = field(default=())

    def covers(self, passage: int, token: int) -> bool:
        """Whether the token is part of what is said."""
        return any(p == passage and a <= token <= b for p, a, b in self.content)

    def size(self) -> int:
        """The number of tokens of the content."""
        return sum(b - a + 1 for _, a, b in self.content)


@dataclass(frozen=True)
class SpeechLexicon:
    """The cues of reported speech by frame."""

    clause: frozenset[str]
    object: frozenset[str]
    whole: frozenset[str]
    addressed: frozenset[str]
    particles: dict[str, tuple[tuple[str, ...], ...]]
    bare: frozenset[str]
    plain: frozenset[str]
    asking: frozenset[str]
    naming: frozenset[str]
    thought: frozenset[str]
    stances: frozenset[str]
    candid: frozenset[str]
    opinions: frozenset[str]
    objects: dict[str, frozenset[str]]
    courtesy: re.Pattern[str]
    fillers: frozenset[str]
    documents: frozenset[str]
    reads: frozenset[str]
    services: frozenset[str]
    sessions: frozenset[str]
    media: frozenset[str]
    posting: frozenset[str]
    press: frozenset[str]
    others: frozenset[str]


@lru_cache(maxsize=2)
def speech_lexicon(language: str = "en") -> SpeechLexicon:
    """Return the speech lexicon of the language."""
    table = read_lexicon(language, "speech")
    fillers = "|".join(table["courtesy"]["fillers"])
    patterns = "|".join(table["courtesy"]["patterns"])
    return SpeechLexicon(
        clause=frozenset(table["clause"]),
        object=frozenset(table["object"]),
        whole=frozenset(table["whole"]),
        addressed=frozenset(table["addressed"]),
        particles={
            verb: tuple(tuple(phrase.split()) for phrase in phrases)
            for verb, phrases in table["particles"].items()
        },
        bare=frozenset(table["bare"]),
        plain=frozenset(table["plain"]),
        asking=frozenset(table["asking"]),
        naming=frozenset(table["naming"]),
        thought=frozenset(table["thought"]),
        stances=frozenset(table["stances"]),
        candid=frozenset(table["views"]["candid"]),
        opinions=frozenset(table["views"]["opinions"]),
        objects={verb: frozenset(words) for verb, words in table["objects"].items() if words},
        courtesy=re.compile(rf"(?:(?:{fillers})\W+)*(?:{patterns})\W*(?:(?:{fillers})\W*)*", re.I),
        fillers=frozenset(table["courtesy"]["fillers"]),
        **{kind: frozenset(words) for kind, words in table["voices"].items()},
        others=frozenset(table["labels"]["others"]),
    )
