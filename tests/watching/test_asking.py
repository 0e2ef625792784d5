"""Asking sites that misbehave: politely, bounded, and never longer than they want."""

import threading
import time
from collections.abc import Callable
from email.utils import format_datetime

import pytest
from tests.watching.conftest import BEGIN, Reply, Site, Told, at_home, page

from communique.intake.addresses import Unreachable
from communique.intake.fetching import Fetching
from communique.watching.asking import Client, Forbidden, Gone, NotNow
from communique.watching.state import State, Validators


def test_a_site_is_told_who_asks_and_nothing_else(site: Site, client: Client) -> None:
    site.gives("/a", page())
    assert client.get(f"{site.base}/a").data == page()
    for _, headers in site.asked:
        assert headers["User-Agent"].startswith("communique/")
        assert "desk@example.org" in headers["User-Agent"]
        assert not {"Cookie", "Authorization", "Referer"} & set(headers)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]


def test_what_a_site_forbids_is_never_asked(site: Site, client: Client) -> None:
    site.gives("/robots.txt", b"User-agent: *\nDisallow: /closed")
    site.gives("/to", Reply(status=302, headers={"Location": "/closed/b"}))
    for path in ("/closed/a", "/to"):
        with pytest.raises(Forbidden, match="robots"):
            client.get(f"{site.base}{path}")
    assert site.paths() == ["/to"]


def test_rules_are_asked_for_once_a_day(site: Site, client: Client, clock: Told) -> None:
    site.gives("/a", page())
    for hours in (0, 1, 22, 2):
        clock.go_on(hours=hours)
        client.get(f"{site.base}/a")
    assert [path for path, _ in site.asked].count("/robots.txt") == 2


@pytest.mark.parametrize("status", [500, 503, 429])
def test_without_its_rules_a_site_isn_t_read(site: Site, client: Client, status: int) -> None:
    site.gives("/robots.txt", Reply(status=status))
    site.gives("/a", page())
    with pytest.raises(NotNow, match="rules"):
        client.get(f"{site.base}/a")
    assert site.paths() == []


def test_requests_to_one_site_keep_their_distance(site: Site, client: Client, clock: Told) -> None:
    site.gives("/a", page())
    for _ in range(3):
        client.get(f"{site.base}/a")
    assert clock.waits == [5.0, 5.0, 5.0]


def test_the_delay_that_a_site_asks_for_is_kept(site: Site, client: Client, clock: Told) -> None:
    site.gives("/robots.txt", b"User-agent: *\nCrawl-delay: 30")
    site.gives("/a", page())
    for _ in range(3):
        client.get(f"{site.base}/a")
    assert clock.waits == [5.0, 30.0, 30.0]


def test_nobody_waits_beyond_the_round(site: Site, client: Client) -> None:
    site.gives("/robots.txt", b"User-agent: *\nCrawl-delay: 4000")
    site.gives("/a", page())
    client.begin_round(60)
    client.get(f"{site.base}/a")
    with pytest.raises(NotNow, match="round is over"):
        client.get(f"{site.base}/a")
    assert site.paths() == ["/a"]


def test_of_one_site_one_is_asked_at_a_time(site: Site, state: State) -> None:
    site.gives("/slow", Reply(page(), delay=0.05))
    client = Client(state, at_home(), Told(), pause=0.5)

    def ask() -> None:
        client.get(f"{site.base}/slow")

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(site.paths()) == 4
    assert site.most_at_once == 1


def test_two_sites_are_asked_at_once(start: Callable[[], Site], state: State) -> None:
    sites = [start(), start()]
    meet = threading.Barrier(2, timeout=5)
    client = Client(state, at_home(), Told(), pause=0.5)
    for one in sites:
        one.gives("/a", page())

    def ask(one: Site) -> None:
        meet.wait()
        client.get(f"{one.base}/a")

    threads = [threading.Thread(target=ask, args=(one,)) for one in sites]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert [one.paths() for one in sites] == [["/a"], ["/a"]]


def test_what_is_known_is_asked_for_with_conditions(site: Site, client: Client) -> None:
    site.gives("/a", Reply(page(), etag='"v1"'))
    first = client.get(f"{site.base}/a")
    assert (first.status, first.etag) == (200, '"v1"')
    again = client.get(f"{site.base}/a", Validators(first.etag, "Mon, 02 Mar 2026 09:00:00 GMT"))
    assert (again.status, again.data) == (304, b"")
    assert site.asked[-1][1]["If-Modified-Since"] == "Mon, 02 Mar 2026 09:00:00 GMT"


def test_what_a_site_gave_can_add_no_header(site: Site, client: Client) -> None:
    site.gives("/a", page())
    client.get(f"{site.base}/a", Validators('"x"\r\nX-Evil: 1', "ü"))
    assert not {"X-Evil", "If-None-Match", "If-Modified-Since"} & set(site.asked[-1][1])


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_site_is_left_alone_for_as_long_as_it_asks(
    site: Site, client: Client, clock: Told, status: int
) -> None:
    site.gives("/a", Reply(status=status, headers={"Retry-After": "300"}))
    with pytest.raises(NotNow, match=str(status)):
        client.get(f"{site.base}/a")
    site.gives("/a", page())
    clock.go_on(seconds=290)
    with pytest.raises(NotNow, match="left alone"):
        client.get(f"{site.base}/a")
    clock.go_on(seconds=11)
    assert client.get(f"{site.base}/a").status == 200
    assert site.paths() == ["/a", "/a"]


def test_a_busy_site_may_name_a_moment(site: Site, client: Client, clock: Told) -> None:
    moment = format_datetime(BEGIN.replace(hour=12), usegmt=True)
    site.gives("/a", Reply(status=503, headers={"Retry-After": moment}))
    with pytest.raises(NotNow, match="12:00 UTC"):
        client.get(f"{site.base}/a")


@pytest.mark.parametrize("retry_after", [None, "soon", "-5", "1e9", "99999999999999"])
def test_a_busy_site_that_doesn_t_say_for_how_long_is_left_longer_each_time(
    site: Site, client: Client, state: State, clock: Told, retry_after: str | None
) -> None:
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    site.gives("/a", Reply(status=429, headers=headers))
    held = []
    for _ in range(3):
        with pytest.raises(NotNow):
            client.get(f"{site.base}/a")
        until = state.site(site.base).held_until
        assert until is not None
        held.append(round((until - clock.moment).total_seconds()))
        clock.moment = until
    assert held == [60, 120, 240]


def test_it_is_remembered_that_a_site_wants_peace(site: Site, state: State, clock: Told) -> None:
    site.gives("/a", Reply(status=429, headers={"Retry-After": "300"}))
    for _ in range(2):
        with pytest.raises(NotNow):
            Client(state, at_home(), clock, pause=5).get(f"{site.base}/a")
    assert site.paths() == ["/a"]


def test_a_site_that_fails_and_fails_is_left_alone(site: Site, client: Client) -> None:
    site.gives("/a", Reply(page(), headers={"Content-Length": "99999"}))
    for _ in range(3):
        with pytest.raises(Unreachable, match="ended before"):
            client.get(f"{site.base}/a")
    with pytest.raises(NotNow, match="left alone"):
        client.get(f"{site.base}/a")


def test_what_is_gone_says_so(site: Site, client: Client) -> None:
    site.gives("/a", Reply(status=410))
    with pytest.raises(Gone, match="410"):
        client.get(f"{site.base}/a")


BAD = {
    "drip": Reply(endless=b"x", pause=0.02),
    "endless": Reply(endless=b"word " * 10_000),
    "loop": Reply(status=301, headers={"Location": "/bad"}),
    "short": Reply(page(), headers={"Content-Length": "99999"}),
    "said large": Reply(headers={"Content-Length": "99999999999"}),
    "no number": Reply(b"", 200, headers={"Content-Length": "many"}, endless=b"x" * 99_999),
    "private": Reply(status=302, headers={"Location": "http://10.0.0.1/"}),
    "this machine": Reply(status=302, headers={"Location": "http://[::1]/"}),
    "clouds": Reply(status=302, headers={"Location": "http://169.254.169.254/latest/"}),
    "a file": Reply(status=302, headers={"Location": "file:///etc/passwd"}),
    "nowhere": Reply(status=302),
    "teapot": Reply(status=418),
}


@pytest.mark.parametrize("name", BAD)
def test_a_site_that_misbehaves_is_given_up_in_time(
    site: Site, state: State, clock: Told, name: str
) -> None:
    site.gives("/bad", BAD[name])
    how = at_home(
        seconds=0.6, most_bytes=200_000, permits=lambda address: str(address) == "127.0.0.1"
    )
    begun = time.monotonic()
    with pytest.raises(Unreachable) as told:
        Client(state, how, clock, pause=1).get(f"{site.base}/bad")
    assert time.monotonic() - begun < 3
    assert "\n" not in str(told.value)
    assert len(site.paths()) <= 6


def test_inner_addresses_are_refused_unless_somebody_allows_them(
    site: Site, state: State, clock: Told
) -> None:
    with pytest.raises(Unreachable, match="open internet"):
        Client(state, Fetching(seconds=2), clock, pause=1).get(f"{site.base}/a")
    assert site.asked == []
