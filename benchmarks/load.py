"""Many people at one desk: readers of pages and programs' questions, then reviewers beside them.

    python benchmarks/load.py [--archive FILE] [--documents N] [--users N] [--seconds S]
                              [--warm S] [--think LOW HIGH] [--writers N] [--files N] [--parties N]
                              [--workers N]

It makes an archive (`scale_world.py`: twenty records a document) unless one is given, which must
be such a one; the given file is changed: it gets accounts, kept answers and reviews. A server of a
team (`communique serve --team`) runs in a process of its own; this program is the browsers, and
tells which part of the processor it took itself.

The team follows some pairs, and some of their parties, drawn by how much the archive tells of
them: these are opened first, one after the other. Then each reader goes from page to page, for
`--warm` seconds before it is measured: home, search, dossiers, registers, documents, encounters,
records, parties, the API; with its first page each asks for the style sheet and the script, which
browsers then keep. Between two pages a reader reads, for a time drawn evenly from `--think`.

Printed are, in milliseconds from the request to the last byte: what that first opening took, when
nothing is kept; then of all pages the median, the 95th percentile and the slowest, by kind of
page; the same while `--writers` people review records, many of them the same ones; and the pages
a second that readers get who don't think. Every review that was answered as stored is then looked
up in the archive, and so is every one that was refused.
"""

import argparse
import asyncio
import itertools
import os
import random
import re
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx

import scale_world
from communique.accounts import Accounts, Role
from communique.views.desk import Desk, open_archive
from remembering import add, add_together

#: How often each kind of page is asked for.
MIX = {
    "home": 8,
    "search": 14,
    "search, narrowed": 8,
    "pair": 15,
    "register": 12,
    "document": 18,
    "encounter": 6,
    "record": 4,
    "party": 5,
    "API records": 5,
    "API search": 2,
    "API dossier": 3,
}
REGISTERS = ("encounters", "commitments", "requests", "positions", "mechanisms", "calendar")
#: Records that reviewers quarrel about.
QUARRELLED = 30
_LINKS = {
    "document": re.compile(r'href="(/documents/[0-9a-f]{20,}[^"#]*)'),
    "record": re.compile(r'href="(/records/[^"#]+)'),
    "encounter": re.compile(r'href="(/things/e[0-9a-f]+[^"#]*)'),
}
_PASSWORD = "a password for a benchmark"


@dataclass
class Told:
    """What was measured: milliseconds by kind of page, and what failed."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield a line for each kind, and one for all."""
        every = [t for times in self.times.values() for t in times]
        for name, times in [*sorted(self.times.items()), ("all", every)]:
            if times:
                yield (
                    f"  {name:18} {len(times):6} times  p50 {statistics.median(times):7.0f}  "
                    f"p95 {_percentile(times, 95):7.0f}  most {max(times):7.0f} ms"
                )
        yield "  failed: " + "; ".join([str(len(self.failed)), *self.failed[:5]])


@dataclass
class Reader:
    """One who reads: with a browser, the team's files, and links seen on the last pages."""

    browser: httpx.AsyncClient
    pairs: list[tuple[str, str]]
    parties: list[str]
    chance: random.Random
    links: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tags: dict[str, str] = field(default_factory=dict)

    def choose(self) -> tuple[str, str]:
        """Return the kind of the next page, and its address."""
        kind = self.chance.choices(list(MIX), list(MIX.values()))[0]
        if kind in _LINKS and not self.links[kind]:
            kind = "pair"
        left, right = self.chance.choice(self.pairs)
        thing = self.chance.choice(scale_world.OBJECTS).split()
        words = self.chance.choice([thing[-1], " ".join(thing[-2:]), f"{left} {thing[-1]}"])
        words = "+".join([self.chance.choice(scale_world.VERBS), *words.split()[-1:]])
        match kind:
            case "home":
                return kind, "/"
            case "search":
                return kind, f"/search?q={words}"
            case "search, narrowed":
                narrow = self.chance.choice(
                    [f"party={left}", f"party={left}&party={right}", "kind=commitment"]
                )
                issue = self.chance.choice(scale_world.ISSUES)
                return kind, f"/search?issue={issue}&{narrow}"
            case "pair":
                return kind, f"/pairs/{left}/{right}"
            case "register":
                name = self.chance.choice(REGISTERS)
                other = f"&party={right}" if name != "positions" else ""
                left = left if other else self.chance.choice(self.parties)
                return kind, f"/{name}?party={left}{other}"
            case "party":
                return kind, f"/parties/{self.chance.choice(self.parties)}"
            case "API records":
                return kind, f"/api/v1/records?kind=commitment&party={left}&limit=50"
            case "API search":
                return kind, f"/api/v1/search?q={words}"
            case "API dossier":
                return kind, f"/api/v1/pairs/{left}/{right}/page"
        return kind, self.chance.choice(self.links[kind])

    def opens(self) -> Iterator[tuple[str, str]]:
        """Yield the pages that are this reader's own and are linked when first opened."""
        for left, right in self.pairs:
            yield "pair", f"/pairs/{left}/{right}"
            yield "API dossier", f"/api/v1/pairs/{left}/{right}/page"
            for name in REGISTERS:
                if name != "positions" or left in self.parties:
                    other = f"&party={right}" if name != "positions" else ""
                    yield "register", f"/{name}?party={left}{other}"
        for party in self.parties:
            yield "party", f"/parties/{party}"

    async def read(self, kind: str, address: str, told: Told) -> None:
        """Ask for a page with what belongs to it, and note how long the page took."""
        address = address.replace("&amp;", "&")
        page = kind.startswith("API")
        begun = time.perf_counter()
        try:
            answer, *_ = await asyncio.gather(
                self.browser.get(address, follow_redirects=True),
                *(() if page else (self._static(n) for n in ("desk.css", "desk.js"))),
            )
        except httpx.HTTPError as error:
            told.failed.append(f"{address}: {type(error).__name__}")
            return
        told.times[kind].append(answer.extensions.get("took", time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            told.failed.append(f"{address}: {answer.status_code}")
        if not page:
            for name, pattern in _LINKS.items():
                found = pattern.findall(answer.text)
                self.links[name] = [*found[:20], *self.links[name]][:40]

    async def _static(self, name: str) -> None:
        if name not in self.tags:
            answer = await self.browser.get(f"/static/{name}")
            self.tags[name] = answer.headers.get("etag", "")


@dataclass
class Writer:
    """One who reviews, with the decisions that were answered as stored and as refused."""

    browser: httpx.AsyncClient
    run: str
    name: str
    records: list[str]
    chance: random.Random
    stored: list[tuple[str, str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    async def review(self, think: tuple[float, float], until: float) -> None:
        """Open a record, think, decide; again and again."""
        for number in itertools.count():
            if time.monotonic() > until:
                return
            key = self.chance.choice(self.records)
            form = (await self.browser.get(f"/review/records/{key}")).text
            seen = re.search(r'name="seen" value="([^"]*)"', form)
            token = re.search(r'name="form_token" value="(\w+)"', form)
            assert seen is not None and token is not None, form[:300]
            await asyncio.sleep(self.chance.uniform(*think))
            why = f"{self.run}/{self.name}/{number}"
            values = {"form_token": token[1], "seen": seen[1], "why": why}
            verdict = self.chance.choice(["accept", "reject"])
            sent = await self.browser.post(
                f"/review/records/{key}", data={**values, "verdict": verdict}
            )
            if sent.status_code == 303:
                self.stored.append((key, seen[1], why))
            elif sent.status_code == 409 and "Your decision was not stored" in sent.text:
                self.refused.append(why)
            else:
                self.failed.append(f"{key}: {sent.status_code}")


def main() -> None:
    """Make, serve, read, review, count."""
    asked = _parse()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.archive or Path(folder, "load.db")
        with open_archive(path) as desk:
            held = desk.count_documents()
            if held < asked.documents:
                for line in add(desk, asked.documents, add_together, skip=held):
                    print(line, flush=True)
            pairs = desk.pairs()
            chance = random.Random(asked.seed)
            quarrelled = _draw_records(desk, chance)
            _add_users(desk, asked.users, asked.writers)
            stats = desk.overview()
        print(
            f"{stats.documents:,} documents, {stats.records:,} records; {asked.users} readers, "
            f"{asked.think[0]:g} to {asked.think[1]:g} s between pages; {os.cpu_count()} cores, "
            f"{asked.workers} processes of the server",
            flush=True,
        )
        weights = [pair.records for pair in pairs]

        files: list[tuple[str, str]] = []
        while len(files) < min(asked.files, len(pairs)):
            drawn = chance.choices(pairs, weights)[0]
            files += [(drawn.left, drawn.right)] * ((drawn.left, drawn.right) not in files)
        parties = [pair[0] for pair in files[: asked.parties]]

        with _serving(path, asked.workers) as (address, server):
            asyncio.run(_measure(asked, address, server, files, parties, quarrelled, path))


async def _measure(
    asked: argparse.Namespace,
    address: str,
    server: int,
    files: list[tuple[str, str]],
    parties: list[str],
    quarrelled: list[str],
    path: Path,
) -> None:
    readers = []
    for number in range(asked.users):
        browser = await _enter(address, f"reader{number}")
        chance = random.Random(f"{asked.seed}/{number}")
        readers.append(Reader(browser, files, parties, chance))
    told = Told()
    begun = time.monotonic()
    first = list(readers[0].opens())
    await readers[0].read("home", "/", told)
    for kind, page in first:
        await readers[0].read(kind, page, told)
    print(f"first opening of {len(first)} pages, one after the other, {_since(begun)} s:")
    print("\n".join(told.lines()), flush=True)

    await _read_all(readers, asked.think, asked.warm)
    with _sharing(server):
        told = await _read_all(readers, asked.think, asked.seconds)
    print(f"{asked.users} readers, {asked.seconds:g} s, after {asked.warm:g} s of the same:")
    print("\n".join(told.lines()), flush=True)

    if asked.writers:
        # An archive that was measured before holds what was decided then.
        run = secrets.token_hex(4)
        writers = [
            Writer(
                await _enter(address, f"analyst{n}"),
                run,
                f"analyst{n}",
                quarrelled,
                random.Random(n),
            )
            for n in range(asked.writers)
        ]
        until = time.monotonic() + asked.seconds
        with _sharing(server):
            told, *_ = await asyncio.gather(
                _read_all(readers, asked.think, asked.seconds),
                *(writer.review(asked.writing, until) for writer in writers),
            )
        print(f"{asked.users} readers while {asked.writers} review, {asked.seconds:g} s:")
        print("\n".join(told.lines()))
        print("  " + _compare(path, writers), flush=True)

    with _sharing(server):
        told = await _read_all(readers[:10], (0, 0), asked.seconds / 2)
    count = sum(map(len, told.times.values()))
    print(f"10 readers who don't think: {count / (asked.seconds / 2):.1f} pages a second:")
    print("\n".join(told.lines()), flush=True)


async def _read_all(readers: list[Reader], think: tuple[float, float], seconds: float) -> Told:
    told, until = Told(), time.monotonic() + seconds

    async def read(reader: Reader) -> None:
        # They don't begin at one stroke.
        await asyncio.sleep(reader.chance.uniform(0, think[1]))
        while time.monotonic() < until:
            await reader.read(*reader.choose(), told)
            await asyncio.sleep(reader.chance.uniform(*think))

    await asyncio.gather(*map(read, readers))
    return told


def _compare(path: Path, writers: list[Writer]) -> str:
    """Return whether the archive holds exactly the decisions that were answered as stored."""
    with open_archive(path) as desk:
        held = [review.why for review in desk.reviews()]
    stored = [one for writer in writers for one in writer.stored]
    refused = [why for writer in writers for why in writer.refused]
    failed = [why for writer in writers for why in writer.failed]
    lost = [why for _, _, why in stored if held.count(why) != 1]
    smuggled = [why for why in refused if why in held]
    # Two that decide on one record from the same state: the second would overwrite the first.
    overwritten = len(stored) - len({(key, seen) for key, seen, _ in stored})
    return (
        f"{len(stored)} reviews stored, {len(refused)} refused as somebody was quicker; "
        f"lost {len(lost)}, stored though refused {len(smuggled)}, overwritten {overwritten}, "
        f"failed {len(failed)}{' ' + '; '.join(failed[:3]) if failed else ''}"
    )


def _draw_records(desk: Desk, chance: random.Random) -> list[str]:
    found = [one.id for one in desk.records(limit=20_000)]
    return chance.sample(found, QUARRELLED)


def _add_users(desk: Desk, readers: int, writers: int) -> None:
    accounts = Accounts(desk)
    known = {user.name for user in accounts.users()}
    wanted = [("chief", Role.ADMINISTRATOR)]
    wanted += [(f"reader{number}", Role.READER) for number in range(readers)]
    wanted += [(f"analyst{number}", Role.ANALYST) for number in range(writers)]
    for name, role in wanted:
        if name not in known:
            accounts.add_user(name, role, _PASSWORD, by="benchmark")


async def _enter(address: str, name: str) -> httpx.AsyncClient:
    """Return a browser in which somebody has signed in."""

    async def begin(request: httpx.Request) -> None:
        request.extensions["begun"] = time.perf_counter()

    async def end(response: httpx.Response) -> None:
        await response.aread()
        response.extensions["took"] = time.perf_counter() - response.request.extensions["begun"]

    hooks = {"request": [begin], "response": [end]}
    browser = httpx.AsyncClient(base_url=address, timeout=600, event_hooks=hooks)
    page = (await browser.get("/sign-in")).text
    token = re.search(r'name="form_token" value="(\w+)"', page)
    assert token is not None
    form = {"name": name, "password": _PASSWORD, "form_token": token[1]}
    answer = await browser.post("/sign-in", data=form)
    assert answer.status_code == 303, answer.text
    return browser


@contextmanager
def _serving(path: Path, workers: int) -> Iterator[tuple[str, int]]:
    """Run a server; give its address and the id of its process."""
    command = [sys.executable, "-m", "communique", "serve", "--team", "--port", "0"]
    command += ["--log", "off", "--workers", str(workers)]
    with subprocess.Popen(
        [*command, "--archive", str(path)], stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        for line in server.stderr:
            found = re.search(r"http://[\d.]+:\d+", line)
            if found:
                break
        try:
            yield found[0], server.pid  # type: ignore[index]
        finally:
            server.send_signal(signal.SIGTERM)
            print(server.stderr.read(), end="")


@contextmanager
def _sharing(server: int) -> Iterator[None]:
    """Print which part of the processor the server took, and which these readers."""
    begun, ours, theirs = time.monotonic(), time.process_time(), _processor_of(server)
    yield
    wall = time.monotonic() - begun
    print(
        f"processor: server {(_processor_of(server) - theirs) / wall:.2f} cores, "
        f"readers' side {(time.process_time() - ours) / wall:.2f} cores"
    )


def _processor_of(process: int) -> float:
    """Return the seconds of the processor that a process and those it started have taken."""
    ticks = 0
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(_stat(entry)[1])
            except OSError:
                continue
    mine = {process}
    while more := {child for child, parent in parents.items() if parent in mine} - mine:
        mine |= more
    for one in mine:
        try:
            ticks += sum(map(int, _stat(Path("/proc", str(one)))[11:13]))
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(entry: Path) -> list[str]:
    # The name of the program stands in brackets and may hold spaces.
    return (entry / "stat").read_text().rpartition(")")[2].split()


def _percentile(times: list[float], percent: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(percent / 100 * len(ordered)))]


def _since(begun: float) -> str:
    return str(timedelta(seconds=round(time.monotonic() - begun)).seconds)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="many people at one desk")
    parser.add_argument("--archive", type=Path, help="an archive to use, which is changed")
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--writers", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("--warm", type=float, default=60, help="seconds read before measuring")
    parser.add_argument("--think", type=float, nargs=2, default=(3, 8), metavar=("LOW", "HIGH"))
    parser.add_argument("--writing", type=float, nargs=2, default=(0.5, 3), metavar=("LOW", "HIGH"))
    parser.add_argument("--files", type=int, default=20, help="pairs that the team follows")
    parser.add_argument("--parties", type=int, default=5, help="of these, parties it follows")
    parser.add_argument("--workers", type=int, default=2, help="processes of the server")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
