"""The sample corpus: pages in our own words on public facts, for the demonstration.

`manifest.toml` says for each page whose side it takes, how it is written and where its
facts can be checked. The pages are no publications of the governments they report on.
"""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from communique.records import Value

_FOLDER = Path(__file__).parent

Style = Literal[
    "agency", "briefs", "british-gov", "chinese-mfa", "indian-mea", "japanese-mofa",
    "joint-statement", "note", "other-language", "outcomes", "press-conference",
    "press-release", "spokesperson", "sport", "table", "us-readout", "web-page",
]  # fmt: skip


class SamplePage(Value):
    """One page of the sample corpus.

    `side` is the party whose side the page takes, None where it takes none. `records`
    is false for a page out of which nothing is to be read.
    """

    file: str
    date: date
    side: str | None = None
    parties: tuple[str, ...]
    style: Style
    records: bool = True
    description: str
    sources: Annotated[tuple[str, ...], Field(min_length=1)]

    @property
    def path(self) -> Path:
        """Where the page is."""
        return pages_folder() / self.file


def pages_folder() -> Path:
    """Return the folder of the pages; it holds nothing else."""
    return _FOLDER / "pages"


@lru_cache(maxsize=1)
def pages() -> tuple[SamplePage, ...]:
    """Return all sample pages in the order of the manifest, oldest first."""
    manifest = tomllib.loads((_FOLDER / "manifest.toml").read_text(encoding="utf-8"))
    return tuple(SamplePage.model_validate(entry) for entry in manifest["page"])
