"""What sites ask of robots."""

import time

import pytest

from communique.watching.robots import read_robots

CASES = [
    pytest.param("", "/a", True, id="nothing_asked"),
    pytest.param("User-agent: *\nDisallow: /", "/a", False, id="all_forbidden"),
    pytest.param("User-agent: *\nDisallow:", "/a", True, id="nothing_forbidden"),
    pytest.param("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True, id="longest_wins"),
    pytest.param("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True, id="allow_wins_a_draw"),
    pytest.param("User-agent: *\nDisallow: /*.pdf$", "/x/a.pdf", False, id="star_and_end"),
    pytest.param("User-agent: *\nDisallow: /*.pdf$", "/x/a.pdf?v=1", True, id="end_is_the_end"),
    pytest.param("User-agent: *\nDisallow: /a*b*c", "/a-b-c-d", False, id="stars"),
    pytest.param("User-agent: *\nDisallow: /a*b*c", "/a-c-b", True, id="stars_in_order"),
    pytest.param("User-agent: *\nDisallow: /?q=", "/?q=1", False, id="queries_count"),
    pytest.param("User-agent: *\nDisallow: /%7ea", "/%7Ea", False, id="escapes_in_capitals"),
    pytest.param("User-agent: other\nDisallow: /", "/a", True, id="for_another"),
    pytest.param(
        "User-agent: *\nDisallow: /\n\nUser-agent: Communique/2.0\nDisallow: /b",
        "/a", True, id="by_name_counts_alone",
    ),
    pytest.param(
        "User-agent: communique\nUser-agent: other\nDisallow: /a", "/a", False, id="one_of_two"
    ),
    pytest.param(
        "User-agent: communique\nDisallow: /a\nUser-agent: x\nDisallow: /\n"
        "User-agent: communique\nDisallow: /b", "/b", False, id="groups_of_one_name_are_one",
    ),
    pytest.param("\ufeffuser-AGENT : *  # all\nDISALLOW : /a # x", "/a", False, id="as_written"),
    pytest.param("<html>User-agent: none</html>\nDisallow: /", "/a", True, id="no_robots_at_all"),
    pytest.param("User-agent: *\nDisallow: /", "/robots.txt", True, id="the_rules_themselves"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "allowed"), CASES)
def test_rules(text: str, path: str, allowed: bool) -> None:
    assert read_robots(text.encode()).allows(f"https://a.example{path}") is allowed


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10.0),
        ("User-agent: *\nCrawl-delay: 0.5\nDisallow: /a", 0.5),
        ("User-agent: *\nCrawl-delay: soon", None),
        ("User-agent: *\nCrawl-delay: inf", None),
        ("User-agent: *\nCrawl-delay: -3", None),
        ("User-agent: other\nCrawl-delay: 10\n\nUser-agent: *\nDisallow:", None),
    ],
)
def test_delay(text: str, delay: float | None) -> None:
    assert read_robots(text.encode()).delay == delay


def test_a_hostile_rule_takes_no_time() -> None:
    robots = read_robots(b"User-agent: *\nDisallow: /" + b"*a" * 900 + b"b$")
    begun = time.perf_counter()
    assert robots.allows("https://a.example/" + "a" * 1900)
    assert time.perf_counter() - begun < 0.5
