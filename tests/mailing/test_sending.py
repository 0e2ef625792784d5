"""Letters through a real server: over a safe line or not at all, each to its own address."""

import socket
from collections.abc import Callable
from typing import Any

import pytest
from tests.mailing.conftest import PASSWORD, USER, Post

from communique.errors import CommuniqueError
from communique.mailing import Letter, MailSettings, send_letters

Serve = Callable[..., Post]
LETTER = Letter("amina@example.org", "Communiqué: 3 new", "# Neues – “über” Kenya\n\n.\n- a line\n")


def settings(post: Post, **more: Any) -> MailSettings:
    given: dict[str, Any] = {
        "host": "localhost",
        "port": post.port,
        "sender": "desk@example.org",
        "authorities": str(post.authority),
    }
    return MailSettings(**{**given, **more})


def test_a_letter_comes_as_it_was_written_over_a_safe_line(serve: Serve) -> None:
    post = serve(login=True)
    assert send_letters([LETTER], settings(post, user=USER, password=PASSWORD)) == []
    [letter] = post.letters
    assert (letter["Subject"], letter["To"], letter["From"]) == (
        LETTER.subject, LETTER.to, "desk@example.org",
    )  # fmt: skip
    assert letter.get_content().replace("\r\n", "\n") == LETTER.text
    assert letter["Message-ID"].endswith("@example.org>") and letter["Date"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert (post.safe, post.users) == ([True], [USER])


def test_letters_go_over_one_line_and_one_refused_costs_the_others_nothing(serve: Serve) -> None:
    post = serve()
    letters = [LETTER, Letter("nobody@example.org", "x", "y"), Letter("bo@example.org", "x", "y")]
    [refused] = send_letters(letters, settings(post))
    assert refused == "nobody@example.org: 550 there is nobody of that name"
    assert [one["To"] for one in post.letters] == ["amina@example.org", "bo@example.org"]


def test_nothing_goes_over_an_open_line_unless_it_was_said(serve: Serve) -> None:
    post = serve(secure=False)
    with pytest.raises(CommuniqueError, match="STARTTLS"):
        send_letters([LETTER], settings(post))
    assert post.letters == []
    assert send_letters([LETTER], settings(post, security="none")) == []
    assert post.safe == [False]


def test_a_server_that_is_another_gets_nothing(serve: Serve) -> None:
    post = serve()
    for changes in ({"authorities": None}, {"host": "127.0.0.1"}):
        with pytest.raises(CommuniqueError) as told:
            send_letters([LETTER], settings(post, **changes))
        assert "\n" not in str(told.value)
    assert post.letters == []


def test_a_wrong_password_is_told_and_never_shown(serve: Serve) -> None:
    post = serve(login=True)
    given = settings(post, user=USER, password="a secret guess")
    with pytest.raises(CommuniqueError, match="535") as told:
        send_letters([LETTER], given)
    assert "guess" not in f"{told.value}{given}"
    assert post.letters == []


def test_no_server_is_one_line() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = MailSettings(host="127.0.0.1", port=port, sender="a@example.org")
    with pytest.raises(CommuniqueError, match=f"mail server 127.0.0.1:{port}: connection refused"):
        send_letters([LETTER], given)


def test_a_subject_adds_no_header(serve: Serve) -> None:
    post = serve()
    send_letters([Letter("a@example.org", "x\r\nBcc: evil@example.org", "y")], settings(post))
    assert post.letters[0]["Bcc"] is None
