"""Files, folders and standard input."""

import gzip
import hashlib
import io
import os
import sys
from pathlib import Path

import pytest

from communique.document import Document
from communique.errors import UnreadableInput
from communique.reading import Limits, SetAside, iter_documents, read

TEXT = " The ministers of Kenya and India met in Nairobi on Monday.\r\n\r\nThey agreed. \n"


def test_read_keeps_a_text_file_exactly(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + TEXT.encode()
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    document = read(path, date="2024-03-06", title="Talks", url="https://example.org/x")
    assert document.text == TEXT
    assert document.name == "a.txt"
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.metadata.title == "Talks"


def test_read_gives_one_id_to_two_encodings() -> None:
    assert read(TEXT.encode("utf-16"), name="a").id == read(TEXT.encode(), name="a").id


def test_read_unpacks_gzip(tmp_path: Path) -> None:
    assert read(gzip.compress(TEXT.encode()), name="a.txt.gz").text == TEXT


def test_read_knows_markdown_by_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT)
    assert read(str(tmp_path / "a.md")).media_type == "text/markdown"


REFUSED = [
    pytest.param(b"", "empty", id="empty"),
    pytest.param(b" \n\t ", "empty", id="white_space"),
    pytest.param(b"x " * 600_000, "has a line of 1,200,000 characters", id="one_line"),
    pytest.param(b"x\n" * 100_001, "has 100,001 lines; the limit is 100,000", id="many_lines"),
    pytest.param(b"PK\x03\x04" + bytes(40), "ZIP archive", id="zip"),
    pytest.param(gzip.compress(TEXT.encode())[:-6], "damaged gzip", id="gzip_cut"),
    pytest.param(gzip.compress(b"x\n" * 3_000_000), "too large", id="bomb"),
]


@pytest.mark.parametrize(("data", "reason"), REFUSED)
def test_read_refuses_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=reason) as caught:
        read(data, name="x", limits=Limits(max_bytes=5_000_000))
    assert str(caught.value).startswith("x: ")
    assert "\n" not in str(caught.value)


def test_read_refuses_a_large_file_before_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(UnreadableInput, match=r"too large: 200\.0 MB; the limit is 20\.0 MB"):
        read(path)


def test_read_refuses_folders_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="is a folder"):
        read(tmp_path)
    with pytest.raises(UnreadableInput, match="no such file"):
        read(tmp_path / "none.txt")


def test_iter_documents_goes_through_folders_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden/d.txt", ".e.txt", "empty.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("" if name == "empty.txt" else TEXT)
    found = list(iter_documents([tmp_path, tmp_path / "none.txt"]))
    assert [item.name for item in found] == ["a.txt", "b.txt", "empty.txt", "c.txt", "none.txt"]
    assert [type(item) for item in found] == [Document, Document, SetAside, Document, SetAside]


def test_iter_documents_does_not_wait_for_a_pipe_in_a_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    [item] = iter_documents([tmp_path])
    assert isinstance(item, SetAside)
    assert item.reason == "no regular file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_iter_documents_sets_aside_what_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    [item] = iter_documents([tmp_path])
    assert item == SetAside(name="a.txt", reason="permission denied")


STREAMS = [
    pytest.param(TEXT.encode(), ["standard input"], id="text"),
    pytest.param(
        b'{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}', ["a", "b"], id="rows"
    ),
    pytest.param(
        b"\n".join(b'{"id": "%d", "text": "A longer line."}' % n for n in range(99)),
        [str(n) for n in range(99)],
        id="rows_above_the_limit_of_one",
    ),
]


@pytest.mark.parametrize(("data", "names"), STREAMS)
def test_iter_documents_reads_standard_input(
    data: bytes, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = list(iter_documents(["-"], limits=Limits(max_bytes=1000)))
    assert [item.name for item in found] == names


def test_iter_documents_gives_the_day_to_documents_without_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    [document] = iter_documents([tmp_path], date="2024-03-06")
    assert isinstance(document, Document)
    assert document.metadata.date is not None
    assert str(document.metadata.date.start) == "2024-03-06"
