"""Full-text search in PostgreSQL: tables of `tsvector` beside documents and evidence.

Words are runs of letters and digits, without accents and in any English ending, as with SQLite.
Of one text PostgreSQL keeps 16,383 places, 256 of each word, and a megabyte at most; so texts are
indexed in pieces of 256 words, which overlap by as many as a part of a phrase may have.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Float,
    Numeric,
    Select,
    and_,
    cast,
    column,
    false,
    func,
    literal_column,
    select,
    table,
    text,
)

from communique.archive.tables import ARTICLES, DOCUMENTS
from communique.archive.terms import Narrow, Term, Terms

#: What words consist of, as a class of characters for PostgreSQL and Python alike: ASCII's
#: letters and digits, and all blocks beyond but those of punctuation, symbols and inner use.
LETTERS = (
    r"0-9A-Za-z\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00bc-\u00be\u00c0-\u00d6\u00d8-\u00f6"
    r"\u00f8-\u02ff\u0370-\u1fff\u2070-\u209f\u2100-\u218f\u2460-\u24ff\u2c00-\u2dff"
    r"\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\ud7ff\uf900-\ufdcf\ufdf0-\ufdff"
    r"\ufe70-\ufefe\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc"
    r"\U00010000-\U0001d0ff\U0001d400-\U0001efff\U00020000-\U0003ffff"
)
#: Accents that stand by themselves, once letters are taken apart.
ACCENTS = r"\u0300-\u036f"

WORD = re.compile(f"[{LETTERS}{ACCENTS}]+")
_NO_LETTER = re.compile(f"[^{LETTERS}]+")
_ACCENT = re.compile(f"[{ACCENTS}]+")

#: Words in a piece, and how many more it has in common with the next one.
PIECE, OVERLAP = 236, 20
CUT_BELOW = 20_000
#: A query is ranked by so many terms; what matches must hold the others as well.
RANKED_TERMS = 8

INDEXED = {"documents": ("title", "text"), "evidence": ("text",)}

_CONFIGURATION: ColumnElement[str] = literal_column("'communique'::regconfig")
_KEY: ColumnElement[int] = column("key")
_WORDS: ColumnElement[str] = column("words")
_LENGTH: ColumnElement[int] = column("length")


def fold(words: str) -> list[str]:
    """Return words as the index has them, but for their endings."""
    plain = _ACCENT.sub("", unicodedata.normalize("NFD", words).lower())
    return _NO_LETTER.sub(" ", plain).split()


def write_queries(terms: Terms) -> list[str]:
    """Return the terms as queries of `tsquery`; a phrase longer than pieces overlap is several.

    They hold letters, digits and the signs between them only, so that nothing is an operator.
    """
    queries = []
    for term in terms:
        words = fold(term.words)
        for start in range(0, len(words), OVERLAP):
            some = words[start : start + OVERLAP]
            last = start + OVERLAP >= len(words)
            queries.append(" <-> ".join(some) + (":*" if term.beginning and last else ""))
    return queries


def matching(key: ColumnElement[int], index: str, terms: Terms) -> ColumnElement[bool]:
    """Return the condition that `key` is one under which `index` holds all terms."""
    queries = write_queries(terms)
    if not queries:
        return false()
    # Term by term, since they may stand in different pieces of a text.
    return and_(
        *(key.in_(select(_KEY).select_from(table(index)).where(_match(query))) for query in queries)
    )


def select_keys(index: str, terms: Terms) -> Select[Any]:
    """Return a query of the keys under which `index` holds all terms, some more than once."""
    queries = write_queries(terms)
    found = select(_KEY).select_from(table(index))
    if not queries:
        return found.where(false())
    rest = (select(_KEY).select_from(table(index)).where(_match(query)) for query in queries[1:])
    return found.where(_match(queries[0]), *(_KEY.in_(other) for other in rest))


def _match(query: str) -> ColumnElement[bool]:
    return _WORDS.op("@@", is_comparison=True)(func.to_tsquery(_CONFIGURATION, query))


def rank(
    connection: Connection, terms: Terms, limit: int, narrow: Narrow | None
) -> dict[int, float]:
    """Return the keys of the best documents with scores, the best first, equals by id.

    A term counts by how seldom documents have it, how often and close together its words stand,
    and how short the document is.
    """
    queries = write_queries(terms)
    if not queries:
        return {}
    number = cast(select(func.count()).select_from(DOCUMENTS).scalar_subquery(), Float)
    score: ColumnElement[float] = literal_column("0.0")
    statement = select(DOCUMENTS.c.key).join(ARTICLES, ARTICLES.c.document_id == DOCUMENTS.c.id)
    for place, query in enumerate(queries[:RANKED_TERMS]):
        found = (
            select(
                _KEY,
                func.sum(func.ts_rank(_WORDS, func.to_tsquery(_CONFIGURATION, query))).label(
                    "rank"
                ),
                func.max(_LENGTH).label("length"),
            )
            .select_from(table("documents_search"))
            .where(_match(query))
            .group_by(_KEY)
            .cte(f"found_{place}")
        )
        having = select(func.count()).select_from(found).scalar_subquery()
        rarity = func.ln(1 + (number - having + 0.5) / (having + 0.5))
        score = score + rarity * found.c.rank / (1 + func.ln(1 + found.c.length))
        statement = statement.join(found, found.c.key == DOCUMENTS.c.key)
    if queries[RANKED_TERMS:]:
        rest = tuple(Term(query) for query in queries[RANKED_TERMS:])
        statement = statement.where(matching(DOCUMENTS.c.key, "documents_search", rest))
    # Rounded, so that equally good ones are equal in whatever order their pieces were added up.
    rounded = func.round(cast(score, Numeric), 9)
    statement = statement.add_columns(rounded).where(ARTICLES.c.ordinal == 0)
    statement = narrow(statement) if narrow else statement
    statement = statement.order_by(rounded.desc(), DOCUMENTS.c.id).limit(limit)
    return {key: float(value) for key, value in connection.execute(statement)}


def mark(
    connection: Connection, terms: Terms, texts: Mapping[int, str], most: int
) -> dict[int, list[tuple[int, int]]]:
    """Return the first spans of each text that match a term, by the documents' keys."""
    wanted = [(fold(term.words), term.beginning) for term in terms]
    found = {
        key: [(match.span(), one) for match in WORD.finditer(text_) for one in _fold_one(match[0])]
        for key, text_ in texts.items()
    }
    # An ending is never so long that the first letter changes: few words need to be asked about.
    first = {one[0] for phrase, _ in wanted for one in phrase}
    words = {one for phrase, _ in wanted for one in phrase}
    words |= {one for tokens in found.values() for _, one in tokens if one[0] in first}
    stems = find_stems(connection, words)
    phrases = [([stems.get(one, one) for one in some], start) for some, start in wanted if some]
    marked = {}
    for key, tokens in found.items():
        places = [(span, stems.get(one, one)) for span, one in tokens]
        marked[key] = list(_find_phrases(places, phrases, most))
    return marked


def _fold_one(word: str) -> list[str]:
    # Most words need no more than this, which is quicker.
    return [word.lower()] if word.isascii() else fold(word)


def find_stems(connection: Connection, words: Collection[str]) -> dict[str, str]:
    """Return what the index has in the place of each folded word."""
    statement = text(
        "SELECT word, (ts_lexize('communique_stem', word))[1] "
        "FROM unnest(CAST(:words AS text[])) AS word"
    )
    rows = connection.execute(statement, {"words": sorted(words)})
    return {word: stem for word, stem in rows if stem is not None}


def _find_phrases(
    places: Sequence[tuple[tuple[int, int], str]],
    phrases: Sequence[tuple[list[str], bool]],
    most: int,
) -> Iterator[tuple[int, int]]:
    """Yield the spans of the first phrases found, such as overlap joined."""
    stems = [stem for _, stem in places]
    open_: tuple[int, int] | None = None
    for first, (span, _) in enumerate(places):
        for phrase, beginning in phrases:
            some = stems[first : first + len(phrase)]
            same = some == phrase or (
                beginning
                and len(some) == len(phrase)
                and some[:-1] == phrase[:-1]
                and some[-1].startswith(phrase[-1])
            )
            if not same:
                continue
            start, end = span[0], places[first + len(phrase) - 1][0][1]
            if open_ is not None and start < open_[1]:
                open_ = (open_[0], max(end, open_[1]))
                continue
            if open_ is not None:
                yield open_
                most -= 1
                if not most:
                    return
            open_ = (start, end)
    if open_ is not None:
        yield open_


def find_evidence(connection: Connection, terms: Terms, keys: Collection[int]) -> Iterator[int]:
    """Yield those of some keys of evidence whose words hold all terms."""
    statement = (
        select(_KEY)
        .distinct()
        .select_from(table("evidence_search"))
        .where(_KEY.in_(select(func.unnest(cast(sorted(keys), ARRAY(BigInteger))))))
        .where(matching(_KEY, "evidence_search", terms))
    )
    yield from connection.execute(statement).scalars()


def create(connection: Connection) -> None:
    """Create what words are made by, the tables of the index and the triggers that keep them.

    Triggers run in the transaction of the write, so that no program can leave the index behind.
    """
    kinds = connection.exec_driver_sql("SELECT alias FROM ts_token_type('default')").scalars()
    named = ", ".join(kind for kind in kinds if kind != "blank")
    for statement in (
        "CREATE TEXT SEARCH DICTIONARY communique_stem (TEMPLATE = snowball, LANGUAGE = english)",
        "CREATE TEXT SEARCH CONFIGURATION communique (PARSER = default)",
        f"ALTER TEXT SEARCH CONFIGURATION communique ADD MAPPING FOR {named} WITH communique_stem",
        _MAKE_WORDS,
        _MAKE_PIECES,
    ):
        connection.execute(text(statement.replace(":", r"\:")))
    for name, columns in INDEXED.items():
        for statement in _write_table(name, columns):
            connection.execute(text(statement.replace(":", r"\:")))
    rebuild(connection)


def rebuild(connection: Connection) -> None:
    """Make the content of the index anew."""
    for name, columns in INDEXED.items():
        connection.execute(text(f"DELETE FROM {name}_search"))
        connection.execute(text(f"INSERT INTO {name}_search {_select_pieces(name, columns)}"))


def check(connection: Connection) -> Iterator[str]:
    """Yield the indexes that don't agree with their tables."""
    for name, columns in INDEXED.items():
        index = f"{name}_search"
        held, due = f"SELECT * FROM {index}", f"({_select_pieces(name, columns)})"
        statement = text(f"({held} EXCEPT {due}) UNION ALL ({due} EXCEPT {held}) LIMIT 1")
        if connection.execute(statement).first() is not None:
            yield f"search: {index} does not agree with its table; rebuild the search index"


# The words of a text in order: letters taken apart from their accents, and what is no letter
# taken for a space, so that the parser, which would make one word of an address, finds none.
_MAKE_WORDS = rf"""
CREATE FUNCTION communique_words(written text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT string_to_array(btrim(regexp_replace(regexp_replace(
        lower(normalize(written COLLATE "default", NFD)), '[{ACCENTS}]+', '', 'g'),
        '[^{LETTERS}]+', ' ', 'g')), ' ')
$$
"""

_MAKE_PIECES = f"""
CREATE FUNCTION communique_pieces(written text)
RETURNS TABLE (piece integer, length integer, words tsvector)
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    listed text[] := communique_words(written);
BEGIN
    -- Cutting an array goes through it from its start: quicker for all but the longest texts.
    IF cardinality(listed) <= {CUT_BELOW:d} THEN
        RETURN QUERY
            SELECT number, cardinality(listed), to_tsvector('communique', array_to_string(
                listed[number * {PIECE} + 1 : (number + 1) * {PIECE} + {OVERLAP}], ' '))
            FROM generate_series(0, greatest(cardinality(listed) - 1, 0) / {PIECE}) AS number;
        RETURN;
    END IF;
    RETURN QUERY
        SELECT place.number, cardinality(listed),
            to_tsvector('communique', string_agg(word, ' ' ORDER BY n))
        FROM unnest(listed) WITH ORDINALITY AS each_word (word, n),
            LATERAL (VALUES (((n - 1) / {PIECE})::integer), (CASE
                WHEN n > {PIECE} AND (n - 1) % {PIECE} < {OVERLAP}
                THEN ((n - 1) / {PIECE})::integer - 1 END)) AS place (number)
        WHERE place.number IS NOT NULL GROUP BY place.number;
END
$$
"""


def _write_table(name: str, columns: Sequence[str]) -> Iterator[str]:
    index = f"{name}_search"
    yield (
        f"CREATE TABLE {index} (key bigint NOT NULL, part integer NOT NULL, "
        "piece integer NOT NULL, length integer NOT NULL, words tsvector NOT NULL, "
        "PRIMARY KEY (key, part, piece))"
    )
    yield f"CREATE INDEX {index}_words ON {index} USING gin (words)"
    yield f"""
CREATE FUNCTION {index}_keep() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM {index} WHERE key = OLD.key;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO {index} {_select_pieces(name, columns, "NEW")};
    END IF;
    RETURN NULL;
END
$$
"""
    yield (
        f"CREATE TRIGGER {index}_keep AFTER INSERT OR DELETE OR UPDATE OF {', '.join(columns)} "
        f"ON {name} FOR EACH ROW EXECUTE FUNCTION {index}_keep()"
    )


def _select_pieces(name: str, columns: Sequence[str], row: str = "") -> str:
    """Return the query of the rows of an index: of one row of its table, or of all."""
    parts = []
    for part, one in enumerate(columns):
        source = f"communique_pieces({row}.{one})" if row else f"{name}, communique_pieces({one})"
        key = f"{row}.key" if row else f"{name}.key"
        parts.append(
            f"SELECT {key}, {part}, made.piece, made.length, made.words FROM {source} made"
        )
    return " UNION ALL ".join(parts)
