"""How much the filter of `communique batch` keeps of what is relevant, lets through, and costs.

    python benchmarks/filter.py --relevant PAGES... --everyday PAGES... [--archive FILE] [--all]

Files of pages are as in `filter_pages.py`; only pages for the report are looked at, with `--all`
every page of files that nothing was fitted to. Text is judged as it is and as a web page with
furniture around it. Recall is the share of relevant pages that pass, the pass rate that of
everyday ones, precision the share of relevant pages among those that pass if everyday pages are
as many as `SHARE` says.

Speed is a ratio: reading an archive with FastWARC, decoding and judging each page, by reading and
decoding alone, in turns within one run. Without `--archive` the archive is made from the pages
given, padded to the sizes of a crawl, half of them in letters of other languages.
"""

import argparse
import gc
import gzip
import math
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from fastwarc.warc import ArchiveIterator, response

from communique.batch.relevance import Relevance
from filter_pages import Part, bodies, dress, read_rows

#: The share of relevant pages that precision is told for, as in the archives it is meant for.
SHARE = 0.005
ROUNDS = 7
PAGES = 1_500
MEAN_BYTES = 60_000

_ELSEWHERE = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопярстуввхыз")
_NORDIC = str.maketrans("aeioutnsh", "åøiuykrvd")


def measure(paths: list[Path], judge: Relevance, parts: tuple[Part, ...]) -> list[tuple[int, int]]:
    """Print how many pages of each file pass; return these numbers with those of the pages."""
    told = []
    for path in paths:
        passes = [
            judge.judge(body, "utf-8", media_type).passes
            for row in read_rows(path, *parts)
            for body, media_type in bodies(row)
        ]
        if passes:
            print(f"| {path.stem} | {len(passes)} | {sum(passes)} | {_share(passes)} |")
        told.append((sum(passes), len(passes)))
    return told


def _share(passes: list[bool]) -> str:
    return f"{sum(passes) / len(passes):.4f}"


def print_shares(relevant: list[tuple[int, int]], everyday: list[tuple[int, int]]) -> None:
    """Print recall, pass rate and precision over all files, each page counted once."""
    recall, rate = (
        sum(passed for passed, _ in told) / max(1, sum(size for _, size in told))
        for told in (relevant, everyday)
    )
    kept, let = SHARE * recall, (1 - SHARE) * rate
    print(f"\nrecall {recall:.4f}, pass rate {rate:.4f}", end="")
    print(f", precision {kept / (kept + let):.2f} at a share of {SHARE:.1%}" if kept + let else "")


def make_archive(path: Path, paths: list[Path]) -> None:
    """Write the pages of files into a WARC file, gzipped record by record, in a drawn order."""
    draw = random.Random(1)
    rows = [row for given in paths for row in read_rows(given, "fit", "choose", "report")]
    draw.shuffle(rows)
    with path.open("wb") as archive:
        for count, row in enumerate(rows[:PAGES]):
            text = row.get("text") or row["html"]
            if count % 4 == 1:
                text = text.lower().translate(_ELSEWHERE)
            elif count % 4 == 3:
                text = text.lower().translate(_NORDIC)
            archive.write(gzip.compress(_record(_pad(dress(text, row["id"]), draw)), 6, mtime=0))


def _record(page: bytes) -> bytes:
    """Return a page as a record of a WARC file."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%d>\r\n"
        b"WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(page), len(block), block)
    )


def _pad(page: bytes, draw: random.Random) -> bytes:
    """Return a page with scripts, styles and links around it, of a size as in a crawl."""
    size = min(600_000, int(draw.lognormvariate(math.log(MEAN_BYTES) - 0.4, 0.9)))
    before: list[bytes] = []
    after: list[bytes] = []
    words = [word.decode("ascii", "ignore") for word in page.split() if word.isalpha()]
    while (size := size - 2_000) > len(page):
        code = "".join(
            f"window.data[{draw.randrange(9999)}]={{path:'/{draw.choice(words)}',on:1<2&&3>2,"
            f"key:'{draw.getrandbits(48):x}',{draw.choice(words)}:'{draw.choice(words)}'}};"
            for _ in range(20)
        )
        links = "".join(
            f'<li class="item item-{draw.randrange(99)}"><a href="/{draw.choice(words)}/'
            f'{draw.getrandbits(40):x}">{draw.choice(words)} {draw.choice(words)}</a></li>\n'
            for _ in range(24)
        )
        part = f"<script>{code}</script>" if draw.random() < 0.55 else f"<ul>{links}</ul>"
        (before if draw.random() < 0.5 else after).append(part.encode())
    at, end = page.index(b"<main>"), page.index(b"<footer>")
    return b"".join((page[:at], *before, page[at:end], *after, page[end:]))


def _pages(archive: Path) -> Iterator[tuple[bytes, str]]:
    for record in ArchiveIterator(BytesIO(archive.read_bytes()), record_types=response):
        yield record.reader.read(), record.http_charset or ""


def _decode(body: bytes, charset: str) -> None:
    try:
        body.decode(charset or "utf-8", "replace")
    except LookupError:
        body.decode("utf-8", "replace")


def print_speed(archive: Path, judge: Relevance) -> None:
    """Print how long reading, decoding and judging an archive takes by reading and decoding."""
    ratios, spans = [], []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.perf_counter()
        for body, charset in _pages(archive):
            _decode(body, charset)
        between = time.perf_counter()
        passed = pages = size = 0
        for body, charset in _pages(archive):
            _decode(body, charset)
            passed += judge.judge(body, charset, "text/html").passes
            pages += 1
            size += len(body)
        spans.append((between - start) / pages)
        ratios.append((time.perf_counter() - between) / (between - start))
    print(
        f"\n{pages} pages of {size / pages / 1000:.0f} kB, {passed} pass: reading, decoding and"
        f" judging takes {statistics.median(ratios):.2f} x reading and decoding"
        f" ({min(ratios):.2f} to {max(ratios):.2f}; {1e6 * min(spans):.0f} microseconds a page)"
    )


def main() -> None:
    """Measure the filter on the pages given."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--relevant", type=Path, nargs="*", default=[], metavar="PAGES")
    parser.add_argument("--everyday", type=Path, nargs="*", default=[], metavar="PAGES")
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--all", action="store_true", help="look at pages of every part")
    given = parser.parse_args()
    parts: tuple[Part, ...] = ("fit", "choose", "report") if given.all else ("report",)
    judge = Relevance.load()
    if given.relevant or given.everyday:
        print("| relevant | pages | pass | recall |\n|---|---:|---:|---:|")
        relevant = measure(given.relevant, judge, parts)
        print("\n| everyday | pages | pass | pass rate |\n|---|---:|---:|---:|")
        everyday = measure(given.everyday, judge, parts)
        print_shares(relevant, everyday)
    if given.archive:
        print_speed(given.archive, judge)
    elif given.everyday:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "pages.warc.gz"
            make_archive(made, given.everyday)
            print_speed(made, judge)


if __name__ == "__main__":
    main()
