"""The rule by which the benchmarks read others' data as gold."""

import doctest
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture
def china_vitae() -> ModuleType:
    spec = importlib.util.spec_from_file_location("china_vitae", BENCHMARKS / "china_vitae.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["china_vitae"] = module  # where its dataclasses look their annotations up
    spec.loader.exec_module(module)
    return module


def test_examples_of_the_rule_run(china_vitae: ModuleType) -> None:
    assert doctest.testmod(china_vitae).failed == 0


@pytest.mark.parametrize(
    ("title", "rank", "party"),
    [
        ("Deputy Prime Minister and Foreign Minister of Kenya", "foreign-minister", "KEN"),
        ("Speaker of the House of Representatives of Malta", "legislator", "MLT"),
        ("President of South Sudan", "head-of-state", "SSD"),
        ("Secretary-General of the United Nations", "organization-head", "un"),
        ("Ambassador of Chile to Peru", "ambassador", "CHL"),
    ],
)
def test_judge_reads_rank_and_party(
    china_vitae: ModuleType, title: str, rank: str, party: str
) -> None:
    gold = china_vitae.judge("Nobody", title)
    assert (gold.rank, gold.party) == (rank, party)


def test_titled_names_reads_the_list_of_persons_met_only(china_vitae: ModuleType) -> None:
    text = (
        "Li was in Paris (France) and met with the following: A B (King (ROK)) C D (Emir) "
        "Others Attending: E (F)"
    )
    assert list(china_vitae.titled_names(text)) == [("A B", "King (ROK)"), ("C D", "Emir")]
