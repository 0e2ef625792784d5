"""Commands that follow things through time: requests, targets, versions of a page."""

from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.naming import SomeParties, find_document, resolve_some
from communique.cli.options import ArchiveUrl, AsOfOption, Format, FormatOption, KnownAtOption

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.linking.types import Cited, Step

_REQUEST_COLUMNS = ("id", "by", "to", "force", "action", "due", "topics", "answer", "steps")
_TARGET_COLUMNS = (
    "id", "parties", "label", "value", "unit", "due", "falling", "state", "why", "readings",
    "sources",
)  # fmt: skip
_VERSION_COLUMNS = ("document", "id", "published", "added_at", "old", "new", "old_text", "new_text")


def requests(
    parties: SomeParties = None,
    archive: ArchiveUrl = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what was asked for, and whether it was accepted, done, refused or left unanswered."""
    from communique.cli.output import note, print_rows, print_table
    from communique.views import open_archive
    from communique.views.names import name_parties, name_party

    named = resolve_some(parties)
    with open_archive(archive, create=False) as desk:
        memory = desk.recall(*named, as_of=as_of, known_at=known_at)
        found = [r for r in memory.requests if set(named) <= {r.by, *r.to}]
    if not found:
        note("nothing on record")
    if form is not Format.TABLE:
        print_rows((r.model_dump(mode="json") for r in found), _REQUEST_COLUMNS, form)
    elif found:
        print_table(
            ("by", "of", "request", "answer", "source"),
            (
                (
                    name_party(r.by),
                    name_parties(r.to),
                    r.action,
                    _describe_answer(r.answer, r.steps),
                    _cite(step.source for step in r.steps),
                )
                for r in found
            ),
            wide="request",
        )


def targets(
    parties: SomeParties = None,
    archive: ArchiveUrl = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List numbers that were aimed at, beside what later statistics say."""
    from communique.cli.output import note, print_rows, print_table
    from communique.views import open_archive
    from communique.views.dates import describe_due
    from communique.views.names import name_parties
    from communique.views.phrases import describe_amount

    named = resolve_some(parties)
    with open_archive(archive, create=False) as desk:
        memory = desk.recall(*named, as_of=as_of, known_at=known_at)
        found = [t for t in memory.targets if set(named) <= set(t.parties)]
    if not found:
        note("nothing on record")
    if form is not Format.TABLE:
        print_rows((t.model_dump(mode="json") for t in found), _TARGET_COLUMNS, form)
    elif found:
        print_table(
            ("parties", "target", "due", "state", "source"),
            (
                (
                    name_parties(t.parties),
                    f"{t.label}: {describe_amount(t.value, t.unit)}",
                    describe_due(t.due) or "",
                    f"{t.state}: {t.why}" if t.why else t.state,
                    _cite([*t.sources, *(reading.source for reading in t.readings)]),
                )
                for t in found
            ),
            wide="state",
        )


def versions(
    document: Annotated[
        str, typer.Argument(metavar="DOC", help="Name or id of a document of the archive.")
    ],
    archive: ArchiveUrl = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the versions of a page that was edited, and what differs from each to the next."""
    from itertools import pairwise

    from communique.cli.output import note, print_rows, print_table
    from communique.views import open_archive
    from communique.views.dates import iso_end

    with open_archive(archive, create=False) as desk:
        found = desk.versions(find_document(desk, document).id)
        changes = [(new, desk.difference(old.id, new.id)) for old, new in pairwise(found)]
    if not changes:
        note("there is one version")
    if form is not Format.TABLE:
        rows = (
            {
                "document": new.name,
                "id": new.id,
                "published": iso_end(new.published),
                "added_at": new.added_at.isoformat(),
                "old": list(change.old),
                "new": list(change.new),
                "old_text": change.old_text,
                "new_text": change.new_text,
            }
            for new, differences in changes
            for change in differences
        )
        print_rows(rows, _VERSION_COLUMNS, form)
    elif changes:
        print_table(
            ("version", "place", "before", "after"),
            (
                (
                    iso_end(new.published) or f"added {new.added_at:%Y-%m-%d}",
                    f"{change.new[0]}–{change.new[1]}",
                    change.old_text,
                    change.new_text,
                )
                for new, differences in changes
                for change in differences
            ),
            wide="after",
        )


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (requests, targets, versions):
        app.command()(command)


def _describe_answer(answer: str, steps: "Iterable[Step]") -> str:
    """Return the answer with the day and the reason of the step that gave it."""
    from communique.views.dates import describe_day

    given = [step for step in steps if step.kind == answer]
    if not given:
        return answer
    day = f" {describe_day(given[-1].day)}" if given[-1].day else ""
    return f"{answer}{day}" + (f": {given[-1].why}" if given[-1].why else "")


def _cite(sources: "Iterable[Cited]") -> str:
    """Return the first source, and how many more there are."""
    first, *others = sources
    more = f" +{len(others)}" if others else ""
    return f"{first.name} {first.spans[0][0]}–{first.spans[0][1]}{more}"
