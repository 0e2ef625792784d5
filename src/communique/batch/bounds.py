"""The bounds on what one file may cost to read; everything above them is set aside."""

from dataclasses import dataclass

from communique.reading.limits import Limits

_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a file is held at a time, in bytes unless it says otherwise.

    They count work, not seconds, so the same file is read or set aside on every machine.
    """

    #: What one page in HTML may measure.
    html_bytes: int = _LIMITS.max_html_bytes
    #: What one page of another kind may measure, and what any body may unpack to.
    body_bytes: int = _LIMITS.max_bytes
    #: The block of headers of one record, and that of the answer in it.
    header_bytes: int = 64 * 1024
    #: One line of JSON Lines; JSON writes a letter in up to six bytes.
    line_bytes: int = 40_000_000
    #: What of the id of a record is kept, in characters.
    id_chars: int = 400
    #: Records up to this size are read over where they are not wanted; above it the next
    #: record is looked for instead, so that nobody unpacks a terabyte of zeros.
    skipped_bytes: int = 64 * 1024 * 1024
    #: A row group of Parquet that unpacks to more than this, and to more than `unpacking`
    #: times what is stored, is a bomb: prose shrinks to a fifth.
    row_group_bytes: int = 256 * 1024 * 1024
    unpacking: int = 200
    #: How often reading may be regained in one file; what is more broken than this is given up.
    regains: int = 1000

    def most(self, media_type: str) -> int:
        """Return what a page of a media type may measure, in bytes."""
        return self.html_bytes if "html" in media_type else self.body_bytes
