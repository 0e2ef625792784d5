"""Registers: what is kept of an archive is narrowed, sorted and paged, with its footnotes."""

from datetime import date
from pathlib import Path

import pytest

import communique
from communique.document import Document
from communique.errors import NotOnRecord
from communique.reading import iter_documents
from communique.sample import pages_folder
from communique.views import Desk, open_archive
from communique.views.page import Line
from communique.views.register_kinds import REGISTERS
from communique.views.registers import PAGE_LINES, Entry, Register, Wanted, choose


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    opened = open_archive(Path(tmp_path_factory.mktemp("registers"), "desk.db"))
    for document in iter_documents(sorted(pages_folder().glob("*.txt"))[:8]):
        assert isinstance(document, Document)
        opened.add(document, communique.extract(document))
    return opened


@pytest.mark.parametrize("kind", [*REGISTERS, "findings"])
def test_every_line_of_a_register_leads_to_words_and_thing(desk: Desk, kind: str) -> None:
    page = desk.register(kind)
    assert page.total == page.all
    for entry in page.entries:
        assert len(entry.cells) == len(page.columns)
        cited = [n for line in (entry.line, *entry.details) for n in line.notes]
        assert cited
        for number in cited:
            note = page.footnotes[number - 1]
            assert note.number == number
            text = desk.text(note.document.id)
            assert all(text[q.start : q.end] == q.text for q in note.quotes)
        if entry.line.thing:
            assert desk.show(entry.line.thing).sections


def test_a_register_is_answered_again_from_what_was_kept(desk: Desk) -> None:
    assert desk.register("commitments") == desk.register("commitments")
    assert desk.register("commitments", "China").total < desk.register("commitments").total


def test_an_unknown_register_is_not_on_record(desk: Desk) -> None:
    with pytest.raises(NotOnRecord):
        desk.register("treaties")


def plain(*entries: Entry) -> dict[str, object]:
    register = Register(columns=("State",), entries=entries, footnotes=(), as_of=None)
    return register.model_dump(mode="json")


def entry(text: str, state: str = "open", day: date | None = None, *parties: str) -> Entry:
    return Entry(cells=(state,), line=Line(text=text), parties=parties, state=state, day=day)


LINES = (
    entry("build a bridge", "overdue", date(2024, 5, 1), "KEN"),
    entry("open a consulate", "open", date(2026, 1, 1), "KEN", "JPN"),
    entry("hold talks", "open", None, "JPN"),
)

WANTS = [
    pytest.param(Wanted(), [0, 1, 2], id="all"),
    pytest.param(Wanted(state="open"), [1, 2], id="state"),
    pytest.param(Wanted(party="KEN"), [0, 1], id="party"),
    pytest.param(Wanted(until=date(2025, 1, 1)), [0], id="due_before_leaves_out_the_undated"),
    pytest.param(Wanted(since=date(2025, 1, 1)), [1], id="due_from"),
    pytest.param(Wanted(words="A Bridge"), [0], id="words"),
    pytest.param(Wanted(words="bridge talks"), [], id="all_words_must_be_there"),
    pytest.param(Wanted(sort="newest"), [1, 0, 2], id="newest"),
    pytest.param(Wanted(sort="day"), [0, 1, 2], id="day"),
]


@pytest.mark.parametrize(("wanted", "expected"), WANTS)
def test_choose_narrows_and_sorts(wanted: Wanted, expected: list[int]) -> None:
    page = choose(plain(*LINES), wanted)
    assert [e.line.text for e in page.entries] == [LINES[n].line.text for n in expected]
    assert page.total == len(expected)
    assert page.all == len(LINES)


def test_a_facet_counts_what_choosing_another_value_would_show() -> None:
    page = choose(plain(*LINES), Wanted(state="open", party="KEN"))
    assert page.states == {"open": 1, "overdue": 1}
    assert page.parties == {"JPN": 2, "KEN": 1}


def test_pages_hold_each_line_once_and_the_last_stands_for_those_beyond() -> None:
    many = plain(*(entry(f"line {n}") for n in range(PAGE_LINES * 2 + 3)))
    pages = [choose(many, Wanted(page=n)) for n in (1, 2, 3)]
    assert [len(p.entries) for p in pages] == [PAGE_LINES, PAGE_LINES, 3]
    assert len({e.line.text for p in pages for e in p.entries}) == PAGE_LINES * 2 + 3
    assert choose(many, Wanted(page=99)).page == 3
