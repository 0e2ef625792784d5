"""Pages as Word files (DOCX), each footnote number linked to its words in the evidence."""

from io import BytesIO
from typing import TYPE_CHECKING

from communique.plain import strip_controls
from communique.views.dates import describe_date
from communique.views.footnotes import Footnote
from communique.views.names import name_document
from communique.views.page import Group, Line, Page, Row, Section
from communique.views.render import web_address

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

    from communique.views.findings import SourceDocument

#: Code points that Unicode has but XML 1.0 doesn't allow, beside control characters.
_NO_XML = dict.fromkeys((0xFFFE, 0xFFFF))


def to_docx(page: Page) -> bytes:
    """Return the page as the bytes of a Word file with the same lines as its Markdown."""
    from docx import Document as new_document

    word = new_document()
    word.core_properties.title = _clean(page.title)
    word.core_properties.author = ""
    word.add_heading(_clean(page.title), level=0)
    word.add_paragraph(_clean(page.subtitle), style="Subtitle")
    if page.glance:
        word.add_heading("At a glance", level=1)
        for line in page.glance:
            _add_line(word, line)
    for section in page.sections:
        _add_section(word, section)
    _add_sources(word, page)
    word.add_heading("Evidence", level=1)
    for note in page.footnotes:
        _add_note(word, note)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _add_section(word: "Word", section: Section) -> None:
    word.add_heading(_clean(section.title), level=1)
    if not section.has_content:
        word.add_paragraph(_clean(section.empty))
    for group in section.groups:
        _add_group(word, group, level=2)
    for row in section.rows:
        _add_row(word, row)
    if section.more:
        where = "on other issues" if section.rows else "under other headings"
        word.add_paragraph(f"… and {section.more} more {where}")


def _add_row(word: "Word", row: Row) -> None:
    word.add_heading(_clean(row.title), level=2)
    for group in row.groups:
        _add_group(word, group, level=3)


def _add_group(word: "Word", group: Group, *, level: int) -> None:
    if not group.lines:
        return
    if group.title:
        word.add_heading(_clean(group.title), level=level)
    for line in group.lines:
        _add_line(word, line)
    if group.more:
        word.add_paragraph(f"… and {group.more} more", style="List Bullet")


def _add_line(word: "Word", line: Line) -> None:
    paragraph = word.add_paragraph(style="List Bullet")
    if line.lead:
        paragraph.add_run(f"{_clean(line.lead)}: ").bold = True
    text = _clean(line.text)
    paragraph.add_run(f"“{text}”" if line.quoted else text)
    if line.remarks:
        paragraph.add_run(f" ({'; '.join(map(_clean, line.remarks))})").italic = True
    if line.flag:
        paragraph.add_run(f" [{_clean(line.flag)}]").bold = True
    for number in line.notes:
        _link_note(paragraph, number)


def _link_note(paragraph: "Paragraph", number: int) -> None:
    """Add the footnote's number, raised, as a link to its bookmark."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), _bookmark(number))
    run = paragraph.add_run(f" {number}")
    run.font.superscript = True
    link.append(run._r)
    paragraph._p.append(link)


def _add_note(word: "Word", note: Footnote) -> None:
    """Add a footnote's words under a bookmark that its numbers lead to."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = word.add_paragraph()
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(note.number))
    start.set(qn("w:name"), _bookmark(note.number))
    paragraph._p.append(start)
    paragraph.add_run(f"{note.number}. ").bold = True
    paragraph._p.append(end)
    paragraph.add_run(f"{_cite(note.document)}: ")
    quotes = (f"{quote.start}–{quote.end} “{_clean(quote.text)}”" for quote in note.quotes)
    paragraph.add_run("; ".join(quotes))


def _add_sources(word: "Word", page: Page) -> None:
    word.add_heading("Sources", level=1)
    for source in page.sources:
        address = web_address(source.url)
        told = _cite(source) + (f" – {_clean(address)}" if address else "")
        word.add_paragraph(told, style="List Bullet")
    if page.more_sources:
        word.add_paragraph(f"… and {page.more_sources} more", style="List Bullet")


def _cite(source: "SourceDocument") -> str:
    parts = [name_document(source), source.publisher, describe_date(source.published)]
    return ", ".join(_clean(part) for part in parts if part)


def _bookmark(number: int) -> str:
    return f"note-{number}"


def _clean(text: str) -> str:
    """Return the text on one line without what XML can't hold."""
    return strip_controls(text).translate(_NO_XML)
