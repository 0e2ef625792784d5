"""Whether a name is a place that news is dated from."""

from functools import lru_cache

from communique.reference.parties import load_parties
from communique.reference.places import load_places

#: Smaller places are hardly datelines, but share their names with people and words.
MIN_PEOPLE = 1000


@lru_cache(maxsize=1)
def _capitals() -> frozenset[str]:
    return frozenset(
        name.form.casefold() for name in load_parties().names if name.kind == "capital"
    )


def is_place(name: str) -> bool:
    """Whether `name`, in any capitals, is a capital or a city of the table of places."""
    if name.casefold() in _capitals():
        return True
    title = name if not name.isupper() else name.title()
    return any(
        fact.kind != "venue" and not fact.ambiguous and fact.population >= MIN_PEOPLE
        for fact in load_places().lookup(title)
    )
