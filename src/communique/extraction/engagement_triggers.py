"""All mentions of engagements in an article, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass

from communique.extraction.engagement_mentions import Occurrence
from communique.extraction.engagement_nouns import NounReader
from communique.extraction.engagement_verbs import VerbReader
from communique.language.analysis import Analysis


@dataclass(eq=False)
class TriggerReader:
    """Asks every verb and noun of an article whether it tells an engagement."""

    analysis: Analysis
    verbs: VerbReader
    nouns: NounReader

    def read(self) -> Iterator[Occurrence]:
        """Yield the mentions in reading order."""
        for passage in self.analysis.passages:
            for sentence in passage.sentences:
                found: list[Occurrence] = []
                for token in sentence:
                    if token.pos_ in {"VERB", "AUX"}:
                        found += self.verbs.read(passage.index, token)
                    elif token.pos_ in {"NOUN", "PROPN"}:
                        found += self.nouns.read(passage.index, token)
                _share_dates(found)
                yield from found


def _share_dates(mentions: list[Occurrence]) -> None:
    """Give a clause without a date that of the visit told before it in the sentence.

    "Visited Tehran on Monday and met the president" puts both on Monday and in Tehran.
    """
    visit: Occurrence | None = None
    for mention in mentions:
        if mention.form == "visit" and not mention.is_noun:
            visit = mention
        elif visit is not None and not mention.is_noun and mention.status == visit.status:
            if not mention.date.known:
                mention.date = visit.date
            if mention.place is None and mention.form == "meeting" and visit.place is not None:
                city = visit.stops[0] if len(visit.stops) == 1 else None
                mention.place = visit.place.model_copy(update={"city": city})
