"""Units of measure and currencies: the words, signs and codes that they go by."""

import re
from collections.abc import Iterable
from functools import lru_cache

from communique.records import Value
from communique.reference.tables import read_rows


class Currency(Value):
    """A currency of ISO 4217: its nouns, adjectives that single it out, signs before a sum."""

    code: str
    name: str
    nouns: tuple[str, ...]
    qualifiers: tuple[str, ...]
    symbols: tuple[str, ...]


class Unit(Value):
    """A unit of measure; `abbreviations` are written as they stand, `forms` in any case."""

    unit: str
    kind: str
    forms: tuple[str, ...]
    abbreviations: tuple[str, ...]


Phrase = tuple[str, ...]


class Measures(Value):
    """The look-ups of both tables; phrases are tuples of lower-case words.

    `nouns` holds the currency nouns as they stand alone: a code where one currency has
    the noun, None where several share it.
    """

    currencies: tuple[Currency, ...]
    units: tuple[Unit, ...]
    currency_phrases: dict[Phrase, str]
    nouns: dict[Phrase, str | None]
    symbols: dict[str, str]
    unit_phrases: dict[Phrase, str]
    abbreviations: dict[str, str]
    kinds: dict[str, str]


def _split(field: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in field.split(";") if part.strip())


def _phrase(words: str) -> Phrase:
    return tuple(re.sub(r"([-/°])", r" \1 ", words.lower()).split())


@lru_cache(maxsize=1)
def load_measures() -> Measures:
    """Return the units and currencies of the tables `units.csv` and `currencies.csv`."""
    currencies = tuple(
        Currency(
            code=row["code"],
            name=row["name"],
            nouns=_split(row["nouns"]),
            qualifiers=_split(row["qualifiers"]),
            symbols=_split(row["symbols"]),
        )
        for _, row in read_rows(
            "currencies.csv", ("code", "name", "nouns", "qualifiers", "symbols")
        )
    )
    units = tuple(
        Unit(
            unit=row["unit"],
            kind=row["kind"],
            forms=_split(row["forms"]),
            abbreviations=_split(row["abbreviations"]),
        )
        for _, row in read_rows("units.csv", ("unit", "kind", "forms", "abbreviations"))
    )
    return Measures(
        currencies=currencies,
        units=units,
        currency_phrases={
            (*_phrase(qualifier), *_phrase(noun)): currency.code
            for currency in currencies
            for qualifier in currency.qualifiers
            for noun in currency.nouns
        },
        nouns=_own_nouns(currencies),
        symbols={symbol: currency.code for currency in currencies for symbol in currency.symbols},
        unit_phrases={_phrase(form): unit.unit for unit in units for form in unit.forms},
        abbreviations={sign: unit.unit for unit in units for sign in unit.abbreviations},
        kinds={unit.unit: unit.kind for unit in units},
    )


def _own_nouns(currencies: Iterable[Currency]) -> dict[Phrase, str | None]:
    nouns: dict[Phrase, str | None] = {}
    for currency in currencies:
        for noun in currency.nouns:
            phrase = _phrase(noun)
            nouns[phrase] = None if phrase in nouns else currency.code
    return nouns
