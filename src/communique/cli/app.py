"""The program: its commands, and the one place where errors become messages."""

import os
import sys
from types import TracebackType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from communique.cli import (
    accounts,
    asking,
    assisting,
    batching,
    coding,
    counting,
    dossiers,
    exporting,
    following,
    keeping,
    looking,
    plugging,
    recalling,
    references,
    remembering,
    reviewing,
    running,
    serving,
    taking_in,
    watched,
    watching,
)
from communique.errors import CommuniqueError, UnknownParty

FAILED = 1
WRONG_USAGE = 2
#: What shells report for a program that a signal ended.
INTERRUPTED = 130
BROKEN_PIPE = 141

#: Set to anything, a defect of the program shows where it lies.
DEBUG_VARIABLE = "COMMUNIQUE_DEBUG"


class Program(TyperGroup):
    """The group of all commands: what they raise becomes one line and an exit status."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that `ctx` names."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except CommuniqueError as error:
            complain(str(error))
            raise typer.Exit(WRONG_USAGE if isinstance(error, UnknownParty) else FAILED) from error
        except BrokenPipeError as error:
            # Whoever read our output has enough; the interpreter must not flush again.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
            raise typer.Exit(BROKEN_PIPE) from error
        except KeyboardInterrupt as error:
            complain("interrupted")
            raise typer.Exit(INTERRUPTED) from error
        finally:
            _tell_of_plugins()
        return result


def _tell_of_plugins() -> None:
    """Write which plug-ins failed in this run, a line each."""
    if (plugins := sys.modules.get("communique.plugins")) is not None:
        for error in plugins.take_failures():
            complain(f"{error}; it is set aside")


app = typer.Typer(
    name="communique",
    cls=Program,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        import communique

        typer.echo(f"communique {communique.__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Read diplomatic text and keep the record: who met, what was said, agreed, asked for.

    Start with `communique demo`, or with `communique add FILE…` and `communique brief A B`.
    """


for part in (
    taking_in,
    batching,
    coding,
    looking,
    asking,
    plugging,
    counting,
    dossiers,
    remembering,
    following,
    recalling,
    watched,
    watching,
    reviewing,
    running,
    references,
    counting,
    keeping,
    exporting,
    serving,
    accounts,
    assisting,
):
    part.register(app)


def complain(message: str) -> None:
    """Write one line to standard error."""
    line = " ".join(message.split())
    print(f"communique: {line}", file=sys.stderr)


def report_defect(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Write what the program itself got wrong as one line."""
    if os.environ.get(DEBUG_VARIABLE):
        sys.__excepthook__(kind, error, trace)
        return
    if issubclass(kind, KeyboardInterrupt):
        complain("interrupted")
        return
    complain(
        f"this is a defect of the program, please report it: {kind.__name__}: {error} "
        f"({DEBUG_VARIABLE}=1 shows where)"
    )


def main() -> None:
    """Run the program with the arguments of the process."""
    sys.excepthook = report_defect
    for stream in (sys.stdout, sys.stderr):
        # Texts hold signs that a terminal's encoding may lack; that must not end a run.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    get_command(app)(prog_name="communique")
