"""Clocks: every state has a row, and offsets are those of real zones."""

from pathlib import Path

import pytest

from communique.errors import TableError
from communique.reference import clocks, tables
from communique.reference.clocks import clocks_apart, load_clocks
from communique.reference.parties import load_parties


def test_load_clocks_has_the_members_of_the_united_nations() -> None:
    known = load_clocks()
    assert len(known) > 240
    assert known.keys() <= load_parties().states.keys()
    assert all(-12 <= hours <= 14 for hours in known.values())


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        pytest.param(("CHN", "USA"), True, id="across_the_pacific"),
        pytest.param(("FRA", "DEU"), False, id="neighbours"),
        pytest.param(("CHN", "eu"), False, id="an_organisation_has_no_clock"),
        pytest.param((), False, id="nobody"),
    ],
)
def test_clocks_apart_measures_capitals(parties: tuple[str, ...], expected: bool) -> None:
    assert clocks_apart(parties, 5) is expected


@pytest.mark.parametrize("row", ["XXX,UTC,1,", "XXX,UTC,one,source"])
def test_load_clocks_refuses_bad_rows(
    row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / clocks.TABLE).write_text(f"state,zone,hours,citation\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    load_clocks.cache_clear()
    with pytest.raises(TableError):
        load_clocks()
    load_clocks.cache_clear()
