"""Commands that ask the archive: search, brief, timeline, commitments, positions, mechanisms."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.naming import (
    SomeParties,
    label,
    require_issue,
    resolve,
    resolve_some,
    resolve_two,
)
from communique.cli.options import (
    ArchiveUrl,
    AsOfOption,
    DrawingOption,
    Format,
    FormatOption,
    KnownAtOption,
    OutputOption,
    Party,
    SinceOption,
    day_option,
)
from communique.cli.page_output import FullOption, PageFormatOption

if TYPE_CHECKING:
    from communique.linking.types import PromiseState

_SEARCH_COLUMNS = ("document", "title", "publisher", "published", "start", "snippet", "records")


class PromiseStateName(StrEnum):
    """Where a commitment stands; the states of `linking.types.PromiseState`."""

    OPEN = "open"
    REAFFIRMED = "reaffirmed"
    MODIFIED = "modified"
    DONE = "done"
    OVERDUE = "overdue"
    DROPPED = "dropped"


def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORD…", help="Words, “phrases”, begin*nings; all must be there."),
    ],
    archive: ArchiveUrl = None,
    limit: Annotated[int, typer.Option(min=1, help="How many documents at most.")] = 20,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Find the documents that hold all the words, best first."""
    from communique.cli.output import note, print_rows, print_table
    from communique.views import open_archive
    from communique.views.dates import describe_date, iso_end
    from communique.views.findings import cite_document
    from communique.views.names import name_document

    with open_archive(archive, create=False) as desk:
        hits = desk.search(" ".join(words), limit, as_of=as_of, known_at=known_at)
    if not hits:
        note("nothing found")
    if form is Format.TABLE:
        print_table(
            ("date", "document", "records", "words"),
            (
                (
                    describe_date(hit.document.published),
                    name_document(cite_document(hit.document)),
                    str(len(hit.records)),
                    hit.snippet.text if hit.snippet else "(in the title)",
                )
                for hit in hits
            ),
            wide="words",
        )
        return
    rows = (
        {
            "document": hit.document.name,
            "title": hit.document.title,
            "publisher": hit.document.publisher,
            "published": iso_end(hit.document.published),
            "start": hit.snippet.start if hit.snippet else None,
            "snippet": hit.snippet.text if hit.snippet else None,
            "records": [stored.id for stored in hit.records],
        }
        for hit in hits
    )
    print_rows(rows, _SEARCH_COLUMNS, form)


def brief(
    left: Party,
    right: Party,
    archive: ArchiveUrl = None,
    form: PageFormatOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    since: SinceOption = None,
    changed_since: Annotated[
        date | None,
        day_option(help="What changed since the end of that day, the day of your last brief."),
    ] = None,
    path: OutputOption = None,
    full: FullOption = False,
) -> None:
    """Brief on two parties: what passed between them and where each stands, with evidence."""
    from communique.cli.output import note
    from communique.cli.page_output import choose_format, print_page
    from communique.views import open_archive
    from communique.views.changes_page import lay_out_changes
    from communique.views.dossier_page import lay_out_dossier

    chosen = choose_format(form, path)
    one, other = resolve_two(left, right)
    if changed_since is not None and (as_of is not None or since is not None):
        raise typer.BadParameter("--changed-since goes with neither --as-of nor --since")
    with open_archive(archive, create=False) as desk:
        if changed_since is not None:
            page = lay_out_changes(desk, one, other, changed_since, known_at=known_at)
            print_page(page, chosen, path, full=full)
            return
        if whole := full or since is not None:
            dossier = desk.dossier(one, other, as_of=as_of, known_at=known_at, since=since)
            page = lay_out_dossier(dossier)
        else:
            page = desk.brief(one, other, as_of=as_of, known_at=known_at)
    if not page.sources and not page.more_sources:
        then = f" and is of {since} or later" if since else ""
        note(f"no document of the archive names both {label(one)} and {label(other)}{then}")
    # A brief is short already.
    print_page(page, chosen, path, full=full or not whole)


def timeline(
    left: Party,
    right: Party,
    archive: ArchiveUrl = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    path: DrawingOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the engagements of two parties, newest first; with --output draw them as SVG."""
    from communique.cli.ledger_rows import form_of, print_listing
    from communique.views import listings, open_archive

    pair = resolve_two(left, right)
    if path is not None:
        _draw(pair, path, archive, as_of, known_at)
        return
    with open_archive(archive, create=False) as desk:
        listing = listings.list_timeline(
            desk, *pair, form=form_of(form), as_of=as_of, known_at=known_at
        )
    print_listing(listing, form)


def commitments(
    parties: SomeParties = None,
    archive: ArchiveUrl = None,
    states: Annotated[
        list[PromiseStateName] | None,
        typer.Option("--state", help="Only those that stand so; repeatable.", show_default=False),
    ] = None,
    open_only: Annotated[
        bool, typer.Option("--open", help="Only what is still to be done, and not past due.")
    ] = False,
    overdue_only: Annotated[
        bool, typer.Option("--overdue", help="Only those whose due date has passed.")
    ] = False,
    due_before: Annotated[
        date | None,
        day_option(help="Only those due before this day."),
    ] = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List commitments with what became of them: of all, of one party, or of two to each other."""
    from communique.cli.ledger_rows import form_of, print_listing
    from communique.linking.types import STILL_OPEN
    from communique.views import listings, open_archive

    if open_only + overdue_only + bool(states) > 1:
        raise typer.BadParameter("take one of --open, --overdue and --state")
    wanted: list[PromiseState] = [state.value for state in states or ()]
    if open_only:
        wanted = list(STILL_OPEN)
    elif overdue_only:
        wanted = ["overdue"]
    named = resolve_some(parties)
    with open_archive(archive, create=False) as desk:
        listing = listings.list_commitments(
            desk,
            *named,
            form=form_of(form),
            states=wanted,
            due_before=due_before,
            as_of=as_of,
            known_at=known_at,
        )
    print_listing(listing, form)


def positions(
    party: Annotated[
        str | None,
        typer.Argument(
            metavar="[PARTY]",
            help="A state or organisation: name, code or id. Default: all.",
            show_default=False,
        ),
    ] = None,
    issue: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Only this issue, such as trade.", show_default=False),
    ] = None,
    archive: ArchiveUrl = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List positions in their holders' own words by issue, and how the wording changed."""
    from communique.cli.ledger_rows import form_of, print_listing
    from communique.views import listings, open_archive

    holder = resolve(party) if party is not None else None
    if issue is not None:
        require_issue(issue)
    with open_archive(archive, create=False) as desk:
        listing = listings.list_positions(
            desk, holder, form=form_of(form), issue=issue, as_of=as_of, known_at=known_at
        )
    print_listing(listing, form)


def mechanisms(
    parties: SomeParties = None,
    archive: ArchiveUrl = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List standing mechanisms, each once under all its names: state, rounds held, what is next."""
    from communique.cli.ledger_rows import form_of, print_listing
    from communique.views import listings, open_archive

    named = resolve_some(parties)
    with open_archive(archive, create=False) as desk:
        listing = listings.list_mechanisms(
            desk, *named, form=form_of(form), as_of=as_of, known_at=known_at
        )
    print_listing(listing, form)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (search, brief, timeline, commitments, positions, mechanisms):
        app.command()(command)


def _draw(
    pair: tuple[str, str],
    path: Path,
    archive: str | None,
    as_of: date | None,
    known_at: date | None,
) -> None:
    from communique.cli.output import note, save
    from communique.views import open_archive
    from communique.views.chart import draw_timeline
    from communique.views.encounters import stands_alone

    with open_archive(archive, create=False) as desk:
        memory = desk.recall(*pair, as_of=as_of, known_at=known_at)
        shared = (e for e in memory.encounters if {*pair} <= {*e.parties})
        found = [e for e in shared if stands_alone(e, memory.as_of)]
    if not found:
        note("nothing on record")
    save(draw_timeline(found, parties=pair, as_of=memory.as_of).encode(), path)
    note(f"wrote {path}")
