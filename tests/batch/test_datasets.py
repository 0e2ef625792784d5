"""Data sets: opened by what analysts use, taken into an archive, refused where damaged."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas
import pyarrow.parquet as pq
import pytest
from tests.batch.conftest import PAGES, finish, hashes

import communique as cq
from communique.batch.columns import TABLES, schema_of
from communique.batch.datasets import iter_data_set
from communique.batch.outputs import Outputs, find_manifest
from communique.errors import CommuniqueError
from communique.records import Records


def test_every_table_is_read_by_duckdb_with_all_its_columns(undisturbed: Path) -> None:
    for table in ("documents", "records", "evidence"):
        source = f"read_parquet('{undisturbed}/{table}/**/*.parquet', hive_partitioning = true)"
        found = duckdb.sql(f"SELECT * FROM {source}")
        assert set(found.columns) == {column.name for column in TABLES[table]}
        assert found.limit(1).fetchall()


def test_every_span_is_the_words_of_its_document(undisturbed: Path) -> None:
    rows = duckdb.sql(
        f"""
        SELECT d.text, e.start, e.end, e.text
        FROM read_parquet('{undisturbed}/evidence/*/*.parquet') AS e
        JOIN read_parquet('{undisturbed}/documents/*.parquet') AS d
          ON d.id = e.document_id AND d.is_head
        """
    ).fetchall()
    assert len(rows) > 100
    assert all(text[start:end] == words for text, start, end, words in rows)


def test_pandas_reads_a_table_as_a_folder(undisturbed: Path) -> None:
    records = pandas.read_parquet(undisturbed / "records")
    documents = pandas.read_parquet(undisturbed / "documents")
    assert set(records["document_id"]) <= set(documents[documents["is_head"]]["id"])
    assert records["id"].is_unique


def test_copies_have_the_records_of_their_head(undisturbed: Path) -> None:
    documents = pandas.read_parquet(undisturbed / "documents")
    copies = documents[~documents["is_head"]]
    assert len(copies) >= 1
    assert set(copies["head"]) <= set(documents[documents["is_head"]]["id"])


def test_the_manifest_has_every_file_with_its_hash(undisturbed: Path) -> None:
    manifest = Outputs(undisturbed).manifest()
    assert manifest is not None
    beside = {"manifest.json", "README.md"}
    assert manifest["files"] == {
        name: value for name, value in hashes(undisturbed).items() if name not in beside
    }


def test_the_columns_tell_what_they_hold() -> None:
    for table in TABLES:
        for field in schema_of(table):
            assert field.metadata[b"description"]


def test_read_back_the_records_are_those_of_the_pages(undisturbed: Path, pages: Path) -> None:
    manifest = Outputs(undisturbed).manifest()
    assert manifest is not None
    document, records = next(iter_data_set(undisturbed, manifest))
    again = next(d for d in cq.iter_documents([pages]) if getattr(d, "id", None) == document.id)
    assert isinstance(again, cq.Document)
    assert Records({r.id: r for r in cq.extract(again)}.values()) == records


def test_a_data_set_is_taken_into_an_archive_once(undisturbed: Path, tmp_path: Path) -> None:
    def program(*words: str) -> subprocess.CompletedProcess[str]:
        return finish(
            [sys.executable, "-m", "communique", *words, "--archive", str(tmp_path / "a")]
        )

    first = program("add", str(undisturbed))
    assert first.returncode == 0, first.stderr
    assert f"added {PAGES} documents" in first.stderr
    assert "1 more documents are copies of these" in first.stderr
    assert f"already known: {PAGES}" in program("add", str(undisturbed)).stderr
    assert program("check").returncode == 0


def test_a_data_set_that_is_not_finished_is_refused(tmp_path: Path) -> None:
    (tmp_path / "set" / "work").mkdir(parents=True)
    (tmp_path / "set" / "work" / "plan.json").write_text("{}")
    with pytest.raises(CommuniqueError, match="isn't finished"):
        find_manifest(tmp_path / "set")
    assert find_manifest(tmp_path) is None


def test_a_damaged_data_set_is_told_in_a_line(undisturbed: Path, tmp_path: Path) -> None:
    broken = tmp_path / "set"
    shutil.copytree(undisturbed, broken)
    manifest = json.loads((broken / "manifest.json").read_text())
    name = next(name for name in manifest["files"] if name.startswith("records/"))
    (broken / name).write_bytes(b"PAR1 no more")
    with pytest.raises(CommuniqueError, match="is damaged"):
        list(iter_data_set(broken, manifest))
    (broken / name).unlink()
    with pytest.raises(CommuniqueError, match="can't be read"):
        list(iter_data_set(broken, manifest))
    assert pq.read_schema(undisturbed / name).names[0] == "id"
