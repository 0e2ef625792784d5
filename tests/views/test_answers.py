"""An answer given again is the one that would be computed now, whatever happened in between."""

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.archive import PackRow
from communique.archive import open_archive as open_store
from communique.document import Article, Block, Document, DocumentDate, Metadata
from communique.errors import ArchiveError
from communique.linking.people_known import KnownTenure, span_of
from communique.records import (
    Commitment,
    DateRange,
    Engagement,
    Evidence,
    Mechanism,
    Position,
    RecordBase,
    Tenure,
)
from communique.views import answers, linked_listings, listings, recall, subject_answers
from communique.views.desk import Desk

MOMENT = datetime(2024, 5, 1, tzinfo=UTC)
PAIRS = (("JPN", "KEN"), ("JPN", "FRA"), ("FRA", "KEN"))
LINES = {
    "met": "Delegates of the two sides met in Geneva.",
    "grain": "They agreed to expand trade in grain by 2026.",
    "rail": "They agreed to build a railway.",
    "council": "They praised the Joint Trade Council.",
    "trade": "The host supports open markets.",
}


def write(number: int, pair: tuple[str, str], told: tuple[str, ...], *, page: int) -> Document:
    """Return a document of a page; documents of one page are versions of it."""
    words = " ".join(LINES[name] for name in told)
    base = " ".join(f"page{page} word{place}" for place in range(30))
    text = f"{base}. {words} Edition {number}."
    day = date(2023, 1, 1) + timedelta(days=40 * number)
    return Document(
        name=f"page-{page}.txt",
        text=text,
        sha256=f"{number:064d}",
        articles=(
            Article(
                start=0,
                end=len(text),
                blocks=(Block(kind="paragraph", start=0, end=len(text)),),
                metadata=Metadata(
                    title=f"{pair[0]} and {pair[1]}",
                    published=DocumentDate(date=DateRange.on(day), found="given"),
                ),
            ),
        ),
    )


def read(document: Document, pair: tuple[str, str]) -> list[RecordBase]:
    """Return the records of a document that `write` made."""
    found: list[RecordBase] = []
    for name, words in LINES.items():
        start = document.text.find(words)
        if start < 0:
            continue
        evidence = Evidence(
            document_id=document.id,
            start=start,
            end=start + len(words),
            text=words,
            rule="test",
        )
        base: dict[str, Any] = {"document_id": document.id, "evidence": (evidence,)}
        match name:
            case "met":
                day = document.metadata.published
                assert day is not None
                found.append(
                    Engagement(**base, form="talks", status="held", parties=pair, date=day.date)
                )
            case "grain" | "rail":
                action = words.removeprefix("They agreed to ").rstrip(".")
                found.append(Commitment(**base, parties=pair, force="agreed", action=action))
            case "council":
                found.append(
                    Mechanism(
                        **base,
                        name="Joint Trade Council",
                        parties=pair,
                        type="committee",
                        state="existing",
                    )
                )
            case "trade":
                found.append(
                    Position(
                        **base,
                        holder=pair[0],
                        issue="trade",
                        stance="support",
                        wording="open markets",
                    )
                )
    return found


ACTIONS = st.one_of(
    st.tuples(
        st.just("add"),
        st.integers(0, 9),
        st.sampled_from(PAIRS),
        st.lists(st.sampled_from(sorted(LINES)), min_size=1, unique=True).map(
            lambda names: tuple(sorted(names))
        ),
        st.integers(0, 3),
    ),
    st.tuples(
        st.sampled_from(["reject", "accept", "correct", "undo", "reread"]), st.integers(0, 99)
    ),
    st.tuples(st.sampled_from(["join", "split"]), st.integers(0, 99), st.integers(0, 99)),
)


def act(desk: Desk, action: tuple[Any, ...], written: dict[str, tuple[str, str]]) -> None:
    """Do to the archive what an action says, where it can be done."""
    match action:
        case ("add", number, pair, told, page):
            document = write(number, pair, told, page=page)
            written.setdefault(document.id, pair)
            desk.add(document, read(document, written[document.id]))
            return
    stored = sorted(desk.records(), key=lambda one: one.id)
    if not stored:
        return
    one = stored[action[1] % len(stored)]
    try:
        match action[0]:
            case "reject":
                desk.reject(one.id, by="desk")
            case "accept":
                desk.accept(one.id, by="desk")
            case "correct" if isinstance(one.record, Commitment):
                desk.correct(one.id, by="desk", changes={"action": "something else"})
            case "undo":
                reviews = list(desk.reviews())
                if reviews:
                    desk.undo(reviews[action[1] % len(reviews)].id, by="desk")
            case "reread":
                document = desk.document(one.document.id)
                records = read(document, written[document.id])
                desk.replace(document.id, records[action[1] % 2 :])
            case "join" | "split":
                engagements = [o for o in stored if isinstance(o.record, Engagement)]
                if engagements:
                    two = (engagements[n % len(engagements)].id for n in action[1:])
                    (desk.join if action[0] == "join" else desk.split)("encounter", *two, by="desk")
    except ArchiveError:
        # What can't be decided so changes nothing.
        pass


def ask(desk: Desk, known: date) -> list[Any]:
    """Return some answer of every kind, on a pair, on a party, and on all."""
    day = date(2023, 6, 1)
    return [
        desk.brief("JPN", "KEN"),
        desk.brief("JPN", "KEN", as_of=day, known_at=known),
        listings.list_commitments(desk, "JPN", "KEN", form="rows"),
        listings.list_commitments(desk, "FRA"),
        listings.list_mechanisms(desk),
        listings.list_positions(desk, "JPN", as_of=day),
        linked_listings.list_encounters(desk, "JPN", "KEN", form="rows"),
        linked_listings.list_officials(desk, "FRA", known_at=known),
        linked_listings.list_findings(desk, "KEN", as_of=day),
        subject_answers.show_subject(desk, "state", "JPN"),
    ]


@pytest.mark.parametrize("whole", [0, 40_000], ids=["by_documents", "whole"])
@given(actions=st.lists(ACTIONS, min_size=3, max_size=6))
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_answers_given_again_are_those_computed(
    whole: int,
    actions: list[tuple[Any, ...]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("answers")
    hours = itertools.count()
    patch = pytest.MonkeyPatch()
    patch.setattr(recall, "WHOLE", whole)
    known = (MOMENT + timedelta(days=1)).date()
    with Desk(
        open_store(folder / "desk.db", clock=lambda: MOMENT + timedelta(hours=6 * next(hours)))
    ) as desk:
        written: dict[str, tuple[str, str]] = {}
        try:
            for number, action in enumerate(actions):
                act(desk, action, written)
                asked = ask(desk, known)
                patch.setattr(answers, "edition", lambda number=number: f"anew {number}")
                assert asked == ask(desk, known), action
                patch.setattr(answers, "edition", lambda: "kept")
            assert desk.check() == []
        finally:
            patch.undo()


def test_an_answer_is_computed_once_while_nothing_changes(tmp_path: Path) -> None:
    with Desk(open_store(tmp_path / "desk.db")) as desk:
        document = write(1, ("JPN", "KEN"), ("met", "grain"), page=1)
        desk.add(document, read(document, ("JPN", "KEN")))
        first = desk.brief("Japan", "Kenya")
        assert first.sources
        computed: list[int] = []

        def compute() -> list[int]:
            computed.append(1)
            return [len(computed)]

        def asked() -> Any:
            options = {"as_of": None, "known_at": None}
            return answers.answer(desk, "test", ("JPN", "KEN"), options, compute)

        assert (asked(), asked()) == ([1], [1])
        desk.reject(next(iter(desk.records())).id, by="desk")
        assert (asked(), asked()) == ([2], [2])


ASKED_AGAIN: dict[str, Callable[[Desk], Any]] = {
    "encounters": linked_listings.list_encounters,
    "officials": linked_listings.list_officials,
    "requests": linked_listings.list_requests,
    "targets": linked_listings.list_targets,
    "findings": linked_listings.list_findings,
    "party": lambda desk: subject_answers.show_subject(desk, "state", "JPN"),
    "issue": lambda desk: subject_answers.show_subject(desk, "issue", "trade"),
    "mechanism": lambda desk: subject_answers.show_subject(desk, "mechanism", "Joint Trade"),
    "show": lambda desk: subject_answers.show_id(desk, desk.recall().encounters[0].id),
}


@pytest.mark.parametrize("asked", ASKED_AGAIN.values(), ids=ASKED_AGAIN)
def test_what_is_listed_is_linked_once_while_nothing_changes(
    asked: Callable[[Desk], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = ("JPN", "KEN")
    with Desk(open_store(tmp_path / "desk.db")) as desk:
        document = write(1, pair, tuple(sorted(LINES)), page=1)
        desk.add(document, read(document, pair))
        kept: list[str] = []
        keep = desk.keep_answer

        def note(question: str, stamp: str, told: bytes) -> bool:
            kept.append(question)
            return keep(question, stamp, told)

        monkeypatch.setattr(desk, "keep_answer", note)
        first = asked(desk)
        assert first == asked(desk)
        assert len(kept) == 1
        later = write(9, pair, ("met",), page=2)
        desk.add(later, read(later, pair))
        asked(desk)
        assert len(kept) == 2


def test_a_pack_that_is_named_is_part_of_the_question(tmp_path: Path) -> None:
    tenure = KnownTenure(
        person="Penny Wong", office="Minister for Foreign Affairs", rank="foreign-minister",
        party="AUS", since=span_of("2022-05-23"), citation="foreignminister.gov.au",
    )  # fmt: skip
    pair = ("AUS", "JPN")
    with Desk(open_store(tmp_path / "desk.db")) as desk:
        document = write(1, pair, ("met",), page=1)
        words = LINES["met"]
        start = document.text.index(words)
        evidence = Evidence(
            document_id=document.id, start=start, end=start + len(words), text=words, rule="test"
        )
        wong = Tenure(
            document_id=document.id, evidence=(evidence,), person="Penny Wong",
            office="Foreign Minister", rank="foreign-minister", party="AUS",
            as_of=DateRange.on(date(2023, 2, 10)),
        )  # fmt: skip
        desk.add(document, [wong])
        plain = linked_listings.list_officials(desk, form="rows")
        packed = linked_listings.list_officials(desk, form="rows", pack=[tenure])
        assert [row["offices"][0]["citation"] for row in packed.rows] == ["foreignminister.gov.au"]
        assert packed != plain
        assert linked_listings.list_officials(desk, form="rows") == plain


def test_other_pairs_leave_a_large_archive_s_answers_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recall, "WHOLE", 0)
    with Desk(open_store(tmp_path / "desk.db")) as desk:
        add = adder(desk)
        add(5, ("JPN", "KEN"), 1)
        before = desk.stamp(("JPN", "KEN"))
        add(4, ("JPN", "FRA"), 2)
        assert desk.stamp(("JPN", "KEN")) == before
        assert desk.stamp(("JPN",)) != before
        add(3, ("JPN", "KEN"), 3)
        assert desk.stamp(("JPN", "KEN")) != before


def test_a_reference_pack_changes_what_answers_rest_on(tmp_path: Path) -> None:
    row = PackRow("Penny Wong", "Minister for Foreign Affairs", "foreign-minister", "AUS",
                  "2022-05-23", "", "foreignminister.gov.au")  # fmt: skip
    with Desk(open_store(tmp_path / "desk.db")) as desk:
        stamps = [desk.stamp(("AUS",))]
        desk.import_pack("oz.csv", [row])
        stamps.append(desk.stamp(("AUS",)))
        desk.remove_pack("oz.csv")
        stamps.append(desk.stamp(("AUS",)))
        assert len(set(stamps)) == len(stamps)


def adder(desk: Desk) -> Callable[[int, tuple[str, str], int], None]:
    """Return what adds a document of a number, a pair and a page."""

    def add(number: int, pair: tuple[str, str], page: int) -> None:
        document = write(number, pair, ("met", "rail"), page=page)
        desk.add(document, read(document, pair))

    return add


def test_edition_is_of_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    answers.edition.cache_clear()
    assert answers.edition() == answers.edition()
    first = answers.edition()
    answers.edition.cache_clear()
    monkeypatch.setattr(answers, "version", lambda name: "99.0")
    assert answers.edition() != first
    answers.edition.cache_clear()
