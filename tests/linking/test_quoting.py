"""Did they ever say that? Wordings looked up in texts written for these tests."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.builders_compare import Shelves, find_words, make_document, make_record

import communique as cq
from communique.archive import Archive
from communique.document import Document
from communique.linking.quote_queries import read_wanted
from communique.linking.quoting import QuoteFinding, Scope, Shelf, check_quote
from communique.records import Commitment, Position, RecordBase, Statement

ONE = (
    "The Kenyan minister said that Kenya will open its ports to ships from every country. "
    "“We will keep the sea lanes open,” he added, “and no ship will be turned away.” "
    "Kenya supports the reform of the Security Council. "
    "The two sides agreed to set up a joint committee on fisheries by 2030."
)
TWO = (
    "The Japanese side stressed that cooperation on clean energy is the cornerstone of "
    "relations between the two countries. Japan will provide 30 billion yen for geothermal "
    "plants in the Rift Valley over five years. Rain fell on Nairobi during the visit."
)
THREE = "Relations between the two countries are good. The two sides will keep in touch."


def pages() -> dict[str, tuple[Document, list[RecordBase]]]:
    one = make_document(ONE, name="one.txt", day=date(2024, 3, 1), publisher="Kenya")
    two = make_document(TWO, name="two.txt", day=date(2024, 5, 1), publisher="Japan")
    three = make_document(THREE, name="three.txt", day=date(2023, 1, 1))
    ports = "Kenya will open its ports to ships from every country"
    energy = "cooperation on clean energy is the cornerstone of relations between the two countries"
    lend = "Japan will provide 30 billion yen for geothermal plants in the Rift Valley"
    return {
        "one": (
            one,
            [
                make_record(
                    Statement, one, f"The Kenyan minister said that {ports}",
                    speaker="Alder Example", speaker_party="KEN", mode="indirect", cue="said",
                    content=(find_words(one, ports),), source="Alder Example",
                ),
                make_record(
                    Statement, one, "“We will keep the sea lanes open,” he added, “and no ship "
                    "will be turned away.”",
                    speaker="Alder Example", speaker_party="KEN", mode="direct", cue="added",
                    content=(find_words(one, "We will keep the sea lanes open"),
                             find_words(one, "and no ship will be turned away")),
                    source="Alder Example",
                ),
                make_record(
                    Position, one, "Kenya supports the reform of the Security Council",
                    holder="KEN", issue="multilateralism", stance="support",
                    wording="Kenya supports the reform of the Security Council",
                ),
                make_record(
                    Commitment, one, "agreed to set up a joint committee on fisheries by 2030",
                    parties=("JPN", "KEN"), force="agreed",
                    action="set up a joint committee on fisheries by 2030",
                ),
            ],
        ),
        "two": (
            two,
            [
                make_record(
                    Statement, two, f"The Japanese side stressed that {energy}", speaker="JPN",
                    speaker_party="JPN", mode="indirect", cue="stressed",
                    content=(find_words(two, energy),), source="JPN",
                ),
                make_record(
                    Commitment, two, lend, parties=("JPN",), force="pledged",
                    action=lend.removeprefix("Japan will "),
                ),
            ],
        ),
        "three": (three, []),
    }  # fmt: skip


SHELVES = Shelves(pages())
SCOPE = Scope(documents=3, first=date(2023, 1, 1), last=date(2024, 5, 1), publishers=("Japan",))


def look_up(words: str, *, by: str | None = None) -> QuoteFinding:
    shelf = Shelf(SHELVES.search, SHELVES.text_of, SHELVES.records_of, SCOPE)
    return check_quote(words, shelf, by=by)


QUOTES = [
    # verbatim
    ("Kenya will open its ports to ships from every country", "verbatim", "KEN"),
    ("“Kenya will open its ports”", "verbatim", "KEN"),
    ("KENYA WILL OPEN ITS PORTS TO SHIPS", "verbatim", "KEN"),
    ("we will keep the sea lanes open", "verbatim", "KEN"),
    ("We will keep the sea lanes open and no ship will be turned away", "verbatim", "KEN"),
    ("no ship will be turned away", "verbatim", "KEN"),
    ("We will keep … open … no ship will be turned away", "verbatim", "KEN"),
    ("Kenya will open its ports ... every country", "verbatim", "KEN"),
    ("Kenya [the host] will open its ports", "verbatim", "KEN"),
    ("supports the reform of the Security Council", "verbatim", "KEN"),
    ("supports—the reform of the ‘Security Council’", "verbatim", "KEN"),
    ("cooperation on clean energy is the cornerstone of relations", "verbatim", "JPN"),
    ("cooperation  on\nclean energy", "verbatim", "JPN"),
    ("30 billion yen for geothermal plants", "verbatim", "JPN"),
    ("geothermal", "verbatim", "JPN"),
    ("a joint committee on fisheries by 2030", "verbatim", None),
    ("Rain fell on Nairobi", "verbatim", None),
    ("The two sides will keep in touch", "verbatim", None),
    # altered
    ("Kenya will never open its ports to ships from every country", "altered", "KEN"),
    ("Kenya will not open its ports to ships", "altered", "KEN"),
    ("Kenya may open its ports to ships from every country", "altered", "KEN"),
    ("Kenya will open its harbours to ships from every country", "altered", "KEN"),
    ("Kenya will close its ports to ships from every country", "altered", "KEN"),
    ("We will keep all the sea lanes open", "altered", "KEN"),
    ("Japan will provide 40 billion yen for geothermal plants", "altered", "JPN"),
    ("Japan will provide 30 billion dollars for geothermal plants", "altered", "JPN"),
    ("Japan will lend 30 billion yen for plants in the Rift Valley", "altered", "JPN"),
    ("cooperation on nuclear energy is the cornerstone of relations", "altered", "JPN"),
    ("Kenya opposes the reform of the Security Council", "altered", "KEN"),
    ("set up a joint committee on forests by 2030", "altered", None),
    # paraphrased
    ("Ships of every country are welcome at Kenya's open ports", "paraphrased", "KEN"),
    ("for geothermal plants in its Valley Kenya gets billions of yen", "paraphrased", "JPN"),
    ("the cornerstone of the friendship of both countries: energy, clean", "paraphrased", "JPN"),
    ("A fisheries committee, joint, before 2030", "paraphrased", None),
    ("the Council for Security needs reform, Kenya finds", "paraphrased", "KEN"),
    # absent
    ("Kenya will leave the Commonwealth", "absent", None),
    ("We shall defend our island, whatever the cost may be", "absent", None),
    ("30 million euros for wind farms", "absent", None),
    ("The committee will meet in Osaka every year", "absent", None),
    ("submarine", "absent", None),
    ("ships of the desert", "absent", None),
    ("in of the and", "absent", None),
    ("We will close the border", "absent", None),
    ("", "absent", None),
    ("…", "absent", None),
]


@pytest.mark.parametrize(("words", "verdict", "party"), QUOTES, ids=[q[0] or "-" for q in QUOTES])
def test_quotes_are_found_as_they_stand(words: str, verdict: str, party: str | None) -> None:
    finding = look_up(words)
    assert finding.verdict == verdict
    assert bool(finding.matches) == (verdict != "absent")
    if finding.matches:
        best = finding.matches[0]
        assert best.party == party
        text = SHELVES.text_of(best.source.document)
        assert " … ".join(text[a:b] for a, b in best.source.spans) == best.text
        assert bool(best.difference) == (verdict == "altered")


def test_an_altered_quote_marks_the_words_that_differ() -> None:
    (best,) = look_up("Kenya will never close its ports to ships from every country").matches
    told = [(e.kind, e.left, e.right) for e in best.difference if e.kind != "same"]
    assert told == [("changed", "never close", "open")]
    assert best.similarity == 0.818


def test_words_in_nobodys_mouth_are_told_as_such() -> None:
    (best,) = look_up("Rain fell on Nairobi during the visit").matches
    assert (best.kind, best.speaker, best.party) == (None, None, None)
    assert best.source.record == ""


def test_the_speaker_is_told_with_the_day() -> None:
    (best,) = look_up("no ship will be turned away").matches
    assert (best.speaker, best.party, best.mode) == ("Alder Example", "KEN", "direct")
    assert best.source.published == date(2024, 3, 1)


@pytest.mark.parametrize("by", ["JPN", "Wang Yi"])
def test_words_of_others_are_shown_apart(by: str) -> None:
    finding = look_up("no ship will be turned away", by=by)
    assert (finding.verdict, finding.matches) == ("absent", ())
    assert [m.speaker for m in finding.elsewhere] == ["Alder Example"]


@pytest.mark.parametrize("by", ["KEN", "Example", "alder example"])
def test_a_speaker_is_known_by_party_and_by_name(by: str) -> None:
    assert look_up("no ship will be turned away", by=by).verdict == "verbatim"


def test_what_was_searched_is_told() -> None:
    assert look_up("submarine").scope == SCOPE


def test_documents_left_out_are_not_read() -> None:
    shelf = Shelf(
        SHELVES.search, SHELVES.text_of, SHELVES.records_of, SCOPE, lambda d: d.name != "one.txt"
    )
    assert check_quote("no ship will be turned away", shelf).verdict == "absent"


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_wording_has_an_answer(words: str) -> None:
    finding = look_up(words)
    assert (finding.verdict == "absent") == (not finding.matches)


@given(st.integers(0, len(ONE.split()) - 5), st.integers(4, 12))
@settings(max_examples=40, deadline=None)
def test_every_stretch_of_a_text_is_found_verbatim(start: int, length: int) -> None:
    words = " ".join(ONE.split()[start : start + length])
    assert look_up(words).verdict == "verbatim"


def test_read_wanted_cuts_at_what_stands_for_other_words() -> None:
    assert read_wanted("A b [c d] e ... f").gaps == {2, 3}
    assert read_wanted("… a b …").gaps == frozenset()


# -- over a real archive -------------------------------------------------------------------

PAGE = """Ministry of Foreign Affairs of Kenya
Foreign Minister receives Japanese minister
2 May 2024

Foreign Minister Alder Example met Japanese Foreign Minister Birch Sample in Nairobi \
on 2 May 2024.

Minister Example said that Kenya would open a second container port for Japanese ships. “No \
investor from Japan will wait in line,” he said, “and none will pay twice.”
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    path: Path = tmp_path_factory.mktemp("quotes") / "desk.db"
    with cq.open_archive(path) as desk:
        document = cq.read_text(PAGE, date="2024-05-02", name="kenya.txt")
        desk.add(document, cq.extract(document))
        for number in range(80):
            text = (
                f"Report {number}. The two sides will open talks. Ships from Japan and Kenya met."
            )
            filler = cq.read_text(text, date="2023-01-01", name=f"filler{number}.txt")
            desk.add(filler, [])
        yield desk


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        pytest.param("Kenya would open a second container port", "verbatim", id="indirect"),
        pytest.param("No investor from Japan will wait in line and none will pay twice",
                     "verbatim", id="cut_by_its_cue"),
        pytest.param("Kenya will open a third container port", "altered", id="altered"),
        pytest.param("a second port for containers and for ships from Japan, to open in Kenya",
                     "paraphrased", id="paraphrase"),
        pytest.param("Kenya will nationalise every railway", "absent", id="absent"),
    ],
)  # fmt: skip
def test_quotes_are_found_in_an_archive(archive: Archive, words: str, verdict: str) -> None:
    shelf = Shelf(
        archive.search,
        lambda document: archive.document(document).text,
        lambda document: archive.records(document=document),
        Scope(documents=81),
    )
    finding = check_quote(words, shelf)
    assert finding.verdict == verdict
    if verdict != "absent":
        assert finding.matches[0].party == "KEN"
        assert finding.matches[0].speaker == "Alder Example"
