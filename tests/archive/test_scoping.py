"""Who may see some collections sees an archive in which there is nothing else."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError
from tests.archive.conftest import MOMENT, edit_page, find_words, make_document, read_readout
from tests.servers import NewPlace

from communique.archive import Archive, open_archive
from communique.archive.scoping import EVERYONE, NOTHING, Scope, rules_of, scope_of
from communique.archive.tables import METADATA
from communique.document import Document
from communique.errors import ArchiveError
from communique.records import DateRange, Engagement, Position, RecordBase

Read = tuple[Document, list[RecordBase]]

RULES = rules_of(scope_of(()), "main", index_key="rowid")

OTHERS = (
    "Kenya and Norway spoke of the wreck off Lamu, and of climate.\n\nKenya supports the salvage."
)


def read_other() -> Read:
    document = make_document(OTHERS, name="other.txt", title="The wreck off Lamu")
    words = "Kenya supports the salvage"
    position = Position(
        document_id=document.id,
        evidence=(find_words(document, words),),
        holder="KEN",
        issue="climate",
        stance="support",
        wording=words,
        topics=("climate",),
    )
    met = Engagement(
        document_id=document.id,
        evidence=(find_words(document, "Kenya and Norway spoke of the wreck"),),
        form="meeting",
        status="held",
        parties=("KEN", "NOR"),
        date=DateRange(),
    )
    return document, [position, met]


def fill(archive: Archive, others: bool) -> dict[str, Any]:
    """Fill an archive with what everybody sees and, with `others`, what some alone see."""
    seen, other = read_readout(), read_other()
    archive.add(*seen)
    target = next(record for record in seen[1] if record.kind == "position")
    archive.reject(target.id, by="amina")
    archive.replace(seen[0].id, seen[1][:-1])
    told: dict[str, Any] = {"document": other[0], "record": other[1][0], "seen": target}
    if others:
        told["collection"] = archive.make_collection("closed")
        closed = archive.adding_to(told["collection"])
        closed.add(*other)
        for number in (1, 2):
            closed.add(*edit_page(number))
        told["version"] = edit_page(1)
        edited = edit_page(2)
        corrected = archive.correct(other[1][0].id, "ben", {"stance": "oppose"}, why="salvage")
        told["review"] = corrected.id
        archive.join("commitment", *_two_commitments(seen[1]), by="ben")
        archive.unsure(
            "person", f"{seen[1][0].id}/Yoko Kamikawa", f"{seen[1][0].id}/Musalia Mudavadi", by="x"
        )
        archive.accept(edited[1][0].id, by="ben", why="salvage")
        archive.undo(archive.reject(edited[1][0].id, by="ben").id, by="ben", why="salvage")
    else:
        archive.join("commitment", *_two_commitments(seen[1]), by="ben")
        archive.unsure(
            "person", f"{seen[1][0].id}/Yoko Kamikawa", f"{seen[1][0].id}/Musalia Mudavadi", by="x"
        )
    return told


def _two_commitments(records: Iterable[RecordBase]) -> tuple[str, str]:
    found = [one.id for one in records if one.kind in ("commitment", "request")]
    return found[0], found[1]


@pytest.fixture
def worlds(new_place: NewPlace) -> Iterator[tuple[Archive, Archive, dict[str, Any]]]:
    """Return an archive with what is closed, one that never had that, and what it is."""
    with _open(new_place()) as whole, _open(new_place()) as without:
        told = fill(whole, others=True)
        fill(without, others=False)
        yield whole, without, told


See = Callable[[Archive, Scope], Archive]


@pytest.fixture
def see() -> Iterator[See]:
    """Return what shows an archive to a scope, until the test ends."""
    with ExitStack() as stack:

        def look(archive: Archive, scope: Scope) -> Archive:
            seen = archive.seen_by(scope)
            stack.callback(seen.close)
            return seen

        yield look


def _open(place: str) -> Archive:
    return open_archive(place, clock=lambda: MOMENT)


def _ask_all(archive: Archive) -> dict[str, Any]:
    """Return what an archive answers to all that can be asked."""
    later = MOMENT + timedelta(days=1)
    words = ("climate", "Kenya", "salvage", "support*")

    def plain(review: Any) -> tuple[Any, ...]:
        return (review.by, review.verdict, review.targets, review.why, review.made)

    return {
        "documents": list(archive.documents()),
        "named": list(archive.documents(parties=["KEN"], known_at=later)),
        "records": list(archive.records(order="document")),
        "then": list(archive.records(known_at=later)),
        "as of": list(archive.records(as_of=MOMENT.date())),
        "issue": list(archive.records(issue="climate")),
        "person": list(archive.records(person="Kamikawa")),
        "text": list(archive.records(text="Kenya")),
        "naming": list(archive.records(documents_naming=["KEN"])),
        "search": [
            [(hit.document, hit.snippet, hit.records) for hit in archive.search(word)]
            for word in words
        ],
        "searched then": [
            [hit.document for hit in archive.search(word, known_at=later)] for word in words
        ],
        "pairs": archive.pairs(),
        "stats": (archive.stats(), archive.stats(known_at=later)),
        "last": (archive.last_published(), archive.last_published(known_at=later)),
        "more": [archive.holds_more_than(number) for number in range(12)],
        "reviews": list(map(plain, archive.reviews())),
        "carried": list(archive.carried()),
        "successions": list(archive.successions()),
        "gold": list(archive.export_reviewed()),
        "dump": list(archive.dump()),
        "packs": archive.packs(),
    }


def test_a_scope_answers_as_if_there_were_nothing_else(
    worlds: tuple[Archive, Archive, dict[str, Any]],
    see: See,
) -> None:
    whole, without, told = worlds
    expected, seen = _ask_all(without), _ask_all(see(whole, scope_of(())))
    for question, answer in expected.items():
        assert seen[question] == answer, question
    # The comparison means something only if there is more to see.
    everything = _ask_all(whole)
    same = {question for question, answer in expected.items() if everything[question] == answer}
    assert same <= {"packs", "last", "person", "carried"}
    assert _ask_all(see(whole, scope_of([told["collection"]]))) == everything


def test_no_table_shows_a_scope_what_it_may_not_see(
    worlds: tuple[Archive, Archive, dict[str, Any]],
    see: See,
) -> None:
    whole, _, told = worlds
    whole.keep_answer("[1]", "1", b"of all")
    scope = scope_of(())
    eyes = see(whole, scope)
    hidden = {told["document"].id, told["record"].id, told["version"][0].id}
    with whole._read() as connection:
        names = inspect(connection).get_table_names()
        keys = {
            column: set(connection.exec_driver_sql(statement).scalars())
            for column, statement in (
                ("document_key", "SELECT document_key FROM document_collections"),
                (
                    "record_key",
                    "SELECT r.key FROM records AS r JOIN document_collections AS c "
                    "ON c.document_id = r.document_id",
                ),
            )
        }
    assert set(METADATA.tables) <= set(names)
    for name in names:
        if name.startswith("sqlite_"):
            continue
        with eyes._read() as connection:
            rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings().all()
        if name not in RULES:
            assert not rows, f"{name} has no rule and shows something"
        for row in rows:
            text = repr(dict(row))
            assert not any(id_ in text for id_ in hidden), name
            assert "salvage" not in text and "Lamu" not in text, name
            for column, values in keys.items():
                assert row.get(column) not in values, name


def test_each_table_has_a_rule_or_is_known_to_be_nobody_s_business() -> None:
    closed = {
        "users", "user_groups", "group_members", "group_collections", "sessions", "api_tokens",
        "sign_in_attempts", "audit_log", "watches",
    }  # fmt: skip
    assert set(METADATA.tables) - set(RULES) == closed


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM main.documents",
        "SELECT * FROM public.documents",
        'SELECT * FROM "public" . users',
        "SET TRANSACTION READ WRITE",
        "SET default_transaction_read_only = off",
        'SELECT text FROM "MAIN" . documents',
        "SELECT * FROM [main].users",
        "ATTACH ':memory:' AS other",
        "DROP VIEW temp.documents",
        "CREATE TEMP TABLE t (a)",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "DELETE FROM records",
        "INSERT INTO collections VALUES (9, 'mine')",
    ],
)
def test_a_scope_s_connection_does_nothing_but_look(
    worlds: tuple[Archive, Archive, dict[str, Any]], see: See, statement: str
) -> None:
    eyes = see(worlds[0], scope_of(()))
    with pytest.raises((ArchiveError, DBAPIError)), eyes._read() as connection:
        connection.exec_driver_sql(statement)


def test_what_is_hidden_is_changed_by_nobody_who_does_not_see_it(
    worlds: tuple[Archive, Archive, dict[str, Any]],
    see: See,
) -> None:
    whole, _, told = worlds
    eyes = see(whole, scope_of(()))
    record, document, seen = told["record"].id, told["document"].id, told["seen"].id
    before = list(whole.dump()), list(whole.reviews())
    attempts: list[tuple[Callable[[], object], str]] = [
        (lambda: eyes.accept(record, by="eve"), "record"),
        (lambda: eyes.reject(record, by="eve"), "record"),
        (lambda: eyes.correct(record, "eve", {"stance": "support"}), "record"),
        (lambda: eyes.join("commitment", seen, record, by="eve"), "record"),
        (lambda: eyes.split("person", f"{record}/A", f"{seen}/B", by="eve"), "record"),
        (lambda: eyes.undo(told["review"], by="eve"), "review"),
        (lambda: eyes.replace(document, []), "document"),
        (lambda: eyes.add(told["document"], []), "document"),
        (lambda: list(eyes.add_many([(told["document"], [])])), "document"),
        (lambda: eyes.document(document), "document"),
        (lambda: eyes.text(document), "document"),
        (lambda: eyes.versions(told["version"][0].id), "document"),
        (lambda: eyes.difference(told["version"][0].id, document), "document"),
        (lambda: eyes.export_gold(document), "document"),
        (lambda: eyes.at(record), "record"),
    ]
    for attempt, kind in attempts:
        # In the same words as for what never was.
        with pytest.raises(ArchiveError, match=f"has no {kind} "):
            attempt()
    for forbidden in (
        lambda: eyes.move_to(document, EVERYONE),
        lambda: eyes.make_collection("mine"),
        eyes.check,
        eyes.rebuild_search,
        lambda: eyes.adding_to(told["collection"]),
    ):
        with pytest.raises(ArchiveError):
            forbidden()
    assert (list(whole.dump()), list(whole.reviews())) == before
    assert eyes.texts([document]) == {}
    assert whole.check() == []


def test_a_scope_changes_what_it_sees(
    worlds: tuple[Archive, Archive, dict[str, Any]], see: See
) -> None:
    whole, _, told = worlds
    eyes = see(whole, scope_of([told["collection"]])).signed("ben")
    review = eyes.accept(told["record"].id, by="ben")
    assert review in list(whole.reviews())
    assert eyes.undo(review.id, by="ben").undoes == review.id
    assert eyes.add(make_document("Japan thanked Kenya.", name="new.txt"), []).added
    assert whole.check() == []


def test_answers_are_kept_apart_and_hold_until_something_is_moved(
    worlds: tuple[Archive, Archive, dict[str, Any]],
    see: See,
) -> None:
    whole, _, told = worlds
    some, all_ = see(whole, scope_of(())), see(whole, scope_of([told["collection"]]))
    stamp = some.stamp(["KEN"])
    for one, answer in ((whole, b"whole"), (some, b"some"), (all_, b"all")):
        assert one.keep_answer("[1]", stamp, answer)
    assert [one.find_answer("[1]", stamp) for one in (whole, some, all_)] == [
        b"whole", b"some", b"all",
    ]  # fmt: skip
    # A question can't be worded so that it finds another's answer.
    assert some.find_answer(f"{scope_of([told['collection']]).key}[1]", stamp) is None
    # What leaves or comes into sight need not be the latest of what was changed.
    whole.move_to(told["document"].id, EVERYONE)
    assert some.find_answer("[1]", some.stamp(["KEN"])) is None
    assert some.document(told["document"].id) == told["document"]
    again = some.stamp()
    whole.move_to(told["document"].id, told["collection"])
    assert some.stamp() != again
    with pytest.raises(ArchiveError):
        some.document(told["document"].id)


def test_versions_of_a_page_stay_in_their_collection(archive: Archive) -> None:
    closed = archive.make_collection("closed")
    first, second, third = (edit_page(number) for number in (1, 2, 3))
    archive.adding_to(closed).add(*first)
    # Somebody who can't see the page sends in what would be its next version.
    archive.add(*second)
    assert archive.document(first[0].id) and archive.place_of(second[0].id) == EVERYONE
    assert [one.id for one in archive.versions(first[0].id)] == [first[0].id]
    archive.adding_to(closed).add(*third)
    assert [one.id for one in archive.versions(first[0].id)] == [first[0].id, third[0].id]
    assert archive.move_to(first[0].id, EVERYONE) == 2
    assert {archive.place_of(read[0].id) for read in (first, second, third)} == {EVERYONE}
    assert archive.check() == []


def test_who_is_unknown_sees_nothing(
    worlds: tuple[Archive, Archive, dict[str, Any]], see: See
) -> None:
    nobody = see(worlds[0], NOTHING)
    assert list(nobody.documents()) == [] and nobody.search("Kenya") == []
    assert nobody.stats().records == 0 and list(nobody.reviews()) == []
    assert not nobody.holds_more_than(0) and nobody.collections() == []


def test_what_is_hidden_costs_little(
    worlds: tuple[Archive, Archive, dict[str, Any]], see: See
) -> None:
    """The views let conditions through to the tables' indexes."""
    whole = worlds[0]
    eyes = see(whole, scope_of(()))
    explain = "EXPLAIN QUERY PLAN" if isinstance(whole.path, Path) else "EXPLAIN"
    with eyes._read() as connection:
        plan = connection.exec_driver_sql(
            f"{explain} SELECT payload FROM records WHERE document_id = 'x'"
        ).all()
    # A small table is read whole by a server's planner, but with the condition in the same step.
    told = "\n".join(str(row[-1]) for row in plan)
    assert "USING INDEX records_by_document" in told or "document_id = 'x'" in told
