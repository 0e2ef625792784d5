"""Rounds over real sites into a real archive: what is new comes in once, whatever sites do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.watching.conftest import (
    Reply,
    Site,
    Watching,
    at_home,
    feed_of,
    item,
    list_of,
    page,
    rss,
)

from communique.errors import ArchiveError, CommuniqueError
from communique.intake.reader import Reader
from communique.watching import State


def test_what_a_feed_names_is_taken_in_once(site: Site, watching: Watching) -> None:
    site.gives("/feed", Reply(rss(item("/a"), item("/b")), etag='"1"'))
    site.gives("/a", page("First"))
    site.gives("/b", page("Second", "pay for a school in Kisumu"))
    outcome = watching.go(feed_of(site))
    assert (outcome.account.added, outcome.account.set_aside) == (2, [])
    assert watching.titles() == ["First", "Second"]
    [run] = watching.desk.runs()
    assert (run.way, run.state, run.by, run.added) == ("watch", "done", "desk", 2)
    urls = {one.url for one in watching.desk.documents()}
    assert urls == {f"{site.base}/a", f"{site.base}/b"}
    site.asked.clear()
    watching.clock.go_on(hours=1)
    outcome = watching.go(feed_of(site))
    # The feed is unchanged, and nothing else is asked for; nor is a run logged for nothing.
    assert (outcome.account.added, site.paths()) == (0, ["/feed"])
    assert len(watching.desk.runs()) == 1


def test_pages_are_read_with_their_records(site: Site, watching: Watching, reader: Reader) -> None:
    watching.reader = reader
    site.gives("/feed", rss(item("/a")))
    site.gives("/a", page("First"))
    assert watching.go(feed_of(site)).account.records > 0
    [one] = watching.desk.records(kind="commitment")
    assert one.record.evidence[0].text.startswith("Japan will build a port")


def test_links_of_a_list_are_taken_in(site: Site, watching: Watching) -> None:
    site.gives(
        "/list",
        b"<base href='/press/'><a href='1.html#top'>a</a><a href='/about'>b</a>"
        b"<a href='1.html'>again</a><a href='javascript:x()'>c</a>",
    )
    site.gives("/press/1.html", page("First"))
    assert watching.go(list_of(site, r"/press/\d+")).account.added == 1
    assert site.paths() == ["/list", "/press/1.html"]


def test_a_changed_page_becomes_a_new_version(site: Site, watching: Watching) -> None:
    site.gives("/feed", rss(item("/a")))
    site.gives("/a", Reply(page("First"), etag='"1"'))
    watching.go(feed_of(site))
    watching.clock.go_on(hours=25)
    assert watching.go(feed_of(site)).unchanged == 1
    site.gives("/a", Reply(page("First", "build a port in Lamu"), etag='"2"'))
    watching.clock.go_on(hours=25)
    assert watching.go(feed_of(site)).account.added == 1
    first, second = watching.desk.versions(next(iter(watching.desk.documents())).id)
    assert first.superseded_by == second.id


def test_a_page_that_the_feed_says_has_changed_is_asked_for_at_once(
    site: Site, watching: Watching
) -> None:
    site.gives("/feed", rss(item("/a", "Mon, 02 Mar 2026 08:00:00 GMT")))
    site.gives("/a", page("First"))
    watching.go(feed_of(site, recheck_days=0))
    site.gives("/feed", rss(item("/a", "Mon, 02 Mar 2026 10:00:00 GMT")))
    site.gives("/a", page("First", "build a port in Lamu"))
    watching.clock.go_on(hours=1)
    assert watching.go(feed_of(site, recheck_days=0)).account.added == 1
    watching.clock.go_on(days=3)
    assert watching.go(feed_of(site, recheck_days=0)).account.added == 0
    assert site.paths().count("/a") == 2


def test_a_feed_of_ten_thousand_is_read_bit_by_bit(site: Site, watching: Watching) -> None:
    site.gives("/feed", Reply(rss(*(item(f"/{n}") for n in range(10_000))), etag='"1"'))
    for number in range(6):
        site.gives(f"/{number}", page(f"Page {number}"))
    for added in (3, 6):
        watching.go(feed_of(site, pages_per_round=3))
        assert len(watching.titles()) == added
    # The second round asked for the next ones, though the feed was unchanged.
    asked = [path for path in site.paths() if path != "/feed"]
    assert asked == [f"/{n}" for n in range(6)]


def test_a_busy_site_is_gone_on_with_in_a_later_round(site: Site, watching: Watching) -> None:
    site.gives("/feed", Reply(rss(item("/a"), item("/b")), etag='"1"'))
    site.gives("/a", page("First"))
    site.gives("/b", Reply(status=429, headers={"Retry-After": "3600"}))
    outcome = watching.go(feed_of(site))
    assert (outcome.account.added, outcome.account.set_aside) == (1, [])
    [(name, reason)] = outcome.left
    assert name == "feed /feed" and "429" in reason
    site.gives("/b", page("Second"))
    watching.clock.go_on(minutes=10)
    assert watching.go(feed_of(site)).account.added == 0
    watching.clock.go_on(minutes=51)
    assert watching.go(feed_of(site)).account.added == 1


def test_what_one_source_does_costs_the_others_nothing(
    start: Callable[[], Site], watching: Watching
) -> None:
    good, bad = start(), start()
    good.gives("/feed", rss(item("/a")))
    good.gives("/a", page("First"))
    bad.gives("/endless", Reply(endless=b"<rss>" * 10_000))
    bad.gives("/bomb", b'<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>')
    bad.gives("/list", b"<p>nothing here</p>")
    outcome = watching.go(
        feed_of(bad, "/endless"),
        feed_of(bad, "/bomb"),
        list_of(bad, "/press/"),
        feed_of(good),
        how=at_home(most_bytes=300_000),
    )
    assert outcome.account.added == 1
    reasons = {one.name: one.reason for one in outcome.account.set_aside}
    assert reasons.keys() == {"feed /endless", "feed /bomb", "list"}
    assert "larger than" in reasons["feed /endless"]
    assert "entities" in reasons["feed /bomb"]
    assert "no link" in reasons["list"]
    [run] = watching.desk.runs()
    assert {i.reason for i in watching.desk.run_items(run.id, outcomes=["set aside"])} == set(
        reasons.values()
    )


def test_of_a_broken_feed_what_came_is_taken_and_the_break_is_told(
    site: Site, watching: Watching
) -> None:
    site.gives("/feed", Reply(rss(item("/a"))[:-10], etag='"1"'))
    site.gives("/a", page("First"))
    outcome = watching.go(feed_of(site))
    assert outcome.account.added == 1
    assert "breaks off" in outcome.account.set_aside[0].reason
    # A mended one under the same mark would never be seen.
    watching.go(feed_of(site))
    assert "If-None-Match" not in site.asked[-1][1]


def test_a_page_that_can_t_be_had_is_tried_again_and_given_up(
    site: Site, watching: Watching
) -> None:
    site.gives("/feed", rss(item("/a"), item("/gone")))
    site.gives("/a", Reply(status=500))
    reasons = []
    for _ in range(11):
        outcome = watching.go(feed_of(site))
        reasons.append([one.reason for one in outcome.account.set_aside])
        watching.clock.go_on(days=30)
    assert "tried again" in reasons[0][0] and "404" in reasons[0][1]
    assert [len(one) for one in reasons] == [2, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0]
    assert (site.paths().count("/a"), site.paths().count("/gone")) == (8, 1)


def test_what_the_site_forbids_is_set_aside_with_that_reason(
    site: Site, watching: Watching
) -> None:
    site.gives("/robots.txt", b"User-agent: communique\nDisallow: /closed/")
    site.gives("/feed", rss(item("/closed/a"), item("/a")))
    site.gives("/a", page("First"))
    outcome = watching.go(feed_of(site))
    assert outcome.account.added == 1
    assert "robots" in outcome.account.set_aside[0].reason
    assert "/closed/a" not in site.paths()


def test_a_feed_can_t_lead_into_the_inner_network(site: Site, watching: Watching) -> None:
    site.gives("/feed", rss(item("http://10.0.0.1/"), item("http://[::1]:1/"), item("/a")))
    site.gives("/a", page("First"))
    outcome = watching.go(
        feed_of(site), how=at_home(permits=lambda address: str(address) == "127.0.0.1")
    )
    assert outcome.account.added == 1
    # Nor does it hold up the pages that can be had.
    assert [one.name for one in outcome.account.set_aside] == [
        "http://10.0.0.1/",
        "http://[::1]:1/",
    ]


def test_a_round_that_is_told_to_stop_loses_nothing(site: Site, watching: Watching) -> None:
    site.gives("/feed", rss(item("/a"), item("/b")))
    site.gives("/a", page("First"))
    site.gives("/b", page("Second"))
    stopping = watching.watcher(feed_of(site))
    stopping._tell = lambda _name: watching.clock.stop.set()
    stopping.go_round()
    assert watching.titles() == ["First"]
    assert watching.desk.runs()[0].state == "stopped"
    watching.clock.stop.clear()
    watching.go(feed_of(site))
    assert watching.titles() == ["First", "Second"]


def test_a_page_counts_as_fetched_only_when_it_is_stored(
    site: Site, watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.gives("/feed", Reply(rss(item("/a")), etag='"1"'))
    site.gives("/a", Reply(page("First"), etag='"1"'))

    def fail(*_: object, **__: object) -> None:
        raise ArchiveError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(type(watching.desk), "add", fail)
        with pytest.raises(ArchiveError, match="full"):
            watching.go(feed_of(site))
    assert watching.desk.runs()[0].state == "stopped"
    assert watching.go(feed_of(site)).account.added == 1


def test_new_pages_go_to_the_collection_of_their_source(site: Site, watching: Watching) -> None:
    key = watching.desk.make_collection("press")
    site.gives("/feed", rss(item("/a")))
    site.gives("/a", page("First"))
    watching.go(feed_of(site, collection="press"))
    [one] = watching.desk.documents()
    assert watching.desk.place_of(one.id) == key
    with pytest.raises(ArchiveError, match="no collection"):
        watching.go(feed_of(site, collection="other"))


def test_what_can_t_be_read_is_set_aside_with_its_reason(site: Site, watching: Watching) -> None:
    site.gives("/feed", rss(item("/a")))
    site.gives("/a", Reply(b"%PDF-1.7 broken", headers={"Content-Type": "application/pdf"}))
    outcome = watching.go(feed_of(site))
    assert len(outcome.account.set_aside) == 1
    site.gives("/a", page("First"))
    watching.clock.go_on(hours=25)
    assert watching.go(feed_of(site)).account.added == 1


@pytest.mark.parametrize("busy", [0, 1])
def test_a_feed_of_many_sites_goes_on_where_one_is_busy(
    start: Callable[[], Site], watching: Watching, busy: int
) -> None:
    site, others = start(), [start(), start()]
    site.gives("/feed", rss(*(item(f"{one.base}/{n}") for one in others for n in (1, 2))))
    for one in others:
        for number in (1, 2):
            one.gives(f"/{number}", page(f"Page {number} of {one.base}"))
    others[busy].gives("/1", Reply(status=503))
    outcome = watching.go(feed_of(site))
    assert outcome.account.added == 2
    assert others[busy].paths() == ["/1"]
    assert len(outcome.left) == 1


def test_two_watches_never_share_a_state(state: State, tmp_path: Path) -> None:
    with pytest.raises(CommuniqueError, match="another watch"):
        State(tmp_path / "desk.watch")
