"""Commands on the accounts of a team's server, and on collections: user …, collection …."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.options import ArchiveUrl, Format, FormatOption

if TYPE_CHECKING:
    from communique.accounts import Accounts

user_app = typer.Typer(help="Keep the accounts of a team's server.", no_args_is_help=True)
collection_app = typer.Typer(
    help="Keep collections: documents that only some groups see.", no_args_is_help=True
)

#: What the log of changes has for whoever works on the archive's own machine.
_BY = "command line"


class RoleName(StrEnum):
    """What a user may do; each role may do what those before it may."""

    READER = "reader"
    ANALYST = "analyst"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
FromInput = Annotated[
    bool,
    typer.Option("--password-stdin", help="Take the password from standard input, not typed."),
]


@user_app.command("add")
def add_user(
    name: Name,
    role: Annotated[RoleName, typer.Option(help="What the user may do.")] = RoleName.READER,
    password_stdin: FromInput = False,
    archive: ArchiveUrl = None,
) -> None:
    """Add a user; the password is asked for."""
    from communique.cli.output import note

    with _open(archive, create=True) as accounts:
        from communique.accounts.roles import read_role

        password = _ask_password(password_stdin)
        user = accounts.add_user(name, read_role(role.value), password, by=_BY)
        note(f"{user.name}: added as {user.role.word}")


@user_app.command("list")
def list_users(archive: ArchiveUrl = None, form: FormatOption = Format.TABLE) -> None:
    """List the users."""
    from communique.cli.output import note, print_rows, print_table

    columns = ("name", "role", "state", "made_at")
    with _open(archive) as accounts:
        rows = [
            (u.name, u.role.word, "disabled" if u.disabled else "", f"{u.made_at:%Y-%m-%d}")
            for u in accounts.users()
        ]
    if not rows:
        note("no users")
    if form is not Format.TABLE:
        print_rows((dict(zip(columns, row, strict=True)) for row in rows), columns, form)
        return
    print_table(columns, rows, wide="name")


@user_app.command("role")
def change_role(
    name: Name,
    role: Annotated[RoleName, typer.Argument(metavar="ROLE", show_default=False)],
    archive: ArchiveUrl = None,
) -> None:
    """Give a user another role."""
    from communique.cli.output import note

    with _open(archive) as accounts:
        from communique.accounts.roles import read_role

        accounts.set_role(name, read_role(role.value), by=_BY)
        note(f"{accounts.user(name).name}: {role.value}")


@user_app.command("disable")
def disable_user(
    name: Name,
    again: Annotated[bool, typer.Option("--undo", help="Let the user come in again.")] = False,
    archive: ArchiveUrl = None,
) -> None:
    """Let a user come in no longer; sessions end, tokens hold no longer."""
    from communique.cli.output import note

    with _open(archive) as accounts:
        accounts.set_disabled(name, not again, by=_BY)
        note(f"{accounts.user(name).name}: {'enabled' if again else 'disabled'}")


@user_app.command("password")
def change_password(
    name: Name, password_stdin: FromInput = False, archive: ArchiveUrl = None
) -> None:
    """Give a user another password; all sessions of the user end."""
    from communique.cli.output import note

    with _open(archive) as accounts:
        user = accounts.user(name)
        accounts.set_password(user.name, _ask_password(password_stdin), by=_BY)
        note(f"{user.name}: password changed")


@collection_app.command("add")
def add_collection(name: Name, archive: ArchiveUrl = None) -> None:
    """Make a collection; groups that see it are chosen on the administration page."""
    from communique.cli.output import note
    from communique.views import open_archive

    with open_archive(archive) as desk:
        key = desk.signed(_BY).make_collection(name)
    note(f"{name}: made, number {key}")


@collection_app.command("list")
def list_collections(archive: ArchiveUrl = None, form: FormatOption = Format.TABLE) -> None:
    """List the collections."""
    from communique.cli.output import print_rows, print_table
    from communique.views import open_archive

    columns = ("number", "name", "documents")
    with open_archive(archive, create=False) as desk:
        rows = [(str(c.key), c.name, str(c.documents)) for c in desk.collections()]
    if form is not Format.TABLE:
        print_rows((dict(zip(columns, row, strict=True)) for row in rows), columns, form)
        return
    print_table(columns, rows, wide="name")


@collection_app.command("remove")
def remove_collection(name: Name, archive: ArchiveUrl = None) -> None:
    """Remove a collection that has no documents."""
    from communique.cli.output import note
    from communique.views import open_archive

    with open_archive(archive, create=False) as desk:
        desk.signed(_BY).remove_collection(desk.find_collection(name))
    note(f"{name}: removed")


@collection_app.command("move")
def move_documents(
    name: Name,
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT…", help="Ids.", show_default=False)
    ],
    archive: ArchiveUrl = None,
) -> None:
    """Put documents, with all versions of their pages, into a collection."""
    from communique.cli.output import note
    from communique.views import open_archive

    with open_archive(archive, create=False) as desk:
        key = desk.find_collection(name)
        moved = sum(desk.signed(_BY).move_to(document, key) for document in documents)
    note(f"{name}: {moved} document{'' if moved == 1 else 's'} moved")


@contextmanager
def _open(archive: str | None, *, create: bool = False) -> "Iterator[Accounts]":
    from communique.errors import MissingExtra
    from communique.views import open_archive

    try:
        from communique.accounts import Accounts
    except ModuleNotFoundError as error:
        raise MissingExtra("web", error.name or "") from error
    with open_archive(archive, create=create) as desk:
        yield Accounts(desk)


def _ask_password(from_input: bool) -> str:
    if from_input:
        import sys

        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.add_typer(user_app, name="user")
    app.add_typer(collection_app, name="collection")
