"""The lexicon of requests: `reference/lexicons/*/request.toml`."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from communique.extraction.needs import NEEDS
from communique.language.syntax import MODALS
from communique.reference.tables import read_lexicon

Force = Literal["urged", "proposed"]

#: Verbs that oblige with an infinitive: "have to", "need to".
SEMI_MODALS = frozenset({"have", "need"})


@dataclass(frozen=True)
class RequestLexicon:
    """The words that ask, by how strongly they ask."""

    verbs: dict[str, Force]
    modals: dict[str, Force]
    impersonal: frozenset[str]
    nouns: dict[str, Force]
    shared: frozenset[str]
    unasked: frozenset[str]
    asking: dict[str, Force]
    carriers: frozenset[str]
    done: frozenset[str]
    stopped: frozenset[str]
    obliging: frozenset[str]
    proposing: frozenset[str]
    claiming: frozenset[str]
    hoping: frozenset[str]
    wishing: frozenset[str]
    conditional: frozenset[str]
    warning: frozenset[str]
    asking_for: frozenset[str]
    seeking: frozenset[str]
    sought: frozenset[str]
    reliance: dict[str, str]
    bound: frozenset[str]
    own: frozenset[str]
    social: frozenset[str]
    mankind: frozenset[str]
    peoples: frozenset[str]
    unspecified: frozenset[str]
    members: frozenset[str]
    times: frozenset[str]
    burdens: frozenset[str]
    high: frozenset[str]
    unowed: frozenset[str]
    wanting: frozenset[str]
    domestic: frozenset[str]
    ordering: frozenset[str]
    suffering: frozenset[str]
    insisting: frozenset[str]
    considering: frozenset[str]
    resolving: frozenset[str]
    minding: frozenset[str]
    actors: frozenset[str]

    @cached_property
    def cues(self) -> frozenset[str]:
        """The words without which nothing is asked; modals speak of all verbs beside them."""
        words = {
            *self.verbs,
            *self.impersonal,
            *self.nouns,
            *self.asking,
            *self.times,
            "let",
            "be",
            *NEEDS,
            *SEMI_MODALS,
        }
        return frozenset(words) | MODALS


@lru_cache(maxsize=2)
def request_lexicon(language: str) -> RequestLexicon:
    """Return the directive words of the language."""
    table: dict[str, Any] = read_lexicon(language, "request")
    return RequestLexicon(
        verbs=table["verbs"],
        modals=table["modals"],
        impersonal=frozenset(table["impersonal"]["adjectives"]),
        nouns=table["nouns"],
        shared=frozenset(table["shared"]["nouns"]),
        unasked=frozenset(table["unasked"]["verbs"]),
        asking=table["asking"],
        carriers=frozenset(table["carriers"]["verbs"]),
        done=frozenset(table["done"]["verbs"]),
        stopped=frozenset(table["stopped"]["verbs"]),
        obliging=frozenset(table["obliging"]["verbs"]),
        proposing=frozenset(table["proposing"]["verbs"]),
        claiming=frozenset(table["claiming"]["verbs"]),
        hoping=frozenset(table["hoping"]["verbs"]),
        wishing=frozenset(table["wishing"]["verbs"]),
        conditional=frozenset(table["conditional"]["verbs"]),
        warning=frozenset(table["warning"]["verbs"]),
        asking_for=frozenset(table["asking_for"]["verbs"]),
        seeking=frozenset(table["sought"]["verbs"]),
        sought=frozenset(table["sought"]["nouns"]),
        reliance=table["reliance"],
        bound=frozenset(table["bound"]["verbs"]),
        own=frozenset(table["own"]["nouns"]),
        social=frozenset(table["social"]["nouns"]),
        mankind=frozenset(table["everybody"]["mankind"]),
        peoples=frozenset(table["everybody"]["peoples"]),
        unspecified=frozenset(table["everybody"]["determiners"]),
        members=frozenset(table["members"]["nouns"]),
        times=frozenset(table["turns"]["times"]),
        burdens=frozenset(table["turns"]["burdens"]),
        high=frozenset(table["turns"]["high"]),
        unowed=frozenset(table["unowed"]["verbs"]),
        wanting=frozenset(table["wanting"]["verbs"]),
        suffering=frozenset(table["asking_for"]["suffering"]),
        insisting=frozenset(table["asking_for"]["insisting"]),
        ordering=frozenset(table["wanting"]["ordering"]),
        resolving=frozenset(table["resolving"]["verbs"]),
        minding=frozenset(table["unasked"]["minding"]),
        actors=frozenset(table["everybody"]["actors"]),
        considering=frozenset(table["considering"]["verbs"]),
        domestic=frozenset(table["domestic"]["nouns"]),
    )


def asking_nouns() -> frozenset[str]:
    """Return the nouns by which something is asked: "call", "proposal"."""
    return frozenset(request_lexicon("en").asking)
