"""Registers: what an archive holds of one kind, line by line, to be narrowed, sorted and paged.

The whole register of some parties is kept as an answer. Narrowing it then takes no linking, and
of thousands of lines only those of the page that is shown are made into objects.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from communique.archive import Archive
from communique.linking.memory import Memory
from communique.records import Value
from communique.views.answers import answer_text
from communique.views.findings import SourceDocument
from communique.views.footnotes import Footnote
from communique.views.page import Line
from communique.views.recall import recall, recalls_whole

#: So many lines stand on one page.
PAGE_LINES = 50

Sort = Literal["standard", "day", "newest", "party"]


class Entry(Value):
    """One line of a register, and by what it is found.

    `cells` stand beside the line, a text for each column. `state` is where a thing stands; `day`
    that by which it is sorted (when it is due, when it happened), None where none is known.
    `details` are the lines below it: uses of a wording, steps of a promise.
    """

    cells: tuple[str, ...]
    line: Line
    details: tuple[Line, ...] = ()
    parties: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    state: str = ""
    day: date | None = None


class Register(Value):
    """All lines of one kind in their standard order; footnote `n` is `footnotes[n - 1]`."""

    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    footnotes: tuple[Footnote, ...]
    as_of: date | None


class Wanted(Value):
    """Which lines of a register are wanted, and how they are sorted; None sets no condition.

    `until` and `since` are by the day of a line, and leave out what has none; `words` are words
    that its text holds. Pages are numbered from 1 on.
    """

    state: str | None = None
    issue: str | None = None
    party: str | None = None
    since: date | None = None
    until: date | None = None
    words: str | None = None
    sort: Sort = "standard"
    page: int = 1


#: Every line, in the standard order.
ALL = Wanted()


class RegisterPage(Value):
    """One page of the lines that are wanted, and how many there are of what.

    `total` counts the lines wanted, `all` those of the whole register; `states`, `parties`
    and `issues` count what choosing that value would show. Footnotes are those of the page.
    """

    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    footnotes: tuple[Footnote, ...]
    as_of: date | None
    total: int
    all: int
    page: int
    pages: int
    states: Mapping[str, int]
    parties: Mapping[str, int]
    issues: Mapping[str, int]

    @property
    def sources(self) -> tuple[SourceDocument, ...]:
        """The documents that the lines of the page rest on."""
        return tuple({note.document.key: note.document for note in self.footnotes}.values())


#: Makes a register of what is linked of some parties.
Maker = Callable[[Memory, tuple[str, ...]], Register]


def show_register(
    archive: Archive,
    kind: str,
    make: Maker,
    parties: tuple[str, ...],
    wanted: Wanted,
    *,
    as_of: date | None = None,
    known_at: date | None = None,
) -> RegisterPage:
    """Return a page of the register that `make` makes, which `kind` names; parties by their ids."""

    def compute() -> Register:
        return make(recall(archive, *parties, as_of=as_of, known_at=known_at), parties)

    days = {"as_of": as_of, "known_at": known_at}
    return keep_register(archive, kind, compute, parties, wanted, days)


def keep_register(
    archive: Archive,
    kind: str,
    compute: Callable[[], Register],
    parties: tuple[str, ...],
    wanted: Wanted,
    days: Mapping[str, date | None],
) -> RegisterPage:
    """Return a page of what `compute` returns, or returned before; `days` are as in `answer`."""

    def write() -> object:
        return compute().model_dump(mode="json")

    return choose(_read(answer_text(archive, f"register/{kind}", parties, days, write)), wanted)


def takes_long(archive: Archive, parties: Sequence[str]) -> bool:
    """Return whether what is asked for means linking a large archive whole."""
    return not parties and not recalls_whole(archive)


def choose(register: Mapping[str, Any], wanted: Wanted) -> RegisterPage:
    """Return the page that is wanted of a register, given as plain JSON data."""
    rows: list[Mapping[str, Any]] = register["entries"]
    tests = _tests(wanted)
    kept = [row for row in rows if all(test(row) for test in tests.values())]
    ordered = _sort(kept, wanted.sort)
    pages = max(1, -(-len(ordered) // PAGE_LINES))
    page = min(max(1, wanted.page), pages)
    shown = ordered[(page - 1) * PAGE_LINES : page * PAGE_LINES]
    entries, footnotes = _renumber(shown, register["footnotes"])

    def count(name: str, values: Callable[[Mapping[str, Any]], Iterable[str]]) -> dict[str, int]:
        others = [test for key, test in tests.items() if key != name]
        counted = Counter(v for row in rows if all(t(row) for t in others) for v in values(row))
        return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))

    return RegisterPage(
        columns=tuple(register["columns"]),
        entries=entries,
        footnotes=footnotes,
        as_of=register["as_of"],
        total=len(ordered),
        all=len(rows),
        page=page,
        pages=pages,
        states=count("state", lambda row: [row["state"]] if row["state"] else []),
        parties=count("party", lambda row: row["parties"]),
        issues=count("issue", lambda row: row["issues"]),
    )


@lru_cache(maxsize=16)
def _read(kept: bytes) -> Mapping[str, Any]:
    """Return a kept register; the next page of it is asked for soon. It must not be changed."""
    found: Mapping[str, Any] = json.loads(kept)
    return found


def _tests(wanted: Wanted) -> dict[str, Callable[[Mapping[str, Any]], bool]]:
    tests: dict[str, Callable[[Mapping[str, Any]], bool]] = {}
    if wanted.state is not None:
        tests["state"] = lambda row: row["state"] == wanted.state
    if wanted.issue is not None:
        tests["issue"] = lambda row: wanted.issue in row["issues"]
    if wanted.party is not None:
        tests["party"] = lambda row: wanted.party in row["parties"]
    # Days are ISO strings here, which sort as the days do.
    if wanted.since is not None:
        since = wanted.since.isoformat()
        tests["since"] = lambda row: row["day"] is not None and row["day"] >= since
    if wanted.until is not None:
        until = wanted.until.isoformat()
        tests["until"] = lambda row: row["day"] is not None and row["day"] <= until
    if wanted.words:
        words = wanted.words.casefold().split()
        tests["words"] = lambda row: all(word in _text_of(row) for word in words)
    return tests


def _text_of(row: Mapping[str, Any]) -> str:
    lead = row["line"]["lead"] or ""
    return " ".join([*row["cells"], lead, row["line"]["text"]]).casefold()


def _sort(rows: list[Mapping[str, Any]], sort: Sort) -> list[Mapping[str, Any]]:
    match sort:
        case "standard":
            return rows
        case "day":
            return sorted(rows, key=lambda row: (row["day"] is None, row["day"] or ""))
        case "newest":
            return sorted(rows, key=lambda row: row["day"] or "", reverse=True)
        case "party":
            return sorted(rows, key=lambda row: row["parties"])


def _renumber(
    rows: Iterable[Mapping[str, Any]], footnotes: Sequence[Any]
) -> tuple[tuple[Entry, ...], tuple[Footnote, ...]]:
    """Return the rows as entries whose footnotes are numbered from 1 on, and these footnotes."""
    numbers: dict[int, int] = {}

    def renumber(line: Mapping[str, Any]) -> dict[str, Any]:
        notes = [numbers.setdefault(n, len(numbers) + 1) for n in line["notes"]]
        return {**line, "notes": sorted(notes)}

    entries = tuple(
        Entry.model_validate(
            {
                **row,
                "line": renumber(row["line"]),
                "details": [renumber(line) for line in row["details"]],
            }
        )
        for row in rows
    )
    listed = tuple(
        Footnote.model_validate({**footnotes[old - 1], "number": new})
        for old, new in numbers.items()
    )
    return entries, listed
