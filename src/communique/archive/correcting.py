"""From a record and the fields that a person corrects to the corrected record."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError, to_jsonable_python

from communique.archive.rows import RECORD
from communique.document import Document
from communique.errors import ArchiveError
from communique.records import AgendaItem, DateRange, Evidence, RecordBase, Statement

#: What the evidence of a corrected record names as its rule, where a person marked it anew.
RULE = "review:marked"

_FIXED = ("kind", "document_id", "id", "evidence")


def to_plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return `changes` in JSON's own types; raise `ArchiveError` for what has no such form."""
    try:
        plain: dict[str, Any] = to_jsonable_python(dict(changes))
        json.dumps(plain, ensure_ascii=False, allow_nan=False).encode()
    except (PydanticSerializationError, TypeError, ValueError) as error:
        raise ArchiveError(f"changes {dict(changes)!r:.80}: can't be written as JSON") from error
    return plain


def correct_record(
    document: Document, record: RecordBase, changes: Mapping[str, Any]
) -> RecordBase:
    """Return the record with `changes` made, of full confidence.

    Changes are by field, in the names and the JSON form of `RecordBase.to_row`: `spans` (and
    a statement's `content`, an agenda's `items`) are pairs of offsets into the document's
    text; a day, YYYY-MM-DD, may stand for the interval of that day. Raises `ArchiveError` for
    what the kind doesn't have or the text doesn't hold, and where nothing changes.
    """
    corrected = apply_changes(document, record, changes)
    if corrected.id == record.id:
        raise ArchiveError(
            f"{record.kind} {record.id}: this changes nothing; accept it if it is right"
        )
    return corrected


def apply_changes(document: Document, record: RecordBase, changes: Mapping[str, Any]) -> RecordBase:
    """Return the record as `correct_record` does, also where that changes nothing."""
    where = f"{record.kind} {record.id}"
    values = record.model_dump(mode="json")
    for field, value in changes.items():
        if field == "spans":
            values["evidence"] = [_mark(document, span, where, field) for span in _list(value)]
        elif field in _FIXED or field not in type(record).model_fields:
            own = [name for name in type(record).model_fields if name not in _FIXED]
            raise ArchiveError(
                f"{where}: has no field {field!r} to correct; it has spans, {', '.join(own)}"
            )
        elif field == "content" and isinstance(record, Statement):
            values[field] = [_mark(document, span, where, field) for span in _list(value)]
        elif field == "items":
            values[field] = [_item(document, item, where) for item in _list(value)]
        else:
            values[field] = _read_day(record, field, value)
    values["confidence"] = changes.get("confidence", 1.0)
    try:
        corrected = RECORD.validate_python(values)
        # The id is made from the record written down, which must be possible.
        _ = corrected.id
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"][1:])
        raise ArchiveError(f"{where}: can't be corrected so, {place}: {first['msg']}") from error
    except PydanticSerializationError as error:
        raise ArchiveError(f"{where}: can't be written down; give proper text") from error
    return corrected


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [value]


def _mark(document: Document, span: Any, where: str, field: str) -> dict[str, Any]:
    """Return the evidence of the words at `span`."""
    start, end = _read_span(document, span, where, field)
    words = Evidence(
        document_id=document.id, start=start, end=end, text=document.slice(start, end), rule=RULE
    )
    return words.model_dump(mode="json")


def _item(document: Document, item: Any, where: str) -> dict[str, Any]:
    """Return the item of an agenda at a span, given by itself or under `span`."""
    span = item.get("span") if isinstance(item, Mapping) else item
    start, end = _read_span(document, span, where, "items")
    return AgendaItem(text=document.slice(start, end), span=(start, end)).model_dump(mode="json")


def _read_span(document: Document, span: Any, where: str, field: str) -> tuple[int, int]:
    """Return a span as two offsets that lie in the text; raise `ArchiveError` if it isn't one."""
    match span:
        case [int(start), int(end)] if 0 <= start < end <= len(document.text):
            return start, end
    raise ArchiveError(
        f"{where}: {field} must be pairs [start, end] of offsets within the text's "
        f"{len(document.text)} characters, not {span!r:.60}"
    )


def _read_day(record: RecordBase, field: str, value: Any) -> Any:
    """Return the interval of a day that is written plainly, for a field that takes intervals."""
    annotation = type(record).model_fields[field].annotation
    if not isinstance(value, str) or DateRange not in (annotation, *get_args(annotation)):
        return value
    try:
        return DateRange.on(date.fromisoformat(value)).model_dump(mode="json")
    except ValueError:
        return value
