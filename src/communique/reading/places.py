"""Whether a name is a place that news is dated from."""

from functools import lru_cache

from communique.reference.parties import load_parties


@lru_cache(maxsize=1)
def _capitals() -> frozenset[str]:
    return frozenset(
        name.form.casefold() for name in load_parties().names if name.kind == "capital"
    )


def is_place(name: str) -> bool:
    """Whether `name`, in any capitals, is a capital or a city of the table of places."""
    return name.casefold() in _capitals()
