"""Make a web archive with the statistics of a news crawl, and the truth about its pages.

`make_crawl` writes WARC files, each record a gzip member, as crawlers do; equal seeds give equal
bytes. What is like a crawl: sizes with a heavy tail (median some 60 KB of HTML, of which a tenth
is prose), about 45 % of pages in English, nine of ten in UTF-8 and the rest in their language's
older encoding, markup that isn't closed, scripts, styles and pictures written into the page,
requests, redirects, errors and pictures between the pages, a sixth of the pages copied from
others under another headline (after the statistics that Common Crawl publishes of its monthly
crawls and the WARC files of its news crawl). What is not: the words, which `crawl_world.toml`
has. One page in 200 is on dealings between states; many others name states and officials.

    python benchmarks/crawl_world.py FOLDER --megabytes 100 --files 4 --seed 11
"""

import argparse
import base64
import gzip
import io
import json
import random
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from communique.reference.parties import load_parties

WORDS = Path(__file__).with_suffix(".toml")

FIRST_MOMENT = datetime(2024, 4, 1, tzinfo=UTC)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: Shares of pages.
DIPLOMATIC, ENGLISH, COPIED, OLD_ENCODING, BROKEN = 0.005, 0.45, 0.16, 0.25, 0.3
#: Records beside pages, for each of these.
ERRORS, REDIRECTS, PICTURES = 0.04, 0.04, 0.03
#: Bytes of a page: median and spread of their logarithm.
MEDIAN, SPREAD = 60_000, 0.8
#: Pieces are made beforehand and laid together for each page.
POOL = 1_500
#: Copies are of one of so many pages before.
REMEMBERED = 300


class Made(NamedTuple):
    """What is known of a page that was made."""

    kind: str
    language: str
    template: int
    title: str
    paragraphs: tuple[str, ...]
    copy_of: str


@dataclass
class Summary:
    """What a crawl came to: counts of its pages, bytes as stored and as they are read."""

    pages: int = 0
    raw_bytes: int = 0
    stored_bytes: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Summary") -> None:
        """Add what another file came to."""
        self.pages += other.pages
        self.raw_bytes += other.raw_bytes
        self.stored_bytes += other.stored_bytes
        self.kinds += other.kinds
        self.languages += other.languages


def make_crawl(
    folder: Path, *, compressed_bytes: int, seed: int, files: int, processes: int = 1
) -> Summary:
    """Write `files` files of about `compressed_bytes` in all, and `truth.jsonl.gz`; sum them up.

    A row of the truth is a page: file, id, url, kind (everyday, diplomatic), language, template,
    copy_of (the id of the page that it is a copy of, else empty).
    """
    folder.mkdir(parents=True, exist_ok=True)
    size = compressed_bytes // files
    jobs = [(folder / f"crawl-{number:04}.warc.gz", size, seed, number) for number in range(files)]
    total = Summary()
    with gzip.GzipFile(folder / "truth.jsonl.gz", "wb", mtime=0) as truth:
        if processes == 1:
            made = map(_make_file, jobs)
            for summary, rows in made:
                total.add(summary)
                truth.write(rows)
        else:
            with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
                for summary, rows in pool.map(_make_file, jobs):
                    total.add(summary)
                    truth.write(rows)
    return total


def _make_file(job: tuple[Path, int, int, int]) -> tuple[Summary, bytes]:
    path, size, seed, number = job
    chance = random.Random(f"{seed} {number}")
    world = _World(chance)
    summary = Summary()
    truth = io.BytesIO()
    moment = FIRST_MOMENT + timedelta(days=number)
    before: list[tuple[str, Made]] = []
    dealings: list[tuple[str, Made]] = []
    with path.open("wb") as file:
        file.write(_member(_record("warcinfo", _id(chance), moment, "", b"software: made\r\n")))
        while file.tell() < size:
            moment += timedelta(milliseconds=chance.randrange(40, 400))
            for extra in _others(chance, moment):
                file.write(_member(extra))
            if chance.random() < DIPLOMATIC:
                made = world.diplomatic(dealings)
            else:
                made = world.everyday(before)
            identity = _id(chance)
            url = world.address(made)
            body, headers = world.page(made)
            http = f"HTTP/1.1 200 OK\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode()
            record = _record("response", identity, moment, url, http + body)
            file.write(_member(_record("request", _id(chance), moment, url, _REQUEST)))
            file.write(_member(record))
            remembered = dealings if made.kind == "diplomatic" else before
            remembered.append((identity, made))
            del remembered[:-REMEMBERED]
            summary.pages += 1
            summary.raw_bytes += len(record)
            summary.kinds[made.kind if not made.copy_of else f"{made.kind}, copied"] += 1
            summary.languages[made.language] += 1
            row = {
                "file": path.name, "id": identity, "url": url, "kind": made.kind,
                "language": made.language, "template": made.template, "copy_of": made.copy_of,
            }  # fmt: skip
            truth.write(json.dumps(row).encode() + b"\n")
        summary.stored_bytes = file.tell()
    return summary, truth.getvalue()


_REQUEST = b"GET / HTTP/1.1\r\nUser-Agent: made\r\nAccept: */*\r\n\r\n"
_PNG = b"\x89PNG\r\n\x1a\n"


def _others(chance: random.Random, moment: datetime) -> Iterator[bytes]:
    """Yield the records beside a page: what crawlers find that is none."""
    url = f"https://www.{_word(chance)}.example/{chance.randrange(10**6)}"
    if chance.random() < ERRORS:
        answer = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<h1>Not found</h1>"
        yield _record("response", _id(chance), moment, url, answer)
    if chance.random() < REDIRECTS:
        answer = b"HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n"
        yield _record("response", _id(chance), moment, url, answer)
    if chance.random() < PICTURES:
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + _PNG
        yield _record("response", _id(chance), moment, url, answer + chance.randbytes(4_000))


def _record(kind: str, identity: str, moment: datetime, url: str, block: bytes) -> bytes:
    inner = {"response": "response", "request": "request"}.get(kind)
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: {identity}",
        f"WARC-Date: {moment:%Y-%m-%dT%H:%M:%SZ}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"Content-Type: application/{f'http; msgtype={inner}' if inner else 'warc-fields'}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def _member(record: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(record) + packer.flush()


def _id(chance: random.Random) -> str:
    digits = f"{chance.getrandbits(128):032x}"
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return f"<urn:uuid:{'-'.join(parts)}>"


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def _states() -> tuple[tuple[str, str, str], ...]:
    """Return name, adjective and capital of the states of the tables that have all three."""
    forms: dict[str, dict[str, str]] = {}
    tables = load_parties()
    for name in tables.names:
        if name.party in tables.states:
            forms.setdefault(name.party, {}).setdefault(name.kind, name.form)
    wanted = ("name", "demonym", "capital")
    return tuple(
        (of["name"], of["demonym"], of["capital"])
        for _, of in sorted(forms.items())
        if all(kind in of for kind in wanted)
    )


_SYLLABLES = ("bar", "cor", "dal", "el", "fen", "gar", "hol", "in", "ker", "lor", "mar", "nor",
    "ost", "pen", "ru", "sto", "tal", "um", "ver", "wick", "ton", "ford", "by", "ham")  # fmt: skip


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3))))


class _World:
    """The pieces that pages of one file are made of."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        words = _words()
        self._subjects = tuple(words["titles"])
        self._english = {
            subject: [
                " ".join(
                    self._fill(one) for one in chance.choices(words["sentences"][subject], k=k)
                )
                for k in chance.choices(range(2, 6), k=POOL // 5)
            ]
            for subject in self._subjects
        }
        self._foreign = {
            code: [self._pseudo(one) for _ in range(POOL // 10)]
            for code, one in words["languages"].items()
        }
        self._scripts = [self._script() for _ in range(POOL // 5)]
        self._styles = [self._style() for _ in range(POOL // 15)]
        self._chrome = [self._menu() for _ in range(POOL // 15)]
        self._related = [self._list_of_titles() for _ in range(POOL // 15)]

    # -- texts -----------------------------------------------------------------------------

    def diplomatic(self, before: Sequence[tuple[str, Made]]) -> Made:
        """Return a page on dealings between states, sometimes a copy of one before."""
        chance = self._chance
        if before and chance.random() < COPIED:
            return self._copy(*chance.choice(before))
        words = _words()
        number = chance.randrange(len(words["diplomatic"]))
        shape = words["diplomatic"][number]
        slots = self._two_states()
        body = chance.sample(words["sentences"]["diplomatic"], k=chance.randrange(5, 16))
        paragraphs = [shape["lead"].format_map(slots)]
        while body:
            count = chance.choice((1, 2, 3))
            said, body = body[:count], body[count:]
            # What a page is on stays, the rest of what it tells varies.
            paragraphs.append(" ".join(one.format_map(slots | self._fresh()) for one in said))
        title = shape["headline"].format_map(slots)
        return Made("diplomatic", "en", number, title, tuple(paragraphs), "")

    def everyday(self, before: Sequence[tuple[str, Made]]) -> Made:
        """Return a page on anything else, in any language, sometimes a copy of one before."""
        chance = self._chance
        if before and chance.random() < COPIED:
            return self._copy(*chance.choice(before))
        if chance.random() < ENGLISH:
            subject = chance.choice(self._subjects)
            pool, language = self._english[subject], "en"
            title = self._fill(chance.choice(_words()["titles"][subject]))
        else:
            languages = _words()["languages"]
            shares = [one["share"] for one in languages.values()]
            (language,) = chance.choices(tuple(languages), weights=shares)
            pool = self._foreign[language]
            title = pool[chance.randrange(len(pool))][:70]
        return Made(
            "everyday",
            language,
            -1,
            title,
            tuple(chance.sample(pool, k=min(len(pool), 3 + int(chance.expovariate(1 / 8))))),
            "",
        )

    def _copy(self, identity: str, made: Made) -> Made:
        """Return a page as another site has it: another headline, a cut end, an added notice."""
        chance = self._chance
        paragraphs = list(made.paragraphs)
        if chance.random() < 0.4 and len(paragraphs) > 3:
            paragraphs = paragraphs[: -max(1, len(paragraphs) // 5)]
        if chance.random() < 0.4:
            paragraphs.append(f"This report first appeared on {_word(chance)}.example.")
        if chance.random() < 0.3:
            paragraphs.insert(0, f"{_word(chance).title()} (agencies) –")
        title = made.title if chance.random() < 0.5 else f"{made.title} | {_word(chance).title()}"
        first = made.copy_of or identity
        return made._replace(title=title, paragraphs=tuple(paragraphs), copy_of=first)

    def _two_states(self) -> dict[str, Any]:
        chance, words = self._chance, _words()
        (a, aa, ca), (b, bb, cb), (c, _, _) = chance.sample(_states(), 3)
        issue, issue2 = chance.sample(words["issues"], 2)
        return {
            "a": a, "aa": aa, "ca": ca, "b": b, "bb": bb, "cb": cb, "c": c,
            "office": chance.choice(words["offices"]), "officeb": chance.choice(words["offices"]),
            "org": chance.choice(words["orgs"]), "issue": issue, "issue2": issue2,
            "day": self._day(), **self._fresh(),
        }  # fmt: skip

    def _fresh(self) -> dict[str, Any]:
        chance = self._chance
        return {
            "month": chance.choice(MONTHS),
            "n": chance.randrange(3, 60),
            "sum": f"${chance.randrange(2, 900)} million",
        }

    def _day(self) -> str:
        chance = self._chance
        return f"{chance.choice(DAYS)}, {chance.randrange(1, 29)} {chance.choice(MONTHS)} 2024"

    def _fill(self, sentence: str) -> str:
        chance = self._chance
        return sentence.format_map(
            {
                "town": _word(chance).title(),
                "town2": _word(chance).title(),
                "name": f"{_word(chance).title()} {chance.choice(('United', 'Group', 'Rovers'))}",
                "name2": f"{_word(chance).title()} City",
                "thing": chance.choice(_words()["things"]),
                "state": chance.choice(_states())[0],
                "day": chance.choice(DAYS),
                "pct": f"{chance.uniform(0.1, 30):.1f}",
                **self._fresh(),
            }
        )

    def _paragraph(self, sentences: Sequence[str]) -> str:
        chosen = self._chance.choices(sentences, k=self._chance.randrange(2, 6))
        return " ".join(map(self._fill, chosen))

    def _pseudo(self, language: dict[str, Any]) -> str:
        """Return a paragraph that looks like the language, and says nothing."""
        chance = self._chance
        spaced = language["words"][0].isascii() or len(language["syllables"][0]) > 1
        words = []
        for _ in range(chance.randrange(40, 140)):
            if chance.random() < 0.42:
                words.append(chance.choice(language["words"]))
            else:
                words.append(
                    "".join(chance.choices(language["syllables"], k=chance.choice((2, 3))))
                )
        return (" " if spaced else "").join(words) + "."

    # -- pages -----------------------------------------------------------------------------

    def address(self, made: Made) -> str:
        """Return an address of a page."""
        chance = self._chance
        letters = (c if c.isascii() and c.isalnum() else " " for c in made.title)
        slug = "-".join("".join(letters).split())[:60]
        section = chance.choice(("news", "world", "a"))
        return f"https://www.{_word(chance)}.example/{section}/{chance.randrange(10**7)}-{slug}"

    def page(self, made: Made) -> tuple[bytes, str]:
        """Return the bytes of a page, and the headers of its answer."""
        chance = self._chance
        size = min(3_000_000, int(chance.lognormvariate(0, SPREAD) * MEDIAN))
        own = _words()["languages"].get(made.language, {}).get("encoding", "windows-1252")
        encoding = own if chance.random() < OLD_ENCODING else "utf-8"
        prose = "".join(f"<p{self._attributes()}>{one}</p>\n" for one in made.paragraphs)
        related = "".join(chance.choices(self._related, k=chance.randrange(3)))
        head = (
            f'<!DOCTYPE html>\n<html lang="{made.language}">\n<head>\n<meta charset="{encoding}">\n'
            f"<title>{made.title}</title>\n<style>{chance.choice(self._styles)}</style>\n"
        )
        body = (
            f"</head>\n<body>\n{chance.choice(self._chrome)}\n<main><article>\n"
            f"<h1>{made.title}</h1>\n{prose}</article>\n</main>\n{related}"
            f"<footer><p>© 2024 {_word(chance).title()} Media. All rights reserved.</p></footer>\n"
        )
        scripts = []
        left = size - len(head) - len(body)
        while left > 0:
            script = chance.choice(self._scripts)
            scripts.append(f"<script>{script}</script>\n")
            left -= len(script)
        half = len(scripts) // 2
        text = head + "".join(scripts[:half]) + body + "".join(scripts[half:]) + "</body></html>\n"
        if chance.random() < BROKEN:
            for closed in chance.sample(("</p>", "</article>", "</main>", "</body>", "</html>"), 2):
                text = text.replace(closed, "")
        declared = f"; charset={encoding}" if chance.random() < 0.7 else ""
        return text.encode(encoding, "replace"), f"Content-Type: text/html{declared}\r\n"

    def _attributes(self) -> str:
        return f' class="{self._name()} {self._name()}" data-id="{self._chance.randrange(10**9)}"'

    def _name(self) -> str:
        return f"{_word(self._chance)}-{self._chance.randrange(1000)}"

    def _script(self) -> str:
        chance = self._chance
        if chance.random() < 0.1:
            picture = base64.b64encode(chance.randbytes(chance.randrange(300, 3_000))).decode()
            return f'var {_word(chance)}="data:image/png;base64,{picture}";'
        lines = []
        names = [_word(chance) + str(chance.randrange(100)) for _ in range(12)]
        for _ in range(chance.randrange(20, 160)):
            a, b, c = chance.choices(names, k=3)
            lines.append(
                chance.choice(
                    (
                        f'window.{a}=window.{a}||[];{a}.push({{"{b}":{chance.randrange(10**6)}}});',
                        f"function {a}({b},{c}){{return {b}.get('{c}')||{chance.random():.4f};}}",
                        f'document.getElementById("{a}-{b}").addEventListener("click",{c});',
                        f'if({a}&&!{b}){{{c}.src="https://cdn.{a}.example/{b}.js?v={c}";}}',
                    )
                )
            )
        return "\n".join(lines)

    def _style(self) -> str:
        chance = self._chance
        return "\n".join(
            f".{self._name()}{{margin:{chance.randrange(40)}px;color:#{chance.randrange(16**6):06x}}}"
            for _ in range(chance.randrange(20, 120))
        )

    def _menu(self) -> str:
        chance = self._chance
        entries = "".join(
            f'<li{self._attributes()}><a href="/{_word(chance)}">{_word(chance).title()}</a></li>\n'
            for _ in range(chance.randrange(10, 60))
        )
        menu = f"<nav><ul>{entries}</ul></nav>"
        if chance.random() < 0.2:
            options = "".join(f"<option>{name}</option>" for name, _, _ in _states())
            menu += f"<form><select>{options}</select></form>"
        return menu

    def _list_of_titles(self) -> str:
        """Return what stands beside an article: others' titles, diplomatic ones among them."""
        chance, words = self._chance, _words()
        titles = [
            self._fill(chance.choice(words["titles"][chance.choice(self._subjects)]))
            for _ in range(chance.randrange(3, 9))
        ]
        if chance.random() < 0.2:
            shape = chance.choice(words["diplomatic"])
            titles.append(shape["headline"].format_map(self._two_states()))
        rows = "".join(f'<li><a href="/{_word(chance)}">{title}</a></li>\n' for title in titles)
        return f"<aside><h3>More stories</h3><ul>{rows}</ul></aside>\n"


def main() -> None:
    """Make a crawl and tell what it came to."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("--megabytes", type=int, default=100, help="compressed, in all")
    asked.add_argument("--files", type=int, default=4)
    asked.add_argument("--seed", type=int, default=11)
    asked.add_argument("--processes", type=int, default=2)
    given = asked.parse_args()
    made = make_crawl(
        given.folder,
        compressed_bytes=given.megabytes * 1_000_000,
        seed=given.seed,
        files=given.files,
        processes=given.processes,
    )
    print(f"pages            {made.pages:,}")
    print(f"bytes            {made.stored_bytes:,} stored, {made.raw_bytes:,} of pages")
    print(f"ratio            {made.raw_bytes / made.stored_bytes:.2f}")
    for kind, number in sorted(made.kinds.items()):
        print(f"{kind:<17}{number:,} ({number / made.pages:.2%})")
    print("languages        " + ", ".join(f"{c} {n}" for c, n in made.languages.most_common()))


if __name__ == "__main__":
    main()
