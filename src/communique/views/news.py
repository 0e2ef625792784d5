"""What is new of what is watched: records, the latest learnt first, and as a feed (RFC 4287)."""

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree

from communique.archive import Archive
from communique.archive.types import Stored
from communique.archive.watches import Watch
from communique.errors import ArchiveError
from communique.plain import strip_controls
from communique.records import Value
from communique.views.desk import Desk
from communique.views.links import link_words
from communique.views.summaries import summarise
from communique.views.watched import describe_question, link_watch, question_of

#: So many entries a feed has.
LATEST = 50
#: Of two versions of a page each record may come twice; so many more are looked at.
_SPARE = 4
#: Entries are known under these names for ever; changing it makes all of them new again.
_NAMES = uuid.UUID("8d6a8d0c-6a0e-5d6b-9f0e-6f3c7a1f2b54")
_ATOM = "http://www.w3.org/2005/Atom"
#: What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Text around the words of a record, in characters each way.
_MARGIN = 160


class News(Value):
    """A record that the archive has shown since `learnt`, and where its words stand.

    `key` is the same for what a later version of the page says in the same words. `words` are
    the record's own, `context` is the text that they stand in. `link` is relative to the desk.
    """

    key: str
    title: str
    learnt: datetime
    words: str
    context: str
    source: str
    publisher: str
    link: str


def list_news(
    desk: Desk, watch: Watch, *, learnt: datetime | None = None, limit: int = LATEST
) -> list[News]:
    """Return what is new of what is watched, the latest first.

    `learnt` leaves out what the archive showed before that moment. What an edited page says in
    the same words as before is no news: it stands where it came first.
    """
    wanted = question_of(watch).to_filter()
    found = desk.latest(wanted, learnt=learnt, limit=limit * _SPARE)
    return _tell(desk, choose_new(desk, found, learnt=learnt)[:limit])


def choose_new(
    archive: Archive, found: Iterable[Stored], *, learnt: datetime | None = None
) -> list[tuple[str, Stored]]:
    """Return the records, each with its key, without those that only say again what an earlier
    version of their page said; with `learnt`, also without those that it said before that.
    """
    pages: dict[str, str] = {}
    chosen: dict[str, Stored] = {}
    for one in found:
        page = pages.get(one.document.id) or _first_version(archive, one.document.id)
        pages[one.document.id] = page
        key = _name(page, one)
        if learnt is not None and page != one.document.id and _said_before(archive, one, learnt):
            continue
        chosen.setdefault(key, one)
    return list(chosen.items())


def to_atom(watch: Watch, news: Sequence[News], *, base: str, address: str) -> bytes:
    """Return what is new as an Atom feed.

    `base` is the address of the desk, without a slash at its end, under which links are given;
    `address` that of the feed, without any secret.
    """
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    made = watch.made_at.replace(tzinfo=UTC)
    _add(feed, "id", uuid.uuid5(_NAMES, f"watch {watch.key} {made.isoformat()}").urn)
    _add(feed, "title", f"{watch.name} – Communiqué")
    _add(feed, "subtitle", describe_question(question_of(watch)))
    _add(feed, "updated", max((one.learnt for one in news), default=made).isoformat())
    _add(_add(feed, "author"), "name", "Communiqué")
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{base}{address}")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{base}{link_watch(watch)}")
    for one in news:
        entry = _add(feed, "entry")
        _add(entry, "id", uuid.uuid5(_NAMES, one.key).urn)
        _add(entry, "title", one.title)
        _add(entry, "updated", one.learnt.isoformat())
        _add(entry, "link", rel="alternate", type="text/html", href=f"{base}{one.link}")
        _add(entry, "content", f"{one.context}\n\n“{one.words}”\n– {one.source}", type="text")
    ElementTree.indent(feed)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _tell(desk: Desk, chosen: Iterable[tuple[str, Stored]]) -> list[News]:
    told = []
    for key, one in chosen:
        row = summarise(one.record)
        passages = desk.at(one.id, margin=_MARGIN).context
        when = f"{row.when}, " if row.when else ""
        moment = one.since or one.document.added_at
        told.append(
            News(
                key=key,
                title=strip_controls(f"{row.kind.capitalize()}: {when}{row.who}: {row.what}"),
                learnt=moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment,
                words=" … ".join(strip_controls(e.text) for e in one.record.evidence),
                context=" … ".join(strip_controls(passage.text) for passage in passages),
                source=strip_controls(one.document.title or one.document.name),
                publisher=strip_controls(one.document.publisher or ""),
                link=link_words(one.document.id, ((e.start, e.end) for e in one.record.evidence)),
            )
        )
    return told


def _first_version(archive: Archive, document: str) -> str:
    try:
        return archive.versions(document)[0].id
    except ArchiveError:  # it was moved out of sight meanwhile
        return document


def _name(page: str, one: Stored) -> str:
    """Return what a record is known under for ever: where it was read first, and what it says."""
    row = summarise(one.record)
    words = " … ".join(evidence.text for evidence in one.record.evidence)
    return "\n".join((page, row.kind, row.who, row.when, row.what, words))


def _said_before(archive: Archive, one: Stored, learnt: datetime) -> bool:
    """Return whether an earlier version of the page said the same before a moment."""
    words = [evidence.text for evidence in one.record.evidence]
    row = summarise(one.record)
    for version in archive.versions(one.document.id):
        if version.id == one.document.id or version.added_at >= learnt:
            continue
        for earlier in archive.records(
            document=version.id, kind=one.record.kind, known_at=version.added_at
        ):
            same = [evidence.text for evidence in earlier.record.evidence] == words
            if same and summarise(earlier.record).what == row.what:
                return True
    return False


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name, attributes)
    if text is not None:
        made.text = _UNWRITABLE.sub("\ufffd", text)
    return made
