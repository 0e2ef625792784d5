"""Commands that give all there is on one thing: dossier, show."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.options import ArchiveUrl, AsOfOption, KnownAtOption, OutputOption
from communique.cli.page_output import FullOption, PageFormatOption

if TYPE_CHECKING:
    from communique.linking.memory import Memory
    from communique.views.page import Page


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

    chosen = choose_format(form, path)
    is_party = kind in (SubjectKind.ORGANISATION, SubjectKind.STATE)
    party = resolve(name) if is_party else None
    if kind is SubjectKind.ISSUE:
        require_issue(name)
    with open_archive(archive, create=False) as desk:
        named = (party,) if party is not None else ()
        memory = desk.recall(*named, as_of=as_of, known_at=known_at)
        page = _lay_out(memory, kind, party or name)
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
    from functools import lru_cache

    from communique.cli.naming import was_published
    from communique.cli.page_output import choose_format, print_page
    from communique.errors import ArchiveError, CommuniqueError
    from communique.views import open_archive
    from communique.views.showing import find_thing, lay_out_record, lay_out_thing

    chosen = choose_format(form, path)
    with open_archive(archive, create=False) as desk:
        try:
            located = desk.at(key, known_at=known_at)
            if not was_published(located.stored.document, as_of):
                raise CommuniqueError(f"record {key} is of a page published after {as_of}")
            page = lay_out_record(located)
        except ArchiveError:
            # No record: then it is linked, or nothing.
            memory = desk.recall(as_of=as_of, known_at=known_at)
            texts = lru_cache(maxsize=None)(lambda document: desk.document(document).text)
            page = lay_out_thing(memory, find_thing(memory, key), texts)
    print_page(page, chosen, path, full=full)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (dossier, show):
        app.command()(command)


def _lay_out(memory: "Memory", kind: SubjectKind, name: str) -> "Page":
    from communique.views.choosing import choose_mechanism, choose_person
    from communique.views.issue_page import lay_out_issue
    from communique.views.mechanism_page import lay_out_mechanism
    from communique.views.party_page import lay_out_party
    from communique.views.person_page import lay_out_person

    match kind:
        case SubjectKind.PERSON:
            return lay_out_person(memory, choose_person(memory, name))
        case SubjectKind.MECHANISM:
            return lay_out_mechanism(memory, choose_mechanism(memory, name))
        case SubjectKind.ISSUE:
            return lay_out_issue(memory, name)
        case SubjectKind.ORGANISATION | SubjectKind.STATE:
            return lay_out_party(memory, name)
