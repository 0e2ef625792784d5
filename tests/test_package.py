"""The package's own face: everything by one import, nothing heavy until asked for."""

import subprocess
import sys

import pytest

import communique


@pytest.mark.parametrize("name", communique.__all__)
def test_every_name_is_found_and_listed(name: str) -> None:
    assert getattr(communique, name) is not None
    assert name in dir(communique)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'negotiate'"):
        communique.negotiate  # noqa: B018


def test_import_loads_no_library() -> None:
    script = (
        "import sys; before = set(sys.modules); import communique; "
        "print(*sorted({m.split('.')[0] for m in set(sys.modules) - before} "
        "- set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.split() == ["communique"]
