"""A team's server of several processes is one server to who asks it."""

import re
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import httpx
from starlette.testclient import TestClient
from tests.web.team.world import PASSWORD, Thing

from communique.accounts import Accounts
from communique.archive import open_archive
from communique.web import Settings, backstage, create_app

REQUESTS = 40


def sign_in(base: str) -> httpx.Client:
    """Return a browser in which the administrator has signed in."""
    browser = httpx.Client(base_url=base, follow_redirects=True, timeout=60)
    token = re.search(r'name="form_token" value="(\w+)"', browser.get("/sign-in").text)
    assert token is not None
    given = {"name": "administrator", "password": PASSWORD, "form_token": token[1], "to": "/"}
    assert browser.post("/sign-in", data=given).status_code == 200
    return browser


def test_several_processes_serve_count_and_end_together(
    filled_team: tuple[Path, Thing, Thing], tmp_path: Path
) -> None:
    path, own, _ = filled_team
    archive = shutil.copy(path, tmp_path / "desk.db")
    command = [sys.executable, "-m", "communique", "serve", "--team", "--archive", str(archive)]
    command += ["--port", "0", "--workers", "2", "--log", "off"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            told = re.search(r"serving at (http://\S+)/", server.stderr.readline())
            assert told is not None
            # Each connection goes to one of them: many ask both.
            for _ in range(REQUESTS):
                assert httpx.get(f"{told[1]}/health", timeout=60).status_code == 200
            with closing(sign_in(told[1])) as browser:
                numbers = browser.get("/metrics").text
                health = re.search(
                    r'requests_total\{method="GET",route="/health",status="200"\} (\S+)', numbers
                )
                assert health is not None and float(health[1]) == REQUESTS
                assert browser.get(f"/documents/{own.document}").status_code == 200
                # What must be linked first is answered by the process behind, as if by this one.
                for address in ("/pairs/KEN/JPN", "/commitments", f"/encounters/{own.encounter}"):
                    first, again = browser.get(address), browser.get(address)
                    assert first.status_code == again.status_code == 200
                    assert first.text == again.text
                    assert {*first.headers} == {*again.headers}
                assert browser.get("/encounters/e0000").status_code == 404
                assert browser.get("/api/v1/pairs/KEN/JPN").json()["left"] == "KEN"
        finally:
            server.send_signal(signal.SIGTERM)
            left = server.stderr.read() if server.stderr else ""
        assert server.wait(timeout=60) in (0, -signal.SIGTERM)
    assert "Traceback" not in left
    with open_archive(archive) as again:
        assert again.check() == []


def test_a_page_whose_process_behind_is_gone_is_asked_for_again_later(tmp_path: Path) -> None:
    answer = backstage.ask(tmp_path / "nobody", "/pairs/KEN/JPN", [])
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")


def test_only_what_is_looked_at_is_computed_elsewhere(
    filled_team: tuple[Path, Thing, Thing], tmp_path: Path
) -> None:
    """A server in front asks the socket for what must be linked, and does all else itself."""
    path, own, _ = filled_team
    settings = Settings(
        archive=shutil.copy(path, tmp_path / "desk.db"), mode="team", backstage=tmp_path / "nobody"
    )
    with TestClient(create_app(settings), follow_redirects=False) as client:
        with open_archive(settings.archive) as desk:
            secret = Accounts(desk).sign_in(
                "reader", PASSWORD, address="192.0.2.1", age=timedelta(hours=1)
            )
        client.cookies.set("communique_session", secret)
        assert client.get(f"/documents/{own.document}").status_code == 200
        assert client.get("/search", params={"q": "climate"}).status_code == 200
        assert client.get("/pairs/KEN/JPN").status_code == 503
