"""One wording beside another: which words stay, go, come and move, and what that makes of it."""

from difflib import SequenceMatcher
from functools import lru_cache

from communique.linking.formula_strength import EQUAL, strength_of
from communique.linking.formula_types import Change, Edit, Polarity
from communique.linking.wordings import normalise
from communique.reference.parties import load_parties
from communique.reference.tables import read_lexicon

_EDGES = "\"“”‘’'.,;:!?()[]—–"
_LISTING = frozenset({"and", "or", "nor"})


@lru_cache(maxsize=16384)
def tell_difference(before: str, after: str) -> tuple[tuple[Edit, str], ...]:
    """Return the words in stretches that stay, are added, dropped or moved, in reading order.

    What stays, comes or was moved makes up the words of `after`.

    >>> tell_difference("opposes force or coercion", "firmly opposes force")
    (('add', 'firmly'), ('keep', 'opposes force'), ('drop', 'or coercion'))
    """
    old, new = before.split(), after.split()
    plain_old, plain_new = [_bare(w) for w in old], [_bare(w) for w in new]
    steps: list[tuple[Edit, int, int]] = []
    for tag, i, j, k, end in SequenceMatcher(
        None, plain_old, plain_new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            steps.append(("keep", k, end))
            continue
        if j > i:
            steps.append(("drop", i, j))
        if end > k:
            steps.append(("add", k, end))
    gone = [n for edit, start, stop in steps if edit == "drop" for n in range(start, stop)]
    come = [n for edit, start, stop in steps if edit == "add" for n in range(start, stop)]
    left, arrived = _moved(plain_old, plain_new, gone, come)
    parts: list[tuple[Edit, str]] = []
    for edit, start, stop in steps:
        for n in range(start, stop):
            if edit == "drop":
                if n not in left:
                    parts.append(("drop", old[n]))
            else:
                parts.append(("move" if n in arrived else edit, new[n]))
    return _in_stretches(parts)


def _moved(
    old: list[str], new: list[str], gone: list[int], come: list[int]
) -> tuple[set[int], set[int]]:
    """Return the places of words that went from one place to another."""
    left: set[int] = set()
    arrived: set[int] = set()
    matcher = SequenceMatcher(None, [old[n] for n in gone], [new[n] for n in come], autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        words = [old[n] for n in gone[a : a + size]]
        if any(word not in _frames() for word in words):
            left |= set(gone[a : a + size])
            arrived |= set(come[b : b + size])
    # A block finder keeps the order; single words may have crossed each other.
    waiting = {new[n]: n for n in reversed(come) if n not in arrived and new[n] not in _frames()}
    for n in gone:
        if n not in left and old[n] in waiting:
            left.add(n)
            arrived.add(waiting.pop(old[n]))
    return left, arrived


def _in_stretches(parts: list[tuple[Edit, str]]) -> tuple[tuple[Edit, str], ...]:
    found: list[tuple[Edit, list[str]]] = []
    for edit, word in parts:
        if found and found[-1][0] == edit:
            found[-1][1].append(word)
        else:
            found.append((edit, [word]))
    return tuple((edit, " ".join(words)) for edit, words in found)


@lru_cache(maxsize=16384)
def compare_wordings(
    before: str, after: str, polarity: Polarity, holder: str = ""
) -> tuple[Change, str]:
    """Return what became of a wording, and in words why.

    >>> compare_wordings("opposes the change", "condemns the change", "objection")
    ('strengthened', '“condemns” for “opposes”')
    """
    old, new = essence(before, holder), essence(after, holder)
    if old == new:
        return "same", ""
    one, other = strength_of(before, polarity), strength_of(after, polarity)
    reordered = sorted(old) == sorted(new)
    if one.grade is not None and other.grade is not None:
        gain = other.grade - one.grade
        if abs(gain) > EQUAL:
            why = f"“{other.words}” for “{one.words}”"
            return ("strengthened" if gain > 0 else "weakened"), why
    if reordered:
        return "reordered", "the same words in another order"
    gone = [word for word in old if word not in new]
    come = [word for word in new if word not in old]
    if come and not gone and _is_list(after, come, holder):
        return "strengthened", f"names more: “{' '.join(come)}”"
    if gone and not come and _is_list(before, gone, holder):
        return "weakened", f"no longer names “{' '.join(gone)}”"
    return "reworded", "other words, none of them known as stronger or weaker"


@lru_cache(maxsize=32768)
def essence(wording: str, holder: str = "") -> tuple[str, ...]:
    """Return the words that make a wording what it is, in order, each in one form.

    Who says so, the verbs that frame it, and small words are left out.

    >>> essence("China reiterated its firm opposition to the plan", "CHN") == essence(
    ...     "the Chinese side firmly opposes the plan", "CHN")
    True
    """
    frames = _frames()
    words = [word for word in normalise(wording).split() if word not in frames]
    own = _own_words(holder)
    while len(words) > 1 and words[0] in own:
        words = words[1:]
    return tuple(_form(word) for word in words)


def _is_list(text: str, words: list[str], holder: str) -> bool:
    """Whether the words are members of a list: "by force OR COERCION"."""
    plain = [_bare(word) for word in text.split()]
    changed = set(words)
    places = [i for i, word in enumerate(plain) if _form(word) in changed]
    near = {plain[j] for i in places for j in (i - 1, i + 1, i - 2) if 0 <= j < len(plain)}
    return bool(near & _LISTING) and not changed & set(_own_words(holder))


@lru_cache(maxsize=16384)
def _bare(word: str) -> str:
    return _form(word.strip(_EDGES).casefold())


def _form(word: str) -> str:
    same: dict[str, str] = read_lexicon("en", "strength")["same"]
    if word in same:
        return same[word]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return same.get(word, word)


@lru_cache(maxsize=1)
def _frames() -> frozenset[str]:
    return frozenset(read_lexicon("en", "strength")["frames"]["words"])


@lru_cache(maxsize=256)
def _own_words(holder: str) -> frozenset[str]:
    """Return the words by which a text names the holder."""
    forms = (n for n in load_parties().names if n.party == holder and n.kind != "organ")
    return frozenset(word for name in forms for word in normalise(name.form).split())
