"""Adding documents from the page, and what became of them."""

import io
from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique.intake.inputs import Pasted
from communique.intake.worker import Worker
from communique.plain import strip_controls
from communique.views import Desk
from communique.views.runs import describe_item, describe_run
from communique.web.access import EditorNeeded
from communique.web.desk import Open
from communique.web.forms import Sent, field, files
from communique.web.rendering import render

router = APIRouter(include_in_schema=False)

#: So many inputs of a run stand on its page; those that were set aside come first.
_MOST_ITEMS = 500
_LONGEST_NAME = 80

#: What no database takes for a number is none of a run.
Number = Annotated[int, Path(ge=1, le=2**62)]


@router.get("/add")
def show_adding(request: Request, desk: Open, who: EditorNeeded) -> HTMLResponse:
    """Show the forms: files, a text, an address."""
    most = request.app.state.settings.upload_limit // 1024 // 1024
    return render(request, "add.html.j2", most=most, collections=desk.collections())


@router.post("/add/files")
def add_files(request: Request, desk: Open, who: EditorNeeded, sent: Sent) -> Response:
    """Take in files; lead to the page of the run."""
    given = ((one.filename or "", one.file) for one in files(sent, "files"))
    return _lead_to(_worker(request).submit_files(_into(desk, sent), who.name, given))


@router.post("/add/text")
def add_text(request: Request, desk: Open, who: EditorNeeded, sent: Sent) -> Response:
    """Take in a pasted text with its title, publisher and date."""
    # Browsers send each end of a line as two characters; texts have one.
    text = str(sent.get("text", "")).replace("\r\n", "\n")
    if not text.strip():
        raise HTTPException(422, "there is no text; paste one")
    title = strip_controls(field(sent, "title")) or None
    opening = strip_controls(text[: 4 * _LONGEST_NAME])
    given = Pasted(
        name=(title or opening)[:_LONGEST_NAME],
        day=_read_day(field(sent, "date")),
        title=title,
        publisher=strip_controls(field(sent, "publisher")) or None,
    )
    stream = io.BytesIO(text.encode("utf-8", "replace"))
    return _lead_to(_worker(request).submit_text(_into(desk, sent), who.name, stream, given))


@router.post("/add/address")
def add_address(request: Request, desk: Open, who: EditorNeeded, sent: Sent) -> Response:
    """Fetch the page at an address and take it in."""
    address = field(sent, "address")
    return _lead_to(_worker(request).submit_url(_into(desk, sent), who.name, address))


@router.get("/runs")
def list_runs(request: Request, desk: Open, who: EditorNeeded) -> HTMLResponse:
    """Show what was taken in, the latest first."""
    return render(request, "runs.html.j2", runs=[(r, describe_run(r)) for r in desk.runs()])


@router.get("/runs/{number}")
def show_run(request: Request, desk: Open, who: EditorNeeded, number: Number) -> HTMLResponse:
    """Show how far a run is, what it added, and what it set aside and why."""
    run = desk.run(number)
    failed = desk.run_items(number, outcomes=("set aside", "no lexicon"), limit=_MOST_ITEMS)
    added = desk.run_items(number, outcomes=("added",), limit=_MOST_ITEMS)
    return render(
        request,
        "run.html.j2",
        run=run,
        told=describe_run(run),
        failed=[(one, describe_item(one)) for one in failed],
        added=[(one, describe_item(one)) for one in added],
        most=_MOST_ITEMS,
    )


def _worker(request: Request) -> Worker:
    worker: Worker = request.app.state.intake
    return worker


def _into(desk: Desk, sent: FormData) -> Desk:
    """Return the archive, adding to the collection that was chosen; to that of all if none was."""
    chosen = field(sent, "collection")
    if not chosen:
        return desk
    known = {str(one.key): one.key for one in desk.collections()}
    if chosen not in known:
        raise HTTPException(404, "there is no such collection; choose one of the list")
    return desk.adding_to(known[chosen])


def _lead_to(run: int) -> Response:
    return RedirectResponse(f"/runs/{run}", status_code=303)


def _read_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise HTTPException(422, f"{written[:40]!r} is no day; write YYYY-MM-DD") from error
