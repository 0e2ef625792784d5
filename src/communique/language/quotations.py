"""Quotation marks: which stretches of a passage are somebody's own words."""

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from communique.language.passages import Passage
from communique.language.speech import Attribution, Mode


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens inside quotation marks; `whole` if they make sentences of their own."""

    first: int
    last: int
    whole: bool


#: What a quoted term never begins with, and a speaker's own words often do.
_OWN_WORDS = {"ADP", "SCONJ", "VERB", "AUX", "PRON", "PART", "ADV", "CCONJ"}

#: So many words at most has a name or title in quotation marks that opens a sentence.
_LONGEST_NAME = 4
_MARK = re.compile('"')
#: The end of a quotation that its source follows.
_CLOSES = re.compile(r'^[,!?]" ')
_OPENS = re.compile(r"(?:^|[\s(\[—–-])$")


def find_quotations(passage: Passage) -> list[Quotation]:
    """Return the quotations of the passage, in order; an unclosed one runs to its end."""
    text = passage.text
    marks = [mark.start() for mark in _MARK.finditer(text)]
    found: list[Quotation] = []
    index = 0
    while index < len(marks):
        start = marks[index]
        if not _OPENS.search(text[max(0, start - 1) : start]):
            if not index and _CLOSES.search(text[start - 1 : start + 2]):
                found.append(_opened_before(passage, start))
            index += 1
            continue
        if index + 1 < len(marks):
            end = marks[index + 1]
            index += 2
        elif start == 0 or text[:start].rstrip().endswith((",", ":")):
            end = len(text)
            index += 1
        else:
            break
        inner = text[start + 1 : end].strip()
        if not inner:
            continue
        begin = text.index(inner, start + 1)
        first, last = passage.token_at(begin), passage.token_at(begin + len(inner) - 1)
        opens = not text[:start].strip() or text[:start].rstrip()[-1] in ".!?:"
        found.append(Quotation(first, last, _is_whole(passage, first, last, inner, end, opens)))
    return found


def _opened_before(passage: Passage, end: int) -> Quotation:
    """Return the quotation that ends in the passage and whose first mark was lost."""
    last = passage.token_at(end - 1)
    inner = passage.text[:end].strip()
    return Quotation(0, last, _is_whole(passage, 0, last, inner, end, True))


def _is_whole(passage: Passage, first: int, last: int, inner: str, end: int, opens: bool) -> bool:
    """Whether the words between the marks are sentences; a post that `opens` one needs no verb."""
    doc = passage.doc
    words = sum(1 for t in doc[first : last + 1] if not t.is_punct and not t.is_space)
    if words < 3:
        return False
    if inner[0].islower() and doc[first].tag_ in {"VBD", "VBZ", "MD"}:
        return False  # 'he "welcomed the accord"': its subject stands outside
    finite = any(t.tag_ in {"VBZ", "VBP", "VBD", "MD"} for t in doc[first : last + 1])
    after = passage.text[end + 1 : end + 2]
    closed = (
        after in {",", "."}
        or inner[-1] in ".,!?…"
        or last + 2 >= len(doc)
        or doc[last].text in {",", "."}
    )
    if opens and not finite and inner[-1] in ",.!?…":
        return inner[0].isupper() and words > _LONGEST_NAME  # "Honoured to host our friends,"
    return finite and closed and (inner[0].isupper() or inner[0] in "'[…" or words > 6)


def is_all_quoted(passage: Passage, whole: list[Quotation]) -> bool:
    """Whether nothing of the passage stands outside its quotations."""
    return whole[0].first <= 1 and whole[-1].last >= len(passage.doc) - 2


def mode_of(passage: Passage, attribution: Attribution, quotations: list[Quotation]) -> Mode:
    """Mixed needs the speaker's own words in quotation marks; a quoted name or term is none."""
    for quotation in quotations:
        if not attribution.covers(attribution.passage, quotation.first):
            continue
        doc = passage.doc
        words = [t for t in doc[quotation.first : quotation.last + 1] if not t.is_punct]
        before = doc[quotation.first - 2] if quotation.first >= 2 else None
        names = sum(1 for t in words if t.text[0].isupper())
        opens = doc[quotation.first].pos_
        is_term = (
            before is not None
            and opens not in _OWN_WORDS
            and (
                before.pos_ in {"DET", "ADJ", "NOUN", "PROPN", "NUM"}
                or before.tag_ in {"PRP$", "POS"}
            )
        )
        if (
            len(words) >= 3
            and not is_term
            and not _is_subject_matter(doc, quotation)
            and names <= len(words) / 2
        ):
            return "mixed"
    return "indirect"


def _is_subject_matter(doc: Doc, quotation: Quotation) -> bool:
    """Whether the quoted words complete a noun phrase begun outside: 'a proposed "referendum"'."""
    head = doc[quotation.first : quotation.last + 1].root
    return any(child.i < quotation.first - 1 for child in head.lefts) and head.pos_ in {
        "NOUN", "PROPN",
    }  # fmt: skip
