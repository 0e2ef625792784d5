"""The bounds on one input; everything above them is set aside, never half read."""

from pydantic import PositiveInt

from communique.records import Value


class Limits(Value):
    """How much work one document may cost.

    All bounds count work (bytes, characters, pages, depth), not seconds: the same input
    is read or set aside on every machine. Sizes are checked before anything is parsed,
    those of files before anything is read.
    """

    #: Size of one document as handed in, of one line of JSON Lines, and of what an
    #: archive or compressed file (DOCX, .gz) may unpack to.
    max_bytes: PositiveInt = 20_000_000
    #: A longer line is data or an accident, no paragraph of prose.
    max_line_chars: PositiveInt = 200_000
    #: No page has more; logs and data have.
    max_lines: PositiveInt = 100_000
    #: Markup is slower to parse than text.
    max_html_bytes: PositiveInt = 5_000_000
    #: Elements open at once; deeper pages are read without their structure.
    max_html_depth: PositiveInt = 200
    #: Elements in all; pages with more are read without their structure, too.
    max_html_elements: PositiveInt = 30_000
    max_pdf_pages: PositiveInt = 500
    #: What the content of one page of a PDF may unpack to.
    max_pdf_page_bytes: PositiveInt = 5_000_000
