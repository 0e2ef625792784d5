import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from communique.errors import GoldError
from communique.evaluation.gold import (
    digest,
    half_of,
    load_gold,
    load_predictions,
    load_texts,
)

RECORD = {"kind": "agenda", "spans": [[0, 4]], "count": 3}


def write_gold(folder: Path, document: str = "page", records: Any = (RECORD,)) -> Path:
    folder.mkdir(exist_ok=True)
    content = {"document": document, "records": list(records)}
    (folder / f"{document}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def write_lines(path: Path, *lines: Any) -> Path:
    text = "".join(json.dumps(line) + "\n" for line in lines)
    if path.suffix == ".gz":
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.write(text)
    else:
        path.write_text(text, encoding="utf-8")
    return path


def test_load_gold_sorts_by_file_name(gold_dir: Path) -> None:
    names = [document.name for document in load_gold(gold_dir)]
    assert names == ["anniversary-message", "beijing-talks.txt", "pacific-summit"]


def test_load_gold_halves_are_apart_and_complete(gold_dir: Path) -> None:
    build, report = load_gold(gold_dir, half="build"), load_gold(gold_dir, half="report")
    assert [d.name for d in build] == ["pacific-summit"]
    assert {d.name for d in build + report} == {d.name for d in load_gold(gold_dir)}


def test_load_gold_leaves_out_what_is_named(gold_dir: Path) -> None:
    left = load_gold(gold_dir, half="report", without=["beijing-talks.txt"])
    assert [d.name for d in left] == ["anniversary-message"]


def test_load_gold_knows_what_it_leaves_out(gold_dir: Path) -> None:
    with pytest.raises(GoldError, match="'beijing-talk', which is to be left out"):
        load_gold(gold_dir, without=["beijing-talk"])


def test_half_of_depends_on_the_first_digit_of_the_hash() -> None:
    assert half_of("pacific-summit") == "build"  # a...
    assert half_of("anniversary-message") == "report"  # 1...


def test_load_gold_passes_over_other_json(tmp_path: Path) -> None:
    write_gold(tmp_path)
    (tmp_path / "notes.json").write_text("[1, 2]")
    assert [d.name for d in load_gold(tmp_path)] == ["page"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("{", "no JSON", id="broken_json"),
        pytest.param('{"records": []}', "of no document", id="no_document"),
        pytest.param('{"document": "x", "records": [{"kind": "rumour"}]}', "kind", id="kind"),
        pytest.param('{"document": "x", "records": [{"kind": "agenda"}]}', "spans", id="no_spans"),
        pytest.param(
            '{"document": "x", "records": [{"kind": "agenda", "spans": [[4, 4]]}]}',
            "spans",
            id="empty_span",
        ),
    ],
)
def test_load_gold_refuses(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(GoldError, match=message):
        load_gold(tmp_path)


def test_load_gold_refuses_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold files"):
        load_gold(tmp_path)


def test_load_gold_refuses_two_files_on_one_text(tmp_path: Path) -> None:
    write_gold(tmp_path)
    (tmp_path / "again.json").write_text((tmp_path / "page.json").read_text())
    with pytest.raises(GoldError, match="another file"):
        load_gold(tmp_path)


def test_digest_changes_with_a_record(tmp_path: Path) -> None:
    before = digest(load_gold(write_gold(tmp_path)))
    assert digest(load_gold(tmp_path)) == before
    assert digest(load_gold(write_gold(tmp_path, records=[RECORD | {"count": 4}]))) != before


def test_load_texts_finds_files_and_lines(gold_dir: Path, texts_dir: Path) -> None:
    loaded = list(load_texts(load_gold(gold_dir), [texts_dir]))
    assert [(gold.name, document.name) for gold, document in loaded] == [
        ("anniversary-message",) * 2,
        ("beijing-talks.txt",) * 2,
        ("pacific-summit",) * 2,
    ]
    for gold, document in loaded:
        for record in gold.records:
            words = [document.text[start:end] for start, end in record["spans"]]
            assert words == record["text"]


def test_load_texts_takes_the_date_of_a_line(gold_dir: Path, texts_dir: Path) -> None:
    gold = [d for d in load_gold(gold_dir) if d.name == "pacific-summit"]
    [(_, document)] = load_texts(gold, [texts_dir / "archive.jsonl"])
    assert document.metadata.date is not None
    assert str(document.metadata.date.start) == "2023-05-29"


def test_load_texts_reads_gzipped_lines(tmp_path: Path) -> None:
    gold = load_gold(write_gold(tmp_path / "gold"))
    lines = write_lines(tmp_path / "pages.jsonl.gz", {"id": "page", "text": "Four points."})
    [(_, document)] = load_texts(gold, [lines])
    assert document.text == "Four points."


def test_load_texts_loads_nothing_that_gold_does_not_ask_for(tmp_path: Path) -> None:
    gold = load_gold(write_gold(tmp_path / "gold"))
    # A line without text would be an error if it were loaded.
    lines = write_lines(tmp_path / "p.jsonl", {"id": "other"}, {"id": "page", "text": "Four."})
    assert [document.name for _, document in load_texts(gold, [lines])] == ["page"]


def test_load_texts_refuses_a_line_without_text(tmp_path: Path) -> None:
    gold = load_gold(write_gold(tmp_path / "gold"))
    lines = write_lines(tmp_path / "p.jsonl", {"id": "page", "title": "Readout"})
    with pytest.raises(GoldError, match="line of page has no text"):
        list(load_texts(gold, [lines]))


def test_load_texts_names_what_is_missing(tmp_path: Path) -> None:
    gold = load_gold(write_gold(tmp_path / "gold"))
    (tmp_path / "texts").mkdir()
    with pytest.raises(GoldError, match="no text found for page"):
        list(load_texts(gold, [tmp_path / "texts"]))


def test_load_texts_refuses_a_missing_source(tmp_path: Path) -> None:
    gold = load_gold(write_gold(tmp_path / "gold"))
    with pytest.raises(GoldError, match="no such file"):
        list(load_texts(gold, [tmp_path / "nowhere"]))


def test_load_texts_refuses_two_texts_of_one_name(tmp_path: Path) -> None:
    gold = load_gold(write_gold(tmp_path / "gold"))
    line = {"id": "page", "text": "Four points."}
    lines = write_lines(tmp_path / "p.jsonl", line, line)
    with pytest.raises(GoldError, match="two texts"):
        list(load_texts(gold, [lines]))


def test_load_texts_refuses_a_text_too_short_for_its_gold(tmp_path: Path) -> None:
    gold = load_gold(write_gold(tmp_path / "gold"))
    lines = write_lines(tmp_path / "p.jsonl", {"id": "page", "text": "Hm."})
    with pytest.raises(GoldError, match="the text ends at 3"):
        list(load_texts(gold, [lines]))


def test_load_predictions_groups_by_file_name(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "p.jsonl", RECORD | {"document": "in/some/folder/page"})
    assert load_predictions(path) == {"page": [RECORD | {"document": "in/some/folder/page"}]}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param(RECORD, "line 1: has no document", id="document"),
        pytest.param({"document": "x", "kind": "agenda"}, "line 1: .*spans", id="spans"),
    ],
)
def test_load_predictions_names_the_line(tmp_path: Path, line: Any, message: str) -> None:
    with pytest.raises(GoldError, match=message):
        load_predictions(write_lines(tmp_path / "p.jsonl", line))


def test_load_predictions_refuses_a_truncated_archive(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "p.jsonl.gz", *[RECORD | {"document": str(i)} for i in range(99)])
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(GoldError, match="can't be read"):
        load_predictions(path)
