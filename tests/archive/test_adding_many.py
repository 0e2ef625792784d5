"""Adding many documents at once: what is yielded is stored, and nothing else differs from `add`."""

import random
import subprocess
import sys
import time

import pytest
from tests.archive import add_pages
from tests.archive.add_pages import make_page
from tests.archive.conftest import edit_page, read_readout
from tests.servers import NewPlace

from communique.archive import Archive, open_archive
from communique.errors import ArchiveError

KILLS = {"sqlite": 8, "postgresql": 2}


def test_add_many_stores_as_add_does(new_place: NewPlace) -> None:
    reads = [read_readout(), *(edit_page(n) for n in (2, 1, 3)), make_page(1), read_readout()]
    with open_archive(new_place()) as many, open_archive(new_place()) as one:
        told = list(many.add_many(reads, extractor="0.1.0", batch=4))
        assert told == [one.add(*read, extractor="0.1.0") for read in reads]
        assert list(many.dump()) == list(one.dump())
        assert many.check() == []


@pytest.mark.parametrize(("batch", "seconds"), [(3, 60.0), (100, 0.0)])
def test_add_many_yields_what_others_see(new_place: NewPlace, batch: int, seconds: float) -> None:
    path = new_place()
    with open_archive(path) as archive, open_archive(path) as other:
        for added in archive.add_many(map(make_page, range(7)), batch=batch, seconds=seconds):
            assert other.document(added.document_id).name.startswith("page-")
        assert other.stats().documents == 7


def test_add_many_stores_what_came_before_a_refused_document(archive: Archive) -> None:
    wrong = (make_page(3)[0], make_page(4)[1])
    told = []
    with pytest.raises(ArchiveError, match="another document"):
        for added in archive.add_many([make_page(1), make_page(2), wrong, make_page(5)]):
            told.append(added.document_id)
    assert told == [make_page(n)[0].id for n in (1, 2)]
    assert {summary.id for summary in archive.documents()} == set(told)


def test_add_many_lets_others_write_meanwhile(new_place: NewPlace) -> None:
    path = new_place()
    with (
        open_archive(path) as archive,
        open_archive(path, busy_timeout_seconds=0.0) as other,
    ):

        def pages():  # type: ignore[no-untyped-def]
            for number in range(6):
                assert other.add(*make_page(100 + number)).added
                yield make_page(number)

        assert len(list(archive.add_many(pages(), batch=4))) == 6
        assert archive.stats().documents == 12


def test_what_add_many_told_outlives_being_killed(new_place: NewPlace, store: str) -> None:
    chance = random.Random(7)
    path = new_place()
    told: set[str] = set()
    for _ in range(KILLS[store]):
        process = subprocess.Popen(
            [sys.executable, add_pages.__file__, str(path), "3000", "20"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(chance.uniform(0, 0.3))
        process.kill()
        lines = (first + process.communicate()[0]).splitlines(keepends=True)
        told |= {line.split()[0] for line in lines if line.endswith("\n")}
    with open_archive(path) as archive:
        stored = [summary.id for summary in archive.documents()]
        assert told <= set(stored)
        assert len(stored) == len(set(stored))
        assert archive.check() == []
