"""Proposals → records: what the words of the page state, and why the rest is refused."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Literal

from spacy.tokens import Token

from communique.language.analysis import Analysis, source_name
from communique.language.passages import Passage
from communique.language.quotations import find_quotations
from communique.language.referents import NOBODY, Referent
from communique.language.syntax import ancestors_in_sentence
from communique.llm.acts import bears_status, is_open, stated_by
from communique.llm.aligning import Place, Sheet
from communique.llm.forms import KINDS, Proposal
from communique.records import (
    NARRATION,
    UNKNOWN_DATE,
    DateRange,
    Evidence,
    RecordBase,
)
from communique.reference.tables import read_lexicon

Reason = Literal[
    "not of the form",
    "not in the page",
    "in words to machines, or a question",
    "in several places",
    "too long",
    "no word that states it",
    "denied or left open",
    "no party in the words",
    "party behind the act",
    "number of parties",
    "no day in the words",
    "no issue",
]

#: What a record is expected to be right at, since nobody has checked this model's: less than any
#: kind of rule. A convention, no measurement.
CONFIDENCE = 0.3
#: A sentence, and the one that the model took with it.
_MOST_SENTENCES = 2
_MOST_CHARS = 1_500
#: What denies the words behind it.
_NEGATIONS = frozenset({"not", "n't", "never", "no", "without"})
#: Prepositions of where something is.
_WHERE = frozenset({"in", "at", "near", "outside", "around", "via"})
#: An English agent stands before its verb, or behind this.
_AGENT = "by"


class Refused(Exception):
    """A proposal that the words of the page don't bear out."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def judge(proposal: Proposal, analysis: Analysis, sheet: Sheet, model: str) -> RecordBase:
    """Return the record that a proposal is; raise `Refused` where the words don't state it.

    Its evidence is the whole sentence of the page, under the rule `model:NAME`.
    """
    reader = _Reader(proposal, analysis, sheet, f"model:{model}")
    own = _READERS[proposal.kind](reader)
    parties = own.pop("_parties")
    source = analysis.source_of(reader.place.passage, reader.act.i)
    if proposal.kind == "statement":
        source = own["speaker"]
    return KINDS[proposal.kind].model_validate(
        {
            "document_id": analysis.document_id,
            "evidence": (reader.evidence,),
            "source": source,
            "claimed_by": analysis.claimed_by(*parties),
            "topics": analysis.topics(reader.text),
            "confidence": CONFIDENCE,
            **own,
        }
    )


@dataclass
class _Reader:
    """The sentence of one proposal, and what its quotes are in it."""

    proposal: Proposal
    analysis: Analysis
    sheet: Sheet
    rule: str

    def __post_init__(self) -> None:
        self.place = self._whole_sentence(self._find_sentence())
        self.evidence = self.analysis.evidence_at(
            self.place.passage, self.place.start, self.place.end, self.rule
        )
        self.text = self._passage.text[self.place.start : self.place.end]
        self.act_place, self.act = self._find_act()

    @property
    def _passage(self) -> Passage:
        return self.analysis.passages[self.place.passage]

    # -- where -------------------------------------------------------------------------------

    def _find_sentence(self) -> Place:
        found = self.sheet.find(self.proposal.sentence)
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused("in several places")
        shunned = self.sheet.shuns(self.proposal.sentence)
        raise Refused("in words to machines, or a question" if shunned else "not in the page")

    def _whole_sentence(self, place: Place) -> Place:
        """Return the sentences that a quote lies in: what was left out of it may deny it."""
        passage = self.analysis.passages[place.passage]
        first, last = passage.token_at(place.start), passage.token_at(place.end - 1)
        touched = [s for s in passage.sentences if s.start <= last and s.end > first]
        start, end = touched[0].start_char, touched[-1].end_char
        if len(touched) > _MOST_SENTENCES or end - start > _MOST_CHARS:
            raise Refused("too long")
        return Place(place.passage, start, end)

    def places(self, quote: str) -> list[Place]:
        """Return where a quote stands in the sentence; raise where it doesn't."""
        found = self.sheet.find_within(quote, self.place)
        if not found:
            raise Refused("not in the page")
        return found

    def words(self, name: str) -> str:
        """Return the words of a field, which all its places have, as records give words."""
        place = self.places(self.proposal.quotes[name][0])[0]
        self.require_whole(place)
        return self._passage.text[place.start : place.end].strip()

    def require_whole(self, place: Place) -> None:
        """Raise where words were cut off before a quote that deny it: "agreed not to | sign"."""
        first, last = self.tokens(place)
        doc = self._passage.doc
        root = doc[first : last + 1].root
        for head in (root, *takewhile(lambda t: t != self.act, ancestors_in_sentence(root))):
            denial = (c for c in head.children if c.dep_ == "neg" or c.lower_ in _NEGATIONS)
            if any(not first <= c.i <= last for c in denial):
                raise Refused("denied or left open")
        before = [token.lower_ for token in doc[max(first - 2, 0) : first]]
        if _NEGATIONS.intersection(before[-1:] if before[-1:] != ["to"] else before):
            raise Refused("denied or left open")

    def tokens(self, place: Place) -> tuple[int, int]:
        """Return the first and the last token of a place."""
        return self._passage.token_at(place.start), self._passage.token_at(place.end - 1)

    # -- the act -----------------------------------------------------------------------------

    def _find_act(self) -> tuple[Place, Token]:
        """Return the word that states the act, and its place; raise where none does."""
        stated = stated_by()[self.proposal.kind]
        values = frozenset(self.proposal.values.values()) - {self.proposal.values.get("status")}
        fit = [
            (place, token)
            for place in self.places(self.proposal.act)
            for token in self._tokens_of(place)
            for told in (stated.get(token.lemma_.lower(), stated.get(token.lower_)),)
            if told is not None and (not told or values <= told)
        ]
        if not fit:
            raise Refused("no word that states it")
        for place, token in fit:
            if not is_open(self.analysis, self.place.passage, token):
                return place, token
        raise Refused("denied or left open")

    def _tokens_of(self, place: Place) -> Iterator[Token]:
        first, last = self.tokens(place)
        yield from self._passage.doc[first : last + 1]

    # -- who ---------------------------------------------------------------------------------

    def referents(self, name: str) -> Iterator[tuple[Referent, Place]]:
        """Yield whom each quote of a field means; raise where it means no party."""
        for quote in self.proposal.quotes[name]:
            places = self.places(quote)
            meant = {self._meant(place): place for place in reversed(places)}
            if len({referent.parties for referent in meant}) != 1:
                raise Refused("in several places")
            [(referent, place), *_] = reversed(meant.items())
            if not referent.parties:
                raise Refused("no party in the words")
            yield referent, place

    def _meant(self, place: Place) -> Referent:
        """Return whom words mean: by the tables of parties and persons, in the article's light.

        Who is joined to them but not quoted is not meant.
        """
        first, last = self.tokens(place)
        root = self._passage.doc[first : last + 1].root
        if root.dep_ == "pobj" and root.head.lower_ in _WHERE:
            return NOBODY  # where it was, not who
        mentions = self.analysis.parties_within(place.passage, first, last)
        if any(mention.first <= root.i <= mention.last for mention in mentions):
            return Referent("party", tuple(dict.fromkeys(m.party for m in mentions)))
        persons = [
            person
            for person in self.analysis.people.all
            for passage, start, end in person.spans
            if passage == place.passage and start <= root.idx < end
        ]
        if persons and persons[0].party is not None:
            return Referent("person", (persons[0].party,), (persons[0],))
        if any(c.dep_ == "conj" and not first <= c.i <= last for c in root.children):
            return NOBODY
        return self.analysis.resolve(place.passage, root)

    def parties(self, name: str, *, acting: bool = False) -> tuple[str, ...]:
        """Return the parties of a field, each once; `acting` ones must stand before the act."""
        found: dict[str, None] = {}
        for referent, place in self.referents(name):
            if acting and not self._acts(place):
                raise Refused("party behind the act")
            found |= dict.fromkeys(referent.parties)
        return tuple(found)

    def party(self, name: str) -> str:
        """Return the one party of a field, which must be the one that acts."""
        found = self.parties(name, acting=True)
        if len(found) != 1:
            raise Refused("number of parties")
        return found[0]

    def _acts(self, place: Place) -> bool:
        before = self._passage.text[self.place.start : place.start].split()
        return place.start <= self.act.idx or before[-1:] == [_AGENT]

    # -- when --------------------------------------------------------------------------------

    def day(self, name: str) -> DateRange | None:
        """Return the time that the words of a field mean, as our own reader reads them.

        None for an empty field; unknown for words of time that mean no days ("soon").
        """
        quote = self.proposal.quote(name)
        if quote is None:
            return None
        meant = {
            time.date
            for place in self.places(quote)
            for time in self.analysis.times(place.passage)
            if time.core_start >= place.start and time.end <= place.end
        }
        if len(meant) != 1:
            raise Refused("no day in the words")
        return meant.pop()


def _read_engagement(reader: _Reader) -> dict[str, Any]:
    values, parties = reader.proposal.values, reader.parties("parties")
    alone = values["form"] in read_lexicon("en", "proposals")["alone"]["forms"]
    if not parties or (len(parties) == 1 and not alone):
        raise Refused("number of parties")
    if not bears_status(values["status"], reader.act):
        raise Refused("denied or left open")
    date = reader.day("date") or UNKNOWN_DATE
    return {**values, "parties": parties, "date": date, "_parties": parties}


def _read_statement(reader: _Reader) -> dict[str, Any]:
    found = list(reader.referents("speaker"))
    [(speaker, _)] = found
    name = source_name(speaker)
    if name == NARRATION:
        raise Refused("number of parties")
    content = reader.places(reader.proposal.quotes["content"][0])
    if len(content) != 1:
        raise Refused("in several places")
    if content[0].start <= reader.act.idx < content[0].end:
        raise Refused("no word that states it")  # what is said can't be the saying
    reader.require_whole(content[0])
    return {
        "speaker": name,
        "speaker_party": speaker.side[0],
        "mode": _mode(reader, content[0]),
        "cue": reader.act.text,
        "content": (_evidence(reader, content[0]),),
        "topics": reader.analysis.topics(reader.words("content")),
        "_parties": speaker.parties,
    }


def _mode(reader: _Reader, content: Place) -> str:
    first, last = reader.tokens(content)
    quoted = {
        token
        for quotation in find_quotations(reader.analysis.passages[content.passage])
        for token in range(quotation.first, quotation.last + 1)
    }
    doc = reader.analysis.passages[content.passage].doc
    words = [token.i for token in doc[first : last + 1] if not token.is_punct]
    inside = sum(token in quoted for token in words)
    return "indirect" if not inside else "direct" if inside == len(words) else "mixed"


def _evidence(reader: _Reader, place: Place) -> Evidence:
    return reader.analysis.evidence_at(
        place.passage, place.start, place.end, f"{reader.rule}:content"
    )


def _read_commitment(reader: _Reader) -> dict[str, Any]:
    parties = reader.parties("parties", acting=True)
    force = reader.proposal.values["force"]
    if not parties:
        raise Refused("no party in the words")
    if force != "willing":
        force = "agreed" if len(parties) > 1 else "pledged"
    return {
        "parties": parties,
        "force": force,
        "action": reader.words("action"),
        "due": _known(reader.day("due")),
        "_parties": parties,
    }


def _read_request(reader: _Reader) -> dict[str, Any]:
    by, to = reader.party("by"), reader.parties("to")
    if by in to:
        raise Refused("number of parties")
    return {
        "by": by,
        "to": to,
        "force": reader.proposal.values["force"],
        "action": reader.words("action"),
        "due": _known(reader.day("due")),
        "_parties": (by,),
    }


def _read_position(reader: _Reader) -> dict[str, Any]:
    holder, wording = reader.party("holder"), reader.words("wording")
    topics = reader.analysis.topics(wording) or reader.analysis.topics(reader.text)
    if not topics:
        raise Refused("no issue")
    return {
        "holder": holder,
        "issue": topics[0],
        "stance": reader.proposal.values["stance"],
        "wording": wording,
        "_parties": (holder,),
    }


def _known(date: DateRange | None) -> DateRange | None:
    return date if date is not None and date.known else None


_READERS: Mapping[str, Callable[[_Reader], dict[str, Any]]] = {
    "engagement": _read_engagement,
    "statement": _read_statement,
    "commitment": _read_commitment,
    "request": _read_request,
    "position": _read_position,
}
