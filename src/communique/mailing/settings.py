"""Through which server letters go, and to whom: from a TOML file and from the environment.

What the environment says counts before the file: a password need stand in no file.
"""

import ipaddress
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from pathlib import Path
from typing import Any, Literal, get_args

from communique.errors import CommuniqueError

#: What the variables of the environment begin with: `COMMUNIQUE_MAIL_HOST`, and so on.
PREFIX = "COMMUNIQUE_MAIL_"
#: The variable that names the file.
FILE = f"{PREFIX}SETTINGS"

Security = Literal["starttls", "tls", "none"]
_SECURITIES: tuple[Security, ...] = get_args(Security)
_PORTS: Mapping[str, int] = {"starttls": 587, "tls": 465, "none": 25}
_KEYS = ("host", "port", "security", "user", "password", "sender", "to", "link", "authorities")


@dataclass(frozen=True, slots=True)
class MailSettings:
    """A server to send by, and to whom what goes.

    `security` is how the line is made safe: `starttls` (the rule), `tls` from the start, `none`.
    `sender` and `to` are addresses; `recipients` are those of users by their names. `link` is the
    address at which people reach the desk. `authorities` is a file of certificates that are
    believed beside the system's; None for none.
    """

    host: str
    sender: str
    port: int
    security: Security = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    to: str | None = None
    link: str = ""
    authorities: str | None = None
    recipients: Mapping[str, str] = field(default_factory=dict)


def read_mail_settings(path: Path | None, environment: Mapping[str, str]) -> MailSettings:
    """Return the settings; raise `CommuniqueError`, one line, for what is missing or can't be."""
    named = path or (Path(environment[FILE]) if environment.get(FILE) else None)
    where = str(named) if named is not None else "mail settings"
    given = _read_file(named) if named is not None else {}
    recipients = given.pop("recipients", {})
    for key in given:
        if key not in _KEYS:
            raise CommuniqueError(f"{where}: {key}: is no setting; there are {', '.join(_KEYS)}")
    told = {key: environment.get(f"{PREFIX}{key.upper()}") or given.get(key) for key in _KEYS}
    security = _read_security(told["security"] or "starttls", where)
    host = _require(told, "host", where)
    user = _text(told, "user", where)
    if user is not None and told["password"] is None:
        raise CommuniqueError(f"{where}: password: missing; set {PREFIX}PASSWORD")
    if user is not None and security == "none" and not _is_here(host):
        raise CommuniqueError(f"{where}: security: a password is not sent over an open line")
    return MailSettings(
        host=host,
        sender=_address(_require(told, "sender", where), f"{where}: sender"),
        port=_read_port(told["port"] or _PORTS[security], where),
        security=security,
        user=user,
        password=_text(told, "password", where),
        to=_address(told["to"], f"{where}: to") if told["to"] else None,
        link=(_text(told, "link", where) or "").rstrip("/"),
        authorities=_text(told, "authorities", where),
        recipients=_read_recipients(recipients, where),
    )


def _read_file(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise CommuniqueError(f"{path}: {(error.strerror or 'unreadable').lower()}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CommuniqueError(f"{path}: is no TOML: {error}") from error


def _read_recipients(given: object, where: str) -> Mapping[str, str]:
    if not isinstance(given, dict):
        raise CommuniqueError(f'{where}: recipients: write a table of NAME = "ADDRESS"')
    return {
        name.casefold(): _address(one, f"{where}: recipients.{name}") for name, one in given.items()
    }


def _read_security(given: object, where: str) -> Security:
    for one in _SECURITIES:
        if given == one:
            return one
    raise CommuniqueError(f"{where}: security: write starttls, tls or none")


def _require(told: Mapping[str, Any], key: str, where: str) -> str:
    found = _text(told, key, where)
    if not found:
        raise CommuniqueError(f"{where}: {key}: missing; set it, or {PREFIX}{key.upper()}")
    return found


def _text(told: Mapping[str, Any], key: str, where: str) -> str | None:
    value = told[key]
    if value is not None and (not isinstance(value, str) or any(c in value for c in "\r\n")):
        raise CommuniqueError(f"{where}: {key}: write a text")
    return value


def _read_port(given: object, where: str) -> int:
    try:
        port = int(str(given))
    except ValueError:
        port = 0
    if not 0 < port < 65536:
        raise CommuniqueError(f"{where}: port: write a number from 1 to 65535")
    return port


def _address(given: object, where: str) -> str:
    try:
        if not isinstance(given, str):
            raise ValueError
        address = Address(addr_spec=given)
        if not address.username or not address.domain:
            raise ValueError
    except (ValueError, IndexError) as error:  # the standard library's parser raises either
        raise CommuniqueError(f"{where}: {given!r} is no address; write name@host") from error
    return address.addr_spec


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
