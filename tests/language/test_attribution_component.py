import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.builders import analysis_of, falls_short

from communique.language.components import find
from communique.reading import read_text

Parts = tuple[str, str, str]


def reports_of(text: str) -> list[Parts]:
    """Return source, cue and content of each attribution of a text, pieces joined by ' … '."""
    document = read_text(text)
    return [
        (
            " … ".join(document.slice(a, b) for a, b in row["source"]),
            " … ".join(document.slice(a, b) for a, b in row["cue"]),
            " … ".join(document.slice(a, b) for a, b in row["content"]),
        )
        for row in find("attributions", document)
    ]


def modes_of(text: str) -> list[str]:
    return [row["mode"] for row in find("attributions", read_text(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Foreign Minister Ana Ruiz said that Chile will open an embassy in Riga.",
            ("Foreign Minister Ana Ruiz", "said", "that Chile will open an embassy in Riga"),
            id="clause",
        ),
        pytest.param(
            "“We will not wait for others to act,” said Ana Ruiz.",
            ("Ana Ruiz", "said", "“We will not wait for others to act,”"),
            id="inverted",
        ),
        pytest.param(
            "“We will not wait for others to act,” the spokesman said.",
            ("the spokesman", "said", "“We will not wait for others to act,”"),
            id="postposed",
        ),
        pytest.param(
            "The ambassador told reporters: “Nothing has been signed yet.”",
            ("The ambassador", "told", "“Nothing has been signed yet.”"),
            id="colon",
        ),
        pytest.param(
            "Talks will resume in May – the envoy said.",
            ("the envoy", "said", "Talks will resume in May"),
            id="dash",
        ),
        pytest.param(
            "“We will not wait for others to act,” said Ana Ruiz, minister of trade, on Tuesday.",
            ("Ana Ruiz, minister of trade", "said", "“We will not wait for others to act,”"),
            id="apposition_after",
        ),
        pytest.param(
            "Oleg Nowak, minister of energy, warned that prices would rise again.",
            ("Oleg Nowak, minister of energy", "warned", "that prices would rise again"),
            id="apposition_before",
        ),
        pytest.param(
            "“We are ready,” the spokesman said. “The road is open, and our teams have begun.”",
            ("the spokesman", "said",
             "“We are ready,” … “The road is open, and our teams have begun.”"),
            id="split_over_sentences",
        ),
        pytest.param(
            "The road, he added, must be rebuilt before the winter.",
            ("he", "added", "The road … must be rebuilt before the winter"),
            id="interrupted",
        ),
        pytest.param(
            "The premier said the “historic mistakes” of the past must not be repeated.",
            ("The premier", "said", "the “historic mistakes” of the past must not be repeated"),
            id="mixed",
        ),
        pytest.param(
            "''The door is open to everybody,'' the chairman said.",
            ("the chairman", "said", "''The door is open to everybody,''"),
            id="apostrophes_for_marks",
        ),
        pytest.param(
            "According to the report, exports fell by a third last year.",
            ("the report", "According to", "exports fell by a third last year"),
            id="according_before",
        ),
        pytest.param(
            "Talks will resume in May, according to a senior official.",
            ("a senior official", "according to", "Talks will resume in May"),
            id="according_after",
        ),
        pytest.param(
            "In the words of the chairman, “the treaty is a bridge”.",
            ("the chairman", "In the words of", "“the treaty is a bridge”"),
            id="in_the_words_of",
        ),
        pytest.param(
            "As the chairman noted, the fund is nearly empty.",
            ("the chairman", "noted", "the fund is nearly empty"),
            id="as_noted",
        ),
        pytest.param(
            "The ministers reaffirmed their commitment to free trade.",
            ("The ministers", "reaffirmed", "their commitment to free trade"),
            id="noun_said",
        ),
        pytest.param(
            "Mali’s claim that the raid was lawful has been rejected by its neighbours.",
            ("Mali’s", "claim", "that the raid was lawful"),
            id="nominal_cue",
        ),
        pytest.param(
            "The ministers welcomed Mali’s call for a ceasefire in the valley.",
            ("The ministers", "welcomed", "Mali’s call for a ceasefire in the valley"),
            id="call_for_is_welcomed",
        ),
        pytest.param(
            "The two sides agreed to hold a second round of talks in Lima.",
            ("The two sides", "agreed", "to hold a second round of talks in Lima"),
            id="collective",
        ),
        pytest.param(
            "The ministry expressed concern about the arrests.",
            ("The ministry", "expressed", "concern about the arrests"),
            id="institution",
        ),
        pytest.param(
            "Voters believe the pact has failed.",
            ("Voters", "believe", "the pact has failed"),
            id="anybody",
        ),
        pytest.param(
            "Documents show the ship left port in March.",
            ("Documents", "show", "the ship left port in March"),
            id="document",
        ),
        pytest.param(
            "The campaign has promised to publish its accounts.",
            ("The campaign", "has promised", "to publish its accounts"),
            id="promise",
        ),
        pytest.param(
            "She urged all parties to return to the table.",
            ("She", "urged", "all parties to return to the table"),
            id="request_holds_its_addressee",
        ),
        pytest.param(
            "The government is confident that the vote will be held on time.",
            ("The government", "is confident", "that the vote will be held on time"),
            id="adjective",
        ),
        pytest.param(
            "It is said that the king never slept.",
            ("", "is said", "that the king never slept"),
            id="nobody",
        ),
        pytest.param(
            "The judge, who said that the ban broke the law, resigned.",
            ("who", "said", "that the ban broke the law"),
            id="relative_clause",
        ),
    ],
)  # fmt: skip
def test_find_reads_each_form(text: str, expected: Parts) -> None:
    assert expected in reports_of(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The delegation arrived in Lima on Monday.", id="act"),
        pytest.param("The port has handled grain since the spring.", id="state"),
        pytest.param("The bridge was built by a firm from Oslo.", id="passive"),
    ],
)
def test_find_takes_no_narration_for_speech(text: str) -> None:
    assert reports_of(text) == []


def test_find_reads_speech_within_speech() -> None:
    found = reports_of("The envoy said that Mali had denied that the war was over.")
    assert ("The envoy", "said", "that Mali had denied that the war was over") in found
    assert ("Mali", "had denied", "that the war was over") in found


def test_find_gives_a_cue_no_second_content() -> None:
    found = reports_of("They voiced concern about the arrests, the envoy said.")
    assert len({cue for _, cue, _ in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("“Nothing has been signed at all,” the envoy said.", "direct"),
        ("The envoy said that nothing had been signed.", "indirect"),
        ("The envoy said the “so-called pact” had not been signed.", "mixed"),
    ],
)
def test_find_tells_the_mode(text: str, mode: str) -> None:
    assert modes_of(text) == [mode]


def test_find_joins_paragraphs_that_go_on() -> None:
    text = (
        "“The first point is trade,” Ms Lund said in Oslo.\n\n"
        "“The second is security. We have waited long enough.\n\n"
        "“The third is trust,” she added.\n\n"
        "“Nobody else can give us that.”\n"
    )
    assert [(source, content) for source, _, content in reports_of(text)] == [
        ("Ms Lund", "“The first point is trade,” … "
                    "“The second is security. We have waited long enough."),
        ("she", "“The third is trust,” … “Nobody else can give us that.”"),
    ]  # fmt: skip


def test_find_leaves_a_far_quotation_alone() -> None:
    text = (
        "The envoy said that nothing had been signed.\n\n"
        + "The hall stood empty that day.\n\n" * 3
        + "“The rain will stop before long.”\n"
    )
    assert [content for _, _, content in reports_of(text)] == ["that nothing had been signed"]


PRESS_CONFERENCE = """\
Foreign Ministry Spokesperson Mao Ning's Regular Press Conference

Reuters: Will the minister travel to Lima next week?

Mao Ning: I have nothing to share on that.

We will release information in due course.

AFP: What about the dam?

Mao Ning: I would refer you to the competent authorities.
"""

BRIEFING = """\
MR. PRICE: Good afternoon, everyone. The Secretary spoke with his counterpart.

QUESTION: Did they discuss the grain deal?

MR. PRICE: They did, at length.
"""

INTERVIEW = """\
Q: Is the road open?

A: Yes, the road has been open since Monday.

Q: Who pays for it?

A: The two countries share the costs.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            PRESS_CONFERENCE,
            [
                ("Reuters", ":", "Will the minister travel to Lima next week?"),
                ("Mao Ning", ":", "I have nothing to share on that. … "
                                  "We will release information in due course."),
                ("AFP", ":", "What about the dam?"),
                ("Mao Ning", ":", "I would refer you to the competent authorities."),
            ],
            id="names",
        ),
        pytest.param(
            BRIEFING,
            [
                ("MR. PRICE", ":",
                 "Good afternoon, everyone. The Secretary spoke with his counterpart."),
                ("QUESTION", ":", "Did they discuss the grain deal?"),
                ("MR. PRICE", ":", "They did, at length."),
            ],
            id="capitals",
        ),
        pytest.param(
            INTERVIEW,
            [
                ("Q", ":", "Is the road open?"),
                ("A", ":", "Yes, the road has been open since Monday."),
                ("Q", ":", "Who pays for it?"),
                ("A", ":", "The two countries share the costs."),
            ],
            id="letters",
        ),
    ],
)  # fmt: skip
def test_find_reads_the_turns_of_a_transcript(text: str, expected: list[Parts]) -> None:
    assert [parts for parts in reports_of(text) if parts[1] == ":"] == expected


@pytest.mark.parametrize(
    ("head", "source"),
    [
        (
            "The following is attributable to Spokesperson Jane Miller:",
            "Spokesperson Jane Miller",
        ),
        (
            "Statement attributable to the Spokesperson for the Secretary-General on Sudan",
            "the Spokesperson for the Secretary-General",
        ),
    ],
)
def test_find_reads_a_page_attributable_to_somebody(head: str, source: str) -> None:
    body = "We congratulate the people of Zambia.\n\nThe vote was peaceful."
    found = reports_of(f"{head}\n\n{body}\n")
    assert (source, "We congratulate the people of Zambia. … The vote was peaceful.") in [
        (who, content) for who, _, content in found
    ]


def test_find_takes_a_named_headline_for_no_transcript() -> None:
    text = (
        "Angela Merkel: No talks before March\n\n"
        "The German Chancellor Angela Merkel spoke in Berlin on Monday.\n\n"
        "She left the hall after an hour.\n"
    )
    assert analysis_of(text).turns == ()


def test_find_reads_nothing_in_an_unknown_language() -> None:
    text = "Le ministre a déclaré que les négociations reprendront au mois de mai. " * 5
    assert reports_of(text) == []


# A few words, put together at random with marks and line ends, make all kinds of broken prose.
PROSE = st.lists(
    st.sampled_from([
        "Mali", "said", "that", "“", "”", '"', "''", ",", ".", ":", "\n\n", "according to", "the",
        "envoy", "call for", "talks", "Q", "asked", "is sure", "in the words of", "–", "who", "?",
        "attributable to", "he", "added", "to go", "’s claim",
    ]),
    max_size=30,
).map(" ".join)  # fmt: skip


@given(PROSE)
@settings(max_examples=60, deadline=None)
def test_find_yields_spans_within_the_text_whose_parts_keep_apart(text: str) -> None:
    for row in find("attributions", read_text(text)):
        for part in ("source", "cue", "content"):
            for start, end in row[part]:
                assert 0 <= start < end <= len(text)
        assert row["content"]
        inside = {i for a, b in row["content"] for i in range(a, b)}
        assert all(inside.isdisjoint(range(a, b)) for a, b in row["cue"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The spokesman said – and the ministry later confirmed – that the visit was off.",
            marks=falls_short("of two cues for one content the parse ties it to the later"),
        ),
        pytest.param(
            "“The answer is no” – that is how the spokesman put it.",
            marks=falls_short("a quotation that a pronoun takes up has no cue beside it"),
        ),
    ],
)
def test_find_reads_rarer_forms(text: str) -> None:
    assert "spokesman" in " ".join(source for source, _, _ in reports_of(text))
