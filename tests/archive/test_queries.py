"""What the archive finds, by each condition and in which order."""

from datetime import date
from typing import Any

import pytest
from tests.archive.conftest import find_words, make_document

from communique.archive import Archive
from communique.document import Article, Document, DocumentDate, Metadata
from communique.errors import ArchiveError
from communique.records import DateRange, Position, RecordBase

Read = tuple[Document, list[RecordBase]]

ALL = ("engagement", "statement", "commitment", "request", "position", "figure", "tenure")


def say_support(document: Document, holder: str, words: str) -> Position:
    return Position(
        document_id=document.id,
        evidence=(find_words(document, words),),
        holder=holder,
        issue="climate",
        stance="support",
        wording=words,
    )


CASES: list[Any] = [
    pytest.param({}, ALL, id="no_condition"),
    pytest.param({"kind": "request"}, ["request"], id="one_kind"),
    pytest.param({"kind": ("request", "figure")}, ["request", "figure"], id="two_kinds"),
    pytest.param(
        {"parties": ("JPN", "KEN")}, ["engagement", "commitment", "request"], id="both_parties"
    ),
    pytest.param({"parties": ("KEN", "USA")}, [], id="a_party_nobody_names"),
    pytest.param({"parties": ("JPN", "FRA", "KEN")}, ["request"], id="three_parties"),
    pytest.param({"parties": ("FRA", "USA"), "all_parties": False}, ["request"], id="any_party"),
    pytest.param(
        {"parties": ("KEN",), "roles": ("holder", "by")}, ["request", "position"], id="role"
    ),
    pytest.param({"parties": ("JPN",), "roles": ("by",)}, [], id="role_of_the_other"),
    pytest.param({"until": date(2024, 5, 2)}, ["engagement"], id="until_a_day"),
    pytest.param({"since": date(2024, 5, 3)}, ALL[1:], id="since_a_day"),
    pytest.param({"since": date(2024, 5, 4)}, [], id="since_a_later_day"),
    pytest.param({"due_since": date(2030, 6, 1)}, ["commitment"], id="due_within"),
    pytest.param({"due_since": date(2031, 1, 1)}, [], id="due_later"),
    pytest.param(
        {"due_until": date(2029, 12, 31)}, ["engagement", "tenure"], id="own_date_before_due"
    ),
    pytest.param({"as_of": date(2024, 5, 3)}, ALL, id="published_by_then"),
    pytest.param({"as_of": date(2024, 5, 2)}, [], id="not_published_yet"),
    pytest.param({"issue": "trade"}, ["request"], id="topic"),
    pytest.param({"issue": "multilateralism"}, ["position"], id="issue_of_a_position"),
    pytest.param({"issue": "cyber"}, [], id="issue_of_none"),
    pytest.param({"person": "mudavadi"}, ["engagement", "request"], id="surname"),
    pytest.param(
        {"person": "KAMIKAWA Yoko"}, ["engagement", "statement", "tenure"], id="any_order"
    ),
    pytest.param({"person": "Kami"}, [], id="part_of_a_word"),
    pytest.param({"person": "%"}, [], id="wildcard"),
    pytest.param({"text": "joint committees"}, ["commitment"], id="words_of_the_evidence"),
    pytest.param({"text": "markets geothermal"}, [], id="words_of_two_records"),
    pytest.param({"text": "?!"}, [], id="no_word"),
    pytest.param({"document": "0000"}, [], id="unknown_document"),
    pytest.param({"limit": 2}, ["engagement", "tenure"], id="limit"),
    pytest.param(
        {"parties": ("KEN", "JPN"), "issue": "climate", "text": "2030"}, ["commitment"], id="joint"
    ),
]


@pytest.mark.parametrize(("wanted", "kinds"), CASES)
def test_records_finds(
    archive: Archive, readout: Read, wanted: dict[str, Any], kinds: list[str]
) -> None:
    archive.add(*readout)
    found = [s.record for s in archive.records(order="oldest", **wanted)]
    assert sorted(r.kind for r in found) == sorted(kinds)
    assert all(record in readout[1] for record in found)


def test_records_refuses_an_unknown_kind(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="no records are of kind 'promise'; the kinds are"):
        list(archive.records(kind="promise"))


def add_three(archive: Archive) -> list[str]:
    """Add an undated page, a newer and an older one; return their ids in that order."""
    ids = []
    for day in (None, date(2024, 2, 1), date(2023, 2, 1)):
        page = make_document(f"Kenya supports this, {day}. Japan supports that, {day}.", day=day)
        found = [
            say_support(page, "JPN", f"Japan supports that, {day}"),
            say_support(page, "KEN", f"Kenya supports this, {day}"),
        ]
        archive.add(page, found)
        ids.append(page.id)
    return ids


@pytest.mark.parametrize(
    ("order", "places"),
    [
        pytest.param("newest", [1, 2, 0], id="newest"),
        pytest.param("oldest", [2, 1, 0], id="oldest"),
        pytest.param("document", [2, 1, 0], id="document"),
    ],
)
def test_order_puts_the_undated_last(archive: Archive, order: Any, places: list[int]) -> None:
    ids = add_three(archive)
    found = [(s.document.id, s.record.evidence[0].start) for s in archive.records(order=order)]
    assert [start == 0 for _, start in found] == [True, False] * 3
    assert [document for document, start in found if start == 0] == [ids[p] for p in places]
    assert [d.id for d in archive.documents(order=order)] == [ids[p] for p in places]


def test_dates_leave_out_the_undated(archive: Archive) -> None:
    ids = add_three(archive)
    found = {s.document.id for s in archive.records(since=date(1900, 1, 1))}
    assert found == set(ids[1:])
    assert [d.id for d in archive.documents(until=date(2023, 12, 31))] == [ids[2]]
    stats = archive.stats()
    assert (stats.undated_documents, stats.undated_records) == (1, 2)
    assert (stats.first_published, stats.last_published) == (date(2023, 2, 1), date(2024, 2, 1))


def test_unknown_date_of_an_engagement_is_filed_under_the_page_s(
    archive: Archive, readout: Read
) -> None:
    document, found = readout
    undated = found[0].model_copy(update={"date": DateRange()})
    archive.add(document, [undated])
    (stored,) = archive.records()
    assert stored.filed == DateRange.on(date(2024, 5, 3))
    assert stored.record == undated


def test_records_carry_their_own_article(archive: Archive) -> None:
    text = "Kenya supports this. Japan supports that."
    articles = [
        Article(
            start=start,
            end=end,
            metadata=Metadata(
                title=title, published=DocumentDate(date=DateRange.on(day), found="text")
            ),
        )
        for start, end, title, day in [
            (0, 20, "First", date(2024, 1, 1)),
            (21, len(text), "Second", date(2024, 1, 2)),
        ]
    ]
    document = Document(name="two", text=text, sha256="0", articles=tuple(articles))
    archive.add(
        document,
        [
            say_support(document, "KEN", "Kenya supports this"),
            say_support(document, "JPN", "Japan supports that"),
        ],
    )
    found = [(s.document.title, s.filed) for s in archive.records(order="document")]
    assert found == [
        ("First", DateRange.on(date(2024, 1, 1))),
        ("Second", DateRange.on(date(2024, 1, 2))),
    ]
    assert [d.title for d in archive.documents()] == ["First"]


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        pytest.param({}, 2, id="all"),
        pytest.param({"parties": ("KEN", "JPN")}, 1, id="parties_of_different_records"),
        pytest.param({"parties": ("KEN", "USA")}, 0, id="party_nobody_names"),
        pytest.param({"publisher": "ministry of foreign affairs"}, 2, id="publisher"),
        pytest.param({"publisher": "Ministry"}, 0, id="other_publisher"),
        pytest.param({"limit": 1}, 1, id="limit"),
    ],
)
def test_documents_finds(
    archive: Archive, readout: Read, wanted: dict[str, Any], number: int
) -> None:
    archive.add(*readout)
    archive.add(make_document("No party is named here."), [])
    assert len(list(archive.documents(**wanted))) == number


def test_at_shows_the_evidence_in_its_text(archive: Archive, readout: Read) -> None:
    document, found = readout
    archive.add(document, found)
    for record in found:
        located = archive.at(record.id, margin=30)
        assert located.stored.record == record
        shown = [
            (passage.start + start, passage.start + end)
            for passage in located.context
            for start, end in passage.marks
        ]
        assert {(e.start, e.end) for e in record.evidence} <= set(shown)
        assert all(document.text[p.start : p.end] == p.text for p in located.context)


def test_unknown_ids_are_named(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="has no document 'nowhere'"):
        archive.document("nowhere")
    with pytest.raises(ArchiveError, match="has no record 'nothing'"):
        archive.at("nothing")
    assert len(archive.records_of("nowhere")) == 0


def test_pairs_count_records_once(archive: Archive, readout: Read) -> None:
    archive.add(*readout)
    found = [(p.left, p.right, p.records, p.engagements, p.last) for p in archive.pairs()]
    # Kenya is party, host and its minister's party in one engagement; Japan and France
    # are asked together and are no dyad by that.
    assert found == [
        ("JPN", "KEN", 3, 1, date(2024, 5, 3)),
        ("FRA", "KEN", 1, 0, date(2024, 5, 3)),
    ]
    assert [p.records for p in archive.pairs(kind="engagement")] == [1]
    assert archive.pairs(since=date(2025, 1, 1)) == []


def test_stats_count(archive: Archive, readout: Read) -> None:
    assert archive.stats().first_published is None
    archive.add(*readout)
    stats = archive.stats()
    assert (stats.documents, stats.records) == (1, 7)
    assert stats.kinds == dict.fromkeys(
        [*ALL[:5], "mechanism", "figure", "membership", "tenure", "occasion", "agenda"], 1
    ) | {"mechanism": 0, "membership": 0, "occasion": 0, "agenda": 0}
    assert list(stats.parties.items()) == [("JPN", 6), ("KEN", 4), ("FRA", 1)]


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param({"issue": "\udcff"}, id="issue"),
        pytest.param({"parties": ("\udcff",)}, id="party"),
        pytest.param({"document": "\udcff"}, id="document"),
    ],
)
def test_records_refuses_what_is_no_text(archive: Archive, wanted: dict[str, Any]) -> None:
    with pytest.raises(ArchiveError, match="which is no text; check its spelling"):
        list(archive.records(**wanted))
