"""Personal names: their parts, and when two names may be one person's.

What is compared are folded words. A name is *whole* when it has two words or more besides
initials and particles; less is a *part* of a name ("Yang", "bin Salman", "J. Bolton").
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from communique.reference.leaders import (
    FAMILY_FIRST,
    FIRST_WORD_USED,
    LAST_WORD_USED,
    ORDER_VARIES,
    load_leaders,
)
from communique.reference.offices import load_offices
from communique.reference.parties import fold_name
from communique.reference.tables import read_lexicon
from communique.reference.transliterations import load_transliterations

Words = tuple[str, ...]

#: Whose given names are written as one word or as several, with hyphens or without.
SYLLABIC = frozenset({"CHN", "HKG", "KOR", "MAC", "PRK", "TWN"})

_SPLIT = re.compile(r"[\s\-\u2010-\u2014/]+")
_POINTED = re.compile(r"(?:[^\W\d_]\.)+")
_REGNAL = re.compile(r"[IVX]+")
_DESCENT = frozenset({"bin", "bint", "ibn"})
_TITLE_WORDS = 8
#: In shorter words than this one letter makes another name.
_LONG_WORD = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts, for `party`.

    `parts` are the folded words in order, an initial as one letter; `words` those of them
    that are none. `suffix` is a folded "jr" or a number ("ii"). `rests` are the places in
    `parts` before which a "bin" stands: what follows is the father's.
    """

    text: str
    party: str | None
    parts: Words
    suffix: str | None = None
    fathers: frozenset[int] = frozenset()
    words: Words = field(init=False)
    initials: Words = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", tuple([p for p in self.parts if len(p) > 1]))
        object.__setattr__(self, "initials", tuple([p for p in self.parts if len(p) == 1]))

    @property
    def whole(self) -> bool:
        """Whether the name has a given name and a family name, or two given ones."""
        return len(self.words) > 1


@lru_cache(maxsize=65536)
def parse_name(text: str, party: str | None = None) -> Name:
    """Return the parts of a name; none are left of a text that is no name.

    >>> parse_name("Antony J. Blinken", "USA").parts
    ('antony', 'j', 'blinken')
    >>> parse_name("Ferdinand Marcos Jr.", "PHL").suffix
    'jr'
    >>> parse_name("ABE Shinzō", "JPN").words
    ('abe', 'shinzo')
    """
    table = load_transliterations()
    tokens = [token for token in _SPLIT.split(_turn(text).strip(" ,")) if token.strip(".,")]
    suffix = None
    if len(tokens) > 1 and (found := _suffix_of(tokens[-1])):
        suffix, tokens = found, tokens[:-1]
    parts: list[str] = []
    fathers: set[int] = set()
    syllabic = party in FAMILY_FIRST
    for place, token in enumerate(tokens):
        folded = table.fold(token.strip(","))
        if not folded:
            continue
        if _POINTED.fullmatch(token) and not syllabic:
            parts += list(folded)
            continue
        particle = folded in _particles() and not syllabic and len(folded) > 1
        opens_name = place == 0 and token[:1].isupper() and folded in table.given
        if particle and not opens_name and place < len(tokens) - 1:
            if folded in _DESCENT:
                fathers.add(len(parts))
            continue
        parts.append(folded)
    return Name(text, party, tuple(parts), suffix, frozenset(fathers))


@lru_cache(maxsize=65536)
def part_title(text: str, party: str | None = None) -> tuple[str | None, str]:
    """Return the office before a name, None without one, and the name without title or "Mr".

    >>> part_title("Foreign Minister Yang", "CHN")
    ('Foreign Minister', 'Yang')
    >>> part_title("Sultan Al Jaber", "ARE")
    (None, 'Sultan Al Jaber')
    """
    tokens = text.split()
    while len(tokens) > 1 and tokens[0].casefold().rstrip(".") in _honorifics():
        if len(tokens) == 2 and tokens[0] in _given_honorifics():
            break  # "Sheikh Hasina"
        tokens = tokens[1:]
    offices = load_offices()
    if len(tokens) > 2 and tokens[0] in _given_titles():
        return None, " ".join(tokens)  # "Amir Khan Muttaqi"
    for size in range(min(len(tokens) - 1, _TITLE_WORDS), 0, -1):
        head, rest = tokens[:size], tokens[size:]
        if not rest[0][:1].isupper() and rest[0] not in _particles():
            continue
        if head[-1].lower().strip(",") not in _title_ends():
            continue  # "Secretary Marco"
        if offices.rank(" ".join(head), party) is not None:
            # "Foreign Minister Mr. Yang"
            return " ".join(head), part_title(" ".join(rest), party)[1]
    if len(tokens) > 1 and tokens[0][:1].isupper() and tokens[0].lower() in _heads():
        return tokens[0], " ".join(tokens[1:])  # "Secretary Rubio", of whatever department
    return None, " ".join(tokens)


@lru_cache(maxsize=65536)
def is_role(text: str, party: str | None = None) -> bool:
    """Return whether the words name an office or a body and nobody in it.

    >>> is_role("Foreign Ministry spokesperson"), is_role("Wang Yi")
    (True, False)
    """
    office, name = part_title(text, party)
    if office is not None:
        return is_role(name, party)  # "Secretary" leaves "General"
    if text.split()[:1] and text.split()[0] in _given_titles():
        return False
    if load_offices().rank(text, party) is not None:
        return True
    words = [word.strip(",.") for word in text.split()]
    return any(word in _never() for word in words) or not any(w[:1].isupper() for w in words)


def same_signs(left: Name, right: Name) -> bool:
    """Return whether the names are the same but for case, accents, points and order of words."""
    return left.parts == right.parts or (left.whole and sorted(left.parts) == sorted(right.parts))


def at_odds(left: Name, right: Name) -> bool:
    """Return whether initials or suffixes tell two names apart: "George W.", "George H. W."."""
    if left.suffix and right.suffix and left.suffix != right.suffix:
        return True
    if left.words != right.words:
        return False
    return bool(left.initials and right.initials and left.initials != right.initials)


@lru_cache(maxsize=65536)
def whole_keys(name: Name) -> frozenset[str]:
    """Return the keys of a whole name: those who share one spell one name, in any order.

    Each begins with the system it holds for; what is spelled alike by none has only its own.
    Empty for a part of a name.
    """
    if not name.whole:
        return frozenset()
    table = load_transliterations()
    # Where syllables are joined or not, a single letter is one of them ("Yi I").
    words = name.parts if name.party in SYLLABIC else name.words
    keys = {f"as-it-is:{turned(''.join(words))}"}
    for system in table.touching(name.party):
        keys.add(f"{system}:{turned(''.join(_levelled(words, system)))}")
    if _is_spelled_by_syllables(name):
        keys |= {f"as-it-is:{turned(''.join(read))}" for read in table.readings(words, name.party)}
    return frozenset(keys)


@lru_cache(maxsize=65536)
def short_key(name: Name) -> str | None:
    """Return the key shared by a whole name and its everyday form: "Tony", "Antony"."""
    if not name.whole or name.party in SYLLABIC:
        return None
    table = load_transliterations()
    plain = [table.short_form(name.words[0]), *name.words[1:]]
    return turned("".join(_levelled(tuple(plain), "latin")))


@lru_cache(maxsize=65536)
def word_keys(word: str, party: str | None) -> frozenset[str]:
    """Return the keys of one word of a name, by every system that touches the party."""
    table = load_transliterations()
    levelled = {f"{s}:{table.level(word, s)}" for s in table.touching(party)}
    return frozenset(levelled | {f"as-it-is:{word}"})


def family_words(name: Name) -> Words:
    """Return the words of a whole name by which its bearer may be called."""
    party, words = name.party, name.words
    if party in FAMILY_FIRST:
        return words[:1] + (words[-1:] if party in LAST_WORD_USED else ())
    if party in ORDER_VARIES or party is None:
        return tuple(dict.fromkeys((*words[1:], words[0])))
    if party in FIRST_WORD_USED:
        return words
    return words[1:]


def shortens(short: Name, long: Name) -> bool:
    """Return whether `short` leaves out parts of `long`, and no more.

    First names left out before it ("Ashraf Ghani"), names in the middle ("Jair Bolsonaro"),
    a second family name ("Pedro Sánchez"), letters after an initial ("A. Blinken"). A father's
    name is no shorter form of his son's.

    >>> one = parse_name("Pedro Sánchez Pérez-Castejón", "ESP")
    >>> shortens(parse_name("Pedro Sánchez", "ESP"), one)
    True
    >>> son = parse_name("Tamim bin Hamad bin Khalifa", "QAT")
    >>> shortens(parse_name("Hamad bin Khalifa", "QAT"), son)
    False
    """
    if short.party in SYLLABIC or len(short.parts) < 2 or len(short.words) > len(long.words):
        return False
    if len(short.parts) > len(long.parts) or at_odds(short, long):
        return False
    a = [_keys_of(part, short.party) for part in short.parts]
    b = [_keys_of(part, long.party) for part in long.parts]
    start = len(b) - len(a)
    if start not in long.fathers and all(_fits(x, y) for x, y in zip(a, b[start:], strict=True)):
        return len(short.words) > 1 or len(a[0]) == 1
    if not _fits(a[0], b[0]):
        return False
    place = 0
    for part in a:
        while place < len(b) and not _fits(part, b[place]):
            place += 1
        if place == len(b):
            return False
        place += 1
    return True


def one_letter_apart(a: str, b: str) -> bool:
    """Return whether two words differ by one letter at most: put in, left out or changed.

    >>> one_letter_apart("mauricio", "maurico"), one_letter_apart("mario", "marcos")
    (True, False)
    """
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    return (
        a[start + 1 :] == b[start + 1 :]
        or a[start + 1 :] == b[start:]
        or a[start:] == b[start + 1 :]
    )


def misspells(a: Name, b: Name) -> bool:
    """Return whether two whole names differ by one letter inside one long word.

    The last letter tells men from women in many languages.

    >>> misspells(parse_name("Teresa May", "GBR"), parse_name("Theresa May", "GBR"))
    True
    >>> misspells(parse_name("Daniel Ortega", "NIC"), parse_name("Daniela Ortega", "NIC"))
    False
    """
    if not (a.whole and b.whole) or len(a.words) != len(b.words) or at_odds(a, b):
        return False
    other = [(x, y) for x, y in zip(a.words, b.words, strict=True) if x != y]
    if len(other) != 1 or a.party in SYLLABIC:
        return False
    [(x, y)] = other
    return min(len(x), len(y)) >= _LONG_WORD and x[-1] == y[-1] and one_letter_apart(x, y)


def turned(text: str) -> str:
    """Return the first of all turns of `text` in the alphabet: names in any order have one.

    >>> turned("kishidafumio") == turned("fumiokishida")
    True
    """
    doubled = text + text
    return min((doubled[i : i + len(text)] for i in range(len(text))), default="")


def _levelled(words: Words, system: str) -> list[str]:
    table = load_transliterations()
    return [table.level(word, system) for word in words]


def _keys_of(part: str, party: str | None) -> frozenset[str]:
    if len(part) == 1:
        return frozenset({part})
    plain = load_transliterations().short_form(part)
    return word_keys(part, party) | word_keys(plain, party)


def _fits(short: frozenset[str], long: frozenset[str]) -> bool:
    """Whether a part may stand for another: one of its spellings, or its initial."""
    if len(short) == 1 and len(first := next(iter(short))) == 1:
        return any(key.split(":")[-1].startswith(first) for key in long)
    return not short.isdisjoint(long)


def _is_spelled_by_syllables(name: Name) -> bool:
    """Whether the name is written with a hyphen between syllables: "Mao Tse-tung"."""
    return "-" in name.text or "\u2010" in name.text or "\u2011" in name.text


def _turn(text: str) -> str:
    """Return "Antony Blinken" for "Blinken, Antony"."""
    family, comma, given = text.partition(",")
    if not comma or _suffix_of(given.strip()) or not given.strip() or "," in given:
        return text
    return f"{given.strip()} {family.strip()}"


def _suffix_of(token: str) -> str | None:
    plain = token.strip(".,").casefold()
    number = _REGNAL.fullmatch(token) is not None
    return plain if number or plain in _suffixes() else None


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return frozenset(map(fold_name, read_lexicon("en", "people")["particles"]))


@lru_cache(maxsize=1)
def _suffixes() -> frozenset[str]:
    return frozenset(s.strip(".").casefold() for s in read_lexicon("en", "people")["suffixes"])


@lru_cache(maxsize=1)
def _given_titles() -> frozenset[str]:
    return frozenset(read_lexicon("en", "people")["given"])


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    lexicon = read_lexicon("en", "offices")
    return frozenset(lexicon["heads"]) | frozenset(lexicon["weak_heads"])


@lru_cache(maxsize=1)
def _title_ends() -> frozenset[str]:
    """Return the words with which a title may end, in lower case."""
    titles = {office.title.split()[-1].lower() for office in load_offices().titles}
    return _heads() | titles | frozenset(read_lexicon("en", "people")["portfolios"])


@lru_cache(maxsize=1)
def _never() -> frozenset[str]:
    return frozenset(read_lexicon("en", "people")["never"])


@lru_cache(maxsize=1)
def _honorifics() -> frozenset[str]:
    lexicon = read_lexicon("en", "offices")
    callings = read_lexicon("en", "people")["callings"]
    words = {word.casefold().rstrip(".") for word in (*lexicon["honorifics"], *callings)}
    return frozenset(words - {"he"})  # a family name more often than "His Excellency"


@lru_cache(maxsize=1)
def _given_honorifics() -> frozenset[str]:
    """Return the honorifics by which leaders go, with one name behind."""
    names = [n.split() for row in load_leaders().rows for n in (row.name, *row.aliases)]
    return frozenset(words[0] for words in names if len(words) == 2)
