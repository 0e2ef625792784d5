"""Linked things in words, where a page is of one subject; each returns a line of the page."""

from collections.abc import Sequence

from communique.linking.formula_types import Formula, FormulaUse
from communique.linking.mechanism_types import MechanismPeriod, Round
from communique.linking.types import AnsweredRequest, HeldOffice
from communique.records import DateRange
from communique.views.dates import UNKNOWN, describe_date, describe_day, describe_due
from communique.views.names import join, name_parties, name_party, name_side
from communique.views.page import Line
from communique.views.phrases import describe_place, describe_steps

UNANSWERED = "no answer here"


def phrase_office(office: HeldOffice, notes: Sequence[int] = ()) -> Line:
    """Return an office with when its holder was seen in it, and what a pack says of that."""
    title = office.office
    if office.former and not title.casefold().startswith(("former ", "ex-")):
        title = f"former {title}"
    seen = describe_date(DateRange(start=office.first, end=office.last))
    remarks = [name_party(office.party)] if office.party else []
    remarks.append(seen if seen == UNKNOWN else f"seen {seen}")
    if office.since or office.until:
        known = describe_date(DateRange(start=office.since, end=office.until))
        remarks.append(f"in office {known} by {office.citation}")
    return Line(text=title, remarks=tuple(remarks), notes=tuple(notes))


def phrase_answered(request: AnsweredRequest, notes: Sequence[int] = ()) -> Line:
    """Return what was asked, of whom and when, and what came of it."""
    asked = join(["itself" if party == request.by else name_party(party) for party in request.to])
    first = request.steps[0].day
    due = describe_due(request.due)
    remarks = [f"by {name_party(request.by)}" + (f" of {asked}" if asked else "")]
    remarks += [describe_day(first)] if first else []
    remarks += [f"due {due}"] if due else []
    return Line(
        lead=request.force.capitalize(),
        text=request.action,
        remarks=(*remarks, *describe_steps(request.steps)),
        flag=UNANSWERED if request.answer == "unanswered" else request.answer,
        notes=tuple(notes),
        thing=request.id,
    )


def phrase_use(formula: Formula, use: FormulaUse, notes: Sequence[int] = ()) -> Line:
    """Return one use of a wording, led by its day; remarks tell whose it is and what is new."""
    remarks = [name_party(formula.holder)]
    if use.by != formula.holder:
        remarks.append(f"by {name_party(use.by)}")
    if use.to:
        remarks.append(f"to {name_parties(use.to)}")
    if formula.claimed_by:
        remarks.append(f"according to {name_side(formula.claimed_by)}")
    if use.change is not None:
        why = f": {use.why}" if use.why and use.change not in ("new", "same") else ""
        remarks.append(f"{use.change}{why}")
    return Line(
        lead=describe_day(use.day) if use.day else UNKNOWN,
        text=use.wording,
        quoted=True,
        remarks=tuple(remarks),
        notes=tuple(notes),
        thing=formula.id,
        edits=use.difference if use.change not in (None, "new", "same") else (),
    )


def phrase_stand(formula: Formula, notes: Sequence[int] = ()) -> Line:
    """Return a party's current wording, led by the party; remarks tell the last change."""
    dated = [use for use in formula.uses if use.day is not None] or list(formula.uses)
    latest = dated[-1]
    changed = next((use for use in reversed(dated) if use.change not in (None, "same")), latest)
    remarks = [f"last {describe_day(latest.day)}" if latest.day else UNKNOWN]
    if changed.change and changed.day:
        why = f": {changed.why}" if changed.why and changed.change != "new" else ""
        remarks.append(f"{changed.change} {describe_day(changed.day)}{why}")
    if formula.claimed_by:
        remarks.append(f"according to {name_side(formula.claimed_by)}")
    return Line(
        lead=name_party(formula.holder),
        text=latest.wording,
        quoted=True,
        remarks=tuple(remarks),
        flag="dropped" if formula.dropped else None,
        notes=tuple(notes),
        thing=formula.id,
    )


def phrase_round(held: Round, notes: Sequence[int] = ()) -> Line:
    """Return a session led by its date, with number and place."""
    place = describe_place(held.place)
    return Line(
        lead=describe_date(held.date),
        text=f"Round {held.number}" if held.number is not None else "Session, not numbered",
        remarks=(place,) if place else (),
        notes=tuple(notes),
    )


def phrase_period(period: MechanismPeriod, notes: Sequence[int] = ()) -> Line:
    """Return a state of a mechanism, led by the day from which it was told."""
    remarks = []
    if period.last and period.last != period.first:
        remarks.append(f"last told {describe_day(period.last)}")
    return Line(
        lead=describe_day(period.first) if period.first else UNKNOWN,
        text=period.state.capitalize(),
        remarks=tuple(remarks),
        notes=tuple(notes),
    )
