"""Settings of the mail server: from a file, from the environment, and what can't be."""

from pathlib import Path

import pytest

from communique.errors import CommuniqueError
from communique.mailing import read_mail_settings

GOOD = """
host = "mail.example.org"
sender = "desk@example.org"
user = "desk"
to = "me@example.org"
link = "https://desk.example.org/"

[recipients]
Amina = "amina@example.org"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "mail.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_and_the_environment_make_the_settings(tmp_path: Path) -> None:
    environment = {
        "COMMUNIQUE_MAIL_PASSWORD": "secret",
        "COMMUNIQUE_MAIL_HOST": "other.example.org",
    }
    found = read_mail_settings(write(tmp_path, GOOD), environment)
    assert (found.host, found.port, found.security) == ("other.example.org", 587, "starttls")
    assert (found.user, found.password, found.to) == ("desk", "secret", "me@example.org")
    assert found.link == "https://desk.example.org"
    assert found.recipients == {"amina": "amina@example.org"}
    assert "secret" not in repr(found)


def test_the_environment_alone_is_enough(tmp_path: Path) -> None:
    named = {
        "COMMUNIQUE_MAIL_SETTINGS": str(write(tmp_path, GOOD)),
        "COMMUNIQUE_MAIL_PASSWORD": "x",
    }
    assert read_mail_settings(None, named).host == "mail.example.org"
    told = {"HOST": "localhost", "SENDER": "a@example.org", "SECURITY": "none", "PORT": "2525"}
    found = read_mail_settings(None, {f"COMMUNIQUE_MAIL_{k}": v for k, v in told.items()})
    assert (found.security, found.port, found.user) == ("none", 2525, None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "host: missing; set it, or COMMUNIQUE_MAIL_HOST"),
        ("host = 'a'", "sender: missing"),
        ("host = 'a'\nsender = 'desk'", "sender: 'desk' is no address"),
        ("host = 'a'\nsender = 'a@b.example\\r\\nBcc: x@y.example'", "sender"),
        ('host = "a"\nsender = "a@b.example\\nBcc: x@y.example"', "sender: write a text"),
        ("host = 'a'\nsender = 'a@b.example'\nuser = 'x'", "password: missing"),
        ("host = 'a'\nsender = 'a@b.example'\nport = 99999", "port: write a number"),
        ("host = 'a'\nsender = 'a@b.example'\nsecurity = 'ssl'", "security: write starttls"),
        (
            "host = 'a'\nsender = 'a@b.example'\nuser='x'\npassword='y'\nsecurity='none'",
            "open line",
        ),
        ("host = 'a'\nsender = 'a@b.example'\nhots = 'b'", "hots: is no setting"),
        ("host = 'a'\nsender = 'a@b.example'\nrecipients = 'b'", "recipients: write a table"),
        ("host = 'a'\nsender = 'a@b.example'\n[recipients]\nbo = 'bo'", "recipients.bo: 'bo'"),
        ("host = ", "is no TOML"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(CommuniqueError) as error:
        read_mail_settings(path, {})
    assert told in str(error.value) and str(error.value).startswith(str(path))
    assert "\n" not in str(error.value)
