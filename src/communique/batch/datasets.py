"""A finished data set read back: documents with their records, a part at a time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from communique.archive.rows import RECORD, read_document
from communique.batch.writing import ROWS
from communique.document import Document
from communique.errors import CommuniqueError
from communique.records import RecordBase, Records

_DOCUMENT = ("id", "is_head", "name", "text", "structure", "sha256", "media_type")


def iter_data_set(folder: Path, manifest: Mapping[str, Any]) -> Iterator[tuple[Document, Records]]:
    """Yield the documents of a data set whose records were read, with these; no copies.

    Raises `CommuniqueError` for a file that is missing or isn't what the data set had.
    """
    files: defaultdict[str, list[str]] = defaultdict(list)
    for name in manifest["files"]:
        table, *_, file = name.split("/")
        if table in ("documents", "records"):
            files[file].append(name)
    for file in sorted(files):
        documents = [name for name in files[file] if name.startswith("documents/")]
        records = [name for name in files[file] if name.startswith("records/")]
        yield from _iter_part(folder, documents, records)


def _iter_part(
    folder: Path, documents: list[str], records: list[str]
) -> Iterator[tuple[Document, Records]]:
    found: defaultdict[str, list[RecordBase]] = defaultdict(list)
    for name in records:
        for row in _read(folder, name, ("document_id", "record")):
            with _naming(folder / name):
                found[row["document_id"]].append(RECORD.validate_json(row["record"]))
    for name in documents:
        for row in _read(folder, name, _DOCUMENT):
            if row["is_head"]:
                with _naming(folder / name):
                    document = read_document(row)
                yield document, Records(found.get(row["id"], ()))


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Raise `CommuniqueError`, which names the file, where the block can't make sense of it."""
    try:
        yield
    except ValidationError as error:
        raise CommuniqueError(f"{path}: was written by another version of the program") from error


def _read(folder: Path, name: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    try:
        with pq.ParquetFile(folder / name) as file:
            for batch in file.iter_batches(batch_size=ROWS, columns=list(columns)):
                yield from batch.to_pylist()
    except OSError as error:
        raise CommuniqueError(f"{folder / name}: can't be read: {error}") from error
    except pa.ArrowException as error:
        raise CommuniqueError(f"{folder / name}: is damaged") from error
