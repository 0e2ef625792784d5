"""RSS and Atom: which pages a feed names, and since when.

Feeds are written by strangers and often badly. What is read is what XML readers agree on: no
entity is ever declared or fetched, so that nothing can grow; entities of HTML and stray
ampersands, which half of all feeds hold, are mended; of a feed that breaks off, what stood before
the break counts.
"""

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin
from xml.parsers import expat

from communique.errors import UnreadableInput
from communique.intake.addresses import Unreachable
from communique.intake.fetching import check_url
from communique.reading.decoding import decode

#: So many entries of a feed are looked at, so deep its elements may lie.
MOST_ENTRIES, _DEEPEST = 20_000, 100
#: A longer address, or moment, is none.
_LONGEST = 2000

_ROOTS = frozenset({"rss", "feed", "RDF"})
_ENTRIES = frozenset({"item", "entry"})
#: Which of several moments tells that a page changed: that of its last change, else of its birth.
_MOMENTS = ("updated", "modified", "pubDate", "published", "date", "issued")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_ENTITY = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};)(?:([a-zA-Z][a-zA-Z0-9]{1,30});)?")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_UNREADABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


class BadFeed(Unreachable):
    """What is no feed, or one that can't be read at all."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A page that a feed or a list names; `marker` changes when that is said to have changed."""

    url: str
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """The pages that a feed names, each once, in its order; `fault` is where it broke off."""

    pages: tuple[Linked, ...]
    fault: str | None = None


def read_feed(data: bytes, *, url: str, charset: str | None = None) -> Feed:
    """Return what a feed names; links are led back to `url`. `charset` is what the site said.

    Raises `BadFeed` for what is none, and for one that declares entities.
    """
    reader = _Reader(url)
    try:
        reader.parse(_mend(_decode(data, charset)))
    except expat.ExpatError as error:
        told = f"line {error.lineno}: {expat.ErrorString(error.code)}"
        if not reader.pages:
            raise BadFeed(f"is no feed that can be read: {told}") from error
        return Feed(tuple(reader.pages.values()), f"breaks off in {told}")
    except _Enough:
        return Feed(tuple(reader.pages.values()), f"has more than {MOST_ENTRIES:,} entries")
    if not reader.is_feed:
        raise BadFeed("is XML, and no feed")
    return Feed(tuple(reader.pages.values()))


def _decode(data: bytes, charset: str | None) -> str:
    """Return the feed's text, whatever it says of its encoding that isn't so."""
    declared = re.match(rb"""\s*<\?xml[^>]{0,200}encoding=["']([\w.:-]{1,40})["']""", data)
    named = declared[1].decode("ascii", "replace") if declared is not None else charset
    try:
        return decode(data, "feed", declared=named)
    except UnreadableInput as error:
        raise BadFeed(f"is no feed that can be read: {error.reason}") from error


def _mend(text: str) -> str:
    text = _DECLARATION.sub("", _UNREADABLE.sub("", text), count=1).lstrip()
    parts = _CDATA.split(text)
    # What is quoted whole needs no mending, and means what it says.
    parts[::2] = [_ENTITY.sub(_mend_entity, part) for part in parts[::2]]
    return "".join(parts)


def _mend_entity(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "&amp;"
    if name in _OWN:
        return found[0]
    meant = html.unescape(found[0])
    return meant if meant != found[0] else f"&amp;{name};"


class _Enough(Exception):
    """More than is looked at."""


class _Reader:
    """Goes through a feed once; what it found so far stands in `pages`, by address."""

    def __init__(self, url: str) -> None:
        self.pages: dict[str, Linked] = {}
        self.is_feed = False
        self._base = url
        self._path: list[str] = []
        self._entry: dict[str, str] | None = None
        self._depth = 0
        self._text: list[str] = []
        self._seen = 0

    def parse(self, text: str) -> None:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.EntityDeclHandler = self._refuse
        parser.Parse(text.encode("utf-8", "replace"), True)

    def _refuse(self, *_: object) -> None:
        raise BadFeed("declares entities, which no feed needs")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # Feeds use prefixes that they never declared.
        local = name.rpartition(":")[2]
        self._path.append(local)
        self._text.clear()
        if len(self._path) > _DEEPEST:
            raise BadFeed("has elements inside elements without end")
        if len(self._path) == 1:
            if local not in _ROOTS:
                raise BadFeed("is XML, and no feed")
            self.is_feed = True
        base = attributes.get("xml:base")
        if base and self._entry is None:
            self._base = _join(self._base, base)
        if self._entry is None and local in _ENTRIES:
            self._entry, self._depth = {}, len(self._path)
        elif self._entry is not None and local == "link" and len(self._path) == self._depth + 1:
            self._link(attributes)

    def _link(self, attributes: dict[str, str]) -> None:
        assert self._entry is not None
        href = attributes.get("href")
        if href and attributes.get("rel", "alternate") == "alternate":
            # A page to read counts before its other forms.
            plain = attributes.get("type", "text/html") in ("text/html", "application/xhtml+xml")
            if plain or "link" not in self._entry:
                self._entry["link"] = href

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        text = "".join(self._text).strip()[: _LONGEST + 1]
        self._text.clear()
        if self._entry is not None:
            if len(self._path) == self._depth:
                self._close(self._entry)
                self._entry = None
            elif len(self._path) == self._depth + 1 and text:
                self._entry.setdefault(local, text)
        self._path.pop()

    def _close(self, entry: dict[str, str]) -> None:
        self._seen += 1
        if self._seen > MOST_ENTRIES:
            raise _Enough
        # In RSS a name of its own may be the address, too.
        guid = entry.get("guid", "")
        written = entry.get("link") or (guid if guid.startswith(("http://", "https://")) else "")
        try:
            page = check_url(_join(self._base, written)) if written else None
        except Unreachable:
            page = None
        if page is not None and page not in self.pages:
            marker = next((entry[name] for name in _MOMENTS if name in entry), "")
            self.pages[page] = Linked(page, marker[:100])


def _join(base: str, written: str) -> str:
    try:
        return urljoin(base, written)
    except ValueError:
        return written
