"""The command that codes events: events."""

from typing import TYPE_CHECKING, Any

import typer

from communique.cli.options import DEFAULT_MODEL, DateOption, Inputs, ModelOption

if TYPE_CHECKING:
    from communique.coding import Actor, Event


def events(inputs: Inputs, day: DateOption = None, model: ModelOption = DEFAULT_MODEL) -> None:
    """Code the events of documents by PLOVER, as JSON Lines: one event a line.

    A line of JSON Lines with `id`, `text` and `date` is a document of its own.
    """
    from communique.cli.intake import Account, close, take_documents, try_or_set_aside
    from communique.cli.output import print_json
    from communique.coding.reading import code_document

    account = Account()
    for document in take_documents(inputs, day, account):
        found = try_or_set_aside(document, account, lambda d: code_document(d, model))
        for event in found or ():
            print_json(_row(document.name, event))
    close(account)


def _row(name: str, event: "Event") -> dict[str, Any]:
    return {
        "document": name,
        "span": [event.evidence.start, event.evidence.end],
        "text": event.evidence.text,
        "sentence": [event.sentence.start, event.sentence.end],
        "type": event.type,
        "mode": event.mode,
        "contexts": event.contexts,
        "actors": list(map(_actor, event.actors)),
        "recipients": list(map(_actor, event.recipients)),
        "date": event.date.model_dump(mode="json") if event.date.known else None,
        "place": event.place.model_dump(mode="json", exclude_none=True) if event.place else None,
        "auxiliary": event.auxiliary,
        "cameo": event.cameo,
    }


def _actor(actor: "Actor") -> dict[str, Any]:
    evidence = actor.evidence
    return {
        "text": evidence.text,
        "span": [evidence.start, evidence.end],
        "country": actor.country,
        "sector": actor.sector,
    }


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command()(events)
