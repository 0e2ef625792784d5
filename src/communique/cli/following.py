"""Commands that follow things through time: requests, targets, versions of a page."""

from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.naming import SomeParties, find_document, resolve_some, was_published
from communique.cli.options import ArchiveUrl, AsOfOption, Format, FormatOption, KnownAtOption

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.archive.types import Change, DocumentSummary
    from communique.cli.output import Row
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
    from communique.cli.output import print_things
    from communique.views import open_archive
    from communique.views.names import name_parties, name_party

    named = resolve_some(parties)
    with open_archive(archive, create=False) as desk:
        memory = desk.recall(*named, as_of=as_of, known_at=known_at)
        found = [r for r in memory.requests if set(named) <= {r.by, *r.to}]
    print_things(
        found,
        form,
        row=lambda r: r.model_dump(mode="json"),
        columns=_REQUEST_COLUMNS,
        cells=lambda r: (
            name_party(r.by),
            name_parties(r.to),
            r.action,
            _describe_answer(r.answer, r.steps),
            _cite(step.source for step in r.steps),
        ),
        header=("by", "of", "request", "answer", "source"),
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
    from communique.cli.output import print_things
    from communique.views import open_archive
    from communique.views.dates import describe_due
    from communique.views.names import name_parties
    from communique.views.phrases import describe_amount

    named = resolve_some(parties)
    with open_archive(archive, create=False) as desk:
        memory = desk.recall(*named, as_of=as_of, known_at=known_at)
        found = [t for t in memory.targets if set(named) <= set(t.parties)]
    print_things(
        found,
        form,
        row=lambda t: t.model_dump(mode="json"),
        columns=_TARGET_COLUMNS,
        cells=lambda t: (
            name_parties(t.parties),
            f"{t.label}: {describe_amount(t.value, t.unit)}",
            describe_due(t.due) or "",
            f"{t.state}: {t.why}" if t.why else t.state,
            _cite([*t.sources, *(reading.source for reading in t.readings)]),
        ),
        header=("parties", "target", "due", "state", "source"),
        wide="state",
    )


def versions(
    document: Annotated[
        str, typer.Argument(metavar="DOC", help="Name or id of a document of the archive.")
    ],
    archive: ArchiveUrl = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the versions of a page that was edited, and what differs from each to the next."""
    from itertools import pairwise

    from communique.cli.output import print_things
    from communique.views import open_archive

    with open_archive(archive, create=False) as desk:
        chosen = find_document(desk, document, as_of=as_of, known_at=known_at)
        every = desk.versions(chosen.id, known_at=known_at)
        found = [one for one in every if was_published(one, as_of)]
        changes = [(new, desk.difference(old.id, new.id)) for old, new in pairwise(found)]
    edits = [(new, change) for new, differences in changes for change in differences]
    print_things(
        edits,
        form,
        row=lambda edit: _edit_row(*edit),
        columns=_VERSION_COLUMNS,
        cells=lambda edit: _edit_cells(*edit),
        header=("version", "place", "before", "after"),
        wide="after",
        nothing="the versions differ in no word" if changes else "there is one version",
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (requests, targets, versions):
        app.command()(command)


def _edit_row(version: "DocumentSummary", change: "Change") -> "Row":
    from communique.views.dates import iso_end

    return {
        "document": version.name,
        "id": version.id,
        "published": iso_end(version.published),
        "added_at": version.added_at.isoformat(),
        "old": list(change.old),
        "new": list(change.new),
        "old_text": change.old_text,
        "new_text": change.new_text,
    }


def _edit_cells(version: "DocumentSummary", change: "Change") -> tuple[str, str, str, str]:
    from communique.views.dates import iso_end

    return (
        iso_end(version.published) or f"added {version.added_at:%Y-%m-%d}",
        f"{change.new[0]}–{change.new[1]}",
        change.old_text,
        change.new_text,
    )


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
