"""How likely an article reports dealings between parties, and what of it is kept.

That is a matter of degree: who stands in headline and lead, how much is done towards other
parties (`dealings`), who writes and how (`genres`). Each of these is a number, and a logistic
regression weighs them; its weights are learnt by `benchmarks/train_relevance.py`. Where it is
in doubt, each record has to speak for itself.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from communique.extraction import genres
from communique.extraction.dealings import Dealings
from communique.language.analysis import Analysis
from communique.records import RecordBase
from communique.reference.tables import FOLDER

#: At or above this probability an article is on dealings; at or above the lower one it may be.
#: Below one half, since to miss a report is worse than to read a column.
SURE = 0.45
DOUBTFUL = 0.2
#: If so much of what a page dates lies long before it, it is history.
HISTORY = 0.75

#: What speaks against dealings on an authority's own page too, by weights of its own.
_OWN = ("past", "on history", "on lives", "on study")

WEIGHTS = FOLDER / "lexicons" / "en" / "relevance_weights.json"


def select(analysis: Analysis, records: Sequence[RecordBase]) -> list[RecordBase]:
    """Return the records to keep of an article: all if it is on dealings between parties.

    Of an article that may be, those acts that are told as officials' dealings whatever the
    page, with the confidence that it leaves; of one that isn't, none.
    """
    evidence = gather_evidence(analysis, records)
    if _is_settled(evidence):
        return []
    likely = probability(evidence)
    if likely >= SURE:
        return list(records)
    if likely < DOUBTFUL:
        return []
    dealings = Dealings(analysis, records)
    return [
        record.model_copy(update={"confidence": round(record.confidence * likely, 2)})
        for record in records
        if dealings.speaks_for_itself(record)
    ]


def gather_evidence(analysis: Analysis, records: Sequence[RecordBase]) -> dict[str, float]:
    """Return what speaks for and against an article on dealings: numbers from 0 to 1 by name."""
    evidence = {**genres.measure(analysis), **Dealings(analysis, records).measure()}
    # An authority's own word is its own whatever it writes of; its histories and lives are not.
    if evidence.get("authority"):
        evidence |= {f"own {name}": evidence[name] for name in _OWN if name in evidence}
    return evidence


def _is_settled(evidence: Mapping[str, float]) -> bool:
    """Whether nothing is done in the article, or not of late, or it says that it's an opinion.

    Nor are dealings told where every sentence has a word of another subject, and no officials.
    What an authority writes is its own act, unless it's history, an opinion that it reprints,
    or wholly of such a subject with nothing done in it.
    """
    idle = not evidence.get("acts") and not evidence.get("arrangement")
    full = any(share >= 1 for name, share in evidence.items() if name.startswith("on "))
    if evidence.get("authority"):
        reprinted = "titled opinion" in evidence
        return reprinted or evidence.get("bygone", 0.0) >= HISTORY or (idle and full)
    if full and not evidence.keys() & {"met", "facing"}:
        return True
    return idle or "opinion" in evidence or evidence.get("past", 0.0) >= HISTORY


def probability(evidence: Mapping[str, float]) -> float:
    """Return how likely an article with this evidence is on dealings between parties."""
    weights = _weights()
    # Exactly rounded: in whatever order evidence was found, the last digit is the same.
    total = math.fsum(weights.get(name, 0.0) * value for name, value in evidence.items())
    return 1.0 / (1.0 + math.exp(-total))


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights
