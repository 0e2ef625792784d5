import csv
import io
from collections import Counter
from itertools import combinations

from communique.export import Selection
from communique.export.dyads import write_months, write_years


def read(pieces: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(pieces))))  # type: ignore[call-overload]


def test_encounters_are_those_held_each_once_for_a_pair(selection: Selection) -> None:
    wanted: Counter[tuple[str, str, str]] = Counter()
    for one in selection.memory.encounters:
        if one.status == "held" and one.date.known:
            first, last = str(one.date.start)[:4], str(one.date.end)[:4]
            for pair in combinations(sorted(p for p in set(one.parties) if p.isupper()), 2):
                wanted[*pair, first if first == last else ""] += 1
    told = {
        (row["left"], row["right"], row["period"]): int(row["encounters"])
        for row in read(write_years(selection))
    }
    assert wanted
    for key, count in wanted.items():
        if key[2]:
            assert told[key] == count


def test_months_add_up_to_years(selection: Selection) -> None:
    months: Counter[tuple[str, str, str]] = Counter()
    for row in read(write_months(selection)):
        if row["period"]:
            months[row["left"], row["right"], row["period"][:4]] += int(row["commitments"])
    years = {
        (row["left"], row["right"], row["period"]): int(row["commitments"])
        for row in read(write_years(selection))
        if row["period"]
    }
    assert any(years.values())
    for key, count in months.items():
        assert count <= years[key]
