"""Fetching what strangers name: nothing but the open internet, bounded, telling nothing of us."""

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from communique.intake.addresses import Unreachable, choose_address, is_public
from communique.intake.fetching import Fetching, check_url, fetch

PAGE = b"<html><body><p>The ministers met in Nairobi.</p></body></html>"
INNER = b"the secret of the inner network"

REFUSED = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "192.0.2.7", "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:93.184.215.14", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::",
    "2001:0:7f00:1::", "2001:db8::1", "fe80::1%1", "fec0::1",
]  # fmt: skip


class Site(BaseHTTPRequestHandler):
    """A site that misbehaves by what it is asked for; it remembers what it was sent."""

    asked: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        type(self).asked.append((self.path, dict(self.headers)))
        path, _, rest = self.path.partition("?")
        match path:
            case "/page":
                self.answer(200, PAGE, {"Content-Type": "text/html; charset=utf-8"})
            case "/inner":
                self.answer(200, INNER, {})
            case "/to":
                self.answer(302, b"", {"Location": rest})
            case "/loop":
                self.answer(301, b"", {"Location": "/loop"})
            case "/nowhere":
                self.answer(302, b"", {})
            case "/short":
                self.answer(200, PAGE, {"Content-Length": str(len(PAGE) + 5)})
            case "/said-large":
                self.answer(200, b"", {"Content-Length": "99999999999"})
            case "/endless":
                self.send_response(200)
                self.end_headers()
                self.pour(b"word " * 10_000, 0)
            case "/drip":
                self.send_response(200)
                self.end_headers()
                self.pour(b"x", 0.05)
            case "/drip-headers":
                self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
                self.pour(b"x", 0.05)
            case "/no-http":
                self.wfile.write(b"\x00\x01 this is no HTTP\r\n\r\n")
            case _:
                self.answer(404, b"not here", {})

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def pour(self, piece: bytes, pause: float) -> None:
        try:
            while True:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            pass

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    handler = type("OneSite", (Site,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def at_home(**changes: Any) -> Fetching:
    """Return a way of fetching that may ask this machine, which only tests may."""
    return Fetching(**{"permits": lambda address: address.is_loopback, "seconds": 5, **changes})


def url(site: ThreadingHTTPServer, path: str, host: str = "127.0.0.1") -> str:
    return f"http://{host}:{site.server_port}{path}"


def test_fetch_returns_the_page_and_tells_nothing_of_us(site: ThreadingHTTPServer) -> None:
    got = fetch(url(site, "/page"), at_home())
    assert (got.data, got.media_type) == (PAGE, "text/html")
    ((_, headers),) = site.RequestHandlerClass.asked  # type: ignore[attr-defined]
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


@pytest.mark.parametrize("address", REFUSED)
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700:4700::1111"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "2130706433", "0x7f000001",
     "0177.0.0.1",
     "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "169.254.169.254", "LOCALHOST", "localhost.",
     "①②⑦.0.0.1"],
)  # fmt: skip
def test_fetch_never_asks_this_machine(site: ThreadingHTTPServer, host: str) -> None:
    with pytest.raises(Unreachable):
        fetch(url(site, "/inner", host), Fetching(seconds=5))
    assert site.RequestHandlerClass.asked == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"])
def test_a_redirect_into_the_inner_network_is_not_followed(
    site: ThreadingHTTPServer, host: str
) -> None:
    """The site plays a public host here: only its name may be asked."""
    first = choose_first(site, {"public.example": ["127.0.0.1"]})
    onward = url(site, "/inner", host)
    with pytest.raises(Unreachable):
        fetch(url(site, f"/to?{onward}", "public.example"), first)
    assert [path for path, _ in asked(site)] == [f"/to?{onward}"]


def test_a_name_that_changes_its_address_is_asked_once(site: ThreadingHTTPServer) -> None:
    """The second answer of the resolver would lead inside; nobody may ask for it."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    got = fetch(url(site, "/page", "rebinding.example"), at_home(resolver=lambda *_: next(answers)))
    assert got.data == PAGE
    assert next(answers) == ["10.0.0.1"]


def test_each_redirect_is_judged_anew(site: ThreadingHTTPServer) -> None:
    """A name that rebinds between a redirect and its target is refused at the target."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    rebinding = at_home(resolver=lambda *_: next(answers))
    with pytest.raises(Unreachable, match="open internet"):
        fetch(url(site, "/to?/page", "rebinding.example"), rebinding)
    assert [path for path, _ in asked(site)] == ["/to?/page"]


def test_one_inner_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Unreachable, match="open internet"):
        choose_address("mixed.example", 80, resolver=lambda *_: ["93.184.215.14", "10.0.0.1"])


def test_what_was_judged_is_what_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[Any] = []

    def connect(address: Any, *_: Any, **__: Any) -> socket.socket:
        reached.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unreachable, match="refused"):
        fetch("http://ministry.example/a", Fetching(resolver=lambda *_: ["93.184.215.14"]))
    assert reached == [("93.184.215.14", 80)]


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://ministry.example/", "gopher://ministry.example/", "javascript:1",
     "//ministry.example/", "ministry.example", "", "http://", "http://user:secret@ministry.example/",
     "http://a b.example/", "http://ministry.example:99999/", "http://ministry.example/\r\nX: 1",
     "http://" + "a" * 3000 + ".example/", "http://[::1", "data:text/plain,x"],
)  # fmt: skip
def test_only_web_addresses_without_users_are_asked(address: str) -> None:
    with pytest.raises(Unreachable) as told:
        check_url(address)
    assert "secret" not in str(told.value)
    assert len(str(told.value).splitlines()) == 1


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://x.example/", "http://u:p@h.example/"]
)
def test_redirects_lead_to_web_addresses_only(site: ThreadingHTTPServer, target: str) -> None:
    with pytest.raises(Unreachable):
        fetch(url(site, f"/to?{target}"), at_home())


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/loop", "led on more than 5 times"),
        ("/nowhere", "nowhere"),
        ("/missing", "404"),
        ("/short", "can't be fetched|ended before"),
        ("/said-large", "larger than"),
        ("/endless", "larger than"),
        ("/no-http", "no proper HTTP"),
    ],
)
def test_a_site_that_misbehaves_is_told_in_one_line(
    site: ThreadingHTTPServer, path: str, told: str
) -> None:
    with pytest.raises(Unreachable, match=told):
        fetch(url(site, path), at_home(most_bytes=1_000_000))


@pytest.mark.parametrize("path", ["/drip", "/drip-headers"])
def test_a_slow_site_is_cut_off_in_time(site: ThreadingHTTPServer, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(Unreachable, match="longer than"):
        fetch(url(site, path), at_home(seconds=1))
    assert time.monotonic() - began < 5


def choose_first(site: ThreadingHTTPServer, hosts: dict[str, list[str]]) -> Fetching:
    """Return a way of fetching by which only `hosts` may be asked, though they are here."""
    allowed: list[str] = []
    from communique.intake.addresses import resolve

    def resolver(host: str, port: int) -> list[str]:
        allowed.clear()
        if host in hosts:
            allowed.extend(hosts[host])
            return hosts[host]
        return resolve(host, port)

    permits: Callable[..., bool] = lambda address: str(address) in allowed or is_public(address)  # noqa: E731
    return Fetching(seconds=5, resolver=resolver, permits=permits)


def asked(site: ThreadingHTTPServer) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = site.RequestHandlerClass.asked  # type: ignore[attr-defined]
    return found
