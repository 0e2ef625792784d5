"""Reviews: the log of what people decided, and deciding."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from communique.archive.types import Judged, Review
from communique.errors import ArchiveError, ReviewConflict
from communique.views import Desk
from communique.web.api.answering import answer_json
from communique.web.api.callers import AnalystCalls, reader
from communique.web.api.cursors import go_on
from communique.web.api.errors import CHANGING, LISTING
from communique.web.api.examples import REVIEWS
from communique.web.api.fresh import fresh
from communique.web.api.models import Part, Reviewed
from communique.web.api.parameters import Cursor, Id, Limit, OnDays, SomeId
from communique.web.api.place import PREFIX
from communique.web.desk import Open
from communique.web.failures import describe_error

router = APIRouter(prefix=PREFIX, tags=["reviews"])

Why = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Seen = Annotated[
    str | None,
    Field(
        max_length=80,
        description="`state` of the record that was looked at; 409 if it is another by now.",
    ),
]
Mention = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]+$")]


class _Given(BaseModel):
    """Base of what a reviewer sends."""

    model_config = ConfigDict(extra="forbid", strict=True)

    why: Why = ""


class Judgement(_Given):
    """A record is right, or wrong."""

    verdict: Literal["accept", "reject"]
    record: Id
    seen: Seen = None


class Correction(_Given):
    """How a record is right: fields in the names and JSON form of the record's row.

    `spans` (and a statement's `content`) are pairs of offsets into the document's text.
    """

    verdict: Literal["correct"]
    record: Id
    seen: Seen = None
    changes: dict[str, Any] = Field(min_length=1, examples=[{"status": "held"}])


class Linking(_Given):
    """Two mentions are of one thing (join), of two (split), or nobody can tell (unsure).

    A mention is a record's id; of a person it is `record id/name`.
    """

    verdict: Literal["join", "split", "unsure"]
    kind: Judged
    left: Mention
    right: Mention


class Undoing(_Given):
    """A review is taken back; what held without it holds again."""

    verdict: Literal["undo"]
    review: int = Field(ge=1, le=2**31 - 1)


Given = Annotated[
    Judgement | Correction | Linking | Undoing,
    Body(discriminator="verdict", openapi_examples=REVIEWS),
]


@router.get(
    "/reviews", responses=LISTING, response_model=Part[Reviewed], dependencies=[reader, fresh]
)
def list_reviews(
    request: Request,
    desk: Open,
    days: OnDays,
    document: SomeId = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """List the reviews in the order in which they were given, those taken back and undos too."""
    found = list(desk.reviews(document=document, known_at=days.known_at))
    rows = [{"id": str(one.id), "review": one} for one in found]
    part, following = go_on(request, rows, cursor, limit)
    items = tuple(Reviewed.model_validate(row["review"]) for row in part)
    return answer_json(request, Part(items=items, next=following))


@router.post("/reviews", responses=CHANGING, response_model=Reviewed, status_code=201)
def give_review(desk: Open, who: AnalystCalls, given: Given) -> Reviewed:
    """Decide on a record, on two mentions, or take a decision back; signed by the caller."""
    try:
        return Reviewed.model_validate(_decide(desk, who.name, given))
    except ArchiveError as error:
        raise HTTPException(*_refusal(desk, given, error)) from error


def _decide(desk: Desk, by: str, given: Judgement | Correction | Linking | Undoing) -> Review:
    match given:
        case Judgement(verdict="accept"):
            return desk.accept(given.record, by, given.why, seen=given.seen)
        case Judgement():
            return desk.reject(given.record, by, given.why, seen=given.seen)
        case Correction():
            return desk.correct(given.record, by, given.changes, given.why, seen=given.seen)
        case Linking(verdict="join"):
            return desk.join(given.kind, given.left, given.right, by, given.why)
        case Linking(verdict="split"):
            return desk.split(given.kind, given.left, given.right, by, given.why)
        case Linking():
            return desk.unsure(given.kind, given.left, given.right, by, given.why)
        case Undoing():
            return desk.undo(given.review, by, given.why)


def _refusal(desk: Desk, given: BaseModel, error: ArchiveError) -> tuple[int, str]:
    """Return how a refused review is answered: unknown, against what holds, or senseless."""
    told = describe_error(error, desk.path)
    if isinstance(error, ReviewConflict):
        return 409, told
    if isinstance(given, Undoing):
        return (409 if any(one.id == given.review for one in desk.reviews()) else 404), told
    return (404 if "has no record" in told else 400), told
