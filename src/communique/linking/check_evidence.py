"""What the checks share: the tables they hold records against, and how a finding is made."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from communique.archive.types import Stored
from communique.linking.citing import order_cited
from communique.linking.types import Cited, Discrepancy
from communique.reference.foundings import Founding, load_foundings
from communique.reference.leaders import Leaders, load_leaders
from communique.reference.parties import Parties, load_parties
from communique.reference.tables import read_lexicon, read_rows


@dataclass(frozen=True)
class Known:
    """The reference tables that records are held against.

    `membership_sources` is by organisation where the rows of its members come from.
    """

    parties: Parties
    leaders: Leaders
    foundings: Mapping[str, tuple[Founding, ...]]
    membership_sources: Mapping[str, str] = field(default_factory=dict)


def load_known() -> Known:
    """Return the tables of the package."""
    rows = read_rows("memberships.csv", ("organization", "citation"))
    sources = {row["organization"]: row["citation"] for _, row in rows}
    return Known(load_parties(), load_leaders(), load_foundings(), sources)


def find(
    check: str,
    message: str,
    sources: Iterable[Cited],
    *,
    parties: Iterable[str] = (),
    reference: str | None = None,
) -> Discrepancy:
    """Return a finding; its id is a hash of the check and of where its words stand."""
    cited = order_cited(sources)
    content = [check, *(f"{c.document}:{c.spans}" for c in cited), reference or ""]
    digest = hashlib.sha256("\n".join(content).encode()).hexdigest()[:16]
    return Discrepancy(
        id=f"D{digest}",
        check=check,
        message=" ".join(message.split()),
        parties=tuple(sorted(set(parties))),
        sources=cited,
        reference=reference,
    )


def published_on(stored: Stored) -> date | None:
    """Return the last day of the document's date; None where it shows none."""
    published = stored.document.published
    return published.end if published is not None else None


def words_for(purpose: str) -> Mapping[str, frozenset[str]]:
    """Return the word lists of the lexicon of checks for one purpose."""
    section: dict[str, Any] = read_lexicon("en", "checks")[purpose]
    return {name: frozenset(words) for name, words in section.items()}
