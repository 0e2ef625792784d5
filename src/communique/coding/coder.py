"""Sentences into events: patterns, those in their slots, dates, places, contexts."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from communique.coding.actors import Named, find_actors
from communique.coding.auxiliary import auxiliaries
from communique.coding.clauses import conjuncts
from communique.coding.composing import compose, find_demands
from communique.coding.events import Event
from communique.coding.judging import concerns
from communique.coding.matching import Match, find_matches, further_recipients
from communique.coding.patterns import Lexicon, load_lexicon
from communique.extraction.engagement_lexicon import engagement_lexicon
from communique.extraction.engagement_places import PlaceReader
from communique.language.analysis import Analysis
from communique.language.times import TimeExpression
from communique.records import UNKNOWN_DATE, DateRange, Place

#: Types whose sides are equals where they do it with each other.
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_WITH = frozenset({"with", "between", "among"})


def code_events(analysis: Analysis) -> list[Event]:
    """Return the events of an article, sentence by sentence, that of the main clause first."""
    lexicon = load_lexicon()
    return [
        event
        for passage in analysis.passages
        for sentence in passage.doc.sents
        for event in _code(analysis, passage.index, sentence, lexicon)
    ]


def _code(analysis: Analysis, passage: int, sentence: Span, lexicon: Lexicon) -> Iterator[Event]:
    seen: set[tuple[object, ...]] = set()
    contexts: tuple[str, ...] | None = None
    matches = [compose(match, lexicon) for match in find_matches(sentence, lexicon)]
    found = {match.anchor.i for match in matches}
    demands = [demand for demand in find_demands(sentence) if demand.anchor.i not in found]
    for match in (*demands, *matches):
        actors = find_actors(analysis, passage, match.actors, lexicon)
        recipients = find_actors(analysis, passage, match.recipients, lexicon)
        further: tuple[Named, ...] = ()
        if not match.nominal and not any(map(_is_somebody, recipients)):
            further = _first_further(analysis, passage, match, actors, lexicon)
        if not concerns(match, actors, recipients, further, lexicon):
            continue
        recipients = (*recipients, *further)
        if _is_mutual(match, recipients):
            actors, recipients = _together(actors, recipients), ()
        acting, suffering = ([named.actor for named in side] for side in (actors, recipients))
        sides = [sorted({a.country or a.evidence.text for a in s}) for s in (acting, suffering)]
        key = (match.pattern.type, *map(tuple, sides))
        if key in seen:
            continue
        seen.add(key)
        if contexts is None:
            contexts = _contexts(sentence, lexicon)
        when = _when(analysis, passage, sentence, match.anchor)
        pattern = match.pattern
        yield Event(
            type=pattern.type,
            mode=pattern.mode,
            contexts=contexts,
            actors=tuple(acting),
            recipients=tuple(suffering),
            date=when,
            place=_where(analysis, passage, match.anchor),
            auxiliary=auxiliaries(match.anchor, when, analysis.as_of),
            cameo=lexicon.cameo.get(f"{pattern.type}-{pattern.mode}")
            or lexicon.cameo.get(pattern.type),
            evidence=analysis.evidence(passage, *_words(match), f"plover:{pattern.head}"),
            sentence=analysis.evidence(passage, sentence.start, sentence.end - 1, "sentence"),
        )


def _first_further(
    analysis: Analysis, passage: int, match: Match, actors: tuple[Named, ...], lexicon: Lexicon
) -> tuple[Named, ...]:
    """Return whom the words below an act name first, with those coordinated with them."""
    acting = {(n.actor.country, n.actor.sector) for n in actors}
    for token in further_recipients(match):
        told = find_actors(analysis, passage, conjuncts(token), lexicon)
        if found := tuple(n for n in told if _is_other(n, acting)):
            return found
    return ()


def _is_other(named: Named, acting: set[tuple[str | None, str | None]]) -> bool:
    """Whether somebody of a country is none of those who act."""
    country, sector = named.actor.country, named.actor.sector
    return country is not None and not acting & {(country, sector), (country, None)}


def _is_somebody(named: Named) -> bool:
    """Whether an actor needs no further words: "refugees" do, "soldiers" don't."""
    return bool(named.actor.country) or named.actor.sector not in {None, "CVL", "REF", "PRS"}


def _is_mutual(match: Match, recipients: tuple[Named, ...]) -> bool:
    if match.pattern.type not in _MUTUAL:
        return False
    return match.pattern.slot in _WITH or not recipients or match.pattern.type == "CONSULT"


def _together(actors: tuple[Named, ...], others: tuple[Named, ...]) -> tuple[Named, ...]:
    return tuple(dict.fromkeys((*actors, *others)))


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
