"""The lexicon of stances: `reference/lexicons/*/stance.toml`."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from communique.reference.tables import read_lexicon

Stance = Literal["support", "oppose", "reaffirm", "welcome", "concern", "other"]


@dataclass(frozen=True)
class StanceLexicon:
    """The words by which a stance is taken, by how they take it."""

    verbs: dict[str, Stance]
    prepositions: dict[str, frozenset[str]]
    carriers: frozenset[str]
    reaffirming: frozenset[str]
    foretold: frozenset[str]
    wished: frozenset[str]
    attaching: frozenset[str]
    nouns: dict[str, str]
    renewed: frozenset[str]
    predicates: dict[str, Stance]
    personal: frozenset[str]
    glad: frozenset[str]
    held: frozenset[str]
    denied: frozenset[str]
    shared: frozenset[str]
    opening: frozenset[str]
    occasions: frozenset[str]
    contacts: frozenset[str]
    documents: frozenset[str]
    issuing: frozenset[str]
    mourned: frozenset[str]
    possessed: frozenset[str]
    stressed: frozenset[str]
    stressing: frozenset[str]
    others: frozenset[str]
    firm: frozenset[str]
    positions: frozenset[str]
    continued: frozenset[str]
    examples: frozenset[str]
    fields: frozenset[str]
    violence: frozenset[str]
    considering: frozenset[str]
    posing: frozenset[str]
    noting: frozenset[str]
    appraised: dict[str, Stance]
    valued: frozenset[str]
    valuing: frozenset[str]
    moods: dict[str, Stance]
    objects: dict[str, frozenset[str]]
    having: frozenset[str]
    had: frozenset[str]
    telling: frozenset[str]
    weighing: frozenset[str]
    arranged: frozenset[str]
    phrases: dict[str, Stance]

    @cached_property
    def cues(self) -> frozenset[str]:
        """The words without which only a phrase takes a stance."""
        calling = {*self.considering, *self.posing, *self.noting}
        return frozenset({*self.verbs, *self.carriers, *self.predicates, *self.possessed, *calling})


@lru_cache(maxsize=2)
def stance_lexicon(language: str) -> StanceLexicon:
    """Return the lexicon of stances of the language."""
    table: dict[str, Any] = read_lexicon(language, "stance")
    nouns = dict(table["nouns"])
    renewed = frozenset(nouns.pop("renewed"))
    return StanceLexicon(
        verbs=table["verbs"],
        prepositions={v: frozenset(p) for v, p in table["prepositions"].items()},
        carriers=frozenset(table["carriers"]["verbs"]),
        foretold=frozenset(table["carriers"]["foretold"]),
        wished=frozenset(table["carriers"]["wished"]),
        attaching=frozenset(table["carriers"]["attaching"]),
        reaffirming=frozenset(table["carriers"]["reaffirming"]),
        nouns=nouns,
        renewed=renewed,
        predicates=table["predicates"],
        personal=frozenset(table["personal"]["predicates"]),
        glad=frozenset(table["personal"]["glad"]),
        held=frozenset(table["held"]["nouns"]),
        shared=frozenset(table["shared"]["verbs"]),
        denied=frozenset(table["denied"]["verbs"]),
        opening=frozenset(table["opening"]["verbs"]),
        occasions=frozenset(table["opening"]["nouns"]),
        contacts=frozenset(table["opening"]["contacts"]),
        documents=frozenset(table["documents"]["nouns"]),
        issuing=frozenset(table["documents"]["verbs"]),
        mourned=frozenset(table["mourned"]["words"]),
        possessed=frozenset(table["possessed"]["nouns"]),
        stressed=frozenset(table["stressed"]["nouns"]),
        stressing=frozenset(table["stressed"]["verbs"]),
        firm=frozenset(table["firm"]["adjectives"]),
        positions=frozenset(table["firm"]["nouns"]),
        others=frozenset(table["others"]["nouns"]),
        continued=frozenset(table["continued"]["adjectives"]),
        examples=frozenset(table["examples"]["words"]),
        considering=frozenset(table["appraisal"]["considering"]),
        posing=frozenset(table["appraisal"]["posing"]),
        noting=frozenset(table["appraisal"]["noting"]),
        appraised=table["appraised"],
        valued=frozenset(table["valued"]["nouns"]),
        valuing=frozenset(table["valued"]["adjectives"]),
        moods=table["moods"],
        objects={p: frozenset(v) for p, v in table["carriers"]["objects"].items()},
        having=frozenset(table["carriers"]["having"]),
        had=frozenset(table["carriers"]["had"]),
        telling=frozenset(table["carriers"]["telling"]),
        weighing=frozenset(table["carriers"]["weighing"]),
        arranged=frozenset(table["carriers"]["arranged"]),
        violence=frozenset(table["violence"]["nouns"]),
        fields=frozenset(table["examples"]["fields"]),
        phrases=table["phrases"],
    )
