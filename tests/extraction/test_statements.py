"""Statements: who said it, how, with which word, and what exactly was said.

The sentences are written for these tests, in the manner of many ministries and agencies.
"""

import pytest
from tests.language.builders import analysis_of, bare, falls_short, in_company, read_by

from communique.extraction import statements
from communique.records import Statement


def read(text: str, **given: str) -> list[Statement]:
    return read_by(statements.extract, in_company(text), **given)


def short(record: Statement) -> tuple[str, str, str | None, list[str]]:
    return record.speaker, record.mode, record.cue, [bare(e.text) for e in record.content]


ONE = [
    pytest.param(
        "Indonesian Foreign Minister Retno Marsudi said that ASEAN would keep its door open "
        "to Myanmar.",
        ("Retno Marsudi", "indirect", "said", ["ASEAN would keep its door open to Myanmar"]),
        id="that-clause",
    ),
    pytest.param(
        "Singaporean Foreign Minister Vivian Balakrishnan noted the two economies complement "
        "each other.",
        ("Vivian Balakrishnan", "indirect", "noted", ["the two economies complement each other"]),
        id="clause_without_that",
    ),
    pytest.param(
        "Trade with Ghana has doubled since 2019, Vietnamese Foreign Minister Bui Thanh Son said.",
        ("Bui Thanh Son", "indirect", "said", ["Trade with Ghana has doubled since 2019"]),
        id="clause_before_the_cue",
    ),
    pytest.param(
        "Australian Foreign Minister Penny Wong said: “We will always speak up for the rules "
        "that protect small states.”",
        (
            "Penny Wong",
            "direct",
            "said",
            ["We will always speak up for the rules that protect small states"],
        ),
        id="quotation_after_a_colon",
    ),
    pytest.param(
        "“Our partnership with Kenya rests on trust,” Norwegian Foreign Minister Espen Barth "
        "Eide said in Nairobi.",
        ("Espen Barth Eide", "direct", "said", ["Our partnership with Kenya rests on trust"]),
        id="quotation_before_the_cue",
    ),
    pytest.param(
        "“Our partnership with Kenya rests on trust”, Norwegian Foreign Minister Espen Barth "
        "Eide said in Nairobi.",
        ("Espen Barth Eide", "direct", "said", ["Our partnership with Kenya rests on trust"]),
        id="quotation_with_its_comma_outside",
    ),
    pytest.param(
        "“The corridor must stay open,” said Turkish Foreign Minister Hakan Fidan. “Millions "
        "of people depend on that grain.”",
        (
            "Hakan Fidan",
            "direct",
            "said",
            ["The corridor must stay open", "Millions of people depend on that grain"],
        ),
        id="quotation_cut_by_its_cue",
    ),
    pytest.param(
        "US Secretary of State Antony Blinken said that Washington came to Riyadh “with open "
        "eyes and without any illusions”.",
        (
            "Antony Blinken",
            "mixed",
            "said",
            ["Washington came to Riyadh “with open eyes and without any illusions"],
        ),
        id="own_words_after_a_name",
    ),
    pytest.param(
        "US Secretary of State Antony Blinken said that Washington would approach the talks "
        "“with open eyes and without any illusions”.",
        (
            "Antony Blinken",
            "mixed",
            "said",
            ["Washington would approach the talks “with open eyes and without any illusions"],
        ),
        id="own_words_after_a_noun",
    ),
    pytest.param(
        "US Secretary of State Antony Blinken said that Washington was “ready for hard "
        "choices and long nights”.",
        (
            "Antony Blinken",
            "mixed",
            "said",
            ["Washington was “ready for hard choices and long nights"],
        ),
        id="own_words_in_marks",
    ),
    pytest.param(
        "Chinese Foreign Ministry spokesperson Mao Ning said that the “Belt and Road "
        "Initiative” had brought Kenya a railway.",
        (
            "Mao Ning",
            "indirect",
            "said",
            ["the “Belt and Road Initiative” had brought Kenya a railway"],
        ),
        id="quoted_name_is_not_mixed",
    ),
    pytest.param(
        "Danish Foreign Minister Lars Løkke Rasmussen urged Sudan to let aid convoys cross "
        "the border.",
        ("Lars Løkke Rasmussen", "indirect", "urged", ["to let aid convoys cross the border"]),
        id="urge_after_its_addressee",
    ),
    pytest.param(
        "UN Secretary-General António Guterres said that the truce in Yemen must hold.",
        ("António Guterres", "indirect", "said", ["the truce in Yemen must hold"]),
        id="head_of_an_organisation",
    ),
    pytest.param(
        "The European Union called for the immediate release of the detained observers.",
        ("eu", "indirect", "called for", ["the immediate release of the detained observers"]),
        id="call_for",
    ),
    pytest.param(
        "Brazilian Foreign Minister Mauro Vieira thanked Angola for its support at the "
        "Security Council.",
        ("Mauro Vieira", "indirect", "thanked", ["Angola for its support at the Security Council"]),
        id="thank_from_right_after_the_verb",
    ),
    pytest.param(
        "Egyptian Foreign Minister Sameh Shoukry expressed concern over the shelling of Khartoum.",
        ("Sameh Shoukry", "indirect", "expressed", ["concern over the shelling of Khartoum"]),
        id="expressed_concern",
    ),
    pytest.param(
        "South Africa condemned the attack on the Iranian consulate in Damascus.",
        ("ZAF", "indirect", "condemned", ["the attack on the Iranian consulate in Damascus"]),
        id="condemned",
    ),
    pytest.param(
        "According to Russian Foreign Ministry spokeswoman Maria Zakharova, the consultations "
        "with Armenia ended without a result.",
        (
            "Maria Zakharova",
            "indirect",
            "according to",
            ["the consultations with Armenia ended without a result"],
        ),
        id="according_to",
    ),
    pytest.param(
        "Tokyo reiterated that the islands had never been ceded.",
        ("JPN", "indirect", "reiterated", ["the islands had never been ceded"]),
        id="capital_for_its_government",
    ),
    pytest.param(
        "The Emirati side pointed out that the port in Somaliland creates jobs.",
        ("ARE", "indirect", "pointed out", ["the port in Somaliland creates jobs"]),
        id="the_side_of",
    ),
    pytest.param(
        "Mexican Foreign Secretary Alicia Bárcena made clear that her country would not break "
        "off relations.",
        ("Alicia Bárcena", "indirect", "made clear", ["her country would not break off relations"]),
        id="made_clear",
    ),
    pytest.param(
        "Qatar announced that both delegations would return to Doha.",
        ("QAT", "indirect", "announced", ["both delegations would return to Doha"]),
        id="announced",
    ),
    pytest.param(
        "Nigerian Foreign Minister Yusuf Tuggar praised Türkiye’s role in the Sahel.",
        ("Yusuf Tuggar", "indirect", "praised", ["Türkiye’s role in the Sahel"]),
        id="praised",
    ),
    pytest.param(
        "Polish Foreign Minister Radosław Sikorski told reporters in Berlin that Ukraine had "
        "earned its place in Europe.",
        ("Radosław Sikorski", "indirect", "told", ["Ukraine had earned its place in Europe"]),
        id="told_reporters",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_extract_reads_a_statement(
    text: str, expected: tuple[str, str, str | None, list[str]]
) -> None:
    assert [short(record) for record in read(text)] == [expected]


NONE = [
    pytest.param(
        "Indian External Affairs Minister S. Jaishankar did not say whether the ministers "
        "would meet again.",
        id="negated",
    ),
    pytest.param(
        "Canadian Foreign Minister Mélanie Joly will say on Friday that Haiti needs more police.",
        id="not_said_yet",
    ),
    pytest.param(
        "Russian Foreign Minister Sergey Lavrov refused to say whether the grain deal would "
        "be renewed.",
        id="refused_to_say",
    ),
    pytest.param("Japan and Mongolia agreed to open a new air route.", id="agreed"),
    pytest.param("Kenya pledged to send police officers to Haiti.", id="pledged"),
    pytest.param("Chile supports the reform of the Security Council.", id="supports"),
    pytest.param(
        "The ministers of Peru and Ecuador discussed the security of their border.", id="discussed"
    ),
    pytest.param(
        "Saudi Arabia and Iraq reviewed the progress of the power grid project.", id="reviewed"
    ),
    pytest.param("The carmaker said that it would build a plant near Nairobi.", id="a_firm"),
    pytest.param("The striker said the team was ready for the match in Doha.", id="an_athlete"),
    pytest.param(
        "An economist at a private bank said the rupee would keep falling.", id="an_expert"
    ),
    pytest.param("If Moscow said so, nobody in the room heard it.", id="condition"),
    pytest.param(
        "The joint communiqué to be issued by France and Brazil runs to forty pages.",
        id="no_speech",
    ),
]


@pytest.mark.parametrize("text", NONE)
def test_extract_reads_no_statement(text: str) -> None:
    assert [short(record) for record in read(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Kenyan Interior Minister Kithure Kindiki said that the budget of the police "
            "would grow by a tenth.",
            id="police_budget",
            marks=falls_short("on matters inside one country an official speaks for no party"),
        ),
    ],
)
def test_extract_leaves_out_domestic_matters(text: str) -> None:
    assert [short(record) for record in read(text)] == []


def test_extract_gives_each_reporting_verb_with_content_a_statement() -> None:
    found = read(
        "Noting that the two oceans are one, Japanese Foreign Minister Yoko Kamikawa said "
        "Tokyo would train coast guards from the Philippines."
    )
    assert {(r.speaker, r.cue) for r in found} == {
        ("Yoko Kamikawa", "noting"),
        ("Yoko Kamikawa", "said"),
    }


def test_extract_gives_coordinated_verbs_a_statement_each() -> None:
    found = read(
        "Saudi Foreign Minister Faisal bin Farhan welcomed the truce in Yemen and stressed "
        "that aid must reach every port."
    )
    assert [(r.speaker, r.cue) for r in found] == [
        ("Faisal bin Farhan", "welcomed"),
        ("Faisal bin Farhan", "stressed"),
    ]
    assert bare(found[0].content[0].text) == "the truce in Yemen"
    assert bare(found[1].content[0].text) == "aid must reach every port"


def test_extract_reads_joint_speech_as_one_statement() -> None:
    found = read(
        "Russian Foreign Minister Sergey Lavrov and Turkish Foreign Minister Hakan Fidan said "
        "that the talks on Syria would continue."
    )
    assert [(r.speaker, r.speakers) for r in found] == [
        ("Sergey Lavrov", ("Sergey Lavrov", "Hakan Fidan"))
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Russia and Mali stressed that the talks on gold would continue.", id="in_alphabet_not"
        ),
        pytest.param(
            "Chile and Peru stressed that the talks on fish would continue.", id="in_alphabet"
        ),
        pytest.param(
            "Russian Foreign Minister Sergey Lavrov met Malian Foreign Minister Abdoulaye Diop in "
            "Moscow. The two sides stressed that the talks on gold would continue.",
            id="two_sides",
        ),
    ],
)
def test_extract_gives_the_party_of_the_first_speaker(text: str) -> None:
    (record,) = read(text)
    assert record.speaker == record.speakers[0] == record.speaker_party


def test_extract_resolves_pronouns_of_later_paragraphs() -> None:
    found = read(
        "Estonian Prime Minister Kaja Kallas said on Monday that Europe would stay the course.\n\n"
        "She added that sanctions on Russia were working.\n"
    )
    assert [(r.speaker, r.cue) for r in found] == [
        ("Kaja Kallas", "said"),
        ("Kaja Kallas", "added"),
    ]
    assert found[1].speaker_party == "EST"


def test_extract_reads_performatives_of_a_joint_text() -> None:
    found = read(
        "We, the foreign ministers of Japan, Australia and India, met in Tokyo.\n\n"
        "We reaffirm our commitment to a free and open Indo-Pacific.\n\n"
        "We call for an end to the violence in Myanmar.\n"
    )
    assert [(r.cue, r.mode) for r in found] == [
        ("reaffirm", "indirect"),
        ("call for", "indirect"),
    ]
    assert {r.speaker_party for r in found} <= {"JPN", "AUS", "IND"}


def test_extract_reads_promises_of_a_joint_text_as_no_statement() -> None:
    found = read(
        "We, the leaders of Norway and Brazil, met in Brasília.\n\n"
        "We pledge to protect the rainforest and will double the fund.\n"
    )
    assert [short(r) for r in found] == []


def test_extract_goes_on_with_a_quoted_paragraph_of_the_same_speaker() -> None:
    found = read(
        "“Nobody wins a trade war,” Malaysian Prime Minister Anwar Ibrahim said in Kuala "
        "Lumpur.\n\n"
        "“We want to trade with China and with the United States alike.”\n"
    )
    assert [(r.speaker, r.mode, r.cue) for r in found] == [
        ("Anwar Ibrahim", "direct", "said"),
        ("Anwar Ibrahim", "direct", None),
    ]


def test_extract_survives_one_stray_mark() -> None:
    found = read(
        'New Zealand Foreign Minister Winston Peters said that the 12" pipe would reach Tonga.\n\n'
        "Tongan officials said that they were grateful to Wellington.\n"
    )
    assert [r.cue for r in found] == ["said", "said"]
    assert found[1].speaker_party == "TON"


PRESS_TITLE = (
    "Secretary Antony J. Blinken and Egyptian Foreign Minister Sameh Shoukry Before Their Meeting"
)
TRANSCRIPT = """\
SECRETARY BLINKEN: Good morning, everyone.

FOREIGN MINISTER SHOUKRY: Thank you, Mr. Secretary.

SECRETARY BLINKEN: The United States will keep working with Egypt until the hostages are home.

We have no higher priority.

QUESTION: Mr. Minister, will the Rafah crossing open this week?

FOREIGN MINISTER SHOUKRY: The crossing has never been closed from the Egyptian side.
"""


def test_extract_reads_the_turns_of_a_transcript() -> None:
    found = read(
        TRANSCRIPT,
        title=PRESS_TITLE,
        url="https://www.state.gov/secretary-blinken-and-egyptian-foreign-minister-shoukry",
    )
    assert [(r.mode, r.cue) for r in found] == [("direct", None), ("direct", None)]
    assert "Blinken" in found[0].speaker
    assert "Shoukry" in found[1].speaker
    words = " ".join(e.text for e in found[0].content)
    assert words.startswith("The United States will keep working")
    assert words.endswith("We have no higher priority.")
    assert "SECRETARY" not in words


def test_extract_claims_what_a_ministry_says_of_the_other_side() -> None:
    found = read(
        "Kenya said that it adheres to the one-China principle.",
        url="https://www.mfa.gov.cn/eng/readout.html",
    )
    assert [(r.speaker, r.claimed_by) for r in found] == [("KEN", "CHN")]


def test_extract_claims_nothing_of_a_ministry_own_words() -> None:
    found = read(
        "China said that Africa needs railways.", url="https://www.mfa.gov.cn/eng/readout.html"
    )
    assert [(r.speaker, r.claimed_by) for r in found] == [("CHN", None)]


@pytest.mark.parametrize(
    "greeting",
    [
        pytest.param("Good morning, everyone.", id="good_morning"),
        pytest.param("Thank you very much, Mr. Minister.", id="thanks"),
        pytest.param("Welcome to Washington.", id="welcome"),
        pytest.param(
            "It’s good to be here.",
            id="good_to_be_here",
        ),
    ],
)
def test_extract_leaves_out_turns_that_only_greet(greeting: str) -> None:
    found = read(
        f"SECRETARY BLINKEN: {greeting}\n\n"
        "FOREIGN MINISTER SHOUKRY: Egypt has never closed the crossing.\n\n"
        "SECRETARY BLINKEN: The United States will keep working until the hostages are home.\n",
        title=PRESS_TITLE,
        url="https://www.state.gov/secretary-blinken-and-egyptian-foreign-minister-shoukry",
    )
    assert [r.speaker_party for r in found] == ["EGY", "USA"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The European Union called for the release of the detained observers.",
            id="an_organisation_alone_on_the_page",
        )
    ],
)
def test_extract_reads_the_statement_of_a_page_with_one_party(text: str) -> None:
    found = list(statements.extract(analysis_of(text)))
    assert [(r.speaker, r.cue) for r in found] == [("eu", "called for")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kenya urged Sudan to open the border.", "SDN", id="party"),
        pytest.param(
            "Kenya thanked Indian Prime Minister Narendra Modi for the visit.",
            "Narendra Modi",
            id="person",
        ),
        pytest.param("Kenyan President William Ruto praised India's farmers.", None, id="nobody"),
    ],
)
def test_extract_gives_whom_a_statement_addresses(text: str, expected: str | None) -> None:
    (statement,) = statements.extract(analysis_of(text))
    assert statement.addressee == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "Kenyan President William Ruto met a delegation of Ghana. Ghanaian representatives "
            "said that the port was safe. They stressed that trade had doubled.",
            "GHA",
            id="people_of_one_side",
        ),
        pytest.param(
            "Kenyan President William Ruto met Ghanaian President John Mahama. Ghanaian "
            "officials said that the port was safe. The two leaders praised the crew. They "
            "stressed that trade had doubled.",
            "William Ruto",
            id="both_sides_since",
        ),
        pytest.param(
            "Kenyan President William Ruto met Ghanaian President John Mahama. Ghanaian "
            "officials said that the port was safe.\n\nThey stressed that trade had doubled.",
            "William Ruto",
            id="another_paragraph",
        ),
    ],
)
def test_extract_reads_they_as_the_people_told_of_last(text: str, speaker: str) -> None:
    found = [record for record in read(text) if record.cue == "stressed"]
    assert [record.speaker for record in found] == [speaker]


def test_extract_reads_what_is_called_for_after_an_aim() -> None:
    (last,) = read(
        "Chile welcomed efforts to end the war in Sudan and called for a lasting truce."
    )[1:]
    assert (last.speaker, last.cue) == ("CHL", "called for")


CALL = """MODERATOR: Good afternoon. Thank you for joining us.

SENIOR ADMINISTRATION OFFICIAL: This is a short call. National Security Advisor Jake \
Sullivan met Chinese Foreign Minister Wang Yi in Malta.

The National Security Adviser stressed that the channel must stay open. I think the talks were \
candid. We said that trade matters.

MODERATOR: We will take questions now."""


def test_extract_reads_whom_an_unnamed_official_reports() -> None:
    found = read(CALL, title="Background Press Call", publisher="The White House")
    assert [(r.speaker, r.mode) for r in found] == [
        ("USA", "direct"),
        ("Jake Sullivan", "indirect"),
    ]


def test_extract_leaves_what_a_named_speaker_reports_in_his_turn() -> None:
    text = CALL.replace("SENIOR ADMINISTRATION OFFICIAL", "SECRETARY BLINKEN")
    found = read(text, title="Secretary Blinken's Press Call", publisher="The White House")
    assert [r.mode for r in found] == ["direct"]


def test_extract_puts_the_page_own_leader_first() -> None:
    (one,) = read(
        "Kenyan President William Ruto welcomed Finnish President Alexander Stubb in Nairobi. "
        "Both leaders praised the nurses.",
        publisher="Office of the President of the Republic of Finland",
        url="https://www.presidentti.fi/en/news/visit",
    )
    assert one.speakers == ("Alexander Stubb", "William Ruto")


def test_extract_reads_the_speaker_behind_a_heading() -> None:
    (one,) = read("Growing and Selling More Food: Kenya reaffirmed its ban on plastic bags.")
    assert one.speaker == "KEN"


GHANA = {"url": "https://mfa.gov.gh/x"}
FURTHER = [
    pytest.param(
        "Speaking after the council, the Foreign Secretary, Anna Cole, said:\n\n"
        "The measures send a message to Iran.\n\nWe will go on working with France.\n\n"
        "Notes to editors:\n\nThe council meets in March.",
        {"url": "https://www.gov.uk/x"},
        [("Anna Cole", "The measures send a message to Iran. We will go on working with France")],
        id="paragraphs_without_marks",
    ),
    pytest.param(
        'Canadian Minister Paul Rey said: "The treaty opens a chapter with Chile.\n\n'
        'We will build on it.\n\nOur work goes on."\n\nIt was signed in 2020.',
        {},
        [("Paul Rey", "The treaty opens a chapter with Chile. "
          "We will build on it.\n\nOur work goes on")],
        id="quotation_over_paragraphs",
    ),
    pytest.param(
        "Q: What did the Kenyan minister say?\nA: We have seen the reports. Foreign Minister "
        "Musa Okoth of Kenya will come tomorrow.\n\nQ: Will there be talks?\nA: In due course.",
        {"url": "https://www.fmprc.gov.cn/x"},
        [("CHN", "We have seen the reports. Foreign Minister Musa Okoth of Kenya will come "
          "tomorrow")],
        id="answerer_is_the_side_of_the_page",
    ),
    pytest.param(
        "The Prime Minister set out that the UK will leave in October. He underlined the "
        "importance of peace in Ireland. The PM was also clear that no posts would be built.",
        {"url": "https://www.gov.uk/x"},
        [("GBR", "the UK will leave in October"), ("GBR", "the importance of peace in Ireland"),
         ("GBR", "no posts would be built")],
        id="office_without_a_name",
    ),
    pytest.param(
        "The Ministry wishes to thank Togo for its support to Ghana.",
        GHANA,
        [("GHA", "Togo for its support to Ghana")],
        id="performed_by_saying_so",
    ),
    pytest.param(
        "Ghana's foreign minister made it clear that Togo had to wait.",
        GHANA,
        [("GHA", "Togo had to wait")],
        id="made_it_clear",
    ),
    pytest.param(
        "The two sides stressed that trade between Ghana and Togo must grow and expressed "
        "satisfaction with the work.",
        GHANA | {"title": "Ghana and Togo hold talks"},
        [("GHA", "trade between Ghana and Togo must grow"), ("GHA", "satisfaction with the work")],
        id="past_behind_a_modal",
    ),
    pytest.param(
        "Asked about Niger, Ghana's President Kofi Addo replied that the bloc would wait.",
        {},
        [("Kofi Addo", "the bloc would wait")],
        id="opening_participle",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "given", "expected"), FURTHER)
def test_extract_reads_rarer_constructions(
    text: str, given: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    analysis = analysis_of(text if "Q:" in text else in_company(text), **given)
    found = [
        (record.speaker, " … ".join(e.text.strip('"') for e in record.content))
        for record in statements.extract(analysis)
    ]
    said = [(name, " ".join(words.rstrip(".").split())) for name, words in found]
    wanted = [(name, " ".join(words.split())) for name, words in expected]
    assert said[: len(wanted)] == wanted


BODIES = [
    pytest.param(
        "The GCC Ministerial Council met in Muscat. The Council praised Oman's mediation.",
        [("gcc", "praised", "Oman's mediation")],
        id="organ_taken_up",
    ),
    pytest.param(
        "ECOWAS has suspended Gabon. The bloc condemned the coup in Libreville.",
        [("ecowas", "condemned", "the coup in Libreville")],
        id="bloc",
    ),
    pytest.param(
        "CARICOM Heads of Government met on Guyana. Heads acknowledged the role of Belize.",
        [("caricom", "acknowledged", "the role of Belize")],
        id="heads",
    ),
    pytest.param(
        "The SADC Summit commended Angola for its hosting of the talks.",
        [("sadc", "commended", "Angola for its hosting of the talks")],
        id="summit",
    ),
    pytest.param(
        "NATO Allies continue to condemn Russia's war against Ukraine.",
        [("nato", "condemn", "Russia's war against Ukraine")],
        id="continue_to",
    ),
    pytest.param(
        "We, the Foreign Ministers of Chile, Peru and Panama, deplore Haiti's gang violence.",
        [("CHL", "deplore", "Haiti's gang violence")],
        id="those_who_sign",
    ),
    pytest.param(
        "The Council of Ministers of IGAD:\n\n1. Welcomes the truce in South Sudan.\n\n"
        "2. Calls for restraint by all forces.",
        [("igad", "welcomes", "the truce in South Sudan"),
         ("igad", "calls for", "restraint by all forces")],
        id="list_under_an_introduction",
    ),
    pytest.param(
        "President William Ruto of Kenya met President Hassan Sheikh Mohamud of Somalia. The two "
        "Heads of State re-affirmed their support for the AU mission.",
        [("William Ruto", "re-affirmed", "their support for the AU mission")],
        id="heads_of_state",
    ),
    pytest.param(
        "The Government of Guyana issued a statement denouncing Venezuela's decree.",
        [("GUY", "denouncing", "Venezuela's decree")],
        id="issued_a_statement",
    ),
    pytest.param(
        "Greek Foreign Minister Giorgos Gerapetritis praised Egypt's role, while at the same "
        "time stressing the need for aid to Gaza.",
        [("Giorgos Gerapetritis", "praised", "Egypt's role"),
         ("Giorgos Gerapetritis", "stressing", "the need for aid to Gaza")],
        id="while_stressing",
    ),
    pytest.param(
        "Danish Foreign Minister Lars Løkke Rasmussen noted that Greenland has its own laws, "
        "warning of the cost of pressure.",
        [("Lars Løkke Rasmussen", "noted", "Greenland has its own laws"),
         ("Lars Løkke Rasmussen", "warning of", "the cost of pressure")],
        id="participle_of_the_speaker",
    ),
    pytest.param(
        "Czech Foreign Minister Jan Lipavský wished continuing prosperity to Moldova.",
        [("Jan Lipavský", "wished", "continuing prosperity to Moldova")],
        id="wished",
    ),
    pytest.param(
        "The Secretary-General is in Bamako. He urges Mali to hold elections.",
        [("un", "urges", "to hold elections")],
        id="secretary_general",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BODIES)
def test_extract_reads_who_speaks_for_many(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = read_by(statements.extract, text)
    assert [(r.speaker, r.cue, bare(r.content[0].text)) for r in found] == expected


def test_extract_reads_no_condition_as_speech() -> None:
    assert not read("If Japan condemned the launch, China would protest.")


def test_extract_takes_a_briefing_for_words_of_its_spokesperson() -> None:
    (record,) = read_by(
        statements.extract,
        "Mongolian Foreign Minister Battsetseg Batmunkh will visit Russia in June.\n\n"
        "Talks on transit will take place in Moscow.",
        title="Briefing by Foreign Ministry Spokesperson Maria Zakharova, May 10, 2025",
        url="https://www.rusemb.org.uk/x",
    )
    assert (record.speaker, record.mode, record.cue) == ("Maria Zakharova", "direct", None)


def test_extract_gives_two_sides_to_those_just_told_of_where_more_have_met() -> None:
    found = read(
        "Foreign Minister Ana Otieno of Kenya met Foreign Minister Luis Diaz of Panama, Foreign "
        "Minister Jan Novak of Poland and Foreign Minister Eva Berg of Norway.\n\n"
        "Otieno met Diaz first. The two sides stressed the importance of trade."
    )
    (record,) = [r for r in found if r.cue == "stressed"]
    assert {record.speaker_party, *record.speakers} - {None} == {"KEN", "PAN"}


def test_extract_takes_a_body_of_many_states_for_the_page_s_own() -> None:
    lead = "ISLAMABAD: Foreign Minister Hina Khar met Foreign Minister Luis Diaz of Panama.\n\n"
    (record,) = read(f"{lead}The Foreign Office Spokesperson said the talks were useful.")
    assert record.speaker_party == "PAK"
