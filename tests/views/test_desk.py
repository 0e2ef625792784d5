import pytest

from communique.errors import UnknownParty
from communique.views import Desk


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("CHN", "GBR", id="codes"),
        pytest.param("china", "united kingdom", id="names_in_lower_case"),
        pytest.param("PRC", "Britain", id="other_names"),
    ],
)
def test_desk_takes_parties_by_any_name(desk: Desk, left: str, right: str) -> None:
    found = desk.dossier(left, right)
    assert (found.left, found.right) == ("CHN", "GBR")
    assert found.held


def test_desk_refuses_an_unknown_name_with_suggestions(desk: Desk) -> None:
    with pytest.raises(UnknownParty, match="Kenya"):
        desk.timeline("Kenia", "China")


def test_desk_is_an_archive(desk: Desk) -> None:
    assert desk.stats().documents == 3
    assert desk.check() == []
