"""Events as plain rows, for JSON Lines and other formats."""

from typing import Any

from communique.coding.events import Actor, Event


def to_row(name: str, event: Event) -> dict[str, Any]:
    """Return an event as a JSON-ready mapping; `name` is its document's.

    Spans are `[start, end]` in code points of the document's text. What is unknown is null.
    """
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


def _actor(actor: Actor) -> dict[str, Any]:
    evidence = actor.evidence
    return {
        "text": evidence.text,
        "span": [evidence.start, evidence.end],
        "country": actor.country,
        "sector": actor.sector,
    }
