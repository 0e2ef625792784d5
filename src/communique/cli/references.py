"""Commands on reference packs kept in the archive: reference import, list, remove."""

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.options import ArchiveUrl, Format, FormatOption, KnownAtOption

reference_app = typer.Typer(
    help="Keep tables of who held which office in the archive; officials and dossiers use them.",
    no_args_is_help=True,
)

_COLUMNS = ("pack", "rows", "added_at")


@reference_app.command("import")
def import_packs(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="CSV or FollowTheMoney JSON lines.", show_default=False
        ),
    ],
    archive: ArchiveUrl = None,
) -> None:
    """Store packs, each under its file's name; one of that name is replaced."""
    from communique.cli.output import note
    from communique.linking.packs import read_pack, to_pack_row
    from communique.views import open_archive

    names = [path.name for path in files]
    if twice := {name for name in names if names.count(name) > 1}:
        raise typer.BadParameter(
            f"two files are called {min(twice)}; packs go by their files' names"
        )
    # All are read before one is stored: a mistake in the last leaves the archive as it was.
    read = [(path.name, [to_pack_row(tenure) for tenure in read_pack(path)]) for path in files]
    with open_archive(archive) as desk:
        for name, rows in read:
            pack = desk.import_pack(name, rows)
            note(f"{name}: {pack.rows} tenure{'' if pack.rows == 1 else 's'} kept")


@reference_app.command("list")
def list_packs(
    archive: ArchiveUrl = None, known_at: KnownAtOption = None, form: FormatOption = Format.TABLE
) -> None:
    """List the packs in the archive."""
    from communique.cli.output import note, print_rows, print_table
    from communique.views import open_archive

    with open_archive(archive, create=False) as desk:
        packs = desk.packs(known_at=known_at)
    if not packs:
        note("no reference packs")
    if form is not Format.TABLE:
        rows = ((pack.name, pack.rows, pack.added_at.isoformat()) for pack in packs)
        print_rows((dict(zip(_COLUMNS, row, strict=True)) for row in rows), _COLUMNS, form)
        return
    cells = ((pack.name, str(pack.rows), f"{pack.added_at:%Y-%m-%d}") for pack in packs)
    print_table(("pack", "tenures", "since"), cells, wide="pack")


@reference_app.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="PACK", help="The name of a pack.")],
    archive: ArchiveUrl = None,
) -> None:
    """Remove a pack; `--known-at` an earlier day still knows it."""
    from communique.cli.output import note
    from communique.views import open_archive

    with open_archive(archive, create=False) as desk:
        removed = desk.remove_pack(name)
    note(f"{name}: {removed} tenure{'' if removed == 1 else 's'} removed")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.add_typer(reference_app, name="reference")
