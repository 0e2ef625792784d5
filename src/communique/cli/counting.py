"""Commands that count what the archive holds: pairs, stats."""

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.options import (
    ArchiveUrl,
    AsOfOption,
    Format,
    FormatOption,
    KnownAtOption,
    day_option,
)

if TYPE_CHECKING:
    from communique.archive import Stats

_PAIR_COLUMNS = ("left", "right", "records", "engagements", "last")
_STATS_COLUMNS = ("documents", "records", "kinds", "parties", "first_published", "last_published",
    "undated_documents", "undated_records")  # fmt: skip
#: So many parties are a table for people.
_MOST_PARTIES = 10


def pairs(
    archive: ArchiveUrl = None,
    since: Annotated[
        date | None,
        day_option(help="Only what is filed under this day or later."),
    ] = None,
    until: Annotated[
        date | None,
        day_option(help="Only what is filed under this day or before."),
    ] = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List which two parties are named together, most records first."""
    from communique.cli.output import print_things
    from communique.views import open_archive
    from communique.views.names import name_party

    with open_archive(archive, create=False) as desk:
        found = desk.pairs(since=since, until=until, as_of=as_of, known_at=known_at)
    print_things(
        found,
        form,
        row=lambda pair: asdict(pair) | {"last": pair.last.isoformat() if pair.last else None},
        columns=_PAIR_COLUMNS,
        cells=lambda pair: (
            f"{name_party(pair.left)} – {name_party(pair.right)}",
            str(pair.records),
            str(pair.engagements),
            str(pair.last or ""),
        ),
        header=("parties", "records", "engagements", "last"),
        wide="parties",
    )


def stats(
    archive: ArchiveUrl = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Count the documents and records of the archive, by kind and party."""
    from communique.cli.output import print_rows, print_table
    from communique.views import open_archive

    with open_archive(archive, create=False) as desk:
        counted = desk.stats(as_of=as_of, known_at=known_at)
    if form is Format.TABLE:
        print_table(("what", "number"), _list_counts(counted), wide="what")
        return
    row = {name: getattr(counted, name) for name in _STATS_COLUMNS}
    for name in ("first_published", "last_published"):
        row[name] = row[name].isoformat() if row[name] else None
    row |= {"kinds": dict(counted.kinds), "parties": dict(counted.parties)}
    print_rows([row], _STATS_COLUMNS, form)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (pairs, stats):
        app.command()(command)


def _list_counts(counted: "Stats") -> list[tuple[str, str]]:
    from communique.views.names import name_party

    days = (counted.first_published, counted.last_published)
    period = f", published {days[0]} to {days[1]}" if all(days) else ""
    lines = [(f"documents{period}", str(counted.documents)), ("records", str(counted.records))]
    lines += [(f"  {kind}", str(number)) for kind, number in counted.kinds.items() if number]
    named = list(counted.parties.items())
    lines += [
        (f"records that name {name_party(party)}", str(number))
        for party, number in named[:_MOST_PARTIES]
    ]
    if len(named) > _MOST_PARTIES:
        lines.append(("further parties named", str(len(named) - _MOST_PARTIES)))
    return lines
