"""What records are found by: parties in their roles, people, dates, articles."""

import pytest
from tests.archive.conftest import read_readout

from communique.archive.projection import (
    find_article,
    fold,
    is_party,
    name_issues,
    name_parties,
    name_people,
    own_date,
)
from communique.document import Article, Document
from communique.records import (
    Agenda,
    Commitment,
    DateRange,
    Evidence,
    Membership,
    Position,
    RecordBase,
    Statement,
)

BASE = {
    "document_id": "d",
    "evidence": (Evidence(document_id="d", start=0, end=1, text="x", rule="test"),),
}
READOUT = {record.kind: record for record in read_readout()[1]}


def state(**fields: object) -> Statement:
    return Statement(**BASE, mode="direct", content=BASE["evidence"], **fields)


@pytest.mark.parametrize(
    ("record", "named"),
    [
        pytest.param(
            READOUT["engagement"],
            [
                ("JPN", "parties"),
                ("JPN", "people"),
                ("KEN", "host"),
                ("KEN", "parties"),
                ("KEN", "people"),
            ],
            id="engagement",
        ),
        pytest.param(
            READOUT["request"], [("FRA", "to"), ("JPN", "to"), ("KEN", "by")], id="request"
        ),
        pytest.param(READOUT["position"], [("KEN", "holder")], id="position"),
        pytest.param(READOUT["tenure"], [("JPN", "party")], id="tenure"),
        pytest.param(
            state(speaker="Wang Yi", speaker_party="CHN", addressee="GBR"),
            [("CHN", "speaker"), ("GBR", "addressee")],
            id="statement_to_a_party",
        ),
        pytest.param(
            state(speaker="Wang Yi", addressee="David Miliband"), [], id="statement_of_people"
        ),
        pytest.param(
            state(speaker="KEN", speakers=("KEN", "JPN")),
            [("JPN", "speaker"), ("KEN", "speaker")],
            id="joint_statement",
        ),
        pytest.param(
            Membership(**BASE, organization="sco", member="IND", role="member"),
            [("IND", "member"), ("sco", "organization")],
            id="membership",
        ),
        pytest.param(
            Agenda(**BASE, title="Plan", holder=None, count=3, items=()), [], id="nobody_s_agenda"
        ),
    ],
)
def test_name_parties(record: RecordBase, named: list[tuple[str, str]]) -> None:
    assert name_parties(record) == named


@pytest.mark.parametrize(
    ("record", "names"),
    [
        pytest.param(READOUT["engagement"], ["Musalia Mudavadi", "Yoko Kamikawa"], id="officials"),
        pytest.param(READOUT["request"], ["Musalia Mudavadi"], id="source"),
        pytest.param(READOUT["position"], [], id="narration"),
        pytest.param(
            state(speaker="KEN", addressee="Wang Yi", source="JPN"), ["Wang Yi"], id="no_parties"
        ),
    ],
)
def test_name_people(record: RecordBase, names: list[str]) -> None:
    assert name_people(record) == names


def test_name_issues_joins_topics_and_issue() -> None:
    position = Position(
        **BASE, holder="KEN", issue="trade", stance="support", wording="x", topics=("energy",)
    )
    assert name_issues(position) == ["energy", "trade"]


@pytest.mark.parametrize(
    ("name", "party"),
    [
        pytest.param("KEN", True, id="state"),
        pytest.param("g20", True, id="organisation"),
        pytest.param("pacific-islands-forum", True, id="long_id"),
        pytest.param("Xi Jinping", False, id="person"),
        pytest.param("Lula", False, id="one_name"),
        pytest.param("the spokesman", False, id="somebody"),
        pytest.param("KENYA", False, id="capitals"),
        pytest.param("外交部", False, id="no_case"),
        pytest.param("", False, id="empty"),
    ],
)
def test_is_party(name: str, party: bool) -> None:
    assert is_party(name) is party


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        pytest.param("Musalia MUDAVADI", "musalia mudavadi", id="case"),
        pytest.param("Ban Ki-moon", "ban ki moon", id="hyphen"),
        pytest.param("Gabriel  Boric\u0301", "gabriel boric", id="accents"),
        pytest.param("王毅", "王毅", id="chinese"),
        pytest.param("…", "", id="no_letters"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        pytest.param(READOUT["commitment"].due, READOUT["commitment"].due, id="known"),  # type: ignore[attr-defined]
        pytest.param(DateRange(), None, id="unknown"),
        pytest.param(None, None, id="none"),
    ],
)
def test_own_date(due: DateRange | None, expected: DateRange | None) -> None:
    commitment = Commitment(**BASE, parties=("KEN",), force="pledged", action="x", due=due)
    assert own_date(commitment) == expected


@pytest.mark.parametrize(
    ("offset", "article"),
    [
        pytest.param(0, 0, id="before_all"),
        pytest.param(5, 0, id="first"),
        pytest.param(20, 1, id="border"),
        pytest.param(99, 1, id="after_all"),
    ],
)
def test_find_article(offset: int, article: int) -> None:
    articles = (Article(start=2, end=18), Article(start=20, end=40))
    document = Document(name="two", text="x" * 50, sha256="0", articles=articles)
    assert find_article(document, offset) == article
