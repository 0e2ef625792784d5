"""A small archive of extracted pages, added in two goes with a week between them.

The texts are written for these tests. The meetings, offices and dates are public facts, but for
the consultations on fisheries, which are made up.
"""

from datetime import UTC, datetime
from pathlib import Path

import communique as cq
from communique.archive import Archive, open_archive
from communique.views import Desk

FIRST = (
    (
        "tokyo.txt",
        "2023-03-20",
        "TOKYO, 20 March 2023. Prime Minister Kishida Fumio of Japan met Prime Minister Narendra "
        "Modi of India in New Delhi on 20 March 2023. Japan and India agreed to launch the "
        "Japan-India Fisheries Dialogue by June 2023. Prime Minister Kishida said that Japan "
        "firmly supports a free and open Indo-Pacific. Japan urged India to lift the tariff on "
        "steel. Kishida said: “We will deepen our cooperation on supply chains with India.”",
    ),
    (
        "delhi.txt",
        "2023-03-21",
        "NEW DELHI, 21 March 2023. Foreign Minister Hayashi Yoshimasa of Japan will visit India "
        "in July 2023. India pledged to open a consulate in Osaka by the end of 2023. External "
        "Affairs Minister S. Jaishankar of India spoke with Foreign Minister Hayashi Yoshimasa "
        "of Japan by telephone on 21 March 2023.",
    ),
)
LATER = (
    (
        "dialogue.txt",
        "2023-06-15",
        "TOKYO, 15 June 2023. The first round of the Japan-India Fisheries Dialogue was held in "
        "Tokyo on 14 June 2023. Japan and India agreed to hold the second round of the "
        "Japan-India Fisheries Dialogue in New Delhi in 2024. Japan resolutely supports a free "
        "and open Indo-Pacific under law.",
    ),
    (
        "kamikawa.txt",
        "2023-09-22",
        "NEW YORK, 22 September 2023. Foreign Minister Kamikawa Yoko of Japan met External "
        "Affairs Minister S. Jaishankar of India in New York on 22 September 2023.",
    ),
)
BEFORE = datetime(2023, 4, 1, 12, tzinfo=UTC)
AFTER = datetime(2023, 10, 1, 12, tzinfo=UTC)


def add_pages(archive: Archive, pages: tuple[tuple[str, str, str], ...]) -> None:
    """Read the pages and store them with their records."""
    for name, day, text in pages:
        document = cq.read_text(text, date=day, name=name)
        archive.add(document, cq.extract(document))


def write_story(path: Path) -> Desk:
    """Make the archive: the first pages were added on 1 April 2023, the others on 1 October."""
    for moment, pages in ((BEFORE, FIRST), (AFTER, LATER)):
        with open_archive(path, clock=lambda moment=moment: moment) as archive:  # type: ignore[misc]
            add_pages(archive, pages)
    return Desk(open_archive(path, clock=lambda: AFTER))
