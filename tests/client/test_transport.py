"""Servers that are busy, broken or not there."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from communique.client.desk import RemoteDesk
from communique.client.transport import Transport
from communique.errors import RemoteError

COUNTS = {
    "documents": 1, "records": 0, "kinds": {}, "parties": {}, "undated_documents": 0,
    "undated_records": 0, "first_published": None, "last_published": None,
}  # fmt: skip
Answer = tuple[int, dict[str, str], bytes]
WELL: Answer = (200, {}, json.dumps(COUNTS).encode())
#: A line of a stream, and a promise of more that isn't kept.
CUT: Answer = (200, {"Content-Length": "5000"}, b'{"id": "r1"')


@contextmanager
def answering(answers: list[Answer]) -> Iterator[str]:
    """Run a server that gives these answers one after the other, and the last one for ever."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.pop(0) if len(answers) > 1 else answers[0]
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def asking(url: str, waited: list[float], retries: int = 4) -> Iterator[RemoteDesk]:
    transport = Transport(url, token="t", timeout_seconds=5, retries=retries, sleep=waited.append)
    with RemoteDesk(transport) as desk:
        yield desk


def test_a_busy_server_is_asked_again_later_and_later() -> None:
    waited: list[float] = []
    busy: list[Answer] = [(503, {}, b""), (429, {}, b""), (503, {}, b""), WELL]
    with answering(busy) as url, asking(url, waited) as desk:
        assert desk.stats().documents == 1
    assert waited == [0.25, 0.5, 1.0]


def test_the_server_says_when_to_ask_again() -> None:
    waited: list[float] = []
    with answering([(429, {"Retry-After": "7"}, b""), WELL]) as url, asking(url, waited) as desk:
        assert desk.stats().documents == 1
    assert waited == [7.0]


def test_a_server_that_stays_busy_is_given_up() -> None:
    waited: list[float] = []
    full: Answer = (429, {}, b'{"error": "too many requests"}')
    with (
        answering([full]) as url,
        asking(url, waited, retries=2) as desk,
        pytest.raises(RemoteError, match="too many requests") as told,
    ):
        desk.stats()
    assert len(waited) == 2 and told.value.status == 429


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param((200, {}, b"<html>Welcome</html>"), id="a page"),
        pytest.param((500, {}, b"Internal Server Error"), id="broken"),
        pytest.param((302, {"Location": "https://example.org/"}, b""), id="elsewhere"),
        pytest.param((404, {}, b'{"detail": "Not Found"}'), id="another server"),
    ],
)
def test_what_is_no_server_of_ours_is_told_in_a_line(answer: Answer) -> None:
    waited: list[float] = []
    with (
        answering([answer]) as url,
        asking(url, waited) as desk,
        pytest.raises(RemoteError, match="check the address") as told,
    ):
        desk.stats()
    assert "\n" not in str(told.value) and not waited


def test_a_stream_that_breaks_off_is_no_whole_answer() -> None:
    with (
        answering([CUT]) as url,
        asking(url, []) as desk,
        pytest.raises(RemoteError, match="broke off"),
    ):
        list(desk.export())


def test_a_server_that_is_not_there_is_told_in_a_line() -> None:
    with asking("http://127.0.0.1:9", []) as desk, pytest.raises(RemoteError, match="does it run"):
        desk.stats()


@pytest.mark.parametrize("url", ["desk.db", "ftp://example.org", "http://[", ""])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(RemoteError, match="is no address"):
        Transport(url, token=None, timeout_seconds=1, retries=0)
