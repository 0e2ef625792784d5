"""What a person decided on a version of a page holds for the next one, as far as words do."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.conftest import MOMENT
from tests.archive.edited_pages import (
    CLOSING,
    LOAN,
    OPENING,
    REFORM,
    SAID,
    SCHOOL,
    edit_text,
    find,
    make_version,
)
from tests.servers import NewPlace
from tests.strategies import TEXTS

from communique.archive import Archive, open_archive
from communique.archive.aligning import Alignment
from communique.document import Document
from communique.errors import ArchiveError
from communique.linking.decisions import judgements_of
from communique.records import Commitment, RecordBase

Version = tuple[Document, list[RecordBase]]

#: What moves every word of the page.
LONGER = "Officials of Kenya and of Japan issued this short note on their joint work in the valley."
#: Five versions of one page: each edits another sentence than the one before, but for one.
PAGES = (
    make_version(1, edit_text()),
    make_version(2, edit_text([(OPENING, LONGER)])),
    make_version(3, edit_text([(OPENING, LONGER), (LOAN, LOAN.replace("three", "four"))])),
    make_version(4, edit_text([(OPENING, LONGER), (SAID, "")])),
    make_version(5, edit_text([(OPENING, LONGER), (REFORM, REFORM.replace("a reform", "reform"))])),
)


@pytest.fixture
def first(archive: Archive) -> Version:
    archive.add(*PAGES[0])
    return PAGES[0]


def shown(archive: Archive) -> dict[str, str | None]:
    return {stored.id: stored.review for stored in archive.records()}


def outcomes(archive: Archive) -> dict[int, str]:
    return {one.review: one.outcome for one in archive.carried()}


def test_accepted_stays_accepted(archive: Archive, first: Version) -> None:
    review = archive.accept(find(first[1], LOAN).id, by="amina")
    archive.add(*PAGES[1])
    loan = find(PAGES[1][1], LOAN)
    assert shown(archive)[loan.id] == "accepted"
    assert outcomes(archive) == {review.id: "held"}
    (told,) = archive.carried()
    assert (told.old, told.new) == (find(first[1], LOAN).id, loan.id)
    assert told.document == PAGES[1][0].id
    assert archive.check() == []


def test_rejected_stays_rejected(archive: Archive, first: Version) -> None:
    archive.reject(find(first[1], SAID).id, by="amina")
    archive.add(*PAGES[1])
    assert set(shown(archive)) == {one.id for one in PAGES[1][1]} - {find(PAGES[1][1], SAID).id}
    assert archive.check() == []


def test_corrected_stays_corrected(archive: Archive, first: Version) -> None:
    archive.correct(
        find(first[1], LOAN).id, "amina", {"force": "agreed", "parties": ["JPN", "KEN"]}
    )
    archive.add(*PAGES[1])
    (made,) = [one for one in archive.records(kind="commitment") if one.review == "corrected"]
    assert isinstance(made.record, Commitment)
    assert (made.record.force, made.record.parties) == ("agreed", ("JPN", "KEN"))
    assert made.document.id == PAGES[1][0].id
    span = made.record.evidence[0]
    assert PAGES[1][0].text[span.start : span.end] == LOAN.rstrip(".")
    assert find(PAGES[1][1], LOAN).id not in shown(archive)
    assert len(shown(archive)) == len(PAGES[1][1])
    assert archive.check() == []


def test_spans_marked_anew_are_led_to_the_same_words(archive: Archive, first: Version) -> None:
    words = "Japan will lend Kenya money for three geothermal plants"
    start = first[0].text.index(words)
    spans = [[start, start + len(words)]]
    archive.correct(find(first[1], LOAN).id, "amina", {"spans": spans})
    archive.add(*PAGES[1])
    (made,) = [one.record for one in archive.records() if one.review == "corrected"]
    assert [span.text for span in made.evidence] == [words]


def test_edited_words_are_to_be_looked_at_again(archive: Archive, first: Version) -> None:
    review = archive.reject(find(first[1], LOAN).id, by="amina", why="it is a grant")
    archive.add(*PAGES[2])
    edited = find(PAGES[2][1], LOAN.replace("three", "four"))
    assert shown(archive)[edited.id] is None
    (told,) = archive.carried()
    assert (told.review, told.outcome, told.new) == (review.id, "edited", None)
    assert told.beside == (edited.id,)
    assert told.before == LOAN.rstrip(".")
    assert "four" in told.after
    archive.accept(edited.id, by="amina")
    assert list(archive.carried()) == []
    assert archive.check() == []


def test_removed_words_are_told(archive: Archive, first: Version) -> None:
    review = archive.accept(find(first[1], SAID).id, by="amina")
    archive.reject(find(first[1], SCHOOL).id, by="amina")
    archive.add(*make_version(4, edit_text([(OPENING, LONGER), (SAID, ""), (SCHOOL, "")])))
    # What was rejected and is gone needs nobody's look.
    assert outcomes(archive) == {review.id: "removed"}


def test_what_is_read_otherwise_is_to_be_looked_at_again(archive: Archive, first: Version) -> None:
    review = archive.accept(find(first[1], REFORM).id, by="amina")
    document, records = PAGES[1]
    position = find(records, REFORM)
    other = [one for one in records if one != position]
    archive.add(document, [*other, position.model_copy(update={"issue": "un-reform"})])
    assert outcomes(archive) == {review.id: "otherwise"}


def test_undo_takes_the_carried_one_back(archive: Archive, first: Version) -> None:
    archive.add(*PAGES[1])
    before = list(archive.dump())
    for decide in (
        lambda: archive.reject(find(first[1], LOAN).id, by="amina"),
        lambda: archive.correct(find(first[1], LOAN).id, "amina", {"force": "willing"}),
        lambda: archive.accept(find(first[1], LOAN).id, by="amina"),
    ):
        review = decide()
        assert review.verdict == "accept" or list(archive.dump()) != before
        archive.undo(review.id, by="amina")
        assert list(archive.dump()) == before
        assert set(shown(archive).values()) == {None}
        assert archive.check() == []


def test_a_later_decision_on_the_new_version_counts(archive: Archive, first: Version) -> None:
    archive.reject(find(first[1], LOAN).id, by="amina")
    archive.add(*PAGES[1])
    loan = find(PAGES[1][1], LOAN)
    review = archive.accept(loan.id, by="kofi")
    assert shown(archive)[loan.id] == "accepted"
    archive.undo(review.id, by="kofi")
    assert loan.id not in shown(archive)
    assert archive.check() == []


def test_the_corrected_record_is_reviewed_in_any_version(archive: Archive, first: Version) -> None:
    corrected = archive.correct(find(first[1], LOAN).id, "amina", {"force": "willing"})
    archive.add(*PAGES[1])
    (made,) = [one for one in archive.records() if one.review == "corrected"]
    rejected = archive.reject(made.id, by="kofi")
    with pytest.raises(ArchiveError, match="take that one back first"):
        archive.undo(corrected.id, by="amina")
    assert len(shown(archive)) == len(PAGES[1][1]) - 1
    # What was said of the corrected record of the second version holds for that of the third.
    archive.add(*PAGES[3])
    texts = {one.record.evidence[0].text for one in archive.records()}
    assert LOAN.rstrip(".") not in texts
    archive.undo(rejected.id, by="kofi")
    assert [one.review for one in archive.records() if one.review] == ["corrected"]
    archive.undo(corrected.id, by="amina")
    assert set(shown(archive)) == {one.id for one in PAGES[3][1]}
    assert archive.check() == []


def test_what_can_t_be_followed_bars_what_it_overruled(archive: Archive, first: Version) -> None:
    loan = find(first[1], LOAN)
    archive.accept(loan.id, by="amina")
    # The span takes in the heading sentence, which the next version edits.
    archive.correct(
        loan.id,
        "kofi",
        {"spans": [[0, len(OPENING)], [loan.evidence[0].start, loan.evidence[0].end]]},
    )
    archive.add(*PAGES[1])
    assert shown(archive)[find(PAGES[1][1], LOAN).id] is None
    assert "held" not in outcomes(archive).values()


def test_reviews_survive_reading_the_new_version_anew(archive: Archive, first: Version) -> None:
    archive.accept(find(first[1], LOAN).id, by="amina")
    archive.correct(find(first[1], REFORM).id, "amina", {"stance": "reaffirm"})
    archive.reject(find(first[1], SCHOOL).id, by="amina")
    document, records = PAGES[1]
    archive.add(document, records)

    def kept() -> list[tuple[str, str | None]]:
        return sorted((one.record.evidence[0].text, one.review) for one in archive.records())

    before = kept()
    assert [review for _, review in before].count("corrected") == 1
    # A newer version of the program marks shorter spans.
    shorter = []
    for one in records:
        span = one.evidence[0]
        cut = span.model_copy(update={"end": span.end - 4, "text": span.text[:-4]})
        shorter.append(one.model_copy(update={"evidence": (cut,)}))
    archive.replace(document.id, shorter, extractor="2")
    assert [review for _, review in kept()].count("corrected") == 1
    assert [review for _, review in kept()].count("accepted") == 1
    assert len(kept()) == len(records) - 1
    assert archive.check() == []
    archive.replace(document.id, records, extractor="3")
    assert kept() == before
    assert archive.check() == []


def test_judgements_hold_for_the_records_of_the_new_version(
    archive: Archive, first: Version
) -> None:
    loan, school = (find(first[1], one) for one in (LOAN, SCHOOL))
    review = archive.join("commitment", loan.id, school.id, by="amina")
    archive.add(*PAGES[1])
    mine = {one.id for one in archive.records(kind="commitment")}
    judged = judgements_of(archive.reviews(), archive.successions())
    assert tuple(sorted(mine)) in judged.pairs("commitment", "same")
    archive.undo(review.id, by="amina")
    judged = judgements_of(archive.reviews(), archive.successions())
    assert judged.pairs("commitment", "same") == ()


def test_judgements_on_edited_words_are_to_be_looked_at_again(
    archive: Archive, first: Version
) -> None:
    loan, school = (find(first[1], one) for one in (LOAN, SCHOOL))
    archive.split("commitment", loan.id, school.id, by="amina")
    archive.add(*PAGES[2])
    assert sorted(one.outcome for one in archive.carried()) == ["edited", "held"]


def test_known_at_tells_what_held_then(new_place: NewPlace) -> None:
    moments = [datetime(2024, 6, day, 12, tzinfo=UTC) for day in range(1, 10)]
    clock = iter(moments)
    with open_archive(new_place(), clock=lambda: next(clock)) as archive:
        archive.add(*PAGES[0])  # on the 1st
        review = archive.reject(find(PAGES[0][1], LOAN).id, by="amina")  # on the 2nd
        archive.add(*PAGES[1])  # on the 3rd
        archive.undo(review.id, by="amina")  # on the 4th
        archive.correct(find(PAGES[0][1], LOAN).id, "amina", {"force": "willing"})  # on the 5th
        loan = find(PAGES[1][1], LOAN).id

        def known(day: int) -> dict[str, str | None]:
            found = archive.records(known_at=date(2024, 6, day))
            return {one.id: one.review for one in found}

        assert find(PAGES[0][1], LOAN).id in known(1)
        assert find(PAGES[0][1], LOAN).id not in known(2)
        assert set(known(3)) == {one.id for one in PAGES[1][1]} - {loan}
        assert set(known(4)) == {one.id for one in PAGES[1][1]}
        assert loan not in known(5)
        assert [review for review in known(5).values() if review] == ["corrected"]
        told = [
            [one.outcome for one in archive.carried(known_at=date(2024, 6, d))]
            for d in (2, 3, 4, 5)
        ]
        assert told == [[], ["held"], [], ["held"]]
        successions = [len(list(archive.successions(known_at=date(2024, 6, d)))) for d in (2, 3, 4)]
        assert successions == [0, 1, 0]
        assert archive.check() == []


#: Tables of later revisions, those that others refer to last.
LATER = (
    "run_items", "runs",
    "watches", "group_collections", "group_members", "user_groups", "sessions",
    "api_tokens", "users",
    "sign_in_attempts", "audit_log", "document_collections", "collections",
)  # fmt: skip


def test_reviewed_pages_of_older_archives_come_in_step(archive: Archive, first: Version) -> None:
    archive.reject(find(first[1], LOAN).id, by="amina")
    archive.correct(find(first[1], REFORM).id, "amina", {"stance": "reaffirm"})
    archive.add(*PAGES[1])
    expected = list(archive.dump())
    path = archive.path
    # As the revision before left it: nothing carried, everything read is shown.
    with archive._write() as connection:
        for statement in (
            "DELETE FROM carried",
            "UPDATE records SET standing = yielded, since = CASE WHEN yielded THEN "
            "(SELECT added_at FROM documents WHERE id = document_id) END, "
            "begun_by = CASE WHEN yielded THEN 'add' END, review = NULL "
            f"WHERE document_id = '{PAGES[1][0].id}'",
            "DROP TABLE carried",
            "DROP INDEX records_by_confidence",
            *(f"DROP TABLE {table}" for table in LATER),
            "UPDATE alembic_version SET version_num = 'r0005'",
        ):
            connection.exec_driver_sql(statement)
    archive.close()
    with open_archive(path, clock=lambda: MOMENT + timedelta(days=1)) as again:
        assert again.check() == []
        assert list(again.dump()) == expected


def reviews_of_pages(archive: Archive, plan: list[tuple[int, str, str]]) -> None:
    for version, sentence, verdict in plan:
        record = find(PAGES[version][1], sentence)
        match verdict:
            case "correct":
                archive.correct(record.id, "amina", {"topics": ["energy", "trade"]})
            case "undo":
                last = archive.accept(record.id, by="amina")
                archive.undo(last.id, by="amina")
            case _:
                getattr(archive, verdict)(record.id, by="amina")


SENTENCE = st.sampled_from([SCHOOL, CLOSING, LOAN, REFORM, SAID])
PLANS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from([SCHOOL, LOAN, REFORM, SAID]),
        st.sampled_from(["accept", "reject", "correct", "undo"]),
    ),
    max_size=5,
)


@settings(max_examples=25, deadline=None)
@given(
    order=st.permutations(range(len(PAGES))),
    plan=PLANS,
    rounds=st.lists(st.integers(0, 5), min_size=5, max_size=5),
)
def test_any_order_of_arrival_gives_the_same_archive(
    fresh_archive: Callable[[], Archive],
    order: list[int],
    plan: list[tuple[int, str, str]],
    rounds: list[int],
) -> None:
    with fresh_archive() as one, fresh_archive() as other:
        for page in PAGES:
            one.add(*page)
        reviews_of_pages(one, plan)
        # The other is reviewed while versions arrive, each review once its version is there.
        waiting = list(plan)
        arrived: set[int] = set()
        for number, most in zip(order, rounds, strict=True):
            other.add(*PAGES[number])
            arrived.add(number)
            while most and waiting and waiting[0][0] in arrived:
                reviews_of_pages(other, [waiting.pop(0)])
                most -= 1
        reviews_of_pages(other, waiting)
        assert list(one.dump()) == list(other.dump())
        assert shown(one) == shown(other)
        assert list(one.carried()) == list(other.carried())
        pairs = [{(s.old, s.new) for s in archive.successions()} for archive in (one, other)]
        assert pairs[0] == pairs[1]
        assert one.check() == other.check() == []


def test_all_orders_of_three_versions(fresh_archive: Callable[[], Archive]) -> None:
    dumps = set()
    for order in permutations((0, 1, 3)):
        with fresh_archive() as archive:
            for number in order:
                archive.add(*PAGES[number])
                if number == 0:
                    archive.correct(find(PAGES[0][1], LOAN).id, "amina", {"force": "willing"})
                    archive.reject(find(PAGES[0][1], SCHOOL).id, by="amina")
            dumps.add(tuple(archive.dump()))
    assert len(dumps) == 1


@given(left=TEXTS, right=TEXTS)
def test_alignment_leads_to_the_same_words(left: str, right: str) -> None:
    alignment = Alignment(left, right)
    for start in range(0, len(left), 7):
        for end in (start + 1, start + 12, len(left)):
            place = alignment.find(start, min(end, len(left)))
            if place is not None:
                assert "".join(left[start:end].split()) == "".join(right[slice(*place)].split())
            cover = alignment.cover(start, min(end, len(left)))
            assert cover is None or 0 <= cover[0] < cover[1] <= len(right)


def test_alignment_tells_what_took_a_place() -> None:
    old, new = "Two plants. They agreed to meet.", "Two plants. They firmly agreed to talk."
    alignment = Alignment(old, new)
    start = old.index("They agreed to meet")
    assert alignment.find(start, len(old) - 1) is None
    place = alignment.cover(start, len(old) - 1)
    assert place is not None
    assert new[slice(*place)] == "They firmly agreed to talk"
    assert alignment.find(0, 10) == (0, 10)
