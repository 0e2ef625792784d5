"""Bars and networks: what is drawn is what was counted."""

from communique.views.bars import MOST_SERIES, REST, lay_out_bars
from communique.views.network import MOST, lay_out_network


def test_bars_are_as_high_as_their_counts_and_stand_on_each_other() -> None:
    chart = lay_out_bars("T", {2020: {"a": 3, "b": 1}, 2022: {"a": 2}})
    assert chart is not None
    assert chart.columns == ("Year", "a", "b", "All")
    assert chart.rows == (("2020", "3", "1", "4"), ("2021", "0", "0", "0"), ("2022", "2", "0", "2"))
    three, one, two = chart.bars
    assert three.height == 3 * one.height
    assert two.height == 2 * one.height
    assert three.y + three.height == two.y + two.height == chart.bottom
    assert one.y + one.height == three.y


def test_series_beyond_those_that_can_be_told_apart_are_one() -> None:
    chart = lay_out_bars("T", {2020: {f"s{n}": 20 - n for n in range(12)}})
    assert chart is not None
    assert len(chart.legend) == MOST_SERIES
    assert chart.legend[-1].label == REST
    assert chart.rows[0][-1] == str(sum(20 - n for n in range(12)))


def test_nothing_counted_is_no_drawing() -> None:
    assert lay_out_bars("T", {}) is None
    assert lay_out_bars("T", {2020: {}}) is None
    assert lay_out_network("KEN", {}) is None


def test_a_network_shows_the_most_frequent_and_counts_the_rest() -> None:
    counterparts = {f"party-{n}": n + 1 for n in range(MOST + 5)}
    network = lay_out_network("KEN", counterparts)
    assert network is not None
    assert [node.count for node in network.nodes] == list(range(MOST + 5, 5, -1))
    assert "5 more are left out" in network.description
    assert all(0 < n.x < network.width and 0 < n.y < network.height for n in network.nodes)
