"""Publishers of pages on diplomacy: agencies, papers, ministries, organisations.

Table: `publishers.csv`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from pydantic import ValidationError

from communique.errors import TableError
from communique.records import Value
from communique.reference.domains import host_of
from communique.reference.tables import FOLDER, read_rows

Kind = Literal[
    "agency", "newspaper", "broadcaster", "ministry", "government", "organisation", "portal"
]

TABLE = "publishers.csv"

# A publisher's line is a credit; anything longer is prose that happens to begin with a name.
LONGEST_CREDIT_WORDS = 12

_WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*")


class Publisher(Value):
    """Who publishes a page.

    `party` is the state or organisation for which it speaks, None for an independent one;
    `country` is where it sits, None for an organisation of many states.
    """

    name: str
    aliases: tuple[str, ...]
    hosts: tuple[str, ...]
    kind: Kind
    party: str | None
    country: str | None
    citation: str


class Publishers:
    """The publisher table with its look-ups."""

    def __init__(self, publishers: tuple[Publisher, ...]) -> None:
        self.all = publishers
        self._hosts: Mapping[str, Publisher] = {
            host: publisher for publisher in publishers for host in publisher.hosts
        }
        self._names: dict[tuple[str, ...], tuple[str, Publisher]] = {}
        for publisher in publishers:
            for name in (publisher.name, *publisher.aliases):
                self._names.setdefault(_fold(_WORD.findall(name)), (name, publisher))
        self._longest_name = max(map(len, self._names), default=0)

    def by_host(self, url: str) -> Publisher | None:
        """Return the publisher of the page at `url` (or of a bare host); None if unknown.

        The longest suffix of the host that the table has decides, so a ministry's own host
        goes before the domain of all its government.
        """
        labels = host_of(url).split(".")
        for start in range(len(labels)):
            if publisher := self._hosts.get(".".join(labels[start:])):
                return publisher
        return None

    def by_name(self, text: str) -> Publisher | None:
        """Return the publisher whose name is, or begins, the short line `text`; None if none.

        "Xinhua", "(Xinhua)" and "BBC News, London" name one; a sentence doesn't, though it
        begins with a name. A name of one word must be written as a name: "Trend", not "trend".
        """
        matches = list(_WORD.finditer(text))
        if len(matches) > LONGEST_CREDIT_WORDS:
            return None
        if matches and matches[0].group().casefold() == "the":
            return self._match(text, matches) or self._match(text, matches[1:])
        return self._match(text, matches)

    def _match(self, text: str, matches: list[re.Match[str]]) -> Publisher | None:
        words = [match.group() for match in matches]
        for size in range(min(len(words), self._longest_name), 0, -1):
            name, publisher = self._names.get(_fold(words[:size]), ("", None))
            if publisher is None or not _stands_alone(text, matches, size):
                continue
            if size > 1 or words[0] in (name, name.upper()):
                return publisher
        return None


def _fold(words: list[str]) -> tuple[str, ...]:
    """Return words as names are compared: no case, no full stops, straight apostrophes."""
    return tuple(word.replace("’", "'").replace(".", "").casefold() for word in words)


def _stands_alone(text: str, matches: list[re.Match[str]], size: int) -> bool:
    """Return whether the name of `size` words at the front stands apart from what follows.

    "Reuters, Paris" and "CRI News" go on in a credit; "Xinhua said" goes on in a sentence.
    """
    if size == len(matches):
        return True
    following = matches[size]
    gap = text[matches[size - 1].end() : following.start()]
    return bool(gap.strip()) or not following.group()[0].islower()


@lru_cache(maxsize=1)
def load_publishers() -> Publishers:
    """Read the publisher table; raise `TableError` for a row without citation or a bad kind."""
    publishers = []
    for line, row in read_rows(TABLE, tuple(Publisher.model_fields)):
        if not row["citation"]:
            raise TableError(FOLDER / TABLE, line, "has no citation")
        fields = {
            **row,
            "aliases": tuple(filter(None, row["aliases"].split("|"))),
            "hosts": tuple(filter(None, row["hosts"].split("|"))),
            "party": row["party"] or None,
            "country": row["country"] or None,
        }
        try:
            publishers.append(Publisher.model_validate(fields))
        except ValidationError as error:
            raise TableError(FOLDER / TABLE, line, error.errors()[0]["msg"]) from error
    return Publishers(tuple(publishers))
