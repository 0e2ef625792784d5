"""Which session an account tells of, by its number: "the ninth session", "the 22nd A-B Forum"."""

import re
from itertools import pairwise

from communique.linking.mechanism_names import is_round_word, ordinal_of, read_name
from communique.linking.mechanism_rounds import number_in
from communique.records import Engagement

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
#: Small words inside a name.
_LINKS = frozenset({"of", "and", "on", "for", "the"})
#: A name has so many words at most.
_LONGEST = 12
#: What may have a number of its own as an event: "the third meeting this year" has none.
_NUMBERED = frozenset({"session"})


def number_told(record: Engagement) -> int | None:
    """Return the number of the session; None if the record tells none, or several.

    It stands in the name of the mechanism, before it, or before the word for a session.
    """
    if record.form in {"visit", "message", "press-conference"}:
        return None
    numbers = {number for e in record.evidence for number in _numbers_in(e.text, record)}
    return numbers.pop() if len(numbers) == 1 else None


def _numbers_in(text: str, record: Engagement) -> set[int]:
    found = number_in(text, record.mechanism) if record.mechanism else None
    if found is not None:
        return {found}
    words = _WORD.findall(text)
    numbers = set()
    for place, (word, follower) in enumerate(pairwise(words)):
        number = ordinal_of(word)
        if number is None:
            continue
        sits = is_round_word(follower) and record.form in _NUMBERED
        if sits or _begins_name(words[place + 1 : place + 1 + _LONGEST]):
            numbers.add(number)
    return numbers


def _begins_name(words: list[str]) -> bool:
    """Return whether capitalised words follow that end in the name of an arrangement."""
    size = 0
    while size < len(words) and (words[size][0].isupper() or (size and words[size] in _LINKS)):
        size += 1
    return size > 1 and read_name(" ".join(words[:size])).head is not None
