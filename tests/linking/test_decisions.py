"""From what reviewers decided to the judgements that linking obeys."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.archive.conftest import MOMENT, read_readout

from communique.archive import open_archive
from communique.archive.types import Review, Succession
from communique.linking.decisions import judgements_of

START = datetime(2024, 5, 1, tzinfo=UTC)


def review(
    number: int, verdict: str, *targets: str, kind: str = "encounter", **more: int
) -> Review:
    return Review(
        id=number,
        at=START + timedelta(hours=number),
        by="amina",
        verdict=verdict,  # type: ignore[arg-type]
        kind=kind if targets[1:] else None,  # type: ignore[arg-type]
        targets=targets,
        **more,  # type: ignore[arg-type]
    )


def test_judgements_are_the_latest_that_hold() -> None:
    log = [
        review(1, "join", "a", "b"),
        review(2, "split", "c", "d"),
        review(3, "split", "b", "a"),
        review(4, "undo", undoes=3),
        review(5, "unsure", "e", "f"),
        review(6, "accept", "a"),
        review(7, "join", "a", "b", kind="mechanism"),
    ]
    found = judgements_of(log)
    assert found.pairs("encounter", "same") == (("a", "b"),)
    assert found.pairs("encounter", "different") == (("c", "d"),)
    assert found.pairs("encounter", "unsure") == (("e", "f"),)
    assert found.pairs("mechanism", "same") == (("a", "b"),)


def test_judgements_follow_the_records_that_took_others_places() -> None:
    log = [
        review(1, "join", "a/Wang Yi", "b/Wang Yi", kind="person"),
        review(2, "split", "c", "a"),
    ]
    lines = [Succession("a", "a2", START), Succession("a2", "a3", START)]
    found = judgements_of(log, lines)
    assert set(found.pairs("person", "same")) == {
        (f"{a}/Wang Yi", "b/Wang Yi") for a in ("a", "a2", "a3")
    }
    assert set(found.pairs("encounter", "different")) == {("a", "c"), ("a2", "c"), ("a3", "c")}


def test_a_later_judgement_on_a_successor_counts() -> None:
    log = [review(1, "join", "a", "b"), review(2, "split", "a2", "b")]
    found = judgements_of(log, [Succession("a", "a2", START)])
    assert found.pairs("encounter", "same") == ()
    assert set(found.pairs("encounter", "different")) == {("a", "b"), ("a2", "b")}


NAMES = st.sampled_from("abcdef")


@given(
    pairs=st.lists(st.tuples(st.sampled_from(["join", "split", "unsure"]), NAMES, NAMES)),
    lines=st.lists(st.tuples(NAMES, NAMES)),
    chance=st.randoms(),
)
def test_the_order_of_the_log_does_not_matter(
    pairs: list[tuple[str, str, str]], lines: list[tuple[str, str]], chance: random.Random
) -> None:
    log = [review(n, verdict, left, right) for n, (verdict, left, right) in enumerate(pairs, 1)]
    successions = [Succession(old, new, START) for old, new in lines]
    one = judgements_of(log, successions)
    chance.shuffle(log)
    chance.shuffle(successions)
    other = judgements_of(log, successions)
    for verdict in ("same", "different", "unsure"):
        assert one.pairs("encounter", verdict) == other.pairs("encounter", verdict)  # type: ignore[arg-type]


def test_judgements_of_an_archive_survive_a_new_reading(tmp_path: Path) -> None:
    document, records = read_readout()
    engagement = next(record for record in records if record.kind == "engagement")
    statement = next(record for record in records if record.kind == "statement")
    left, right = (f"{record.id}/Yoko Kamikawa" for record in (engagement, statement))
    anew = engagement.model_copy(update={"note": "the first this year"})
    with open_archive(tmp_path / "desk.db", clock=lambda: MOMENT) as archive:
        archive.add(document, records)
        archive.join("person", left, right, by="amina")
        archive.replace(document.id, [r for r in records if r != engagement] + [anew])
        found = judgements_of(archive.reviews(), archive.successions())
    assert set(found.pairs("person", "same")) == {
        tuple(sorted((mention, right))) for mention in (left, f"{anew.id}/Yoko Kamikawa")
    }
