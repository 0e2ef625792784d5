"""A real SMTP server on this machine, with a certificate of its own, that keeps what it is sent."""

import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "desk", "a password"


@dataclass
class Post:
    """The server: what came, by whom, and over what kind of line."""

    authority: Path
    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    safe: list[bool] = field(default_factory=list)
    users: list[str] = field(default_factory=list)

    async def handle_RCPT(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address.startswith("nobody@"):
            return "550 there is nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        letter = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.safe.append(session.ssl is not None)
        return "250 OK"

    def authenticate(self, *given: Any) -> AuthResult:
        data = given[-1]
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (
            USER.encode(),
            PASSWORD.encode(),
        )
        if right:
            self.users.append(USER)
        return AuthResult(success=right, handled=right)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a certificate for this machine, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key


@pytest.fixture
def serve(certificate: tuple[Path, Path]) -> Iterator[Callable[..., Post]]:
    """Start the server: `secure` offers STARTTLS, `login` asks for name and password."""
    running: list[Controller] = []

    def run(*, secure: bool = True, login: bool = False) -> Post:
        post = Post(certificate[0])
        options: dict[str, Any] = {}
        if secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            options = {"tls_context": context, "require_starttls": True}
        if login:
            options |= {"authenticator": post.authenticate, "auth_required": True}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            post.port = free.getsockname()[1]
        controller = Controller(post, hostname="127.0.0.1", port=post.port, **options)
        controller.start()
        running.append(controller)
        return post

    yield run
    for controller in running:
        controller.stop()
