"""Text that is odd or hostile: what is read stays the same, spans stay true, work stays linear."""

import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.extraction.test_pipeline import assert_grounded
from tests.language.builders import DAY

from communique.document import Document
from communique.extraction import extract
from communique.language.passages import plain_text
from communique.reading import read_text
from communique.records import Records
from communique.sample import pages_folder

# -- oddities that change no meaning -------------------------------------------------------

#: Pages of the sample in several styles: releases, a joint statement, a transcript, tables.
PAGES = (
    "2018-07-30-china-uk-strategic-dialogue.txt",
    "2022-03-19-india-japan-joint-statement.txt",
    "2023-01-31-scholz-lula-brasilia.txt",
    "2024-05-23-biden-ruto-press-conference.txt",
    "2024-08-21-india-japan-trade.md",
    "2025-01-10-chinese-spokesperson.txt",
    "2025-02-12-marseille-indian-side.txt",
)

Change = Callable[[str, int], str]


def printed(text: str) -> str:
    """Return a text with curly marks for the straight ones of a keyboard."""
    return re.sub(r'(?<![^\s(—])"', "“", text).replace('"', "”").replace("'", "’")


@cache
def page(name: str) -> str:
    return printed((pages_folder() / name).read_text(encoding="utf-8"))


def plant(text: str, change: Change, *, every: int = 1) -> tuple[str, list[int]]:
    """Return `text` with characters changed, and where each character came from.

    Of the characters that `change` would change it changes one in `every`, by chance.
    """
    chance = random.Random(every)
    parts: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        changed = change(text, index)
        if changed != character and chance.randrange(every):
            changed = character
        parts.append(changed)
        origins += [index] * len(changed)
    return "".join(parts), origins


def told(records: Records, origins: list[int] | None = None) -> Counter[str]:
    """Return what the records tell, whatever characters they are written in."""

    def plain(value: Any) -> Any:
        match value:
            case {"rule": rule, "start": start, "end": end}:
                return (rule, *back(start, end))
            case {"span": (start, end), "text": str()}:
                return back(start, end)
            case dict():
                return {k: plain(v) for k, v in value.items() if k != "document_id"}
            case list() | tuple():
                return [plain(v) for v in value]
            case str():
                return "".join(plain_text(value, 0, len(value)).text.split())
        return value

    def back(start: int, end: int) -> tuple[int, int]:
        return (start, end - 1) if origins is None else (origins[start], origins[end - 1])

    return Counter(repr(plain(record.model_dump())) for record in records)


@cache
def told_plainly(name: str) -> Counter[str]:
    return told(extract(read_text(page(name), date=DAY)))


def instead_of_space(space: str) -> Change:
    def change(text: str, index: int) -> str:
        single = text[index] == " " and "  " not in text[max(0, index - 1) : index + 2]
        inside = 0 < index < len(text) - 1 and "\n" not in text[index - 1 : index + 2]
        return space if single and inside else text[index]

    return change


def inside_words(sign: str) -> Change:
    def change(text: str, index: int) -> str:
        return text[index] + sign * (index > 0 and text[index - 1 : index + 2].isalpha())

    return change


def before_words(sign: str) -> Change:
    def change(text: str, index: int) -> str:
        return sign * (text[index - 1 : index] == " " and text[index].isalpha()) + text[index]

    return change


def after_sentences(sign: str) -> Change:
    def change(text: str, index: int) -> str:
        after = text[index + 1 : index + 2]
        ends = text[index] == "." and text[index - 1].islower() and not after.strip()
        return text[index] + sign * ends

    return change


def exchanged(pairs: dict[str, str]) -> Change:
    return lambda text, index: pairs.get(text[index], text[index])


def decomposed(text: str, index: int) -> str:
    return unicodedata.normalize("NFD", text[index])


def joined(text: str, index: int) -> str:
    if text.startswith("fi", index):
        return "ﬁ"
    return "" if text.endswith("fi", 0, index + 1) else text[index]


def as_hyphen(sign: str) -> Change:
    def change(text: str, index: int) -> str:
        after = text[index + 1 : index + 2]
        joint = text[index] == "-" and text[index - 1].isalpha() and after.isalpha()
        return sign if joint else text[index]

    return change


SIGNS = [
    pytest.param(instead_of_space("\u00a0"), 3, id="no-break_space"),
    pytest.param(instead_of_space("\u202f"), 3, id="narrow_no-break_space"),
    pytest.param(instead_of_space("\u2009"), 3, id="thin_space"),
    pytest.param(instead_of_space("\u3000"), 3, id="ideographic_space"),
    pytest.param(inside_words("\u00ad"), 6, id="soft_hyphen"),
    pytest.param(inside_words("\u200b"), 6, id="zero-width_space"),
    pytest.param(inside_words("\u200d"), 6, id="zero-width_joiner"),
    pytest.param(inside_words("\ufe0f"), 6, id="variation_selector"),
    pytest.param(before_words("\u200f"), 6, id="right-to-left_mark"),
    pytest.param(before_words("\u202e"), 6, id="right-to-left_override"),
    pytest.param(before_words("\u2067"), 6, id="right-to-left_isolate"),
    pytest.param(decomposed, 1, id="accents_apart"),
    pytest.param(as_hyphen("\u2011"), 2, id="no-break_hyphen"),
    pytest.param(as_hyphen("−"), 2, id="minus_as_hyphen"),
]
STYLES = [
    pytest.param(after_sentences(" 🤝"), 2, id="emoji"),
    pytest.param(after_sentences("👍🏽"), 2, id="emoji_without_a_space"),
    pytest.param(after_sentences(" 🇨🇳🇬🇧 👨‍👩‍👧"), 2, id="flags_and_a_family"),
    pytest.param(joined, 1, id="ligature"),
    pytest.param(exchanged({"“": '"', "”": '"', "’": "'"}), 1, id="straight_marks"),
    pytest.param(exchanged({"“": "«", "”": "»"}), 1, id="guillemets"),
    pytest.param(exchanged({"“": "«\u00a0", "”": "\u00a0»"}), 1, id="guillemets_with_space"),
    pytest.param(exchanged({"“": "»", "”": "«"}), 1, id="guillemets_turned_inward"),
    pytest.param(exchanged({"“": "„", "”": "“"}), 1, id="low_marks"),
    pytest.param(exchanged({"“": "″", "”": "″", "’": "′"}), 1, id="primes"),
    pytest.param(exchanged({"“": "``", "”": "''", "’": "`"}), 1, id="backticks"),
    pytest.param(exchanged({"“": "”", "’": "ʼ"}), 1, id="closing_marks_only"),
]


@pytest.mark.parametrize(("change", "every"), SIGNS + STYLES)
def test_what_is_read_does_not_depend_on_how_it_is_set(change: Change, every: int) -> None:
    changed = 0
    for name in PAGES:
        text, origins = plant(page(name), change, every=every)
        changed += text != page(name)
        document = read_text(text, date=DAY)
        records = extract(document)
        assert_grounded(document, records)
        assert told(records, origins) == told_plainly(name), name
    assert changed


@given(
    st.sampled_from(PAGES),
    st.lists(
        st.sampled_from([sign.values[0] for sign in SIGNS + STYLES[:3]]), min_size=2, max_size=4
    ),
    st.integers(2, 30),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_signs_together_change_nothing(name: str, changes: list[Change], every: int) -> None:
    text, origins = page(name), [*range(len(page(name)))]
    for change in changes:
        text, further = plant(text, change, every=every)
        origins = [origins[at] for at in further]
    document = read_text(text, date=DAY)
    records = extract(document)
    assert_grounded(document, records)
    assert told(records, origins) == told_plainly(name)


RIGHT_TO_LEFT = "\u2067وزير الخارجية المصري (مصر) التقى نظيره\u2069"


@pytest.mark.parametrize("name", PAGES[:3])
def test_a_paragraph_in_another_script_leaves_the_others_alone(name: str) -> None:
    text = f"{page(name)}\n\n{RIGHT_TO_LEFT}\n"
    assert told(extract(read_text(text, date=DAY))) == told_plainly(name)


# -- names of other documents --------------------------------------------------------------

LEAD = (
    "Chinese Foreign Minister Wang Yi met Kenyan Foreign Minister Musalia Mudavadi in Nairobi. "
    "The two sides agreed to open a new port next year."
)


@pytest.mark.parametrize(
    "planted",
    [
        "See also 2024-03-01-foo.txt and 2018-07-30-china-uk-strategic-dialogue.txt.",
        "Source: /archive/2021-02-03/readout-final.pdf",
        "Previous: statement_2019-12-31.docx | Next: statement_2020-01-02.docx",
        "document_id: 0123456789abcdef",
    ],
)
def test_the_name_of_another_document_is_no_source_and_no_date(planted: str) -> None:
    alone, beside = read_text(LEAD), read_text(f"{LEAD}\n\n{planted}")
    assert beside.metadata.date is None
    records = extract(beside)
    assert_grounded(beside, records)
    assert told(records) == told(extract(alone))


def test_the_name_of_another_document_within_a_sentence_names_nothing() -> None:
    text = LEAD.replace("agreed", "agreed (2024-03-01-foo.txt)")
    document = read_text(text, name="2030-01-01-bar.txt")
    records = extract(document)
    assert_grounded(document, records)
    assert [c.parties for c in records.commitments] == [("CHN", "KEN")]
    assert [c.due is None or not c.due.known for c in records.commitments] == [True]
    assert [(e.parties, e.date.known) for e in records.engagements] == [(("CHN", "KEN"), False)]


# -- the same words again -------------------------------------------------------------------

AGAIN = "Kenya will open a consulate in Lima by 2030."
SAID = "Wang Yi said China will build a railway in Kenya."
BETWEEN = "Tea was served in the garden, and the guests of Peru sat down."


@pytest.mark.parametrize("joint", [" ", f" {BETWEEN} "])
@pytest.mark.parametrize("times", [2, 3])
def test_a_fact_told_again_is_one_record_with_each_of_its_places(joint: str, times: int) -> None:
    document = read_text(f"{LEAD}\n\n" + joint.join([AGAIN] * times), date=DAY)
    records = extract(document)
    assert_grounded(document, records)
    (found,) = [c for c in records.commitments if c.parties == ("KEN",)]
    starts = [m.start() for m in re.finditer(re.escape(AGAIN), document.text)]
    assert [e.start for e in found.evidence] == starts


def test_a_paragraph_printed_again_doubles_no_record() -> None:
    once = read_text(f"{LEAD}\n\n{AGAIN} {SAID}", date=DAY)
    twice = read_text(f"{LEAD}\n\n{AGAIN} {SAID}\n\n{AGAIN} {SAID}", date=DAY)
    records = extract(twice)
    assert_grounded(twice, records)
    assert [r.kind for r in records] == [r.kind for r in extract(once)]


def test_words_said_again_are_two_statements_each_at_its_own_place() -> None:
    document = read_text(f"{LEAD}\n\n{SAID} {BETWEEN} {SAID}", date=DAY)
    records = extract(document)
    assert_grounded(document, records)
    starts = [m.start() for m in re.finditer(re.escape(SAID), document.text)]
    assert [s.evidence[0].start for s in records.statements] == starts
    assert [s.content[0].start for s in records.statements] == [
        start + SAID.index("China") for start in starts
    ]


def test_the_same_words_in_two_mouths_are_two_statements() -> None:
    other = SAID.replace("Wang Yi", "Musalia Mudavadi")
    document = read_text(f"{LEAD}\n\n{SAID} {other}", date=DAY)
    records = extract(document)
    assert_grounded(document, records)
    assert [s.speaker for s in records.statements] == ["Wang Yi", "Musalia Mudavadi"]


# -- sentences and paragraphs without end ---------------------------------------------------

STATES = ("China", "Kenya", "Mali", "Peru", "Japan", "India", "Chile", "Egypt")


def around(text: str) -> Document:
    """Return a page on which `text` stands between paragraphs of plain prose."""
    return read_text(f"{LEAD}\n\n{text}\n\n{LEAD.replace('port', 'road')}", date=DAY)


def test_each_of_six_hundred_coordinated_promises_is_found_in_its_own_words() -> None:
    ports = [f"build port number {number}" for number in range(100, 700)]
    text = f"Peru and Chile agreed to {' and '.join(ports)}."
    assert len(text.split()) > 2900
    document = around(text)
    records = extract(document)
    assert_grounded(document, records)
    spans = [c.evidence[0] for c in records.commitments if c.parties == ("CHL", "PER")]
    numbers = [re.findall(r"\d+", span.text) for span in spans]
    assert numbers == [[str(number)] for number in range(100, 100 + len(ports))]


MARKS = "“„«\"'‘`″‹「(["
ENDLESS = [
    pytest.param("China and Peru agreed to " + "build a port and open a road " * 500, id="run_on"),
    pytest.param(" ".join(f"said that {s}" for s in STATES * 90) + " will go", id="said_in_said"),
    pytest.param("China " + "said " * 3000, id="said_said"),
    pytest.param(", ".join(STATES * 300) + " agreed to build a port.", id="names_in_a_row"),
    pytest.param(" and ".join(STATES * 300) + " agreed to build a port.", id="names_joined"),
    pytest.param("The " + "former deputy " * 1500 + "foreign minister of China met.", id="titles"),
    pytest.param("Minister of " + "Trade and " * 1500 + "Health Wang Yi met Peru.", id="offices"),
    pytest.param("Peru met " + "Mr. " * 3000 + "Wang.", id="honorifics"),
    pytest.param("China supports the port " + "which holds the house " * 700, id="which_which"),
    pytest.param("China said “we will go. " * 300, id="marks_never_closed"),
    *(pytest.param(f"China said {m} we will go. " * 100, id=f"open_{ord(m):x}") for m in MARKS),
    pytest.param("China " + "(" * 400 + " agreed with Peru " + ")" * 400, id="nested_parentheses"),
    pytest.param("China " + "(and Peru " * 400 + ")" * 400, id="parentheses_with_words"),
    pytest.param("China met Peru" + "," * 5000, id="commas"),
    pytest.param("China met Peru " + ", " * 3000, id="commas_apart"),
    pytest.param("China met Peru " + "](" * 3000, id="brackets_of_links"),
    pytest.param("China met Peru " + "<!-- " * 1000, id="comments_never_closed"),
    pytest.param("China met Peru " + "a" * 50_000, id="word_without_end"),
    pytest.param("China met Peru " + "e" + "\u0301" * 20_000, id="accents_without_end"),
    pytest.param("China met Peru " + "\u00ad\u200b\u202e" * 10_000, id="nothing_to_see"),
    pytest.param("China met Peru " + "🤝" * 10_000, id="pictures_without_end"),
    pytest.param("China paid " + "1 " * 3000 + "dollars", id="numbers"),
    pytest.param("China paid " + "from 5 percent to 6 percent " * 300, id="changes"),
    pytest.param("China met Peru in " + "June 5, 2024, " * 700, id="dates"),
]


@pytest.mark.parametrize("text", ENDLESS)
def test_text_without_end_is_survived_and_the_page_around_it_is_read(text: str) -> None:
    document = around(text)
    records = extract(document)
    assert_grounded(document, records)
    told_around = [e for e in records.engagements if set(e.parties) == {"CHN", "KEN"}]
    assert told_around
    assert told_around[0].evidence[0].start < len(LEAD)
    pledged = [c.evidence[0].text for c in records.commitments if c.parties == ("CHN", "KEN")]
    assert any("new port" in words for words in pledged)


def test_a_paragraph_of_ten_thousand_words_is_read_to_its_end() -> None:
    facts = [
        f"{STATES[n % 8]} will open consulate {n} in Lima by 20{n % 60 + 30}."
        for n in range(1000, 2200)
    ]
    document = read_text(f"{LEAD}\n\n{' '.join(facts)}", date=DAY)
    assert len(document.text.split()) > 10_000
    records = extract(document)
    assert_grounded(document, records)
    numbers = [re.search(r"consulate (\d+)", c.evidence[0].text) for c in records.commitments]
    found = [int(number[1]) for number in numbers if number]
    assert len(found) > 0.98 * len(facts)
    assert found == sorted(set(found))
    assert found[-1] == 2199


# -- work, in calls: the same on every machine ----------------------------------------------


def calls(document: Document) -> int:
    """Return how many calls it takes to extract the records of a document."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        extract(document)
    finally:
        sys.setprofile(before)
    return count


def sales(count: int) -> list[str]:
    return [
        f"{STATES[n % 8]} sold {n + 2} million dollars of tea to {STATES[(n + 3) % 8]} in "
        f"20{n % 60 + 10}, and {STATES[n % 5]} said that it will open consulate {n} in Lima."
        for n in range(count)
    ]


def officials(count: int) -> list[str]:
    syllables = ["ba", "de", "gi", "ko", "lu", "ma", "ne", "po", "ra", "ti"]
    names = ["".join(syllables[int(d)] for d in str(n)).title() for n in range(100, 100 + count)]
    return [f"Kenyan Foreign Minister Amina {name} met Wang Yi on tea." for name in names]


LONGER = [
    pytest.param(lambda n: "\n\n".join(sales(n)), id="paragraphs"),
    pytest.param(lambda n: " ".join(sales(n)), id="one_paragraph"),
    pytest.param(lambda n: " ".join(f"“{s}” Wang Yi said." for s in sales(n)), id="quotations"),
    pytest.param(lambda n: "\n\n".join(officials(n)), id="names"),
]


@pytest.mark.parametrize("text_of", LONGER)
def test_the_work_grows_with_the_length_and_no_faster(text_of: Callable[[int], str]) -> None:
    extract(around(text_of(2)))  # loads what is loaded once
    few, many = calls(around(text_of(25))), calls(around(text_of(100)))
    assert many < 4.8 * few
