"""The tables of cities and venues, and the look-up of a place by its name."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import TableError
from communique.reference import places as module
from communique.reference.parties import load_parties
from communique.reference.places import Places, load_places, place_key
from communique.reference.tables import FOLDER

PLACES = load_places()
ALL = list(PLACES)


@pytest.fixture
def places() -> Places:
    return PLACES


def test_every_place_is_in_a_known_country() -> None:
    states = load_parties().states
    assert len(ALL) > 30_000
    assert [place for place in ALL if place.country not in states] == []


def test_no_place_is_listed_twice() -> None:
    seen: set[tuple[str, str]] = set()
    for place in ALL:
        key = (place_key(place.name), place.country)
        assert key not in seen
        seen.add(key)


def test_names_are_in_latin_script_and_have_a_letter() -> None:
    for place in ALL:
        key = place_key(place.name)
        assert re.search(r"[a-z]", key), place
        assert key == key.strip(), place


def test_the_table_of_cities_names_its_source_and_licence() -> None:
    head = (FOLDER / "places.csv").read_text(encoding="utf-8")[:300]
    assert "GeoNames" in head and "CC BY 4.0" in head


LOOKED_UP = [
    pytest.param("Paris", "FRA", id="largest_first"),
    pytest.param("London", "GBR", id="not_ontario"),
    pytest.param("Bogota", "COL", id="accent_left_out"),
    pytest.param("Kraków", "POL", id="accent"),
    pytest.param("Cracow", "POL", id="english_name"),
    pytest.param("Xi\u2019an", "CHN", id="curly_apostrophe"),
    pytest.param("Sharm El Sheikh", "EGY", id="hyphens_left_out"),
    pytest.param("Bombay", "IND", id="older_name"),
    pytest.param("Washington, D.C.", "USA", id="name_with_comma"),
    pytest.param("BEIJING", "CHN", id="dateline_capitals"),
    pytest.param("Bali", "IDN", id="island_before_namesakes"),
    pytest.param("Davos", "CHE", id="small_town"),
    pytest.param("Camp David", "USA", id="venue"),
    pytest.param("Beidaihe", "CHN", id="resort"),
    pytest.param("Kananaskis", "CAN", id="summit_site"),
]


@pytest.mark.parametrize(("name", "country"), LOOKED_UP)
def test_lookup_finds_the_place(name: str, country: str, places: Places) -> None:
    assert places.lookup(name)[0].country == country


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("paris", id="lower_case"),
        pytest.param("Of", id="common_word"),
        pytest.param("Xqzzyk", id="unknown"),
        pytest.param("", id="empty"),
        pytest.param("P", id="one_letter"),
    ],
)
def test_lookup_is_empty_for_what_is_no_place(name: str, places: Places) -> None:
    assert places.lookup(name) == ()


@pytest.mark.parametrize(
    ("name", "ambiguous"),
    [("Reading", True), ("Mobile", True), ("Nice", True), ("Geneva", False), ("Berlin", False)],
)
def test_ambiguous_marks(name: str, ambiguous: bool, places: Places) -> None:
    assert places.lookup(name)[0].ambiguous == ambiguous


def test_kinds_tell_cities_from_venues(places: Places) -> None:
    assert places.lookup("Geneva")[0].kind == "city"
    assert places.lookup("Bürgenstock")[0].kind == "town"
    assert places.lookup("Chevening House")[0].kind == "venue"


@given(st.sampled_from(ALL))
def test_lookup_finds_every_place_by_its_own_name(place: module.PlaceFact) -> None:
    found = PLACES.lookup(place.name)
    if place.name[0].isupper():
        assert place in found
    assert [f.population for f in found] == sorted((f.population for f in found), reverse=True)


@given(st.text(max_size=20))
def test_lookup_takes_any_text(text: str) -> None:
    assert all(place_key(place.name) == place_key(text) for place in PLACES.lookup(text))


def test_a_table_with_other_columns_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "places.csv").write_text("name,country\nParis,FRA\n", encoding="utf-8")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    with pytest.raises(TableError, match="should have the columns"):
        module._read_cities()
