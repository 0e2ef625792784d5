"""What is a server's own: how it is reached, what is refused, damage, and backing up."""

import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from tests.archive.conftest import edit_page, make_document, read_readout
from tests.servers import NewPlace, Server

from communique.archive import Archive, open_archive
from communique.archive.engine import writing_to
from communique.archive.postgresql_search import WORD, fold
from communique.errors import ArchiveError


@pytest.fixture
def store() -> str:
    """Return the one kind of store that these tests are about."""
    return "postgresql"


def run(url: str, *statements: str) -> None:
    """Run statements behind the archive's back, foreign keys and triggers off."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        for statement in statements:
            assert connection.execute(statement.encode()).rowcount != 0


@pytest.mark.parametrize(
    ("address", "message"),
    [
        pytest.param("postgresql://desk.invalid/archive", "can't be reached, ", id="no_host"),
        pytest.param("postgresql://127.0.0.1:9/archive", "can't be reached, ", id="no_server"),
        pytest.param("postgresql://desk", "names no database; write postgresql://", id="no_name"),
        pytest.param("postgresql://desk:port/x", "names no database; write", id="no_port"),
    ],
)
def test_open_refuses_addresses(address: str, message: str) -> None:
    with pytest.raises(ArchiveError, match=message) as caught:
        open_archive(address)
    assert "\n" not in str(caught.value)


def test_open_refuses_unknown_users_and_databases(server: Server) -> None:
    for url in (server.url("nowhere"), server.url("postgres").replace("postgres@", "nobody@")):
        with pytest.raises(ArchiveError, match="a database that the server doesn't have"):
            open_archive(url)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://clerk:sesame@127.0.0.1:9/archive",
        "postgres://clerk:sesame@127.0.0.1:9/archive",
        "postgresql://clerk@127.0.0.1:9/archive?password=sesame",
    ],
)
def test_no_message_tells_a_password(address: str) -> None:
    with pytest.raises(ArchiveError) as caught:
        open_archive(address)
    assert str(caught.value).startswith("archive postgresql://clerk@127.0.0.1:9/archive: ")
    assert "sesame" not in str(caught.value)


def test_missing_driver_is_one_line() -> None:
    program = (
        "import sys; sys.modules['psycopg'] = None\n"
        "import communique\n"
        "from communique.errors import ArchiveError\n"
        "try: communique.open_archive('postgresql://desk/archive')\n"
        "except ArchiveError as error: print(error)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.stdout.strip().endswith("install it with pip install 'communique[postgres]'")
    assert run.stdout.count("\n") == 1


def test_file_archives_load_no_driver(tmp_path: Path) -> None:
    program = (
        "import sys, communique\n"
        f"communique.open_archive({str(tmp_path / 'desk.db')!r}).close()\n"
        "print([m for m in sys.modules if m.partition('.')[0] == 'psycopg'])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (run.stdout.strip(), run.stderr) == ("[]", "")


def put_other_tables(server: Server) -> str:
    url = server.new_database()
    run(url, "CREATE TABLE contacts (name text)")
    return url


def put_other_documents(server: Server) -> str:
    url = server.new_database()
    run(url, "CREATE TABLE documents (name text)", "CREATE TABLE alembic_version (v text)")
    return url


def put_newer_archive(server: Server) -> str:
    url = server.new_archive()
    run(url, "UPDATE alembic_version SET version_num = 'r9999'")
    return url


def put_latin(server: Server) -> str:
    return server.make_database(
        server.new_name(), "TEMPLATE template0", "ENCODING LATIN1", "LOCALE 'C'"
    )


@pytest.mark.parametrize(
    ("put", "message"),
    [
        pytest.param(put_other_tables, "is a database of another program", id="tables"),
        pytest.param(put_other_documents, "is a database of another program", id="documents"),
        pytest.param(put_newer_archive, r"a newer version \(revision r9999", id="newer_version"),
        pytest.param(put_latin, "encoded in LATIN1; make a database with", id="encoding"),
    ],
)
def test_open_refuses(server: Server, put: Callable[[Server], str], message: str) -> None:
    with pytest.raises(ArchiveError, match=message):
        open_archive(put(server))


def test_open_makes_an_archive_of_an_empty_database(server: Server) -> None:
    url = server.new_database()
    with pytest.raises(ArchiveError, match="does not exist; add a document to make it"):
        open_archive(url, create=False)
    # Two at once: the one waits for the other.
    opened = []

    def check() -> None:
        with open_archive(url) as archive:
            opened.append(archive.check())

    threads = [threading.Thread(target=check) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened == [[], [], []]


def test_reader_without_rights_is_told(server: Server, place: str) -> None:
    server.run("DROP ROLE IF EXISTS guest")
    server.run("CREATE ROLE guest LOGIN")
    with pytest.raises(ArchiveError, match="may not be read or changed by this user; grant"):
        open_archive(place.replace("postgres@", "guest@"))


def test_one_writer_at_a_time(place: str) -> None:
    with (
        open_archive(place, busy_timeout_seconds=0.1) as archive,
        open_archive(place) as other,
    ):
        with writing_to(other._engine, other.path):
            with pytest.raises(ArchiveError, match="is locked by another process; try again"):
                archive.add(make_document("Text."), [])
            # Readers aren't held up, and opening needs no lock.
            assert list(archive.documents()) == []
            open_archive(place, busy_timeout_seconds=0.1).close()
        assert archive.add(make_document("Text."), []).added


def test_a_writer_sees_what_the_one_before_stored(place: str) -> None:
    with open_archive(place) as archive, open_archive(place) as other:
        done = []

        def add(one: Archive) -> None:
            done.append(one.add(make_document(f"Text {len(done)}."), []).added)

        with writing_to(other._engine, other.path):
            thread = threading.Thread(target=add, args=(archive,))
            thread.start()
            time.sleep(0.2)
            assert done == []
        thread.join()
        assert done == [True]
        both = [threading.Thread(target=add, args=(one,)) for one in (archive, other)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        assert sorted(done[1:]) == [False, True]


def test_archive_outlives_its_connections(server: Server, place: str) -> None:
    with open_archive(place) as archive:
        archive.add(make_document("Text."), [])
        server.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname LIKE 'archive%' AND pid <> pg_backend_pid()"
        )
        assert archive.stats().documents == 1


def test_texts_are_sorted_by_code_points(place: str) -> None:
    open_archive(place).close()
    with psycopg.connect(place) as connection:
        found = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type IN ('text', 'character varying') "
            "AND table_name <> 'alembic_version' AND collation_name IS DISTINCT FROM 'C'"
        ).fetchall()
    assert found == [], "make columns of text with communique.archive.columns.Words"


def test_numbers_have_64_bits(place: str) -> None:
    open_archive(place).close()
    with psycopg.connect(place) as connection:
        found = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type = 'integer' "
            "AND table_name NOT LIKE '%\\_search'"
        ).fetchall()
    assert found == [], "make columns of whole numbers with communique.archive.columns.Number"


DAMAGE = [
    pytest.param(
        "UPDATE evidence SET text = 'something else' WHERE role = 'content'",
        ["has an alien row of evidence", "evidence_search does not agree"],
        id="words_of_evidence",
    ),
    pytest.param(
        "DELETE FROM documents WHERE name = 'page.txt'",
        ["file: row .* of articles has no documents", "documents_search does not agree"],
        id="document",
    ),
    pytest.param("UPDATE articles SET publisher = NULL", ["lacks a row of articles"], id="column"),
    pytest.param(
        "DELETE FROM documents_search", ["documents_search does not agree"], id="index_lost"
    ),
    pytest.param(
        "UPDATE documents_search SET words = 'moon'", ["documents_search does not"], id="index"
    ),
    pytest.param(
        "UPDATE document_parties SET shown = NOT shown WHERE party = 'JPN'",
        ["is not found by the parties that it names"],
        id="party",
    ),
    pytest.param(
        "UPDATE documents SET superseded_by = NULL WHERE name = 'note.html'",
        ["is out of order among the versions"],
        id="version_order",
    ),
]


@pytest.mark.parametrize(("statement", "expected"), DAMAGE)
def test_check_notices(place: str, statement: str, expected: list[str]) -> None:
    with open_archive(place) as archive:
        archive.add(*read_readout())
        archive.add(make_document("Another page."), [])
        for number in (1, 2):
            archive.add(*edit_page(number))
        assert archive.check() == []
        run(place, statement)
        problems = archive.check()
        for message in expected:
            assert any(re.search(message, line) for line in problems), problems
        archive.rebuild_search()
        assert not [line for line in archive.check() if line.startswith("search:")]


@pytest.mark.parametrize("length", [600, 6000])
def test_long_texts_are_found_in_all_their_parts(place: str, length: int) -> None:
    words = [f"word{n} the" for n in range(length)]
    text = " ".join([*words, "geothermal plants", *words, "in Nairobi", *words])
    with open_archive(place) as archive:
        document = make_document(text)
        archive.add(document, [])
        # Beyond the 16,383 places that one index of a text has, and over pieces' edges.
        for query in (
            '"geothermal plants"',
            '"in Nairobi" geothermal',
            f'"word{length - 1} the in"',
        ):
            (hit,) = archive.search(query)
            assert hit.snippet is not None
            assert hit.snippet.marks
        for start in range(230, 245):
            assert archive.search(f'"word{start} the word{start + 1}"')
        assert archive.search('"plants geothermal"') == []
        assert archive.check() == []


def test_longest_words_are_stored(place: str) -> None:
    with open_archive(place) as archive:
        assert archive.add(make_document("talks " + "x" * 100_000 + " end"), []).added
        assert len(archive.search("talks end")) == 1
        assert archive.check() == []


def test_words_are_the_same_in_python_and_on_the_server(place: str) -> None:
    open_archive(place).close()
    blocks = [range(32, 0xD800), range(0xE000, 0x11000), range(0x1D000, 0x20100)]
    signs = [chr(code) for block in blocks for code in block]
    text = " ".join(f"a{sign}b" for sign in signs)
    with psycopg.connect(place) as connection:
        (found,) = connection.execute("SELECT communique_words(%s)", (text,)).fetchone() or ([],)
    mine = fold(text)
    # The two may know different editions of Unicode; what they make of letters is the same.
    differing = set(mine) ^ set(found)
    assert len(differing) < 100, sorted(differing)[:50]
    assert WORD.findall("Erdoğan’s e\u0301lan, 2.5 m²") == [
        "Erdoğan", "s", "e\u0301lan", "2", "5", "m²",
    ]  # fmt: skip


@pytest.fixture
def filled(place: str) -> Iterator[str]:
    with open_archive(place) as archive:
        archive.add(*read_readout())
        archive.add(make_document("A\0B."), [])
        archive.reject(next(archive.records()).id, by="amina")
    yield place


def test_backup_is_restored(server: Server, filled: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.dump"
    for attempt in (
        server.program("pg_dump", "--format=custom", f"--file={file}", filled),
        server.program("pg_restore", "--no-owner", "--exit-on-error",
                       f"--dbname={server.new_database()}", str(file)),
    ):  # fmt: skip
        assert (attempt.returncode, attempt.stderr) == (0, "")
    restored = attempt.args[3].removeprefix("--dbname=")
    with open_archive(filled) as old, open_archive(restored, create=False) as new:
        assert new.check() == []
        assert list(new.dump()) == list(old.dump())
        assert list(new.reviews()) == list(old.reviews())
        assert [hit.document.id for hit in new.search("geothermal")] == [
            hit.document.id for hit in old.search("geothermal")
        ]
        # It can be written to, and its index goes on.
        new.add(make_document("Geothermal plants again."), [])
        new.accept(next(new.records()).id, by="amina")
        assert len(new.search("geothermal")) == 2
        assert new.check() == []


def test_new_archives_are_as_old_ones_were(new_place: NewPlace, server: Server) -> None:
    """A database that is given back and taken again is empty, and whole."""
    place = new_place()
    with open_archive(place) as archive:
        archive.add(*read_readout())
    server.give_back(place)
    with open_archive(server.new_archive()) as archive:
        assert archive.check() == []
        assert list(archive.documents()) == []
        archive.add(*read_readout())
        assert len(archive.search("kenya")) == 1
