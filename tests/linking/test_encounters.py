"""Encounters: which reports tell of one contact, and what they tell together."""

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.builders_encounters import (
    BEIJING,
    LAMMY,
    LONDON,
    STARMER,
    WANG,
    XI,
    account,
    between,
    on,
)

import communique
from communique.archive.types import Stored
from communique.linking.encounters import join_encounters, to_row
from communique.linking.types import Encounter, Judgement, Judgements, Verdict
from communique.records import UNKNOWN_DATE, DateRange, Official, Place
from communique.views import open_archive

DAY = on("2024-10-18")
NEXT_DAY = on("2024-10-19")
OCTOBER = between("2024-10-01", "2024-10-31", "month")
YEAR = between("2024-01-01", "2024-12-31", "year")
FMS: dict[str, Any] = {"people": (WANG, LAMMY)}
LEADERS: dict[str, Any] = {"people": (XI, STARMER)}
TALKS: dict[str, Any] = FMS | {"date": DAY, "place": BEIJING}
ABROAD: dict[str, Any] = {"parties": ("CHN", "USA")}
BIDEN = Official(name="Joe Biden", office="President", party="USA")
BLINKEN = Official(name="Antony Blinken", office="Secretary of State", party="USA")
WOODSIDE = Place(city="Woodside", country="USA")


def names(encounters: tuple[Encounter, ...]) -> set[frozenset[str]]:
    return {frozenset(source.name for source in one.accounts) for one in encounters}


def official(name: str, party: str = "GBR") -> Official:
    return Official(name=name, party=party)


PAIRS = [
    pytest.param(TALKS, {"form": "talks"}, True, id="talks_are_a_meeting"),
    pytest.param(TALKS, {"form": "session"}, True, id="session_of_two"),
    pytest.param(TALKS, {"form": "call"}, False, id="a_call_is_no_meeting"),
    pytest.param(TALKS, {"form": "visit"}, False, id="a_visit_is_no_meeting"),
    pytest.param(TALKS, {"form": "press-conference"}, False, id="nor_is_a_press_conference"),
    pytest.param(TALKS, {"date": NEXT_DAY}, False, id="the_same_people_on_the_next_day"),
    pytest.param(TALKS, {"date": on("2024-10-22")}, False, id="twice_in_a_week"),
    pytest.param(TALKS, LEADERS, False, id="leaders_and_ministers_on_one_day"),
    pytest.param(TALKS, {"people": (WANG, STARMER)}, False, id="one_of_two_is_another"),
    pytest.param(TALKS, {"people": (WANG, XI, LAMMY)}, False, id="the_leader_was_there"),
    pytest.param(TALKS, {"people": (LAMMY,)}, True, id="one_side_is_named"),
    pytest.param(TALKS, {"people": ()}, True, id="nobody_is_named"),
    pytest.param(TALKS, {"place": None}, True, id="place_left_out"),
    pytest.param(TALKS, {"place": LONDON}, False, id="another_country"),
    pytest.param(TALKS, {"place": Place(city="Tianjin", country="CHN")}, True, id="town_nearby"),
    pytest.param(
        TALKS | {"people": ()},
        {"place": Place(city="Tianjin", country="CHN")},
        False,
        id="another_city_and_nobody_named",
    ),
    pytest.param(TALKS, {"people": (official("Lammy"), WANG)}, True, id="surname"),
    pytest.param(TALKS, {"people": (official("D. Lammy"), WANG)}, True, id="initial"),
    pytest.param(TALKS, {"people": (official("Dave Lammy"), WANG)}, True, id="familiar_name"),
    pytest.param(TALKS, {"people": (official("David Lamy"), WANG)}, True, id="misspelt"),
    pytest.param(
        TALKS, {"people": (official("Wang Wentao", "CHN"), LAMMY)}, False, id="namesakes"
    ),
    pytest.param(TALKS, {"date": OCTOBER}, True, id="alluded_to_by_month"),
    pytest.param(TALKS, {"date": OCTOBER, "people": ()}, True, id="month_and_city"),
    pytest.param(TALKS, {"date": OCTOBER, "people": (), "place": None}, False, id="month_alone"),
    pytest.param(TALKS, {"date": YEAR}, True, id="year_people_and_place"),
    pytest.param(TALKS, {"date": YEAR, "people": (WANG,), "place": None}, False, id="year_alone"),
    pytest.param(TALKS, {"date": UNKNOWN_DATE}, True, id="undated_report_of_the_next_day"),
    pytest.param(TALKS, {"status": "scheduled"}, True, id="planned_and_held"),
    pytest.param(
        TALKS, {"status": "scheduled", "date": NEXT_DAY}, True, id="planned_for_a_day_later"
    ),
    pytest.param(
        TALKS, {"status": "scheduled", "date": on("2024-10-25")}, False, id="planned_a_week_later"
    ),
    pytest.param(TALKS, {"parties": ("CHN", "GBR", "USA")}, False, id="a_third_party"),
    pytest.param(TALKS | {"mechanism": "Strategic Dialogue"},
                 {"mechanism": "UK-China Strategic Dialogue"}, True, id="mechanism_in_full"),
    pytest.param(TALKS | {"mechanism": "Strategic Dialogue"},
                 {"mechanism": "Energy Forum"}, False, id="two_mechanisms"),
    pytest.param(
        {"form": "visit", "people": (LAMMY,), "date": between("2024-10-18", "2024-10-20"),
         "host": "CHN"},
        {"date": on("2024-10-20")}, True, id="last_day_of_a_visit"),
    pytest.param(
        {"form": "visit", "people": (LAMMY,), "date": DAY, "host": "CHN"},
        {"people": (STARMER,)}, False, id="two_visitors"),
    pytest.param(
        {"form": "visit", "people": (LAMMY,), "date": DAY, "host": "CHN"},
        {"people": (WANG,), "host": "GBR"}, False, id="there_and_back"),
    pytest.param(
        ABROAD | {"form": "call", "people": (XI, BIDEN), "date": DAY},
        {"date": NEXT_DAY}, True, id="call_over_the_date_line"),
    pytest.param(
        {"form": "call", "people": (official("Emmanuel Macron", "FRA"), STARMER),
         "parties": ("FRA", "GBR"), "date": DAY},
        {"date": NEXT_DAY}, False, id="two_calls_of_neighbours"),
    pytest.param(
        ABROAD | {"form": "call", "people": (XI, BIDEN), "date": DAY},
        {"people": (WANG, BLINKEN)}, False, id="two_calls_by_others"),
    pytest.param(
        ABROAD | {"form": "call", "people": (XI, BIDEN), "date": DAY},
        {"form": "meeting"}, True, id="video_is_a_call_or_a_meeting"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "change", "joined"), PAIRS)
def test_join_encounters_joins_what_two_documents_tell(
    fields: dict[str, Any], change: dict[str, Any], joined: bool
) -> None:
    early = "2024-10-17" if change.get("status") == "scheduled" else "2024-10-19"
    if change.get("date") in (OCTOBER, YEAR):
        early = "2024-12-01"
    stored = [account("one", **fields), account("two", early, **(fields | change))]
    found = join_encounters(stored)
    assert len(found) == (1 if joined else 2)
    assert found == join_encounters(stored[::-1])


WORLDS = [
    pytest.param(
        [
            account("first", date=on("2024-10-18"), **FMS),
            account("second", date=on("2024-10-21"), **FMS),
            account("allusion", "2024-12-01", date=OCTOBER, **FMS),
        ],
        [{"first"}, {"second"}, {"allusion"}],
        id="an_allusion_to_either_of_two_joins_none",
    ),
    pytest.param(
        [
            account("beijing", date=on("2024-10-18"), place=BEIJING, **FMS),
            account("london", date=on("2024-10-21"), place=LONDON, **FMS),
            account("allusion", "2024-12-01", date=OCTOBER, place=LONDON, **FMS),
        ],
        [{"beijing"}, {"london", "allusion"}],
        id="the_place_tells_which_is_meant",
    ),
    pytest.param(
        [
            account("ministers", date=DAY, **FMS),
            account("leaders", date=DAY, **LEADERS),
            account("bare", date=DAY),
        ],
        [{"ministers"}, {"leaders"}, {"bare"}],
        id="what_names_nobody_brings_no_two_together",
    ),
    pytest.param(
        [
            account("first", "2024-10-18", date=on("2024-10-17"), **FMS),
            account("second", "2024-10-18", date=DAY, **FMS),
            account("second", "2024-10-18", start=50, **FMS),
        ],
        [{"first", "second"}, {"second"}],
        id="a_day_after_their_first_talks",
    ),
    pytest.param(
        [
            account("held", date=DAY, place=BEIJING, **FMS),
            account("long after", "2025-06-01", place=BEIJING, **FMS),
            account("elsewhere", "2025-06-01", place=LONDON, **FMS),
        ],
        [{"held", "long after"}, {"elsewhere"}],
        id="undated_allusion_with_a_place",
    ),
    pytest.param(
        [
            account("plan", "2024-09-01", form="visit", status="scheduled", people=(LAMMY,),
                    host="CHN", date=OCTOBER),
            account("off", "2024-09-20", form="visit", status="cancelled", people=(LAMMY,),
                    host="CHN", date=OCTOBER),
        ],
        [{"plan", "off"}],
        id="plan_and_cancellation",
    ),
    pytest.param(
        [account("a", "2024-10-18", **FMS), account("b", "2024-10-19", **FMS),
         account("c", "2024-11-19", **FMS)],
        [{"a", "b"}, {"c"}],
        id="undated_reports_by_when_they_appeared",
    ),
    pytest.param(
        [account("woodside", "2023-11-15", date=on("2023-11-15"), place=WOODSIDE,
                 people=(XI, BIDEN), **ABROAD),
         account("later", "2024-04-02", date=between("2023-11-01", "2023-11-30", "month"),
                 place=Place(city="San Francisco", country="USA"), people=(XI, BIDEN), **ABROAD)],
        [{"woodside", "later"}],
        id="the_city_by_which_it_is_remembered",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "expected"), WORLDS)
def test_join_encounters_tells_contacts_apart(
    stored: list[Stored], expected: list[set[str]]
) -> None:
    assert names(join_encounters(stored)) == {frozenset(group) for group in expected}


STATUSES = [
    pytest.param(["scheduled", "held"], "held", id="plan_that_was_carried_out"),
    pytest.param(["held", "scheduled"], "held", id="old_plan_published_late"),
    pytest.param(["scheduled", "cancelled"], "cancelled", id="called_off"),
    pytest.param(["cancelled", "scheduled"], "scheduled", id="on_again"),
    pytest.param(["proposed", "scheduled"], "scheduled", id="accepted"),
]


@pytest.mark.parametrize(("statuses", "expected"), STATUSES)
def test_join_encounters_takes_the_latest_status(statuses: list[str], expected: str) -> None:
    days = ("2024-10-16", "2024-10-18")
    stored = [
        account(status, day, status=status, **TALKS)
        for status, day in zip(statuses, days, strict=True)
    ]
    [found] = join_encounters(stored)
    assert found.status == expected


def test_join_encounters_tells_who_says_what() -> None:
    [found] = join_encounters(
        [
            account("full", "2024-10-18", publisher="one", **TALKS),
            account("late", "2024-10-19", publisher="two", date=DAY, people=(official("Lammy"),)),
            account("plan", "2024-10-16", publisher="one", status="scheduled", date=DAY, **FMS),
        ]
    )
    row = to_row(found)
    assert row["documents"] == ["plan", "full", "late"]
    assert [person["name"] for person in row["people"]] == ["Wang Yi", "David Lammy"]
    assert row["date"] == {
        "start": "2024-10-18", "end": "2024-10-18", "precision": "day", "basis": "explicit",
    }  # fmt: skip
    assert (row["place"]["city"], row["level"], row["status"]) == (
        "Beijing", "foreign-minister", "held",
    )  # fmt: skip
    assert row["independent_sources"] == 2
    told = {(t.field, t.value): t.accounts for t in found.told}
    assert told["status", "scheduled"] == (0,)
    assert told["status", "held"] == (1, 2)
    assert told["people", "Lammy"] == (2,)


def test_join_encounters_shows_two_dates_of_one_call() -> None:
    call: dict[str, Any] = ABROAD | {"form": "call", "people": (XI, BIDEN)}
    [found] = join_encounters(
        [account("wh", date=DAY, **call), account("mfa", date=NEXT_DAY, **call)]
    )
    assert [t.value for t in found.told if t.field == "date"] == ["2024-10-18", "2024-10-19"]


def test_join_encounters_knows_two_calls_where_one_publisher_tells_both() -> None:
    call: dict[str, Any] = ABROAD | {"form": "call", "people": (XI, BIDEN), "publisher": "wh"}
    stored = [account("one", date=DAY, **call), account("two", date=NEXT_DAY, **call)]
    assert len(join_encounters(stored)) == 2


def test_join_encounters_resolves_people_by_what_it_is_given() -> None:
    stored = [
        account("one", date=DAY, people=(WANG, official("Lee"))),
        account("two", date=DAY, people=(WANG, official("Lee"))),
    ]
    apart = join_encounters(stored, person=lambda record, name: f"{name} of {record}")
    assert len(apart) == 2
    assert len(join_encounters(stored)) == 1


def test_join_encounters_dates_a_copy_by_what_it_copies() -> None:
    text = (
        "The ministers met today in Beijing. They spoke of trade, of climate and of the war, and "
        "agreed to meet again next spring in London, where a dialogue will be held."
    )
    relative = DateRange.on(DAY.start or DAY.end, basis="relative")  # type: ignore[arg-type]
    later = DateRange.on(NEXT_DAY.start or NEXT_DAY.end, basis="relative")  # type: ignore[arg-type]
    words = "The ministers met today"
    stored = [
        account("first", "2024-10-18", publisher="a", words=words, date=relative, **FMS),
        account("copy", "2024-10-19", publisher="b", words=words, date=later, **FMS),
    ]
    [found] = join_encounters(stored, texts=lambda document: text)
    assert (found.date, found.independent_sources) == (relative, 1)
    assert len(join_encounters(stored)) == 2
    own = [stored[0], account("again", "2024-10-19", publisher="a", words=words, date=later, **FMS)]
    assert len(join_encounters(own, texts=lambda document: text)) == 2


def judge(left: Stored, right: Stored, verdict: Verdict) -> Judgement:
    at = datetime(2025, 1, 1, tzinfo=UTC)
    return Judgement(
        kind="encounter", verdict=verdict, left=left.id, right=right.id, at=at, by="reader"
    )


def test_join_encounters_obeys_judgements() -> None:
    one, two = account("one", **TALKS), account("two", **TALKS)
    other = account("other", date=on("2024-12-01"), **LEADERS)
    parted = Judgements([judge(one, two, "different")])
    assert len(join_encounters([one, two], judgements=parted)) == 2
    both = Judgements([judge(one, two, "different"), judge(two, other, "same")])
    found = join_encounters([one, two, other], judgements=both)
    assert names(found) == {frozenset({"one"}), frozenset({"two", "other"})}
    unsure = Judgements([judge(one, two, "unsure")])
    assert len(join_encounters([one, two], judgements=unsure)) == 1


PEOPLE = st.lists(
    st.sampled_from([WANG, XI, LAMMY, STARMER, official("Lammy"), official("Rachel Reeves")]),
    max_size=3,
    unique=True,
).map(tuple)
DATES = st.sampled_from(
    [
        DAY,
        NEXT_DAY,
        on("2024-10-21"),
        OCTOBER,
        YEAR,
        UNKNOWN_DATE,
        between("2024-10-18", "2024-10-20"),
    ]
)
FIELDS = st.fixed_dictionaries(
    {
        "form": st.sampled_from(
            ["meeting", "talks", "call", "visit", "press-conference", "summit"]
        ),
        "status": st.sampled_from(["held", "scheduled", "cancelled", "proposed"]),
        "parties": st.sampled_from([("CHN", "GBR"), ("CHN", "GBR", "USA"), ("GBR",), ()]),
        "people": PEOPLE,
        "date": DATES,
        "place": st.sampled_from([None, BEIJING, LONDON, Place(country="CHN")]),
    }
)
PUBLISHED = st.sampled_from(["2024-10-17", "2024-10-18", "2024-10-20", "2024-12-01", None])
ARCHIVES = st.lists(
    st.tuples(st.sampled_from("abcdef"), PUBLISHED, st.integers(0, 3), FIELDS), max_size=14
)


@settings(max_examples=80, deadline=None)
@given(ARCHIVES, st.randoms(use_true_random=False), st.data())
def test_join_encounters_depends_on_the_set_alone(
    rows: list[tuple[str, str | None, int, dict[str, Any]]], rng: random.Random, data: st.DataObject
) -> None:
    days: dict[str, str | None] = {}
    stored = [
        account(name, days.setdefault(name, day), start=100 * place, **fields)
        for name, day, place, fields in rows
    ]
    ids = sorted({one.id for one in stored})
    given_pairs = [] if len(ids) < 2 else data.draw(
        st.lists(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True), max_size=2)
    )  # fmt: skip
    by_id = {one.id: one for one in stored}
    parted = [judge(by_id[a], by_id[b], "different") for a, b in given_pairs]
    judgements = Judgements(parted)
    found = join_encounters(stored, judgements=judgements)
    shuffled = list(stored)
    rng.shuffle(shuffled)
    assert join_encounters(shuffled, judgements=judgements) == found
    # Each account is of one encounter, and leads to its words.
    cited = [source.record for one in found for source in one.accounts]
    assert sorted(cited) == ids
    assert len({one.id for one in found}) == len(found)
    homes = {source.record: one.id for one in found for source in one.accounts}
    assert all(homes[a] != homes[b] for a, b in given_pairs)
    for one in found:
        assert {n for told in one.told for n in told.accounts} <= set(range(len(one.accounts)))
        assert one.visit is None or one.visit in {v.id for v in found if v.form == "visit"}
    # What names a pair gives the encounters of the pair.
    pair = {"CHN", "GBR"}
    own = [s for s in stored if pair <= set(getattr(s.record, "parties", ()))]
    expected = [one for one in found if pair <= set(one.parties)]
    assert list(join_encounters(own, judgements=judgements)) == expected


TEXTS = {
    "announced": (
        "2024-10-16",
        "Foreign Secretary David Lammy will visit China on 18 and 19 October 2024.",
    ),
    "british": (
        "2024-10-18",
        "Foreign Secretary David Lammy met Chinese Foreign Minister Wang Yi in Beijing on Friday "
        "18 October 2024. They discussed Ukraine and trade.",
    ),
    "chinese": (
        "2024-10-18",
        "On October 18, 2024, Foreign Minister Wang Yi held talks in Beijing with UK Foreign "
        "Secretary David Lammy.",
    ),
    "leaders": (
        "2024-11-18",
        "Prime Minister Keir Starmer met President Xi Jinping in Rio de Janeiro on 18 November "
        "2024.",
    ),
    "recalled": (
        "2025-02-14",
        "The UK and China held the Strategic Dialogue in London yesterday. When David Lammy and "
        "Wang Yi met in Beijing in October, both had agreed to reopen it.",
    ),
}


def test_join_encounters_links_what_an_archive_holds(tmp_path: Path) -> None:
    with communique.open_archive(f"sqlite:///{tmp_path / 'desk.db'}") as archive:
        for name, (day, text) in TEXTS.items():
            document = communique.read_text(text, date=day, name=name)
            archive.add(document, communique.extract(document))
        stored = list(archive.records())
        found = join_encounters(stored, texts=lambda key: archive.document(key).text)
        texts = {one.document.id: archive.document(one.document.id).text for one in stored}
    visit = next(one for one in found if one.form == "visit")
    talks = next(one for one in found if len(one.accounts) > 2)
    assert {source.name for source in talks.accounts} == {"british", "chinese", "recalled"}
    assert talks.visit == visit.id
    assert len(found) == 4
    words = {stored_one.id: [e.text for e in stored_one.record.evidence] for stored_one in stored}
    for one in found:
        for source in one.accounts:
            cut = [texts[source.document][start:end] for start, end in source.spans]
            assert cut == words[source.record]


DAM = ("EGY", "ETH", "SDN")
TRIO = [official(name, party) for name, party in (("Sameh Shoukry", "EGY"),
        ("Gedu Andargachew", "ETH"), ("Asma Abdalla", "SDN"))]  # fmt: skip
WASHINGTON = Place(city="Washington", country="USA")
MNUCHIN = official("Steven Mnuchin", "USA")
ASTANA = Place(city="Astana", country="KAZ")
SEOUL = Place(city="Seoul", country="KOR")
YOON, KISHIDA, LI = (official(name, party) for name, party in (
    ("Yoon Suk Yeol", "KOR"), ("Fumio Kishida", "JPN"), ("Li Qiang", "CHN")))  # fmt: skip

PARTY_SETS = [
    pytest.param(
        {"parties": (*DAM, "USA"), "people": (*TRIO, MNUCHIN), "place": WASHINGTON},
        {"parties": DAM, "people": TRIO, "place": WASHINGTON},
        "USA", True, id="host_left_out"),
    pytest.param(
        {"parties": (*DAM, "USA"), "people": (*TRIO, MNUCHIN), "place": WASHINGTON},
        {"parties": DAM, "people": TRIO, "place": WASHINGTON},
        None, False, id="host_nowhere_named_in_the_document"),
    pytest.param(
        {"parties": ("SGP", "asean", "eu"), "mechanism": "EU-ASEAN Ministerial Meeting"},
        {"parties": ("asean", "eu"), "mechanism": "ASEAN-EU Ministerial Meeting"},
        "SGP", True, id="member_that_spoke_for_the_organisation"),
    pytest.param(
        {"parties": ("CHN", "JPN", "KOR"), "people": (LI, KISHIDA, YOON), "place": SEOUL},
        {"parties": ("CHN", "JPN"), "people": (LI, KISHIDA), "place": SEOUL,
         "words": "They met in Seoul"},
        "KOR", False, id="two_of_three_by_themselves"),
    pytest.param(
        {"parties": ("CHN", "JPN", "KOR"), "people": (LI, KISHIDA, YOON), "place": SEOUL},
        {"parties": ("CHN", "JPN"), "people": (LI, KISHIDA), "place": SEOUL,
         "words": "Li Qiang met Fumio Kishida together with Yoon Suk Yeol in Seoul"},
        "KOR", True, id="third_told_in_the_same_breath"),
    pytest.param(
        {"parties": ("CHN", "KAZ", "sco"), "form": "session", "place": ASTANA, "people": (XI,)},
        {"parties": ("IND", "KAZ", "sco"), "form": "summit", "place": ASTANA,
         "people": (official("S. Jaishankar", "IND"),)},
        None, True, id="gathering_whoever_came"),
    pytest.param(
        {"parties": ("CHN", "KAZ", "sco"), "form": "summit", "place": ASTANA, "people": (XI,)},
        {"parties": ("CHN", "KAZ"), "people": (XI,), "place": ASTANA},
        "sco", False, id="two_beside_the_gathering"),
    pytest.param(
        {"parties": ("CHN", "GBR"), "form": "press-conference", "people": (WANG, LAMMY)},
        {"parties": ("GBR",), "form": "press-conference", "people": (LAMMY,)},
        "CHN", True, id="one_speaker_of_two"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "fewer", "named", "one"), PARTY_SETS)
def test_join_encounters_joins_accounts_of_fewer_parties(
    more: dict[str, Any], fewer: dict[str, Any], named: str | None, one: bool
) -> None:
    stored = [account("a", date=DAY, **more), account("b", date=DAY, **fewer)]
    if named is not None:
        stored.append(account("b", start=500, form="message", parties=("FRA", named), date=DAY))
    found = [e for e in join_encounters(stored) if e.form != "message"]
    assert (len(found) == 1) == one
    if one:
        assert set(found[0].parties) == set(more["parties"]) | set(fewer["parties"])


SESSION: dict[str, Any] = {"form": "session", "mechanism": "Strategic Dialogue"}


@pytest.mark.parametrize(
    ("words", "one"),
    [("the ninth session in Beijing", True), ("the eighth session in Beijing", False)],
)
def test_join_encounters_knows_a_session_by_its_number(words: str, one: bool) -> None:
    held = account("a", "2019-10-19", words="The 9th Strategic Dialogue was held in Beijing",
                   date=on("2019-10-18"), place=BEIJING, **SESSION, **FMS)  # fmt: skip
    years_later = account("b", "2024-10-19", words=words, form="session", place=BEIJING, **FMS)
    assert (len(join_encounters([held, years_later])) == 1) == one


@given(st.randoms(use_true_random=False))
def test_join_encounters_of_a_pair_needs_its_documents_alone(shuffle: random.Random) -> None:
    stored = []
    for number in range(12):
        parties = shuffle.choice([("CHN", "GBR"), ("CHN", "GBR", "USA"), ("GBR", "USA"),
                                  ("CHN", "USA"), ("CHN", "GBR", "KAZ", "USA")])  # fmt: skip
        people = [p for p in (WANG, LAMMY, BLINKEN) if p.party in parties]
        stored.append(account(f"d{shuffle.randrange(6)}", start=100 * number, parties=parties,
                              people=people, date=shuffle.choice([DAY, NEXT_DAY, OCTOBER]),
                              place=shuffle.choice([BEIJING, LONDON, None])))  # fmt: skip
    named: dict[str, set[str]] = {}
    for one in stored:
        named.setdefault(one.document.id, set()).update(one.record.parties)  # type: ignore[attr-defined]
    near = [one for one in stored if {"CHN", "GBR"} <= named[one.document.id]]
    of_pair = [
        {e for e in map(to_accounts, join_encounters(part)) if {"CHN", "GBR"} <= e[0]}
        for part in (stored, near)
    ]
    assert of_pair[0] == of_pair[1]


def to_accounts(encounter: Encounter) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(encounter.parties), frozenset(s.record for s in encounter.accounts)


def test_an_undated_press_conference_is_not_another_one_of_the_same_minister(
    tmp_path: Path,
) -> None:
    texts = (
        "Foreign Minister Yang Jiechi of China held a press conference in Beijing on 6 March 2012. "
        "Yang said China and Russia will hold talks.",
        "Foreign Minister Yang Jiechi of China told a press conference in Beijing that he had met "
        "British Foreign Secretary David Miliband. China and Britain agreed to hold talks.",
    )
    with open_archive(tmp_path / "desk.db") as desk:
        for number, text in enumerate(texts):
            document = communique.read_text(text, name=f"{number}.txt")
            desk.add(document, communique.extract(document))
        found = desk.recall("China").encounters
    conferences = [e for e in found if e.form == "press-conference"]
    assert len(conferences) == 2


def test_talks_beside_a_gathering_are_not_the_gathering() -> None:
    told: dict[str, Any] = {"people": (WANG, LAMMY), "date": on("2024-10-18")}
    three = ("CHN", "GBR", "g20")
    found = join_encounters(
        [
            account("a", words="They met on the sidelines of the G20 meeting", **told),
            account("a", words="a visit to the G20", start=90, form="visit", parties=three),
            account("b", words="The G20 ministers met", parties=three, **told),
        ]
    )
    met = {e.parties for e in found if e.form == "meeting"}
    assert met == {("CHN", "GBR"), three}
