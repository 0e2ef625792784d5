"""Printing ledgers: each line with its source."""

from typing import TYPE_CHECKING

from communique.cli.options import Format
from communique.cli.output import note, print_rows, print_table

if TYPE_CHECKING:
    from communique.views.listings import Form, Listing


def form_of(form: Format) -> "Form":
    """Return what has to be listed to be printed so."""
    return "lines" if form is Format.TABLE else "rows"


def print_listing(
    listing: "Listing", form: Format, *, wide: str | None = None, nothing: str = "nothing on record"
) -> None:
    """Print what is listed, as it was asked for: a table of the lines, else the rows.

    Where there is none, `nothing` is noted. The column `wide`, by default the last but one,
    takes the room that the others leave.
    """
    if not (listing.lines or listing.rows):
        note(nothing)
    if form is Format.TABLE:
        if listing.lines:
            print_table(listing.columns, listing.lines, wide=wide or listing.columns[-2])
    else:
        print_rows(listing.rows, listing.columns, form)
