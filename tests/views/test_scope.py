from datetime import date

import pytest
from tests.views.conftest import Page, write_british_side, write_chinese_side, write_other_pair

from communique.records import Commitment, Engagement, Position
from communique.views.scope import Pair, Scope, names_party

PAIR = Pair("GBR", "CHN")


def test_is_addressed_takes_all_that_is_said_in_a_document_about_the_pair() -> None:
    findings = write_chinese_side().findings()
    scope = Scope(PAIR, findings)
    assert all(scope.is_addressed(finding) for finding in findings)


def test_is_addressed_elsewhere_needs_words_that_name_the_other() -> None:
    findings = write_other_pair().findings()
    scope = Scope(PAIR, findings)
    addressed = [f.record for f in findings if scope.is_addressed(f)]
    assert [r.evidence[0].text for r in addressed] == [
        "China is willing to work with Britain on African debt"
    ]


def test_is_addressed_refuses_a_document_that_names_one_party_only() -> None:
    page = Page("China will work with Britain.")
    page.write(
        Commitment,
        "China will work with Britain",
        parties=("CHN",),
        force="pledged",
        action="work with Britain",
    )
    [finding] = page.findings()
    assert not Scope(PAIR, [finding]).is_addressed(finding)


def test_is_addressed_leaves_a_summit_of_many_to_all_of_them() -> None:
    page = Page("Leaders met. Britain supports open markets.", day=date(2024, 11, 18))
    page.write(
        Engagement,
        "Leaders met",
        form="summit",
        status="held",
        parties=("BRA", "CHN", "GBR", "USA"),
    )
    stance = page.write(
        Position,
        "Britain supports open markets",
        holder="GBR",
        issue="trade",
        stance="support",
        wording="supports open markets",
    )
    scope = Scope(PAIR, page.findings())
    summit, position = page.findings()
    assert scope.is_joint(summit)
    assert position.record == stance
    assert not scope.is_addressed(position)


def test_is_joint_wants_both_in_the_record_itself() -> None:
    findings = write_british_side().findings()
    scope = Scope(PAIR, findings)
    joint = {f.record.kind for f in findings if scope.is_joint(f)}
    assert joint == {"engagement", "commitment", "mechanism", "request"}


@pytest.mark.parametrize(
    ("text", "party", "expected"),
    [
        pytest.param("the Chinese side", "CHN", True, id="adjective"),
        pytest.param("ties with the ROK", "KOR", True, id="abbreviation"),
        pytest.param("it helps us all", "USA", False, id="pronoun_is_no_abbreviation"),
        pytest.param("a set of chinaware", "CHN", False, id="part_of_a_word"),
        pytest.param("a fair in Beijing", "CHN", False, id="capital_is_a_place"),
        pytest.param("peace", "no-such-party", False, id="unknown_party"),
    ],
)
def test_names_party_knows_actors_by_their_names(text: str, party: str, expected: bool) -> None:
    assert names_party(text, party) is expected
