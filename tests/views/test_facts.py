from datetime import date
from typing import Any

import pytest
from tests.views.conftest import YEAR_2025, Page

from communique.records import (
    UNKNOWN_DATE,
    DateRange,
    Figure,
    Occasion,
    Position,
    RecordBase,
    Request,
)
from communique.views.facts import merge

WORDS = "The two sides met and agreed."
SEVENTH = DateRange.on(date(2024, 10, 7))
ASKED: dict[str, Any] = {
    "by": "GBR",
    "to": ("CHN",),
    "force": "urged",
    "action": "open an office",
}
STANCE: dict[str, Any] = {
    "holder": "GBR",
    "issue": "trade",
    "stance": "support",
    "wording": "supports free trade",
}
TARGET: dict[str, Any] = {
    "label": "trade target",
    "value": 6e10,
    "unit": "USD",
    "sense": "target",
    "period": YEAR_2025,
}
CASES = [
    pytest.param(
        Request, ASKED, {"action": "Open “an office”."}, 1, id="signs_and_articles_of_an_action"
    ),
    pytest.param(Request, ASKED, {"action": "close an office"}, 2, id="another_action"),
    pytest.param(
        Request,
        ASKED | {"action": "open an office for small firms in Chengdu"},
        {"action": "opening offices for small firms in Chengdu"},
        1,
        id="nearly_the_same_words",
    ),
    pytest.param(
        Request,
        ASKED | {"action": "train 500 engineers from coastal provinces"},
        {"action": "train 600 engineers from coastal provinces"},
        2,
        id="another_number",
    ),
    pytest.param(Request, ASKED, {"due": YEAR_2025}, 1, id="only_one_names_the_due_date"),
    pytest.param(Request, ASKED | {"due": YEAR_2025}, {"due": SEVENTH}, 2, id="due_dates_disagree"),
    pytest.param(Request, ASKED, {"force": "proposed"}, 2, id="another_force"),
    pytest.param(Position, STANCE, {}, 1, id="the_same_formula"),
    pytest.param(Position, STANCE, {"claimed_by": "CHN"}, 2, id="said_and_claimed_stay_two"),
    pytest.param(Figure, TARGET, {"value": 7e10}, 2, id="another_value"),
    pytest.param(Figure, TARGET, {"label": "Trade Target"}, 1, id="case_of_a_label"),
]


@pytest.mark.parametrize(("kind", "fields", "change", "expected"), CASES)
def test_merge_joins_what_two_documents_tell_alike(
    kind: type[RecordBase], fields: dict[str, Any], change: dict[str, Any], expected: int
) -> None:
    pages = [Page(WORDS, name="one.txt"), Page(f"{WORDS} ", name="other.txt")]
    pages[0].write(kind, WORDS, **fields)
    pages[1].write(kind, WORDS, **(fields | change))
    facts = merge(finding for page in pages for finding in page.findings())
    assert len(facts) == expected
    assert sum(len(fact.findings) for fact in facts) == 2


ANNIVERSARY: dict[str, Any] = {
    "name": "70th anniversary of diplomatic relations between India and Japan",
    "parties": ("IND", "JPN"),
    "date": YEAR_2025,
}
OCCASIONS = [
    pytest.param({"date": UNKNOWN_DATE}, 1, id="one_gives_no_date"),
    pytest.param({"name": "70th anniversary of the diplomatic relations"}, 1, id="without_sides"),
    pytest.param({"name": "60th anniversary of diplomatic relations"}, 2, id="another_number"),
    pytest.param({"date": SEVENTH}, 2, id="dates_disagree"),
    pytest.param({"parties": ("IND", "KEN")}, 2, id="other_parties"),
]


@pytest.mark.parametrize(("change", "expected"), OCCASIONS)
def test_merge_joins_accounts_of_one_occasion(change: dict[str, Any], expected: int) -> None:
    pages = [Page(WORDS, name="one.txt"), Page(f"{WORDS} ", name="other.txt")]
    pages[0].write(Occasion, WORDS, **ANNIVERSARY)
    pages[1].write(Occasion, WORDS, **(ANNIVERSARY | change))
    assert len(merge(finding for page in pages for finding in page.findings())) == expected
