from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.servers import STORES
from tests.views.conftest import Page as WrittenPage
from tests.views.conftest import fill, write_british_side, write_chinese_side

from communique.records import DateRange, Engagement, Position, Statement, Tenure
from communique.views import Desk, Dossier, dossier, open_archive
from communique.views.dossier_page import lay_out_dossier
from communique.views.page import Line, Page


def lines_of(page: Page) -> Iterator[Line]:
    for section in page.sections:
        for group in section.groups:
            yield from group.lines
        for row in section.rows:
            for cell in row.groups:
                yield from cell.lines


@pytest.fixture
def both(desk: Desk) -> Dossier:
    return dossier(desk, "CHN", "GBR")


def test_dossier_merges_both_sides_accounts_of_one_engagement(both: Dossier) -> None:
    [talks] = both.held
    assert {document.name for document in talks.documents} == {
        "british-side.txt",
        "chinese-side.txt",
    }
    assert len(talks.notes) == 2
    assert both.last_engagement == talks


def test_dossier_merges_a_commitment_and_keeps_the_due_date_that_one_side_gives(
    both: Dossier,
) -> None:
    [resume] = both.joint_commitments
    assert resume.record.due is not None
    assert resume.record.due.end == date(2025, 12, 31)
    assert len(resume.notes) == 2


def test_dossier_leaves_out_what_belongs_to_others(both: Dossier) -> None:
    text = both.to_markdown()
    assert "Kenya" not in text
    assert "African debt" in text  # addressed to Britain in that same document


def test_dossier_keeps_a_claim_about_the_other_side_marked(both: Dossier) -> None:
    taiwan = next(c for c in both.positions if c.issue == "taiwan")
    [claimed] = taiwan.right
    assert claimed.record.claimed_by == "CHN"
    assert "according to the Chinese side" in both.to_markdown()


def test_dossier_lists_requests_by_who_makes_them(both: Dossier) -> None:
    assert both.left_requests == ()
    assert [e.record.action for e in both.right_requests] == [
        "stop exports of dual-use goods to Russia"
    ]


def test_dossier_has_a_footnote_for_every_line(both: Dossier) -> None:
    lines = list(lines_of(lay_out_dossier(both)))
    assert len(lines) > 8
    assert all(line.notes for line in lines)
    cited = {number for line in lines for number in line.notes}
    assert cited == {note.number for note in both.footnotes}


@pytest.mark.parametrize("store", STORES)
def test_dossier_footnotes_quote_the_archived_text(desk: Desk, both: Dossier) -> None:
    for note in both.footnotes:
        text = desk.document(note.document.id).text
        for quote in note.quotes:
            assert text[quote.start : quote.end] == quote.text


def test_dossier_measures_due_dates_against_the_newest_document(both: Dossier) -> None:
    assert both.as_of == date(2024, 10, 21)
    assert [entry.state for entry in both.joint_commitments] == ["open"]


@pytest.mark.parametrize("store", STORES)
def test_dossier_as_of_a_later_day_finds_commitments_overdue(desk: Desk) -> None:
    later = dossier(desk, "CHN", "GBR", as_of=date(2026, 1, 1))
    assert [entry.state for entry in later.joint_commitments] == ["overdue"]


@pytest.mark.parametrize("store", STORES)
def test_dossier_as_of_an_earlier_day_leaves_out_what_came_later(desk: Desk) -> None:
    earlier = dossier(desk, "CHN", "GBR", as_of=date(2024, 10, 18))
    assert [source.name for source in earlier.sources] == ["british-side.txt"]


@pytest.mark.parametrize("store", STORES)
def test_dossier_is_the_same_in_either_order_but_for_its_sides(desk: Desk, both: Dossier) -> None:
    turned = dossier(desk, "GBR", "CHN")
    assert {e.record.id for e in turned.held} == {e.record.id for e in both.held}
    assert len(turned.left_requests) == len(both.right_requests)
    assert [c.issue for c in turned.positions] == [c.issue for c in both.positions]


def test_dossier_does_not_depend_on_the_order_of_adding(tmp_path: Path) -> None:
    writers = [write_british_side, write_chinese_side]
    texts = []
    for name, order in (("a", writers), ("b", writers[::-1])):
        with open_archive(tmp_path / f"{name}.db") as desk:
            fill(desk, *order)
            texts.append(dossier(desk, "CHN", "GBR").to_markdown())
    assert texts[0] == texts[1]


@pytest.mark.parametrize("store", STORES)
def test_dossier_of_parties_without_documents_is_empty(desk: Desk) -> None:
    nothing = dossier(desk, "FRA", "DEU")
    assert nothing.sources == ()
    assert nothing.last_engagement is None
    assert not list(lines_of(lay_out_dossier(nothing)))


@pytest.mark.parametrize("store", STORES)
def test_dossier_takes_no_more_quotations_than_asked_for(desk: Desk) -> None:
    assert len(dossier(desk, "CHN", "GBR").quotes) == 1
    assert dossier(desk, "CHN", "GBR", max_quotes=0).quotes == ()


def test_dossier_shows_a_stance_held_by_both_once(tmp_path: Path) -> None:
    words = "Both sides oppose terrorism"
    page = WrittenPage(f"{words}.", day=date(2024, 10, 18))
    for holder in ("CHN", "GBR"):
        page.write(
            Position,
            words,
            holder=holder,
            issue="counter-terrorism",
            stance="oppose",
            wording=words,
        )
    with open_archive(tmp_path / "desk.db") as desk:
        fill(desk, lambda: page)
        [comparison] = dossier(desk, "GBR", "CHN").positions
    assert [e.record.wording for e in comparison.joint] == [words]
    assert comparison.left == comparison.right == ()


COMING = [
    pytest.param(DateRange.on(date(2025, 2, 1)), date(2024, 12, 1), True, id="ahead"),
    pytest.param(DateRange.on(date(2025, 2, 1)), date(2025, 3, 1), False, id="passed"),
    pytest.param(DateRange(), date(2025, 3, 1), True, id="lately_announced_without_a_date"),
    pytest.param(DateRange(), date(2027, 1, 1), False, id="announced_long_ago"),
]


@pytest.mark.parametrize(("day", "as_of", "expected"), COMING)
def test_next_engagement_is_one_still_to_come(
    tmp_path: Path, day: DateRange, as_of: date, expected: bool
) -> None:
    page = WrittenPage("China and Britain will meet.", day=date(2024, 11, 1))
    page.write(
        Engagement,
        "China and Britain will meet",
        form="meeting",
        status="scheduled",
        parties=("CHN", "GBR"),
        date=day,
    )
    with open_archive(tmp_path / "desk.db") as desk:
        fill(desk, lambda: page)
        found = dossier(desk, "CHN", "GBR", as_of=as_of).next_engagement
    assert (found is not None) is expected


QUOTES = [
    pytest.param(
        "We stand with Ukraine for as long as it takes, said the minister.", 1, id="plain"
    ),
    pytest.param("Thank you all very much for coming here on this fine morning.", 0, id="courtesy"),
    pytest.param(
        "We will — we will trade more, and we — we shall invest more.", 0, id="broken_off"
    ),
    pytest.param("We trade – and invest – more than ever before in our history.", 1, id="dashes"),
]


@pytest.mark.parametrize(("words", "count"), QUOTES)
def test_dossier_quotes_words_that_stand_for_themselves(
    tmp_path: Path, words: str, count: int
) -> None:
    page = WrittenPage(f"China met Britain. Britain said: “{words}”", day=date(2024, 10, 18))
    page.write(
        Engagement, "China met Britain", form="meeting", status="held", parties=("CHN", "GBR")
    )
    page.write(
        Statement,
        "Britain said",
        speaker="GBR",
        speaker_party="GBR",
        mode="direct",
        content=(page.quote(words),),
    )
    with open_archive(tmp_path / "quotes.db") as desk:
        desk.add(page.document, page.records)
        assert len(dossier(desk, "CHN", "GBR").quotes) == count


def test_dossier_shows_a_stance_of_both_once(tmp_path: Path) -> None:
    words = "Both sides welcomed the ceasefire"
    page = WrittenPage(f"China met Britain. {words}.", day=date(2024, 10, 18))
    page.write(
        Engagement, "China met Britain", form="meeting", status="held", parties=("CHN", "GBR")
    )
    stance = {"issue": "middle-east", "stance": "welcome", "wording": words}
    page.write(Position, words, holder="GBR", **stance)
    page.write(Position, words, holder="CHN", claimed_by="GBR", **stance)
    with open_archive(tmp_path / "stance.db") as desk:
        desk.add(page.document, page.records)
        [comparison] = dossier(desk, "CHN", "GBR").positions
    assert (len(comparison.joint), comparison.left, comparison.right) == (1, (), ())


def test_dossier_names_only_those_who_count_for_the_pair(tmp_path: Path) -> None:
    page = WrittenPage("Kenya met China and Britain. Ed Miliband came, and David Lammy.")
    page.write(
        Engagement,
        "Kenya met China and Britain",
        form="summit",
        status="held",
        parties=("CHN", "GBR", "KEN"),
    )
    for person, rank in (("Ed Miliband", "minister"), ("David Lammy", "foreign-minister")):
        page.write(Tenure, person, person=person, office="Secretary", rank=rank, party="GBR")
    with open_archive(tmp_path / "people.db") as desk:
        desk.add(page.document, page.records)
        tenures = dossier(desk, "CHN", "GBR").tenures
    assert [entry.record.person for entry in tenures] == ["David Lammy"]
