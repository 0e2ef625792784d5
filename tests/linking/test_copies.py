"""Copies: which documents count as one source."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.linking.builders_encounters import paper

from communique.archive.types import DocumentSummary
from communique.linking.copies import Sketches, containment, group_sources, sketch

REPORT = (
    "The foreign ministers of the two countries met on Friday in the capital. They spoke for two "
    "hours about trade, visas and the safety of shipping. Both sides agreed to open a direct "
    "flight before the end of the year. A joint commission will look into tariffs on farm goods "
    "and report in the spring. The visiting minister left for home in the evening."
)
OTHER = (
    "Ministers from both governments sat down together in the capital at the end of the week. "
    "Shipping was high on the agenda, as were visas, an official told reporters. A new flight is "
    "planned this year, and officials are to study farm tariffs in a commission that both will "
    "appoint. The guest flew home after dinner."
)
CUT = REPORT[: REPORT.index(" A joint")]
FRAMED = f"MINISTERS MEET AT LAST\n\n{CUT}\n\nSubscribe to our letter. All rights reserved."
EDITED = REPORT.replace("on Friday", "last week").replace("two hours", "some hours")

PAIRS = [
    pytest.param(REPORT, REPORT, True, id="the_same_text"),
    pytest.param(REPORT, REPORT.upper(), True, id="case_and_signs"),
    pytest.param(REPORT, CUT, True, id="cut_ending"),
    pytest.param(REPORT, FRAMED, True, id="other_headline_and_a_line_of_its_own"),
    pytest.param(REPORT, EDITED, True, id="edited_here_and_there"),
    pytest.param(REPORT, OTHER, False, id="another_writer"),
    pytest.param("They met on Friday.", "They met on Friday.", True, id="short_and_the_same"),
    pytest.param("They met on Friday.", REPORT, False, id="too_short_to_tell"),
    pytest.param(REPORT * 1 + " ".join(map(str, range(2000))), REPORT, True, id="within_a_long"),
]


@pytest.mark.parametrize(("left", "right", "one"), PAIRS)
def test_group_sources_knows_copies(left: str, right: str, one: bool) -> None:
    texts = {"id-a": left, "id-b": right}
    documents = [paper("a", "2024-10-18"), paper("b", "2024-10-19")]
    groups = group_sources(documents, texts.__getitem__)
    assert groups == ((("a", "b"),) if one else (("a",), ("b",)))


CREDITS = [
    pytest.param({"publisher": "Daily"}, {"publisher": "DAILY"}, True, id="one_publisher"),
    pytest.param({"publisher": "Daily"}, {"publisher": "Times"}, False, id="two_publishers"),
    pytest.param(
        {"publisher": "Daily", "agency": "Reuters"},
        {"publisher": "Times", "agency": "Reuters"},
        True,
        id="one_agency",
    ),
    pytest.param(
        {"publisher": "Reuters"}, {"publisher": "Times", "agency": "Reuters"}, True, id="its_agency"
    ),
    pytest.param(
        {"publisher": "Daily", "agency": "AP"},
        {"publisher": "Daily", "agency": "Reuters"},
        False,
        id="two_agencies_in_one_paper",
    ),
    pytest.param({}, {}, False, id="nobody_known"),
]


@pytest.mark.parametrize(("left", "right", "one"), CREDITS)
def test_group_sources_knows_who_wrote(
    left: dict[str, str], right: dict[str, str], one: bool
) -> None:
    documents = [paper("a", "2024-10-18", **left), paper("b", "2024-10-19", **right)]
    assert len(group_sources(documents)) == (1 if one else 2)


def test_group_sources_knows_a_translation_by_its_names_and_numbers() -> None:
    english = (
        "On 18 October 2024 Wang Yi and David Lammy met in Beijing. Of 250 firms 40 took part; "
        "trade grew by 3.5 to 98.4."
    )
    french = (
        "Wang Yi et David Lammy se sont vus à Beijing le 18 octobre 2024. Sur 250 firmes, 40 "
        "étaient là ; les échanges ont crû de 3.5, à 98.4."
    )
    texts = {"id-a": english, "id-b": french}
    documents = [paper("a", "2024-10-18"), paper("b", "2024-10-19", language="fr")]
    assert len(group_sources(documents, texts.__getitem__)) == 1
    documents[1] = paper("b", "2024-10-19")
    assert len(group_sources(documents, texts.__getitem__)) == 2


def test_sketches_read_a_text_once() -> None:
    asked: list[str] = []

    def texts(document: str) -> str:
        asked.append(document)
        return REPORT if document == "id-a" else OTHER

    sketches = Sketches(texts)
    documents = [paper("a", "2024-10-18"), paper("b", "2024-10-19")]
    group_sources(documents, sketches)
    group_sources(documents, sketches)
    assert sorted(asked) == ["id-a", "id-b"]


@given(
    st.dictionaries(
        st.sampled_from("abcdefg"), st.sampled_from([REPORT, CUT, OTHER, FRAMED, "", "Met."])
    ),
    st.randoms(use_true_random=False),
)
def test_group_sources_depends_on_the_set_alone(
    texts: Mapping[str, str], rng: random.Random
) -> None:
    documents: list[DocumentSummary] = [paper(name, None) for name in texts]
    groups = group_sources(documents, lambda key: texts[key.removeprefix("id-")])
    rng.shuffle(documents)
    again = group_sources([*documents, *documents], lambda key: texts[key.removeprefix("id-")])
    assert again == groups
    assert sorted(name for group in groups for name in group) == sorted(texts)


@given(st.text(max_size=200), st.text(max_size=200))
def test_containment_is_a_share(left: str, right: str) -> None:
    a, b = sketch(left), sketch(right)
    assert 0 <= containment(a, b) == containment(b, a) <= 1
    assert containment(a, a) == 1
