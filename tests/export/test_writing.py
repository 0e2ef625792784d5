from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.errors import ExportError
from communique.export.writing import write_file, write_folder


def breaking() -> Iterator[str]:
    yield "half "
    raise RuntimeError("the maker broke")


def test_a_file_appears_whole(tmp_path: Path) -> None:
    write_file(tmp_path / "a.txt", ["a", b"\xc3\xa9"])
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "aé"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_whose_maker_breaks_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(RuntimeError):
        write_file(tmp_path / "a.txt", breaking())
    assert (tmp_path / "a.txt").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_is_replaced_whole_or_left(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert write_folder(folder, [("a.csv", ["1"]), ("b.csv", ["2"])]) == ["a.csv", "b.csv"]
    with pytest.raises(RuntimeError):
        write_folder(folder, [("a.csv", ["3"]), ("c.csv", breaking())])
    assert (folder / "a.csv").read_text() == "1"
    write_folder(folder, [("d.csv", ["4"])])
    assert sorted(path.name for path in folder.glob("*.csv")) == ["d.csv"]


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ExportError, match="holds something else"):
        write_folder(tmp_path, [("a.csv", ["1"])])
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_place_where_nothing_can_be_written_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as told:
        write_file(tmp_path / "none" / "a.txt", ["1"])
    assert "\n" not in str(told.value)
