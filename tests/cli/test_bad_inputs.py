"""What is no page of diplomacy, through the command line: one line each, and the run goes on."""

import json
import os
import random
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.reading.builders import build_pdf, encrypt_pdf

import communique as cq

SENTENCE = "The foreign ministers of Kenya and Japan met in Nairobi on 2 May 2024."
PDF = build_pdf([[SENTENCE]])
#: The page that comes after every bad input, and must be read all the same.
LAST = "z-last.txt"

BAD = [
    pytest.param("a.txt", b"", "empty", id="empty"),
    pytest.param("a.txt", b" \r\n\t\n", "empty", id="blank"),
    pytest.param("a.bin", bytes(range(256)) * 64, "not text in any known encoding", id="binary"),
    pytest.param("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(64), "a PNG image", id="picture_as_text"),
    pytest.param("a.txt", random.Random(3).randbytes(9000), "not text in any", id="noise"),
    pytest.param("a.pdf", PDF[: len(PDF) // 2], "damaged PDF", id="truncated_pdf"),
    pytest.param("a.pdf", encrypt_pdf(PDF, "secret"), "encrypted PDF", id="encrypted_pdf"),
    pytest.param("a.docx", b"PK\x03\x04" + bytes(40), "without a Word document", id="no_word_file"),
    pytest.param(
        "a.txt",
        b"\xff\xfe" + SENTENCE.encode("utf-16-le")[:-1],
        "not text in any known encoding",
        id="mark_of_another_encoding",
    ),
    pytest.param("a.txt", b"word " * 50_000, "line of 250,000 characters", id="endless_line"),
    pytest.param("a.jsonl.gz", b"\x1f\x8b\x08" + bytes(30), "broken stream", id="broken_gzip"),
]


def write_last(folder: Path) -> None:
    (folder / LAST).write_text(SENTENCE, encoding="utf-8")


def read_names(path: str = "communique.db") -> set[str]:
    """Return the names of what the archive holds."""
    with cq.open_archive(path) as archive:
        return {summary.name for summary in archive.documents()}


def list_reasons(errors: str) -> list[str]:
    """Return the lines that name what was set aside."""
    lines = errors.splitlines()
    [heading] = [number for number, line in enumerate(lines) if line.startswith("set aside: ")]
    reasons = [line.strip() for line in lines[heading + 1 :]]
    assert lines[heading] == f"set aside: {len(reasons)}"
    return reasons


@pytest.mark.parametrize(("name", "data", "reason"), BAD)
def test_add_names_a_bad_file_and_reads_the_next(
    run: Run, name: str, data: bytes, reason: str
) -> None:
    folder = Path("pages")
    folder.mkdir()
    (folder / name).write_bytes(data)
    write_last(folder)
    result = run("add", "pages")
    assert result.exit_code == 1
    [line] = list_reasons(result.stderr)
    assert line.startswith(f"{name}:")
    assert reason in line
    assert read_names() == {LAST}


def test_add_sets_a_file_above_the_limit_aside_unread(run: Run) -> None:
    Path("a.txt").touch()
    os.truncate("a.txt", 200_000_000)  # takes no room on the disk
    write_last(Path())
    result = run("add", "a.txt", LAST)
    assert result.exit_code == 1
    reason = "a.txt: too large: 200.0 MB; the limit is 20.0 MB"
    assert list_reasons(result.stderr) == [reason]
    assert read_names() == {LAST}


def test_add_names_each_broken_line_and_reads_the_others(run: Run) -> None:
    lines = [
        json.dumps({"id": "first", "text": SENTENCE}),
        '{"id": "cut", "text": "The foreign',
        "[1, 2]",
        '{"id": "no text"}',
        '{"id": "bad day", "text": "Kenya.", "date": "on Friday"}',
        json.dumps({"id": "last", "text": SENTENCE + " They discussed trade."}),
    ]
    Path("a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = run("add", "a.jsonl")
    assert result.exit_code == 1
    named = [line.split(": ")[0] for line in list_reasons(result.stderr)]
    assert named == [f"a.jsonl:{number}" for number in (2, 3, 4, 5)]
    assert read_names() == {"first", "last"}


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every folder"
)
def test_add_names_a_folder_that_it_may_not_read(run: Run) -> None:
    Path("closed").mkdir(mode=0)
    write_last(Path())
    try:
        result = run("add", "closed", LAST)
    finally:
        Path("closed").chmod(0o700)
    assert result.exit_code == 1
    assert list_reasons(result.stderr) == ["closed: permission denied"]
    assert read_names() == {LAST}


def test_add_reads_markup_nested_beyond_measure_without_its_structure(run: Run) -> None:
    depth = 10_000
    page = f"<html><body>{'<div>' * depth}<p>{SENTENCE}</p>{'</div>' * depth}</body></html>"
    Path("a.html").write_text(page, encoding="utf-8")
    result = run("add", "a.html")
    assert result.exit_code == 0
    with cq.open_archive("communique.db") as archive:
        [summary] = archive.documents()
        assert archive.document(summary.id).text.strip() == SENTENCE
        assert {s.record.kind for s in archive.records()} >= {"engagement"}


OTHER_ENCODINGS = [
    pytest.param(
        "cp1252", "“We met”, Kenya’s minister said – in Nairobi – on 2 May 2024.", id="windows"
    ),
    pytest.param("utf-16", SENTENCE, id="utf16"),
]


@pytest.mark.parametrize(("encoding", "text"), OTHER_ENCODINGS)
def test_read_tells_another_encoding(run: Run, encoding: str, text: str) -> None:
    Path("a.txt").write_bytes(text.encode(encoding))
    result = run("read", "a.txt", "--format", "jsonl")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["text"] == text


NOTHING_TO_RECORD = [
    pytest.param(
        "Les ministres des affaires étrangères du Kenya et du Japon se sont rencontrés à Nairobi "
        "jeudi. Ils sont convenus de créer un comité mixte sur le climat avant la fin de l’année.",
        "no records from 1 in language fr, which has no lexicon",
        id="another_language",
    ),
    pytest.param(
        "Beat the butter with the sugar until it is pale. Fold in the flour and the zest of two "
        "lemons. Bake the cake for forty minutes, and let it cool before you cut it.",
        "added 1 document with 0 records",
        id="no_diplomacy",
    ),
]


@pytest.mark.parametrize(("text", "note"), NOTHING_TO_RECORD)
def test_add_keeps_a_page_that_yields_no_records_and_says_so(
    run: Run, text: str, note: str
) -> None:
    Path("a.txt").write_text(text, encoding="utf-8")
    result = run("add", "a.txt")
    assert result.exit_code == 1
    assert note in result.stderr
    assert "set aside" not in result.stderr
    assert read_names() == {"a.txt"}
    with cq.open_archive("communique.db") as archive:
        assert list(archive.records()) == []
    assert run("add", "a.txt").exit_code == 0  # known already: nothing to find
    assert run("extract", "a.txt").exit_code == 1
