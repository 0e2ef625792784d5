"""Which record of a new reading is which of an earlier one.

Pure. The rule is that by which a predicted record finds a gold one: same kind, overlapping
evidence, equal head fields; see `evaluation.agreement`.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from communique.records import RecordBase


def match_records(
    old: Mapping[int, RecordBase], new: Mapping[int, RecordBase]
) -> list[tuple[int, int]]:
    """Return the keys of the old records with those of the new ones that take their places.

    One to one, those with most text in common first, so that the order of neither matters.
    """
    # Scoring is loaded when records are matched, not with every archive.
    from communique.evaluation.agreement import agrees, count_common_text, differing_fields

    rows = {key: _to_row(record) for key, record in (*old.items(), *new.items())}
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for key, record in old.items():
        by_kind[record.kind].append(key)
    candidates = []
    for after, record in new.items():
        for before in by_kind[record.kind]:
            common = count_common_text(rows[before], rows[after])
            if common and agrees(rows[before], rows[after]):
                lengths = _length(rows[before]) + _length(rows[after])
                differing = len(differing_fields(rows[before], rows[after]))
                rank = (-2 * common / lengths, differing, old[before].id, record.id)
                candidates.append((rank, before, after))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, before, after in sorted(candidates):
        if before not in matched and after not in taken:
            matched[before] = after
            taken.add(after)
    return sorted(matched.items())


def _to_row(record: RecordBase) -> dict[str, Any]:
    return record.to_row("")


def _length(row: Mapping[str, Any]) -> int:
    return sum(end - start for start, end in row["spans"])
