"""Countries by the domain of an address."""

import pytest

from communique.reference.domains import country_of_host

HOSTS = [
    pytest.param("https://www.example.co.ke/news/1", "KEN", id="country"),
    pytest.param("example.co.uk", "GBR", id="not_the_iso_code"),
    pytest.param("https://example.tv/1", None, id="open_to_all"),
    pytest.param("https://example.org/1", None, id="no_country"),
    pytest.param("http://[broken", None, id="broken_address"),
    pytest.param("", None, id="empty"),
]


@pytest.mark.parametrize(("url", "country"), HOSTS)
def test_country_of_host_is_that_of_its_domain(url: str, country: str | None) -> None:
    assert country_of_host(url) == country
