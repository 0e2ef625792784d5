"""Datelines at the beginning of reports."""

import pytest

from communique.reading.datelines import find_dateline

CASES = [
    pytest.param("BEIJING - The government said", ("BEIJING", None, None), id="city"),
    pytest.param(
        "BEIJING, March 6 (Xinhua) -- The government", ("BEIJING", "March 6", "Xinhua"), id="xinhua"
    ),
    pytest.param("LONDON (Reuters) — Britain said", ("LONDON", None, "Reuters"), id="reuters"),
    pytest.param("LONDON, April 3 — Britain said", ("LONDON", "April 3", None), id="dated"),
    pytest.param("TOKYO, Apr 3 (Kyodo) — Japan", ("TOKYO", "Apr 3", "Kyodo"), id="kyodo"),
    pytest.param("New Delhi: India and Japan", ("New Delhi", None, None), id="colon"),
    pytest.param("Geneva, 5 May 2023 – The talks", ("Geneva", "5 May 2023", None), id="day_first"),
    pytest.param("UNITED NATIONS (AP) — The council", ("UNITED NATIONS", None, "AP"), id="seat"),
    pytest.param(
        "SHARM EL-SHEIKH, Egypt (AP) — Talks", ("SHARM EL-SHEIKH", None, "AP"), id="region"
    ),
    pytest.param("PRESIDENT BIDEN:  Thank you", None, id="turn"),
    pytest.param("MODERATOR: Thank you", None, id="moderator"),
    pytest.param("Blinken: We had good talks", None, id="speaker"),
    pytest.param("China-ROK relations have stood", None, id="hyphen"),
    pytest.param("Trade – both sides agreed – will grow", None, id="parenthesis"),
    pytest.param("Beijing is ready to work", None, id="sentence"),
    pytest.param("China will – as it said – act", None, id="dash_in_sentence"),
    pytest.param("", None, id="empty"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_find_dateline_reads_place_day_and_agency(
    text: str, expected: tuple[str, str | None, str | None] | None
) -> None:
    found = find_dateline(text, 0, len(text))
    assert (found and (found.place, found.day, found.agency)) == expected


def test_find_dateline_parts_itself_from_the_report() -> None:
    text = "BEIJING, March 6 (Xinhua) -- The government"
    found = find_dateline(text, 0, len(text))
    assert found is not None
    assert text[found.start : found.end] == "BEIJING, March 6 (Xinhua)"
    assert text[found.text_start :] == "The government"
