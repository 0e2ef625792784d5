"""Reference packs in the archive: rows are added and marked as removed, never rewritten."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select, update

from communique.archive.places import Place
from communique.archive.tables import KNOWN_TENURES
from communique.archive.types import Pack, PackRow
from communique.errors import ArchiveError

_FIELDS = ("person", "office", "rank", "party", "since", "until", "citation")


def import_pack(connection: Connection, name: str, rows: Iterable[PackRow], at: datetime) -> Pack:
    """Make `rows` the content of the pack: what it had before and has no longer is removed."""
    wanted = dict.fromkeys(rows)
    held = {_read(row): row["key"] for row in _select(connection, name, known(None))}
    gone = [key for row, key in held.items() if row not in wanted]
    _remove(connection, gone, at)
    added: list[dict[str, Any]] = [
        {field: getattr(row, field) for field in _FIELDS}
        | {"pack": name, "aliases": json.dumps(row.aliases, ensure_ascii=False), "added_at": at}
        for row in wanted
        if row not in held
    ]
    if added:
        connection.execute(KNOWN_TENURES.insert(), added)
    return next((p for p in list_packs(connection, None) if p.name == name), Pack(name, 0, at))


def remove_pack(connection: Connection, name: str, at: datetime, path: Place) -> int:
    """Remove all rows of a pack and return how many; raise `ArchiveError` for an unknown one."""
    keys = [row["key"] for row in _select(connection, name, known(None))]
    if not keys:
        names = ", ".join(pack.name for pack in list_packs(connection, None)) or "none"
        raise ArchiveError(f"archive {path}: has no reference pack {name!r}; there is {names}")
    _remove(connection, keys, at)
    return len(keys)


def list_packs(connection: Connection, known_at: datetime | None) -> list[Pack]:
    """Return the packs by name; see `Archive.records` for `known_at`."""
    columns = KNOWN_TENURES.c
    statement = (
        select(columns.pack, func.count(), func.min(columns.added_at))
        .where(known(known_at))
        .group_by(columns.pack)
        .order_by(columns.pack)
    )
    return [Pack(*row) for row in connection.execute(statement)]


def find_rows(connection: Connection, known_at: datetime | None) -> Iterator[PackRow]:
    """Yield the rows of all packs, by pack and then in the order in which they came."""
    yield from map(_read, _select(connection, None, known(known_at)))


def known(moment: datetime | None) -> ColumnElement[bool]:
    """Return the condition that a row was there at a moment, without one that it is now."""
    columns = KNOWN_TENURES.c
    if moment is None:
        return columns.removed_at.is_(None)
    stayed = columns.removed_at.is_(None) | (columns.removed_at > moment)
    return (columns.added_at <= moment) & stayed


def _select(
    connection: Connection, name: str | None, condition: ColumnElement[bool]
) -> list[RowMapping]:
    statement = select(KNOWN_TENURES).where(condition)
    if name is not None:
        statement = statement.where(KNOWN_TENURES.c.pack == name)
    ordered = statement.order_by(KNOWN_TENURES.c.pack, KNOWN_TENURES.c.key)
    return list(connection.execute(ordered).mappings())


def _remove(connection: Connection, keys: list[int], at: datetime) -> None:
    removal = update(KNOWN_TENURES).values(removed_at=at)
    # SQLite takes only so many values in one statement.
    for start in range(0, len(keys), 500):
        connection.execute(removal.where(KNOWN_TENURES.c.key.in_(keys[start : start + 500])))


def _read(row: RowMapping) -> PackRow:
    fields: dict[str, Any] = {field: row[field] for field in _FIELDS}
    return PackRow(**fields, aliases=tuple(json.loads(row["aliases"])))
