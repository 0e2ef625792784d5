"""Pages of JSON Lines, plain and packed."""

import gzip
from datetime import date
from pathlib import Path

import pytest
from tests.batch.archive_files import read_data

from communique.batch.bounds import Bounds
from communique.batch.pages import Page


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_reads_lines_with_their_fields(name: str, tmp_path: Path) -> None:
    data = (
        '{"id": "r1", "text": "Sie trafen sich in Köln.", "url": " https://m.example/1 ",'
        ' "date": "2024-03-05", "title": "Treffen", "publisher": "X"}\n'
        "\n"
        '{"html": "<p>They met.", "date": null, "id": 7}\r\n'
    ).encode()
    pages, asides, _ = read_data(
        tmp_path, name, gzip.compress(data) if name.endswith("gz") else b"\xef\xbb\xbf" + data
    )
    source = str(tmp_path / name)
    assert pages == [
        Page(source, 1, "https://m.example/1", "Sie trafen sich in Köln.".encode(), "text/plain",
             "utf-8", "r1", published=date(2024, 3, 5), title="Treffen"),
        Page(source, 3, "", b"<p>They met.", "text/html", "utf-8", "7"),
    ]  # fmt: skip
    assert not asides


LINES = [
    pytest.param(b"{no", "no JSON", id="no JSON"),
    pytest.param(b"[1]", "no JSON object", id="a list"),
    pytest.param(b'{"text": 5}', "no field 'text'", id="text that is a number"),
    pytest.param(b'{"url": "https://m.example/"}', "no field 'text'", id="no text"),
    pytest.param(b'{"text": "  "}', "empty text", id="blank text"),
    pytest.param(b'{"text": "a\\ud800"}', "surrogates", id="half a character"),
    pytest.param(b'{"text": "a", "date": "5 May"}', "no day", id="date in words"),
    pytest.param(b'{"text": "a", "date": 20240305}', "no text", id="date as number"),
    pytest.param(b'{"text": "a", "title": ["a"]}', "'title'", id="nested title"),
    pytest.param(b'{"text": "\xff"}', "not UTF-8", id="other encoding"),
    pytest.param(b'{"text": ' + b"[" * 100_000, "nesting", id="deep"),
    pytest.param(b'{"text": "' + b"a" * 3000 + b'"}', "line of 3,013 bytes", id="long line"),
    pytest.param(b'{"text": "' + b"a" * 1500 + b'"}', "page of 1,500 bytes", id="long text"),
    pytest.param(b"\x00\x00", "no JSON", id="zeros"),
]


@pytest.mark.parametrize(("line", "reason"), LINES)
def test_sets_bad_lines_aside(line: bytes, reason: str, tmp_path: Path) -> None:
    data = b'{"text": "The first."}\n' + line + b'\n{"text": "The last."}'
    bounds = Bounds(line_bytes=2000 if len(line) < 50_000 else 200_000, body_bytes=1000)
    pages, [aside], _ = read_data(tmp_path, "a.jsonl", data, bounds)
    assert [one.body for one in pages] == [b"The first.", b"The last."]
    assert aside.place == 2
    assert reason in aside.reason
    assert "\n" not in aside.reason


def test_reads_packed_lines_up_to_the_cut(tmp_path: Path) -> None:
    data = b"".join(b'{"text": "Number %d was signed."}\n' % n for n in range(5000))
    packed = gzip.compress(data)
    pages, [aside], _ = read_data(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2])
    assert len(pages) > 1000
    assert aside.place == len(pages) + 1
    assert "the rest is not read" in aside.reason


def test_sets_a_second_id_aside(tmp_path: Path) -> None:
    data = b'{"text": "One.", "id": 1}\n{"text": "Two.", "id": "1"}\n'
    pages, [aside], _ = read_data(tmp_path, "a.jsonl", data)
    assert [one.body for one in pages] == [b"One."]
    assert aside.place == 2
