"""Our scores against those of a scorer written by other hands, on randomly damaged gold."""

import importlib.util
import json
import random
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from communique.evaluation import evaluate
from communique.evaluation.report import Report

SCORER = Path(__file__).parents[3] / "shared" / "tools" / "score_records.py"
ROUNDS = 200
LINE = re.compile(
    r"(?P<kind>\w+) +gold +(?P<gold>\d+) pred +(?P<predicted>\d+) +"
    r"P (?P<p>[\d.]+) R (?P<r>[\d.]+) F1 (?P<f1>[\d.]+) +exact F1 (?P<exact>[\d.]+)"
)

pytestmark = pytest.mark.skipif(
    not SCORER.exists(), reason="the independent scorer lies outside the repository"
)


def damage(gold_dir: Path, chance: random.Random) -> list[dict[str, Any]]:
    """Return gold as predictions, with records lost, moved, doubled and given others' fields."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in gold_dir.glob("*.json")]
    pool: dict[str, list[Any]] = {}
    for gold in files:
        for record in gold["records"]:
            for field, value in record.items():
                pool.setdefault(field, [None]).append(value)
    rows = []
    for gold in files:
        for record in gold["records"]:
            for _ in range(chance.choice([0, 1, 1, 1, 2])):
                row = {"document": gold["document"], **record}
                for field in list(record):
                    if field not in ("kind", "spans") and chance.random() < 0.15:
                        row[field] = chance.choice(pool[field])
                    elif field not in ("kind", "spans") and chance.random() < 0.05:
                        del row[field]
                shift = chance.choice([0, 0, 0, 7, 40])
                row["spans"] = [[start + shift, end + shift] for start, end in record["spans"]]
                rows.append(row)
    chance.shuffle(rows)
    return rows


def printed(report: Report) -> dict[str, tuple[str, ...]]:
    """Return the report's figures as the other scorer prints them: undefined is 0."""
    return {
        row.name: (
            str(row.counts.gold),
            str(row.counts.predicted),
            f"{row.found.precision or 0:.3f}",
            f"{row.found.recall or 0:.3f}",
            f"{row.found.f1 or 0:.3f}",
            f"{row.exact.f1 or 0:.3f}",
        )
        for row in report.rows
    }


def read_table(output: str) -> dict[str, tuple[str, ...]]:
    rows = (match.groups() for match in LINE.finditer(output))
    return {kind: tuple(figures) for kind, *figures in rows}


def write(rows: list[dict[str, Any]], path: Path) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("independent_scorer", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_evaluate_agrees_on_damaged_gold(
    gold_dir: Path,
    tmp_path: Path,
    scorer: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for seed in range(ROUNDS):
        predictions = write(damage(gold_dir, random.Random(seed)), tmp_path / "p.jsonl")
        monkeypatch.setattr(sys, "argv", ["scorer", str(gold_dir), str(predictions)])
        with pytest.raises(SystemExit):
            scorer.main()
        theirs = read_table(capsys.readouterr().out)
        assert "micro" in theirs
        assert printed(evaluate(gold_dir, predictions=predictions)) == theirs, f"seed {seed}"


def test_evaluate_agrees_as_a_program(gold_dir: Path, tmp_path: Path) -> None:
    predictions = write(damage(gold_dir, random.Random("program")), tmp_path / "p.jsonl")
    command = [sys.executable, str(SCORER), str(gold_dir), str(predictions)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert printed(evaluate(gold_dir, predictions=predictions)) == read_table(output)
