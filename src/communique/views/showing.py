"""One thing by its id: its words in context, and why they are taken for its words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from communique.archive.passages import cut_passages
from communique.archive.types import Located, Passage
from communique.errors import NotOnRecord
from communique.linking.formula_types import Formula
from communique.linking.mechanism_types import LinkedMechanism
from communique.linking.memory import Memory
from communique.linking.types import (
    AnsweredRequest,
    Cited,
    Encounter,
    Person,
    Promise,
    Step,
    WatchedTarget,
    cite,
)
from communique.records import Position
from communique.views.choosing import find_by_id
from communique.views.covers import describe_cover
from communique.views.dates import describe_date, describe_day
from communique.views.findings import find
from communique.views.footnotes import Footnotes
from communique.views.names import name_issue, name_parties, name_party
from communique.views.page import Line, Page, Section
from communique.views.phrases import describe_place
from communique.views.subject_phrases import phrase_office
from communique.views.subjects import Subject, group, section

Thing = Encounter | Person | Promise | AnsweredRequest | WatchedTarget | LinkedMechanism | Formula

#: So many characters of the text stand before and behind the words.
_MARGIN = 120
#: Fields of a record that its page tells elsewhere, or that are for programs.
_LEFT_OUT = ("document", "kind", "id", "spans", "text", "content", "confidence")


class Account(NamedTuple):
    """A place where a thing is told: what happened there, and what was concluded from it."""

    what: str
    why: str
    source: Cited


def find_thing(memory: Memory, key: str) -> Thing:
    """Return the linked thing that has or had this id, or whose id alone begins so.

    Raises `NotOnRecord` for none and for several.
    """
    listed = _SHELVES.get(key[:1])
    found = find_by_id(listed(memory), key) if listed else []
    if len(found) == 1:
        return found[0]
    raise NotOnRecord("record or linked thing", key, [thing.id for thing in found])


def lay_out_record(located: Located) -> Page:
    """Return the page of one record: its words in their text, and what was read there."""
    stored, record = located.stored, located.stored.record
    notes = Footnotes()
    cited = notes.cite_all(tuple(find([stored])))
    words = (Line(text=mark_words(passage), notes=cited) for passage in located.context)
    row = record.to_row(stored.document.name)
    fields = (
        Line(lead=name.replace("_", " "), text=_write(value))
        for name, value in row.items()
        if name not in _LEFT_OUT and value not in (None, "", [], ())
    )
    footnotes = notes.listed()
    sources = tuple(note.document for note in footnotes)
    shown = "shown" if stored.since is not None else "not shown"
    state = f"{shown}, {stored.review}" if stored.review else shown
    return Page(
        title=f"{record.kind.capitalize()} {stored.id}",
        subtitle=describe_cover(sources, None),
        glance=(
            Line(lead="State", text=state),
            Line(lead="Confidence", text=f"{record.confidence:.2f}"),
            Line(lead="Rule", text=", ".join(dict.fromkeys(e.rule for e in record.evidence))),
        ),
        sections=(
            section("words", "Its words", group(None, words)),
            section("fields", "What was read", group(None, fields)),
        ),
        footnotes=footnotes,
        sources=sources,
    )


def lay_out_thing(memory: Memory, thing: Thing, text_of: Callable[[str], str]) -> Page:
    """Return the page of a linked thing: each account or step in context, with why it counts.

    `text_of` gives a document's text by its id.
    """
    subject = Subject(memory)
    title, glance = _describe(thing)
    lines = []
    for account in list_accounts(memory, thing):
        source = account.source
        passages = cut_passages(text_of(source.document), source.spans, margin=_MARGIN)
        lines.append(
            Line(
                lead=account.what,
                text=" … ".join(map(mark_words, passages)),
                remarks=(account.why,) if account.why else (),
                notes=subject.cite((source,)),
            )
        )
    accounts = section("accounts", "Where it is told", group(None, lines))
    more = (part for part in _explain(subject, thing) if part.has_content)
    return subject.lay_out(title, (accounts, *more), (*glance, Line(lead="Id", text=thing.id)))


def list_accounts(memory: Memory, thing: Thing) -> Iterator[Account]:
    """Yield every place where a thing is told, as it holds them."""
    match thing:
        case Encounter():
            for source in thing.accounts:
                yield Account(_day(source), source.publisher or "", source)
        case Person():
            for record in dict.fromkeys(m.partition("/")[0] for m in thing.mentions):
                source = cite(memory.records[record])
                yield Account(_day(source), memory.records[record].record.kind, source)
        case Promise() | AnsweredRequest():
            yield from map(_step, thing.steps)
        case WatchedTarget():
            for source in thing.sources:
                yield Account(_day(source), "aimed at", source)
            for reading in thing.readings:
                told = f"{reading.value:g} {thing.unit}"
                period = f" in {describe_date(reading.period)}" if reading.period else ""
                yield Account(_day(reading.source), f"reads {told}{period}", reading.source)
        case LinkedMechanism():
            for record in thing.members:
                source = cite(memory.records[record])
                yield Account(_day(source), memory.records[record].record.kind, source)
        case Formula():
            for use in thing.uses:
                change = ": ".join(filter(None, (use.change, use.why)))
                yield Account(_day(use.source), change, use.source)


def mark_words(passage: Passage) -> str:
    """Return a passage on one line with its words between «these marks».

    >>> mark_words(Passage(text="On Monday they met in Nairobi.", start=0, marks=((10, 18),)))
    'On Monday «they met» in Nairobi.'
    """
    parts, last = [], 0
    for start, end in _join_overlapping(passage.marks):
        parts += [passage.text[last:start], "«", passage.text[start:end], "»"]
        last = end
    return " ".join("".join([*parts, passage.text[last:]]).split())


def _join_overlapping(marks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _step(step: Step) -> Account:
    day = f" {describe_day(step.day)}" if step.day else ""
    # Of the first telling the words themselves say why.
    return Account(f"{step.kind}{day}", "" if step.kind == "made" else step.why, step.source)


def _describe(thing: Thing) -> tuple[str, list[Line]]:
    """Return a thing's title and what it comes to."""
    match thing:
        case Encounter():
            where = describe_place(thing.place)
            told = [("Status", thing.status), ("Date", describe_date(thing.date)), ("Place", where)]
            glance = _lines(told)
            if thing.visit:
                glance.append(Line(lead="Visit", text=thing.visit, thing=thing.visit))
            glance += _lines([("Independent sources", str(thing.independent_sources))])
            return f"{thing.form.capitalize()} of {name_parties(thing.parties)}", glance
        case Person():
            names = "; ".join(thing.names)
            party = name_party(thing.party) if thing.party else ""
            return thing.name, _lines([("Party", party), ("Names", names)])
        case Promise():
            told = [("Bound", name_parties(thing.parties)), ("State", thing.state)]
            told.append(("Due", describe_date(thing.due) if thing.due else ""))
            return thing.action, _lines(told)
        case AnsweredRequest():
            told = [("By", name_party(thing.by)), ("Of", name_parties(thing.to))]
            return thing.action, _lines([*told, ("Answer", thing.answer)])
        case WatchedTarget():
            aim = f"{thing.value:g} {thing.unit}"
            told = [("Aim", aim), ("Due", describe_date(thing.due) if thing.due else "")]
            return thing.label, _lines([*told, ("State", thing.state), ("Why", thing.why)])
        case LinkedMechanism():
            told = [("Parties", name_parties(thing.parties)), ("State", thing.state)]
            told.append(("Names", "; ".join((thing.name, *thing.aliases))))
            return thing.name, _lines([*told, ("Rounds", str(len(thing.rounds)))])
        case Formula():
            told = [("Holder", name_party(thing.holder)), ("Issue", name_issue(thing.issue))]
            return thing.wording, _lines([*told, ("In use", "no" if thing.dropped else "yes")])


def _explain(subject: Subject, thing: Thing) -> Iterator[Section]:
    """Yield what there is beside the accounts: fields told, reasons, offices, lapses."""
    match thing:
        case Encounter():
            told = (
                Line(
                    lead=one.field.capitalize(),
                    text=one.value,
                    notes=subject.cite(thing.accounts[number] for number in one.accounts),
                )
                for one in thing.told
            )
            yield section("told", "Which account tells what", group(None, told))
            copies = (
                Line(text=", ".join(names), remarks=("copies of one text",))
                for names in thing.sources
                if len(names) > 1
            )
            yield section("copies", "Counted as one source", group(None, copies))
        case Person():
            offices = (phrase_office(o, subject.cite(o.sources)) for o in thing.offices)
            yield section("offices", "Offices", group(None, offices))
            reasons = (Line(text=reason) for reason in thing.reasons)
            yield section("reasons", "Why they are taken for one person's", group(None, reasons))
        case Formula():
            lapses = (
                Line(text=lapse.why, notes=subject.cite((lapse.last_use, *lapse.searched)))
                for lapse in thing.lapses
            )
            yield section("lapses", "Dropped", group(None, lapses))


def _lines(told: Iterable[tuple[str, str]]) -> list[Line]:
    return [Line(lead=lead, text=text) for lead, text in told if text]


def _day(source: Cited) -> str:
    return describe_day(source.published) if source.published else source.name


def _write(value: object) -> str:
    match value:
        case {"start": start, "end": end, **_rest}:
            return f"{start} to {end}" if start != end else str(start)
        case Mapping():
            return ", ".join(f"{k}: {_write(v)}" for k, v in value.items() if v is not None)
        case str():
            return value
        case Sequence():
            return "; ".join(map(_write, value))
        case _:
            return str(value)


def _all_formulas(memory: Memory) -> Iterator[Formula]:
    records = (one.record for one in memory.stored)
    for holder in sorted({r.holder for r in records if isinstance(r, Position)}):
        yield from memory.formulas(holder)


#: Ids begin with a letter that tells what they are of.
_SHELVES: Mapping[str, Callable[[Memory], Iterable[Thing]]] = {
    "e": lambda memory: memory.encounters,
    "p": lambda memory: memory.people,
    "C": lambda memory: memory.promises,
    "R": lambda memory: memory.requests,
    "T": lambda memory: memory.targets,
    "m": lambda memory: memory.mechanisms,
    "f": _all_formulas,
}
