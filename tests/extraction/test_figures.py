"""Figures: which numbers matter, what they mean, and every number of a table."""

from datetime import date

import pytest
from tests.language.builders import read_by

from communique.extraction import figures
from communique.records import UNNAMED_FIGURES, Figure

LEAD = "Kenya and Japan held talks in Nairobi. "


def read(text: str, **given: str) -> list[Figure]:
    return read_by(figures.extract, text, **given)


VALUES = [
    pytest.param("Trade reached 3.5 billion euros last year.", [(3.5e9, "EUR")], id="money"),
    pytest.param("Exports grew by 12 percent.", [(12.0, "percent")], id="share"),
    pytest.param("She arrived on a six-day visit.", [(6.0, "days")], id="length_of_a_visit"),
    pytest.param("She left two days later.", [], id="a_time_not_a_length"),
    pytest.param("They signed eight agreements.", [(8.0, "count")], id="counted_agreements"),
    pytest.param("They freed 12 prisoners.", [(12.0, "count")], id="counted_people"),
    pytest.param("They had two questions.", [], id="idle_count"),
    pytest.param("The two sides met three leaders.", [], id="few_leaders"),
    pytest.param("More than 40 leaders came.", [(40.0, "count")], id="many_leaders"),
    pytest.param("We keep to our 2030 targets.", [], id="year_as_label"),
    pytest.param("He is 65 years old.", [], id="age"),
    pytest.param(
        'The talks took 90 minutes.',
        [(90.0, 'minutes')],
        id='talks_took',
    ),
    pytest.param(
        'They met for about 40 minutes.',
        [(40.0, 'minutes')],
        id='met_for',
    ),
    pytest.param(
        'Japan was the largest donor for 11 consecutive years.',
        [(11.0, 'years')],
        id='years_in_a_row',
    ),
    pytest.param(
        'The six-nation CSTO agreed.',
        [(6.0, 'count')],
        id='members_of_a_body',
    ),
    pytest.param(
        'They led a six-member team.',
        [],
        id='members_of_a_team',
    ),
    pytest.param(
        'They repaired the 330 kV line.',
        [],
        id='rating_of_a_line',
    ),
    pytest.param(
        'They had met on three occasions.',
        [(3.0, 'count')],
        id='occasions',
    ),
    pytest.param("They celebrated 60 years of diplomatic relations.", [], id="anniversary"),
    pytest.param("Between 20 and 30 percent is paid.", [(20.0, "percent"), (30.0, "percent")],
                 id="range"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), VALUES)
def test_extract_keeps_what_matters(text: str, values: list[tuple[float, str]]) -> None:
    assert [(record.value, record.unit) for record in read(LEAD + text)] == values


SENSES = [
    pytest.param(
        "Japan decided to extend aid of $30 million for ports.",
        "target",
        id="decided",
    ),
    pytest.param(
        "They recalled the pledge of $30 million for ports.",
        "target",
        id="pledge",
    ),
    pytest.param(
        "At least 42 people drowned off the coast.",
        "statistic",
        id="victims",
    ),
    pytest.param(
        "They reported 21 deaths.",
        "statistic",
        id="few_deaths",
    ),
    pytest.param("Both sides set a target of $3 billion by 2027.", "target", id="target"),
    pytest.param("Japan will provide $30 million for ports.", "target", id="pledged"),
    pytest.param("Japan has provided $30 million for ports.", "statistic", id="given"),
    pytest.param("Kenya will cut the tariff rate to 10 percent.", "statistic", id="rate"),
    pytest.param("They signed eight agreements.", "count", id="number_of_items"),
]


@pytest.mark.parametrize(("text", "sense"), SENSES)
def test_extract_tells_the_sense(text: str, sense: str) -> None:
    assert [record.sense for record in read(LEAD + text)] == [sense]


LABELS = [
    pytest.param(
        "Kenya cut its tariff on rice from 10 percent to 5 percent.",
        ["tariff on rice, from", "tariff on rice, to"],
        id="from_and_to",
    ),
    pytest.param(
        "Exports of tea to Japan grew by 12 percent.", ["Exports of tea to Japan"], id="subject"
    ),
    pytest.param("Japan gave 30 million dollars in port aid.", ["port aid"], id="sum_of"),
    pytest.param("They signed a loan of 300 million yen for ports.", ["loan"], id="loan_of"),
    pytest.param(
        "They set a target of 5 billion yen of private investment in Kenya.",
        ["private investment in Kenya"],
        id="past_the_word_target",
    ),
    pytest.param("They opened a $9 million port.", ["port"], id="qualified_noun"),
    pytest.param("They launched port projects worth 8 million dollars.", ["port projects"],
                 id="worth"),
    pytest.param(
        "Japan will contribute $40 million to the Ports Fund.",
        ["contribution to Ports Fund"],
        id="what_the_verb_makes_of_it",
    ),
    pytest.param(
        "Both can stay without a visa for up to 30 days.", ["stay without a visa"], id="length"
    ),
    pytest.param("She arrived on a six-day visit.", ["visit"], id="length_of_a_visit"),
    pytest.param(
        "They will invest $3 billion over five years.",
        ["investment", "investment, period"],
        id="over_years",
    ),
    pytest.param("The leaders spoke of 40 million dollars.", ["amount"], id="nothing_tells"),
    pytest.param("They trained 1,400 port engineers.", ["port engineers"], id="counted"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "labels"), LABELS)
def test_extract_labels_by_what_is_counted(text: str, labels: list[str]) -> None:
    assert [record.label for record in read(LEAD + text)] == labels


PARTIES = [
    pytest.param(
        "The EU's contribution of €30 million was welcomed.",
        ("eu",),
        id="owner",
    ),
    pytest.param(
        "NATO sent 40 trucks.",
        ("nato",),
        id="who_acts",
    ),
    pytest.param(
        "The 55-member OIC agreed.",
        ("oic",),
        id="body",
    ),
    pytest.param(
        "Peru's exports to ASEAN grew by 5 percent.",
        ("PER", "asean"),
        id="both_ends_of_trade",
    ),
    pytest.param(
        "According to the IOM, exports grew by 5 percent.",
        ("JPN", "KEN"),
        id="who_only_tells",
    ),
    pytest.param(
        "Around 40,000 families fled in the Odesa region.",
        ("UKR",),
        id="place",
    ),
    pytest.param(
        "Talks in Lima ended. Peru sent 40 trucks, Chile 50.",
        ("CHL", "PER"),
        id="others_than_the_sides",
    ),
    pytest.param(
        "\n\nFloods struck the coast of Peru.\n\nThe quake left 4,000 families homeless.",
        (),
        id="story_of_others",
    ),
]


def test_extract_counts_members_and_victims() -> None:
    (members,) = read("They briefed all 27 EU countries.")
    assert members.parties == ("eu",)
    (victims,) = read("Two guards were killed in Mali.")
    assert (victims.value, victims.sense) == (2, "statistic")


@pytest.mark.parametrize(("text", "parties"), PARTIES)
def test_extract_tells_whom_it_is_about(text: str, parties: tuple[str, ...]) -> None:
    assert [record.parties for record in read(LEAD + text)][-1] == parties


def test_extract_reads_the_dollar_of_the_page() -> None:
    (record,) = read(
        LEAD + "Australia gave $30 million.", url="https://www.foreignminister.gov.au/ports"
    )
    assert record.unit == "AUD"


def test_extract_reads_a_period_before_the_clause() -> None:
    (record,) = read(LEAD + "In the first half of 2023, exports to Japan grew by 5.6 percent.")
    assert record.period is not None
    assert (record.period.start, record.period.end) == (date(2023, 1, 1), date(2023, 6, 30))


@pytest.mark.parametrize("quantity", ["40 million dollars", "40 percent", "40 tonnes"])
def test_extract_gives_a_quantity_without_a_label_an_unnamed_one(quantity: str) -> None:
    found = read(LEAD + f"The leaders spoke of {quantity}.")
    assert {record.label for record in found} <= UNNAMED_FIGURES


def test_extract_grounds_the_period() -> None:
    (record,) = read(LEAD + "Bilateral trade stood at $900 million in 2023.")
    assert record.period is not None
    assert (record.period.start, record.period.end) == (date(2023, 1, 1), date(2023, 12, 31))
    assert record.label == "Bilateral trade"


def test_extract_does_not_take_a_currency_for_a_party() -> None:
    (record,) = read(LEAD + "Trade reached 900 million US dollars.")
    assert record.parties == ("JPN", "KEN")


def test_extract_counts_a_figure_told_twice_once() -> None:
    (record,) = read(LEAD + "Japan gave $30 million. The $30 million are for ports.")
    assert len(record.evidence) == 2


TABLE = """\
Kenya and Japan published their trade.

| Year | Kenyan exports to Japan (£ million) | Share (%) |
|---|---|---|
| 2022 | 63.5 | 1.4 |
| 2023 | n/a | 2 |
"""


def test_extract_reads_every_numeric_cell() -> None:
    found = read(TABLE)
    assert [(r.label, r.value, r.unit) for r in found] == [
        ("Kenyan exports to Japan, 2022", 63.5e6, "GBP"),
        ("Share, 2022", 1.4, "percent"),
        ("Share, 2023", 2.0, "percent"),
    ]
    assert found[0].parties == ("JPN", "KEN")
    assert found[0].period is not None and found[0].period.end == date(2022, 12, 31)


def test_extract_makes_no_figure_of_a_table_of_words() -> None:
    assert read("Kenya met Japan.\n\n| Project | Field |\n|---|---|\n| Port | Trade |\n") == []
