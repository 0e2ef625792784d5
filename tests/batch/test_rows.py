"""Pages of Parquet files, whichever columns they have."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.batch.archive_files import page, read_units

from communique.batch.bounds import Bounds


def write(folder: Path, columns: dict[str, Any], **options: Any) -> Path:
    path = folder / "a.parquet"
    pq.write_table(pa.table(columns), path, **options)
    return path


def test_reads_rows_with_their_columns(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {
            "url": ["https://m.example/1", None],
            "timestamp": [datetime(2024, 3, 5, 23, 0, tzinfo=UTC), None],
            "title": ["Talks", None],
            "text": ["The envoys met.", "They met again."],
            "score": [0.5, 0.7],
            "id": [11, 12],
        },
    )
    [first, second], asides, counts = read_units(path)
    assert (first.url, first.published, first.title, first.body, first.record_id) == (
        "https://m.example/1", date(2024, 3, 5), "Talks", b"The envoys met.", "11",
    )  # fmt: skip
    assert (first.media_type, first.charset) == ("text/plain", "utf-8")
    assert (second.place, second.url, second.published, second.title) == (1, "", None, "")
    assert not asides
    assert counts.bytes > 0


@pytest.mark.parametrize(
    ("column", "values", "media_type"),
    [
        pytest.param("html", [page(1).decode()], "text/html", id="html"),
        pytest.param("content", [page(1)], "text/html", id="content that is HTML, as bytes"),
        pytest.param("body", ["Only words."], "text/plain", id="body that is text"),
        pytest.param("text", pa.array(["a", "a"]).dictionary_encode(), "text/plain", id="coded"),
        pytest.param("text", pa.array(["a"], pa.large_string()), "text/plain", id="large"),
        pytest.param("text", pa.array(["a"], pa.string_view()), "text/plain", id="views"),
    ],
)
def test_reads_other_columns(column: str, values: Any, media_type: str, tmp_path: Path) -> None:
    pages, asides, _ = read_units(write(tmp_path, {column: values}))
    assert {one.media_type for one in pages} == {media_type}
    assert len(pages) == len(values)
    assert not asides


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        pytest.param({"url": ["https://m.example/"]}, "has no column", id="no text"),
        pytest.param({"text": [{"en": "a"}]}, "no text", id="nested"),
        pytest.param({"text": [["a", "b"]]}, "no text", id="lists"),
        pytest.param({"text": [5]}, "no text", id="numbers"),
    ],
)
def test_sets_a_file_without_pages_aside(
    columns: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    pages, [aside], _ = read_units(write(tmp_path, columns), most_bytes=1)
    assert not pages
    assert aside.place is None
    assert reason in aside.reason


def test_sets_bad_rows_aside(tmp_path: Path) -> None:
    columns = {"text": ["One.", None, "", "a" * 500, "b"], "date": ["", "", "", "", "May"]}
    pages, asides, _ = read_units(write(tmp_path, columns), Bounds(body_bytes=100))
    assert [one.body for one in pages] == [b"One."]
    assert [(one.place, one.reason.partition(";")[0]) for one in asides] == [
        (1, "has no field 'text' or 'html' with a text in it"),
        (2, "empty text"),
        (3, "page of 500 bytes"),
        (4, "date 'May' is no day"),
    ]


def test_sets_a_bomb_aside(tmp_path: Path) -> None:
    path = write(tmp_path, {"text": ["a" * 1_000_000] * 3}, use_dictionary=False,
                 compression="zstd")  # fmt: skip
    bounds = Bounds(row_group_bytes=1_000_000)
    pages, [aside], _ = read_units(path, bounds)
    assert not pages
    assert "unpacks to" in aside.reason


@pytest.mark.parametrize("where", [2, 0.3, 0.5, 0.9, -3], ids=str)
def test_damage_never_raises(where: float, tmp_path: Path) -> None:
    texts = [f"The envoys met for the {n}th time." for n in range(2000)]
    path = write(tmp_path, {"text": texts}, row_group_size=500)
    data = bytearray(path.read_bytes())
    at = int(where * len(data)) if 0 < where < 1 else int(where)
    for n in range(20):
        data[(at + n) % len(data)] ^= 0xA5
    path.write_bytes(data)
    pages, asides, _ = read_units(path)
    assert len(pages) + len(asides) >= 1
    assert all("\n" not in one.reason for one in asides)


def test_sets_a_cut_file_aside(tmp_path: Path) -> None:
    path = write(tmp_path, {"text": ["The envoys met."]})
    path.write_bytes(path.read_bytes()[:-10])
    pages, [aside], _ = read_units(path)
    assert not pages
    assert "no Parquet" in aside.reason
