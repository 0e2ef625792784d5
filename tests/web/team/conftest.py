"""A team's server for each test, over a copy of one archive."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from tests.servers import NewPlace
from tests.web.team.world import Thing, World, fill, serve

from communique.accounts import passwords
from communique.archive import copy_archive, open_archive

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
    with serve(shutil.copy(path, str(tmp_path / "desk.db")), own, other) as made:
        yield made


@pytest.fixture(scope="module")
def settled_world(
    filled_team: tuple[Path, Thing, Thing], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Return a server that many tests ask, since none of them changes anything."""
    path, own, other = filled_team
    folder = tmp_path_factory.mktemp("settled")
    with serve(shutil.copy(path, str(folder / "desk.db")), own, other) as made:
        yield made


@pytest.fixture
def server_world(filled_team: tuple[Path, Thing, Thing], new_place: NewPlace) -> Iterator[World]:
    """Return a server over the same archive in a store of the kind that the test names."""
    path, own, other = filled_team
    place = new_place()
    with open_archive(path) as source, open_archive(place) as target:
        copy_archive(source, target)
    with serve(place, own, other) as made:
        yield made
