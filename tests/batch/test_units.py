"""Units of work: which there are, in which order, and where large files are cut."""

import gzip
import json
import os
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.batch.archive_files import answer, pack, page, read_units, record, records

from communique.batch.bounds import Bounds
from communique.batch.capture import iter_pages
from communique.batch.counts import Counts
from communique.batch.pages import Aside, Page, Unit
from communique.batch.units import find_units

QUICK = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a file of each form, the working directory being above it."""
    monkeypatch.chdir(tmp_path)
    kept = tmp_path / "kept"
    (kept / "deep").mkdir(parents=True)
    (kept / "a.warc.gz").write_bytes(pack(records(2)))
    (kept / "b.warc").write_bytes(b"".join(records(2)))
    (kept / "c.jsonl").write_text('{"text": "The envoys met."}\n')
    (kept / "d.ndjson.gz").write_bytes(gzip.compress(b'{"text": "The envoys met."}\n'))
    (kept / "deep" / "e.html").write_bytes(page(1))
    pq.write_table(pa.table({"text": ["The envoys met."]}), kept / "f.parquet")
    (kept / "g.txt").write_text("The envoys met.")
    (kept / ".hidden.txt").write_text("no")
    (kept / ".git").mkdir()
    (kept / ".git" / "h.txt").write_text("no")
    return kept


def test_finds_all_of_a_folder_in_order(folder: Path) -> None:
    assert list(find_units(["kept"])) == [
        Unit("kept/a.warc.gz", "warc"),
        Unit("kept/b.warc", "warc"),
        Unit("kept/c.jsonl", "jsonl"),
        Unit("kept/d.ndjson.gz", "jsonl"),
        Unit("kept/deep/e.html", "page"),
        Unit("kept/f.parquet", "parquet"),
        Unit("kept/g.txt", "page"),
    ]


def test_finds_globs_lists_and_single_files_once(folder: Path) -> None:
    (folder / "inputs.lst").write_text("# those of May\n\nkept/g.txt\n  kept/c.*\n")
    found = list(find_units(["kept/*.warc", "kept/inputs.lst", "@kept/inputs.lst", "kept/g.txt"]))
    assert found == [
        Unit("kept/b.warc", "warc"),
        Unit("kept/g.txt", "page"),
        Unit("kept/c.jsonl", "jsonl"),
    ]
    assert list(find_units(["k*/*"])) == list(find_units(["kept"]))


def test_finds_files_in_stores(folder: Path) -> None:
    store = fsspec.filesystem("memory")
    store.pipe("/crawl/x.warc.gz", pack(records(3)))
    store.pipe("/crawl/y.warc", b"".join(records(2)))
    try:
        assert list(find_units(["memory://crawl/*.gz", "memory://crawl"])) == [
            Unit("memory:///crawl/x.warc.gz", "warc"),
            Unit("memory:///crawl/y.warc", "warc"),
        ]
        pages, asides, _ = read_units("memory://crawl")
        assert [one.url[-1] for one in pages] == ["0", "1", "2", "0", "1"]
        assert not asides
    finally:
        store.rm("/crawl", recursive=True)
    [unit] = find_units([f"file://{folder}/g.txt"])
    assert isinstance(unit, Unit)
    assert unit.source == f"file://{folder}/g.txt"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("nowhere.warc", "no such file"),
        ("kept/*.nothing", "no such file"),
        ("nosuchprotocol://a/b", "can't be listed"),
        ("@nowhere.lst", "no list"),
        ("empty.warc.gz", "empty file"),
    ],
)
def test_sets_aside_what_is_not_there(given: str, reason: str, folder: Path) -> None:
    Path("empty.warc.gz").touch()
    aside, unit = find_units([given, "kept/g.txt"])
    assert isinstance(aside, Aside)
    assert reason in aside.reason
    assert unit == Unit("kept/g.txt", "page")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_sets_aside_what_may_not_be_read(folder: Path) -> None:
    (folder / "a.warc.gz").chmod(0)
    [aside] = find_units(["kept/a.warc.gz"])
    assert isinstance(aside, Aside)
    assert "may not be read" in aside.reason


def test_tells_forms_by_first_bytes(tmp_path: Path) -> None:
    def form(name: str, data: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(data)
        [unit] = find_units([str(path)])
        assert isinstance(unit, Unit)
        return unit.form

    assert form("noname", b"".join(records(1))) == "warc"
    assert form("noname2", pack(records(1))) == "warc"
    assert form("x.warc.wet.gz", pack(records(1))) == "wet"
    assert form("y", b'{"text": "The envoys met.", "id": 1}\n') == "jsonl"
    assert form("y.json", b'{"key": "no text"}\n') == "page"
    assert form("z.warc.gz", b"damaged from the start") == "warc"
    assert form("z.bin", b"\x00\x01") == "page"
    assert form("page.html.gz", gzip.compress(page(1))) == "page"


@pytest.mark.parametrize(("most", "expected"), [(1, 12), (1000, 4), (10_000, 1)])
def test_parts_of_a_plain_file_are_all_of_it(most: int, expected: int, tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    parts = records(12)
    path.write_bytes(b"".join(parts))
    units = [one for one in find_units([str(path)], most_bytes=most) if isinstance(one, Unit)]
    assert units[0].start == 0
    assert units[-1].end is None
    assert [one.end for one in units[:-1]] == [one.start for one in units[1:]]
    assert len(units) == expected
    check_parts(path, most)


def check_parts(path: Path, most: int) -> None:
    pages, asides, counts = read_units(path, most_bytes=most)
    sound, beside, _ = read_units(path, most_bytes=1 << 40)
    assert pages == sound
    assert asides == beside
    assert counts.bytes == path.stat().st_size


EVIL = st.sampled_from(
    [b"WARC/1.0\r\n", b"\r\n\r\n", b"WARC-Type: response\r\n", b"Content-Length: 5\r\n", b"<p>"]
)


@QUICK
@given(
    bodies=st.lists(
        st.lists(EVIL | st.binary(max_size=40) | st.just(b"".join(records(2))), max_size=8).map(
            b"".join
        ),
        min_size=1,
        max_size=8,
    ),
    most=st.integers(1, 3000),
)
def test_parts_of_any_plain_warc_are_all_of_it(
    bodies: list[bytes], most: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(
        b"".join(record(answer(b"<p>" + body), number) for number, body in enumerate(bodies))
    )
    check_parts(path, most)


@QUICK
@given(
    texts=st.lists(st.text(max_size=30), max_size=12),
    ending=st.sampled_from(["", "\n", "\n\n"]),
    most=st.integers(1, 200),
)
def test_parts_of_any_json_lines_are_all_of_it(
    texts: list[str], ending: str, most: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)]
    path.write_text("\n".join(lines) + ending, "utf-8")
    if not path.stat().st_size:
        return
    parts, _, _ = read_units(path, most_bytes=most)
    sound, _, _ = read_units(path)
    assert [(one.record_id, one.body) for one in parts] == [
        (one.record_id, one.body) for one in sound
    ]
    assert len({one.place for one in parts}) == len(parts)


def test_parts_of_parquet_are_its_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [f"The envoys met for the {n}th time." for n in range(10)]
    pq.write_table(pa.table({"text": texts}), path, row_group_size=3)
    units = list(find_units([str(path)], most_bytes=1))
    assert units == [
        Unit(str(path), "parquet", 0, 1),
        Unit(str(path), "parquet", 1, 2),
        Unit(str(path), "parquet", 2, 3),
        Unit(str(path), "parquet", 3, None),
    ]
    pages, asides, _ = read_units(path, most_bytes=1)
    assert [(one.place, one.body.decode()) for one in pages] == list(enumerate(texts))
    assert not asides


def test_packed_files_are_never_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(pack(records(5)))
    assert list(find_units([str(path)], most_bytes=1)) == [Unit(str(path), "warc")]


def test_a_file_that_is_gone_is_set_aside(tmp_path: Path) -> None:
    unit = Unit(str(tmp_path / "gone.warc"), "warc")
    [aside] = iter_pages(unit, Bounds(), Counts())
    assert not isinstance(aside, Page)
    assert "no such file" in aside.reason
