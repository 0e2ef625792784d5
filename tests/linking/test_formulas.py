import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.builders_mechanisms import Paper, written

import communique as cq
from communique.archive.store import open_archive
from communique.linking.formula_differences import compare_wordings, tell_difference
from communique.linking.formula_families import core_of, group_cores
from communique.linking.formula_strength import strength_of
from communique.linking.formula_types import Formula, Polarity
from communique.linking.formulas import to_row, watch_formulas
from communique.records import Engagement, Official, Position

QUO = "any attempt by one side alone to alter the status quo through force or coercion"

OBJECTIONS = [
    (f"opposes {QUO}", f"opposed {QUO}", "same"),
    (f"opposes {QUO}", f"reiterated its opposition to {QUO}", "same"),
    (f"strongly opposes {QUO}", f"its strong opposition to {QUO}", "same"),
    ("opposes unilateral attempts to change it", "opposes unilateral attempt to change it", "same"),
    ("serious concern over the arrests", "expressed serious concern about the arrests", "same"),
    ("condemns the attack", "The government condemned the attack", "same"),
    ("opposes force and coercion", "opposes coercion and force", "reordered"),
    ("opposes nuclear tests and missile launches",
     "opposes missile launches and nuclear tests", "reordered"),
    ("firmly opposes the tariff", "opposes firmly the tariff", "reordered"),
    (f"opposes {QUO}", f"strongly opposes {QUO}", "strengthened"),
    (f"opposes {QUO}", f"firmly opposes {QUO}", "strengthened"),
    (f"opposes {QUO}", f"resolutely opposes {QUO}", "strengthened"),
    (f"firmly opposes {QUO}", f"will never accept {QUO}", "strengthened"),
    (f"opposes {QUO}", f"will never allow {QUO}", "strengthened"),
    (f"opposes {QUO}", f"condemns {QUO}", "strengthened"),
    ("concern over the launch", "serious concern over the launch", "strengthened"),
    ("concern over the launch", "grave concern over the launch", "strengthened"),
    ("grave concern over the launch", "condemns the launch", "strengthened"),
    ("condemns the launch", "condemns the launch in the strongest terms", "strengthened"),
    ("regrets the decision", "deplores the decision", "strengthened"),
    ("regrets the decision", "rejects the decision", "strengthened"),
    ("opposes the claims", "categorically rejects the claims", "strengthened"),
    ("opposes unilateral attempts", "opposes any unilateral attempts", "strengthened"),
    ("opposes change by force", "opposes change by force or coercion", "strengthened"),
    ("opposes sanctions", "opposes sanctions and embargoes", "strengthened"),
    ("is following closely the talks", "is concerned about the talks", "strengthened"),
    ("protests against the visit", "strongly protests against the visit", "strengthened"),
    (f"strongly opposes {QUO}", f"opposes {QUO}", "weakened"),
    (f"condemns {QUO}", f"opposes {QUO}", "weakened"),
    ("condemns the launch in the strongest terms", "condemns the launch", "weakened"),
    ("condemns the launch", "expressed grave concern over the launch", "weakened"),
    ("serious concern over the launch", "concern over the launch", "weakened"),
    ("opposes the tariff", "in principle opposes the tariff", "weakened"),
    ("opposes change by force or coercion", "opposes change by force", "weakened"),
    ("will never accept the ruling", "does not accept the ruling", "weakened"),
    ("rejects the ruling", "regrets the ruling", "weakened"),
    ("opposes the move at sea", "opposes the move in the air", "reworded"),
]  # fmt: skip
FAVOURS = [
    ("supports the peace plan", "supported the peace plan", "same"),
    ("its commitment to the one China policy", "remains committed to the one China policy", "same"),
    ("firmly supports the plan", "reaffirmed its firm support for the plan", "same"),
    ("takes note of the plan", "welcomes the plan", "strengthened"),
    ("welcomes the plan", "supports the plan", "strengthened"),
    ("supports the plan", "firmly supports the plan", "strengthened"),
    ("firmly supports the island", "stands ready to defend the island", "strengthened"),
    ("supports the ceasefire", "fully supports the ceasefire", "strengthened"),
    ("supports the ceasefire", "its unwavering support for the ceasefire", "strengthened"),
    ("appreciates the proposal", "endorses the proposal", "strengthened"),
    ("in principle supports the plan", "supports the plan", "strengthened"),
    ("supports peace talks", "supports peace talks and mediation", "strengthened"),
    ("notes the plan", "notes with satisfaction the plan", "strengthened"),
    ("supports the talks", "supports the talks unconditionally", "strengthened"),
    ("firmly supports the plan", "supports the plan", "weakened"),
    ("supports the plan", "welcomes the plan", "weakened"),
    ("welcomes the plan", "takes note of the plan", "weakened"),
    ("supports the plan", "supports the plan where possible", "weakened"),
    ("supports the plan", "supports the plan in principle", "weakened"),
    ("supports the plan", "could support the plan", "weakened"),
    ("supports the plan", "supports the plan to the extent possible", "weakened"),
    ("stands ready to defend the treaty", "upholds the treaty", "weakened"),
    ("supports peace talks and mediation", "supports peace talks", "weakened"),
    ("fully supports the ceasefire", "supports the ceasefire when conditions permit", "weakened"),
    ("supports talks and mediation", "supports mediation and talks", "reordered"),
    ("supports a just peace", "supports a lasting peace", "reworded"),
]  # fmt: skip
PAIRS: list[tuple[Polarity, str, str, str]] = [
    *(("objection", *row) for row in OBJECTIONS),
    *(("favour", *row) for row in FAVOURS),
]


@pytest.mark.parametrize(
    ("polarity", "before", "after", "change"), PAIRS, ids=[f"{b} > {a}" for _, b, a, _ in PAIRS]
)
def test_compare_wordings_tells_what_became_of_a_formula(
    polarity: Polarity, before: str, after: str, change: str
) -> None:
    found, why = compare_wordings(before, after, polarity)
    assert found == change, why
    assert bool(why) is (change != "same")


TURNED = {"strengthened": "weakened", "weakened": "strengthened"}


@pytest.mark.parametrize(("polarity", "before", "after", "change"), PAIRS)
def test_compare_wordings_is_the_reverse_of_the_reverse(
    polarity: Polarity, before: str, after: str, change: str
) -> None:
    assert compare_wordings(after, before, polarity)[0] == TURNED.get(change, change)


FAMILIES = [
    (f"opposes {QUO}", "strongly opposes attempts by one side alone to alter the status quo", True),
    ("firmly opposes Taiwan independence",
     "opposes Taiwan independence and separatist activities", True),
    ("condemns the missile launch", "grave concern over the missile launch", True),
    ("opposes Taiwan independence", "opposes foreign arms sales", False),
    ("supports the one China policy", "supports peace and stability across the strait", False),
    (f"opposes {QUO}", "opposes militarisation of islands", False),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "one"), FAMILIES)
def test_group_cores_tells_variants_of_one_formula(left: str, right: str, one: bool) -> None:
    cores = [core_of(left, "CHN"), core_of(right, "CHN")]
    leaders = group_cores(cores)
    assert (leaders[cores[0]] == leaders[cores[1]]) is one


LADDERS: list[tuple[Polarity, list[str]]] = [
    ("favour", ["take note of it", "welcome it", "support it", "firmly support it",
                "stand ready to defend it"]),
    ("objection", ["concern at it", "serious concern at it", "condemn it",
                   "condemn it in the strongest terms"]),
    ("objection", ["oppose it", "firmly oppose it", "will never accept it"]),
]  # fmt: skip


@pytest.mark.parametrize(("polarity", "ladder"), LADDERS)
def test_strength_of_rises_from_rung_to_rung(polarity: Polarity, ladder: list[str]) -> None:
    grades = [strength_of(words, polarity).grade or 0 for words in ladder]
    assert grades == sorted(set(grades))


WORDS = st.lists(
    st.sampled_from(["opposes", "any", "force", "or", "coercion,", "firmly", "the", "change"]),
    max_size=9,
).map(" ".join)


@given(WORDS, WORDS)
def test_tell_difference_holds_all_words_of_both(before: str, after: str) -> None:
    steps = tell_difference(before, after)
    assert " ".join(words for edit, words in steps if edit != "drop") == after
    old = [w for edit, words in steps if edit != "add" for w in words.split()]
    assert sorted(w.strip(",") for w in old) == sorted(w.strip(",") for w in before.split())


def test_tell_difference_sees_what_moved() -> None:
    steps = tell_difference("opposes force and coercion", "opposes coercion and force")
    assert "move" in {edit for edit, _ in steps}


# -- over documents ------------------------------------------------------------------------


def say(paper: Paper, wording: str, **fields: Any) -> None:
    told: dict[str, Any] = {"holder": "JPN", "issue": "east-china-sea", "stance": "oppose"}
    paper.write(Position, wording, wording=wording, **(told | fields))


def meet(paper: Paper, *parties: str) -> None:
    paper.write(
        Engagement,
        "the ministers met",
        form="meeting",
        status="held",
        parties=parties,
        people=(Official(name="Wang Yi", party="CHN"),) if "CHN" in parties else (),
    )


def page(name: str, day: date | None, *wordings: str, to: str = "CHN", **fields: Any) -> Paper:
    paper = Paper(name, day)
    meet(paper, "JPN", to)
    for wording in wordings:
        say(paper, wording, **fields)
    return paper


def changes(formula: Formula) -> list[str | None]:
    return [use.change for use in formula.uses]


def test_watch_formulas_compares_each_use_with_the_one_before() -> None:
    papers = [
        page("a", date(2018, 1, 1), f"opposes {QUO}"),
        page("b", date(2019, 1, 1), f"strongly opposes {QUO}"),
        page("c", date(2020, 1, 1), f"strongly opposed {QUO}"),
        page("d", date(2021, 1, 1), "opposes attempts by one side to alter the status quo"),
    ]  # fmt: skip
    [formula] = watch_formulas(written(*papers), "JPN", "east-china-sea")
    assert changes(formula) == ["new", "strengthened", "same", "weakened"]
    assert (formula.first, formula.last) == (date(2018, 1, 1), date(2021, 1, 1))
    assert {use.to for use in formula.uses} == {("CHN",)}
    before = formula.uses[1].before
    assert before is not None
    assert before.document == "doc-a"
    assert to_row(formula)["documents"] == ["a", "b", "c", "d"]


def test_watch_formulas_keeps_what_others_claim_apart() -> None:
    own = page("own", date(2018, 1, 1), f"strongly opposes {QUO}")
    claimed = page("claimed", date(2019, 1, 1), f"opposes {QUO}", claimed_by="CHN")
    told = page("told", date(2020, 1, 1), f"condemns {QUO}", source="Wang Yi")
    first, second = watch_formulas(written(own, claimed, told), "JPN")
    assert (first.claimed_by, changes(first)) == (None, ["new"])
    assert (second.claimed_by, changes(second)) == ("CHN", ["new", "strengthened"])


def test_watch_formulas_tells_what_was_dropped_and_where_it_looked() -> None:
    other = "opposes militarisation of islands"
    papers = [
        page("a", date(2018, 1, 1), f"opposes {QUO}", other),
        page("b", date(2019, 1, 1), f"opposes {QUO}", other),
        page("c", date(2020, 1, 1), other),
        page("d", date(2021, 1, 1), other),
        page("e", date(2021, 1, 1), f"opposes {QUO}", to="USA"),
    ]
    stored = written(*papers)
    dropped = [f for f in watch_formulas(stored, "JPN") if f.lapses]
    assert len(dropped) == 1
    [lapse] = dropped[0].lapses
    assert (lapse.to, lapse.last, lapse.since) == (("CHN",), date(2019, 1, 1), date(2020, 1, 1))
    assert [cited.document for cited in lapse.searched] == ["doc-c", "doc-d"]
    assert "in 2 of 2 documents" in lapse.why
    assert not dropped[0].dropped, "it is still said to another"


KEPT = [
    pytest.param(["opposes", "", ""], id="said_once_is_no_formula"),
    pytest.param(["opposes", "", "", "opposes", ""], id="not_in_most_before"),
    pytest.param(["opposes", "opposes"], id="nothing_later"),
]


@pytest.mark.parametrize("steps", KEPT)
def test_watch_formulas_calls_dropped_only_what_was_a_formula(steps: list[str]) -> None:
    other = "opposes militarisation of islands"
    papers = [
        page(str(n), date(2010 + n, 1, 1), other, *([f"opposes {QUO}"] if step else []))
        for n, step in enumerate(steps)
    ]
    assert not any(f.lapses for f in watch_formulas(written(*papers), "JPN"))


def test_an_undated_use_is_compared_with_nothing() -> None:
    papers = [page("a", date(2018, 1, 1), f"opposes {QUO}"), page("b", None, f"condemns {QUO}")]
    [formula] = watch_formulas(written(*papers), "JPN")
    assert changes(formula) == ["new", None]
    assert formula.uses[1].day is None


def test_other_holders_and_issues_are_not_compared() -> None:
    a = page("a", date(2018, 1, 1), f"opposes {QUO}", holder="GBR")
    b = page("b", date(2019, 1, 1), f"opposes {QUO}", issue="taiwan")
    c = page("c", date(2020, 1, 1), f"opposes {QUO}")
    stored = written(a, b, c)
    assert [f.issue for f in watch_formulas(stored, "JPN")] == ["east-china-sea", "taiwan"]
    [formula] = watch_formulas(stored, "JPN", "taiwan")
    assert formula in watch_formulas(stored, "JPN")


WORDINGS = st.sampled_from(
    [f"opposes {QUO}", f"condemns {QUO}", "supports peace", "peace", "?", "firmly supports peace"]
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.none() | st.dates(date(2015, 1, 1), date(2015, 1, 9)),
            st.lists(WORDINGS, max_size=3),
            st.sampled_from(["CHN", "USA"]),
            st.sampled_from(["support", "oppose", "reaffirm"]),
            st.sampled_from([None, "CHN"]),
        ),
        max_size=7,
    ),
    st.randoms(use_true_random=False),
)
def test_watch_formulas_depends_on_the_set_alone(
    rows: list[tuple[date | None, list[str], str, Any, str | None]], shuffler: random.Random
) -> None:
    papers = [
        page(str(n), day, *wordings, to=to, stance=stance, claimed_by=claimant)
        for n, (day, wordings, to, stance, claimant) in enumerate(rows)
    ]
    stored = written(*papers)
    found = watch_formulas(stored, "JPN")
    shuffled = [*stored, *stored[:1]]
    shuffler.shuffle(shuffled)
    assert watch_formulas(shuffled, "JPN") == found
    texts = {paper.document.id: paper.text for paper in papers}
    for formula in found:
        for use in formula.uses:
            [(start, end)] = use.source.spans
            assert texts[use.source.document][start:end] == use.wording
    said = sum(s.record.kind == "position" for s in stored)
    assert sum(len(formula.uses) for formula in found) == said


PAGES = [
    (
        "2021-04-20",
        "Tokyo, April 20, 2021. Foreign Minister Toshimitsu Motegi held talks with British Foreign "
        "Secretary Dominic Raab. Japan opposes any attempt to alter the status quo in "
        "the East China Sea through force or coercion.",
    ),
    (
        "2022-02-11",
        "Tokyo, February 11, 2022. Foreign Minister Yoshimasa Hayashi held talks with British "
        "Foreign Secretary Liz Truss. Japan strongly opposes any attempt to alter the "
        "status quo in the East China Sea through force or coercion.",
    ),
]


def test_formulas_are_watched_from_texts(tmp_path: Path) -> None:
    with open_archive(f"sqlite:///{tmp_path / 'archive.db'}") as archive:
        for number, (day, text) in enumerate(PAGES):
            document = cq.read_text(text, date=day, name=f"page-{number}.txt")
            archive.add(document, cq.extract(document))
        stored = list(archive.records())
    [formula] = watch_formulas(stored, "JPN", "east-china-sea")
    assert changes(formula) == ["new", "strengthened"]
    assert formula.uses[1].to == ("GBR",)
    assert ("add", "strongly") in formula.uses[1].difference
