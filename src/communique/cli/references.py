"""Commands on tables of one's own: reference validate, import, list, remove."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.options import ArchiveUrl, Format, FormatOption, KnownAtOption
from communique.errors import CommuniqueError

reference_app = typer.Typer(
    help="Tables of your own: who held which office, kept in the archive for officials and "
    "dossiers; issues and titles, laid over the program's by COMMUNIQUE_REFERENCE=FOLDER.",
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
    from communique.reference.validating import table_of
    from communique.views import open_archive

    names = [path.name for path in files]
    if twice := {name for name in names if names.count(name) > 1}:
        raise typer.BadParameter(
            f"two files are called {min(twice)}; packs go by their files' names"
        )
    for path in files:
        if (table := table_of(path)) is not None:
            raise CommuniqueError(
                f"{path.name}: is a layer of {table}, which pages are read by; an archive keeps "
                f"who held which office. Set COMMUNIQUE_REFERENCE to its folder"
            )
    # All are read before one is stored: a mistake in the last leaves the archive as it was.
    read = [(path.name, [to_pack_row(tenure) for tenure in read_pack(path)]) for path in files]
    with open_archive(archive) as desk:
        for name, rows in read:
            pack = desk.import_pack(name, rows)
            note(f"{name}: {pack.rows} tenure{'' if pack.rows == 1 else 's'} kept")


@reference_app.command()
def validate(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="issues.csv, issue_terms.csv, offices.csv, or packs of office holders.",
            show_default=False,
        ),
    ],
) -> None:
    """Say line by line what is wrong with tables; exit with 1 if anything is."""
    from communique.cli.output import note, print_line

    wrong = 0
    for path in files:
        rows, faults = _find_faults(path)
        for fault in faults:
            print_line(str(fault))
        wrong += len(faults)
        if not faults:
            note(f"{path.name}: {rows} row{'' if rows == 1 else 's'}, nothing wrong")
    if wrong:
        note(f"{wrong} fault{'' if wrong == 1 else 's'}")
        raise typer.Exit(1)


def _find_faults(path: Path) -> tuple[int, Sequence[CommuniqueError]]:
    from communique.errors import PackError, TableError
    from communique.linking.packs import read_pack
    from communique.reference.validating import find_faults, table_of

    try:
        if (table := table_of(path)) is not None:
            return find_faults(path, table)
        faults: list[PackError] = []
        return len(read_pack(path, faults)) + len(faults), faults
    except (PackError, TableError) as error:
        return 0, [error]


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
