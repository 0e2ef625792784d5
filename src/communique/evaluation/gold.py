"""Loading gold files, the texts they annotate, and predictions made elsewhere."""

import gzip
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from communique.document import Document
from communique.errors import GoldError
from communique.evaluation.agreement import HEADS, Row

#: `build` is what rules are written from; `report` is held out for measuring.
Half = Literal["build", "report"]


@dataclass(frozen=True)
class GoldDocument:
    """The records that people read in one text."""

    name: str
    records: tuple[Row, ...]

    @property
    def half(self) -> Half:
        """The half this document belongs to, by the first digit of its name's SHA-1."""
        return half_of(self.name)


def half_of(name: str) -> Half:
    """Return the half of a document: `build` if its SHA-1 starts with an even hex digit.

    The split depends on the name alone, so it neither moves when documents are added
    nor lets anybody choose.

    >>> half_of("communique.txt"), half_of("readout.txt")
    ('build', 'report')
    """
    digit = hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()[0]
    return "report" if int(digit, 16) % 2 else "build"


def load_gold(
    folder: Path, *, half: Half | None = None, without: Collection[str] = ()
) -> tuple[GoldDocument, ...]:
    """Return the gold documents of a folder's JSON files by file name, or one half of them.

    Those named in `without` are left out.

    Files that hold no `records` are no gold and are passed over. Raises `GoldError` for a
    file that is no JSON, a record without kind or spans, two files on one text, a folder
    without gold, or a name to leave out that no document has.
    """
    documents: dict[str, GoldDocument] = {}
    for path in sorted(folder.glob("*.json")):
        content = _parse(path.read_text(encoding="utf-8"), path.name)
        if not isinstance(content, dict) or "records" not in content:
            continue
        if "document" not in content:
            raise GoldError(f"{path.name}: says of no document that it annotates it")
        name = _base_name(content["document"])
        if name in documents:
            raise GoldError(f"{path.name}: {name} has gold in another file already")
        records = tuple(_checked(record, path.name) for record in content["records"])
        documents[name] = GoldDocument(name, records)
    if not documents:
        raise GoldError(f"{folder}: no gold files (*.json with 'document' and 'records') there")
    if unknown := sorted(set(without) - documents.keys()):
        raise GoldError(f"{folder}: no gold is of {unknown[0]!r}, which is to be left out")
    return tuple(d for d in documents.values() if half in (None, d.half) and d.name not in without)


def digest(gold: Iterable[GoldDocument]) -> str:
    """Return a hash of names and records, to tie a score to the gold it was measured on."""
    content = json.dumps([[d.name, d.records] for d in gold], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def load_texts(
    gold: Sequence[GoldDocument], sources: Iterable[Path]
) -> Iterator[tuple[GoldDocument, Document]]:
    """Yield each gold document with its text, in the order of `gold`.

    Sources are files, folders (searched with their subfolders) and JSON Lines, plain or
    gzipped, whose lines have `id` and `text`. Only what gold asks for is loaded. Raises
    `GoldError` for a text that is missing, found twice, or shorter than its gold's spans.
    """
    found = _find(frozenset(d.name for d in gold), sources)
    missing = [d.name for d in gold if d.name not in found]
    if missing:
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        raise GoldError(f"no text found for {', '.join(missing[:3])}{more}")
    for wanted in gold:
        document = _load(found[wanted.name])
        end = max((end for r in wanted.records for _, end in r["spans"]), default=0)
        if end > len(document.text):
            raise GoldError(
                f"{wanted.name}: gold has a span up to {end}, but the text ends at "
                f"{len(document.text)}; is it the text that was annotated?"
            )
        yield wanted, document


def load_predictions(path: Path) -> dict[str, list[Row]]:
    """Return the records of a JSON Lines file by the name of their document.

    Raises `GoldError`, naming the line, for one without document, kind or spans.
    """
    records: dict[str, list[Row]] = {}
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            where = f"{path.name}, line {number}"
            record = _checked(_parse(line, where), where)
            if not record.get("document"):
                raise GoldError(f"{where}: has no document")
            records.setdefault(_base_name(record["document"]), []).append(record)
    return records


def _base_name(document: object) -> str:
    """Return a document's name without folders: they differ from machine to machine."""
    return Path(str(document)).name


def _parse(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise GoldError(f"{where}: no JSON ({error})") from error


def _checked(record: Any, where: str) -> Row:
    if not isinstance(record, dict) or record.get("kind") not in HEADS:
        raise GoldError(f"{where}: a record's kind must be one of {', '.join(HEADS)}")
    spans = record.get("spans")
    if not isinstance(spans, list) or not spans or not all(_is_span(span) for span in spans):
        raise GoldError(f"{where}: a {record['kind']} needs spans, pairs of start and end")
    return record


def _is_span(span: Any) -> bool:
    return (
        isinstance(span, list)
        and len(span) == 2
        and all(isinstance(offset, int) for offset in span)
        and 0 <= span[0] < span[1]
    )


def _lines(path: Path) -> Iterator[str]:
    try:
        if path.suffix == ".gz":
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                yield from lines
        else:
            with path.open(encoding="utf-8") as lines:
                yield from lines
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: can't be read ({error})") from error


def _find(names: frozenset[str], sources: Iterable[Path]) -> dict[str, tuple[Path, str | None]]:
    """Return where each text is: a file, or a file of JSON lines and the line that holds it."""
    found: dict[str, tuple[Path, str | None]] = {}
    for name, path, line in _texts(names, sources):
        if name in found:
            raise GoldError(f"two texts are called {name}, in {found[name][0]} and in {path}")
        found[name] = (path, line)
    return found


def _texts(
    names: frozenset[str], sources: Iterable[Path]
) -> Iterator[tuple[str, Path, str | None]]:
    for path in dict.fromkeys(file for source in sources for file in _files(source)):
        if path.name in names:
            yield path.name, path, None
        elif path.name.endswith((".jsonl", ".jsonl.gz")):
            for number, line in enumerate(_lines(path), 1):
                if line.strip():
                    content = _parse(line, f"{path.name}, line {number}")
                    name = _base_name(content.get("id")) if isinstance(content, dict) else ""
                    if name in names:
                        if not isinstance(content.get("text"), str):
                            raise GoldError(f"{path.name}: the line of {name} has no text")
                        yield name, path, line


def _files(source: Path) -> Iterator[Path]:
    if source.is_dir():
        yield from sorted(path for path in source.rglob("*") if path.is_file())
    elif source.exists():
        yield source
    else:
        raise GoldError(f"{source}: no such file or folder")


def _load(place: tuple[Path, str | None]) -> Document:
    # Imported here because it loads the page readers, which scoring predictions can do without.
    from communique.reading import read

    path, line = place
    # A line is read as a file of that one line, so that it becomes the same document as ever.
    return read(path) if line is None else read(line.encode(), name=path.name)
