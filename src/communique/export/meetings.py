"""The encounters that are exported."""

from collections.abc import Iterator

from communique.export.selection import Selection
from communique.linking.types import Encounter


def chosen_encounters(selection: Selection) -> Iterator[Encounter]:
    """Yield the encounters of which a chosen document tells, oldest first."""
    for encounter in selection.memory.encounters:
        if any(selection.is_chosen(account.document) for account in encounter.accounts):
            yield encounter
