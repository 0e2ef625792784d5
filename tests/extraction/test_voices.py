"""Whose words: documents, offices and media as sources, and speakers told by a role.

The sentences are written for these tests, in the manner of many ministries and agencies.
"""

import pytest
from tests.language.builders import analysis_of, bare

from communique.extraction import statements

LEAD = (
    "Peruvian Foreign Minister Elmer Schialer received Czech Foreign Minister Jan Lipavský "
    "in Lima on Monday.\n\n"
)


def said(text: str) -> list[tuple[str, str | None, str]]:
    """Return speaker, cue and content of the statements of the text after the lead."""
    analysis = analysis_of(LEAD + text)
    return [
        (record.speaker, record.cue, bare(record.content[0].text))
        for record in statements.extract(analysis)
    ]


DOCUMENTS = [
    pytest.param("In a statement, the Czech Foreign Ministry said the visit was useful.", "CZE",
                 "said", "the visit was useful", id="said_in_a_statement"),
    pytest.param("The Czech Foreign Ministry said in a note issued after the talks that trade "
                 "had grown.", "CZE", "said", "trade had grown", id="that_behind_a_participle"),
    pytest.param("A press release issued by the Czech Foreign Ministry said trade had grown.",
                 "CZE", "said", "trade had grown", id="issued_by"),
    pytest.param("The Czech Foreign Ministry's communiqué noted that trade had grown.", "CZE",
                 "noted", "trade had grown", id="possessive"),
    pytest.param("According to a readout from the Czech Foreign Ministry, trade had grown.", "CZE",
                 "according to", "trade had grown", id="according_to_a_readout"),
    pytest.param("Per the Czech Foreign Ministry, trade had grown.", "CZE", "per",
                 "trade had grown", id="per"),
    pytest.param("As per the Czech Foreign Ministry, trade had grown.", "CZE", "per",
                 "trade had grown", id="as_per"),
    pytest.param("Trade had grown, reports the press service of the Czech Foreign Ministry.",
                 "CZE", "reports", "Trade had grown", id="press_service_behind_its_cue"),
    pytest.param("Schialer's office said trade had grown.", "PER", "said", "trade had grown",
                 id="office_of_a_person"),
    pytest.param("The Czech embassy said trade had grown.", "CZE", "said", "trade had grown",
                 id="embassy"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "cue", "content"), DOCUMENTS)
def test_extract_gives_a_document_to_who_issued_it(
    text: str, speaker: str, cue: str, content: str
) -> None:
    assert (speaker, cue, content) in said(text)


ISSUED = "The Czech Foreign Ministry said in a statement that trade had grown.\n\n"

LATER = [
    pytest.param("“The mood was good throughout the talks,” the statement read.",
                 ("CZE", "read", "The mood was good throughout the talks"), id="read"),
    pytest.param("The mood was good, the statement added.", ("CZE", "added", "The mood was good"),
                 id="added"),
    pytest.param("The statement quoted Lipavský as saying that ties were close.",
                 ("Jan Lipavský", "saying", "ties were close"), id="quoted_as_saying"),
    pytest.param("“The mood was good throughout the talks,” it said in a post on X.",
                 ("CZE", "said", "The mood was good throughout the talks"), id="pronoun"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LATER)
def test_extract_gives_the_statement_to_who_spoke_in_one(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected in said(ISSUED + text)


@pytest.mark.parametrize(
    "text",
    [
        "The Czech News Agency reported that trade had grown.",
        "According to Peruvian media, trade had grown.",
        "A Peruvian newspaper said trade had grown.",
    ],
)
def test_extract_leaves_out_what_media_report(text: str) -> None:
    assert said(text) == []


ROLES = [
    pytest.param("The Czech diplomat", "Jan Lipavský", id="diplomat"),
    pytest.param("The Czech official", "Jan Lipavský", id="official"),
    pytest.param("The Czech top diplomat", "Jan Lipavský", id="top_diplomat"),
    pytest.param("The head of Czech diplomacy", "Jan Lipavský", id="head_of_diplomacy"),
    pytest.param("The Czech minister", "Jan Lipavský", id="minister"),
    pytest.param("The Czech FM", "Jan Lipavský", id="acronym"),
    pytest.param("The two ministers", "Elmer Schialer", id="two_ministers"),
    pytest.param("Both officials", "Elmer Schialer", id="both_officials"),
    pytest.param("The two top diplomats", "Elmer Schialer", id="two_diplomats"),
    pytest.param("The Peruvian and Czech foreign ministers", "Elmer Schialer", id="one_each"),
    pytest.param("The pair", "Elmer Schialer", id="pair"),
]


@pytest.mark.parametrize(("subject", "speaker"), ROLES)
def test_extract_resolves_who_is_told_by_a_role(subject: str, speaker: str) -> None:
    assert said(f"{subject} stressed the weight of trade.") == [
        (speaker, "stressed", "the weight of trade")
    ]


@pytest.mark.parametrize(
    "subject", ["Officials", "Experts", "Ministers of several states", "Leaders of Atlantis"]
)
def test_extract_leaves_out_people_in_general(subject: str) -> None:
    assert said(f"{subject} stressed the weight of trade.") == []


CUES = [
    pytest.param("accused Chad of delay", "accused", "Chad of delay", id="accused"),
    pytest.param("assured Chad of his support", "assured", "of his support", id="assured_of"),
    pytest.param("urged restraint", "urged", "restraint", id="urged_a_thing"),
    pytest.param("warned against a war", "warned against", "a war", id="warned_against"),
    pytest.param("drew attention to the drought", "drew attention to", "the drought", id="drew"),
    pytest.param("paid tribute to the envoys", "paid tribute to", "the envoys", id="tribute"),
    pytest.param("appreciated the efforts of Chad", "appreciated", "the efforts of Chad",
                 id="appreciated"),
    pytest.param("called the talks historic", "called", "the talks historic", id="naming"),
    pytest.param("thanked for the welcome", "thanked", "for the welcome", id="thanked_for"),
    pytest.param("conveyed his readiness to help", "conveyed", "his readiness to help",
                 id="conveyed"),
    pytest.param("noted the growth of trade", "noted", "the growth of trade", id="noted_a_thing"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "cue", "content"), CUES)
def test_extract_reads_what_an_object_tells(words: str, cue: str, content: str) -> None:
    assert said(f"Lipavský {words}.") == [("Jan Lipavský", cue, content)]


@pytest.mark.parametrize(
    "words",
    [
        "called on Schialer",
        "called a meeting",
        "left when asked whether Peru would help",
        "pledged that Peru would help",
        "raised two cases",
    ],
)
def test_extract_leaves_out_what_is_no_speech(words: str) -> None:
    assert said(f"Lipavský {words}.") == []


def test_extract_keeps_what_an_institution_tells_of_others() -> None:
    found = said("“The two ministers praised the talks in Lima,” the Czech Foreign Ministry said.")
    assert ("CZE", "said", "The two ministers praised the talks in Lima") in found
    assert ("Elmer Schialer", "praised", "the talks in Lima") in found


def test_extract_parts_two_reports_of_one_subject() -> None:
    assert said("Lipavský has said that trade is strong, and has stated that it would grow.") == [
        ("Jan Lipavský", "said", "trade is strong"),
        ("Jan Lipavský", "stated", "it would grow"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "As Lipavský noted, trade had grown.",
        "Trade had grown, as Lipavský noted.",
    ],
)
def test_extract_reads_the_clause_around_an_aside(text: str) -> None:
    ((speaker, cue, content),) = said(text)
    assert (speaker, cue, content.lower()) == ("Jan Lipavský", "noted", "trade had grown")


def test_a_post_speaks_for_who_posted_it_and_we_for_itself() -> None:
    text = (
        "Kenyan Foreign Minister Musalia Mudavadi met Norwegian Foreign Minister Espen Barth Eide "
        "in Oslo.\n\n"
        'The spokesperson of the Kenyan ministry tweeted: "The talks were useful."\n\n'
        '"The fund opens new ways," the tweet added.\n\n'
        "The Norwegian Foreign Ministry said in a statement that the two had talked.\n\n"
        '"We highly appreciated the talks with Kenya. We agreed to go on," the statement added.'
    )
    analysis = analysis_of(text, url="https://www.thehindu.com/news/a")
    told = {(s.speaker_party, s.cue) for s in statements.extract(analysis)}
    assert ("KEN", "added") in told
    assert ("NOR", "added") in told
    assert not any(cue == "appreciated" for _, cue in told)
