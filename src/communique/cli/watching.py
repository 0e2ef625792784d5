"""The command that reads feeds and list pages and adds what is new: watch."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli.naming_oneself import login_name
from communique.cli.options import ArchiveUrl

if TYPE_CHECKING:
    from threading import Event

    from communique.watching import Outcome


def watch(
    sources: Annotated[Path, typer.Argument(metavar="SOURCES.toml", help="Which feeds and lists.")],
    target: Annotated[
        str | None,
        typer.Argument(metavar="[ARCHIVE]", help="As --archive.", show_default=False),
    ] = None,
    archive: ArchiveUrl = None,
    once: Annotated[bool, typer.Option("--once", help="One round, for cron.")] = False,
    state: Annotated[
        Path | None,
        typer.Option(
            "--state",
            metavar="FILE",
            help="What was seen and fetched before. Default: ARCHIVE.watch, or "
            "SOURCES.toml.watch with a server.",
            show_default=False,
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only read SOURCES.toml, and say what is in it.")
    ] = False,
    private: Annotated[
        bool,
        typer.Option(
            "--allow-private-addresses",
            help="Ask addresses of an intranet, too, which are refused otherwise.",
        ),
    ] = False,
) -> None:
    """Read feeds and list pages politely, and add what is new; until it is stopped, or --once."""
    from communique.cli.output import note
    from communique.watching import read_plan

    if target is not None and archive is not None:
        raise typer.BadParameter("name the archive once")
    plan = read_plan(sources)
    if check:
        for source in plan.sources:
            kind = "feed" if source.links is None else "list"
            typer.echo(f"{source.name}: {kind} {source.url}")
        return

    from communique.errors import ArchiveError
    from communique.intake.addresses import is_of_intranet, is_public
    from communique.intake.fetching import Fetching
    from communique.intake.reader import Reader
    from communique.version import read_version
    from communique.views import open_archive
    from communique.watching import State, Watcher
    from communique.watching.asking import Clock

    clock = Clock()
    how = Fetching(permits=is_of_intranet if private else is_public)
    reader = Reader("en_core_web_sm")
    with open_archive(target or archive) as desk, _stopping(clock.stop):
        # An archive on a server has nothing beside it; the list of sources has.
        near = desk.path if isinstance(desk.path, Path) else sources
        beside = state or near.with_name(f"{near.name}.watch")
        with State(beside) as kept:
            watcher = Watcher(
                plan, desk, kept, reader,
                by=login_name() or "", extractor=read_version(), fetching=how, clock=clock,
                tell=note,
            )  # fmt: skip
            try:
                while True:
                    begun = clock.monotonic()
                    try:
                        outcome = watcher.go_round()
                        _tell(outcome)
                    except ArchiveError as error:
                        # Locked or full by now; what was not stored is read in another round.
                        if once:
                            raise
                        note(str(error))
                    if once or clock.stop.is_set():
                        break
                    clock.wait(max(0.0, plan.interval - (clock.monotonic() - begun)))
                    if clock.stop.is_set():
                        break
            finally:
                reader.close()
    if clock.stop.is_set():
        note("stopped")
    elif outcome.account.set_aside:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command()(watch)


@contextmanager
def _stopping(stop: "Event") -> Iterator[None]:
    """Let a signal to end the program end it after the document at hand."""

    def end(*_: Any) -> None:
        stop.set()

    signals = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(one, end) for one in signals]
    try:
        yield
    finally:
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)


def _tell(outcome: "Outcome") -> None:
    """Tell what came of a round on standard error."""
    from communique.cli.output import note

    account = outcome.account
    known = account.known + outcome.unchanged
    note(f"added {account.added} with {account.records} records; unchanged: {known}")
    for name, reason in outcome.left:
        note(f"{name}: left for later: {reason}", indent=2)
    for one in account.set_aside:
        note(f"{one.name}: set aside: {one.reason}", indent=2)
