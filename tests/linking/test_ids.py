"""Ids that were noted down once are found, whatever documents came since."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.linking.builders_promises import read_page, store
from tests.linking.stories_promises import STORIES, Page, Story

from communique.archive.types import Stored
from communique.document import Document
from communique.errors import NotOnRecord
from communique.extraction import extract
from communique.linking.memory import Memory
from communique.linking.types import Known
from communique.reading import iter_documents
from communique.records import Position
from communique.sample import pages_folder
from communique.views.choosing import SHORT_ID, find_by_id
from communique.views.showing import find_thing

#: Sample pages of a year in which the same pairs meet again, so that there is what to join.
PAGES = slice(15, 31)
#: Promises of which later pages tell what became of them.
TOLD_LATER = tuple(story for story in STORIES if len(story.pages) > 2)


def _formulas(memory: Memory) -> Iterable[Known]:
    records = (one.record for one in memory.stored)
    for holder in sorted({r.holder for r in records if isinstance(r, Position)}):
        yield from memory.formulas(holder)


KINDS: Mapping[str, Callable[[Memory], Iterable[Known]]] = {
    "person": lambda memory: memory.people,
    "encounter": lambda memory: memory.encounters,
    "commitment": lambda memory: memory.promises,
    "request": lambda memory: memory.requests,
    "target": lambda memory: memory.targets,
    "mechanism": lambda memory: memory.mechanisms,
    "formula": _formulas,
}


@pytest.fixture(scope="module")
def pages() -> list[tuple[Stored, ...]]:
    """Return the records of each page."""
    found = [d for d in iter_documents([str(pages_folder())]) if isinstance(d, Document)]
    return [
        tuple(store(record, _day(document)) for record in extract(document))
        for document in found[PAGES]
    ]


def _day(document: Document) -> str | None:
    published = document.articles[0].metadata.date
    day = published.end if published is not None else None
    return day.isoformat() if day is not None else None


@lru_cache(maxsize=64)
def _story_pages(story: Story) -> tuple[tuple[Stored, ...], ...]:
    return tuple(read_page(day, text) for day, text in story.pages)


def link(pages: Iterable[Sequence[Stored]], texts: Mapping[str, str] | None = None) -> Memory:
    """Return what the pages come to."""
    stored = [one for page in pages for one in page]
    return Memory(stored, texts=texts.__getitem__ if texts else None)


def listed(memory: Memory) -> set[tuple[str, str, str]]:
    """Return all that is listed: kind, id, and the mention that gives the id."""
    found = set()
    for kind, things in KINDS.items():
        for thing in things(memory):
            given = [mention for key, mention in thing.known_as if key == thing.id]
            assert given, f"{kind} {thing.id} isn't known by its own id"
            found.add((kind, thing.id, min(given)))
    return found


def assert_found(now: Memory, ever: Iterable[tuple[str, str, str]]) -> None:
    """Assert that each id is found, and is that of what has the mention by which it was given."""
    things = {kind: list(all_of(now)) for kind, all_of in KINDS.items()}
    for kind, key, mention in ever:
        found = find_by_id(things[kind], key)
        assert len(found) == 1, f"{kind} {key} is found {len(found)} times"
        assert mention in {one for _, one in found[0].known_as}, f"{kind} {key} is another one"


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_id_ever_listed_is_found_whatever_came_since(
    pages: list[tuple[Stored, ...]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(pages))
    ever: set[tuple[str, str, str]] = set()
    for count in range(1, len(order) + 1):
        now = link(order[:count])
        ever |= listed(now)
    assert_found(now, ever)
    assert {key for _, key, _ in listed(now)} < {key for _, key, _ in ever}


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_promises_are_found_by_what_came_to_tell_their_end(data: st.DataObject) -> None:
    story = data.draw(st.sampled_from(TOLD_LATER))
    texts = {
        one.document.id: text
        for page, (_, text) in zip(_story_pages(story), story.pages, strict=True)
        for one in page
    }
    order = data.draw(st.permutations(_story_pages(story)))
    ever: set[tuple[str, str, str]] = set()
    for count in range(1, len(order) + 1):
        now = link(order[:count], texts)
        ever |= listed(now)
    assert_found(now, ever)


MET: Page = (
    "2024-05-08",
    "Chinese Foreign Minister Wang Yi met Japanese Foreign Minister Yoko Kamikawa in Beijing "
    "on 6 May 2024. The two sides agreed to establish a joint committee on fisheries.",
)
FIRST: Page = (
    "2024-05-06",
    "Chinese Foreign Minister Wang Yi held talks with Japanese Foreign Minister Yoko Kamikawa in "
    "Beijing on Monday. They agreed to establish a joint committee on fisheries.",
)


def test_an_id_stays_when_an_earlier_document_comes() -> None:
    late = link([read_page(*MET)])
    both = link([read_page(*MET), read_page(*FIRST)])
    for kind in ("person", "encounter", "commitment"):
        before, now = (list(KINDS[kind](memory)) for memory in (late, both))
        assert len(before) == len(now)
        for thing in before:
            assert thing.id not in {one.id for one in now}
            [found] = find_by_id(now, thing.id)
            assert find_by_id(now, thing.id[: SHORT_ID + 4]) == [found]
            assert find_thing(both, thing.id) == found


def test_a_mention_is_that_which_gives_the_id() -> None:
    late = link([read_page(*MET)])
    both = link([read_page(*MET), read_page(*FIRST)])
    [encounter], [now] = late.encounters, both.encounters
    assert both.mention_of("encounter", encounter.id) == encounter.accounts[0].record
    assert both.mention_of("encounter", now.id) == now.accounts[0].record
    assert both.mention_of("encounter", "e" + 19 * "0") is None
    assert both.mention_of("person", encounter.id) is None


def test_what_never_was_an_id_is_not_found() -> None:
    both = link([read_page(*MET), read_page(*FIRST)])
    with pytest.raises(NotOnRecord):
        find_thing(both, "e" + 19 * "0")


def test_ids_of_later_mentions_are_not_shown() -> None:
    [encounter] = link([read_page(*MET), read_page(*FIRST)]).encounters
    assert len(encounter.known_as) > 1
    assert "known_as" not in encounter.model_dump()
    assert "known_as" not in repr(encounter)
