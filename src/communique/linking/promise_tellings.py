"""What later words tell of a deed: that it is done, not done, put off, given up or denied."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from communique.language.mentions import party_finder
from communique.language.numerals import begins_number
from communique.linking.promise_words import (
    Deed,
    Mention,
    blank,
    lexicon,
    mentions,
    numbers_of,
    ordinals_of,
    places_of,
    stem,
    things_of,
)
from communique.reference.parties import load_parties

Aspect = Literal["done", "failed", "dropped", "later", "denied", "refused", "granted"]

# A line that goes on in lower case was only wrapped.
# Initials end no sentence.
_SENTENCE = re.compile(r"(?<=[\w”)\"'][\w”)\"'][.;!?])\s+|\n+(?!\s*[a-z])")
_JOINT = re.compile(r",\s+|\s+(?:and|but|while|whereas|although|however)\s+")
_TOKEN = re.compile(r"[^\W_][\w'’&$%.-]*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: The auxiliary of a form stands at most so many words before it.
_REACH = 4
_FINITE = frozenset({"has", "have", "had", "having", "was", "were", "been", "being", "is", "are"})
#: Beside these a form that may be the base is none: "has set up".
_BARE_AUXILIARY = frozenset({"has", "have", "had", "having", "was", "were", "been"})
_PASSIVE = frozenset({"was", "were", "been", "being", "is", "are", "be"})
#: The agent of a passive stands at most so many words behind "by".
_NEAR = 3
#: Behind these a party is where it was done, not who did it: "In Moscow, the minister opened".
_PLACING = (["in"], ["at"], ["near"], ["across"], ["outside"])
_NEGATIONS = frozenset({"not", "never", "nobody", "neither", "hardly", "n't"})
_SHARE = re.compile(r" ([\w-]+) (?:out )?of (?:the|its|their) (?:[a-z]+ed )?([\w-]+) ")
#: With the last of them all are there: "the last 50 of the 1,500 soldiers", "the final tranche".
_LAST = re.compile(r" (?:last|final|remaining) (?:of the )?(?P<next>[\w-]+) ")
#: A talk on a thing, or a study of it, is not the thing itself.
_ON = frozenset({"on", "for", "of", "about", "over", "regarding", "concerning"})
#: The thing stands at most so many words behind that.
_NEARBY = 7
_RELATIVE = frozenset({"which", "who", "whose", "where", "whom"})
#: A subject that was named before; who speaks as "we" isn't told by the words.
_REFERRING = frozenset({"which", "who", "it", "they"})
#: What stands behind these isn't told as so.
_CONDITIONS = frozenset({"if", "unless", "whether", "provided"})
_LONGEST = 4000
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Telling:
    """One clause and what it tells.

    `cues` are the deeds that its own cue words may call, `agents` the parties that did it:
    in the subject of an active verb, behind "by" of a passive one; `named` are all parties
    that the clause may name, those too that may be something else ("Georgia"). `words` are the
    stems of the verb. It is `active` if its verb is, `referring` if its subject stands for one
    named before ("which", "it"), `whole` if it tells the last part of several. `talked` are
    stems of things that are only talked of or studied: "the third round of negotiations on".
    """

    deed: Deed
    aspect: Aspect
    text: str
    cues: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    agents: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    active: bool = False
    referring: bool = False
    whole: bool = False
    talked: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 16)
def read_tellings(text: str) -> tuple[Telling, ...]:
    """Return what the clauses of a text tell of deeds, in order; plans tell nothing.

    >>> [(t.aspect, sorted(t.deed.things)) for t in read_tellings("The embassy was opened.")]
    [('done', ['embassi', 'open'])]
    >>> read_tellings("The embassy is to be opened next year.")
    ()
    """
    found = []
    for sentence in _SENTENCE.split(text[:_LONGEST]):
        for clause in _clauses(sentence):
            telling = _read(clause)
            if telling is not None:
                found.append(telling)
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def has_cue(text: str, name: str) -> bool:
    """Return whether the text has a word or phrase of the list `name` of the lexicon."""
    return bool(_find(_padded(_lowered(text)), name))


def _clauses(sentence: str) -> list[str]:
    """Return the clauses: cut where what stands before and what follows have verbs of their own.

    What is put in between commas belongs to the clause around it: "the bridge, which joins
    both banks, was opened".
    """
    clauses: list[str] = []
    begin = position = 0
    has_verb = False
    for joint in [*_JOINT.finditer(sentence), None]:
        end = joint.start() if joint is not None else len(sentence)
        piece = sentence[position:end]
        relative = position > begin and not has_verb and _is_put_in(piece)
        own = _has_verb(piece) and not relative
        if own and has_verb:
            clauses.append(sentence[begin:position].rstrip(" ,"))
            begin = position
        has_verb = has_verb or own
        position = joint.end() if joint is not None else end
    clauses.append(sentence[begin:])
    return clauses


def _is_put_in(piece: str) -> bool:
    """Whether a piece is a relative clause, or one without its pronoun: "rebuilt by Japan"."""
    words = _lowered(piece)
    if not words or words[0] in _RELATIVE:
        return bool(words)
    return any(m.first == 0 and m.form in ("past", "ing") for m in mentions(words))


def _has_verb(piece: str) -> bool:
    words = _lowered(piece)
    if any(w in _FINITE or w in _modals() for w in words):
        return True
    return any(m.form == "past" for m in mentions(words))


def _read(clause: str) -> Telling | None:
    words = _lowered(clause)
    if not words:
        return None
    padded = _padded(words)
    found = mentions(words)
    aspect, chosen, cue = _judge(words, padded, found)
    if aspect is None:
        return None
    blanked, parties = blank(clause)
    things = things_of(w.lower() for w in _TOKEN.findall(blanked))
    verbs = frozenset[str]().union(*(m.verbs for m in chosen))
    agents, active, referring = _agents(clause, chosen)
    cues = frozenset[str]().union(*(m.verbs for m in mentions(cue.split())))
    return Telling(
        deed=Deed(
            verbs=verbs,
            things=frozenset(things),
            head=things[0] if things else "",
            places=places_of(blanked),
            parties=parties,
            numbers=numbers_of(clause),
            ordinals=ordinals_of(words),
        ),
        aspect=aspect,
        text=clause,
        cues=cues,
        years=frozenset(int(year) for year in _YEAR.findall(clause)),
        agents=agents,
        words=frozenset(
            s
            for m in chosen
            if m.form == "past" and not any(w in _FINITE for w in words[: m.first][-_REACH:])
            for w in words[m.first : m.last + 1]
            for s in stem(w)
        )
        if all(m.form == "past" for m in chosen)
        else frozenset(),
        active=active,
        referring=referring,
        whole=_is_rest(padded),
        talked=_talked_of(blanked),
        named=frozenset(
            p for p, _, _ in party_finder(load_parties()).find_in(clause, doubtful=True)
        ),
    )


def _agents(clause: str, chosen: list[Mention]) -> tuple[frozenset[str], bool, bool]:
    """Return who did it, whether the verb is active, and whether its subject is a pronoun."""
    tokens = list(_TOKEN.finditer(clause))
    verb = next((m for m in chosen if m.form != "noun" and m.first < len(tokens)), None)
    if verb is None:
        return frozenset(), False, False
    words = [t[0].lower() for t in tokens]
    border = tokens[verb.first].start()
    named = party_finder(load_parties()).find_in(clause)
    passive = any(w in _PASSIVE for w in words[max(0, verb.first - _REACH) : verb.first])
    passive = passive or words[verb.last + 1 : verb.last + 2] == ["by"]
    if not passive:
        referring = bool(_REFERRING & {*words[: verb.first]}) or verb.first == 0
        agents = frozenset(
            party
            for party, start, end in named
            if end <= border and _lowered(clause[:start])[-1:] not in _PLACING
        )
        return agents, verb.form == "past", referring
    behind = [t.end() for t, w in zip(tokens, words, strict=True) if w == "by"]
    by_agent = frozenset(
        party
        for party, start, _ in named
        if any(border < by <= start and len(clause[by:start].split()) <= _NEAR for by in behind)
    )
    return by_agent, False, False


def _judge(
    words: list[str], padded: str, found: list[Mention]
) -> tuple[Aspect | None, list[Mention], str]:
    """Return what the clause tells, the mentions it tells of, and the cue it tells it by."""
    if cue := _find(padded, "denied"):
        return "denied", found, cue
    if (cue := _find(padded, "kept")) and _find(padded, "promises"):
        failed = _find(padded, "failed") or _find(padded, "dropped")
        plain = not failed and not _is_planned(words, padded, cue)
        return ("done" if plain else "failed" if failed else None), found, ""
    if reached := _reached(words, padded):
        told = [m for m in found if m.form == "past" and _is_done(words, padded, m)]
        return "done", [*reached, *told], ""
    if (cue := _find(padded, "dropped")) and not _find(padded, "landed"):
        hypothetical = any(w in ("if", "unless", "could", "may", "might") for w in words)
        return (None if hypothetical else "dropped"), found, cue
    if cue := _find(padded, "refrained"):
        governed = _behind(padded, cue, found)
        hypothetical = any(w in ("if", "unless", "could", "may", "might") for w in words)
        return (None if hypothetical or not governed else "dropped"), governed, cue
    if cue := _find(padded, "later"):
        return "later", found, cue
    border = len(words)
    if cue := _find(padded, "failed"):
        # A negation is of the verb behind it, and of no other.
        governed = found if _find(padded, "promises") else _behind(padded, cue, found)
        if governed:
            return "failed", governed, cue
        border = _place(padded, cue)
    done = [m for m in found if m.first < border and _is_done(words, padded, m)]
    if any(_is_negated(words, m) for m in done):
        return "failed", found, ""
    if done and _tells_promise(words, done[0]):
        return None, [], ""
    if done:
        return (None if _is_part(padded) else "done"), done, ""
    if cue := _find(padded, "refused"):
        return "refused", found, cue
    other = [m for m in _other_deeds(words) if m.first < border and _is_done(words, padded, m)]
    if other:
        return "done", other, ""
    # Thanks for a thing are for what was given.
    if _find(padded, "thanks") and not _find(padded, "plans"):
        return "done", [Mention(0, 0, frozenset({"give"}), "noun")], ""
    return None, [], ""


def _tells_promise(words: list[str], verb: Mention) -> bool:
    """Whether a promise is what the verb is told of: "the pledge brings the doses donated to"."""
    promises = {*lexicon()["about"]["promises"]}
    return any(
        word in promises and words[max(0, place - 3) : place][:1] != ["as"]
        for place, word in enumerate(words[: verb.first])
    )


def _place(padded: str, cue: str) -> int:
    """Return the number of the word at which a cue stands."""
    return len(padded.split(f" {cue} ", 1)[0].split())


def _behind(padded: str, cue: str, found: list[Mention]) -> list[Mention]:
    """Return the mentions that a cue governs: those close behind it, or part of it."""
    first = _place(padded, cue)
    last = first + len(cue.split())
    governed = [m for m in found if first <= m.first <= last + _REACH - 1]
    return governed[:1]


def _is_negated(words: list[str], mention: Mention) -> bool:
    before = words[max(0, mention.first - _REACH) : mention.first]
    return any(
        word in _NEGATIONS and after != "only"
        for word, after in pairwise([*before, words[mention.first]])
    )


def _is_part(padded: str) -> bool:
    """Whether only a part is told: "the first batch", "two of the six"."""
    if _is_rest(padded):
        return False
    if _find(padded, "partial"):
        return True
    return any(
        begins_number(m[1]) and begins_number(m[2]) and m[1] != m[2]
        for m in _SHARE.finditer(padded)
    )


def _is_rest(padded: str) -> bool:
    """Whether the last part is told: "the last of the ships", "the final 2 billion"."""
    spans = frozenset(lexicon()["kinds"]["durations"])
    parts = frozenset(lexicon()["kinds"]["parts"])
    for found in _LAST.finditer(padded):
        behind = padded[found.end("next") :].split()[:1]
        counted = begins_number(found["next"]) and not spans & {*behind}
        if counted or found["next"] in parts or " of the " in found[0]:
            return True
    return False


def _talked_of(text: str) -> frozenset[str]:
    """Return the stems of what stands behind a talk, a study or a draft: "a bill on the treaty"."""
    words = _lowered(text)
    kinds = lexicon()["kinds"]
    processes = frozenset(kinds["precursors"])
    if {*words} & {*kinds["ended"]} and not {*words} & {"round", "rounds"}:
        processes -= {*kinds["ending"]}
    found: set[str] = set()
    for place, word in enumerate(words[:-1]):
        if word in processes and words[place + 1] in _ON:
            found.update(s for w in words[place + 2 : place + 2 + _NEARBY] for s in stem(w))
    return frozenset(found)


def _reached(words: list[str], padded: str) -> list[Mention]:
    """Return what the clause tells by the state that was reached: "is now open"."""
    if _find(padded, "failed") or {*words} & (_CONDITIONS | _modals() - {"to"}):
        return []
    if _is_part(padded):
        return []
    states: Mapping[str, list[str]] = lexicon()["reached"]
    verbs = frozenset(verb for verb in states if _states()[verb].search(padded))
    return [Mention(0, 0, verbs, "noun")] if verbs else []


def _is_done(words: list[str], padded: str, mention: Mention) -> bool:
    before = words[max(0, mention.first - _REACH) : mention.first]
    if _CONDITIONS & {*words[: mention.first]}:
        return False
    match mention.form:
        case "past":
            if any(w in _modals() for w in before):
                return _perfect_of_plan(before)
            if " ".join(words[mention.first : mention.last + 1]) in _same_as_base():
                return any(w in _BARE_AUXILIARY for w in before)
            if not any(w in _FINITE for w in before) and (
                before and before[-1] in lexicon()["about"]["attributive"]
            ):
                return False  # "on extended deterrence" tells no deed
            # "is being built", "are expected to be": under way.
            return not any(w in ("being", "is", "are", "be") for w in before) or "now" in before
        case "ing" | "base" if mention.verbs & _running() and _begun(before):
            return True
        case "ing" | "noun":
            front = _padded(words[: mention.first])
            if any(w in _modals() - {"to"} for w in words):
                return False
            return bool(_find(front, "welcomes")) and not _find(front, "plans")
        case "base" if _is_of_today(words, mention):
            return True
        case "base" if " ".join(words[mention.first : mention.last + 1]) in _same_as_base():
            planned = any(w in _modals() for w in before)
            return not planned and any(w in _BARE_AUXILIARY for w in before)
        case _ if before and before[-1] in lexicon()["about"]["determiners"]:
            # A noun after all: "thanked them for the return of".
            noun = Mention(mention.first, mention.last, mention.verbs, "noun")
            return _is_done(words, padded, noun)
        case _:
            return bool(before) and (before[-1] == "did" or before[-2:] == ["managed", "to"])


def _is_of_today(words: list[str], mention: Mention) -> bool:
    """Whether the present tells what happens on the very day: "takes effect today"."""
    verb, before = words[mention.first], words[: mention.first]
    present = verb.endswith("s") and "today" in words
    return present and not any(w in _modals() - {"to"} for w in words) and before[-1:] != ["to"]


def _begun(before: list[str]) -> bool:
    """Whether what goes on was told to have started: "began supplying"."""
    plain = before[:-1] if before[-1:] == ["to"] else before
    started = [m for m in mentions(plain) if m.form == "past" and "begin" in m.verbs]
    return bool(started) and not any(w in _modals() for w in plain)


def _other_deeds(words: list[str]) -> list[Mention]:
    """Return the participles of verbs that no group has: "had digitised"."""
    return [
        Mention(i, i, frozenset(stem(word)), "past")
        for i, word in enumerate(words)
        if word.endswith("ed")
        and len(word) > _SHORTEST
        and any(w in _BARE_AUXILIARY for w in words[max(0, i - 2) : i])
    ]


def _perfect_of_plan(before: list[str]) -> bool:
    """Whether what looks like a plan was done: "contributed to the talks held"."""
    last = max(i for i, w in enumerate(before) if w in _modals())
    return before[last] == "to" and "be" not in before[last:] and "have" not in before[last:]


def _is_planned(words: list[str], padded: str, cue: str) -> bool:
    front = padded.split(f" {cue} ", 1)[0].split()
    return any(w in _modals() for w in front[-_REACH:])


def _lowered(text: str) -> list[str]:
    return [w.lower().replace("’", "'").strip(".'-") for w in _TOKEN.findall(text)]


def _padded(words: list[str]) -> str:
    return f" {' '.join(words)} "


def _find(padded: str, name: str) -> str:
    """Return the first phrase of a list that stands in the words, else an empty text."""
    pattern = _patterns()[name]
    match = pattern.search(padded)
    return match[1] if match is not None else ""


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = lexicon()["about"]
    return {
        name: re.compile(
            " ("
            + "|".join(re.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))
            + ") "
        )
        for name, phrases in lists.items()
    }


@lru_cache(maxsize=1)
def _states() -> Mapping[str, re.Pattern[str]]:
    """Return for each deed the pattern of the states that show it; "…" stands for some words."""
    states: Mapping[str, list[str]] = lexicon()["reached"]
    return {verb: re.compile(f" (?:{_any_of(phrases)}) ") for verb, phrases in states.items()}


def _any_of(phrases: list[str]) -> str:
    gaps = (re.escape(p).replace(re.escape(" … "), r" (?:\S+ ){0,3}") for p in phrases)
    return "|".join(gaps)


@lru_cache(maxsize=1)
def _modals() -> frozenset[str]:
    return frozenset(lexicon()["about"]["modals"])


@lru_cache(maxsize=1)
def _running() -> frozenset[str]:
    return frozenset(lexicon()["kinds"]["running"])


@lru_cache(maxsize=1)
def _same_as_base() -> frozenset[str]:
    """Return the past forms that are the base form, too: "set up", "cut"."""
    return frozenset(verb for verb, forms in lexicon()["forms"].items() if verb in forms)
