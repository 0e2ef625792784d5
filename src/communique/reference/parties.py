"""States and organisations, every form that names them, and who belongs to what."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Literal, TypeVar

from pydantic import ValidationError

from communique.errors import TableError, UnknownParty
from communique.records import Value
from communique.reference.tables import FOLDER, read_rows

NameKind = Literal[
    "name", "official", "abbreviation", "demonym", "people", "capital", "seat", "organ", "prefix"
]  # fmt: skip

#: A form that names two parties in two ways belongs to the kind that stands first.
KIND_ORDER: tuple[NameKind, ...] = (
    "name", "official", "abbreviation", "demonym", "people", "capital", "organ", "seat", "prefix",
)  # fmt: skip

#: The tables of forms, and the column of each that holds the party.
NAME_TABLES: Mapping[str, str] = MappingProxyType(
    {"state_names.csv": "party", "organisation_names.csv": "organization"}
)

#: The fields that hold a party's id.
PARTY_COLUMNS = frozenset({"party", "organization", "member"})

#: What a mistyped name is compared with; a near miss of a ministry helps nobody.
SUGGESTED_KINDS = frozenset({"name", "official", "demonym", "capital"})
MAX_SUGGESTIONS = 4

Row = TypeVar("Row", bound=Value)


class State(Value):
    """A state, territory or other entity, under its ISO 3166-1 alpha-3 `code`."""

    code: str
    alpha2: str
    name: str
    official_name: str
    kind: Literal["state", "territory", "entity"]


class Organisation(Value):
    """An organisation or grouping; its id is the usual acronym in lower case."""

    id: str
    name: str
    kind: Literal["organisation", "grouping", "agreement", "court", "bank"]


class PartyName(Value):
    """One form under which text names a party, without article and case-sensitive.

    `demonym` is an adjective ("British"), `people` a noun ("Britons"), `seat` a metonym of a
    government ("Kremlin"), `organ` a named body of one party ("Knesset"), `prefix` stands
    before a hyphen ("Sino"). An `ambiguous` form may also mean something else.
    """

    form: str
    party: str
    kind: NameKind
    ambiguous: bool = False


class MembershipFact(Value):
    """A party's place in an organisation.

    `since` and `until` are years; `None` means from the start, or not seen to end. `as_of` is the
    year for which the row was last known to hold.
    """

    organization: str
    member: str
    role: Literal["member", "observer", "dialogue-partner", "permanent-member"]
    since: int | None
    until: int | None
    as_of: int

    def holds_in(self, year: int) -> bool:
        """Return whether the fact holds in some part of `year`."""
        return (self.since or year) <= year <= (self.until or year)


@dataclass(frozen=True, eq=False)
class Parties:
    """The tables of parties and the look-ups in them."""

    states: Mapping[str, State]
    organisations: Mapping[str, Organisation]
    names: tuple[PartyName, ...]
    memberships: tuple[MembershipFact, ...]
    #: Longer phrases in which a party's form does not name the party ("Indian Ocean").
    exceptions: tuple[str, ...] = ()
    #: Organs of an organisation that act for it: the Commission is the European Union.
    organs: Mapping[str, str] = field(default_factory=dict)

    def label(self, party: str) -> str:
        """Return the usual English name of `party`, or `party` itself if it is in no table.

        >>> load_parties().label("CHN")
        'China'
        """
        if party in self.states:
            return self.states[party].name
        if party in self.organisations:
            return self.organisations[party].name
        return party

    def resolve(self, text: str) -> str:
        """Return the id of the party that `text` names: a code, an id, or any form, in any case.

        Raises `UnknownParty`, with suggestions, for a text that names none or several.

        >>> load_parties().resolve("the netherlands")
        'NLD'
        """
        wanted = " ".join(text.split())
        if wanted in self.states or wanted in self.organisations:
            return wanted
        for found in (self._exact.get(wanted), self._folded.get(fold_name(wanted))):
            if found and len(found) == 1:
                return found[0]
            if found:
                raise UnknownParty(text, [self._describe(party) for party in found])
        raise UnknownParty(text, self._suggest(wanted))

    def names_party(self, form: str, party: str) -> bool:
        """Return whether `form`, as it is written, is a name or an adjective of `party`.

        >>> load_parties().names_party("U.S.", "USA"), load_parties().names_party("U.S.", "GBR")
        (True, False)
        """
        return party in self._exact.get(form, ())

    def members(self, organisation: str, *, year: int | None = None) -> tuple[str, ...]:
        """Return the members of `organisation` in table order: in `year`, else the latest known.

        Observers and partners are left out. Empty for an organisation without rows.
        """
        return tuple(
            fact.member
            for fact in self.memberships
            if fact.organization == organisation
            and fact.role in ("member", "permanent-member")
            and fact.holds_in(fact.as_of if year is None else year)
        )

    def _describe(self, party: str) -> str:
        return f"{self.label(party)} ({party})"

    def _suggest(self, text: str) -> list[str]:
        forms = _index([(fold_name(n.form), n) for n in self.names if n.kind in SUGGESTED_KINDS])
        close = get_close_matches(fold_name(text), forms, n=MAX_SUGGESTIONS, cutoff=0.75)
        parties = dict.fromkeys(party for form in close for party in forms[form])
        return [self._describe(party) for party in parties][:MAX_SUGGESTIONS]

    @cached_property
    def _exact(self) -> Mapping[str, tuple[str, ...]]:
        return _index([(n.form, n) for n in self.names])

    @cached_property
    def _folded(self) -> Mapping[str, tuple[str, ...]]:
        # An acronym in the text's own case beats a code: "AU" is the African Union, and only
        # what no form claims is read as an alpha-2 code.
        by_form = dict(_index([(fold_name(n.form), n) for n in self.names]))
        for state in self.states.values():
            by_form.setdefault(state.alpha2.lower(), (state.code,))
        by_form |= {identifier: (identifier,) for identifier in self.organisations}
        by_form |= {
            code.lower(): (code,) for code in self.states if code.lower() not in self.organisations
        }
        return by_form


def fold_name(text: str) -> str:
    """Return `text` in lower case without accents, points, apostrophes and article.

    >>> fold_name("The Côte d’Ivoire")
    'cote divoire'
    """
    plain = unicodedata.normalize("NFKD", text.replace("-", " ").casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in ".'\u2019")
    words = kept.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@lru_cache(maxsize=1)
def load_parties() -> Parties:
    """Return the tables of parties; raise `TableError` for a row that can't be used."""
    states = {state.code: state for state in _read("states.csv", State)}
    organisations = {body.id: body for body in _read("organisations.csv", Organisation)}
    known = states.keys() | organisations.keys()
    return Parties(
        states=MappingProxyType(states),
        organisations=MappingProxyType(organisations),
        names=tuple(
            spelling
            for table, party_column in NAME_TABLES.items()
            for name in _read(table, PartyName, known=known, rename={party_column: "party"})
            for spelling in _spellings(name)
        ),
        memberships=tuple(_read("memberships.csv", MembershipFact, known=known)),
        exceptions=tuple(row["form"] for _, row in read_rows("party_exceptions.csv", ["form"])),
        organs=MappingProxyType(dict(_read_organs(known))),
    )


def _read_organs(known: Collection[str]) -> Iterator[tuple[str, str]]:
    for line, row in read_rows("organs.csv", ["organ", "party", "citation"]):
        if not {row["organ"], row["party"]} <= set(known):
            raise TableError(FOLDER / "organs.csv", line, "names an unknown party")
        yield row["organ"], row["party"]


def _read(
    table: str,
    model: type[Row],
    *,
    known: Collection[str] | None = None,
    rename: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Row]:
    """Yield the rows of `table` as `model`; an empty cell is left to the field's default.

    A row must have a citation, and name only parties in `known`.
    """
    columns = {column: column for column in model.model_fields} | {
        ours: theirs for theirs, ours in rename.items()
    }
    for line, row in read_rows(table, [*columns.values(), "citation"]):
        if not row["citation"]:
            raise TableError(FOLDER / table, line, "has no citation")
        cells = {ours: row[theirs] or None for ours, theirs in columns.items()}
        for column in PARTY_COLUMNS & cells.keys():
            if known is not None and cells[column] not in known:
                raise TableError(FOLDER / table, line, f"has an unknown party {cells[column]!r}")
        try:
            yield model.model_validate(cells)
        except ValidationError as error:
            first = error.errors()[0]
            reason = f"{first['loc'][0]}: {first['msg']}"
            raise TableError(FOLDER / table, line, reason) from error


def _spellings(name: PartyName) -> Iterator[PartyName]:
    """Yield `name`, and its twin with a curly apostrophe if it has a straight one."""
    yield name
    if "'" in name.form:
        yield name.model_copy(update={"form": name.form.replace("'", "\u2019")})


def _index(names: Iterable[tuple[str, PartyName]]) -> dict[str, tuple[str, ...]]:
    """Return for each key the parties that it names in the kind which stands first."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for key, name in names:
        rank = KIND_ORDER.index(name.kind)
        found[key][name.party] = min(rank, found[key].get(name.party, rank))
    return {
        key: tuple(party for party, rank in ranks.items() if rank == min(ranks.values()))
        for key, ranks in found.items()
    }
