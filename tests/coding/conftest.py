"""Coding a text as `communique events` does."""

from collections.abc import Callable

import pytest

from communique.coding import Event
from communique.coding.reading import code_document
from communique.language.model import DEFAULT_MODEL
from communique.reading import read_text

Code = Callable[..., list[Event]]


@pytest.fixture(scope="session")
def code() -> Code:
    def read(text: str, day: str = "2024-05-07") -> list[Event]:
        return code_document(read_text(text, date=day), DEFAULT_MODEL)

    return read
