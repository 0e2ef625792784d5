"""The tables of parties: every row usable, every state complete, every name found."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import TableError, UnknownParty
from communique.reference import parties as module
from communique.reference.parties import Parties, fold_name, load_parties
from communique.reference.tables import read_rows

TABLES = [
    "states.csv", "state_names.csv", "organisations.csv", "organisation_names.csv",
    "memberships.csv", "party_exceptions.csv",
]  # fmt: skip

#: States whose capital bears their own name, or has none, and territories without a people.
WITHOUT_CAPITAL_ROW = {"SGP", "MCO", "SMR", "VAT", "ISR", "PSE"}

PARTIES = load_parties()


@pytest.fixture
def parties() -> Parties:
    return PARTIES


def forms_of(party: str, *kinds: str) -> set[str]:
    return {n.form for n in PARTIES.names if n.party == party and n.kind in kinds}


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_a_citation_and_clean_cells(table: str) -> None:
    rows = list(read_rows(table, ["citation"]))
    assert rows
    for line, row in rows:
        assert row["citation"], f"{table}:{line}"
        assert all(cell == cell.strip() for cell in row.values()), f"{table}:{line}"


def test_states_cover_the_standard(parties: Parties) -> None:
    assert len(parties.states) == 250
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in parties.states)
    assert len({state.alpha2 for state in parties.states.values()}) == 250
    kinds = Counter(state.kind for state in parties.states.values())
    assert kinds["state"] == 195


def test_organisation_ids_are_lower_case_and_never_a_state(parties: Parties) -> None:
    assert len(parties.organisations) > 250
    for identifier in parties.organisations:
        assert re.fullmatch(r"[a-z0-9+-]+", identifier)
        assert identifier not in parties.states


def test_names_are_unique_within_a_party(parties: Parties) -> None:
    counts = Counter((name.party, name.form) for name in parties.names)
    assert [key for key, count in counts.items() if count > 1] == []


def test_forms_shared_by_parties_are_marked_ambiguous(parties: Parties) -> None:
    owners: dict[str, set[str]] = {}
    for name in parties.names:
        owners.setdefault(name.form, set()).add(name.party)
    unmarked = [n.form for n in parties.names if len(owners[n.form]) > 1 and not n.ambiguous]
    assert unmarked == []


def test_names_have_no_article(parties: Parties) -> None:
    kept = {"The Netherlands", "The Hague", "The Valley", "The Lodge"}
    for name in parties.names:
        if name.form.lower().startswith("the "):
            assert name.form in kept or name.kind in ("name", "organ"), name


@pytest.mark.parametrize(
    "code", [code for code, state in PARTIES.states.items() if state.kind != "territory"]
)
def test_every_state_has_name_people_and_capital(code: str) -> None:
    state = PARTIES.states[code]
    assert state.name in forms_of(code, "name", "official")
    assert state.official_name in forms_of(code, "name", "official")
    assert code == "VAT" or forms_of(code, "demonym") or forms_of(code, "people")
    has_capital = bool(forms_of(code, "capital"))
    assert has_capital != (code in WITHOUT_CAPITAL_ROW)


@pytest.mark.parametrize("identifier", sorted(PARTIES.organisations))
def test_every_organisation_has_a_name(identifier: str) -> None:
    assert forms_of(identifier, "name")


def test_apostrophes_come_straight_and_curly(parties: Parties) -> None:
    assert {"Côte d'Ivoire", "Côte d\u2019Ivoire", "Cote d'Ivoire"} <= forms_of("CIV", "name")


RESOLVED = [
    pytest.param("CHN", "CHN", id="code"),
    pytest.param("gbr", "GBR", id="code_lower"),
    pytest.param("fr", "FRA", id="alpha2"),
    pytest.param("Britain", "GBR", id="name"),
    pytest.param("the netherlands", "NLD", id="article"),
    pytest.param("U.S.", "USA", id="points"),
    pytest.param("us", "USA", id="no_points"),
    pytest.param("cote d\u2019ivoire", "CIV", id="accents_and_curly"),
    pytest.param("Democratic Peoples Republic of Korea", "PRK", id="apostrophe_left_out"),
    pytest.param("Burma", "MMR", id="older_name"),
    pytest.param("Kiev", "UKR", id="older_capital"),
    pytest.param("Emirati", "ARE", id="demonym"),
    pytest.param("Kremlin", "RUS", id="seat"),
    pytest.param("Knesset", "ISR", id="organ"),
    pytest.param("Brussels", "BEL", id="capital_before_seat"),
    pytest.param("AU", "au", id="acronym_before_alpha2"),
    pytest.param("nam", "nam", id="id_before_code"),
    pytest.param("NAM", "NAM", id="code_before_acronym"),
    pytest.param("Group of 7", "g7", id="organisation_name"),
    pytest.param("World Health Organisation", "who", id="british_spelling"),
    pytest.param("sco", "sco", id="organisation_id"),
]


@pytest.mark.parametrize(("text", "expected"), RESOLVED)
def test_resolve_finds_the_party(text: str, expected: str, parties: Parties) -> None:
    assert parties.resolve(text) == expected


UNRESOLVED = [
    pytest.param("Brittain", ["United Kingdom (GBR)"], id="misspelt"),
    pytest.param("United Stats", ["United States (USA)"], id="misspelt_words"),
    pytest.param("Congo", ["(COD)", "(COG)"], id="two_states"),
    pytest.param("Dominican", ["(DMA)", "(DOM)"], id="two_peoples"),
    pytest.param("Xqzzyk", [], id="nothing_near"),
    pytest.param("", [], id="empty"),
]


@pytest.mark.parametrize(("text", "suggestions"), UNRESOLVED)
def test_resolve_suggests_when_it_cannot_decide(
    text: str, suggestions: list[str], parties: Parties
) -> None:
    with pytest.raises(UnknownParty) as caught:
        parties.resolve(text)
    message = str(caught.value)
    assert all(suggestion in message for suggestion in suggestions)
    assert ("did you mean" in message) == bool(suggestions)


@pytest.mark.parametrize("party", [*PARTIES.states, *PARTIES.organisations])
def test_resolve_reads_back_ids_and_labels(party: str, parties: Parties) -> None:
    assert parties.resolve(party) == party
    assert parties.resolve(parties.label(party)) == party


def test_label_falls_back_to_the_id(parties: Parties) -> None:
    assert parties.label("CHN") == "China"
    assert parties.label("eu") == "European Union"
    assert parties.label("moon-base") == "moon-base"


AMBIGUOUS = [
    pytest.param("Georgia", True, id="us_state"),
    pytest.param("Jordan", True, id="surname"),
    pytest.param("Chad", True, id="given_name"),
    pytest.param("Turkey", True, id="bird"),
    pytest.param("Polish", True, id="verb"),
    pytest.param("AU", True, id="symbol"),
    pytest.param("ICC", True, id="other_bodies"),
    pytest.param("Nigeria", False, id="nigeria"),
    pytest.param("NATO", False, id="nato"),
    pytest.param("WHO", False, id="case_decides"),
]


@pytest.mark.parametrize(("form", "expected"), AMBIGUOUS)
def test_ambiguous_marks(form: str, expected: bool, parties: Parties) -> None:
    assert {n.ambiguous for n in parties.names if n.form == form} == {expected}


MEMBERS = [
    pytest.param("eu", "GBR", 2019, True, id="before_leaving"),
    pytest.param("eu", "GBR", 2021, False, id="after_leaving"),
    pytest.param("nato", "SWE", 2023, False, id="before_joining"),
    pytest.param("nato", "SWE", 2024, True, id="after_joining"),
    pytest.param("sco", "IRN", 2023, True, id="sco_iran"),
    pytest.param("sco", "BLR", 2023, False, id="observer_is_no_member"),
    pytest.param("g20", "au", 2023, True, id="organisation_as_member"),
    pytest.param("ecowas", "MLI", 2026, False, id="withdrawn"),
    pytest.param("unsc", "FRA", 2000, True, id="permanent_member"),
]


@pytest.mark.parametrize(("organisation", "member", "year", "expected"), MEMBERS)
def test_members_by_year(
    organisation: str, member: str, year: int, expected: bool, parties: Parties
) -> None:
    assert (member in parties.members(organisation, year=year)) == expected


@pytest.mark.parametrize(
    ("organisation", "count"),
    [("un", 193), ("eu", 27), ("nato", 32), ("au", 55), ("asean", 11), ("arab-league", 22),
     ("oic", 57), ("commonwealth", 56), ("osce", 57), ("g7", 7), ("sadc", 16)],
)  # fmt: skip
def test_members_number_as_the_organisations_say(
    organisation: str, count: int, parties: Parties
) -> None:
    assert len(parties.members(organisation)) == count


def test_members_of_an_organisation_without_rows_is_empty(parties: Parties) -> None:
    assert parties.members("interpol") == ()


def test_memberships_are_unique_and_in_order_of_time(parties: Parties) -> None:
    keys = Counter((f.organization, f.member, f.role, f.since) for f in parties.memberships)
    assert max(keys.values()) == 1
    assert all(f.since <= f.until for f in parties.memberships if f.since and f.until)


def test_exceptions_hold_a_form_and_are_none(parties: Parties) -> None:
    forms = {name.form for name in parties.names}
    assert {"Indian Ocean", "Latin America", "Paris Agreement"} <= set(parties.exceptions)
    assert forms.isdisjoint(parties.exceptions)
    assert len(set(parties.exceptions)) == len(parties.exceptions)


def test_rows_that_cannot_be_used_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = [
        ("code,alpha2,name,official_name,kind,citation\nXXA,XA,A,A,moon,here\n", "kind"),
        ("code,alpha2,name,official_name,kind,citation\nXXA,XA,A,A,state,\n", "no citation"),
    ]
    monkeypatch.setattr("communique.reference.tables.FOLDER", tmp_path)
    for content, reason in bad:
        (tmp_path / "states.csv").write_text("# source\n" + content, encoding="utf-8")
        with pytest.raises(TableError, match=f"line 3: .*{reason}"):
            list(module._read("states.csv", module.State))


def test_a_name_of_an_unknown_party_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "names.csv").write_text(
        "party,form,kind,ambiguous,citation\nZZZ,Zed,name,no,here\n", encoding="utf-8"
    )
    monkeypatch.setattr("communique.reference.tables.FOLDER", tmp_path)
    with pytest.raises(TableError, match="unknown party 'ZZZ'"):
        list(module._read("names.csv", module.PartyName, known={"CHN"}))


@given(st.sampled_from([n.form for n in PARTIES.names]), st.booleans())
def test_fold_name_is_idempotent_and_blind_to_case(form: str, upper: bool) -> None:
    folded = fold_name(form)
    assert fold_name(folded) == folded
    assert fold_name(form.upper() if upper else form.lower()) == folded


@given(st.text(max_size=30))
def test_resolve_answers_with_a_known_party_or_raises(text: str) -> None:
    try:
        found = PARTIES.resolve(text)
    except UnknownParty as error:
        assert error.name == text
    else:
        assert found in PARTIES.states or found in PARTIES.organisations
