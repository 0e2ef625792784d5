"""What a reviewer is shown: what to look at first, and one record with all that was decided."""

from dataclasses import dataclass

from communique.archive import Archive
from communique.archive.types import Carried, Doubtful, Located, Review
from communique.errors import ArchiveError
from communique.views.correcting import Field, list_fields
from communique.views.opinions import VERDICTS, Matter, find_matters
from communique.views.summaries import Summary, summarise

#: What became of a review in the newest version of its page, in words.
OUTCOMES = {
    "held": "holds",
    "edited": "words edited",
    "removed": "words gone",
    "otherwise": "same words, read otherwise",
}
#: So far the next one is looked for behind the one at hand.
_AHEAD = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """A record in the queue, with its words and its document."""

    place: Doubtful
    summary: Summary
    words: str
    located: Located


@dataclass(frozen=True, slots=True)
class Task:
    """One record to decide on: `state` is what the decision is made from."""

    located: Located
    summary: Summary
    state: str
    fields: tuple[Field, ...]
    reviews: tuple[Review, ...]
    matter: Matter | None
    shown: bool


def list_queue(
    archive: Archive, *, kind: str | None = None, party: str | None = None, limit: int = 25
) -> list[Item]:
    """Return the records to review first; see `Archive.doubtful`."""
    items = []
    for place in archive.doubtful(kind=kind, party=party, limit=limit):
        located = archive.at(place.record_id, margin=60)
        record = located.stored.record
        words = " … ".join(span.text for span in record.evidence)
        items.append(Item(place, summarise(record), words, located))
    return items


def find_next(
    archive: Archive, *, after: str | None = None, kind: str | None = None, party: str | None = None
) -> str | None:
    """Return the record to review next: the first of the queue, or the one behind `after`."""
    limit = 2 if after is None else _AHEAD
    keys = [one.record_id for one in archive.doubtful(kind=kind, party=party, limit=limit)]
    if after in keys:
        keys = keys[keys.index(after) + 1 :]
    return next((key for key in keys if key != after), None)


def find_task(archive: Archive, record_id: str) -> Task:
    """Return a record with what was decided on it; raise `ArchiveError` if there is none."""
    # The state comes first: what is decided while the rest is read must not be overlooked.
    state = archive.state_of(record_id)
    located = archive.at(record_id, margin=300)
    reviews = tuple(archive.reviews_of(record_id))
    return Task(
        located=located,
        summary=summarise(located.stored.record),
        state=state,
        fields=list_fields(located.stored.record),
        reviews=reviews,
        matter=next(iter(find_matters(reviews)), None),
        shown=located.stored.since is not None,
    )


def list_again(archive: Archive) -> list[Carried]:
    """Return the reviews to look at again, since their words were edited in a newer version."""
    return [one for one in archive.carried() if one.outcome != "held"]


def describe_review(review: Review) -> str:
    """Return who decided what and when, in words."""
    if review.undoes is not None:
        told = f"took review {review.undoes} back"
    else:
        told = VERDICTS[review.verdict]
    if review.changes:
        told += ": " + ", ".join(f"{name} → {value}" for name, value in review.changes.items())
    why = f" ({review.why})" if review.why else ""
    back = ", taken back" if review.undone_by is not None else ""
    return f"{review.by} {told}{back}, {review.at:%Y-%m-%d %H:%M} UTC{why}"


def name_target(archive: Archive, mention: str) -> str:
    """Return what a record, or a person named in it, is called in one line."""
    record_id, _, name = mention.partition("/")
    try:
        summary = summarise(archive.at(record_id, margin=0).stored.record)
    except ArchiveError:
        return mention
    told = f"{summary.kind}: {summary.who}, {summary.what}"
    return f"{name} in {told}" if name else told
