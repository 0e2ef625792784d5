"""What a wording says is to be done, by words alone: the deed, its things, places and numbers.

Two documents seldom tell a promise in the same words: "launch a dialogue on maritime security"
and "start the Maritime Security Dialogue". Verbs that may call one deed share a group of
`reference/lexicons/en/fulfilment.toml`; what it is done to are the words that are left when
times, numbers and parties are taken out.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from communique.language.mentions import party_finder
from communique.language.numerals import begins_number
from communique.language.quantities import find_quantities
from communique.language.times import find_times
from communique.linking.wordings import content_words
from communique.records import UNKNOWN_DATE, DateRange
from communique.reference.parties import load_parties
from communique.reference.tables import read_lexicon

_WORD = re.compile(r"[^\W\d_][\w'&-]*|\d[\w.,/-]*")
_NAMED = r"(?:[A-Z][\w'-]+\s?)+"
_LOCATED = re.compile(
    rf"\b(?:in|at|to|from|near|of)\s+({_NAMED}(?:,\s*{_NAMED})*(?:,?\s*and\s+{_NAMED})?)"
)
_BETWEEN = re.compile(r"\bbetween\s+((?:[A-Z][\w'-]+\s)*)\s*and\s+((?:[A-Z][\w'-]+\s?)+)")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
# What a relative clause adds tells of the thing, not of the deed: "a mission, which was shut".
_ASIDE = re.compile(r",\s+(?:where|which|who|whose|whom)\b.*", re.DOTALL)
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "our"})
#: The particle of a verb stands at most so many words behind it: "pull all its troops out".
_SPLIT = 6
#: So many things tell what is promised, without what it is for.
_TOLD_BY = 2
_VOWELS = frozenset("aeiou")
#: A text longer than this is an essay, not the telling of a deed; the rest is left unread.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Deed:
    """What a wording says is done: groups of verbs, and what it's done to.

    `things` are stems, `head` that of the first noun phrase; `places` are those that stand as
    places, `parties` the parties that the words name, `numbers` pairs of value and unit. A
    `project` is talks on one thing to come: "advance discussions on a common currency". `names`
    are the stems of words with a capital that are no place: of a person, a body, a make.
    """

    verbs: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    head: str = ""
    places: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    numbers: frozenset[tuple[float, str]] = frozenset()
    ordinals: frozenset[int] = frozenset()
    negated: bool = False
    hosting: bool = False
    project: bool = False
    names: frozenset[str] = frozenset()

    @property
    def lasting(self) -> bool:
        """Whether it is never done with: to strengthen, to continue."""
        return not self.verbs or self.verbs == {"lasting"}

    @property
    def once(self) -> bool:
        """Whether it is done once for all."""
        return bool(self.verbs & once())


def lexicon() -> Mapping[str, Any]:
    """Return the words by which promises are followed."""
    return read_lexicon("en", "fulfilment")


@lru_cache(maxsize=1)
def once() -> frozenset[str]:
    """Return the deeds that are done once for all."""
    return frozenset(lexicon()["kinds"]["once"])


@lru_cache(maxsize=1 << 16)
def read_deed(text: str) -> Deed:
    """Return what the wording of a promise binds to do.

    >>> left = read_deed("launch a dialogue on maritime security this year")
    >>> right = read_deed("start the Maritime Security Dialogue by 2026")
    >>> left.verbs >= right.verbs, left.things == right.things
    (True, True)
    """
    text = _without_purpose(_ASIDE.sub("", text[:_LONGEST]))
    blanked, parties = blank(text)
    words = _joined([*_WORD.findall(blanked)])
    lowered = [word.lower() for word in words]
    negated = lowered[:1] in (["not"], ["never"])
    start = 1 + (lowered[1:2] == ["to"]) if negated else 0
    found = mentions(lowered)
    opening = next((m for m in found if m.first == start), None) or _noun_of(lowered, found)
    # "The committee would be established": the verb of a whole clause.
    clause = [m for m in found if m.form in ("past", "base")]
    ruled = next((m for m in clause if _is_ruled(lowered, m)), None)
    chosen = opening or ruled or next(iter(clause), None)
    verbs = chosen.verbs if chosen is not None else frozenset()
    skipped = range(chosen.first, chosen.last + 1) if chosen is not None else range(0)
    if chosen is None and lowered[start : start + 1]:
        # A verb that no group has: only the same verb calls the same deed.
        verbs = frozenset(stem(lowered[start]))
        skipped = range(start, start + 1)
    kept = [w for i, w in enumerate(lowered) if i not in skipped]
    things = things_of(kept)
    return Deed(
        verbs=verbs,
        things=frozenset(things),
        head=_head_of(kept, things),
        places=places_of(blanked),
        parties=parties,
        numbers=numbers_of(text),
        ordinals=ordinals_of(lowered),
        negated=negated,
        project=bool(_projects().search(blanked)),
        hosting=any(w in {"host", "hosting", "co-host"} for w in lowered[:2]),
        names=_names_of(words) & frozenset(things) - places_of(blanked),
    )


@dataclass(frozen=True, slots=True)
class Mention:
    """A verb or noun of a deed at the words `first` to `last` of a text."""

    first: int
    last: int
    verbs: frozenset[str]
    form: str  # base, past, ing or noun


def mentions(lowered: list[str]) -> list[Mention]:
    """Return the words that call a deed, in order; the longer form wins."""
    forms, first_words = _forms(), _first_words()
    found = []
    index = 0
    while index < len(lowered):
        for length in _lengths() if lowered[index] in first_words else ():
            known = forms.get(" ".join(lowered[index : index + length]))
            if known is not None and index + length <= len(lowered):
                found.append(Mention(index, index + length - 1, *known))
                index += length - 1
                break
        index += 1
    return found


def _without_purpose(text: str) -> str:
    """Return the wording without what the thing is for, where enough tells what it is.

    "Set up a maritime working group to share findings on currents" is of a group, whatever
    it will share; "an agreement to exchange prisoners" is nothing without its purpose, and
    whom a gift is for tells it from others.
    """
    opening = mentions(_WORD.findall(text.lower())[:3])
    if any(m.verbs & frozenset(lexicon()["kinds"]["measured"]) for m in opening):
        return text
    for found in _purposes().finditer(text):
        before = blank(text[: found.start()])[0].split()
        if len(set(things_of(_plain(word) for word in before[1:]))) >= _TOLD_BY:
            return text[: found.start()]
    return text


def _plain(word: str) -> str:
    return word.lower().strip(".,;:()“”\"'")


def _noun_of(lowered: list[str], found: list[Mention]) -> Mention | None:
    """Return the noun of a deed that the wording is: "the establishment of a commission"."""
    if lowered[:1] and lowered[0] not in _ARTICLES:
        return None
    return next(
        (m for m in found
         if m.form == "noun" and m.first <= 2 and lowered[m.last + 1 : m.last + 2] == ["of"]),
        None,
    )  # fmt: skip


def _is_ruled(lowered: list[str], mention: Mention) -> bool:
    """Whether the verb is that of what will be: "points that were named will be opened"."""
    before = lowered[max(0, mention.first - 3) : mention.first]
    return any(word in ("will", "would", "shall", "should", "to", "be") for word in before)


def _joined(words: list[str]) -> list[str]:
    """Return the words with the particle of their first verb beside it: "pull out troops"."""
    particles = lexicon()["particles"].get(words[0].lower(), ()) if words else ()
    for place, word in enumerate(words[2 : _SPLIT + 2], start=2):
        for particle in particles:
            parts = particle.split()
            if (
                word.lower() == parts[0]
                and [w.lower() for w in words[place:]][: len(parts)] == parts
            ):
                behind = words[place + len(parts) :]
                return [words[0], *parts, *words[1:place], *behind]
    return words


def blank(text: str) -> tuple[str, frozenset[str]]:
    """Return the text with times, numbers and parties made blank, and the parties named."""
    chars = list(text)
    parties = set()
    for party, start, end in party_finder(load_parties()).find_in(text):
        parties.add(party)
        chars[start:end] = " " * (end - start)
    for start, end in _timed(text):
        chars[start:end] = " " * (end - start)
    for quantity in _quantities(text):
        chars[quantity[2] : quantity[3]] = " " * (quantity[3] - quantity[2])
    return say_alike("".join(chars)).replace("’", "'"), frozenset(parties)


def say_alike(text: str) -> str:
    """Return the text with phrases of several words for a thing told by the one used most.

    >>> say_alike("Direct air services will resume.")
    'Direct flights will resume.'
    """
    pattern, same = _phrases()
    return pattern.sub(lambda found: same[found[0].lower()], text)


@lru_cache(maxsize=1)
def _phrases() -> tuple[re.Pattern[str], Mapping[str, str]]:
    same: Mapping[str, str] = lexicon()["same_phrases"]
    longest = sorted(same, key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(re.escape(phrase) for phrase in longest)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE), same


def numbers_of(text: str) -> frozenset[tuple[float, str]]:
    """Return value and unit of each number in the text; dates are none."""
    return frozenset((value, unit) for value, unit, _, _ in _quantities(text))


def times_of(text: str, published: DateRange | None) -> tuple[DateRange, ...]:
    """Return the intervals that the text names, told on the day it was published."""
    return tuple(time.date for time in find_times(text[:_LONGEST], published) if time.date.known)


def things_of(lowered: Iterable[str]) -> list[str]:
    """Return the stems of the words that tell what a deed is done to, in order.

    Words like "meeting" count only where nothing else is told.
    """
    ordinals: Mapping[str, int] = read_lexicon("en", "times")["ordinals"]
    # Ordinals tell rounds apart, and are compared by themselves.
    words = [w for w in lowered if w not in ordinals and not _ORDINAL.fullmatch(w)]
    light, weak = _light()
    strong = [s for w in words if w not in light and w not in weak for s in stem(w)]
    return strong or [s for w in words if w in weak for s in stem(w)]


@lru_cache(maxsize=1 << 14)
def things_in(text: str) -> frozenset[str]:
    """Return the things that a text names, its parties, times and numbers apart."""
    return frozenset(things_of(word.lower() for word in _WORD.findall(blank(text)[0])))


def _names_of(words: list[str]) -> frozenset[str]:
    """Return the stems of words with a capital but the first, and of no title of office."""
    titles = lexicon()["light"]["titles"]
    named = (w.lower() for w in words[1:] if w[0].isupper() and w.lower() not in titles)
    return frozenset(s for word in named for s in stem(word)) - _weak_stems()


def _head_of(lowered: Iterable[str], things: list[str]) -> str:
    """Return the thing that the first noun phrase ends in: "boats" of "patrol boats for"."""
    head = ""
    for word in lowered:
        stems = [s for s in stem(word) if s in things]
        if stems:
            head = stems[-1]
        elif head and not stem(word):
            break
    return head or (things[0] if things else "")


def ordinals_of(lowered: Iterable[str]) -> frozenset[int]:
    """Return the ordinals among the words: a fourth round is no fifth."""
    known: Mapping[str, int] = read_lexicon("en", "times")["ordinals"]
    found = set()
    for word in lowered:
        match = _ORDINAL.fullmatch(word)
        if match is not None and int(match[1]) > 1:
            found.add(int(match[1]))
        elif known.get(word, 1) > 1:
            found.add(known[word])
    return frozenset(found)


def places_of(blanked: str) -> frozenset[str]:
    """Return the stems of the names that stand behind "in", "at", "to", "between"."""
    named = [m[1] for m in _LOCATED.finditer(blanked)]
    named.extend(f"{m[1]} {m[2]}" for m in _BETWEEN.finditer(blanked))
    found = (word.lower() for names in named for word in _WORD.findall(names))
    return frozenset(things_of(found)) - _weak_stems()


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> tuple[str, ...]:
    """Return the stems of a word in lower case: none for one that carries no meaning.

    >>> stem("companies") == stem("company"), stem("doses") == stem("dose")
    (True, True)
    """
    same: Mapping[str, str] = lexicon()["same"]
    plain = word.removesuffix("'s").strip("'.-,")
    plain = same.get(plain, plain)
    return tuple(sorted(_trim(s) for s in content_words(plain)))


def _trim(word: str) -> str:
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def _timed(text: str) -> list[tuple[int, int]]:
    return [(time.start, time.end) for time in find_times(text, UNKNOWN_DATE)]


@lru_cache(maxsize=4096)
def _quantities(text: str) -> tuple[tuple[float, str, int, int], ...]:
    # The finder is thorough, and most wordings hold no number at all.
    if not any(begins_number(word) for word in text.lower().split()) and not re.search(r"\d", text):
        return ()
    return tuple((q.value, q.unit, q.start, q.end) for q in find_quantities(text))


@lru_cache(maxsize=1)
def _light() -> tuple[frozenset[str], frozenset[str]]:
    light = lexicon()["light"]
    return frozenset(light["words"]), frozenset(light["weak"])


@lru_cache(maxsize=1)
def _projects() -> re.Pattern[str]:
    processes = "|".join(lexicon()["kinds"]["processes"])
    return re.compile(rf"\b(?:{processes})\s+(?:on|for|of|to|towards?|about)\s+an?\s")


@lru_cache(maxsize=1)
def _purposes() -> re.Pattern[str]:
    verbs = {verb for group in lexicon()["deeds"].values() for verb in group if " " not in verb}
    verbs |= {*lexicon()["light"]["purposes"]}
    inner = "|".join(sorted(re.escape(verb) for verb in verbs))
    return re.compile(
        rf"\s(?:in order to|so as to|aimed at|with (?:a view to|the aim of)|(?:to|for) (?:{inner})"
        rf"(?:ing)?)\b"
    )


@lru_cache(maxsize=1)
def _lengths() -> tuple[int, ...]:
    """Return how many words a form that calls a deed has, the longest first."""
    return tuple(sorted({len(form.split()) for form in _forms()}, reverse=True))


@lru_cache(maxsize=1)
def _weak_stems() -> frozenset[str]:
    return frozenset(s for word in _light()[1] for s in stem(word))


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, tuple[frozenset[str], str]]:
    """Return every form that calls a deed, with the groups it may call and what form it is."""
    words = lexicon()
    forms: dict[str, tuple[set[str], str]] = {}

    def enter(form: str, group: str, kind: str) -> None:
        known = forms.setdefault(form, (set(), kind))
        known[0].add(group)

    for group, verbs in words["deeds"].items():
        for verb in verbs:
            past, participle = words["forms"].get(verb, (None, None))
            enter(verb, group, "base")
            enter(_bend(verb, "s"), group, "base")
            for form in (past, participle) if past else (_bend(verb, "ed"),):
                enter(form, group, "past")
            enter(_bend(verb, "ing"), group, "ing")
    for group, nouns in words["nouns"].items():
        for noun in nouns:
            enter(noun, group, "noun")
    return {form: (frozenset(groups), kind) for form, (groups, kind) in forms.items()}


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """Return the words with which the forms begin: few words of a text are any of them."""
    return frozenset(form.split(" ", 1)[0] for form in _forms())


#: A last syllable with stress doubles its consonant; of longer verbs only these do.
_DOUBLING = ("mit", "fer", "cur", "pel", "wap", "hip", "top", "rop", "rap", "hut", "gin")


def _bend(verb: str, ending: str) -> str:
    """Return a regular form of the verb; what stands behind its first word stays.

    >>> _bend("ship", "ed"), _bend("set up", "ing"), _bend("ratify", "s"), _bend("open", "ed")
    ('shipped', 'setting up', 'ratifies', 'opened')
    """
    first, blank_sign, rest = verb.partition(" ")
    short = len(first) <= 3 and first not in {"end", "buy", "pay", "ink"}
    doubles = (
        first[-1] not in "aeiouwxy"
        and first[-2:-1] in _VOWELS
        and first[-3:-2] not in _VOWELS
        and (short or first.endswith(_DOUBLING))
    )
    if ending == "s":
        if first.endswith(("s", "x", "sh", "ch")):
            bent = first + "es"
        else:
            bent = _soften(first, "ies") or first + "s"
    elif ending == "ed":
        bent = _soften(first, "ied") or (first + "d" if first[-1] == "e" else "")
        bent = bent or first + (first[-1] if doubles else "") + "ed"
    else:
        silent = first[-1] == "e" and not first.endswith(("ee", "ye"))
        bent = (first[:-1] if silent else first + (first[-1] if doubles else "")) + "ing"
    return bent + blank_sign + rest


def _soften(verb: str, ending: str) -> str | None:
    return verb[:-1] + ending if verb[-1] == "y" and verb[-2:-1] not in _VOWELS else None
