"""Days written in heads of pages and in addresses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading.dates import find_date_in_url, find_dates

DAY = date(2024, 4, 23)

WRITTEN = [
    pytest.param("Updated: 2024-04-23 15:09", id="iso"),
    pytest.param("2024/4/23", id="slashes"),
    pytest.param("14:14, 23-Apr-2024", id="short_month"),
    pytest.param("23 April 2024", id="day_first"),
    pytest.param("23rd of April, 2024", id="ordinal"),
    pytest.param("April 23, 2024", id="month_first"),
    pytest.param("Apr. 23, 2024", id="abbreviated"),
    pytest.param("Tue, 23 Apr 2024 10:00", id="weekday"),
    pytest.param("2024年4月23日", id="chinese"),
    pytest.param("le 23 avril 2024", id="french"),
    pytest.param("23 de abril de 2024", id="spanish"),
    pytest.param("23 апреля 2024", id="russian"),
    pytest.param("23.04.2024", id="points"),
    pytest.param("04/23/2024", id="only_one_order_makes_a_day"),
]


@pytest.mark.parametrize("text", WRITTEN)
def test_find_dates_reads(text: str) -> None:
    assert [written.day for written in find_dates(text)] == [DAY]


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        pytest.param("USA", [date(2024, 3, 6)], id="month_first"),
        pytest.param("GBR", [date(2024, 6, 3)], id="day_first"),
        pytest.param(None, [], id="unknown_stays_unknown"),
    ],
)
def test_find_dates_reads_figures_by_country(country: str | None, expected: list[date]) -> None:
    assert [written.day for written in find_dates("03/06/2024", country=country)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "31 April 2024",
        "2024-13-01",
        "Resolution 2728",
        "1234567890",
        "April 2024",
        "version 1.2.2024.5",
        "2024-03-01-readout.txt",
        "statement_2019-12-31.docx",
        "report-2024-03-01_final",
    ],
)
def test_find_dates_passes_over(text: str) -> None:
    assert find_dates(text) == []


@given(st.text(max_size=80))
def test_find_dates_spans_what_it_found(text: str) -> None:
    position = 0
    for written in find_dates(text, country="GBR"):
        assert position <= written.start < written.end <= len(text)
        position = written.end


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://example.org/2021/01/21/call/", date(2021, 1, 21), id="folders"),
        pytest.param("https://example.org/20210121/x.html", date(2021, 1, 21), id="figures"),
        pytest.param("https://example.org/a/2021-01/21/c_1.htm", date(2021, 1, 21), id="mixed"),
        pytest.param("https://example.org/2021/call", None, id="year_only"),
        pytest.param("https://example.org/id/20219999/x", None, id="no_day"),
        pytest.param("https://example.org/?d=/2021/01/21/", None, id="in_query"),
    ],
)
def test_find_date_in_url_reads_the_path(url: str, expected: date | None) -> None:
    assert find_date_in_url(url) == expected
