"""Who keeps the server learns what goes on, and nothing of what people read or ask."""

import http.client
import io
import json
import logging
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient
from tests.web.conftest import TOKEN, form_token_of

from communique.archive import open_archive as open_store
from communique.sample import pages_folder
from communique.web import Settings, create_app, logs

METRICS = "a-token-for-the-numbers-alone"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Return what is logged meanwhile, as JSON lines."""
    root, requests = logging.getLogger(), logging.getLogger("communique.requests")
    before = root.handlers, root.level, requests.level
    stream = io.StringIO()
    logs.set_up("json", stream)
    yield stream
    root.handlers = before[0]
    root.setLevel(before[1])
    requests.setLevel(before[2])


def lines_of(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def sample(text: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert found is not None, name
    return float(found[1])


def test_requests_are_counted_by_template_method_and_status(browser: TestClient) -> None:
    for _ in range(3):
        browser.get("/search", params={"q": "trade"})
    browser.get("/documents/there-is-none")
    browser.get("/no/such/page")
    browser.get("/static/desk.css")
    browser.request("BREW", "/")
    text = browser.get("/metrics").text
    name = "communique_http_requests_total"
    assert sample(text, f'{name}{{method="GET",route="/search",status="200"}}') == 3
    assert sample(text, f'{name}{{method="GET",route="/documents/{{key}}",status="404"}}') == 1
    assert sample(text, f'{name}{{method="GET",route="none",status="404"}}') == 1
    assert sample(text, f'{name}{{method="GET",route="/static",status="200"}}') == 1
    assert sample(text, "communique_sessions") == 1
    assert sample(text, "communique_documents") == 8
    assert sample(text, "communique_intake_waiting") == 0
    count = 'communique_http_request_seconds_count{method="GET",route="/search"}'
    assert sample(text, count) == 3
    assert "process_cpu_seconds_total" in text


def test_labels_are_never_what_somebody_sent(browser: TestClient) -> None:
    for number in range(20):
        browser.get(f"/made-up-{number}", params={"q": f"asked-{number}"})
        browser.get(f"/documents/key-{number}")
        browser.get(f"/static/file-{number}")
        browser.request(f"M{number}", "/")
    text = browser.get("/metrics").text
    assert not re.search(r"made-up|asked|key-|file-|M1", text)
    assert len(re.findall(r"^communique_http_requests_total", text, re.MULTILINE)) < 10


def test_runs_and_what_they_set_aside_are_counted(browser: TestClient, archive: Path) -> None:
    token = form_token_of(browser.get("/add").text)
    files = {"files": ("empty.txt", b"", "text/plain")}
    sent = browser.post("/add/files", data={"form_token": token}, files=files)
    assert sent.status_code == 303, sent.text
    deadline = time.monotonic() + 60
    with open_store(archive) as desk:
        while desk.runs()[0].ended_at is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    text = browser.get("/metrics").text
    assert sample(text, 'communique_runs{state="done"}') == 1
    assert sample(text, "communique_set_aside") == 1


def test_the_token_for_the_numbers_opens_nothing_else(archive: Path) -> None:
    app = create_app(Settings(archive=archive, token=TOKEN, metrics_token=METRICS))
    with TestClient(app, follow_redirects=False) as client:
        mine = {"Authorization": f"Bearer {METRICS}"}
        assert client.get("/metrics", headers=mine).status_code == 200
        assert client.get("/", headers=mine).status_code == 303
        assert client.get("/api/v1/documents", headers=mine).status_code == 401
        assert client.get("/metrics").status_code == 303
        wrong = {"Authorization": f"Bearer {METRICS}x"}
        assert client.get("/metrics", headers=wrong).status_code == 303


def test_an_archive_of_another_version_is_not_ready(stranger: TestClient, archive: Path) -> None:
    assert stranger.get("/ready").status_code == 200
    with sqlite3.connect(archive) as other:
        other.execute("UPDATE alembic_version SET version_num = 'r9999'")
    answer = stranger.get("/ready")
    assert (answer.status_code, answer.text) == (503, "the archive is of another version\n")
    assert stranger.get("/health").status_code == 200


def test_an_archive_that_cannot_be_read_is_not_ready(stranger: TestClient, archive: Path) -> None:
    with sqlite3.connect(archive) as other:
        other.execute("ALTER TABLE documents RENAME TO gone")
    answer = stranger.get("/ready")
    assert (answer.status_code, answer.text) == (503, "the archive can't be read\n")


def test_the_log_tells_what_happened_and_nothing_of_what_was_read(
    browser: TestClient, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "xyzzyplugh"
    form = form_token_of(browser.get("/add").text)
    text = f"{secret} text. Foreign Secretary David Lammy met Foreign Minister Wang Yi in London."
    pasted = {"form_token": form, "text": text, "title": f"{secret} title", "name": secret}
    browser.post("/add/text", data=pasted)
    browser.get("/search", params={"q": f"{secret} query"})
    browser.get(f"/documents/{secret}?words={secret}")
    browser.get(f"/{secret}")
    browser.get("/open", params={"token": f"{secret}-token"})
    browser.get("/api/v1/documents", headers={"Authorization": f"Bearer {secret}"})

    def fail(*_: object, **__: object) -> None:
        raise ValueError(f"while reading {secret}")

    monkeypatch.setattr("communique.web.pages.searching.summarise", fail)
    with pytest.raises(ValueError, match=secret):
        browser.get("/search", params={"q": "trade"})
    try:
        fail()
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n")
    logging.getLogger("some.library").warning("read %s", secret)

    told = lines_of(log)
    assert secret not in log.getvalue()
    searched = [line for line in told if line.get("route") == "/search"]
    assert [line["status"] for line in searched] == [200, 500]
    assert set(searched[0]) == {
        "at", "level", "what", "request", "method", "route", "status", "ms", "user",
    }  # fmt: skip
    assert all(re.fullmatch(r"[0-9a-f]{16}", str(line["request"])) for line in searched)
    assert searched[0]["user"]
    defect = next(line for line in told if "error" in line)
    assert defect["error"] == "ValueError"
    assert "fail (tests/web/test_operating.py" in str(defect["where"])
    assert {"a message of some.library"} < {str(line["what"]) for line in told}


def test_an_answer_bears_the_id_of_its_line(browser: TestClient, log: io.StringIO) -> None:
    answer = browser.get("/health", headers={"X-Request-Id": "mine"})
    assert [line["request"] for line in lines_of(log)] == [answer.headers["x-request-id"]]


def test_a_server_told_to_stop_answers_what_it_began_and_loses_nothing(
    filled: Path, tmp_path: Path
) -> None:
    """SIGTERM while pages are taken in: what was told as added is there, the rest is named."""
    path = Path(shutil.copy(filled, tmp_path / "desk.db"))
    command = [sys.executable, "-m", "communique", "serve", "--archive", str(path), "--port", "0"]
    command += ["--no-browser", "--log", "json"]
    pages = sorted(pages_folder().glob("*.txt"))
    more = pages[8:]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        link = re.search(r"http://\S+", server.stderr.readline())
        assert link is not None
        with httpx.Client(follow_redirects=True, timeout=60) as browser:
            home = browser.get(link[0])
            base = f"{home.url.scheme}://{home.url.netloc.decode()}"
            files = [("files", (f"{n}.txt", page.read_bytes())) for n, page in enumerate(more)]
            extra = [("files", (f"x{n}.txt", _write(n).encode())) for n in range(40)]
            data = {"form_token": form_token_of(browser.get(f"{base}/add").text)}
            browser.post(f"{base}/add/files", data=data, files=[*files, *extra])
            with open_store(path) as desk:
                run = desk.runs()[0]
                deadline = time.monotonic() + 60
                while not desk.run(run.id).added:
                    assert time.monotonic() < deadline
                    time.sleep(0.02)
            with _half_sent(home.url.port or 0) as finish:
                server.send_signal(signal.SIGTERM)
                time.sleep(0.3)
                assert finish() == 404  # nobody signs in so on one person's own server
        told = server.stderr.read()
        assert server.wait(timeout=60) in (0, -signal.SIGTERM)
    assert all(json.loads(line)["level"] == "info" for line in told.splitlines() if line[0] == "{")
    with open_store(path) as desk:
        ended = desk.run(run.id)
        items = desk.run_items(run.id)
        assert ended.state == "stopped"
        assert ended.added + ended.set_aside + ended.known == len(files) + len(extra)
        assert 0 < ended.added < len(files) + len(extra)
        added = [item for item in items if item.outcome == "added"]
        assert all(item.document_id and desk.holds(item.document_id) for item in added)
        aside = [item for item in items if item.outcome == "set aside"]
        assert {item.reason for item in aside} == {"the server was stopped; add it again"}
        assert desk.check() == []


@contextmanager
def _half_sent(port: int) -> Iterator[Callable[[], int]]:
    """Begin a request; give what sends the rest and returns the status of the answer."""
    sent = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    sent.putrequest("POST", "/sign-in")
    sent.putheader("Content-Type", "application/x-www-form-urlencoded")
    sent.putheader("Content-Length", "20")
    sent.endheaders(b"name=half_")
    # The server has begun with it when it has answered another one.
    httpx.get(f"http://127.0.0.1:{port}/health")

    def finish() -> int:
        sent.send(b"of_a_name.")
        return sent.getresponse().status

    yield finish
    sent.close()


def _write(number: int) -> str:
    return (
        f"LONDON, 3 March 2025. Edition {number}. Foreign Secretary David Lammy met "
        f"Chinese Foreign Minister Wang Yi in London. They agreed to resume dialogue {number}."
    )
