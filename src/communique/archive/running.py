"""The log of what was taken in: runs, what they added, and what they set aside and why."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, func, insert, select, update

from communique.archive.inserting import next_key
from communique.archive.opened import Opened
from communique.archive.tables import DOCUMENTS, RUN_ITEMS, RUNS
from communique.archive.types import Run, RunItem, RunState
from communique.errors import ArchiveError

_SELECT = select(*(RUNS.c[field.name] for field in fields(Run)))


class Running(Opened):
    """An archive that remembers by which runs its documents came."""

    def holds(self, document_id: str) -> bool:
        """Return whether a document is in the archive."""
        with self._read() as connection:
            found = select(DOCUMENTS.c.key).where(DOCUMENTS.c.id == document_id)
            return connection.execute(found).first() is not None

    def begin_run(self, by: str, way: str, asked: str, *, state: RunState = "reading") -> int:
        """Log that somebody asked for something to be taken in; return the run's number.

        Who sees the collection that its documents go to sees the run.
        """
        now = self._now()
        counts = dict.fromkeys(("added", "known", "records", "set_aside"), 0)
        told = {"by": _whole(by), "way": way, "asked": _whole(asked)}
        values = {"begun_at": now, "seen_at": now, "collection_key": self._collection, **told}
        with self._change("take in") as connection:
            key = next_key(connection, RUNS.c.id)
            values |= {"id": key, **counts, "state": state, "at_hand": "", "reason": ""}
            connection.execute(insert(RUNS).values(values))
        return key

    def note_run(
        self,
        run_id: int,
        items: Sequence[RunItem] = (),
        *,
        known: int = 0,
        at_hand: str | None = None,
        state: RunState | None = None,
        reason: str = "",
    ) -> None:
        """Log what has become of some more inputs of a run, and what it is doing now.

        `known` counts more inputs that the archive held already. With the state `done` or
        `stopped` the run ends. Raises `ArchiveError` for an unknown run.
        """
        now = self._now()
        counted = _count(items) | {"known": known}
        values: dict[str, Any] = {name: RUNS.c[name] + n for name, n in counted.items()}
        values["seen_at"] = now
        if at_hand is not None:
            values["at_hand"] = _whole(at_hand)
        if state is not None:
            values["state"] = state
        if state in ("done", "stopped"):
            values |= {"ended_at": now, "at_hand": "", "reason": reason}
        with self._write() as connection:
            done = connection.execute(update(RUNS).where(RUNS.c.id == run_id).values(values))
            if done.rowcount == 0:
                raise ArchiveError(f"archive {self.path}: has no run {run_id}; list its runs")
            if items:
                rows = [_to_row(run_id, item) for item in items]
                connection.execute(insert(RUN_ITEMS), rows)

    def runs(self, *, limit: int = 50) -> list[Run]:
        """Return the runs, the latest first."""
        with self._read() as connection:
            rows = connection.execute(_SELECT.order_by(RUNS.c.id.desc()).limit(limit))
            return [_read(row) for row in rows.mappings()]

    def count_runs(self) -> tuple[dict[str, int], int]:
        """Return how many runs there are of each state, and how many inputs all set aside."""
        columns = (RUNS.c.state, func.count(), func.coalesce(func.sum(RUNS.c.set_aside), 0))
        with self._read() as connection:
            rows = connection.execute(select(*columns).group_by(RUNS.c.state)).all()
        return {row[0]: int(row[1]) for row in rows}, sum(int(row[2]) for row in rows)

    def run(self, run_id: int) -> Run:
        """Return one run; raise `ArchiveError` if there is none with this number."""
        with self._read() as connection:
            found = connection.execute(_SELECT.where(RUNS.c.id == run_id)).mappings().first()
        if found is None:
            raise ArchiveError(f"archive {self.path}: has no run {run_id}; list its runs")
        return _read(found)

    def run_items(
        self,
        run_id: int,
        *,
        outcomes: Collection[str] = (),
        limit: int | None = None,
    ) -> list[RunItem]:
        """Return what became of the inputs of a run, in its order; of all outcomes if none given.

        What the archive held already is counted only.
        """
        columns = (RUN_ITEMS.c[field.name] for field in fields(RunItem))
        statement = select(*columns).where(RUN_ITEMS.c.run_id == run_id).order_by(RUN_ITEMS.c.key)
        if outcomes:
            statement = statement.where(RUN_ITEMS.c.outcome.in_(outcomes))
        with self._read() as connection:
            found = connection.execute(statement.limit(limit)).mappings()
            return [RunItem(**row) for row in found]


def _count(items: Iterable[RunItem]) -> dict[str, int]:
    added = [item for item in items if item.outcome == "added"]
    return {
        "added": len(added),
        "records": sum(item.records for item in added),
        "set_aside": sum(item.outcome == "set aside" for item in items),
    }


def _to_row(run_id: int, item: RunItem) -> dict[str, Any]:
    row = {field.name: getattr(item, field.name) for field in fields(RunItem)}
    # A name may hold halves of characters, which no database takes.
    texts = {k: _whole(v) for k, v in row.items() if isinstance(v, str)}
    return {"run_id": run_id, **row, **texts}


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _read(row: RowMapping) -> Run:
    days = {name: _zoned(row[name]) for name in ("begun_at", "seen_at", "ended_at")}
    return Run(**{**row, **days})


def _zoned(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None else None
