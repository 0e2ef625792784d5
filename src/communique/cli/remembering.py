"""Commands that list what the archive has linked: encounters, officials, dates."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.naming import SomeParties, resolve_some
from communique.cli.options import (
    ArchiveUrl,
    AsOfOption,
    Format,
    FormatOption,
    KnownAtOption,
    PackOption,
)

if TYPE_CHECKING:
    from communique.linking.memory import Memory
    from communique.linking.types import Cited, Encounter, HeldOffice

_ENCOUNTER_COLUMNS = (
    "id", "form", "status", "parties", "people", "date", "place", "host", "mechanism", "level",
    "visit", "came_about", "documents", "independent_sources", "sources", "accounts", "told",
)  # fmt: skip
_OFFICIAL_COLUMNS = ("id", "name", "names", "party", "offices", "documents", "mentions", "reasons")


def encounters(
    parties: SomeParties = None,
    archive: ArchiveUrl = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List who met whom: one line for each contact, however many documents report it."""
    from communique.cli.output import print_things
    from communique.linking.encounters import to_row
    from communique.views import open_archive
    from communique.views.dates import describe_date
    from communique.views.names import name_parties

    named = resolve_some(parties)
    with open_archive(archive, create=False) as desk:
        memory = desk.recall(*named, as_of=as_of, known_at=known_at)
        found = [e for e in memory.encounters if set(named) <= set(e.parties)]
    print_things(
        found if form is not Format.TABLE else found[::-1],
        form,
        row=to_row,
        columns=_ENCOUNTER_COLUMNS,
        cells=lambda encounter: (
            describe_date(encounter.date),
            name_parties(encounter.parties),
            _tell(encounter, memory),
            _count_sources(encounter),
        ),
        header=("date", "parties", "encounter", "sources"),
        wide="encounter",
    )


def officials(
    parties: SomeParties = None,
    archive: ArchiveUrl = None,
    packs: PackOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List people through their offices: in which they were seen, from when to when."""
    from communique.cli.output import print_things
    from communique.linking.packs import read_pack
    from communique.linking.people import to_row
    from communique.views import open_archive
    from communique.views.names import name_party

    named = resolve_some(parties)
    pack = [tenure for path in packs or () for tenure in read_pack(path)]
    with open_archive(archive, create=False) as desk:
        memory = desk.recall(*named, as_of=as_of, known_at=known_at, pack=pack)
        found = [p for p in memory.people if not named or p.party in named]
    print_things(
        found,
        form,
        row=to_row,
        columns=_OFFICIAL_COLUMNS,
        cells=lambda person: (
            name_party(person.party) if person.party else "",
            person.name,
            "\n".join(map(_describe_office, person.offices)),
            _count_documents(person.sources),
        ),
        header=("party", "person", "offices", "documents"),
        wide="offices",
        nothing="nobody on record",
    )


def calendar(
    parties: SomeParties = None,
    archive: ArchiveUrl = None,
    path: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE.ics",
            help="Write there. Default: standard output.",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="What is past or settled, too.")
    ] = False,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
) -> None:
    """Write what lies ahead as a calendar (iCalendar): encounters, due dates, next sessions."""
    from communique.cli.output import note, save
    from communique.views import open_archive
    from communique.views.calendar import list_appointments, to_ics
    from communique.views.names import name_party

    named = resolve_some(parties)
    with open_archive(archive, create=False) as desk:
        memory = desk.recall(*named, as_of=as_of, known_at=known_at)
        found = list_appointments(memory, named, everything=everything)
    if not found:
        note("nothing with a date")
    title = " – ".join(map(name_party, named)) or "All parties"
    page = to_ics(found, title=title, as_of=memory.as_of or date.today())
    if path is None:
        typer.echo(page, nl=False)
        return
    save(page, path)
    note(f"wrote {path}")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (encounters, officials, calendar):
        app.command()(command)


def _tell(encounter: "Encounter", memory: "Memory") -> str:
    from communique.views.encounters import to_engagement
    from communique.views.phrases import describe_engagement

    engagement = to_engagement(encounter, memory.records)
    told = describe_engagement(engagement, pair=encounter.parties)
    return told if encounter.status == "held" else f"{told} ({encounter.status})"


def _count_sources(encounter: "Encounter") -> str:
    documents = len({account.document for account in encounter.accounts})
    independent = encounter.independent_sources
    return str(documents) if documents == independent else f"{independent} of {documents}"


def _count_documents(sources: "Iterable[Cited]") -> str:
    return str(len({source.document for source in sources}))


def _describe_office(office: "HeldOffice") -> str:
    from communique.records import DateRange
    from communique.views.dates import UNKNOWN, describe_date

    first, last = office.since or office.first, office.until or office.last
    seen = describe_date(DateRange(start=first, end=last))
    told = "" if seen == UNKNOWN else f": {seen}"
    return f"{'former ' if office.former else ''}{office.office}{told}"
