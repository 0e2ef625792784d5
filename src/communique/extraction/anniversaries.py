"""Anniversaries: their number, what they are of, and the year in which they fall."""

import re
from collections.abc import Iterator
from datetime import date

from spacy.tokens import Token

from communique.extraction.occasion_lexicon import Candidate, OccasionLexicon
from communique.extraction.phrases import capital_start, governors, name_end, parsed_start
from communique.language.analysis import Analysis
from communique.language.passages import Passage
from communique.language.periods import shift
from communique.language.syntax import subject_of
from communique.records import UNKNOWN_DATE, DateRange

_DIGITS = re.compile(r"(\d{1,3})(?:\s?(?:st|nd|rd|th))?(?:[- ]year)?$", re.IGNORECASE)
#: Markup may raise the ending: "75<sup>th</sup> anniversary".
_RAISED = re.compile(r"(\d{1,3}) ?<sup> ?(?:st|nd|rd|th) ?</sup> ?$")
_OWN = {"its", "their", "our", "his", "her", "this", "that"}
_MUTUAL = re.compile(r"\b(?:relations?|ties|relationships?)\b")
_BETWEEN = re.compile(
    r"\bbetween (?:the |our |both )?(?:two )?(?:sides|countries|nations|peoples|states)"
)


def find_anniversaries(
    analysis: Analysis, passage: Passage, lexicon: OccasionLexicon
) -> Iterator[Candidate]:
    """Yield the anniversaries that the passage names, in reading order."""
    words = {*lexicon.anniversaries, *lexicon.numbered}
    for token in passage.tokens_of(words):
        if token.lower_ in words:
            candidate = _read(analysis, passage, token, lexicon)
            if candidate is not None:
                yield candidate
    yield from _find_years_of(analysis, passage, lexicon)


def _read(
    analysis: Analysis, passage: Passage, token: Token, lexicon: OccasionLexicon
) -> Candidate | None:
    if any(child.lower_ in lexicon.idle for child in token.children):
        return None
    number, first = _number(token, lexicon)
    what, last, parties = _what(analysis, passage, token, lexicon)
    if what is None:
        return None
    dated = date_of(analysis, passage, token, lexicon, number)
    found = f"{ordinal(number)} anniversary of {what}" if number else f"anniversary of {what}"
    return Candidate(
        passage=passage.index,
        start=passage.doc[first].idx,
        end=passage.doc[last].idx + len(passage.doc[last]),
        kind="anniversary",
        name=found,
        date=dated,
        parties=parties,
        rule="occasion:anniversary",
        number=number,
        what=what,
    )


def _number(token: Token, lexicon: OccasionLexicon) -> tuple[int | None, int]:
    """Return the anniversary's number, None if untold, and where the phrase begins."""
    if token.lower_ in lexicon.numbered:
        return lexicon.numbered[token.lower_], token.i
    doc = token.doc
    for back in range(1, 6):
        index = token.i - back
        if index < token.sent.start:
            break
        word = doc[index].lower_
        digits = _DIGITS.fullmatch(word)
        if digits:
            return int(digits.group(1)), index
        if word in lexicon.ordinals:
            number = lexicon.ordinals[word]
            if index >= 2 and doc[index - 1].text == "-":
                tens = lexicon.ordinals.get(doc[index - 2].lower_, 0)
                if tens >= 20 and number < 10:
                    return tens + number, index - 2
            return number, index
        if word in {"the", "a", "of", ",", "and"}:
            break
    raised = _RAISED.search(doc.text[max(0, token.idx - 30) : token.idx])
    if raised:
        return int(raised.group(1)), token.i
    return None, token.i


def ordinal(number: int | None) -> str:
    """Return "75th" of 75; nothing of no number."""
    if number is None:
        return ""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _what(
    analysis: Analysis, passage: Passage, token: Token, lexicon: OccasionLexicon
) -> tuple[str | None, int, tuple[str, ...]]:
    """Return what is commemorated in plain words, where its words end, and whose it is."""
    doc = passage.doc
    last = name_end(token, {"of"}, ())
    for time in analysis.times(passage.index):
        begin = passage.token_at(time.start)
        if token.i + 2 < begin <= last and time.date.precision == "day":
            # "Relations on Oct 3": the day is when it is marked, not of what.
            last = begin - 1 if doc[begin - 1].pos_ != "ADP" else begin - 2
            break
    named = parties_named(analysis, passage, token.i + 1, last)
    words = ""
    if last > token.i + 1:
        first = token.i + 2
        while first < last and (doc[first].dep_ == "det" or doc[first].lower_ in {"the", *_OWN}):
            first += 1
        article = "the " if doc[first - 1].lower_ == "the" else ""
        words = article + passage.words(first, last)
        owned = any(word.lower_ in _OWN for word in doc[token.i + 1 : first])
        if doc[first].lower_ in lexicon.founding and first == last:
            owned = True
        # "Their diplomatic relations" are the two sides', whoever marks them.
        mutual = _MUTUAL.search(words) is not None and len(analysis.principals) == 2
        if owned and not named and not mutual:
            owner = _owner(analysis, passage, token)
            if owner is None:
                return None, token.i, ()
            name, named = owner
            words = f"{words} of {name}"
    else:
        owner = _owner(analysis, passage, token) if _has_owner(token) else None
        if owner is None:
            return None, token.i, ()
        name, named = owner
        words = f"the founding of {name}"
    plain, named = with_sides(analysis, words, named)
    ours = len(analysis.principals) == 1 or plain != words or "two" in plain.split()
    return plain.strip(" \"'"), last, named or (analysis.principals if ours else ())


def with_sides(
    analysis: Analysis, words: str, named: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """Name the sides of relations that the text calls "the two countries" or doesn't name."""
    plain = words
    if re.match(r"(?:the )?(?:diplomatic |bilateral )?(?:relation|tie)", plain):
        plain = f"the establishment of {plain.removeprefix('the ')}"
    principals = analysis.principals
    if _MUTUAL.search(plain) and len(principals) == 2:
        sides = " and ".join(analysis.reference.parties.label(p) for p in principals)
        if _BETWEEN.search(plain):
            plain = _BETWEEN.sub(f"between {sides}", plain)
        elif len(named) < 2 and not re.search(r"\b(?:between|with)\b", plain):
            plain = f"{plain} between {sides}"
        if len(named) < 2 and set(named) <= set(principals):
            named = principals
    return plain, named


def _has_owner(token: Token) -> bool:
    return any(child.dep_ == "poss" for child in token.lefts)


def _owner(
    analysis: Analysis, passage: Passage, token: Token
) -> tuple[str, tuple[str, ...]] | None:
    """Return the name of whose anniversary it is: possessor, object of congratulation, subject."""
    poss = next((child for child in token.lefts if child.dep_ == "poss"), None)
    if poss is not None and poss.pos_ != "PRON":
        return _phrase(analysis, passage, poss)
    for word in governors(token, 5):
        if word.pos_ not in {"VERB", "AUX"}:
            continue
        objects = [c for c in word.children if c.dep_ == "dobj" and c.i < token.i and c != token]
        subject = subject_of(word)
        chosen = objects[0] if objects else subject
        people = analysis.resolver.person_at[passage.index]
        if chosen is None or chosen.pos_ == "PRON" or chosen.i in people:
            return None
        return _phrase(analysis, passage, chosen)
    return None


def _phrase(analysis: Analysis, passage: Passage, noun: Token) -> tuple[str, tuple[str, ...]]:
    first = min(parsed_start(noun), capital_start(noun, analysis.resolver.party_at[passage.index]))
    mention = analysis.resolver.party_at[passage.index].get(noun.i)
    last = name_end(noun, {"of"}, {"of"})
    if mention is not None:
        first, last = min(first, mention.first), max(last, mention.last)
    article = "the " if first and passage.doc[first - 1].lower_ == "the" else ""
    return f"{article}{passage.words(first, last)}", parties_named(analysis, passage, first, last)


def parties_named(analysis: Analysis, passage: Passage, first: int, last: int) -> tuple[str, ...]:
    """Return the parties named in the tokens `first` to `last` of the passage."""
    found = (
        m.party for m in analysis.parties[passage.index] if first <= m.first and m.last <= last
    )
    return tuple(dict.fromkeys(found))


def date_of(
    analysis: Analysis,
    passage: Passage,
    token: Token,
    lexicon: OccasionLexicon,
    number: int | None,
) -> DateRange:
    """Return the year, or the day, that the sentence puts the anniversary in.

    Where it gives the day of what is commemorated instead, that is counted on from.
    """
    sentence = token.sent
    verb = next((w for w in governors(token, 6) if w.pos_ in {"VERB", "AUX"}), None)
    marks = verb is not None and verb.lemma_.lower() in lexicon.marking
    times = [
        t for t in analysis.times_within(passage.index, sentence.start, sentence.end - 1)
        if t.date.known
    ]  # fmt: skip
    bases = [t for t in times if _is_base(t.date, number, analysis.anchor)]
    for time in times:
        if time in bases:
            continue
        held = passage.doc[passage.token_at(time.core_start)]
        near = passage.token_at(time.core_start) - token.i
        told = marks and verb is not None and verb in (held, *governors(held, 4))
        if (told or 0 < near <= 8) and time.date.precision in {"day", "year", "month"}:
            return time.date
    for time in bases:
        if number and passage.token_at(time.core_start) > token.i:
            return _years_after(time.date, number)
    anchor = analysis.anchor
    present = verb is not None and verb.tag_ in {"VBZ", "VBP", "VBG"}
    if marks and present and anchor is not None and anchor.start is not None:
        return _this_year(anchor.start.year)
    return UNKNOWN_DATE


def _is_base(told: DateRange, number: int | None, anchor: DateRange | None) -> bool:
    """Whether `told` is what is commemorated: that many years before the document, or so."""
    if number is None or anchor is None or anchor.start is None or told.start is None:
        return False
    year = told.start.year
    return abs(year + number - anchor.start.year) < abs(year - anchor.start.year)


def _years_after(told: DateRange, number: int) -> DateRange:
    ends = [shift(day, number, "year") for day in (told.start, told.end) if day is not None]
    return told.model_copy(update={"start": ends[0], "end": ends[-1], "basis": "inferred"})


def _this_year(year: int) -> DateRange:
    return DateRange(
        start=date(year, 1, 1), end=date(year, 12, 31), precision="year", basis="relative"
    )


def _find_years_of(
    analysis: Analysis, passage: Passage, lexicon: OccasionLexicon
) -> Iterator[Candidate]:
    """Yield "75 years of diplomatic relations" where the sentence celebrates them."""
    for match in lexicon.years_of.finditer(passage.text):
        number = match.group("number")
        value = int(number) if number.isdigit() else lexicon.ordinals.get(number, 0)
        token = passage.doc[passage.token_at(match.end() - 1)]
        sentence = token.sent
        if value < 5 or not {w.lower_ for w in sentence} & lexicon.beside:
            continue
        last = name_end(token, {"with", "between"}, ())
        named = parties_named(analysis, passage, token.i + 1, last)
        what = passage.text[match.start() : match.end()].split(" of ", 1)[1]
        if named:
            sides = named if len(named) > 1 else tuple(sorted({*named, *analysis.principals}))
            labels = " and ".join(analysis.reference.parties.label(p) for p in sides)
            what, named = f"the establishment of {what} between {labels}", sides
        else:
            what, named = with_sides(analysis, what, ())
        anchor = analysis.anchor
        dated = next(
            (t.date for t in analysis.times_within(passage.index, sentence.start, sentence.end - 1)
             if t.date.known and t.date.precision == "year"), None
        )  # fmt: skip
        if dated is None and anchor is not None and anchor.start is not None:
            dated = _this_year(anchor.start.year)
        end = passage.doc[last]
        yield Candidate(
            passage=passage.index,
            start=match.start(),
            end=max(match.end(), end.idx + len(end)),
            kind="anniversary",
            name=f"{ordinal(value)} anniversary of {what}",
            date=dated or UNKNOWN_DATE,
            parties=named or analysis.principals,
            rule="occasion:years-of",
            number=value,
            what=what,
        )
