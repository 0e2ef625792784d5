"""PDF files."""

import pytest
from tests.reading.builders import build_pdf, encrypt_pdf

from communique.errors import UnreadableInput
from communique.reading import Limits, read

LINES = [
    "Joint Communique on the Second Strategic Dialogue",
    "",
    "The ministers of France and Kenya met in Nairobi on Monday and agreed on a long-",
    "term partnership in trade, education, energy and in the multilat-",
    "eral system that both sides support.",
    "They pledged to open a new consulate in Mombasa by 2027, and to hold regular talks",
    "of the foreign ministries on multilateral matters every year.",
]


def test_read_pdf_joins_lines_to_paragraphs() -> None:
    document = read(build_pdf([LINES]))
    blocks = [(b.kind, document.text[b.start : b.end]) for b in document.articles[0].blocks]
    assert [kind for kind, _ in blocks] == ["headline", "paragraph", "paragraph"]
    assert "long-term partnership" in blocks[1][1]
    assert "the multilateral system" in blocks[1][1]
    assert document.media_type == "application/pdf"


def test_read_pdf_leaves_running_heads_and_page_numbers_out() -> None:
    bodies = [
        "Kenya and France will hold talks on trade in the autumn of this year.",
        "India and Japan will hold talks on the sea in the spring of next year.",
        "Chile and Peru will hold talks on fishing in the summer of next year.",
    ]
    pages = [["Ministry of Examples", body, str(n)] for n, body in enumerate(bodies, 1)]
    assert read(build_pdf(pages)).text == "\n\n".join(bodies)


def test_read_pdf_opens_files_with_an_empty_password() -> None:
    assert "Nairobi" in read(encrypt_pdf(build_pdf([LINES]), "")).text


FAILURES = [
    pytest.param(encrypt_pdf(build_pdf([LINES]), "secret"), "encrypted PDF", id="encrypted"),
    pytest.param(build_pdf([LINES])[:300], "damaged PDF", id="truncated"),
    pytest.param(build_pdf([LINES])[:-80], "damaged PDF", id="tail_lost"),
    pytest.param(b"%PDF-1.4\n", "damaged PDF", id="head_only"),
    pytest.param(build_pdf([[]]), "without text", id="no_text"),
    pytest.param(build_pdf([]), "without text", id="no_pages"),
]


@pytest.mark.parametrize(("data", "reason"), FAILURES)
def test_read_pdf_refuses_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=reason) as caught:
        read(data, name="x.pdf")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("cut", range(20, 900, 37))
def test_read_pdf_takes_a_file_cut_anywhere(cut: int) -> None:
    try:
        document = read(build_pdf([LINES])[:cut])
    except UnreadableInput as error:
        assert error.reason
    else:
        assert document.text.strip()


def test_read_pdf_refuses_more_pages_than_the_limit() -> None:
    with pytest.raises(UnreadableInput, match="PDF of 3 pages; the limit is 2"):
        read(build_pdf([LINES] * 3), limits=Limits(max_pdf_pages=2))


def test_read_pdf_refuses_pages_that_unpack_above_the_limit() -> None:
    with pytest.raises(UnreadableInput, match="PDF page of"):
        read(build_pdf([LINES]), limits=Limits(max_pdf_page_bytes=100))
