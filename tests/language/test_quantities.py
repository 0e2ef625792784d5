"""Quantities are read with their value, unit, bounds and counted noun; other numbers are not."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.language.quantities import Quantity, find_quantities


def read(text: str) -> list[tuple[str, float, str]]:
    return [(q.text, q.value, q.unit) for q in find_quantities(text)]


MONEY = [
    ("60 billion US dollars", 60e9, "USD"),
    ("60 billion U.S. dollars", 60e9, "USD"),
    ("$3.5 billion", 3.5e9, "USD"),
    ("US$ 2bn", 2e9, "USD"),
    ("US$2.5 million", 2.5e6, "USD"),
    ("U.S.$5 million", 5e6, "USD"),
    ("€20 million", 20e6, "EUR"),
    ("20 million euros", 20e6, "EUR"),
    ("EUR 20 million", 20e6, "EUR"),
    ("RMB 5 billion", 5e9, "CNY"),
    ("RMB5 billion", 5e9, "CNY"),
    ("100 million yuan", 100e6, "CNY"),
    ("100 million Chinese yuan", 100e6, "CNY"),
    ("£15bn", 15e9, "GBP"),
    ("15 billion pounds", 15e9, "GBP"),
    ("30 million Egyptian pounds", 30e6, "EGP"),
    ("Rs 500 crore", 5e9, "INR"),
    ("Rs. 500 crore", 5e9, "INR"),
    ("₹2 lakh crore", 2e12, "INR"),
    ("Rs 1,00,000", 100_000, "INR"),
    ("4 billion Pakistani rupees", 4e9, "PKR"),
    ("A$40 million", 40e6, "AUD"),
    ("40 million Australian dollars", 40e6, "AUD"),
    ("HK$3 million", 3e6, "HKD"),
    ("1.2 trillion yen", 1.2e12, "JPY"),
    ("¥900 billion", 900e9, "JPY"),
    ("50 billion won", 50e9, "KRW"),
    ("500 million Saudi riyals", 500e6, "SAR"),
    ("500 million riyals", 500e6, "riyals"),
    ("10 million Swiss francs", 10e6, "CHF"),
    ("3 billion CFA francs", 3e9, "cfa francs"),
    ("80 million pesos", 80e6, "pesos"),
    ("80 million Mexican pesos", 80e6, "MXN"),
    ("90 billion rubles", 90e9, "RUB"),
    ("60-billion-dollar", 60e9, "USD"),
    ("$500k", 500e3, "USD"),
    ("$2,500", 2500, "USD"),
    ("a billion dollars", 1e9, "USD"),
    ("half a billion dollars", 0.5e9, "USD"),
    ("two and a half million euros", 2.5e6, "EUR"),
]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [pytest.param(*row, id=row[0]) for row in MONEY],
)
def test_find_quantities_reads_money(text: str, value: float, unit: str) -> None:
    assert read(f"It gave {text} for the work.") == [(text, value, unit)]


DOLLARS = [
    pytest.param("$5 million", "AUD", "AUD", id="sign"),
    pytest.param("5 million dollars", "AUD", "AUD", id="noun"),
    pytest.param("US$5 million", "AUD", "USD", id="said_whose"),
    pytest.param("5 million Canadian dollars", "AUD", "CAD", id="adjective"),
]


@pytest.mark.parametrize(("text", "dollar", "unit"), DOLLARS)
def test_find_quantities_takes_the_publishers_dollar(text: str, dollar: str, unit: str) -> None:
    assert [q.unit for q in find_quantities(text, dollar=dollar)] == [unit]


MEASURES = [
    ("19 percent", 19, "percent"),
    ("19 per cent", 19, "percent"),
    ("19%", 19, "percent"),
    ("zero percent", 0, "percent"),
    ("zero reciprocal tariff rate", 0, "percent"),
    ("2 percentage points", 2, "percentage-points"),
    ("25 basis points", 25, "basis-points"),
    ("six-day", 6, "days"),
    ("two-year", 2, "years"),
    ("one-day", 1, "days"),
    ("15 years", 15, "years"),
    ("two and a half years", 2.5, "years"),
    ("48 hours", 48, "hours"),
    ("100km", 100, "kilometres"),
    ("100 kilometres", 100, "kilometres"),
    ("500-kilometer", 500, "kilometres"),
    ("1,200 square kilometers", 1200, "square-kilometres"),
    ("3 million tonnes", 3e6, "tonnes"),
    ("3 million metric tons", 3e6, "tonnes"),
    ("2 million barrels", 2e6, "barrels"),
    ("2.5 million barrels per day", 2.5e6, "barrels-per-day"),
    ("38 billion cubic meters", 38e9, "cubic-metres"),
    ("300 MW", 300, "megawatts"),
    ("1.5°C", 1.5, "degrees-celsius"),
    ("1.5 degrees Celsius", 1.5, "degrees-celsius"),
    ("20 nautical miles", 20, "nautical-miles"),
    ("three decades", 3, "decades"),
]


@pytest.mark.parametrize(
    ("text", "value", "unit"), [pytest.param(*row, id=row[0]) for row in MEASURES]
)
def test_find_quantities_reads_measures(text: str, value: float, unit: str) -> None:
    assert read(f"It was a {text} of it.") == [(text, value, unit)]


COUNTS = [
    ("20 institutional consultations were held", "20", 20, "institutional consultations"),
    ("signed 12 agreements", "12", 12, "agreements"),
    ("five memoranda of understanding", "five", 5, "memoranda"),
    ("one hundred twenty projects", "one hundred twenty", 120, "projects"),
    ("one hundred and twenty projects", "one hundred and twenty", 120, "projects"),
    ("twenty-five Chinese companies", "twenty-five", 25, "Chinese companies"),
    ("two hundred thousand people", "two hundred thousand", 200_000, "people"),
    ("two million five hundred thousand doses", "two million five hundred thousand", 2.5e6,
     "doses"),
    ("5 million doses of vaccines", "5 million", 5e6, "doses"),
    ("1.4 billion people", "1.4 billion", 1.4e9, "people"),
    ("2,000 troops", "2,000", 2000, "troops"),
    ("sent 500 civilian police officers", "500", 500, "civilian police officers"),
    ("150 countries have joined", "150", 150, "countries"),
    ("three U.S. citizens", "three", 3, "U.S. citizens"),
    ("3m people", "3m", 3e6, "people"),
    ("a total of 137 were present", "137", 137, None),
    ("the six-nation bloc", "six-nation", 6, "nation"),
    ("the 55-member body", "55-member", 55, "member"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words", "value", "noun"), [pytest.param(*row, id=row[0]) for row in COUNTS]
)
def test_find_quantities_reads_counts(
    text: str, words: str, value: float, noun: str | None
) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.text, quantity.value, quantity.noun) == (words, value, noun)
    assert quantity.unit == "count"
    if noun is not None:
        assert text[quantity.noun_start : quantity.noun_end] == noun


BOUNDS = [
    ("more than 20 consultations", "more-than"),
    ("at least 500 troops", "more-than"),
    ("over $3 billion", "more-than"),
    ("no less than 5 percent", "more-than"),
    ("20 or more countries", "more-than"),
    ("20+ countries", "more-than"),
    ("for over 15 years", "more-than"),
    ("about 30 percent", "about"),
    ("approximately $3.5 billion", "about"),
    ("nearly 30 countries", "about"),
    ("some 300 delegates", "about"),
    ("up to 5 million doses", "about"),
    ("an estimated 20 million people", "about"),
    ("with an estimated value of $15 billion", "about"),
    ("a dozen ships", "about"),
    ("$15 billion", "exact"),
    ("purchases over 15 years", "exact"),
    ("spoke about two matters", "exact"),
]


@pytest.mark.parametrize(("text", "approx"), [pytest.param(*row, id=row[0]) for row in BOUNDS])
def test_find_quantities_reads_bounds(text: str, approx: str) -> None:
    assert [q.approx for q in find_quantities(text)] == [approx]


RANGES = [
    ("5-7 percent", (5, 7), "percent"),
    ("5 to 7 percent", (5, 7), "percent"),
    ("between 10 and 20 million people", (10e6, 20e6), "count"),
    ("$2-3 billion", (2e9, 3e9), "USD"),
    ("$10 to $20 million", (10e6, 20e6), "USD"),
    ("two or three days", (2, 3), "days"),
]


@pytest.mark.parametrize(
    ("text", "values", "unit"), [pytest.param(*row, id=row[0]) for row in RANGES]
)
def test_find_quantities_reads_both_ends_of_a_range(
    text: str, values: tuple[float, float], unit: str
) -> None:
    low, high = find_quantities(text)
    assert (low.value, high.value) == values
    assert {low.unit, high.unit} == {unit}
    assert (low.range_low, low.range_high, high.range_low, high.range_high) == (
        True, False, False, True,
    )  # fmt: skip


NONE = [
    "the 20th congress and the third session",
    "on October 18, 2024",
    "signed in 2013 and 2014",
    "in the 1990s",
    "three years ago",
    "at 14:14 and 3:01 P.M.",
    "at 10 a.m. and at 1400 GMT",
    "a 53-year-old man, aged 60",
    "he is 60 years old",
    "see page 10 and paragraph 5",
    "Resolution 2728 and Article 5",
    "under Executive Order 14257",
    "call +44 20 7008 1500 or (202) 555-0100",
    "5G networks and 4G phones",
    "the 2+2 dialogue",
    "G20 members and the Group of 20 leaders",
    "COVID-19 vaccines",
    "F-16 fighters and B-52 bombers",
    "COP 26 goals",
    "1. Countries agreed to it",
    "one another and one of the countries",
    "half of them and a third of us",
    "two-thirds of the members",
    "the two sides and both countries",
    "two leaders met",
    "two peoples",
    "the three sides",
    "the two foreign ministers",
    "a two-state solution",
    "the Six-Party Talks",
    "24/7 and 50-50",
    "won 2-1 in the final",
    "dozens of ships and thousands of people",
    "several million people",
    "the one-China principle",
    "zero tolerance",
    "one day they will meet",
    "https://example.org/2023/06/12?page=300",
    "Track 1.5 dialogues",
    "bought Airbus 320 jets",
]


@pytest.mark.parametrize("text", NONE)
def test_find_quantities_leaves_other_numbers(text: str) -> None:
    assert read(text) == []


def test_find_quantities_reads_a_sentence_in_order() -> None:
    text = (
        "Trade rose 12.5 percent to 1,234.5 billion yuan (about 170 billion U.S. dollars), "
        "and the two sides signed 12 agreements."
    )
    assert read(text) == [
        ("12.5 percent", 12.5, "percent"),
        ("1,234.5 billion yuan", 1234.5e9, "CNY"),
        ("170 billion U.S. dollars", 170e9, "USD"),
        ("12", 12, "count"),
    ]


WORDS = st.sampled_from(
    [
        "5", "20", "1,234", "2.5", "million", "billion", "$", "US$", "£", "percent", "%", "per",
        "cent", "two", "twenty", "hundred", "and", "a", "half", "-", "to", "or", "between",
        "more", "than", "about", "six", "day", "days", "years", "old", "countries", "sides",
        "the", "of", "RMB", "pesos", "zero", "rate", "G20", "F-16", "14:14", "15bn", "3m",
        "2024", "March", "+", "/", ".", ",", "\n\n",
    ]
)  # fmt: skip


def check_spans(text: str, quantities: tuple[Quantity, ...]) -> None:
    assert all(text[q.start : q.end] == q.text for q in quantities)
    assert all(one.end <= two.start for one, two in pairwise(quantities))
    assert all(text[q.noun_start : q.noun_end] == q.noun for q in quantities if q.noun is not None)


@given(st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_find_quantities_yields_ordered_spans_of_the_text(text: str) -> None:
    check_spans(text, find_quantities(text))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_find_quantities_takes_any_text(text: str) -> None:
    check_spans(text, find_quantities(text))


HOSTILE: list[Any] = [
    pytest.param("twenty-" * 15_000, id="hyphens"),
    pytest.param("hundred " * 12_000, id="scales"),
    pytest.param("one hundred and " * 6_000, id="sums"),
    pytest.param("5 million " * 10_000, id="millions"),
    pytest.param("5-7-" * 25_000, id="ranges"),
    pytest.param("1" * 100_000, id="digits"),
    pytest.param("1," * 50_000, id="commas"),
    pytest.param("1,000" * 20_000, id="groups"),
    pytest.param("$" * 100_000, id="signs"),
    pytest.param("5 new " + "big " * 25_000, id="long_phrase"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_find_quantities_ends_on_hostile_text(text: str) -> None:
    check_spans(text, find_quantities(text))
