"""Readouts side by side: what was planted in two accounts of one meeting is found."""

from collections.abc import Mapping
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.builders_compare import (
    find_words,
    make_document,
    make_record,
    store,
    summarise,
)

import communique as cq
from communique.archive.types import Stored
from communique.document import Document
from communique.errors import CommuniqueError
from communique.linking.citing import NO_RECORD
from communique.linking.comparison import ComparedRow, ReadoutComparison, compare_readouts
from communique.linking.comparison_claims import Claim
from communique.linking.comparison_differences import numbers_in
from communique.linking.sentences import cut_sentences
from communique.linking.sharing import share_encounter
from communique.linking.types import Encounter, cite
from communique.records import (
    Commitment,
    DateRange,
    Engagement,
    Position,
    Request,
    Statement,
)

JAPANESE = """Ministry of Foreign Affairs of Japan
Japan-Kenya Foreign Ministers' Meeting
12 March 2024

On Tuesday, 12 March 2024, the Foreign Minister of Japan, Birch Sample, held talks with the \
Foreign Minister of Kenya, Alder Example, in Tokyo.

The two ministers agreed to launch a maritime security dialogue by the end of 2024.

Minister Sample said that Japan would provide 30 billion yen for the port of Mombasa. She noted \
that trade between the two countries reached 1.2 billion dollars in 2023.

Minister Example said that Kenya would send 300 students to Japan by 2026. He said that Kenya \
supports the reform of the UN Security Council. He expressed concern about the situation in the \
South China Sea.

Minister Sample urged Kenya to join the Hague Convention on child abduction.
"""
KENYAN = """Ministry of Foreign and Diaspora Affairs of Kenya
Foreign Minister meets Japanese counterpart
13 March 2024

Foreign Minister of Kenya Alder Example met Japanese Foreign Minister Birch Sample in Tokyo on \
12 March 2024.

The two sides agreed to launch a dialogue on maritime security by the end of 2025.

Minister Example said that Kenya would send 200 students to Japan by 2026. He said that Kenya \
supports the reform of the UN Security Council.

Minister Sample said that trade between the two countries reached 1.4 billion dollars in 2023. \
She said that Japan would provide 30 billion yen for the port of Mombasa.

Kenya will open a consulate in Osaka.
"""


def read(text: str, name: str, day: str) -> tuple[Document, list[Stored]]:
    document = cq.read_text(text, date=day, name=name)
    return document, [store(document, record) for record in cq.extract(document)]


@pytest.fixture(scope="module")
def material() -> tuple[Mapping[str, Document], list[Stored]]:
    documents = {}
    stored = []
    for text, name, day in (
        (JAPANESE, "japan.txt", "2024-03-12"),
        (KENYAN, "kenya.txt", "2024-03-13"),
    ):
        document, records = read(text, name, day)
        documents[document.id] = document
        stored += records
    return documents, stored


@pytest.fixture(scope="module")
def compared(material: tuple[Mapping[str, Document], list[Stored]]) -> ReadoutComparison:
    documents, stored = material
    return compare_readouts(share_encounter(stored, list(documents)), stored, documents)


def row_of(compared: ReadoutComparison, kind: str, words: str) -> ComparedRow:
    (row,) = (
        r for r in compared.rows if r.kind == kind and any(words in t.text for t in r.tellings)
    )
    return row


def claim_of(compared: ReadoutComparison, words: str, by: str) -> Claim:
    (claim,) = (c for c in compared.claims if words in c.text and c.by == by)
    return claim


def test_sides_are_the_documents_with_whom_they_speak_for(compared: ReadoutComparison) -> None:
    assert [(s.name, s.party) for s in compared.sides] == [
        ("japan.txt", "JPN"), ("kenya.txt", "KEN"),
    ]  # fmt: skip
    assert all(side.records > 5 and side.words > 50 for side in compared.sides)


def test_a_date_told_otherwise_is_found(compared: ReadoutComparison) -> None:
    row = row_of(compared, "commitment", "maritime security")
    assert row.agreement == "differs"
    assert {"date", "number", "wording"} <= set(row.differs)
    (shown,) = row.changes
    changed = [(e.left, e.right) for e in shown.edits if e.kind == "changed"]
    assert ("2024", "2025") in changed


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        pytest.param("commitment", "students", id="commitment"),
        pytest.param("figure", "trade", id="statistic"),
        pytest.param("figure", "students", id="count"),
    ],
)
def test_numbers_told_otherwise_are_found(
    compared: ReadoutComparison, kind: str, words: str
) -> None:
    row = row_of(compared, kind, words)
    assert row.agreement == "differs"
    assert "number" in row.differs


def test_what_both_report_alike_is_both(compared: ReadoutComparison) -> None:
    assert row_of(compared, "commitment", "port of Mombasa").agreement == "both"
    assert row_of(compared, "position", "reform").agreement == "both"


@pytest.mark.parametrize(
    ("kind", "words", "teller"),
    [
        pytest.param("position", "South China Sea", 0, id="position"),
        pytest.param("request", "Hague", 0, id="request"),
        pytest.param("commitment", "consulate", 1, id="commitment"),
    ],
)
def test_silence_is_told_with_what_was_searched(
    compared: ReadoutComparison, kind: str, words: str, teller: int
) -> None:
    row = row_of(compared, kind, words)
    assert row.agreement == "only"
    assert [t.side for t in row.tellings] == [teller]
    assert row.silent == (1 - teller,)
    (searched,) = row.searched
    silent = compared.sides[1 - teller]
    assert searched == f"{silent.name}: {silent.records} records and {silent.words} words of text"


@pytest.mark.parametrize(
    ("words", "by", "outcome"),
    [
        pytest.param("300 students", "JPN", "differs", id="number"),
        pytest.param("reform", "JPN", "confirmed", id="confirmed"),
        pytest.param("South China Sea", "JPN", "silent", id="silent"),
        pytest.param("1.4 billion", "KEN", "differs", id="statistic"),
        pytest.param("30 billion yen", "KEN", "confirmed", id="promise"),
    ],
)
def test_claims_about_the_other_are_held_against_its_own_text(
    compared: ReadoutComparison, words: str, by: str, outcome: str
) -> None:
    claim = claim_of(compared, words, by)
    assert claim.outcome == outcome
    assert (claim.own is None) == (claim.against is None) == (outcome == "silent")
    assert (claim.searched is not None) == (outcome == "silent")


def test_nobody_claims_what_he_says_himself(compared: ReadoutComparison) -> None:
    assert all(claim.by != claim.about for claim in compared.claims)
    assert not [c for c in compared.claims if "consulate" in c.text or "maritime" in c.text]


def test_topics_and_facts_are_laid_side_by_side(compared: ReadoutComparison) -> None:
    rows = {r.subject: r for r in compared.rows if r.kind in ("topic", "fact")}
    assert rows["south-china-sea"].agreement == "only"
    assert rows["trade"].agreement == "both"
    assert rows["date"].agreement == rows["city"].agreement == rows["people"].agreement == "both"


def test_every_place_slices_to_its_words(
    compared: ReadoutComparison, material: tuple[Mapping[str, Document], list[Stored]]
) -> None:
    documents, stored = material
    records = {one.id: one.record for one in stored}
    for row in compared.rows:
        for told in row.tellings:
            quoted = [documents[told.source.document].slice(*span) for span in told.source.spans]
            if told.source.record == NO_RECORD:
                assert quoted == [told.text]
            else:
                assert quoted == [e.text for e in records[told.source.record].evidence]


def test_rows_are_plain_and_name_their_documents(compared: ReadoutComparison) -> None:
    rows = compared.to_rows()
    assert len(rows) == len(compared.rows) + len(compared.claims)
    assert all(row["encounter"] == compared.encounter for row in rows)
    told = [t for row in rows for t in row.get("tellings", ())]
    assert {t["document"] for t in told} == {"japan.txt", "kenya.txt"}


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_comparison_does_not_depend_on_the_order(
    material: tuple[Mapping[str, Document], list[Stored]],
    compared: ReadoutComparison,
    seed: int,
) -> None:
    documents, stored = material
    shuffled, ids = list(stored), list(documents)
    Random(seed).shuffle(shuffled)
    Random(seed).shuffle(ids)
    again = compare_readouts(
        share_encounter(shuffled, ids), shuffled, {key: documents[key] for key in ids}
    )
    assert again == compared


# -- by hand -------------------------------------------------------------------------------

DAY = DateRange.on(date(2024, 5, 2))


def meet(
    text: str, name: str, parties: tuple[str, ...] = ("JPN", "KEN")
) -> tuple[Document, Stored]:
    document = make_document(text, name=name, day=date(2024, 5, 2))
    first = text.split(".")[0]
    record = make_record(
        Engagement, document, first, form="meeting", status="held", parties=parties, date=DAY
    )
    return document, store(document, record)


def compare_two(
    left: tuple[Document, list[Stored]], right: tuple[Document, list[Stored]], *,
    texts: bool = True,
) -> ReadoutComparison:  # fmt: skip
    stored = [*left[1], *right[1]]
    encounter = Encounter(
        id="E1", form="meeting", status="held", parties=("JPN", "KEN"), date=DAY,
        accounts=(cite(left[1][0]), cite(right[1][0])),
    )  # fmt: skip
    documents = {d.id: d for d in (left[0], right[0])} if texts else {}
    return compare_readouts(
        encounter, stored, documents, parties={left[0].id: "JPN", right[0].id: "KEN"}
    )


def commitment(document: Document, words: str, *parties: str, force: str = "agreed") -> Stored:
    return store(
        document,
        make_record(Commitment, document, words, parties=parties, force=force, action=words),
    )


def test_what_a_text_tells_without_a_record_is_no_silence() -> None:
    one, a = meet("They met. They agreed to build a railway to Kisumu.", "a")
    two, b = meet("They met. A railway will be built to Kisumu, both sides agreed.", "b")
    left = (one, [a, commitment(one, "build a railway to Kisumu", "JPN", "KEN")])
    row = row_of(compare_two(left, (two, [b])), "commitment", "railway to Kisumu")
    assert (row.agreement, row.silent) == ("both", ())
    assert [(t.side, t.recorded) for t in row.tellings if not t.recorded] == [
        (next(t.side for t in row.tellings if not t.recorded), False)
    ]
    alone = compare_two(left, (two, [b]), texts=False)
    row = row_of(alone, "commitment", "railway to Kisumu")
    assert row.agreement == "only"
    assert "its text was not at hand" in row.searched[0]


def test_force_and_denial_set_tellings_apart() -> None:
    one, a = meet("They met. Kenya will build a railway to Kisumu.", "a")
    two, b = meet("They met. Kenya will not build a railway to Kisumu.", "b")
    left = (one, [a, commitment(one, "build a railway to Kisumu", "KEN", force="pledged")])
    right = (two, [b, commitment(two, "not build a railway to Kisumu", "KEN", force="willing")])
    row = row_of(compare_two(left, right), "commitment", "railway")
    assert {"force", "negation", "wording"} <= set(row.differs)


def test_acts_of_others_are_not_joined() -> None:
    one, a = meet("They met. Japan will build a railway to Kisumu.", "a")
    two, b = meet("They met. Kenya will build a railway to Kisumu.", "b")
    left = (one, [a, commitment(one, "build a railway to Kisumu", "JPN", force="pledged")])
    right = (two, [b, commitment(two, "build a railway to Kisumu", "KEN", force="pledged")])
    rows = [r for r in compare_two(left, right).rows if r.kind == "commitment"]
    assert len(rows) == 2


def test_stances_told_apart_differ() -> None:
    one, a = meet("They met. Kenya supports the reform of the Council.", "a")
    two, b = meet("They met. Kenya opposes the reform of the Council.", "b")

    def stand(document: Document, words: str, stance: str) -> Stored:
        return store(
            document,
            make_record(
                Position, document, words, holder="KEN", issue="multilateralism", stance=stance,
                wording=words,
            ),
        )  # fmt: skip

    left = (one, [a, stand(one, "Kenya supports the reform of the Council", "support")])
    right = (two, [b, stand(two, "Kenya opposes the reform of the Council", "oppose")])
    found = compare_two(left, right)
    assert "stance" in row_of(found, "position", "reform").differs
    (claim,) = found.claims
    assert (claim.by, claim.about, claim.outcome) == ("JPN", "KEN", "differs")


def test_records_of_another_meeting_on_the_page_are_left_out() -> None:
    text = (
        "Japan and Kenya met. They agreed to build a railway to Kisumu. Japan and Peru met too. "
        "They agreed to plant a forest of cedars."
    )
    one, a = meet(text, "a")
    two, b = meet("They met. They agreed to build a railway to Kisumu.", "b")
    other = make_record(
        Engagement, one, "Japan and Peru met too", form="meeting", status="held",
        parties=("JPN", "PER"), date=DAY,
    )  # fmt: skip
    left = (
        one,
        [
            a,
            store(one, other),
            commitment(one, "build a railway to Kisumu", "JPN", "KEN"),
            commitment(one, "plant a forest of cedars", "JPN", "PER"),
        ],
    )
    right = (two, [b, commitment(two, "build a railway to Kisumu", "JPN", "KEN")])
    found = compare_two(left, right)
    assert [r.agreement for r in found.rows if r.kind == "commitment"] == ["both"]


def test_a_claim_about_a_party_without_a_document_is_unheard() -> None:
    one, a = meet("They met. Peru said that the port is too small.", "a")
    two, b = meet("They met.", "b")
    said = make_record(
        Statement, one, "Peru said that the port is too small", speaker="PER",
        speaker_party="PER", mode="indirect", cue="said",
        content=(find_words(one, "the port is too small"),), source="PER",
    )  # fmt: skip
    (claim,) = compare_two((one, [a, store(one, said)]), (two, [b])).claims
    assert (claim.about, claim.outcome, claim.searched) == ("PER", "unheard", None)


def test_a_request_told_by_the_asked_is_confirmed() -> None:
    one, a = meet("They met. Kenya asked Japan to open its market for tea.", "a")
    two, b = meet("They met. Kenya urged Japan to open the market for Kenyan tea.", "b")
    asked = [
        store(d, make_record(Request, d, words, by="KEN", to=("JPN",), force="urged", action=words))
        for d, words in ((one, "open its market for tea"), (two, "open the market for Kenyan tea"))
    ]
    (claim,) = compare_two((one, [a, asked[0]]), (two, [b, asked[1]])).claims
    assert (claim.outcome, claim.record_kind) == ("confirmed", "request")


def test_three_accounts_stand_side_by_side() -> None:
    pages = [meet(f"They met. They agreed to build a railway to {c}.", c) for c in ("Kisumu",) * 3]
    words = "build a railway to Kisumu"
    documents = [
        make_document(d.text, name=f"{n}.txt", day=date(2024, 5, 2 + n), publisher=f"P{n}")
        for n, (d, _) in enumerate(pages)
    ]
    stored = []
    for document in documents:
        told = make_record(
            Engagement, document, "They met", form="meeting", status="held",
            parties=("JPN", "KEN"), date=DAY,
        )  # fmt: skip
        stored += [store(document, told), commitment(document, words, "JPN", "KEN")]
    assert len({d.id for d in documents}) == 3
    encounter = share_encounter(stored, [d.id for d in documents])
    found = compare_readouts(encounter, stored, {d.id: d for d in documents})
    assert [s.name for s in found.sides] == ["0.txt", "1.txt", "2.txt"]
    row = row_of(found, "commitment", "railway")
    assert (row.agreement, len(row.tellings)) == ("both", 3)


def test_share_encounter_refuses_documents_of_no_common_engagement() -> None:
    one, a = meet("They met.", "a")
    two, b = meet("They met there.", "b", parties=("JPN", "PER"))
    with pytest.raises(CommuniqueError, match="no engagement of the same parties"):
        share_encounter([a, b], [one.id, two.id])


def test_sentences_slice_to_their_words() -> None:
    text = "On 2 May, Mr. Smith met the U.S. side. “It went well.” They left!\n"
    document = make_document(text, name="a")
    found = cut_sentences(document, 0)
    assert all(text[s.start : s.end] == s.text for s in found)
    assert [s.text.split()[0] for s in found] == ["On", "“It", "They"]
    assert summarise(document).name == "a"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1,000 tons in 2024", {"1000", "2024"}, id="thousands"),
        pytest.param("2.0 and 2.50", {"2", "2.5"}, id="decimals"),
        pytest.param("the 24th session", {"24"}, id="ordinal"),
        pytest.param("none", set(), id="none"),
    ],
)
def test_numbers_in_levels_how_numbers_are_written(text: str, expected: set[str]) -> None:
    assert numbers_in(text) == expected
