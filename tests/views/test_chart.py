"""The drawing of a timeline: every dated engagement has one mark, and no mark covers another."""

from datetime import date, timedelta
from itertools import pairwise

import lxml.etree
from hypothesis import given
from hypothesis import strategies as st

from communique.linking.types import Cited, Encounter, Participant
from communique.records import DateRange
from communique.views.chart import LEFT, MARK, WIDTH, draw_timeline, lay_out

SOURCE = Cited(record="r", document="d", name="page.txt", spans=((0, 4),))
SVG = "{http://www.w3.org/2000/svg}"


def meet(key: str, start: date, days: int = 0, **fields: object) -> Encounter:
    told = DateRange(start=start, end=start + timedelta(days=days), precision="day")
    values = {"form": "meeting", "status": "held", "parties": ("CHN", "GBR"), "date": told}
    return Encounter.model_validate({"id": key, "accounts": (SOURCE,), **values, **fields})


def test_draw_timeline_has_a_mark_with_its_words_for_each_dated_engagement() -> None:
    lammy = (Participant(name="David Lammy"),)
    drawn = draw_timeline(
        [
            meet("a", date(2024, 10, 18), people=lammy),
            meet("b", date(2024, 11, 18), form="summit", status="scheduled"),
            meet("c", date(2024, 1, 1), date=DateRange()),
        ],
        parties=("CHN", "GBR"),
        as_of=date(2024, 11, 1),
    )
    root = lxml.etree.fromstring(drawn.encode())
    titles = [rect.findtext(f"{SVG}title") for rect in root.iter(f"{SVG}rect")]
    assert titles == [
        "18 November 2024: Summit; scheduled",
        "18 October 2024: Meeting; David Lammy",
    ]
    assert root.findtext(f"{SVG}desc") == (
        "Summits: 1; Meetings and talks: 1; 1 without a date left out, as of 1 November 2024."
    )


def test_draw_timeline_draws_nothing_for_nothing() -> None:
    root = lxml.etree.fromstring(draw_timeline([], parties=("CHN", "GBR")).encode())
    assert not list(root.iter(f"{SVG}rect"))


def test_names_from_pages_are_text_not_markup() -> None:
    nasty = (Participant(name="<script>alert(1)</script>\x00&"),)
    drawn = draw_timeline([meet("a", date(2024, 1, 2), people=nasty)], parties=("CHN",))
    assert "<script>" not in drawn
    assert lxml.etree.fromstring(drawn.encode()) is not None


ENCOUNTERS = st.lists(
    st.builds(
        meet,
        st.uuids().map(str),
        st.dates(date(1950, 1, 1), date(2030, 1, 1)),
        st.integers(0, 400),
        form=st.sampled_from(["meeting", "visit", "call", "other", "session", "summit"]),
    ),
    max_size=30,
)


@given(ENCOUNTERS)
def test_marks_lie_inside_and_cover_no_other(encounters: list[Encounter]) -> None:
    chart = lay_out(encounters, parties=("CHN", "GBR"), as_of=None)
    marks = [mark for lane in chart.lanes for mark in lane.marks]
    assert len(marks) == len(encounters)
    for mark in marks:
        assert LEFT <= mark.x <= mark.x + mark.width <= WIDTH
        assert chart.top <= mark.y <= chart.bottom - MARK
    rows: dict[float, list[tuple[float, float]]] = {}
    for mark in marks:
        rows.setdefault(mark.y, []).append((mark.x, mark.x + mark.width))
    for row in rows.values():
        row.sort()
        assert all(left[1] <= right[0] for left, right in pairwise(row))
