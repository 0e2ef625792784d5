"""The file of sources: what is right is read, what is wrong is named by file and key."""

from pathlib import Path

import pytest

from communique.watching.sources import SourcesError, read_plan

GOOD = """
contact = "desk@example.org"
interval = 1800
pause = 10

[[source]]
name = "Ministry A"
feed = "https://a.example/feed.xml"

[[source]]
name = "Ministry B"
list = "https://b.example/press"
links = '/press/\\d{4}/'
collection = "press"
pages_per_round = 20
recheck_days = 0
"""


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(GOOD, encoding="utf-8")
    plan = read_plan(path)
    assert (plan.contact, plan.interval, plan.pause) == ("desk@example.org", 1800, 10)
    feed, listing = plan.sources
    assert (feed.name, feed.links, feed.recheck_days) == ("Ministry A", None, 7)
    assert listing.links is not None and listing.links.search("https://b.example/press/2026/1")
    assert (listing.collection, listing.pages_per_round, listing.recheck_days) == ("press", 20, 0)


FEED = '[[source]]\nfeed = "https://a.example/f"\n'
WRONG = [
    ("", "source: missing"),
    ("source = 1", "source: missing"),
    ("[[source]\n", "line 1"),
    ("[[source]]\nname = 'x'", "source 1 (x): give it either"),
    (FEED + 'list = "https://a.example/"', "source 1: give it either"),
    ('[[source]]\nlist = "https://a.example/"', "source 1: links: missing"),
    (FEED + "links = 'a'", "source 1: links: is for a list"),
    ('[[source]]\nlist = "https://a.example/"\nlinks = "("', "source 1: links: is no regular"),
    ('[[source]]\nfeed = "ftp://a.example/"', "source 1: feed: ftp://a.example/: only http"),
    (FEED + "feeds = 1", "source 1: feeds: is no key"),
    (FEED + "pages_per_round = 0", "source 1: pages_per_round: write a number from 1"),
    (FEED + "pages_per_round = true", "source 1: pages_per_round: write a number"),
    (FEED + "name = ''", "source 1: name: write a text"),
    (FEED + FEED, "source 2: name: 'https://a.example/f' is taken"),
    ("pause = 0.1\n" + FEED, "pause: write a number from 0.5"),
    ("interval = 1\n" + FEED, "interval: write a number from 60"),
    ("paus = 5\n" + FEED, "paus: is no key; there are source, contact"),
    ('contact = "a\\nX: b"\n' + FEED, "contact: write it on one line"),
]


@pytest.mark.parametrize(("text", "told"), WRONG, ids=[told for _, told in WRONG])
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourcesError) as error:
        read_plan(path)
    assert str(error.value).startswith(f"{path}: ")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_isn_t_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match=r"none.toml: no such file"):
        read_plan(tmp_path / "none.toml")
