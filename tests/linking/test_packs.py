"""Reference packs come in two formats, and say at which row they can't be used."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import PackError
from communique.linking.packs import parse_csv, parse_entities, read_pack

HEADER = "person,office,rank,party,since,until,citation,aliases\n"
PERSON = {
    "id": "p1", "schema": "Person",
    "properties": {"name": ["Yang Jiechi"], "alias": ["杨洁篪", "Yang Chieh-ch'ih"]},
}  # fmt: skip
POST = {
    "id": "o1", "schema": "Position",
    "properties": {"name": ["Minister of Foreign Affairs"], "country": ["cn"]},
}  # fmt: skip
OCCUPANCY = {
    "id": "x1", "schema": "Occupancy", "datasets": ["cn_officials"],
    "properties": {
        "holder": ["p1"], "post": ["o1"], "startDate": ["2007-04-27"], "endDate": ["2013-03"],
    },
}  # fmt: skip


def lines(*entities: object) -> list[str]:
    return [json.dumps(entity) + "\n" for entity in entities]


def test_read_pack_reads_csv(tmp_path: Path) -> None:
    path = tmp_path / "pack.csv"
    path.write_text(
        HEADER + "Yang Jiechi,Foreign Minister,,China,2007-04-27,2013,a list,Yang Chieh-chih\n\n",
        encoding="utf-8-sig",
    )  # fmt: skip
    (tenure,) = read_pack(path)
    assert (tenure.party, tenure.rank, tenure.aliases) == (
        "CHN",
        "foreign-minister",
        ("Yang Chieh-chih",),
    )
    assert tenure.since.start == date(2007, 4, 27)
    assert (tenure.until.precision, tenure.until.end) == ("year", date(2013, 12, 31))
    assert tenure.covers(date(2010, 1, 1)) and not tenure.covers(date(2015, 1, 1))


def test_read_pack_reads_entities_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "pack.ftm.json"
    path.write_text("".join(lines(OCCUPANCY, POST, PERSON)), encoding="utf-8")
    (tenure,) = read_pack(path)
    assert (tenure.person, tenure.party, tenure.rank) == ("Yang Jiechi", "CHN", "foreign-minister")
    assert tenure.citation == "cn_officials"
    assert tenure.until.precision == "month"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        pytest.param("a,b\n", "pack.csv, row 1: has no column", id="columns"),
        pytest.param(HEADER + "A B,Minister,,China,soon,,list,\n", "'soon' for since", id="date"),
        pytest.param(HEADER + "A B,Minister,,China,2007-13,,list,\n", "has '2007-13'", id="month"),
        pytest.param(HEADER + "A B,Minister,,Atlantis,,,list,\n", "row 2: no state", id="party"),
        pytest.param(HEADER + "A B,Minister,chief,China,,,list,\n", "rank 'chief'", id="rank"),
        pytest.param(HEADER + "A B,Wonder,,China,,,list,\n", "no office is known", id="office"),
        pytest.param(HEADER + "A B,Minister,,China,,,,\n", "row 2: has no citation", id="citation"),
        pytest.param(HEADER + "\nA B,Minister\n", "row 3: has 2 fields", id="fields"),
        pytest.param("", "row 1: has no column", id="empty"),
    ],
)  # fmt: skip
def test_parse_csv_names_the_row(rows: str, words: str) -> None:
    with pytest.raises(PackError) as error:
        list(parse_csv(rows.splitlines(keepends=True), "pack.csv"))
    assert words in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("entities", "words"),
    [
        pytest.param([OCCUPANCY, PERSON], "row 1: has a post that is not in the pack", id="post"),
        pytest.param([PERSON, 5], "row 2: is no entity", id="entity"),
        pytest.param([PERSON, {**OCCUPANCY, "properties": {}}], "row 2: has no post", id="nothing"),
        pytest.param(
            [{**POST, "properties": {"name": ["Minister"]}}, PERSON, OCCUPANCY],
            "row 3: has a post of no country", id="country",
        ),
    ],
)  # fmt: skip
def test_parse_entities_names_the_row(entities: list[object], words: str) -> None:
    with pytest.raises(PackError) as error:
        list(parse_entities(lines(*entities), "pack.json"))
    assert words in str(error.value)


def test_read_pack_says_that_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="can't be read"):
        read_pack(tmp_path / "none.csv")


@given(st.text(max_size=80))
def test_packs_fail_with_their_own_error_only(text: str) -> None:
    for parse in (parse_csv, parse_entities):
        with suppress(PackError):
            list(parse(text.splitlines(keepends=True), "pack"))
