"""Which promises have an outcome that one could see: those of a deed to a definite thing.

"Establish a joint committee on energy" is done or isn't; that one will work together, keep
going or transform the country is neither told as done nor as not done by any sentence. What a
deed is done to is definite by a name, a place, a number or another party, or by two things at
least that tell it from others.
"""

from functools import lru_cache

from communique.linking.promise_words import Deed, lexicon, once, stem

#: So many things, places, numbers and parties make a deed definite.
_ENOUGH = 2
#: Shorter stems are pieces of words.
_SHORTEST = 3
#: Other deeds than those done once for all that one sees done to a single party or place.
_SEEN = frozenset({"visit", "join", "deploy"})
#: What one does so to is an instrument or an office of its own.
_BY_NATURE = frozenset({"sign", "ratify"})


def telling_things(deed: Deed) -> frozenset[str]:
    """Return the things of a deed that tell it from others.

    >>> from communique.linking.promise_words import read_deed
    >>> telling_things(read_deed("keep the commitment")), telling_things(read_deed("start"))
    (frozenset(), frozenset())
    """
    return deed.things - (_vague() - deed.names)


@lru_cache(maxsize=1 << 16)
def is_definite(deed: Deed, bound: frozenset[str], dated: bool = False) -> bool:
    """Return whether it can be seen that the deed was done by those bound to it.

    `dated`: it has a due date, which tells a meeting of the same parties from others.
    """
    if deed.lasting and not deed.project:
        return False
    things = telling_things(deed)
    others = deed.parties - bound
    weight = len(things) + len(deed.numbers) + len(deed.ordinals) + len(others)
    weight += bool(deed.names & things)  # what has a name is a thing of its own
    if things and (deed.verbs & _BY_NATURE or (dated and len(bound | others) > 1)):
        weight += 1
    single = bool(others or deed.places & things) and bool(deed.verbs & (once() | _SEEN))
    # "Establish a joint airline": what several found is of theirs alone.
    single = single or (
        "begin" in deed.verbs and len(bound) > 1 and any(len(t) > _SHORTEST for t in things)
    )
    return weight >= _ENOUGH or (weight > 0 and single)


def can_be_ended(deed: Deed) -> bool:
    """Return whether what is never done with is of a thing with a name, which may be given up.

    "Develop the Grand Inga dam" has no end, but may be called off.
    """
    return not deed.negated and len(deed.names & telling_things(deed)) >= _ENOUGH


@lru_cache(maxsize=1)
def _vague() -> frozenset[str]:
    return frozenset(s for word in lexicon()["light"]["vague"] for s in stem(word))
