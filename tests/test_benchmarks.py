"""The rule by which the benchmarks read others' data as gold."""

import doctest
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where its dataclasses look their annotations up
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def china_vitae() -> ModuleType:
    return load("china_vitae")


@pytest.fixture
def train_cues() -> ModuleType:
    return load("train_cues")


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


ARTICLE = "“We are ready,” the envoy said. “The road is open.” Mali left.\n"
ANNOTATIONS = """\
T1\tSource 16 25\tthe envoy
T2\tCue 26 30\tsaid
T3\tContent 0 15;32 51\t“We are ready,” “The road is open.”
T4\tAttribution 26 30\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1 Content2:T9
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    path = tmp_path / "text" / "road.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "attributions" / "road_ann.ann").write_text(ANNOTATIONS, encoding="utf-8")
    return path


def test_read_annotations_takes_the_pieces_of_each_role(
    train_cues: ModuleType, article: Path
) -> None:
    path = article.parent.parent / "attributions" / "road_ann.ann"
    [found] = train_cues.read_annotations(path)
    slices = {role: [ARTICLE[start:end] for start, end in spans] for role, spans in found.items()}
    assert slices == {
        "source": ["the envoy"],
        "cue": ["said"],
        "content": ["“We are ready,”", "“The road is open.”"],
    }


def test_examples_of_an_article_are_its_candidates(train_cues: ModuleType, article: Path) -> None:
    examples = train_cues.examples_of(article)
    assert ["lemma=say" in names for names, yes in examples if yes] == [True]


def test_fit_tells_examples_apart(train_cues: ModuleType) -> None:
    examples = [(frozenset({"bias", "said"}), True), (frozenset({"bias", "left"}), False)] * 40
    weights = train_cues.fit(examples)
    assert weights["said"] > 0 > weights["left"]


def test_train_relevance_learns_what_speaks_for_and_against() -> None:
    train = load("train_relevance")
    pages = [
        train.Page(f"{number}", "wire" if told else "desk", told, {"bias": 1.0, sign: 1.0})
        for number in range(8)
        for told, sign in ((True, "met"), (False, "sport"))
    ]
    weights = train.fit(pages)
    assert weights["met"] > 0 > weights["sport"]
    assert train.fit(pages[::-1]) == weights
    assert train.probability({"bias": 1.0, "met": 1.0}, weights) > 0.5


def test_fit_confidence_reckons_mistakes_and_leans_on_the_kind() -> None:
    fit = load("fit_confidence")
    judged = [fit.Judged("", "statement", "s", right=n % 10 > 0) for n in range(200)]
    judged += [fit.Judged("", "position", "p", right=n % 2 > 0) for n in range(200)]
    shares = {(kind, rule): share for _, kind, rule, share in fit.fit(judged)}
    assert shares["position", "p"] < shares["statement", "s"] < 0.9
    assert shares["position", "p"] < shares["engagement", ""] < shares["statement", "s"]
