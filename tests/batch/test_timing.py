"""Timing: a page that takes too long is given up, whatever a library swallows."""

import signal

import pytest

from communique.batch.timing import TookTooLong, within


def never() -> None:
    while True:
        try:
            sum(range(1000))
        except Exception:
            continue


def test_what_takes_too_long_is_ended_though_it_swallows_errors() -> None:
    with pytest.raises(TookTooLong), within(0.05):
        never()


def test_what_is_done_in_time_leaves_no_timer() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with within(30):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before
