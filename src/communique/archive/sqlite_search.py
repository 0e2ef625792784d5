"""Full-text search in SQLite: FTS5 tables beside documents and evidence, kept by triggers."""

import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, column, func, select, table, text
from sqlalchemy.exc import DatabaseError

from communique.archive.tables import ARTICLES, DOCUMENTS
from communique.archive.terms import Narrow, Terms

DOCUMENTS_SEARCH = table("documents_search", column("rowid"), column("rank"))

#: The columns in which words are found, by table.
INDEXED = {"documents": ("title", "text"), "evidence": ("text",)}

#: Signs that mark matches in a text: code points that Unicode keeps for such inner use.
OPEN, CLOSE = "\ufdd0", "\ufdd1"

#: So many times as many documents are ranked as are asked for.
RANKED = 4


def write_expression(terms: Terms) -> str:
    """Return the terms as an FTS5 expression that asks for every one.

    Every term is quoted, so that nothing in it is taken for an operator.
    """
    written = []
    for term in terms:
        quoted = term.words.replace('"', '""')
        written.append(f'"{quoted}"{"*" if term.beginning else ""}')
    return " AND ".join(written)


def matching(key: ColumnElement[int], index: str, terms: Terms) -> ColumnElement[bool]:
    """Return the condition that `key` is a row of `index` that holds all terms."""
    return key.in_(select_keys(index, terms))


def select_keys(index: str, terms: Terms) -> Select[Any]:
    """Return a query of the rows of `index` that hold all terms."""
    rowid: ColumnElement[int] = column("rowid")
    return select(rowid).select_from(table(index)).where(_match(index, terms))


def _match(index: str, terms: Terms) -> ColumnElement[bool]:
    return column(index, is_literal=True).op("MATCH", is_comparison=True)(write_expression(terms))


def rank(
    connection: Connection, terms: Terms, limit: int, narrow: Narrow | None
) -> dict[int, float]:
    """Return the keys of the best documents with scores, the best first, equals by id."""
    match = _match("documents_search", terms)
    # Sorted by nothing but rank, the index does it by itself in half the time. More are asked
    # for than wanted, to see whether the last of them has equals that come before it by id.
    some = (
        select(DOCUMENTS_SEARCH.c.rowid, DOCUMENTS_SEARCH.c.rank)
        .where(match)
        .order_by(DOCUMENTS_SEARCH.c.rank)
        .limit(limit * RANKED)
    )
    found: list[tuple[int, float]] = (
        [] if narrow else [(key, value) for key, value in connection.execute(some)]
    )
    if narrow or (len(found) == limit * RANKED and found[limit - 1][1] == found[-1][1]):
        every = (
            select(DOCUMENTS.c.key, DOCUMENTS_SEARCH.c.rank)
            .join_from(DOCUMENTS_SEARCH, DOCUMENTS, DOCUMENTS_SEARCH.c.rowid == DOCUMENTS.c.key)
            .join(ARTICLES, ARTICLES.c.document_id == DOCUMENTS.c.id)
            .where(match, ARTICLES.c.ordinal == 0)
            .order_by(DOCUMENTS_SEARCH.c.rank, DOCUMENTS.c.id)
            .limit(limit)
        )
        every = narrow(every) if narrow else every
        return {key: -value for key, value in connection.execute(every)}
    worst = found[:limit][-1][1] if found else 0.0
    found = [one for one in found if one[1] <= worst]
    named = select(DOCUMENTS.c.key, DOCUMENTS.c.id).where(
        DOCUMENTS.c.key.in_([key for key, _ in found])
    )
    ids: dict[int, str] = {key: id_ for key, id_ in connection.execute(named)}
    found.sort(key=lambda one: (one[1], ids[one[0]]))
    return {key: -value for key, value in found[:limit]}


def mark(
    connection: Connection, terms: Terms, texts: Mapping[int, str], most: int
) -> dict[int, list[tuple[int, int]]]:
    """Return the first spans of each text that match a term, by the documents' keys."""
    marked = func.highlight(column("documents_search", is_literal=True), 1, OPEN, CLOSE)
    statement = select(DOCUMENTS_SEARCH.c.rowid, marked).where(
        DOCUMENTS_SEARCH.c.rowid.in_(list(texts)), _match("documents_search", terms)
    )
    return {key: read_marks(texts[key], one)[:most] for key, one in connection.execute(statement)}


def read_marks(text_: str, marked: str) -> list[tuple[int, int]]:
    """Return the spans marked, as offsets into the text; none if they can't be told.

    That is so where the text itself holds the marks, or a NUL, at which SQLite stops.
    """
    if marked.replace(OPEN, "").replace(CLOSE, "") != text_:
        return []
    spans = []
    start = offset = 0
    for piece in re.split(f"([{OPEN}{CLOSE}])", marked):
        if piece == OPEN:
            start = offset
        elif piece == CLOSE:
            spans.append((start, offset))
        else:
            offset += len(piece)
    return spans


def find_evidence(connection: Connection, terms: Terms, keys: Collection[int]) -> Iterator[int]:
    """Yield those of some keys of evidence whose words hold all terms."""
    # The index tells all matches sooner than it looks for each span of a few documents.
    rowid: ColumnElement[int] = column("rowid")
    statement = (
        select(rowid)
        .select_from(table("evidence_search"))
        .where(_match("evidence_search", terms))
        .where(rowid.between(min(keys, default=0), max(keys, default=0)))
    )
    wanted = set(keys)
    yield from (key for key in connection.execute(statement).scalars() if key in wanted)


def create(connection: Connection) -> None:
    """Create the full-text tables, fill them, and let triggers keep them in step.

    They hold the index alone and read the words from the tables they belong to. Triggers
    run in the transaction of the write, so that no program can leave the index behind.
    """
    for name, columns in INDEXED.items():
        names = ", ".join(columns)
        index = f"{name}_search"
        forget, learn = _write_forget(name), _write_learn(name)
        for statement in (
            f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{name}', "
            "content_rowid='key', tokenize='porter unicode61 remove_diacritics 2')",
            f"INSERT INTO {index} ({index}) VALUES ('rebuild')",
            f"CREATE TRIGGER {index}_insert AFTER INSERT ON {name} BEGIN {learn}; END",
            f"CREATE TRIGGER {index}_delete AFTER DELETE ON {name} BEGIN {forget}; END",
            _write_update(name),
        ):
            connection.exec_driver_sql(statement)


def renew_trigger(connection: Connection) -> None:
    """Let changes of other columns of documents leave the index alone, as once they didn't."""
    connection.exec_driver_sql("DROP TRIGGER documents_search_update")
    connection.exec_driver_sql(_write_update("documents"))


def _write_update(name: str) -> str:
    return (
        f"CREATE TRIGGER {name}_search_update AFTER UPDATE OF {', '.join(INDEXED[name])} "
        f"ON {name} BEGIN {_write_forget(name)}; {_write_learn(name)}; END"
    )


def _write_forget(name: str) -> str:
    index, names = f"{name}_search", ", ".join(INDEXED[name])
    old = ", ".join(f"old.{one}" for one in INDEXED[name])
    return f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', old.key, {old})"


def _write_learn(name: str) -> str:
    new = ", ".join(f"new.{one}" for one in INDEXED[name])
    return f"INSERT INTO {name}_search (rowid, {', '.join(INDEXED[name])}) VALUES (new.key, {new})"


def rebuild(connection: Connection) -> None:
    """Make the content of the index anew."""
    for name in INDEXED:
        index = f"{name}_search"
        connection.execute(text(f"INSERT INTO {index} ({index}) VALUES ('rebuild')"))


def check(connection: Connection) -> Iterator[str]:
    """Yield the indexes that don't agree with their tables."""
    for name in INDEXED:
        index = f"{name}_search"
        # Rank 1 has the index compared with the tables, not only with itself.
        statement = f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
        try:
            connection.exec_driver_sql(statement)
        except DatabaseError as error:
            code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            if code & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            yield f"search: {index} does not agree with its table; rebuild the search index"
