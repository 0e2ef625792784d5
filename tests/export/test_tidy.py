import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest
from frictionless import Package

import communique as cq
from communique.export import Selection
from communique.export.tidy import tables_of, write_csv, write_parquet
from communique.export.writing import write_folder
from communique.linking.types import Encounter
from communique.records import RECORD_TYPES


@pytest.fixture(scope="module")
def tables(selection: Selection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tidy")
    write_folder(folder / "csv", write_csv(selection))
    write_folder(folder / "parquet", write_parquet(selection))
    return folder


def test_the_data_package_is_valid_with_its_keys(tables: Path) -> None:
    report = Package(str(tables / "csv" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])[:5]


def test_every_field_of_every_kind_has_a_column(selection: Selection) -> None:
    columns = {t.name: {c.name for c in t.columns} for t in tables_of(selection)}
    for kind, model in RECORD_TYPES.items():
        name = f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
        for field in set(model.model_fields) - {"kind", "document_id", "evidence"}:
            assert any(c == field or c.startswith(f"{field}_") for c in columns[name]), field
    for field in set(Encounter.model_fields) - {"id", "known_as", "accounts"}:
        assert any(c == field or c.startswith(f"{field}_") for c in columns["encounters"]), field


def test_the_codebook_names_every_column(selection: Selection, tables: Path) -> None:
    book = (tables / "csv" / "codebook.md").read_text(encoding="utf-8")
    for table in tables_of(selection):
        assert f"\n## {table.name}\n" in book
        for column in table.columns:
            assert f"| `{column.name}` |" in book


def test_every_column_says_what_it_holds(selection: Selection) -> None:
    for table in tables_of(selection):
        for column in table.columns:
            assert len(column.meaning.split()) > 1, (table.name, column.name)
            assert column.meaning != column.name.replace("_", " "), (table.name, column.name)


def as_written(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_parquet_holds_what_csv_holds(selection: Selection, tables: Path) -> None:
    for table in tables_of(selection):
        told = pd.read_csv(tables / "csv" / f"{table.name}.csv", dtype=str, keep_default_na=False)
        columns = pl.read_parquet(tables / "parquet" / f"{table.name}.parquet")
        assert columns.columns == list(told.columns)
        assert columns.height == len(told)
        for name in columns.columns:
            assert [as_written(v) for v in columns[name]] == list(told[name]), (table.name, name)


def test_what_is_linked_is_that_of_the_chosen_documents(
    selection: Selection, tmp_path: Path
) -> None:
    [first, *_] = [s for s in selection.summaries if s.published and s.published.start]
    chosen = Selection(selection.desk, until=first.published.start if first.published else None)
    assert 0 < len(chosen.summaries) < len(selection.summaries)
    write_folder(tmp_path, write_csv(chosen))
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])[:5]
    ids = {summary.id for summary in chosen.summaries}
    for name in ("encounter_accounts", "promise_steps"):
        told = pd.read_csv(tmp_path / f"{name}.csv", dtype=str, keep_default_na=False)
        assert set(told["document"]) <= ids
    few = pd.read_csv(tmp_path / "encounters.csv", dtype=str)
    assert 0 < len(few) < len(selection.memory.encounters)


def test_parties_stand_in_rows_of_their_own(selection: Selection, tables: Path) -> None:
    folder = tables / "csv"
    joined = pd.read_csv(folder / "encounters.csv", dtype=str, keep_default_na=False)
    apart = pd.read_csv(folder / "encounter_parties.csv", dtype=str)
    wanted = {(i, p) for i, ps in zip(joined["id"], joined["parties"], strict=True)
              for p in ps.split("; ") if p}  # fmt: skip
    assert set(apart.itertuples(index=False, name=None)) == wanted
    records = pd.read_csv(folder / "record_parties.csv", dtype=str)
    assert len(records) == sum(len(getattr(s.record, "parties", ())) for s in selection.records())


def test_duckdb_joins_evidence_with_documents(selection: Selection, tables: Path) -> None:
    folder = tables / "parquet"
    [(words, texts)] = duckdb.sql(
        f"select count(*), count(d.id) from '{folder}/evidence.parquet' e "
        f"left join '{folder}/documents.parquet' d on e.document = d.id"
    ).fetchall()
    assert words == texts == sum(len(s.record.evidence) for s in selection.records())


def test_dates_are_days_and_the_unknown_is_empty(tables: Path) -> None:
    frame = pl.read_parquet(tables / "parquet" / "engagements.parquet")
    assert frame.schema["date_start"] == pl.Date
    unknown = frame.filter(pl.col("date_precision") == "unknown")
    assert unknown.height > 0
    assert unknown["date_start"].null_count() == unknown.height


def rows(pieces: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(pieces))))


def test_the_same_archive_gives_the_same_bytes(selection: Selection) -> None:
    def text(pieces: Iterable[tuple[str, Iterable[str]]]) -> str:
        return json.dumps([(name, "".join(parts)) for name, parts in pieces])

    assert text(write_csv(selection)) == text(write_csv(Selection(selection.desk)))


def test_a_bare_carriage_return_splits_no_row(tmp_path: Path) -> None:
    words = "Japan and Kenya agreed\rto open a trade office by 2030."
    with cq.open_archive(tmp_path / "archive.db") as desk:
        document = cq.read_text(words)
        desk.add(document, cq.extract(document))
        write_folder(tmp_path / "csv", write_csv(Selection(desk)))
    report = Package(str(tmp_path / "csv" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])[:5]
    with (tmp_path / "csv" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["text"] == words.removesuffix(".")
