"""Web pages: their main text as Markdown, and what their markup says of them."""

import logging
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import htmldate
import trafilatura
from trafilatura.utils import load_html

from communique.errors import UnreadableInput
from communique.reading.baretext import extract_bare_text
from communique.reading.decoding import decode
from communique.reading.formats import Extract
from communique.reading.limits import Limits
from communique.reading.metadata import Given
from communique.reading.texts import parse_day

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>")

#: Elements that hold nothing, and those that a parser closes by itself when a new one begins.
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "option", "thead",
        "tbody", "tfoot", "colgroup",
    }
)  # fmt: skip
# A page without a main text is read all the same: no warning is due.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

#: Pictures written into the page.
_INLINE_DATA = re.compile(r"data:[a-z]+/[\w.+-]+;base64,[A-Za-z0-9+/=]+")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate",
    "publishdate", "publish-date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date",
    "dc.date.created", "citation_publication_date", "parsely-pub-date", "sailthru.date",
    "article.published", "publication_date", "firstpublishedtime", "govuk:first-published-at",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "article.updated", "govuk:updated-at", "revised",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")
_SITES = ("og:site_name", "application-name", "publisher", "dc.publisher", "twitter:site")

#: What a page's title has behind the article's: " | Site", " - Site".
_SITE_SUFFIX = re.compile(r"\s+(?:[|»·•]|[-–—])\s+[^|»·•]{2,60}$")


def read_html(data: bytes, name: str, given: Given, limits: Limits) -> Extract:
    """Return the main text of a page as Markdown, with title, day, site and address of its markup.

    The title stands first as a heading where the main text doesn't hold it. Pages nested
    deeper than the limit, or with more elements, are read as bare text, without lists.
    """
    if len(data) > limits.max_html_bytes:
        raise UnreadableInput(
            name, f"page of {len(data):,} bytes; the limit is {limits.max_html_bytes:,}"
        )
    written = _CHARSET.search(data[:4096])
    # What the page says of itself; servers often name one encoding for all they have.
    declared = written.group(1).decode("ascii") if written else given.charset
    source = decode(data, name, declared=declared)
    # A form feed or a zero byte is no character of markup; parsers stop at it.
    source = source.replace("\0", "")
    source = _INLINE_DATA.sub("", source)
    depth, elements = measure(source)
    if depth > limits.max_html_depth or elements > limits.max_html_elements:
        return Extract(extract_bare_text(source), given)
    tree = load_html(source)
    if tree is None:
        return Extract(extract_bare_text(source), given)
    meta = _read_meta(tree)
    title = _find_title(tree, meta)
    own = given.model_copy(
        update={
            "url": given.url or _canonical(tree, meta),
            "markup_title": title,
            "markup_site": _first(meta, _SITES),
            "markup_published": _find_day(source, meta, _PUBLISHED),
            "markup_updated": _day_of(_first(meta, _UPDATED)),
        }
    )
    text = _main_text(source) or extract_bare_text(source)
    if title and " ".join(title.split()).casefold() not in " ".join(text[:3000].split()).casefold():
        text = f"# {title}\n\n{text}"
    return Extract(text, own)


def measure(source: str) -> tuple[int, int]:
    """Return how many elements are open at once at most, and how many there are in all.

    Counted on the tags alone: a parser would build the tree that is to be avoided.
    """
    depth = deepest = elements = 0
    for match in _TAG.finditer(source):
        closing, tag, _, empty = match.groups()
        elements += not closing
        if tag.lower() in _VOID or empty:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest, elements


def _main_text(source: str) -> str:
    """Return the page's main text as Markdown, empty where none was found."""
    extracted = trafilatura.bare_extraction(
        source,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        with_metadata=False,
        deduplicate=False,
    )
    body = getattr(extracted, "body", None)
    if body is None:
        return ""
    try:
        return "\n\n".join(part for part in _render(body) if part.strip())
    except RecursionError:
        return ""


def _render(parent: Any) -> Iterator[str]:
    """Yield the blocks of an extracted body as Markdown, in order."""
    if parent.text and parent.text.strip():
        yield _clean(parent.text)
    for element in parent:
        tag = element.tag
        if tag == "head":
            level = re.sub(r"\D", "", element.get("rend") or "") or "2"
            yield f"{'#' * min(6, int(level))} {_inline(element)}"
        elif tag == "list":
            yield "\n".join(_render_list(element, element.get("rend") == "ol", ""))
        elif tag == "table":
            yield _render_table(element)
        elif tag == "quote":
            yield "\n>\n".join(f"> {line}" for line in _render(element) if line.strip())
        elif tag in ("p", "code", "hi", "ref", "ab"):
            yield _inline(element)
        elif tag in ("div", "body", "main", "article", "section"):
            yield from _render(element)
        elif tag not in ("graphic", "lb"):
            yield _inline(element)
        if element.tail and element.tail.strip():
            yield _clean(element.tail)


def _render_list(element: Any, ordered: bool, indent: str) -> Iterator[str]:
    number = 0
    for item in element:
        if item.tag != "item":
            continue
        number += 1
        inner = [child for child in item.iter("list") if child is not item]
        words = _inline(item, skip="list")
        if words:
            yield f"{indent}{f'{number}.' if ordered else '-'} {words}"
        for nested in inner:
            # Lists are nested as deep as the page; each is rendered with its own parent only.
            if next(nested.iterancestors("item"), None) is item:
                yield from _render_list(nested, nested.get("rend") == "ol", indent + "  ")


def _render_table(element: Any) -> str:
    rows = [
        [_inline(cell).replace("|", "/") for cell in row if cell.tag == "cell"]
        for row in element.iter("row")
    ]
    rows = [row for row in rows if any(row)]
    if not rows:
        return ""
    if max(map(len, rows)) == 1:
        return "\n\n".join(row[0] for row in rows if row)
    width = max(map(len, rows))
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    first = next(element.iter("row"))
    if all(cell.get("role") == "head" for cell in first if cell.tag == "cell"):
        lines.insert(1, "|" + "---|" * width)
    return "\n".join(lines)


def _inline(element: Any, skip: str | None = None) -> str:
    """Return the words of an element on one line; a line break within becomes a space."""
    parts: list[str] = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            parts.append(" ")
        elif child.tag != skip and child.tag != "graphic":
            parts.append(_inline(child, skip))
        parts.append(child.tail or "")
    return _clean("".join(parts))


def _clean(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _read_meta(tree: Any) -> dict[str, str]:
    """Return the named contents of a page's head, names in lower case, first ones first."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            key = (element.get(attribute) or "").strip().lower()
            if key and content:
                found.setdefault(key, content)
    return found


def _first(meta: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((meta[key] for key in keys if key in meta), None)


def _find_title(tree: Any, meta: dict[str, str]) -> str | None:
    """Return the title of the article: as shared, as its only top heading, as the page's."""
    shared = _first(meta, _TITLES)
    headings = [_clean(heading.text_content()) for heading in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    page = next((_clean(title.text_content()) for title in tree.iter("title")), "")
    if shared:
        # Shared titles carry the site's name as often as page titles do.
        if any(heading and heading in shared for heading in headings):
            return next(heading for heading in headings if heading in shared)
        return _clean(_SITE_SUFFIX.sub("", shared))
    if len(headings) == 1:
        return headings[0]
    return (
        next((h for h in headings if h in page), "") or _clean(_SITE_SUFFIX.sub("", page)) or None
    )


def _canonical(tree: Any, meta: dict[str, str]) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            address = str(link.get("href")).strip()
            if address.startswith(("http://", "https://")):
                return address
    shared = meta.get("og:url", "")
    return shared if shared.startswith(("http://", "https://")) else None


def _find_day(source: str, meta: dict[str, str], keys: tuple[str, ...]) -> date | None:
    """Return the day of publication that the markup gives; the page's text is not searched."""
    if (day := _day_of(_first(meta, keys))) is not None:
        return day
    found = htmldate.find_date(
        source, original_date=True, extensive_search=False, deferred_url_extractor=True
    )
    return _day_of(found) if found and _in_markup(source, found) else None


def _in_markup(source: str, day: str) -> bool:
    """Whether an attribute or a script of the page holds the day, not its prose only."""
    return re.search(rf"[\"'][^\"'<>]{{0,40}}{re.escape(day)}", source) is not None


def _day_of(value: str | None) -> date | None:
    """Return the day of a machine's date; None for anything else."""
    if not value:
        return None
    try:
        return parse_day("", value[:10] if re.match(r"\d{4}-\d\d-\d\d", value) else value)
    except UnreadableInput:
        return None
