"""The account of one run: what became of each input, and why what failed was set aside."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from communique.archive.types import Added, RunItem
from communique.document import Document
from communique.errors import CommuniqueError
from communique.intake.runlog import RunLog
from communique.reading import SetAside, iter_documents
from communique.records import Records

if TYPE_CHECKING:
    from communique.extraction import Adviser

Result = TypeVar("Result")

#: What hostile text can make a parser or a rule of ours raise. One document's defect is
#: listed like any other reason to set it aside; it must not cost the run the others.
DEFECTS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


@dataclass
class Account:
    """What became of the inputs of one run; every input is counted exactly once.

    What is counted is also noted in `log`, if there is one.
    """

    added: int = 0
    known: int = 0
    records: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    without_lexicon: dict[str, list[str]] = field(default_factory=dict)
    log: RunLog | None = None

    def count(self, name: str, done: Added) -> None:
        """Count a document as the archive tells that it is stored or was."""
        if done.added:
            self.count_added(name, done.document_id, done.records)
        else:
            self.count_known()

    def count_added(self, name: str, document_id: str, records: int) -> None:
        """Count a document that is stored now."""
        self.added += 1
        self.records += records
        self._note(RunItem("added", name, document_id, records))

    def count_known(self) -> None:
        """Count a document that the archive held already."""
        self.known += 1
        if self.log is not None:
            self.log.note_known()

    def set_document_aside(self, name: str, reason: str) -> None:
        """List an input as failed."""
        self.set_aside.append(SetAside(name=name, reason=reason))
        self._note(RunItem("set aside", name, reason=reason))

    def note_languages(self, document: Document, readable: Container[str]) -> None:
        """Remember the languages of the document's articles that are not `readable`."""
        for article in document.articles:
            language = article.metadata.language
            if language is not None and language not in readable:
                names = self.without_lexicon.setdefault(language, [])
                if document.name not in names:
                    names.append(document.name)
                    self._note(RunItem("no lexicon", document.name, reason=language))

    def take(self, inputs: Iterable[str], day: date | None) -> Iterator[Document]:
        """Yield the documents of `inputs`; the unreadable are set aside.

        `day` is that of documents that don't tell theirs.
        """
        for one in iter_documents(list(inputs), date=day):
            if self.log is not None:
                self.log.note_at_hand(one.name)
            if isinstance(one, SetAside):
                self.set_document_aside(one.name, one.reason)
            else:
                yield one

    def _note(self, item: RunItem) -> None:
        if self.log is not None:
            self.log.note(item)


def extract_or_set_aside(
    document: Document, model: str, account: Account, advisers: "Sequence[Adviser]" = ()
) -> Records | None:
    """Return the document's records; None if it was set aside instead.

    The extractors of plug-ins are asked, then `advisers`.
    """
    # Imported when the first document is there: the parser takes longest to load.
    from communique.extraction import extract
    from communique.extraction.plugged import installed_extractors
    from communique.language.analysis import LANGUAGES

    everybody: tuple[Adviser, ...] = (*installed_extractors(), *advisers)
    account.note_languages(document, LANGUAGES)
    return try_or_set_aside(
        document, account, lambda one: extract(one, model=model, advisers=everybody)
    )


def try_or_set_aside(
    document: Document, account: Account, read: Callable[[Document], Result]
) -> Result | None:
    """Return what `read` makes of the document; None if it was set aside instead."""
    from communique.language.model import UnknownModel

    try:
        return read(document)
    except UnknownModel:
        # Nothing is wrong with the document: without the model, no other would do better.
        raise
    except CommuniqueError as error:
        account.set_document_aside(document.name, str(error))
    except DEFECTS as error:
        account.set_document_aside(document.name, name_defect(error))
    return None


def name_defect(error: BaseException) -> str:
    """Return what a document is set aside with where the program itself failed on it."""
    return f"defect of the program: {type(error).__name__}: {error}"
