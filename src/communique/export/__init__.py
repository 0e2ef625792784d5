"""An archive in the formats that other tools of the field read."""

from communique.export.formats import FORMATS, Format, all_formats, find_format
from communique.export.selection import Selection

__all__ = ["FORMATS", "Format", "Selection", "all_formats", "find_format"]
