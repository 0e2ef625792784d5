"""Whether a candidate is an attribution: a logistic regression over what is seen at its cue.

Which words report, and in which frames, is a matter of degree: "said that" always does, "made
a case" sometimes. So the weights of lemma, class, frame and form are learnt, by
`benchmarks/train_cues.py`.
"""

import json
import math
from collections.abc import Iterator
from functools import lru_cache

from communique.language.cue_extents import MARKS
from communique.language.cue_frames import CueReader
from communique.language.cues import Candidate
from communique.reference.tables import FOLDER

#: At or above this probability a candidate is taken.
THRESHOLD = 0.35

#: These frames say themselves whose words they lead to; "in her view" is no matter of degree.
CERTAIN = frozenset({"according", "words"})

_SIZES = (1, 2, 3, 5, 8, 13, 21, 34)
_OPENERS = frozenset({
    "that", "to", "whether", "if", "how", "what", "who", "why", "when", "where", "which", "for",
    "of", "about", "as", "in", "on", "his", "her", "their", "its", "the", "a", "an", "this", "it",
    "he", "she", "they", "we", "i",
})  # fmt: skip


@lru_cache(maxsize=2)
def cue_weights(language: str = "en") -> dict[str, float]:
    """Return the weight of each feature; those that weigh next to nothing are left out."""
    path = FOLDER / "lexicons" / language / "cue_weights.json"
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return weights


def probability(candidate: Candidate, reader: CueReader, weights: dict[str, float]) -> float:
    """Return how likely the candidate is an attribution, by the weights of its features."""
    if candidate.frame in CERTAIN:
        return 1.0
    total = sum(weights.get(name, 0.0) for name in set(features(candidate, reader)))
    return 1.0 / (1.0 + math.exp(-total))


def features(candidate: Candidate, reader: CueReader) -> Iterator[str]:
    """Yield the names of the candidate's features; alone, and most of them with its frame."""
    frame = candidate.frame
    yield "bias"
    yield f"frame={frame}"
    for name in _of_cue(candidate, reader):
        yield name
        yield f"{name} {frame}"
    for name in _of_surroundings(candidate, reader):
        yield name
    for name in _of_source(candidate, reader):
        yield name
        yield f"{name} {frame}"
    for name in _of_content(candidate, reader):
        yield name
        yield f"{name} {frame}"
    # Single words weigh alike in every frame, else there would be more weights than examples.
    if candidate.subject is not None:
        yield f"subject={candidate.subject.lower_}"
    if candidate.inner is not None:
        yield f"inner lemma={candidate.inner.lemma_.lower()}"


def is_nested(candidate: Candidate, reader: CueReader) -> bool:
    """Whether the cue is itself reported, not quoted: "the envoy said that Mali had denied …".

    It is weighed as if it stood alone: what makes an attribution doesn't depend on who tells it.
    """
    head = candidate.head
    return (
        candidate.frame == "clause"
        and head.dep_ == "ccomp"
        and head.i not in reader.extents.inside
        and head.head.lemma_.lower() in reader.lexicon.verbs
    )


def _classes(candidate: Candidate, reader: CueReader) -> tuple[str, ...]:
    lexicon = reader.lexicon
    table = lexicon.verbs
    if candidate.frame.startswith("noun"):
        table = lexicon.nouns
    elif candidate.frame.startswith("adjective"):
        table = lexicon.adjectives
    return table.get(candidate.head.lemma_.lower(), ("none",))


def _of_cue(candidate: Candidate, reader: CueReader) -> Iterator[str]:
    head = candidate.head
    lemma = head.lemma_.lower()
    yield f"lemma={lemma}"
    if candidate.word is not None:
        yield f"word={candidate.word.lower_}"
        yield f"word={lemma} {candidate.word.lower_}"
    for name in _classes(candidate, reader):
        yield f"class={name}"
    yield f"tag={head.tag_}"
    yield f"dep={'ROOT' if is_nested(candidate, reader) else head.dep_}"
    if reader.spoken or head.i in reader.extents.inside:
        yield "inside"


def _of_surroundings(candidate: Candidate, reader: CueReader) -> Iterator[str]:
    head = candidate.head
    quotation = reader.extents.inside.get(head.i)
    if quotation is not None:
        yield f"inside whole={quotation.whole}"
    for child in head.children:
        if child.dep_ == "neg":
            yield "negated"
        elif child.dep_ == "aux":
            yield f"aux={child.lower_}"
            if child.tag_ == "MD":
                yield "modal"
    above = head.head
    if above != head and not is_nested(candidate, reader):
        yield f"above={above.pos_} {head.dep_}"
        for name in reader.lexicon.verbs.get(above.lemma_.lower(), ("none",)):
            yield f"above class={name} {head.dep_}"


def _of_source(candidate: Candidate, reader: CueReader) -> Iterator[str]:
    subject = candidate.subject
    if subject is None:
        yield "source=none"
        return
    yield f"source={subject.tag_}"
    yield f"subject dep={subject.dep_}"
    for name in _classes(candidate, reader):
        yield f"source={subject.tag_} class={name}"


def _of_content(candidate: Candidate, reader: CueReader) -> Iterator[str]:
    doc, inner = reader.doc, candidate.inner
    if candidate.frame == "quotation":
        quotation = reader.extents.inside.get(candidate.content[0][0] + 1)
        yield f"whole={quotation is not None and quotation.whole}"
    if any(t.text in MARKS for a, b in candidate.content for t in doc[a : b + 1]):
        yield "marked"
    size = sum(b - a + 1 for a, b in candidate.content)
    yield f"size={next((bound for bound in _SIZES if size <= bound), 0)}"
    opener = doc[candidate.content[0][0]]
    yield f"opens={opener.lower_ if opener.lower_ in _OPENERS else opener.pos_}"
    if inner is not None:
        yield f"inner={inner.tag_}"
        if inner.pos_ == "NOUN":
            for name in reader.lexicon.nouns.get(inner.lemma_.lower(), ()):
                yield f"inner class={name}"
