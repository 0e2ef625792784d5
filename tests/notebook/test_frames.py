from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

import communique as cq
from communique.document import Document
from communique.errors import NotOnRecord
from communique.sample import pages_folder
from communique.views import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with cq.open_archive(str(tmp_path_factory.mktemp("frames") / "a.db")) as desk:
        for document in cq.iter_documents([pages_folder()]):
            if isinstance(document, Document) and document.metadata.language in {None, "en"}:
                desk.add(document, cq.extract(document))
        yield desk


def test_frames_hold_the_same_rows(desk: Desk) -> None:
    database = desk.duckdb()
    for table in desk.tables():
        rows = list(table.rows())
        assert desk.to_polars(table.name).rows() == rows
        assert len(desk.to_pandas(table.name)) == len(rows)
        assert database.table(table.name).fetchall() == rows


def test_dates_are_dates_and_the_unknown_is_null(desk: Desk) -> None:
    frame = desk.to_polars("encounters")
    assert frame.schema["date_start"] == pl.Date
    unknown = frame.filter(pl.col("date_precision") == "unknown")
    assert unknown["date_start"].null_count() == unknown.height > 0


def test_commitments_keep_their_states(desk: Desk) -> None:
    told = {promise.id: promise.state for promise in desk.recall().promises}
    frame = desk.to_pandas("promises")
    assert dict(zip(frame["id"], frame["state"], strict=True)) == told


def test_a_table_that_there_is_not_is_told_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(NotOnRecord, match="encounters"):
        desk.to_pandas("rumours")


def test_what_notebooks_show_is_escaped_and_alone(tmp_path: Path) -> None:
    text = 'Peru and Chile agreed to build <b onclick="x">roads</b> & ports by 2030.'
    document = cq.read_text(text, date="2024-05-07", title="<script>alert(1)</script>")
    records = cq.extract(document)
    assert len(records) > 0
    with cq.open_archive(str(tmp_path / "a.db")) as desk:
        desk.add(document, records)
        shown = [
            document._repr_html_(),
            records._repr_html_(),
            next(iter(records))._repr_html_(),
            desk.dossier("Peru", "Chile")._repr_html_(),
            desk.commitments("Peru")._repr_html_(),
        ]
    for html in shown:
        assert "<script" not in html
        assert "<b onclick" not in html
        assert "src=" not in html and "href=" not in html.split("srcdoc=")[0]
    assert "PER" in shown[4] and "open" in shown[4]


def test_long_tables_tell_how_much_is_left_out() -> None:
    from communique.tabling import MOST, to_table

    html = to_table(("n",), [(n,) for n in range(MOST + 5)])
    assert html.count("<tr>") == MOST + 1
    assert "and 5 more" in html
