"""What a block is, by its sign, its wording and its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.document import Block
from communique.reading.blocks import build_blocks, judge_text

LEAD = "The foreign minister of Kenya met his Indian counterpart in Nairobi on Monday."
BODY = "Both sides agreed to deepen cooperation in trade, education and maritime security."


def find_blocks(text: str) -> tuple[Block, ...]:
    return build_blocks(text, judge_text(text, 0, len(text)))


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in find_blocks(text)]


def kind_of(words: str, text: str) -> str:
    return next(kind for kind, block in kinds(text) if block == words)


LAYOUT = [
    pytest.param(f"{LEAD}\n{BODY}", [("paragraph", LEAD), ("paragraph", BODY)], id="line_each"),
    pytest.param(f"  {LEAD}\r\n\r\n{BODY} ", [("paragraph", LEAD), ("paragraph", BODY)], id="crlf"),
    pytest.param(
        f"# Talks in Nairobi #\n\n{LEAD}",
        [("headline", "Talks in Nairobi"), ("paragraph", LEAD)],
        id="heading_sign_outside",
    ),
    pytest.param(
        f"Talks in Nairobi\n=====\n\n{LEAD}",
        [("headline", "Talks in Nairobi"), ("paragraph", LEAD)],
        id="underlined_heading",
    ),
    pytest.param(
        f"{LEAD}\n\n**Next steps**\n\n{BODY}",
        [("paragraph", LEAD), ("headline", "Next steps"), ("paragraph", BODY)],
        id="bold_line",
    ),
    pytest.param(
        f"{LEAD}\n\n- open an embassy\n- hold talks\n  every year\n\n{BODY}",
        [
            ("paragraph", LEAD),
            ("list-item", "open an embassy"),
            ("list-item", "hold talks\n  every year"),
            ("paragraph", BODY),
        ],
        id="items_with_continuation",
    ),
    pytest.param(
        f"1. {LEAD} {BODY}\n\n2. {BODY} {LEAD}",
        [("paragraph", f"{LEAD} {BODY}"), ("paragraph", f"{BODY} {LEAD}")],
        id="numbered_paragraphs",
    ),
    pytest.param(
        f"{LEAD}\n\n1. open an embassy\n2. hold talks\n\n{BODY}",
        [
            ("paragraph", LEAD),
            ("list-item", "open an embassy"),
            ("list-item", "hold talks"),
            ("paragraph", BODY),
        ],
        id="numbered_items",
    ),
    pytest.param(
        f"{LEAD}\n\n> {BODY}\n\n{BODY[:-1]}, they said.",
        [("paragraph", LEAD), ("quotation", BODY), ("paragraph", f"{BODY[:-1]}, they said.")],
        id="quotation",
    ),
    pytest.param(
        f"{LEAD}\n\n* * *\n\n{BODY}",
        [("paragraph", LEAD), ("paragraph", BODY)],
        id="rule_is_no_block",
    ),
    pytest.param(
        f"{LEAD}\n\n<!-- a note -->\n\n{BODY}\n\n\\###",
        [
            ("paragraph", LEAD),
            ("boilerplate", "<!-- a note -->"),
            ("paragraph", BODY),
            ("boilerplate", "\\###"),
        ],
        id="comment_and_end_mark",
    ),
]


@pytest.mark.parametrize(("text", "expected"), LAYOUT)
def test_find_blocks_follows_layout(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


WRAPPED = """The foreign ministers of Kenya and India met in Nairobi on Monday to
review the whole of their bilateral relations, from trade to maritime
security, and to prepare the visit of the prime minister in the autumn.

They agreed that the joint commission will meet again before the end of
15. September and that both sides will name
coordinators for it soon.
"""


def test_find_blocks_joins_wrapped_lines() -> None:
    found = kinds(WRAPPED)
    assert [kind for kind, _ in found] == ["paragraph", "paragraph"]
    assert found[1][1].endswith("coordinators for it soon.")


def test_find_blocks_parts_paragraphs_set_in_without_blank_lines() -> None:
    text = WRAPPED.replace("\n\nThey", "\n    They").replace("15. ", "")
    assert len(kinds(text)) == 2


TABLE = f"""{LEAD}

Year | Exports | Imports |
---|---|---|
2019 | 23.7 | |
2020 | 21.1 | 45.3 |

{BODY}"""


def test_find_blocks_labels_cells_of_a_table() -> None:
    [table] = [block for block in find_blocks(TABLE) if block.kind == "table"]
    cells = [(TABLE[c.start : c.end], c.row_header, c.column_header) for c in table.cells]
    assert ("Year", None, None) in cells
    assert ("2019", None, None) in cells
    assert ("45.3", "2020", "Imports") in cells
    assert len(cells) == 8


FURNITURE = [
    pytest.param("We use cookies to improve your experience of this site.", id="cookies"),
    pytest.param("Copyright © 2024 Example Media. All rights reserved.", id="copyright"),
    pytest.param("This page is provided in cooperation with Example Daily.", id="cooperation"),
    pytest.param("Sign up for our daily newsletter", id="newsletter"),
    pytest.param("Share this article", id="share"),
    pytest.param("More News About Kenya", id="more_news"),
    pytest.param("Most read", id="most_read"),
    pytest.param("-30-", id="end_mark"),
    pytest.param("ENDS", id="ends"),
    pytest.param("\\# \\# \\#", id="escaped_end_mark"),
    pytest.param("Jane Doe, Example News.", id="sign_off"),
]


@pytest.mark.parametrize("furniture", FURNITURE)
def test_find_blocks_sets_furniture_below_the_text_apart(furniture: str) -> None:
    text = f"{LEAD}\n\n{BODY}\n\n{furniture}"
    assert kinds(text) == [("paragraph", LEAD), ("paragraph", BODY), ("boilerplate", furniture)]


PROSE = [
    pytest.param("The ministers signed an agreement on copyright and patents.", id="copyright"),
    pytest.param("Both sides share the view that trade should be open to all.", id="share"),
    pytest.param("The end of the war in the region was welcomed by both sides.", id="end"),
    pytest.param("More news agencies will open bureaus in Nairobi, he said.", id="more"),
    pytest.param("Subscribe to the principles of the charter, he told members.", id="subscribe"),
    pytest.param("The reporter asked whether the talks had failed; they had not.", id="reporter"),
]


@pytest.mark.parametrize("sentence", PROSE)
def test_find_blocks_keeps_sentences_with_words_of_furniture(sentence: str) -> None:
    assert kind_of(sentence, f"{LEAD}\n\n{sentence}\n\n{BODY}") == "paragraph"


def test_find_blocks_takes_links_below_a_related_list_for_furniture() -> None:
    text = f"{LEAD}\n\n{BODY}\n\nRelated stories\n\nKenya signs tea deal\n\nRail link opens"
    assert [kind for kind, _ in kinds(text)][2:] == ["boilerplate"] * 3


def test_find_blocks_keeps_names_signed_below_the_text() -> None:
    text = f"{LEAD}\n\n{BODY}\n\nFor the Government of Kenya"
    assert kind_of("For the Government of Kenya", text) == "paragraph"


HEAD = f"""Cookie settings

Example Zone News

Kenya and India agree to deepen maritime ties

Updated: 2024-03-06 15:09
( Xinhua)

The ministers in Nairobi, March 4, 2024. (Xinhua/Han Xu)

The ministers in Nairobi, March 4, 2024. (Xinhua/Han Xu)

NAIROBI, March 4 (Xinhua) -- {LEAD}

{BODY}"""


def test_find_blocks_reads_the_head_of_a_page() -> None:
    assert [kind for kind, _ in kinds(HEAD)] == [
        "boilerplate", "boilerplate", "headline", "byline", "byline", "caption", "boilerplate",
        "dateline", "paragraph", "paragraph",
    ]  # fmt: skip
    assert ("dateline", "NAIROBI, March 4 (Xinhua)") in kinds(HEAD)
    assert ("paragraph", LEAD) in kinds(HEAD)


def test_find_blocks_keeps_a_short_title_on_top() -> None:
    assert kind_of("Joint Statement", f"Joint Statement\n\n{LEAD}\n\n{BODY}") == "headline"


TRANSCRIPT = """Roosevelt Room

4:43 P.M. EDT

THE PRESIDENT:  Well, I am delighted that all of you are here today.

Q    Mr. President, what did you discuss?

THE PRESIDENT:  Trade.

Q    Sorry, and the summit?

THE PRESIDENT:  We will meet again in the spring, and we will bring our ministers.

END 4:49 P.M. EDT
"""


def test_find_blocks_takes_turns_of_a_transcript_for_paragraphs() -> None:
    found = [kind for kind, _ in kinds(TRANSCRIPT)]
    assert found == ["dateline"] * 2 + ["paragraph"] * 5 + ["boilerplate"]


def test_find_blocks_takes_a_sentence_broken_off_for_no_heading() -> None:
    broken = "If you are a desk officer in search of"
    text = f"{LEAD}\n\n{BODY}\n\n{broken}\n\n### Another story\n\n{BODY[:-1]} today."
    assert kind_of(broken, text) == "paragraph"


def test_find_blocks_reads_a_caption_in_markup() -> None:
    figure = (
        '<figure>\n<img src="a.jpg"\nalt="x" />\n<figcaption>Two ministers</figcaption>\n</figure>'
    )
    found = kinds(f"{LEAD}\n\n{figure}\n\n{BODY}")
    assert [kind for kind, _ in found] == [
        "paragraph", "boilerplate", "caption", "boilerplate", "paragraph",
    ]  # fmt: skip


PIECES = st.sampled_from(
    [
        LEAD, BODY, "\n", "\n\n", " ", "\t", "- ", "1. ", "# ", "### ", "**", "*", "> ", "|",
        "---|---|", "<!--", "-->", "<figure>", "</figure>", "<figcaption>", "</figcaption>", "<u>",
        "</u>", "===", "BEIJING, March 6 (Xinhua) -- ", "Q    ", "§", "THE PRESIDENT: ",
        "Updated: ",
        "2024-03-06", "(Xinhua/Han Xu)", "\\###", "Related", "：", "。", "习近平", "\u2028", "\x0b",
        "\ufeff", "\u200b", "\r\n", "\xa0", "“", "”", "ENDS", "/CFP", "İ", "ß",
    ]
)  # fmt: skip


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)))
def test_find_blocks_holds_its_invariants(text: str) -> None:
    position = 0
    for block in find_blocks(text):
        assert position <= block.start < block.end <= len(text)
        position = block.end
        words = text[block.start : block.end]
        assert words == words.strip()
        for cell in block.cells:
            assert block.start <= cell.start < cell.end <= block.end


def test_lists_above_the_given_title_are_of_other_news() -> None:
    title = "Kenya and India hold talks in Nairobi"
    text = f"- Uganda wins the cup\n- Ghana and Togo sign a pact\n{title}\n{LEAD}\n{BODY}"
    judged = judge_text(text, 0, len(text), title)
    assert [block.kind for block in build_blocks(text, judged)] == [
        "boilerplate", "boilerplate", "headline", "paragraph", "paragraph",
    ]  # fmt: skip


BROKEN = """\
The ministers of Kenya and Norway signed a declaration on fisheries and
on the training of inspectors, the Kenyan side of

Norway's partner agency for the development of fisheries
said.

They will meet again in Oslo.
by Our Correspondent
"""


def test_find_blocks_puts_together_what_one_sentence_runs_through() -> None:
    found = [text for _, text in kinds(BROKEN)]
    assert " ".join(found[0].split()).endswith(
        "the Kenyan side of Norway's partner agency for the development of fisheries said."
    )
    assert found[1].startswith("They will meet again in Oslo.")
    assert "by Our Correspondent" not in found[0]
