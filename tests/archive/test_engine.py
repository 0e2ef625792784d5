"""What can't be opened is refused in one line that names the file and what to do."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.archive.conftest import make_document

from communique.archive import default_url, open_archive
from communique.errors import ArchiveError


def put_folder(path: Path) -> None:
    path.mkdir()


def put_text(path: Path) -> None:
    path.write_text("Kenya and Japan hold talks in Nairobi")


def put_other_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE contacts (name TEXT)")
    connection.close()


def put_newer_archive(path: Path) -> None:
    open_archive(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    connection.close()


def put_cut_archive(path: Path) -> None:
    open_archive(path).close()
    os.truncate(path, 5000)


@pytest.mark.parametrize(
    ("put", "message"),
    [
        pytest.param(put_folder, "is a folder; name a file in it", id="folder"),
        pytest.param(put_text, "is no SQLite database; name another file", id="text_file"),
        pytest.param(
            put_other_database, "is a database of another program; name another", id="other_program"
        ),
        pytest.param(
            put_newer_archive, r"a newer version \(revision r9999.*; upgrade", id="newer_version"
        ),
        pytest.param(put_cut_archive, "is damaged; restore a copy of it", id="cut_file"),
    ],
)
def test_open_refuses(tmp_path: Path, put: Callable[[Path], None], message: str) -> None:
    path = tmp_path / "desk.db"
    put(path)
    with pytest.raises(ArchiveError, match=message) as caught:
        open_archive(path)
    assert str(caught.value).startswith(f"archive {path}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        pytest.param("postgresql://desk/archive", "only SQLite is supported", id="postgresql"),
        pytest.param("https://example.org/desk.db", "only SQLite is supported", id="web_page"),
        pytest.param("sqlite:///", "names no file", id="no_path"),
        pytest.param(":memory:", "names no file", id="memory"),
        pytest.param("missing/desk.db", "the folder missing does not exist", id="no_folder"),
        pytest.param("desk.db/" * 2000, "can't be opened|does not exist", id="long_name"),
    ],
)
def test_open_refuses_urls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArchiveError, match=message):
        open_archive(url)
    assert list(tmp_path.iterdir()) == []


def test_open_hides_the_password_of_a_url() -> None:
    with pytest.raises(ArchiveError) as caught:
        open_archive("postgresql://clerk:sesame@desk/archive")
    assert "sesame" not in str(caught.value)


@pytest.mark.parametrize("form", ["desk.db", "sqlite:///desk.db", "sqlite:///{folder}/desk.db"])
def test_open_takes_paths_and_urls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    open_archive(form.format(folder=tmp_path)).close()
    assert [p.name for p in tmp_path.iterdir()] == ["desk.db"]


def test_open_without_create_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="does not exist; add a document to make it"):
        open_archive(tmp_path / "desk.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_open_without_create_opens_what_is_there(tmp_path: Path) -> None:
    open_archive(tmp_path / "desk.db").close()
    with open_archive(tmp_path / "desk.db", create=False) as archive:
        assert archive.check() == []


def test_open_takes_the_file_of_a_process_that_died_early(tmp_path: Path) -> None:
    (tmp_path / "desk.db").touch()
    with open_archive(tmp_path / "desk.db") as archive:
        assert archive.check() == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("sqlite:///team.db", "sqlite:///team.db", id="set"),
        pytest.param("", "communique.db", id="empty"),
        pytest.param(None, "communique.db", id="unset"),
    ],
)
def test_default_url(monkeypatch: pytest.MonkeyPatch, value: str | None, expected: str) -> None:
    monkeypatch.delenv("COMMUNIQUE_ARCHIVE", raising=False)
    if value is not None:
        monkeypatch.setenv("COMMUNIQUE_ARCHIVE", value)
    assert default_url() == expected


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that a user without rights may enter, as pytest's own may not be."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def open_without_rights(path: Path) -> str:
    """Return the message with which `path` is refused to a user who is not root."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setuid(65534)
        message = "opened"
        try:
            open_archive(path)
        except ArchiveError as error:
            message = str(error)
        finally:
            os.write(writer, message.encode())
            os._exit(0)
    os.close(writer)
    with open(reader, encoding="utf-8") as answer:
        message = answer.read()
    os.waitpid(child, 0)
    return message


def test_open_refuses_a_read_only_file(public_folder: Path) -> None:
    path = public_folder / "desk.db"
    open_archive(path).close()
    path.chmod(0o444)
    assert open_without_rights(path) == (
        f"archive {path}: may not be written to; change its permissions or copy it"
    )


def test_open_refuses_a_hidden_file(public_folder: Path) -> None:
    path = public_folder / "desk.db"
    open_archive(path).close()
    path.chmod(0o000)
    assert open_without_rights(path) == (
        f"archive {path}: can't be opened, permission denied; check the path and its permissions"
    )


def test_open_refuses_a_new_file_in_a_read_only_folder(public_folder: Path) -> None:
    public_folder.chmod(0o555)
    message = open_without_rights(public_folder / "desk.db")
    public_folder.chmod(0o755)
    assert message.endswith("the folder may not be written to; change its permissions")


def test_locked_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with open_archive(path, busy_timeout_seconds=0.05) as archive:
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match="is locked by another process; try again"):
            archive.add(make_document("Text."), [])
        assert list(archive.documents()) == []
        other.close()
        assert archive.add(make_document("Text."), []).added


def test_locked_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ArchiveError, match="is locked by another process; try again"):
        open_archive(path, busy_timeout_seconds=0.1)
    other.close()


def test_full_disk_is_told_and_nothing_is_half_stored(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with open_archive(path) as archive:
        with archive._engine.connect() as connection:
            # A file that may not grow is as good as a full disk.
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(ArchiveError, match="the disk is full; free some space"):
            archive.add(make_document("talks " * 50_000), [])
        assert list(archive.documents()) == []
        assert archive.check() == []


LOOK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
connection.close()
"""


def test_opening_it_twice_takes_no_lock_from_the_first(tmp_path: Path) -> None:
    """Closing a file drops all locks of a process on it: others would remove the log in use."""
    path = tmp_path / "desk.db"

    def look_from_another_process() -> int:
        command = [sys.executable, "-c", LOOK, str(path)]
        return int(subprocess.run(command, capture_output=True, check=True).stdout)

    with open_archive(path) as archive:
        archive.add(make_document("Kenya and Japan held talks in Nairobi."), [])
        open_archive(path, create=False).close()
        assert look_from_another_process() == 1
        archive.add(make_document("Kenya and Norway held talks in Oslo."), [])
        assert look_from_another_process() == 2
