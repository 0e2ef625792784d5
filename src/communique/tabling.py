"""Tables for notebooks: HTML that needs nothing beside itself, in the colours of the page."""

from collections.abc import Sequence
from html import escape

#: So many rows are shown, and the number of those left out.
MOST = 60
_CELL = "padding:.25em .6em;text-align:left;vertical-align:top;border-bottom:1px solid #8886"


def to_table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, caption: str = "") -> str:
    """Return rows as an HTML table; all texts are escaped, None is an empty cell."""
    head = "".join(f'<th style="{_CELL}">{escape(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:MOST])
    more = f"<p>and {len(rows) - MOST} more</p>" if len(rows) > MOST else ""
    told = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<table style="border-collapse:collapse">{told}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>{more}"
    )


def to_frame(page: str, *, height: str = "32em") -> str:
    """Return a whole HTML page as a frame of a notebook, with styles and scripts kept apart."""
    return (
        f'<iframe sandbox srcdoc="{escape(page)}" '
        f'style="width:100%;height:{height};border:1px solid #8886"></iframe>'
    )


def _cell(value: object) -> str:
    return f'<td style="{_CELL}">{"" if value is None else escape(str(value))}</td>'
