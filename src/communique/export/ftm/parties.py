"""States' governments and organisations, and who is what in an organisation."""

from collections.abc import Iterator

from communique.export.days import span_of
from communique.export.ftm.citing import cite
from communique.export.ftm.entity import Entity, country_of, make_id
from communique.export.selection import Selection
from communique.linking.types import cite as cite_record
from communique.records import Membership
from communique.reference.parties import load_parties

#: Who is this in an organisation need not belong to it.
_NO_MEMBERS = frozenset({"candidate", "host"})


class PartyList:
    """The parties to which other entities refer, so that each is there and none else."""

    def __init__(self) -> None:
        self._codes: set[str] = set()

    def refer(self, code: str) -> str:
        """Return the id of a party's entity."""
        self._codes.add(code)
        return make_id("party", code)

    def entities(self) -> Iterator[Entity]:
        """Yield the parties referred to so far, by their codes."""
        for code in sorted(self._codes):
            yield _describe(code)


def _describe(code: str) -> Entity:
    """Return a party: a government as PublicBody, anything else as Organization.

    The code is its keyword. For parties that the tables don't have it is their name, too.
    """
    tables = load_parties()
    state, body = tables.states.get(code), tables.organisations.get(code)
    entity = Entity("PublicBody" if state is not None else "Organization", make_id("party", code))
    label = tables.label(code)
    entity.add_names("name", [label])
    entity.add("keywords", code)
    entity.add("country", country_of(code))
    known = state or body
    entity.add("classification", known.kind if known is not None else None)
    forms = [name for name in tables.names if name.party == code and name.form != label]
    entity.add_names("alias", [state.official_name] if state is not None else [])
    entity.add_names("alias", (name.form for name in forms if name.kind == "official"))
    entity.add_names("weakAlias", (name.form for name in forms if name.kind == "abbreviation"))
    return entity


def describe_memberships(selection: Selection, parties: PartyList) -> Iterator[Entity]:
    """Yield who is seen as what in which organisation, with the days on which it was.

    Hosts and candidates are tied by UnknownLink, since they need not be members.
    """
    found: dict[str, Entity] = {}
    for stored in selection.records():
        record = stored.record
        if not isinstance(record, Membership):
            continue
        # The library knows no relation of a thing to itself.
        if record.organization == record.member:
            continue
        key = make_id("membership", record.organization, record.member, record.role)
        entity = found.get(key)
        if entity is None:
            member, body = parties.refer(record.member), parties.refer(record.organization)
            if record.role in _NO_MEMBERS:
                entity = Entity("UnknownLink", key)
                entity.add("subject", member)
                entity.add("object", body)
            else:
                entity = Entity("Membership", key)
                entity.add("member", member)
                entity.add("organization", body)
            entity.add("role", record.role)
            found[key] = entity
        entity.add("date", *(span_of(record.as_of) or ()))
        cite(entity, selection, [cite_record(stored)])
    yield from found.values()
