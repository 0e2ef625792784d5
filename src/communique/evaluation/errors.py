"""Writing down what went wrong, with the words, so that people can read it.

Four files in one folder: `missed.jsonl` (gold that nothing found), `extra.jsonl`
(predictions that found nothing), `inexact.jsonl` (found, but with other fields) for
programs, and `errors.md` with all of them by kind and document.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from communique.errors import GoldError
from communique.evaluation.agreement import Row
from communique.evaluation.scoring import KINDS, Matching

#: Fields that `errors.md` shows for each kind: those that are scored.
SHOWN: Mapping[str, tuple[str, ...]] = {
    "engagement": ("form", "parties", "people", "date", "place", "status"),
    "statement": ("speaker", "mode", "cue", "content"),
    "commitment": ("parties", "force", "due"),
    "request": ("by", "to", "force"),
    "position": ("holder", "issue", "stance"),
    "mechanism": ("name", "parties", "state"),
    "figure": ("value", "unit", "sense", "period", "parties"),
    "membership": ("organization", "member", "role"),
    "tenure": ("person", "party", "rank"),
    "occasion": ("name", "date"),
    "agenda": ("count", "holder", "items"),
}


def write_errors(folder: Path, matchings: Sequence[Matching], texts: Mapping[str, str]) -> None:
    """Write the four files into `folder`, which is made if it is missing.

    `texts` gives the words of spans; a document without text (predictions scored alone)
    is shown with the words that its records repeat. Raises `GoldError` where the folder
    can't be written.
    """
    errors = [error for matching in matchings for error in list_errors(matching, texts)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("missed", "extra", "inexact"):
            rows = [json.dumps(e, ensure_ascii=False) for e in errors if e["error"] == name]
            (folder / f"{name}.jsonl").write_text("".join(r + "\n" for r in rows), "utf-8")
        (folder / "errors.md").write_text(to_markdown(errors), "utf-8")
    except OSError as error:
        raise GoldError(f"{folder}: can't write the errors there ({error})") from error


def list_errors(matching: Matching, texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield every error of a document: document, error, kind, words and the records."""
    text = texts.get(matching.document)
    for gold in matching.missed:
        yield _error(matching.document, "missed", gold["kind"], _words(gold, text), gold=gold)
    for extra in matching.extra:
        words = _words(extra, text)
        yield _error(matching.document, "extra", extra["kind"], words, predicted=extra)
    for pair in matching.pairs:
        if not pair.exact:
            words = _words(pair.gold, text)
            yield _error(
                matching.document,
                "inexact",
                pair.gold["kind"],
                words,
                differs=list(pair.differs),
                gold=pair.gold,
                predicted=pair.predicted,
            )


def to_markdown(errors: Iterable[Mapping[str, Any]]) -> str:
    """Return the errors as a page: by kind, then by sort, with the words and scored fields."""
    listed = list(errors)
    lines = ["# Errors", "", f"{len(listed)} in all."]
    for kind in KINDS:
        mine = [error for error in listed if error["kind"] == kind]
        if not mine:
            continue
        sorts = Counter(error["error"] for error in mine)
        lines += ["", f"## {kind}: " + ", ".join(f"{n} {sort}" for sort, n in sorts.items())]
        rules = Counter(r for e in mine for r in e.get("predicted", {}).get("rules", ()))
        if rules:
            lines += ["", "Rules: " + ", ".join(f"`{r}` {n}" for r, n in rules.most_common())]
        for error in sorted(mine, key=lambda e: (str(e["error"]), str(e["document"]))):
            lines += ["", *_entry(error)]
    return "\n".join(lines) + "\n"


def _error(
    document: str, error: str, kind: str, words: Sequence[str], **records: Any
) -> dict[str, Any]:
    return {"document": document, "error": error, "kind": kind, "words": list(words), **records}


def _words(record: Row, text: str | None) -> list[str]:
    if text is not None:
        return [text[start:end] for start, end in record["spans"]]
    told = record.get("text") or []
    return [told] if isinstance(told, str) else list(told)


def _entry(error: Mapping[str, Any]) -> list[str]:
    words = " … ".join(" ".join(piece.split()) for piece in error["words"])
    lines = [f"- **{error['error']}** “{words}” ({error['document']})"]
    kind = error["kind"]
    if error["error"] == "inexact":
        for field in error["differs"]:
            gold, predicted = (_shown(error[side].get(field)) for side in ("gold", "predicted"))
            lines.append(f"  - {field}: gold {gold}, predicted {predicted}")
    else:
        record = error.get("gold") or error["predicted"]
        fields = (f"{field} {_shown(record.get(field))}" for field in SHOWN[kind])
        lines.append("  - " + "; ".join(fields))
    return lines


def _shown(value: Any) -> str:
    """Return a field's value in the fewest characters that say it."""
    if value is None or value == []:
        return "–"
    if isinstance(value, dict):
        if "start" in value:
            ends = [value.get("start"), value.get("end")]
            return "/".join(str(end) for end in dict.fromkeys(ends) if end) or "–"
        return " ".join(str(v) for v in value.values() if v is not None) or "–"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    return str(value)
