"""Commands that ask many documents at once: quote, findings, compare."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.naming import find_document
from communique.cli.options import (
    ArchiveUrl,
    AsOfOption,
    Format,
    FormatOption,
    KnownAtOption,
    OutputOption,
    SinceOption,
    day_option,
)
from communique.cli.page_output import FullOption

if TYPE_CHECKING:
    from communique.linking.comparison import ReadoutComparison
    from communique.linking.quoting import QuoteFinding

_QUOTE_COLUMNS = ("words", "verdict", "matches", "elsewhere", "scope")
_COMPARE_COLUMNS = (
    "encounter", "kind", "subject", "parties", "agreement", "differs", "tellings", "changes",
    "silent", "searched", "by", "about", "record_kind", "text", "source", "outcome", "own",
    "against",
)  # fmt: skip


class ComparisonFormat(StrEnum):
    """How a comparison is printed: as rows, or as a page with footnotes."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"


UntilOption = Annotated[
    date | None,
    day_option(help="Only documents published on this day or before."),
]


def quote(
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="The wording; … or [words] stand for any words.")
    ],
    archive: ArchiveUrl = None,
    by: Annotated[
        str | None,
        typer.Option(metavar="WHO", help="A party or a person who said it.", show_default=False),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Look up whether somebody said these words: verbatim, altered, paraphrased or not found."""
    from communique.cli.output import note, print_rows
    from communique.views import open_archive
    from communique.views.quotes import look_up

    if not any(character.isalnum() for character in words):
        raise typer.BadParameter("there is no word to look up")
    with open_archive(archive, create=False) as desk:
        finding = look_up(
            desk, words, by=by, since=since, until=until, as_of=as_of, known_at=known_at
        )
    if form is not Format.TABLE:
        print_rows([finding.to_row()], _QUOTE_COLUMNS, form)
        return
    if finding.verdict == "absent":
        note(f"not found in {_describe_scope(finding)}")
    _print_matches(finding)


def findings(
    archive: ArchiveUrl = None,
    party: Annotated[
        str | None,
        typer.Option(metavar="PARTY", help="Only what concerns it.", show_default=False),
    ] = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what doesn't fit together: dates, offices, figures, totals; each with its words."""
    from communique.cli.ledger_rows import form_of, print_listing
    from communique.reference.parties import load_parties
    from communique.views import open_archive
    from communique.views.linked_listings import list_findings

    named = load_parties().resolve(party) if party else None
    with open_archive(archive, create=False) as desk:
        listing = list_findings(desk, named, form=form_of(form), as_of=as_of, known_at=known_at)
    print_listing(listing, form, nothing="nothing found")


def compare(
    documents: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="DOC DOC…",
            help="Names or ids of documents that report one encounter.",
            show_default=False,
        ),
    ] = None,
    encounter: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Compare all that report this one of `communique encounters`.",
            show_default=False,
        ),
    ] = None,
    archive: ArchiveUrl = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: Annotated[
        ComparisonFormat,
        typer.Option("--format", help="table, or a whole page, for people, else data."),
    ] = ComparisonFormat.TABLE,
    path: OutputOption = None,
    full: FullOption = False,
) -> None:
    """Lay the accounts of one encounter side by side: what both report, what only one does.

    Documents that report no encounter together are compared on what they say.
    """
    from communique.cli.output import note, print_rows
    from communique.cli.page_output import PageFormat, print_page
    from communique.views import open_archive
    from communique.views.compared import compare_documents, compare_encounter
    from communique.views.comparison_page import lay_out_comparison

    if bool(documents) == (encounter is not None) or (documents and len(set(documents)) < 2):
        raise typer.BadParameter("name two documents or more, or an encounter with --encounter")
    if path is not None and form is not ComparisonFormat.MARKDOWN:
        raise typer.BadParameter("--output goes with --format markdown")
    with open_archive(archive, create=False) as desk:
        if encounter is not None:
            found = compare_encounter(desk, encounter, as_of=as_of, known_at=known_at)
        else:
            named = [
                find_document(desk, name, as_of=as_of, known_at=known_at)
                for name in documents or ()
            ]
            if len({one.id for one in named}) < len(named):
                raise typer.BadParameter("name two documents or more, none twice")
            found = compare_documents(desk, named, as_of=as_of, known_at=known_at)
    for remark in found.remarks:
        note(remark)
    match form:
        case ComparisonFormat.TABLE:
            _print_comparison(found.readouts)
        case ComparisonFormat.MARKDOWN:
            page = lay_out_comparison(found.readouts, found.documents)
            print_page(page, PageFormat.MARKDOWN, path, full=full)
        case _:
            print_rows(found.readouts.to_rows(), _COMPARE_COLUMNS, Format(form.value))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (quote, findings, compare):
        app.command()(command)


def _describe_scope(finding: "QuoteFinding") -> str:
    scope = finding.scope
    period = f" from {scope.first} to {scope.last}" if scope.first else ""
    publishers = f"; publishers: {', '.join(scope.publishers)}" if scope.publishers else ""
    return f"{scope.documents} document(s){period}{publishers}"


def _print_matches(finding: "QuoteFinding") -> None:
    from communique.cli.output import print_table
    from communique.views.phrases import mark_difference

    matches = [
        *((m, "") for m in finding.matches),
        *((m, " (by others)") for m in finding.elsewhere),
    ]
    if not matches:
        return
    print_table(
        ("found", "date", "who", "words", "document"),
        (
            (
                f"{match.found}{remark}",
                str(match.source.published or ""),
                _name_speaker(match.speaker, match.party),
                mark_difference(match.difference) or match.text,
                f"{match.source.name} {match.source.spans[0][0]}–{match.source.spans[-1][1]}",
            )
            for match, remark in matches
        ),
        wide="words",
    )


def _name_speaker(speaker: str | None, party: str | None) -> str:
    if speaker is None and party is None:
        return "in nobody's mouth"
    return (
        f"{speaker} ({party})" if speaker and party and speaker != party else speaker or party or ""
    )


def _print_comparison(found: "ReadoutComparison") -> None:
    from communique.cli.output import note, print_table
    from communique.linking.comparison import describe_search
    from communique.views.comparison_page import OUTCOMES
    from communique.views.phrases import mark_difference

    names = [side.name for side in found.sides]
    lines = []
    for row in found.rows:
        told = {t.side: t.text for t in row.tellings}
        told |= {shown.side: mark_difference(shown.edits) for shown in row.changes}
        cells = (told.get(number, "—") for number in range(len(names)))
        differs = f": {', '.join(row.differs)}" if row.differs else ""
        kind = row.subject if row.kind in ("fact", "topic") else row.kind
        lines.append((kind, f"{row.agreement}{differs}", *cells))
    print_table(("what", "told by", *names), lines, wide=names[-1])
    if found.claims:
        print_table(
            ("by", "of", "claim", "borne out", "own words"),
            (
                (
                    c.by or "",
                    c.about,
                    c.text,
                    OUTCOMES[c.outcome],
                    c.own or (f"— (searched {c.searched})" if c.searched else ""),
                )
                for c in found.claims
            ),
            wide="claim",
        )
    # A dash says that nothing was found in what was searched.
    for side in found.sides:
        note(f"searched {describe_search(side)}")
