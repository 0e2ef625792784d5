"""PDF files: the text of their pages, lines joined to paragraphs."""

import io
import logging
import re
from collections import Counter

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from communique.errors import UnreadableInput
from communique.reading.formats import Extract
from communique.reading.limits import Limits
from communique.reading.lines import ends_sentence, scan_lines
from communique.reading.metadata import Given
from communique.reading.units import gather_units

_NUMBER_ONLY = re.compile(r"(?:page\s*)?[-–—\s]*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*$", re.I)
_HYPHEN = re.compile(r"(\w+)[-\u00ad\u2010]\n[ \t]*(\w+)")
_SPACE = re.compile(r"[ \t]+")

# What pypdf says of a damaged file is said in the error of the file itself.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

#: Lines at the edge of a page that may be its running head or foot.
_EDGE_LINES = 2

#: What of the longest line a full one measures.
_FULL_SHARE = 0.85


def read_pdf(data: bytes, name: str, given: Given, limits: Limits) -> Extract:
    """Return the text of a PDF, page numbers and running heads left out.

    Lines are joined to paragraphs, and words parted at a line's end where the document
    writes them in one elsewhere. Raises `UnreadableInput` for files that are damaged,
    locked by a password, scanned without text, or above the limits.
    """
    try:
        pages = _read_pages(data, name, limits)
    except UnreadableInput:
        raise
    except DependencyError as error:
        raise UnreadableInput(name, "encrypted PDF; save it without a password") from error
    # pypdf meets hostile files with errors of many kinds, its own only among them.
    except (
        PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError,
        OSError, ArithmeticError, RecursionError, NotImplementedError, MemoryError,
    ) as error:  # fmt: skip
        raise UnreadableInput(name, "damaged PDF; it may have been cut short") from error
    text = _join_words(_part_blocks(_join_pages(_drop_running(pages))))
    if not text.strip():
        raise UnreadableInput(name, "PDF without text; scanned pages need character recognition")
    return Extract(text, given)


def _read_pages(data: bytes, name: str, limits: Limits) -> list[str]:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableInput(name, "encrypted PDF; save it without a password")
    count = len(reader.pages)
    if count > limits.max_pdf_pages:
        raise UnreadableInput(name, f"PDF of {count:,} pages; the limit is {limits.max_pdf_pages}")
    pages = []
    for page in reader.pages:
        contents = page.get_contents()
        size = len(contents.get_data()) if contents is not None else 0
        if size > limits.max_pdf_page_bytes:
            raise UnreadableInput(
                name, f"PDF page of {size:,} bytes; the limit is {limits.max_pdf_page_bytes:,}"
            )
        # Lone halves of characters come from broken fonts.
        text = page.extract_text().replace("\0", "")
        pages.append(text.encode("utf-8", "replace").decode("utf-8"))
    return pages


def _drop_running(pages: list[str]) -> list[str]:
    """Return the pages without their numbers and the lines that head or foot most of them."""
    split = [[_SPACE.sub(" ", line).rstrip() for line in page.splitlines()] for page in pages]
    split = [[*_strip_blank(lines)] for lines in split]
    edges = Counter(
        re.sub(r"\d+", "#", line.strip())
        for lines in split
        for line in {*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]}
        if line.strip()
    )
    running = {line for line, seen in edges.items() if len(pages) >= 3 and seen > len(pages) / 2}
    return ["\n".join(_trim_page(lines, running)) for lines in split]


def _strip_blank(lines: list[str]) -> list[str]:
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _trim_page(lines: list[str], running: set[str]) -> list[str]:
    def is_edge(line: str) -> bool:
        stripped = line.strip()
        return (
            not stripped
            or _NUMBER_ONLY.match(stripped) is not None
            or re.sub(r"\d+", "#", stripped) in running
        )

    first, last = 0, len(lines)
    while first < min(last, _EDGE_LINES) and is_edge(lines[first]):
        first += 1
    while last > max(first, len(lines) - _EDGE_LINES) and is_edge(lines[last - 1]):
        last -= 1
    return lines[first:last]


def _join_pages(pages: list[str]) -> str:
    """Return the pages as one text; a sentence that goes on over the page isn't parted."""
    text = ""
    for page in filter(None, pages):
        if text:
            text += "\n\n" if ends_sentence(text) else "\n"
        text += page
    return text


def _part_blocks(text: str) -> str:
    """Return the text with blank lines between its paragraphs, headings and items."""
    lines = scan_lines(text, 0, len(text))
    # Lines of a page are always wrapped, in type of uneven width.
    lengths = sorted(line.end - line.start for line in lines if not line.blank) or [0]
    width = int(_FULL_SHARE * lengths[len(lengths) * 95 // 100])
    blocks = []
    position = 0
    for unit in gather_units(text, lines, width):
        # The signs before a unit belong to it here: they must survive into the text.
        start = max(position, text.rfind("\n", 0, unit.start) + 1)
        blocks.append(text[start : unit.end].strip())
        position = unit.end
    return "\n\n".join(blocks)


def _join_words(text: str) -> str:
    """Return the text with lines within blocks joined by a space, parted words made whole."""
    words = set(re.findall(r"\w+(?:-\w+)*", text.casefold()))

    def join(match: re.Match[str]) -> str:
        left, right = match.groups()
        whole = left + right
        # "long-\nterm" keeps its hyphen unless the document writes the word without it.
        if "\u00ad" in match.group() or whole.casefold() in words:
            return whole
        return f"{left}-{right}"

    joined = _HYPHEN.sub(join, text)
    return re.sub(r"(?<!\n)\n(?!\n)[ \t]*", " ", joined)
