"""Commands on accounts and collections: the first administrator is made without a server."""

from pathlib import Path

import pytest
from argon2 import PasswordHasher
from tests.archive.conftest import read_readout
from typer.testing import CliRunner

from communique.accounts import Accounts, Role, passwords
from communique.archive import open_archive
from communique.cli import app

PASSWORD = "a long enough password"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", quick)
    return tmp_path / "desk.db"


def run(archive: Path, *arguments: str, typed: str = "", fails: bool = False) -> str:
    result = CliRunner().invoke(app, [*arguments, "--archive", str(archive)], input=typed)
    assert (result.exit_code != 0) is fails, result.output
    return result.output


def test_users_are_kept(archive: Path) -> None:
    twice = f"{PASSWORD}\n{PASSWORD}\n"
    asked = run(archive, "user", "add", "Amina", "--role", "administrator", typed=twice)
    assert PASSWORD not in asked
    run(archive, "user", "add", "ben", "--password-stdin", typed=f"{PASSWORD}\n")
    run(archive, "user", "role", "ben", "analyst")
    run(archive, "user", "disable", "ben")
    listed = run(archive, "user", "list", "--format", "csv").splitlines()
    assert [line.rsplit(",", 1)[0] for line in listed[1:]] == [
        "amina,administrator,",
        "ben,analyst,disabled",
    ]
    run(archive, "user", "disable", "ben", "--undo")
    run(archive, "user", "password", "ben", "--password-stdin", typed="another long password\n")
    run(archive, "user", "role", "amina", "reader", fails=True)
    run(archive, "user", "role", "nobody", "reader", fails=True)
    run(archive, "user", "add", "eve", "--password-stdin", typed="short\n", fails=True)
    with open_archive(archive) as desk:
        assert Accounts(desk).user("ben").role is Role.ANALYST
        assert {entry.who for entry in Accounts(desk).audit()} == {"command line"}


def test_collections_are_kept(archive: Path) -> None:
    document, records = read_readout()
    with open_archive(archive) as desk:
        desk.add(document, records)
    run(archive, "collection", "add", "Closed")
    assert "1 document moved" in run(archive, "collection", "move", "Closed", document.id)
    listed = run(archive, "collection", "list", "--format", "csv").splitlines()
    assert listed[1:] == ["2,Closed,1", "1,everyone,0"]
    run(archive, "collection", "remove", "Closed", fails=True)
    run(archive, "collection", "move", "everyone", document.id)
    run(archive, "collection", "remove", "Closed")
    run(archive, "collection", "move", "Closed", document.id, fails=True)


def test_a_team_needs_an_administrator(archive: Path) -> None:
    run(archive, "serve", "--team", fails=True)
    run(archive, "serve", "--host", "0.0.0.0", fails=True)
