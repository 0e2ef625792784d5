from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"


@pytest.fixture
def gold_dir() -> Path:
    return DATA / "gold"


@pytest.fixture
def texts_dir() -> Path:
    return DATA / "texts"
