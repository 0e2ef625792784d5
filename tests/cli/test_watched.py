"""The commands on what is watched, and the one that watches sites."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.mailing.conftest import PASSWORD, USER, Post, certificate, serve  # noqa: F401
from tests.views.conftest import PAGES, fill
from tests.watching.conftest import Reply, Site, item, page, rss, start  # noqa: F401

from communique.accounts import Accounts, Role
from communique.archive.watches import Watches
from communique.views import open_archive


@pytest.fixture
def desk(tmp_path: Path) -> str:
    path = tmp_path / "desk.db"
    with open_archive(path) as made:
        fill(made, *PAGES)
    return str(path)


def test_watches_are_added_listed_and_removed(run: Run, desk: str) -> None:
    assert "nothing is watched" in run("watches", "--archive", desk).stderr
    assert run("watches", "--pair", "China", "Britain", "--archive", desk).exit_code == 0
    added = run("watches", "--search", "q=railway", "--name", "Rails", "--archive", desk)
    assert "watch 2: Rails" in added.stderr
    listed = run("watches", "--format", "csv", "--archive", desk).stdout
    assert "1,China – Britain,pair,party=CHN&party=GBR," in listed
    run("watches", "--remove", "1", "--archive", desk)
    assert "Britain" not in run("watches", "--archive", desk).stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--search", ""), "asks for everything"),
        (("--pair", "China", "Atlantis"), "Atlantis"),
        (("--remove", "7"), "no watch"),
        (("--user", "amina"), "no user"),
        (("--remove", "7", "--search", "q=a"), "give one of"),
    ],
)
def test_what_can_t_be_watched_is_told(
    run: Run, desk: str, arguments: tuple[str, ...], told: str
) -> None:
    result = run("watches", *arguments, "--archive", desk)
    assert result.exit_code != 0 and told in f"{result.stderr}{result.exception}"


def test_a_digest_is_printed(run: Run, desk: str) -> None:
    run("watches", "--pair", "China", "Britain", "--archive", desk)
    result = run("digest", "--link", "https://desk.example/", "--archive", desk)
    assert result.exit_code == 0
    assert "### Encounters: new" in result.stdout
    assert "](https://desk.example/documents/" in result.stdout
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    assert run("digest", "--since", tomorrow, "--archive", desk).exit_code == 2
    assert run("digest", "--to", "a@example.org", "--archive", desk).exit_code == 2


def environment(monkeypatch: pytest.MonkeyPatch, post: Post, **more: str) -> None:
    given = {
        "HOST": "localhost", "PORT": str(post.port), "SENDER": "desk@example.org", "USER": USER,
        "PASSWORD": PASSWORD, "AUTHORITIES": str(post.authority), **more,
    }  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(f"COMMUNIQUE_MAIL_{name}", value)


def test_a_digest_is_mailed(
    run: Run, desk: str, serve: Callable[..., Post], monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    post = serve(login=True)
    environment(monkeypatch, post, LINK="https://desk.example")
    run("watches", "--pair", "China", "Britain", "--archive", desk)
    assert run("digest", "--mail", "--to", "me@example.org", "--archive", desk).exit_code == 0
    [letter] = post.letters
    assert letter["To"] == "me@example.org"
    assert "### Encounters: new" in letter.get_content()
    assert "](https://desk.example/documents/" in letter.get_content()
    assert post.safe == [True]


def test_each_of_a_team_is_mailed_what_they_may_see(
    run: Run,
    desk: str,
    tmp_path: Path,
    serve: Callable[..., Post],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post = serve(login=True)
    environment(monkeypatch, post)
    with open_archive(desk) as archive:
        accounts = Accounts(archive)
        for name in ("amina", "bo", "cy", "dee"):
            accounts.add_user(name, Role.ANALYST, "a long enough password", by="test")
            Watches(archive).save(name, "CN-GB", "pair", "party=CHN&party=GBR")
        closed = archive.make_collection("closed")
        accounts.add_group("inner", by="test")
        accounts.set_group("inner", ["amina"], [closed], by="test")
        accounts.set_disabled("dee", True, by="test")
        for one in archive.documents():
            archive.move_to(one.id, closed)
    settings = tmp_path / "mail.toml"
    settings.write_text(
        '[recipients]\namina = "amina@example.org"\nbo = "bo@example.org"\n'
        'dee = "dee@example.org"\n'
    )
    result = run("digest", "--mail", "--mail-settings", str(settings), "--archive", desk)
    assert result.exit_code == 0, result.output
    assert [letter["To"] for letter in post.letters] == ["amina@example.org"]
    assert "no address for the user cy" in result.stderr
    assert "Nothing new" in run("digest", "--user", "bo", "--archive", desk).stdout


def write_sources(folder: Path, text: str) -> str:
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_sources_are_checked_without_asking_anybody(run: Run, tmp_path: Path) -> None:
    good = write_sources(tmp_path, '[[source]]\nname = "A"\nfeed = "https://a.example/f"\n')
    assert run("watch", good, "--check").stdout == "A: feed https://a.example/f\n"
    bad = run("watch", write_sources(tmp_path, "[[source]]\nfeed = 1"), "--check")
    assert bad.exit_code == 1
    assert "sources.toml: source 1: feed: write a text" in bad.stderr


def test_inner_addresses_are_asked_only_where_that_was_said(
    run: Run, tmp_path: Path, start: Callable[[], Site]  # noqa: F811
) -> None:  # fmt: skip
    site = start()
    site.gives("/feed", rss())
    plan = write_sources(tmp_path, f'pause = 0.5\n[[source]]\nfeed = "{site.base}/feed"\n')
    refused = run("watch", plan, "desk.db", "--once")
    assert refused.exit_code == 1
    assert "is no address of the open internet" in refused.stderr and site.asked == []
    assert run("watch", plan, "desk.db", "--once", "--allow-private-addresses").exit_code == 0
    assert site.paths() == ["/feed"]


def test_a_watch_goes_on_until_it_is_told_to_stop(
    tmp_path: Path, start: Callable[[], Site]  # noqa: F811
) -> None:  # fmt: skip
    """A real process: it adds what is there, waits for the next round, and ends when told to."""
    site = start()
    site.gives("/feed", Reply(rss(item("/a")), etag='"1"'))
    site.gives("/a", page("First"))
    plan = write_sources(tmp_path, f'pause = 0.5\n[[source]]\nfeed = "{site.base}/feed"\n')
    command = [sys.executable, "-m", "communique", "watch", plan, "desk.db"]
    process = subprocess.Popen(
        [*command, "--allow-private-addresses"], cwd=tmp_path, env=os.environ.copy(),
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    lines: list[str] = []
    assert process.stderr is not None
    told = threading.Thread(target=lambda: lines.extend(process.stderr or ()), daemon=True)
    told.start()
    try:
        deadline = time.monotonic() + 90
        while not any("added 1 with" in line for line in lines):
            assert process.poll() is None and time.monotonic() < deadline, lines
            time.sleep(0.05)
        # It waits for the next round now; a second watch of the same archive is refused.
        second = subprocess.run(
            [*command, "--once"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert second.returncode == 1 and "another watch is at work" in second.stderr
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
        told.join(5)
        process.stderr.close()
    assert any("stopped" in line for line in lines)
    with open_archive(tmp_path / "desk.db") as archive:
        assert [one.title for one in archive.documents()] == ["First"]
        assert archive.runs()[0].state == "done"
