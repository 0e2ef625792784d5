"""Attacks: whatever stands in one file, the run ends, tells of it, and reads all the others."""

import gzip
import zlib
from pathlib import Path

import duckdb
import pytest
from tests.batch.archive_files import answer, pack, page, record, records
from tests.batch.conftest import run

GIB = 1 << 30


def bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1 << 20)
    return b"".join(packer.compress(zeros) for _ in range(64)) + packer.flush()


def write_attacks(folder: Path) -> None:
    """Write one file for each attack; beside what is wrong with it each holds sound pages."""
    sound = records(3)
    packed = pack(sound)
    files = {
        "cut.warc.gz": packed[:-40],
        "wrong-length.warc": sound[0].replace(b"Content-Length: ", b"Content-Length: 9") + sound[1],
        "bomb.warc.gz": pack([record(answer(bomb(), b"Content-Encoding: gzip")), sound[1]]),
        "empty.warc.gz": b"",
        "picture.warc": record(answer(b"\x89PNG\r\n\x1a\n" + bytes(200))) + sound[1],
        "twice.warc.gz": pack([sound[0], sound[0], sound[1]]),
        "lines.jsonl": b'{"text": "The ministers met in Lima and agreed."}\n{"text": 7}\n{',
        "rows.parquet": b"PAR1 no more PAR1",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    large = folder / "large.warc"
    head = record(answer(page(0))).split(b"Content-Length")[0]
    with large.open("wb") as file:
        file.write(head + b"Content-Length: %d\r\n\r\n" % (2 * GIB))
        file.seek(2 * GIB, 1)
        file.write(b"\r\n\r\n" + sound[1])


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacks")
    (folder / "in").mkdir()
    write_attacks(folder / "in")
    done = run(folder / "in", folder / "out")
    assert "Traceback" not in done.stderr
    assert "defect of the program" not in done.stderr
    assert (folder / "out" / "manifest.json").exists(), done.stderr
    return folder


def rows(attacked: Path, table: str, column: str) -> list[tuple[str, str]]:
    found = duckdb.sql(
        f"SELECT source, {column} FROM read_parquet('{attacked}/out/{table}/*.parquet')"
    ).fetchall()
    return [(Path(source).name, told) for source, told in found]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("cut.warc.gz", "ends early"),
        ("wrong-length.warc", "ends early"),
        ("bomb.warc.gz", "bytes"),
        ("empty.warc.gz", "empty file"),
        ("picture.warc", "PNG"),
        ("twice.warc.gz", "came before"),
        ("lines.jsonl", "JSON"),
        ("lines.jsonl", "text"),
        ("rows.parquet", ""),
        ("large.warc", "bytes"),
    ],
)
def test_an_attack_is_told_with_its_file(attacked: Path, name: str, reason: str) -> None:
    told = [why for source, why in rows(attacked, "set_aside", "reason") if source == name]
    assert any(reason in why for why in told), told
    assert all("\n" not in why for why in told)


def test_the_sound_pages_beside_are_read(attacked: Path) -> None:
    found = rows(attacked, "documents", "url")
    beside = {
        "cut.warc.gz", "wrong-length.warc", "bomb.warc.gz", "picture.warc", "twice.warc.gz",
        "large.warc",
    }  # fmt: skip
    for name in beside:
        assert (name, "https://ministry.example/1") in found
    assert "lines.jsonl" in {source for source, _ in found}


def test_a_gzip_file_may_be_unpacked_to_more_than_there_is_memory_for(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "zeros.html.gz").write_bytes(gzip.compress(bytes(1 << 26)))
    done = run(tmp_path / "in", tmp_path / "out", "--memory", "600")
    assert done.returncode == 1
    assert "set aside: 1" in done.stderr
