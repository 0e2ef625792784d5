"""What an article's writing says of its genre: report, column, story, history, guide.

`measure` gives numbers from 0 to 1, most of them shares of the article's sentences. They
come from words (`reference/lexicons/*/genres.toml`), the address and the title of the page,
who speaks in it, and the days and years that it tells of. What they weigh is learnt
(`relevance`).
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Token

from communique.extraction.genre_lexicon import genre_lexicon
from communique.extraction.modality import is_bygone
from communique.language.analysis import Analysis
from communique.language.passages import Passage
from communique.language.quotations import find_quotations
from communique.language.syntax import modal_of

#: So many years back is history.
HISTORY_YEARS = 10
#: Hardly a page is older, so to one without a date earlier years are history.
OLDEST_PAGES = 1990

#: A report names a day of the last or the next weeks near its top.
NEAR_DAYS = 31
#: What is reckoned of that where the page's own day is unknown and the lead names none.
MAYBE_DATED = 0.5
#: So many passages, the headline among them, are the lead.
LEAD_PASSAGES = 3

#: So many different words make a subject.
SUBJECT_WORDS = 3
#: The subjects to which scores belong, and answers to choose from.
SCORED = "sport"
ASKED = "study"

#: "2-1" but not "a 3-5 year plan".
_SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b(?![ -](?:per|year|member|vote|day|month|week))")
#: "[A] Poland [B] Spain", "a) Russia b) China" but not "(a) the first".
_OPTION = re.compile(r"(?<!\S)(?:\[[A-E]\]|[A-Ea-e]\.?\))(?=\s)")
#: "Opinion: why it matters", "Editorial | A word of warning".
_LABEL = re.compile(r"([\w-]+)\s*[:|–—]")
#: "[12]" in running text, as encyclopaedias and papers cite.
_CITATION = re.compile(r"\[\d{1,3}\]")
_SELF = {"i", "me", "my", "mine", "myself"}
_US = {"we", "us", "our", "ours", "ourselves"}
_READER = {"you", "your", "yours", "yourself"}
_PERSONAL = {"PRP", "PRP$"}
#: What the writer lets slip into the words as they are spoken: "it's", "doesn't".
_CASUAL = {"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"}
_VERBAL = {"RB", "VBZ", "VBP", "VBD", "MD"}
#: Signs of who writes: none where an official speaks.
_WRITER = ("self", "us", "reader", "casual", "asking")
_COARSE = {"year", "decade"}


def measure(analysis: Analysis) -> dict[str, float]:
    """Return the measures of the article's genre, by name."""
    total = max(1, count_sentences(analysis))
    signs = Counter(sign for passage in analysis.passages for _, sign in _signs(analysis, passage))
    shares = {sign: count / total for sign, count in signs.items()}
    title = (analysis.article.metadata.title or "").lower()
    text = " ".join([title, *(passage.text for passage in analysis.passages)])
    shares["citing"] = min(1.0, len(_CITATION.findall(text)) / total)
    for subject, found in genre_lexicon().subject_words(text).items():
        if subject == SCORED:
            found += _SCORE.findall(text)
        elif subject == ASKED:
            found += [option.lower() for option in _OPTION.findall(text)]
        # One word is no subject, however often it comes; of a text of few sentences two are.
        least = SUBJECT_WORDS if total >= SUBJECT_WORDS else SUBJECT_WORDS - 1
        variety = min(1.0, len(set(found)) / least)
        shares[f"on {subject}"] = min(1.0, len(found) / total) * variety
    shares["past"] = share_of_past(analysis)
    undated = MAYBE_DATED if analysis.anchor is None else 0.0
    shares["dated"] = 1.0 if names_near_day(analysis) else undated
    words = set(re.findall(r"[\w-]+|\?", title))
    shares["titled"] = float(bool(words & genre_lexicon().diplomacy))
    shares["essay"] = float(bool(words & genre_lexicon().essay))
    shares["opinion"] = float(is_labelled_opinion(analysis))
    shares["titled opinion"] = float(is_titled_opinion(analysis))
    shares["bygone"] = share_of_past(analysis, coarse=False)
    if _is_voice_official(analysis):
        for sign in _WRITER:
            shares.pop(sign, None)
    return {name: share for name, share in shares.items() if share}


def count_sentences(analysis: Analysis) -> int:
    """Return the number of sentences of the article's prose."""
    return sum(len(passage.sentences) for passage in analysis.passages)


# -- signs of sentences ----------------------------------------------------------------------


def _signs(analysis: Analysis, passage: Passage) -> set[tuple[int, str]]:
    """Return what the sentences, by number, show of their writer.

    The words of others count for themselves, but not as his.
    """
    lexicon = genre_lexicon()
    quoted = {t for q in find_quotations(passage) for t in range(q.first, q.last + 1)}
    starts = [sentence.start for sentence in passage.sentences]

    def number(token: Token) -> int:
        return bisect_right(starts, token.i) - 1

    def is_own(token: Token) -> bool:
        return token.i not in quoted and analysis.attribution_of(passage.index, token.i) is None

    found = {
        (number(token), sign)
        for sign, words in (("self", _SELF), ("us", _US), ("reader", _READER))
        for token in passage.tokens_of(words)
        if token.tag_ in _PERSONAL and is_own(token)
    }
    found |= {
        (number(token), sign)
        for sign, words in (
            ("story", lexicon.story),
            ("onlookers", lexicon.onlookers),
            ("judging", lexicon.judging),
            ("diplomacy", lexicon.diplomacy),
        )
        for token in passage.tokens_of(words)
        if token.lemma_.lower() in words
        and (sign != "story" or token.pos_ == "VERB")
        and (sign != "judging" or is_own(token))
    }
    found |= {
        (number(token), "casual")
        for token in passage.tokens_of(_CASUAL)
        if token.tag_ in _VERBAL and is_own(token)
    }
    musing = {number(token) for token in passage.tokens_of(lexicon.musing) if is_own(token)}
    for index, sentence in enumerate(passage.sentences):
        root = sentence.root
        first = next(filter(is_own, sentence), None)
        if first is None or root.i in quoted:
            continue
        if index in musing or first.lower_ in lexicon.openers:
            found.add((index, "musing"))
        if is_own(root):
            found |= {(index, sign) for sign in _tense(root)}
            if sentence.text.rstrip().endswith("?"):
                found.add((index, "asking"))
    return found


def _tense(root: Token) -> Iterator[str]:
    modal = modal_of(root)
    if modal in {"should", "must", "would", "could", "might", "may", "can"}:
        yield "modal"
    elif modal is None and (
        root.tag_ in {"VBZ", "VBP"}
        or any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBZ", "VBP"} for c in root.children)
    ):
        yield "present"


def _is_voice_official(analysis: Analysis) -> bool:
    """Whether who says "I" is no author: remarks, letters, transcripts, an authority's page."""
    title = (analysis.article.metadata.title or "").lower()
    spoken = genre_lexicon().spoken & set(re.findall(r"[\w-]+", title))
    return bool(spoken or analysis.mute)


def is_labelled_opinion(analysis: Analysis) -> bool:
    """Whether the page says in its address or title that it is its author's opinion."""
    path = (analysis.article.metadata.url or "").partition("://")[2].partition("/")[2].lower()
    return is_titled_opinion(analysis) or bool(genre_lexicon().opinion & {*path.split("/")})


def is_titled_opinion(analysis: Analysis) -> bool:
    """Whether the page's title says so itself: "Editorial: A summit too many"."""
    label = _LABEL.match((analysis.article.metadata.title or "").lower())
    return label is not None and label.group(1) in genre_lexicon().opinion


# -- times -----------------------------------------------------------------------------------


def share_of_past(analysis: Analysis, *, coarse: bool = True) -> float:
    """Return how much of what the article dates lies long before it.

    Without a date of its own what counts in years is past, unless `coarse` is False: reports
    of the day name days.
    """
    anchor = analysis.anchor.start if analysis.anchor is not None else None
    bound = anchor.year - HISTORY_YEARS if anchor is not None else OLDEST_PAGES
    old = recent = 0
    for passage in analysis.passages:
        for time in analysis.times(passage.index):
            if not time.date.known or time.date.end is None:
                recent += anchor is None and time.date.precision != "unknown"
            elif time.date.end.year <= bound or (
                coarse and anchor is None and time.date.precision in _COARSE
            ):
                old += 1
            else:
                recent += 1
    if recent == 0 and any(_opens_long_past(analysis, p) for p in analysis.passages[:2]):
        return 1.0
    return old / (old + recent + 1)


def names_near_day(analysis: Analysis) -> bool:
    """Return whether the lead names a weekday, or a day of the weeks around the page's own."""
    anchor = analysis.anchor.start if analysis.anchor is not None else None
    lead = analysis.passages[:LEAD_PASSAGES]
    if any(passage.tokens_of(genre_lexicon().days) for passage in lead):
        return True
    days = (
        time.date.end
        for passage in lead
        for time in analysis.times(passage.index)
        if time.date.precision == "day" and time.date.end is not None
    )
    if anchor is None:
        return any(day.year > OLDEST_PAGES for day in days)
    return any(abs((day - anchor).days) <= NEAR_DAYS for day in days)


def _opens_long_past(analysis: Analysis, passage: Passage) -> bool:
    return bool(passage.sentences) and is_bygone(analysis, passage.index, passage.sentences[0].root)
