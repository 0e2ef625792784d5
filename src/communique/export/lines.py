"""JSON Lines: a record a line, with its document, its evidence and what reviewers made of it."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter

from communique.archive.types import ReviewState
from communique.export.selection import Selection
from communique.records import DateRange, Record


class Line(BaseModel):
    """A record as it is exported.

    `document` is the id of its document, `name`, `url`, `publisher` and `published` are that
    document's, None where it doesn't tell. `record` has the evidence, in code points of the
    document's text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    document: str
    name: str
    url: str | None
    publisher: str | None
    published: DateRange | None
    review: ReviewState | None
    record: Record


def write(selection: Selection) -> Iterator[str]:
    """Yield a line for each record that holds."""
    for stored in selection.records():
        document = stored.document
        line = Line.model_construct(
            id=stored.id,
            document=document.id,
            name=document.name,
            url=document.url,
            publisher=document.publisher,
            published=document.published,
            review=stored.review,
            record=stored.record,  # type: ignore[arg-type]
        )
        yield line.model_dump_json() + "\n"


def schema() -> str:
    """Return the JSON Schema of a line."""
    made: dict[str, Any] = TypeAdapter(Line).json_schema(mode="serialization")
    made |= {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Record"}
    return json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
