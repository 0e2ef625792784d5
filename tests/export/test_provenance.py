from pathlib import Path

import prov.model

import communique as cq
from communique.export import Selection
from communique.export.provenance import write


def test_prov_reads_it_with_every_record_generated(selection: Selection) -> None:
    document = prov.model.ProvDocument.deserialize(content="".join(write(selection)), format="json")
    kinds = [type(record) for record in document.get_records()]
    records = sum(1 for _ in selection.records())
    assert kinds.count(prov.model.ProvEntity) == records + len(selection.summaries)
    assert kinds.count(prov.model.ProvGeneration) == records
    assert kinds.count(prov.model.ProvActivity) == len(selection.summaries)


def test_reviews_are_activities_of_people(tmp_path: Path) -> None:
    with cq.open_archive(str(tmp_path / "a.db")) as desk:
        page = cq.read_text("Peru and Chile agreed to build a road by 2030.", date="2024-05-07")
        desk.add(page, cq.extract(page))
        first = next(iter(desk.records()))
        desk.accept(first.id, "analyst")
        text = "".join(write(Selection(desk)))
    document = prov.model.ProvDocument.deserialize(content=text, format="json")
    labels = [r.label for r in document.get_records(prov.model.ProvAgent)]
    assert "analyst" in labels
