"""Whether a page of an archive deserves to be read, by its bytes.

Most of what is crawled is not on dealings between states. What a page is on is seen from its
title and a part of its prose (`skim`), by words that are counted (`signs`) and weighed by a
logistic regression, whose weights and bound `benchmarks/train_filter.py` learns. It is meant to
miss next to nothing: what passes is read, and judged again by all that is known then.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from communique.batch.signs import Signs, load_signs
from communique.batch.skim import Sight, skim, skim_all
from communique.reading.languages import SAMPLE_CHARS, detect_language
from communique.reading.limits import Limits
from communique.reference.tables import FOLDER

WEIGHTS = FOLDER / "relevance_weights.json"

#: Languages that a page can be read in: those with a lexicon.
READ = frozenset(path.name for path in (FOLDER / "lexicons").iterdir() if path.is_dir())

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
    """The filter of pages; the same for all processes, and cheap to load in each.

    A page passes by what is first seen of it, or, if its title is of the kind, by the best of
    all its passages: teasers, comments and other stories may outweigh an article, or be all that
    is seen of the page at first.
    """

    signs: Signs
    page: "Scale"
    passage: "Scale"

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
        title = self.signs.read_title(sight.title)
        score, passes = 0.0, False
        if not sight.foreign and self.signs.speaks(sight, title):
            score = self.page.score(self.signs.look(title, sight.prose))
            passes = score >= self.page.bound
        elif self.signs.speaks_elsewhere(sight):
            return Judged(0.0, passes=False, language=_tell_language(sight))
        if not passes and (title.strong or title.parties):
            prose = skim_all(body, charset, media_type)
            passages = self.signs.look_closer(title, prose)
            best = max(map(self.passage.score, passages), default=0.0)
            score, passes = max(score, best), best >= self.passage.bound
        if not passes:
            return Judged(score, passes=False)
        language = _tell_language(sight)
        # Too few letters to tell by are those of a title and a line, all in English words.
        return Judged(score, passes=language is None or language in READ, language=language)


@dataclass(frozen=True)
class Scale:
    """What the signs of a page, or of a passage, weigh; what passes weighs `bound` or more."""

    weights: Mapping[str, float]
    bound: float

    def score(self, measured: Mapping[str, float]) -> float:
        """Return how likely it is, with these signs, on dealings."""
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
    return Relevance(load_signs(), Scale(**read["page"]), Scale(**read["passage"]))
