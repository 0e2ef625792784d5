"""ETags: who has an answer already is told so, before anything is computed."""

import hashlib
import json
from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request, Response
from pydantic.json_schema import SkipJsonSchema

from communique.views.answers import edition
from communique.web.api.callers import ReaderCalls
from communique.web.desk import Open


def check_fresh(
    request: Request,
    response: Response,
    who: ReaderCalls,
    desk: Open,
    if_none_match: Annotated[
        str | SkipJsonSchema[None],
        Header(description="`ETag` of an earlier answer; 304 if it still holds."),
    ] = None,
) -> None:
    """Give the answer its `ETag`; raise 304 if the caller has the one that holds.

    It is taken before the answer is computed: of what changes meanwhile the next one tells.
    """
    asked = sorted(request.query_params.multi_items())
    # Others may see other collections of one archive.
    seen = None if desk.scope is None else desk.scope.key
    told = [edition(), desk.stamp(), seen, who.name, who.role, request.url.path, asked]
    tag = f'"{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Vary": "Authorization, Cookie"}
    given = {one.strip().removeprefix("W/") for one in (if_none_match or "").split(",")}
    # ("*" would ask whether there is any answer, which isn't known until the request is read.)
    if tag in given:
        raise HTTPException(304, headers=headers)
    response.headers.update(headers)
    request.state.headers = headers


fresh = Depends(check_fresh)
