"""Plug-ins: what other packages add through entry points, found when needed, loaded when used.

A plug-in that can't be used is set aside with its reason, once; it never ends a run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from communique.errors import CommuniqueError

#: The groups of entry points, and what each adds.
GROUPS: Mapping[str, str] = {
    "communique.readers": "reads files of a format",
    "communique.extractors": "finds records in an article",
    "communique.exporters": "writes an archive in a format",
    "communique.reference": "brings tables",
}


class PluginError(CommuniqueError):
    """A plug-in that can't be used."""

    def __init__(self, plugin: "Plugin", reason: str) -> None:
        super().__init__(f"plug-in {plugin.name} ({plugin.package}): {' '.join(reason.split())}")
        self.plugin = plugin


@dataclass(frozen=True)
class Plugin:
    """What an installed package announces under `name` in `group`; it isn't loaded yet."""

    group: str
    name: str
    package: str
    version: str
    entry: EntryPoint

    def load(self) -> object:
        """Return what the entry point names; raise `PluginError` where that fails."""
        try:
            return self.entry.load()
        except (Exception, SystemExit) as error:  # whatever somebody else's module does
            raise PluginError(self, f"can't be loaded: {_tell(error)}") from error


#: What went wrong in this process, each plug-in once, with whether it was told.
_set_aside: dict[Plugin, tuple[PluginError, bool]] = {}


@cache
def discover(group: str) -> tuple[Plugin, ...]:
    """Return the plug-ins of a group, by name; nothing is imported. Unknown groups have none.

    Of two of a name the one of the package that comes first by the alphabet counts.
    """
    found: dict[str, Plugin] = {}
    entries = [
        (entry.dist.name if entry.dist else "", entry) for entry in entry_points(group=group)
    ]
    for package, entry in sorted(entries, key=lambda pair: (pair[1].name, pair[0])):
        version = entry.dist.version if entry.dist else ""
        plugin = Plugin(group, entry.name, package, version, entry)
        if (first := found.setdefault(entry.name, plugin)).package != package:
            set_aside(plugin, f"{first.package} has a plug-in of that name")
    return tuple(found.values())


@cache
def load_all(group: str) -> Mapping[Plugin, object]:
    """Return the plug-ins of a group with what they are; those that fail are set aside."""
    loaded: dict[Plugin, object] = {}
    for plugin in discover(group):
        try:
            loaded[plugin] = plugin.load()
        except PluginError as error:
            _note(error)
    return loaded


def set_aside(plugin: Plugin, reason: str | BaseException) -> None:
    """Note that a plug-in can't be used, and why; the first reason counts."""
    told = reason if isinstance(reason, str) else _tell(reason)
    _note(PluginError(plugin, told))


def is_set_aside(plugin: Plugin) -> bool:
    """Whether a plug-in failed in this process."""
    return plugin in _set_aside


def take_failures() -> list[PluginError]:
    """Return what was set aside and not told yet."""
    fresh = [error for error, told in _set_aside.values() if not told]
    _set_aside.update({error.plugin: (error, True) for error in fresh})
    return fresh


def _package(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else ""


def _note(error: PluginError) -> None:
    _set_aside.setdefault(error.plugin, (error, False))


def _tell(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
