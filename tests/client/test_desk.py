"""An archive on a server answers as it does here: same names, same types, same content."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel
from tests.client.serving import Served

import communique
from communique.client import RemoteDesk
from communique.errors import CommuniqueError, RemoteError
from communique.views import Desk, linked_listings, listings
from communique.views.quotes import look_up

DAY, EARLIER = date(2023, 12, 31), date(2022, 1, 1)

Question = Callable[[Any], Any]
QUESTIONS: dict[str, Question] = {
    "documents": lambda desk: list(desk.documents()),
    "documents of a pair": lambda desk: list(desk.documents(parties=("IND", "JPN"), limit=2)),
    "oldest documents": lambda desk: list(desk.documents(order="oldest", since=DAY)),
    "documents as of a day": lambda desk: list(desk.documents(as_of=DAY)),
    "records": lambda desk: list(desk.records()),
    "records of kinds": lambda desk: list(desk.records(kind=("commitment", "position"))),
    "records of any": lambda desk: list(desk.records(parties=("CHN", "DEU"), all_parties=False)),
    "records in reading order": lambda desk: list(desk.records(order="document", limit=250)),
    "records as of a day": lambda desk: list(desk.records(as_of=DAY, until=date(2022, 12, 31))),
    "records with words": lambda desk: list(desk.records(text="agreed to", confidence=0.5)),
    "records of a person": lambda desk: list(desk.records(person="Kishida")),
    "records of an unknown person": lambda desk: list(desk.records(person="Nobody At All")),
    "search": lambda desk: desk.search("summit OR talks"),
    "search for words": lambda desk: desk.search("agreed", 3, as_of=DAY),
    "pairs": lambda desk: desk.pairs(),
    "pairs that met": lambda desk: desk.pairs(kind="engagement", since=date(2022, 1, 1)),
    "stats": lambda desk: desk.stats(),
    "stats as of a day": lambda desk: desk.stats(as_of=DAY),
    "dossier": lambda desk: desk.dossier("India", "Japan"),
    "dossier as of a day": lambda desk: desk.dossier("IND", "JPN", as_of=DAY, since=EARLIER),
    "brief": lambda desk: desk.brief("India", "Japan", most=3),
    "timeline": lambda desk: desk.timeline("India", "Japan", as_of=DAY),
    "commitments": lambda desk: desk.commitments(),
    "commitments of a pair": lambda desk: desk.commitments("India", "Japan", as_of=DAY),
    "positions": lambda desk: desk.positions(),
    "positions of one": lambda desk: desk.positions("Japan"),
    "mechanisms": lambda desk: desk.mechanisms("India"),
    "reviews": lambda desk: list(desk.reviews()),
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_answers_are_those_of_the_archive_itself(
    question: Question, remote: RemoteDesk, local: Desk
) -> None:
    assert plain(question(remote)) == plain(question(local))


def plain(told: Any) -> Any:
    """Return a view as plain data: by which ids a thing was known is no part of what is shown."""
    return told.model_dump() if isinstance(told, BaseModel) else told


def test_documents_come_back_as_they_were_added(remote: RemoteDesk, local: Desk) -> None:
    for summary in local.documents():
        assert remote.document(summary.id) == local.document(summary.id)
        assert remote.text(summary.id) == local.text(summary.id)
        assert remote.records_of(summary.id) == local.records_of(summary.id)
        assert remote.versions(summary.id) == local.versions(summary.id)


def test_records_come_with_the_text_around_them(remote: RemoteDesk, local: Desk) -> None:
    for stored in local.records(limit=20):
        assert remote.at(stored.id, margin=50) == local.at(stored.id, margin=50)


def test_linked_things_come_as_rows(remote: RemoteDesk, local: Desk) -> None:
    here = linked_listings.list_encounters(local, "IND", form="rows").rows
    assert list(remote.rows("encounters", "India")) == list(here)
    asked = listings.list_commitments(local, form="rows", states=("open",)).rows
    assert list(remote.rows("commitments", states=("open",))) == list(asked)
    due = [row["due"] for row in remote.rows("commitments", sort="due") if row["due"]]
    assert due and due == sorted(due, key=lambda one: one["end"])


def test_words_are_looked_up(remote: RemoteDesk, local: Desk) -> None:
    words = next(local.records(kind="statement")).record.evidence[0].text
    assert remote.look_up(words) == look_up(local, words)
    assert remote.look_up(words).verdict == "verbatim"


def test_all_records_come_in_one_stream(remote: RemoteDesk, local: Desk) -> None:
    assert list(remote.export()) == list(local.records(order="document"))


def test_things_are_shown_by_their_ids(remote: RemoteDesk) -> None:
    row = next(remote.rows("encounters"))
    assert row["id"] in str(remote.show(row["id"]))
    assert remote.subject("state", "Japan").sections


def test_a_correction_is_seen_and_taken_back(remote: RemoteDesk, local: Desk) -> None:
    stored = next(remote.records(kind="commitment"))
    given = remote.correct(stored.id, {"force": "willing"}, "read too strongly")
    try:
        assert given.made is not None
        corrected = local.at(given.made).stored
        assert corrected.record.model_dump()["force"] == "willing"
        assert given in list(local.reviews())
    finally:
        remote.undo(given.id)
    assert stored.record in [one.record for one in remote.records(kind="commitment")]
    with pytest.raises(RemoteError, match="taken back already") as refused:
        remote.undo(given.id)
    assert refused.value.status == 409


def test_who_decides_from_what_no_longer_holds_is_told_so(remote: RemoteDesk) -> None:
    stored = next(remote.records(kind="commitment"))
    seen = remote.state_of(stored.id)
    given = remote.accept(stored.id, seen=seen)
    try:
        with pytest.raises(RemoteError, match="decided on it meanwhile") as refused:
            remote.reject(stored.id, seen=seen)
        assert refused.value.status == 409
        assert stored.id in [one.id for one in remote.records(kind="commitment")]
    finally:
        remote.undo(given.id)


ERRORS: dict[str, tuple[Question, str]] = {
    "party": (lambda desk: desk.dossier("Atlantis", "Japan"), "no state or organisation"),
    "record": (lambda desk: desk.at("nothing"), "the archive has no record 'nothing'"),
    "document": (lambda desk: desk.text("../../etc/passwd"), "422|pattern|Not Found"),
    "kind": (lambda desk: list(desk.records(kind="treaty")), "kind"),
}  # fmt: skip


@pytest.mark.parametrize(("question", "reason"), ERRORS.values(), ids=ERRORS)
def test_errors_are_one_line(question: Question, reason: str, remote: RemoteDesk) -> None:
    with pytest.raises(CommuniqueError, match=reason) as told:
        question(remote)
    assert "\n" not in str(told.value)


def test_who_has_no_token_gets_nothing(served: Served) -> None:
    for token in (None, "guessed", ""):
        desk = communique.connect(served.url, token=token)
        with pytest.raises(RemoteError) as refused:
            desk.stats()
        assert refused.value.status == 401
        desk.close()


@pytest.fixture(autouse=True)
def no_token(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("COMMUNIQUE_TOKEN", raising=False)
    yield
