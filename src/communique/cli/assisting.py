"""The command that lets assistants ask the archive: mcp."""

from typing import Annotated

import typer

from communique.cli.options import ArchiveUrl


def mcp(
    archive: ArchiveUrl = None,
    desk: Annotated[
        str,
        typer.Option(
            metavar="URL", help="Where `communique serve` runs; links of answers lead there."
        ),
    ] = "",
) -> None:
    """Answer an assistant's questions by the Model Context Protocol, on standard input and output.

    Every answer comes with its evidence: document, span, words and link.
    """
    import communique
    from communique.errors import MissingExtra

    try:
        from communique.mcp.server import build_server
    except ModuleNotFoundError as error:
        raise MissingExtra("mcp", error.name or "") from error
    from communique.views import open_archive

    with open_archive(archive, create=False) as opened:
        build_server(opened, base=desk, version=communique.__version__).run("stdio")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command()(mcp)
