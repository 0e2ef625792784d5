"""The command that lists plug-ins: plugins."""

import typer

from communique.cli.options import Format, FormatOption

_COLUMNS = ("name", "adds", "package", "version", "state")


def plugins(form: FormatOption = Format.TABLE) -> None:
    """List the plug-ins that are installed, and whether they can be used."""
    from communique.cli.output import note, print_rows, print_table

    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in _rows()]
    if not rows:
        note("no plug-ins are installed; docs/extending.md tells how to write one")
    if form is not Format.TABLE:
        print_rows(rows, _COLUMNS, form)
    elif rows:
        print_table(_COLUMNS, (tuple(row.values()) for row in rows), wide="state")


def _rows() -> list[tuple[str, str, str, str, str]]:
    from communique.extraction.plugged import installed_extractors
    from communique.plugins import GROUPS, discover, load_all, take_failures
    from communique.reading.plugged import find_reader
    from communique.reference.layers import layers

    found = [plugin for group in GROUPS for plugin in discover(group)]
    for group in GROUPS:
        load_all(group)
    if found:  # each is tried as far as its kind can be without a page
        find_reader("")
        installed_extractors()
        layers()
    failed = {error.plugin: str(error) for error in take_failures()}
    return [
        (
            plugin.name,
            GROUPS[plugin.group],
            plugin.package,
            plugin.version,
            failed.get(plugin, "ready"),
        )
        for plugin in dict.fromkeys((*found, *failed))
    ]


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command()(plugins)
