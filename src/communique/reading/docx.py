"""Word files: paragraphs, headings, lists and tables as Markdown."""

import io
import re
import zipfile
from collections.abc import Iterator
from zlib import error as ZlibError

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from communique.errors import UnreadableInput
from communique.reading.formats import Extract
from communique.reading.limits import Limits
from communique.reading.metadata import Given

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_LEVEL = re.compile(r"heading (\d)")


def read_docx(data: bytes, name: str, given: Given, limits: Limits) -> Extract:
    """Return the text of a Word file as Markdown, one line a paragraph, a blank line between.

    Text in headers, footers, notes and text boxes is left out. Raises `UnreadableInput` for
    damaged files and for those that unpack to more than the limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > limits.max_bytes:
            raise UnreadableInput(
                name, f"unpacks to {size:,} bytes; the limit is {limits.max_bytes:,}"
            )
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(block for block in _render(document) if block.strip())
    except (
        zipfile.BadZipFile, OpcError, SyntaxError, ZlibError, KeyError, ValueError, OSError,
        EOFError, AttributeError, NotImplementedError, RuntimeError,
    ) as error:  # fmt: skip
        raise UnreadableInput(name, "damaged Word file, or one locked by a password") from error
    return Extract(text.replace("\0", ""), given)


def _render(document: WordDocument) -> Iterator[str]:
    items: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            words = _SPACE.sub(" ", block.text).strip()
            style = (block.style.name or "").lower() if block.style is not None else ""
            if not words:
                continue
            if _is_listed(block, style):
                items.append(f"- {words}")
                continue
            if items:
                yield "\n".join(items)
                items = []
            yield _mark(words, style)
        else:
            if items:
                yield "\n".join(items)
                items = []
            yield _render_table(block)
    if items:
        yield "\n".join(items)


def _mark(words: str, style: str) -> str:
    if style == "title":
        return f"# {words}"
    if level := _LEVEL.match(style):
        return f"{'#' * min(6, int(level.group(1)))} {words}"
    if "quote" in style:
        return f"> {words}"
    return words


def _is_listed(paragraph: Paragraph, style: str) -> bool:
    """Whether Word sets a bullet or number before the paragraph."""
    properties = paragraph._p.pPr
    numbered = properties is not None and properties.numPr is not None
    return not style.startswith("heading") and (numbered or style.startswith("list"))


def _render_table(table: Table) -> str:
    rows = []
    for row in table.rows:
        cells: list[str] = []
        previous = None
        for cell in row.cells:
            # A merged cell comes once for each column it spans.
            words = "" if cell._tc is previous else _SPACE.sub(" ", cell.text).strip()
            cells.append(words.replace("|", "/"))
            previous = cell._tc
        rows.append(cells)
    rows = [cells for cells in rows if any(cells)]
    if not rows:
        return ""
    if max(map(len, rows)) == 1:
        return "\n\n".join(cells[0] for cells in rows)
    lines = ["| " + " | ".join(cells) + " |" for cells in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join(lines)
