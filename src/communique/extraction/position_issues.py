"""What a stance is about: the most specific issue of its words, its sentence, its article."""

from communique.extraction.stances import Stance
from communique.language.analysis import Analysis

#: Worries about two regions are two; a common cause may be named with two regions.
FEWEST_LISTED = {"concern": 2, "oppose": 2}
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


def issue_of(analysis: Analysis, passage: int, token: int, about: str, words: str) -> str | None:
    """Return the most specific issue of the words, else of the sentence, else of the article.

    A political issue gives way to the region that the sentence, or the article, is about.
    """
    sentence = analysis.passages[passage].sentence_of(token).text
    found = analysis.topics(about) or analysis.topics(words)
    if found and found[0] not in _POLITICAL:
        return found[0]
    around = analysis.topics(sentence)
    region = next((issue for issue in around if analysis.is_region(issue)), None)
    region = region or analysis.main_region
    if region is not None and (found or not around or analysis.is_region(around[0])):
        return region
    if found or around:
        return (found or around)[0]
    return "bilateral-relations" if len(analysis.principals) == 2 else None
