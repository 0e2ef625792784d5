"""One model and one set of tables for all tests of the language package."""

import pytest
from spacy.language import Language

from communique.language.model import load_model
from communique.reference import Reference, load_reference


@pytest.fixture(scope="session")
def model() -> Language:
    return load_model()


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load_reference()
