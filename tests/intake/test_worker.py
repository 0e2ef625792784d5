"""Taking in behind a queue: hostile inputs are set aside, and nothing stops the rest."""

import gzip
import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import docx
import pytest

from communique.archive import Archive, Run, RunItem, open_archive
from communique.archive.scoping import scope_of
from communique.errors import ArchiveError
from communique.intake.inputs import Input, Pasted, safe_name
from communique.intake.reader import Reader
from communique.intake.worker import QueueFull, Worker

PAGE = (
    "LONDON, 3 March 2025. Foreign Secretary David Lammy met Chinese Foreign Minister Wang Yi in "
    "London on Monday. The two ministers agreed to resume the economic and financial dialogue."
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "desk.db") as made:
        yield made


@pytest.fixture
def make(archive: Archive) -> Iterator[Callable[..., Worker]]:
    """Return what makes workers; they are stopped behind the test."""
    made: list[Worker] = []

    def make(**how: object) -> Worker:
        worker = Worker(lambda: open_archive(archive.path), extractor="1", **how)  # type: ignore[arg-type]
        made.append(worker)
        return worker

    yield make
    for worker in made:
        worker.stop()


def wait_for(archive: Archive, run_id: int, seconds: float = 60) -> tuple[Run, list[RunItem]]:
    """Return a run that has ended, with its items."""
    deadline = time.monotonic() + seconds
    while archive.run(run_id).ended_at is None:
        assert time.monotonic() < deadline, archive.run(run_id)
        time.sleep(0.05)
    return archive.run(run_id), archive.run_items(run_id)


def files(**given: bytes) -> Iterator[tuple[str, io.BytesIO]]:
    return ((name.replace("_", "."), io.BytesIO(data)) for name, data in given.items())


def word_file(document: str) -> bytes:
    """Return a Word file whose main part is `document`."""
    made = io.BytesIO()
    docx.Document().save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            own = entry.filename == "word/document.xml"
            new.writestr(entry, document if own else old.read(entry))
    return out.getvalue()


def laughs(names: int) -> str:
    """Return a Word document of entities that grow tenfold with each name."""
    entities = '<!ENTITY e0 "ha ha ha ha ha ">' + "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, names)
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<?xml version="1.0"?><!DOCTYPE d [{entities}]><w:document xmlns:w="{space}"><w:body>'
        f"<w:p><w:r><w:t>&e{names - 1};</w:t></w:r></w:p></w:body></w:document>"
    )


def outside(path: Path) -> str:
    """Return a Word document that asks for a file of ours."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file://{path}">]>'
        f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>Seen: &x;</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )


def zip_bomb() -> bytes:
    """Return a small Word file that says truly that it unpacks to 400 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        part = made.open("word/document.xml", "w", force_zip64=True)
        for _ in range(400):
            part.write(b" " * 1024 * 1024)
        part.close()
    return out.getvalue()


def lying_bomb() -> bytes:
    """Return a Word file whose directory says that its parts are small, which they aren't."""
    data = bytearray(zip_bomb())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        large = archive.getinfo("word/document.xml").file_size
    return bytes(data).replace(large.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def test_hostile_files_are_set_aside_and_the_good_one_added(
    archive: Archive, make: Callable[..., Worker], tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the password of the desk")
    worker = make()
    worker.start()
    began = time.monotonic()
    run_id = worker.submit_files(
        archive,
        "amina",
        files(
            zip_docx=zip_bomb(),
            lying_docx=lying_bomb(),
            laughs_docx=word_file(laughs(9)),
            outside_docx=word_file(outside(secret)),
            gzip_txt=gzip.compress(b"a word of a page\n" * 3_000_000, 9),
            deep_html=b"<html><body>" + b"<div>" * 400_000,
            entities_html=b"<!DOCTYPE html [<!ENTITY a \"" + b"x" * 1000 + b'"><!ENTITY b "'
            + b"&a;" * 1000 + b'">]><html><body>' + b"&b;" * 1000,
            image_png=b"\x89PNG\r\n" + bytes(2000),
            empty_txt=b"",
            page_txt=PAGE.encode(),
        ),
    )  # fmt: skip
    run, items = wait_for(archive, run_id, 120)
    assert time.monotonic() - began < 100
    aside = {item.name for item in items if item.outcome == "set aside"}
    assert {"zip.docx", "lying.docx", "laughs.docx", "gzip.txt", "image.png", "empty.txt"} <= aside
    assert "page.txt" in {item.name for item in items if item.outcome == "added"}
    assert all(item.reason for item in items if item.outcome == "set aside")
    assert (run.state, run.by, run.way, run.set_aside) == ("done", "amina", "page", len(aside))
    for summary in archive.documents():
        assert "password of the desk" not in archive.text(summary.id)
    assert archive.check() == []


def test_pasted_text_keeps_what_was_handed_over(
    archive: Archive, make: Callable[..., Worker]
) -> None:
    worker = make()
    worker.start()
    from datetime import date

    given = Pasted("Talks in London", date(2025, 3, 4), "Talks in London", "Xinhua")
    run, (item,) = wait_for(
        archive, worker.submit_text(archive, "amina", io.BytesIO(PAGE.encode()), given)
    )
    assert (run.added, item.outcome, item.name) == (1, "added", "Talks in London")
    summary = next(archive.documents())
    assert (summary.title, summary.publisher) == ("Talks in London", "Xinhua")
    assert summary.published is not None and summary.published.end == date(2025, 3, 4)
    assert archive.text(summary.id) == PAGE
    again, _ = wait_for(
        archive, worker.submit_text(archive, "amina", io.BytesIO(PAGE.encode()), given)
    )
    assert (again.added, again.known) == (0, 1)


def test_json_lines_give_a_document_a_line(archive: Archive, make: Callable[..., Worker]) -> None:
    lines = [json.dumps({"id": f"n{n}", "text": f"{PAGE} ({n})"}) for n in range(3)]
    worker = make()
    worker.start()
    data = "\n".join([*lines, "{no json"]).encode()
    run, items = wait_for(archive, worker.submit_files(archive, "amina", files(feed_jsonl=data)))
    assert (run.added, run.set_aside) == (3, 1)
    assert [item.outcome for item in items] == ["added"] * 3 + ["set aside"]


def test_the_queue_is_bounded(archive: Archive, make: Callable[..., Worker]) -> None:
    worker = make(waiting=2)
    for _ in range(2):
        worker.submit_files(archive, "amina", files(page_txt=b"a"))
    with pytest.raises(QueueFull):
        worker.submit_files(archive, "amina", files(page_txt=b"a"))
    assert len(archive.runs()) == 2


def test_what_waits_when_the_server_stops_says_so(
    archive: Archive, make: Callable[..., Worker]
) -> None:
    worker = make()
    run_id = worker.submit_files(archive, "amina", files(page_txt=PAGE.encode()))
    worker.stop()
    worker.start()
    run, (item,) = wait_for(archive, run_id)
    assert run.state == "stopped" and "add it again" in run.reason
    assert (item.outcome, item.name) == ("set aside", "page.txt")


def test_a_reader_that_is_killed_costs_one_input(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE)
    reader = Reader("en_core_web_sm")
    reading = reader.read(Input(path=path, name="page.txt"))
    first = next(reading)
    reader._process.kill()
    assert "signal 9" in str(reader.extract())
    assert type(next(reading)).__name__ == "SetAside"
    assert next(reader.read(Input(path=path, name="page.txt"))) == first
    reader.close()


def test_a_document_that_takes_too_long_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE)
    reader = Reader("en_core_web_sm", seconds=0.01)
    (one,) = reader.read(Input(path=path, name="page.txt"))
    assert "took longer than 0.01 seconds" in one.reason  # type: ignore[union-attr]
    reader.close()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/abs/page.html", "page.html"),
        ("..", "document"),
        (".hidden", "hidden"),
        ("a\0b.txt", "ab.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("x" * 500 + ".html", "x" * 120 + ".html"),
        ("", "document"),
    ],
)
def test_safe_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_what_is_added_goes_where_its_sender_sees_it(
    archive: Archive, make: Callable[..., Worker]
) -> None:
    own, hidden = archive.make_collection("own"), archive.make_collection("hidden")
    worker = make()
    worker.start()
    run = worker.submit_files(archive.adding_to(hidden), "root", files(first_txt=PAGE.encode()))
    wait_for(archive, run)
    with closing(archive.seen_by(scope_of([own]))) as eyes:
        sender = eyes.adding_to(own).signed("amina")
        given = files(
            second_txt=(PAGE + " They will meet again.").encode(), first_txt=PAGE.encode()
        )
        done, items = wait_for(archive, worker.submit_files(sender, "amina", given))
        assert [(one.name, one.outcome) for one in items] == [
            ("second.txt", "added"), ("first.txt", "set aside"),
        ]  # fmt: skip
        assert "ask an administrator" in items[1].reason
        assert [one.id for one in eyes.runs()] == [done.id]
        assert [one.id for one in eyes.documents()] == [items[0].document_id]
        with pytest.raises(ArchiveError, match="has no run"):
            eyes.run(run)
    assert archive.place_of(str(items[0].document_id)) == own


def test_an_unknown_run_is_told(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="no run 7"):
        archive.run(7)
    with pytest.raises(ArchiveError, match="no run 7"):
        archive.note_run(7)
