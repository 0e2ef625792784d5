"""What is watched: its question, its news as a feed, its dates, its digest."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
from tests.archive.conftest import find_words, make_document, read_readout
from tests.views.conftest import PAGES, fill

from communique.archive.watches import Watch, Watches
from communique.errors import CommuniqueError
from communique.records import Commitment, RecordBase
from communique.views import Desk, open_archive
from communique.views.calendar import to_ics
from communique.views.digest import Digest, make_digest
from communique.views.digest_page import digest_to_markdown, to_subject
from communique.views.news import list_news, to_atom
from communique.views.watched import (
    describe_question,
    link_watch,
    list_dates,
    question_of,
    write_pair,
    write_question,
    write_search,
)

FIRST = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
BASE = "https://desk.example"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


class World:
    """An archive whose clock is set by hand."""

    def __init__(self, path: Path) -> None:
        self.moment = FIRST
        self.desk: Desk = open_archive(path, clock=lambda: self.moment)
        self.watches = Watches(self.desk)

    def watch(self, query: str) -> Watch:
        kind = "pair" if query.startswith("pair ") else "search"
        question = write_pair(*query.split()[1:]) if kind == "pair" else write_search(query)
        return self.watches.save(None, query, kind, question)

    def digest(self, watch: Watch, since: date, today: date | None = None) -> Digest:
        return make_digest(self.desk, [watch], since=since, today=today or self.moment.date())


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "desk.db")
    with made.desk:
        made.desk.add(*read_readout())
        made.moment += timedelta(days=200)
        fill(made.desk, *PAGES)
        yield made


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?q=steel&party=Japan&party=KEN&page=3", "q=steel&party=JPN&party=KEN"),
        ("kind=commitment&since=2024-01-01&until=&confidence=0.5",
         "kind=commitment&since=2024-01-01&confidence=0.5"),
        ("issue=climate&as_of=2024-01-01&known_at=2024-01-01&form_token=x", "issue=climate"),
        ("q=a%26party%3DUSA", "q=a%26party%3DUSA"),
        ("person=Wang+Yi&publisher=Xinhua", "person=Wang+Yi&publisher=Xinhua"),
    ],
)  # fmt: skip
def test_a_search_is_kept_as_its_page_asks_it(query: str, kept: str) -> None:
    assert write_search(query) == kept
    assert write_search(kept) == kept


@pytest.mark.parametrize(
    "query",
    ["", "page=2", "kind=gossip", "issue=none-such", "since=soon", "confidence=2",
     "confidence=nan", "party=Atlantis", "party=JPN&party=Japan", "party=JPN&party=KEN&party=USA",
     "&".join("q=a" for _ in range(60))],
)  # fmt: skip
def test_what_no_search_can_ask_is_refused(query: str) -> None:
    with pytest.raises(CommuniqueError):
        write_search(query)


def test_a_pair_is_of_two() -> None:
    assert write_question("pair", "party=KEN&party=Japan") == "party=JPN&party=KEN"
    for query in ("party=KEN", "party=KEN&party=Kenya", "q=a"):
        with pytest.raises(CommuniqueError):
            write_question("pair", query)


def test_a_watch_leads_to_its_page_and_says_what_it_asks(world: World) -> None:
    pair, search = world.watch("pair Kenya Japan"), world.watch("q=climate&kind=commitment")
    assert link_watch(pair) == "/pairs/JPN/KEN"
    assert describe_question(question_of(pair)) == "Japan – Kenya"
    assert link_watch(search) == "/search?q=climate&kind=commitment"
    assert describe_question(question_of(search)) == "“climate”, kind commitment"


def test_news_are_the_latest_learnt_first_with_their_words(world: World) -> None:
    news = list_news(world.desk, world.watch("party=KEN"))
    moments = [one.learnt for one in news]
    assert moments == sorted(moments, reverse=True)
    assert {moments[0], moments[-1]} == {FIRST + timedelta(days=200), FIRST}
    for one in news:
        found = re.fullmatch(r"/documents/(\w+)\?words=([\d,-]+)#words", one.link)
        assert found is not None
        text = world.desk.text(found[1])
        spans = [[int(n) for n in span.split("-")] for span in found[2].split(",")]
        assert one.words == " … ".join(text[a:b] for a, b in spans)
        assert one.words.split(" … ")[0] in one.context
    assert len(list_news(world.desk, world.watch("q=Kenya"), limit=2)) == 2


def test_only_what_is_asked_for_is_news(world: World) -> None:
    found = list_news(world.desk, world.watch("q=geothermal"))
    assert found and all("geothermal" in one.words for one in found)
    since = list_news(world.desk, world.watch("party=KEN"), learnt=FIRST + timedelta(days=1))
    assert since and all(one.learnt > FIRST for one in since)


def test_a_feed_is_one(world: World) -> None:
    watch = world.watch("pair Kenya Japan")
    news = list_news(world.desk, watch)
    data = to_atom(watch, news, base=BASE, address="/watches/1/feed.atom")
    feed = ElementTree.fromstring(data)
    assert feed.find("a:updated", ATOM).text == FIRST.isoformat()  # type: ignore[union-attr]
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == len(news) == 3
    ids = [entry.find("a:id", ATOM).text for entry in entries]  # type: ignore[union-attr]
    assert len(set(ids)) == len(ids)
    assert all(str(one).startswith("urn:uuid:") for one in ids)
    for entry, one in zip(entries, news, strict=True):
        assert entry.find("a:link", ATOM).get("href") == BASE + one.link  # type: ignore[union-attr]
        assert one.words in entry.find("a:content", ATOM).text  # type: ignore
    again = to_atom(watch, list_news(world.desk, watch), base=BASE, address="/watches/1/feed.atom")
    assert again == data


def test_a_feed_without_entries_is_one_too(world: World) -> None:
    watch = world.watch("q=nothing-of-it")
    feed = ElementTree.fromstring(to_atom(watch, [], base=BASE, address="/x"))
    assert feed.find("a:updated", ATOM) is not None and not feed.findall("a:entry", ATOM)


HOSTILE = 'Kenya <script>alert(1)</script> & "Japan" \x01\x0b\ufffe \U0001f600 [a](b) agreed'


def test_hostile_words_break_nothing(world: World) -> None:
    document = make_document(HOSTILE, name="evil]]>.txt", title="<b>& [x](y)", day=FIRST.date())
    record = Commitment(
        document_id=document.id, evidence=(find_words(document, HOSTILE),), parties=("KEN",),
        force="agreed", action=HOSTILE,
    )  # fmt: skip
    world.desk.add(document, [record])
    watch = world.watch("q=script")
    news = list_news(world.desk, watch)
    data = to_atom(watch, news, base=BASE, address="/x")
    assert b"<script>" not in data and b"\x01" not in data
    assert len(ElementTree.fromstring(data).findall("a:entry", ATOM)) == 1
    text = digest_to_markdown(world.digest(watch, world.moment.date()))
    assert "<script>" not in text and "[a](b)" not in text and "\\<script\\>" in text


def test_an_edited_page_says_only_what_is_new(world: World) -> None:
    """Ids of what it says in the same words stay, so that readers don't show it again."""
    document, records = read_readout()
    watch = world.watch("party=JPN")
    before = {one.key for one in list_news(world.desk, watch)}
    world.moment += timedelta(days=1)
    text = document.text.replace("200 million", "300 million")
    assert len(text) == len(document.text)
    edited = make_document(
        text, name="readout.txt", title="Kenya and Japan hold talks", day=date(2024, 5, 3)
    )
    moved: list[RecordBase] = []
    for record in records:
        row = record.model_dump(mode="json")
        row = {**row, "document_id": edited.id}
        row["evidence"] = [
            {**e, "document_id": edited.id, "text": text[e["start"] : e["end"]]}
            for e in row["evidence"]
        ]
        if "content" in row:
            row["content"] = [
                {**e, "document_id": edited.id, "text": text[e["start"] : e["end"]]}
                for e in row["content"]
            ]
        moved.append(type(record).model_validate(row))
    world.desk.add(edited, moved)
    assert len(world.desk.versions(edited.id)) == 2
    new = list_news(world.desk, watch, learnt=world.moment - timedelta(hours=1))
    assert new and all("300 million" in one.words for one in new)
    after = list_news(world.desk, watch)
    assert len(after) == len(before)
    assert before & {one.key for one in after} == before - {k for k in before if "200 mill" in k}


def test_a_calendar_has_what_is_watched_and_nothing_else(world: World) -> None:
    today = date(2024, 12, 1)
    pair = list_dates(world.desk, world.watch("pair Kenya Japan"), today=today)
    assert {one.end for one in pair} >= {date(2030, 12, 31)}
    search = list_dates(world.desk, world.watch("q=climate&kind=commitment"), today=today)
    assert [one.end for one in search] == [date(2030, 12, 31)]
    assert list_dates(world.desk, world.watch("q=nothing-of-it"), today=today) == []
    # What is long past has left.
    assert list_dates(world.desk, world.watch("q=climate"), today=date(2040, 1, 1)) == []
    data = to_ics(pair, title="x", as_of=today, base=BASE)
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert events and all(str(one["URL"]).startswith(f"{BASE}/documents/") for one in events)


def test_a_digest_of_a_pair_tells_what_came_in(world: World) -> None:
    watch = world.watch("pair China Britain")
    came = world.moment.date()
    told = digest_to_markdown(world.digest(watch, came), base=BASE)
    assert "### Encounters: new" in told and "Wang Yi" in told
    assert "### Commitments: new" in told and "resume the Economic and Financial Dialogue" in told
    assert f"]({BASE}/documents/" in told
    assert not world.digest(watch, came + timedelta(days=1), came + timedelta(days=1)).has_news


def test_a_digest_tells_what_fell_due_on_its_day_and_on_no_other(world: World) -> None:
    pair, search = world.watch("pair China Britain"), world.watch("q=Dialogue&party=GBR")
    world.moment = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)
    first = date(2026, 1, 1)
    assert "overdue" in digest_to_markdown(world.digest(pair, first))
    assert "past due" in digest_to_markdown(world.digest(search, first))
    for day in (date(2025, 12, 31), date(2026, 1, 3)):
        for watch in (pair, search):
            assert not world.digest(watch, day, day).has_news, (day, watch.name)


def test_a_digest_of_a_search_is_by_kinds(world: World) -> None:
    made = world.digest(world.watch("party=CHN"), world.moment.date())
    [watch] = made.watches
    titles = [heading.title for heading in watch.headings]
    assert titles[:3] == ["New encounters", "New commitments", "New wordings of positions"]
    assert all(line.proofs for heading in watch.headings for line in heading.lines)
    assert re.fullmatch(r"Communiqué: \d+ new since 17 November 2024", to_subject(made))


def test_a_long_digest_says_what_it_leaves_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from communique.views import digest

    monkeypatch.setattr(digest, "MOST", 1)
    made = world.digest(world.watch("party=CHN"), world.moment.date())
    [watch] = made.watches
    assert any(heading.more for heading in watch.headings)
    assert "… and" in digest_to_markdown(made)


def test_nothing_watched_is_said(world: World) -> None:
    made = make_digest(world.desk, [], since=FIRST.date(), today=FIRST.date())
    assert "Nothing is watched." in digest_to_markdown(made)
