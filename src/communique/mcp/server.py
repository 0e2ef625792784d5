"""The server that assistants start as a process and ask by its standard input and output."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Annotated, ParamSpec, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from communique.errors import CommuniqueError
from communique.linking.types import PromiseState
from communique.mcp.answers import (
    Checked,
    Comparison,
    Found,
    Promises,
    ReadRecord,
    ShortDossier,
)
from communique.mcp.tools import Tools
from communique.views import Desk

P = ParamSpec("P")
R = TypeVar("R")

INSTRUCTIONS = """An archive of what governments published about their dealings with each other.
Every answer comes with evidence: the document, the span of its text, the exact words and a link.
Quote these words and give the link with each statement you make; say nothing that has no evidence
here. An empty answer or the verdict "absent" says only that the documents searched don't hold it.
"overdue" means that no document here tells that a commitment was kept, not that it was broken."""

AsOf = Annotated[
    date | None, Field(description="Only what had been published by this day (YYYY-MM-DD).")
]
KnownAt = Annotated[
    date | None, Field(description="As the archive knew it at the end of this day.")
]
Party = Annotated[
    str, Field(min_length=1, max_length=200, description="A state or organisation, by any name.")
]
Words = Annotated[str, Field(min_length=1, max_length=1000)]
_ASKS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


def build_server(desk: Desk, *, base: str = "", version: str = "") -> MCPServer:
    """Return the server over an archive; links lead to the desk at `base`."""
    tools = Tools(desk, base)
    server = MCPServer(
        "communique", version=version, instructions=INSTRUCTIONS, log_level="WARNING"
    )

    def search(
        query: Annotated[Words, Field(description="Words, “phrases”, begin*nings; all of them.")],
        limit: Annotated[int, Field(ge=1, le=25)] = 8,
        as_of: AsOf = None,
        known_at: KnownAt = None,
    ) -> Found:
        """Find documents that hold all the words, with the words and what was read there."""
        return tools.search(query, limit, as_of, known_at)

    def dossier(
        left: Party,
        right: Party,
        most: Annotated[int, Field(ge=1, le=50, description="Lines in a group.")] = 4,
        as_of: AsOf = None,
        known_at: KnownAt = None,
    ) -> ShortDossier:
        """Tell what passed between two parties: contacts, commitments, requests, positions."""
        return tools.dossier(left, right, most, as_of, known_at)

    def check_quote(
        words: Annotated[Words, Field(description="The wording; … stands for any words.")],
        by: Annotated[
            str | None, Field(max_length=200, description="A party or person who said it.")
        ] = None,
        since: date | None = None,
        until: date | None = None,
        as_of: AsOf = None,
        known_at: KnownAt = None,
    ) -> Checked:
        """Tell whether somebody said these words: verbatim, altered, paraphrased or absent."""
        return tools.check_quote(words, by, since, until, as_of, known_at)

    def compare(
        encounter: Annotated[
            str | None, Field(max_length=64, description="The id of an encounter.")
        ] = None,
        documents: Annotated[
            tuple[str, ...], Field(max_length=8, description="Ids or names of two or more.")
        ] = (),
        most: Annotated[int, Field(ge=1, le=100)] = 20,
        as_of: AsOf = None,
        known_at: KnownAt = None,
    ) -> Comparison:
        """Lay accounts of one encounter side by side: what differs, and what only one tells."""
        return tools.compare(encounter, documents, most, as_of, known_at)

    def record(
        id: Annotated[str, Field(min_length=1, max_length=64)], known_at: KnownAt = None
    ) -> ReadRecord:
        """Give one record by its id: what was read, its words, and the text around them."""
        return tools.record(id, known_at)

    def commitments(
        parties: Annotated[
            tuple[Party, ...],
            Field(max_length=2, description="Nobody for all; one party; two: to each other."),
        ] = (),
        states: Annotated[tuple[PromiseState, ...], Field(max_length=6)] = (),
        due_before: date | None = None,
        limit: Annotated[int, Field(ge=1, le=50)] = 10,
        as_of: AsOf = None,
        known_at: KnownAt = None,
    ) -> Promises:
        """List commitments, what is not settled first, with every step that is told of them."""
        return tools.commitments(parties, states, due_before, limit, as_of, known_at)

    for tool in (search, dossier, check_quote, compare, record, commitments):
        server.add_tool(_in_one_line(tool, desk), annotations=_ASKS)
    return server


def _in_one_line(tool: Callable[P, R], desk: Desk) -> Callable[P, R]:
    """Return the tool with errors told to the assistant, who may mend its question."""

    @wraps(tool)
    def asked(*given: P.args, **named: P.kwargs) -> R:
        try:
            return tool(*given, **named)
        except CommuniqueError as error:
            # Where the archive lies is nobody's business.
            told = str(error).replace(f"archive {desk.path}: ", "the archive: ")
            raise ToolError(" ".join(told.split())) from error

    return asked
