"""Membership claimed against the table of members at that date. Partition: the organisation."""

from collections.abc import Iterable, Iterator, Mapping

from communique.archive.types import Stored
from communique.document import Document
from communique.linking.check_evidence import Known, find, published_on, words_for
from communique.linking.sentences import cut_sentences
from communique.linking.types import Discrepancy, cite
from communique.linking.wordings import normalise
from communique.records import Membership
from communique.reference.parties import MembershipFact

#: What a year may be off: documents tell of an accession before it takes effect, and after.
_MARGIN = 1
_INSIDE = frozenset({"member", "permanent-member"})
#: What only a member is.
_OF_MEMBERS = frozenset({"member", "founder", "permanent-member"})
_OUTSIDE = frozenset({"observer", "dialogue-partner"})
#: Members by election or in turn, of whom the table has the permanent ones only.
_ELECTED = frozenset({"unsc", "unhrc", "ecosoc"})
#: A list of fewer names may be no list of all members.
_FEWEST = 3


def check_memberships(
    stored: Iterable[Stored], known: Known, documents: Mapping[str, Document]
) -> Iterator[Discrepancy]:
    """Yield the memberships that the table rules out at their date."""
    facts: dict[str, list[MembershipFact]] = {}
    for fact in known.parties.memberships:
        facts.setdefault(fact.organization, []).append(fact)
    for one in stored:
        record = one.record
        if isinstance(record, Membership) and record.organization in facts:
            if _is_doubtful(one, documents):
                continue
            found = _check(one, record, facts[record.organization], known)
            if found is not None:
                yield found


def _check(
    stored: Stored, record: Membership, facts: list[MembershipFact], known: Known
) -> Discrepancy | None:
    years = _years(stored, record)
    listed = [f for f in facts if f.role in _INSIDE]
    own = [f for f in facts if f.member == record.member]
    revised = max(f.as_of for f in facts)
    if years is None or len(listed) < _FEWEST or years[1] > revised:
        return None
    first, last = years
    inside = [f for f in own if f.role in _INSIDE and _holds(f, first - _MARGIN, last + _MARGIN)]
    if record.role in _OF_MEMBERS:
        elected = record.organization in _ELECTED and record.role != "permanent-member"
        if inside or elected or record.member not in known.parties.states:
            return None
        shown = _describe(own) or "no member by the table"
    elif record.role in _OUTSIDE and record.organization not in _ELECTED:
        # Who joined in that year was an observer before.
        lasting = [f for f in inside if _holds_throughout(f, first - _MARGIN, last + _MARGIN)]
        as_told = [f for f in own if f.role == record.role]
        if not lasting or any(_holds(f, first - _MARGIN, last + _MARGIN) for f in as_told):
            return None
        shown = _describe(lasting)
    else:
        return None
    name, body = known.parties.label(record.member), known.parties.label(record.organization)
    cited = known.membership_sources.get(record.organization, "")
    when = str(first) if first == last else f"{first} to {last}"
    return find(
        "membership",
        f"{name} is told as {record.role} of {body} in {when}; {shown}",
        [cite(stored)],
        parties=(record.member, record.organization),
        reference=f"memberships.csv, {record.organization}: {cited}",
    )


def _is_doubtful(one: Stored, documents: Mapping[str, Document]) -> bool:
    """Return whether the sentence wishes for the membership, asks about it or denies it."""
    doubtful = words_for("memberships")["doubtful"]
    document = documents.get(one.document.id)
    for told in one.record.evidence:
        text = told.text
        if document is not None:
            held = cut_sentences(document, one.document.article)
            text = " ".join(s.text for s in held if s.start < told.end and told.start < s.end)
        if not doubtful & set(normalise(f"{text} {told.text}").split()):
            return False
    return True


def _years(stored: Stored, record: Membership) -> tuple[int, int] | None:
    start, end = record.as_of.start, record.as_of.end
    if start is not None and end is not None:
        return start.year, end.year
    day = published_on(stored)
    return (day.year, day.year) if day is not None else None


def _holds(fact: MembershipFact, first: int, last: int) -> bool:
    return (fact.since or first) <= last and first <= (fact.until or last)


def _holds_throughout(fact: MembershipFact, first: int, last: int) -> bool:
    return fact.since is not None and fact.since <= first and last <= (fact.until or last)


def _describe(facts: list[MembershipFact]) -> str:
    told = [
        f"{f.role}{f' from {f.since}' if f.since else ''}{f' until {f.until}' if f.until else ''}"
        for f in facts
    ]
    return f"by the table {', '.join(told)}" if told else ""
