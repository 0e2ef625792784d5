"""Accounts in an empty archive, with a clock that tests wind."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from tests.servers import STORES

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


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    """Return the kind of store that a test runs on: every test that asks for it runs on both."""
    return str(request.param)


@pytest.fixture
def accounts(place: str, clock: Clock) -> Iterator[Accounts]:
    with open_archive(place, clock=clock) as archive:
        made = Accounts(archive)
        made.add_user("amina", Role.ADMINISTRATOR, PASSWORD, by="test")
        made.add_user("ben", Role.ANALYST, PASSWORD, by="test")
        yield made
