"""The command that writes an archive for other tools: export."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.options import DEFAULT_MODEL, ArchiveUrl, AsOfOption, ModelOption, day_option


def export(
    form: Annotated[
        str, typer.Argument(metavar="FORMAT", help="One of those that --list names.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="PATH",
            help="A file, or a folder for formats of several files. Default: standard output.",
            show_default=False,
        ),
    ] = None,
    party: Annotated[
        list[str] | None,
        typer.Option(
            "--party",
            metavar="PARTY",
            help="Only documents that name it; repeatable, then all of them.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        date | None, day_option(help="Only documents published on this day or later.")
    ] = None,
    until: Annotated[
        date | None, day_option(help="Only documents published on this day or before.")
    ] = None,
    as_of: AsOfOption = None,
    model: ModelOption = DEFAULT_MODEL,
    archive: ArchiveUrl = None,
    listed: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the schema of `jsonl`.")] = False,
) -> None:
    """Write the archive in a format that other tools read."""
    from communique.cli.output import note, print_table
    from communique.export import Selection, all_formats, find_format
    from communique.export.lines import schema as schema_of_lines
    from communique.export.writing import write_file, write_folder
    from communique.reference.parties import load_parties
    from communique.views import open_archive

    if schema:
        sys.stdout.write(schema_of_lines())
        return
    if listed or not form:
        rows = ((f.name, f.suffix or "folder", f.summary) for f in all_formats())
        print_table(("format", "makes", "what"), rows, wide="what")
        return
    chosen = find_format(form)
    if chosen.is_folder and out is None:
        raise typer.BadParameter(f"{form} makes several files; name a folder with --out")
    make = chosen.load()
    with open_archive(archive, create=False) as desk:
        selection = Selection(
            desk,
            parties=tuple(load_parties().resolve(name) for name in party or ()),
            since=since,
            until=until,
            as_of=as_of,
            model=model,
        )
        if out is None:
            for piece in make(selection):
                sys.stdout.write(piece)
        elif chosen.is_folder:
            names = write_folder(out, make(selection))
            note(f"{out}: {len(names)} files")
        else:
            write_file(out, make(selection))
            note(f"{out} written")


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command()(export)
