"""The office table and the ranks of composed titles."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Rank
from communique.reference.offices import Offices, load_offices


@pytest.fixture(scope="module")
def offices() -> Offices:
    return load_offices()


RANKED = [
    pytest.param("Foreign Minister", "CHN", "foreign-minister", id="exact"),
    pytest.param("foreign ministers", None, "foreign-minister", id="plural"),
    pytest.param("Secretary of State", "USA", "foreign-minister", id="secretary_of_state_usa"),
    pytest.param("Secretary of State", "GBR", "minister", id="secretary_of_state_gbr"),
    pytest.param("Secretary of State", "VAT", "head-of-government", id="secretary_of_state_vat"),
    pytest.param("Foreign Secretary", "GBR", "foreign-minister", id="foreign_secretary_gbr"),
    pytest.param("Foreign Secretary", "IND", "vice-minister", id="foreign_secretary_ind"),
    pytest.param("Chancellor", "DEU", "head-of-government", id="chancellor_deu"),
    pytest.param("Chancellor of the Exchequer", "GBR", "minister", id="exchequer"),
    pytest.param("Chief Adviser", "BGD", "head-of-government", id="chief_adviser"),
    pytest.param("President", "FRA", "head-of-state", id="president_of_state"),
    pytest.param("President", "eu", "organization-head", id="president_of_organisation"),
    pytest.param("President", None, "head-of-state", id="president_of_unknown"),
    pytest.param("Secretary-General", "un", "organization-head", id="secretary_general"),
    pytest.param("Secretary-General", "JPN", "official", id="secretary_general_of_state_body"),
    pytest.param("Director-General", "CHN", "director-general", id="director_general_of_state"),
    pytest.param("Director-General", "who", "organization-head", id="director_general_of_who"),
    pytest.param("Under-Secretary-General", "un", "official", id="under_secretary_general"),
    pytest.param("Secretary", "USA", "minister", id="secretary_alone_usa"),
    pytest.param("Secretary of Defense", "USA", "minister", id="us_secretary"),
    pytest.param("Assistant Secretary of State", "USA", "official", id="assistant_secretary"),
    pytest.param("Acting Assistant Secretary of Defense", "USA", "official", id="acting"),
    pytest.param("Deputy Secretary of State", "USA", "vice-minister", id="deputy_secretary"),
    pytest.param("U.S. National Security Advisor", "USA", "official", id="leading_name"),
    pytest.param("Ukraine’s President", "UKR", "head-of-state", id="possessive"),
    pytest.param("foreign minister of the Republic of Korea (ROK)", "KOR", "foreign-minister",
                 id="complement"),
    pytest.param("incumbent Russian Prime Minister", "RUS", "head-of-government", id="incumbent"),
    pytest.param("president-elect", "ARG", "head-of-state", id="elect"),
    pytest.param("ex-president", "BRA", "head-of-state", id="ex"),
    pytest.param("Minister of Fisheries and the Blue Economy", "SYC", "minister",
                 id="unlisted_portfolio"),
    pytest.param("Economy, Trade and Industry Minister", "JPN", "minister", id="noun_last"),
    pytest.param("Foreign Affairs and Trade Minister", "KOR", "foreign-minister",
                 id="shared_noun"),
    pytest.param("Bosnia and Herzegovina deputy foreign minister", "BIH", "vice-minister",
                 id="and_in_a_name"),
    pytest.param("Vice Culture Minister", "VNM", "vice-minister", id="vice_portfolio_minister"),
    pytest.param("Deputy Minister for Trade and Industry", "ZAF", "vice-minister", id="deputy"),
    pytest.param("Crown Prince and Prime Minister", "SAU", "head-of-government", id="crown_prince"),
    pytest.param("State Councilor and Foreign Minister", "CHN", "foreign-minister", id="councilor"),
    pytest.param("Deputy Prime Minister and Minister of Foreign Affairs", "VNM",
                 "foreign-minister", id="deputy_and_foreign"),
    pytest.param("Deputy Prime Minister and Minister of Defence", "BEL", "deputy-head",
                 id="deputy_and_defence"),
    pytest.param("Prime Minister General", "MMR", "head-of-government", id="rank_of_arms"),
    pytest.param("White House Director of Intergovernmental Affairs", "USA", "official",
                 id="head_noun_only"),
    pytest.param("President of the National Assembly", "VNM", "legislator", id="presiding_officer"),
    pytest.param("Vice President of the Senate", "ARG", "legislator", id="deputy_presiding"),
    pytest.param("party president", "IND", "official", id="party_president"),
    pytest.param("Ministry of Foreign Affairs spokesperson", "CHN", "spokesperson",
                 id="name_of_body_first"),
    pytest.param("Special Presidential Envoy for Climate", "USA", "envoy", id="envoy"),
    pytest.param("Chargé d'Affaires", "IND", "ambassador", id="accents"),
    pytest.param("Chairman of the Joint Chiefs of Staff", "USA", "military", id="military"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "party", "expected"), RANKED)
def test_rank_names_the_office(
    title: str, party: str | None, expected: str, offices: Offices
) -> None:
    assert offices.rank(title, party) == expected


NO_OFFICE = [
    pytest.param("First Lady", "USA", id="consort"),
    pytest.param("chief executive officer", None, id="firm"),
    pytest.param("president of the university", "USA", id="university"),
    pytest.param("reporter", "CHN", id="press"),
    pytest.param("Office of the President", "FRA", id="body_not_person"),
    pytest.param("bilateral trade", "FRA", id="no_title"),
    pytest.param("", None, id="empty"),
]


@pytest.mark.parametrize(("title", "party"), NO_OFFICE)
def test_rank_is_none_for_what_is_no_office(
    title: str, party: str | None, offices: Offices
) -> None:
    assert offices.rank(title, party) is None


def test_every_row_is_found_with_its_rank(offices: Offices) -> None:
    for office in offices.titles:
        if office.party is not None:
            assert offices.rank(office.title, office.party) == office.rank, office


def test_equal_titles_never_disagree(offices: Offices) -> None:
    ranks: dict[tuple[object, ...], str] = {}
    for office in offices.titles:
        key = (offices.normalise(office.title), office.party, office.scope)
        assert ranks.setdefault(key, office.rank) == office.rank, office


def test_titles_are_lower_case_and_cited(offices: Offices) -> None:
    for office in offices.titles:
        assert office.title == office.title.lower().strip()
        assert office.citation.strip()


@given(st.text(max_size=60), st.sampled_from([None, "USA", "CHN", "un"]))
def test_rank_is_total(title: str, party: str | None) -> None:
    rank = load_offices().rank(title, party)
    assert rank is None or rank in get_args(Rank)
