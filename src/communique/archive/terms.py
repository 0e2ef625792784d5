"""What people type into a search, taken apart; and what an index must answer to it."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

#: Words in quotation marks of any usual kind, or one word.
TERM = re.compile(r'"([^"]*)"?|“([^”]*)”?|«([^»]*)»?|([^\s"“«]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together in this order; of the last only a beginning, if so."""

    words: str
    beginning: bool = False


Terms = tuple[Term, ...]

#: What adds conditions to a query of documents, each with its first article.
Narrow = Callable[[Select[Any]], Select[Any]]


def parse_terms(query: str) -> Terms:
    """Return the terms of `query`, each once; none if it has no word."""
    terms = []
    for match in TERM.finditer(query):
        phrase = next(group for group in match.groups() if group is not None)
        # No index reads beyond a NUL, and lone surrogates can't be encoded.
        words = "".join(c if c.isprintable() else " " for c in phrase)
        if any(character.isalnum() for character in words):
            beginning = bool(match[4]) and words.endswith("*")
            terms.append(Term(words.rstrip("*"), beginning))
    return tuple(dict.fromkeys(terms))


class Index(Protocol):
    """The full-text index of one kind of store: of titles and texts, and of evidence."""

    def matching(self, key: ColumnElement[int], index: str, terms: Terms) -> ColumnElement[bool]:
        """Return the condition that `key` is one of those under which `index` holds all terms."""

    def select_keys(self, index: str, terms: Terms) -> Select[Any]:
        """Return a query of the keys under which `index` holds all terms; some may come twice."""

    def rank(
        self, connection: Connection, terms: Terms, limit: int, narrow: Narrow | None
    ) -> dict[int, float]:
        """Return the keys of the best documents with scores, the best first, equals by id."""

    def mark(
        self, connection: Connection, terms: Terms, texts: Mapping[int, str], most: int
    ) -> dict[int, list[tuple[int, int]]]:
        """Return the first spans of each text that match a term, by the documents' keys."""

    def find_evidence(
        self, connection: Connection, terms: Terms, keys: Collection[int]
    ) -> Iterator[int]:
        """Yield those of some keys of evidence whose words hold all terms."""

    def create(self, connection: Connection) -> None:
        """Make the index of the tables that are there, and what keeps it in step with them."""

    def rebuild(self, connection: Connection) -> None:
        """Make the content of the index anew."""

    def check(self, connection: Connection) -> Iterator[str]:
        """Yield the indexes that don't agree with their tables."""


def index_of(dialect: str) -> Index:
    """Return the index of the stores with an SQL dialect of this name."""
    if dialect == "postgresql":
        from communique.archive import postgresql_search

        return postgresql_search
    from communique.archive import sqlite_search

    return sqlite_search


class Matching(ColumnElement[bool]):
    """The condition that a key is one of those under which an index holds all terms.

    It becomes what the store's index makes of it when the statement is written for that store,
    so that queries can be put together without knowing which it is.
    """

    inherit_cache = False

    def __init__(self, key: ColumnElement[int], index: str, terms: Terms) -> None:
        self.key_column = key
        self.index = index
        self.terms = terms


@compiles(Matching)
def _compile(element: Matching, compiler: SQLCompiler, **options: Any) -> str:
    index = index_of(compiler.dialect.name)
    condition = index.matching(element.key_column, element.index, element.terms)
    return str(compiler.process(condition.self_group(), **options))
