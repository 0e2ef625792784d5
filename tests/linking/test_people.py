"""Persons across documents: by name, party, office and day, and by what was judged."""

import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.builders_people import meeting, saying, tenure

import communique
from communique.archive.types import Stored
from communique.linking.people import PersonIndex, resolve_people
from communique.linking.people_known import KnownTenure
from communique.linking.types import Judgement, Judgements, Person, Verdict, mention_key
from communique.records import DateRange, Rank, Tenure

FM: Rank = "foreign-minister"


def groups(people: tuple[Person, ...]) -> set[frozenset[str]]:
    return {frozenset(person.mentions) for person in people}


def of(people: tuple[Person, ...], stored: Stored, name: str) -> Person:
    person = PersonIndex(people).of(stored.id, name)
    assert person is not None
    return person


def judge(verdict: Verdict, left: str, right: str, minute: int = 0) -> Judgement:
    at = datetime(2024, 1, 1, 0, minute, tzinfo=UTC)
    return Judgement(kind="person", verdict=verdict, left=left, right=right, at=at, by="reader")


def test_resolve_people_takes_a_surname_with_office_for_its_bearer_at_that_time() -> None:
    full = tenure("a", "Yang Jiechi", "Foreign Minister", FM, "CHN", date(2008, 5, 1))
    short = tenure("b", "Yang", "Chinese Foreign Minister", FM, "CHN", date(2009, 3, 1))
    titled = saying("c", "Foreign Minister Yang", "CHN", date(2010, 3, 1))
    people = resolve_people([full, short, titled])
    assert len(people) == 1
    assert people[0].name == "Yang Jiechi"
    assert "surname and office at that time" in people[0].reasons


def test_resolve_people_keeps_two_men_named_li_apart() -> None:
    peng = tenure("a", "Li Peng", "Premier", "head-of-government", "CHN", date(1995, 5, 1))
    keqiang = tenure("b", "Li Keqiang", "Premier", "head-of-government", "CHN", date(2015, 5, 1))
    old = tenure("c", "Li", "Premier", "head-of-government", "CHN", date(1994, 5, 1))
    new = tenure("d", "Li", "Premier", "head-of-government", "CHN", date(2016, 5, 1))
    people = resolve_people([peng, keqiang, old, new])
    assert len(people) == 2
    assert of(people, old, "Li").name == "Li Peng"
    assert of(people, new, "Li").name == "Li Keqiang"


def test_resolve_people_leaves_an_ambiguous_surname_alone() -> None:
    day = date(2014, 5, 1)
    one = tenure("a", "Anna Holm", "Minister of Trade", "minister", "SWE", day)
    other = tenure("b", "Erik Holm", "Minister of Health", "minister", "SWE", day)
    unclear = tenure("c", "Holm", "Minister", "minister", "SWE", day)
    people = resolve_people([one, other, unclear])
    assert len(people) == 3
    assert of(people, unclear, "Holm").name == "Holm"


def test_resolve_people_keeps_a_surname_in_other_offices_at_other_times_apart() -> None:
    one = tenure("a", "Li", "Ambassador", "ambassador", "CHN", date(1999, 5, 1))
    other = tenure("b", "Li", "Vice Minister", "vice-minister", "CHN", date(2016, 5, 1))
    assert len(resolve_people([one, other])) == 2


def test_resolve_people_joins_a_surname_whose_full_name_nobody_gives() -> None:
    day = date(2014, 5, 1)
    one = tenure("a", "Ferrari", "Ambassador", "ambassador", "ITA", day)
    other = tenure("b", "Ferrari", "Italian Ambassador", "ambassador", "ITA", date(2014, 9, 1))
    (person,) = resolve_people([one, other])
    assert person.name == "Ferrari"


def test_resolve_people_takes_a_bare_surname_for_its_only_bearer_then() -> None:
    full = tenure("a", "Wang Yi", "Foreign Minister", FM, "CHN", date(2018, 5, 1))
    near, far = (saying(n, "Wang", "CHN", date(y, 1, 1)) for n, y in (("b", 2019), ("c", 1975)))
    people = resolve_people([full, near, far])
    assert of(people, near, "Wang").name == "Wang Yi"
    assert of(people, far, "Wang").name == "Wang"


def test_resolve_people_follows_a_person_from_office_to_office() -> None:
    records = [
        tenure(
            "a", "Vladimir Putin", "Prime Minister", "head-of-government", "RUS", date(2009, 1, 1)
        ),
        tenure("b", "Vladimir Putin", "President", "head-of-state", "RUS", date(2013, 1, 1)),
        tenure("c", "Putin", "Russian President", "head-of-state", "RUS", date(2014, 1, 1)),
    ]
    (person,) = resolve_people(records)
    assert [o.rank for o in person.offices] == ["head-of-state", "head-of-government"]
    latest = person.offices[0]
    assert (latest.first, latest.last) == (date(2013, 1, 1), date(2014, 1, 1))
    assert latest.office == "President"


@pytest.mark.parametrize(
    ("name", "party", "rank", "organisation"),
    [
        pytest.param("Jens Stoltenberg", "NOR", "head-of-government", "nato", id="listed"),
        pytest.param("António Guterres", "PRT", "head-of-government", "un", id="listed-un"),
        pytest.param("Marta Quintela", "PRT", "foreign-minister", "osce", id="unlisted"),
    ],
)
def test_resolve_people_follows_a_minister_to_an_organisation(
    name: str, party: str, rank: Rank, organisation: str
) -> None:
    state = tenure("a", name, "Minister", rank, party, date(2001, 1, 1))
    body = tenure(
        "b", name, "Secretary-General", "organization-head", organisation, date(2018, 1, 1)
    )
    (person,) = resolve_people([body, state])
    assert person.party == organisation
    assert {o.party for o in person.offices} == {party, organisation}


def test_resolve_people_keeps_namesakes_of_two_states_apart() -> None:
    day = date(2018, 1, 1)
    records = [
        tenure("a", "Ahmed Hassan", "Ambassador", "ambassador", "EGY", day),
        tenure("b", "Ahmed Hassan", "Minister of Health", "minister", "SDN", day),
        tenure("c", "Ahmed Hassan", "Spokesperson", "spokesperson", "au", day),
    ]
    assert len(resolve_people(records)) == 3


def test_resolve_people_gives_a_name_without_a_party_to_its_one_bearer() -> None:
    full = tenure("a", "Sergey Lavrov", "Foreign Minister", FM, "RUS", date(2018, 5, 1))
    bare = saying("b", "Sergei Lavrov", None, date(2019, 5, 1))
    (person,) = resolve_people([full, bare])
    assert person.party == "RUS"


def test_resolve_people_never_joins_two_who_stand_side_by_side() -> None:
    day = date(2018, 5, 1)
    pair = [("Kim Yong-hyun", "Minister", "KOR"), ("Kim Young-hyun", "Ambassador", "KOR")]
    record = meeting("a", list(pair), day)
    assert len(resolve_people([record])) == 2


def test_resolve_people_lets_a_pack_tell_who_held_the_office() -> None:
    full = tenure("a", "Petra Falk", "Adviser", "official", "SWE", date(2001, 5, 1))
    other = tenure("b", "Nils Falk", "Foreign Minister", FM, "SWE", date(2011, 5, 1))
    short = tenure("c", "Falk", "Foreign Minister", FM, "SWE", date(2003, 3, 1))
    pack = [
        KnownTenure(
            person="Petra Falk",
            office="Minister for Foreign Affairs",
            rank=FM,
            party="SWE",
            since=DateRange.on(date(2002, 10, 1)),
            until=DateRange.on(date(2004, 9, 30)),
            citation="a list",
        )
    ]
    assert of(resolve_people([full, other, short]), short, "Falk").name == "Falk"
    person = of(resolve_people([full, other, short], pack=pack), short, "Falk")
    assert person.name == "Petra Falk"
    held = next(o for o in person.offices if o.rank == FM)
    assert (held.since, held.until, held.citation) == (
        date(2002, 10, 1),
        date(2004, 9, 30),
        "a list",
    )


def test_resolve_people_tells_kings_apart_by_number() -> None:
    day = date(2012, 5, 1)
    records = [saying("a", "Albert II", "BEL", day), saying("b", "Albert I", "BEL", day)]
    assert len(resolve_people(records)) == 2
    records.append(tenure("c", "Albert II", "King", "head-of-state", "BEL", date(2011, 5, 1)))
    assert len(resolve_people(records)) == 2


def test_resolve_people_takes_a_surname_long_after_only_in_the_same_office() -> None:
    full = tenure("a", "Marta Quintela", "Foreign Minister", FM, "PRT", date(1961, 1, 1))
    same = tenure("b", "Quintela", "Foreign Minister", FM, "PRT", date(1966, 1, 1))
    other = tenure("c", "Quintela", "Ambassador", "ambassador", "PRT", date(1967, 1, 1))
    people = resolve_people([full, same, other])
    assert of(people, same, "Quintela").name == "Marta Quintela"
    assert of(people, other, "Quintela").name == "Quintela"


def test_resolve_people_leaves_former_holders_out_of_the_last_day() -> None:
    premier: Rank = "head-of-government"
    records = [
        tenure("a", "Tony Blair", "Prime Minister", premier, "GBR", date(2004, 1, 1)),
        tenure("b", "Tony Blair", "Prime Minister", premier, "GBR", date(2012, 1, 1), former=True),
    ]
    ((office,),) = (person.offices for person in resolve_people(records))
    assert office.former
    assert (office.first, office.last) == (date(2004, 1, 1), date(2004, 1, 1))
    assert len(office.sources) == 2


def test_resolve_people_obeys_judgements() -> None:
    one = saying("a", "John Smith", "GBR", date(2010, 1, 1))
    two = saying("b", "John Smith", "GBR", date(2011, 1, 1))
    three = saying("c", "Jane Doe", "USA", date(2011, 1, 1))
    keys = [mention_key(s.id, s.record.source) for s in (one, two, three)]
    assert len(resolve_people([one, two, three])) == 2
    split = Judgements([judge("different", keys[0], keys[1])])
    assert len(resolve_people([one, two, three], split)) == 3
    joined = Judgements([judge("same", keys[0], keys[2])])
    assert frozenset(keys) in groups(resolve_people([one, two, three], joined))
    unsure = [judge("different", keys[0], keys[1]), judge("unsure", keys[1], keys[0], 5)]
    assert len(resolve_people([one, two, three], Judgements(unsure))) == 2


def test_resolve_people_splits_a_name_by_what_is_nearer() -> None:
    old = [
        tenure(f"o{y}", "John Smith", "Envoy", "envoy", "GBR", date(y, 1, 1))
        for y in (1990, 1991, 1992)
    ]
    new = [saying(f"n{y}", "John Smith", "GBR", date(y, 1, 1)) for y in (2010, 2011)]
    apart = judge(
        "different", mention_key(old[0].id, "John Smith"), mention_key(new[0].id, "John Smith")
    )
    people = resolve_people([*old, *new], Judgements([apart]))
    assert sorted(len(person.mentions) for person in people) == [2, 3]


NAMES = [
    "Yang Jiechi", "YANG Jiechi", "Yang", "Li", "Li Peng", "Li Keqiang", "Lee Keqiang", "Wang Yi",
    "Foreign Minister Wang", "Yi Wang", "Mr. Li", "Yang Jie-chi", "J. Wang",
]  # fmt: skip
RANKS: list[Rank] = ["foreign-minister", "head-of-government", "official"]
DAYS = st.dates(date(1990, 1, 1), date(2020, 1, 1))


@st.composite
def corpora(draw: st.DrawFn) -> list[Stored]:
    size = draw(st.integers(1, 14))
    records = []
    for number in range(size):
        name, party = draw(st.sampled_from(NAMES)), draw(st.sampled_from(["CHN", "un", None]))
        day = draw(st.none() | DAYS)
        document = f"d{draw(st.integers(0, 8))}"
        if draw(st.booleans()):
            rank = draw(st.sampled_from(RANKS))
            records.append(tenure(document, name, rank, rank, party, day, former=number % 5 == 0))
        else:
            records.append(saying(document, name, party, day))
    return records


@settings(max_examples=60, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_resolve_people_does_not_depend_on_the_order(
    records: list[Stored], r: random.Random
) -> None:
    shuffled = [*records, *records[:2]]
    r.shuffle(shuffled)
    unique = list({s.id: s for s in records}.values())
    assert resolve_people(unique) == resolve_people(
        {s.id: s for s in shuffled if s in unique}.values()
    )


@settings(max_examples=60, deadline=None)
@given(corpora(), st.data())
def test_resolve_people_keeps_judgements_pairwise(
    records: list[Stored], data: st.DataObject
) -> None:
    plain = resolve_people(records)
    keys = sorted(key for person in plain for key in person.mentions)
    assert len(keys) == len(set(keys))
    pick = st.sampled_from(keys)
    pairs = data.draw(st.lists(st.tuples(pick, pick).filter(lambda p: p[0] != p[1]), max_size=4))
    if not all(a != b for a, b in pairs):
        return
    judged = Judgements([judge("different", a, b) for a, b in pairs])
    found = groups(resolve_people(records, judged))
    assert sorted(key for group in found for key in group) == keys
    assert not any({a, b} <= group for a, b in pairs for group in found)
    joined = Judgements([judge("same", a, b) for a, b in pairs])
    found = groups(resolve_people(records, joined))
    assert all(any({a, b} <= group for group in found) for a, b in pairs)


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_resolve_people_gives_a_party_its_persons_alone(records: list[Stored]) -> None:
    own = [s for s in records if isinstance(s.record, Tenure) and s.record.party == "CHN"]
    other = [
        tenure(f"x{i}", "Olga Brandt", "Minister", "minister", "DEU", date(2000 + i, 1, 1))
        for i in range(3)
    ]
    assert groups(resolve_people(own)) <= groups(resolve_people([*own, *other]))


def test_resolve_people_tells_three_among_many_mentions_of_two_parties() -> None:
    names = ["Yang Jiechi", "Yang", "Sergei Lavrov", "Sergey Lavrov", "Lavrov", "Wang Yi", "Wang"]
    records = []
    for number in range(5000):
        name = names[number % len(names)]
        party = "RUS" if "Lavrov" in name else "CHN"
        day = date(2005 + number % 12, 1 + number % 12, 1)
        records.append(tenure(f"d{number}", name, "Foreign Minister", FM, party, day))
    assert len(resolve_people(records)) == 3


def test_resolve_people_reads_an_archive(tmp_path: Path) -> None:
    texts = {
        "2008-05-01": "Chinese Foreign Minister Yang Jiechi met Russian Foreign Minister "
        "Sergey Lavrov in Beijing on Thursday.",
        "2009-03-10": "Russian Foreign Minister Sergei Lavrov held talks with Foreign Minister "
        "Yang of China in Moscow. Lavrov said Russia will host the next round of talks.",
        "2016-03-10": "State Councilor Yang JiechI met NATO Secretary General "
        "Jens Stoltenberg in Brussels.",
        "2012-06-01": "Norwegian Prime Minister Jens Stoltenberg held talks with "
        "British Prime Minister David Cameron in Oslo.",
    }
    with communique.open_archive(f"sqlite:///{tmp_path}/people.db") as archive:
        for day, text in texts.items():
            document = communique.read_text(text, date=day)
            archive.add(document, communique.extract(document))
        stored = list(archive.records())
        people = resolve_people(stored)
        assert {p.name for p in people} == {
            "Yang Jiechi", "Sergei Lavrov", "Jens Stoltenberg", "David Cameron",
        }  # fmt: skip
        spans = {s.id: {(e.start, e.end) for e in s.record.evidence} for s in stored}
        for person in people:
            for cited in person.sources:
                assert set(cited.spans) <= spans[cited.record]
                text = archive.document(cited.document).text
                assert all(text[start:end].strip() for start, end in cited.spans)


@pytest.mark.parametrize(
    ("name", "rank", "joined"),
    [
        pytest.param("Maurico Macri", "head-of-state", True, id="one_letter_left_out"),
        pytest.param("Maurico Macri", "minister", False, id="in_another_office"),
        pytest.param("Mauricia Macri", "head-of-state", False, id="last_letter"),
        pytest.param("Marcelo Macri", "head-of-state", False, id="another_name"),
    ],
)
def test_resolve_people_mends_one_wrong_letter(name: str, rank: Rank, joined: bool) -> None:
    day = date(2019, 1, 16)
    right = tenure("a", "Mauricio Macri", "President", "head-of-state", "ARG", day)
    other = tenure("b", name, "President", rank, "ARG", day)
    assert (len(resolve_people([right, other])) == 1) == joined


def test_resolve_people_reads_ukrainian_names_from_russian() -> None:
    day = date(2024, 3, 28)
    one = tenure("a", "Denys Shmyhal", "Prime Minister", "head-of-government", "UKR", day)
    other = tenure("b", "Denis Shmygal", "Prime Minister", "head-of-government", "UKR", day)
    assert len(resolve_people([one, other])) == 1
