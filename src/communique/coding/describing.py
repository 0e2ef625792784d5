"""What else the words tell of an event: when, where, in which contexts, whether it took place."""

from collections.abc import Iterable

from spacy.tokens import Span, Token

from communique.coding.auxiliary import auxiliaries
from communique.coding.events import Actor, Event
from communique.coding.matching import Match
from communique.coding.patterns import Lexicon, load_lexicon
from communique.extraction.engagement_lexicon import engagement_lexicon
from communique.extraction.engagement_places import PlaceReader
from communique.language.analysis import Analysis
from communique.language.times import TimeExpression
from communique.records import UNKNOWN_DATE, DateRange, Place


def describe(
    analysis: Analysis,
    passage: int,
    match: Match,
    actors: Iterable[Actor],
    recipients: Iterable[Actor],
) -> Event:
    """Return the event that a match tells, with these on its sides."""
    lexicon, pattern, anchor = load_lexicon(), match.pattern, match.anchor
    sentence = anchor.sent
    when = _when(analysis, passage, sentence, anchor)
    return Event(
        type=pattern.type,
        mode=pattern.mode,
        contexts=_contexts(sentence, lexicon),
        actors=tuple(actors),
        recipients=tuple(recipients),
        date=when,
        place=_where(analysis, passage, anchor),
        auxiliary=auxiliaries(anchor, when, analysis.as_of),
        cameo=lexicon.cameo.get(f"{pattern.type}-{pattern.mode}")
        or lexicon.cameo.get(pattern.type),
        evidence=analysis.evidence(passage, *_words(match), f"plover:{pattern.head}"),
        sentence=analysis.evidence(passage, sentence.start, sentence.end - 1, "sentence"),
    )


def _words(match: Match) -> tuple[int, int]:
    """Return the tokens of the act itself: the verb with its auxiliaries, particles, object."""
    anchor = match.anchor
    held = {noun for _, noun in match.pattern.object or ()}
    near = [
        child
        for child in anchor.children
        if child.dep_ in {"aux", "auxpass", "neg", "prt"}
        or (child.dep_ in {"dobj", "nsubjpass"} and child.lemma_.lower() in held)
    ]
    places = [anchor.i, *(child.i for child in near)]
    return min(places), max(places)


def _when(analysis: Analysis, passage: int, sentence: Span, anchor: Token) -> DateRange:
    """Return the date that hangs on the act, or is the only one of its sentence."""
    times = [t for t in analysis.times_within(passage, sentence.start, sentence.end - 1)
             if t.date.known and not t.attributive]  # fmt: skip
    own = [time for time in times if _hangs_on(analysis, passage, time, anchor)]
    chosen = own or (times if len(times) == 1 else [])
    return chosen[0].date if chosen else UNKNOWN_DATE


def _hangs_on(analysis: Analysis, passage: int, time: TimeExpression, anchor: Token) -> bool:
    token = analysis.passages[passage].doc[analysis.passages[passage].token_at(time.core_start)]
    verb = next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    return verb is not None and verb.i == anchor.i


def _where(analysis: Analysis, passage: int, anchor: Token) -> Place | None:
    """Return the place that the words of the act name, without those of clauses below."""
    reader = PlaceReader(analysis, engagement_lexicon())
    for child in anchor.children:
        if child.dep_ == "prep" and child.i > anchor.i:
            place = reader.place_of(passage, child.i, child.right_edge.i)
            if place is not None:
                return place
    return None


def _contexts(sentence: Span, lexicon: Lexicon) -> tuple[str, ...]:
    lemmas = {token.lemma_.lower() for token in sentence}
    text = f" {sentence.text.lower()} "
    return tuple(
        name
        for name, words in lexicon.contexts.items()
        if any(word in lemmas if " " not in word else f" {word}" in text for word in words)
    )
