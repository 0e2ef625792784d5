"""The lexicon of commitments: `reference/lexicons/*/commitment.toml`."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from communique.language.syntax import MODALS
from communique.reference.tables import read_lexicon

Force = Literal["agreed", "pledged", "willing"]

#: "Look forward to", and what "would" makes a wish.
LOOKING = "look"
WISHING = frozenset({"like", "love"})
#: Oneself, as what one binds and takes something upon.
REFLEXIVE = frozenset({"itself", "themselves", "himself", "herself", "ourselves"})


@dataclass(frozen=True)
class FloorLexicon:
    """The words by which a speaker deals with the floor, the questions and the audience."""

    objects: dict[str, frozenset[str]]
    opening: dict[str, frozenset[str]]
    addressed: frozenset[str]
    told: frozenset[str]


@dataclass(frozen=True)
class JointLexicon:
    """What both sides will do though nobody is named who does it."""

    meetings: frozenset[str]
    following: frozenset[str]
    recurring: frozenset[str]
    ordinals: frozenset[str]
    held: frozenset[str]
    happening: frozenset[str]
    bodies: frozenset[str]
    founded: frozenset[str]
    acts: frozenset[str]
    done: frozenset[str]
    foreseen: frozenset[str]


@dataclass(frozen=True)
class CommitmentLexicon:
    """The words that bind, by how they bind."""

    verbs: dict[str, Force]
    adjectives: dict[str, Force]
    nouns: dict[str, Force]
    unbinding: frozenset[str]
    unless: dict[str, frozenset[str]]
    subjects: frozenset[str]
    private: frozenset[str]
    spoken: frozenset[str]
    instruct: frozenset[str]
    own: frozenset[str]
    requesting: frozenset[str]
    concerned: frozenset[str]
    countable: frozenset[str]
    reaching: frozenset[str]
    doubting: frozenset[str]
    passive: frozenset[str]
    announced: frozenset[str]
    governing: dict[str, frozenset[str]]
    sharing: frozenset[str]
    views: frozenset[str]
    appraising: frozenset[str]
    judging: frozenset[str]
    conditional: frozenset[str]
    courtesy: frozenset[str]
    dealings: frozenset[str]
    foretelling: frozenset[str]
    refusing: frozenset[str]
    wishes: frozenset[str]
    received: frozenset[str]
    unshifted: frozenset[str]
    effects: frozenset[str]
    gathering: frozenset[str]
    gathered: frozenset[str]
    aims: frozenset[str]
    disclosing: dict[str, frozenset[str]]
    giving: dict[str, frozenset[str]]
    home: frozenset[str]
    devoting: frozenset[str]
    asking: frozenset[str]
    awaited: frozenset[str]
    charging: frozenset[str]
    making: frozenset[str]
    delegates: frozenset[str]
    witnessed: frozenset[str]
    joint: JointLexicon
    impersonal: frozenset[str]
    events: frozenset[str]
    reflexive: frozenset[str]
    sent: frozenset[str]
    leave: frozenset[str]
    leave_with: frozenset[str]
    floor: FloorLexicon

    @cached_property
    def cues(self) -> frozenset[str]:
        """The words without which nobody is bound; modals speak of all verbs beside them."""
        words = {
            *self.verbs,
            *self.adjectives,
            *self.nouns,
            *self.instruct,
            *self.sharing,
            *self.aims,
            *self.impersonal,
            *self.joint.foreseen,
            *self.leave,
            *REFLEXIVE,
        }
        return frozenset(words | WISHING | {LOOKING}) | MODALS | {"go", "be"}


@lru_cache(maxsize=2)
def commitment_lexicon(language: str) -> CommitmentLexicon:
    """Return the commissive words of the language."""
    table: dict[str, Any] = read_lexicon(language, "commitment")
    return CommitmentLexicon(
        verbs=table["verbs"],
        adjectives=table["adjectives"],
        nouns=table["nouns"],
        unbinding=frozenset(table["unbinding"]["verbs"]),
        unless={v: frozenset(w) for v, w in table["unbinding"]["with_objects"].items()},
        subjects=frozenset(table["unbinding"]["subjects"]),
        private=frozenset(table["unbinding"]["private"]),
        spoken=frozenset(read_lexicon(language, "stance")["carriers"]["foretold"]),
        instruct=frozenset(table["instructed"]["verbs"]),
        own=frozenset(table["instructed"]["own"]),
        requesting=frozenset(table["instructed"]["requesting"]),
        concerned=frozenset(table["instructed"]["concerned"]),
        countable=frozenset(table["reached"]["countable"]),
        reaching=frozenset(table["reached"]["verbs"]),
        doubting=frozenset(table["foretelling"]["adverbs"]),
        passive=frozenset(table["passive"]["verbs"]),
        announced=frozenset(table["announced"]["verbs"]),
        governing={p: frozenset(verbs) for p, verbs in table["governing"].items()},
        sharing=frozenset(table["views"]["verbs"]),
        views=frozenset(table["views"]["nouns"]),
        # "Agreed on the importance of N" is a stance.
        appraising=frozenset(read_lexicon(language, "stance")["nouns"]),
        judging=frozenset(table["judging"]["verbs"]),
        conditional=frozenset(table["conditional"]["adjectives"]),
        courtesy=frozenset(table["courtesy"]["verbs"]),
        dealings=frozenset(table["dealings"]["nouns"]),
        foretelling=frozenset(table["foretelling"]["words"]),
        effects=frozenset(table["unbinding"]["effects"]),
        gathering=frozenset(table["gathering"]["verbs"]),
        gathered=frozenset(table["gathering"]["subjects"]),
        wishes=frozenset(table["wishes"]["verbs"]),
        received=frozenset(table["wishes"]["received"]),
        unshifted=frozenset(table["wishes"]["unshifted"]),
        refusing=frozenset(table["unbinding"]["refused"]),
        aims=frozenset(table["aims"]["nouns"]),
        disclosing={n: frozenset(verbs) for n, verbs in table["disclosing"].items()},
        giving={v: frozenset(table["giving"]["nouns"]) for v in table["giving"]["verbs"]},
        devoting=frozenset(table["giving"]["devoting"]),
        asking=frozenset(table["asking"]["words"]),
        awaited=frozenset(table["awaited"]["nouns"]),
        delegates=frozenset(table["delegates"]["nouns"]),
        witnessed=frozenset(table["wishes"]["witnessed"]),
        making=frozenset(table["reached"]["making"]),
        charging=frozenset(table["instructed"]["charging"]),
        home=frozenset(table["instructed"]["home"]),
        joint=_joint(table["joint"], language),
        impersonal=frozenset(table["impersonal"]["verbs"]),
        events=frozenset(table["impersonal"]["events"]),
        reflexive=frozenset(table["reflexive"]["verbs"]),
        sent=frozenset(table["delegates"]["sent"]),
        leave=frozenset(table["leave"]["nouns"]),
        leave_with=frozenset(table["leave"]["with"]),
        floor=FloorLexicon(
            objects={v: frozenset(nouns) for v, nouns in table["floor"]["objects"].items()},
            opening={v: frozenset(words) for v, words in table["floor"]["opening"].items()},
            addressed=frozenset(table["floor"]["addressed"]),
            told=frozenset(table["floor"]["told"]),
        ),
    )


def _joint(table: dict[str, list[str]], language: str) -> JointLexicon:
    """Return the words for what both sides will do; a first meeting follows on none."""
    ordinals = read_lexicon(language, "ordinals")["ordinals"]
    words = {key: frozenset(row) for key, row in table.items()}
    return JointLexicon(ordinals=frozenset(ordinals), **words)
