"""What was taken in, as it is told: one run in a row, and what it set aside in words."""

from dataclasses import asdict
from typing import Any

from communique.archive.types import Run, RunItem

#: What of a run is shown of its inputs first: what needs somebody's attention.
COLUMNS = (
    "id", "begun_at", "ended_at", "by", "way", "state", "added", "known", "records", "set_aside",
    "asked", "at_hand", "reason",
)  # fmt: skip
ITEM_COLUMNS = ("outcome", "name", "document_id", "records", "reason")


def describe_run(run: Run) -> str:
    """Return how far a run is, and what became of its inputs.

    A run whose program was killed never ends: its last sign of life tells.
    """
    counts = [f"{run.added} added"]
    if run.known:
        counts.append(f"{run.known} already known")
    if run.set_aside:
        counts.append(f"{run.set_aside} set aside")
    told = ", ".join(counts)
    match run.state:
        case "waiting":
            return "waiting for its turn"
        case "reading":
            return f"reading, last sign {run.seen_at:%Y-%m-%d %H:%M:%S} UTC: {told}"
        case "done":
            return f"done: {told}"
    return f"stopped ({run.reason or 'no reason known'}): {told}"


def describe_item(item: RunItem) -> str:
    """Return what became of an input, and why."""
    match item.outcome:
        case "added":
            return f"added with {item.records} record{'' if item.records == 1 else 's'}"
        case "no lexicon":
            return f"no records, since language {item.reason} has no lexicon"
    return f"set aside: {item.reason}"


def run_row(run: Run) -> dict[str, Any]:
    """Return a run as plain data; moments are ISO 8601 in UTC."""
    row = asdict(run)
    moments = ("begun_at", "seen_at", "ended_at")
    return row | {name: row[name].isoformat() if row[name] else None for name in moments}
