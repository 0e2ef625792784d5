"""Words: documents that hold them, and whether somebody ever said them."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from communique.linking.quoting import QuoteFinding
from communique.views.quotes import look_up
from communique.web.api.answering import answer_json
from communique.web.api.callers import reader
from communique.web.api.errors import READING
from communique.web.api.fresh import fresh
from communique.web.api.models import Found, Part
from communique.web.api.parameters import OnDays, SomeDay, SomeName, Words
from communique.web.api.place import PREFIX
from communique.web.desk import Open

router = APIRouter(prefix=PREFIX, tags=["words"], dependencies=[reader, fresh])


@router.get("/search", responses=READING, response_model=Part[Found])
def search(
    request: Request,
    desk: Open,
    days: OnDays,
    q: Annotated[
        Words,
        Query(
            description="Words in any ending, “phrases”, begin*nings: all of them.",
            examples=["strategic dialogue"],
        ),
    ],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:
    """Find the documents that hold all the words, best first, and their records that do so too."""
    hits = desk.search(q, limit, **days.bounds)
    return answer_json(request, Part(items=tuple(map(Found.of, hits))))


@router.get("/quote", responses=READING, response_model=QuoteFinding)
def check_quote(
    request: Request,
    desk: Open,
    days: OnDays,
    words: Annotated[
        Words,
        Query(
            description="The wording; … or [words] stand for any words.",
            examples=["stable and mutually beneficial relations"],
        ),
    ],
    by: SomeName = None,
    since: SomeDay = None,
    until: SomeDay = None,
) -> Response:
    """Tell whether somebody said these words: verbatim, altered, paraphrased, or absent.

    `by` is a party or a person; `since` and `until` bound the days of publication.
    """
    if not any(character.isalnum() for character in words):
        raise HTTPException(400, "words: there is no word to look up")
    found = look_up(desk, words, by=by, since=since, until=until, **days.bounds)
    return answer_json(request, found)
