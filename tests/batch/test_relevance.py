"""What the filter of web archives lets through, and what it leaves."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.batch.relevance import READ, WEIGHTS, Relevance
from communique.batch.signs import load_signs
from communique.language.analysis import LANGUAGES
from communique.reading.limits import Limits
from communique.reference.parties import load_parties

READOUT = (
    "Foreign Minister of Norway meets counterpart of Kenya",
    "The Minister of Foreign Affairs of Norway met with the Foreign Minister of Kenya in Nairobi "
    "on Monday. The two ministers reviewed bilateral relations and agreed to open fishery talks.",
    "They exchanged views on the situation in Sudan and reaffirmed the support of both countries "
    "for the mediation of the African Union. A memorandum of understanding on energy was signed.",
)
MATCH = (
    "Late goal sends Norway through",
    "Norway beat Kenya 2-1 in the second half of a friendly match in Nairobi on Monday. The "
    "striker scored from a free kick, and the coach praised the squad and the fans in the stadium.",
    "The visitors had taken the lead when the goalkeeper lost the ball. The referee showed two "
    "yellow cards to the defender, who will miss the next match of the season.",
)


def page(title: str, *paragraphs: str, around: str = "") -> str:
    """Return an HTML page of a title and paragraphs, with `around` before them."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{around}"
        f"<h1>{title}</h1>{body}</body></html>"
    )


def picker() -> str:
    """Return a menu with all countries of the world."""
    names = [state.name for state in load_parties().states.values()]
    options = "".join(f"<option value='{name}'>{name}</option>" for name in names)
    return f"<form><select name='country'>{options}</select></form>"


@pytest.fixture(scope="module")
def filter_of_pages() -> Relevance:
    return Relevance.load()


def test_it_is_built_once_for_a_process() -> None:
    assert Relevance.load() is Relevance.load()


@pytest.mark.parametrize("media_type", ["text/html", ""])
def test_a_readout_passes_as_a_page_and_as_text(
    filter_of_pages: Relevance, media_type: str
) -> None:
    judged = filter_of_pages.judge(page(*READOUT).encode(), "utf-8", media_type)
    assert judged.passes
    assert judged.language == "en"
    assert filter_of_pages.judge("\n\n".join(READOUT).encode(), "", "text/plain").passes


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(MATCH, id="sport between states"),
        pytest.param(
            (
                "Lentil soup with cumin",
                "Chop the onion and the garlic and fry them in butter in a large saucepan. Stir in "
                "the lentils and simmer for half an hour, then add a teaspoon of cumin.",
                "This Turkish recipe serves 4. The dish is found from Egypt to India, and each "
                "region has its own version of it. Serve it with bread and lemon.",
            ),
            id="recipe",
        ),
        pytest.param(
            (
                "Shares of carmaker rise on profit",
                "Shares of the German carmaker rose three per cent in early trading after it "
                "reported a quarterly profit above what analysts expected, by sales in China.",
                "The chief executive said that demand in the United States was weaker. The company "
                "keeps its forecast for the fiscal year and will pay a dividend.",
            ),
            id="markets",
        ),
        pytest.param(
            (
                "How to install the plugin",
                "Download the package and run the command line tool with the parameter that is "
                "named in the documentation. The server reads its configuration on start.",
                "If the user has no password, the browser shows an error. A bug in the first "
                "version was mended by the developer in the release of last week.",
            ),
            id="documentation",
        ),
        pytest.param(
            (
                "Senator leads in poll before primary",
                "The Republican senator leads by four points among likely voters in a poll taken "
                "before the primary. The campaign of the Democrat said that the race was open.",
                "The candidates meet for a debate in the county on Thursday. Both have asked the "
                "attorney general to look into the ballots of two cities.",
            ),
            id="campaign",
        ),
    ],
)
def test_other_subjects_are_left(filter_of_pages: Relevance, texts: tuple[str, ...]) -> None:
    assert not filter_of_pages.judge(page(*texts).encode(), "utf-8", "text/html").passes
    assert not filter_of_pages.judge("\n\n".join(texts).encode(), "", "text/plain").passes


def test_a_list_of_countries_makes_no_page_relevant(filter_of_pages: Relevance) -> None:
    links = "".join(
        f'<li><a href="/{state.alpha2}">{state.name}</a></li>'
        for state in load_parties().states.values()
    )
    around = picker() + f"<nav><ul>{links}</ul></nav>"
    assert not filter_of_pages.judge(page(*MATCH, around=around).encode(), "", "text/html").passes
    bare = page("Choose your country", "We ship to the countries in the list.", around=around)
    assert not filter_of_pages.judge(bare.encode(), "", "text/html").passes
    assert filter_of_pages.judge(page(*READOUT, around=around).encode(), "", "text/html").passes


def test_what_is_in_scripts_is_not_seen(filter_of_pages: Relevance) -> None:
    hidden = "".join(f"<p>{text}</p>" for text in READOUT)
    around = f"<script>var t = '{hidden}';</script><style>/* {hidden} */</style>"
    assert not filter_of_pages.judge(page(*MATCH, around=around).encode(), "", "text/html").passes


@pytest.mark.parametrize("tag", ["div", "td", "span", "li"])
def test_an_article_without_paragraphs_is_seen(filter_of_pages: Relevance, tag: str) -> None:
    title, *texts = READOUT
    body = "".join(f"<{tag}>{text}</{tag}>" for text in texts)
    assert filter_of_pages.judge(page(title, around=body).encode(), "", "text/html").passes


def test_markup_in_capitals_is_seen(filter_of_pages: Relevance) -> None:
    title, *texts = READOUT
    body = "<P>".join(texts)
    html = f"<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY><P>{body}</BODY></HTML>"
    assert filter_of_pages.judge(html.encode(), "", "text/html").passes


@pytest.mark.parametrize("size", [60_000, 400_000])
def test_an_article_after_long_scripts_is_seen(filter_of_pages: Relevance, size: int) -> None:
    around = "<script>" + "var a = 1 < 2;\n" * (size // 15) + "</script>"
    assert filter_of_pages.judge(page(*READOUT, around=around).encode(), "", "text/html").passes


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "de",
            (
                "Außenministerin trifft Amtskollegen aus Kenia",
                "Die Außenministerin ist am Montag in Nairobi mit ihrem kenianischen Amtskollegen "
                "zusammengetroffen. Der Botschafter und das Auswärtige Amt hatten den Besuch "
                "vorbereitet, bei dem es um bilaterale Beziehungen und um Fischerei ging.",
            ),
        ),
        (
            "fr",
            (
                "Entretien des ministres des affaires étrangères",
                "Le ministre des affaires étrangères a reçu lundi à Paris son homologue du Kenya "
                "et l'ambassadeur. Ils ont évoqué les relations bilatérales et la "
                "situation au Soudan.",
            ),
        ),
        (
            "ru",
            (
                "Встреча министров иностранных дел",
                "Министр иностранных дел провел в понедельник в Москве переговоры с министром "
                "иностранных дел Кении. Посол Кении принял участие во встрече. Обсуждались "
                "двусторонние отношения и положение в Судане.",
            ),
        ),
    ],
)
def test_dealings_in_other_languages_are_named_and_left(
    filter_of_pages: Relevance, language: str, texts: tuple[str, ...]
) -> None:
    judged = filter_of_pages.judge(page(*texts).encode(), "utf-8", "text/html")
    assert (judged.passes, judged.language) == (False, language)


def test_languages_that_pass_are_those_that_are_read() -> None:
    assert frozenset(LANGUAGES) == READ


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("texts", [READOUT, MATCH], ids=["readout", "match"])
def test_the_encoding_changes_nothing(
    filter_of_pages: Relevance, encoding: str, texts: tuple[str, ...]
) -> None:
    title, *rest = texts
    text = page(
        f"{title} – “São Tomé” on the coast",
        *rest,
        "Côte d’Ivoire’s “chargé d’affaires” – the envoy.",
    )
    charset = "" if encoding == "utf-16" else encoding.removesuffix("-sig")
    judged = filter_of_pages.judge(text.encode(encoding), charset, "text/html")
    assert judged == filter_of_pages.judge(text.encode(), "utf-8", "text/html")


@pytest.mark.parametrize("opening", [b"%PDF-1.7\n", b"PK\x03\x04\x00word/document.xml"])
def test_sealed_files_pass_within_the_limit(filter_of_pages: Relevance, opening: bytes) -> None:
    assert filter_of_pages.judge(opening, "", "").passes
    assert math.isclose(filter_of_pages.judge(opening, "", "").score, 1.0)
    large = opening + bytes(Limits().max_bytes)
    assert not filter_of_pages.judge(large, "", "").passes


@pytest.mark.parametrize(
    "body",
    [b"", b"\0" * 5_000, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, b"<html>", b"<" * 50_000,
     b"<script>" * 5_000, b"<p>" * 50_000, b"</p>" * 50_000, b"&" * 50_000, b"\xff\xfe<", b"<p",
     b"<title>" * 9_000, b"<html><p>" + b"<a>" * 60_000, b"<html>" + b"> " * 100_000],
)  # fmt: skip
def test_odd_bytes_are_left(filter_of_pages: Relevance, body: bytes) -> None:
    assert not filter_of_pages.judge(body, "utf-8", "text/html").passes


def test_a_huge_page_is_judged_by_its_beginning(filter_of_pages: Relevance) -> None:
    huge = page(*READOUT).encode() + b"<div>filler of no use to anybody here</div>\n" * 500_000
    assert filter_of_pages.judge(huge, "utf-8", "text/html").passes


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(alphabet="<>/ph1scrite!-&; \"'ministerémet", max_size=400).map(str.encode),
        st.text(max_size=200).map(lambda text: text.encode("utf-16", "replace")),
    ),
    st.sampled_from(["", "utf-8", "latin-1", "utf-16", "no such", "\0", "é", "cp1251", "hex"]),
    st.sampled_from(["", "text/html", "text/plain", "application/pdf", "image/png"]),
)
def test_nothing_raises_and_the_same_is_judged_alike(
    body: bytes, charset: str, media_type: str
) -> None:
    judge = Relevance.load()
    judged = judge.judge(body, charset, media_type)
    assert judged == judge.judge(body, charset, media_type)
    assert 0.0 <= judged.score <= 1.0


def test_weights_are_of_families_that_there_are() -> None:
    read = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    known = load_signs().measures
    for scale in (read["page"], read["passage"]):
        assert 0.0 < scale["bound"] < 1.0
        assert set(scale["weights"]) <= known
    told = {name.partition(",")[0] for name in read["page"]["weights"]}
    assert set(load_signs().families) <= told


ELSEWHERE = (
    "<p>The recipe needs two eggs, a cup of sugar and an oven at 180 degrees for half an hour.</p>"
    "<p>The striker scored twice before the break and the keeper saved a penalty in the rain.</p>"
    "<p>Shares of the phone maker fell while the new model sold out in its first weekend.</p>"
) * 4


@pytest.mark.parametrize("holder", ["p", "td", "div", "li"])
@pytest.mark.parametrize(
    ("title", "passes"),
    [
        pytest.param("Ghana, Togo: a day at the coast", True, id="two parties"),
        pytest.param("Foreign Minister in Accra", True, id="an office and a place"),
        pytest.param("Joint communiqué of the ministers", True, id="a paper"),
        pytest.param("A day at the coast", False, id="nothing"),
    ],
)
def test_a_passage_is_enough_where_the_title_says_something(
    holder: str, title: str, passes: bool
) -> None:
    told = (
        "The foreign ministers of Ghana and Togo met in Accra on Monday, discussed bilateral "
        "relations and agreed to hold the next round of the joint commission in Lomé.",
        "The two sides reaffirmed their commitment to dialogue, the ministry of foreign affairs "
        "of Ghana said in a statement. The Foreign Minister of Togo thanked his counterpart.",
    )
    article = "".join(f"<{holder}>{text}</{holder}>" for text in told)
    html = f"<html><head><title>{title}</title></head><body>{ELSEWHERE * 3}{article}</body></html>"
    assert Relevance.load().judge(html.encode(), "utf-8", "text/html").passes is passes


@pytest.mark.parametrize(
    "title",
    [
        "Ghana beat Togo two nil in Accra",
        "A weekend in Peru and Chile on a small budget",
        "Prime Minister visits school",
    ],
)
def test_a_title_alone_is_not_enough(title: str) -> None:
    html = f"<html><head><title>{title}</title></head><body>{ELSEWHERE * 3}</body></html>"
    assert not Relevance.load().judge(html.encode(), "utf-8", "text/html").passes
