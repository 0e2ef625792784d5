"""The example of the docs, installed and used through the command."""

import json
from pathlib import Path

from tests.plugins.conftest import Run, run_with

SPEECH = """1
00:00:01,000 --> 00:00:04,000
The foreign ministers of Japan and Kenya

2
00:00:04,500 --> 00:00:08,000
met in Nairobi on Monday.
Japan and Kenya agreed

3
00:00:08,500 --> 00:00:12,000
to open a trade office.
Japan congratulated Kenya.
"""
WORDS = (
    "The foreign ministers of Japan and Kenya met in Nairobi on Monday. Japan and Kenya agreed to "
    "open a trade office. Japan congratulated Kenya."
)


def test_all_four_are_listed_as_ready(run: Run) -> None:
    listed = run("plugins", "--format", "jsonl")
    assert listed.returncode == 0, listed.stderr
    rows = [json.loads(line) for line in listed.stdout.splitlines()]
    assert {row["name"]: (row["version"], row["state"]) for row in rows} == dict.fromkeys(
        ("subtitles", "congratulations", "lines", "space"), ("1.0.0", "ready")
    )
    assert "congratulations" in run("plugins").stdout


def test_the_reader_reads_and_the_extractor_finds(run: Run, tmp_path: Path) -> None:
    (tmp_path / "speech.srt").write_text(SPEECH, encoding="utf-8")
    page = json.loads(run("read", "speech.srt", "--format", "jsonl").stdout)
    assert page["text"] == WORDS and page["media_type"] == "application/x-subrip"
    found = run("extract", "speech.srt", "--date", "2024-05-15", "--format", "jsonl")
    assert found.returncode == 0 and not found.stderr
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    [message] = [row for row in rows if row.get("form") == "message"]
    [[start, end]] = message["spans"]
    assert WORDS[start:end] == "Japan congratulated Kenya." == message["text"]
    assert message["parties"] == ["JPN", "KEN"]
    assert [row["action"] for row in rows if row["kind"] == "commitment"] == ["open a trade office"]


def test_what_the_reader_refuses_is_set_aside_like_any_page(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.srt").write_text("no times here", encoding="utf-8")
    (tmp_path / "speech.srt").write_text(SPEECH, encoding="utf-8")
    added = run("add", "empty.srt", "speech.srt")
    assert added.returncode == 1 and "added 1 document" in added.stderr
    assert "empty.srt: plug-in subtitles: holds no subtitles" in added.stderr


def test_the_pack_adds_an_issue_and_the_exporter_writes(
    run: Run, installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text(
        "Kenya and Fiji meet\n\nThe foreign ministers of Kenya and Fiji met in Suva on Monday.\n\n"
        "Kenya opposes seabed mining.\n"
    )
    assert run("add", "note.txt", "--date", "2024-05-15").returncode == 0
    listed = run("positions", "Kenya", "--format", "jsonl")
    assert '"seabed-mining"' in listed.stdout
    program = (
        "import communique\n"
        "from communique.plugins import discover\n"
        "[exporter] = [p.load()() for p in discover('communique.exporters')]\n"
        "with communique.open_archive('communique.db') as desk:\n"
        "    print(''.join(exporter.write(desk.records(kind='position'))), end='')\n"
    )
    written = run_with(installed, tmp_path, "-c", program)
    assert written.stdout.startswith("position\tnote.txt\t"), written.stderr
    exported = run("export", "lines", "--out", "records.txt")
    assert exported.returncode == 0, exported.stderr
    lines = (tmp_path / "records.txt").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("position\tnote.txt\t") for line in lines)
    assert "lines" in run("export", "--list").stdout


def test_without_it_nothing_of_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "speech.srt").write_text(SPEECH, encoding="utf-8")
    none = run_with(tmp_path / "nothing", tmp_path, "-m", "communique", "plugins")
    assert none.returncode == 0 and "no plug-ins are installed" in none.stderr
    page = run_with(
        tmp_path / "nothing", tmp_path, "-m", "communique", "read", "speech.srt",
        "--format", "jsonl",
    )  # fmt: skip
    assert "-->" in json.loads(page.stdout)["text"]
