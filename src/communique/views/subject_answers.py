"""Pages of one thing, asked for by name or id, kept like briefs."""

from datetime import date
from typing import Literal

from communique.archive import Archive
from communique.errors import ArchiveError, CommuniqueError
from communique.linking.memory import Memory
from communique.views.abridging import abridge
from communique.views.answers import answer
from communique.views.choosing import choose_mechanism, choose_person
from communique.views.findings import was_published
from communique.views.issue_page import lay_out_issue
from communique.views.mechanism_page import lay_out_mechanism
from communique.views.page import Page
from communique.views.party_page import lay_out_party
from communique.views.person_page import lay_out_person
from communique.views.recall import Texts, recall
from communique.views.showing import find_thing, lay_out_record, lay_out_thing

SubjectKind = Literal["person", "organisation", "state", "issue", "mechanism"]


def show_subject(
    archive: Archive,
    kind: SubjectKind,
    name: str,
    *,
    among: tuple[str, ...] = (),
    as_of: date | None = None,
    known_at: date | None = None,
    most: int | None = None,
) -> Page:
    """Return the page of a person, a party (by its id), an issue or a mechanism; abridged to
    `most` lines a group if that is given.

    `among` are parties from whose documents it is told where the archive is too large to be
    linked whole; none for all. Raises `NotOnRecord`, with who or what may be meant, for a name
    that tells no one thing.
    """
    days = {"as_of": as_of, "known_at": known_at}
    parties = (name,) if kind in ("organisation", "state") else among

    def compute() -> object:
        memory = recall(archive, *parties, as_of=as_of, known_at=known_at)
        page = _lay_out(memory, kind, name)
        return (page if most is None else abridge(page, most)).model_dump(mode="json")

    options = {**days, "name": name, "most": most}
    return Page.model_validate(answer(archive, f"dossier/{kind}", parties, options, compute))


def show_id(
    archive: Archive,
    key: str,
    *,
    among: tuple[str, ...] = (),
    as_of: date | None = None,
    known_at: date | None = None,
) -> Page:
    """Return the page of a record or of a linked thing by its id.

    `among` is as in `show_subject`. Raises `NotOnRecord` where nothing has the id, or several
    begin so, `CommuniqueError` for a record of a page that was published after `as_of`.
    """
    try:
        located = archive.at(key, known_at=known_at)
    except ArchiveError:
        # No record: then it is linked, or nothing.
        return _show_linked(archive, key, among, as_of, known_at)
    if not was_published(located.stored.document, as_of):
        raise CommuniqueError(f"record {key} is of a page published after {as_of}")
    return lay_out_record(located)


def _show_linked(
    archive: Archive,
    key: str,
    among: tuple[str, ...],
    as_of: date | None,
    known_at: date | None,
) -> Page:
    def compute() -> object:
        memory = recall(archive, *among, as_of=as_of, known_at=known_at)
        page = lay_out_thing(memory, find_thing(memory, key), Texts(archive, ()))
        return page.model_dump(mode="json")

    options = {"as_of": as_of, "known_at": known_at, "id": key}
    return Page.model_validate(answer(archive, "show", among, options, compute))


def _lay_out(memory: Memory, kind: SubjectKind, name: str) -> Page:
    match kind:
        case "person":
            return lay_out_person(memory, choose_person(memory, name))
        case "mechanism":
            return lay_out_mechanism(memory, choose_mechanism(memory, name))
        case "issue":
            return lay_out_issue(memory, name)
        case "organisation" | "state":
            return lay_out_party(memory, name)
