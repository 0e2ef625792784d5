"""Which mentions name one standing arrangement.

Mentions of one party set are compared, and nothing else. Names of the same words are one;
beyond that a name is joined to another only where no second one would fit, and never to one
that a document names beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from communique.linking.mechanism_mentions import Mention
from communique.linking.mechanism_names import Name, initials, known_as, read_name
from communique.linking.types import Judgements
from communique.records import Engagement

#: So many words behind a name may tell what it is on.
_SUBJECT = 6

Key = tuple[frozenset[str], str | None, str | None]


class Groups:
    """Mentions put together step by step, some of which must stay apart."""

    def __init__(self, mentions: Sequence[Mention], judgements: Judgements) -> None:
        self._mentions = mentions
        self._root = list(range(len(mentions)))
        self._members = {index: [index] for index in self._root}
        ids = {mention.stored.id: index for index, mention in enumerate(mentions)}
        self._apart: dict[int, set[int]] = defaultdict(set)
        for left, right in judgements.pairs("mechanism", "different"):
            if left in ids and right in ids:
                self._apart[ids[left]].add(ids[right])
                self._apart[ids[right]].add(ids[left])
        for left, right in judgements.pairs("mechanism", "same"):
            if left in ids and right in ids:
                self.join(ids[left], ids[right])

    def find(self, index: int) -> int:
        """Return the number that stands for the group of a mention."""
        while self._root[index] != index:
            self._root[index] = self._root[self._root[index]]
            index = self._root[index]
        return index

    def join(self, left: int, right: int) -> bool:
        """Put two groups together unless they must stay apart; return whether they are one."""
        a, b = self.find(left), self.find(right)
        if a == b:
            return True
        if self._forbidden(a, b):
            return False
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        self._root[b] = a
        self._members[a] += self._members.pop(b)
        return True

    def join_all(self, indices: Iterable[int]) -> None:
        """Put mentions together; those that a judgement keeps apart each where it fits first."""
        leaders: list[int] = []
        for index in sorted(indices):
            if not any(self.join(leader, index) for leader in leaders):
                leaders.append(index)

    def listed(self) -> list[list[Mention]]:
        """Return the groups, each in the order of its mentions."""
        found: dict[int, list[Mention]] = defaultdict(list)
        for index, mention in enumerate(self._mentions):
            found[self.find(index)].append(mention)
        return list(found.values())

    def _forbidden(self, a: int, b: int) -> bool:
        if not self._apart:
            return False
        small, large = sorted((self._members[a], self._members[b]), key=len)
        roots = {self.find(large[0])}
        return any(self.find(other) in roots for m in small for other in self._apart.get(m, ()))


def join_mentions(mentions: Sequence[Mention], judgements: Judgements) -> list[list[Mention]]:
    """Return the mentions of each arrangement, in the order of the first mention.

    `mentions` stand in the order of publication.
    """
    groups = Groups(mentions, judgements)
    ids = {mention.stored.id: index for index, mention in enumerate(mentions)}
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    loose: list[int] = []
    for index, mention in enumerate(mentions):
        if mention.record in ids and mention.record is not None:
            groups.join(ids[mention.record], index)
        if mention.grouping is not None:
            blocks["grouping", mention.grouping].append(index)
        elif mention.parties:
            blocks[tuple(sorted(mention.parties))].append(index)
        else:
            loose.append(index)
    for block, indices in sorted(blocks.items()):
        if block[0] == "grouping":
            groups.join_all(indices)
        else:
            _Block(mentions, indices, groups).join()
    _attach(mentions, loose, groups)
    return groups.listed()


@dataclass
class _Block:
    """The mentions of one party set."""

    mentions: Sequence[Mention]
    indices: Sequence[int]
    groups: Groups

    def join(self) -> None:
        self.names: dict[Key, Name] = {}
        self.own: dict[Key, list[int]] = defaultdict(list)
        # A name given beside another in one record is one more name of the same thing, but by
        # itself it may mean something else: only what a record is called by counts for it.
        known = {(m.name.core, m.name.family): m.name for m in map(self._at, self.indices)}
        self.proper: set[Key] = set()
        for index in self.indices:
            if self.mentions[index].record is not None:
                continue  # it means what its document says it does
            name = _with_subject(self.mentions[index], known)
            if name.owners:
                self.proper.add(name.key)
            self.names.setdefault(name.key, name)
            self.own[name.key].append(index)
        self.beside = self._named_beside()
        for key in sorted(self.own, key=_order):
            self.groups.join_all(self.own[key])
        for left, right in self._edges():
            if right not in self.beside.get(left, ()):
                self.groups.join(self.own[left][0], self.own[right][0])

    def _at(self, index: int) -> Mention:
        return self.mentions[index]

    def _named_beside(self) -> Mapping[Key, set[Key]]:
        """Return which names stand in one document as two things."""
        pages: dict[str, set[Key]] = defaultdict(set)
        for index in self.indices:
            mention = self.mentions[index]
            if mention.record is None and mention.stored.record.kind == "mechanism":
                pages[mention.stored.document.id].add(mention.name.key)
        found: dict[Key, set[Key]] = defaultdict(set)
        for keys in pages.values():
            for key in keys:
                found[key] |= keys - {key}
        return found

    def _edges(self) -> Iterable[tuple[Key, Key]]:
        """Yield the pairs of names that are one, the surest first."""
        keys = sorted(self.own, key=_order)
        parties = self.mentions[self.indices[0]].parties
        by_table: dict[str, list[Key]] = defaultdict(list)
        by_words: dict[tuple[frozenset[str], str], list[Key]] = defaultdict(list)
        by_initials: dict[str, list[Key]] = defaultdict(list)
        by_family: dict[str, list[Key]] = defaultdict(list)
        for key in keys:
            name = self.names[key]
            known = known_as(name, parties)
            if known is not None:
                by_table[known].append(key)
            if key[2] is None:
                for form in initials(name):
                    by_initials[form].append(key)
                if name.core:
                    by_words[name.core, name.family].append(key)
                    by_family[name.family].append(key)
        for group in by_table.values():
            yield from ((group[0], key) for key in group[1:])
        yield from self._given_beside(keys)
        for group in by_words.values():
            yield from ((group[0], key) for key in group[1:])
        for key in keys:
            if key[2] is not None:
                yield from ((key, full) for full in self._one(by_initials.get(key[2], ())))
        yield from self._shortened(keys)
        yield from self._held_as_one()
        for key in keys:
            # "The A-B Joint Commission" is a name of its own.
            if self.names[key].bare and key not in self.proper:
                yield from ((key, full) for full in self._one(by_family[self.names[key].family]))

    def _one(self, keys: Sequence[Key]) -> Iterable[Key]:
        """Yield the first of the names if all of them are of one arrangement."""
        if len({self.groups.find(self.own[key][0]) for key in keys}) == 1:
            yield keys[0]

    def _given_beside(self, keys: Sequence[Key]) -> Iterable[tuple[Key, Key]]:
        """Yield names that a record gives for the thing: short forms, and other words."""
        known = set(keys)
        found: set[tuple[Key, Key]] = set()
        for index in self.indices:
            first = self.mentions[index].name
            for other in self.mentions[index].names[1:]:
                shorter = other.core < first.core and not first.core - other.core <= first.listed
                if other.key in known and other.key != first.key and not shorter:
                    found.add((first.key, other.key))
        yield from sorted(found, key=lambda pair: (_order(pair[0]), _order(pair[1])))

    def _shortened(self, keys: Sequence[Key]) -> Iterable[tuple[Key, Key]]:
        """Yield names of which one leaves out what the other lists: "Economic Dialogue"."""
        holding: dict[tuple[str, str], list[Key]] = defaultdict(list)
        for key in keys:
            if self.names[key].listed:
                for word in key[0]:
                    holding[word, self.names[key].family].append(key)
        for key in keys:
            name = self.names[key]
            if not name.core or name.listed:
                continue
            rows = [holding.get((word, name.family), []) for word in name.core]
            fitting = [
                full
                for full in min(rows, key=len)
                if name.core < full[0] and full[0] - name.core <= self.names[full].listed
            ]
            yield from ((key, full) for full in self._one(fitting))

    def _held_as_one(self) -> Iterable[tuple[Key, Key]]:
        """Yield names under which one session was told: its day, its number or its city."""
        days: dict[date, list[int]] = defaultdict(list)
        for index in self.indices:
            record = self.mentions[index].stored.record
            if (
                isinstance(record, Engagement)
                and record.status == "held"
                and record.date.precision == "day"
                and record.date.start is not None
                and record.form not in {"visit", "message", "signing", "press-conference"}
            ):
                days[record.date.start].append(index)
        found = set()
        for indices in days.values():
            by_key = {self.mentions[i].name.key: i for i in sorted(indices, reverse=True)}
            if len(by_key) > 12:
                continue  # a day of so many names is a list, not a session
            for left, a in by_key.items():
                for right, b in by_key.items():
                    if _order(left) < _order(right) and _is_one_session(
                        self.mentions[a], self.mentions[b]
                    ):
                        found.add((left, right))
        yield from sorted(found, key=lambda pair: (_order(pair[0]), _order(pair[1])))


def _with_subject(mention: Mention, known: Mapping[tuple[frozenset[str], str], Name]) -> Name:
    """Return the name, with what it is on where its record leaves that out.

    "The A-B dialogue on human rights took place": a subject counts only if others name it so.
    """
    name = mention.name
    if not name.bare:
        return name
    for evidence in mention.stored.record.evidence:
        _, found, tail = evidence.text.partition(name.text)
        words = tail.split()[:_SUBJECT]
        if found and len(words) > 1:
            for length in range(len(words), 1, -1):
                longer = read_name(" ".join((name.text, *words[:length])))
                full = known.get((longer.core, longer.family))
                if full is not None and not full.bare:
                    return full
    return name


def _is_one_session(left: Mention, right: Mention) -> bool:
    """Whether two records under two names tell of one session."""
    a, b = left.stored.record, right.stored.record
    if not (isinstance(a, Engagement) and isinstance(b, Engagement)):
        return False
    if left.stored.document.id == right.stored.document.id:
        return False
    one, other = left.name, right.name
    if one.family != other.family and one.head and other.head:
        return False
    # "Strategic Dialogue" and "Strategic Security Dialogue" may meet on one day.
    if one.core < other.core or other.core < one.core:
        return False
    city_a, city_b = (e.place.city if e.place is not None else None for e in (a, b))
    people = {p.name for p in a.people} & {p.name for p in b.people}
    met = bool(people) and (city_a is None or city_b is None or city_a == city_b)
    return bool(one.core & other.core) and met


def _attach(mentions: Sequence[Mention], loose: Sequence[int], groups: Groups) -> None:
    """Join the mentions of unknown parties to the one arrangement that fits, if there is one."""
    if not loose:
        return
    called: dict[Key, set[int]] = defaultdict(set)
    short: dict[str, set[int]] = defaultdict(set)
    left = set(loose)
    parties: dict[int, set[str]] = defaultdict(set)
    for index, mention in enumerate(mentions):
        if index not in left:
            root = groups.find(index)
            parties[root] |= mention.parties
            for name in mention.names:
                called[name.key].add(root)
                for form in initials(name):
                    short[form].add(root)
    homeless: dict[tuple[Key, frozenset[str]], list[int]] = defaultdict(list)
    for index in loose:
        mention = mentions[index]
        name = mention.name
        fitting = set(called.get(name.key, ()))
        if name.acronym is not None:
            fitting |= short.get(name.acronym, set())
        fitting = {root for root in fitting if mention.hints <= parties[root]}
        if name.bare:
            continue
        if not fitting:
            homeless[name.key, mention.hints].append(index)
        elif len(fitting) == 1:
            groups.join(fitting.pop(), index)
    for indices in homeless.values():
        groups.join_all(indices)


def _order(key: Key) -> tuple[list[str], str, str]:
    return sorted(key[0]), key[1] or "", key[2] or ""
