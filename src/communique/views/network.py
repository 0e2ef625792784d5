"""Whom a party meets, as a drawing: itself in the middle, who is met most at the top."""

import math
from collections.abc import Mapping

from communique.records import Value
from communique.views.names import name_party

#: Lengths in user units of the drawing.
WIDTH, HEIGHT, ACROSS, DOWN = 960.0, 430.0, 285.0, 165.0
#: More than these would cover each other.
MOST = 22


class Node(Value):
    """A counterpart: where it stands, how thick its tie is, where its label begins or ends."""

    party: str
    label: str
    count: int
    x: float
    y: float
    size: float
    tie: float
    label_x: float
    label_y: float
    anchor: str
    title: str


class Network(Value):
    """A drawing, in user units; `x` and `y` are where the party itself stands."""

    title: str
    description: str
    width: float = WIDTH
    height: float = HEIGHT
    x: float = WIDTH / 2
    y: float
    label: str
    nodes: tuple[Node, ...]


def lay_out_network(party: str, counterparts: Mapping[str, int]) -> Network | None:
    """Return the drawing of a party's contacts by their numbers; None without any.

    The most frequent stand clockwise from the top; the rest are counted in the description.
    """
    ranked = sorted(counterparts.items(), key=lambda pair: (-pair[1], name_party(pair[0])))
    shown = ranked[:MOST]
    if not shown:
        return None
    most = shown[0][1]
    nodes = []
    for place, (other, count) in enumerate(shown):
        angle = 2 * math.pi * place / len(shown) - math.pi / 2
        across, down = math.cos(angle), math.sin(angle)
        x, y = WIDTH / 2 + ACROSS * across, HEIGHT / 2 + DOWN * down
        size = 4 + 6 * math.sqrt(count / most)
        anchor = "middle" if abs(across) < 0.15 else "start" if across > 0 else "end"
        away = 0.0 if anchor == "middle" else math.copysign(size + 6, across)
        label = name_party(other)
        nodes.append(
            Node(
                party=other,
                label=label,
                count=count,
                x=round(x, 1),
                y=round(y, 1),
                size=round(size, 1),
                tie=round(1 + 7 * count / most, 1),
                label_x=round(x + away, 1),
                label_y=round(y + (math.copysign(size + 12, down) if not away else 0) + 4, 1),
                anchor=anchor,
                title=f"{label}: {count}",
            )
        )
    # Few stand in the upper part alone: what is empty below is left off.
    lowest = max(HEIGHT / 2 + 30, *(node.y + 20 for node in nodes))
    left_out = len(ranked) - len(shown)
    more = f"; {left_out} more are left out" if left_out else ""
    return Network(
        title=f"Contacts: {name_party(party)}",
        description=f"{len(ranked)} counterparts, most often {nodes[0].label}{more}.",
        height=round(min(HEIGHT, lowest), 1),
        y=HEIGHT / 2,
        label=name_party(party),
        nodes=tuple(nodes),
    )
