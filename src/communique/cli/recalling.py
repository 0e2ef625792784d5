"""Commands that ask many documents at once: quote, findings, compare."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli.naming import find_document
from communique.cli.options import (
    ArchiveUrl,
    AsOfOption,
    Format,
    FormatOption,
    KnownAtOption,
    parse_day,
)

if TYPE_CHECKING:
    from communique.archive import Archive
    from communique.archive.types import DocumentSummary
    from communique.linking.comparison import ReadoutComparison
    from communique.linking.quoting import QuoteFinding, Shelf

_QUOTE_COLUMNS = ("words", "verdict", "matches", "elsewhere", "scope")
_FINDING_COLUMNS = ("id", "check", "message", "parties", "sources", "reference", "compares")
_COMPARE_COLUMNS = (
    "encounter", "kind", "subject", "parties", "agreement", "differs", "tellings", "changes",
    "silent", "searched", "by", "about", "record_kind", "text", "source", "outcome", "own",
    "against",
)  # fmt: skip


SinceOption = Annotated[
    date | None,
    typer.Option(
        metavar="YYYY-MM-DD",
        parser=parse_day,
        help="Only documents published on this day or later.",
        show_default=False,
    ),
]
UntilOption = Annotated[
    date | None,
    typer.Option(
        metavar="YYYY-MM-DD",
        parser=parse_day,
        help="Only documents published on this day or before.",
        show_default=False,
    ),
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
    form: FormatOption = Format.TABLE,
) -> None:
    """Look up whether somebody said these words: verbatim, altered, paraphrased or not found."""
    from communique.cli.output import note, print_rows
    from communique.linking.quoting import check_quote
    from communique.views import open_archive

    if not any(character.isalnum() for character in words):
        raise typer.BadParameter("there is no word to look up")
    who = _who(by)
    with open_archive(archive, create=False) as desk:
        finding = check_quote(words, _shelve(desk, since, until), by=who)
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
    from communique.cli.output import note, print_rows, print_table
    from communique.linking.checks import check_records, to_row
    from communique.reference.parties import load_parties
    from communique.views import open_archive

    named = load_parties().resolve(party) if party else None
    with open_archive(archive, create=False) as desk:
        stored = list(desk.records(as_of=as_of, known_at=known_at))
        summaries = [s for s in desk.documents(known_at=known_at) if _is_current(s, as_of)]
        found = check_records(stored, (desk.document(s.id) for s in summaries))
    kept = [one for one in found if named is None or named in one.parties]
    if not kept:
        note("nothing found")
    if form is not Format.TABLE:
        print_rows(map(to_row, kept), _FINDING_COLUMNS, form)
        return
    if not kept:
        return
    print_table(
        ("check", "finding", "sources"),
        (
            (
                one.check,
                f"{one.message} [{one.reference}]" if one.reference else one.message,
                "\n".join(f"{c.name} {c.spans[0][0]}–{c.spans[0][1]}" for c in one.sources),
            )
            for one in kept
        ),
        wide="finding",
    )


def compare(
    documents: Annotated[
        list[str],
        typer.Argument(
            metavar="DOC DOC…", help="Names or ids of documents that report one encounter."
        ),
    ],
    archive: ArchiveUrl = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Lay the accounts of one encounter side by side: what both report, what only one does."""
    from communique.cli.output import print_rows
    from communique.linking.comparison import compare_readouts
    from communique.linking.sharing import share_encounter
    from communique.views import open_archive

    if len(set(documents)) < 2:
        raise typer.BadParameter("name two documents or more")
    with open_archive(archive, create=False) as desk:
        chosen = [find_document(desk, name) for name in documents]
        stored = [one for summary in chosen for one in desk.records(document=summary.id)]
        texts = {summary.id: desk.document(summary.id) for summary in chosen}
    encounter = share_encounter(stored, [summary.id for summary in chosen])
    found = compare_readouts(encounter, stored, texts)
    if form is not Format.TABLE:
        print_rows(found.to_rows(), _COMPARE_COLUMNS, form)
        return
    _print_comparison(found)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (quote, findings, compare):
        app.command()(command)


def _is_current(summary: "DocumentSummary", as_of: date | None) -> bool:
    """Return whether a document had been published by a day; by default, whether it is newest."""
    if as_of is None:
        return summary.superseded_by is None
    return summary.published is None or (summary.published.start or date.min) <= as_of


def _who(by: str | None) -> str | None:
    """Return the party's id that `by` names; a name that is no party's is a person's."""
    from communique.errors import UnknownParty
    from communique.reference.parties import load_parties

    if by is None:
        return None
    try:
        return load_parties().resolve(by)
    except UnknownParty:
        return by


def _shelve(desk: "Archive", since: date | None, until: date | None) -> "Shelf":
    from communique.linking.quoting import Scope, Shelf

    reached = list(desk.documents(since=since, until=until))
    ids = {summary.id for summary in reached}
    days = [d.end for s in reached if (d := s.published) is not None and d.end is not None]
    scope = Scope(
        documents=len(reached),
        first=min(days, default=None),
        last=max(days, default=None),
        publishers=tuple(sorted({p for s in reached if (p := s.publisher or s.agency)})),
    )
    return Shelf(
        search=desk.search,
        text_of=lambda document: desk.document(document).text,
        records_of=lambda document: desk.records(document=document),
        scope=scope,
        keep=lambda summary: summary.id in ids,
    )


def _describe_scope(finding: "QuoteFinding") -> str:
    scope = finding.scope
    period = f" from {scope.first} to {scope.last}" if scope.first else ""
    publishers = f"; publishers: {', '.join(scope.publishers)}" if scope.publishers else ""
    return f"{scope.documents} document(s){period}{publishers}"


def _print_matches(finding: "QuoteFinding") -> None:
    from communique.cli.output import print_table

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
                _mark(match.difference) or match.text,
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


def _mark(edits: Iterable[Any]) -> str:
    """Return a difference on one line: [-left out-], [+added+]."""
    parts = []
    for edit in edits:
        if edit.kind == "same":
            parts.append(edit.right)
            continue
        if edit.left:
            parts.append(f"[-{edit.left}-]")
        if edit.right:
            parts.append(f"[+{edit.right}+]")
    return " ".join(parts)


def _print_comparison(found: "ReadoutComparison") -> None:
    from communique.cli.output import print_table

    names = [side.name for side in found.sides]
    lines = []
    for row in found.rows:
        told = {t.side: t.text for t in row.tellings}
        cells = (told.get(number, "—") for number in range(len(names)))
        differs = f": {', '.join(row.differs)}" if row.differs else ""
        kind = row.subject if row.kind in ("fact", "topic") else row.kind
        lines.append((kind, f"{row.agreement}{differs}", *cells))
    print_table(("what", "told by", *names), lines, wide=names[-1])
    if found.claims:
        print_table(
            ("by", "of", "claim", "borne out", "own words"),
            (
                (c.by or "", c.about, c.text, c.outcome, c.own or c.searched or "")
                for c in found.claims
            ),
            wide="claim",
        )
