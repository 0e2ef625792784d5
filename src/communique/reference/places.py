"""Cities and venues of the world, looked up by the names English text uses."""

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from communique.errors import TableError
from communique.records import Value
from communique.reference.tables import FOLDER, read_rows

CITIES = "places.csv"
VENUES = "venues.csv"
CITY_COLUMNS = ["name", "country", "population", "ambiguous"]

#: Letters that Unicode doesn't decompose into a base letter and a mark, and other apostrophes.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "ı": "i",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "ə": "a",
    }
    | dict.fromkeys("\u2019\u2018\u02bb\u02bc`", "'")
    | {"-": " "}
)


class PlaceFact(Value):
    """A place of a country (ISO 3166-1 alpha-3).

    `population` is 0 for a venue, or a place too small for the list of cities. An
    `ambiguous` name is also a common word or the name of a person.
    """

    name: str
    country: str
    population: int
    kind: Literal["city", "town", "venue"] = "city"
    ambiguous: bool = False


class Places:
    """The look-up of places; a line of the table becomes a `PlaceFact` only when asked for."""

    def __init__(self, lines: Mapping[str, Sequence[str]], venues: Iterable[PlaceFact]) -> None:
        self._lines = lines
        self._venues: defaultdict[str, list[PlaceFact]] = defaultdict(list)
        for venue in venues:
            self._venues[place_key(venue.name)].append(venue)

    def __iter__(self) -> Iterator[PlaceFact]:
        """Yield every place, cities first."""
        for lines in self._lines.values():
            yield from map(_build, csv.reader(lines))
        for venues in self._venues.values():
            yield from venues

    def lookup(self, name: str) -> tuple[PlaceFact, ...]:
        """Return the places called `name`, the largest first; empty if none is.

        Accents, hyphens and the shape of apostrophes don't matter, and case matters only
        in that the first letter must be a capital.

        >>> [place.country for place in load_places().lookup("Bogota")]
        ['COL']
        """
        if not name[:1].isupper() and not name.startswith(("'", "\u2019")):
            return ()
        key = place_key(name)
        cities = map(_build, csv.reader(self._lines.get(key, ())))
        found = [*cities, *self._venues.get(key, ())]
        return tuple(sorted(found, key=lambda fact: -fact.population))


def place_key(name: str) -> str:
    """Return `name` as it is compared: in lower-case ASCII letters, hyphens as spaces."""
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return plain.encode("ascii", "ignore").decode().lower()


@lru_cache(maxsize=1)
def load_places() -> Places:
    """Return the look-up of places; raise `TableError` for a table that can't be used."""
    return Places(_read_cities(), _read_venues())


def _read_cities() -> dict[str, list[str]]:
    """Return the lines of the table of cities by the key of their names."""
    # Tens of thousands of lines at every start: a line is parsed only when its place is looked
    # up, and most names need no folding but that of case.
    text = (FOLDER / CITIES).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and line[0] != "#"]
    if lines[0].split(",") != CITY_COLUMNS:
        raise TableError(FOLDER / CITIES, 1, f"should have the columns {', '.join(CITY_COLUMNS)}")
    by_key: dict[str, list[str]] = {}
    for line in lines[1:]:
        name = line[1 : line.index('"', 1)] if line[0] == '"' else line[: line.index(",")]
        key = name.lower().replace("-", " ") if name.isascii() else place_key(name)
        by_key.setdefault(key, []).append(line)
    return by_key


def _read_venues() -> Iterator[PlaceFact]:
    for line, row in read_rows(VENUES, [*CITY_COLUMNS, "kind", "citation"]):
        if not row["citation"]:
            raise TableError(FOLDER / VENUES, line, "has no citation")
        yield _build([*(row[column] for column in CITY_COLUMNS), row["kind"]])


def _build(row: Sequence[str]) -> PlaceFact:
    name, country, population, ambiguous, *kind = row
    return PlaceFact.model_validate(
        {
            "name": name,
            "country": country,
            "population": population,
            "ambiguous": ambiguous,
            "kind": kind[0] if kind else "city",
        }
    )
