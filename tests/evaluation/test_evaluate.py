import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from communique.document import Document
from communique.evaluation import evaluate
from communique.evaluation.report import summarise
from communique.evaluation.scoring import match_records
from communique.records import Commitment, Evidence, RecordBase


def write_predictions(gold_dir: Path, path: Path, keep: Callable[[str], bool]) -> Path:
    """Write the gold records of the kinds to keep as predictions."""
    rows = []
    for file in sorted(gold_dir.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        rows += [{"document": gold["document"], **r} for r in gold["records"] if keep(r["kind"])]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_evaluate_scores_gold_as_perfect(gold_dir: Path, tmp_path: Path) -> None:
    predictions = write_predictions(gold_dir, tmp_path / "p.jsonl", lambda _: True)
    report = evaluate(gold_dir, predictions=predictions)
    assert [row.exact.f1 for row in report.rows] == [1.0] * len(report.rows)
    assert report.micro.exact_interval == (1.0, 1.0)
    assert report.documents == 3


def test_evaluate_leaves_undefined_measures_undefined(gold_dir: Path, tmp_path: Path) -> None:
    predictions = write_predictions(gold_dir, tmp_path / "p.jsonl", lambda k: k != "agenda")
    report = evaluate(gold_dir, predictions=predictions)
    agenda = report.row("agenda")
    assert agenda is not None
    assert (agenda.found.precision, agenda.found.recall) == (None, 0.0)
    [line] = [line for line in report.render().splitlines() if line.startswith("agenda")]
    assert line.split()[:6] == ["agenda", "1", "0", "–", "0.000", "0.000"]
    assert json.loads(report.to_json())["rows"][-2]["found"]["precision"] is None


def test_evaluate_extracts_from_texts(gold_dir: Path, texts_dir: Path) -> None:
    def extract(document: Document) -> Iterator[RecordBase]:
        """Read one commitment a document: the sentence that begins with a party's 'is ready'."""
        start = document.text.find("Norway is ready")
        if start >= 0:
            end = document.text.index(".", start)
            words = document.text[start:end]
            evidence = Evidence(
                document_id=document.id, start=start, end=end, text=words, rule="test:ready"
            )
            yield Commitment(
                document_id=document.id,
                evidence=(evidence,),
                parties=("NOR",),
                force="willing",
                action="widen its exchanges of students",
            )

    report = evaluate(gold_dir, [texts_dir], extract=extract)
    row = report.row("commitment")
    assert row is not None
    assert (row.counts.gold, row.counts.predicted, row.counts.exact) == (4, 1, 1)


def test_evaluate_restricts_to_a_half(gold_dir: Path, tmp_path: Path) -> None:
    predictions = write_predictions(gold_dir, tmp_path / "p.jsonl", lambda _: True)
    build = evaluate(gold_dir, predictions=predictions, half="build")
    report = evaluate(gold_dir, predictions=predictions, half="report")
    assert (build.documents, report.documents) == (1, 2)
    assert build.micro.found_interval is None  # one document can't be resampled


def test_evaluate_writes_errors_with_words(gold_dir: Path, texts_dir: Path, tmp_path: Path) -> None:
    predictions = tmp_path / "p.jsonl"
    row = {"document": "pacific-summit", "kind": "figure", "spans": [[180, 230]], "value": 39.9e6}
    extra = {"document": "pacific-summit", "kind": "occasion", "spans": [[0, 7]], "name": "Day"}
    predictions.write_text(
        json.dumps(row | {"unit": "USD", "rules": ["figure:money"]}) + "\n" + json.dumps(extra)
    )
    errors = tmp_path / "errors"
    evaluate(gold_dir, [texts_dir], predictions=predictions, errors=errors, half="build")
    [inexact] = [json.loads(line) for line in (errors / "inexact.jsonl").read_text().splitlines()]
    assert inexact["differs"] == ["sense", "period", "parties"]
    assert inexact["words"] == ["39.9 million dollars by 2027"]
    missed = [json.loads(line) for line in (errors / "missed.jsonl").read_text().splitlines()]
    assert [error["kind"] for error in missed].count("agenda") == 1
    page = (errors / "errors.md").read_text(encoding="utf-8")
    assert "**extra** “Leaders” (pacific-summit)" in page
    assert "sense: gold target, predicted –" in page
    assert "`figure:money` 1" in page


@pytest.mark.parametrize(
    ("show", "written"),
    [pytest.param(False, False, id="kept"), pytest.param(True, True, id="shown")],
)
def test_evaluate_keeps_held_out_errors_to_itself(
    gold_dir: Path, tmp_path: Path, show: bool, written: bool
) -> None:
    predictions = write_predictions(gold_dir, tmp_path / "p.jsonl", lambda k: k == "figure")
    errors = tmp_path / "errors"
    evaluate(gold_dir, predictions=predictions, errors=errors, half="report", show_held_out=show)
    assert errors.exists() is written


def test_summarise_repeats_itself_for_a_seed() -> None:
    gold = [{"kind": "agenda", "spans": [[0, 9]], "count": 1}]
    matchings = [match_records(str(i), gold, gold[: i % 2]) for i in range(9)]
    first, again = (summarise(matchings, gold_digest="x", seed=3) for _ in range(2))
    assert first == again
    low, high = first.micro.found_interval or (1.0, 0.0)
    assert low < (first.micro.found.f1 or 0.0) < high


def test_report_shows_the_micro_average_last(gold_dir: Path, tmp_path: Path) -> None:
    predictions = write_predictions(gold_dir, tmp_path / "p.jsonl", lambda k: k == "figure")
    report = evaluate(gold_dir, predictions=predictions)
    assert report.row("micro") == report.micro
    rows = [line for line in report.to_markdown().splitlines() if line.startswith("| ")]
    assert rows[-1].startswith("| micro | 25 | 2 | 1.000 | 0.080 |")
    assert "on 3 documents" in report.render().splitlines()[-1]


def test_evaluate_counts_every_prediction_on_a_page_without_records(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    pages = {
        "match": "Kenya beat Japan 3-1 in Singapore. Japan will meet Fiji in the semi-final.",
        "talks": "Kenyan President William Ruto met Japanese Prime Minister Fumio Kishida.",
    }
    lines = []
    for name, text in pages.items():
        file = gold / f"{name}.json"
        file.write_text(json.dumps({"document": name, "records": []}), encoding="utf-8")
        lines.append(json.dumps({"id": name, "date": "2024-05-15", "text": text}))
    texts = tmp_path / "pages.jsonl"
    texts.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = evaluate(gold, [texts])
    engagements = report.row("engagement")
    assert engagements is not None
    assert (engagements.counts.gold, engagements.counts.predicted) == (0, 1)
    assert report.micro.found.precision == 0.0
    assert report.documents == 2
