"""Which pages are grouped as copies, and under which head."""

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.batch.test_sketches import CALLS, MENU, TEXT, write

from communique.batch.copies import NEAREST, Sketched, group
from communique.batch.sketches import sketch

MEMORY = 16_000_000


def page(key: int, text: str, *, moment: str = "") -> Sketched:
    return Sketched(key, (moment or f"{key:04}", f"https://a.example/{key}"), sketch(text))


def find(
    pages: Iterable[Sketched], folder: Path, *, memory_bytes: int = MEMORY
) -> list[tuple[int, int]]:
    found = list(group(pages, memory_bytes=memory_bytes, folder=folder))
    assert not list(folder.iterdir()), "files were left"
    return found


def test_nothing_has_no_copies(tmp_path: Path) -> None:
    assert find([], tmp_path) == []


def test_the_same_text_is_a_copy_of_the_earliest(tmp_path: Path) -> None:
    pages = [
        page(1, TEXT, moment="2024-03-02"),
        page(2, TEXT, moment="2024-03-01"),
        page(3, TEXT, moment="2024-03-03"),
        page(4, write(300, start=9), moment="2024-01-01"),
    ]
    assert find(pages, tmp_path) == [(1, 2), (3, 2)]


def test_of_equal_moments_and_addresses_the_lower_key_is_head(tmp_path: Path) -> None:
    pages = [Sketched(key, ("2024-03-01", ""), sketch(TEXT)) for key in (7, -3, 5)]
    assert find(pages, tmp_path) == [(5, -3), (7, -3)]


def test_edited_copies_have_their_head(tmp_path: Path) -> None:
    texts = [
        TEXT,
        "Talks go on\n" + TEXT,
        TEXT[: len(TEXT) // 2],
        f"{MENU} {TEXT} {MENU}",
        "GENEVA (agency) -- " + TEXT[250:],
        TEXT[:900] + TEXT[1400:],
        f"{MENU} In brief: {TEXT[250:1900]} {MENU}",
    ]
    pages = [page(key, text) for key, text in enumerate(texts)]
    assert find(pages, tmp_path) == [(key, 0) for key in range(1, len(texts))]


def test_texts_of_one_template_are_no_copies(tmp_path: Path) -> None:
    assert find([page(key, text) for key, text in enumerate(CALLS)], tmp_path) == []


@pytest.mark.parametrize("text", ["", "--", "\n"])
def test_texts_without_words_are_no_copies(tmp_path: Path, text: str) -> None:
    assert find([page(key, text) for key in range(3)], tmp_path) == []


def test_short_texts_are_copies_word_for_word(tmp_path: Path) -> None:
    texts = ["Page not found.", "page NOT found", "Page not found, sorry"]
    assert find([page(key, text) for key, text in enumerate(texts)], tmp_path) == [(1, 0)]


def test_a_chain_of_changes_does_not_join_its_ends(tmp_path: Path) -> None:
    parts = [write(100, start=10 + number) for number in range(8)]
    pages = [page(key, " ".join(parts[key : key + 4])) for key in range(5)]
    heads = dict(find(pages, tmp_path))
    assert heads[1] == 0
    assert heads.get(4) != 0


def test_a_copy_goes_to_what_it_resembles_most(tmp_path: Path) -> None:
    # The first holds half of the text, the second all of it, with as much else.
    half = write(200, start=20) + " " + TEXT[: len(TEXT) // 3]
    pages = [page(1, half), page(2, TEXT), page(3, TEXT + " The end")]
    assert find(pages, tmp_path)[-1] == (3, 2)


def test_a_story_that_went_everywhere_is_one_group(tmp_path: Path) -> None:
    chance = random.Random(3)
    pages = [
        page(key, f"{write(20, start=key + 50)} {TEXT[chance.randrange(200) :]}")
        for key in range(20 * NEAREST)
    ]
    assert find(pages, tmp_path) == [(key, 0) for key in range(1, len(pages))]


def test_a_sketch_of_another_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="1232 bytes, not 3"):
        find([Sketched(1, ("", ""), b"abc")], tmp_path)
    assert not list(tmp_path.iterdir())


def test_files_are_removed_after_an_error_and_when_left_early(tmp_path: Path) -> None:
    def break_off() -> Iterator[Sketched]:
        yield page(1, TEXT)
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError, match="broke off"):
        list(group(break_off(), memory_bytes=MEMORY, folder=tmp_path))
    assert not list(tmp_path.iterdir())
    found = group([page(1, TEXT), page(2, TEXT)], memory_bytes=MEMORY, folder=tmp_path)
    assert next(found) == (2, 1)  # type: ignore[call-overload]
    found.close()  # type: ignore[attr-defined]
    assert not list(tmp_path.iterdir())


TEXTS = [
    "",
    "Page not found.",
    *CALLS,
    *(write(length, start=start) for length in (60, 150) for start in (1, 2)),
]
EDITS = [
    lambda text: text,
    lambda text: f"{MENU} {text}",
    lambda text: text[: len(text) * 2 // 3],
    lambda text: text[len(text) // 4 :] + " and that was all",
]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXTS) - 1), st.integers(0, 3), st.integers(0, 5)),
        max_size=25,
    ),
    st.randoms(use_true_random=False),
    st.sampled_from([1, 30_000, 10**8]),
)
def test_groups_depend_neither_on_order_of_arrival_nor_on_memory(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[int, int, int]],
    chance: random.Random,
    memory_bytes: int,
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    pages = [
        Sketched(key, (str(moment), ""), sketch(EDITS[edit](TEXTS[text])))
        for key, (text, edit, moment) in enumerate(drawn)
    ]
    found = find(pages, folder)
    chance.shuffle(pages)
    assert find(pages, folder, memory_bytes=memory_bytes) == found
    heads = dict(found)
    orders = {page.key: (page.order, page.key) for page in pages}
    for copy, head in found:
        assert orders[head] < orders[copy]
        assert head not in heads


def test_groups_of_many_pages_depend_not_on_memory(tmp_path: Path) -> None:
    # Enough for several runs of bands and pairs with the least memory.
    chance = random.Random(5)
    texts = [write(120, start=start) for start in range(1, 80)]
    pages = [
        page(key, f"{MENU} {chance.choice(texts)[chance.randrange(120) :]}") for key in range(400)
    ]
    found = find(pages, tmp_path)
    assert len(found) > 300
    assert find(reversed(pages), tmp_path, memory_bytes=1) == found
