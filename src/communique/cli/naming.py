"""Parties, documents and issues as they are named on the command line."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from communique.archive import Archive
    from communique.archive.types import DocumentSummary

SomeParties = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PARTY [PARTY]]",
        help="None, one, or two states or organisations: name, code or id.",
        show_default=False,
    ),
]


def resolve(name: str) -> str:
    """Return the party that is called so; raise `UnknownParty` if none is."""
    from communique.reference.parties import load_parties

    return load_parties().resolve(name)


def resolve_some(names: Sequence[str] | None) -> tuple[str, ...]:
    """Return the parties named, two at most and none twice; none for None."""
    if names is not None and len(names) > 2:
        raise typer.BadParameter("name two parties at most")
    resolved = tuple(map(resolve, names or ()))
    if len(set(resolved)) < len(resolved):
        raise typer.BadParameter(f"{label(resolved[0])} is named twice; name two parties")
    return resolved


def resolve_two(left: str, right: str) -> tuple[str, str]:
    """Return two different parties."""
    one, other = resolve_some((left, right))
    return one, other


def label(party: str) -> str:
    """Return what people call the party."""
    from communique.views.names import name_party

    return name_party(party)


def find_document(
    desk: "Archive", name: str, *, as_of: date | None = None, known_at: date | None = None
) -> "DocumentSummary":
    """Return the stored document of that id or name; see `views.choosing.choose_document`."""
    from communique.views.choosing import choose_document

    return choose_document(desk, name, as_of=as_of, known_at=known_at)


def require_issue(issue: str) -> None:
    """Raise a usage error for an issue that the table doesn't have."""
    from difflib import get_close_matches

    from communique.reference.issues import load_issues

    known = load_issues().issues
    if issue not in known:
        close = get_close_matches(issue, known, n=3) or sorted(known)
        raise typer.BadParameter(f"no issue is called {issue!r}; there is {', '.join(close)}")
