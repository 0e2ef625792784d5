"""Transcripts: a turn is one direct statement of the speaker whom its label names."""

import re
from dataclasses import dataclass

from communique.language.passages import Passage
from communique.language.referents import Person, Referent, Resolver
from communique.language.speech import Attribution, SpeechLexicon, Stretch

_LABEL = re.compile(
    r"(?P<label>[A-Z][^\W\d]*[A-Za-z.,'’()\- ]{0,60}?):(?=\s|$)|(?P<q>Q|A)(?=\s{1,8}[A-Z\"(])"
)

_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")


def turn_label(passage: Passage) -> tuple[str, int] | None:
    """Return the label of a transcript's turn and the offset where its words begin."""
    match = _LABEL.match(passage.text)
    if match is None:
        return None
    label = (match.group("label") or match.group("q")).strip()
    last = re.sub(r"\W*\(.*?\)", "", label).split()[-1:]
    if match.group("label") and (
        len(label.split()) > 7 or not last or not last[0][0].isupper()
    ):  # a label is a name; "Wong said:" is a sentence
        return None
    return label, match.end()


@dataclass(frozen=True)
class Turn:
    """A turn: first and last passage, its label, and where in the first its words begin."""

    first: int
    last: int
    label: str
    offset: int


@dataclass(frozen=True)
class Turns:
    """The turns of a transcript: their statements, the passages they take, those of nobody."""

    statements: list[Attribution]
    passages: frozenset[int]
    mute: frozenset[int]
    all: tuple[Turn, ...]


class TurnReader:
    """Reads the turns of one article; an article without labels has none."""

    def __init__(self, resolver: Resolver, lexicon: SpeechLexicon) -> None:
        self.resolver = resolver
        self.lexicon = lexicon
        self._last: Referent | None = None
        self._opens = 0  # the passage of the first turn

    def read(self) -> Turns:
        """Return the turns, in reading order.

        Reporters, moderators and unnamed officials speak for no party: their passages are mute.
        """
        statements: list[Attribution] = []
        taken: set[int] = set()
        mute: set[int] = set()
        turns = self._find_turns()
        for turn in turns:
            span = range(turn.first, turn.last + 1)
            taken.update(span)
            speaker = self._speaker_of_label(turn.first, turn.label)
            if turn.label == "A" and self._is_retold(span, speaker):
                taken.difference_update(span)
                continue
            if speaker is None:
                mute.update(span)
                continue
            self._last = speaker
            statement = self._read_turn(turn, speaker)
            if statement is not None:
                statements.append(statement)
        return Turns(statements, frozenset(taken), frozenset(mute), tuple(turns))

    def _find_turns(self) -> list[Turn]:
        """Return the turns; a page needs two labels, or one in capitals at its head."""
        passages = self.resolver.passages
        starts: list[tuple[int, str, int]] = []
        for index, passage in enumerate(passages):
            labelled = turn_label(passage)
            if labelled is not None and self._may_label(index, labelled[0]):
                starts.append((index, *labelled))
        # "A" opens an answer only where "Q" opens questions; elsewhere it is an article.
        asked = any(label == "Q" for _, label, _ in starts)
        starts = [turn for turn in starts if turn[1] != "A" or asked]
        alone = len(starts) == 1 and not self._stands_alone(*starts[0][:2])
        # Headings in capitals look like labels, but none of them is anybody.
        if alone or not any(self._is_somebody(index, label) for index, label, _ in starts):
            return []
        turns = []
        for position, (index, label, offset) in enumerate(starts):
            stop = starts[position + 1][0] - 1 if position + 1 < len(starts) else len(passages) - 1
            while stop > index and is_stage_direction(passages[stop].text):
                stop -= 1
            turns.append(Turn(index, stop, label, offset))
        self._opens = turns[0].first
        return turns

    def _is_somebody(self, index: int, label: str) -> bool:
        """Whether the label names a speaker, or a reporter or the like."""
        if _bare(label).lower() in self.lexicon.others:
            return True
        return self._speaker_of_label(index, label) is not None

    def _stands_alone(self, index: int, label: str) -> bool:
        """Whether one label makes a transcript: in capitals at its head, or an officer's name.

        Who speaks says "I" or "we"; a headline ("Merkel: no talks before March") and the
        report below it don't, but in quotation marks.
        """
        passages = self.resolver.passages
        rest = " ".join(p.text for p in passages[index + 1 :] or passages[index:])
        if _FIRST_PERSON.search(re.sub(r'"[^"]*"', " ", rest)) is None:
            return False
        person = self.resolver.people.named(label) if " " in label else None
        named = person is not None and bool(person.offices)
        return named or (len(label) > 1 and label.isupper() and index < 6)

    def _may_label(self, index: int, label: str) -> bool:
        bare = _bare(label)
        if bare.lower() in self.lexicon.others or bare == "A" or label.isupper():
            return True
        if re.match(r"(?:Mr|Mrs|Ms|Dr)\b", label) or self.resolver.people.named(bare) is not None:
            return True
        office = self.resolver.office_at[index].get(0)
        named = office is not None and office.name is not None
        return named or self.resolver.reference.publishers.by_name(label) is not None

    def _read_turn(self, turn: Turn, speaker: Referent) -> Attribution | None:
        stretches = []
        for index in range(turn.first, turn.last + 1):
            passage = self.resolver.passages[index]
            start = passage.token_at(turn.offset) if index == turn.first else 0
            while start < len(passage.doc) - 1 and passage.doc[start].is_space:
                start += 1
            end = len(passage.doc) - 1
            if start <= end and not is_stage_direction(passage.words(start, end)):
                stretches.append((index, start, end))
        stretches = self._without_courtesies(stretches)
        if not stretches:
            return None
        return Attribution("direct", speaker, None, stretches, list(stretches), passage=turn.first)

    def _without_courtesies(self, stretches: list[Stretch]) -> list[Stretch]:
        """Return the stretches, or none where the turn holds only greetings and bare thanks."""
        text = " ".join(self.resolver.passages[p].words(a, b) for p, a, b in stretches)
        text = re.sub(r"\([^)]{0,40}\)", " ", text)
        sentences = [s.strip() for s in re.split(r"(?<=[.!?—–])\s+", text) if s.strip()]
        said = [s for s in sentences if not self._is_courtesy(s)]
        return stretches if said else []

    def _is_courtesy(self, sentence: str) -> bool:
        bare = sentence.strip(" .!?—–-\"'")
        if not bare or self.lexicon.courtesy.fullmatch(bare):
            return True
        parts = [p.strip() for p in re.split(r"[,;—–]", bare) if p.strip()]
        rest = [
            part
            for part in parts
            if not self.lexicon.courtesy.fullmatch(part)
            and set(re.findall(r"[a-z']+", part.lower())) - self.lexicon.fillers
        ]
        unfinished = sentence.rstrip().endswith(("—", "–")) and len(bare.split()) < 5
        return not rest or (unfinished and len(rest) <= 1)

    def _is_retold(self, span: range, speaker: Referent | None) -> bool:
        """Whether the answer names who gives it: "A: The spokesperson X said" are not his words."""
        persons = {p for index in span for p in self.resolver.person_at[index].values()}
        own = set(speaker.persons) if speaker is not None else set()
        return any(p in own or _speaks_for(p, self.resolver.home) for p in persons)

    def _speaker_of_label(self, index: int, label: str) -> Referent | None:
        bare = _bare(label)
        if bare.lower() in self.lexicon.others:
            return None
        if bare == "A":
            return self._last or self._answerer()
        person = self.resolver.person_at[index].get(0) or self.resolver.people.named(bare)
        if person is not None:
            return Referent("person", (person.party,) if person.party else (), (person,))
        office = self.resolver.office_at[index].get(0) or self.resolver.office_at[index].get(1)
        home = self.resolver.home
        if office is not None and office.name is None and home is not None:
            # "THE PRESIDENT:" on a page of his own house; the text doesn't tell his name.
            return Referent("party", (office.party or home,))
        return None

    def _answerer(self) -> Referent | None:
        """Return who answers unnamed: whom the page presents before the first turn, or its side.

        Whom a question or an answer names is spoken of, and speaks not himself.
        """
        presented = [
            person for person in self.resolver.people.all
            if person.spans and person.spans[0][0] < self._opens
            and (person.party == self.resolver.home or "spokesperson" in person.ranks)
        ]  # fmt: skip
        speaking = [person for person in presented if "spokesperson" in person.ranks]
        if person := next(iter(speaking or presented), None):
            return Referent("person", (person.party,) if person.party else (), (person,))
        home = self.resolver.home
        return Referent("party", (home,)) if home is not None else None


def _speaks_for(person: Person, home: str | None) -> bool:
    """Whether the person is a spokesperson of the page's own side."""
    return "spokesperson" in person.ranks and home in {None, person.party}


def _bare(label: str) -> str:
    return re.sub(r"\W*\(.*?\)", "", label).strip()


def is_stage_direction(text: str) -> bool:
    """Whether the text is an aside, a clock time or an end mark of a transcript."""
    return bool(
        re.fullmatch(r"\W*(?:\(.*\)|\[.*\]|END.*|\d{1,2}:\d{2} ?[AP]\.?M\.?.*|#+)\W*", text.strip())
    )
