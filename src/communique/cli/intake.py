"""What the commands that take documents in share: a progress bar, and the account at the end."""

from collections.abc import Iterable, Iterator
from datetime import date

import typer

from communique.cli.output import advance, note, show_progress
from communique.document import Document
from communique.intake import Account, extract_or_set_aside, try_or_set_aside

__all__ = ["Account", "close", "extract_or_set_aside", "take_documents", "try_or_set_aside"]


def take_documents(inputs: Iterable[str], day: date | None, account: Account) -> Iterator[Document]:
    """Yield the documents of `inputs` behind a progress bar; the unreadable go to `account`."""
    with show_progress("reading") as progress:
        for document in account.take(inputs, day):
            advance(progress, document.name)
            yield document


def close(account: Account, *, barren: bool = False) -> None:
    """Write the account to standard error; exit with 1 if an input failed or all was barren."""
    for language, names in sorted(account.without_lexicon.items()):
        note(f"no records from {len(names)} in language {language}, which has no lexicon:")
        for name in names:
            note(name, indent=2)
    if account.set_aside:
        note(f"set aside: {len(account.set_aside)}")
        for one in account.set_aside:
            note(f"{one.name}: {one.reason}", indent=2)
    if account.set_aside or barren:
        raise typer.Exit(1)
