"""The tables of units and currencies hold together."""

from collections import Counter

import pytest

from communique.reference.measures import load_measures
from communique.reference.tables import read_lexicon


def test_currencies_have_unique_codes_of_three_capitals() -> None:
    codes = [currency.code for currency in load_measures().currencies]
    assert [code for code, count in Counter(codes).items() if count > 1] == []
    assert all(len(code) == 3 and code.isupper() for code in codes)


def test_currency_symbols_belong_to_one_currency() -> None:
    symbols = Counter(
        symbol for currency in load_measures().currencies for symbol in currency.symbols
    )
    assert [symbol for symbol, count in symbols.items() if count > 1] == []


def test_qualified_names_belong_to_one_currency() -> None:
    names = Counter(
        (qualifier.lower(), noun.lower())
        for currency in load_measures().currencies
        for qualifier in currency.qualifiers
        for noun in currency.nouns
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_unit_forms_belong_to_one_unit() -> None:
    units = load_measures().units
    forms = Counter(form for unit in units for form in (*unit.forms, *unit.abbreviations))
    shared = [form for form, count in forms.items() if count > 1]
    assert [form for form in shared if len({u.unit for u in units if form in u.forms}) > 1] == []


def test_bare_currencies_are_in_the_table() -> None:
    lexicon = read_lexicon("en", "quantities")
    codes = {currency.code for currency in load_measures().currencies}
    assert set(lexicon["bare_currencies"].values()) <= codes


ADJECTIVES = [
    pytest.param(("u.s.", "dollars"), "USD", id="abbreviation"),
    pytest.param(("new", "zealand", "dollars"), "NZD", id="two_words"),
    pytest.param(("kuwaiti", "dinars"), "KWD", id="plural"),
]


@pytest.mark.parametrize(("phrase", "code"), ADJECTIVES)
def test_load_measures_names_currencies_by_adjective(phrase: tuple[str, ...], code: str) -> None:
    assert load_measures().currency_phrases[phrase] == code


def test_load_measures_leaves_shared_nouns_open() -> None:
    assert load_measures().nouns[("pesos",)] is None
    assert load_measures().nouns[("baht",)] == "THB"
