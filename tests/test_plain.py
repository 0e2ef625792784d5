import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.plain import escape_markdown, strip_controls

CASES = [
    pytest.param("two\n lines\tand more", "two lines and more", id="white_space"),
    pytest.param("a \x1b[31mred\x1b[0m word", "a [31mred[0m word", id="terminal_colours"),
    pytest.param("pay \u202edlog\u202c now", "pay dlog now", id="direction_override"),
    pytest.param("می\u200cخواهد", "می\u200cخواهد", id="persian_joiner_stays"),
    pytest.param("naïve “quotes” – 会谈 🤝", "naïve “quotes” – 会谈 🤝", id="plain_text_stays"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_strip_controls_keeps_what_is_visible(text: str, expected: str) -> None:
    assert strip_controls(text) == expected


ESCAPES = [
    pytest.param("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>", id="html"),
    pytest.param("[click](javascript:x)", r"\[click\](javascript:x)", id="link"),
    pytest.param("*bold* _and_ `code`", r"\*bold\* \_and\_ \`code\`", id="emphasis"),
    pytest.param("1. We have convened", r"1\. We have convened", id="numbered_start"),
    pytest.param("41.58 billion yuan", "41.58 billion yuan", id="number_at_the_start"),
    pytest.param("# 1 in the world", r"\# 1 in the world", id="heading_start"),
    pytest.param("US$1.5 billion in 2024.", "US$1.5 billion in 2024.", id="prose_stays"),
]


@pytest.mark.parametrize(("text", "expected"), ESCAPES)
def test_escape_markdown_takes_the_meaning_from_signs(text: str, expected: str) -> None:
    assert escape_markdown(text) == expected


@given(st.text())
def test_escape_markdown_gives_one_line_without_tags(text: str) -> None:
    escaped = escape_markdown(text)
    assert len(escaped.splitlines()) <= 1
    assert "<" not in escaped.replace(r"\<", "")
