"""Whether a candidate is an attribution: a logistic regression over what is seen at its cue.

Which verbs report, and in which frames, is a matter of degree: "said that" always does, "made
a case" sometimes. So the weights of lemma, frame, class and form are learnt.
"""

import json
import math
from collections.abc import Iterator
from functools import lru_cache

from communique.language.cues import Candidate, CueReader
from communique.reference.tables import FOLDER

#: At or above this probability a candidate is taken.
THRESHOLD = 0.5


@lru_cache(maxsize=2)
def cue_weights(language: str = "en") -> dict[str, float]:
    """Return the weight of each feature."""
    path = FOLDER / "lexicons" / language / "cue_weights.json"
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return weights


def probability(candidate: Candidate, reader: CueReader) -> float:
    """Return how likely the candidate is an attribution."""
    weights = cue_weights()
    total = sum(weights.get(name, 0.0) for name in features(candidate, reader))
    return 1.0 / (1.0 + math.exp(-total))


def features(candidate: Candidate, reader: CueReader) -> Iterator[str]:
    """Yield the names of the features that the candidate has."""
    doc = reader.doc
    head, frame, inner, subject = candidate.head, candidate.frame, candidate.inner, candidate.subject
    lemma = head.lemma_.lower()
    table = reader.lexicon.verbs
    if frame.startswith("noun"):
        table = reader.lexicon.nouns
    elif frame.startswith("adjective"):
        table = reader.lexicon.adjectives
    yield "bias"
    yield f"frame={frame}"
    yield f"lemma={lemma}"
    yield f"lemma={lemma} {frame}"
    if candidate.word is not None:
        yield f"word={lemma} {candidate.word.lower_} {frame}"
        yield f"word={candidate.word.lower_} {frame}"
    for name in table.get(lemma, ("none",)):
        yield f"class={name}"
        yield f"class={name} {frame}"
    yield f"tag={head.tag_}"
    yield f"tag={head.tag_} {frame}"
    yield f"dep={head.dep_}"
    yield f"dep={head.dep_} {frame}"
    if head.i in reader.inside:
        yield "inside"
        yield f"inside whole={reader.inside[head.i].whole}"
        yield f"inside {frame}"
    for child in head.children:
        if child.dep_ == "neg":
            yield "negated"
        elif child.dep_ == "aux":
            yield f"aux={child.lower_}"
            if child.tag_ == "MD":
                yield "modal"
    # Who
    kind = "none"
    if subject is not None:
        kind = subject.tag_
        yield f"subject={subject.lower_}"
        yield f"subject={subject.dep_}"
    elif candidate.source is None:
        yield f"nobody {frame}"
    yield f"source={kind}"
    yield f"source={kind} {frame}"
    for name in table.get(lemma, ("none",)):
        yield f"source={kind} class={name}"
    # What
    marks = sum(1 for a, b in candidate.content for t in doc[a : b + 1] if t.text in {'"', "''"})
    if marks:
        yield "marked"
        yield f"marked {frame}"
    size = sum(b - a + 1 for a, b in candidate.content)
    bucket = next((b for b in (1, 2, 3, 5, 8, 13, 21, 34) if size <= b), 99)
    yield f"size={bucket}"
    yield f"size={bucket} {frame}"
    first = doc[candidate.content[0][0]]
    opener = first.lower_ if first.lower_ in _OPENERS else first.pos_
    yield f"opens={opener}"
    yield f"opens={opener} {frame}"
    if inner is not None:
        yield f"inner={inner.tag_} {frame}"
        yield f"innerlemma={inner.lemma_.lower()}"
        for name in reader.lexicon.nouns.get(inner.lemma_.lower(), ()) if inner.pos_ == "NOUN" else ():
            yield f"innerclass={name} {frame}"
    above = head.head
    if above is not head:
        yield f"above={above.pos_} {head.dep_}"
        for name in reader.lexicon.verbs.get(above.lemma_.lower(), ("none",)):
            yield f"aboveclass={name} {head.dep_}"


_OPENERS = frozenset(
    "that to whether if how what who why when where which for of about as in on his her their its"
    " the a an this it he she they we i".split()
)
