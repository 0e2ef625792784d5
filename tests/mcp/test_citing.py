"""Words cut short, and where they lead."""

from hypothesis import given
from hypothesis import strategies as st

from communique.mcp.citing import Citer, shorten


@given(st.text(), st.integers(1, 50))
def test_short_words_are_the_beginning_of_the_words(words: str, longest: int) -> None:
    short = shorten(words, longest)
    assert len(short) <= longest + 1
    assert words.startswith(short if short == words else short.removesuffix("…"))


def test_links_lead_to_the_desk_or_stand_alone() -> None:
    assert Citer("https://desk.example.org/", str).link("d1", [(1, 2)]) == (
        "https://desk.example.org/documents/d1?words=1-2#words"
    )
    assert Citer("", str).link("d1", [(1, 2)]) == "/documents/d1?words=1-2#words"
