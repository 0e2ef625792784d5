"""Signs that an article is of another genre than a report on dealings between parties.

They are words (`reference/lexicons/*/genres.toml`), the address and the title of the page,
who says "I" in it, and the years that it tells of.
"""

import re
from collections.abc import Iterator

from communique.extraction.genre_lexicon import genre_lexicon
from communique.extraction.modality import is_bygone
from communique.language.analysis import Analysis
from communique.language.passages import Passage
from communique.language.quotations import find_quotations
from communique.language.syntax import modal_of

#: A subject of its own needs so many different words of it, and so many to a sentence;
#: in a text of few sentences fewer.
SUBJECT_WORDS = 3
SUBJECT_WORDS_OF_FEW = 2
SUBJECT_DENSITY = 0.2
#: A story has one of its verbs in this many sentences or fewer, and so many different ones.
STORY_SENTENCES = 12
STORY_VERBS = 2
#: Who says "I" in so many sentences of his own text gives his opinion.
OWN_SENTENCES = 2
#: In a text of so few sentences one is enough.
FEW_SENTENCES = 5
#: So many years back is history, if so many times of the article lie there.
HISTORY_YEARS = 10
HISTORY_TIMES = 3

#: So few sentences in the present or future leave a text all in the past.
PRESENT_SHARE = 1 / 3

#: "2-1" but not "a 3-5 year plan".
_SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b(?![ -](?:per|year|member|vote|day|month|week))")
#: "Opinion: why it matters", "Editorial | A word of warning".
_LABEL = re.compile(r"([\w-]+)\s*[:|–—]")
_SELF = {"i", "me", "my", "mine", "myself"}
_COARSE = {"year", "decade"}


# -- subjects ------------------------------------------------------------------------------


def mentions_subject(passages: list[Passage]) -> bool:
    """Whether any word of another subject, or a score, stands in the passages."""
    text = " ".join(passage.text for passage in passages)
    return _SCORE.search(text) is not None or any(
        pattern.search(text) for pattern in genre_lexicon().subjects.values()
    )


def other_subject(analysis: Analysis) -> str | None:
    """Return the subject whose words run through the article; None if none's do."""
    text = " ".join(passage.text for passage in analysis.passages)
    sentences = count_sentences(analysis)
    least = SUBJECT_WORDS_OF_FEW if sentences <= FEW_SENTENCES else SUBJECT_WORDS
    for subject, pattern in genre_lexicon().subjects.items():
        found = [match.group().lower() for match in pattern.finditer(text)]
        if len(set(found)) >= least and len(found) >= SUBJECT_DENSITY * sentences:
            return subject
    return None


def count_sentences(analysis: Analysis) -> int:
    """Return the number of sentences of the article's prose."""
    return sum(len(passage.sentences) for passage in analysis.passages)


# -- voices --------------------------------------------------------------------------------


def is_story(analysis: Analysis) -> bool:
    """Whether the article narrates like fiction: people sigh, shrug and whisper in it."""
    story = genre_lexicon().story
    verbs = [
        token.lemma_.lower()
        for passage in analysis.passages
        for token in passage.tokens_of(story)
        if token.pos_ == "VERB" and token.lemma_.lower() in story
    ]
    many = len(verbs) * STORY_SENTENCES >= count_sentences(analysis)
    return many and len(set(verbs)) >= STORY_VERBS


def is_opinion(analysis: Analysis) -> bool:
    """Whether the page says so in its address or title, or its author says "I" in the text.

    The "I" of remarks, speeches and letters, which say in the title what they are, and of
    transcripts is an official's, not an author's.
    """
    lexicon = genre_lexicon()
    metadata = analysis.article.metadata
    path = (metadata.url or "").partition("://")[2].partition("/")[2].lower()
    title = (metadata.title or "").lower()
    label = _LABEL.match(title)
    if lexicon.opinion & {*path.split("/"), label.group(1) if label is not None else ""}:
        return True
    if lexicon.spoken & set(re.findall(r"[\w-]+", title)) or analysis.mute:
        return False
    own = 0
    for passage in analysis.voiced:
        own += sum(1 for _ in _own_sentences(analysis, passage))
    return own >= (1 if count_sentences(analysis) <= FEW_SENTENCES else OWN_SENTENCES)


def _own_sentences(analysis: Analysis, passage: Passage) -> Iterator[int]:
    """Yield the starts of the sentences in which the writer, nobody quoted, speaks of himself."""
    quoted = {t for q in find_quotations(passage) for t in range(q.first, q.last + 1)}
    for sentence, tokens in passage.cued_sentences(_SELF):
        if any(
            token.lower_ in _SELF
            and token.tag_ in {"PRP", "PRP$"}
            and token.i not in quoted
            and analysis.attribution_of(passage.index, token.i) is None
            for token in tokens
        ):
            yield sentence.start


# -- times ---------------------------------------------------------------------------------


def is_past(analysis: Analysis) -> bool:
    """Whether hardly a sentence is in the present or future tense."""
    present = total = 0
    for passage in analysis.passages:
        for sentence in passage.sentences:
            total += 1
            root = sentence.root
            present += root.tag_ in {"VBZ", "VBP"} or modal_of(root) in {"will", "shall", "must"}
    return present <= PRESENT_SHARE * total


def is_history(analysis: Analysis) -> bool:
    """Whether what the article dates lies long before it: most of it, or all from its opening on.

    Without a date of its own an article is history if it counts in years: reports of the
    day name days.
    """
    anchor = analysis.anchor.start if analysis.anchor is not None else None
    old = recent = 0
    for passage in analysis.passages:
        for time in analysis.times(passage.index):
            if not time.date.known or time.date.end is None:
                recent += anchor is None and time.date.precision != "unknown"
            elif anchor is None:
                coarse = time.date.precision in _COARSE
                old, recent = old + coarse, recent + (not coarse)
            elif time.date.end.year <= anchor.year - HISTORY_YEARS:
                old += 1
            else:
                recent += 1
    if recent == 0 and any(_opens_long_past(analysis, p) for p in analysis.passages[:2]):
        return True
    return old >= HISTORY_TIMES and old > recent


def _opens_long_past(analysis: Analysis, passage: Passage) -> bool:
    return bool(passage.sentences) and is_bygone(analysis, passage.index, passage.sentences[0].root)
