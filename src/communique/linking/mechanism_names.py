"""What a name says of a standing arrangement: kind, subject, owners, level; not its grammar."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.reference.parties import load_parties
from communique.reference.tables import read_lexicon, read_rows

_WORD = re.compile(r"(?:2\s?)?\+\s?2|[^\W_]+(?:[.&'][^\W_]+)*\.?'?|&")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_BRACKETED = re.compile(r"\s*\(([^()]*)\)")
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "＆": "&"})
#: A short form has so many letters, most of them capitals.
_LETTERS = range(2, 10)


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    `head` is the plain noun that it ends in, None where it has none; `core` are the words that
    tell it from others of its head; `owners` the parties in it, without what it is about.
    `words` are all its words in order, for short forms; `listed` those that stand in a list
    ("Economic and Financial"). `acronym` is set for what is nothing but a short form.
    """

    text: str
    head: str | None
    core: frozenset[str]
    owners: frozenset[str] = frozenset()
    number: int | None = None
    words: tuple[str, ...] = ()
    listed: frozenset[str] = frozenset()
    acronym: str | None = None

    @property
    def key(self) -> tuple[frozenset[str], str | None, str | None]:
        """What two names of one arrangement of the same parties have in common."""
        return self.core, self.head, self.acronym

    @property
    def family(self) -> str:
        """The family of its head: "talks" where others say "dialogue"; a part is its own."""
        return _families().get(self.head or "", self.head or "talks")

    @property
    def bare(self) -> bool:
        """Whether it has no words of its own: "the Joint Commission"."""
        return not self.core and self.acronym is None


def read_names(text: str) -> tuple[Name, ...]:
    """Return the names that `text` gives: one, and those in brackets behind it.

    >>> [n.acronym or sorted(n.core) for n in read_names("Strategic and Economic Dialogue (S&ED)")]
    [['economic', 'strategic'], 's&ed']
    """
    outer = _BRACKETED.sub(" ", text).strip()
    found = [read_name(outer)] if outer else []
    for inner in _BRACKETED.findall(text):
        name = read_name(inner)
        if name.acronym is not None or name.head is not None or "2+2" in name.core:
            found.append(name)
    return tuple(found) or (read_name(text),)


@lru_cache(maxsize=65536)
def read_name(text: str) -> Name:
    """Return the name in `text`, taken apart.

    >>> read_name("the third round of the UK-China Strategic Dialogue").number
    3
    >>> sorted(read_name("the annual China-UK Strategic Dialogue").core)
    ['strategic']
    """
    tokens, owners = _without_owners(_tokens(text))
    acronym = _acronym_of(tokens)
    if acronym is not None:
        return Name(text, None, frozenset(), owners, acronym=acronym, words=(acronym,))
    plain = [t.casefold().rstrip(".'") for t in tokens]
    spelled = _behind_rounds(_without_ordinals(plain)[0])
    words, number = _without_ordinals(_phrased(plain))
    words = _behind_rounds(words)
    begin, end, head = _find_head(words)
    kept = [*words[:begin], *words[end:]]
    core = _core_of(kept)
    return Name(
        text, head, core, owners, number=number, words=tuple(spelled),
        listed=_listed(words[:begin]) | _listed(words[end:]),
    )  # fmt: skip


def initials(name: Name) -> frozenset[str]:
    """Return the short forms that the name's words make, in lower case.

    Small words may count or not, and so may those that are said of most arrangements.

    >>> "s&ed" in initials(read_name("Strategic and Economic Dialogue"))
    True
    >>> "jcct" in initials(read_name("U.S.-China Joint Commission on Commerce and Trade"))
    True
    """
    idle, weak = _lexicon_words("idle"), _lexicon_words("weak")
    found: set[str] = set()
    for small in ("none", "&", "all"):
        for without in (frozenset(), weak):
            letters = [
                "&" if small == "&" and word in {"and", "&"} else word[0]
                for word in name.words
                if word not in without
                and (word not in idle or small == "all" or (small == "&" and word in {"and", "&"}))
            ]
            found.add("".join(letters))
    return frozenset(form for form in found if len(form) in _LETTERS)


@lru_cache(maxsize=65536)
def ordinal_of(word: str) -> int | None:
    """Return the number of an ordinal, "third" or "12th"; None for any other word.

    >>> ordinal_of("third"), ordinal_of("21st"), ordinal_of("twenty-first"), ordinal_of("round")
    (3, 21, 21, None)
    """
    plain = word.casefold()
    match = _ORDINAL.fullmatch(plain)
    if match is not None:
        return int(match[1])
    tens, _, units = plain.partition("-")
    ordinals: Mapping[str, int] = read_lexicon("en", "ordinals")["ordinals"]
    if units:
        cardinal = read_lexicon("en", "ordinals")["tens"].get(tens)
        unit = ordinals.get(units)
        return cardinal + unit if cardinal is not None and unit is not None else None
    return ordinals.get(plain)


def is_round_word(word: str) -> bool:
    """Return whether `word` is one for a session: "round", "meeting"."""
    return word.casefold() in _lexicon_words("rounds")


def is_weak(word: str) -> bool:
    """Return whether `word` may stand between an ordinal and the name without meaning."""
    plain = word.casefold()
    return plain in _lexicon_words("idle") or plain in _lexicon_words("weak")


def known_as(name: Name, parties: frozenset[str]) -> str | None:
    """Return the arrangement of the table that these parties call so; None if there is none."""
    return _known().get(("+".join(sorted(parties)), *name.key))


def known_parties(name: Name) -> frozenset[str]:
    """Return the parties of the one arrangement of the table that is called so by name.

    Only of a short form, which says all by itself; empty where none or several are.
    """
    return _known_short().get(name.acronym or "", frozenset())


# -- words ---------------------------------------------------------------------------------


def _tokens(text: str) -> list[str]:
    found = _WORD.findall(text.translate(_MARKS))
    plain = [re.sub(r"\s", "", word.removesuffix("'s")) for word in found]
    # Where a parse cuts "2+2" in two, a name may begin with its half.
    return ["2+2" if word == "+2" else word for word in plain]


def _without_owners(tokens: list[str]) -> tuple[list[str], frozenset[str]]:
    """Return the words without the parties whose it is; those it is about stay, marked."""
    kept: list[str] = []
    owners: set[str] = set()
    links = _lexicon_words("subject_links")
    subject = False
    index = 0
    while index < len(tokens):
        party, length = _party_at(tokens, index)
        if party is None:
            word = tokens[index].casefold()
            if word in links:
                subject = True
            elif word in {"between", "with", "of", "among"}:
                subject = False
            kept.append(tokens[index])
            index += 1
        else:
            if subject:
                kept.append(f"party{party.lower()}")
            else:
                owners.add(party)
            index += length
    return kept, frozenset(owners)


def _party_at(tokens: Sequence[str], index: int) -> tuple[str | None, int]:
    for length, forms in _party_forms().get(_undotted(tokens[index]), ()):
        words = tuple(_undotted(t) for t in tokens[index : index + length])
        if words in forms:
            return forms[words], length
    return None, 0


def _undotted(word: str) -> str:
    return word.replace(".", "")


@lru_cache(maxsize=1)
def _party_forms() -> Mapping[str, tuple[tuple[int, Mapping[tuple[str, ...], str]], ...]]:
    """Return the forms of parties by their first word, the longest first."""
    parties = load_parties()
    found: dict[str, dict[int, dict[tuple[str, ...], str]]] = {}
    for name in parties.names:
        grouping = name.party in parties.organisations
        if grouping and (name.kind not in {"name", "abbreviation"}):
            continue
        if name.kind in {"seat", "organ"}:
            continue
        words = tuple(_undotted(word) for word in _tokens(name.form))
        if words and not (len(words) == 1 and words[0].islower()):
            found.setdefault(words[0], {}).setdefault(len(words), {}).setdefault(words, name.party)
    return {
        first: tuple(sorted(by_length.items(), reverse=True)) for first, by_length in found.items()
    }


def _acronym_of(tokens: list[str]) -> str | None:
    """Return the short form where the words are nothing else, but rounds and idle words."""
    rounds, idle, weak = (_lexicon_words(k) for k in ("rounds", "idle", "weak"))
    links = _lexicon_words("links")
    end = next((i for i, t in enumerate(tokens) if i and t in links), len(tokens))
    told = [
        token for token in tokens[:end]
        if not (token.casefold() in rounds | idle | weak and not token.isupper())
        and ordinal_of(token) is None
    ]  # fmt: skip
    return told[0].replace(".", "").casefold() if len(told) == 1 and is_short(told[0]) else None


def is_short(word: str) -> bool:
    """Return whether a word is written as a short form: "JCCT", "S&ED", "iCET"."""
    letters = [c for c in word if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return len(letters) in _LETTERS and capitals >= 2 and capitals > len(letters) / 2


def _phrased(words: list[str]) -> list[str]:
    """Return the words with the phrases of the lexicon as one, and spelled in one way."""
    phrases = _phrases()
    equal: Mapping[str, str] = read_lexicon("en", "mechanism_names")["equal"]
    found: list[str] = []
    index = 0
    while index < len(words):
        for phrase, whole in phrases.get(words[index], ()):
            if tuple(words[index : index + len(phrase)]) == phrase:
                found.append(whole)
                index += len(phrase)
                break
        else:
            found.append(equal.get(words[index], words[index]))
            index += 1
    return found


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    table: Mapping[str, list[str]] = read_lexicon("en", "mechanism_names")["phrases"]
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for whole, phrases in table.items():
        for phrase in phrases:
            words = tuple(w.casefold().rstrip(".'") for w in _tokens(phrase))
            found.setdefault(words[0], []).append((words, whole))
    return {
        first: tuple(sorted(set(rows), key=lambda row: (-len(row[0]), row)))
        for first, rows in found.items()
    }


def _without_ordinals(words: list[str]) -> tuple[list[str], int | None]:
    kept: list[str] = []
    number: int | None = None
    index = 0
    while index < len(words):
        joined = "-".join(words[index : index + 2])
        value, length = ordinal_of(joined), 2
        if value is None or index + 1 == len(words):
            value, length = ordinal_of(words[index]), 1
        if value is None:
            kept.append(words[index])
        else:
            number = value if number is None else number
        index += length if value is not None else 1
    return kept, number


def _behind_rounds(words: list[str]) -> list[str]:
    """Return what stands behind "round of the", as far as it has a head of its own."""
    rounds = _lexicon_words("rounds")
    for index in range(len(words) - 1):
        if words[index] in rounds and words[index + 1] == "of":
            rest = words[index + 2 :]
            if _find_head(rest)[2] is not None or len(rest) <= 2:
                return rest
    return words


def _find_head(words: list[str]) -> tuple[int, int, str | None]:
    """Return where the noun stands that the name ends in, and which it is.

    "Strategic Dialogue Meeting" ends in the dialogue, which met.
    """
    heads, links = _heads(), _lexicon_words("links")
    rounds = _lexicon_words("rounds")
    first_link = next((i for i, word in enumerate(words) if i and word in links), len(words))
    found: list[tuple[int, int, str]] = []
    index = 0
    while index < len(words):
        for phrase, head in heads.get(words[index], ()):
            if tuple(words[index : index + len(phrase)]) == phrase:
                found.append((index, index + len(phrase), head))
                index += len(phrase) - 1
                break
        index += 1
    if not found:
        return len(words), len(words), None
    inside = [f for f in found if f[0] < first_link] or found[:1]
    last = inside[-1]
    sessions = rounds | {"ministerial"}
    while len(inside) > 1 and (words[last[0]] in sessions or last[2] == "mechanism"):
        inside.pop()
        last = inside[-1]
    return last


@lru_cache(maxsize=1)
def _heads() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    table: Mapping[str, list[str]] = read_lexicon("en", "mechanism_names")["heads"]
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for head, phrases in table.items():
        for phrase in phrases:
            words = tuple(phrase.rstrip("'").split())
            found.setdefault(words[0], []).append((words, head))
    return {
        first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))
        for first, rows in found.items()
    }


def _core_of(words: list[str]) -> frozenset[str]:
    idle, weak, rounds = (_lexicon_words(k) for k in ("idle", "weak", "rounds"))
    telling = {_stem(w) for w in words if w not in idle and w not in weak and w not in rounds}
    levels = frozenset(read_lexicon("en", "mechanism_names")["levels"]["words"])
    if telling - levels:
        telling -= levels
    return frozenset(telling)


def _listed(words: list[str]) -> frozenset[str]:
    """Return the words that an "and" or a comma-less list joins before the head."""
    found: set[str] = set()
    idle = _lexicon_words("idle")
    for index in range(1, len(words)):
        if words[index] in {"and", "&"}:
            found |= {_stem(w) for w in words[:index] if w not in idle}
            found |= {_stem(w) for w in words[index + 1 :] if w not in idle}
    return frozenset(found)


def _stem(word: str) -> str:
    equal: Mapping[str, str] = read_lexicon("en", "mechanism_names")["equal"]
    if (
        "-" not in word
        and len(word) > 4
        and word.endswith("s")
        and not word.endswith(("ss", "cs", "us"))
    ):
        word = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    word = word.rstrip("'")
    return equal.get(word, word)


@lru_cache(maxsize=16)
def _lexicon_words(kind: str) -> frozenset[str]:
    return frozenset(read_lexicon("en", "mechanism_names")["words"][kind])


@lru_cache(maxsize=1)
def _families() -> Mapping[str, str]:
    table = read_lexicon("en", "mechanism_names")["families"]
    return {head: family for family, heads in table.items() if family != "parts" for head in heads}


@lru_cache(maxsize=1)
def _known() -> Mapping[tuple[str, frozenset[str], str | None, str | None], str]:
    found = {}
    for _, row in read_rows("mechanism_names.csv", ["mechanism", "parties", "name", "citation"]):
        found[(row["parties"], *read_name(row["name"]).key)] = row["mechanism"]
    return found


@lru_cache(maxsize=1)
def _known_short() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for _, row in read_rows("mechanism_names.csv", ["mechanism", "parties", "name", "citation"]):
        short = read_name(row["name"]).acronym
        if short is not None:
            found.setdefault(short, set()).add(row["parties"])
    return {
        short: frozenset(next(iter(parties)).split("+"))
        for short, parties in found.items()
        if len(parties) == 1
    }
