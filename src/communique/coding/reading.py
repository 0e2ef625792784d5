"""A document's events, article by article."""

from communique.coding.coder import code_events
from communique.coding.events import Event
from communique.document import Document
from communique.language.analysis import analyse
from communique.language.model import load_model
from communique.reference import load_reference


def code_document(document: Document, model: str) -> list[Event]:
    """Return the events of a document in text order; raise `UnsupportedLanguage` if it has none."""
    found: list[Event] = []
    for article in document.articles:
        found += code_events(analyse(document, article, load_reference(), load_model(model)))
    return found
