"""CSV: the ties of the network of who meets whom, one a row, for Gephi, R and spreadsheets."""

import csv
from collections.abc import Iterator
from io import StringIO

from communique.export.network import Node, Tie, make_network
from communique.export.selection import Selection

#: `source`, `target` and `weight` are the names under which tools look for them.
HEADER = (
    "source", "target", "source_name", "target_name", "source_type", "target_type", "relation",
    "status", "count", "weight", "first", "last", "forms", "encounters",
)  # fmt: skip


def write(selection: Selection) -> Iterator[str]:
    """Yield a header and a row for each tie (RFC 4180); a cell is empty where nothing is known.

    `count` and `weight` are the number of encounters, `first` and `last` days ("2024-07" where
    the day isn't known), `encounters` their ids. Nodes without a tie are in GraphML alone.
    """
    yield _row(HEADER)
    network = make_network(selection)
    nodes = {node.id: node for node in network.nodes}
    for tie in network.ties:
        yield _row(_cells(tie, nodes[tie.source], nodes[tie.target]))


def _cells(tie: Tie, source: Node, target: Node) -> tuple[object, ...]:
    return (
        source.id, target.id, source.name, target.name,
        source.type, target.type, tie.relation, tie.status, tie.count, tie.count,
        tie.first, tie.last,
        tie.told_forms, " ".join(tie.encounters),
    )  # fmt: skip


def _row(cells: tuple[object, ...]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
