"""How the API says what went wrong: one line, in `error`; and which answers a route may give."""

from typing import Any

from pydantic import BaseModel, Field


class Failure(BaseModel):
    """What went wrong, in one line."""

    error: str = Field(examples=["no state or organisation is called 'Atlantis'"])


_MEANS = {
    400: "What was asked for makes no sense to the archive.",
    401: "No token, or one that holds no longer.",
    403: "The role doesn't allow it, or the form token is missing.",
    404: "The archive has nothing of that id or name.",
    409: "It can't be done, or gone on with, as things stand now.",
    413: "The request is too large.",
    422: "A value is not of the form that is asked for.",
    429: "Too many requests; `Retry-After` says when to ask again.",
    503: "The archive is busy; `Retry-After` says when to ask again.",
}
_RETRY = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}
_UNCHANGED: dict[int | str, dict[str, Any]] = {
    304: {"description": "Unchanged since the answer with this `ETag`."}
}


def _describe(status: int) -> dict[str, Any]:
    told: dict[str, Any] = {"description": _MEANS[status], "model": Failure}
    return told | ({"headers": _RETRY} if status in (429, 503) else {})


#: What routes that read may answer, and those that change.
READING: dict[int | str, dict[str, Any]] = {
    **_UNCHANGED,
    **{status: _describe(status) for status in (400, 401, 403, 404, 422, 429, 503)},
}
LISTING: dict[int | str, dict[str, Any]] = {**READING, 409: _describe(409)}
CHANGING: dict[int | str, dict[str, Any]] = {status: _describe(status) for status in _MEANS}
