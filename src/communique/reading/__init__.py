"""Reading: bytes, files and folders made into documents."""

from communique.reading.limits import Limits
from communique.reading.sources import SetAside, iter_documents, read
from communique.reading.texts import read_text

__all__ = ["Limits", "SetAside", "iter_documents", "read", "read_text"]
