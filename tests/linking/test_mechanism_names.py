"""Pairs of names: which are one arrangement of the same parties, by their words alone."""

from datetime import date

import pytest
from tests.linking.builders_mechanisms import Paper, written

from communique.linking.mechanism_names import initials, ordinal_of, read_name, read_names
from communique.linking.mechanisms import join_mechanisms
from communique.records import Mechanism
from communique.reference.tables import read_rows

SAME = [
    ("CHN+GBR", "China-UK Strategic Dialogue", "the Strategic Dialogue between the UK and China"),
    ("CHN+GBR", "China-UK Strategic Dialogue", "Strategic Dialogue"),
    ("CHN+GBR", "UK-China Economic and Financial Dialogue", "EFD"),
    ("CHN+GBR", "Economic and Financial Dialogue", "the annual Financial and Economic Dialogue"),
    ("CHN+GBR", "Sino-British Human Rights Dialogue", "UK-China dialogue on human rights"),
    ("CHN+GBR", "Human Rights Dialogue", "human rights talks between London and Beijing"),
    ("CHN+GBR", "Joint Economic and Trade Commission", "JETCO"),
    ("CHN+USA", "Strategic and Economic Dialogue", "S&ED"),
    ("CHN+USA", "Strategic and Economic Dialogue", "U.S.-China Strategic & Economic Dialogue"),
    ("CHN+USA", "Joint Commission on Commerce and Trade", "JCCT"),
    ("CHN+USA", "U.S.-China JCCT", "the Joint Commission on Commerce and Trade"),
    ("DEU+JPN", "2+2", "foreign and defence ministers' dialogue"),
    ("DEU+JPN", "2+2 talks", "Foreign and Defense Ministers' Meeting"),
    ("DEU+JPN", "two-plus-two dialogue", "2+2 dialogue of foreign and defence ministers"),
    ("FRA+JPN", "Foreign and Defence Ministerial Meeting", "2 + 2 ministerial meeting"),
    ("JPN+USA", "Security Consultative Committee", "2+2"),
    ("JPN+USA", "Japan-U.S. Security Consultative Committee", "SCC"),
    ("AUS+USA", "AUSMIN", "Australia-United States Ministerial Consultations"),
    ("IND+USA", "Initiative on Critical and Emerging Technology", "iCET"),
    ("CHN+IND", "Special Representatives' talks on the boundary question",
     "Special Representatives' Dialogue"),
    ("KEN+TUR", "Joint Economic Commission", "Joint Economic Committee"),
    ("KEN+TUR", "third session of the Joint Economic Commission", "Joint Economic Commission"),
    ("KEN+TUR", "12th Joint Economic Commission meeting", "Joint Economic Commission"),
    ("KEN+TUR", "inaugural Political Consultations", "regular political consultations"),
    ("BRA+IND", "Foreign Office Consultations", "Foreign Ministry consultations"),
    ("BRA+IND", "Joint Working Group on Counter-Terrorism",
     "working group for combating terrorism"),
    ("BRA+IND", "Defence Dialogue", "defense dialogue mechanism"),
    ("BRA+IND", "Brazil-India Strategic Dialogue", "India-Brazil strategic dialogue"),
    ("CAN+MEX", "High-Level Economic Dialogue", "the economic dialogue"),
    ("CAN+MEX", "Dialogue on Climate Change", "Climate Change Dialogue"),
    ("CAN+MEX", "task force on migration", "Migration Task Force"),
    ("CHN+PAK", "China-Pakistan Foreign Ministers' Strategic Dialogue", "Strategic Dialogue"),
    ("CHN+eu", "EU-China High-Level Economic and Trade Dialogue", "HED"),
    ("USA+eu", "Trade and Technology Council", "the fourth TTC ministerial meeting"),
    ("FRA+KOR", "Cybersecurity Dialogue", "cyber security dialogue"),
    ("FRA+KOR", "Joint Committee on Economy", "Economic Joint Committee"),
    ("CHN+RUS", "Strategic Security Consultation", "strategic security consultations"),
    ("CHN+RUS", "Intergovernmental Commission on Investment Cooperation",
     "inter-governmental investment cooperation commission"),
    ("NGA+ZAF", "Bi-National Commission", "BNC"),
    ("EGY+GRC+CYP", "Trilateral Summit", "tenth trilateral summit"),
    ("IND+RUS", "India-Russia Annual Summit", "annual summit"),
]  # fmt: skip
DIFFERENT = [
    ("CHN+GBR", "Strategic Dialogue", "Strategic Security Dialogue"),
    ("CHN+GBR", "Strategic Dialogue", "High-Level Security Dialogue"),
    ("CHN+GBR", "Economic and Financial Dialogue", "Human Rights Dialogue"),
    ("CHN+GBR", "Strategic Dialogue", "Working Group of the Strategic Dialogue"),
    ("CHN+USA", "Joint Commission on Commerce and Trade",
     "Trade Remedies Working Group of the Joint Commission on Commerce and Trade"),
    ("CHN+USA", "dialogue on Syria", "dialogue on Afghanistan"),
    ("RUS+USA", "consultations on Ukraine", "consultations on Syria"),
    ("RUS+USA", "Bilateral Consultative Commission", "Bilateral Presidential Commission"),
    ("DEU+JPN", "2+2", "Vice-Ministerial 2+2"),
    ("DEU+JPN", "2+2 dialogue", "Foreign Ministers' Dialogue"),
    ("DEU+JPN", "2+2 dialogue", "Strategic Dialogue"),
    ("JPN+USA", "Security Consultative Committee", "Economic Policy Consultative Committee"),
    ("JPN+USA", "SCC", "EPCC"),
    ("KEN+TUR", "Joint Economic Commission", "Joint Military Commission"),
    ("KEN+TUR", "Joint Economic Commission", "Economic Forum"),
    ("KEN+TUR", "Political Consultations", "Consular Consultations"),
    ("BRA+IND", "Joint Working Group on Agriculture", "Joint Working Group on Health"),
    ("BRA+IND", "Defence Dialogue", "Defence Industry Dialogue"),
    ("BRA+IND", "Defence Policy Dialogue", "Defence Industry Dialogue"),
    ("BRA+IND", "Joint Commission", "Joint Working Group"),
    ("CAN+MEX", "Energy Dialogue", "Climate Dialogue"),
    ("CAN+MEX", "Security Group", "Security Dialogue"),
    ("CAN+MEX", "Subcommittee on Trade", "Committee on Trade"),
    ("CAN+MEX", "Free Trade Agreement", "Trade Committee"),
    ("CHN+eu", "High-Level Economic and Trade Dialogue", "High-Level Digital Dialogue"),
    ("USA+eu", "Trade and Technology Council", "Energy Council"),
    ("FRA+KOR", "Cyber Dialogue", "Space Dialogue"),
    ("FRA+KOR", "Maritime Dialogue", "Aviation Dialogue"),
    ("CHN+RUS", "Working-Level Arms Control Consultations", "Arms Control Consultations"),
    ("IND+USA", "Trade Policy Forum", "TTC"),
    ("IND+USA", "Homeland Security Dialogue", "Maritime Security Dialogue"),
]  # fmt: skip


def record_of(name: str, parties: str, document: str, day: date) -> Paper:
    paper = Paper(document, day)
    told = tuple(parties.split("+"))
    paper.write(Mechanism, name, name=name, parties=told, type="dialogue", state="existing")
    return paper


def joined(parties: str, left: str, right: str) -> int:
    papers = [
        record_of(left, parties, "a", date(2019, 3, 4)),
        record_of(right, parties, "b", date(2020, 5, 6)),
    ]
    return len(join_mechanisms(written(*papers)))


@pytest.mark.parametrize(("parties", "left", "right"), SAME, ids=[f"{a}={b}" for _, a, b in SAME])
def test_names_of_one_arrangement_are_joined(parties: str, left: str, right: str) -> None:
    assert joined(parties, left, right) == 1
    assert joined(parties, right, left) == 1


@pytest.mark.parametrize(
    ("parties", "left", "right"), DIFFERENT, ids=[f"{a}|{b}" for _, a, b in DIFFERENT]
)
def test_names_of_two_arrangements_stay_apart(parties: str, left: str, right: str) -> None:
    assert joined(parties, left, right) == 2
    assert joined(parties, right, left) == 2


@pytest.mark.parametrize("name", sorted({left for _, left, _ in SAME}))
def test_one_name_of_two_pairs_is_two(name: str) -> None:
    papers = [
        record_of(name.replace("China", "Asia"), pair, pair, date(2020, 1, 1))
        for pair in ("ARG+NOR", "CHL+NOR")
    ]
    assert len(join_mechanisms(written(*papers))) == 2


ORDINALS = [("third", 3), ("12th", 12), ("inaugural", 1), ("twenty-second", 22), ("round", None)]


@pytest.mark.parametrize(("word", "number"), ORDINALS)
def test_ordinal_of_reads_figures_and_words(word: str, number: int | None) -> None:
    assert ordinal_of(word) == number


def test_read_names_gives_the_short_form_in_brackets() -> None:
    full, short = read_names("Comprehensive Economic Dialogue (CED)")
    assert short.acronym == "ced"
    assert "ced" in initials(full)


def test_owners_are_parties_and_subjects_are_not() -> None:
    name = read_name("US-Russia consultations on Ukraine")
    assert name.owners == {"USA", "RUS"}
    assert name.core == {"partyukr"}


def test_every_row_of_the_table_of_names_is_cited_and_sorted() -> None:
    seen = set()
    columns = ["mechanism", "parties", "name", "citation"]
    for line, row in read_rows("mechanism_names.csv", columns):
        parties = row["parties"].split("+")
        assert parties == sorted(set(parties)), line
        assert len(parties) > 1, line
        assert row["citation"], line
        key = (row["parties"], *read_name(row["name"]).key)
        assert key not in seen, f"line {line}: {row['name']} stands there already"
        seen.add(key)
