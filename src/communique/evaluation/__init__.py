"""Scoring against gold: how much of what people read in a text is found, and how exactly.

    report = evaluate(Path("gold"), [Path("texts")])
    print(report.render())

`docs/accuracy.md` explains the rules and how the figures come about.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from communique.document import Document
from communique.evaluation.agreement import Row
from communique.evaluation.errors import write_errors
from communique.evaluation.gold import (
    GoldDocument,
    Half,
    digest,
    half_of,
    load_gold,
    load_predictions,
    load_texts,
)
from communique.evaluation.report import Report, Scores, summarise
from communique.evaluation.scoring import match_documents
from communique.records import RecordBase

__all__ = ["GoldDocument", "Half", "Report", "Scores", "evaluate", "half_of", "load_gold"]

Extract = Callable[[Document], Iterable[RecordBase]]


def evaluate(
    gold_dir: Path,
    texts: Sequence[Path] = (),
    *,
    predictions: Path | None = None,
    errors: Path | None = None,
    half: Half | None = None,
    without: Collection[str] = (),
    show_held_out: bool = False,
    extract: Extract | None = None,
) -> Report:
    """Return the scores of records against the gold files of `gold_dir`.

    The records are read from `texts` (files, folders, JSON Lines) by `extract`, the
    package's own if it is None, or taken from the JSON Lines file `predictions`; `half`
    restricts both to one half of the documents, `without` leaves out those it names.
    `errors` names a folder for the lists of what went wrong; for the held-out half alone
    they are written only with `show_held_out`, because rules written from them would make
    its figures worthless.

    Raises `GoldError` for gold, texts or predictions that can't be used.
    """
    gold = load_gold(gold_dir, half=half, without=without)
    words: dict[str, str] = {}
    predicted: dict[str, list[Row]] = {}
    if predictions is not None:
        predicted = load_predictions(predictions)
        if texts:
            words = {wanted.name: document.text for wanted, document in load_texts(gold, texts)}
    else:
        for wanted, document in load_texts(gold, texts):
            words[wanted.name] = document.text
            predicted[wanted.name] = list(_rows(wanted.name, document, extract or _own()))
    matchings = match_documents({d.name: d.records for d in gold}, predicted)
    if errors is not None and (half != "report" or show_held_out):
        write_errors(errors, matchings, words)
    return summarise(matchings, gold_digest=digest(gold))


def _own() -> Extract:
    # Imported here because it loads the language model's library, which scoring
    # predictions can do without.
    from communique.extraction import extract

    return extract


def _rows(name: str, document: Document, extract: Extract) -> Iterator[dict[str, Any]]:
    """Yield the records as gold rows, with the rules that fired for the error lists."""
    for record in extract(document):
        rules = sorted({evidence.rule for evidence in record.evidence})
        yield record.to_row(name) | {"rules": rules}
