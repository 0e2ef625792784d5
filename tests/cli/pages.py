"""Short pages written by a template: what varies is states, office holders, days and subjects."""

import random
from datetime import date, timedelta
from pathlib import Path

from communique.reference.leaders import Leader, load_leaders
from communique.reference.parties import load_parties

YEARS = (2014, 2023)

TEMPLATES = (
    "{left} and {right} speak on {subject}\n\n{day}\n\n"
    "Foreign Minister {one} of {left} spoke with Foreign Minister {other} of {right} by telephone "
    "on {weekday}. The two sides agreed to hold consultations on {subject} by {year}. "
    "{one} said that {left} supports closer exchanges.\n",
    "Readout\n\n{day}\n\n"
    "Foreign Minister {other} of {right} received Foreign Minister {one} of {left} on {weekday}. "
    "{other} noted that {right} is willing to expand cooperation on {subject}. "
    "{one} called on {right} to open an office for it.\n",
    "{right} to host talks with {left}\n\n{day}\n\n"
    "The foreign ministers of {left} and {right}, {one} and {other}, met on {weekday}. "
    "They discussed {subject}. {right} pledged 20 million dollars for joint projects by {year}.\n",
)

SUBJECTS = ("trade", "fisheries", "rail transport", "higher education", "visas", "climate")


def write_pages(folder: Path, number: int, *, seed: int) -> list[str]:
    """Write so many pages, no two alike, into `folder`, and return their names in order."""
    chance = random.Random(seed)
    names = [f"page-{page:04}.txt" for page in range(number)]
    texts: dict[str, None] = {}
    while len(texts) < number:
        texts[make_page(chance)] = None
    for name, text in zip(names, texts, strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    return names


def make_page(chance: random.Random) -> str:
    """Return one page: two foreign ministers who were in office in the year that it is of."""
    year = chance.randint(*YEARS)
    one, other = chance.sample(list_ministers(year), 2)
    while one.party == other.party:
        one, other = chance.sample(list_ministers(year), 2)
    day = date(year, 1, 1) + timedelta(days=chance.randrange(365))
    parties = load_parties()
    return chance.choice(TEMPLATES).format(
        left=parties.label(one.party),
        right=parties.label(other.party),
        one=one.name,
        other=other.name,
        subject=chance.choice(SUBJECTS),
        day=f"{day.day} {day:%B} {day.year}",
        weekday=f"{day:%A}",
        year=year + chance.randint(1, 9),
    )


def list_ministers(year: int) -> list[Leader]:
    """Return the foreign ministers of states whose terms hold the whole of `year`."""
    states = load_parties().states
    return [
        row
        for row in load_leaders().rows
        if row.rank == "foreign-minister"
        and row.party in states
        and int(row.since[:4]) < year
        and (row.until is None or int(row.until[:4]) > year)
    ]
