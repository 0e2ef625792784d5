from datetime import date
from typing import Any

import pytest
from tests.servers import STORES

from communique.views import Desk, ledgers
from communique.views.ledger_pages import (
    lay_out_commitments,
    lay_out_mechanisms,
    lay_out_positions,
    lay_out_timeline,
)
from communique.views.render import to_markdown


@pytest.mark.parametrize("store", STORES)
def test_timeline_lists_engagements_of_both_parties_only(desk: Desk) -> None:
    found = desk.timeline("China", "Kenya")
    assert [e.record.parties for e in found.entries] == [("CHN", "KEN")]
    assert found.sources[0].name == "nairobi.txt"


COMMITMENTS = [
    pytest.param((), {}, 4, id="all"),
    pytest.param(("CHN",), {}, 4, id="one_party"),
    pytest.param(("KEN",), {}, 0, id="a_party_that_binds_itself_to_nothing"),
    pytest.param(("CHN", "GBR"), {}, 3, id="a_pair_to_each_other"),
    pytest.param(("CHN",), {"due_before": date(2026, 1, 1)}, 1, id="due_before"),
    pytest.param(("CHN",), {"due_before": date(2025, 12, 31)}, 0, id="due_before_excludes_its_day"),
    pytest.param(
        ("CHN",), {"states": ("overdue",), "as_of": date(2026, 1, 1)}, 1, id="overdue_later"
    ),
    pytest.param(("CHN",), {"states": ("overdue",)}, 0, id="nothing_overdue_yet"),
    pytest.param(("CHN",), {"as_of": date(2024, 10, 18)}, 1, id="published_by_then"),
]


@pytest.mark.parametrize(("parties", "options", "expected"), COMMITMENTS)
def test_commitments_keeps_what_is_asked_for(
    desk: Desk, parties: tuple[str, ...], options: dict[str, Any], expected: int
) -> None:
    ledger = ledgers.commitments(desk, *parties, **options)
    assert len(ledger.entries) == expected
    assert {n for e in ledger.entries for n in e.notes} == {f.number for f in ledger.footnotes}


@pytest.mark.parametrize(
    ("issue", "expected"),
    [
        pytest.param(None, ["climate", "taiwan"], id="all_issues"),
        pytest.param("taiwan", ["taiwan"], id="one_issue"),
        pytest.param("trade", [], id="an_issue_without_position"),
    ],
)
def test_positions_are_those_of_the_holder(
    desk: Desk, issue: str | None, expected: list[str]
) -> None:
    ledger = desk.positions("China", issue=issue)
    assert [e.record.issue for e in ledger.entries] == expected
    assert {e.record.holder for e in ledger.entries} <= {"CHN"}


@pytest.mark.parametrize("store", STORES)
def test_mechanisms_need_all_parties(desk: Desk) -> None:
    assert len(desk.mechanisms("UK", "China").entries) == 1
    assert desk.mechanisms("UK", "Kenya").entries == ()


@pytest.mark.parametrize("store", STORES)
def test_pages_of_ledgers_hold_every_entry(desk: Desk) -> None:
    pages = {
        "talks in Beijing": lay_out_timeline(desk.timeline("China", "Britain")),
        "build a railway in Kenya": lay_out_commitments(desk.commitments()),
        "one-China principle": lay_out_positions(desk.positions("China")),
        "Economic and Financial Dialogue": lay_out_mechanisms(desk.mechanisms()),
    }
    for words, page in pages.items():
        assert words.casefold() in to_markdown(page).casefold()
