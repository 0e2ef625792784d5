"""All mentions of engagements in an article, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.extraction.engagement_letters import LetterReader
from communique.extraction.engagement_mentions import Occurrence
from communique.extraction.engagement_nouns import NounReader
from communique.extraction.engagement_phrases import PhraseReader
from communique.extraction.engagement_verbs import VerbReader
from communique.extraction.engagement_visits import VisitReader
from communique.language.analysis import Analysis


@dataclass(eq=False)
class TriggerReader:
    """Asks every verb and noun of an article whether it tells an engagement."""

    analysis: Analysis
    verbs: VerbReader
    phrases: PhraseReader
    visits: VisitReader
    nouns: NounReader
    letters: LetterReader

    def read(self) -> Iterator[Occurrence]:
        """Yield the mentions in reading order."""
        for passage in self.analysis.passages:
            title = passage.block.kind == "headline"
            for sentence in passage.sentences:
                found: list[Occurrence] = []
                for token in sentence:
                    if token.pos_ in {"VERB", "AUX"}:
                        found += self.verbs.read(passage.index, token)
                        found += self.phrases.read(passage.index, token)
                        found += self.visits.read(passage.index, token)
                    elif token.pos_ in {"NOUN", "PROPN"}:
                        found += self.nouns.read(passage.index, token)
                        found += self.letters.read(passage.index, token)
                    elif token.pos_ == "ADP" and title:
                        found += self.visits.read_title(passage.index, token)
                    elif token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ in {"ADJ", "NUM"}:
                        told = self.nouns.read_number(passage.index, token)
                        found += [told] if told is not None else []
                _share_dates(found)
                yield from found


def _is_purpose(mention: Occurrence, visit: Occurrence) -> bool:
    """Whether the visit is paid for it: "visited India in March for their annual summit"."""
    return (
        mention.form in {"summit", "session"}
        and not mention.date.known
        and not mention.points_back
        and visit.date.known
        and set(mention.cast.parties) == set(visit.cast.parties)
        and not set(visit.cast.persons) & set(mention.cast.persons)
    )


def _share_dates(mentions: list[Occurrence]) -> None:
    """Give a clause without a date that of the visit told before it in the sentence.

    "Visited Tehran on Monday and met the president" puts both on Monday and in Tehran.
    """
    visit: Occurrence | None = None
    for mention in mentions:
        if mention.form == "visit" and (not mention.is_noun or "held:" in mention.rule):
            visit = mention
        elif visit is not None and mention.is_noun and _is_purpose(mention, visit):
            mention.date, mention.status = visit.date, visit.status
            persons = (*visit.cast.persons, *mention.cast.persons)
            mention.cast = replace(mention.cast, persons=tuple(dict.fromkeys(persons)))
        elif visit is not None and not mention.is_noun and mention.status == visit.status:
            if not mention.date.known:
                mention.date = visit.date
            if mention.place is None and mention.form == "meeting" and visit.place is not None:
                city = visit.stops[0] if len(visit.stops) == 1 else None
                mention.place = visit.place.model_copy(update={"city": city})
