"""Officers who chair an organisation for their state: "A, President of X and Chairman of Y"."""

from collections.abc import Iterator

from communique.extraction.membership_lexicon import MembershipLexicon
from communique.extraction.membership_parties import Candidate, Named
from communique.language.analysis import Analysis
from communique.language.people import OfficeMention
from communique.language.referents import Person
from communique.language.titles import title_grammar

#: Ranks of those who act for their state wherever they sit.
_OF_STATE = {"head-of-state", "head-of-government", "foreign-minister", "ambassador"}


def read_officers(analysis: Analysis, lexicon: MembershipLexicon) -> Iterator[Candidate]:
    """Yield the state for which each officer of an organisation or organ chairs it."""
    for person in analysis.people.all:
        for passage, office in person.offices:
            organization = _chaired(analysis, passage, office, person, lexicon)
            state = _state_of(analysis, passage, person, office)
            if organization is None or state is None or office.former:
                continue
            found = analysis.passages[passage]
            first, last = found.token_at(office.start), found.token_at(office.end - 1)
            member = Named(state, first, first)
            yield Candidate(
                passage, member, organization, "chair", first, last, "membership:officer"
            )


def _chaired(
    analysis: Analysis,
    passage: int,
    office: OfficeMention,
    person: Person,
    lexicon: MembershipLexicon,
) -> str | None:
    """Return what the office chairs in turn; None for heads of secretariats and commissions."""
    presiding = title_grammar(analysis.reference.offices).presiding
    if office.office.lower() in presiding:
        return person.party if person.party is not None and person.party.islower() else None
    words = office.title.lower().split()
    if not lexicon.chair_nouns & set(words) or {"commission", "secretariat"} & set(words):
        return None
    found = analysis.passages[passage]
    first, last = found.token_at(office.start), found.token_at(office.end - 1)
    named = [m for m in analysis.parties_within(passage, first, last) if m.party.islower()]
    return named[-1].party if named else _own_page(analysis, words)


def _own_page(analysis: Analysis, words: list[str]) -> str | None:
    """Return the organisation whose page speaks of the chairman of its session."""
    home = analysis.home
    return home if "session" in words and home is not None and home.islower() else None


def _state_of(
    analysis: Analysis, passage: int, person: Person, office: OfficeMention
) -> str | None:
    """Return the state of the officer: in brackets, or of the office he holds beside it."""
    found = analysis.passages[passage]
    first, last = found.token_at(office.start), found.token_at(office.end - 1)
    grammar = title_grammar(analysis.reference.offices)
    if office.office.lower() in grammar.presiding:
        named = [m for m in analysis.parties_within(passage, first, last) if m.party.isupper()]
        return named[-1].party if named else None
    for other in analysis.people.all:
        if other.name == person.name and other.party is not None and other.party.isupper():
            beside = any(o.rank in _OF_STATE for _, o in other.offices)
            return other.party if beside else None
    return None
