"""Pages of WARC files: whole ones, and those in every state of disrepair."""

import gzip
import os
import re
import tracemalloc
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import WarcRecordType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.batch.archive_files import (
    STORED,
    answer,
    numbers,
    pack,
    page,
    read_data,
    read_units,
    record,
    records,
)

from communique.batch.bounds import Bounds
from communique.batch.capture import iter_pages
from communique.batch.counts import Counts
from communique.batch.pages import Aside, Page, Unit
from communique.batch.warcs import parse_moment

QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("name", STORED)
def test_reads_every_page_in_order(name: str, tmp_path: Path) -> None:
    pages, asides, counts = read_data(tmp_path, name, STORED[name](records(6)))
    assert numbers(pages) == list(range(6))
    assert not asides
    assert not counts.skipped
    assert counts.bytes == (tmp_path / name).stat().st_size
    assert len({one.place for one in pages}) == 6
    assert [one.place for one in pages] == sorted(one.place for one in pages)


def test_reads_members_that_hold_several_records(tmp_path: Path) -> None:
    first, *rest = [
        gzip.compress(b"".join(pair))
        for pair in zip(records(8)[::2], records(8)[1::2], strict=True)
    ]
    apart = [gzip.compress(part) for part in records(2)]
    for members in ([*apart, *rest], [first, *rest]):
        pages, asides, _ = read_data(tmp_path, "a.warc.gz", b"".join(members))
        assert numbers(pages) == list(range(8))
        assert not asides
        places = [one.place for one in pages]
        assert places == sorted(set(places))
        pages, asides, _ = read_data(tmp_path, "a.warc.gz", b"".join(members)[:-20])
        assert numbers(pages)[:6] == list(range(6))
        assert len(asides) == 1


def test_tells_what_the_archive_says_of_a_page(tmp_path: Path) -> None:
    [one], _, _ = read_data(tmp_path, "a.warc.gz", pack(records(1)))
    assert one == Page(
        source=str(tmp_path / "a.warc.gz"),
        place=0,
        url="https://ministry.example/0",
        body=page(0),
        media_type="text/html",
        charset="utf-8",
        record_id="<urn:uuid:00000000-0000-0000-0000-000000000000>",
        archived=datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC),
    )


def test_counts_what_is_no_page(tmp_path: Path) -> None:
    parts = [
        record(b"software: a crawler\r\n", 1, kind=WarcRecordType.warcinfo, http=False),
        record(b"GET / HTTP/1.1\r\nHost: ministry.example\r\n\r\n", 2, kind=WarcRecordType.request),
        record(answer(page(3)), 3),
        record(b"fetchTimeMs: 5\r\n", 4, kind=WarcRecordType.metadata, http=False),
        record(answer(b"gone", status=b"404 Not Found"), 5),
        record(answer(b"", b"Location: /x", status=b"301 Moved"), 6),
        record(answer(b"\x89PNG....", b"Content-Type: image/png"), 7),
        record(answer(b"a{}", b"Content-Type: text/css"), 8),
        record(answer(b"\x00\x01\x02", b"Content-Type: application/octet-stream"), 9),
        record(answer(b""), 10),
        record(answer(b""), 11, kind=WarcRecordType.revisit),
    ]
    pages, asides, counts = read_data(tmp_path, "a.warc.gz", pack(parts))
    assert numbers(pages) == [3]
    assert not asides
    assert counts.skipped == {
        "warcinfo record": 1,
        "request record": 1,
        "metadata record": 1,
        "answer 404": 1,
        "answer 301": 1,
        "media type image": 1,
        "media type text": 1,
        "binary or of no known type": 1,
        "empty": 1,
        "revisit record": 1,
    }


def test_reads_conversions_as_text_and_resources_as_what_they_are(tmp_path: Path) -> None:
    text = b"Die Minister trafen sich in Genf."
    parts = [
        record(text, 0, kind=WarcRecordType.conversion, http=False, Content_Type="text/plain"),
        record(page(1), 1, kind=WarcRecordType.resource, http=False, Content_Type="text/html"),
    ]
    pages, asides, _ = read_data(tmp_path, "a.warc.wet.gz", pack(parts))
    assert [(one.media_type, one.charset, one.body) for one in pages] == [
        ("text/plain", "utf-8", text),
        ("text/html", "", page(1)),
    ]
    assert not asides


# Whatever is wrong with record 1 of four, the others are read and one line tells of it.
LENGTHS = [
    pytest.param(b"999999999", "ends early", id="beyond-the-end"),
    pytest.param(b"999999999999999999999999", "tells no length", id="beyond-all-numbers"),
    pytest.param(b"", "tells no length", id="empty"),
    pytest.param(b"12 MB", "tells no length", id="garbage"),
    pytest.param(b"-5", "tells no length", id="negative"),
    pytest.param(b"0", "no record begins", id="zero"),
    pytest.param(b"60", "no record begins", id="too-small"),
    pytest.param(b"300", "no record begins", id="into-the-next"),
]


@pytest.mark.parametrize("name", STORED)
@pytest.mark.parametrize(("length", "reason"), LENGTHS)
def test_regains_reading_behind_a_wrong_length(
    length: bytes, reason: str, name: str, tmp_path: Path
) -> None:
    parts = records(4)
    parts[1] = re.sub(rb"Content-Length: \d+", b"Content-Length: " + length, parts[1])
    bounds = Bounds(body_bytes=1 << 30)
    pages, [aside], _ = read_data(tmp_path, name, STORED[name](parts), bounds)
    assert numbers(pages) == [0, 2, 3]
    assert reason in aside.reason
    assert aside.place is not None


@pytest.mark.parametrize("name", STORED)
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda part: part.replace(b"WARC/1.1", b"WORC/1.1"), id="no-beginning"),
        pytest.param(lambda part: b"rubbish\r\n" * 50 + part, id="rubbish-before"),
        pytest.param(lambda part: part.partition(b"Content-Length")[0], id="cut-within-its-head"),
        pytest.param(lambda part: part[:-40], id="cut-within-its-body"),
        pytest.param(lambda part: b"\x00" * 5000, id="zeros"),
        pytest.param(
            lambda part: b"WARC/1.1\r\nWARC-Type: response\r\nX: " + b"y" * 200_000,
            id="head-without-end",
        ),
    ],
)
def test_regains_reading_behind_a_broken_record(damage, name: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    parts = records(4)
    parts[1] = damage(parts[1])
    pages, asides, _ = read_data(tmp_path, name, STORED[name](parts))
    assert [number for number in numbers(pages) if number != 1] == [0, 2, 3]
    assert len(asides) == 1


@pytest.mark.parametrize("at", [0, 1, 3, 12, 60, -6, -2], ids=lambda at: f"byte {at}")
def test_regains_reading_behind_a_damaged_gzip_member(at: int, tmp_path: Path) -> None:
    members = [gzip.compress(part, mtime=0) for part in records(4)]
    broken = bytearray(members[1])
    broken[at] ^= 0xFF
    members[1] = bytes(broken)
    pages, [aside], _ = read_data(tmp_path, "a.warc.gz", b"".join(members))
    assert numbers(pages) == [0, 2, 3]
    assert aside.place == len(members[0])
    assert "gzip" in aside.reason


@pytest.mark.parametrize("name", STORED)
def test_reads_a_file_up_to_where_it_is_cut(name: str, tmp_path: Path) -> None:
    data = STORED[name](records(6))
    borders = {one.place for one in read_data(tmp_path, name, data)[0]}
    before: list[int] = []
    for cut in range(1, len(data), 3):
        pages, asides, _ = read_data(tmp_path, name, data[:cut])
        assert numbers(pages) == list(range(len(pages)))
        assert len(pages) >= len(before) - 1
        before = numbers(pages)
        # A file that is cut between two records looks whole.
        at_border = name != "whole.warc.gz" and cut in borders
        assert at_border or len(asides) == 1 or (len(asides) == 0 and cut > 40), cut
    assert len(before) >= 5


def test_reads_nothing_out_of_nothing(tmp_path: Path) -> None:
    for data in (b"", gzip.compress(b"", mtime=0), gzip.compress(b"\r\n\r\n"), b"\x00" * 100):
        pages, asides, _ = read_data(tmp_path, "a.warc.gz", data)
        assert not pages
        assert len(asides) == 1


def test_sets_the_second_record_of_an_id_aside(tmp_path: Path) -> None:
    parts = [*records(2), record(answer(page(5)), 0), *records(4)[3:]]
    pages, [aside], _ = read_data(tmp_path, "a.warc", b"".join(parts))
    assert [one.url[-1] for one in pages] == ["0", "1", "3"]
    assert "came before" in aside.reason
    assert aside.url == "https://ministry.example/0"


BODIES = [
    pytest.param((b"Content-Encoding: gzip",), gzip.compress, id="gzip"),
    pytest.param((b"Content-Encoding: x-gzip",), gzip.compress, id="x-gzip"),
    pytest.param((b"content-encoding:GZIP",), lambda b: gzip.compress(b[:9]) + gzip.compress(b[9:]),
                 id="gzip in two"),
    pytest.param((b"Content-Encoding: gzip",), lambda b: b, id="gzip undone already"),
    pytest.param((b"Content-Encoding: deflate",), zlib.compress, id="deflate"),
    pytest.param((b"Content-Encoding: deflate",), lambda b: zlib.compress(b)[2:-4],
                 id="bare deflate"),
    pytest.param((b"Content-Encoding: deflate",), lambda b: b, id="deflate undone already"),
    pytest.param((b"Content-Encoding: br",), lambda b: b, id="brotli undone already"),
    pytest.param((b"Transfer-Encoding: chunked",),
                 lambda b: b"5;x=y\r\n" + b[:5] + b"\r\n%x\r\n" % len(b[5:]) + b[5:]
                 + b"\r\n0\r\n\r\n", id="chunked"),
    pytest.param((b"Transfer-Encoding: chunked",), lambda b: b, id="chunked undone already"),
    pytest.param((b"Transfer-Encoding: chunked", b"Content-Encoding: gzip"),
                 lambda b: b"%x\r\n" % len(gzip.compress(b, mtime=0)) + gzip.compress(b, mtime=0)
                 + b"\r\n0\r\n\r\n", id="chunked gzip"),
    pytest.param((b"Content-Encoding: gzip, gzip",),
                 lambda b: gzip.compress(gzip.compress(b)), id="gzip twice"),
    pytest.param((b"Content-Encoding: identity",), lambda b: b, id="identity"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "encode"), BODIES)
def test_undoes_encodings(fields, encode, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    block = answer(encode(page(0)), *fields)
    pages, asides, _ = read_data(tmp_path, "a.warc", record(block))
    assert not asides
    assert numbers(pages) == [0]


# What a site answered, and the one line that says why it isn't read.
REFUSED = [
    pytest.param(answer(b"\x0b\x02\x80\xff\xfe<p>\x03", b"Content-Encoding: br"), "'br'",
                 id="brotli"),
    pytest.param(answer(b"\x28\xb5\x2f\xfd....", b"Content-Encoding: zstd"), "'zstd'", id="zstd"),
    pytest.param(answer(gzip.compress(page(0))[:-20], b"Content-Encoding: gzip"), "ends early",
                 id="cut gzip"),
    pytest.param(answer(gzip.compress(page(0))[:-8] + b"checksum", b"Content-Encoding: gzip"),
                 "damaged", id="damaged gzip"),
    pytest.param(answer(gzip.compress(b"a" * 30_000_000), b"Content-Encoding: gzip"),
                 "unpacks to more than 20,000,000", id="gzip bomb"),
    pytest.param(answer(gzip.compress(gzip.compress(b"a" * 30_000_000)),
                        b"Content-Encoding: gzip, gzip"), "unpacks to more", id="bomb in a box"),
    pytest.param(answer(zlib.compress(b"a" * 30_000_000), b"Content-Encoding: deflate"),
                 "unpacks to more", id="deflate bomb"),
    pytest.param(answer(b"ff\r\n<p>short", b"Transfer-Encoding: chunked"), "chunks",
                 id="chunks that end early"),
    pytest.param(answer(b"<p>" + b"a" * 5_000_000), "page of 5,000,003 bytes", id="large HTML"),
    pytest.param(answer(b"\x89PNG\r\n\x1a\n1234"), "a PNG image", id="picture as HTML"),
    pytest.param(answer(b"PK\x03\x04 a.xlsx", b"Content-Type: text/plain"), "a ZIP archive",
                 id="archive as text"),
    pytest.param(answer(gzip.compress(page(0))), "compressed", id="packed and not told"),
    pytest.param(answer(b"no pdf", b"Content-Type: application/pdf"), "something else",
                 id="text as PDF"),
    pytest.param(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: no end", "has no end",
                 id="head without end"),
    pytest.param(b"SSH-2.0-OpenSSH\r\n\r\n", "no HTTP", id="another protocol"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "reason"), REFUSED)
def test_sets_aside_what_is_no_page_though_it_says_so(
    block: bytes, reason: str, tmp_path: Path
) -> None:
    pages, [aside], _ = read_data(tmp_path, "a.warc", record(block) + records(2)[1])
    assert numbers(pages) == [1]
    assert reason in aside.reason
    assert "\n" not in aside.reason
    assert aside.url == "https://ministry.example/0"


TYPES = [
    pytest.param(b"application/octet-stream", page(0), "text/html", id="HTML told as anything"),
    pytest.param(b"application/octet-stream", b"%PDF-1.7 ...", "application/pdf", id="PDF"),
    pytest.param(b"text/html", b"%PDF-1.7 ...", "application/pdf", id="PDF told as HTML"),
    pytest.param(b"text/plain", page(0), "text/html", id="HTML told as text"),
    pytest.param(b"application/pdf", page(0), "text/html", id="HTML told as PDF"),
    pytest.param(b"TEXT/HTML", b"no markup at all", "text/html", id="text told as HTML"),
    pytest.param(b"application/xhtml+xml", b"<?xml version='1.0'?><html>", "application/xhtml+xml",
                 id="XHTML"),
    pytest.param(b"application/json", b'{"a": 1}', "application/json", id="JSON"),
    pytest.param(b"", page(0), "text/html", id="no type"),
    pytest.param(b"", b"Only words.", "text/plain", id="no type, no markup"),
    pytest.param(b"text/html", b"<p>a\x00b</p>", "text/html", id="with a zero byte"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "body", "media_type"), TYPES)
def test_tells_the_media_type_by_the_bytes(
    told: bytes, body: bytes, media_type: str, tmp_path: Path
) -> None:
    block = answer(body, b"Content-Type: " + told)
    [one], asides, _ = read_data(tmp_path, "a.warc", record(block))
    assert (one.media_type, one.body) == (media_type, body)
    assert not asides


def test_reads_heads_with_bare_line_ends(tmp_path: Path) -> None:
    block = b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n" + page(0)
    pages, _, _ = read_data(tmp_path, "a.warc", record(block))
    assert numbers(pages) == [0]


def test_cleans_addresses_and_leaves_wrong_dates_out(tmp_path: Path) -> None:
    part = record(answer(page(0)))
    part = part.replace(b"https://ministry.example/0", b"<https://m.example/\x07a\x00 \xe4b>")
    part = part.replace(b"2024-03-05T10:20:30Z", b"2024-13-45T10:20:30Z")
    [one], _, _ = read_data(tmp_path, "a.warc", part)
    assert one.url == "https://m.example/ab"
    assert one.archived is None


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2024-03-05T10:20:30.123456Z", datetime(2024, 3, 5, 10, 20, 30, 123456, UTC)),
        ("2024-03-05T10:20:30+02:00", datetime(2024, 3, 5, 8, 20, 30, tzinfo=UTC)),
        ("2024-03-05T10:20:30", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC)),
        ("2024-03-05", None),
        ("0001-01-01T00:00:00+10:00", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_parse_moment(told: str | None, moment: datetime | None) -> None:
    assert parse_moment(told) == moment


def test_jumps_over_a_record_of_two_gigabytes_in_a_plain_file(tmp_path: Path) -> None:
    size = 2 << 30
    first, second, third = records(3)
    head, mark, _ = second.partition(b"\r\n\r\n")
    head = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % size, head)
    path = tmp_path / "a.warc"
    with path.open("wb") as file:
        file.write(first + head + mark)
        # A hole: it takes no room on the disk.
        os.truncate(path, size + len(first) + len(head) + len(mark))
        file.seek(0, 2)
        file.write(b"\r\n\r\n" + third)
    tracemalloc.start()
    pages, [aside], _ = read_units(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert numbers(pages) == [0, 2]
    assert "2,147,483,648 bytes" in aside.reason
    assert peak < 50_000_000


@pytest.mark.parametrize("told", [True, False], ids=["told", "hidden"])
def test_jumps_over_a_record_of_two_gigabytes_that_is_packed(told: bool, tmp_path: Path) -> None:
    first, second, third = records(3)
    length = 2 << 30
    if told:
        second = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % length, second)
    packer = zlib.compressobj(1, wbits=31)
    member = packer.compress(second) + packer.flush(zlib.Z_FULL_FLUSH)
    # What stands between full flushes can be repeated; nobody gets as far as the checksum.
    member += (packer.compress(bytes(64 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)) * 32
    member += packer.flush()
    tracemalloc.start()
    pages, [aside], _ = read_data(
        tmp_path, "a.warc.gz", gzip.compress(first) + member + gzip.compress(third)
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert numbers(pages) == [0, 2]
    assert aside.place == len(gzip.compress(first))
    assert peak < 80_000_000


def test_gives_up_what_is_broken_everywhere(tmp_path: Path) -> None:
    parts = [part.replace(b"Content-Length: ", b"Content-Length: x") for part in records(30)]
    pages, asides, _ = read_data(tmp_path, "a.warc", b"".join(parts), Bounds(regains=10))
    assert not pages
    assert len(asides) == 11
    assert "too many places" in asides[-1].reason


@pytest.mark.parametrize("name", STORED)
@QUICK
@given(
    hits=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=4
    )
)
def test_random_damage_harms_nothing_before_it(
    hits: list[tuple[float, int]], name: str, tmp_path: Path
) -> None:
    parts = records(6)
    data = bytearray(STORED[name](parts))
    sound, _, _ = read_data(tmp_path, name, bytes(data))
    first = len(data)
    for share, mask in hits:
        at = int(share * len(data))
        data[at] ^= mask
        first = min(first, at)
    pages, _, _ = read_data(tmp_path, name, bytes(data))
    if name != "whole.warc.gz":
        starts = [one.place for one in sound] + [len(data)]
        unharmed = [one for one, end in zip(sound, starts[1:], strict=True) if end <= first]
        assert pages[: len(unharmed)] == unharmed


def test_reads_a_part_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    parts = records(5)
    path.write_bytes(b"".join(parts))
    start, end = len(parts[0]), len(b"".join(parts[:3]))
    counts = Counts()
    found = list(iter_pages(Unit(str(path), "warc", start, end), Bounds(), counts))
    assert not any(isinstance(one, Aside) for one in found)
    assert numbers(one for one in found if isinstance(one, Page)) == [1, 2]
    assert counts.bytes == end - start
