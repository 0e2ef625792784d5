"""The table of leaders, and the parties that names alone are given."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Rank
from communique.reference.leaders import SPELLINGS, Leader, Leaders, load_leaders
from communique.reference.parties import load_parties
from communique.reference.tables import read_rows

RANKS = {
    "head-of-state", "head-of-government", "deputy-head", "foreign-minister", "minister",
    "official", "organization-head", "vice-minister", "envoy", "spokesperson",
}  # fmt: skip
#: The last year that the table covers.
REVISED = 2026


@pytest.fixture(scope="module")
def leaders() -> Leaders:
    return load_leaders()


def earliest(when: str) -> date:
    return date.fromisoformat(when + "-01-01"[len(when) - 4 :])


def latest(when: str) -> date:
    return date.fromisoformat(when) if len(when) == 10 else date(int(when[:4]), 12, 31)


def test_rows_have_known_parties_and_a_citation(leaders: Leaders) -> None:
    parties = load_parties()
    known = parties.states.keys() | parties.organisations.keys()
    assert [row for row in leaders.rows if row.party not in known] == []
    assert [row for row in leaders.rows if len(row.citation) < 5] == []


def test_rows_hold_the_ranks_of_their_party(leaders: Leaders) -> None:
    states = load_parties().states
    assert {row.rank for row in leaders.rows} == RANKS
    for row in leaders.rows:
        assert (row.rank == "organization-head") <= (row.party not in states), row


def test_rows_are_distinct(leaders: Leaders) -> None:
    keys = [(row.name, row.party, row.rank, row.since) for row in leaders.rows]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def test_rows_have_valid_dates_in_order(leaders: Leaders) -> None:
    for row in leaders.rows:
        assert earliest(row.since).year <= REVISED, row
        if row.until is not None:
            assert earliest(row.since) <= latest(row.until), row


def test_rows_of_a_person_and_rank_do_not_overlap(leaders: Leaders) -> None:
    tenures: dict[tuple[str, str, str], list[Leader]] = {}
    for row in leaders.rows:
        tenures.setdefault((row.name, row.party, row.rank), []).append(row)
    for rows in tenures.values():
        rows.sort(key=lambda row: row.since)
        for before, after in pairwise(rows):
            assert before.until is not None, before
            assert before.until[:4] <= after.since[:4], (before, after)


def test_rows_have_clean_names(leaders: Leaders) -> None:
    untidy = re.compile(r"\s{2}|^\s|\s$|[|;\d]")
    for row in leaders.rows:
        for form in (row.name, *row.aliases):
            assert form and not untidy.search(form), row
        assert row.name not in row.aliases
        assert len(set(row.aliases)) == len(row.aliases)


def test_every_row_is_found_by_its_names(leaders: Leaders) -> None:
    for row in leaders.rows:
        for form in (row.name, *row.aliases):
            assert row in leaders.find(form), form


def test_spellings_have_one_standard_each() -> None:
    rows = [row for _, row in read_rows(SPELLINGS, ("standard", "forms", "citation"))]
    forms = [form for row in rows for form in row["forms"].split("|")]
    assert len(set(forms)) == len(forms)
    assert set(forms).isdisjoint(row["standard"] for row in rows)
    assert all(row["citation"] for row in rows)


#: name, rank of the title before it, year of the page, party.
FOUND = [
    ("Lula", "head-of-state", 2024, "BRA"),
    ("Lula da Silva", "head-of-state", 2009, "BRA"),
    ("Luiz Inacio Lula da Silva", None, 2023, "BRA"),
    ("Lavrov", "foreign-minister", 2015, "RUS"),
    ("Sergei Lavrov", None, None, "RUS"),
    ("Sergey Viktorovich Lavrov", None, None, "RUS"),
    ("Wang Yi", "foreign-minister", 2024, "CHN"),
    ("Wang", "foreign-minister", 2016, "CHN"),
    ("Xi", "head-of-state", 2020, "CHN"),
    ("Yang Jiechi", "official", 2021, "CHN"),
    ("Chung Eui-yong", "foreign-minister", 2021, "KOR"),
    ("Jeong Eui-yong", "official", 2018, "KOR"),
    ("Suk Yeol Yoon", None, 2023, "KOR"),
    ("Moon Jae In", "head-of-state", 2019, "KOR"),
    ("Kim Jong-un", None, 2019, "PRK"),
    ("Abe Shinzo", None, 2014, "JPN"),
    ("Hatoyama", "head-of-government", 2010, "JPN"),
    ("Zelenskyy", "head-of-state", 2024, "UKR"),
    ("Volodymyr Zelenskiy", None, 2022, "UKR"),
    ("Erdoğan", "head-of-state", 2020, "TUR"),
    ("Erdogan", "head-of-government", 2005, "TUR"),
    ("Yildirim", "head-of-government", 2017, "TUR"),
    ("Merkel", "head-of-government", 2006, "DEU"),
    ("Brown", "head-of-government", 2009, "GBR"),
    ("Clinton", "head-of-state", 1999, "USA"),
    ("Obama", "head-of-state", 2021, "USA"),
    ("Joseph R. Biden Jr.", None, 2022, "USA"),
    ("J. D. Vance", "deputy-head", 2025, "USA"),
    ("Rubio", "official", 2025, "USA"),
    ("Jaishankar", "minister", 2023, "IND"),
    ("Vajpayee", "head-of-government", 2000, "IND"),
    ("de Villepin", "foreign-minister", 2003, "FRA"),
    ("Van der Bellen", "head-of-state", 2019, "AUT"),
    ("Abdel-Fattah El-Sisi", "head-of-state", 2019, "EGY"),
    ("al-Sisi", "head-of-state", 2016, "EGY"),
    ("Mohammad bin Salman", "deputy-head", 2018, "SAU"),
    ("Tamim bin Hamad bin Khalifa Al Thani", None, 2020, "QAT"),
    ("Sheikh Mohamed bin Zayed", "head-of-state", 2023, "ARE"),
    ("Prabowo", "head-of-state", 2025, "IDN"),
    ("Jokowi", "head-of-state", 2018, "IDN"),
    ("Prayut", "head-of-government", 2019, "THA"),
    ("Phuc", "head-of-government", 2018, "VNM"),
    ("Peña Nieto", "head-of-state", 2014, "MEX"),
    ("Jair Messias Bolsonaro", None, 2020, "BRA"),
    ("Abiy", "head-of-government", 2021, "ETH"),
    ("Szijjarto Peter", None, 2020, "HUN"),
    ("Elizabeth II", None, 2010, "GBR"),
    ("Felipe", "head-of-state", 2018, "ESP"),
    ("António Costa", "head-of-government", 2019, "PRT"),
    ("António Costa", "head-of-state", 2025, "eu"),
    ("Ursula von der Leyen", "minister", 2016, "DEU"),
    ("von der Leyen", "head-of-state", 2022, "eu"),
    ("Ban Ki-moon", "foreign-minister", 2005, "KOR"),
    ("Ban Ki Moon", "organization-head", 2012, "un"),
    ("Stoltenberg", "head-of-government", 2010, "NOR"),
    ("Stoltenberg", "organization-head", 2020, "nato"),
    ("Tedros", "organization-head", 2020, "who"),
    ("Grossi", "organization-head", 2022, "iaea"),
    ("Mao Ning", "spokesperson", 2024, "CHN"),
    ("Zakharova", "spokesperson", 2022, "RUS"),
    ("Ryabkov", "vice-minister", 2016, "RUS"),
    ("Netanyahu", "head-of-government", 2015, "ISR"),
]


@pytest.mark.parametrize(
    ("name", "rank", "year", "party"), FOUND, ids=[f"{row[0]}-{row[2]}" for row in FOUND]
)
def test_party_finds_well_known_leaders(
    name: str, rank: Rank | None, year: int | None, party: str, leaders: Leaders
) -> None:
    assert leaders.party(name, rank=rank, year=year) == party


NOT_FOUND = [
    pytest.param("Kim", None, None, id="both_koreas"),
    pytest.param("Brown", None, None, id="two_browns"),
    pytest.param("Lee", "head-of-state", None, id="lees_of_two_states"),
    pytest.param("Fernández", None, None, id="fernandez_of_several_states"),
    pytest.param("António Guterres", None, None, id="one_person_of_two_parties"),
    pytest.param("Straw", "foreign-minister", 2024, id="out_of_office"),
    pytest.param("Obama", "head-of-state", 2005, id="not_yet_in_office"),
    pytest.param("Lavrov", "head-of-state", 2020, id="another_rank"),
    pytest.param("Johnson", "legislator", 2021, id="no_rank_of_the_table"),
    pytest.param("John Putin", None, 2020, id="another_given_name"),
    pytest.param("Nobody Atall", None, None, id="in_no_row"),
    pytest.param("bin Salman", None, None, id="a_father_is_no_family_name"),
    pytest.param("", None, None, id="empty"),
]


@pytest.mark.parametrize(("name", "rank", "year"), NOT_FOUND)
def test_party_leaves_doubt_open(
    name: str, rank: Rank | None, year: int | None, leaders: Leaders
) -> None:
    assert leaders.party(name, rank=rank, year=year) is None


def test_party_is_decided_by_rank_and_year(leaders: Leaders) -> None:
    assert leaders.party("Lee", rank="head-of-state", year=2010) == "KOR"
    assert leaders.party("Lee", rank="head-of-government", year=2010) == "SGP"
    assert leaders.party("António Guterres", year=1999) == "PRT"
    assert leaders.party("António Guterres", year=2020) == "un"


def test_find_puts_the_office_of_the_year_first(leaders: Leaders) -> None:
    ranks = [row.rank for row in leaders.find("Vladimir Putin", year=2010)]
    assert ranks[0] == "head-of-government"
    assert set(ranks) == {"head-of-state", "head-of-government"}


def test_find_puts_the_wanted_rank_first(leaders: Leaders) -> None:
    assert leaders.find("Tony Blair", rank="envoy", year=2010)[0].party == "GBR"
    assert leaders.find("Kishida", rank="foreign-minister", year=2015)[0].until == "2017-08-03"


@given(st.text(max_size=30), st.sampled_from([None, 1990, 2010, 2024]))
def test_party_is_that_of_a_found_row(name: str, year: int | None) -> None:
    leaders = load_leaders()
    party = leaders.party(name, year=year)
    assert party is None or party in {row.party for row in leaders.find(name, year=year)}


@given(st.sampled_from(load_leaders().rows))
def test_find_ignores_case_and_accents(row: Leader) -> None:
    leaders = load_leaders()
    assert row in leaders.find(row.name.upper())
    assert row in leaders.find(row.name.casefold())
