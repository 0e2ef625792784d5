"""Checks: what records, documents and tables say of one thing and can't all be true.

Nothing is corrected: a finding shows both sides with their words. Each check looks only at
what shares its key (a document, an organisation, a party, a set of parties), so that the
findings of a whole archive are those of its complete partitions.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from communique.archive.types import Stored
from communique.document import Document
from communique.linking.check_anniversaries import check_anniversaries
from communique.linking.check_evidence import Known, load_known
from communique.linking.check_figures import check_figures
from communique.linking.check_memberships import check_memberships
from communique.linking.check_offices import check_offices
from communique.linking.check_tables import check_tables
from communique.linking.check_weekdays import check_weekdays
from communique.linking.types import Discrepancy

#: The checks by name, and what each compares.
CHECKS: Mapping[str, str] = {
    "weekday": "a weekday and the date beside it",
    "anniversary": "the year that an anniversary counts from, in several tellings",
    "organisation-age": "an organisation's age and its founding",
    "membership": "a membership and the table of members at that date",
    "office": "an office and the table of who held it when",
    "two-in-office": "two people in one office of which there is one",
    "figure": "one figure with different values",
    "table-total": "a total and the sum of its parts",
}


def check_records(
    stored: Iterable[Stored],
    documents: Iterable[Document] = (),
    *,
    known: Known | None = None,
) -> tuple[Discrepancy, ...]:
    """Return what doesn't fit together, by check and then by document, each finding once.

    `documents` are the texts of the records as far as they are at hand: without them, weekdays
    and tables go unchecked. `known` are the tables to check against, by default the package's.
    """
    tables = known or load_known()
    records = sorted({one.id: one for one in stored}.values(), key=lambda one: one.id)
    texts = {document.id: document for document in documents}
    ordered = [texts[key] for key in sorted(texts)]
    found = [
        *check_weekdays(ordered, records),
        *check_anniversaries(records, tables),
        *check_memberships(records, tables, texts),
        *check_offices(records, tables, texts),
        *check_figures(records, tables),
        *check_tables(ordered, records),
    ]
    order = {check: number for number, check in enumerate(CHECKS)}
    unique = {one.id: one for one in found}
    return tuple(
        sorted(
            unique.values(),
            key=lambda d: (order[d.check], d.sources[0].document, d.sources[0].spans, d.id),
        )
    )


def to_row(finding: Discrepancy) -> dict[str, Any]:
    """Return the finding as a JSON-ready mapping, with what its check compares."""
    return {**finding.model_dump(mode="json"), "compares": CHECKS[finding.check]}
