"""The command that tells what was taken in, and what was set aside and why: runs."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.options import ArchiveUrl, Format, FormatOption

if TYPE_CHECKING:
    from communique.views import Desk


def runs(
    number: Annotated[
        int | None,
        typer.Argument(metavar="[RUN]", help="Only this run, input by input.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="So many runs at most.")] = 20,
    archive: ArchiveUrl = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what was taken in, the latest first, and what was set aside and why."""
    from communique.views import open_archive

    with open_archive(archive, create=False) as desk:
        if number is None:
            _list_runs(desk, limit, form)
        else:
            _show_run(desk, number, form)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command()(runs)


def _list_runs(desk: "Desk", limit: int, form: Format) -> None:
    from communique.cli.output import print_things
    from communique.views.runs import COLUMNS, describe_run, run_row

    print_things(
        desk.runs(limit=limit),
        form,
        row=run_row,
        columns=COLUMNS,
        cells=lambda run: (
            str(run.id),
            f"{run.begun_at:%Y-%m-%d %H:%M}",
            run.by,
            run.asked,
            describe_run(run),
        ),
        header=("run", "begun (UTC)", "by", "asked for", "what became of it"),
        wide="what became of it",
        nothing="no runs",
    )


def _show_run(desk: "Desk", number: int, form: Format) -> None:
    from communique.cli.output import note, print_things
    from communique.views.runs import ITEM_COLUMNS, describe_item, describe_run

    run = desk.run(number)
    note(f"run {run.id} by {run.by}: {describe_run(run)}")
    print_things(
        desk.run_items(number),
        form,
        row=asdict,
        columns=ITEM_COLUMNS,
        cells=lambda item: (item.name, item.document_id or "–", describe_item(item)),
        header=("input", "document", "what became of it"),
        wide="what became of it",
        nothing="nothing was read",
    )
