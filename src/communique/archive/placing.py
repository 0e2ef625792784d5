"""Which collection a document is in."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, func, insert, select, update

from communique.archive.account_tables import COLLECTIONS, DOCUMENT_COLLECTIONS, GROUP_COLLECTIONS
from communique.archive.inserting import next_key
from communique.archive.places import Place
from communique.archive.scoping import EVERYONE, Scope
from communique.archive.tables import DOCUMENTS, RECORDS, REVIEWS
from communique.archive.types import CollectionSummary
from communique.errors import ArchiveError

_PLACED = DOCUMENT_COLLECTIONS


class NotSeen(ArchiveError):
    """A thing is out of the sight of who asked; it says what is said of things that aren't."""


def find_place(connection: Connection, document_id: str) -> int:
    """Return the key of the collection that a document is in."""
    statement = select(_PLACED.c.collection_key).where(_PLACED.c.document_id == document_id)
    found: int | None = connection.execute(statement).scalar()
    return EVERYONE if found is None else found


def place(connection: Connection, document_id: str, key: int, collection: int) -> None:
    """Put a document into a collection."""
    moved = connection.execute(select(func.coalesce(func.max(_PLACED.c.moved), 0) + 1))
    values = {"collection_key": collection, "moved": moved.scalar_one()}
    again = update(_PLACED).where(_PLACED.c.document_key == key).values(values)
    if connection.execute(again).rowcount == 0:
        row = {"document_key": key, "document_id": document_id, **values}
        connection.execute(insert(_PLACED).values(row))


def move(connection: Connection, document_id: str, collection: int, path: Place) -> int:
    """Put a document with all versions of its page into a collection; return how many there are.

    Raises `ArchiveError` for an unknown document or collection.
    """
    name_collection(connection, collection, path)
    mine = select(DOCUMENTS.c.page_group).where(DOCUMENTS.c.id == document_id).scalar_subquery()
    versions = select(DOCUMENTS.c.id, DOCUMENTS.c.key).where(DOCUMENTS.c.page_group == mine)
    found = connection.execute(versions.order_by(DOCUMENTS.c.key)).all()
    if not found:
        raise ArchiveError(f"archive {path}: has no document {document_id!r}; list its documents")
    for version, key in found:
        place(connection, version, key, collection)
    return len(found)


def find_last_move(connection: Connection) -> int:
    """Return a number that grows whenever a document is moved to another collection."""
    return int(connection.execute(select(func.coalesce(func.max(_PLACED.c.moved), 0))).scalar_one())


def list_collections(connection: Connection) -> list[CollectionSummary]:
    """Return the collections by name, each with how many documents are in it."""
    counted = select(_PLACED.c.collection_key, func.count()).group_by(_PLACED.c.collection_key)
    placed: dict[int, int] = {key: number for key, number in connection.execute(counted)}
    every = connection.execute(select(func.count()).select_from(DOCUMENTS)).scalar_one()
    elsewhere = sum(number for key, number in placed.items() if key != EVERYONE)
    rows = connection.execute(select(COLLECTIONS).order_by(COLLECTIONS.c.name))
    return [
        CollectionSummary(key, name, every - elsewhere if key == EVERYONE else placed.get(key, 0))
        for key, name in rows
    ]


def make_collection(connection: Connection, name: str, path: Place) -> int:
    """Make a collection and return its key; raise `ArchiveError` if the name is taken or empty."""
    name = " ".join(name.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise ArchiveError(f"archive {path}: a collection needs a name of up to 80 signs")
    if connection.execute(select(COLLECTIONS.c.key).where(COLLECTIONS.c.name == name)).first():
        raise ArchiveError(f"archive {path}: has a collection {name!r} already")
    # Counted here, since the first one was made under a number and not by counting.
    key = next_key(connection, COLLECTIONS.c.key)
    connection.execute(insert(COLLECTIONS).values(key=key, name=name))
    return key


def remove_collection(connection: Connection, key: int, path: Place) -> str:
    """Remove a collection without documents and return its name; raise `ArchiveError` otherwise."""
    name = name_collection(connection, key, path)
    if key == EVERYONE:
        raise ArchiveError(f"archive {path}: the collection {name!r} is that of all; it stays")
    holds = select(exists().where(_PLACED.c.collection_key == key))
    if connection.execute(holds).scalar():
        raise ArchiveError(f"archive {path}: the collection {name!r} has documents; move them")
    connection.execute(delete(GROUP_COLLECTIONS).where(GROUP_COLLECTIONS.c.collection_key == key))
    connection.execute(delete(COLLECTIONS).where(COLLECTIONS.c.key == key))
    return name


def name_collection(connection: Connection, key: int, path: Place) -> str:
    """Return the name of a collection; raise `ArchiveError` for an unknown one."""
    statement = select(COLLECTIONS.c.name).where(COLLECTIONS.c.key == key)
    name: str | None = connection.execute(statement).scalar()
    if name is None:
        raise ArchiveError(f"archive {path}: has no collection {key}; list its collections")
    return name


def require_seen(
    connection: Connection,
    scope: Scope,
    path: Place,
    *,
    documents: Collection[str],
    records: Collection[str],
    reviews: Collection[int],
) -> None:
    """Raise `NotSeen` if one of the things is hidden from a scope, in the words for what
    isn't there.
    """
    asked: list[tuple[str, str | int, Select[Any]]] = [
        ("document", one, select(DOCUMENTS.c.id).where(DOCUMENTS.c.id == one)) for one in documents
    ]
    of_records = select(RECORDS.c.document_id)
    asked += [("record", one, of_records.where(RECORDS.c.id == one)) for one in records]
    about = (REVIEWS.c.target_key, REVIEWS.c.other_key, REVIEWS.c.made_key)
    for number in reviews:
        for column in about:
            joined = of_records.join_from(REVIEWS, RECORDS, RECORDS.c.key == column)
            asked.append(("review", number, joined.where(REVIEWS.c.id == number)))
    for kind, named, statement in asked:
        document: str | None = connection.execute(statement).scalar()
        if document is not None and find_place(connection, document) not in scope.collections:
            raise NotSeen(f"archive {path}: has no {kind} {named!r}; list its {kind}s")
