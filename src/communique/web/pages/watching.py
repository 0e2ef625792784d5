"""What somebody watches: searches and pairs, with a feed, a calendar and a digest of each."""

from datetime import date, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Form, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique.views.calendar import to_ics
from communique.views.digest import make_digest
from communique.views.digest_page import digest_to_markdown
from communique.views.news import list_news, to_atom
from communique.views.watched import (
    describe_question,
    link_watch,
    list_dates,
    question_of,
    write_question,
)
from communique.web.access import AnalystNeeded
from communique.web.desk import Open
from communique.web.following import (
    Following,
    Number,
    answer_fresh,
    base_of,
    owner_of,
    today_of,
    watches_of,
)
from communique.web.rendering import render
from communique.web.roles import Identity

router = APIRouter(include_in_schema=False)

_DAY = r"^(\d{4}-\d{2}-\d{2})?$"
#: A digest goes back so many days at most: to the beginning of what is new, not of the record.
_LONGEST = 366
Since = Annotated[str, Query(pattern=_DAY)]


@router.get("/watches")
def list_watches(request: Request, who: AnalystNeeded) -> HTMLResponse:
    """Show what one watches."""
    return _show(request, who)


@router.post("/watches")
def save_watch(
    request: Request,
    who: AnalystNeeded,
    name: Annotated[str, Form(max_length=200)] = "",
    kind: Annotated[Literal["search", "pair"], Form()] = "search",
    question: Annotated[str, Form(max_length=4000)] = "",
) -> Response:
    """Watch a search or a pair from now on."""
    kept = write_question(kind, question)
    watches_of(request).save(owner_of(request, who), name, kind, kept)
    return RedirectResponse("/watches", status_code=303)


@router.post("/watches/{key}/remove")
def remove_watch(request: Request, who: AnalystNeeded, key: Number) -> Response:
    """Watch something no longer."""
    watches_of(request).remove(owner_of(request, who), key)
    return RedirectResponse("/watches", status_code=303)


@router.post("/watches/{key}/address")
def make_address(request: Request, who: AnalystNeeded, key: Number) -> HTMLResponse:
    """Make the address for feed readers and show it, which is the only time it can be seen."""
    owner = owner_of(request, who)
    secret = watches_of(request).make_address(owner, key)
    answer = _show(request, who, made=(key, secret))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post("/watches/{key}/address/revoke")
def revoke_address(request: Request, who: AnalystNeeded, key: Number) -> Response:
    """Let the address for feed readers lead nowhere."""
    watches_of(request).revoke_address(owner_of(request, who), key)
    return RedirectResponse("/watches", status_code=303)


@router.get("/watches/digest.md")
def digest_all(request: Request, desk: Open, who: AnalystNeeded, since: Since = "") -> Response:
    """Give the digest of all that one watches, since yesterday or a day."""
    watches = watches_of(request).of(owner_of(request, who))
    today = today_of(request)
    digest = make_digest(desk, watches, since=_read_since(since, today), today=today)
    text = digest_to_markdown(digest, base=base_of(request))
    return Response(text, media_type="text/markdown")


@router.get("/watches/{key}/feed.atom")
def feed(request: Request, followed: Following, key: Number) -> Response:
    """Give what is new of a watch as an Atom feed."""
    watch, base = followed.watch, base_of(request)

    def make() -> bytes:
        news = list_news(followed.desk, watch)
        return to_atom(watch, news, base=base, address=request.url.path)

    return answer_fresh(request, followed, "application/atom+xml", make)


@router.get("/watches/{key}/calendar.ics")
def calendar(request: Request, followed: Following, key: Number) -> Response:
    """Give the dates of a watch as a calendar to subscribe to."""
    watch, today, base = followed.watch, today_of(request), base_of(request)

    def make() -> bytes:
        dates = list_dates(followed.desk, watch, today=today)
        return to_ics(dates, title=watch.name, as_of=today, base=base)

    return answer_fresh(request, followed, "text/calendar", make, today)


@router.get("/watches/{key}/digest.md")
def digest_one(request: Request, followed: Following, key: Number, since: Since = "") -> Response:
    """Give the digest of one watch, since yesterday or a day."""
    today = today_of(request)
    first = _read_since(since, today)

    def make() -> bytes:
        digest = make_digest(followed.desk, [followed.watch], since=first, today=today)
        return digest_to_markdown(digest, base=base_of(request)).encode()

    return answer_fresh(request, followed, "text/markdown", make, today, first)


def _show(request: Request, who: Identity, *, made: tuple[int, str] | None = None) -> HTMLResponse:
    watches = watches_of(request).of(owner_of(request, who))
    return render(
        request,
        "watches.html.j2",
        watches=[(w, describe_question(question_of(w)), link_watch(w)) for w in watches],
        made=made,
        base=base_of(request),
        yesterday=today_of(request) - timedelta(days=1),
    )


def _read_since(written: str, today: date) -> date:
    try:
        day = date.fromisoformat(written) if written else today - timedelta(days=1)
    except ValueError as error:
        raise HTTPException(422, f"{written}: there is no such day") from error
    if not today - timedelta(days=_LONGEST) <= day <= today:
        raise HTTPException(422, f"a digest is of {_LONGEST} days at most, up to today")
    return day
