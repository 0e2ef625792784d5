"""Commands that give all there is on one thing: dossier, show."""

from enum import StrEnum
from typing import Annotated

import typer

from communique.cli.options import ArchiveUrl, AsOfOption, KnownAtOption, OutputOption
from communique.cli.page_output import FullOption, PageFormatOption


class SubjectKind(StrEnum):
    """What a dossier can be of; a state has the pages of an organisation."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    ISSUE = "issue"
    MECHANISM = "mechanism"


def dossier(
    kind: Annotated[SubjectKind, typer.Argument(help="What it is of.", show_default=False)],
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A name, words of it or an id; of an issue its id, such as trade.",
            show_default=False,
        ),
    ],
    archive: ArchiveUrl = None,
    form: PageFormatOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    path: OutputOption = None,
    full: FullOption = False,
) -> None:
    """Brief on one person, organisation, state, issue or mechanism, with evidence."""
    from communique.cli.naming import require_issue, resolve
    from communique.cli.page_output import choose_format, print_page
    from communique.views import open_archive
    from communique.views.subject_answers import show_subject

    chosen = choose_format(form, path)
    is_party = kind in (SubjectKind.ORGANISATION, SubjectKind.STATE)
    party = resolve(name) if is_party else None
    if kind is SubjectKind.ISSUE:
        require_issue(name)
    with open_archive(archive, create=False) as desk:
        page = show_subject(desk, kind.value, party or name, as_of=as_of, known_at=known_at)
    print_page(page, chosen, path, full=full)


def show(
    key: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The id of a record, or of what is linked: an encounter, a person, a commitment, "
            "a request, a target, a mechanism, a wording. The beginning of these will do.",
            show_default=False,
        ),
    ],
    archive: ArchiveUrl = None,
    form: PageFormatOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    path: OutputOption = None,
    full: FullOption = False,
) -> None:
    """Show one thing by its id: its words in context, every account or step, and why."""
    from communique.cli.page_output import choose_format, print_page
    from communique.views import open_archive
    from communique.views.subject_answers import show_id

    chosen = choose_format(form, path)
    with open_archive(archive, create=False) as desk:
        page = show_id(desk, key, as_of=as_of, known_at=known_at)
    print_page(page, chosen, path, full=full)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (dossier, show):
        app.command()(command)
