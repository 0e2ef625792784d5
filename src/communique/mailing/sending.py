"""Sending letters by SMTP: all over one line, which is made safe first."""

import smtplib
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from communique.errors import CommuniqueError
from communique.mailing.settings import MailSettings
from communique.plain import strip_controls

_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one address; `text` is plain text."""

    to: str
    subject: str
    text: str


def send_letters(letters: Iterable[Letter], settings: MailSettings) -> list[str]:
    """Send letters, and return the addresses that the server refused, with its reasons.

    Raises `CommuniqueError`, one line, where the server can't be spoken with.
    """
    refused = []
    try:
        with _connect(settings) as line:
            for letter in letters:
                try:
                    line.send_message(_write(letter, settings))
                except smtplib.SMTPRecipientsRefused as error:
                    refused.append(f"{letter.to}: {_reason(error)}")
    except (OSError, smtplib.SMTPException) as error:
        where = f"mail server {settings.host}:{settings.port}"
        raise CommuniqueError(f"{where}: {_reason(error)}") from error
    return refused


def _connect(settings: MailSettings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if settings.authorities is not None:
        context.load_verify_locations(settings.authorities)
    line: smtplib.SMTP
    if settings.security == "tls":
        line = smtplib.SMTP_SSL(settings.host, settings.port, timeout=_SECONDS, context=context)
    else:
        line = smtplib.SMTP(settings.host, settings.port, timeout=_SECONDS)
    try:
        if settings.security == "starttls":
            # A server that can't is no reason to go on in the open: this raises.
            line.starttls(context=context)
        if settings.user is not None:
            line.login(settings.user, settings.password or "")
    except BaseException:
        line.close()
        raise
    return line


def _write(letter: Letter, settings: MailSettings) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = strip_controls(letter.subject)
    message["From"], message["To"] = settings.sender, letter.to
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=settings.sender.rpartition("@")[2])
    # So that no holiday's notice answers it.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, told = next(iter(error.recipients.values()))
        return strip_controls(f"{code} {told.decode('utf-8', 'replace')}")
    if isinstance(error, smtplib.SMTPResponseException):
        said: bytes | str = error.smtp_error
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        return strip_controls(f"{error.smtp_code} {words}")
    if isinstance(error, ssl.SSLError):
        return f"no safe connection ({error.reason or 'unknown'})".lower()
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return strip_controls(str(error)) or type(error).__name__
