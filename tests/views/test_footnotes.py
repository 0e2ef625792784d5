from tests.views.conftest import Page, write_british_side

from communique.records import Commitment
from communique.views.footnotes import Footnotes


def test_cite_numbers_from_one_and_once_for_the_same_words() -> None:
    page = Page("They agreed to meet and to trade.")
    for action in ("meet", "trade"):
        page.write(Commitment, "They agreed", parties=("CHN", "GBR"), force="agreed", action=action)
    page.write(Commitment, "to trade", parties=("CHN",), force="willing", action="trade")
    notes = Footnotes()
    assert [notes.cite(finding) for finding in page.findings()] == [1, 1, 2]


def test_listed_quotes_the_document_at_the_span() -> None:
    page = write_british_side()
    notes = Footnotes()
    numbers = notes.cite_all(tuple(page.findings()))
    listed = notes.listed()
    assert [note.number for note in listed] == list(numbers)
    for note in listed:
        for quote in note.quotes:
            assert page.document.text[quote.start : quote.end] == quote.text
