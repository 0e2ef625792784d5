"""Files that are one page themselves."""

import gzip
from pathlib import Path

import pytest
from tests.batch.archive_files import page, read_data

from communique.batch.bounds import Bounds

FILES = [
    pytest.param("a.html", page(1), "text/html", id="html"),
    pytest.param("a.html.gz", gzip.compress(page(1)), "text/html", id="packed"),
    pytest.param("a", page(1), "text/html", id="html without a suffix"),
    pytest.param("a.txt", b"The envoys met.", "text/plain", id="text"),
    pytest.param("a.md", b"# Talks", "text/markdown", id="markdown"),
    pytest.param("a.pdf", b"%PDF-1.7", "application/pdf", id="pdf"),
]


@pytest.mark.parametrize(("name", "data", "media_type"), FILES)
def test_reads_a_file(name: str, data: bytes, media_type: str, tmp_path: Path) -> None:
    [one], asides, counts = read_data(tmp_path, name, data)
    assert one.media_type == media_type
    assert one.body == (gzip.decompress(data) if name.endswith(".gz") else data)
    assert (one.place, one.url) == (0, "")
    assert not asides
    assert counts.bytes == len(data)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("a.html", b"", "empty", id="empty"),
        pytest.param("a.txt", b" \n ", "empty", id="blank"),
        pytest.param("a.txt", b"\x89PNG\r\n", "a PNG image", id="picture"),
        pytest.param("a.txt", b"a" * 200, "larger than 100 bytes", id="large"),
        pytest.param("a.txt.gz", gzip.compress(b"a" * 200), "larger than 100 bytes", id="bomb"),
        pytest.param("a.txt.gz", gzip.compress(b"abc" * 20)[:-9], "damaged", id="cut"),
    ],
)
def test_sets_other_files_aside(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    pages, [aside], _ = read_data(tmp_path, name, data, Bounds(body_bytes=100))
    assert not pages
    assert reason in aside.reason
