"""PLOVER events as JSON Lines, as `communique events` writes them, with their encounters."""

import json
from collections.abc import Iterator

from communique.coding.rows import to_row
from communique.export.coded import code_all
from communique.export.selection import Selection


def write(selection: Selection) -> Iterator[str]:
    """Yield a line for each event; a meeting of n parties is one event with n actors."""
    for coded in code_all(selection):
        row = {"id": coded.id, **to_row(coded.document.id, coded.event)}
        yield json.dumps(row | {"encounter": coded.encounter}, ensure_ascii=False) + "\n"
