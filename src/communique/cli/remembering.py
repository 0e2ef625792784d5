"""Commands that list what the archive has linked: encounters, officials, dates."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.naming import SomeParties, resolve_some
from communique.cli.options import (
    ArchiveUrl,
    AsOfOption,
    Format,
    FormatOption,
    KnownAtOption,
    PackOption,
)


def encounters(
    parties: SomeParties = None,
    archive: ArchiveUrl = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List who met whom: one line for each contact, however many documents report it."""
    from communique.cli.ledger_rows import form_of, print_listing
    from communique.views import open_archive
    from communique.views.linked_listings import list_encounters

    named = resolve_some(parties)
    with open_archive(archive, create=False) as desk:
        listing = list_encounters(desk, *named, form=form_of(form), as_of=as_of, known_at=known_at)
    print_listing(listing, form)


def officials(
    parties: SomeParties = None,
    archive: ArchiveUrl = None,
    packs: PackOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List people through their offices: in which they were seen, from when to when."""
    from communique.cli.ledger_rows import form_of, print_listing
    from communique.linking.packs import read_pack
    from communique.views import open_archive
    from communique.views.linked_listings import list_officials

    named = resolve_some(parties)
    pack = [tenure for path in packs or () for tenure in read_pack(path)]
    with open_archive(archive, create=False) as desk:
        listing = list_officials(
            desk, *named, form=form_of(form), pack=pack, as_of=as_of, known_at=known_at
        )
    print_listing(listing, form, nothing="nobody on record")


def calendar(
    parties: SomeParties = None,
    archive: ArchiveUrl = None,
    path: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE.ics",
            help="Write there. Default: standard output.",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="What is past or settled, too.")
    ] = False,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
) -> None:
    """Write what lies ahead as a calendar (iCalendar): encounters, due dates, next sessions."""
    from communique.cli.output import note, save
    from communique.views import open_archive
    from communique.views.appointments import list_appointments
    from communique.views.calendar import to_ics
    from communique.views.names import name_party

    named = resolve_some(parties)
    with open_archive(archive, create=False) as desk:
        memory = desk.recall(*named, as_of=as_of, known_at=known_at)
        found = list_appointments(memory, named, everything=everything)
    if not found:
        note("nothing with a date")
    title = " – ".join(map(name_party, named)) or "All parties"
    page = to_ics(found, title=title, as_of=memory.as_of or date.today())
    if path is None:
        typer.echo(page, nl=False)
        return
    save(page, path)
    note(f"wrote {path}")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (encounters, officials, calendar):
        app.command()(command)
