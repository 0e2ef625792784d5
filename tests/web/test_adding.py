"""Adding from the page: it is taken in, what is set aside is told, and nothing is led inside."""

import html
import ipaddress
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import TOKEN, form_token_of

from communique.intake.fetching import Fetching
from communique.views import open_archive
from communique.web import Settings, create_app

PAGE = (
    "LONDON, 3 March 2025. Foreign Secretary David Lammy met Chinese Foreign Minister Wang Yi in "
    "London on Monday. The two ministers agreed to resume the economic and financial dialogue."
)


def token(browser: TestClient) -> dict[str, str]:
    return {"form_token": form_token_of(browser.get("/add").text)}


def watch(browser: TestClient, location: str) -> str:
    """Return the page of a run when it is over."""
    deadline = time.monotonic() + 60
    while "data-going" in (page := browser.get(location).text):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return html.unescape(page)


def test_files_are_added_and_the_rest_is_told(browser: TestClient, archive: Path) -> None:
    files = [
        ("files", ("../../<b>lammy.txt", PAGE.encode())),
        ("files", ("picture.txt", b"\x89PNG\r\n" + bytes(200))),
    ]
    answer = browser.post("/add/files", data=token(browser), files=files)
    assert answer.status_code == 303
    page = watch(browser, answer.headers["location"])
    assert "1 added, 1 set aside" in page
    assert "picture.txt</b>: set aside: not text: a PNG image" in page
    link = re.search(r'href="(/documents/\w+)"', page)
    assert link is not None and "Lammy" in browser.get(link[1]).text
    with open_archive(archive, create=False) as desk:
        (run,) = desk.runs()
        assert (run.way, run.state, run.added) == ("page", "done", 1)
    assert "set aside" in browser.get("/runs").text


def test_a_text_is_added_with_what_came_with_it(browser: TestClient, archive: Path) -> None:
    told = {"title": "Talks in London", "publisher": "Xinhua", "date": "2025-03-04"}
    text = {"text": PAGE.replace(". ", ".\r\n")}
    answer = browser.post("/add/text", data={**token(browser), **told, **text})
    assert "1 added" in watch(browser, answer.headers["location"])
    with open_archive(archive, create=False) as desk:
        (found,) = [one for one in desk.documents() if one.title == "Talks in London"]
        assert found.publisher == "Xinhua"
        assert "\r" not in desk.text(found.id)


@pytest.mark.parametrize(
    "data", [{"text": " "}, {"text": "x", "date": "yesterday"}, {"text": "x", "date": "2025-13-01"}]
)
def test_a_text_that_can_not_be_added_is_told(browser: TestClient, data: dict[str, str]) -> None:
    assert browser.post("/add/text", data={**token(browser), **data}).status_code == 422


def test_no_file_at_all_is_told(browser: TestClient) -> None:
    answer = browser.post("/add/files", data=token(browser), files=[("files", ("", b""))])
    assert answer.status_code == 400
    assert "no file was given" in html.unescape(answer.text)


class Site(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
            self.end_headers()
            return
        body = f"<html><body><article><p>{PAGE}</p></article></body></html>".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Site,), {"asked": []})) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"])
def test_an_address_never_reaches_this_machine(
    browser: TestClient, archive: Path, site: ThreadingHTTPServer, host: str
) -> None:
    address = {"address": f"http://{host}:{site.server_port}/page"}
    answer = browser.post("/add/address", data={**token(browser), **address})
    assert "1 set aside" in watch(browser, answer.headers["location"])
    assert site.RequestHandlerClass.asked == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "", "ftp://x.example/"])
def test_what_is_no_address_is_told_at_once(browser: TestClient, address: str) -> None:
    answer = browser.post("/add/address", data={**token(browser), "address": address})
    assert answer.status_code == 400
    assert "/etc/passwd: only http" in answer.text or "address" in answer.text


def test_a_page_is_fetched_but_not_its_way_inside(archive: Path, site: ThreadingHTTPServer) -> None:
    """Only 127.0.0.1 may be asked here, as if it were outside: another loopback address may not."""
    outside = ipaddress.ip_address("127.0.0.1")
    how = Fetching(permits=lambda address: address == outside, seconds=10)
    app = create_app(Settings(archive=archive, token=TOKEN), fetching=how)
    base = f"http://127.0.0.1:{site.server_port}"
    with TestClient(app, follow_redirects=False) as browser:
        browser.get("/open", params={"token": TOKEN})
        good = browser.post(
            "/add/address", data={**token(browser), "address": f"{base}/to?{base}/page"}
        )
        assert "1 added" in watch(browser, good.headers["location"])
        inside = f"http://127.0.0.2:{site.server_port}/inner"
        bad = browser.post(
            "/add/address", data={**token(browser), "address": f"{base}/to?{inside}"}
        )
        assert "no address of the open internet" in watch(browser, bad.headers["location"])
    assert "/inner" not in site.RequestHandlerClass.asked  # type: ignore[attr-defined]
    with open_archive(archive, create=False) as desk:
        assert [one.url for one in desk.documents() if one.url] == [f"{base}/page"]


@pytest.mark.parametrize("told", [True, False], ids=["told", "streamed"])
def test_too_large_an_upload_is_refused_while_it_comes(archive: Path, told: bool) -> None:
    app = create_app(Settings(archive=archive, token=TOKEN, upload_limit=200_000))
    taken = 0

    def pour() -> Iterator[bytes]:
        nonlocal taken
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(100):
            taken += 10_000
            yield b"word " * 2_000

    with TestClient(app, follow_redirects=False) as browser:
        browser.get("/open", params={"token": TOKEN})
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        if told:
            headers["Content-Length"] = "1000000000"
        answer = browser.post("/add/files", content=pour(), headers=headers)
        assert answer.status_code == 413
        assert "larger than" in answer.text
        big = browser.post("/review/undo", data={"why": "x" * 2_000_000})
        assert big.status_code == 413
    with open_archive(archive, create=False) as desk:
        assert desk.runs() == []


def test_strangers_bodies_are_not_read(stranger: TestClient) -> None:
    answer = stranger.post("/add/files", files=[("files", ("a.txt", b"x" * 100_000))])
    assert answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
