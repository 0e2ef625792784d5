"""Taking one input in: read in a process of its own, stored if it is new, counted in any case."""

from collections.abc import Callable

from communique.archive import Archive
from communique.archive.placing import NotSeen
from communique.document import Document
from communique.intake.account import Account
from communique.intake.inputs import Input
from communique.intake.reader import Reader
from communique.reading import SetAside

#: Who adds it doesn't see where the archive has it.
_ELSEWHERE = "can't be kept in this collection; ask an administrator"


def take_in(
    archive: Archive,
    given: Input,
    account: Account,
    reader: Reader,
    *,
    extractor: str,
    stopped: Callable[[], str | None] = lambda: None,
) -> None:
    """Store the documents of an input with their records; `account` tells what became of each.

    `extractor` is the program's version. Where `stopped` gives a reason, what isn't stored by
    then is set aside with it. Raises `ArchiveError` where the archive can't be written.
    """
    for one in reader.read(given):
        reason = stopped()
        if isinstance(one, SetAside):
            account.set_document_aside(one.name, one.reason)
        elif reason is not None:
            account.set_document_aside(one.name, reason)
            return
        elif archive.holds(one.id):
            account.count_known()
        else:
            _store(archive, one, account, reader, extractor)


def _store(
    archive: Archive, document: Document, account: Account, reader: Reader, extractor: str
) -> None:
    # Here, since it loads the parser's library, which serving pages can do without.
    from communique.language.analysis import LANGUAGES

    found = reader.extract()
    if isinstance(found, str):
        account.set_document_aside(document.name, found)
        return
    account.note_languages(document, LANGUAGES)
    try:
        done = archive.add(document, found, extractor=extractor)
    except NotSeen:
        account.set_document_aside(document.name, _ELSEWHERE)
        return
    account.count(document.name, done)
