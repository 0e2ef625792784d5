"""The publisher table: who publishes a page, and for whom it speaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reference.parties import load_parties
from communique.reference.publishers import Publishers, load_publishers


@pytest.fixture(scope="module")
def publishers() -> Publishers:
    return load_publishers()


HOSTS = [
    pytest.param("https://www.mofa.go.jp/press/release/press1_000001.html", "JPN", id="ministry"),
    pytest.param("https://www.whitehouse.gov/briefing-room/", "USA", id="white_house"),
    pytest.param("https://bidenwhitehouse.archives.gov/x/", "USA", id="archived_government"),
    pytest.param("https://www.eeas.europa.eu/x_en", "eu", id="organisation"),
    pytest.param("english.mee.gov.cn", "CHN", id="government_domain"),
    pytest.param("http://www.xinhuanet.com/english/", "CHN", id="state_agency"),
]


@pytest.mark.parametrize(("url", "party"), HOSTS)
def test_by_host_tells_for_whom_a_page_speaks(url: str, party: str, publishers: Publishers) -> None:
    publisher = publishers.by_host(url)
    assert publisher is not None
    assert publisher.party == party


def test_by_host_prefers_the_ministry_to_its_government(publishers: Publishers) -> None:
    ministry = publishers.by_host("https://www.mea.gov.in/a.htm")
    government = publishers.by_host("https://www.commerce.gov.in/")
    assert ministry is not None and ministry.kind == "ministry"
    assert government is not None and government.kind == "government"


UNKNOWN_HOSTS = [
    pytest.param("https://example.org/mofa.go.jp", id="path_is_no_host"),
    pytest.param("https://notreuters.com/", id="label_border"),
    pytest.param("", id="empty"),
    pytest.param("http://[broken", id="broken"),
]


@pytest.mark.parametrize("url", UNKNOWN_HOSTS)
def test_by_host_knows_no_others(url: str, publishers: Publishers) -> None:
    assert publishers.by_host(url) is None


NAMES = [
    pytest.param("Xinhua", "Xinhua", id="name"),
    pytest.param("(Xinhua)", "Xinhua", id="brackets"),
    pytest.param("XINHUA NEWS AGENCY", "Xinhua", id="capitals"),
    pytest.param("People’s Daily Online", "People's Daily", id="curly_apostrophe"),
    pytest.param("Tu Yun, CRI news", None, id="name_behind"),
    pytest.param("CRI News", "CRI", id="alias"),
    pytest.param("BBC News, London", "BBC", id="leading_part"),
    pytest.param("The White House", "The White House", id="article"),
    pytest.param("Helsinki Times", "Helsinki Times", id="paper"),
    pytest.param("Xinhua said on Monday", None, id="sentence"),
    pytest.param("trend", None, id="common_word"),
    pytest.param("", None, id="empty"),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_by_name_reads_credits(text: str, expected: str | None, publishers: Publishers) -> None:
    publisher = publishers.by_name(text)
    assert (publisher.name if publisher else None) == expected


def test_every_publisher_is_found_by_its_names_and_hosts(publishers: Publishers) -> None:
    for publisher in publishers.all:
        assert publishers.by_name(publisher.name) == publisher
        for host in publisher.hosts:
            assert publishers.by_host(f"https://www.{host}/page") == publisher


def test_parties_and_countries_are_known(publishers: Publishers) -> None:
    parties = load_parties()
    for publisher in publishers.all:
        assert publisher.country is None or publisher.country in parties.states, publisher
        if publisher.party is not None:
            known = publisher.party in parties.states or publisher.party in parties.organisations
            assert known, publisher


def test_names_and_hosts_are_listed_once(publishers: Publishers) -> None:
    hosts = [host for publisher in publishers.all for host in publisher.hosts]
    names = [publisher.name for publisher in publishers.all]
    assert len(hosts) == len(set(hosts))
    assert len(names) == len(set(names))


@given(st.text(max_size=80))
def test_lookups_are_total(text: str) -> None:
    publishers = load_publishers()
    for found in (publishers.by_host(text), publishers.by_name(text)):
        assert found is None or found in publishers.all
