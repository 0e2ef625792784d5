"""Addresses of pages in one form, so that one page has one address.

Table: `reference/tracking_parameters.csv`.
"""

import re
from functools import cache
from urllib.parse import urlsplit

from communique.errors import TableError
from communique.reference.tables import FOLDER, read_rows

TABLE = "tracking_parameters.csv"

_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\ufffd]")
_LONGEST_ADDRESS = 8000
_PORTS = {"http": "80", "https": "443", "ftp": "21"}
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
#: Besides those, what stands in a path or a query as it is.
_KEPT = frozenset(b"!$&'()*+,;=:@/?%")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[a-z0-9._~!$&'()*+,;=-]+")


def clean_address(told: str) -> str:
    """Return an address without the brackets of older writers and what no address holds.

    >>> clean_address("<http://example.org/a\\x00b>")
    'http://example.org/ab'
    """
    return _NO_ADDRESS.sub("", told.strip("<> \t"))[:_LONGEST_ADDRESS]


def canonical(url: str) -> str:
    """Return an address in the form in which addresses of one page are equal.

    Scheme and host in lower case and without the scheme's own port, no fragment, no parameters
    that only count visitors, the others sorted, percent signs only where they must stand, no
    `.` and `..` in the path. Doing it again changes nothing. What is no address of the web comes
    back as it is but for characters that no address holds.

    >>> canonical("HTTP://Example.ORG:80/a/../b?utm_source=x&z=1&a=%7e#top")
    'http://example.org/b?a=~&z=1'
    """
    cleaned = clean_address(url)
    try:
        parts = urlsplit(cleaned)
        port = parts.port
        host = parts.hostname
    except ValueError:
        return cleaned
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return cleaned
    named = _name_host(host)
    if named is None:
        return cleaned
    if port is not None and str(port) != _PORTS[scheme]:
        named += f":{port}"
    user, at, _ = parts.netloc.rpartition("@")
    path = _resolve(_normalise(parts.path)) or "/"
    query = _sort_query(parts.query)
    return f"{scheme}://{user}{at}{named}{path}" + (f"?{query}" if query else "")


def _name_host(host: str) -> str | None:
    """Return a host as it is asked for, in ASCII; None for none."""
    if ":" in host:
        return f"[{host.lower()}]"
    name = host.rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode().lower()
        except UnicodeError:
            return None
    return name if _HOST.fullmatch(name) else None


def _normalise(text: str) -> str:
    """Return a part of an address with each character escaped if it must be, else not."""
    if text.isascii() and "%" not in text and _is_plain(text):
        return text
    raw = _BARE_PERCENT.sub("%25", text)
    return _ESCAPE.sub(_escape_anew, "".join(map(_escape, raw)))


@cache
def _plain_set() -> frozenset[str]:
    return frozenset(map(chr, _UNRESERVED | _KEPT))


def _is_plain(text: str) -> bool:
    return _plain_set().issuperset(text)


def _escape(character: str) -> str:
    if character in _plain_set():
        return character
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))


def _escape_anew(found: re.Match[str]) -> str:
    byte = int(found[1], 16)
    return chr(byte) if byte in _UNRESERVED else f"%{byte:02X}"


def _resolve(path: str) -> str:
    """Return a path without `.` and `..`, as RFC 3986 has it (section 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _sort_query(query: str) -> str:
    fields = [_normalise(field) for field in query.split("&") if field]
    return "&".join(sorted(field for field in fields if not _tracks(field)))


def _tracks(field: str) -> bool:
    name = field.partition("=")[0].lower()
    names, beginnings = _tracking()
    return name in names or name.startswith(beginnings)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the parameters that only count visitors: whole names, and how names begin."""
    names, beginnings = set(), set()
    for line, row in read_rows(TABLE, ("parameter", "citation")):
        parameter = row["parameter"]
        if not row["citation"] or parameter != parameter.lower():
            raise TableError(FOLDER / TABLE, line, "has no citation, or is not in lower case")
        if parameter.endswith("*"):
            beginnings.add(parameter.removesuffix("*"))
        else:
            names.add(parameter)
    return frozenset(names), tuple(sorted(beginnings))
