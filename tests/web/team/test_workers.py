"""A team's server of several processes is one server to who asks it."""

import re
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx
from tests.web.team.world import PASSWORD, Thing

from communique.archive import open_archive

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
        finally:
            server.send_signal(signal.SIGTERM)
            left = server.stderr.read() if server.stderr else ""
        assert server.wait(timeout=60) in (0, -signal.SIGTERM)
    assert "Traceback" not in left
    with open_archive(archive) as again:
        assert again.check() == []
