"""The issue tables and what they find in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reference.issues import Issues, load_issues

NAMED_IN_THE_SPECIFICATION = {
    "trade", "finance", "investment", "climate", "energy", "science-technology", "education",
    "culture", "people-to-people", "tourism", "health", "security", "defence",
    "counter-terrorism", "non-proliferation", "cyber", "space", "agriculture", "transport",
    "development", "human-rights", "consular", "law-enforcement", "migration", "sanctions",
    "sovereignty", "economic-security", "sport", "taiwan", "hong-kong", "xinjiang",
    "korean-peninsula", "south-china-sea", "ukraine", "middle-east", "iran", "syria", "yemen",
    "myanmar", "afghanistan", "kashmir", "india-pakistan", "sahel", "south-asia",
    "indo-pacific", "asean", "bilateral-relations", "multilateralism", "international-affairs",
    "infrastructure",
}  # fmt: skip


@pytest.fixture(scope="module")
def issues() -> Issues:
    return load_issues()


BEST = [
    pytest.param("reaffirmed its adherence to the one-China policy", "taiwan", id="formula"),
    pytest.param("denuclearisation of the Korean\nPeninsula", "korean-peninsula", id="line_break"),
    pytest.param("a two‑state solution", "middle-east", id="odd_hyphen"),
    pytest.param("attacks by the Houthis on merchant ships", "yemen", id="plural"),
    pytest.param("Palestinians must be protected", "middle-east", id="open_end"),
    pytest.param("Ukraine’s sovereignty and territorial integrity", "ukraine",
                 id="region_before_political_topic"),
    pytest.param("exports of Ukrainian grain and other agricultural products", "agriculture",
                 id="topic_before_region"),
    pytest.param("Iran must never acquire a nuclear weapon", "iran", id="nuclear_of_a_region"),
    pytest.param("the Treaty on the Non-Proliferation of Nuclear Weapons", "non-proliferation",
                 id="topic"),
    pytest.param("bilateral relations and practical cooperation", "bilateral-relations",
                 id="broad"),
    pytest.param("lower tariffs would benefit bilateral relations", "trade",
                 id="topic_before_broad"),
    pytest.param("resilient supply chains for critical minerals", "economic-security",
                 id="supply_chains"),
    pytest.param("defend the rules-based international order", "multilateralism", id="order"),
    pytest.param("the coup in Niger", "sahel", id="country_of_a_region"),
    pytest.param("free and fair elections", "human-rights", id="elections"),
    pytest.param("the cohesion of NATO", "security", id="alliance"),
    pytest.param("exempting holders of ordinary passports from visas", "consular",
                 id="first_named"),
    pytest.param("the Belt and Road Initiative", "infrastructure", id="belt_and_road"),
    pytest.param("COVID-19 vaccines for the region", "health", id="vaccines"),
    pytest.param("Southeast Asia's waters, the South China Sea among them", "asean",
                 id="equals_in_order"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BEST)
def test_find_puts_the_issue_first(text: str, expected: str, issues: Issues) -> None:
    assert issues.find(text)[0][0] == expected


NOT_NAMED = [
    pytest.param("the trademark office", "trade", id="inside_a_word"),
    pytest.param("the Security Council met", "security", id="inside_a_longer_term"),
    pytest.param("a nigerian student in Nigeria", "sahel", id="other_country"),
    pytest.param("Romania", "middle-east", id="oman_in_romania"),
]


@pytest.mark.parametrize(("text", "issue"), NOT_NAMED)
def test_find_keeps_to_word_borders(text: str, issue: str, issues: Issues) -> None:
    assert issue not in dict(issues.find(text))


def test_find_is_empty_where_nothing_is_named(issues: Issues) -> None:
    assert issues.find("The minister thanked his host.") == ()
    assert issues.find("") == ()


def test_find_counts_a_term_once(issues: Issues) -> None:
    assert issues.find("tariffs") == issues.find("tariffs, tariffs and tariffs")


def test_issues_hold_those_of_the_specification(issues: Issues) -> None:
    assert issues.issues.keys() >= NAMED_IN_THE_SPECIFICATION


def test_issues_have_known_parents_and_terms(issues: Issues) -> None:
    named = {term.issue for term in issues.terms}
    for issue in issues.issues.values():
        assert issue.parent is None or issue.parent in issues.issues
        assert issue.id in named, issue


def test_terms_are_lower_case_and_listed_once(issues: Issues) -> None:
    keys = [(term.issue, term.term) for term in issues.terms]
    assert len(keys) == len(set(keys))
    assert all(term.term == term.term.lower().strip() for term in issues.terms)


def test_every_term_finds_its_issue(issues: Issues) -> None:
    for term in issues.terms:
        assert term.issue in dict(issues.find(term.term.rstrip("*"))), term


@given(st.text(max_size=200))
def test_find_is_ordered_and_scores_are_not_negative(text: str) -> None:
    scores = [score for _, score in load_issues().find(text)]
    assert scores == sorted(scores, reverse=True)
    assert all(score >= 0 for score in scores)
