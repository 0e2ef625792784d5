"""Copies of dated texts: "on Friday" means the day that it meant when the text was new.

An article that somebody else prints days later grounds its relative dates on its own day.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from communique.linking.copies import Sketches, containment
from communique.linking.encounter_accounts import Account

#: A copy appears at most so long after the text it copies.
COPIED_WITHIN = timedelta(days=7)
#: Of two reports in the same words, so much more has to be the same for one to be a copy.
_COPIED = 0.8


def date_copies(accounts: Iterable[Account], sketches: Sketches | None) -> list[Account]:
    """Return the accounts in their order, those of copies with the days of what they copy.

    Without the texts nothing shows that one is a copy. Two texts of one publisher are two.
    """
    listed = list(accounts)
    if sketches is None:
        return listed
    alike: dict[tuple[frozenset[str], str, str], list[int]] = defaultdict(list)
    for number, account in enumerate(listed):
        if account.exact and account.published is not None:
            alike[account.parties, account.record.form, account.words].append(number)
    for numbers in alike.values():
        # They stand in the order of their publication.
        for place, number in enumerate(numbers):
            copy = listed[number]
            if copy.record.date.basis != "relative":
                continue
            for earlier in numbers[:place]:
                if _copies(copy, listed[earlier], sketches):
                    days = listed[earlier].days
                    listed[number] = replace(copy, days=days, window=days)
                    break
    return listed


def _copies(copy: Account, original: Account, sketches: Sketches) -> bool:
    if copy.days == original.days or copy.published is None or original.published is None:
        return False
    one, other = copy.stored.document, original.stored.document
    if one.id == other.id or one.publisher is None or one.publisher == other.publisher:
        return False
    if copy.published - original.published > COPIED_WITHIN:
        return False
    return containment(sketches.of(one.id), sketches.of(other.id)) >= _COPIED
