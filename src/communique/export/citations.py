"""Citations of the sources, for reference managers: BibTeX and RIS.

A date is cited as far as it is known. The note says when the archive took the page in: what a page
said is what it said then.
"""

import re
from collections.abc import Iterator

from communique.archive.types import DocumentSummary
from communique.export.selection import Selection

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SIGNS = re.compile("|".join(map(re.escape, _LATEX)))


def write_bibtex(selection: Selection) -> Iterator[str]:
    """Yield an entry of `@misc` for each document; keys are ids of documents."""
    for one in selection.summaries:
        year, month, day = _date(one)
        fields = {
            "title": escape(_title(one)),
            "institution": escape(one.publisher or one.agency or ""),
            "year": year,
            "month": _MONTHS[int(month) - 1] if month else "",
            "day": day,
            "url": _address(one),
            "language": one.language or "",
            "note": f"Archived {one.added_at:%Y-%m-%dT%H:%M:%SZ}",
        }
        told = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        yield f"@misc{{communique-{one.id},\n{told}}}\n\n"


def write_ris(selection: Selection) -> Iterator[str]:
    """Yield a record of type ELEC for each document."""
    for one in selection.summaries:
        year, month, day = _date(one)
        lines = [
            ("TY", "ELEC"),
            ("ID", f"communique-{one.id}"),
            ("TI", _title(one)),
            ("PB", " ".join((one.publisher or one.agency or "").split())),
            ("PY", year),
            ("DA", f"{year}/{month}/{day}/" if year else ""),
            ("UR", _address(one)),
            ("LA", one.language or ""),
            ("N1", f"Archived {one.added_at:%Y-%m-%dT%H:%M:%SZ}"),
        ]
        yield "".join(f"{tag}  - {value}\n" for tag, value in lines if value) + "ER  - \n\n"


def escape(text: str) -> str:
    """Return text as LaTeX shows it: signs of its own escaped, ends of lines as spaces."""
    return _SIGNS.sub(lambda sign: _LATEX[sign.group()], " ".join(text.split()))


def _title(one: DocumentSummary) -> str:
    return " ".join((one.title or one.name).split()) or one.id


def _address(one: DocumentSummary) -> str:
    """Return the address, percent-encoded where a reader of braces or lines would stumble."""
    return re.sub(
        r"[\s{}\\%]", lambda m: f"%{ord(m[0]):02X}" if m[0] != "%" else "%", one.url or ""
    )


def _date(one: DocumentSummary) -> tuple[str, str, str]:
    """Return year, month and day, each empty where it isn't known."""
    told = one.published
    if told is None or told.start is None or told.precision in {"unknown", "decade"}:
        return "", "", ""
    year, month, day = f"{told.start:%Y-%m-%d}".split("-")
    if told.precision == "day":
        return year, month, day
    return year, month if told.precision == "month" else "", ""
