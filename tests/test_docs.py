"""The docs are true: their examples run, their links lead somewhere, no command is left out."""

import doctest
import importlib
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

import communique
from communique.cli import app
from communique.records import RECORD_TYPES, RecordBase
from communique.sample import pages_folder

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    page for folder in ("", "docs/", "benchmarks/") for page in ROOT.glob(f"{folder}*.md")
)
PAGE_IDS = [str(page.relative_to(ROOT)) for page in PAGES]
# A page whose examples ask a server; `tests/client/test_docs.py` runs them.
SERVED = ROOT / "docs" / "api.md"
# Pages whose console examples are run one after the other in one folder.
WALKED = ["README.md", "docs/getting-started.md", "docs/accuracy.md", "docs/operations.md"]

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
#: A path in the package or the project, in backticks: `reading/limits.py`, `tests/test_docs.py`.
PATH = re.compile(r"`((?:[a-z_]+/)+(?:\w[\w.]*)?)`")


def find_modules() -> list[str]:
    found = pkgutil.walk_packages(communique.__path__, "communique.")
    # Migrations are run by Alembic, and the entry point runs the program.
    return [m.name for m in found if "migrations" not in m.name and not m.name.endswith("__main__")]


def blocks(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return [body for name, body in FENCE.findall(text) if name == language]


def command_lines(page: Path, *programs: str) -> Iterator[list[str]]:
    """Yield program and arguments of every `$ PROGRAM ...` line, comments cut off."""
    for block in blocks(page, "console"):
        for line in block.splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True)
            if line.startswith("$ ") and words[0] in programs:
                yield words


def command_names() -> list[str]:
    group = typer.main.get_command(app)
    return sorted(group.commands)  # type: ignore[attr-defined]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder as the docs assume it: sample pages in `pages`, one as `readout.txt`,
    and gold with its texts.
    """
    shutil.copytree(pages_folder(), tmp_path / "pages")
    for name in ("gold", "texts"):
        shutil.copytree(ROOT / "tests" / "evaluation" / "data" / name, tmp_path / name)
    shutil.copy(min(tmp_path.glob("pages/*british-side.txt")), tmp_path / "readout.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COMMUNIQUE_ARCHIVE", raising=False)
    return tmp_path


@pytest.mark.parametrize("name", ["communique", *find_modules()])
def test_examples_in_docstrings_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_python_examples_run(page: Path, desk: Path) -> None:
    if page == SERVED:
        pytest.skip("asks a server; run with the client's tests")
    assert doctest.testfile(str(page), module_relative=False).failed == 0
    scope: dict[str, object] = {}
    for block in blocks(page, "python"):
        if not block.startswith(">>>"):
            exec(compile(block, page.name, "exec"), scope)


@pytest.mark.parametrize("page", [ROOT / name for name in WALKED], ids=WALKED)
def test_console_examples_run(page: Path, desk: Path) -> None:
    for program, *arguments in command_lines(page, "communique", "python"):
        if program == "python":
            subprocess.run([sys.executable, *arguments], check=True)
            continue
        target = None
        if ">" in arguments:
            target = desk / arguments[arguments.index(">") + 1]
            arguments = arguments[: arguments.index(">")]
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, f"communique {' '.join(arguments)}: {result.output}"
        if target is not None:
            target.write_text(result.stdout, encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_examples_name_commands_that_exist(page: Path) -> None:
    named = {arguments[1] for arguments in command_lines(page, "communique")}
    assert {name for name in named if not name.startswith("-")} <= set(command_names())


@pytest.mark.parametrize("name", command_names())
def test_every_command_is_documented(name: str) -> None:
    pages = [ROOT / "README.md", *ROOT.glob("docs/*.md")]
    assert any(f"communique {name}" in page.read_text(encoding="utf-8") for page in pages)


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_links_lead_to_files(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    broken = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_paths_lead_to_files(page: Path) -> None:
    named = PATH.findall(page.read_text(encoding="utf-8"))
    roots = (ROOT, ROOT / "src" / "communique", page.parent)
    assert not [path for path in named if not any((root / path).exists() for root in roots)]


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_field_of_a_record_is_documented(kind: str) -> None:
    text = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    [section] = re.findall(rf"^### {kind}\n(.*?)^##", text, re.MULTILINE | re.DOTALL)
    own = RECORD_TYPES[kind].model_fields.keys() - RecordBase.model_fields.keys()
    assert not [field for field in sorted(own) if f"`{field}`" not in section]
