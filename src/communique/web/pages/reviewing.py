"""The review queue: one record at a time, decided on by one key, and taken back."""

import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO, Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from communique.archive.goldfile import name_gold
from communique.archive.types import Review
from communique.errors import ReviewConflict
from communique.records import RECORD_TYPES
from communique.reference.parties import load_parties
from communique.views import Desk
from communique.views.correcting import read_changes
from communique.views.mention_choices import find_mention, list_mentions
from communique.views.opinions import find_disagreements, find_unseconded
from communique.views.review_queue import (
    OUTCOMES,
    describe_review,
    find_next,
    find_task,
    list_again,
    list_queue,
    name_target,
)
from communique.web.access import AnalystNeeded
from communique.web.desk import Open
from communique.web.forms import Sent, field
from communique.web.marking import cut_at_hidden, mark_blocks
from communique.web.rendering import render
from communique.web.roles import Identity

router = APIRouter(include_in_schema=False)

Show = Literal["new", "second", "differ", "again", "log"]
_PIECE = 64 * 1024
_LISTED = 100
#: What the names of a record's own fields begin with in a form.
_FIELD = "set."


@router.get("/review")
def show_queue(
    request: Request,
    desk: Open,
    who: AnalystNeeded,
    show: Show = "new",
    kind: str = "",
    party: str = "",
) -> HTMLResponse:
    """Show what to review: doubtful records, what others decided, what is to be seen again."""
    chosen = _choose(kind, party)
    reviews = list(desk.reviews()) if show != "new" else []
    matters = {"second": find_unseconded(reviews, who.name), "differ": find_disagreements(reviews)}
    given = {review.id: review for review in reviews}
    again = list_again(desk) if show == "again" else []
    return render(
        request,
        "review.html.j2",
        show=show,
        kind=kind,
        party=party,
        kinds=tuple(RECORD_TYPES),
        chosen=_query(chosen),
        items=list_queue(desk, kind=chosen.get("kind"), party=chosen.get("party"))
        if show == "new"
        else [],
        matters=[(m, _name_all(desk, m.latest)) for m in matters.get(show, [])[:_LISTED]],
        again=[(one, describe_review(given[one.review]), OUTCOMES[one.outcome]) for one in again],
        log=[(one, _name_all(desk, one)) for one in reviews[: -_LISTED - 1 : -1]]
        if show == "log"
        else [],
        describe=describe_review,
    )


@router.get("/review/next")
def lead_on(
    request: Request,
    desk: Open,
    who: AnalystNeeded,
    kind: str = "",
    party: str = "",
    after: str | None = None,
    done: Annotated[int | None, Query(ge=1, le=2**62)] = None,
) -> Response:
    """Lead to the record to review next, behind `after`; `done` is the review given last."""
    chosen = _choose(kind, party)
    key = find_next(desk, after=after, kind=chosen.get("kind"), party=chosen.get("party"))
    query = _query(chosen | ({"done": str(done)} if done else {}))
    if key is None:
        return RedirectResponse(f"/review{query}", status_code=303)
    return RedirectResponse(f"/review/records/{key}{query}", status_code=303)


@router.get("/review/records/{key}")
def show_task(
    request: Request,
    desk: Open,
    who: AnalystNeeded,
    key: str,
    kind: str = "",
    party: str = "",
    done: Annotated[int | None, Query(ge=1, le=2**62)] = None,
) -> HTMLResponse:
    """Show a record to decide on, in its words, with what was decided before."""
    return render(
        request,
        "review_record.html.j2",
        task=find_task(desk, key),
        chosen=_choose(kind, party),
        query_on=_query(_choose(kind, party)),
        done=_find_done(desk, done),
        describe=describe_review,
    )


@router.get("/review/records/{key}/words")
def show_words(request: Request, desk: Open, who: AnalystNeeded, key: str) -> HTMLResponse:
    """Show the text of a record's document, to mark its words anew."""
    task = find_task(desk, key)
    record = task.located.stored.record
    document = desk.document(record.document_id)
    blocks = mark_blocks(document, [task.located.stored])
    return render(
        request,
        "review_words.html.j2",
        task=task,
        document=document,
        blocks=[(block, list(cut_at_hidden(block.pieces))) for block in blocks],
    )


@router.get("/review/records/{key}/links")
def show_links(
    request: Request,
    desk: Open,
    who: AnalystNeeded,
    key: str,
    done: Annotated[int | None, Query(ge=1, le=2**62)] = None,
) -> HTMLResponse:
    """Show what a record's mentions were joined with, and what they may be joined with."""
    task = find_task(desk, key)
    mentions = list_mentions(desk, task.located.stored)
    return render(
        request,
        "review_links.html.j2",
        task=task,
        mentions=mentions,
        done=_find_done(desk, done),
        describe=describe_review,
    )


@router.post("/review/records/{key}")
def decide(request: Request, desk: Open, who: AnalystNeeded, key: str, sent: Sent) -> Response:
    """Accept, reject or correct a record; lead to the next."""
    values = {name: value for name, value in sent.items() if isinstance(value, str)}
    try:
        done = _decide(desk, who, key, values)
    except ReviewConflict:
        return _show_conflict(request, desk, key, values)
    chosen = _choose(values.get("queue_kind", ""), values.get("queue_party", ""))
    query = _query(chosen | {"done": str(done.id)})
    # Who came from a document by himself wants to see what became of the record.
    onward = f"/review/records/{done.made}" if done.made else "/review/next"
    return RedirectResponse(f"{onward}{query}", status_code=303)


@router.post("/review/mentions")
def judge(request: Request, desk: Open, who: AnalystNeeded, sent: Sent) -> Response:
    """Join or split two mentions, or leave them to the rules."""
    told = {name: field(sent, name) for name in ("verdict", "kind", "left", "right", "seen", "why")}
    told["right"] = find_mention(desk, told["kind"], told["right"])
    key = told["left"].partition("/")[0]
    decisions = {"join": desk.join, "split": desk.split, "unsure": desk.unsure}
    if told["verdict"] not in decisions:
        raise HTTPException(422, "say whether to join, to split or to leave open")
    try:
        done = decisions[told["verdict"]](
            told["kind"],  # type: ignore[arg-type]
            told["left"],
            told["right"],
            who.name,
            told["why"],
            seen=told["seen"] or None,
        )
    except ReviewConflict:
        return _show_judged(request, desk, told)
    return RedirectResponse(f"/review/records/{key}/links?done={done.id}", status_code=303)


@router.post("/review/undo")
def undo(request: Request, desk: Open, who: AnalystNeeded, sent: Sent) -> Response:
    """Take a review back; lead to the record that it was about."""
    number = field(sent, "review")
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        raise HTTPException(422, "say which review to take back, by its number")
    done = desk.undo(int(number), who.name, field(sent, "why"))
    undone = next(one for one in desk.reviews() if one.id == done.undoes)
    key = undone.targets[0].partition("/")[0]
    tail = "" if undone.kind is None else "/links"
    return RedirectResponse(f"/review/records/{key}{tail}", status_code=303)


@router.get("/review/gold.zip")
def export_gold(request: Request, desk: Open, who: AnalystNeeded) -> Response:
    """Send the reviewed documents as gold files, one a document."""
    made = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in name_gold(desk.export_reviewed()):
            target.writestr(name, text)
    made.seek(0)
    headers = {"Content-Disposition": 'attachment; filename="gold.zip"'}
    return StreamingResponse(_pieces(made), media_type="application/zip", headers=headers)


def _decide(desk: Desk, who: Identity, key: str, values: Mapping[str, str]) -> Review:
    why, seen = values.get("why", "").strip(), values.get("seen", "")
    match values.get("verdict"):
        case "accept":
            return desk.accept(key, who.name, why, seen=seen)
        case "reject":
            return desk.reject(key, who.name, why, seen=seen)
        case "correct":
            record = desk.at(key, margin=0).stored.record
            changes = read_changes(record, _fields(values))
            if not changes:
                raise HTTPException(422, "nothing was changed; accept the record if it is right")
            return desk.correct(key, who.name, changes, why, seen=seen)
    raise HTTPException(422, "say whether to accept, to reject or to correct")


def _show_conflict(
    request: Request, desk: Desk, key: str, values: Mapping[str, str]
) -> HTMLResponse:
    """Show what was decided meanwhile beside what was about to be, with a form made anew."""
    task = find_task(desk, key)
    seen = values.get("seen", "").partition(".")[0]
    since = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 18 else 0
    fields = _fields(values)
    changes = {}
    if values.get("verdict") == "correct":
        changes = read_changes(task.located.stored.record, fields)
    return render(
        request,
        "review_conflict.html.j2",
        status=409,
        task=task,
        meanwhile=[one for one in task.reviews if one.id > since],
        verdict=values.get("verdict", ""),
        why=values.get("why", ""),
        changes=changes,
        fields=fields,
        describe=describe_review,
    )


def _show_judged(request: Request, desk: Desk, told: Mapping[str, str]) -> HTMLResponse:
    seen = told["seen"].partition(".")[0]
    since = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 18 else 0
    pair = {told["left"], told["right"]}
    found = [r for r in desk.reviews() if r.id > since and r.kind and pair & {*r.targets}]
    return render(
        request,
        "review_judged.html.j2",
        status=409,
        told=told,
        state=desk.state_of_mentions(told["kind"], told["left"], told["right"]),  # type: ignore[arg-type]
        names=[name_target(desk, told[side]) for side in ("left", "right")],
        meanwhile=found,
        describe=describe_review,
    )


def _find_done(desk: Desk, number: int | None) -> Review | None:
    """Return the review given last, for as long as it can be taken back."""
    if number is None:
        return None
    done = next((one for one in desk.reviews() if one.id == number), None)
    return done if done is not None and done.undone_by is None else None


def _fields(values: Mapping[str, str]) -> dict[str, str]:
    """Return what a form says of the record's own fields."""
    own = (name for name in values if name.startswith(_FIELD))
    return {name.removeprefix(_FIELD): values[name] for name in own}


def _name_all(desk: Desk, review: Review) -> str:
    return " | ".join(name_target(desk, one) for one in review.targets)


def _choose(kind: str, party: str) -> dict[str, str]:
    """Return the conditions of the queue that were given; raise `UnknownParty`, or 422."""
    if kind and kind not in RECORD_TYPES:
        raise HTTPException(422, f"no kind of records is called {kind[:40]!r}")
    chosen = {"kind": kind} if kind else {}
    return chosen | ({"party": load_parties().resolve(party)} if party.strip() else {})


def _query(values: Mapping[str, str]) -> str:
    return f"?{urlencode(values)}" if values else ""


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    with source:
        while piece := source.read(_PIECE):
            yield piece
