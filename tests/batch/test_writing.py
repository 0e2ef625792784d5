"""Writing: tables in files that are the same bytes whenever they are written anew."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from communique.batch.durable import hash_file
from communique.batch.writing import ROWS, DataSetFiles, TableFile

SCHEMA = pa.schema([("number", pa.int64()), ("word", pa.string())])


def write(path: Path, count: int) -> None:
    with TableFile(path, SCHEMA, path.parent / "scratch") as file:
        for number in range(count):
            file.add({"number": number})


def test_all_groups_but_the_last_have_as_many_rows(tmp_path: Path) -> None:
    write(tmp_path / "a", 2 * ROWS + 3)
    with pq.ParquetFile(tmp_path / "a") as file:
        groups = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    assert groups == [ROWS, ROWS, 3]


def test_no_rows_are_a_table_too(tmp_path: Path) -> None:
    write(tmp_path / "a", 0)
    assert pq.read_table(tmp_path / "a").num_rows == 0


def test_written_anew_a_file_has_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "a", 100)
    write(tmp_path / "b", 100)
    assert hash_file(tmp_path / "a") == hash_file(tmp_path / "b")


def test_a_row_that_cannot_be_written_leaves_no_file(tmp_path: Path) -> None:
    def fail() -> None:
        with TableFile(tmp_path / "a", SCHEMA, tmp_path / "scratch") as file:
            file.add({"number": "many"})

    with pytest.raises(pa.ArrowException):
        fail()
    assert not (tmp_path / "a").exists()
    assert list((tmp_path / "scratch").iterdir()) == []


def test_rows_lie_in_the_folder_of_their_partition(tmp_path: Path) -> None:
    files = DataSetFiles(tmp_path, "part-000001", tmp_path / "scratch")
    files.add("evidence", {"record_id": "a", "kind": "figure", "start": 3}, "figure")
    files.add("set_aside", {"source": "x", "reason": "empty file"})
    files.write()
    names = [str(path.relative_to(tmp_path)) for path in files.paths]
    assert names == ["evidence/kind=figure/part-000001.parquet", "set_aside/part-000001.parquet"]
    rows = pq.read_table(tmp_path / "evidence").to_pylist()
    assert (rows[0]["record_id"], rows[0]["start"], rows[0]["kind"]) == ("a", 3, "figure")
