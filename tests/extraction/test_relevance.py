"""Which pages are on dealings between parties: those of other genres hold no records."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.language.builders import analysis_of

from communique.extraction import extract, extract_records
from communique.extraction.genre_lexicon import genre_lexicon
from communique.extraction.relevance import gather_evidence, probability
from communique.reading import read_text

ROOT = Path(__file__).parent.parent.parent
#: A Wednesday.
DAY = "2024-05-15"


def read(text: str, **given: str) -> list[tuple[str, str]]:
    """Return kind and words of what is read out of a page of that day."""
    records = extract(read_text(text, **{"date": DAY, **given}))
    return [(record.kind, record.evidence[0].text) for record in records]


NEGATIVE = [
    pytest.param(
        "France beat Germany 2-1 in Lyon on Saturday. France will meet Spain in the semi-final "
        "on Tuesday, and the coach said his players would rest until then.",
        id="football_fixture",
    ),
    pytest.param(
        "India meet Australia in the third Test at Perth on Thursday. India won the first Test "
        "by ninety runs, and captain Arjun Nair said Australia would come back stronger.",
        id="cricket_preview",
    ),
    pytest.param(
        "US President Joe Biden and French President Emmanuel Macron watched the basketball "
        "final of the Olympic Games, in which the United States beat France 98-87.",
        id="presidents_in_the_stands",
    ),
    pytest.param(
        "Visit Morocco in spring. British and French citizens need no tourist visa, but a valid "
        "passport and a return ticket. Morocco welcomes 12 million visitors a year.",
        id="travel_guide",
    ),
    pytest.param(
        "A single entry visa for Kenya costs 50 dollars. Nationals of Ghana and Malaysia do not "
        "need one. The embassy asks travellers to apply three weeks before they fly.",
        id="visa_rules",
    ),
    pytest.param(
        "The Congress of Vienna opened in 1814. In 1815 Austria, Prussia and Russia agreed to "
        "form the Holy Alliance, and in 1818 France was received among the powers.",
        id="encyclopaedia",
    ),
    pytest.param(
        "In 1972 US President Richard Nixon met Chairman Mao Zedong in Beijing. The two leaders "
        "agreed to normalise relations between China and the United States.",
        id="a_visit_long_ago",
    ),
    pytest.param(
        "The president put down his glass and stared at the Russian ambassador. “Moscow will "
        "not agree,” he whispered. The prime minister of Finland shrugged and smiled.",
        id="novel",
    ),
    pytest.param(
        "I have watched the German Chancellor and the Polish Prime Minister for years. They "
        "should meet, I believe, before it is too late. We must not let Russia win.",
        id="column_in_the_first_person",
    ),
    pytest.param(
        "The dollar rose against the yen on Tuesday after Japan said it would not raise interest "
        "rates. The Nikkei fell, and futures point to a weak opening of the stock exchange.",
        id="currencies",
    ),
    pytest.param(
        "Stocks fell on Monday after US President Joe Biden said tariffs on imports from China "
        "would rise. The Dow Jones lost 2 percent and the Nasdaq 3 percent. Traders said equities "
        "would fall again if Chinese President Xi Jinping answered in kind.",
        id="share_prices_on_the_news",
    ),
    pytest.param(
        "Stir the lentils into the broth and serve with Turkish bread. Lebanon and Syria both "
        "claim the dish; Egypt will serve it with rice.",
        id="recipe",
    ),
    pytest.param(
        "Kenya Airways Chief Executive Amina Otieno said the airline will buy ten aircraft from "
        "the United States by 2026 and agreed to train pilots in Ethiopia.",
        id="airline_with_the_name_of_a_state",
    ),
    pytest.param(
        "Acme President and CEO John Smith met suppliers in Nairobi and said the company will "
        "invest 20 million dollars in Kenya and Uganda by 2027.",
        id="president_of_a_firm",
    ),
    pytest.param(
        "The President of the University of Osaka met the Dean of Leeds Law School on Monday and "
        "agreed to exchange students between Japan and the United Kingdom.",
        id="university",
    ),
    pytest.param(
        "Heavy rain will reach Vietnam on Tuesday and Laos on Wednesday, forecasters in Thailand "
        "said. China has closed two ports.",
        id="weather",
    ),
    pytest.param(
        "Researchers from China and Germany agreed to share their data on the comet. The "
        "spacecraft will pass Mars in 2027, said the scientist who leads them.",
        id="science",
    ),
    pytest.param(
        "A court in Spain sentenced two British men on Friday. The prosecutor said the suspects "
        "had agreed to sell drugs to dealers from France.",
        id="court",
    ),
    pytest.param(
        "The new film tells how President Kennedy and Nikita Khrushchev met in Vienna in 1961. "
        "The actor who plays Kennedy will be at the premiere in Austria.",
        id="cinema",
    ),
    pytest.param(
        "In the poll, 45 percent of British voters want closer ties with the European Union, "
        "three percentage points more than in March; 52 percent support the Prime Minister.",
        id="opinion_poll",
    ),
    pytest.param(
        "The museum in Lisbon shows the treaty that Portugal and Spain signed in 1494. The "
        "exhibition will travel to Brazil.",
        id="museum",
    ),
    pytest.param(
        "Flights between China and the United States will double this summer, airlines said. "
        "Tourists from China spent 15 billion dollars in the United States last year.",
        id="air_traffic",
    ),
    pytest.param(
        "President Joe Biden would meet Chinese President Xi Jinping if Beijing agreed to a "
        "truce, and Japan might host them.",
        id="hypothesis",
    ),
    pytest.param(
        "Analysts expect Chinese President Xi Jinping to meet Japanese Prime Minister Fumio "
        "Kishida next year. Japan and China will sign an agreement, two professors said.",
        id="forecast_of_analysts",
    ),
    pytest.param(
        "Last week's summit between US President Joe Biden and Chinese President Xi Jinping was a "
        "spectacle, not a breakthrough. Xi didn't give an inch, and Biden seems to have lost the "
        "gamble. The rivalry isn't over. What did the charade win either of them? Perhaps a photo.",
        id="column_in_the_third_person",
    ),
    pytest.param(
        "1. With which country did India sign a pact on tea? [A] Kenya [B] Uganda [C] Rwanda [D] "
        "Malawi. Correct answer: A. India and Kenya signed the pact in Delhi. 2. Which state "
        "joined NATO in 2023? [A] Finland [B] Austria.",
        id="quiz",
    ),
    pytest.param(
        "Relations between Ghana and Togo were established in 1960.[1] The two countries share a "
        "border.[2] Ghana has an embassy in Lomé, and Togo has one in Accra.[3][4]",
        id="encyclopaedia_with_references",
    ),
    pytest.param(
        "Former Danish Foreign Minister Jens Holm has died, aged 86. He was born in Aarhus and "
        "graduated in law. In 1975 he met Soviet Foreign Minister Andrei Gromyko in Moscow, and in "
        "1979 he negotiated a treaty with Norway. He was married and is survived by two sons.",
        id="obituary",
    ),
    pytest.param(
        "The managing director of Acme Textiles Ltd said on Monday that the subsidiary will open "
        "a production line in Ghana. The minister for trade of Ghana cut the ribbon. Customers in "
        "Togo and Benin will be supplied from 2025.",
        id="factory",
    ),
]


@pytest.mark.parametrize("text", NEGATIVE)
def test_extract_reads_nothing_in_other_genres(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"url": "https://paper.example.org/opinion/2024/a-summit-too-many"}, id="url"),
        pytest.param({"title": "Editorial: A summit too many"}, id="title"),
    ],
)
def test_extract_reads_nothing_where_the_page_calls_itself_an_opinion(
    given: dict[str, str],
) -> None:
    text = (
        "German Chancellor Olaf Scholz met French President Emmanuel Macron on Monday. Germany "
        "and France must do more for Ukraine."
    )
    assert read(text, **given) == []
    assert read(text) != []


def test_extract_reads_nothing_in_history_on_an_authoritys_page() -> None:
    text = (
        "The United States and Spain signed the treaty on October 27, 1795. In 1796 Spain agreed "
        "to open the river. President Washington sent an envoy to Madrid in March 1797, and in "
        "1798 Spain promised to withdraw its troops."
    )
    assert read(text, url="https://history.state.gov/milestones/treaty") == []


def test_extract_reads_nothing_in_an_editorial_that_an_embassy_reprints() -> None:
    text = (
        "Chinese President Xi Jinping met US President Joe Biden in Beijing on Monday. Xi and "
        "Biden agreed to do nothing about North Korea."
    )
    page = "https://jp.usembassy.gov/media-digest"
    assert read(text, url=page, title="Editorial: A summit without substance") == []
    assert read(text, url=page, title="A summit in Beijing") != []


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        pytest.param("Kenya and Uganda did agree. But did they mean it?", "asking", id="asking"),
        pytest.param("Kenya met Uganda. It didn't help either of them.", "casual", id="casual"),
        pytest.param("The talks of Kenya and Uganda were a farce.", "judging", id="judging"),
        pytest.param("Kenya has an embassy in Kampala.[12]", "citing", id="citing"),
        pytest.param("Kenya met Uganda in Nairobi on Monday.", "dated", id="weekday"),
        pytest.param("Kenya met Uganda in Nairobi on May 3.", "dated", id="near_day"),
        pytest.param(
            "President William Ruto of Kenya met President Yoweri Museveni of Uganda.",
            "told",
            id="told",
        ),
    ],
)
def test_gather_evidence_shows_who_writes_and_when(text: str, sign: str) -> None:
    analysis = analysis_of(text, date=DAY)
    assert sign in gather_evidence(analysis, list(extract_records(analysis)))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        pytest.param("The minister of Kenya said: “Did they mean it?”", "asking", id="asking"),
        pytest.param("The minister of Kenya said: “It didn't help.”", "casual", id="casual"),
        pytest.param("The minister of Kenya said: “It is a farce.”", "judging", id="judging"),
        pytest.param("Kenya's delegation met Uganda's.", "casual", id="genitive"),
        pytest.param("Kenya met Uganda in Nairobi on May 3, 2009.", "dated", id="far_day"),
        pytest.param(
            "The meeting of President William Ruto of Kenya with President Yoweri Museveni of "
            "Uganda was a farce.",
            "told",
            id="mentioned",
        ),
    ],
)
def test_gather_evidence_takes_nobody_elses_words_for_the_writers(text: str, sign: str) -> None:
    analysis = analysis_of(text, date=DAY)
    assert sign not in gather_evidence(analysis, list(extract_records(analysis)))


def likelihood(text: str, **given: str) -> float:
    """Return how likely the page is held to be on dealings."""
    analysis = analysis_of(text, **{"date": DAY, **given})
    return probability(gather_evidence(analysis, list(extract_records(analysis))))


TALKS = (
    "Indian Trade Minister Piyush Goyal met Kenyan Trade Minister Rebecca Miano in Nairobi on "
    "Tuesday. India pledged to buy more tea by 2026. Kenya welcomed the pledge."
)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(
            " Shares rose, traders said. Analysts expect futures and crude to gain. The stock "
            "exchange closed higher.",
            id="markets",
        ),
        pytest.param(
            " The coach named his squad for the semi-final. The striker and the goalkeeper are "
            "fit. The final was 2-1.",
            id="sport",
        ),
        pytest.param(
            " I was there. I think we always expect too much of ministers. Perhaps I am wrong; "
            "we never learn.",
            id="column",
        ),
    ],
)
def test_probability_falls_with_the_signs_of_another_genre(more: str) -> None:
    assert likelihood(TALKS + more) < likelihood(TALKS)


def test_probability_is_higher_on_a_partys_own_page() -> None:
    own = likelihood(TALKS, url="https://www.gov.uk/government/news/kenya")
    assert own > likelihood(TALKS, url="https://paper.example.org/kenya")


def test_gather_evidence_measures_from_nothing_to_all() -> None:
    analysis = analysis_of(TALKS, date=DAY)
    evidence = gather_evidence(analysis, list(extract_records(analysis)))
    assert {"bias", "met", "acts", "parties"} <= evidence.keys()
    assert all(0 < value <= 1 for value in evidence.values())


@pytest.mark.parametrize("subject", sorted(genre_lexicon().subjects))
def test_every_subject_speaks_against_dealings(subject: str) -> None:
    assert probability({f"on {subject}": 1.0}) < probability({})


NEAR_MISSES = [
    pytest.param(
        "The sports ministers of Japan and Kenya met in Nairobi on Monday and agreed to "
        "exchange coaches before the marathon championship.",
        "engagement",
        id="ministers_of_sport",
    ),
    pytest.param(
        "Indian Trade Minister Piyush Goyal met Kenyan Trade Minister Rebecca Miano in Nairobi on "
        "Tuesday. India pledged to buy more tea by 2026. Shares rose in both stock exchanges, "
        "traders said.",
        "commitment",
        id="talks_that_move_markets",
    ),
    pytest.param(
        "French Tourism Minister Olivia Grégoire visited Morocco on Monday. France will open a "
        "tourist visa office in Agadir, she told reporters in a hotel in Rabat.",
        "commitment",
        id="minister_of_tourism",
    ),
    pytest.param(
        "Chinese Foreign Minister Wang Yi met his Kenyan counterpart Musalia Mudavadi in Nairobi "
        "on Monday. In 1963 China and Kenya established diplomatic relations.",
        "engagement",
        id="history_as_an_aside",
    ),
    pytest.param(
        "Saudi Arabia reaffirmed its support for the truce in Yemen.",
        "position",
        id="one_sentence_without_an_official",
    ),
    pytest.param(
        "The meeting between Indian Prime Minister Narendra Modi and Japanese Prime Minister "
        "Fumio Kishida is expected to be held next week, the Foreign Ministry in Tokyo said.",
        "engagement",
        id="expected_by_officials",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NEAR_MISSES)
def test_extract_reads_dealings_that_look_like_other_genres(text: str, expected: str) -> None:
    assert expected in {kind for kind, _ in read(text)}


def test_extract_reads_a_prime_ministers_own_words_on_his_page() -> None:
    """Who speaks for a party may say "I": the page of his office is no column."""
    text = (
        "I met President William Ruto of Kenya in London on Monday. I believe the United "
        "Kingdom and Kenya will be closer for it."
    )
    assert read(text, url="https://www.gov.uk/government/news/kenya") != []


def test_extract_leaves_out_what_is_long_past_in_a_report_of_the_day() -> None:
    text = (
        "Chinese Foreign Minister Wang Yi met Kenyan Prime Cabinet Secretary Musalia Mudavadi in "
        "Nairobi on Monday. In 2006 China agreed to build a stadium for Kenya. China will build a "
        "railway for Kenya by 2027."
    )
    found = [words for kind, words in read(text) if kind == "commitment"]
    assert found == ["China will build a railway for Kenya by 2027"]


def test_what_is_measured_does_not_depend_on_the_order_of_sets() -> None:
    # Two parties are named as often, and first in one sentence.
    program = (
        "from tests.language.builders import analysis_of\n"
        "from communique.extraction.relevance import gather_evidence\n"
        "text = 'Ghana and Togo signed an accord. Ghana built a port. Togo and Mali paved it.'\n"
        "print(sorted(gather_evidence(analysis_of(text), []).items()))\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(4)
    }
    assert len(told) == 1
