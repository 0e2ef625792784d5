"""Occasions: anniversaries, years of exchange, games, national days, foundings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from communique.extraction.anniversaries import find_anniversaries
from communique.extraction.foundings import find_foundings
from communique.extraction.jubilees import find_jubilees
from communique.extraction.occasion_lexicon import Candidate, OccasionLexicon, occasion_lexicon
from communique.language.analysis import Analysis
from communique.language.passages import Passage
from communique.records import UNKNOWN_DATE, AnniversaryBase, DateRange, Occasion

#: So many mentions of one occasion are kept as evidence.
MOST_SPANS = 5

_YEAR_OF = re.compile(
    r"(?P<before>(?:[\w.&'–-]*[A-Z][\w.&'–-]* ){0,4})(?:Cross[- ])?Years? of "
    r"(?P<theme>[A-Z][\w'-]+(?:(?: and| &|,)? [A-Z][\w'-]+){0,4}|(?:[Pp]eople-to-[Pp]eople|"
    r"[Cc]ultural|[Mm]utual|[Ff]riendship)[\w -]{0,24}?[Ee]xchanges?)"
)


#: "2024 was declared the Year of X"
_DECLARED = re.compile(
    r"\b((?:19|20)\d\d) (?:(?:is|was|has been|will be|to be|being|as|the|an?|declared|designated|"
    r"proclaimed|named) ?)+['\"]?$"
)


@dataclass
class Group:
    """The mentions of one occasion."""

    mentions: list[Candidate] = field(default_factory=list)


def extract(analysis: Analysis) -> Iterator[Occasion]:
    """Yield the occasions of the article, each once, in the order of their first mention."""
    for group in candidates(analysis):
        yield build(analysis, group)


def candidates(analysis: Analysis) -> Iterator[Group]:
    """Yield the mentions of each occasion."""
    lexicon = occasion_lexicon("en")
    groups: list[Group] = []
    for passage in analysis.passages:
        found = [
            *find_anniversaries(analysis, passage, lexicon),
            *find_jubilees(analysis, passage, lexicon),
            *_find_years(analysis, passage),
            *_find_games(analysis, passage, lexicon),
            *_find_days(analysis, passage, lexicon),
            *find_foundings(analysis, passage, lexicon),
        ]
        for candidate in sorted(found, key=lambda c: c.start):
            group = next((g for g in groups if _is_same(g, candidate)), None)
            if group is None:
                groups.append(Group([candidate]))
            else:
                group.mentions.append(candidate)
    yield from groups


def build(analysis: Analysis, group: Group) -> Occasion:
    """Return the occasion with the fullest name and the date that any mention gives."""
    mentions = group.mentions
    first = mentions[0]
    named = max(mentions, key=lambda m: len(m.name.split()))
    dated = next((m.date for m in mentions if m.date.known), UNKNOWN_DATE)
    parties = next((m.parties for m in mentions if m.parties), ())
    kept = mentions[:MOST_SPANS]
    passage = analysis.passages[first.passage]
    return Occasion(
        document_id=analysis.document_id,
        evidence=tuple(analysis.evidence_at(m.passage, m.start, m.end, m.rule) for m in kept),
        source=analysis.source_of(first.passage, passage.token_at(first.start)),
        claimed_by=analysis.claimed_by(*parties),
        name=named.name,
        date=dated,
        parties=tuple(sorted(parties)),
        of=_base(named, dated),
    )


def _base(candidate: Candidate, dated: DateRange) -> AnniversaryBase | None:
    """Return what an anniversary is of, with its base year where the numbers give it."""
    if candidate.what is None:
        return None
    number = candidate.number
    whole = dated.start is not None and dated.end is not None and dated.start.year == dated.end.year
    base = dated.end.year - number if whole and number and dated.end is not None else None
    return AnniversaryBase(what=candidate.what, number=number, base_year=base)


def _is_same(group: Group, candidate: Candidate) -> bool:
    """Whether the candidate is another mention: of the same kind and number, in alike words."""
    known = group.mentions[0]
    if known.kind != candidate.kind or known.number != candidate.number:
        return False
    left, right = _words(known.name), _words(candidate.name)
    if candidate.kind == "anniversary" and candidate.number is not None:
        return bool(left & right) or not left or not right
    if candidate.kind == "games":
        return left <= right or right <= left
    shared = left & right
    return len(shared) * 2 >= min(len(left), len(right)) and bool(shared)


def _words(name: str) -> set[str]:
    idle = {"the", "of", "a", "and", "anniversary", "between", "in", "games", "olympics", "olympic",
            "year"}  # fmt: skip
    return {
        word.removesuffix("s") for word in re.findall(r"[^\W_]+", name.lower())
        if word not in idle and not re.fullmatch(r"\d{1,3}(?:st|nd|rd|th)?", word)
    }  # fmt: skip


# -- years, games, days --------------------------------------------------------------------


def _find_years(analysis: Analysis, passage: Passage) -> Iterator[Candidate]:
    if "Year of " not in passage.text and "Years of " not in passage.text:
        return
    for match in _YEAR_OF.finditer(passage.text):
        start = match.start()
        for word in ("The ", "This ", "In "):
            if match.group().startswith(word):
                start += len(word)
        name = passage.text[start : match.end()].strip(" \"'")
        parties = _parties(analysis, passage, start, match.end()) or analysis.principals
        yield Candidate(
            passage=passage.index,
            start=start,
            end=match.end(),
            kind="year",
            name=re.sub(r"^(?:19|20)\d\d ", "", name),
            date=_year_near(analysis, passage, start, match.end()),
            parties=parties,
            rule="occasion:year-of",
        )


def _find_games(
    analysis: Analysis, passage: Passage, lexicon: OccasionLexicon
) -> Iterator[Candidate]:
    if lexicon.games_named.search(passage.text) is None:
        return
    for match in lexicon.games.finditer(passage.text):
        if not match.group("before"):
            continue
        start, end = match.span()
        if match.group("before").startswith("The "):
            start += len("The ")
        words = [word for word in match.group("before").split() if word != "The"]
        if not words:
            continue
        year = next((int(w) for w in words if re.fullmatch(r"(?:19|20)\d\d", w)), None)
        dated = _whole_year(year) if year else _year_near(analysis, passage, start, end)
        city = " ".join(w for w in words if w.isalpha() and w not in lexicon.seasons)
        yield Candidate(
            passage=passage.index,
            start=start,
            end=end,
            kind="games",
            name=passage.text[start:end].strip(),
            date=dated,
            parties=_hosts(analysis, passage, start, city, lexicon),
            rule="occasion:games",
        )


def _hosts(
    analysis: Analysis, passage: Passage, start: int, city: str, lexicon: OccasionLexicon
) -> tuple[str, ...]:
    """Return the state of the host city, or who hosts the games."""
    places = analysis.reference.places.lookup(city) if city else ()
    if places:
        return (places[0].country,)
    token = passage.doc[passage.token_at(start)]
    for word in (token, *token.ancestors):
        if word.lemma_.lower() in lexicon.hosting:
            before = [
                m.party for m in analysis.parties[passage.index]
                if m.last < word.i and m.first >= token.sent.start and m.party.isupper()
            ]  # fmt: skip
            return tuple(before[-1:])
    return ()


def _find_days(
    analysis: Analysis, passage: Passage, lexicon: OccasionLexicon
) -> Iterator[Candidate]:
    for match in lexicon.days.finditer(passage.text):
        start, end = match.span()
        sentence = passage.doc[passage.token_at(start)].sent
        parties = _parties(analysis, passage, max(0, start - 40), min(len(passage.text), end + 40))
        if not parties or passage.text[end : end + 1] == "-":
            continue
        dated = next(
            (t.date for t in analysis.times_within(passage.index, sentence.start, sentence.end - 1)
             if t.date.known and t.date.precision == "day"), UNKNOWN_DATE
        )  # fmt: skip
        label = analysis.reference.parties.label(parties[0])
        yield Candidate(
            passage=passage.index,
            start=start,
            end=end,
            kind="day",
            name=f"{match.group()} of {label}",
            date=dated,
            parties=parties[:1],
            rule="occasion:day",
        )


def _parties(analysis: Analysis, passage: Passage, start: int, end: int) -> tuple[str, ...]:
    doc = passage.doc
    found = (
        m.party for m in analysis.parties[passage.index]
        if start <= doc[m.first].idx and doc[m.last].idx < end
    )  # fmt: skip
    return tuple(dict.fromkeys(found))


def _year_near(analysis: Analysis, passage: Passage, start: int, end: int) -> DateRange:
    """Return the year told in or beside the words; unknown if none is."""
    declared = _DECLARED.search(passage.text[max(0, start - 50) : start])
    if declared:
        return _whole_year(int(declared.group(1)))
    near = [
        t for t in analysis.times(passage.index)
        if t.date.known and t.end > start - 40 and t.start < end + 25
    ]  # fmt: skip
    for time in near:
        if time.date.start is not None and time.date.precision in {"year", "month", "day"}:
            if time.date.precision == "year":
                return time.date
            return _year_of(time.date)
    return UNKNOWN_DATE


def _year_of(dated: DateRange) -> DateRange:
    """Return the year that the date lies in."""
    assert dated.start is not None  # the caller passes known dates
    year = dated.start.year
    return DateRange(
        start=date(year, 1, 1), end=date(year, 12, 31), precision="year", basis=dated.basis
    )


def _whole_year(year: int) -> DateRange:
    return DateRange(
        start=date(year, 1, 1), end=date(year, 12, 31), precision="year", basis="explicit"
    )
