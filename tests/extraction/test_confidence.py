"""Confidence: what the records of a kind, a rule and a publisher have earned."""

import pytest

from communique.evaluation.scoring import KINDS
from communique.extraction import extract
from communique.extraction.confidence import COLUMNS, TABLE, calibrate, expected
from communique.reading import read_text
from communique.reference.tables import read_rows

ROWS = [row for _, row in read_rows(TABLE, COLUMNS)]


@pytest.mark.parametrize("publisher", sorted({row["publisher"] for row in ROWS}))
def test_expected_knows_every_kind_of_every_publisher_in_the_table(publisher: str) -> None:
    assert all(0 < expected(publisher, kind, "") < 1 for kind in KINDS)


def test_expected_is_that_of_others_for_a_publisher_nobody_judged() -> None:
    assert "Nowhere Gazette" not in {row["publisher"] for row in ROWS}
    for kind in KINDS:
        assert expected("Nowhere Gazette", kind, "") == expected("", kind, "")


def test_expected_is_that_of_the_kind_for_a_rule_without_a_row() -> None:
    assert expected("", "statement", "statement:unheard-of") == expected("", "statement", "")


@pytest.mark.parametrize("row", [row for row in ROWS if row["rule"]], ids=lambda row: row["rule"])
def test_expected_is_that_of_the_rule_where_it_has_a_row(row: dict[str, str]) -> None:
    found = expected(row["publisher"], row["kind"], row["rule"])
    assert found == float(row["confidence"])


def test_extract_gives_records_the_confidence_of_their_like() -> None:
    text = (
        "Chinese Foreign Minister Wang Yi met his Kenyan counterpart Musalia Mudavadi in Nairobi "
        "on Monday. Kenya will build a port by 2030, Mudavadi said."
    )
    records = list(extract(read_text(text, date="2024-05-15")))
    assert {"engagement", "tenure"} <= {record.kind for record in records}
    assert records == calibrate(records, None)
