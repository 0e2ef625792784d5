"""Memberships: who belongs to what, in which role, by the text's own words."""

import pytest
from tests.language.builders import read_by

from communique.extraction import memberships
from communique.records import Membership


def read(text: str, **given: str) -> list[Membership]:
    return read_by(memberships.extract, text, **given)


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
    pytest.param(
        "Ana Diaz, President of Panama and Chairwoman of CELAC, spoke first.",
        [("celac", "PAN", "chair")],
        id="head_of_state_who_chairs",
    ),
    pytest.param(
        "Council President Ali Omar (Kenya) opened the meeting of the UN Security Council.",
        [("unsc", "KEN", "chair")],
        id="organ_presided_for_a_state",
    ),
    pytest.param(
        "Ana Diaz, Chairperson of the AU Commission and Kenyan envoy, spoke.",
        [],
        id="head_of_a_commission_is_nobodys_turn",
    ),
    pytest.param(
        "Japan's hosting of the G7 summit was praised.", [("g7", "JPN", "host")], id="hosting"
    ),
    pytest.param(
        "Malta, which presides over the OSCE, agreed.", [("osce", "MLT", "chair")], id="presides"
    ),
    pytest.param(
        "Panama, as Pro Tempore President of CELAC, convened the meeting.",
        [("celac", "PAN", "chair")],
        id="president_in_turn",
    ),
    pytest.param("Italy will host the G7 summit in 2024.", [("g7", "ITA", "host")], id="host"),
    pytest.param(
        "Indonesia holds the chairmanship of ASEAN.", [("asean", "IDN", "chair")], id="chair"
    ),
    pytest.param(
        "Ministers met under Brazil's G20 presidency.", [("g20", "BRA", "chair")], id="presidency"
    ),
    pytest.param(
        "Ministers spoke of the US Presidency of the Group of Seven.",
        [("g7", "USA", "chair")],
        id="presidency_of",
    ),
    pytest.param(
        "The EAC includes Kenya, Uganda and Tanzania.",
        [("eac", "KEN", "member"), ("eac", "UGA", "member"), ("eac", "TZA", "member")],
        id="includes",
    ),
    pytest.param(
        "The EAC included Kenya and Uganda in its plan.",
        [],
        id="included_once",
    ),
    pytest.param(
        "They saw envoys of the EAC, which comprises Kenya and Uganda.",
        [("eac", "KEN", "member"), ("eac", "UGA", "member")],
        id="which_comprises",
    ),
    pytest.param(
        "IGAD is a bloc made up of Kenya, Somalia and Uganda.",
        [("igad", "KEN", "member"), ("igad", "SOM", "member"), ("igad", "UGA", "member")],
        id="made_up_of",
    ),
    pytest.param(
        "ECOWAS is a format of cooperation that brings together Ghana and Togo.",
        [("ecowas", "GHA", "member"), ("ecowas", "TGO", "member")],
        id="defined_as",
    ),
    pytest.param(
        "The G7 countries, including Canada and Italy, agreed.",
        [("g7", "CAN", "member"), ("g7", "ITA", "member")],
        id="countries_of_a_group",
    ),
    pytest.param(
        "Norway and Iceland, members of NATO, agreed.",
        [("nato", "NOR", "member"), ("nato", "ISL", "member")],
        id="set_off_after",
    ),
    pytest.param(
        "In Norway, members of the UN Security Council met.",
        [],
        id="where_they_met",
    ),
    pytest.param(
        "Members of the EU, Norway and Iceland agreed.",
        [],
        id="joined_to_members",
    ),
    pytest.param(
        "Peru is a member of APEC and the OAS.",
        [("apec", "PER", "member"), ("oas", "PER", "member")],
        id="several_organisations",
    ),
    pytest.param(
        "Chile is among the members of APEC.",
        [("apec", "CHL", "member")],
        id="among_the_members",
    ),
    pytest.param(
        "Kenya and Ghana are linked by shared Commonwealth membership.",
        [("commonwealth", "GHA", "member"), ("commonwealth", "KEN", "member")],
        id="shared_membership",
    ),
    pytest.param(
        "Somalia was admitted to the EAC.",
        [("eac", "SOM", "member")],
        id="admitted",
    ),
    pytest.param(
        "Oman was elected as a non-permanent member of the UN Security Council.",
        [("unsc", "OMN", "member")],
        id="elected",
    ),
    pytest.param(
        "NATO was founded with Iceland and Norway as founding members.",
        [("nato", "ISL", "founder"), ("nato", "NOR", "founder")],
        id="with_as_founders",
    ),
    pytest.param(
        "ASEAN welcomed Norway and Brazil as dialogue partners.",
        [("asean", "NOR", "dialogue-partner"), ("asean", "BRA", "dialogue-partner")],
        id="welcomed_as",
    ),
    pytest.param(
        "ASEAN agreed to admit Fiji as its next member.",
        [("asean", "FJI", "candidate")],
        id="to_be_admitted",
    ),
    pytest.param(
        "The OTS met. Hungary joined as an observer in 2018.",
        [("turkic-states", "HUN", "observer")],
        id="joined_as",
    ),
    pytest.param(
        "Malta holds observer status in the OIC.",
        [("oic", "MLT", "observer")],
        id="holds_a_status",
    ),
    pytest.param(
        "The EU granted Georgia candidate status.",
        [("eu", "GEO", "candidate")],
        id="granted_a_status",
    ),
    pytest.param(
        "Leaders gave the status of candidate country to Georgia. They praised the EU.",
        [],
        id="status_before_its_body",
    ),
    pytest.param(
        "The EU gave the status of candidate country to Georgia.",
        [("eu", "GEO", "candidate")],
        id="status_of",
    ),
    pytest.param(
        "The Council accepted them as Observer States to the Pacific Alliance: Norway and Egypt.",
        [("pacific-alliance", "NOR", "observer"), ("pacific-alliance", "EGY", "observer")],
        id="list_after_a_colon",
    ),
    pytest.param(
        "Sweden applied for membership of NATO.",
        [("nato", "SWE", "candidate")],
        id="applied",
    ),
    pytest.param(
        "Fiji gained membership of the OECD.",
        [("oecd", "FJI", "member")],
        id="gained",
    ),
    pytest.param(
        "Oman is running for a seat on the UN Human Rights Council.",
        [("unhrc", "OMN", "candidate")],
        id="runs_for_a_seat",
    ),
    pytest.param(
        "Malta's candidature for a seat on the UN Security Council was discussed.",
        [("unsc", "MLT", "candidate")],
        id="candidature",
    ),
    pytest.param(
        "They extended an invitation for Oman to join the OECD.",
        [("oecd", "OMN", "candidate")],
        id="invitation_for",
    ),
    pytest.param(
        "Kenya and Peru met. Three new countries joined the OECD.",
        [],
        id="unnamed_countries",
    ),
    pytest.param(
        "Leaders of the OECD met. Peru joined the Clean Harbours Initiative.",
        [],
        id="body_with_another_name",
    ),
    pytest.param(
        "Peru entered into a partnership with the OECD.",
        [],
        id="partnership_with",
    ),
    pytest.param(
        "Chile took over the rotating presidency of the UN Security Council.",
        [("unsc", "CHL", "chair")],
        id="takes_over",
    ),
    pytest.param(
        "Kenya handed over the chairmanship of IGAD to Djibouti.",
        [("igad", "DJI", "chair")],
        id="hands_over",
    ),
    pytest.param(
        "The OTS chairmanship passed from Kazakhstan to Kyrgyzstan.",
        [("turkic-states", "KGZ", "chair")],
        id="passes",
    ),
    pytest.param(
        "Malaysia, the current chair of ASEAN, agreed.",
        [("asean", "MYS", "chair")],
        id="chair_set_off",
    ),
    pytest.param(
        "ASEAN Chair Malaysia agreed.",
        [("asean", "MYS", "chair")],
        id="chair_before_its_name",
    ),
    pytest.param(
        "The African Union, chaired by Angola, agreed.",
        [("au", "AGO", "chair")],
        id="chaired_by",
    ),
    pytest.param(
        "Ghana thanked Rwanda for its chairmanship of the Commonwealth.",
        [("commonwealth", "RWA", "chair")],
        id="its_chairmanship",
    ),
    pytest.param(
        "The ECOWAS summit ended. Togo praised the role of Ghana's presidency of the organisation.",
        [("ecowas", "GHA", "chair")],
        id="body_pointed_back_to",
    ),
    pytest.param(
        "Peru is a member of its own troika. It left the OAS.",
        [],
        id="member_of_something_else",
    ),
    pytest.param(
        "The five permanent members of the Security Council: China, France and Russia among them.",
        [("unsc", member, "permanent-member") for member in ("CHN", "FRA", "RUS")],
        id="seats_by_which_a_group_is_called",
    ),
    pytest.param("Kenya spoke of the EAC and Uganda.", [], id="mentioned_together"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_extract_reads_roles(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(record.organization, record.member, record.role) for record in read(text)]
    assert found == expected


def test_extract_dates_a_host_by_the_time_told() -> None:
    (record,) = read("Peru will host the APEC summit in 2024.")
    assert record.as_of.start is not None and record.as_of.start.year == 2024
    assert record.as_of.precision == "year"
