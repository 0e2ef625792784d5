"""What a stance is about: the most specific issue of its words, its sentence, its article."""

from communique.extraction.stances import Stance
from communique.language.analysis import DECISIVE, Analysis
from communique.reference.issues import KIND_FACTORS, POINTS

#: Worries about two regions are two; a common cause may be named with two regions.
FEWEST_LISTED = {"concern": 2, "oppose": 2, "welcome": 2}
#: A list of more regions than this is a survey, not a stance on each.
MOST_LISTED = 4


def listed_regions(analysis: Analysis, about: str, stance: Stance) -> tuple[str, ...]:
    """The regions that one stance lists: "concerns about Xinjiang, Tibet and Hong Kong".

    Empty unless there are several: then there is a position on each, on the same words.
    """
    regions = tuple(
        issue
        for issue in analysis.topics(about, limit=6)
        if analysis.is_region(issue) and not analysis.is_within(issue, analysis.topics(about))
    )
    fewest = FEWEST_LISTED.get(stance, 3)
    return regions if fewest <= len(regions) <= MOST_LISTED else ()


#: Issues that are about some region more often than not: the region is the more specific id.
_POLITICAL = frozenset(
    {"security", "defence", "human-rights", "sovereignty", "sanctions", "non-proliferation",
     "international-affairs", "migration", "development"}
)  # fmt: skip


#: So many issues in one list are the whole of the relations, or of the world's affairs.
MANY = 5
#: A lesser score than this is a hint, too faint to say what somebody is thanked for.
FAINT = 3


#: Where an alliance is, not what it is about: "our NATO allies" are a matter of security.
_OF_ALLIANCES = "europe"

#: A topic with a term that decides.
_DECISIVE_TOPIC = POINTS[3] * KIND_FACTORS["topic"]


def core_of(analysis: Analysis, passage: int, first: int, last: int) -> str:
    """Return the words of the object itself: without examples, relative clauses and aims.

    "Investments in many sectors, including energy" are investments.
    """
    doc = analysis.passages[passage].doc
    for token in doc[first + 1 : last + 1]:
        aims = token.tag_ == "TO" and token.dep_ == "aux"
        if aims or token.lower_ == "including" or token.dep_ == "relcl":
            stop = token.left_edge.i if token.dep_ == "relcl" else token.i
            return analysis.passages[passage].words(first, max(first, stop - 1))
    return analysis.passages[passage].words(first, last)


def issue_of(
    analysis: Analysis, passage: int, token: int, core: str, about: str, words: str, stance: Stance
) -> str | None:
    """Return the issue of a stance; among three or more parties no relations are bilateral."""
    issue = _issue_of(analysis, passage, token, core, about, words, stance)
    several = len(analysis.principals) > 2
    return "multilateralism" if several and issue == "bilateral-relations" else issue


def _issue_of(
    analysis: Analysis, passage: int, token: int, core: str, about: str, words: str, stance: Stance
) -> str | None:
    """Return the most specific issue of the words, else of the sentence, else of the article.

    A political issue gives way to the region that the sentence, or the article, is about. The
    names of the parties themselves are no region's affairs where they only tell who acts.
    Praise and thanks are for what their own words name; else they concern the relations.
    """
    between = "bilateral-relations" if len(analysis.principals) == 2 else None
    own = analysis.own_regions
    found = analysis.topics(about) or analysis.topics(words)
    many = len(analysis.topics(core, limit=MANY)) == MANY
    topic, weight = next(iter(analysis.scored_topics(core)), ("", 0))
    decides = weight >= _DECISIVE_TOPIC and not analysis.is_region(topic)
    if decides and not many and topic not in _POLITICAL:
        return topic
    if len(analysis.topics(about, limit=MANY)) == MANY:
        return between or "international-affairs"
    score = dict(analysis.scored_topics(words)).get(found[0], 0) if found else 0
    if stance == "welcome" and between and found and found[0] in own and score < DECISIVE:
        # The name alone tells who is thanked; "the Afghan peace process" is Afghanistan's affairs.
        found = tuple(issue for issue in found if issue not in own)
    if stance == "welcome" and 0 < score < FAINT and between is not None:
        found = ()
    if found and found[0] not in _POLITICAL:
        return found[0]
    around = analysis.topics(analysis.passages[passage].sentence_of(token).text)
    main = analysis.main_region
    region = next((i for i in around if analysis.is_region(i) and i not in own), main)
    if stance == "welcome" and not found and between is not None:
        return region or between
    if region == _OF_ALLIANCES and found and score >= _DECISIVE_TOPIC:
        return found[0]
    if region is not None and (found or not around or analysis.is_region(around[0])):
        return region
    if found or around:
        return (found or around)[0]
    return between
