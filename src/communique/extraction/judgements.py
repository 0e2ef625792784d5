"""The lexicon of judgements: `reference/lexicons/*/judgement.toml`."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from communique.extraction.stances import Stance
from communique.reference.tables import read_lexicon


@dataclass(frozen=True)
class JudgementLexicon:
    """The words by which a thing is judged; tables of one stance each map word to stance."""

    harming: dict[str, Stance]
    causing: frozenset[str]
    harms: frozenset[str]
    grave: frozenset[str]
    plight: dict[str, frozenset[str]]
    witnessing: frozenset[str]
    tragedies: frozenset[str]
    dire: frozenset[str]
    listed: frozenset[str]
    timely: frozenset[str]
    extraposed: dict[str, Stance]
    called: dict[str, Stance]
    steps: frozenset[str]
    deeds: frozenset[str]
    stepping: frozenset[str]
    good: frozenset[str]
    means: frozenset[str]
    firm: frozenset[str]
    tasks: frozenset[str]
    places: frozenset[str]
    placing: frozenset[str]
    needing: frozenset[str]
    showing: frozenset[str]
    shown: frozenset[str]
    affecting: dict[str, Stance]
    assuring: frozenset[str]
    assured: frozenset[str]
    going: frozenset[str]
    thanks: frozenset[str]
    standing: frozenset[str]
    against: frozenset[str]
    beside: frozenset[str]
    standing_firm: frozenset[str]
    steadfast: frozenset[str]
    kept: frozenset[str]
    plain: frozenset[str]
    agendas: frozenset[str]
    misusing: frozenset[str]
    misuses: frozenset[str]
    lasting: frozenset[str]
    ending: frozenset[str]
    backing: dict[str, Stance]
    prevailing: frozenset[str]
    assemblies: frozenset[str]
    issued: frozenset[str]
    greetings: frozenset[str]
    selves: frozenset[str]
    needs: frozenset[str]

    @cached_property
    def cues(self) -> frozenset[str]:
        """The verbs without which nothing is judged."""
        verbs = (
            self.causing, self.witnessing, self.stepping, self.placing, self.needing,
            self.showing, self.assuring, self.going, self.standing, self.misusing,
            self.lasting, self.ending, self.prevailing,
        )  # fmt: skip
        judging = {*self.harming, *self.affecting, *self.extraposed}
        return frozenset(judging | {"come", "give", "accord", "attach"}).union(*verbs)


@lru_cache(maxsize=2)
def judgement_lexicon(language: str) -> JudgementLexicon:
    """Return the lexicon of judgements of the language."""
    table: dict[str, Any] = read_lexicon(language, "judgement")
    words = {
        (section, name): frozenset(listed)
        for section, lists in table.items()
        for name, listed in lists.items()
    }
    return JudgementLexicon(
        harming=_by_word(table["harming"]),
        causing=words["causing", "verbs"],
        harms=words["causing", "nouns"],
        grave=words["causing", "grave"],
        plight={prep: frozenset(nouns) for prep, nouns in table["plight"].items()},
        witnessing=words["witnessing", "verbs"],
        tragedies=words["witnessing", "nouns"],
        dire=words["witnessing", "adjectives"],
        listed=words["listed", "nouns"],
        timely=words["timely", "nouns"],
        extraposed=_by_word(table["extraposed"]),
        called=_by_word(table["called"]),
        steps=words["steps", "nouns"],
        deeds=words["steps", "deeds"],
        stepping=words["steps", "verbs"],
        good=words["steps", "good"],
        means=words["means", "nouns"],
        firm=words["means", "firm"],
        tasks=words["tasks", "nouns"],
        places=words["tasks", "places"],
        placing=words["tasks", "placing"],
        needing=words["needing", "verbs"],
        showing=words["showing", "verbs"],
        shown=words["showing", "nouns"],
        affecting=_by_word(table["affecting"]),
        assuring=words["assuring", "verbs"],
        assured=words["assuring", "nouns"],
        going=words["going", "verbs"],
        thanks=words["going", "nouns"],
        standing=words["standing", "verbs"],
        against=words["standing", "against"],
        beside=words["standing", "for"],
        standing_firm=words["standing", "firm"],
        steadfast=words["steadfast", "adjectives"],
        kept=words["steadfast", "kept"],
        plain=words["causing", "plain"],
        agendas=words["tasks", "agendas"],
        misusing=words["misusing", "verbs"],
        misuses=words["misusing", "acts"],
        lasting=words["lasting", "verbs"],
        ending=words["lasting", "ending"],
        backing=_by_word(table["backing"]),
        prevailing=words["prevailing", "verbs"],
        assemblies=words["assemblies", "words"],
        issued=words["issued", "forms"],
        greetings=words["assemblies", "greetings"],
        selves=words["selves", "nouns"],
        needs=words["needing", "nouns"],
    )


def _by_word(lists: dict[str, list[str]]) -> dict[str, Stance]:
    return {word: stance for stance, listed in lists.items() for word in listed}  # type: ignore[misc]
