"""Entries as lines: how each kind of fact is put in words."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from communique.linking.aligning import Edit
from communique.linking.mechanism_names import is_round_word, ordinal_of
from communique.linking.mechanism_types import LinkedMechanism, MechanismPeriod
from communique.linking.types import Step
from communique.linking.wordings import name_words
from communique.records import (
    Commitment,
    Engagement,
    Figure,
    Official,
    Place,
    RecordBase,
    Tenure,
)
from communique.views.dates import (
    UNKNOWN,
    describe_cadence,
    describe_date,
    describe_day,
    describe_due,
)
from communique.views.entries import (
    CommitmentEntry,
    EngagementEntry,
    Entry,
    FigureEntry,
    FormulaEntry,
    MechanismEntry,
    OccasionEntry,
    PositionEntry,
    QuoteEntry,
    RequestEntry,
    TenureEntry,
)
from communique.views.names import (
    join,
    name_parties,
    name_party,
    name_side,
    name_source,
)
from communique.views.page import Line, WordEdit

UNREPORTED = "was scheduled; no report of it here"
OVERDUE = "past due"

#: Who is seen in an office so long before the document was in it at another time.
_LONG_AGO = timedelta(days=60)

_STANCES = {
    "support": "supports",
    "oppose": "opposes",
    "reaffirm": "reaffirms",
    "welcome": "welcomes",
    "concern": "is concerned",
    "other": "states",
}
_FLAGS = {"overdue": OVERDUE, "done": "done", "dropped": "dropped"}
#: Names beside the first that a line has room for.
_ALIASES = 2
#: Two rounds have one time between them, which is no habit.
_SERIES = 3
_FORCES = {"agreed": "Agreed", "pledged": "Pledged", "willing": "Willing"}
_APPROXIMATIONS = {"more-than": "more than ", "about": "about ", "exact": ""}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def phrase_engagement(entry: EngagementEntry, *, pair: tuple[str, ...] = ()) -> Line:
    """Return form, place and people; the parties are named where they aren't just `pair`."""
    record = entry.record
    lead = describe_date(record.date)
    if lead == UNKNOWN and entry.seen is not None:
        lead = f"{UNKNOWN} (reported {describe_day(entry.seen)})"
    remarks = [record.note] if record.note else []
    if record.stops:
        remarks.append(f"with stops in {join(list(record.stops))}")
    remarks += _claims(record)
    if record.status != "held" and not entry.unreported:
        remarks.insert(0, record.status)
    if entry.announced:
        remarks.append("announced beforehand")
    if entry.called_off:
        remarks.append("elsewhere told as called off")
    return Line(
        lead=lead,
        text=describe_engagement(record, pair=pair),
        remarks=tuple(remarks),
        flag=UNREPORTED if entry.unreported else None,
        notes=tuple(sorted({*entry.notes, *entry.announced})),
        thing=entry.thing,
    )


def describe_engagement(record: Engagement, *, pair: tuple[str, ...] = ()) -> str:
    """Return an engagement in one phrase, without its date."""
    form = record.form.replace("-", " ").capitalize() if record.form != "other" else "Contact"
    text = f"{form} of the {record.mechanism}" if record.mechanism else form
    where = describe_place(record.place)
    if where:
        text += f" {_link_place(record)} {where}"
    elif record.form == "visit" and record.host:
        text += f" to {name_party(record.host)}"
    if set(record.parties) != set(pair):
        text += f" of {name_parties(record.parties)}" if record.parties else ""
    people = _describe_people(record)
    return f"{text}: {people}" if people else text


def describe_place(place: Place | None) -> str:
    """Return venue, city and country, as far as known; the empty string for no place."""
    if place is None:
        return ""
    parts = [part for part in (place.venue, place.city) if part]
    if not parts and place.country:
        parts.append(name_party(place.country))
    return ", ".join(parts)


def phrase_commitment(entry: CommitmentEntry, *, pair: tuple[str, ...] = ()) -> Line:
    """Return the action led by its force; remarks tell the deadline and whose words it is."""
    record = entry.record
    remarks = []
    due = describe_due(record.due)
    if due:
        remarks.append(f"due {due}")
    others = [party for party in record.parties if party not in pair]
    if others and pair:
        remarks.append(f"also binds {name_parties(others)}")
    return Line(
        lead=_FORCES[record.force],
        text=record.action,
        remarks=(*remarks, *_words(entry), *describe_steps(entry.steps)),
        flag=_FLAGS.get(entry.state),
        notes=entry.notes,
        thing=entry.thing,
    )


def describe_steps(steps: Iterable[Step], *, repeated: bool = False) -> Iterator[str]:
    """Yield what happened since it was made, with the day, and what was concluded from it.

    That it was said again is told only if `repeated` is set.
    """
    for step in steps:
        if step.kind != "made" and (repeated or step.kind != "repeated"):
            when = f" {describe_day(step.day)}" if step.day else ""
            why = f": {step.why}" if step.why else ""
            yield f"{step.kind}{when}{why}"


def describe_bound(record: Commitment) -> str:
    """Return who is bound, in words."""
    return name_parties(record.parties) or "nobody named"


def phrase_request(entry: RequestEntry) -> Line:
    """Return what is asked, led by how strongly; remarks tell of whom and whose words it is."""
    record = entry.record
    due = describe_due(record.due)
    asked = join(["itself" if party == record.by else name_party(party) for party in record.to])
    remarks = [f"of {asked}"] if asked else []
    return Line(
        lead=record.force.capitalize(),
        text=record.action,
        remarks=(*remarks, *([f"due {due}"] if due else []), *_words(entry)),
        notes=entry.notes,
    )


def phrase_position(entry: PositionEntry) -> Line:
    """Return the wording led by the stance."""
    return Line(
        lead=_STANCES[entry.record.stance],
        text=entry.record.wording,
        quoted=True,
        remarks=_words(entry),
        notes=entry.notes,
    )


def phrase_mechanism(entry: MechanismEntry, *, pair: tuple[str, ...] = ()) -> Line:
    """Return the name; remarks tell what became of it, its rounds, its level, other parties."""
    record, linked = entry.record, entry.mechanism
    # That it was held is told by its rounds.
    states = [state for state in linked.states if state.state != "held" or not linked.rounds]
    remarks = [_describe_state(state) for state in states]
    remarks += _describe_rounds(linked)
    days = (day for state in linked.states for day in (state.first, state.last))
    told = max((day for day in (*days, linked.last) if day is not None), default=None)
    if told and entry.seen and entry.seen > told:
        remarks.append(f"still named {describe_day(entry.seen)}")
    if linked.next is not None:
        due = describe_due(linked.next.due)
        remarks.append(f"next promised {due}" if due else "next promised, no date")
    if record.level != "none":
        remarks.append(f"{record.level.replace('-', ' ')} level")
    others = [party for party in record.parties if party not in pair]
    if others:
        remarks.append(f"{'with ' if pair else ''}{name_parties(others)}")
    aliases = choose_aliases(record.name, linked.aliases)
    if aliases:
        remarks.append(f"also {join([f'“{alias}”' for alias in aliases[:_ALIASES]])}")
    text = record.name[:1].upper() + record.name[1:]
    flag = OVERDUE if linked.next is not None and linked.next.overdue else None
    return Line(
        text=text,
        remarks=(*remarks, *_claims(record)),
        flag=flag,
        notes=entry.notes,
        thing=entry.thing,
    )


def choose_aliases(name: str, aliases: Iterable[str]) -> list[str]:
    """Return the aliases that tell what neither the name nor an alias before them does.

    Case, the order of words, articles, the parties and the number of a round tell nothing.

    >>> choose_aliases("UK-China Energy Dialogue", ["the Energy Dialogue", "Energy Talks"])
    ['Energy Talks']
    """
    known = [_name_words(name)]
    chosen = []
    for alias in aliases:
        words = _name_words(alias)
        if not any(words <= other for other in known):
            known.append(words)
            chosen.append(alias)
    return chosen


def _name_words(name: str) -> frozenset[str]:
    words = name_words(name)
    return frozenset(w for w in words if ordinal_of(w) is None and not is_round_word(w))


def _describe_state(state: MechanismPeriod) -> str:
    """Return a state with the first day that tells it; that it exists, with the last."""
    day = state.last if state.state == "existing" else state.first
    return f"{state.state} as of {describe_day(day)}" if day else state.state


def _describe_rounds(mechanism: LinkedMechanism) -> Iterable[str]:
    """Yield how many rounds are on record, and how far they are apart."""
    count = len(mechanism.rounds)
    if count:
        last = f", the last on {describe_day(mechanism.last)}" if mechanism.last else ""
        yield f"{count} round{'' if count == 1 else 's'} on record{last}"
    dated = sum(one.date.known for one in mechanism.rounds)
    if mechanism.cadence_days and dated >= _SERIES:
        yield describe_cadence(mechanism.cadence_days)


def phrase_formula(entry: FormulaEntry) -> Line:
    """Return the latest wording led by how it changed, with its first and last use."""
    formula = entry.formula
    latest = formula.uses[-1]
    change = "dropped" if formula.dropped else latest.change
    remarks = []
    if formula.first and formula.last:
        once = formula.first == formula.last
        remarks.append(
            describe_day(formula.last)
            if once
            else f"{describe_day(formula.first)} to {describe_day(formula.last)}, "
            f"in {len(entry.documents)} documents"
        )
    if latest.to:
        remarks.append(f"to {name_parties(latest.to)}")
    if formula.claimed_by:
        remarks.append(f"according to {name_side(formula.claimed_by)}")
    return Line(
        lead=change or "undated",
        text=formula.wording,
        quoted=True,
        remarks=tuple(remarks),
        notes=entry.notes,
        thing=entry.thing,
    )


def mark_difference(edits: Iterable[Edit]) -> str:
    """Return a difference on one line: [-left out-], [+added+]."""
    parts = []
    for edit in edits:
        if edit.kind == "same":
            parts.append(edit.right)
            continue
        if edit.left:
            parts.append(f"[-{edit.left}-]")
        if edit.right:
            parts.append(f"[+{edit.right}+]")
    return " ".join(parts)


def to_stretches(edits: Iterable[Edit]) -> tuple[tuple[WordEdit, str], ...]:
    """Return a difference as the stretches of words that a line holds.

    >>> to_stretches([Edit(kind="changed", left="new", right="old")])
    (('drop', 'new'), ('add', 'old'))
    """
    found: list[tuple[WordEdit, str]] = []
    for edit in edits:
        if edit.kind == "same":
            found.append(("keep", edit.right))
            continue
        found += [("drop", edit.left)] if edit.left else []
        found += [("add", edit.right)] if edit.right else []
    return tuple(found)


def phrase_tenure(entry: TenureEntry) -> Line:
    """Return person and office with the day at which the person was seen in it."""
    record = entry.record
    former = record.former or entry.successor is not None
    day = record.as_of.end if record.as_of.known else entry.seen
    remarks = [_describe_seen(record, entry.seen)]
    if former and day and entry.seen and (entry.seen - day > _LONG_AGO or entry.successor):
        # "Former, as of 2019" would say that it was over in 2019.
        remarks = [f"in office {_when(record, entry.seen)}"]
    if entry.successor:
        remarks.append(f"later {entry.successor}")
    for one in entry.earlier:
        office = _describe_office(one, former=one.former)
        remarks.append(f"earlier {office}, {_describe_seen(one, None)}")
    office = _describe_office(record, former=former)
    return Line(
        lead=record.person,
        text=office,
        remarks=tuple(remarks),
        notes=entry.notes,
        thing=entry.thing,
    )


def _describe_office(record: Tenure, *, former: bool) -> str:
    told = record.office.casefold().startswith(("former ", "ex-"))
    return f"former {record.office}" if former and not told else record.office


def _describe_seen(record: Tenure, seen: date | None) -> str:
    when = _when(record, seen)
    return when if when == UNKNOWN else f"as of {when}"


def _when(record: Tenure, seen: date | None) -> str:
    return describe_date(record.as_of) if record.as_of.known else _day(seen)


def phrase_figure(entry: FigureEntry) -> Line:
    """Return value and label."""
    record = entry.record
    remarks: list[str] = [record.sense] if record.sense == "target" else []
    if record.period is not None and record.period.known:
        remarks.append(describe_date(record.period))
    return Line(
        lead=describe_value(record),
        text=record.label,
        remarks=(*remarks, *_words(entry)),
        notes=entry.notes,
    )


def describe_value(record: Figure) -> str:
    """Return a figure's value as people write it: "more than 60 billion USD", "5.2%"."""
    return f"{_APPROXIMATIONS[record.approx]}{describe_amount(record.value, record.unit)}"


def describe_amount(value: float, unit: str) -> str:
    """Return a number with its unit as people write it.

    >>> describe_amount(6e10, "USD")
    '60 billion USD'
    """
    scale, word = next(((s, f" {w}") for s, w in _SCALES if abs(value) >= s), (1.0, ""))
    number = f"{round(value / scale, 3):,}".removesuffix(".0")
    suffix = {"percent": "%", "count": ""}.get(unit, f" {unit}")
    return f"{number}{word}{suffix}"


def phrase_occasion(entry: OccasionEntry) -> Line:
    """Return the occasion led by its date."""
    record = entry.record
    base = record.of.base_year if record.of is not None else None
    remarks: tuple[str, ...] = ()
    if record.of is not None and base:
        told = record.of.what in record.name
        remarks = (str(base) if told else f"{record.of.what}, {base}",)
    return Line(
        lead=describe_date(record.date), text=record.name, remarks=remarks, notes=entry.notes
    )


def phrase_quote(entry: QuoteEntry) -> Line:
    """Return the words in quotation marks with speaker and date."""
    record = entry.record
    speaker = name_party(record.speaker)
    if record.speaker_party and record.speaker != record.speaker_party:
        speaker = f"{speaker}, {name_party(record.speaker_party)}"
    words = " … ".join(evidence.text for evidence in record.content)
    return Line(
        # The comma before the cue belongs to the sentence around the quotation.
        text=words.rstrip(" ,"),
        quoted=True,
        remarks=(speaker, _day(entry.seen), *_claims(record)),
        notes=entry.notes,
    )


def _words(entry: Entry[RecordBase]) -> tuple[str, ...]:
    """Return whose words an entry rests on, and on what day."""
    record, newest = entry.record, entry.documents[0]
    told = name_source(record, newest)
    return (f"{told}, {_day(entry.seen)}", *_claims(record))


def _claims(record: RecordBase) -> list[str]:
    return [f"according to {name_side(record.claimed_by)}"] if record.claimed_by else []


def _day(day: date | None) -> str:
    return describe_day(day) if day is not None else UNKNOWN


def _link_place(record: Engagement) -> str:
    if record.place is not None and record.place.venue:
        return "at"
    return "to" if record.form == "visit" and not is_local(record.place) else "in"


def is_local(place: Place | None) -> bool:
    """Whether a place is told more closely than by its country."""
    return place is not None and bool(place.city or place.venue)


def _describe_people(record: Engagement) -> str:
    """Return the people by party, in the order of the parties."""
    sides: dict[str | None, list[str]] = {party: [] for party in record.parties}
    for person in record.people:
        sides.setdefault(person.party, []).append(_describe_person(person))
    return "; ".join(
        f"{join(people)} for {name_party(party)}" if party else join(people)
        for party, people in sides.items()
        if people
    )


def _describe_person(person: Official) -> str:
    return f"{person.name} ({person.office})" if person.office else person.name
