"""Commands that take documents in: read, extract, add."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli.modelling import Wanted, ask_model
from communique.cli.naming_oneself import login_name
from communique.cli.options import (
    DEFAULT_MODEL,
    ArchiveUrl,
    DateOption,
    Format,
    FormatOption,
    Inputs,
    LlmKeyOption,
    LlmModelOption,
    LlmOption,
    LlmTimeoutOption,
    ModelOption,
    ReferenceOption,
    ReportOption,
)

if TYPE_CHECKING:
    from communique.cli.intake import Account
    from communique.document import Document
    from communique.extraction import Adviser
    from communique.records import RecordBase, Records
    from communique.views import Desk

#: So long one question to a language model may take.
LLM_SECONDS = 300.0

#: So many inputs are named in the log of a run.
_NAMED = 3

_BLOCK_COLUMNS = ("document", "article", "kind", "start", "end", "text")


class Kind(StrEnum):
    """The record kinds, as `--kind` takes them."""

    ENGAGEMENT = "engagement"
    STATEMENT = "statement"
    COMMITMENT = "commitment"
    REQUEST = "request"
    POSITION = "position"
    MECHANISM = "mechanism"
    FIGURE = "figure"
    MEMBERSHIP = "membership"
    TENURE = "tenure"
    OCCASION = "occasion"
    AGENDA = "agenda"


def read(inputs: Inputs, day: DateOption = None, form: FormatOption = Format.TABLE) -> None:
    """Show how documents are read: their metadata and blocks, without the records."""
    from communique.cli.intake import Account, close, take_documents
    from communique.cli.output import print_rows

    account = Account()
    documents = take_documents(inputs, day, account)
    match form:
        case Format.TABLE:
            for document in documents:
                _show_document(document)
        case Format.JSONL:
            print_rows((d.model_dump(mode="json") for d in documents), (), form)
        case Format.CSV:
            rows = (row for document in documents for row in _block_rows(document))
            print_rows(rows, _BLOCK_COLUMNS, form)
    close(account)


def extract(
    inputs: Inputs,
    kinds: Annotated[
        list[Kind] | None,
        typer.Option("--kind", help="Only this kind; may be repeated.", show_default=False),
    ] = None,
    day: DateOption = None,
    model: ModelOption = DEFAULT_MODEL,
    form: FormatOption = Format.TABLE,
    llm: LlmOption = None,
    llm_model: LlmModelOption = None,
    llm_key_env: LlmKeyOption = None,
    llm_timeout: LlmTimeoutOption = LLM_SECONDS,
    report: ReportOption = None,
    reference: ReferenceOption = None,
) -> None:
    """Read the records out of documents and print them; nothing is stored."""
    from communique.cli.intake import Account, close, extract_or_set_aside, take_documents
    from communique.cli.output import note, print_rows

    account = Account()
    wanted = {kind.value for kind in kinds or Kind}

    def records(advisers: "Sequence[Adviser]") -> Iterator[tuple[str, "RecordBase"]]:
        for document in take_documents(inputs, day, account):
            found = extract_or_set_aside(document, model, account, advisers)
            for record in found if found is not None else ():
                if record.kind in wanted:
                    account.records += 1
                    yield document.name, record

    with ask_model(Wanted(llm, llm_model, llm_key_env, llm_timeout, report)) as advisers:
        found = records(advisers)
        if form is Format.TABLE:
            _show_records(found)
        else:
            columns = _record_columns(wanted) if form is Format.CSV else ()
            print_rows((record.to_row(name) for name, record in found), columns, form)
    if not account.records:
        note("no records")
    close(account, barren=not account.records)


def add(
    inputs: Inputs,
    archive: ArchiveUrl = None,
    day: DateOption = None,
    model: ModelOption = DEFAULT_MODEL,
    llm: LlmOption = None,
    llm_model: LlmModelOption = None,
    llm_key_env: LlmKeyOption = None,
    llm_timeout: LlmTimeoutOption = LLM_SECONDS,
    report: ReportOption = None,
    reference: ReferenceOption = None,
) -> None:
    """Read documents and store them with their records in the archive.

    The folder of a data set, which `communique batch` wrote, is taken in with its records. What
    is there already is left as it is; what can't be read is listed at the end.
    """
    from communique.batch.outputs import find_manifest
    from communique.cli.intake import Account, close
    from communique.cli.output import note
    from communique.intake import RunLog
    from communique.views import open_archive

    with (
        ask_model(Wanted(llm, llm_model, llm_key_env, llm_timeout, report)) as advisers,
        open_archive(archive) as desk,
        RunLog.begun(desk, login_name() or "", "command line", _describe_inputs(inputs)) as log,
    ):
        account = Account(log=log)
        sets = {one: told for one in inputs if (told := find_manifest(Path(one))) is not None}
        store_data_sets(desk, sets, account)
        others = [one for one in inputs if one not in sets]
        store_inputs(desk, others, account, day=day, model=model, advisers=advisers)
    note(f"added {_count(account.added, 'document')} with {_count(account.records, 'record')}")
    if account.known:
        note(f"already known: {account.known}")
    close(account, barren=account.added > 0 and not account.records)


def store_inputs(
    desk: "Desk",
    inputs: Iterable[str],
    account: "Account",
    *,
    day: date | None = None,
    model: str = DEFAULT_MODEL,
    advisers: "Sequence[Adviser]" = (),
) -> None:
    """Store each document of `inputs` with its records; `account` tells what became of it."""
    from communique.cli.intake import take_documents
    from communique.intake import store_documents

    documents = take_documents(inputs, day, account)
    store_documents(desk, documents, account, model=model, extractor=_version(), advisers=advisers)


def store_data_sets(
    desk: "Desk", manifests: Mapping[str, Mapping[str, Any]], account: "Account"
) -> None:
    """Store the documents of data sets, given by folder, with their records."""
    from communique.cli.output import note
    from communique.intake import store_read

    for folder, manifest in manifests.items():
        read = _read_data_set(folder, manifest)
        store_read(desk, read, account, extractor=manifest["program"])
        if copies := manifest["counts"].get("copies"):
            note(f"{folder}: {copies:,} more documents are copies of these")


def _read_data_set(
    folder: str, manifest: Mapping[str, Any]
) -> Iterator[tuple["Document", "Records"]]:
    from communique.cli.output import advance, show_progress
    from communique.errors import MissingExtra

    try:
        from communique.batch.datasets import iter_data_set
    except ModuleNotFoundError as error:
        raise MissingExtra("batch", error.name or "") from error
    with show_progress("adding") as progress:
        for document, records in iter_data_set(Path(folder), manifest):
            advance(progress, document.name)
            yield document, records


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (read, extract, add):
        app.command()(command)


def _show_document(document: "Document") -> None:
    from communique.cli.output import print_line, print_table
    from communique.views.dates import describe_date

    print_line(f"{document.name}: {document.media_type}, {len(document.text)} characters")
    for number, article in enumerate(document.articles, 1):
        given = article.metadata
        fields = {
            "title": given.title,
            "publisher": given.publisher,
            "agency": given.agency,
            "published": describe_date(given.published.date) if given.published else None,
            "updated": describe_date(given.updated.date) if given.updated else None,
            "dateline": given.dateline_place,
            "language": given.language,
            "address": given.url,
        }
        if len(document.articles) > 1:
            print_line(f"article {number}")
        for name, value in fields.items():
            print_line(f"{name}: {value or '–'}", indent=2)
        print_table(
            ("block", "span", "text"),
            (
                (block.kind, f"{block.start}–{block.end}", document.slice(block.start, block.end))
                for block in article.blocks
            ),
            wide="text",
        )


def _block_rows(document: "Document") -> Iterator[dict[str, Any]]:
    for number, article in enumerate(document.articles):
        for block in article.blocks:
            yield {
                "document": document.name,
                "article": number,
                "kind": block.kind,
                "start": block.start,
                "end": block.end,
                "text": document.slice(block.start, block.end),
            }


def _show_records(records: Iterable[tuple[str, "RecordBase"]]) -> None:
    """Print one table a document, as soon as the document is read."""
    from itertools import groupby

    from communique.cli.output import print_table
    from communique.views.summaries import summarise

    for name, group in groupby(records, key=lambda pair: pair[0]):
        summaries = [summarise(record) for _, record in group]
        print_table(
            ("kind", "who", "when", "what", "span"),
            ((s.kind, s.who, s.when, s.what, s.spans) for s in summaries),
            wide="what",
            title=name,
        )


def _record_columns(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of CSV: what all kinds share, then the fields of `kinds`."""
    from communique.records import RECORD_TYPES, RecordBase

    shared = ("document", "kind", "id", "spans", "text", "source", "claimed_by", "topics")
    left_out = {*RecordBase.model_fields, *shared}
    own = dict.fromkeys(
        field
        for kind, type_ in RECORD_TYPES.items()
        if kind in kinds
        for field in type_.model_fields
        if field not in left_out
    )
    return (*shared, "confidence", *own)


def _version() -> str:
    import communique

    return str(communique.__version__)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _describe_inputs(inputs: list[str]) -> str:
    more = len(inputs) - _NAMED
    named = ", ".join(one[-200:] for one in inputs[:_NAMED])
    return f"{named} and {more} more" if more > 0 else named
