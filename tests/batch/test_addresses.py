"""Addresses in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.batch.addresses import canonical

CASES = [
    pytest.param("HTTP://WWW.Example.ORG", "http://www.example.org/", id="case"),
    pytest.param("https://m.example:443/a", "https://m.example/a", id="own port"),
    pytest.param("https://m.example:80/a", "https://m.example:80/a", id="another's port"),
    pytest.param("https://m.example./a", "https://m.example/a", id="dot behind the host"),
    pytest.param("https://m.example/a#b", "https://m.example/a", id="fragment"),
    pytest.param("https://m.example/?b=2&a=1&b=1", "https://m.example/?a=1&b=1&b=2", id="order"),
    pytest.param("https://m.example/?", "https://m.example/", id="empty query"),
    pytest.param("https://m.example/?id=5&utm_source=x&FBCLID=y&gclid=z",
                 "https://m.example/?id=5", id="tracking"),
    pytest.param("https://m.example/?utm=1&source=2", "https://m.example/?source=2&utm=1",
                 id="what only looks like tracking"),
    pytest.param("https://m.example/%7ea%2fb%c3%a4", "https://m.example/~a%2Fb%C3%A4",
                 id="escapes"),
    pytest.param("https://m.example/ä b", "https://m.example/%C3%A4b", id="letters and spaces"),
    pytest.param("https://m.example/100%", "https://m.example/100%25", id="bare percent sign"),
    pytest.param("https://m.example/a/./b/../c/..", "https://m.example/a/", id="dots"),
    pytest.param("https://m.example/../../a", "https://m.example/a", id="dots beyond the root"),
    pytest.param("https://m.example/%2e%2e/a", "https://m.example/a", id="escaped dots"),
    pytest.param("https://m.example/index.html", "https://m.example/index.html", id="index page"),
    pytest.param("https://m.example//a//b/", "https://m.example//a//b/", id="double slashes"),
    pytest.param("https://Bücher.example/", "https://xn--bcher-kva.example/", id="idna"),
    pytest.param("https://[2001:DB8::1]:443/", "https://[2001:db8::1]/", id="IPv6"),
    pytest.param("https://m.example/\x00a\n", "https://m.example/a", id="control characters"),
    pytest.param("urn:uuid:5", "urn:uuid:5", id="no address of the web"),
    pytest.param("https://[broken/", "https://[broken/", id="broken host"),
    pytest.param("https://m.example:port/", "https://m.example:port/", id="broken port"),
    pytest.param("", "", id="empty"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "expected"), CASES)
def test_canonical(url: str, expected: str) -> None:
    assert canonical(url) == expected


PIECES = st.sampled_from(
    ["/", "..", ".", "%2e", "%", "%41", "%25", "%2541", "?", "&", "=", "#", "utm_a", "a", "B", ":",
     "@", "ä", "ß", "。", "İ", "//", "[", "]", "80", "443", ";", "+", " ", "\\", "|", "xn--", "<"]
)  # fmt: skip


@given(
    start=st.sampled_from(["http://", "HTTPS://m.example", "https://m.example/", "ftp:", ""]),
    rest=st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join),
)
def test_canonical_is_its_own_canonical_form(start: str, rest: str) -> None:
    once = canonical(start + rest)
    assert canonical(once) == once
