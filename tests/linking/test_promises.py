"""Promises through time, mostly end to end: short pages in, steps and states out."""

import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.builders_promises import read_pages, store, words
from tests.linking.stories_promises import STORIES, Story

import communique as cq
from communique.archive import open_archive
from communique.archive.types import Stored
from communique.linking.promises import follow_promises, to_row
from communique.linking.types import Judgement, Judgements, Promise
from communique.records import Commitment, DateRange, Engagement, Mechanism


def told_by(story: Story, promises: tuple[Promise, ...]) -> list[Promise]:
    """Return the promises that the story asks for."""
    names, _, year = story.words.partition("|")
    return [
        p
        for p in promises
        if p.parties == tuple(sorted(story.parties.split()))
        and all(word in p.action.lower() for word in names.split())
        and (
            not year
            or (p.due is not None and p.due.end is not None and str(p.due.end.year) == year)
        )
    ]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
def test_follow_promises_tells_what_became_of_them(story: Story) -> None:
    as_of = date.fromisoformat(story.as_of) if story.as_of else None
    found = told_by(story, follow_promises(read_pages(story.pages), as_of=as_of))
    assert [p.state for p in found] == [story.state]
    if story.kinds:
        assert tuple(step.kind for step in found[0].steps) == story.kinds


def commitment(
    action: str,
    document: str,
    parties: tuple[str, ...] = ("JPN", "KEN"),
    due: DateRange | None = None,
) -> Commitment:
    return Commitment(
        document_id=document,
        evidence=words(f"They agreed to {action}", document),
        parties=parties,
        force="agreed" if len(parties) > 1 else "pledged",
        action=action,
        due=due,
    )


def year(number: int) -> DateRange:
    return DateRange(start=date(number, 1, 1), end=date(number, 12, 31), precision="year")


def test_judgements_join_and_part_tellings() -> None:
    first = store(commitment("launch a dialogue on fisheries", "a"), "2021-01-04")
    second = store(commitment("establish a body for fishing questions", "b"), "2021-06-07")
    third = store(commitment("start the fisheries dialogue", "c"), "2021-09-06")
    stored = [first, second, third]
    assert len(follow_promises(stored)) == 2

    def judge(verdict: str, left: Stored, right: Stored) -> Judgements:
        at = datetime(2024, 1, 1, tzinfo=UTC)
        given = Judgement.model_validate(
            {
                "kind": "commitment",
                "verdict": verdict,
                "left": left.id,
                "right": right.id,
                "at": at,
                "by": "desk",
            }
        )
        return Judgements([given])

    assert len(follow_promises(stored, judgements=judge("same", first, second))) == 1
    assert len(follow_promises(stored, judgements=judge("different", first, third))) == 3
    unsure = follow_promises(stored, judgements=judge("unsure", first, third))
    assert unsure == follow_promises(stored)


def test_what_was_published_later_is_not_known_yet() -> None:
    made = store(commitment("launch a dialogue on fisheries", "a", due=year(2022)), "2021-01-04")
    shown = store(
        Mechanism(
            document_id="b",
            evidence=words("the Fisheries Dialogue", "b"),
            name="Fisheries Dialogue",
            parties=("JPN", "KEN"),
            type="dialogue",
            state="launched",
        ),
        "2022-05-02",
    )
    states = {
        day: follow_promises([made, shown], as_of=date.fromisoformat(day))[0].state
        for day in ("2021-02-01", "2022-05-01", "2022-05-02")
    }
    assert states == {"2021-02-01": "open", "2022-05-01": "open", "2022-05-02": "done"}
    assert follow_promises([made], as_of=date(2023, 1, 1))[0].state == "overdue"
    assert follow_promises([made, shown], as_of=date(2020, 1, 1)) == ()


def test_an_event_before_the_promise_does_not_keep_it() -> None:
    made = store(commitment("hold the next session of the Fisheries Dialogue", "a"), "2021-06-07")
    held = store(
        Engagement(
            document_id="b",
            evidence=words("a session of the Fisheries Dialogue was held", "b"),
            form="session",
            status="held",
            parties=("JPN", "KEN"),
            date=DateRange.on(date(2021, 5, 3)),
            mechanism="Fisheries Dialogue",
        ),
        "2021-07-05",
    )
    assert [p.state for p in follow_promises([made, held])] == ["open"]


def test_to_row_leads_to_document_and_words() -> None:
    story = next(s for s in STORIES if s.id == "reaffirmed_later")
    (promise,) = told_by(story, follow_promises(read_pages(story.pages)))
    row = to_row(promise)
    assert list(row) == [
        "id", "parties", "force", "action", "due", "mechanism", "topics", "state", "steps"
    ]  # fmt: skip
    assert [step["date"] for step in row["steps"]] == ["2022-05-02", "2022-11-07"]
    assert all(step["spans"] and step["record"] and step["why"] for step in row["steps"])


def test_every_step_slices_to_words_of_the_archive(tmp_path: Path) -> None:
    pages = [page for story in STORIES[:12] for page in story.pages]
    with open_archive(f"{tmp_path}/desk.db") as archive:
        for day, text in pages:
            document = cq.read_text(text, date=day)
            archive.add(document, cq.extract(document))
        promises = follow_promises(archive.records())
        assert promises
        for promise in promises:
            for step in promise.steps:
                text = archive.document(step.source.document).text
                assert all(text[start:end].strip() for start, end in step.source.spans)
                located = archive.at(step.source.record).stored.record
                spans = tuple((e.start, e.end) for e in located.evidence)
                assert spans == step.source.spans


def test_the_order_of_the_records_does_not_matter() -> None:
    stored = read_pages(page for story in STORIES for page in story.pages)
    straight = follow_promises(stored)
    for seed in range(2):
        shuffled = list(stored)
        random.Random(seed).shuffle(shuffled)
        assert follow_promises(shuffled) == straight


def test_promises_are_the_same_over_the_records_of_their_parties_alone() -> None:
    stored = read_pages(page for story in STORIES for page in story.pages)
    whole = [p for p in follow_promises(stored) if p.parties == ("ARG", "BRA")]
    part = read_pages(
        p for s in STORIES if {"BRA", "ARG"} & set(s.parties.split()) for p in s.pages
    )
    newest = max(
        s.document.published.end
        for s in stored
        if s.document.published and s.document.published.end
    )
    partial = [p for p in follow_promises(part, as_of=newest) if p.parties == ("ARG", "BRA")]
    assert whole == partial


ACTIONS = st.sampled_from(
    [
        "launch a dialogue on fisheries", "start the fisheries dialogue",
        "launch a dialogue on ports",
        "provide 100 scholarships", "provide 200 scholarships", "strengthen cooperation", "",
        "not to open a consulate in Kisumu", "open a consulate in Kisumu by 2022", "it", "2022",
    ]
)  # fmt: skip
DAYS = st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2024, 12, 31)).map(date.isoformat))


@given(
    st.lists(st.tuples(ACTIONS, DAYS, st.one_of(st.none(), st.integers(2019, 2025))), max_size=8),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_follow_promises_keeps_every_telling_once_in_any_order(
    told: list[tuple[str, str | None, int | None]], shuffle: random.Random
) -> None:
    stored = [
        store(commitment(action or "x", f"d{i}", due=year(due) if due else None), day)
        for i, (action, day, due) in enumerate(told)
    ]
    promises = follow_promises(stored)
    mixed = list(stored)
    shuffle.shuffle(mixed)
    assert follow_promises(mixed) == promises
    records = [
        s.source.record
        for p in promises
        for s in p.steps
        if s.kind in ("made", "repeated", "reaffirmed")
    ]
    assert len(records) == len(set(records))
    assert len({p.id for p in promises}) == len(promises)
    for promise in promises:
        assert any(step.kind == "made" for step in promise.steps)


def test_thousands_of_promises_of_one_pair_stay_apart_by_thing_and_place() -> None:
    things = [
        "port",
        "railway",
        "hospital",
        "school",
        "bridge",
        "airport",
        "dam",
        "museum",
        "stadium",
        "library",
    ]
    cities = [f"City{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(250)]
    stored = [
        store(
            commitment(f"build a {things[i % 10]} in {cities[i % 250]}", f"d{i:04}"),
            f"20{10 + i % 14}-03-0{1 + i % 9}",
        )
        for i in range(5000)
    ]
    promises = follow_promises(stored)
    assert 250 <= len(promises) <= 2500
