"""Word files."""

import pytest
from tests.reading.builders import build_docx

from communique.errors import UnreadableInput
from communique.reading import Limits, read


def test_read_docx_keeps_headings_lists_and_tables() -> None:
    document = read(build_docx(), name="a.docx")
    blocks = [(b.kind, document.text[b.start : b.end]) for b in document.articles[0].blocks]
    assert [kind for kind, _ in blocks] == [
        "headline", "paragraph", "headline", "list-item", "list-item", "table",
    ]  # fmt: skip
    assert document.metadata.title == "Readout of a call"
    cells = document.articles[0].blocks[-1].cells
    assert ("2020", "Trade") in [(cell.row_header, cell.column_header) for cell in cells]


@pytest.mark.parametrize("keep", [200, 5000, -60])
def test_read_docx_refuses_damaged_files(keep: int) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read(build_docx()[:keep], name="a.docx")
    assert "\n" not in str(caught.value)


def test_read_docx_refuses_what_unpacks_above_the_limit() -> None:
    data = build_docx()
    with pytest.raises(UnreadableInput, match="unpacks to"):
        read(data, name="a.docx", limits=Limits(max_bytes=len(data) + 1))
