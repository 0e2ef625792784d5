"""Figures: the quantities of a text that matter, and every number of its tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from spacy.tokens import Token

from communique.extraction.figure_labels import label_of, sum_before
from communique.extraction.figure_parties import body_of, parties_of
from communique.extraction.merging import union
from communique.extraction.phrases import first_verb, governors
from communique.extraction.table_figures import read_tables
from communique.language.analysis import Analysis
from communique.language.quantities import Quantity
from communique.language.syntax import modal_of, subject_of
from communique.language.times import TimeExpression
from communique.records import DateRange, Evidence, Figure
from communique.reference.tables import read_lexicon

Sense = Literal["statistic", "target", "count"]

_YEAR = re.compile(r"(?:19|20)\d\d")

#: A time so many words after a number is the number's own.
NEAR = 8
#: A time hangs on its verb by so many words at most, in these relations.
_TIME_DEPTH = 5
_OF_TIME = {
    "pobj", "prep", "amod", "nummod", "compound", "det", "nmod", "npadvmod", "advmod", "poss",
}  # fmt: skip
#: Two mentions of so large a sum are one figure, whatever stands beside it.
LARGE = 1e6


@dataclass(frozen=True)
class Candidate:
    """A quantity that matters: where it stands, and the word of the parse that holds it."""

    passage: int
    quantity: Quantity
    token: Token


@dataclass(frozen=True)
class _Lexicon:
    idle_units: frozenset[str]
    durations: frozenset[str]
    idle: frozenset[str]
    floor: int
    people: frozenset[str]
    people_floor: int
    many: frozenset[str]
    many_floor: int
    small: frozenset[str]
    statistics: frozenset[str]
    statistics_floor: int
    lasting: frozenset[str]
    lasting_verbs: frozenset[str]
    running: frozenset[str]
    victims: frozenset[str]
    struck: frozenset[str]
    fatal: frozenset[str]
    deciding: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    anniversary: frozenset[str]
    target: frozenset[str]
    pledge: frozenset[str]
    giving: frozenset[str]
    rates: frozenset[str]
    whole: frozenset[str]


@lru_cache(maxsize=2)
def _lexicon(language: str) -> _Lexicon:
    table = read_lexicon(language, "figure")
    counts, lengths, sense = table["counts"], table["durations"], table["sense"]
    return _Lexicon(
        idle_units=frozenset(table["units"]["idle"]),
        durations=frozenset(table["units"]["durations"]),
        idle=frozenset(counts["idle"]),
        floor=counts["floor"],
        people=frozenset(counts["people"]),
        people_floor=counts["people_floor"],
        many=frozenset(counts["many"]),
        many_floor=counts["many_floor"],
        small=frozenset(counts["small"]),
        statistics=frozenset(counts["statistics"]),
        statistics_floor=counts["statistics_floor"],
        lasting=frozenset(lengths["nouns"]),
        lasting_verbs=frozenset(lengths["verbs"]),
        running=frozenset(lengths["running"]),
        victims=frozenset(sense["victims"]),
        struck=frozenset(sense["struck"]),
        fatal=frozenset(sense["fatal"]),
        deciding=frozenset(sense["deciding"]),
        before=frozenset(lengths["before"]),
        after=frozenset(lengths["after"]),
        anniversary=frozenset(lengths["anniversary"]),
        target=frozenset(sense["target"]),
        pledge=frozenset(sense["pledge"]),
        giving=frozenset(sense["giving"]),
        rates=frozenset(sense["rates"]),
        whole=frozenset(table["percent"]["whole"]),
    )


def extract(analysis: Analysis) -> Iterator[Figure]:
    """Yield the figures of the article's prose, each once, then those of its tables."""
    found: dict[tuple[object, ...], Figure] = {}
    for candidate in candidates(analysis):
        figure = build(analysis, candidate)
        key = _key(candidate, figure)
        known = found.get(key)
        if known is None:
            found[key] = figure
        else:
            evidence = union(known.evidence, figure.evidence)
            found[key] = known.model_copy(update={"evidence": evidence})
    yield from found.values()
    yield from read_tables(analysis)


def candidates(analysis: Analysis) -> Iterator[Candidate]:
    """Yield the quantities that matter, in reading order."""
    lexicon = _lexicon("en")
    for passage in analysis.passages:
        for quantity in analysis.quantities(passage.index):
            token = _head_of(analysis, passage.index, quantity)
            if _matters(analysis, passage.index, quantity, token, lexicon):
                yield Candidate(passage.index, quantity, token)


def build(analysis: Analysis, candidate: Candidate) -> Figure:
    """Return the figure of a candidate."""
    lexicon = _lexicon("en")
    passage, quantity, token = candidate.passage, candidate.quantity, candidate.token
    lasts = quantity.unit in lexicon.durations
    label = label_of(analysis, passage, quantity, token, lasts=lasts)
    time = _time_of(analysis, candidate)
    sense = _sense(analysis, candidate, time, lexicon)
    parties = parties_of(analysis, passage, quantity, token)
    body = body_of(analysis, passage, quantity)
    if body is not None:
        found = analysis.passages[passage]
        label = f"members of {found.words(body.first, body.last)}"
    return Figure(
        document_id=analysis.document_id,
        evidence=(_evidence(analysis, candidate, sense),),
        source=analysis.source_of(passage, _noun_of(analysis, candidate)),
        claimed_by=analysis.claimed_by(*parties),
        topics=analysis.topics(token.sent.text),
        label=label or _name_unit(quantity),
        value=quantity.value,
        unit=quantity.unit,
        sense=sense,
        period=_period(time) if sense != "count" else None,
        parties=parties,
        approx=quantity.approx,
    )


def _key(candidate: Candidate, figure: Figure) -> tuple[object, ...]:
    """Two figures of one key are one, told twice."""
    quantity = candidate.quantity
    noun = (quantity.noun or "").lower().split()[-1:]
    if quantity.value >= LARGE:
        return quantity.value, quantity.unit, *noun
    return quantity.value, quantity.unit, figure.label, *noun


def _name_unit(quantity: Quantity) -> str:
    """Return what stands for a label where the text offers none."""
    if quantity.unit.isupper():
        return "amount"
    if quantity.unit in _lexicon("en").durations:
        return "duration"
    return {"percent": "share", "count": "number"}.get(quantity.unit, "quantity")


def _noun_of(analysis: Analysis, candidate: Candidate) -> int:
    """Return the word that stands for what is measured: whose words it is decides the source."""
    end = candidate.quantity.noun_end
    found = analysis.passages[candidate.passage]
    return candidate.token.i if end is None else found.token_at(end - 1)


# -- what matters --------------------------------------------------------------------------


def _head_of(analysis: Analysis, passage: int, quantity: Quantity) -> Token:
    """Return the word of the quantity that the others hang on."""
    found = analysis.passages[passage]
    first, last = found.token_at(quantity.start), found.token_at(quantity.end - 1)
    tokens = found.doc[first : last + 1]
    return next((t for t in tokens if not first <= t.head.i <= last), tokens[-1])


def _matters(
    analysis: Analysis, passage: int, quantity: Quantity, token: Token, lexicon: _Lexicon
) -> bool:
    unit = quantity.unit
    if unit in lexicon.idle_units:
        return False
    if unit in lexicon.durations:
        return _is_length(analysis, passage, quantity, token, lexicon)
    if unit == "count":
        if "-" in quantity.text and quantity.noun is not None and quantity.noun in quantity.text:
            return body_of(analysis, passage, quantity) is not None  # "six-nation"
        noun = (quantity.noun or "").lower().split()
        struck = quantity.value >= 2 and _is_of_victims(token, noun, lexicon)
        return struck or _is_counted(quantity, lexicon)
    if unit == "percent" and quantity.value in (100, 110, 1000):
        after = analysis.passages[passage].text[quantity.end : quantity.end + 30].split()[:2]
        return bool({word.lower() for word in after} & lexicon.whole)
    return quantity.value != 0 or unit == "percent"


def _is_counted(quantity: Quantity, lexicon: _Lexicon) -> bool:
    """Whether what is counted is worth a figure at this number."""
    if _YEAR.fullmatch(quantity.text):
        return False  # "our 2030 targets"
    if quantity.noun is None:
        return quantity.value >= lexicon.many_floor and quantity.value != 100
    words = quantity.noun.lower().split()
    last = words[-1]
    if last in lexicon.many:
        return quantity.value >= lexicon.many_floor
    if last in lexicon.idle:
        return False
    if last in lexicon.people:
        return quantity.value >= lexicon.people_floor
    if last in lexicon.small or " ".join(words[-2:]) in lexicon.small:
        return quantity.value >= 2
    return quantity.value >= lexicon.floor


def _is_length(
    analysis: Analysis, passage: int, quantity: Quantity, token: Token, lexicon: _Lexicon
) -> bool:
    """Whether a duration is how long a thing diplomatic lasts, not when something was."""
    found = analysis.passages[passage]
    doc = found.doc
    first, last = found.token_at(quantity.start), found.token_at(quantity.end - 1)
    sentence = token.sent
    words = {word.lemma_.lower() for word in sentence}
    if words & lexicon.anniversary:
        return False
    if last + 1 < len(doc) and doc[last + 1].lower_ in lexicon.after:
        return False
    if first and doc[first - 1].lower_ in lexicon.before:
        return False
    if "-" in quantity.text or token.dep_ in {"compound", "nmod", "amod", "npadvmod"}:
        ahead = next((t for t in doc[last + 1 : last + 5] if t.pos_ in {"NOUN", "PROPN"}), None)
        while ahead is not None and ahead.dep_ == "compound" and ahead.head.i > ahead.i:
            ahead = ahead.head
        return ahead is not None and _is_lasting(ahead, lexicon)
    follows = doc[last + 1] if last + 1 < len(doc) else None
    if follows is not None and (follows.lower_ == "of" or follows.text == "'"):
        rest = doc[last + 2 : last + 6]
        return any(_is_lasting(word, lexicon) for word in rest)
    if token.dep_ == "pobj" and token.head.lower_ in {"over", "for", "through", "by", "to"}:
        governor = token.head.head
        if token.head.lower_ == "for" and words & lexicon.running & {
            word.lower() for word in quantity.text.split()
        }:
            return True  # "for 11 consecutive years"
        if governor.lemma_.lower() in lexicon.lasting_verbs or _is_lasting(governor, lexicon):
            return True
        # "$15 billion over 15 years": the length of what is paid.
        paid = token.head.lower_ in {"over", "for"}
        return paid and sum_before(analysis, passage, quantity) is not None
    verb = token.head
    if verb.pos_ == "VERB" and verb.lemma_.lower() == "take":
        subject = subject_of(verb)
        return subject is not None and _is_lasting(subject, lexicon)
    return verb.pos_ == "VERB" and verb.lemma_.lower() in {"last", "extend", "span"}


def _is_lasting(word: Token, lexicon: _Lexicon) -> bool:
    return word.lower_ in lexicon.lasting or word.lemma_.lower() in lexicon.lasting


# -- what it means -------------------------------------------------------------------------


def _sense(
    analysis: Analysis, candidate: Candidate, time: TimeExpression | None, lexicon: _Lexicon
) -> Sense:
    quantity, token = candidate.quantity, candidate.token
    if quantity.unit in lexicon.durations:
        return "count"
    around = _around(analysis, candidate)
    if quantity.unit == "percent":
        rated = {word.lower_ for word in token.sent} & lexicon.rates
    else:
        rated = {word.lower_ for word in around} & lexicon.rates
    if {word.lemma_.lower() for word in around} & lexicon.target:
        return "target"
    if not rated and (_is_pledged(token, lexicon) or _is_due(analysis, time)):
        return "target"
    if quantity.unit != "count":
        return "statistic"
    words = (quantity.noun or "").lower().split()
    if _is_of_victims(token, words, lexicon):
        return "statistic"
    many = quantity.value >= lexicon.statistics_floor
    return "statistic" if many and (not words or words[-1] in lexicon.statistics) else "count"


def _is_of_victims(token: Token, words: list[str], lexicon: _Lexicon) -> bool:
    """Whether it counts those whom a war or a disaster struck."""
    if not words:
        return False
    if words[-1] in lexicon.victims:
        return True
    hurt = {word.lemma_.lower() for word in (*governors(token, 4), *token.children)}
    person = words[-1] in lexicon.statistics | lexicon.people | lexicon.struck
    return person and bool(hurt & lexicon.fatal)


def _around(analysis: Analysis, candidate: Candidate) -> list[Token]:
    """Return the words just before and after the number in its sentence."""
    found = analysis.passages[candidate.passage]
    sentence = candidate.token.sent
    first = found.token_at(candidate.quantity.start)
    last = found.token_at(candidate.quantity.end - 1)
    begin, end = max(sentence.start, first - 7), min(sentence.end, last + 6)
    return [found.doc[index] for index in range(begin, end)]


def _is_due(analysis: Analysis, time: TimeExpression | None) -> bool:
    """Whether the number is to be reached by a day after the document's."""
    if time is None or time.date.end is None or time.role not in {"by", "until", "within"}:
        return False
    anchor = analysis.anchor
    return anchor is None or anchor.end is None or time.date.end > anchor.end


def _is_pledged(token: Token, lexicon: _Lexicon) -> bool:
    """Whether a verb of promise governs the number, or one of giving that lies ahead."""
    offered = False
    for word in governors(token, 8):
        if word.pos_ == "NOUN" and word.lemma_ in {"pledge", "promise"}:
            return True
        if word.pos_ not in {"VERB", "AUX"}:
            continue
        lemma = word.lemma_.lower()
        if offered and lemma in lexicon.deciding:
            return True  # "decided to extend aid"
        if lemma in lexicon.giving and word.tag_ == "VB":
            offered = any(child.lower_ == "to" for child in word.lefts)
        if lemma in lexicon.pledge:
            # "Has already committed $2 billion" tells what was given.
            perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in word.children)
            return not perfect and word.dep_ not in {"acl", "relcl", "amod"}
        if lemma in lexicon.giving and modal_of(word) in {"will", "shall"}:
            return True
        if word.tag_ in {"VBD", "VBZ", "VBP"} or word.dep_ == "relcl":
            return False
    return False


def _time_of(analysis: Analysis, candidate: Candidate) -> TimeExpression | None:
    """Return the time that the number holds for: right after it, or beside its verb."""
    found, quantity = analysis.passages[candidate.passage], candidate.quantity
    sentence = candidate.token.sent
    times = [
        t for t in analysis.times_within(candidate.passage, sentence.start, sentence.end - 1)
        if t.date.known
    ]  # fmt: skip
    if not times:
        return None
    last = found.token_at(quantity.end - 1)
    for time in times:
        distance = found.token_at(time.core_start) - last
        between = found.text[quantity.end : time.start]
        if 0 < distance <= NEAR and not set(between) & set(",;:()–—") and not time.attributive:
            return time
    verb = first_verb(candidate.token)
    for time in times:
        if time.attributive or time.start > quantity.start:
            continue
        governor = _verb_told(found.doc[found.token_at(time.core_start)], time)
        # "Today, NATO protects a billion people" tells no day.
        lasts = governor is not None and governor.tag_ in {"VBZ", "VBP"}
        if verb is not None and governor == verb and not lasts:
            return time
    return None


def _verb_told(held: Token, time: TimeExpression) -> Token | None:
    """Return the verb that the time stands beside: "in the first half of 2020, trade grew"."""
    for _ in range(_TIME_DEPTH):
        above = held.head
        if above.pos_ in {"VERB", "AUX"}:
            return above
        of_another = held.dep_ == "prep" and above.idx < time.start  # "the order of 2 May"
        if held.dep_ not in _OF_TIME or of_another:
            return None
        held = above
    return None


def _period(time: TimeExpression | None) -> DateRange | None:
    return time.date if time is not None else None


def _evidence(analysis: Analysis, candidate: Candidate, sense: Sense) -> Evidence:
    quantity = candidate.quantity
    end = quantity.noun_end if quantity.noun_end is not None else quantity.end
    rule = f"figure:{'money' if quantity.unit.isupper() else quantity.unit}:{sense}"
    return analysis.evidence_at(candidate.passage, quantity.start, max(end, quantity.end), rule)
