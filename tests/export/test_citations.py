import bibtexparser
import rispy
from hypothesis import given
from hypothesis import strategies as st

from communique.export import Selection
from communique.export.citations import escape, write_bibtex, write_ris


def test_bibtex_has_an_entry_for_each_document(selection: Selection) -> None:
    library = bibtexparser.parse_string("".join(write_bibtex(selection)))
    assert not library.failed_blocks
    entries = {entry.key: entry for entry in library.entries}
    assert set(entries) == {f"communique-{one.id}" for one in selection.summaries}
    for one in selection.summaries:
        entry = entries[f"communique-{one.id}"]
        if one.title and one.title.isascii() and one.title.replace(" ", "").isalnum():
            assert entry["title"] == " ".join(one.title.split())
        if one.published and one.published.precision == "day":
            assert entry["year"] == f"{one.published.start:%Y}"
        assert entry["note"].startswith("Archived 20")


def test_ris_has_a_record_for_each_document(selection: Selection) -> None:
    entries = rispy.loads("".join(write_ris(selection)))
    assert [entry["id"] for entry in entries] == [
        f"communique-{one.id}" for one in selection.summaries
    ]
    assert {entry["type_of_reference"] for entry in entries} == {"ELEC"}


@given(st.text())
def test_whatever_the_title_the_entry_is_whole(title: str) -> None:
    shown = escape(title)
    assert "\n" not in shown
    depth = 0
    for index, sign in enumerate(shown):
        if sign in "{}" and shown[index - 1 : index] != "\\":
            depth += 1 if sign == "{" else -1
            assert depth >= 0
    assert depth == 0
    for sign in "$&#%_":
        assert shown.count(sign) == shown.count(f"\\{sign}")
