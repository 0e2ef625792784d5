import json

import jsonschema

from communique.export import Selection
from communique.export.lines import schema, write


def test_every_line_is_of_the_schema_and_each_record_is_there_once(selection: Selection) -> None:
    checker = jsonschema.Draft202012Validator(json.loads(schema()))
    rows = [json.loads(line) for line in write(selection)]
    for row in rows:
        checker.validate(row)
    assert sorted(row["id"] for row in rows) == sorted(s.id for s in selection.desk.records())
    assert len(rows) > 100


def test_the_schema_refuses_what_is_no_record(selection: Selection) -> None:
    checker = jsonschema.Draft202012Validator(json.loads(schema()))
    row = json.loads(next(write(selection)))
    row["record"]["kind"] = "rumour"
    assert not checker.is_valid(row)


def test_evidence_slices_to_its_words(selection: Selection) -> None:
    texts = {summary.id: document.text for summary, document in selection.documents()}
    for line in write(selection):
        row = json.loads(line)
        for evidence in row["record"]["evidence"]:
            text = texts[row["document"]]
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_the_same_archive_gives_the_same_bytes(selection: Selection) -> None:
    assert list(write(selection)) == list(write(Selection(selection.desk)))
