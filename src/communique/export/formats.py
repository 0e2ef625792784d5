"""The formats that archives are exported in: what each writes, for whom, and where it is made.

A format of one file yields pieces of its text. A format of several yields each file's name with
its pieces, one file after another; pieces are text, or bytes where the format is binary.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

from communique.errors import ExportError
from communique.export.selection import Selection
from communique.plugins import Plugin, PluginError, load_all

Pieces = Iterator[str] | Iterator[bytes]


@dataclass(frozen=True)
class Format:
    """A format by its name; `maker` is "module:function", loaded when it is used.

    `suffix` is that of its file, empty for formats that make a folder of files.
    """

    name: str
    suffix: str
    summary: str
    maker: str = ""
    plugin: Plugin | None = None

    @property
    def is_folder(self) -> bool:
        """Whether the format makes several files."""
        return not self.suffix

    def load(self) -> Callable[[Selection], Any]:
        """Return the function that makes it; raise `MissingExtra` for libraries that are not there.

        It returns `Iterator[str]` for a file, `Iterator[tuple[str, Pieces]]` for a folder. Of a
        plug-in's format `PluginError` is raised where it fails, at once or at work.
        """
        if self.plugin is not None:
            return partial(_ask, self.plugin)
        module, _, name = self.maker.partition(":")
        maker: Callable[[Selection], Any] = getattr(import_module(module), name)
        return maker


_OWN = "communique.export"
FORMATS: tuple[Format, ...] = (
    Format("jsonl", ".jsonl", "records, one a line, by a published schema", f"{_OWN}.lines:write"),
    Format(
        "events", ".jsonl", "PLOVER events with actors, words and dates", f"{_OWN}.events:write"
    ),
    Format(
        "polecat",
        ".tsv",
        "PLOVER events as POLECAT lays them out",
        f"{_OWN}.event_files:write_polecat",
    ),
    Format(
        "icews",
        ".tsv",
        "pairs with CAMEO codes as ICEWS lays them out",
        f"{_OWN}.event_files:write_icews",
    ),
    Format("csv", "", "tidy tables with codebook and data package", f"{_OWN}.tidy:write_csv"),
    Format("parquet", "", "the same tables in columns", f"{_OWN}.tidy:write_parquet"),
    Format("dyad-year", ".csv", "pairs of states by year", f"{_OWN}.dyads:write_years"),
    Format("dyad-month", ".csv", "pairs of states by month", f"{_OWN}.dyads:write_months"),
    Format("ftm", ".jsonl", "entities of FollowTheMoney", f"{_OWN}.ftm:write"),
    Format("graphml", ".graphml", "network of parties and persons", f"{_OWN}.graphml:write"),
    Format("edges", ".csv", "ties of that network, one a row", f"{_OWN}.edges:write"),
    Format("ics", ".ics", "what has a day, for calendars", f"{_OWN}.appointments:write"),
    Format("annotations", ".jsonl", "evidence as Web Annotations", f"{_OWN}.annotations:write"),
    Format("prov", ".json", "how records came about (PROV)", f"{_OWN}.provenance:write"),
    Format("bibtex", ".bib", "citations of the sources", f"{_OWN}.citations:write_bibtex"),
    Format("ris", ".ris", "citations of the sources", f"{_OWN}.citations:write_ris"),
)


def all_formats() -> tuple[Format, ...]:
    """Return our formats and those of plug-ins; of one name, ours."""
    found = {one.name: one for one in FORMATS}
    for plugin, exporter in load_all("communique.exporters").items():
        suffix, told = getattr(exporter, "suffix", ""), getattr(exporter, "description", "")
        found.setdefault(plugin.name, Format(plugin.name, suffix, told, plugin=plugin))
    return tuple(found.values())


def _ask(plugin: Plugin, selection: Selection) -> Iterator[str]:
    exporter: Any = load_all("communique.exporters")[plugin]
    try:
        made = exporter() if isinstance(exporter, type) else exporter
        yield from made.write(selection.records())
    except Exception as error:  # whatever somebody else's module does
        raise PluginError(plugin, f"{type(error).__name__}: {error}") from error


def find_format(name: str) -> Format:
    """Return a format by its name; raise `ExportError`, listing those there are, for none."""
    for one in all_formats():
        if one.name == name:
            return one
    known = ", ".join(one.name for one in all_formats())
    raise ExportError(f"there is no format {name!r}; there are {known}")
