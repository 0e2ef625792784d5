"""Spans of years that are celebrated: "forty years since", "a quarter of a century of".

They are anniversaries without the word: of what follows "of" or "since", else of the
founding of whoever celebrates.
"""

import re
from collections.abc import Iterator

from communique.extraction.anniversaries import date_of, ordinal, parties_named, with_sides
from communique.extraction.occasion_lexicon import Candidate, OccasionLexicon
from communique.extraction.phrases import name_end
from communique.language.analysis import Analysis
from communique.language.passages import Passage
from communique.language.syntax import subject_of, subtree

#: "Since A and B established relations" is told in so many words.
_LONGEST = 16
_ESTABLISHED = re.compile(
    r"\b(?:establish\w*|open\w*|forg\w*) (?:of )?(?:formal |full |official )?"
)


def find_jubilees(
    analysis: Analysis, passage: Passage, lexicon: OccasionLexicon
) -> Iterator[Candidate]:
    """Yield the spans of years that the passage celebrates, in reading order."""
    told = list(lexicon.jubilees.finditer(passage.text))
    known = [match.span() for match in lexicon.years_of.finditer(passage.text)] if told else []
    for match in told:
        if any(start <= match.start() < end for start, end in known):
            continue
        number = _value(match, lexicon)
        token = passage.doc[passage.token_at(match.end("span") - 1)]
        beside = {word.lemma_.lower() for word in token.sent}
        if number is None or number < 5 or not beside & lexicon.celebrating:
            continue
        if any(word in lexicon.anniversaries for word in beside):
            continue  # read at its own word
        what, end, named = _what(analysis, passage, match)
        public = what is not None and any(stem in what.lower() for stem in lexicon.celebrated)
        if what is None or not public:
            continue
        yield Candidate(
            passage=passage.index, start=match.start(), end=end, kind="anniversary",
            name=f"{ordinal(number)} anniversary of {what}",
            date=date_of(analysis, passage, token, lexicon, number),
            parties=named or analysis.principals, rule="occasion:jubilee", number=number, what=what,
        )  # fmt: skip


def _value(match: re.Match[str], lexicon: OccasionLexicon) -> int | None:
    """Return the number of years."""
    whole = match.group("whole")
    if whole:
        return lexicon.spans[" ".join(whole.lower().replace("-", " ").split())]
    told = match.group("number").lower()
    digits = re.match(r"\d+", told)
    value = 0
    for part in re.split(r"[- ]", told):
        value += lexicon.ordinals.get(part, 0)
    number = int(digits.group()) if digits else value
    return number * (10 if match.group("unit").startswith("decade") else 1) or None


def _what(
    analysis: Analysis, passage: Passage, match: re.Match[str]
) -> tuple[str | None, int, tuple[str, ...]]:
    """Return what is celebrated, where its words end, and whose it is."""
    doc, link = passage.doc, (match.group("link") or "").strip()
    token = doc[passage.token_at(match.end() - 1)]
    if link == "since":
        last = min(token.i + _LONGEST, token.sent.end - 1)
        stop = (t.i for t in doc[token.i + 1 : last + 1] if t.text in {",", ".", ";"})
        last = next(stop, last + 1) - 1
        named = parties_named(analysis, passage, token.i + 1, last)
        words = passage.words(token.i + 1, last) if last > token.i else ""
        if _ESTABLISHED.search(words) and re.search(r"relations?|ties", words):
            sides = named if len(named) > 1 else tuple(analysis.principals)
            labels = " and ".join(analysis.reference.parties.label(p) for p in sides)
            words, named = f"the establishment of diplomatic relations between {labels}", sides
        return words or None, doc[last].idx + len(doc[last]), named
    if link == "of":
        last = name_end(token, {"of", "with", "between", "in"}, ())
        last = max([last, *(w.i for w in subtree(token) if w.dep_ in {"pobj", "conj"})])
        named = parties_named(analysis, passage, token.i + 1, last)
        home = analysis.home
        words = passage.words(token.i + 1, last) if last > token.i else ""
        body = (
            home is not None and not home.isupper() and re.search(r"\b[Aa]lliance|union\b", words)
        )
        if body and home is not None:
            words, named = analysis.reference.parties.label(home), (home,)
        elif words:
            words, named = with_sides(analysis, words, named)
        return words or None, doc[last].idx + len(doc[last]), named
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    subject = subject_of(verb)
    party_at = analysis.resolver.party_at[passage.index]
    mention = party_at.get(subject.i) if subject is not None else None
    if mention is None or mention.party.isupper():
        return None, match.end(), ()
    name = passage.words(mention.first, mention.last)
    return f"the founding of {name}", match.end(), (mention.party,)
