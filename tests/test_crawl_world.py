"""The made crawl: equal seeds, equal bytes; what it says of its pages is so."""

import gzip
import json
import re
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from tests.test_benchmarks import load

world = load("crawl_world")


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawl")
    world.make_crawl(folder, compressed_bytes=3_000_000, seed=5, files=2)
    return folder


def read_truth(folder: Path) -> dict[str, dict[str, str]]:
    with gzip.open(folder / "truth.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def test_equal_seeds_give_equal_bytes(crawl: Path, tmp_path: Path) -> None:
    world.make_crawl(tmp_path, compressed_bytes=3_000_000, seed=5, files=2)
    for path in crawl.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_the_truth_has_every_page_that_a_reader_finds(crawl: Path) -> None:
    found = set()
    for path in sorted(crawl.glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response):
                headers = record.http_headers
                if headers.status_code == 200 and "html" in headers.get("Content-Type", ""):
                    found.add(record.record_id)
                    assert len(record.reader.read()) == int(headers["Content-Length"])
    assert found == set(read_truth(crawl))


def test_pages_are_what_the_truth_says(crawl: Path) -> None:
    truth = read_truth(crawl)
    english = sum(row["language"] == "en" for row in truth.values())
    assert 0.35 < english / len(truth) < 0.55
    copies = [row for row in truth.values() if row["copy_of"]]
    assert 0.1 < len(copies) / len(truth) < 0.25
    assert all(row["copy_of"] in truth for row in copies)


def test_every_shape_and_sentence_can_be_filled() -> None:
    words = world._words()
    assert len(words["diplomatic"]) >= 40
    made = world._World(world.random.Random(3))
    for _ in range(300):
        page = made.diplomatic([])
        assert not re.search(r"[{}]", " ".join((page.title, *page.paragraphs)))
        body, _ = made.page(page)
        assert page.title.encode("utf-8", "replace") in body or b"?" in body
