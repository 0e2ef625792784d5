"""Where things stand on the desk: the addresses of its pages, relative to its root."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode


def link_words(document: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the address at which stretches of a document are pointed out.

    >>> link_words("d1", [(5, 9)])
    '/documents/d1?words=5-9#words'
    """
    told = ",".join(f"{start}-{end}" for start, end in spans)
    if not told:
        return f"/documents/{quote(document, safe='')}"
    words = urlencode({"words": told}, safe=",")
    return f"/documents/{quote(document, safe='')}?{words}#words"
