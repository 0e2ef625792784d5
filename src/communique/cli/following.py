"""Commands that follow things through time: requests, targets, versions of a page."""

from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.naming import SomeParties, find_document, resolve_some
from communique.cli.options import ArchiveUrl, AsOfOption, Format, FormatOption, KnownAtOption

if TYPE_CHECKING:
    from communique.archive.types import Change, DocumentSummary
    from communique.cli.output import Row

_VERSION_COLUMNS = ("document", "id", "published", "added_at", "old", "new", "old_text", "new_text")


def requests(
    parties: SomeParties = None,
    archive: ArchiveUrl = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what was asked for, and whether it was accepted, done, refused or left unanswered."""
    from communique.cli.ledger_rows import form_of, print_listing
    from communique.views import open_archive
    from communique.views.linked_listings import list_requests

    named = resolve_some(parties)
    with open_archive(archive, create=False) as desk:
        listing = list_requests(desk, *named, form=form_of(form), as_of=as_of, known_at=known_at)
    print_listing(listing, form, wide="request")


def targets(
    parties: SomeParties = None,
    archive: ArchiveUrl = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List numbers that were aimed at, beside what later statistics say."""
    from communique.cli.ledger_rows import form_of, print_listing
    from communique.views import open_archive
    from communique.views.linked_listings import list_targets

    named = resolve_some(parties)
    with open_archive(archive, create=False) as desk:
        listing = list_targets(desk, *named, form=form_of(form), as_of=as_of, known_at=known_at)
    print_listing(listing, form)


def versions(
    document: Annotated[
        str, typer.Argument(metavar="DOC", help="Name or id of a document of the archive.")
    ],
    archive: ArchiveUrl = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the versions of a page that was edited, and what differs from each to the next."""
    from communique.cli.output import print_things
    from communique.views import open_archive
    from communique.views.editions import list_editions

    with open_archive(archive, create=False) as desk:
        chosen = find_document(desk, document, as_of=as_of, known_at=known_at)
        found = list_editions(desk, chosen.id, as_of=as_of, known_at=known_at)
    edits = [(edition.document, change) for edition in found for change in edition.changes]
    print_things(
        edits,
        form,
        row=lambda edit: _edit_row(*edit),
        columns=_VERSION_COLUMNS,
        cells=lambda edit: _edit_cells(*edit),
        header=("version", "place", "before", "after"),
        wide="after",
        nothing="the versions differ in no word" if len(found) > 1 else "there is one version",
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (requests, targets, versions):
        app.command()(command)


def _edit_row(version: "DocumentSummary", change: "Change") -> "Row":
    from communique.views.dates import iso_end

    return {
        "document": version.name,
        "id": version.id,
        "published": iso_end(version.published),
        "added_at": version.added_at.isoformat(),
        "old": list(change.old),
        "new": list(change.new),
        "old_text": change.old_text,
        "new_text": change.new_text,
    }


def _edit_cells(version: "DocumentSummary", change: "Change") -> tuple[str, str, str, str]:
    from communique.views.dates import iso_end

    return (
        iso_end(version.published) or f"added {version.added_at:%Y-%m-%d}",
        f"{change.new[0]}–{change.new[1]}",
        change.old_text,
        change.new_text,
    )
