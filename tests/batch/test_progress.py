"""Progress: what a run tells of itself."""

from communique.batch.progress import Meter, Progress


def test_what_an_earlier_session_did_counts_but_not_for_the_rate() -> None:
    told: list[Progress] = []
    meter = Meter(told.append)
    meter.begin("sifting", 100)
    meter.skip(50, {"pages": 1000, "set_aside": 2})
    meter.add(25, {"pages": 10})
    (last,) = told
    assert (last.done, last.total) == (75, 100)
    assert last.counts["pages"] == 1010
    assert last.worked == 10
    assert last.left is not None


def test_what_is_at_hand_is_told_and_not_kept() -> None:
    told: list[Progress] = []
    meter = Meter(told.append)
    meter.begin("sifting", 1000)
    meter.tell(10, {"pages": 3})
    meter.tell(20, {"pages": 5})
    assert [one.counts["pages"] for one in told] == [3, 5]
    assert meter.counts["pages"] == 0


def test_no_time_is_told_before_there_is_ground_for_it() -> None:
    told: list[Progress] = []
    meter = Meter(told.append)
    meter.begin("sifting", 1000)
    meter.tell(0, {})
    assert told[0].left is None
    assert told[0].to_row()["left"] is None
