"""A record in one row: what a table shows of any kind."""

from communique.archive.projection import own_date
from communique.records import (
    Agenda,
    Commitment,
    Engagement,
    Figure,
    Mechanism,
    Membership,
    Occasion,
    Position,
    RecordBase,
    Request,
    Statement,
    Tenure,
    Value,
)
from communique.views.dates import describe_date
from communique.views.names import name_issue, name_parties, name_party
from communique.views.phrases import describe_engagement, describe_value


class Summary(Value):
    """A record in one row; `when` is empty where the record has no date of its own.

    `who` names parties by their codes, `whom` by their names.
    """

    kind: str
    who: str
    whom: str
    what: str
    when: str
    spans: str


def summarise(record: RecordBase) -> Summary:
    """Return who, what and when of a record, and where in its document it stands."""
    own = own_date(record)
    return Summary(
        kind=record.kind,
        who=_name_actor(record),
        whom=_name_in_full(record),
        what=_describe(record),
        when=describe_date(own) if own is not None else "",
        spans=", ".join(f"{e.start}–{e.end}" for e in record.evidence),
    )


def _name_actor(record: RecordBase) -> str:
    match record:
        case Engagement() | Commitment() | Mechanism() | Figure() | Occasion():
            return ", ".join(record.parties)
        case Request():
            return f"{record.by} → {', '.join(record.to)}" if record.to else record.by
        case Position():
            return record.holder
        case Agenda():
            return record.holder or ""
        case Statement():
            return record.speaker
        case Membership():
            return name_party(record.member)
        case Tenure():
            return record.person
        case _:
            return ""


def _name_in_full(record: RecordBase) -> str:
    """Return who acts as readers name parties, where tables name them by their codes."""
    match record:
        case Engagement() | Commitment() | Mechanism() | Figure() | Occasion():
            return name_parties(record.parties)
        case Request():
            by = name_party(record.by)
            return f"{by} to {name_parties(record.to)}" if record.to else by
        case Position() | Agenda():
            return name_party(record.holder) if record.holder else ""
        case _:
            return _name_actor(record)


def _describe(record: RecordBase) -> str:
    match record:
        case Engagement():
            text = describe_engagement(record, pair=record.parties)
            return text if record.status == "held" else f"{text} [{record.status}]"
        case Commitment() | Request():
            return f"{record.force}: {record.action}"
        case Position():
            return f"{record.stance}, {name_issue(record.issue)}: “{record.wording}”"
        case Statement():
            words = " … ".join(e.text for e in record.content)
            cue = f"{record.cue}: " if record.cue else ""
            return f"{cue}“{words}”" if record.mode == "direct" else f"{cue}{words}"
        case Mechanism():
            return f"{record.name} [{record.state}]"
        case Figure():
            return f"{describe_value(record)}: {record.label} [{record.sense}]"
        case Membership():
            return f"{record.role} of {name_party(record.organization)}"
        case Tenure():
            office = f"former {record.office}" if record.former else record.office
            return f"{office} [{record.rank}]"
        case Occasion():
            return record.name
        case Agenda():
            return f"{record.title} ({record.count} items)"
        case _:
            return ""
