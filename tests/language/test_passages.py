"""Passages: text made plain, and the way back from every character to its source."""

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.builders import passage_of, word
from tests.strategies import CHARACTERS

from communique.language.passages import plain_text

PLAIN = [
    pytest.param("“Peace”, he said", '"Peace", he said', id="curly_marks"),
    pytest.param("«Peace», he said", '"Peace", he said', id="guillemets"),
    pytest.param("„Peace“, he said", '"Peace", he said', id="low_marks"),
    pytest.param("Kenya’s port", "Kenya's port", id="apostrophe"),
    pytest.param("Kenya\u00a0and\u202fMali", "Kenya and Mali", id="no-break_spaces"),
    pytest.param("Kenya\n  and\tMali\r\n", "Kenya and Mali", id="runs_of_space"),
    pytest.param("co\u00adoperation", "cooperation", id="soft_hyphen"),
    pytest.param("\ufeffKenya\u200b\u200e", "Kenya", id="invisible_marks"),
    pytest.param("one‑China", "one-China", id="no-break_hyphen"),
    pytest.param("**Kenya** and *Mali*", "Kenya and Mali", id="emphasis"),
    pytest.param("_Kenya_ and __Mali__", "Kenya and Mali", id="underscores"),
    pytest.param("snake_case", "snake_case", id="underscore_inside_a_word"),
    pytest.param("the [treaty](https://un.org/t) of Lima", "the treaty of Lima", id="link"),
    pytest.param("the ![flag](f.png) of Peru", "the flag of Peru", id="image"),
    pytest.param("the [treaty] of Lima", "the [treaty] of Lima", id="brackets_are_no_link"),
    pytest.param("Kenya<!-- note --> said", "Kenya said", id="comment"),
    pytest.param("\\[applause\\]", "[applause]", id="escapes"),
    pytest.param("🤝 Kenya", "Kenya", id="picture"),
    pytest.param("agreed.👍🏽 They", "agreed. They", id="picture_between_sentences"),
    pytest.param("➡️ Kenya", "Kenya", id="sign_shown_as_a_picture"),
    pytest.param("Kenya → Mali", "Kenya → Mali", id="sign"),
    pytest.param("Erdog\u0306an", "Erdoğan", id="combining_mark"),
    pytest.param("g\u0303", "g\u0303", id="mark_that_has_no_composed_letter"),
    pytest.param("ﬁnal oﬃce", "final office", id="ligatures"),
    pytest.param("a\u202eb\u2068c\u061cd\ufe0fe\u034ff", "abcdef", id="ignorable"),
    pytest.param("\x07Ke\x00nya", "Kenya", id="controls"),
    pytest.param("''Peace'' and ``peace``", '"Peace" and "peace"', id="doubled_single_marks"),
    pytest.param("「Peace」 ❝peace❞ 〝peace〟", '"Peace" "peace" "peace"', id="odd_marks"),
    pytest.param(" \n ", "", id="nothing_but_space"),
    pytest.param("", "", id="empty"),
]


@pytest.mark.parametrize(("source", "expected"), PLAIN)
def test_plain_text_is_what_a_reader_sees(source: str, expected: str) -> None:
    assert plain_text(source, 0, len(source))[0] == expected


@pytest.mark.parametrize(("source", "expected"), PLAIN)
def test_plain_text_reads_only_its_stretch(source: str, expected: str) -> None:
    plain = plain_text(f"xx {source} yy", 3, 3 + len(source))
    assert plain.text == expected
    assert all(3 <= start < 3 + len(source) for start in plain.starts)
    assert all(3 < end <= 3 + len(source) for end in plain.ends)


QUOTES, DASHES = set('"“”„‟«»″＂❝❞〝〞〟「」『』'), set("-‐‑‒−–﹣－")
SINGLE = set("'‘’‚‛′´`ʼ＇❛❜")
PIECES = st.sampled_from(
    [
        "“",
        "”",
        "’",
        "\u00a0",
        "\u00ad",
        "\u200f",
        "**",
        "_",
        "[a](b)",
        "\\*",
        "<!--x-->",
        "–",
        "🤝",
        "e\u0301",
        "会谈",
        "Kenya",
        " ",
        "\n",
        "٣",
        "\u2067",
        "¼",
        "''",
        "``",
        "ﬃ",
        "\u202f",
        "👩‍🚀",
    ]
)
MESSY = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(CHARACTERS, max_size=60))


def may_stand_for(plain: str, source: str) -> bool:
    """Whether a plain character may stand for that stretch of the source."""
    if plain == " ":
        return source.isspace() or not any(c.isalnum() for c in source)
    for characters in (QUOTES, SINGLE, DASHES):
        if plain in characters:
            shown = {c for c in source if unicodedata.category(c) != "Cf"}
            return shown <= QUOTES | SINGLE | DASHES
    return plain in unicodedata.normalize("NFC", source) + unicodedata.normalize("NFKC", source)


@given(MESSY)
@settings(max_examples=150)
def test_plain_text_leads_each_character_back_to_its_source(source: str) -> None:
    text, starts, ends = plain_text(source, 0, len(source))
    assert len(text) == len(starts) == len(ends)
    assert all(a <= b for a, b in itertools.pairwise(starts))
    assert all(a <= b for a, b in itertools.pairwise(ends))
    assert all(
        may_stand_for(character, source[start:end])
        for character, start, end in zip(text, starts, ends, strict=True)
    )


@given(MESSY)
@settings(max_examples=100)
def test_plain_text_has_single_spaces_and_no_ends(source: str) -> None:
    text = plain_text(source, 0, len(source)).text
    assert text == text.strip(" ")
    assert "  " not in text
    assert all(c == " " or not c.isspace() for c in text)


@given(MESSY)
@settings(max_examples=100)
def test_plain_text_drops_no_letter(source: str) -> None:
    text = plain_text(source, 0, len(source)).text
    # Only links and comments hold letters that a reader does not see.
    if "](" not in source and "<!--" not in source:
        seen, plain = (
            [c for c in unicodedata.normalize("NFKC", t) if c.isalnum()] for t in (source, text)
        )
        assert plain == seen


SOURCE = "**Kenya’s** President said:\n“The port\u00a0will stay open.” He\u00adlooked tired."


def test_source_span_covers_the_characters_of_the_document() -> None:
    passage = passage_of(SOURCE)
    start = passage.text.index("The port")
    begin, stop = passage.source_span(start, start + len("The port will"))
    assert SOURCE[begin:stop] == "The port\u00a0will"


def test_span_of_includes_what_stands_between_its_tokens() -> None:
    passage = passage_of(SOURCE)
    doc = passage.doc
    begin, stop = passage.span_of(word(doc, "Kenya").i, word(doc, "President").i)
    assert SOURCE[begin:stop] == "Kenya’s** President"


def test_words_are_plain() -> None:
    passage = passage_of(SOURCE)
    doc = passage.doc
    assert passage.words(word(doc, "Kenya").i, word(doc, "said").i) == "Kenya's President said"


def test_token_at_finds_the_token_that_holds_or_follows_the_character() -> None:
    passage = passage_of("Kenya and Mali met.")
    assert [passage.doc[passage.token_at(o)].text for o in (0, 4, 5, 6, 10, 99)] == [
        "Kenya",
        "Kenya",
        "and",
        "and",
        "Mali",
        ".",
    ]


@given(MESSY)
@settings(max_examples=25, deadline=None)
def test_token_at_agrees_with_the_parse(source: str) -> None:
    passage = passage_of(source)
    for token in passage.doc:
        assert passage.token_at(token.idx) == token.i
        assert passage.token_at(token.idx + len(token) - 1) == token.i
        start, end = passage.span_of(token.i, token.i)
        assert start == passage.plain.starts[token.idx]
        assert end == passage.plain.ends[token.idx + len(token) - 1]


def test_sentence_of_holds_the_token() -> None:
    passage = passage_of("Kenya met Mali. Chad met Togo.")
    assert passage.sentence_of(word(passage.doc, "Togo").i).text == "Chad met Togo."
    assert len(passage.sentences) == 2
