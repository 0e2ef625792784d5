"""Feeds as strangers write them: of every kind, mended where broken, refused where hostile."""

import time

import pytest
from tests.watching.conftest import item, rss

from communique.watching import feeds
from communique.watching.feeds import BadFeed, read_feed

AT = "https://ministry.example/news/feed"


def urls(data: bytes, **more: str) -> list[str]:
    return [one.url for one in read_feed(data, url=AT, **more).pages]


ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<link href="https://ministry.example/"/><updated>2026-01-01T00:00:00Z</updated>
<entry><link rel="self" href="/api/1"/><link rel="alternate" type="application/pdf" href="/1.pdf"/>
<link href="../1"/><published>2026-02-01</published><updated>2026-02-03</updated>
<content><div xmlns="http://www.w3.org/1999/xhtml"><a href="/no">no</a></div></content></entry>
</feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><link>https://ministry.example/</link></channel>
<item><link>https://ministry.example/a</link><dc:date>2026-01-02</dc:date></item></rdf:RDF>"""


def test_rss_names_its_pages_once_with_what_marks_a_change() -> None:
    data = rss(item("/a", "Mon, 02 Mar 2026"), item("https://ministry.example/a"), item("/b"))
    found = read_feed(data, url=AT)
    assert [(one.url, one.marker) for one in found.pages] == [
        ("https://ministry.example/a", "Mon, 02 Mar 2026"),
        ("https://ministry.example/b", ""),
    ]
    assert found.fault is None


def test_atom_s_pages_are_what_is_there_to_read() -> None:
    [one] = read_feed(ATOM, url=AT).pages
    assert (one.url, one.marker) == ("https://ministry.example/1", "2026-02-03")


def test_rdf_is_read() -> None:
    [one] = read_feed(RDF, url=AT).pages
    assert (one.url, one.marker) == ("https://ministry.example/a", "2026-01-02")


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/passwd", "ftp://a/b", "https://u:p@ministry.example/", ""],
)
def test_what_is_no_page_is_left_out(link: str) -> None:
    assert urls(rss(item(link), item("/a"))) == ["https://ministry.example/a"]


@pytest.mark.parametrize(
    "broken",
    [
        "<title>Trade &amp; aid &nbsp; talks&hellip;</title>",
        "<title>Trade & aid</title>",
        "<media:title>never declared</media:title>",
        "<title>a\x0bcontrol</title>",
        "<title><![CDATA[a & b <p> &nbsp;]]></title>",
    ],
)
def test_what_half_of_all_feeds_do_wrong_costs_nothing(broken: str) -> None:
    assert urls(rss(broken, item("/a?b=1&c=2"))) == ["https://ministry.example/a?b=1&c=2"]


def test_what_stood_before_a_break_counts_and_the_break_is_told() -> None:
    found = read_feed(rss(item("/a"), item("/b"))[:-40] + b"<item", url=AT)
    assert [one.url for one in found.pages] == ["https://ministry.example/a"]
    assert found.fault is not None and "line" in found.fault


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html><body>Maintenance</body></html>", "no feed"),
        (b"", "no feed"),
        (b"nothing like it", "no feed"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no feed"),
        (b"<a>" * 300, "no feed"),
        (b"<rss>" + b"<a>" * 300, "without end"),
    ],
)
def test_what_is_no_feed_says_so(data: bytes, reason: str) -> None:
    with pytest.raises(BadFeed, match=reason):
        read_feed(data, url=AT)


BOMB = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">%s]><rss>&z;</rss>' % b"".join(
    b'<!ENTITY %c "%s">' % (b, b"&%c;" % (b - 1) * 10) for b in range(ord("b"), ord("z") + 1)
)
OUTSIDE = b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><item><link>&a;</link></item></rss>'
QUADRATIC = (
    b'<!DOCTYPE rss [<!ENTITY a "' + b"a" * 100_000 + b'">]><rss>' + b"&a;" * 10_000 + b"</rss>"
)


@pytest.mark.parametrize("data", [BOMB, OUTSIDE, QUADRATIC], ids=["bomb", "outside", "quadratic"])
def test_entities_are_never_declared(data: bytes) -> None:
    begun = time.perf_counter()
    with pytest.raises(BadFeed, match="entities"):
        read_feed(data, url=AT)
    assert time.perf_counter() - begun < 2


def test_an_old_doctype_is_no_bomb() -> None:
    doctype = b'<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://my.example/rss-0.91.dtd">'
    assert urls(doctype + rss(item("/a"))[21:]) == ["https://ministry.example/a"]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-16", "utf-8"), ("cp1252", "utf-8"), ("cp1251", "windows-1251"), ("utf-8", "ascii")],
)
def test_a_wrong_encoding_loses_no_page(encoding: str, told: str) -> None:
    title = "Встреча министров" if encoding == "cp1251" else "Réunion des ministres – à Genève"
    text = f'<?xml version="1.0" encoding="{told}"?><rss><title>{title}</title>{item("/a")}</rss>'
    assert urls(text.encode(encoding)) == ["https://ministry.example/a"]


def test_ten_thousand_entries_are_read_quickly() -> None:
    data = rss(*(item(f"/{n}", f"day {n}") for n in range(10_000)))
    begun = time.perf_counter()
    assert len(urls(data)) == 10_000
    assert time.perf_counter() - begun < 3


def test_entries_without_end_are_looked_at_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 2_000)
    found = read_feed(rss(*(item(f"/{n}") for n in range(2_010))), url=AT)
    assert len(found.pages) == 2_000
    assert found.fault == "has more than 2,000 entries"
