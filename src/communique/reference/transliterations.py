"""How one personal name is written in several ways: the table `transliterations.csv`.

A system ("korean", "cyrillic") touches the names of some parties. It levels whole words
("Rhee", "Yi" → one) and letters within words ("ov", "off" at an end → one). What comes out is
only for comparing: two names that come out alike may be one.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from communique.errors import TableError
from communique.reference.parties import load_parties
from communique.reference.tables import FOLDER, read_rows

TABLE = "transliterations.csv"
#: Names whose parts are known words in several languages are levelled by this table, too.
SPELLINGS = "spellings.csv"
COLUMNS = ("system", "kind", "standard", "forms", "citation")
KINDS = frozenset({"parties", "signs", "words", "letters", "syllables", "given"})
#: The system that holds for the names of all parties.
EVERYWHERE = "latin"
#: Short forms of given names; they say less than a way of spelling.
NICKNAMES = "nickname"
#: So many readings of a name in syllables are followed.
_MOST_READINGS = 16

_DOUBLED = re.compile(r"(.)\1+")
_NO_SIGN = re.compile(r"[.'`\u2018\u2019\u02bb\u02bc\u02bf\u02be]")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-"))


@dataclass
class System:
    """One system of romanisation; `parties` is empty where it holds for all."""

    name: str
    parties: frozenset[str] = frozenset()
    words: dict[str, str] = field(default_factory=dict)
    letters: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    syllables: dict[str, set[str]] = field(default_factory=dict)


class Transliterations:
    """The systems of the table, by name, in its order."""

    def __init__(
        self, systems: dict[str, System], signs: dict[str, str], given: frozenset[str]
    ) -> None:
        self.systems = systems
        self.given = given
        self._signs = str.maketrans(signs)
        self._level = lru_cache(maxsize=65536)(self._level_word)
        self._touching: dict[str | None, tuple[str, ...]] = {}

    def fold(self, token: str) -> str:
        """Return `token` in lower case, without accents, points and apostrophes.

        >>> load_transliterations().fold("Støre"), load_transliterations().fold("Erdoğan")
        ('store', 'erdogan')
        """
        plain = token.casefold()
        if not plain.isascii():
            plain = plain.translate(_DASHES).translate(self._signs)
            plain = unicodedata.normalize("NFKD", plain)
            plain = "".join(c for c in plain if not unicodedata.combining(c))
        return _NO_SIGN.sub("", plain)

    def touching(self, party: str | None) -> tuple[str, ...]:
        """Return the names of the systems by which names of `party` are levelled.

        People of an organisation, and those of an unknown party, may be of any state.
        """
        if party not in self._touching:

            def levels(system: System) -> bool:
                return bool(system.letters or system.words) and system.name != NICKNAMES

            anyone = party is None or party not in load_parties().states
            self._touching[party] = tuple(
                name
                for name, system in self.systems.items()
                if name == EVERYWHERE or (levels(system) and (anyone or party in system.parties))
            )
        return self._touching[party]

    def level(self, word: str, system: str) -> str:
        """Return what a folded word is compared by under a system, doubled letters once.

        >>> table = load_transliterations()
        >>> table.level("lavroff", "cyrillic") == table.level("lavrov", "cyrillic")
        True
        """
        return self._level(word, system)

    def short_form(self, word: str) -> str:
        """Return the given name that a folded short form stands for, else the word itself."""
        return self.systems[NICKNAMES].words.get(word, word)

    def readings(self, words: tuple[str, ...], party: str | None) -> tuple[tuple[str, ...], ...]:
        """Return what syllables stand for in the systems that spell them otherwise.

        `words` are folded; a system counts only if it knows all of them.
        """
        found: list[tuple[str, ...]] = []
        for system in self.systems.values():
            if not system.syllables or (party is not None and party not in system.parties):
                continue
            options = [sorted(system.syllables.get(word, ())) for word in words]
            if not all(options):
                continue
            read: list[tuple[str, ...]] = [()]
            for option in options:
                read = [(*start, word) for start in read for word in option][:_MOST_READINGS]
            found += read
        return tuple(found)

    def _level_word(self, word: str, name: str) -> str:
        system, general = self.systems[name], self.systems[EVERYWHERE]
        word = system.words.get(word) or general.words.get(word, word)
        word = system.words.get(word, word)
        for pattern, standard in (
            *system.letters,
            *(general.letters if name != EVERYWHERE else ()),
        ):
            word = pattern.sub(standard, word)
        return _DOUBLED.sub(r"\1", word)


def _read() -> Iterator[tuple[int, dict[str, str]]]:
    for line, row in read_rows(TABLE, COLUMNS):
        if not row["citation"]:
            raise TableError(FOLDER / TABLE, line, "has no citation")
        if row["kind"] not in KINDS:
            raise TableError(FOLDER / TABLE, line, f"has an unknown kind {row['kind']!r}")
        if not row["forms"]:
            raise TableError(FOLDER / TABLE, line, "has no forms")
        yield line, row


@lru_cache(maxsize=1)
def load_transliterations() -> Transliterations:
    """Read the table; raise `TableError`, naming the line, for a row that can't be used."""
    systems: dict[str, System] = {EVERYWHERE: System(EVERYWHERE), NICKNAMES: System(NICKNAMES)}
    signs: dict[str, str] = {}
    given: frozenset[str] = frozenset()
    states = load_parties().states
    for line, row in _read():
        system = systems.setdefault(row["system"], System(row["system"]))
        standard, forms = row["standard"], row["forms"].split("|")
        match row["kind"]:
            case "parties":
                if unknown := [party for party in forms if party not in states]:
                    raise TableError(FOLDER / TABLE, line, f"has unknown parties {unknown}")
                system.parties = frozenset(forms)
            case "signs":
                signs.update(dict.fromkeys(forms, standard))
            case "words":
                system.words.update(dict.fromkeys(forms, standard))
            case "letters":
                try:
                    system.letters.append((re.compile(row["forms"]), standard))
                except re.error as error:
                    raise TableError(FOLDER / TABLE, line, f"has a bad form: {error}") from error
            case "syllables":
                for form in (standard, *forms):
                    system.syllables.setdefault(form, set()).add(standard)
            case _:
                given |= frozenset(forms)
    for _, row in read_rows(SPELLINGS, ("standard", "forms", "citation")):
        systems[EVERYWHERE].words.update(dict.fromkeys(row["forms"].split("|"), row["standard"]))
    return Transliterations(systems, signs, given)
