"""Examples for the OpenAPI document; a test holds them against the types."""

from typing import Any

from fastapi.openapi.models import Example

_WORDS = "he will travel to Shanghai to meet British companies"
_DOCUMENT = "d42a3e8662b6ea3b"
_PUBLISHED = {"start": "2024-10-18", "end": "2024-10-18", "precision": "day", "basis": "explicit"}
_FILED = {"start": "2024-10-19", "end": "2024-10-19", "precision": "day", "basis": "relative"}

#: A record as listings give it.
RECORD: dict[str, Any] = {
    "id": "9b99b94dea22470caa1f",
    "link": f"/documents/{_DOCUMENT}?words=1437-1489#words",
    "record": {
        "kind": "engagement",
        "document_id": _DOCUMENT,
        "evidence": [
            {
                "document_id": _DOCUMENT,
                "start": 1437,
                "end": 1489,
                "text": _WORDS,
                "rule": "engagement:verb:travel",
            }
        ],
        "source": "document",
        "claimed_by": None,
        "topics": ["tourism"],
        "confidence": 0.62,
        "form": "visit",
        "status": "scheduled",
        "parties": ["CHN", "GBR"],
        "people": [{"name": "David Lammy", "office": "Foreign Secretary", "party": "GBR"}],
        "host": "CHN",
        "date": _FILED,
        "place": {"city": None, "venue": None, "country": "CHN"},
        "stops": ["Shanghai"],
        "mechanism": None,
        "note": None,
    },
    "document": {
        "id": _DOCUMENT,
        "name": "2024-10-18-talks-british-side.txt",
        "sha256": "95ea5c8c2d705acd78374d4bab282bfcbdd48ed8e2f0a1fdfbb66243b75a4334",
        "media_type": "text/plain",
        "article": 0,
        "title": "Foreign Secretary's meeting with the Chinese Foreign Minister",
        "publisher": None,
        "agency": None,
        "language": "en",
        "url": None,
        "published": _PUBLISHED,
        "added_at": "2024-10-21T08:00:00Z",
        "extractor": "0.1.0",
        "superseded_by": None,
    },
    "filed": _FILED,
    "review": None,
    "since": "2024-10-21T08:00:00Z",
}

#: What reviewers send.
REVIEWS: dict[str, Example] = {
    "accept": Example(value={"verdict": "accept", "record": RECORD["id"]}),
    "correct": Example(
        value={"verdict": "correct", "record": RECORD["id"], "changes": {"status": "held"}}
    ),
    "join": Example(
        value={
            "verdict": "join",
            "kind": "encounter",
            "left": RECORD["id"],
            "right": "8da30633e609924a17e3",
            "why": "both tell of the visit to Shanghai",
        }
    ),
    "undo": Example(value={"verdict": "undo", "review": 12}),
}
