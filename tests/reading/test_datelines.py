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
    pytest.param("Doha, May 4 (QNA)- The emir", ("Doha", "May 4", "QNA"), id="dash_at_bracket"),
    pytest.param(
        "(MENAFN - Jordan News Agency (Petra)) Amman, Jan. 11 (Petra) -- The king",
        ("Amman", "Jan. 11", "Petra"),
        id="credit_before",
    ),
    pytest.param(
        "State House, Lusaka, Zambia, Monday 3 June 2024 – The president",
        ("Lusaka", "3 June 2024", None),
        id="venue_before_city",
    ),
    pytest.param(
        "Riyadh, January 30, 2024, SPA -- The minister",
        ("Riyadh", "January 30, 2024", "SPA"),
        id="agency_without_brackets",
    ),
    pytest.param(
        "Riyadh, Rajab 18, 1445, SPA -- The minister",
        ("Riyadh", "Rajab 18, 1445", "SPA"),
        id="other_calendar",
    ),
    pytest.param("MOSCOW, May 4. /TASS/. The envoy", ("MOSCOW", "May 4", "TASS"), id="slashes"),
    pytest.param("BAKU, Azerbaijan, May 4. The envoy", ("BAKU", "May 4", None), id="stop"),
    pytest.param(
        "ABIDJAN, Ivory Coast, 4 May 2023/APO Group/ -- The bank",
        ("ABIDJAN", "4 May 2023", "APO Group"),
        id="slashes_behind_day",
    ),
    pytest.param(
        "NEW DELHI (Sputnik - 25th July, 2021) The minister",
        ("NEW DELHI", None, "Sputnik - 25th July, 2021"),
        id="bracket_alone",
    ),
    pytest.param("(Ottawa, 4 May 2023) The envoy", ("Ottawa", "4 May 2023", None), id="enclosed"),
    pytest.param("Cairo - 4 May 2023 - The envoy", ("Cairo", "4 May 2023", None), id="dashes"),
    pytest.param("Berlin (dpa) - The envoy", ("Berlin", None, "dpa"), id="small_letters"),
    pytest.param(
        "PERU, May 4 - LIMA — The minister", ("LIMA", "May 4", None), id="country_then_city"
    ),
    pytest.param("Vienna (Austria) The envoy", None, id="bracket_is_no_agency"),
    pytest.param("Geneva. The envoy said", None, id="stop_alone"),
    pytest.param("(Applause.) Thank you", None, id="stage_direction"),
    pytest.param("May 4. The envoy said", None, id="day_alone"),
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
