"""Assistants ask a real process through the SDK's own client; every answer has its evidence."""

import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

import communique
from communique.document import Document
from communique.reading import iter_documents
from communique.sample import pages_folder
from communique.views import Desk, open_archive

BASE = "https://desk.example.org"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of both sides' accounts of a call and of talks."""
    path = tmp_path_factory.mktemp("mcp") / "desk.db"
    pages = sorted(pages_folder().glob("2024-08-23-*")) + sorted(pages_folder().glob("2024-10-*"))
    with open_archive(path) as opened:
        for document in iter_documents(pages):
            assert isinstance(document, Document)
            opened.add(document, communique.extract(document))
    return path


@pytest.fixture
def desk(archive: Path) -> Iterator[Desk]:
    with open_archive(archive) as opened:
        yield opened


def ask(archive: Path, *questions: tuple[str, dict[str, Any]]) -> list[Any]:
    """Return what a server that is started for it answers: (is it an error, content) each."""
    command = ["-m", "communique", "mcp", "--archive", str(archive), "--desk", BASE + "/"]
    server = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))

    async def run() -> list[Any]:
        async with Client(server) as client:
            answers = []
            for tool, arguments in questions:
                found = await client.call_tool(tool, arguments)
                text = " ".join(getattr(one, "text", "") for one in found.content)
                answers.append((found.is_error, found.structured_content, text))
            return answers

    return asyncio.run(run())


def evidence_in(told: Any) -> Iterator[dict[str, Any]]:
    """Yield every piece of evidence of an answer."""
    if isinstance(told, dict):
        if "words" in told and "link" in told:
            yield told
        for value in told.values():
            yield from evidence_in(value)
    elif isinstance(told, list):
        for value in told:
            yield from evidence_in(value)


def test_every_answer_leads_to_its_words(archive: Path, desk: Desk) -> None:
    record = next(desk.records(kind="commitment"))
    statement = next(desk.records(kind="statement")).record.evidence[0].text
    encounter = next(e for e in desk.recall().encounters if e.independent_sources > 1)
    answers = ask(
        archive,
        ("search", {"query": "cooperation", "limit": 3}),
        ("dossier", {"left": "Britain", "right": "China"}),
        ("check_quote", {"words": statement}),
        ("compare", {"encounter": encounter.id}),
        ("record", {"id": record.id}),
        ("commitments", {"parties": ["China"], "limit": 2}),
    )
    for failed, told, text in answers:
        assert not failed, text
        found = list(evidence_in(told))
        assert found
        for one in found:
            words = desk.text(one["document_id"])[one["start"] : one["end"]]
            assert words.startswith(one["words"].removesuffix("…"))
            assert one["link"].startswith(
                f"{BASE}/documents/{one['document_id']}?words={one['start']}-{one['end']}"
            )
    search, dossier, quote, comparison, one, promises = (told for _, told, _ in answers)
    assert len(search["documents"]) == 3 and search["searched"] == desk.stats().documents
    assert "China" in dossier["title"] and all(chapter["lines"] for chapter in dossier["chapters"])
    lines = [line for chapter in dossier["chapters"] for line in chapter["lines"]]
    assert all(line["evidence"] for line in lines)
    assert quote["verdict"] == "verbatim"
    assert len({s["document"] for row in comparison["rows"] for s in row["sides"]}) > 1
    assert one["fields"]["action"] and "«" in one["context"][0]
    assert len(promises["commitments"]) == 2
    assert all(p["steps"] for p in promises["commitments"])


def test_what_can_not_be_answered_is_said_in_a_line(archive: Path) -> None:
    questions: list[tuple[str, dict[str, Any]]] = [
        ("dossier", {"left": "Atlantis", "right": "Japan"}),
        ("record", {"id": "nothing"}),
        ("compare", {}),
        ("check_quote", {"words": "…"}),
        ("search", {"query": "agreed", "limit": 0}),
        ("commitments", {"as_of": "yesterday"}),
    ]
    answers = ask(archive, *questions)
    assert all(failed for failed, _, _ in answers)
    texts = [text for _, _, text in answers]
    assert "no state or organisation is called 'Atlantis'" in texts[0]
    assert "has no record 'nothing'" in texts[1]
    assert not [text for text in texts if str(archive) in text]


def test_a_wording_nobody_used_is_absent_with_what_was_searched(archive: Path) -> None:
    [(failed, told, _)] = ask(archive, ("check_quote", {"words": "we come in peace, earthlings"}))
    assert not failed
    assert told["verdict"] == "absent" and told["matches"] == []
    assert "documents" in told["searched"]


def test_tools_are_described_and_only_read(archive: Path) -> None:
    command = ["-m", "communique", "mcp", "--archive", str(archive)]
    server = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))

    async def run() -> tuple[list[Any], str | None]:
        async with Client(server) as client:
            return (await client.list_tools()).tools, client.instructions

    tools, instructions = asyncio.run(run())
    assert {tool.name for tool in tools} == {
        "search", "dossier", "check_quote", "compare", "record", "commitments",
    }  # fmt: skip
    for tool in tools:
        assert tool.description and tool.output_schema
        assert tool.annotations.read_only_hint
    assert instructions and "evidence" in instructions
