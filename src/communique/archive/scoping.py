"""Whose eyes an archive is seen through: what of each table may be read.

What a question may see is not left to the question. A connection of a scope has a temporary view
by the name of every table, which both SQLite and PostgreSQL look up before the table itself; so
any query, also one that nobody has written yet, reads what the view lets through. A table that no
rule is given for here shows no row. Behind that, the store refuses to write, and to name a table
past its view.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from communique.errors import ArchiveError

#: The collection that everybody sees; what is in no other is in this one.
EVERYONE = 1

#: Tables of full-text search.
INDEXES = ("documents_search", "evidence_search")


@dataclass(frozen=True, slots=True)
class Scope:
    """The collections whose documents may be seen, by key."""

    collections: frozenset[int]

    @property
    def key(self) -> str:
        """What tells the scope from others; kept answers are found under it."""
        return f"scope {self._listed} "

    @property
    def _listed(self) -> str:
        return ",".join(str(int(one)) for one in sorted(self.collections))

    def hidden(self, column: str) -> str:
        """Return the SQL condition that a collection's key is none of these."""
        return f"{column} NOT IN ({self._listed})" if self.collections else "1 = 1"


def scope_of(collections: Iterable[int]) -> Scope:
    """Return the scope of whoever may see these collections, and so that of everybody."""
    return Scope(frozenset({EVERYONE, *collections}))


NOTHING = Scope(frozenset())


def write_views(
    scope: Scope, schema: str, tables: Collection[str], *, index_key: str
) -> Mapping[str, str]:
    """Return what each of the tables shows to a scope, as SQL, by the table's name.

    `schema` is the tables' own one. The column `index_key` of a table of full-text search is the
    key of what it is about. A table without a rule shows its columns and no row.
    """
    conditions = rules_of(scope, schema, index_key=index_key)
    # Documents without a row are in the collection of all, which a stranger doesn't see.
    seen = EVERYONE in scope.collections
    return {
        name: f'SELECT t.* FROM {schema}."{name}" AS t '
        f"WHERE {conditions.get(name, '1 = 0') if seen else '1 = 0'}"
        for name in tables
    }


def rules_of(scope: Scope, schema: str, *, index_key: str) -> Mapping[str, str]:
    """Return which rows `t` of each table a scope sees, as SQL conditions by the table's name."""
    placed, records = f"{schema}.document_collections", f"{schema}.records"
    # Asked once a query: where nothing is hidden from a scope, no row is looked up.
    none = f"NOT EXISTS (SELECT 1 FROM {placed} AS c WHERE {scope.hidden('c.collection_key')})"

    def unless(found: str) -> str:
        return f"({none} OR NOT EXISTS ({found} AND {scope.hidden('c.collection_key')}))"

    def document_key(column: str) -> str:
        return unless(f"SELECT 1 FROM {placed} AS c WHERE c.document_key = {column}")

    def document_id(column: str) -> str:
        return unless(f"SELECT 1 FROM {placed} AS c WHERE c.document_id = {column}")

    def record(*columns: str) -> str:
        return " AND ".join(
            unless(
                f"SELECT 1 FROM {records} AS r JOIN {placed} AS c ON c.document_id = r.document_id "
                f"WHERE r.key = {column}"
            )
            for column in columns
        )

    def review(column: str) -> str:
        # What takes a review back has no record of its own; nothing takes that back again.
        return " AND ".join(
            unless(
                f"SELECT 1 FROM {schema}.reviews AS v JOIN {records} AS r ON r.key = v.{key} "
                f"JOIN {placed} AS c ON c.document_id = r.document_id WHERE v.id = {column}"
            )
            for key in ("target_key", "other_key", "made_key")
        )

    def run(column: str) -> str:
        return (
            f"NOT EXISTS (SELECT 1 FROM {schema}.runs AS c "
            f"WHERE c.id = {column} AND {scope.hidden('c.collection_key')})"
        )

    return {
        "documents": document_key("t.key"),
        "page_marks": document_key("t.document_key"),
        "document_parties": document_key("t.document_key"),
        "document_revisions": document_key("t.document_key"),
        "document_collections": f"NOT ({scope.hidden('t.collection_key')})",
        "articles": document_id("t.document_id"),
        "records": document_id("t.document_id"),
        "record_parties": record("t.record_key"),
        "record_topics": record("t.record_key"),
        "record_people": record("t.record_key"),
        "record_periods": record("t.record_key"),
        "evidence": record("t.record_key"),
        "reviews": f"{review('t.id')} AND (t.undoes IS NULL OR ({review('t.undoes')}))",
        "successions": record("t.old_key", "t.new_key"),
        "carried": f"{record('t.record_key')} AND {review('t.review_id')}",
        "answers": f"substr(t.question, 1, {len(scope.key)}) = '{scope.key}'",
        "collections": f"NOT ({scope.hidden('t.key')})",
        # Rows of packs are about persons in office, and of no document.
        "known_tenures": "1 = 1",
        "alembic_version": "1 = 1",
        "runs": f"NOT ({scope.hidden('t.collection_key')})",
        "run_items": f"{run('t.run_id')} AND {document_id('t.document_id')}",
        "documents_search": document_key(f"t.{index_key}"),
        "evidence_search": unless(
            f"SELECT 1 FROM {schema}.evidence AS e JOIN {records} AS r ON r.key = e.record_key "
            f"JOIN {placed} AS c ON c.document_id = r.document_id WHERE e.key = t.{index_key}"
        ),
    }


def refuse_schema(statement: str, schema: str) -> None:
    """Raise `ArchiveError` for a statement that names the schema: a qualified name is the one
    way past a view, and nothing that is asked for needs one.
    """
    if re.search(rf"\b{re.escape(schema)}\b", statement, re.IGNORECASE):
        raise ArchiveError("a question of a scope names no schema")
