"""Durable: a file is there whole or not at all."""

import json
from pathlib import Path

import pytest

from communique.batch.durable import hash_file, read_json, whole, write_json


def test_a_file_appears_when_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file"
    with whole(path, tmp_path / "scratch") as held:
        held.write_text("words")
        assert not path.exists()
    assert path.read_text() == "words"
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_file_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("before")

    def fail() -> None:
        with whole(path, tmp_path / "scratch") as held:
            held.write_text("half")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert path.read_text() == "before"
    assert list((tmp_path / "scratch").iterdir()) == []


def test_files_of_one_name_are_written_at_a_time(tmp_path: Path) -> None:
    one, other = tmp_path / "a" / "file", tmp_path / "b" / "file"
    with whole(one, tmp_path / "scratch") as held, whole(other, tmp_path / "scratch") as beside:
        held.write_text("one")
        beside.write_text("other")
    assert (one.read_text(), other.read_text()) == ("one", "other")


def test_the_same_value_is_the_same_bytes(tmp_path: Path) -> None:
    write_json(tmp_path / "a", {"x": 1, "y": "é"}, tmp_path / "s")
    write_json(tmp_path / "b", {"y": "é", "x": 1}, tmp_path / "s")
    assert hash_file(tmp_path / "a") == hash_file(tmp_path / "b")
    assert read_json(tmp_path / "a") == {"x": 1, "y": "é"}
    assert read_json(tmp_path / "none") is None
    assert json.loads((tmp_path / "a").read_text())["y"] == "é"
