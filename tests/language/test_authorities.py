"""Publishers that no table has."""

import pytest

from communique.language.authorities import authority_of
from communique.reference import load_reference


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Ministry of National Defence of Cambodia", "KHM"),
        ("Office of the Prime Minister, Athens", "GRC"),
        ("Ministério das Relações Exteriores, Brasil", "BRA"),
        ("Embassy of Japan in Kenya", "JPN"),
        ("Prime Minister's Office", None),
        ("Kenya Times", None),
        ("University of Ghana, Department of History", None),
    ],
)
def test_authority_of_takes_the_state_in_the_name(name: str, party: str | None) -> None:
    found = authority_of(name, load_reference())
    assert (found.party if found else None) == party
