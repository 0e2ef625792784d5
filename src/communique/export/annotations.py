"""Evidence as W3C Web Annotations: each stretch of words selected by its quote and its position.

Positions count code points of the document's text as the archive keeps it. The quote has some
characters before and behind it, by which it is found where a page was edited elsewhere.
"""

import json
from collections.abc import Iterator
from typing import Any

from communique.export.selection import Selection

#: So many code points stand before and behind a quote.
CONTEXT = 32
_BODY = "http://www.w3.org/ns/anno.jsonld"


def write(selection: Selection) -> Iterator[str]:
    """Yield a line of JSON-LD for each stretch of evidence."""
    text, held = "", ""
    for stored in selection.records():
        if stored.document.id != held:
            held, text = stored.document.id, selection.desk.text(stored.document.id)
        for number, evidence in enumerate(stored.record.evidence, 1):
            annotation = {
                "@context": _BODY,
                "id": f"urn:communique:{stored.id}:{number}",
                "type": "Annotation",
                "motivation": "classifying",
                "body": {
                    "type": "Dataset",
                    "value": stored.record.model_dump(mode="json", exclude={"evidence"}),
                },
                "target": {
                    "source": stored.document.url or f"urn:sha256:{stored.document.sha256}",
                    "selector": selectors(text, evidence.start, evidence.end),
                },
            }
            yield json.dumps(annotation, ensure_ascii=False) + "\n"


def selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    """Return the selectors of `text[start:end]`: by quote, and by position."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - CONTEXT) : start],
            "suffix": text[end : end + CONTEXT],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def locate(text: str, quote: dict[str, Any], position: dict[str, Any]) -> tuple[int, int] | None:
    """Return where the words stand in a text that may have been edited; None where they don't.

    Where they still stand at their position, it is that; else the only place with the same words
    around, else the only one with the words.
    """
    exact, prefix, suffix = quote["exact"], quote["prefix"], quote["suffix"]
    start, end = position["start"], position["end"]
    if text[start:end] == exact:
        return start, end
    for words, before in ((prefix + exact + suffix, len(prefix)), (exact, 0)):
        first = text.find(words)
        if words and first >= 0 and text.find(words, first + 1) < 0:
            return first + before, first + before + len(exact)
    return None
