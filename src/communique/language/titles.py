"""The tables of offices and names as a grammar: what is a title, what may be a name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.reference.offices import Offices
from communique.reference.tables import read_lexicon


@dataclass
class TitleGrammar:
    """The tables of offices and names, ready to be found in text."""

    offices: Offices
    automaton: AhoCorasick
    heads: frozenset[str]
    modifiers: frozenset[str]
    former: frozenset[str]
    honorifics: frozenset[str]
    honorific_openers: frozenset[str]
    particles: frozenset[str]
    suffix: re.Pattern[str]
    style: re.Pattern[str]
    never: frozenset[str]
    function: frozenset[str]
    portfolios: frozenset[str]
    postnominals: frozenset[str]
    namesakes: frozenset[str]
    months: frozenset[str]
    sent: frozenset[str]
    serving: frozenset[str]
    voices: frozenset[str]
    courtesies: frozenset[str]
    title_words: frozenset[str]
    field_openers: frozenset[str]
    bare_fields: frozenset[str]
    no_titles: tuple[str, ...]
    of_ministers: tuple[str, ...]
    closed: frozenset[str]
    given: frozenset[str]
    cut_short: frozenset[str]
    headline_verbs: frozenset[str]
    presiding: frozenset[str]


@lru_cache(maxsize=1)
def title_grammar(offices: Offices) -> TitleGrammar:
    """Return the grammar over the office table and the lexicon of names."""
    names = read_lexicon("en", "people")
    words = read_lexicon("en", "offices")
    spelling: dict[str, str] = words["spelling"]
    variants: dict[str, list[str]] = {}
    for variant, usual in spelling.items():
        variants.setdefault(usual, []).append(variant)
    heads = frozenset(words["heads"])
    heads |= {variant for head in heads for variant in variants.get(head, ())}
    listed = {office.title for office in offices.titles} | heads
    titles = sorted({form for title in listed for form in _spellings(title, variants)})
    forms = titles + [plural_of(title) for title in titles]
    # "Secretaries-General": the noun stands first.
    forms += [
        f"{plural_of(title[:-8])}{title[-8:]}" for title in titles if title.endswith(_GENERAL)
    ]
    # "High Commissioner-designate": the hyphen makes one word of it.
    behind = [word for word in words["suffix_modifiers"] if " " not in word]
    forms += [f"{title}-{word}" for title in titles for word in behind]
    suffixes = sorted(map(re.escape, names["suffixes"]), key=len, reverse=True)
    return TitleGrammar(
        offices=offices,
        automaton=AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest),
        heads=heads,
        modifiers=frozenset(words["prefix_modifiers"]),
        former=frozenset(words["former_markers"]),
        # "He" is a surname and a pronoun far more often than His Excellency.
        honorifics=frozenset(h.rstrip(".").replace("'", "") for h in words["honorifics"]) - {"he"}
        | frozenset(names["callings"]),
        honorific_openers=frozenset(
            h.rstrip(".").replace("'", "").split()[0].rstrip(".")
            for h in (*words["honorifics"], *names["callings"])
        )
        | {"dato'", "he"},
        particles=frozenset(names["particles"]),
        suffix=re.compile(rf",? (?:{'|'.join(suffixes)})(?!\w)"),
        style=_style(names["styles"], words["honorifics"]),
        never=frozenset(names["never"]) | frozenset(names["function"]),
        function=frozenset(names["function"]),
        portfolios=frozenset(names["portfolios"]),
        postnominals=frozenset(names["postnominals"]),
        namesakes=frozenset(names["namesakes"]),
        months=frozenset(names["months"]),
        sent=frozenset(names["sent"]),
        serving=frozenset(names["serving"]),
        voices=frozenset(names["voices"]),
        courtesies=frozenset(names["courtesies"]),
        title_words=_title_words(words, names, heads),
        field_openers=frozenset(names["field_openers"]) | frozenset(names["portfolios"]),
        bare_fields=frozenset(names["bare_fields"]),
        no_titles=tuple(names["no_titles"]),
        of_ministers=tuple(f"{words} " for words in names["of_ministers"]),
        closed=frozenset(names["closed"]),
        given=frozenset(names["given"]),
        cut_short=frozenset(names["cut_short"]),
        headline_verbs=frozenset(names["headline_verbs"]),
        presiding=frozenset(words["presiding"]),
    )


def _style(styles: list[str], honorifics: list[str]) -> re.Pattern[str]:
    """Return what finds a style of state right before a name, over other honorifics."""
    first, others = (
        "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        for words in (styles, honorifics)
    )
    return re.compile(rf"(?<!\w)(?:{first}) (?:(?:{others})\.? )*\Z", re.IGNORECASE)


def _title_words(
    offices: Mapping[str, Any], names: Mapping[str, Any], heads: frozenset[str]
) -> frozenset[str]:
    """Return the words that a title may have in lower case."""
    listed = [*heads, *offices["weak_heads"], *offices["prefix_modifiers"], *names["portfolios"]]
    listed += [*offices["suffix_modifiers"], *offices["former_markers"], *names["particles"]]
    listed += [*offices["deputy"]["words"], *names["title_links"]]
    return frozenset(word for phrase in listed for word in phrase.replace("-", " ").split())


def _spellings(title: str, variants: dict[str, list[str]]) -> list[str]:
    """Return the title in each usual spelling: "adviser" and "advisor", "defence" and "defense"."""
    forms = [title]
    for word in title.split():
        for variant in variants.get(word, ()):
            forms += [form.replace(word, variant) for form in forms]
    return forms


#: What follows the noun of a title that isn't military: "secretary-general".
_GENERAL = ("-general", " general")


def plural_of(title: str) -> str:
    """Return the plural of a title: of its head, before any "of" or "for"."""
    head, *rest = re.split(r"( (?:of|for|to|on|at) )", title, maxsplit=1)
    if head.endswith("man"):
        plural = head[:-3] + "men"
    elif head.endswith("y") and not head.endswith("ey"):
        plural = head[:-1] + "ies"
    else:
        plural = head + "s"
    return plural + "".join(rest)
