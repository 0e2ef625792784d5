"""Issues of diplomacy and the English terms and formulas that name them.

Tables: `issues.csv` (ids, kinds, parents) and `issue_terms.csv` (terms, weights).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, TypeVar

from ahocorasick_rs import AhoCorasick

from communique.errors import TableError
from communique.records import Value
from communique.reference.tables import FOLDER, describe_fault, read_rows

Kind = Literal["topic", "region", "broad"]
Weight = Literal[1, 2, 3]
Made = TypeVar("Made")

ISSUES_TABLE = "issues.csv"
TERMS_TABLE = "issue_terms.csv"

# One decisive term outweighs three strong ones of its kind; a strong region outweighs a strong
# topic, a decisive topic a strong region.
POINTS: Mapping[int, int] = {1: 1, 2: 3, 3: 10}
KIND_FACTORS: Mapping[Kind, int] = {"region": 3, "topic": 2, "broad": 1}

# Topics below this issue are political: beside a region they say less than the region does.
# "The sovereignty of Ukraine" is about Ukraine, "grain exports of Ukraine" about agriculture.
POLITICAL = "international-affairs"
YIELD = 4
_STRONG_REGION = POINTS[2] * KIND_FACTORS["region"]

_LEVELLED = str.maketrans(
    {"’": "'", "‘": "'", "-": " ", "\u2010": " ", "\u2011": " ", "\u2013": " ", "—": " "}
)
_SPACES = re.compile(r"\s+")


class Issue(Value):
    """An issue; `parent` is the wider issue it belongs to, None for one that has none."""

    id: str
    name: str
    kind: Kind
    parent: str | None
    citation: str


class IssueTerm(Value):
    """A phrase that names an issue; weight 3 decides alone, 1 is a faint hint."""

    issue: str
    term: str
    weight: Weight


class Issues:
    """The issue tables with their search."""

    def __init__(self, issues: tuple[Issue, ...], terms: tuple[IssueTerm, ...]) -> None:
        self.issues: Mapping[str, Issue] = {issue.id: issue for issue in issues}
        self.terms = terms
        self._political = {issue.id for issue in issues if self.is_political(issue.id)}
        patterns: dict[str, dict[str, int]] = {}
        for term in terms:
            for form in _forms(_level(term.term)):
                patterns.setdefault(form, {})[term.issue] = term.weight
        self._patterns = list(patterns)
        self._scores = [
            {
                issue: POINTS[weight] * KIND_FACTORS[self.issues[issue].kind]
                for issue, weight in patterns[form].items()
            }
            for form in self._patterns
        ]
        self._automaton = AhoCorasick([form.rstrip("*") for form in self._patterns])

    def find(self, text: str) -> tuple[tuple[str, int], ...]:
        """Return the ids of the issues named in `text` with their scores, best first.

        Regions go before topics and topics before the broad issues unless a stronger term says
        otherwise; of equals the narrower one, then the one named first. A term inside a longer
        term doesn't count, nor does a second occurrence. Empty where nothing is named.
        """
        found: dict[str, int] = {}
        for index in dict.fromkeys(self._matches(_level(text))):
            for issue, score in self._scores[index].items():
                found[issue] = found.get(issue, 0) + score
        if any(score >= _STRONG_REGION for issue, score in found.items() if self._is_region(issue)):
            for issue in found.keys() & self._political:
                found[issue] //= YIELD
        # Sorting is stable: of equals, the narrower issue goes first, then the one named first.
        ranked = sorted(found.items(), key=lambda item: (-item[1], -self._depth(item[0])))
        return tuple(ranked)

    def _depth(self, issue: str) -> int:
        parent = self.issues[issue].parent
        return 0 if parent is None else 1 + self._depth(parent)

    def _is_region(self, issue: str) -> bool:
        return self.issues[issue].kind == "region"

    def is_political(self, issue: str) -> bool:
        """Whether the issue is a topic of peace, rights or order between states."""
        found = self.issues[issue]
        if found.kind != "topic" or found.parent is None:
            return False
        return found.parent == POLITICAL or self.is_political(found.parent)

    def _matches(self, text: str) -> Iterator[int]:
        """Yield the index of every pattern found on word borders, the longest at each place."""
        hits = [
            (start, end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if _on_borders(text, start, end, open_end=self._patterns[index].endswith("*"))
        ]
        reached = 0
        for start, end, index in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            if start >= reached:
                yield index
                reached = end


def _level(text: str) -> str:
    """Return `text` in lower case, hyphens and runs of white space as one blank."""
    return _SPACES.sub(" ", text.translate(_LEVELLED)).lower()


def _forms(term: str) -> Iterator[str]:
    yield term
    if term.endswith("y") and term[-2:-1] not in "aeiou":
        yield term[:-1] + "ies"


def _on_borders(text: str, start: int, end: int, *, open_end: bool) -> bool:
    if start and text[start - 1].isalnum():
        return False
    if open_end:
        return True
    # A plural is the same term; so is a possessive, whose apostrophe is a border anyhow.
    for suffix in ("", "s", "es"):
        stop = end + len(suffix)
        if text.startswith(suffix, end) and not text[stop : stop + 1].isalnum():
            return True
    return False


@lru_cache(maxsize=1)
def load_issues() -> Issues:
    """Read both issue tables; raise `TableError` for a bad row or a term of an unknown issue."""
    issues = [
        _read(ISSUES_TABLE, line, row, read_issue)
        for line, row in read_rows(ISSUES_TABLE, tuple(Issue.model_fields))
    ]
    terms = [
        _read(TERMS_TABLE, line, row, read_term)
        for line, row in read_rows(TERMS_TABLE, tuple(IssueTerm.model_fields))
    ]
    known = {issue.id for issue in issues}
    for line, row in read_rows(TERMS_TABLE, ("issue",)):
        if row["issue"] not in known:
            raise TableError(FOLDER / TERMS_TABLE, line, f"names no issue: {row['issue']!r}")
    if lost := find_lost(issues):
        raise TableError(FOLDER / ISSUES_TABLE, 0, f"{lost}: {TELL_LOST}")
    return Issues(tuple(issues), tuple(terms))


def read_issue(row: Mapping[str, str]) -> Issue:
    """Return the issue of a row; raise `ValueError` for one that can't be used."""
    if not row["citation"]:
        raise ValueError("has no citation")
    cells = {column: row[column] for column in Issue.model_fields}
    return Issue.model_validate({**cells, "parent": row["parent"] or None})


def read_term(row: Mapping[str, str]) -> IssueTerm:
    """Return the term of a row; raise `ValueError` for one that can't be used."""
    cells = {column: row[column] for column in IssueTerm.model_fields}
    if not _level(row["term"]).strip(" *"):
        raise ValueError("has no term")
    return IssueTerm.model_validate({**cells, "weight": int(row["weight"])})


#: What is wrong with an issue that `find_lost` gives.
TELL_LOST = "its parent is no issue, or has it as its own parent"


def find_lost(issues: Iterable[Issue]) -> str | None:
    """Return the first issue that has no way up to one without a parent, None if all have."""
    parents = {issue.id: issue.parent for issue in issues}
    for start in parents:
        seen: set[str | None] = set()
        at: str | None = start
        while at is not None:
            if at in seen or at not in parents:
                return start
            seen.add(at)
            at = parents[at]
    return None


def _read(
    table: str, line: int, row: Mapping[str, str], read: Callable[[Mapping[str, str]], Made]
) -> Made:
    try:
        return read(row)
    except ValueError as error:
        raise TableError(FOLDER / table, line, describe_fault(error)) from error
