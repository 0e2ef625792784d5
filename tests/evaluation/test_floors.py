"""Scores don't fall: where gold lies beside the project, the floors of `data/floors.toml` hold."""

import functools
import tomllib
from pathlib import Path
from typing import Any

import pytest

from communique.evaluation import Report, evaluate

SHARED = Path(__file__).parents[3] / "shared"
GOLD = SHARED / "gold"
TEXTS = [SHARED / "seeds", SHARED / "data" / "whitehouse-2021-2026.jsonl.gz"]
SETS: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "floors.toml").read_text(encoding="utf-8")
)
FEWEST_RECORDS = 10

pytestmark = pytest.mark.skipif(
    not (GOLD.is_dir() and all(path.exists() for path in TEXTS)),
    reason="no gold in ../shared beside the project",
)


@pytest.fixture(scope="session")
def gold_of_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the gold of the documents that the set `pages` names."""
    folder = tmp_path_factory.mktemp("gold")
    for name in SETS["pages"]["documents"]:
        (folder / f"{name}.json").symlink_to(GOLD / f"{name}.json")
    return folder


@functools.cache
def measure(folder: Path, half: Any) -> Report:
    """Return the scores of a set; each set is read once for all of its floors."""
    return evaluate(folder, TEXTS, half=half)


@pytest.mark.parametrize(
    ("which", "kind"),
    [
        pytest.param(which, kind, id=f"{which}-{kind}")
        for which, one in SETS.items()
        for kind in one["floors"]
    ],
)
def test_scores_stay_above_their_floors(which: str, kind: str, gold_of_pages: Path) -> None:
    one = SETS[which]
    folder = gold_of_pages if "documents" in one else GOLD
    report = measure(folder, one.get("half"))
    if report.gold_digest != one["gold"]:
        pytest.skip(f"floors are of gold {one['gold']}, here is {report.gold_digest}")
    row = report.row(kind)
    assert row is not None
    assert row.counts.gold >= FEWEST_RECORDS
    found, exact = one["floors"][kind]
    assert (row.found.f1 or 0) >= found
    assert (row.exact.f1 or 0) >= exact
