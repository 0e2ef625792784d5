"""The country that the domain of an address tells.

Table: `open_domains.csv`; the country codes are those of `states.csv`.
"""

from functools import lru_cache
from urllib.parse import urlsplit

from communique.reference.parties import load_parties
from communique.reference.tables import read_rows

TABLE = "open_domains.csv"


def host_of(url: str) -> str:
    """Return the host of `url`, or of a bare host, in lower case; empty for a broken address."""
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").rstrip(".").casefold()
    except ValueError:
        return ""


def country_of_host(url: str) -> str | None:
    """Return the code of the state under whose domain `url` is.

    None for domains of no country, and for those that anybody anywhere may have.

    >>> country_of_host("https://news.example.com.pk/1")
    'PAK'
    """
    return _domains().get(host_of(url).rpartition(".")[2])


@lru_cache(maxsize=1)
def _domains() -> dict[str, str]:
    open_to_all = {row["domain"] for _, row in read_rows(TABLE, ("domain", "citation"))}
    codes = {state.alpha2.lower(): state.code for state in load_parties().states.values()}
    codes["uk"] = codes["gb"]
    return {domain: code for domain, code in codes.items() if domain not in open_to_all}
