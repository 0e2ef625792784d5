"""The server as a process: a socket, a one-time link, an end without loss."""

import ipaddress
import multiprocessing
import os
import secrets
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Thread

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from communique.accounts import Accounts, Role
from communique.archive.store import default_url
from communique.errors import CommuniqueError
from communique.views import open_archive
from communique.web import logs
from communique.web.app import create_app
from communique.web.measuring import SHARED_FOLDER
from communique.web.settings import Settings
from communique.web.tokens import read_token

#: So many seconds requests may take to end when the server is told to stop.
_GRACE = 10
_SWITCH_SECONDS = 0.001
_PAUSE_SECONDS = 1.0
_NICE = 5
_KEPT_SECONDS = 75
_HEALTH_SECONDS = 60


def serve_locally(
    archive: str | Path | None,
    host: str,
    port: int,
    *,
    tell: Callable[[str], None],
    browse: bool = False,
    token_file: Path | None = None,
    metrics_token: Path | None = None,
    form: logs.Format = "off",
) -> None:
    """Serve an archive until the process is told to stop; it is made if it isn't there.

    `tell` is given the link by which one comes in, which works once. `token_file` holds the token
    by which programs come in, `metrics_token` that by which the numbers can be read; each is made
    if it isn't there. `form` is how requests are logged. Raises `ArchiveError` if the archive
    can't be opened, `CommuniqueError` if the port is taken.
    """
    logs.set_up(form)
    url = archive if archive is not None else default_url()
    open_archive(url).close()
    token = secrets.token_urlsafe(24)
    api_token = _read_token(token_file) if token_file is not None else None
    measured = _read_token(metrics_token) if metrics_token is not None else None
    with _bind(host, port) as bound:
        link = f"http://{host}:{bound.getsockname()[1]}/open?token={token}"
        tell(f"open {link}")
        tell("the link works once; stop with Ctrl-C")
        if browse:
            webbrowser.open(link)
        settings = Settings(archive=url, token=token, api_token=api_token, metrics_token=measured)
        _run(settings, bound, form)


def serve_team(
    archive: str | Path | None,
    host: str,
    port: int,
    *,
    secure: bool,
    proxy: str | None,
    tell: Callable[[str], None],
    metrics_token: Path | None = None,
    form: logs.Format = "text",
    workers: int = 1,
) -> None:
    """Serve an archive to those who have accounts in it, until the process is told to stop.

    `secure` says that browsers reach it by HTTPS alone. `proxy` is the address of a server in
    front of this one, which alone is believed from where requests come. `metrics_token` and
    `form` are as in `serve_locally`. `workers` processes share the requests: a Python process
    computes on one core. Raises `ArchiveError` if the archive can't be opened,
    `CommuniqueError` if it has no administrator, or if the port is taken.
    """
    logs.set_up(form)
    url = archive if archive is not None else default_url()
    with open_archive(url) as desk:
        if not any(user.role is Role.ADMINISTRATOR for user in Accounts(desk).users()):
            raise CommuniqueError(
                "nobody could come in; make an administrator first: "
                "communique user add NAME --role administrator"
            )
    measured = _read_token(metrics_token) if metrics_token is not None else None
    if not secure and not _is_loopback(host):
        tell("passwords and cookies cross the network as they are; put HTTPS in front: --secure")
    with _bind(host, port) as bound:
        tell(f"serving at http://{host}:{bound.getsockname()[1]}/; stop with Ctrl-C")
        settings = Settings(archive=url, mode="team", secure=secure, metrics_token=measured)
        _run(settings, bound, form, proxy=proxy, workers=workers)


def _run(
    settings: Settings,
    bound: socket.socket,
    form: logs.Format,
    *,
    proxy: str | None = None,
    workers: int = 1,
) -> None:
    if workers == 1:
        uvicorn.Server(_configure(settings, form, proxy=proxy)).run(sockets=[bound])
        return
    with tempfile.TemporaryDirectory(prefix="communique-server-") as folder:
        # Each process counts for itself; whoever is asked adds up what all of them wrote there.
        os.environ[SHARED_FOLDER] = folder
        path = Path(folder, "backstage")
        front = replace(settings, backstage=path)
        config = _configure(front, form, proxy=proxy, workers=workers)
        with _backstage(replace(settings, behind=True), form, path):
            Multiprocess(config, sockets=[bound]).run()


def _configure(
    settings: Settings,
    form: logs.Format,
    *,
    proxy: str | None = None,
    workers: int = 1,
    socket_path: Path | None = None,
) -> uvicorn.Config:
    return uvicorn.Config(
        partial(_make_app, settings, form),
        factory=True,
        workers=workers,
        uds=str(socket_path) if socket_path is not None else None,
        # What is logged goes where `logs` says; requests are logged by ourselves.
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_GRACE,
        # Longer than people read and than servers in front keep theirs: who asks by a connection
        # that is just being closed gets no answer.
        timeout_keep_alive=_KEPT_SECONDS,
        # One that links all of a large archive is busy, not dead.
        timeout_worker_healthcheck=_HEALTH_SECONDS,
        server_header=False,
        # Who says from where a request came could say anything: attempts are counted by it.
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
    )


@contextmanager
def _backstage(settings: Settings, form: logs.Format, path: Path) -> Iterator[None]:
    """Run the process that links for as long as this lasts; it is begun anew where it dies."""
    spawn = multiprocessing.get_context("spawn")
    ending = Event()
    made = [spawn.Process(target=_serve_behind, args=(settings, form, path), daemon=True)]
    made[0].start()

    def mind() -> None:
        while not ending.is_set():
            made[0].join()
            if not ending.wait(_PAUSE_SECONDS):
                path.unlink(missing_ok=True)
                made[0] = spawn.Process(
                    target=_serve_behind, args=(settings, form, path), daemon=True
                )
                made[0].start()

    minder = Thread(target=mind, name="backstage", daemon=True)
    minder.start()
    try:
        yield
    finally:
        ending.set()
        made[0].terminate()
        minder.join(_GRACE)


def _serve_behind(settings: Settings, form: logs.Format, path: Path) -> None:
    # Those who answer pages come first.
    os.nice(_NICE)
    uvicorn.Server(_configure(settings, form, socket_path=path)).run()


def _make_app(settings: Settings, form: logs.Format) -> FastAPI:
    """Return the server as each of its processes runs it."""
    logs.set_up(form)
    # A thread that links a busy pair holds the interpreter; the others get it back this soon.
    sys.setswitchinterval(_SWITCH_SECONDS)
    return create_app(settings)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _read_token(path: Path) -> str:
    try:
        return read_token(path)
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise CommuniqueError(f"{path}: {reason}; name another file for the token") from error
    except ValueError as error:
        raise CommuniqueError(str(error)) from error


def _bind(host: str, port: int) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        # Who follows the link at once waits for the server, and isn't refused.
        bound.listen()
    except OSError as error:
        bound.close()
        reason = (error.strerror or "unknown error").lower()
        raise CommuniqueError(f"port {port}: {reason}; choose another with --port") from error
    return bound
