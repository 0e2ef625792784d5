"""Options that several commands share."""

import os
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def parse_day(text: str) -> date:
    """Return the day that `text` gives as YYYY-MM-DD; raise a usage error for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day; write YYYY-MM-DD") from error


def day_option(*names: str, help: str) -> Any:
    """Return an option that takes a day; `names` as typer gives them if there are none."""
    return typer.Option(
        *names, metavar="YYYY-MM-DD", parser=parse_day, help=help, show_default=False
    )


def parse_reference_day(text: str) -> date:
    """Return the day of `--as-of`: YYYY-MM-DD, or `today`."""
    return date.today() if text == "today" else parse_day(text)


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE…",
        help="Files, folders (all that is in them), JSON Lines, or - for standard input.",
        show_default=False,
    ),
]
ArchiveUrl = Annotated[
    str | None,
    typer.Option(
        "--archive",
        metavar="URL",
        help="A path, sqlite:///PATH or postgresql://USER@HOST/NAME. "
        "Default: COMMUNIQUE_ARCHIVE, else communique.db here.",
        show_default=False,
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="table for people, else data.")]
DateOption = Annotated[
    date | None,
    day_option("--date", help="The date of the documents, where they don't show one."),
]
ModelOption = Annotated[
    str, typer.Option("--model", metavar="NAME", help="The spaCy model that parses.")
]
LlmOption = Annotated[
    str | None,
    typer.Option(
        "--llm",
        metavar="URL",
        help="A server of language models (http://localhost:11434/v1) that proposes more records; "
        "only what the page's words bear out is taken. The page is sent there.",
        show_default=False,
    ),
]
LlmModelOption = Annotated[
    str | None,
    typer.Option("--llm-model", metavar="NAME", help="The model to ask.", show_default=False),
]
LlmKeyOption = Annotated[
    str | None,
    typer.Option(
        "--llm-key-env",
        metavar="VAR",
        help="The environment variable that holds the server's key, if it wants one.",
        show_default=False,
    ),
]
LlmTimeoutOption = Annotated[
    float, typer.Option("--llm-timeout", min=0.05, help="Seconds for one question, with retries.")
]
ReportOption = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FILE.json",
        help="Write there what the language model was asked, and why what was refused.",
        show_default=False,
    ),
]
AsOfOption = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        parser=parse_reference_day,
        help="YYYY-MM-DD or today: leave out what was published later, and measure due dates "
        "against it. Default: the day of the newest document.",
        show_default=False,
    ),
]
KnownAtOption = Annotated[
    date | None,
    day_option(
        "--known-at",
        help="As the archive knew it at the end of that day: what was added, read anew and "
        "reviewed by then.",
    ),
]
SinceOption = Annotated[
    date | None,
    day_option("--since", help="Only documents published on this day or later."),
]


def use_reference(folder: Path | None) -> Path | None:
    """Lay the tables of a folder over the program's, in this process and those that it starts.

    Raises `CommuniqueError` for tables that can't be used, before any page is read.
    """
    from communique.reference.layers import VARIABLE, named_folders

    if folder is not None:
        known = os.environ.get(VARIABLE, "")
        os.environ[VARIABLE] = os.pathsep.join(filter(None, (known, str(folder))))
    if named_folders():
        from communique.reference import load_reference

        load_reference()
    return folder


ReferenceOption = Annotated[
    Path | None,
    typer.Option(
        "--reference",
        metavar="FOLDER",
        callback=use_reference,
        help="Tables of your own (issues.csv, issue_terms.csv, offices.csv) over the program's. "
        "COMMUNIQUE_REFERENCE=FOLDER does it for every command.",
        show_default=False,
    ),
]
PackOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--pack",
        metavar="FILE",
        help="A reference pack of offices: CSV or FollowTheMoney JSON lines; repeatable.",
        show_default=False,
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write there.", show_default=False),
]
DrawingOption = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE.svg", help="Draw it there instead.", show_default=False
    ),
]
Party = Annotated[
    str, typer.Argument(metavar="PARTY", help="A state or organisation: name, code or id.")
]

DEFAULT_MODEL = "en_core_web_sm"
