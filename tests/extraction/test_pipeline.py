"""The whole road from text to records: what holds for every document."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.language.builders import DAY, analysis_of

from communique.document import Document
from communique.extraction import EXTRACTORS, extract, extract_records
from communique.language.model import UnknownModel
from communique.reading import read_text
from communique.records import RECORD_TYPES, Agenda, RecordBase, Records, Statement

SENTENCES = [
    "Chinese Foreign Minister Wang Yi met Kenyan Prime Cabinet Secretary Musalia Mudavadi in "
    "Nairobi on Monday.",
    "Wang said: “China will build a second railway for Kenya by 2027.”",
    "“We came to listen,” Japanese Foreign Minister Yoko Kamikawa said. “Then we agreed.”",
    "The two sides agreed to set up a joint commission and to hold its first session next year.",
    "India urged Canada to act against smugglers of arms and expressed concern over Myanmar.",
    "Saudi Arabia reaffirmed its support for the truce in Yemen.",
    "SECRETARY BLINKEN: Egypt has been a partner for peace.",
    "QUESTION: Will you meet again?",
    "The European Union pledged 2.5 billion euros, 12% more than in 2022, to Ukraine.",
    "Brazil proposed three principles: first, dialogue; second, trade; third, patience.",
    "- deepen trade with Angola",
    "- open a consulate in Luanda",
    "He added that all parties should exercise restraint.",
    "They must not fail, according to UN Secretary-General António Guterres.",
    "| Year | Trade with Chile |\n|---|---|\n| 2022 | 4.1 billion dollars |\n| 2023 | 5 "
    "billion dollars |",
    "Home | Contact | Cookie policy",
    "## Joint Statement of Peru and the Republic of Korea",
    "We, the leaders of Peru and Korea, reaffirm our commitment to the Pacific Alliance.",
    "## Russian Foreign Ministry Spokeswoman Maria Zakharova’s answer to a question",
]

#: What pages hold beside sentences: marks without a partner, characters nobody sees, other scripts.
DEBRIS = [
    "“",
    "”",
    '"',
    "’",
    "«",
    "„",
    "‹",
    "\u00a0",
    "\u2009",
    "\u00ad",
    "\u200b",
    "\u200f",
    "\u202e",
    "\u2067",
    "🤝🏽",
    "👨‍👩‍👧",
    "e\u0301\u0302",
    "İ",
    "ß",
    "ﬁ",
    "**",
    "__",
    "\\*",
    "[link](http://a.b/c)",
    "![x](y)",
    "<!-- hidden -->",
    "</div>",
    "&nbsp;",
    "会谈",
    "مباحثات",
    "—",
    "…",
    "\x0b",
    "\x0c",
    "\u2028",
    "\u0000",
    "\ufffd",
    "(",
    ")",
    ":",
    ";",
    "###",
    "- ",
    "1.",
    "|",
    "x" * 400,
    "A" * 90 + ":",
    "9" * 60,
    "https://example.org/" + "a" * 300,
    "Mr.",
    "Q",
    "A",
    "'s",
    "-",
    "100%",
    "$",
    "€1,5",
]

PIECES = st.one_of(
    st.sampled_from(SENTENCES),
    st.sampled_from(SENTENCES),
    st.sampled_from(DEBRIS),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
)
JOINS = st.sampled_from([" ", " ", "\n\n", "\n\n", "\n", "", "\u00a0", "\r\n\r\n"])


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Draw a page: sentences and debris, some cut in two by a stray character."""
    parts = draw(st.lists(st.tuples(PIECES, JOINS), min_size=1, max_size=9))
    text = "".join(piece + join for piece, join in parts)
    if draw(st.booleans()) and text:
        cut = draw(st.integers(0, len(text)))
        text = text[:cut] + draw(st.sampled_from(DEBRIS)) + text[cut:]
    return text if text.strip() else "Peru." + text


def spans_of(record: RecordBase) -> list[tuple[int, int, str]]:
    """Return every span of a record with the words it gives for it."""
    found = [(e.start, e.end, e.text) for e in record.evidence]
    if isinstance(record, Statement):
        found += [(e.start, e.end, e.text) for e in record.content]
    if isinstance(record, Agenda):
        found += [(*item.span, item.text) for item in record.items]
    return found


def assert_grounded(document: Document, records: Records) -> None:
    for record in records:
        assert record.document_id == document.id
        for start, end, words in spans_of(record):
            assert 0 <= start < end <= len(document.text)
            assert document.text[start:end] == words


PROPERTY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(pages())
@PROPERTY
def test_extract_never_raises_and_every_span_is_its_words(text: str) -> None:
    document = read_text(text, date=DAY)
    records = extract(document)
    assert_grounded(document, records)


@given(pages())
@settings(PROPERTY, max_examples=50)
def test_extract_again_gives_the_same(text: str) -> None:
    document = read_text(text, date=DAY)
    assert extract(document) == extract(document)


@given(st.lists(pages(), min_size=2, max_size=3), st.randoms(use_true_random=False))
@settings(PROPERTY, max_examples=25)
def test_extract_does_not_depend_on_other_documents(
    texts: list[str], chance: random.Random
) -> None:
    documents = [read_text(text, date=DAY) for text in texts]
    alone = [extract(document) for document in documents]
    order = list(range(len(documents)))
    chance.shuffle(order)
    shuffled = {index: extract(documents[index]) for index in order}
    assert [shuffled[index] for index in range(len(documents))] == alone


@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=5, unique=True))
@settings(PROPERTY, max_examples=40)
def test_extract_gives_records_that_come_back_from_json(sentences: list[str]) -> None:
    document = read_text("\n\n".join(sentences), date=DAY)
    for record in extract(document):
        assert type(record).model_validate_json(record.model_dump_json()) == record


PAGE = "\n\n".join(
    [
        "Wang Yi Holds Talks with Musalia Mudavadi",
        SENTENCES[0],
        SENTENCES[1],
        SENTENCES[3],
        "Kenya adheres to the one-China principle.",
        SENTENCES[12],
    ]
)


def test_extract_reads_a_readout() -> None:
    document = read_text(PAGE, date=DAY, url="https://www.mfa.gov.cn/eng/wjbzhd/t1.html")
    records = extract(document)
    assert_grounded(document, records)
    met, planned = records.engagements
    assert met.form in {"meeting", "talks"} and met.parties == ("CHN", "KEN")
    assert (planned.form, planned.status, planned.parties) == (
        "session", "scheduled", ("CHN", "KEN"),
    )  # fmt: skip
    assert {(c.parties, c.force) for c in records.commitments} == {
        (("CHN",), "pledged"),
        (("CHN", "KEN"), "agreed"),
    }
    assert [(s.speaker, s.mode) for s in records.statements] == [
        ("Wang Yi", "direct"),
        ("Wang Yi", "indirect"),
    ]
    assert [(p.holder, p.issue, p.claimed_by) for p in records.positions] == [
        ("KEN", "taiwan", "CHN")
    ]
    assert [(r.by, r.to) for r in records.requests] == [("CHN", ())]
    assert {(t.person, t.rank) for t in records.tenures} >= {("Wang Yi", "foreign-minister")}


def test_extract_gives_kinds_and_then_reading_order() -> None:
    records = extract(read_text(PAGE, date=DAY))
    order = list(RECORD_TYPES)
    keys = [(order.index(r.kind), r.evidence[0].start) for r in records]
    assert keys == sorted(keys)
    assert len({r.id for r in records}) == len(records)


def test_extract_keeps_confidence_between_nothing_and_all() -> None:
    assert all(0 < r.confidence <= 1 for r in extract(read_text(PAGE, date=DAY)))


def test_extract_refuses_an_unknown_model() -> None:
    with pytest.raises(UnknownModel):
        extract(read_text(PAGE), model="nonsense")


def test_extract_without_a_date_guesses_none() -> None:
    records = extract(read_text("Peru promised Chile to open the bridge next year."))
    assert [c.due is None or not c.due.known for c in records.commitments] == [True]


def test_extractors_yield_the_kind_they_are_listed_under() -> None:
    analysis = analysis_of(PAGE)
    for kind, read in EXTRACTORS.items():
        assert {record.kind for record in read(analysis)} <= {kind}
    assert set(EXTRACTORS) <= set(RECORD_TYPES)


def test_extract_records_yields_what_the_extractors_yield() -> None:
    analysis = analysis_of(PAGE)
    singly = [record for read in EXTRACTORS.values() for record in read(analysis)]
    assert list(extract_records(analysis)) == singly


FOREIGN = [
    pytest.param(
        "Le ministre chinois des Affaires étrangères Wang Yi a déclaré lundi à Nairobi que la "
        "Chine "
        "allait construire un chemin de fer au Kenya. Les deux pays sont convenus de se revoir.",
        id="french",
    ),
    pytest.param(
        "El ministro de Relaciones Exteriores de Chile, Alberto van Klaveren, afirmó que "
        "Chile y el "
        "Perú acordaron abrir un nuevo paso fronterizo antes de 2027.",
        id="spanish",
    ),
    pytest.param(
        "Bundesaußenministerin Annalena Baerbock sagte am Montag in Berlin, Deutschland werde die "
        "Ukraine weiter unterstützen. Beide Seiten einigten sich auf ein neues Abkommen.",
        id="german",
    ),
    pytest.param(
        "Министр иностранных дел России Сергей Лавров заявил, что Россия и Китай договорились "
        "продолжить консультации по вопросам стратегической стабильности.",
        id="russian",
    ),
    pytest.param(
        "外交部长王毅在内罗毕会见肯尼亚首席内阁部长穆达瓦迪,双方同意成立联合委员会。", id="chinese"
    ),
    pytest.param(
        "أكد وزير الخارجية المصري بدر عبد العاطي أن مصر والسعودية اتفقتا على عقد اجتماع جديد "
        "في القاهرة.",
        id="arabic",
    ),
    pytest.param(
        "外務大臣上川陽子はナイロビでケニアの首席閣僚と会談し、両国は合同委員会の設置で合意した。",
        id="japanese",
    ),
    pytest.param(
        "O ministro das Relações Exteriores do Brasil, Mauro Vieira, disse que o Brasil e Angola "
        "vão abrir um consulado em Luanda no próximo ano.",
        id="portuguese",
    ),
]


@pytest.mark.parametrize("text", FOREIGN)
def test_extract_reads_nothing_in_a_language_without_a_lexicon(text: str) -> None:
    assert len(extract(read_text(text, date=DAY))) == 0


ENGLISH = [
    pytest.param(
        "Danish Foreign Minister Lars Løkke Rasmussen met Egyptian Foreign Minister Badr "
        "Abdelatty in Copenhagen.",
        id="danish_names",
    ),
    pytest.param(
        "French President Emmanuel Macron met Brazilian President Luiz Inácio Lula da Silva "
        "in Rio de Janeiro.",
        id="portuguese_names",
    ),
    pytest.param(
        "Polish Foreign Minister Radosław Sikorski met German Foreign Minister Annalena "
        "Baerbock in Kraków.",
        id="polish_names",
    ),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_extract_reads_english_with_names_of_other_languages(text: str) -> None:
    records = extract(read_text(text, date=DAY))
    assert [(e.form, len(e.parties), e.status) for e in records.engagements] == [
        ("meeting", 2, "held")
    ]


UNDIPLOMATIC = [
    pytest.param(
        "Harbour Rovers win at home\n\n"
        "The striker scored twice in the second half and the keeper saved a penalty late on. "
        "“We never stopped running,” the captain said. The team will play its next match on "
        "Saturday and hopes to climb to third place.\n",
        id="sport",
    ),
    pytest.param(
        "Weather for the weekend\n\n"
        "Clouds will move in from the west on Friday and rain will reach the coast by noon. "
        "Temperatures should stay above ten degrees. Drivers must expect fog in the valleys.\n",
        id="weather",
    ),
    pytest.param(
        "Turkey pie with china clay beans\n\n"
        "Cut the turkey into small pieces and fry it in butter for ten minutes. The dough "
        "should rest "
        "in a cool place. Agree on the salt with your guests, then bake the pie until it is "
        "brown.\n",
        id="recipe",
    ),
    pytest.param(
        "A new library opens\n\n"
        "The mayor opened the library on Tuesday and thanked the builders. She said that readers "
        "had waited for it long enough. The city will keep it open until ten in the evening.\n",
        id="town_news",
    ),
    pytest.param(
        "Software notes, version 2.1\n\n"
        "The installer now asks before it removes a file. Users should update by June. We "
        "agreed to "
        "drop support for old systems and will publish a guide.\n",
        id="software",
    ),
]


@pytest.mark.parametrize("text", UNDIPLOMATIC)
def test_extract_reads_nothing_in_pages_of_another_matter(text: str) -> None:
    records = extract(read_text(text, date=DAY))
    assert [(r.kind, r.evidence[0].text) for r in records] == []


FOREIGN_BUT_NOT_DIPLOMATIC = [
    pytest.param(
        "Kenya beat Japan in rugby sevens\n\n"
        "Kenya beat Japan by two tries in Singapore on Sunday. The Kenyan captain said that "
        "the team "
        "would celebrate in Nairobi. Japan will play Fiji next.\n",
        id="international_sport",
    ),
    pytest.param(
        "Storm off Taiwan and the Philippines\n\n"
        "The storm passed between Taiwan and the Philippines on Sunday and will reach Vietnam on "
        "Tuesday. Forecasters said it would bring heavy rain.\n",
        id="international_weather",
    ),
]


@pytest.mark.parametrize("text", FOREIGN_BUT_NOT_DIPLOMATIC)
def test_extract_reads_nothing_where_states_only_stand_by(text: str) -> None:
    records = extract(read_text(text, date=DAY))
    assert [(r.kind, r.evidence[0].text) for r in records] == []
