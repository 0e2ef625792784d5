import random
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.builders_mechanisms import Paper, written

import communique as cq
from communique.archive.store import open_archive
from communique.linking.mechanism_rounds import number_in
from communique.linking.mechanism_types import LinkedMechanism
from communique.linking.mechanisms import join_mechanisms, to_row
from communique.linking.types import Judgement, Judgements
from communique.records import Commitment, DateRange, Engagement, Mechanism, Official, Place

PAIR = ("CHN", "GBR")
LONDON = Place(city="London", country="GBR")
BEIJING = Place(city="Beijing", country="CHN")


def mechanism(paper: Paper, name: str, *more: str, **fields: Any) -> str:
    told: dict[str, Any] = {"parties": PAIR, "type": "dialogue", "state": "existing"}
    return paper.write(Mechanism, name, *more, name=name, **(told | fields)).id


def session(paper: Paper, words: str, name: str, **fields: Any) -> str:
    told: dict[str, Any] = {"form": "session", "status": "held", "parties": PAIR}
    return paper.write(Engagement, words, mechanism=name, **(told | fields)).id


def year(number: int) -> DateRange:
    first, last = date(number, 1, 1), date(number, 12, 31)
    return DateRange(start=first, end=last, precision="year", basis="explicit")


def only(found: tuple[LinkedMechanism, ...]) -> LinkedMechanism:
    assert len(found) == 1, [m.name for m in found]
    return found[0]


def dialogue_papers() -> list[Paper]:
    """Return three papers on the rounds of 2015 and 2016, with what was promised of 2017."""
    a = Paper("a", date(2015, 3, 10), "Xinhua")
    mechanism(a, "China-UK Strategic Dialogue", "the Strategic Dialogue")
    session(
        a,
        "Yang Jiechi and Philip Hammond co-chaired the seventh China-UK Strategic Dialogue",
        "China-UK Strategic Dialogue",
        date=DateRange.on(date(2015, 3, 9)),
        place=BEIJING,
        people=(
            Official(name="Yang Jiechi", office="State Councilor", party="CHN"),
            Official(name="Philip Hammond", office="Foreign Secretary", party="GBR"),
            Official(name="Liu Xiaoming", office="Ambassador", party="CHN"),
        ),
    )
    b = Paper("b", date(2016, 12, 20), "Foreign Office")
    session(
        b,
        "The eighth round of the annual Strategic Dialogue between the UK and China took place",
        "Strategic Dialogue between the UK and China",
        date=DateRange.on(date(2016, 12, 20)),
        place=LONDON,
    )
    b.write(
        Commitment,
        "The two sides agreed to hold the ninth round of the Strategic Dialogue in 2017",
        parties=PAIR,
        force="agreed",
        action="hold the ninth round of the Strategic Dialogue in 2017",
        due=year(2017),
        mechanism="Strategic Dialogue",
    )
    c = Paper("c", date(2016, 12, 21))
    session(
        c,
        "The eighth UK-China Strategic Dialogue was held in London on Tuesday",
        "UK-China Strategic Dialogue",
        date=DateRange.on(date(2016, 12, 20)),
        place=LONDON,
    )
    return [a, b, c]


def test_join_mechanisms_tells_rounds_cadence_and_gap() -> None:
    found = only(join_mechanisms(written(*dialogue_papers()), as_of=date(2017, 1, 19)))
    assert found.name in {"China-UK Strategic Dialogue", "UK-China Strategic Dialogue"}
    assert "Strategic Dialogue between the UK and China" in found.aliases
    assert [(r.number, r.date.start, len(r.sources)) for r in found.rounds] == [
        (7, date(2015, 3, 9), 1),
        (8, date(2016, 12, 20), 2),
    ]
    assert found.cadence_days == 652
    assert found.cadence_words == ("annual",)
    assert (found.last, found.gap_days) == (date(2016, 12, 20), 30)
    assert found.state == "held"
    row = to_row(found)
    assert row["documents"] == ["a", "b", "c"]
    assert row["last"] == "2016-12-20"


def test_join_mechanisms_names_who_chaired_in_the_words_of_the_text() -> None:
    found = only(join_mechanisms(written(*dialogue_papers())))
    assert [c.name for c in found.co_chairs] == ["Philip Hammond", "Yang Jiechi"]
    assert "co-chaired" in found.co_chairs[0].words


EXPECTED = [
    pytest.param(date(2017, 6, 1), False, id="ahead"),
    pytest.param(date(2018, 6, 1), True, id="its_year_is_over"),
    pytest.param(None, False, id="no_day_to_measure_against"),
]


@pytest.mark.parametrize(("as_of", "overdue"), EXPECTED)
def test_join_mechanisms_tells_what_is_promised_next(as_of: date | None, overdue: bool) -> None:
    found = only(join_mechanisms(written(*dialogue_papers()), as_of=as_of))
    assert found.next is not None
    assert (found.next.number, found.next.due, found.next.overdue) == (9, year(2017), overdue)


def test_a_promise_is_kept_by_the_round_that_was_held() -> None:
    d = Paper("d", date(2017, 11, 3))
    session(
        d,
        "The ninth round of the Strategic Dialogue was held",
        "Strategic Dialogue",
        date=DateRange.on(date(2017, 11, 2)),
    )
    stored = written(*dialogue_papers(), d)
    assert only(join_mechanisms(stored, as_of=date(2018, 6, 1))).next is None


def test_states_go_through_time() -> None:
    steps = [
        (date(2008, 1, 1), "proposed"),
        (date(2009, 1, 1), "agreed"),
        (date(2010, 1, 1), "launched"),
        (date(2012, 1, 1), "suspended"),
        (date(2012, 6, 1), "suspended"),
        (date(2014, 1, 1), "resumed"),
        (date(2015, 1, 1), "existing"),
    ]
    papers = []
    for day, state in steps:
        papers.append(Paper(day.isoformat(), day))
        mechanism(papers[-1], "Human Rights Dialogue", state=state)
    held = Paper("held", date(2011, 2, 2))
    on = DateRange.on(date(2011, 2, 1))
    session(held, "They held the Human Rights Dialogue", "Human Rights Dialogue", date=on)
    found = only(join_mechanisms(written(*papers, held)))
    assert [p.state for p in found.states] == [
        "proposed", "agreed", "launched", "held", "suspended", "resumed",
    ]  # fmt: skip
    suspended = found.states[4]
    assert (suspended.first, suspended.last) == (date(2012, 1, 1), date(2012, 6, 1))
    assert len(suspended.sources) == 2
    assert found.state == "resumed"
    before = only(join_mechanisms(written(*papers, held), as_of=date(2013, 1, 1)))
    assert before.state == "suspended"


def test_a_founding_told_in_retrospect_has_no_day() -> None:
    held, later = Paper("held", date(2011, 2, 2)), Paper("later", date(2015, 5, 5))
    on = DateRange.on(date(2011, 2, 1))
    session(held, "They held the Human Rights Dialogue", "Human Rights Dialogue", date=on)
    mechanism(later, "Human Rights Dialogue", state="launched")
    found = only(join_mechanisms(written(held, later)))
    assert [(p.state, p.first) for p in found.states] == [
        ("launched", None),
        ("held", date(2011, 2, 1)),
    ]
    assert found.state == "held"


NUMBERS = [
    ("They held the seventh China-UK Strategic Dialogue", 7),
    ("On the 50th anniversary of relations they held the Strategic Dialogue", None),
    ("The 10th round of the annual Strategic Dialogue took place", 10),
    ("The Strategic Dialogue met for the 11th time", 11),
    ("The Strategic Dialogue was held", None),
    ("the twenty-first session of the Strategic Dialogue", 21),
    ("The first vice premier attended the Strategic Dialogue", None),
]


@pytest.mark.parametrize(("words", "number"), NUMBERS)
def test_number_in_reads_the_ordinal_of_the_session(words: str, number: int | None) -> None:
    assert number_in(words, "Strategic Dialogue") == number


def test_a_short_name_joins_only_where_one_mechanism_fits() -> None:
    one = Paper("one", date(2019, 1, 1))
    mechanism(one, "Economic and Financial Dialogue")
    short = Paper("short", date(2020, 1, 1))
    mechanism(short, "Economic Dialogue")
    other = Paper("other", date(2021, 1, 1))
    mechanism(other, "Economic and Technological Dialogue")
    assert len(join_mechanisms(written(one, short))) == 1
    assert len(join_mechanisms(written(one, short, other))) == 3


def test_what_one_document_names_side_by_side_stays_apart() -> None:
    page = Paper("page", date(2019, 1, 1))
    mechanism(page, "Economic Dialogue")
    mechanism(page, "Economic and Financial Dialogue")
    assert len(join_mechanisms(written(page))) == 2


def test_a_bare_name_joins_only_if_it_is_no_name_of_its_own() -> None:
    full, bare = Paper("full", date(2019, 1, 1)), Paper("bare", date(2020, 1, 1))
    mechanism(full, "Joint Trade Committee")
    mechanism(bare, "the joint committee")
    assert len(join_mechanisms(written(full, bare))) == 1
    named = Paper("named", date(2021, 1, 1))
    mechanism(named, "China-UK Joint Committee")
    assert len(join_mechanisms(written(full, bare, named))) == 2


def test_the_subject_behind_a_bare_name_counts() -> None:
    full, short = Paper("full", date(2019, 1, 1)), Paper("short", date(2020, 1, 1))
    mechanism(full, "Human Rights Dialogue")
    mechanism(full, "Space Dialogue")
    session(short, "The UK-China dialogue on human rights took place", "UK-China dialogue")
    assert len(join_mechanisms(written(full, short))) == 2


def test_a_record_without_parties_joins_where_one_fits() -> None:
    pair, loose = Paper("pair", date(2019, 1, 1)), Paper("loose", date(2020, 1, 1))
    mechanism(pair, "Space Dialogue", parties=("FRA", "JPN"))
    mechanism(loose, "Space Dialogue", parties=())
    assert len(join_mechanisms(written(pair, loose))) == 1
    second = Paper("second", date(2020, 1, 1))
    mechanism(second, "Space Dialogue", parties=("DEU", "JPN"))
    assert len(join_mechanisms(written(pair, loose, second))) == 3


def test_one_partition_gives_what_the_whole_gives() -> None:
    papers = dialogue_papers()
    other = Paper("other", date(2018, 1, 1))
    mechanism(other, "Strategic Dialogue", parties=("CHN", "FRA"))
    whole = join_mechanisms(written(*papers, other))
    part = join_mechanisms(written(*papers))
    assert [m for m in whole if m.parties == PAIR] == list(part)


def judged(verdict: Any, left: str, right: str) -> Judgements:
    at = datetime(2025, 1, 1, tzinfo=UTC)
    return Judgements(
        [Judgement(kind="mechanism", verdict=verdict, left=left, right=right, at=at, by="Ada")]
    )


def test_judgements_are_obeyed() -> None:
    a, b = Paper("a", date(2019, 1, 1)), Paper("b", date(2020, 1, 1))
    left, right = mechanism(a, "Space Dialogue"), mechanism(b, "Outer Space Consultations")
    third = mechanism(b, "Space Dialogue")
    stored = written(a, b)
    assert len(join_mechanisms(stored)) == 2
    assert len(join_mechanisms(stored, judgements=judged("same", left, right))) == 1
    apart = join_mechanisms(stored, judgements=judged("different", left, third))
    assert not any({left, third} <= set(m.members) for m in apart)


NAMES = st.sampled_from(
    [
        "Strategic Dialogue",
        "China-UK Strategic Dialogue",
        "Strategic Security Dialogue",
        "Economic and Financial Dialogue",
        "EFD",
        "Economic Dialogue",
        "the Joint Commission",
        "2+2",
        "Foreign and Defence Ministers' Meeting",
        "dialogue",
        "(",
        "",
    ]
)


@st.composite
def papers(draw: st.DrawFn) -> list[Paper]:
    """Draw papers with mechanisms, sessions and promises under some names."""
    made = []
    for number in range(draw(st.integers(1, 6))):
        day = draw(st.none() | st.dates(date(2010, 1, 1), date(2020, 12, 31)))
        paper = Paper(str(number), day)
        for _ in range(draw(st.integers(1, 4))):
            name = draw(NAMES)
            parties = draw(st.sampled_from([PAIR, ("CHN", "USA"), ("GBR",), ()]))
            on = draw(st.none() | st.dates(date(2010, 1, 1), date(2020, 12, 31)))
            when = DateRange.on(on) if on is not None else DateRange()
            words = draw(st.sampled_from(["The third {}", "the {} was held", "{}"])).format(name)
            match draw(st.integers(0, 2)):
                case 0:
                    state = draw(st.sampled_from(["existing", "proposed", "launched"]))
                    mechanism(paper, name or "x", words or "x", parties=parties, state=state)
                case 1:
                    status = draw(st.sampled_from(["held", "scheduled"]))
                    session(paper, words or "x", name, parties=parties, date=when, status=status)
                case _:
                    paper.write(
                        Commitment,
                        f"hold {words}",
                        parties=parties,
                        force="agreed",
                        action=f"hold {words}",
                        mechanism=name,
                        due=when if when.known else None,
                    )
        made.append(paper)
    return made


@settings(max_examples=150, deadline=None)
@given(papers(), st.randoms(use_true_random=False), st.none() | st.just(date(2016, 1, 1)))
def test_join_mechanisms_depends_on_the_set_alone(
    made: list[Paper], shuffler: random.Random, as_of: date | None
) -> None:
    stored = written(*made)
    found = join_mechanisms(stored, as_of=as_of)
    shuffled = [*stored, *stored[:2]]
    shuffler.shuffle(shuffled)
    assert join_mechanisms(shuffled, as_of=as_of) == found
    texts = {paper.document.id: paper.text for paper in made}
    words = {s.id: {e.text for e in s.record.evidence} for s in stored}
    for one in found:
        for source in one.sources:
            spans = {texts[source.document][a:b] for a, b in source.spans}
            assert spans == words[source.record]
    members = [member for one in found for member in one.members]
    naming = {s.id for s in stored if getattr(s.record, "mechanism", "name")}
    assert len(members) == len(set(members)) == len(naming)
    assert len({one.id for one in found}) == len(found)


@settings(max_examples=60, deadline=None)
@given(papers(), st.data())
def test_join_mechanisms_obeys_what_was_judged(made: list[Paper], data: st.DataObject) -> None:
    stored = written(*made)
    ids = sorted({s.id for s in stored if getattr(s.record, "mechanism", "name")})
    if len(ids) < 2:
        return
    left, right = data.draw(st.sampled_from([(a, b) for a in ids for b in ids if a < b]))
    same = join_mechanisms(stored, judgements=judged("same", left, right))
    assert any({left, right} <= set(one.members) for one in same)
    apart = join_mechanisms(stored, judgements=judged("different", left, right))
    assert not any({left, right} <= set(one.members) for one in apart)


PAGES = [
    (
        "2015-03-10",
        "Beijing, March 10, 2015. Chinese State Councilor Yang Jiechi and British Foreign "
        "Secretary Philip Hammond co-chaired the seventh China-UK Strategic Dialogue in Beijing "
        "on Monday. The two sides agreed to hold the eighth round of the Strategic Dialogue in "
        "London in 2016.",
    ),
    (
        "2016-12-20",
        "LONDON, Dec. 20, 2016. The eighth round of the Strategic Dialogue between the UK and "
        "China took place in London today. Foreign Secretary Boris Johnson and State Councillor "
        "Yang Jiechi chaired the dialogue.",
    ),
    (
        "2010-05-25",
        "U.S. Secretary of State Hillary Clinton and Chinese State Councilor Dai Bingguo held "
        "the second round of the Strategic and Economic Dialogue (S&ED) in Beijing on May 24. "
        "The United States and China will hold the third round of the S&ED in Washington in 2011.",
    ),
]


def test_mechanisms_are_joined_from_texts(tmp_path: Path) -> None:
    with open_archive(f"sqlite:///{tmp_path / 'archive.db'}") as archive:
        for number, (day, text) in enumerate(PAGES):
            document = cq.read_text(text, date=day, name=f"page-{number}.txt")
            archive.add(document, cq.extract(document))
        stored = list(archive.records())
    british, american = join_mechanisms(stored, as_of=date(2017, 1, 1))
    assert [r.number for r in british.rounds] == [7, 8]
    assert {c.name for c in british.co_chairs} == {
        "Yang Jiechi", "Philip Hammond", "Boris Johnson",
    }  # fmt: skip
    assert british.next is None
    assert american.name == "Strategic and Economic Dialogue"
    assert american.aliases == ("S&ED",)
    assert american.next is not None
    assert (american.next.number, american.next.overdue) == (3, True)
