"""The table of foundings."""

import re

import pytest

from communique.reference.foundings import TABLE, load_foundings
from communique.reference.parties import load_parties
from communique.reference.tables import read_rows


@pytest.mark.parametrize(
    ("organisation", "year"),
    [("un", 1945), ("asean", 1967), ("nato", 1949), ("sco", 2001), ("au", 2002), ("opec", 1960)],
)
def test_foundings_have_the_years_that_are_celebrated(organisation: str, year: int) -> None:
    assert year in {row.year for row in load_foundings()[organisation]}


def test_every_row_is_of_a_known_organisation_once() -> None:
    rows = [(row["organization"], row["year"]) for _, row in read_rows(TABLE, ["citation"])]
    assert len(rows) == len(set(rows))
    assert {body for body, _ in rows} <= set(load_parties().organisations)
    assert all(re.fullmatch(r"\d{4}", year) for _, year in rows)
    assert rows == sorted(rows)
