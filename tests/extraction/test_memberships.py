"""Memberships: who belongs to what, in which role, by the text's own words."""

import pytest
from tests.language.builders import analysis_of

from communique.extraction import memberships
from communique.records import Membership


def read(text: str, **given: str) -> list[Membership]:
    analysis = analysis_of(text, **given)
    found = list(memberships.extract(analysis))
    for record in found:
        for span in record.evidence:
            assert analysis.document.text[span.start : span.end] == span.text
    return found


CASES = [
    pytest.param(
        "The EAC groups Kenya, Uganda and Tanzania.",
        [("eac", "KEN", "member"), ("eac", "UGA", "member"), ("eac", "TZA", "member")],
        id="groups",
    ),
    pytest.param(
        "ASEAN met. Observer countries include Timor-Leste, while Japan and India are dialogue "
        "partners.",
        [
            ("asean", "TLS", "observer"),
            ("asean", "JPN", "dialogue-partner"),
            ("asean", "IND", "dialogue-partner"),
        ],
        id="roles_after_the_organisation",
    ),
    pytest.param(
        "France is a permanent member of the UN Security Council.",
        [("unsc", "FRA", "permanent-member")],
        id="permanent_member",
    ),
    pytest.param(
        "Malta should consult with other members of the UN Security Council.",
        [("unsc", "MLT", "member")],
        id="other_members",
    ),
    pytest.param("Serbia is not a member of NATO.", [], id="denied"),
    pytest.param("Finland joined NATO in 2023.", [("nato", "FIN", "member")], id="joined"),
    pytest.param("Ukraine wants to join NATO.", [("nato", "UKR", "candidate")], id="wants_to_join"),
    pytest.param(
        "Costa Rica's proposal to join the CPTPP was welcomed.",
        [("cptpp", "CRI", "candidate")],
        id="proposal_to_join",
    ),
    pytest.param("France joined the EU in condemning the raid.", [], id="joined_in_an_act"),
    pytest.param("President Biden joined the G7 leaders.", [], id="a_person_joins_people"),
    pytest.param("Italy will host the G7 summit in 2024.", [("g7", "ITA", "host")], id="host"),
    pytest.param(
        "Indonesia holds the chairmanship of ASEAN.", [("asean", "IDN", "chair")], id="chair"
    ),
    pytest.param("Ministers met under Brazil's G20 presidency.", [("g20", "BRA", "chair")],
                 id="presidency"),
    pytest.param("Ministers spoke of the US Presidency of the Group of Seven.",
                 [("g7", "USA", "chair")], id="presidency_of"),
    pytest.param("Kenya spoke of the EAC and Uganda.", [], id="mentioned_together"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_extract_reads_roles(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(record.organization, record.member, record.role) for record in read(text)]
    assert found == expected


def test_extract_dates_a_host_by_the_time_told() -> None:
    (record,) = read("Peru will host the APEC summit in 2024.")
    assert record.as_of.start is not None and record.as_of.start.year == 2024
    assert record.as_of.precision == "year"
