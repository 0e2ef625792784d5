"""Publishers that no table has, by what their names say: "Ministry of Defence of Cambodia"."""

import re
from functools import lru_cache

from communique.language.mentions import party_finder
from communique.reference import Reference
from communique.reference.publishers import Publisher
from communique.reference.tables import read_lexicon

_CITATION = "the publisher's own name"


def authority_of(name: str, reference: Reference) -> Publisher | None:
    """Return the publisher as an authority of the state that its name names; None if it's none.

    "Embassy of Japan in Kenya" is Japan's; "University of Ghana" and "Kenya Times" are no
    authorities.
    """
    authorities, others = _words()
    if not authorities.search(name) or others.search(name):
        return None
    named = party_finder(reference.parties).find_in(name, doubtful=True)
    # "Prime Minister's Office" is the name of some state's organ, and of any state's.
    states = [
        party
        for party, start, end in sorted(named, key=lambda m: m[1])
        if party in reference.parties.states and not authorities.search(name[start:end])
    ]
    if not states:
        return None
    return Publisher(
        name=name, aliases=(), hosts=(), kind="government", party=states[0], country=states[0],
        citation=_CITATION,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = read_lexicon("en", "authorities")["authorities"]
    return _any_of(table["words"]), _any_of(table["others"])


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
