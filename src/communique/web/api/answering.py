"""Answers out of plain data that is known to be right: nothing is validated again."""

from typing import Any

from fastapi import Request, Response
from pydantic_core import to_json

JSON = "application/json"


def answer_json(request: Request, data: Any) -> Response:
    """Return plain data or models as they are."""
    return Response(to_json(data), media_type=JSON, headers=getattr(request.state, "headers", {}))
