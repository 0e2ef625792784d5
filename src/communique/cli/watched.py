"""Commands on what is watched: the digest of the day, and the list of watches."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.options import ArchiveUrl, Format, FormatOption, day_option

if TYPE_CHECKING:
    from communique.archive.watches import WatchKind
    from communique.views import Desk
    from communique.views.digest import Digest

UserOption = Annotated[
    str | None,
    typer.Option(
        "--user",
        metavar="NAME",
        help="What this user of the team watches, as the user sees the archive.",
        show_default=False,
    ),
]


def watches(
    archive: ArchiveUrl = None,
    user: UserOption = None,
    pair: Annotated[
        tuple[str, str] | None,
        typer.Option("--pair", metavar="A B", help="Watch two parties.", show_default=False),
    ] = None,
    search: Annotated[
        str | None,
        typer.Option(
            "--search",
            metavar="QUERY",
            help="Watch a search: the query of its page, as q=steel&party=JPN.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="How it is to be called.", show_default=False)
    ] = None,
    remove: Annotated[
        int | None,
        typer.Option("--remove", metavar="ID", help="Watch no longer.", show_default=False),
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what is watched; add a pair or a search to it, or remove one."""
    from communique.archive.watches import Watches
    from communique.cli.output import note, print_things
    from communique.views import open_archive
    from communique.views.watched import (
        describe_question,
        question_of,
        watch_row,
        write_pair,
        write_search,
    )

    if sum(one is not None for one in (pair, search, remove)) > 1:
        raise typer.BadParameter("give one of --pair, --search and --remove")
    with open_archive(archive, create=False) as desk:
        kept = Watches(desk)
        if remove is not None:
            kept.remove(user, remove)
            note(f"removed watch {remove}")
            return
        if pair is not None or search is not None:
            question = write_pair(*pair) if pair is not None else write_search(search or "")
            kind: WatchKind = "pair" if pair is not None else "search"
            made = kept.save(user, name or " – ".join(pair or ()) or question, kind, question)
            note(f"watch {made.key}: {made.name}")
            return
        print_things(
            kept.of(user),
            form,
            row=watch_row,
            columns=("id", "name", "kind", "question", "made_at"),
            cells=lambda one: (
                str(one.key), one.name, one.kind, describe_question(question_of(one)),
            ),
            header=("id", "name", "kind", "asks for"),
            wide="asks for",
            nothing="nothing is watched",
        )  # fmt: skip


def digest(
    archive: ArchiveUrl = None,
    since: Annotated[
        date | None,
        day_option("--since", help="From the start of this day on (UTC). Default: yesterday."),
    ] = None,
    user: UserOption = None,
    link: Annotated[
        str | None,
        typer.Option(
            "--link",
            metavar="URL",
            help="Where people reach the desk, for links that lead to the words.",
            show_default=False,
        ),
    ] = None,
    mail: Annotated[
        bool,
        typer.Option("--mail", help="Send it: to --to, or to each user who watches something."),
    ] = False,
    to: Annotated[
        str | None, typer.Option("--to", metavar="ADDRESS", help="With --mail: to whom.")
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option(
            "--mail-settings",
            metavar="FILE.toml",
            help="The mail server. Default: COMMUNIQUE_MAIL_SETTINGS, COMMUNIQUE_MAIL_HOST, …",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write what came in of all that is watched since a day, as Markdown; or mail it."""
    from communique.cli.output import note
    from communique.views import open_archive
    from communique.views.digest_page import digest_to_markdown

    if not mail and (to is not None or settings is not None):
        raise typer.BadParameter("--to and --mail-settings go with --mail")
    today = datetime.now(UTC).date()
    first = since or today - timedelta(days=1)
    if first > today:
        raise typer.BadParameter("--since is a day to come")
    with open_archive(archive, create=False) as desk:
        if mail:
            _mail(desk, user, first, today, link, to, settings)
            return
        made = _digest_of(desk, user, first, today)
    if not made.has_news:
        note("nothing new")
    typer.echo(digest_to_markdown(made, base=(link or "").rstrip("/")), nl=False)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (watches, digest):
        app.command()(command)


def _digest_of(desk: "Desk", user: str | None, since: date, today: date) -> "Digest":
    from communique.archive.watches import Watches
    from communique.views.digest import make_digest

    kept = Watches(desk).of(user)
    if user is None:
        return make_digest(desk, kept, since=since, today=today)
    with _seen_by(desk, user) as seen:
        return make_digest(seen, kept, since=since, today=today)


@contextmanager
def _seen_by(desk: "Desk", user: str) -> Iterator["Desk"]:
    """Give the archive as a user sees it."""
    from communique.errors import CommuniqueError, MissingExtra

    try:
        from communique.accounts import Accounts
    except ModuleNotFoundError as error:
        raise MissingExtra("web", error.name or "") from error
    identity = Accounts(desk).identity_of(user)
    if identity is None:
        raise CommuniqueError(f"the account {user!r} is disabled")
    if identity.scope is None:
        yield desk
        return
    with desk.seen_by(identity.scope) as seen:
        yield seen


def _mail(
    desk: "Desk",
    user: str | None,
    since: date,
    today: date,
    link: str | None,
    to: str | None,
    path: Path | None,
) -> None:
    """Send the digests in which there is something; tell of users that have no address."""
    from communique.archive.watches import Watches
    from communique.cli.output import note
    from communique.mailing import Letter, read_mail_settings, send_letters
    from communique.views.digest_page import digest_to_markdown, to_subject

    given = {**os.environ, **({"COMMUNIQUE_MAIL_TO": to} if to is not None else {})}
    settings = read_mail_settings(path, given)
    base = link.rstrip("/") if link is not None else settings.link
    kept = Watches(desk)
    owners: list[str | None] = [user]
    if user is None and to is None:
        owners = [*([None] if kept.of(None) else []), *kept.owners()]
    letters = []
    for owner in owners:
        known = settings.to if owner is None or to is not None else None
        address = known or settings.recipients.get(owner or "")
        if address is None:
            whose = f"the user {owner}" if owner is not None else "the watches of this machine"
            note(f"no address for {whose}: not sent")
            continue
        made = _digest_of(desk, owner, since, today)
        if made.has_news:
            letters.append(Letter(address, to_subject(made), digest_to_markdown(made, base=base)))
    refused = send_letters(letters, settings) if letters else []
    note(f"sent {len(letters) - len(refused)}" if letters else "nothing new: nothing sent")
    for one in refused:
        note(f"not sent to {one}", indent=2)
    if refused:
        raise typer.Exit(1)
