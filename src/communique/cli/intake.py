"""What the commands that take documents in share: the inputs, and the account of them."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import typer

from communique.cli.output import advance, note, show_progress
from communique.document import Document
from communique.errors import CommuniqueError
from communique.reading import SetAside, iter_documents
from communique.records import Records

Result = TypeVar("Result")

#: What hostile text can make a parser or a rule of ours raise. One document's defect is
#: listed like any other reason to set it aside; it must not cost the run the others.
DEFECTS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


@dataclass
class Account:
    """What became of the inputs of one run; every input is counted exactly once."""

    added: int = 0
    known: int = 0
    records: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    without_lexicon: dict[str, list[str]] = field(default_factory=dict)

    def set_document_aside(self, name: str, reason: str) -> None:
        """List an input as failed."""
        self.set_aside.append(SetAside(name=name, reason=reason))

    def note_languages(self, document: Document, readable: Container[str]) -> None:
        """Remember the languages of the document's articles that are not `readable`."""
        for article in document.articles:
            language = article.metadata.language
            if language is not None and language not in readable:
                names = self.without_lexicon.setdefault(language, [])
                if document.name not in names:
                    names.append(document.name)

    def close(self, *, barren: bool = False) -> None:
        """Write the account to standard error; exit with 1 if an input failed or all was barren."""
        for language, names in sorted(self.without_lexicon.items()):
            note(f"no records from {len(names)} in language {language}, which has no lexicon:")
            for name in names:
                note(name, indent=2)
        if self.set_aside:
            note(f"set aside: {len(self.set_aside)}")
            for one in self.set_aside:
                note(f"{one.name}: {one.reason}", indent=2)
        if self.set_aside or barren:
            raise typer.Exit(1)


def take_documents(inputs: Iterable[str], day: date | None, account: Account) -> Iterator[Document]:
    """Yield the documents of `inputs` behind a progress bar; the unreadable go to `account`."""
    with show_progress("reading") as progress:
        for one in iter_documents(list(inputs), date=day):
            advance(progress, one.name)
            if isinstance(one, SetAside):
                account.set_aside.append(one)
            else:
                yield one


def extract_or_set_aside(document: Document, model: str, account: Account) -> Records | None:
    """Return the document's records; None if it was set aside instead."""
    # Imported when the first document is there: the parser takes longest to load.
    from communique.extraction import extract
    from communique.language.analysis import LANGUAGES

    account.note_languages(document, LANGUAGES)
    return try_or_set_aside(document, account, lambda one: extract(one, model=model))


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
        account.set_document_aside(
            document.name, f"defect of the program: {type(error).__name__}: {error}"
        )
    return None
