"""Every error that a caller may catch; messages say what is wrong and what would be right."""

from collections.abc import Collection
from pathlib import Path


class CommuniqueError(Exception):
    """Base of all errors of this package: one line, for people."""


class UnreadableInput(CommuniqueError):
    """An input that can't be made into a document; the rest of a run goes on."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class UnsupportedLanguage(CommuniqueError):
    """There is no lexicon for the document's language."""

    def __init__(self, language: str, supported: Collection[str]) -> None:
        super().__init__(f"no lexicon for {language!r}; have {', '.join(sorted(supported))}")
        self.language = language


class TableError(CommuniqueError):
    """A reference table with a row that can't be used; line 0 is the table as a whole."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path.name}{f', line {line}' if line else ''}: {reason}")
        self.path = path
        self.line = line


class UnknownParty(CommuniqueError):
    """A name that is no state or organisation of the reference tables."""

    def __init__(self, name: str, suggestions: Collection[str] = ()) -> None:
        hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"no state or organisation is called {name!r}{hint}")
        self.name = name


class NotOnRecord(CommuniqueError):
    """A name or id for which the archive has nothing, or several things."""

    def __init__(self, kind: str, name: str, candidates: Collection[str] = ()) -> None:
        several = f"several may be meant by {name!r}, name one by its id: {'; '.join(candidates)}"
        none = f"no {kind} of the archive is called {name!r}"
        super().__init__(several if candidates else none)
        self.kind = kind
        self.name = name


class ArchiveError(CommuniqueError):
    """An archive that can't be opened, read or written."""


class ArchiveFailed(ArchiveError):
    """The database itself gave an error: it is damaged, full, gone or asked wrongly."""


class ReviewConflict(ArchiveError):
    """Somebody decided on the same thing meanwhile; nothing was written."""


class RemoteError(CommuniqueError):
    """A server that can't be asked, or that refuses; `status` is its answer's, None without one."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


class GoldError(CommuniqueError):
    """A gold file or its text that can't be used for scoring."""


class PackError(CommuniqueError):
    """A reference pack with a row that can't be used."""

    def __init__(self, name: str, row: int, reason: str) -> None:
        super().__init__(f"{name}, row {row}: {reason}")
        self.name = name
        self.row = row


class ExportError(CommuniqueError):
    """A format that there isn't, or a place where nothing can be written."""


class MissingExtra(CommuniqueError):
    """A part of the package whose optional dependencies aren't installed."""

    def __init__(self, extra: str, module: str) -> None:
        super().__init__(
            f"this needs {module}, which is not installed; pip install 'communique[{extra}]'"
        )
        self.extra = extra
