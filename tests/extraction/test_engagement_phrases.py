"""Engagements told by verbs with other words, and by words that a parser loses.

The sentences are written for these tests, in the manner of many ministries and agencies.
"""

import pytest
from tests.language.builders import read_by

from communique.extraction import engagements
from communique.records import Engagement


def read(text: str, **given: str) -> list[Engagement]:
    return read_by(engagements.extract, text, **given)


def short(record: Engagement) -> tuple[str, str, tuple[str, ...]]:
    return record.form, record.status, record.parties


TOLD = [
    pytest.param(
        "Finnish Prime Minister Petteri Orpo sat down with Estonian Prime Minister Kaja Kallas "
        "in Tallinn on Tuesday.",
        ("meeting", "held", ("EST", "FIN")),
        id="sat_down_with",
    ),
    pytest.param(
        "Turkish President Recep Tayyip Erdoğan was on the line with Greek Prime Minister "
        "Kyriakos Mitsotakis on Monday.",
        ("call", "held", ("GRC", "TUR")),
        id="on_the_line",
    ),
    pytest.param(
        "Malaysian Prime Minister Anwar Ibrahim and Indonesian President Joko Widodo put their "
        "names on Friday to a text on their border.",
        ("signing", "held", ("IDN", "MYS")),
        id="put_their_names_to",
    ),
    pytest.param(
        "Kenyan President William Ruto brought the foreign ministers of Ethiopia and Somalia "
        "together in Nairobi on Monday.",
        ("meeting", "held", ("ETH", "KEN", "SOM")),
        id="brought_together",
    ),
    pytest.param(
        "President William Ruto of Kenya played host to President Yoweri Museveni of Uganda.",
        ("meeting", "held", ("KEN", "UGA")),
        id="played_host",
    ),
    pytest.param(
        "His Majesty King Hamad bin Isa Al Khalifa, King of the Kingdom of Bahrain, received at "
        "Al-Sakhir Palace yesterday the Minister of Foreign Affairs of the Republic of India, "
        "Dr. S. Jaishankar.",
        ("meeting", "held", ("BHR", "IND")),
        id="received_where_the_parse_has_no_object",
    ),
    pytest.param(
        "Received in audience by King Felipe VI of Spain, President Gustavo Petro of Colombia "
        "spoke of trade.",
        ("meeting", "held", ("COL", "ESP")),
        id="participle_before_the_guest",
    ),
    pytest.param(
        "Brazilian President Lula held with his Chinese counterpart Xi Jinping a meeting in "
        "Beijing on Friday.",
        ("meeting", "held", ("BRA", "CHN")),
        id="object_behind_an_adjunct",
    ),
    pytest.param(
        "King Abdullah II of Jordan gave Foreign Minister Hakan Fidan of Turkey an audience.",
        ("meeting", "held", ("JOR", "TUR")),
        id="gave_an_audience",
    ),
    pytest.param(
        "King Charles III of the United Kingdom offered a luncheon at Windsor Castle on Thursday "
        "in honour of President William Ruto of Kenya.",
        ("other", "held", ("GBR", "KEN")),
        id="offered_a_luncheon",
    ),
    pytest.param(
        "Australian Prime Minister Anthony Albanese had over an hour with Chinese President Xi "
        "Jinping in Beijing.",
        ("talks", "held", ("AUS", "CHN")),
        id="an_hour_with",
    ),
    pytest.param(
        "South Korean President Yoon Suk Yeol and China's No. 2, Li Qiang, met in Seoul.",
        ("meeting", "held", ("CHN", "KOR")),
        id="apposition_before_a_name",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_extract_reads_contacts_told_by_several_words(
    text: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    assert expected in [short(record) for record in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The forum in Accra brought together ministers from Kenya and Ghana.", id="a_forum"
        ),
        pytest.param(
            "Kenyan President William Ruto put pen to paper on a finance law on Monday.",
            id="signed_alone",
        ),
        pytest.param(
            "Kenyan President William Ruto said Russia and Ukraine must sit down to talk.",
            id="must",
        ),
        pytest.param(
            "Russian President Vladimir Putin saw off Chinese Foreign Minister Wang Yi.",
            id="saw_off",
        ),
        pytest.param(
            "French President Emmanuel Macron saw German Chancellor Olaf Scholz as an ally.",
            id="of_the_mind",
        ),
        pytest.param(
            "Kenyan President William Ruto and Ghanaian President John Mahama signed off on it.",
            id="signed_off",
        ),
    ],
)
def test_extract_reads_no_contact_of_two(text: str) -> None:
    assert [r for r in read(text) if r.form != "press-conference"] == []
