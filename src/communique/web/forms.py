"""What forms sent, for routes that read more than a field or two.

A route takes `Sent` behind whom it is for, so that nothing of strangers is read.
"""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile


async def _sent(request: Request) -> AsyncIterator[FormData]:
    async with request.form() as form:
        yield form


Sent = Annotated[FormData, Depends(_sent)]


def field(form: FormData, name: str) -> str:
    """Return a field of a form as text, without space around; empty if it isn't there."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def fields(form: FormData, name: str) -> list[str]:
    """Return all fields of one name as texts."""
    return [value for value in form.getlist(name) if isinstance(value, str)]


def files(form: FormData, name: str) -> list[UploadFile]:
    """Return the files of a form that were chosen; an empty choice is none."""
    found = (value for value in form.getlist(name) if isinstance(value, UploadFile))
    return [one for one in found if one.filename]
