"""Commands that change what holds: review and its parts, reread."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli.naming_oneself import login_name
from communique.cli.options import (
    DEFAULT_MODEL,
    ArchiveUrl,
    Format,
    FormatOption,
    KnownAtOption,
    ModelOption,
)

if TYPE_CHECKING:
    from communique.archive import Review
    from communique.views import Desk

_COLUMNS = (
    "id", "at", "by", "verdict", "kind", "targets", "changes", "made", "why", "undoes", "undone_by",
)  # fmt: skip

_AGAIN_COLUMNS = (
    "review", "outcome", "old", "before", "document", "name", "new", "beside", "after",
)  # fmt: skip

review_app = typer.Typer(
    help="Say what is right: every review is dated, signed, and can be taken back.",
    no_args_is_help=True,
)

RecordId = Annotated[str, typer.Argument(metavar="RECORD", help="The id of a record.")]
Kind = Annotated[
    str, typer.Argument(metavar="KIND", help="person, encounter, commitment or mechanism.")
]
Left = Annotated[
    str,
    typer.Argument(
        metavar="LEFT",
        help="The id of the thing as it is listed, or of one record of it (of a person "
        "RECORD/NAME).",
    ),
]
Right = Annotated[str, typer.Argument(metavar="RIGHT", help="Another one, written so.")]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who decides. Default: the login name."),
]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason.")]


def parse_change(text: str) -> tuple[str, Any]:
    """Return the field and the value of `FIELD=VALUE`; a value that is no JSON is plain text."""
    field, equals, value = text.partition("=")
    if not equals or not field:
        raise typer.BadParameter(f"{text!r} sets nothing; write FIELD=VALUE")
    try:
        return field, json.loads(value)
    except json.JSONDecodeError:
        return field, value


def parse_span(text: str) -> list[int]:
    """Return the offsets of `START:END`."""
    start, _, end = text.partition(":")
    try:
        return [int(start), int(end)]
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no span; write START:END") from error


@review_app.command("list")
def list_reviews(
    archive: ArchiveUrl = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List all reviews, oldest first, those taken back too."""
    from communique.cli.output import note, print_rows, print_table
    from communique.views import open_archive

    with open_archive(archive, create=False) as desk:
        reviews = list(desk.reviews(known_at=known_at))
    if not reviews:
        note("no reviews")
    if form is not Format.TABLE:
        print_rows(map(_to_row, reviews), _COLUMNS, form)
        return
    print_table(
        ("id", "day", "by", "verdict", "of", "why"),
        (
            (
                str(one.id),
                f"{one.at:%Y-%m-%d}",
                one.by,
                one.verdict if one.undone_by is None else f"{one.verdict} (taken back)",
                _describe_target(one),
                one.why,
            )
            for one in reviews
        ),
        wide="of",
    )


@review_app.command()
def again(
    archive: ArchiveUrl = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also what holds for the newest version.")
    ] = False,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the reviews to look at again: their words were edited in a newer version of the page.

    Where the words stand, a review holds for the newer version by itself.
    """
    from dataclasses import asdict

    from communique.cli.output import print_things
    from communique.views import open_archive
    from communique.views.review_queue import OUTCOMES

    with open_archive(archive, create=False) as desk:
        names = {summary.id: summary.name for summary in desk.documents(known_at=known_at)}
        given = {review.id: review for review in desk.reviews(known_at=known_at)}
        carried = list(desk.carried(known_at=known_at))
    print_things(
        [one for one in carried if every or one.outcome != "held"],
        form,
        row=lambda one: asdict(one) | {"beside": list(one.beside), "name": names[one.document]},
        columns=_AGAIN_COLUMNS,
        cells=lambda one: (
            f"{one.review}: {given[one.review].verdict} by {given[one.review].by}",
            OUTCOMES[one.outcome],
            one.before,
            one.after or "–",
            "\n".join((names[one.document], *([one.new] if one.new else one.beside))),
        ),
        header=("review", "now", "before", "after", "document and records"),
        wide="after",
        nothing="nothing to look at again",
    )


@review_app.command()
def accept(record: RecordId, archive: ArchiveUrl = None, by: By = None, why: Why = "") -> None:
    """Say that a record is right; it stays whatever a later version reads."""
    _decide(archive, lambda desk: desk.accept(record, _sign(by), why))


@review_app.command()
def reject(record: RecordId, archive: ArchiveUrl = None, by: By = None, why: Why = "") -> None:
    """Say that a record is wrong; it is no longer shown."""
    _decide(archive, lambda desk: desk.reject(record, _sign(by), why))


@review_app.command()
def correct(
    record: RecordId,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="A field, its value as JSON or plain; repeatable."
        ),
    ] = None,
    spans: Annotated[
        list[str] | None,
        typer.Option("--span", metavar="START:END", help="Mark the words anew; repeatable."),
    ] = None,
    archive: ArchiveUrl = None,
    by: By = None,
    why: Why = "",
) -> None:
    """Say how a record is right; the corrected one is shown in its place."""
    made = dict(parse_change(change) for change in changes or ())
    if spans:
        made["spans"] = [parse_span(span) for span in spans]
    if not made:
        raise typer.BadParameter("say what to correct: --set FIELD=VALUE or --span START:END")
    _decide(archive, lambda desk: desk.correct(record, _sign(by), made, why))


@review_app.command()
def join(
    kind: Kind, left: Left, right: Right, archive: ArchiveUrl = None, by: By = None, why: Why = ""
) -> None:
    """Say that two mentions are of one person, encounter, commitment or mechanism."""
    _judge(archive, "join", kind, left, right, by, why)


@review_app.command()
def split(
    kind: Kind, left: Left, right: Right, archive: ArchiveUrl = None, by: By = None, why: Why = ""
) -> None:
    """Say that two mentions are of two different things."""
    _judge(archive, "split", kind, left, right, by, why)


@review_app.command()
def unsure(
    kind: Kind, left: Left, right: Right, archive: ArchiveUrl = None, by: By = None, why: Why = ""
) -> None:
    """Say that nobody can tell; the rules decide."""
    _judge(archive, "unsure", kind, left, right, by, why)


@review_app.command()
def undo(
    review: Annotated[int, typer.Argument(metavar="REVIEW", help="The number of a review.")],
    archive: ArchiveUrl = None,
    by: By = None,
    why: Why = "",
) -> None:
    """Take a review back; what held without it holds again."""
    _decide(archive, lambda desk: desk.undo(review, _sign(by), why))


def _judge(
    archive: str | None,
    verdict: str,
    kind: str,
    left: str,
    right: str,
    by: str | None,
    why: str,
) -> None:
    """Store a judgement on two mentions, given by themselves or by what they are part of."""
    from communique.views.mention_choices import find_mention

    def decide(desk: "Desk") -> "Review":
        one, other = (find_mention(desk, kind, text) for text in (left, right))
        made: Review = getattr(desk, verdict)(kind, one, other, _sign(by), why)
        return made

    _decide(archive, decide)


@review_app.command()
def export(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to.")],
    archive: ArchiveUrl = None,
) -> None:
    """Write the documents that have been reviewed as gold files, one a document."""
    from communique.archive.goldfile import write_gold
    from communique.cli.output import note
    from communique.errors import CommuniqueError
    from communique.views import open_archive

    with open_archive(archive, create=False) as desk:
        try:
            written = write_gold(desk.export_reviewed(), out)
        except OSError as error:
            raise CommuniqueError(f"{out}: can't be written to: {error.strerror}") from error
    note(f"wrote {written} gold file{'' if written == 1 else 's'} to {out}")


def reread(
    archive: ArchiveUrl = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also what this very version has read.")
    ] = False,
    model: ModelOption = DEFAULT_MODEL,
    form: FormatOption = Format.TABLE,
) -> None:
    """Read the stored documents anew where another version read them; reviews stay.

    Lists the documents whose records changed.
    """
    import communique
    from communique.cli.intake import Account, close, extract_or_set_aside
    from communique.cli.output import advance, note, print_rows, print_table, show_progress
    from communique.views import open_archive

    account = Account()
    changed: list[dict[str, Any]] = []
    version = str(communique.__version__)
    with open_archive(archive, create=False) as desk, show_progress("reading anew") as progress:
        due = [one for one in desk.documents() if every or one.extractor != version]
        for summary in due:
            advance(progress, summary.name)
            records = extract_or_set_aside(desk.document(summary.id), model, account)
            if records is None:
                continue
            done = desk.replace(summary.id, records, extractor=version)
            counts = {
                name: len(getattr(done, name)) for name in ("kept", "succeeded", "added", "ended")
            }
            if done.succeeded or done.added or done.ended:
                changed.append({"document": summary.name, "id": summary.id, **counts})
    columns = ("document", "id", "kept", "succeeded", "added", "ended")
    if form is not Format.TABLE:
        print_rows(changed, columns, form)
    elif changed:
        rows = ([str(row[column]) for column in columns if column != "id"] for row in changed)
        print_table([c for c in columns if c != "id"], rows, wide="document")
    read = len(due) - len(account.set_aside)
    note(f"read {read} of {len(due)} documents anew; {len(changed)} changed")
    close(account)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.add_typer(review_app, name="review")
    app.command()(reread)


def _sign(by: str | None) -> str:
    """Return who decides: as given, else the login name."""
    name = by if by is not None else login_name()
    if name is None:
        raise typer.BadParameter("nobody is logged in; give a name with --by")
    return name


def _decide(archive: str | None, do: "Callable[[Desk], Review]") -> None:
    """Give a review and say what was written down."""
    from communique.cli.output import note
    from communique.views import open_archive

    with open_archive(archive, create=False) as desk:
        done = do(desk)
    made = f"; the corrected record is {done.made}" if done.made else ""
    note(f"review {done.id}: {done.verdict} by {done.by}, {_describe_target(done)}{made}")


def _describe_target(review: "Review") -> str:
    if review.undoes is not None:
        return f"review {review.undoes}"
    kind = f"{review.kind} " if review.kind else ""
    return kind + " | ".join(review.targets)


def _to_row(review: "Review") -> dict[str, Any]:
    row = {column: getattr(review, column) for column in _COLUMNS}
    return row | {"at": review.at.isoformat(), "targets": list(review.targets)}
