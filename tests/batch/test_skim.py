"""What is seen of a page: its title and prose, not its menus and scripts."""

import pytest

from communique.batch.skim import plain, rough, skim

PROSE = "The ministers met on Monday and spoke of fish, of ships and of the price of both."


def test_title_headline_and_prose_are_seen() -> None:
    html = (
        f"<html><head><title>Fish &amp; ships</title></head><body><h1>On <i>fish</i></h1>"
        f"<ul><li><a href='/a'>Home</a></li></ul><p>{PROSE}</p></body></html>"
    )
    seen = skim(html.encode(), "", "text/html")
    assert seen is not None
    assert plain(seen.title) == b" Fish ships On fish "
    assert plain(seen.prose).strip().decode() == " ".join(
        PROSE.replace(",", "").replace(".", "").split()
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>if (a > 1) {{ say('{}') }}</script>",
        "<style>p::before {{ content: '>{}' }}</style>",
        "<script><p>{}</p></script>",
    ],
)
def test_hidden_text_is_not_seen(hidden: str) -> None:
    secret = "This is a long sentence that nobody who reads the page ever sees on it."
    html = f"<html>{hidden.format(secret)}<p>{PROSE}</p></html>"
    seen = skim(html.encode(), "", "text/html")
    assert seen is not None
    assert b"nobody" not in seen.prose
    assert b"ministers" in seen.prose


def test_what_is_not_closed_hides_nothing() -> None:
    seen = skim(f"<html><script>let a = 1<p>{PROSE}</p>".encode(), "", "text/html")
    assert seen is not None
    assert b"ministers" in seen.prose


def test_text_goes_on_through_tags_of_a_sentence() -> None:
    seen = skim(
        b"<html><div>The ministers of two states met in <b>Oslo</b> on <a href=x>Monday</a>.</div>",
        "",
        "text/html",
    )
    assert seen is not None
    assert b"met in Oslo on Monday" in plain(seen.prose)


def test_plain_text_has_its_first_line_for_a_title() -> None:
    seen = skim(f"Talks on fish\n\n{PROSE}\n\nHome\nAbout\n".encode(), "", "text/plain")
    assert seen is not None
    assert seen.title == b"Talks on fish"
    assert seen.prose.decode() == PROSE


@pytest.mark.parametrize("body", [b"", b"\0\0\0\0" * 99])
def test_what_holds_no_text_is_not_seen(body: bytes) -> None:
    assert skim(body) is None


def test_words_stand_between_single_spaces() -> None:
    assert plain("<b>U.S.</b>–Kenya\n talks".encode()) == b" U S Kenya talks "
    assert rough(b"Talks on\nFISH.") == b" talks on fish  "


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_read(encoding: str) -> None:
    seen = skim(f"<html><p>{PROSE}</p></html>".encode(encoding), "", "text/html")
    assert seen is not None
    assert b"ministers" in seen.prose


def test_a_sample_is_text_of_the_page_in_its_encoding() -> None:
    text = "Переговоры министров прошли в понедельник в Москве, сообщили в ведомстве."
    seen = skim(f"<html><p>{text}</p></html>".encode("cp1251"), "windows-1251", "text/html")
    assert seen is not None
    assert seen.sample(600) == text
