"""Communiqué reads diplomatic text and keeps the record, every fact with its words.

>>> import communique as cq
>>> document = cq.read_text("Japan and Kenya agreed to open a trade office by 2030.")
>>> document.text[:5]
'Japan'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.client import connect
    from communique.document import Document
    from communique.errors import CommuniqueError
    from communique.extraction import extract
    from communique.reading import iter_documents, read, read_text
    from communique.records import Records
    from communique.views import Desk, open_archive

__all__ = [
    "CommuniqueError",
    "Desk",
    "Document",
    "Records",
    "connect",
    "extract",
    "iter_documents",
    "open_archive",
    "read",
    "read_text",
]

#: Where each name lives. It is imported when first asked for: the parser alone takes
#: longer to load than `communique --help` should take to answer.
_HOMES = {
    "CommuniqueError": "communique.errors",
    "Desk": "communique.views",
    "Document": "communique.document",
    "Records": "communique.records",
    "connect": "communique.client",
    "extract": "communique.extraction",
    "iter_documents": "communique.reading",
    "open_archive": "communique.views",
    "read": "communique.reading",
    "read_text": "communique.reading",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from communique.version import read_version

        return read_version()
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES, "__version__"})
