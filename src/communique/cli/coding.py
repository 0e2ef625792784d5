"""The command that codes events: events."""

import typer

from communique.cli.options import DEFAULT_MODEL, DateOption, Inputs, ModelOption


def events(inputs: Inputs, day: DateOption = None, model: ModelOption = DEFAULT_MODEL) -> None:
    """Code the events of documents by PLOVER, as JSON Lines: one event a line.

    A line of JSON Lines with `id`, `text` and `date` is a document of its own. One with `source`
    and `target` too, both words of the text, is answered with what the one does to the other.
    """
    from communique.cli.intake import Account, close, take_documents, try_or_set_aside
    from communique.cli.output import print_json
    from communique.coding.reading import code_document
    from communique.coding.rows import to_row

    account = Account()
    for document in take_documents(inputs, day, account):
        found = try_or_set_aside(document, account, lambda d: code_document(d, model))
        for event in found or ():
            print_json(to_row(document.name, event))
    close(account)


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command()(events)
