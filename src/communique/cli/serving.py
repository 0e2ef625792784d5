"""The command that opens the archive in browsers: serve."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.options import ArchiveUrl

LOOPBACK = "127.0.0.1"
#: Processes that share the requests unless told otherwise.
MOST_WORKERS = 4


class LogFormat(StrEnum):
    """How requests are logged."""

    TEXT = "text"
    JSON = "json"
    OFF = "off"


def serve(
    archive: ArchiveUrl = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 8765,
    token_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The token for programs stands there; it is made if it isn't there.",
            show_default=False,
        ),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the link in the browser, too.")] = True,
    team: Annotated[
        bool, typer.Option("--team", help="For all who have accounts; see `communique user`.")
    ] = False,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="With --team: the address to listen at.")
    ] = LOOPBACK,
    secure: Annotated[
        bool, typer.Option("--secure", help="With --team: it is reached by HTTPS alone.")
    ] = False,
    proxy: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="With --team: the server in front of this one, which tells where requests "
            "come from.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=64,
            help="With --team: so many processes share the requests.",
            show_default="one for each core, 4 at most",
        ),
    ] = None,
    metrics_token: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The token by which the server's numbers are read at /metrics stands there; it "
            "is made if it isn't there.",
            show_default=False,
        ),
    ] = None,
    log: Annotated[
        LogFormat | None,
        typer.Option(
            help="Log requests to standard error, for people or as JSON lines.",
            show_default="text with --team, else off",
        ),
    ] = None,
) -> None:
    """Open the archive in a browser, on this machine alone; or serve it to a team."""
    from communique.cli.output import note
    from communique.errors import MissingExtra

    try:
        from communique.web.server import serve_locally, serve_team
    except ModuleNotFoundError as error:
        raise MissingExtra("web", error.name or "") from error
    if team:
        serve_team(
            archive,
            host,
            port,
            secure=secure,
            proxy=proxy,
            tell=note,
            metrics_token=metrics_token,
            form=log.value if log is not None else "text",
            workers=workers or min(MOST_WORKERS, os.cpu_count() or 1),
        )
        return
    if host != LOOPBACK or secure or proxy is not None or workers is not None:
        raise typer.BadParameter("--host, --secure, --proxy and --workers are for --team")
    serve_locally(
        archive,
        LOOPBACK,
        port,
        tell=note,
        browse=browser,
        token_file=token_file,
        metrics_token=metrics_token,
        form=log.value if log is not None else "off",
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command()(serve)
