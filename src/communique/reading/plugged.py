"""Formats that plug-ins read: by the end of a file's name, where nothing of ours claims it."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import PurePath
from typing import NamedTuple, Protocol

from communique.errors import CommuniqueError, UnreadableInput
from communique.plugins import Plugin, is_set_aside, load_all, set_aside
from communique.reading.metadata import Given

GROUP = "communique.readers"


class Page(NamedTuple):
    """What a reader takes out of a file: its text, and what the file says of itself.

    None where the file doesn't say: no day is guessed.
    """

    text: str
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None


class PageReader(Protocol):
    """A reader of a format: `suffixes` in lower case with their point, and a media type."""

    suffixes: tuple[str, ...]
    media_type: str

    def read(self, data: bytes, name: str) -> Page:
        """Return the page in a file's bytes; raise `ValueError` for what is none."""


def find_reader(name: str) -> tuple[Plugin, PageReader] | None:
    """Return the reader that a plug-in has for files that are called so, if one has."""
    found = _readers().get(PurePath(name).suffix.lower())
    return None if found is None or is_set_aside(found[0]) else found


@cache
def _readers() -> Mapping[str, tuple[Plugin, PageReader]]:
    readers: dict[str, tuple[Plugin, PageReader]] = {}
    for plugin, loaded in load_all(GROUP).items():
        try:
            reader: PageReader = loaded() if isinstance(loaded, type) else loaded  # type: ignore[assignment]
            suffixes = tuple(reader.suffixes)
            fit = all(s.startswith(".") and s == s.lower() for s in suffixes)
            if not (suffixes and fit and isinstance(reader.media_type, str)):
                raise TypeError("needs suffixes like '.srt', a media_type and read()")
        except Exception as error:  # whatever somebody else's class does
            set_aside(plugin, error)
            continue
        for suffix in suffixes:
            readers.setdefault(suffix, (plugin, reader))
    return readers


def read_page(
    plugin: Plugin, reader: PageReader, data: bytes, name: str, given: Given
) -> tuple[str, Given]:
    """Return the text of a file and what is known of it; raise `UnreadableInput`.

    What was handed over with the file goes before what it says of itself.
    """
    try:
        page = Page(*reader.read(data, name))
        text = str(page.text)
        told = Given(
            title=given.title or page.title,
            url=given.url or page.url,
            published=given.published or page.published,
            publisher=given.publisher or page.publisher,
            charset=given.charset,
        )
    except (CommuniqueError, ValueError) as error:
        raise UnreadableInput(name, f"plug-in {plugin.name}: {' '.join(str(error).split())}") from (
            error
        )
    except Exception as error:  # a defect of the plug-in costs this file
        set_aside(plugin, error)
        reason = f"plug-in {plugin.name} failed: {type(error).__name__}: {error}"
        raise UnreadableInput(name, " ".join(reason.split())) from error
    return text, told
