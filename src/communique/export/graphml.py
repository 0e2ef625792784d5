"""GraphML: the network of who meets whom, for Gephi, Cytoscape, yEd, igraph and networkx."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from communique.export.network import Node, Tie, make_network
from communique.export.selection import Selection

#: What XML 1.0 can't hold, not even escaped: controls, halves of pairs, non-characters.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_Keys = tuple[tuple[str, str], ...]
_NODE: _Keys = (
    ("type", "string"), ("label", "string"), ("name", "string"), ("code", "string"),
    ("kind", "string"), ("encounters", "int"),
)  # fmt: skip
_TIE: _Keys = (
    ("relation", "string"), ("status", "string"), ("count", "int"), ("weight", "double"),
    ("first", "string"), ("last", "string"), ("forms", "string"), ("encounters", "string"),
)  # fmt: skip


def write(selection: Selection) -> Iterator[str]:
    """Yield one undirected graph; a value that isn't known is left out.

    Nodes have type ("party", "person"), name, code, kind and the number of encounters; edges have
    relation, status, count, first and last day ("2024-07" where the day isn't known), forms, and
    encounters, by their ids. `label` and `weight` are name and count again, under the names that
    tools look for.
    """
    network = make_network(selection)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for what, keys in (("node", _NODE), ("edge", _TIE)):
        for key, kind in keys:
            yield (
                f'<key id="{what[0]}-{key}" for="{what}" attr.name="{key}" attr.type="{kind}"/>\n'
            )
    yield '<graph id="encounters" edgedefault="undirected">\n'
    for node in network.nodes:
        yield f"<node id={_quote(node.id)}>{_tell_node(node)}</node>\n"
    for number, tie in enumerate(network.ties):
        ends = f"source={_quote(tie.source)} target={_quote(tie.target)}"
        yield f'<edge id="t{number}" {ends}>{_tell_tie(tie)}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _tell_node(node: Node) -> str:
    told = (node.type, node.name, node.name, node.code, node.kind, node.count)
    return _data("n", _NODE, told)


def _tell_tie(tie: Tie) -> str:
    told = (
        tie.relation, tie.status, tie.count, tie.count, tie.first, tie.last,
        tie.told_forms or None, " ".join(tie.encounters) or None,
    )  # fmt: skip
    return _data("e", _TIE, told)


def _data(of: str, keys: _Keys, values: tuple[str | int | None, ...]) -> str:
    return "".join(
        f'<data key="{of}-{key}">{escape(_allow(str(value)))}</data>'
        for (key, _), value in zip(keys, values, strict=True)
        if value is not None
    )


def _quote(text: str) -> str:
    return quoteattr(_allow(text))


def _allow(text: str) -> str:
    return _FORBIDDEN.sub("", text)
