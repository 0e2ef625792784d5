"""The text between the tags of a page, for pages that no tree can be built of."""

import html
import re

from communique.reading.lines import LINE_BREAK

_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "head", "title"})
_BREAKING = frozenset(
    {
        "p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section",
        "header", "footer", "ul", "ol", "table", "blockquote", "figure", "figcaption",
    }
)  # fmt: skip
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
_BREAK = "\n\n"


class _Finder:
    """Finds marks in a text, each at most once too often: a mark that is gone stays gone."""

    def __init__(self, text: str) -> None:
        self._text, self._lower = text, text.lower()
        self._gone: set[str] = set()

    def find(self, mark: str, start: int) -> int:
        """Return where `mark` stands next, in any case; -1 if nowhere."""
        if mark in self._gone:
            return -1
        found = self._lower.find(mark, start)
        if found < 0:
            self._gone.add(mark)
        return found


def extract_bare_text(source: str) -> str:
    """Return the text of a page without its structure, blocks parted by blank lines.

    Takes time in proportion to the page's length, however its tags are nested or broken.
    """
    # Letters that change their length in lower case would shift what is found.
    finder = _Finder(
        source if len(source.lower()) == len(source) else source.encode("ascii", "replace").decode()
    )
    parts: list[str] = []
    position = 0
    while position < len(source):
        opening = finder.find("<", position)
        if opening < 0:
            break
        parts.append(source[position:opening])
        position = _pass_tag(source, finder, opening, parts)
    parts.append(source[position:])
    blocks = html.unescape("".join(parts)).replace("\0", "").split(_BREAK)
    return _BREAK.join(filter(None, (" ".join(LINE_BREAK.sub(" ", b).split()) for b in blocks)))


def _pass_tag(source: str, finder: _Finder, opening: int, parts: list[str]) -> int:
    """Return the position behind what begins with `<`; note the breaks that it makes."""
    if source.startswith("<!--", opening):
        end = finder.find("-->", opening)
        return end + 3 if end >= 0 else len(source)
    name = _NAME.match(source, opening + 1)
    if name is None and source[opening + 1 : opening + 2] not in ("!", "?"):
        parts.append("<")
        return opening + 1
    end = finder.find(">", opening)
    if end < 0:
        return len(source)
    tag = name.group(1).lower() if name else ""
    if tag in _BREAKING:
        parts.append(_BREAK)
    if tag in _SKIPPED and source[opening + 1] != "/":
        closing = finder.find(f"</{tag}", end)
        return closing if closing >= 0 else end + 1
    return end + 1
