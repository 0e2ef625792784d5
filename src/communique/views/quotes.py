"""Whether somebody said some words: the archive as the shelf on which they are looked up."""

from datetime import date

from communique.archive import Archive
from communique.errors import UnknownParty
from communique.linking.quoting import QuoteFinding, Scope, Shelf, check_quote
from communique.reference.parties import load_parties
from communique.views.findings import was_published


def look_up(
    archive: Archive,
    words: str,
    *,
    by: str | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    known_at: date | None = None,
) -> QuoteFinding:
    """Return whether `by`, a party or a person under any name, or anybody, said these words.

    `since` and `until` bound the days on which documents were published.
    """
    shelf = _shelve(archive, since, until, as_of, known_at)
    return check_quote(words, shelf, by=_who(by) if by is not None else None)


def _who(by: str) -> str:
    """Return the party's id that `by` names; a name that is no party's is a person's."""
    try:
        return load_parties().resolve(by)
    except UnknownParty:
        return by


def _shelve(
    archive: Archive,
    since: date | None,
    until: date | None,
    as_of: date | None,
    known_at: date | None,
) -> Shelf:
    listed = archive.documents(since=since, until=until, known_at=known_at)
    reached = [summary for summary in listed if was_published(summary, as_of)]
    ids = {summary.id for summary in reached}
    days = [d.end for s in reached if (d := s.published) is not None and d.end is not None]
    scope = Scope(
        documents=len(reached),
        first=min(days, default=None),
        last=max(days, default=None),
        publishers=tuple(sorted({p for s in reached if (p := s.publisher or s.agency)})),
    )
    return Shelf(
        search=lambda words, most: archive.search(words, most, as_of=as_of, known_at=known_at),
        text_of=lambda document: archive.text(document),
        records_of=lambda document: archive.records(
            document=document, as_of=as_of, known_at=known_at
        ),
        scope=scope,
        keep=lambda summary: summary.id in ids,
    )
