"""Whether a page of an archive deserves to be read, by its bytes.

Most of what is crawled is not on dealings between states. What a page is on is seen from its
title and a part of its prose (`skim`), by words that are counted (`signs`) and weighed by a
logistic regression, whose weights and bound `benchmarks/train_filter.py` learns. It is meant to
miss next to nothing: what passes is read, and judged again by all that is known then.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from communique.batch.signs import TWO_IN_TITLE, Signs, load_signs
from communique.batch.skim import Sight, skim
from communique.reading.languages import SAMPLE_CHARS, detect_language
from communique.reading.limits import Limits
from communique.reference.tables import FOLDER

WEIGHTS = FOLDER / "relevance_weights.json"

#: Languages that a page can be read in: those with a lexicon.
READ = frozenset(path.name for path in (FOLDER / "lexicons").iterdir() if path.is_dir())

#: Bytes of prose that are a passage, where a page is looked at more closely.
_PASSAGE = 1_100

#: Files whose text can't be seen without taking them apart.
_SEALED = (b"%PDF-", b"PK\x03\x04")
_SEALED_TYPES = ("pdf", "officedocument.wordprocessingml")


@dataclass(frozen=True, slots=True)
class Judged:
    """How likely a page is on dealings, from 0 to 1, whether it passes, and its language.

    `language` is None where none was asked for: pages that nothing speaks for in any language.
    """

    score: float
    passes: bool
    language: str | None = None


_LEFT = Judged(0.0, passes=False)


@dataclass(frozen=True)
class Relevance:
    """The filter of pages; the same for all processes, and cheap to load in each."""

    signs: Signs
    weights: Mapping[str, float]
    bound: float

    @classmethod
    def load(cls) -> "Relevance":
        """Return the filter of the packaged tables; a process builds it once."""
        return _load()

    def judge(self, body: bytes, charset: str = "", media_type: str = "") -> Judged:
        """Return what is to be done with a page; anything may be handed in, nothing raises.

        `charset` and `media_type` are as in `Page`. HTML and plain text are looked at; PDF and
        DOCX pass with a score of 1.0 if they are within the limit on size, since their text
        isn't to be had without taking them apart. All else is text or not, whatever it is called.
        """
        if _is_sealed(body, media_type):
            return Judged(1.0, passes=True) if len(body) <= Limits().max_bytes else _LEFT
        sight = skim(body, charset, media_type)
        if sight is None:
            return _LEFT
        if not self.signs.speaks(sight):
            if not self.signs.speaks_elsewhere(sight):
                return _LEFT
            return Judged(0.0, passes=False, language=_tell_language(sight))
        measured = self.signs.look(sight)
        score = self.score(measured)
        if score < self.bound and measured[TWO_IN_TITLE]:
            score = max(score, self._look_closer(sight, measured))
        if score < self.bound:
            return Judged(score, passes=False)
        language = _tell_language(sight)
        # Too few letters to tell by are those of a title and a line, all in English words.
        return Judged(score, passes=language is None or language in READ, language=language)

    def _look_closer(self, sight: Sight, measured: Mapping[str, float]) -> float:
        """Return the score of the best passage of a page whose title names two parties.

        Teasers, comments and other stories may outweigh an article, or be all that is seen of
        the page. Where the title alone says it, that is enough.
        """
        if self.signs.is_told_by_title(measured):
            return self.bound
        starts = range(0, max(1, len(sight.prose) - _PASSAGE // 2), _PASSAGE)
        passages = (sight.prose[start : start + _PASSAGE] for start in starts)
        looks = (self.signs.look(replace(sight, prose=passage)) for passage in passages)
        return max(map(self.score, looks))

    def score(self, measured: Mapping[str, float]) -> float:
        """Return how likely a page with these signs is on dealings."""
        total = math.fsum(self.weights.get(name, 0.0) * value for name, value in measured.items())
        return round(1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total)))), 4)


def _tell_language(sight: Sight) -> str | None:
    return detect_language(sight.sample(SAMPLE_CHARS))


def _is_sealed(body: bytes, media_type: str) -> bool:
    if body.startswith(b"%PDF-"):
        return True
    return body.startswith(_SEALED) and (
        any(kind in media_type for kind in _SEALED_TYPES) or b"word/" in body[:4096]
    )


@lru_cache(maxsize=1)
def _load() -> Relevance:
    read = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Relevance(load_signs(), read["weights"], read["bound"])
