"""The table of verbs and nouns for PLOVER's event types, read into patterns over a parse.

The table, `lexicons/en/plover.toml`, tells its own notation; `parse_pattern` reads it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from communique.errors import TableError
from communique.reference.tables import FOLDER, read_lexicon

#: PLOVER's sixteen types, from the gentlest to the hardest.
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

#: What several do with each other, named side by side or one with the other.
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "RETREAT"})

_TOKEN = re.compile(r"[^\s{]*\{[^}]*\}|\S+")

#: Verbs that double their last letter: "stab", "stabbed".
_SHORT = re.compile("[^aeiou]*[aeiou][^aeiouwxy]")

#: A noun of an object with its modifier, if it must have one: ("military", "exercise").
Noun = tuple[str, str]


@dataclass(frozen=True)
class Pattern:
    """A verb, adjective or noun with what must stand by it, for one event type.

    `slot` says where the recipient is: "" for nowhere, "object", or a preposition; it must be
    there. A `transitive` pattern has any object beside it. `subject` is what the subject must be:
    a word of its phrase, or "armed" for those who bear arms. Where equals act `together`, all of
    them are its subject. `object` are nouns of which one is the object, or, with `object_of`,
    stands behind that preposition. The complement may have to be one of the `governed` verbs.
    `inverted` patterns have their subject as recipient, and in their slot who acts.
    """

    type: str
    mode: str | None
    head: str
    noun: bool = False
    copular: bool = False
    object: frozenset[Noun] | None = None
    object_of: str = ""
    words: tuple[str, ...] = ()
    slot: str = ""
    complement: str = ""
    agent: str = ""
    inverted: bool = False
    transitive: bool = False
    subject: str = ""
    together: bool = False
    governed: frozenset[str] = frozenset()

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The nouns of the object, whatever stands before them."""
        return frozenset(noun for _, noun in self.object or ())

    @property
    def weight(self) -> int:
        """How particular the pattern is: the more elements, the better it knows."""
        modified = any(modifier for modifier, _ in self.object or ())
        told = (
            modified + 3 * (self.object is not None) + len(self.words) + 2 * bool(self.complement)
        )
        told += bool(self.slot) + (self.slot not in {"", "object"})
        return told + 2 * (self.subject == "armed") + 3 * (self.subject not in {"", "armed"})


@dataclass(frozen=True)
class Lexicon:
    """All patterns by the lemma of their head, and the words that show contexts and sectors."""

    verbs: Mapping[str, tuple[Pattern, ...]]
    forms: Mapping[str, str]
    nouns: Mapping[str, tuple[Pattern, ...]]
    light: Mapping[str, str]
    contexts: Mapping[str, frozenset[str]]
    sectors: Mapping[str, str]
    cameo: Mapping[str, str]
    quads: Mapping[str, int]
    ambiguous: frozenset[str]
    soft: frozenset[str]
    violence: frozenset[str]
    sport: frozenset[str]
    amounts: frozenset[str]
    companies: frozenset[str]
    documents: frozenset[str]
    implicative: frozenset[str]
    conveying: frozenset[str]
    failing: frozenset[str]
    deciding: frozenset[str]
    times: frozenset[str]
    reporting: frozenset[str]
    light_verbs: frozenset[str]


def parse_pattern(
    text: str, event_type: str, classes: Mapping[str, list[str]], *, noun: bool = False
) -> Pattern:
    """Return the pattern that a line of the table writes; raise `ValueError` if it's none."""
    text, _, mode = text.partition("=")
    head, *rest = _TOKEN.findall(text)
    found: dict[str, Any] = {"words": ()}
    copular = head.startswith("be+")
    previous = ""  # a preposition that waits for what stands behind it
    for token in rest:
        if token == "_":
            found["slot"] = previous or "object"
            previous = ""
        elif token == "<>":
            found["agent"], previous = previous or "subject", ""
        elif token == "!":
            found["inverted"] = True
        elif token.startswith("^"):
            found["subject"] = token[1:]
        elif token == "*":
            found["transitive"] = True
        elif "+{" in token:
            found["complement"], _, verbs = token[:-1].partition("+{")
            found["governed"] = frozenset(verbs.split("|"))
        elif token.startswith("{"):
            found["object"], found["object_of"] = _nouns(token[1:-1], classes), previous
            previous = ""
        elif token.endswith("+"):
            found["complement"] = token[:-1]
        elif re.fullmatch(r"[a-z]+(-[a-z]+)*", token):
            if previous:
                found["words"] = (*found["words"], previous)
            previous = token
        else:
            raise ValueError(f"{token!r} of {text!r} is nothing that a pattern has")
    if previous:
        found["words"] = (*found["words"], previous)
    head = head.removeprefix("be+")
    return Pattern(event_type, mode.strip() or None, head, noun=noun, copular=copular, **found)


def _nouns(text: str, classes: Mapping[str, list[str]]) -> frozenset[Noun]:
    found: set[Noun] = set()
    for name in text.split("|"):
        if name.startswith("@"):
            found |= _nouns("|".join(classes[name[1:]]), classes)
        else:
            modifier, _, noun = name.rpartition("+")
            found.add((modifier, noun))
    return frozenset(found)


@lru_cache(maxsize=1)
def load_lexicon(language: str = "en") -> Lexicon:
    """Return the packaged lexicon; raise `TableError` for a line that is no pattern."""
    table, times = read_lexicon(language, "plover"), read_lexicon(language, "times")
    verbs: dict[str, list[Pattern]] = defaultdict(list)
    nouns: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in _patterns(table):
        (nouns if pattern.noun else verbs)[pattern.head].append(pattern)
    return Lexicon(
        verbs={head: _best_first(found) for head, found in verbs.items()},
        forms={form: head for head in verbs for form in _forms(head) if form not in verbs},
        nouns={head: _best_first(found) for head, found in nouns.items()},
        light={noun: name for name in TYPES for noun in table[name].get("light", [])},
        contexts={name: frozenset(words) for name, words in table["contexts"].items()},
        sectors={word: name for name, words in table["sectors"].items() for word in words},
        cameo=table["cameo"],
        quads=table["quads"],
        ambiguous=frozenset(table["ambiguous"]["heads"]),
        soft=frozenset(table["soft"]["heads"]),
        violence=frozenset(table["violence"]["words"]),
        sport=frozenset(table["sport"]["words"]),
        amounts=frozenset(table["groups"]["amounts"]),
        companies=frozenset(table["groups"]["companies"]),
        documents=frozenset(table["words"]["documents"]),
        implicative=frozenset(table["words"]["implicative"]),
        conveying=frozenset(table["words"]["conveying"]),
        failing=frozenset(table["words"]["failing"]),
        deciding=frozenset(table["words"]["deciding"]),
        times=frozenset({*times["months"], *times["weekdays"], *times["units"]}),
        reporting=frozenset(table["words"]["reporting"]),
        light_verbs=frozenset(table["words"]["light"]),
    )


def _patterns(table: Mapping[str, Any]) -> Iterator[Pattern]:
    classes = table["classes"]
    for name in TYPES:
        for key in ("verbs", "nouns"):
            for text in table[name].get(key, []):
                try:
                    yield from _apart(parse_pattern(text, name, classes, noun=key == "nouns"))
                except (ValueError, KeyError) as error:
                    path = FOLDER / "lexicons" / "en" / "plover.toml"
                    raise TableError(path, 0, f"{name}: {text!r}: {error}") from error


def _forms(verb: str) -> Iterator[str]:
    """Yield the regular forms of a verb, by which it is known whatever its lemma was taken for.

    Lemmas are looked up by rule: "staged" gives "stag", as "tagged" should and does.
    """
    stem = verb.removesuffix("e")
    if _SHORT.fullmatch(verb):
        stem = f"{verb}{verb[-1]}"
    if verb[-1:] == "y" and verb[-2:-1] not in set("aeiou"):
        yield from (f"{verb[:-1]}ied", f"{verb[:-1]}ies", f"{verb}ing")
    else:
        yield from (f"{stem}ed", f"{stem}ing", f"{verb}s")


def _apart(pattern: Pattern) -> Iterator[Pattern]:
    """Yield a pattern for its nouns with modifiers, which say more, and one for those without."""
    if pattern.type in MUTUAL and pattern.slot == "with" and pattern.object and not pattern.noun:
        yield from _apart(replace(pattern, slot="", together=True))
    for modified in (True, False):
        nouns = frozenset(n for n in pattern.object or () if bool(n[0]) is modified)
        if nouns:
            yield replace(pattern, object=nouns)
    if not pattern.object:
        yield pattern


def _best_first(found: list[Pattern]) -> tuple[Pattern, ...]:
    """Return patterns by weight, those that differ in nothing but their nouns made one."""
    one: dict[tuple[Pattern, int], Pattern] = {}
    for pattern in found:
        key = (replace(pattern, object=None), pattern.weight)
        same = one.get(key)
        if same is not None and same.object is not None and pattern.object is not None:
            pattern = replace(same, object=same.object | pattern.object)
        one[key] = pattern
    return tuple(sorted(one.values(), key=lambda pattern: -pattern.weight))
