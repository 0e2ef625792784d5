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
    participles: frozenset[str]
    misread: frozenset[str]
    include: frozenset[str]
    join: frozenset[str]
    admit: frozenset[str]
    host: frozenset[str]
    chair: frozenset[str]
    assume: frozenset[str]
    give: frozenset[str]
    want: frozenset[str]
    events: frozenset[str]
    chair_nouns: frozenset[str]
    host_nouns: frozenset[str]
    in_turn: frozenset[str]
    turns: frozenset[str]
    own: Mapping[str, str]
    joining: frozenset[str]
    joined: frozenset[str]
    candidacy: frozenset[str]
    shared: frozenset[str]
    collective: frozenset[str]
    seated: Mapping[str, str]
    bodies: frozenset[str]
    leading_on: frozenset[str]
    ends: frozenset[str]
    opening: frozenset[str]
    announcing: frozenset[str]

    def role_of(self, noun: Token) -> tuple[Role, int] | None:
        """Return the role that the noun names, and where its words begin."""
        form = noun.lemma_.lower()
        if noun.pos_ == "PROPN" and form not in self.roles:
            form = form.removesuffix("s")  # of names the parser leaves the plural
        for words, role in self.roles.get(form, ()):
            begin = noun.i - len(words) + 1
            if begin < 0:
                continue
            tokens = noun.doc[begin : noun.i + 1]
            if all(
                w in (t.lemma_.lower(), t.lower_) or (t == noun and w == form)
                for w, t in zip(words, tokens, strict=True)
            ):
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
        participles=frozenset(verbs["participles"]),
        misread=frozenset(verbs["misread"]),
        include=frozenset(verbs["include"]),
        join=frozenset(verbs["join"]),
        admit=frozenset(verbs["admit"]),
        host=frozenset(verbs["host"]),
        chair=frozenset(verbs["chair"]),
        assume=frozenset(verbs["assume"]),
        give=frozenset(verbs["give"]),
        want=frozenset(verbs["want"]),
        events=frozenset(nouns["events"]),
        chair_nouns=frozenset(nouns["chair"]),
        host_nouns=frozenset(nouns["host"]),
        in_turn=frozenset(nouns["in_turn"]),
        turns=frozenset(nouns["turns"]),
        own=read_lexicon(language, "mechanism")["organs"]["own"],
        joining=frozenset(nouns["joining"]),
        joined=frozenset(nouns["joined"]),
        candidacy=frozenset(nouns["candidacy"]),
        shared=frozenset(nouns["shared"]),
        collective=frozenset(nouns["collective"]),
        seated=table["seated"],
        bodies=frozenset(nouns["bodies"]),
        leading_on=frozenset(nouns["leading_on"]),
        ends=frozenset(nouns["ends"]),
        opening=frozenset(nouns["opening"]),
        announcing=frozenset(nouns["announcing"]),
    )
