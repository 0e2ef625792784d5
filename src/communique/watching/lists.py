"""Pages with lists of links: which of them lead to pages that are wanted."""

import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from communique.errors import UnreadableInput
from communique.intake.addresses import Unreachable
from communique.intake.fetching import check_url
from communique.reading.decoding import decode
from communique.watching.feeds import Linked

#: So many links of a page are looked at.
MOST_LINKS = 20_000


def read_list(
    data: bytes, *, url: str, links: re.Pattern[str], charset: str | None = None
) -> tuple[Linked, ...]:
    """Return the pages to which a page links, each once, whose address holds `links`.

    Addresses are led back to `url`, or to what the page says is its base. Raises `Unreachable`
    for what is no text.
    """
    reader = _Links(url)
    try:
        reader.feed(decode(data, "list", declared=charset))
    except UnreadableInput as error:
        raise Unreachable(f"is no page that can be read: {error.reason}") from error
    reader.close()
    found: dict[str, Linked] = {}
    for written in reader.found[:MOST_LINKS]:
        try:
            page = check_url(urldefrag(urljoin(reader.base, written)).url)
        except (Unreachable, ValueError):
            continue
        if page != url and links.search(page):
            found.setdefault(page, Linked(page))
    return tuple(found.values())


class _Links(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = url
        self.found: list[str] = []
        self._has_base = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the addresses of links, and the page's own base, of which the first counts."""
        if tag not in ("a", "area", "base"):
            return
        href = (dict(attrs).get("href") or "").strip()
        if tag == "base":
            if href and not self._has_base:
                self.base, self._has_base = urljoin(self.base, href), True
        elif href and len(self.found) < MOST_LINKS:
            self.found.append(href)
