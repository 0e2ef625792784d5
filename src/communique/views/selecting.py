"""What of all that is told a dossier shows: who counts for the pair, which words stand alone."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest

from communique.linking.wordings import normalise
from communique.records import Engagement, RecordBase, Statement, Tenure
from communique.reference.tables import read_lexicon
from communique.views.findings import Finding, of_type
from communique.views.scope import Scope

#: A quotation shorter than this says little by itself, a longer one is no quotation.
_QUOTE_LENGTHS = range(50, 400)
#: Speech as it was taken down: "we're going to — we are".
_BROKEN = re.compile(r"(?i)\w- ?[—–]|[—–] *[—–]|\b(\w+)(?: \w+){0,2},? [—–] \1\b|[—–]$")

#: Who leads a party, or conducts its relations with all others.
_LEADING = frozenset({"head-of-state", "head-of-government", "foreign-minister"})


def select_tenures(
    told: Iterable[Finding[RecordBase]],
    contacts: Iterable[Finding[Engagement]],
    scope: Scope,
) -> list[Finding[Tenure]]:
    """Return the tenures of those who count for the pair.

    These are who leads either side, whoever took part in its contacts, and all who
    appear in documents about it: others just share a page with it.
    """
    met = {
        frozenset(normalise(person.name).split())
        for finding in contacts
        for person in finding.record.people
    }
    chosen = []
    for finding in of_type(told, Tenure):
        record = finding.record
        if record.party not in scope.pair:
            continue
        name = frozenset(normalise(record.person).split())
        takes_part = any(name <= other or other <= name for other in met)
        leads = record.rank in _LEADING and not record.former
        if takes_part or leads or scope.is_about(finding):
            chosen.append(finding)
    return chosen


def select_quotes(
    told: Iterable[Finding[RecordBase]], scope: Scope, count: int
) -> list[Finding[Statement]]:
    """Return at most `count` direct quotations, both sides in turn, newest first."""
    direct = [
        finding
        for finding in of_type(told, Statement)
        if finding.record.mode == "direct"
        and _is_quotable(finding.record)
        and scope.is_addressed(finding)
    ]
    turns = zip_longest(
        *(
            [finding for finding in direct if finding.record.speaker_party == party]
            for party in (scope.pair.left, scope.pair.right)
        )
    )
    return list(_some(finding for turn in turns for finding in turn))[:count]


def _is_quotable(record: Statement) -> bool:
    """Return whether the words stand for themselves: neither broken off nor a courtesy."""
    words = " ".join(e.text for e in record.content)
    opens = words.lower().startswith(_courtesies())
    return len(words) in _QUOTE_LENGTHS and not opens and not _BROKEN.search(words)


@lru_cache(maxsize=1)
def _courtesies() -> tuple[str, ...]:
    return tuple(read_lexicon("en", "view")["quotes"]["courtesies"])


def _some(findings: Iterable[Finding[Statement] | None]) -> Iterator[Finding[Statement]]:
    return (finding for finding in findings if finding is not None)
