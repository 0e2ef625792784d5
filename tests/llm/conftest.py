"""A server of language models on this machine, which answers as a test tells it to."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from tests.language.builders import analysis_of

from communique.language.analysis import Analysis
from communique.llm import LanguageModel, Patience, connect_model
from communique.llm.aligning import Sheet, make_sheet
from communique.llm.forms import Proposal, read_proposal
from communique.llm.judging import Refused, judge
from communique.records import RecordBase

#: What waits for nobody long.
HASTE = Patience(connect=0.5, read=0.3, total=2.0, retries=2, first_wait=0.01, longest_wait=0.05)


@dataclass
class Reply:
    """One answer of the server; `delay` is waited before it, `drip` between its bytes.

    With `torn` it drips from the first line on, before any header has come.
    """

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    torn: bool = False


def say(content: str | None, *, finish: str = "stop", **how: Any) -> Reply:
    """Return the reply of a model that says `content`."""
    choice = {"message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return Reply(json.dumps({"choices": [choice]}).encode(), **how)


def say_records(*records: dict[str, Any], **how: Any) -> Reply:
    """Return the reply of a model that gives these records."""
    return say(json.dumps({"records": records}), **how)


@dataclass
class Fake:
    """The server: its address, what it was asked, and what it will answer; the last for ever."""

    url: str = ""
    replies: list[Reply] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def will(self, *replies: Reply) -> None:
        self.replies = list(replies)

    def next(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@pytest.fixture
def fake() -> Iterator[Fake]:
    told = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.paths.append(self.path)
            told.headers.append({k.lower(): v for k, v in self.headers.items()})
            told.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            reply = told.next()
            time.sleep(reply.delay)
            try:
                if reply.torn:
                    self._drip(b"HTTP/1.1 200 OK\r\nX-Long: " + reply.body, reply.drip)
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                if not reply.drip:
                    self.wfile.write(reply.body)
                    return
                self._drip(reply.body, reply.drip)
            except (BrokenPipeError, ConnectionResetError):
                pass  # who asked had enough

        def _drip(self, body: bytes, pause: float) -> None:
            for index in range(len(body)):
                self.wfile.write(body[index : index + 1])
                self.wfile.flush()
                time.sleep(pause)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def model(fake: Fake) -> Iterator[LanguageModel]:
    """A model on the fake server, asked in haste."""
    with connect_model(fake.url, model="small", patience=HASTE) as one:
        yield one


Judge = Callable[[str, dict[str, Any]], RecordBase | str]


def judge_in(text: str, told: dict[str, Any], **given: Any) -> RecordBase | str:
    """Return the record that a proposal about `text` makes, or why it is refused."""
    analysis, sheet = sheet_of(text, **given)
    return judge_told(analysis, sheet, told)


def judge_told(analysis: Analysis, sheet: Sheet, told: dict[str, Any]) -> RecordBase | str:
    proposal: Proposal | None = read_proposal(told)
    if proposal is None:
        return "not of the form"
    try:
        return judge(proposal, analysis, sheet, "small")
    except Refused as refused:
        return refused.reason


def sheet_of(text: str, **given: Any) -> tuple[Analysis, Sheet]:
    analysis = analysis_of(text, **given)
    return analysis, make_sheet(analysis)


def commitment(sentence: str, **changed: Any) -> dict[str, Any]:
    told = {
        "kind": "commitment",
        "sentence": sentence,
        "act": "agreed",
        "parties": ["Japan", "Kenya"],
        "force": "agreed",
        "action": "open a trade office",
        "due": None,
    }
    return told | changed
