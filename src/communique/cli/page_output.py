"""Pages on the command line: in which format, how much of them, and where to."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from communique.views.page import Page


class PageFormat(StrEnum):
    """How a page is written."""

    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"


PageFormatOption = Annotated[
    PageFormat | None,
    typer.Option(
        "--format",
        help="Default: markdown, or html or docx where the file to write is called so.",
        show_default=False,
    ),
]
FullOption = Annotated[
    bool, typer.Option("--full", help="Every line, however many; not only the first of each.")
]


def choose_format(form: PageFormat | None, path: Path | None) -> PageFormat:
    """Return the format that is asked for, else the one that the file's name tells.

    Raises a usage error for a Word file without a file to write to.
    """
    chosen = form or _guess(path)
    if chosen is PageFormat.DOCX and path is None:
        raise typer.BadParameter("a Word file is not for a terminal; name one with --output")
    return chosen


def print_page(page: "Page", form: PageFormat, path: Path | None, *, full: bool) -> None:
    """Print a page, or write it to `path` and say so; abridged unless it is to be `full`."""
    from communique.cli.output import note, save
    from communique.views.abridging import BRIEF_LINES, abridge

    written = _write(page if full else abridge(page, BRIEF_LINES), form)
    if path is None:
        typer.echo(written, nl=False)
        return
    save(written, path)
    note(f"wrote {path}")


def _guess(path: Path | None) -> PageFormat:
    match path.suffix.lower() if path is not None else "":
        case ".html" | ".htm":
            return PageFormat.HTML
        case ".docx":
            return PageFormat.DOCX
        case _:
            return PageFormat.MARKDOWN


def _write(page: "Page", form: PageFormat) -> bytes:
    match form:
        case PageFormat.HTML:
            from communique.views.render import to_html

            return to_html(page).encode()
        case PageFormat.DOCX:
            from communique.views.word import to_docx

            return to_docx(page)
        case PageFormat.MARKDOWN:
            from communique.views.render import to_markdown

            return to_markdown(page).encode()
