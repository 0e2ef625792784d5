"""What an outcome is to a promise: the step that it shows, if it is of this promise at all.

A wrong outcome is worse than none: a sentence is of a promise only if its verb is of the
promised deed, or of a known result of it, and nearly all things that tell the deed from others
are among its words, the names always, with no place, ordinal, number or party against it. Of
an engagement or a number, whose records hold few words, less is enough.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from communique.linking.promise_definite import can_be_ended, is_definite, telling_things
from communique.linking.promise_joining import (
    SAME_ENCOUNTER,
    SHARED,
    SHARED_WITH_HEAD,
    Thread,
    compatible,
)
from communique.linking.promise_outcomes import Outcome, named_deed
from communique.linking.promise_tellings import Aspect, Telling, has_cue
from communique.linking.promise_words import Deed, lexicon, once, stem, things_in, times_of
from communique.linking.types import StepKind
from communique.records import Commitment, DateRange, Engagement, Figure, Mechanism
from communique.reference.parties import load_parties

#: So much of a promise's things are named where the first of them isn't.
SURE = 0.66
#: Where another verb is used, so much has to be named.
_PLAIN = 0.75
#: That a mechanism exists is told in passing; a slip of the day on which it was agreed isn't it.
_SETTLED = timedelta(days=30)
#: So many words make a name of its own.
_TELLING = 2
#: A number that misses the promise by so little is rounded.
_ROUNDED = 0.98
#: A number so many times the promised one is a total of other things.
_BEYOND = 10
_PART = re.compile(r"\bof (?:the|its|their)\b")
#: The end of a plan may be told of the thing alone: "the conference was cancelled".
_OF_THINGS: tuple[Aspect, ...] = ("dropped", "later")
_STEPS: Mapping[Aspect, StepKind] = {
    "done": "done",
    "failed": "denied",
    "denied": "denied",
    "dropped": "dropped",
    "later": "modified",
}


@dataclass(frozen=True, slots=True)
class Match:
    """What an outcome is to a promise: a step, how well it fits, and the new due date it gives."""

    kind: StepKind
    score: float
    why: str
    due: DateRange | None = None


def coverage(promised: Deed, things: frozenset[str]) -> float:
    """Return how much of a promise's things are named, 0 where it's too little to tell."""
    if not promised.things:
        return 1
    share = len(promised.things & things) / len(promised.things)
    enough = share >= SURE or (share >= SHARED_WITH_HEAD and promised.head in things)
    return share if enough else 0


def can_be_told(deed: Deed, bound: frozenset[str]) -> bool:
    """Return whether words alone can tell what became of a deed by those bound to it."""
    return not deed.negated and (is_definite(deed, bound) or can_be_ended(deed))


def can_be_followed(thread: Thread, deed: Deed) -> bool:
    """Return whether anything can show what became of a deed that a promise tells."""
    bound = frozenset(thread.first.commitment.parties)
    seen = is_definite(deed, bound, thread.due is not None)
    return not deed.negated and (seen or can_be_ended(deed))


def tells_all(promised: Deed, things: frozenset[str], least: float = _PLAIN) -> bool:
    """Return whether nearly all that tells the promised deed from others is named, all names.

    `least` is the part that has to be named.
    """
    if not promised.names <= things:
        return False
    telling = telling_things(promised) - promised.places or promised.things
    return len(telling & things) >= least * len(telling)


def match(thread: Thread, outcome: Outcome) -> Match | None:
    """Return what an outcome is to a promise, None if it is of something else."""
    if not _comes_after(thread, outcome):
        return None
    best: Match | None = None
    bound = frozenset(thread.first.commitment.parties)
    for deed in thread.deeds:
        # Only an engagement has a day by which a date could tell it from others.
        dated = thread.due is not None and isinstance(outcome.record, Engagement)
        ended = outcome.aspect == "dropped" and can_be_ended(deed)
        if deed.negated or not (is_definite(deed, bound, dated) or ended):
            continue
        known = frozenset(thread.first.commitment.parties) | deed.parties
        found = _match_deed(thread, deed, known, outcome)
        if found is not None and (best is None or found.score > best.score):
            best = found
    return best


def _match_deed(
    thread: Thread, deed: Deed, known: frozenset[str], outcome: Outcome
) -> Match | None:
    bound = frozenset(thread.first.commitment.parties)
    if not _same_parties(bound, known, outcome):
        return None
    score = coverage(deed, outcome.deed.things)
    if score == 0 or not compatible(deed.places, outcome.deed.places):
        return None
    if deed.ordinals and outcome.deed.ordinals and deed.ordinals != outcome.deed.ordinals:
        return None
    record = outcome.record
    match record:
        case Engagement():
            return _by_engagement(deed, bound, outcome, record, score)
        case Mechanism():
            return _by_mechanism(thread, deed, outcome, record, score)
        case Figure():
            return _by_figure(deed, outcome, record, score)
        case _:
            return _by_words(deed, bound, outcome, score)


def _by_words(deed: Deed, bound: frozenset[str], outcome: Outcome, score: float) -> Match | None:
    telling = outcome.telling
    aspect = outcome.aspect
    if telling is None or aspect not in _STEPS:
        return None
    who = telling.agents | telling.named
    known = bool(who & (bound | deed.parties)) or outcome.record is not None
    # What it's done to has to be told with the deed: a study of a matter is no dialogue on it.
    known = known and (aspect != "done" or deed.head in telling.deed.things)
    if aspect == "done" and (_is_elsewhere(deed, bound, telling) or _is_talk(deed, telling)):
        return None
    if not tells_all(deed, telling.deed.things, SURE if known else _PLAIN):
        return None
    if telling.words and telling.words <= deed.things:
        return None  # "the Extended Deterrence Dialogue" extends no deterrence
    if not deed.things and not (deed.parties and deed.parties <= telling.deed.parties):
        return None
    if aspect == "dropped" and telling.cues & deed.verbs:
        aspect = "done"  # to suspend or to withdraw was what was promised
        if isinstance(outcome.record, Commitment):
            return None
    told = telling.deed.verbs | telling.cues
    same = bool(deed.verbs & told) or (aspect == "done" and _shows(deed, told))
    if not same and not (aspect in _OF_THINGS and score >= _PLAIN and _is_named(deed, telling)):
        return None
    if aspect == "done":
        if (
            _is_anothers(deed, bound, telling)
            or deed.lasting
            or not (telling.whole or _reaches(deed, telling.deed.numbers, telling.text))
        ):
            return None
        return Match("done", score, f"told as done: “{telling.text.strip()}”")
    if aspect == "later":
        record = outcome.record
        due = record.due if isinstance(record, Commitment) else None
        due = due or _ahead(outcome, telling.text)
        return Match("modified", score, f"put off: “{telling.text.strip()}”", due)
    said = {
        "failed": "told as not done",
        "denied": "denied",
        "dropped": "given up",
    }[aspect]
    return Match(_STEPS[aspect], score, f"{said}: “{telling.text.strip()}”")


def _is_named(deed: Deed, telling: Telling) -> bool:
    """Whether words without the deed's verb tell of its things, by their name or several."""
    shared = telling_things(deed) & telling.deed.things
    return len(shared) >= _TELLING or bool(deed.names & shared)


def _is_elsewhere(deed: Deed, bound: frozenset[str], telling: Telling) -> bool:
    """Whether what is told is of another party than the promised one, or of some of several.

    An embassy in Tonga is none in Vanuatu, nor are embassies in Tonga and Kiribati there.
    """
    others = deed.parties - bound
    told = telling.named - bound
    return bool(others and told) and not others <= told


def _is_talk(deed: Deed, telling: Telling) -> bool:
    """Whether the thing is only talked of or studied: "concluded the third round of talks on"."""
    precursors = frozenset(s for w in lexicon()["kinds"]["precursors"] for s in stem(w))
    return deed.head in telling.talked and not deed.things & precursors


def _is_anothers(deed: Deed, bound: frozenset[str], telling: Telling) -> bool:
    """Whether a deed that needs its doer, as giving its giver, is told of no party bound to it."""
    if not deed.verbs & frozenset(lexicon()["kinds"]["measured"]) - once() or not telling.active:
        return False
    if "receive" in telling.deed.verbs and telling.named & bound:
        return False  # "received the ships from Japan"
    return not (telling.agents & bound or telling.referring)


def _ahead(outcome: Outcome, text: str) -> DateRange | None:
    """Return the last time named in a text that was still to come when it was published."""
    told = times_of(text, outcome.document.published)
    ahead = [t for t in told if t.end and outcome.published and t.end > outcome.published]
    return max(ahead, key=lambda t: (t.end or date.min, t.start or date.min), default=None)


def _shows(deed: Deed, told: frozenset[str]) -> bool:
    """Whether another deed shows the promised one: what was to be built is opened."""
    shown: Mapping[str, list[str]] = lexicon()["shown"]
    by = {verb for promised in deed.verbs for verb in shown.get(promised, ())}
    return bool(told & (by | set(lexicon()["kinds"]["any"])))


def _by_engagement(
    deed: Deed, bound: frozenset[str], outcome: Outcome, record: Engagement, score: float
) -> Match | None:
    shown = frozenset(lexicon()["engagements"].get(record.form, ()))
    if not deed.verbs & shown:
        return None
    if record.mechanism and not _same_name(deed, record.mechanism):
        return None
    if not deed.things and "visit" not in shown:
        return None
    if not deed.names <= outcome.deed.things or not bound <= frozenset(record.parties):
        return None
    least = _PLAIN if record.form == "signing" else SURE
    if not tells_all(deed, outcome.deed.things, least):
        return None
    if deed.verbs & {"visit", "deploy"} and record.form == "visit":
        where = {record.host, record.place.country if record.place else None} - {None}
        if where and where <= bound and not deed.parties:
            return None
        if deed.parties and where and not where & deed.parties:
            return None
    if deed.hosting and len(bound) == 1:
        where = {record.host, record.place.country if record.place else None} - {None}
        if where and not where & bound:
            return None
    if outcome.aspect == "dropped" and has_cue(outcome.why, "later"):
        due = _ahead(outcome, outcome.why)
        return Match("modified", score, f"the {record.form} was put off", due)
    if outcome.aspect == "dropped":
        return Match("dropped", score, f"the {record.form} was called off or put off")
    name = f" of {record.mechanism}" if record.mechanism else ""
    on = f" on {record.date.start.isoformat()}" if record.date.start else ""
    return Match("done", score, f"a {record.form}{name} was held{on}")


def _by_mechanism(
    thread: Thread, deed: Deed, outcome: Outcome, record: Mechanism, score: float
) -> Match | None:
    if record.state == "suspended":
        if not deed.verbs & {"begin", "resume", "hold", "lasting"}:
            return None
        return Match("dropped", score, f"{record.name} is suspended")
    wanted = {"launched": {"begin", "resume"}, "resumed": {"resume", "begin"}}.get(
        record.state, {"begin", "resume"}
    )
    if record.type == "agreement" or not deed.verbs & wanted:
        return None
    if not _same_name(deed, record.name):
        return None
    if record.state == "existing":
        told = thread.last_told
        if told is None or outcome.published is None or outcome.published < told + _SETTLED:
            return None
        # A resumption is not shown by its object, which was there before.
        if "begin" not in deed.verbs or score < _PLAIN:
            return None
        named = named_deed(record.name).things
        if len(named & deed.things) < _TELLING or not tells_all(deed, named):
            return None
        return Match("done", score * SHARED_WITH_HEAD, f"{record.name} exists")
    return Match("done", score, f"{record.name} was {record.state}")


def _by_figure(deed: Deed, outcome: Outcome, record: Figure, score: float) -> Match | None:
    measured = frozenset(lexicon()["kinds"]["measured"])
    if not deed.numbers or not deed.verbs & measured or "cut" in deed.verbs:
        return None
    units = {unit for _, unit in deed.numbers} - frozenset(lexicon()["kinds"]["durations"])
    if not tells_all(deed, outcome.deed.things | things_in(outcome.why)):
        return None
    if record.unit not in units or not _reaches(deed, outcome.deed.numbers):
        return None
    return Match("done", score, f"{record.label}: {record.value:g} {record.unit}")


def _same_name(deed: Deed, name: str) -> bool:
    """Whether a mechanism's name can be of what is promised.

    A maritime dialogue and a cyber dialogue share most of their words; each has one that
    the other lacks.
    """
    named, things = named_deed(name).things, deed.things - deed.places
    if named <= things or things <= named:
        return True
    return len(named & things) >= SHARED * len(named | things)


def _reaches(deed: Deed, numbers: frozenset[tuple[float, str]], text: str = "") -> bool:
    """Whether the numbers told, if any, come up to the promised one.

    Of several the largest counts, of "two of the six ships" the smallest.
    """
    promised = {unit: value for value, unit in sorted(deed.numbers)}
    told = {unit: value for value, unit in sorted(numbers, reverse=bool(_PART.search(text)))}
    common = promised.keys() & told.keys()
    return all(
        _ROUNDED * promised[unit] <= told[unit] <= _BEYOND * max(promised[unit], 1)
        for unit in common
    )


def _comes_after(thread: Thread, outcome: Outcome) -> bool:
    """Whether the outcome was told after the promise, of something not before it."""
    if outcome.published is None or thread.made is None or outcome.published <= thread.made:
        return False
    told_again = any(t.stored.document.id == outcome.document.id for t in thread.told)
    if told_again and outcome.aspect == "done" and thread.first.deed.once:
        return False  # who still promises it hasn't done it
    if outcome.telling is not None and outcome.aspect == "done":
        years = outcome.telling.years
        if years and max(years) < thread.made.year:
            return False
    meets = isinstance(outcome.record, Engagement) or bool(
        outcome.deed.verbs & thread.first.deed.verbs & {"hold", "visit"}
    )
    if meets and outcome.aspect == "done":
        # The encounter at which it was promised is not the one that was promised.
        if outcome.day is not None:
            return outcome.day > thread.made
        told = [t.day for t in thread.told if t.day is not None]
        return not any(timedelta(0) <= outcome.published - d <= SAME_ENCOUNTER for d in told)
    return outcome.day is None or outcome.day >= thread.made


def _with_members(named: frozenset[str], bound: frozenset[str]) -> frozenset[str]:
    """Return the parties, for an organisation of just those who are bound, these themselves."""
    same = {party for party in named if bound and _members(party) == bound}
    return named - same | bound if same else named


@lru_cache(maxsize=1024)
def _members(party: str) -> frozenset[str]:
    return frozenset(load_parties().members(party))


def _same_parties(bound: frozenset[str], known: frozenset[str], outcome: Outcome) -> bool:
    """Whether what is told is between the parties of the promise, and no others."""
    named = outcome.deed.parties
    if outcome.record is None and outcome.telling is not None:
        agents = _with_members(outcome.telling.agents, bound)
        if agents and not agents & (known if outcome.deed.verbs & {"receive"} else bound):
            return False
        told_of = _with_members(outcome.telling.named, bound)
        if len(bound) > 1 and told_of - known and not bound <= told_of:
            return False  # what one of them did with somebody else
        return bound <= outcome.parties and (not named or bool(named & known))
    if isinstance(outcome.record, Engagement):
        return known <= outcome.parties | named
    if isinstance(outcome.record, Mechanism | Figure) and outcome.parties:
        # A joint mechanism has all of them, a figure is told of one of them at least.
        if isinstance(outcome.record, Mechanism):
            return bound <= outcome.parties
        return bool(outcome.parties & bound) and outcome.parties <= known
    told = named | outcome.parties
    if not (told <= known or known <= told or (not named and told & known)):
        return False
    if not told & bound:
        return False
    around = [group for group in outcome.around if group & bound]
    if not around:
        return True
    return known <= frozenset().union(named, outcome.parties, *around)
