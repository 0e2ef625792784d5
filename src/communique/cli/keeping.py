"""Commands that look after the house: check, copy, evaluate, demo."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.options import DEFAULT_MODEL, ArchiveUrl, Format, FormatOption, ModelOption

if TYPE_CHECKING:
    from communique.cli.intake import Account
    from communique.views import Desk


class ReportFormat(StrEnum):
    """How scores are printed."""

    TABLE = "table"
    MARKDOWN = "markdown"
    JSON = "json"


class Part(StrEnum):
    """A half of the gold documents."""

    BUILD = "build"
    REPORT = "report"


def check(archive: ArchiveUrl = None) -> None:
    """Check that the archive is whole: every span, every record, every index."""
    from communique.cli.output import note, print_line
    from communique.views import open_archive

    with open_archive(archive, create=False) as desk:
        problems = desk.check()
        for problem in problems:
            print_line(problem)
        if problems:
            raise typer.Exit(1)
        stats = desk.stats()
        note(f"{desk.path}: whole; {stats.documents} documents, {stats.records} records")


def copy(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="The archive to copy.", show_default=False)
    ],
    target: Annotated[
        str, typer.Argument(metavar="TO", help="An archive without rows.", show_default=False)
    ],
    form: FormatOption = Format.TABLE,
) -> None:
    """Copy an archive into another store, say from a file to a server, and compare every row.

    Both are given as --archive takes them. All is copied or nothing: a copy that was broken off
    leaves TO empty, and is begun again.
    """
    from communique.archive import copy_archive
    from communique.cli.output import advance, print_rows, print_table, show_progress
    from communique.views import open_archive

    with (
        open_archive(source, create=False) as old,
        open_archive(target) as new,
        show_progress("copying") as progress,
    ):
        copied = copy_archive(old, new, tell=lambda table: advance(progress, table))
    columns = ("table", "rows", "sha256")
    if form is Format.TABLE:
        print_table(columns, ((c.table, str(c.rows), c.sha256[:16]) for c in copied))
    else:
        print_rows((asdict(one) for one in copied), columns, form)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="The folder of gold files.")],
    texts: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[TEXTS]…", help="Files and folders of texts.", show_default=False),
    ] = None,
    more_texts: Annotated[
        list[Path] | None,
        typer.Option("--texts", metavar="PATH", help="The same, repeatable.", show_default=False),
    ] = None,
    predictions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Score these JSON lines instead.", show_default=False),
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Write lists of what was missed and wrong.", show_default=False
        ),
    ] = None,
    half: Annotated[
        Part | None, typer.Option(help="Only this half of the documents.", show_default=False)
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Leave this document out; repeatable.", show_default=False
        ),
    ] = None,
    model: ModelOption = DEFAULT_MODEL,
    form: Annotated[ReportFormat, typer.Option("--format")] = ReportFormat.TABLE,
) -> None:
    """Score the records that are read against gold files, by kind."""
    from functools import partial

    from communique.evaluation import evaluate as score

    paths = [*(texts or ()), *(more_texts or ())]
    if not paths and predictions is None:
        raise typer.BadParameter("give the texts to read (--texts PATH), or --predictions FILE")
    extract = None
    if predictions is None:
        # Only here: it loads the language model's library, which predictions can do without.
        from communique.extraction import extract as read

        extract = partial(read, model=model)
    report = score(
        gold,
        paths,
        predictions=predictions,
        errors=errors,
        half=half.value if half is not None else None,
        without=without or (),
        extract=extract,
    )
    match form:
        case ReportFormat.TABLE:
            typer.echo(report.render())
        case ReportFormat.MARKDOWN:
            typer.echo(report.to_markdown())
        case ReportFormat.JSON:
            typer.echo(report.to_json())


def demo(
    folder: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Keep the archive and the brief here. Default: a new temporary folder.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read the sample pages that come with the program, and brief on one pair of parties."""
    import tempfile

    from communique.cli.intake import close
    from communique.errors import CommuniqueError
    from communique.views import open_archive

    kept = folder if folder is not None else Path(tempfile.mkdtemp(prefix="communique-demo-"))
    try:
        kept.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommuniqueError(f"{kept}: can't be made: {error.strerror}") from error
    with open_archive(kept / "demo.db") as desk:
        account = _add_sample(desk)
        _show_brief(desk, kept)
    close(account)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (check, copy, evaluate, demo):
        app.command()(command)


def _add_sample(desk: "Desk") -> "Account":
    """Read the sample pages into the archive, and show what was read."""
    from communique.cli.intake import Account
    from communique.cli.output import print_line, print_table
    from communique.cli.taking_in import store_inputs
    from communique.sample import pages_folder

    account = Account()
    store_inputs(desk, [str(pages_folder())], account)
    stats = desk.stats()
    print_line(
        f"Read {stats.documents} sample pages: {stats.records} records, each with the words "
        "it was read from."
    )
    print_table(("kind", "records"), ((kind, str(n)) for kind, n in stats.kinds.items() if n))
    return account


def _show_brief(desk: "Desk", folder: Path) -> None:
    """Print the brief on the pair with the most records, and what to try next."""
    from communique.cli.output import print_line
    from communique.views.abridging import BRIEF_LINES
    from communique.views.names import name_party

    pair = next(iter(desk.pairs()), None)
    if pair is None:
        return
    dossier = desk.dossier(pair.left, pair.right)
    page = folder / "brief.html"
    page.write_text(dossier.to_html(most=BRIEF_LINES), encoding="utf-8")
    typer.echo()
    typer.echo(dossier.to_markdown(most=BRIEF_LINES))
    print_line(f"The same brief to print or mail: {page}")
    print_line("Try next:")
    archive = f"--archive {desk.path}"
    for command in (
        f"commitments {pair.left} {pair.right} --overdue {archive}",
        f'search "{name_party(pair.left)}" trade {archive}',
        f"encounters {pair.left} {pair.right} {archive}",
        f'quote "mutual respect" {archive}',
        f"timeline {pair.left} {pair.right} --output timeline.svg {archive}",
        f"add FILE… {archive}",
    ):
        print_line(f"communique {command}", indent=2)
