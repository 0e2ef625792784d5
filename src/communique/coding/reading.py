"""A document's events, article by article."""

from communique.coding.coder import code_events
from communique.coding.events import Event
from communique.coding.pairs import code_pair
from communique.document import Document
from communique.language.analysis import analyse
from communique.language.model import load_model
from communique.reference import load_reference


def code_document(document: Document, model: str) -> list[Event]:
    """Return the events of a document, sentence by sentence.

    One that asks for the relation of a source and a target is answered with that alone. Raises
    `UnsupportedLanguage` for a language without lexicon, `UnreadableInput` where the text doesn't
    hold what is asked for.
    """
    if document.asked is not None:
        return [code_pair(document, *document.asked, model)]
    found: list[Event] = []
    for article in document.articles:
        found += code_events(analyse(document, article, load_reference(), load_model(model)))
    return found
