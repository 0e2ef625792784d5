"""The lexicon of memberships, ready for look-ups."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from spacy.tokens import Token

from communique.reference.tables import read_lexicon

Role = Literal[
    "member", "founder", "observer", "dialogue-partner", "permanent-member", "host", "chair",
    "candidate",
]  # fmt: skip


@dataclass(frozen=True)
class MembershipLexicon:
    """What `membership.toml` says. `roles` is keyed by the last word, longest phrases first."""

    roles: Mapping[str, tuple[tuple[tuple[str, ...], Role], ...]]
    group: frozenset[str]
    misread: frozenset[str]
    include: frozenset[str]
    join: frozenset[str]
    host: frozenset[str]
    chair: frozenset[str]
    assume: frozenset[str]
    want: frozenset[str]
    events: frozenset[str]
    chair_nouns: frozenset[str]
    host_nouns: frozenset[str]
    joining: frozenset[str]
    candidacy: frozenset[str]
    bodies: frozenset[str]
    ends: frozenset[str]
    opening: frozenset[str]

    def role_of(self, noun: Token) -> tuple[Role, int] | None:
        """Return the role that the noun names, and where its words begin."""
        for words, role in self.roles.get(noun.lemma_.lower(), ()):
            begin = noun.i - len(words) + 1
            if begin < 0:
                continue
            tokens = noun.doc[begin : noun.i + 1]
            if all(w in (t.lemma_.lower(), t.lower_) for w, t in zip(words, tokens, strict=True)):
                return role, begin
        return None


@lru_cache(maxsize=2)
def membership_lexicon(language: str) -> MembershipLexicon:
    """Return the lexicon of the language."""
    table = read_lexicon(language, "membership")
    roles: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
    for role, phrases in table["roles"].items():
        for phrase in phrases:
            words = tuple(phrase.replace("-", " - ").split())
            roles.setdefault(words[-1], []).append((words, cast(Role, role)))
    verbs, nouns = table["verbs"], table["nouns"]
    return MembershipLexicon(
        roles={w: tuple(sorted(r, key=lambda x: -len(x[0]))) for w, r in roles.items()},
        group=frozenset(verbs["group"]),
        misread=frozenset(verbs["misread"]),
        include=frozenset(verbs["include"]),
        join=frozenset(verbs["join"]),
        host=frozenset(verbs["host"]),
        chair=frozenset(verbs["chair"]),
        assume=frozenset(verbs["assume"]),
        want=frozenset(verbs["want"]),
        events=frozenset(nouns["events"]),
        chair_nouns=frozenset(nouns["chair"]),
        host_nouns=frozenset(nouns["host"]),
        joining=frozenset(nouns["joining"]),
        candidacy=frozenset(nouns["candidacy"]),
        bodies=frozenset(nouns["bodies"]),
        ends=frozenset(nouns["ends"]),
        opening=frozenset(nouns["opening"]),
    )
