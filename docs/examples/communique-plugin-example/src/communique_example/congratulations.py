"""Congratulations between parties, as engagements of the form message."""

from collections.abc import Iterator

from communique.language.analysis import Analysis
from communique.records import Engagement


def extract(analysis: Analysis) -> Iterator[Engagement]:
    """Yield a message for each "A congratulated B" of the article, in reading order."""
    for passage in analysis.passages:
        for verb in passage.tokens_of({"congratulate"}):
            sides = {child.dep_: child for child in verb.children}
            if not {"nsubj", "dobj"} <= sides.keys():
                continue
            sender, receiver = (
                analysis.resolve(passage.index, sides[role]).parties for role in ("nsubj", "dobj")
            )
            if len(sender) != 1 or len(receiver) != 1 or sender == receiver:
                continue
            sentence = passage.sentence_of(verb.i)
            yield Engagement(
                document_id=analysis.document_id,
                evidence=(
                    analysis.evidence(
                        passage.index, sentence.start, sentence.end - 1, "example:congratulate"
                    ),
                ),
                form="message",
                status="held",
                parties=(*sender, *receiver),
                confidence=0.5,
            )
