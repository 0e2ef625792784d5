"""What is wrong with a table of one's own, line by line."""

from collections.abc import Callable, Mapping
from pathlib import Path

from communique.errors import TableError
from communique.records import Value
from communique.reference.issues import (
    ISSUES_TABLE,
    TELL_LOST,
    TERMS_TABLE,
    Issue,
    IssueTerm,
    find_lost,
    load_issues,
    read_issue,
    read_term,
)
from communique.reference.layers import KEYS, Row, read_header, read_own_rows
from communique.reference.offices import TABLE, Office, read_office
from communique.reference.parties import load_parties
from communique.reference.tables import describe_fault

_ROWS: Mapping[str, tuple[type[Value], Callable[[Mapping[str, str]], Value]]] = {
    ISSUES_TABLE: (Issue, read_issue),
    TERMS_TABLE: (IssueTerm, read_term),
    TABLE: (Office, read_office),
}


def table_of(path: Path) -> str | None:
    """Return which of our tables a file is a layer of, by its columns; None if of none.

    Raises `TableError` for a file that can't be read.
    """
    header = read_header(path)
    fit = (table for table, (row, _) in _ROWS.items() if {*row.model_fields} <= {*header})
    return next(fit, None)


def find_faults(path: Path, table: str) -> tuple[int, list[TableError]]:
    """Return how many rows a layer of `table` has, and all that is wrong with them, by line."""
    model, read = _ROWS[table]
    faults: list[TableError] = []
    if path.name != table:
        faults.append(TableError(path, 0, f"has the columns of {table}; it must be called so"))
    rows: list[tuple[int, Row]] = []
    try:
        rows.extend(read_own_rows(path, tuple(model.model_fields), faults))
    except TableError as error:
        return 0, [*faults, error]
    seen: dict[tuple[str, ...], int] = {}
    for line, row in rows:
        try:
            value = read(row)
        except ValueError as error:
            faults.append(TableError(path, line, describe_fault(error)))
            continue
        key = tuple(row[column] for column in KEYS[table])
        if (first := seen.setdefault(key, line)) != line:
            faults.append(TableError(path, line, f"has the same key as line {first}"))
        if reason := _check(value, path):
            faults.append(TableError(path, line, reason))
    if table == ISSUES_TABLE and not faults:
        read_rows = [read_issue(row) for _, row in rows]
        own = {issue.id: issue for issue in read_rows}
        if lost := find_lost(({**load_issues().issues, **own}).values()):
            line = next((line for line, row in rows if row["id"] == lost), 0)
            faults.append(TableError(path, line, f"{lost}: {TELL_LOST}"))
    return len(rows), sorted(faults, key=lambda fault: fault.line)


def _check(value: Value, path: Path) -> str | None:
    """Return what of a row names nothing that there is; None if all is well."""
    match value:
        case Office(party=str(party)) if party not in _parties():
            return f"has an unknown party {party!r}"
        case IssueTerm(issue=issue) if issue not in {*load_issues().issues, *_beside(path)}:
            return f"names no issue: {issue!r}"
    return None


def _parties() -> frozenset[str]:
    known = load_parties()
    return frozenset({*known.states, *known.organisations})


def _beside(path: Path) -> dict[str, Issue]:
    """Return the issues of the table in the same folder, as far as they can be read."""
    beside = path.parent / ISSUES_TABLE
    found: dict[str, Issue] = {}
    if beside.is_file() and beside != path:
        for _, row in read_own_rows(beside, tuple(Issue.model_fields), []):
            try:
                issue = read_issue(row)
            except ValueError:
                continue
            found[issue.id] = issue
    return found
