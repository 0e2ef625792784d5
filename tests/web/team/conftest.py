"""A team's server for each test, over a copy of one archive."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from tests.web.team.world import Thing, World, fill, serve

from communique.accounts import passwords

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with little memory: the cost is argon2's matter."""
    monkeypatch.setattr(passwords, "_HASHER", QUICK)
    passwords._nobody.cache_clear()


@pytest.fixture(scope="session")
def filled_team(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Thing, Thing]:
    path = tmp_path_factory.mktemp("team") / "desk.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", QUICK)
        own, other = fill(path)
    return path, own, other


@pytest.fixture
def world(filled_team: tuple[Path, Thing, Thing], tmp_path: Path) -> Iterator[World]:
    """Return a server over an archive that may be changed."""
    path, own, other = filled_team
    with serve(Path(shutil.copy(path, tmp_path / "desk.db")), own, other) as made:
        yield made


@pytest.fixture(scope="module")
def settled_world(
    filled_team: tuple[Path, Thing, Thing], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Return a server that many tests ask, since none of them changes anything."""
    path, own, other = filled_team
    folder = tmp_path_factory.mktemp("settled")
    with serve(Path(shutil.copy(path, folder / "desk.db")), own, other) as made:
        yield made
