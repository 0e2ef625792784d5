"""JSON Lines."""

import gzip
import json
from pathlib import Path

import pytest

from communique.document import Document
from communique.errors import UnreadableInput
from communique.reading import Limits, SetAside, iter_documents, read

TEXT = "  The ministers of Kenya and India met in Nairobi on Monday.\r\n"
ROW = {
    "id": "a1",
    "text": TEXT,
    "url": "https://www.whitehouse.gov/x/",
    "date": "2024-03-06",
    "title": "Talks",
}


def write(path: Path, *lines: object) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson"])
def test_iter_documents_reads_json_lines(tmp_path: Path, name: str) -> None:
    [document] = iter_documents([write(tmp_path / name, ROW)])
    assert isinstance(document, Document)
    assert (document.name, document.text) == ("a1", TEXT)
    found = document.metadata
    assert (found.title, found.url, found.publisher) == ("Talks", ROW["url"], "The White House")
    assert found.published is not None
    assert (str(found.published.date.start), found.published.found) == ("2024-03-06", "given")


def test_iter_documents_takes_a_line_s_own_publisher(tmp_path: Path) -> None:
    row = {"text": TEXT, "publisher": "Ministry of External Affairs of India"}
    [document] = iter_documents([write(tmp_path / "a.jsonl", row)])
    assert isinstance(document, Document)
    assert document.metadata.publisher == row["publisher"]


def test_iter_documents_goes_on_after_broken_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl",
        "{broken",
        ROW,
        "",
        "[1]",
        {"id": "b"},
        {"id": "c", "text": " "},
        {"id": "d", "text": "x", "date": "soon"},
        '{"id": "e", "text": "half \\ud800"}',
        {"id": "f", "text": "x", "title": 5},
        "[" * 100_000,
        ROW | {"id": "g"},
    )
    found = list(iter_documents([path]))
    assert [item.name for item in found if isinstance(item, Document)] == ["a1", "g"]
    reasons = {item.name: item.reason for item in found if isinstance(item, SetAside)}
    assert list(reasons) == [f"a.jsonl:{n}" for n in (1, 4, 5, 6, 7, 8, 9, 10)]
    assert reasons["a.jsonl:1"].startswith("no JSON: ")
    assert reasons["a.jsonl:6"] == "empty text"
    assert all("\n" not in reason for reason in reasons.values())


def test_iter_documents_names_a_row_without_id_by_its_line(tmp_path: Path) -> None:
    [document] = iter_documents([write(tmp_path / "a.jsonl", {"text": TEXT})])
    assert document.name == "a.jsonl:1"


def test_iter_documents_sets_long_lines_aside(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"id": "big", "text": "x" * 5000}, ROW)
    long, document = iter_documents([path], limits=Limits(max_bytes=1000))
    assert isinstance(long, SetAside)
    assert "the limit is 1,000" in long.reason
    assert document.name == "a1"


def test_iter_documents_ends_a_broken_archive_with_its_reason(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl.gz", *[ROW | {"id": str(n)} for n in range(500)])
    path.write_bytes(path.read_bytes()[:-20])
    *_, last = iter_documents([path])
    assert isinstance(last, SetAside)
    assert "broken stream" in last.reason


def test_read_takes_one_row_and_refuses_several(tmp_path: Path) -> None:
    assert read(write(tmp_path / "a.jsonl", ROW)).name == "a1"
    with pytest.raises(UnreadableInput, match="several documents"):
        read(write(tmp_path / "b.jsonl", ROW, ROW))
