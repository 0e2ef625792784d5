"""Mechanisms as a calendar: one arrangement under all its names, and its rounds through time.

The input is partitioned by the party set of a mechanism (a grouping by its id), and nothing is
compared across. What a document leaves out is taken from the same document: a record without
parties is that of its name there, or of the parties that the document is about. So the records
of all documents that name the parties give the same mechanisms of these parties as the whole
archive. Only what stays without parties after that asks all party sets, and joins where exactly
one mechanism is called so; it needs all records that share its name.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from communique.archive.types import Stored
from communique.linking.mechanism_history import current_state, list_states, next_promised
from communique.linking.mechanism_joining import join_mentions
from communique.linking.mechanism_mentions import Mention, list_mentions
from communique.linking.mechanism_names import Name
from communique.linking.mechanism_rounds import (
    cadence_words,
    list_chairs,
    list_rounds,
    median_gap,
)
from communique.linking.mechanism_types import (
    LinkedMechanism,
    MechanismLevel,
    MechanismType,
)
from communique.linking.types import Judgements, cite
from communique.records import Mechanism
from communique.reference.tables import read_lexicon

_LEVELS: tuple[MechanismLevel, ...] = (
    "none", "working", "vice-ministerial", "ministerial", "heads-of-government", "heads-of-state",
)  # fmt: skip


def join_mechanisms(
    stored: Iterable[Stored],
    *,
    as_of: date | None = None,
    judgements: Judgements | None = None,
) -> tuple[LinkedMechanism, ...]:
    """Return the mechanisms that records name, by parties and name.

    Mechanism, engagement and commitment records count, all others are passed over. `as_of` is
    the day on which states, the gap since the last round and what is next are measured; what
    was published later is left out by who hands the records in.
    """
    groups = join_mentions(list_mentions(stored), judgements or Judgements())
    found = [_build(group, as_of) for group in groups]
    return tuple(sorted(found, key=lambda m: (m.parties, m.name.casefold(), m.id)))


def to_row(mechanism: LinkedMechanism) -> dict[str, Any]:
    """Return the mechanism as a JSON-ready mapping; days are ISO strings."""
    plain = mechanism.model_dump(mode="json")
    kept = (
        "id", "name", "aliases", "parties", "type", "level", "state", "states", "rounds",
        "cadence_days", "cadence_words", "last", "gap_days", "next", "co_chairs",
    )  # fmt: skip
    row: dict[str, Any] = {field: plain[field] for field in kept}
    row["documents"] = sorted({source.name for source in mechanism.sources})
    row["sources"] = plain["sources"]
    return row


def _build(mentions: Sequence[Mention], as_of: date | None) -> LinkedMechanism:
    rounds = list_rounds(mentions, as_of=as_of)
    states = list_states(mentions, rounds, as_of=as_of)
    name, aliases = _choose_name(mentions)
    last = max((r.date.end for r in rounds if r.date.end is not None), default=None)
    told = [m.stored.record for m in mentions]
    records = [record for record in told if isinstance(record, Mechanism)]
    return LinkedMechanism(
        id=_id_of(mentions[0]),
        name=name,
        aliases=aliases,
        parties=_parties(mentions),
        type=_type(records),
        level=_level(records),
        state=current_state(states),
        states=states,
        rounds=rounds,
        cadence_days=median_gap(rounds),
        cadence_words=cadence_words(mentions),
        last=last,
        gap_days=(as_of - last).days if as_of is not None and last is not None else None,
        next=next_promised(mentions, rounds, as_of=as_of),
        co_chairs=list_chairs(mentions),
        members=tuple(m.stored.id for m in mentions),
        sources=tuple(cite(m.stored) for m in mentions),
        known_as=tuple((_id_of(m), m.stored.id) for m in mentions),
    )


def _id_of(first: Mention) -> str:
    """Return a hash of the earliest record that names it, by which it stays the same."""
    day, document, start, end, _ = first.order
    payload = f"{day.isoformat()}|{document}|{start}|{end}|{first.stored.record.kind}"
    return "m" + hashlib.sha256(payload.encode()).hexdigest()[:19]


def _choose_name(mentions: Sequence[Mention]) -> tuple[str, tuple[str, ...]]:
    """Return the fullest and most used name, and the others, the most used first.

    Fullest is what tells most of what it is, and then who the parties are.
    """
    pages: dict[str, set[str]] = {}
    shown: dict[str, Counter[str]] = {}
    names: dict[str, Name] = {}
    for mention in mentions:
        for name in mention.names:
            plain = _plain(name.text)
            folded = plain.casefold()
            pages.setdefault(folded, set()).add(mention.stored.document.id)
            shown.setdefault(folded, Counter())[plain] += 1
            names.setdefault(folded, name)
    cores = Counter[frozenset[str]]()
    for folded, name in names.items():
        if name.core and name.head is not None:
            cores[name.core] += len(pages[folded])
    best = max(cores, key=lambda c: (cores[c], len(c), sorted(c)), default=frozenset[str]())

    def worth(folded: str) -> tuple[bool, bool, bool, int, int, str]:
        name = names[folded]
        complete = name.core >= best and name.head is not None
        plain = name.core == best and name.number is None
        return (complete, plain, bool(name.owners), len(pages[folded]), -len(folded), folded)

    ordered = sorted(names, key=worth, reverse=True)
    rest = sorted(ordered[1:], key=lambda folded: (-len(pages[folded]), folded))
    return _spelling(shown[ordered[0]]), tuple(_spelling(shown[folded]) for folded in rest)


def _spelling(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _plain(text: str) -> str:
    words = text.split()
    opening = frozenset(read_lexicon("en", "mechanism_names")["words"]["opening"])
    while len(words) > 1 and words[0].casefold() in opening:
        words = words[1:]
    return " ".join(words)


def _parties(mentions: Sequence[Mention]) -> tuple[str, ...]:
    sets = Counter(tuple(sorted(m.parties)) for m in mentions if m.parties)
    if not sets:
        return tuple(sorted(frozenset().union(*(m.hints for m in mentions))))
    return min(sets, key=lambda s: (-sets[s], s))


def _type(records: Sequence[Mechanism]) -> MechanismType:
    kinds: Counter[MechanismType] = Counter(r.type for r in records)
    return min(kinds, key=lambda k: (k == "other", -kinds[k], k), default="other")


def _level(records: Sequence[Mechanism]) -> MechanismLevel:
    levels: Counter[MechanismLevel] = Counter(r.level for r in records if r.level != "none")
    return min(levels, key=lambda v: (-levels[v], -_LEVELS.index(v)), default="none")
