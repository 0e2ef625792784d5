"""Commands that show one component of the reading: attributions, dates, people."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import typer

from communique.cli.options import DEFAULT_MODEL, DateOption, Inputs, ModelOption


def attributions(
    inputs: Inputs, day: DateOption = None, model: ModelOption = DEFAULT_MODEL
) -> None:
    """Show who says what: source, cue and content of each attribution, as JSON Lines."""
    _print_component("attributions", inputs, day, model)


def dates(inputs: Inputs, day: DateOption = None, model: ModelOption = DEFAULT_MODEL) -> None:
    """Show the expressions of time and the days they mean, as JSON Lines."""
    _print_component("dates", inputs, day, model)


def people(inputs: Inputs, day: DateOption = None, model: ModelOption = DEFAULT_MODEL) -> None:
    """Show the mentions of people with office, rank and party, as JSON Lines."""
    _print_component("people", inputs, day, model)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (attributions, dates, people):
        app.command()(command)


def _print_component(name: str, inputs: list[str], day: date | None, model: str) -> None:
    from communique.cli.intake import Account, close, take_documents, try_or_set_aside
    from communique.cli.options import Format
    from communique.cli.output import print_rows
    from communique.language.components import find

    account = Account()

    def rows() -> Iterator[dict[str, Any]]:
        for document in take_documents(inputs, day, account):
            found = try_or_set_aside(document, account, lambda d: list(find(name, d, model=model)))
            yield from found or ()

    print_rows(rows(), (), Format.JSONL)
    close(account)
