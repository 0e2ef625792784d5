"""Packages with plug-ins, installed into a folder of their own and used by a process of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "communique-plugin-example"

Run = Callable[..., subprocess.CompletedProcess[str]]


def install(source: Path, target: Path) -> None:
    """Install a package into `target`, with what is here and nothing else."""
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation",
         "--no-index", "--disable-pip-version-check", "--target", str(target), str(source)],
        check=True,
        capture_output=True,
    )  # fmt: skip


def announce(target: Path, name: str, entries: dict[str, str], modules: dict[str, str]) -> None:
    """Lay a package into `target` as an installer would: what it announces, and its modules."""
    info = target / f"{name}-0.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1\n")
    lines = [f"[{group}]\n{entry}\n" for group, entry in entries.items()]
    (info / "entry_points.txt").write_text("\n".join(lines))
    for module, text in modules.items():
        (target / f"{module}.py").write_text(text, encoding="utf-8")


def run_with(target: Path, folder: Path, *arguments: str, **environment: str) -> (
    subprocess.CompletedProcess[str]
):  # fmt: skip
    """Run `python` with what is installed in `target`, in `folder`."""
    paths = [str(target), *filter(None, sys.path)]
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the example is installed."""
    source = tmp_path_factory.mktemp("source") / "example"
    shutil.copytree(EXAMPLE, source)  # building leaves nothing beside the docs
    target = tmp_path_factory.mktemp("installed")
    install(source, target)
    return target


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    """Run `communique` beside the example."""

    def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return run_with(installed, tmp_path, "-m", "communique", *arguments, **environment)

    return call
