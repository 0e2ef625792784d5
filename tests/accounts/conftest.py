"""Accounts in an empty archive, with a clock that tests wind."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from communique.accounts import Accounts, Role, passwords
from communique.archive import open_archive

PASSWORD = "a long enough password"
AGE = timedelta(hours=12)


class Clock:
    """A clock that goes when told to."""

    def __init__(self) -> None:
        self.now = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with little memory: the cost is argon2's matter, and tested once."""
    monkeypatch.setattr(
        passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )
    passwords._nobody.cache_clear()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("accounts") / "empty.db"
    open_archive(path).close()
    return path


@pytest.fixture
def accounts(tmp_path: Path, empty: Path, clock: Clock) -> Iterator[Accounts]:
    shutil.copy(empty, tmp_path / "desk.db")
    with open_archive(tmp_path / "desk.db", clock=clock) as archive:
        made = Accounts(archive)
        made.add_user("amina", Role.ADMINISTRATOR, PASSWORD, by="test")
        made.add_user("ben", Role.ANALYST, PASSWORD, by="test")
        yield made
