"""Checks: what is planted is found, what is right stays quiet."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.builders_compare import (
    make_document,
    make_record,
    make_table,
    store,
    store_anniversary,
    store_beginning,
    store_figure,
    store_membership,
    store_statement,
    store_tenure,
)

from communique.archive.types import Stored
from communique.document import Document
from communique.linking.check_evidence import Known, load_known
from communique.linking.checks import CHECKS, check_records, to_row
from communique.records import Membership, Tenure
from communique.reference.foundings import load_foundings
from communique.reference.leaders import Leader, Leaders

MARCH = date(2024, 3, 6)


def checks_of(*stored: Stored, documents: tuple[Document, ...] = (), known: Known | None = None
              ) -> list[str]:  # fmt: skip
    return [finding.check for finding in check_records(stored, documents, known=known)]


# -- weekdays ------------------------------------------------------------------------------

WRONG_DAYS = [
    pytest.param("They met on Monday, 5 March 2024 in Geneva.", id="day_first"),
    pytest.param("They met on Friday, March 8th, 2023.", id="month_first"),
    pytest.param("GENEVA, 5 March 2024 (Thursday)", id="in_brackets"),
    pytest.param("On Wednesday, March 5, the ministers met.", id="year_of_the_page"),
    pytest.param("On Sunday, 25 December 2023, no talks were held.", id="christmas"),
    pytest.param("The call took place on Tue, 6 March 2024.", id="abbreviated"),
    pytest.param("They met on Thursday (5 March 2024) in Rome.", id="date_in_brackets"),
    pytest.param("WEDNESDAY, 5 March 2024", id="capitals"),
]
RIGHT_DAYS = [
    pytest.param("They met on Tuesday, 5 March 2024 in Geneva.", id="day_first"),
    pytest.param("They met on Wednesday, March 8th, 2023.", id="month_first"),
    pytest.param("GENEVA, 5 March 2024 (Tuesday)", id="in_brackets"),
    pytest.param("On Tuesday, March 5, the ministers met.", id="year_of_the_page"),
    pytest.param("On Monday, 25 December 2023, no talks were held.", id="christmas"),
    pytest.param("The call took place on Tue, 5 March 2024.", id="abbreviated"),
    pytest.param("Monday through Wednesday, March 4-6, 2024", id="span_of_days"),
    pytest.param("On Monday and Tuesday, March 4 and 5, they met.", id="two_days"),
    pytest.param("from Monday, 4 March to Wednesday, 6 March 2024", id="from_to"),
    pytest.param("They met on 5 March 2024. Monday's talks were short.", id="next_sentence"),
    pytest.param("They sat 5 March 2024 through.", id="a_verb"),
    pytest.param("On Thursday, 4 July the holiday begins.", id="far_from_the_page"),
    pytest.param("On Monday they met; on 5 March 2024 they left.", id="apart"),
    pytest.param("The talks on Tuesday lasted 5 hours.", id="no_date"),
    pytest.param("Saturday, 30 February 2024", id="no_such_day"),
    pytest.param("every Friday, May 2024", id="a_month"),
]


@pytest.mark.parametrize("text", WRONG_DAYS)
def test_weekdays_that_do_not_fit_their_date_are_found(text: str) -> None:
    document = make_document(text, day=MARCH)
    (finding,) = check_records([], [document])
    assert finding.check == "weekday"
    ((start, end),) = finding.sources[0].spans
    assert text[start:end] in " ".join(finding.message.split())
    assert finding.sources[0].published == MARCH


@pytest.mark.parametrize("text", RIGHT_DAYS)
def test_weekdays_that_fit_or_say_nothing_are_left(text: str) -> None:
    assert check_records([], [make_document(text, day=MARCH)]) == ()


def test_weekdays_of_boilerplate_are_left() -> None:
    document = make_document("Monday, 5 March 2024", day=MARCH, kind="boilerplate")
    assert check_records([], [document]) == ()


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_exactly_the_wrong_weekdays_are_found(day: date, weekday: int) -> None:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    written = f"{names[weekday]}, {day.day} {day.strftime('%B')} {day.year}"
    found = check_records([], [make_document(f"They met on {written}.")])
    assert bool(found) == (weekday != day.weekday())


# -- anniversaries and ages ----------------------------------------------------------------

RELATIONS = "the establishment of diplomatic relations between Japan and Kenya"
DAY = date(2023, 5, 1)
PAIR = ("JPN", "KEN")

WRONG_YEARS = [
    pytest.param(
        [
            store_anniversary(RELATIONS, 60, 2023, *PAIR, day=DAY),
            store_anniversary(RELATIONS, 50, 2022, *PAIR, day=DAY, name="b.txt"),
        ],
        id="two_counts",
    ),
    pytest.param(
        [
            store_beginning("establishment of diplomatic relations", 1963, *PAIR, day=DAY),
            store_anniversary("bilateral relations", 50, 2023, *PAIR, day=DAY, name="b.txt"),
        ],
        id="count_against_the_day_itself",
    ),
    pytest.param(
        [
            store_beginning("establishment of diplomatic relations", 1963, *PAIR, day=DAY),
            store_beginning("establishment of diplomatic ties", 1964, *PAIR, day=DAY, name="b"),
        ],
        id="two_beginnings",
    ),
    pytest.param(
        [
            store_anniversary(RELATIONS, 60, None, *PAIR, day=DAY),
            store_anniversary(RELATIONS, 50, None, *PAIR, day=DAY, name="b.txt"),
        ],
        id="years_of_the_pages",
    ),
    pytest.param(
        [
            store_anniversary("the Ports Agreement", 10, 2023, *PAIR, day=DAY),
            store_anniversary("the Ports Agreement", 20, 2023, *PAIR, day=DAY, name="b.txt"),
        ],
        id="an_agreement",
    ),
]
RIGHT_YEARS = [
    pytest.param(
        [
            store_anniversary(RELATIONS, 60, 2023, *PAIR, day=DAY),
            store_anniversary(RELATIONS, 50, 2013, *PAIR, day=DAY, name="b.txt"),
        ],
        id="ten_years_between",
    ),
    pytest.param(
        [
            store_beginning("establishment of diplomatic relations", 1963, *PAIR, day=DAY),
            store_anniversary(RELATIONS, 60, 2023, *PAIR, day=DAY, name="b.txt"),
        ],
        id="count_and_beginning",
    ),
    pytest.param(
        [
            store_anniversary(RELATIONS, 60, None, *PAIR, day=date(2022, 12, 1)),
            store_anniversary(RELATIONS, 60, 2023, *PAIR, day=DAY, name="b.txt"),
        ],
        id="looked_forward_to",
    ),
    pytest.param(
        [
            store_anniversary(RELATIONS, 60, 2023, "JPN", "KEN", day=DAY),
            store_anniversary(RELATIONS, 50, 2022, "CHN", "JPN", day=DAY, name="b.txt"),
        ],
        id="other_parties",
    ),
    pytest.param(
        [
            store_anniversary(RELATIONS, 60, 2023, *PAIR, day=DAY),
            store_anniversary("the Ports Agreement", 10, 2023, *PAIR, day=DAY, name="b.txt"),
        ],
        id="other_things",
    ),
    pytest.param(
        [
            store_anniversary("the strategic partnership", 10, 2023, *PAIR, day=DAY),
            store_anniversary("the trade partnership", 20, 2023, *PAIR, day=DAY, name="b.txt"),
        ],
        id="two_partnerships",
    ),
]


@pytest.mark.parametrize("stored", WRONG_YEARS)
def test_anniversaries_that_count_from_two_years_are_found(stored: list[Stored]) -> None:
    (finding,) = check_records(stored)
    assert finding.check == "anniversary"
    assert {c.record for c in finding.sources} == {one.id for one in stored}
    assert set(finding.parties) == set(PAIR)


@pytest.mark.parametrize("stored", RIGHT_YEARS)
def test_anniversaries_that_agree_are_left(stored: list[Stored]) -> None:
    assert check_records(stored) == ()


AGES = [
    pytest.param("the founding of ASEAN", 50, 2020, "asean", True, id="asean_too_young"),
    pytest.param("the founding of ASEAN", 50, 2017, "asean", False, id="asean"),
    pytest.param("the founding of the United Nations", 75, 2015, "un", True, id="un_wrong"),
    pytest.param("the founding of the United Nations", 75, 2020, "un", False, id="un"),
    pytest.param("the establishment of the SCO", 30, 2021, "sco", True, id="sco_wrong"),
    pytest.param("the establishment of the SCO", 20, 2021, "sco", False, id="sco"),
    pytest.param("the founding of NATO", 75, 2029, "nato", True, id="nato_wrong"),
    pytest.param("the founding of NATO", 75, 2024, "nato", False, id="nato"),
    pytest.param("the founding of the African Union", 60, 2023, "au", False, id="predecessor"),
    pytest.param("the African Union", 20, 2022, "au", False, id="bare_name"),
    pytest.param("the African Union", 30, 2022, "au", True, id="bare_name_wrong"),
    pytest.param("the ASEAN Regional Forum", 30, 2024, "asean", False, id="another_body"),
    pytest.param("the UN Charter", 10, 2024, "un", False, id="a_treaty"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "number", "told", "body", "wrong"), AGES)
def test_ages_of_organisations_are_held_against_their_founding(
    what: str, number: int, told: int, body: str, wrong: bool
) -> None:
    found = check_records([store_anniversary(what, number, told, body, day=date(told, 6, 1))])
    assert [f.check for f in found] == ["organisation-age"] * wrong
    assert all(f.reference and f.reference.startswith("foundings.csv") for f in found)


def test_foundings_are_of_years_that_can_be() -> None:
    for rows in load_foundings().values():
        assert all(1850 <= row.year <= 2026 and row.event for row in rows)
        assert [row.year for row in rows] == sorted({row.year for row in rows})


# -- memberships ---------------------------------------------------------------------------

MEMBERSHIPS = [
    pytest.param("CHE", "un", "member", 1995, True, id="before_joining"),
    pytest.param("CHE", "un", "member", 2005, False, id="after_joining"),
    pytest.param("CHE", "un", "member", 2002, False, id="in_the_year"),
    pytest.param("JPN", "nato", "member", 2024, True, id="never_a_member"),
    pytest.param("FIN", "nato", "member", 2015, True, id="years_too_early"),
    pytest.param("FIN", "nato", "member", 2024, False, id="a_member"),
    pytest.param("FIN", "nato", "member", 2022, False, id="a_year_ahead"),
    pytest.param("GBR", "eu", "member", 2023, True, id="after_leaving"),
    pytest.param("GBR", "eu", "member", 2010, False, id="before_leaving"),
    pytest.param("IND", "sco", "member", 2010, True, id="observer_then"),
    pytest.param("IND", "sco", "member", 2020, False, id="member_since"),
    pytest.param("IND", "unsc", "permanent-member", 2024, True, id="not_permanent"),
    pytest.param("CHN", "unsc", "permanent-member", 2024, False, id="permanent"),
    pytest.param("IND", "unsc", "member", 2021, False, id="elected"),
    pytest.param("FRA", "eu", "founder", 2024, False, id="founder"),
    pytest.param("BRA", "oecd", "member", 2023, True, id="candidate_told_as_member"),
    pytest.param("KEN", "ecowas", "member", 2020, True, id="other_region"),
    pytest.param("KEN", "eac", "member", 2020, False, id="own_region"),
    pytest.param("JPN", "nato", "candidate", 2024, False, id="wants_to_join"),
    pytest.param("IND", "sco", "observer", 2022, True, id="observer_long_a_member"),
    pytest.param("JPN", "no-such-body", "member", 2024, False, id="unknown_body"),
    pytest.param("JPN", "un", "member", 2090, False, id="after_the_table"),
]  # fmt: skip


@pytest.mark.parametrize(("member", "body", "role", "told", "wrong"), MEMBERSHIPS)
def test_memberships_are_held_against_the_table(
    member: str, body: str, role: str, told: int, wrong: bool
) -> None:
    found = check_records([store_membership(member, body, role, told)])
    assert [f.check for f in found] == ["membership"] * wrong
    assert all(f.reference and body in f.reference for f in found)


def test_memberships_are_judged_at_the_date_they_are_told_of() -> None:
    assert checks_of(store_membership("CHE", "un", "member", 2024, as_of=1990)) == ["membership"]
    assert checks_of(store_membership("GBR", "eu", "member", 2024, as_of=2010)) == []


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        pytest.param("Japan, a member of NATO, sent ships.", True, id="claimed"),
        pytest.param("Would Japan ever be a member of NATO?", False, id="asked"),
        pytest.param("Japan is not a member of NATO.", False, id="denied"),
        pytest.param("Japan seeks to be a member of NATO.", False, id="wished_for"),
    ],
)
def test_memberships_that_nobody_claims_are_left(words: str, wrong: bool) -> None:
    document = make_document(words, day=MARCH)
    record = make_record(
        Membership, document, "member of NATO", organization="nato", member="JPN", role="member"
    )
    found = checks_of(store(document, record), documents=(document,))
    assert found == ["membership"] * wrong


# -- offices -------------------------------------------------------------------------------

#: People made for the table, so that no false thing is said of a real one.
TABLE = Known(
    load_known().parties,
    Leaders(
        (
            Leader(
                name="Alder Example", aliases=(), party="KEN", rank="foreign-minister",
                since="2015-03", until="2019-06-30", citation="made for the test",
            ),
            Leader(
                name="Birch Sample", aliases=(), party="KEN", rank="foreign-minister",
                since="2019-07", until="2023", citation="made for the test",
            ),
            Leader(
                name="Cedar Specimen", aliases=(), party="BIH", rank="head-of-state",
                since="2014", until="2022", citation="made for the test",
            ),
            Leader(
                name="Dogwood Pattern", aliases=(), party="BIH", rank="head-of-state",
                since="2014", until="2022", citation="made for the test",
            ),
        )
    ),
    load_foundings(),
)  # fmt: skip
FM = "Foreign Minister"


def seen(person: str, day: str, *, party: str = "KEN", rank: str = "foreign-minister",
         office: str = FM, former: bool = False, words: str | None = None) -> Stored:  # fmt: skip
    return store_tenure(
        person, office, rank, party, date.fromisoformat(day), former=former, words=words
    )


OFFICES = [
    pytest.param([seen("Alder Example", "2020-05-01")], ["office"], id="a_year_after"),
    pytest.param([seen("Birch Sample", "2018-05-01")], ["office"], id="a_year_before"),
    pytest.param([seen("Birch Sample", "2024-04-01")], ["office"], id="after_the_year"),
    pytest.param([seen("Alder Example", "2014-01-01")], ["office"], id="before_the_month"),
    pytest.param([seen("Alder Example", "2017-05-01")], [], id="in_office"),
    pytest.param([seen("Alder Example", "2019-07-15")], [], id="days_after"),
    pytest.param([seen("Birch Sample", "2023-12-31")], [], id="last_day"),
    pytest.param([seen("Alder Example", "2020-05-01", former=True)], [], id="former"),
    pytest.param([seen("Alder Example", "2030-05-01")], [], id="long_ago"),
    pytest.param([seen("Example", "2020-05-01")], [], id="surname_alone"),
    pytest.param([seen("Alder Example", "2020-05-01", party="UGA")], [], id="other_party"),
    pytest.param(
        [seen("Alder Example", "2020-05-01", office="former Foreign Minister")], [], id="in_title"
    ),
    pytest.param(
        [seen("Birch Sample", "2018-05-01", office="Deputy Foreign Minister")], [], id="deputy"
    ),
    pytest.param(
        [seen("Elm Nobody", "2020-01-05"), seen("Fir Nobody", "2020-02-05"),
         seen("Elm Nobody", "2020-03-05")],
        ["two-in-office"], id="after_a_successor",
    ),
    pytest.param(
        [seen("Elm Nobody", "2020-01-05"), seen("Gum Other", "2020-01-05")],
        ["two-in-office"], id="one_day",
    ),
    pytest.param(
        [seen("Elm Nobody", "2020-01-05", office="Secretary-General", rank="organization-head",
              party="un"),
         seen("Gum Other", "2020-01-05", office="Secretary-General", rank="organization-head",
              party="un")],
        ["two-in-office"], id="two_heads",
    ),
    pytest.param(
        [seen("Elm Nobody", "2020-01-05"), seen("Gum Other", "2020-02-05")], [], id="successor"
    ),
    pytest.param(
        [seen("Elm Nobody", "2020-01-05"), seen("Gum Other", "2020-02-05"),
         seen("Elm Nobody", "2020-02-08")],
        [], id="days_after_a_successor",
    ),
    pytest.param(
        [seen("Elm Nobody", "2018-01-05"), seen("Gum Other", "2020-02-05"),
         seen("Elm Nobody", "2023-02-08")],
        [], id="back_in_office",
    ),
    pytest.param(
        [seen("Elm Nobody", "2020-01-05"), seen("Gum Other", "2020-02-05", former=True),
         seen("Elm Nobody", "2020-03-05")],
        [], id="former_between",
    ),
    pytest.param(
        [seen("Elm Nobody", "2020-01-05"), seen("Elm Nobodi", "2020-02-05"),
         seen("Elm Nobody", "2020-03-05")],
        [], id="spelt_otherwise",
    ),
    pytest.param(
        [seen("Elm Nobody", "2020-01-05"), seen("Nobody", "2020-02-05"),
         seen("Elm Nobody", "2020-03-05")],
        [], id="surname_between",
    ),
    pytest.param(
        [seen("Elm Nobody", "2020-01-05"),
         seen("Gum Other", "2020-02-05", office="Acting Foreign Minister"),
         seen("Elm Nobody", "2020-03-05")],
        [], id="acting",
    ),
    pytest.param(
        [seen("Elm Nobody", "2020-01-05", office="Minister of Trade", rank="minister"),
         seen("Gum Other", "2020-01-05", office="Minister of Health", rank="minister")],
        [], id="many_ministers",
    ),
    pytest.param(
        [seen("Elm Nobody", "2020-01-05", party="BIH", rank="head-of-state", office="Member"),
         seen("Gum Other", "2020-01-05", party="BIH", rank="head-of-state", office="Member")],
        [], id="a_presidency_of_several",
    ),
    pytest.param(
        [seen("Alder Example", "2019-06-20"), seen("Birch Sample", "2019-07-20"),
         seen("Alder Example", "2019-07-30")],
        [], id="change_known_to_the_table",
    ),
    pytest.param(
        [seen("Elm Nobody", "2020-01-05"), seen("Gum Other", "2020-02-05", party="UGA"),
         seen("Elm Nobody", "2020-03-05")],
        [], id="two_parties",
    ),
]  # fmt: skip


def speaking(*stored: Stored) -> list[Stored]:
    """Return the tenures, each with a statement of its person: nobody is only named."""
    return [
        one
        for tenure in stored
        if isinstance(tenure.record, Tenure)
        for one in (tenure, store_statement(tenure, tenure.record.person))
    ]


@pytest.mark.parametrize(("stored", "expected"), OFFICES)
def test_offices_are_held_against_known_tenures(stored: list[Stored], expected: list[str]) -> None:
    assert checks_of(*speaking(*stored), known=TABLE) == expected


@pytest.mark.parametrize("stored", [case.values[0] for case in OFFICES])
def test_people_who_are_only_named_are_left(stored: list[Stored]) -> None:
    assert checks_of(*stored, known=TABLE) == []


def test_titles_of_two_offices_are_left() -> None:
    """A state's president and a party's leader are of one rank, and not of one office."""
    two = [
        seen("Elm Nobody", "2020-01-05", rank="head-of-state", office="President"),
        seen("Gum Other", "2020-01-05", rank="head-of-state", office="Leader"),
    ]
    assert checks_of(*speaking(*two), known=TABLE) == []


def test_offices_recalled_with_their_year_are_left() -> None:
    words = "In 2018 Foreign Minister Alder Example opened the port."
    document = make_document(words, day=date(2020, 5, 1), name="2020-05-01.txt")
    one = seen("Alder Example", "2020-05-01", words=words)
    assert checks_of(*speaking(one), known=TABLE) == ["office"]
    assert checks_of(*speaking(one), documents=(document,), known=TABLE) == []


@pytest.mark.parametrize(
    ("person", "office", "rank", "party", "day"),
    [
        pytest.param("Yang Jiechi", FM, "foreign-minister", "CHN", "2010-03-01", id="yang"),
        pytest.param("Wang Yi", FM, "foreign-minister", "CHN", "2016-03-01", id="wang"),
        pytest.param("Wang Yi", FM, "foreign-minister", "CHN", "2024-03-01", id="wang_again"),
        pytest.param("Angela Merkel", "Chancellor", "head-of-government", "DEU", "2012-01-01",
                     id="merkel"),
        pytest.param("David Cameron", "Prime Minister", "head-of-government", "GBR", "2012-01-01",
                     id="cameron"),
        pytest.param("Luiz Inácio Lula da Silva", "President", "head-of-state", "BRA",
                     "2023-06-01", id="lula_again"),
        pytest.param("Barack Obama", "President", "head-of-state", "USA", "2012-06-01",
                     id="obama"),
    ],
)  # fmt: skip
def test_true_tenures_are_left(person: str, office: str, rank: str, party: str, day: str) -> None:
    assert checks_of(*speaking(seen(person, day, party=party, rank=rank, office=office))) == []


# -- figures -------------------------------------------------------------------------------

TRADE = "bilateral trade"
FIGURES = [
    pytest.param(
        [store_figure(TRADE, "1.2 billion dollars", 1.2e9, "USD", name="a"),
         store_figure(TRADE, "1.4 billion dollars", 1.4e9, "USD", name="b")],
        True, id="two_values",
    ),
    pytest.param(
        [store_figure("students", "300 students", 300, "count", name="a", sense="target"),
         store_figure("students", "200 students", 200, "count", name="b", sense="target")],
        True, id="two_counts",
    ),
    pytest.param(
        [store_figure("growth of trade", "5.2 percent", 5.2, "percent", name="a"),
         store_figure("growth of trade", "7.1 percent", 7.1, "percent", name="b")],
        True, id="two_rates",
    ),
    pytest.param(
        [store_figure("agreements", "12 agreements", 12, "count", name="a", period=None),
         store_figure("agreements", "15 agreements", 15, "count", name="b", period=None)],
        True, id="of_one_day",
    ),
    pytest.param(
        [store_figure(TRADE, "more than 2 billion dollars", 2e9, "USD", name="a",
                      approx="more-than"),
         store_figure(TRADE, "1.2 billion dollars", 1.2e9, "USD", name="b")],
        True, id="less_than_more_than",
    ),
    pytest.param(
        [store_figure(TRADE, "about 2 billion dollars", 2e9, "USD", name="a", approx="about"),
         store_figure(TRADE, "1.2 billion dollars", 1.2e9, "USD", name="b")],
        True, id="far_from_about",
    ),
    pytest.param(
        [store_figure(TRADE, "1.2 billion dollars", 1.2e9, "USD", name="a"),
         store_figure(TRADE, "$1.2 billion", 1.2e9, "USD", name="b")],
        False, id="one_value",
    ),
    pytest.param(
        [store_figure(TRADE, "1.2 billion dollars", 1.2e9, "USD", name="a"),
         store_figure(TRADE, "1.23 billion dollars", 1.23e9, "USD", name="b")],
        False, id="rounded",
    ),
    pytest.param(
        [store_figure(TRADE, "about 1.2 billion dollars", 1.2e9, "USD", name="a", approx="about"),
         store_figure(TRADE, "1.28 billion dollars", 1.28e9, "USD", name="b")],
        False, id="about",
    ),
    pytest.param(
        [store_figure(TRADE, "more than 1 billion dollars", 1e9, "USD", name="a",
                      approx="more-than"),
         store_figure(TRADE, "1.28 billion dollars", 1.28e9, "USD", name="b")],
        False, id="more_than",
    ),
    pytest.param(
        [store_figure(TRADE, "1.2 billion dollars", 1.2e9, "USD", name="a", period=2022),
         store_figure(TRADE, "1.4 billion dollars", 1.4e9, "USD", name="b", period=2023)],
        False, id="two_years",
    ),
    pytest.param(
        [store_figure(TRADE, "1.2 billion dollars", 1.2e9, "USD", name="a"),
         store_figure(TRADE, "190 billion yen", 190e9, "JPY", name="b")],
        False, id="two_currencies",
    ),
    pytest.param(
        [store_figure(TRADE, "1.2 billion dollars", 1.2e9, "USD", name="a"),
         store_figure(TRADE, "9 billion dollars", 9e9, "USD", name="b", parties=("CHN", "KEN"))],
        False, id="other_parties",
    ),
    pytest.param(
        [store_figure(TRADE, "1.2 billion dollars", 1.2e9, "USD", name="a"),
         store_figure(TRADE, "5 billion dollars", 5e9, "USD", name="b", sense="target")],
        False, id="a_target",
    ),
    pytest.param(
        [store_figure("exports", "1.2 billion dollars", 1.2e9, "USD", name="a"),
         store_figure("imports", "5 billion dollars", 5e9, "USD", name="b")],
        False, id="other_labels",
    ),
    pytest.param(
        [store_figure("amount", "1.2 billion dollars", 1.2e9, "USD", name="a"),
         store_figure("amount", "5 billion dollars", 5e9, "USD", name="b")],
        False, id="no_label",
    ),
    pytest.param(
        [store_figure("agreements", "12 agreements", 12, "count", name="a", period=None),
         store_figure("agreements", "15 agreements", 15, "count", name="b", period=None,
                      day=date(2025, 1, 1))],
        False, id="undated_far_apart",
    ),
    pytest.param(
        [store_figure("visitors", "1,200 visitors", 1200, "count", name="a"),
         store_figure("visitors", "1,234 visitors", 1234, "count", name="b")],
        False, id="a_round_number",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "wrong"), FIGURES)
def test_figures_told_differently_are_found(stored: list[Stored], wrong: bool) -> None:
    found = check_records(stored)
    assert [f.check for f in found] == ["figure"] * wrong
    assert all({c.record for c in f.sources} == {s.id for s in stored} for f in found)


# -- tables --------------------------------------------------------------------------------

TABLES = [
    pytest.param(
        ["Partner|Exports|Imports", "Kenya|10|20", "Japan|30|40", "Total|40|70"],
        True, id="one_column_wrong",
    ),
    pytest.param(
        ["Partner|Exports", "Kenya|10", "Japan|30", "Others|5", "Total|60"],
        True, id="short_though_complete",
    ),
    pytest.param(
        ["Partner|Exports", "Kenya|100", "Japan|300", "Total|350"], True, id="more_than_the_total"
    ),
    pytest.param(
        ["Year|Goods|Services|Total", "2021|10|5|15", "2022|12|6|20"], True, id="across"
    ),
    pytest.param(
        ["Partner|Share (%)", "Kenya|40", "Japan|30", "Others|20"], True, id="shares_of_ninety"
    ),
    pytest.param(
        ["Partner|Exports|Imports", "Kenya|10|20", "Japan|30|40", "Total|40|60"],
        False, id="adds_up",
    ),
    pytest.param(
        ["Partner|Exports", "Kenya|10.4", "Japan|30.4", "Total|41"], False, id="rounded"
    ),
    pytest.param(
        ["Partner|Exports", "Kenya|10", "Japan|30", "Total|100"], False, id="main_partners"
    ),
    pytest.param(
        ["Partner|Exports", "Kenya|1,000", "Japan|3,000", "Total|4,000"], False, id="thousands"
    ),
    pytest.param(
        ["Year|Exports|Growth (%)", "2021|10|2", "2022|12|3", "Total|22|9"], False, id="rates"
    ),
    pytest.param(
        ["Partner|Share (%)", "Kenya|40.3", "Japan|39.8", "Others|20.0"], False, id="shares"
    ),
    pytest.param(
        ["Partner|Exports", "Asia|40", "of which Japan|30", "Africa|10", "Total|50"],
        False, id="parts_of_parts",
    ),
    pytest.param(
        ["Partner|Exports", "Asia|40", "Japan|40", "Africa|10", "Total|50"],
        False, id="a_region_and_its_state",
    ),
    pytest.param(["Year|Exports", "2021|10", "2022|12"], False, id="no_total"),
    pytest.param(
        ["Item|Value", "Exports|10", "Imports|30", "Balance|-20", "Total|40"], False, id="balance"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "wrong"), TABLES)
def test_totals_are_held_against_their_parts(rows: list[str], wrong: bool) -> None:
    document = make_table(*rows)
    found = check_records([], [document])
    assert [f.check for f in found] == ["table-total"] * wrong
    for finding in found:
        for start, end in finding.sources[0].spans:
            assert document.text[start:end].strip()[-1].isdigit()


# -- all together --------------------------------------------------------------------------

EVERYTHING = [
    *(one for case in (*WRONG_YEARS, *FIGURES, *RIGHT_YEARS) for one in case.values[0]),
    *(one for case in OFFICES for one in speaking(*case.values[0])),
]
#: A record's id is unique in an archive; the cases repeat some under other names of documents.
ALL: list[Stored] = list({one.id: one for one in EVERYTHING}.values())
TEXTS = [make_document(str(case.values[0]), day=MARCH) for case in WRONG_DAYS]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_checks_do_not_depend_on_the_order(seed: int) -> None:
    stored, texts = list(ALL), list(TEXTS)
    Random(seed).shuffle(stored)
    Random(seed).shuffle(texts)
    assert check_records(stored, texts) == check_records(ALL, TEXTS)


def test_checks_of_a_partition_are_those_of_the_whole() -> None:
    """Leaving out what shares no key changes no finding of the rest."""
    whole = check_records(ALL, TEXTS)
    for party in ("JPN", "BIH"):
        part = [s for s in ALL if party in (getattr(s.record, "parties", ()) or ())
                or party in (getattr(s.record, "party", 0), getattr(s.record, "speaker_party", 0))
                ]  # fmt: skip
        kept = {f.id for f in check_records(part)}
        ids = {s.id for s in part}
        assert kept == {f.id for f in whole if {c.record for c in f.sources} <= ids}


def test_findings_are_rows_with_both_sides() -> None:
    for finding in check_records(ALL, TEXTS):
        row = to_row(finding)
        assert row["compares"] == CHECKS[row["check"]]
        assert "\n" not in row["message"]
        assert len(row["sources"]) > 1 or row["reference"]
