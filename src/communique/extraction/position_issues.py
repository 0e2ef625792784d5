"""What a stance is about: the most specific issue of its words, its sentence, its article."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from communique.extraction.judgements import judgement_lexicon
from communique.extraction.position_clauses import Candidate
from communique.extraction.stances import Stance, stance_lexicon
from communique.language.analysis import DECISIVE, Analysis
from communique.reference.issues import KIND_FACTORS, POINTS

#: Worries about two regions are two; a common cause may be named with two regions.
FEWEST_LISTED = {"concern": 2, "oppose": 2, "welcome": 2}
#: A region that a strong term names.
_STRONG_REGION = POINTS[2] * KIND_FACTORS["region"]
#: A list of more regions than this is a survey, not a stance on each.
MOST_LISTED = 4


def listed_regions(
    analysis: Analysis, passage: int, first: int, last: int, stance: Stance
) -> tuple[str, ...]:
    """The regions that one stance lists: "concerns about Xinjiang, Tibet and Hong Kong".

    Empty unless there are several: then there is a position on each, on the same words. Names
    that stand in no list with each other ("a statement of ASEAN on Myanmar") are no such list.
    """
    about = analysis.passages[passage].words(first, last)
    regions = tuple(
        issue
        for issue, score in analysis.scored_topics(about)
        if analysis.is_region(issue)
        and score >= _STRONG_REGION
        and not analysis.is_within(issue, analysis.topics(about))
    )
    fewest = FEWEST_LISTED.get(stance, 3)
    if not fewest <= len(regions) <= MOST_LISTED:
        return ()
    named = {i for words in _items(analysis, passage, first, last) for i in analysis.topics(words)}
    listed = tuple(issue for issue in regions if issue in named)
    return listed if len(listed) >= fewest else ()


def _items(analysis: Analysis, passage: int, first: int, last: int) -> Iterator[str]:
    """Yield the words of each member of the lists in the stretch."""
    found = analysis.passages[passage]
    for token in found.doc[first : last + 1]:
        later = [c.left_edge.i - 1 for c in token.children if c.dep_ == "conj"]
        if token.dep_ == "conj" or later:
            end = min([token.right_edge.i, last, *later])
            yield found.words(token.left_edge.i, max(end, token.i))
        elif token.dep_ in {"dep", "dobj"} and token.left_edge.i > first and _follows_and(token):
            # "Efforts in A, and also the role it plays in B": a list that the parse broke off.
            yield found.words(first, token.left_edge.i - 1)
            yield found.words(token.left_edge.i, min(token.right_edge.i, last))


def _follows_and(token: Token) -> bool:
    before = token.doc[: token.left_edge.i]
    return next((t.lower_ == "and" for t in reversed(before) if t.pos_ != "ADV"), False)


#: Issues that are about some region more often than not: the region is the more specific id.
_POLITICAL = frozenset(
    {"security", "defence", "human-rights", "sovereignty", "sanctions", "non-proliferation",
     "international-affairs", "migration", "development"}
)  # fmt: skip


#: Of these, issues that are as often a matter of their own.
_CONCRETE = frozenset({"migration", "sanctions", "human-rights", "non-proliferation"})


#: Topics that acts of violence themselves may be about.
_OF_VIOLENCE = frozenset({"counter-terrorism", "cyber", "law-enforcement"})


_OF_TERROR = "counter-terrorism"


#: So many issues in one list are the whole of the relations, or of the world's affairs; called
#: fields, fewer are.
MANY, MANY_FIELDS = 5, 3
#: A lesser score than this is a hint, too faint to say what somebody is thanked for.
FAINT = 3


#: So many words may stand before the noun of an attack: "the recent drone and missile attacks".
_OPENING = 6


#: Where an alliance is, not what it is about: "our NATO allies" are a matter of security.
_OF_ALLIANCES = "europe"

#: A topic with a term that decides.
_DECISIVE_TOPIC = POINTS[3] * KIND_FACTORS["topic"]


#: What any mention of the world or the region hints at.
_VAGUE = "international-affairs"
#: Before an assembly, "cooperation" and "the world" tell nothing of what a stance is about.
_OF_ANYONE = frozenset({"bilateral-relations", _VAGUE})


def about_of(analysis: Analysis, candidate: Candidate) -> tuple[int, int]:
    """Return the first and last token of what a stance is about.

    It is what somebody is thanked or praised for, not who is thanked; and what is judged, if
    that names an issue, not the words of the judgement.
    """
    found = analysis.passages[candidate.passage]
    first, last = min(candidate.issue_from, candidate.last), candidate.last
    if candidate.issue_to is not None:
        judged = analysis.topics(found.words(first, candidate.issue_to))
        if judged and judged[0] != _VAGUE:
            return first, candidate.issue_to
    if candidate.stance == "welcome":
        for token in found.doc[first : last + 1]:
            if token.lower_ in {"for", "on"} and token.dep_ == "prep" and token.i < last:
                thanks = token.head.i <= first or token.head.pos_ == "PROPN"
                if thanks and analysis.topics(found.words(token.i + 1, last)):
                    return token.i + 1, last
    return first, last


def unnamed_words(analysis: Analysis, passage: int, first: int, last: int) -> str:
    """Return the words without names of persons: the visit of Condoleezza Rice is no farming."""
    found, persons = analysis.passages[passage], analysis.resolver.person_at[passage]
    if not any(index in persons for index in range(first, last + 1)):
        return found.words(first, last)
    return "".join(
        t.text_with_ws if t.i not in persons else "– " for t in found.doc[first : last + 1]
    )


def core_of(analysis: Analysis, passage: int, first: int, last: int) -> str:
    """Return the words of the object itself: without examples, clauses on it and aims.

    "Investments in many sectors, including energy" are investments, and the spread of weapons
    "especially in the Gulf" is that of weapons.
    """
    found = analysis.passages[passage]
    for token in found.doc[first + 1 : last + 1]:
        if token.left_edge.i > first and _is_aside(token):
            return found.words(first, max(first, token.left_edge.i - 1))
    return found.words(first, last)


def _is_aside(token: Token) -> bool:
    """Whether the token heads words that tell more of a thing than what it is."""
    if token.lower_ in stance_lexicon("en").examples or token.dep_ == "relcl":
        return True
    if token.dep_ in {"advcl", "acl"}:
        return token.tag_ == "VBN" or any(c.tag_ == "TO" for c in token.children)
    return False


def issue_of(
    analysis: Analysis, passage: int, token: int, core: str, about: str, words: str, stance: Stance
) -> str | None:
    """Return the issue of a stance; among three or more parties no relations are bilateral."""
    if stance == "other" and stance_lexicon("en").valued & set(re.findall(r"\w+", about.lower())):
        return "bilateral-relations"  # "regards B as a key partner"
    issue = _issue_of(analysis, passage, token, core, about, words, stance)
    several = len(analysis.principals) > 2 and "bilateral" not in about.lower().split()
    return "multilateralism" if several and issue == "bilateral-relations" else issue


def _issue_of(
    analysis: Analysis, passage: int, token: int, core: str, about: str, words: str, stance: Stance
) -> str | None:
    """Return the most specific issue of the words, else of the sentence, else of the article.

    A political issue gives way to the region that the sentence, or the article, is about. The
    names of the parties themselves are no region's affairs where they only tell who acts.
    Praise and thanks are for what their own words name; else they concern the relations.
    """
    assembled = _is_before_assembly(analysis)
    two = len(analysis.principals) == 2 and not assembled
    between = "bilateral-relations" if two else None
    own = analysis.own_regions
    found = analysis.topics(about) or analysis.topics(words)
    topic, weight = next(iter(analysis.scored_topics(core)), ("", 0))
    found = _narrowest(analysis, found)
    many = _is_survey(analysis, core)
    if between and analysis.topics(core) == (between,):
        # Mere "cooperation" is for the cause that brings the parties together, if there is one.
        return (analysis.main_region if weight < FAINT else None) or between
    if _is_violence(core):
        # What was hit is not what the stance is about: "the bombing of a hospital".
        found = tuple(i for i in found if analysis.is_region(i) or i in _POLITICAL | _OF_VIOLENCE)
        if _OF_TERROR in dict(analysis.scored_topics(core)):
            return _OF_TERROR  # wherever it was committed
        found = found or ("security",)
        topic = topic if topic in _OF_VIOLENCE else ""
        weight = weight if topic else 0
    decides = topic and weight >= _DECISIVE_TOPIC and not analysis.is_region(topic)
    if decides and not many and topic not in _POLITICAL:
        return topic
    if _is_survey(analysis, about):
        return between or "international-affairs"
    score = dict(analysis.scored_topics(words)).get(found[0], 0) if found else 0
    if stance == "welcome" and between and found and found[0] in own and score < DECISIVE:
        # The name alone tells who is thanked; "the Afghan peace process" is Afghanistan's affairs.
        found = tuple(issue for issue in found if issue not in own)
    if stance == "welcome" and 0 < score < FAINT and between is not None:
        found = ()
    if (
        found
        and (found[0] == _VAGUE or score < FAINT)
        and (pointed := analysis.topics(_pointed_at(analysis, passage, token)))
    ):
        found = pointed  # "this global asset", "these goals"
    joining = assembled and found[:1] == ("bilateral-relations",)
    if assembled and found and found[0] in _OF_ANYONE:
        found = ()  # "our full cooperation" is with those who are assembled
    if found and found[0] not in _POLITICAL:
        return found[0]
    sentence = analysis.passages[passage].sentence_of(token)
    around = analysis.topics(unnamed_words(analysis, passage, sentence.start, sentence.end - 1))
    if assembled:
        around = tuple(issue for issue in around if issue not in _OF_ANYONE)
    if not found and not around:
        around = analysis.topics(_pointed_at(analysis, passage, token))
    main = None if assembled else analysis.main_region
    region = next((i for i in around if analysis.is_region(i) and i not in own), main)
    if stance == "welcome" and not found and between is not None:
        return region or between
    if region == _OF_ALLIANCES and found and score >= _DECISIVE_TOPIC:
        return found[0]
    named_here = region is not None and region in around
    if decides and topic in _CONCRETE and not many and not named_here:
        return topic  # the article's region says less than what the words themselves name
    if region is not None and (found or not around or analysis.is_region(around[0])):
        return region
    if found or around:
        return (found or around)[0]
    if joining or (assembled and stance in {"welcome", "reaffirm"}):
        return _ASSEMBLED
    return between


#: What who speaks before an assembly has in mind where nothing tells what.
_ASSEMBLED = "multilateralism"


#: Within so many characters a speech greets whom it is made to.
_SALUTATION = 1500


def _is_before_assembly(analysis: Analysis) -> bool:
    """Whether one side speaks, by the title, before the sides of an organisation or conference."""
    if analysis.issue is None or analysis.issue.joint:
        return False
    title = (analysis.article.metadata.title or "").lower().replace(",", " ").split()
    if judgement_lexicon("en").assemblies & set(title) and {"at", "to", "before"} & set(title):
        return True
    opening = analysis.document.text[analysis.article.start :][:_SALUTATION].lower()
    return any(words in opening for words in judgement_lexicon("en").greetings)


def _narrowest(analysis: Analysis, found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the issues with a region inside the first one before it: Sudan before Africa."""
    table = analysis.reference.issues.issues
    for issue in found[1:] if found and analysis.is_region(found[0]) else ():
        wider = table[issue].parent
        while wider is not None:
            if wider == found[0]:
                return (issue, *(i for i in found if i != issue))
            wider = table[wider].parent
    return found


def _is_survey(analysis: Analysis, words: str) -> bool:
    """Whether the words list so many issues that they are about none of them."""
    found = len(analysis.topics(words, limit=MANY))
    fields = stance_lexicon("en").fields & set(words.lower().replace(",", " ").split())
    return found == MANY or (found >= MANY_FIELDS and bool(fields))


def _is_violence(words: str) -> bool:
    """Whether the words tell of an attack before anything else: "the strike on the port"."""
    violence = stance_lexicon("en").violence
    opening = words.lower().replace("-", " ").split()[:_OPENING]
    return any(word.strip(",.;") in violence for word in opening)


def _pointed_at(analysis: Analysis, passage: int, token: int) -> str:
    """Return the sentence before where the words point at it: "supported this proposal"."""
    sentence = analysis.passages[passage].sentence_of(token)
    points = any(t.lower_ in {"this", "that", "these", "such"} and t.dep_ in {"det", "amod"}
                 for t in sentence)  # fmt: skip
    if not points or sentence.start == 0:
        return ""
    return sentence.doc[sentence.start - 1].sent.text
