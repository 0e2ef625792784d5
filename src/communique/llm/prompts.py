"""What a model is told: what to look for, and the page as data between marks of its own."""

import hashlib
import json
from functools import cache
from importlib.resources import files

from communique.llm.forms import answer_schema

Message = dict[str, str]


def write_messages(text: str) -> list[Message]:
    """Return the messages that ask for the records of `text`.

    The text stands between two marks that it doesn't hold: nothing in it can end it.
    """
    mark = _mark(text)
    return [
        {"role": "system", "content": _instructions()},
        {"role": "user", "content": f"<<<PAGE {mark}\n{text}\nPAGE {mark}>>>"},
    ]


@cache
def _instructions() -> str:
    written = files("communique.llm").joinpath("instructions.txt").read_text(encoding="utf-8")
    schema = json.dumps(answer_schema(), separators=(",", ":"))
    return f"{written.strip()}\n\n{schema}"


def _mark(text: str) -> str:
    """Return a word that `text` doesn't hold: none can hold a hash of itself."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
