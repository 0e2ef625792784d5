"""Text of strangers made safe to show: in a terminal, in Markdown."""

import re
import unicodedata

#: What Markdown, with its tables, footnotes and HTML, would read as markup.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~&])")
#: At the start of a line these would open a heading, a list or a quotation.
_LINE_START = re.compile(r"^([#+=-])")
#: Characters that turn the direction of a line around, by their Unicode classes.
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")


def strip_controls(text: str) -> str:
    """Return `text` on one line, without control and direction characters.

    A page could otherwise recolour the terminal or turn the sense of a line around.
    """
    return drop_controls(" ".join(text.split()))


def drop_controls(text: str) -> str:
    """Return `text` with its lines and spaces as they are, without the other such characters."""
    # Nearly every text is printable but for its lines, and that is seen a hundred times as fast.
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or not _is_control(c))


def escape_markdown(text: str) -> str:
    """Return `text` on one line such that Markdown shows exactly its characters.

    >>> escape_markdown("a <b> *c*")
    'a \\\\<b\\\\> \\\\*c\\\\*'
    """
    line = _MARKUP.sub(r"\\\1", strip_controls(text))
    return _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\\\1", line))


def _is_control(character: str) -> bool:
    # Joiners are format characters too, but Persian and Hindi names are spelt with them.
    return (
        unicodedata.category(character) in ("Cc", "Cs")
        or unicodedata.bidirectional(character) in _TURNING
    )
