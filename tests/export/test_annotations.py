import json

from hypothesis import given
from hypothesis import strategies as st

from communique.export import Selection
from communique.export.annotations import locate, selectors, write

TEXTS = st.text(st.sampled_from("ab é\u0301𝔸🇫🇷\n"), min_size=1, max_size=120)


@given(TEXTS, st.data())
def test_selectors_find_their_words_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote, position = selectors(text, start, end)
    assert locate(text, quote, position) == (start, end)


@given(TEXTS, st.text("xyz", min_size=1, max_size=9), st.data())
def test_words_are_found_where_a_page_was_edited_before_them(
    text: str, added: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = locate(added + text, *selectors(text, start, end))
    if found is not None:
        assert (added + text)[slice(*found)] == text[start:end]


def test_words_that_are_gone_are_not_found() -> None:
    assert locate("another page", *selectors("the words of a page", 4, 9)) is None


def test_each_stretch_of_evidence_is_an_annotation(selection: Selection) -> None:
    texts = {summary.id: document.text for summary, document in selection.documents()}
    rows = [json.loads(line) for line in write(selection)]
    assert len(rows) == sum(len(stored.record.evidence) for stored in selection.records())
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        text = texts[row["body"]["value"]["document_id"]]
        quote, position = row["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
