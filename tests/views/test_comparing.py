"""On which encounter named documents are compared, and what is said of the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import communique as cq
from communique.errors import CommuniqueError
from communique.views.comparing import Choice, choose_shared, list_accounts
from communique.views.desk import Desk, open_archive

PAGES = {
    "japan.txt": (
        "2024-05-03",
        "Foreign Minister Yoko Kamikawa of Japan met Foreign Minister Musalia Mudavadi of Kenya in "
        "Nairobi on 2 May 2024. Japan will lend 200 million dollars for geothermal plants.",
    ),
    "kenya.txt": (
        "2024-05-03",
        "Foreign Minister Musalia Mudavadi of Kenya held talks with Foreign Minister Yoko Kamikawa "
        "of Japan in Nairobi on 2 May 2024. Japan pledged 250 million dollars for geothermal "
        "plants.",
    ),
    "late.txt": (
        "2024-05-04",
        "Foreign Minister Musalia Mudavadi of Kenya met Foreign Minister Yoko Kamikawa of Japan in "
        "Nairobi on 3 May 2024.",
    ),
    "autumn.txt": (
        "2024-10-11",
        "Foreign Minister Musalia Mudavadi of Kenya spoke by telephone with the foreign minister "
        "of Japan on 10 October 2024. Kenya supports a reform of the Security Council.",
    ),
    "peru.txt": (
        "2024-05-04",
        "Foreign Minister Javier Gonzalez-Olaechea of Peru met Foreign Minister Alberto van "
        "Klaveren of Chile in Lima on 3 May 2024.",
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path: Path = tmp_path_factory.mktemp("comparing") / "desk.db"
    with open_archive(path) as desk:
        for name, (day, text) in PAGES.items():
            document = cq.read_text(text, date=day, name=name)
            desk.add(document, cq.extract(document))
        yield desk


def choose(desk: Desk, *names: str) -> Choice:
    summaries = {one.name: one for one in desk.documents()}
    named = [summaries[name] for name in names]
    stored = [one for summary in named for one in desk.records(document=summary.id)]
    return choose_shared(desk.recall(), named, stored)


def names_of(desk: Desk, choice: Choice) -> set[str]:
    return {desk.document(id_).name for id_ in choice.documents}


def test_the_shared_encounter_is_compared(desk: Desk) -> None:
    choice = choose(desk, "japan.txt", "kenya.txt")
    assert choice.shared
    assert str(choice.encounter.date.end) == "2024-05-02"
    assert names_of(desk, choice) == {"japan.txt", "kenya.txt"}


def test_who_reports_another_is_left_out_and_named(desk: Desk) -> None:
    choice = choose(desk, "japan.txt", "kenya.txt", "peru.txt")
    assert names_of(desk, choice) == {"japan.txt", "kenya.txt"}
    (left,) = [remark for remark in choice.remarks if remark.startswith("left out")]
    assert "peru.txt tells of meeting of Chile and Peru, 3 May 2024" in left


def test_different_encounters_are_named_and_what_is_said_compared(desk: Desk) -> None:
    choice = choose(desk, "japan.txt", "autumn.txt")
    assert not choice.shared
    assert "no encounter together" in choice.remarks[0]
    assert any("autumn.txt tells of call" in remark for remark in choice.remarks)
    assert any("Japan and Kenya, 2 May 2024" in remark for remark in choice.remarks)


def test_one_encounter_with_two_days_is_compared_as_one(desk: Desk) -> None:
    choice = choose(desk, "japan.txt", "late.txt", "peru.txt")
    assert choice.shared
    assert names_of(desk, choice) == {"japan.txt", "late.txt"}
    assert "different days" in choice.remarks[0]


def test_nothing_in_common_is_an_error_that_says_what_each_tells(desk: Desk) -> None:
    with pytest.raises(CommuniqueError, match=r"no engagement.*Japan and Kenya.*Chile and Peru"):
        choose(desk, "japan.txt", "peru.txt")


def test_the_order_of_documents_does_not_matter(desk: Desk) -> None:
    for names in (("japan.txt", "kenya.txt", "peru.txt"), ("japan.txt", "late.txt")):
        one, other = choose(desk, *names), choose(desk, *reversed(names))
        assert one.encounter == other.encounter
        assert set(one.documents) == set(other.documents)


def test_an_encounter_that_one_document_reports(desk: Desk) -> None:
    memory = desk.recall()
    (alone,) = [e for e in memory.encounters if set(e.parties) == {"CHL", "PER"}]
    with pytest.raises(CommuniqueError, match=r"peru\.txt alone reports the meeting .*Chile"):
        list_accounts(alone, memory)
