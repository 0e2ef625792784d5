"""Small files of each format, built by the tests themselves."""

import io
from collections.abc import Sequence

import docx
from pypdf import PdfWriter


def build_pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF of pages of lines, in one font, one line under the other."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({_escape(line)}) Tj T*" for line in lines)
        content = f"BT /F1 11 Tf 14 TL 72 760 Td {shown} ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF"
    return (
        data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + table + end.encode()
    )


def _escape(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def encrypt_pdf(data: bytes, password: str) -> bytes:
    """Return the PDF locked by a password, which may be empty."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def build_docx() -> bytes:
    """Return a Word file with a title, a paragraph, a heading, a list and a table."""
    document = docx.Document()
    document.add_heading("Readout of a call", 0)
    document.add_paragraph(
        "President Ruto spoke with President Macron on Monday about trade and security."
    )
    document.add_heading("Next steps", 1)
    document.add_paragraph("Open talks on fisheries", style="List Bullet")
    document.add_paragraph("Hold a summit", style="List Number")
    table = document.add_table(2, 2)
    for row, words in enumerate((("Year", "Trade"), ("2020", "20.5"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


PAGE = """<!DOCTYPE html>
<html><head><title>Minister meets envoy of Kenya - Foreign Ministry</title>
<meta property="og:title" content="Minister meets envoy of Kenya">
<meta property="og:site_name" content="Ministry of Examples">
<meta property="article:published_time" content="2024-05-06T10:00:00Z">
<meta property="article:modified_time" content="2024-05-07T09:00:00Z">
<link rel="canonical" href="https://example.org/news/42"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Minister meets envoy of Kenya</h1>
<p>The minister received the envoy of Kenya on Monday &amp; they agreed to deepen trade.</p>
<h2>Trade</h2>
<ul><li>Tea exports are to grow<ul><li>by rail</li></ul></li><li>Flower exports too</li></ul>
<table><tr><th>Year</th><th>Trade</th></tr><tr><td>2020</td><td>20.5</td></tr></table>
<blockquote><p>We are partners and we remain partners.</p></blockquote>
<p>They also discussed the situation in the region and pledged closer consultations.</p>
</article><footer>Copyright 2024. All rights reserved.</footer></body></html>"""
