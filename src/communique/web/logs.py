"""What the server writes to standard error: lines for people, or JSON for programs.

No line holds words of documents, what was searched for, addresses with their queries, or tokens.
So of a defect its kind is told and where in the program it happened, not its message, which may
quote what was being read; and of what libraries have to say only that they said it.
"""

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from typing import Any, Literal, TextIO

#: How lines are written; `off` leaves out those on requests.
Format = Literal["text", "json", "off"]
#: Whose messages are known to hold nothing but what may be told.
_OWN = ("communique.", "uvicorn.")


def set_up(form: Format, stream: TextIO | None = None) -> None:
    """Let all that is logged go to a stream, by default standard error, in one form."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    requests = logging.getLogger("communique.requests")
    requests.setLevel(logging.WARNING if form == "off" else logging.INFO)


class _Lines(logging.Formatter):
    """What both forms tell of an entry."""

    def tell(self, record: logging.LogRecord) -> dict[str, Any]:
        """Return the fields of a line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {"at": at, "level": record.levelname.lower()}
        own = f"{record.name}.".startswith(_OWN)
        told["what"] = record.getMessage().strip() if own else f"a message of {record.name}"
        told.update(getattr(record, "told", {}))
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            told["error"] = type(error).__name__
            frames = traceback.extract_tb(error.__traceback__)
            told["where"] = [f"{f.name} ({_shorten(f.filename)}:{f.lineno})" for f in frames[-12:]]
            if os.environ.get("COMMUNIQUE_DEBUG"):
                told["message"] = str(error)
        return told


class JsonLines(_Lines):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of an entry."""
        return json.dumps(self.tell(record), ensure_ascii=False)


class TextLines(_Lines):
    """A line for people; where a defect happened stands below it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of an entry."""
        told = self.tell(record)
        if "route" in told:
            return (
                f"{told['at'][:19]} {told['method']} {told['route']} {told['status']} "
                f"{told['ms']:g} ms {told['user'] or '-'} {told['request']}"
            )
        error = "".join(f" {told[name]}" for name in ("error", "message") if name in told)
        where = "".join(f"\n    {frame}" for frame in told.get("where", ()))
        return f"{told['at'][:19]} {told['level']}: {told['what']}{error}{where}"


def _shorten(path: str) -> str:
    """Return where a file lies in its package, not on this machine."""
    return "/".join(path.replace(os.sep, "/").split("/")[-3:])
