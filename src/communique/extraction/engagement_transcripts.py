"""Transcripts: an encounter whose words are given, and which only the page's title names."""

import re
from dataclasses import dataclass
from functools import cached_property

from communique.document import Block
from communique.extraction.engagement_casts import Cast, CastReader
from communique.extraction.engagement_lexicon import EngagementLexicon
from communique.extraction.engagement_mentions import Occurrence
from communique.language.analysis import Analysis
from communique.language.speech import Attribution
from communique.language.times import find_times
from communique.reading.sight import see
from communique.records import UNKNOWN_DATE, DateRange, EngagementForm, Place

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_LABEL = re.compile(r"(?:[^:\n]{1,60}:\s|Q\s)")
_PIECE = re.compile(r"[^,\n|;]+")
#: A sentence, or a greeting: what is said has begun.
_PROSE = re.compile(r"[a-z]{2,}[.!?]\s*$|^(?:good (?:morning|afternoon|evening)|thank|dear )", re.I)
#: The header of a site names these; they publish the page.
_ISSUERS = {"ministry", "department", "embassy", "spokesperson"}
_AFTER = {"after", "following"}
#: So many words may stand between these and what they follow: "after their bilateral meeting".
_BEFORE = 3
#: The header of a transcript stands in its first blocks, each a line or two.
HEADER_BLOCKS = 5
HEADER_CHARS = 160


@dataclass(eq=False)
class TranscriptReader:
    """Reads the encounter that an article is the transcript of."""

    analysis: Analysis
    words: EngagementLexicon
    casts: CastReader

    def read(self) -> Occurrence | None:
        """Return the encounter, with the header as evidence; None if the page is no transcript."""
        title = self.analysis.article.metadata.title or self._headline()
        form = self._form(title) if title else None
        if form is None or title is None or not self.analysis.passages:
            return None
        turns = self._turns
        header = self._header(title)
        cast = self._cast(title, form)
        if len(cast.parties) < (1 if form == "press-conference" else 2) or not (turns or header):
            return None
        passage, first, last = turns[0].span[0] if turns else (0, 0, 0)
        span = (header[0].start, header[-1].end) if header else None
        return Occurrence(
            form=form, status="held", cast=cast, passage=passage, first=first, last=last,
            trigger=first, rule="engagement:transcript", confidence=0.85, date=self._date(header),
            place=self._place(header, title, cast), span=span,
        )  # fmt: skip

    def _headline(self) -> str | None:
        """Return the first line of the text, if it's short and no sentence."""
        blocks = self.analysis.article.blocks
        line = self._text(blocks[0]).strip() if blocks else ""
        return line if 0 < len(line) <= HEADER_CHARS and not _PROSE.search(line) else None

    @cached_property
    def _turns(self) -> list[Attribution]:
        """What is said without a verb of saying: turns of a transcript, or a whole speech."""
        return [a for a in self.analysis.attributions if a.cue is None and a.mode == "direct"]

    def _form(self, title: str) -> EngagementForm | None:
        """Return the form that the title of a transcript names."""
        lowered = title.lower().replace("’", "'")
        opened = lowered.startswith(self.words.title_openers)
        issue = self.analysis.issue
        if not opened and not self._turns and not (issue is not None and issue.spoken):
            return None
        found = [m.group() for m in _WORD.finditer(lowered)]
        nouns = self.words.nouns
        best: EngagementForm | None = None
        for index, word in enumerate(found):
            before = set(found[max(0, index - 2) : index])
            if word in nouns["press_nouns_words"] and before & nouns["press_words"]:
                return "press-conference"
            if word in nouns["presser_words"] or word in self.words.doorsteps:
                return "press-conference"
            by = word == "briefing" and found[index + 1 : index + 2] == ["by"]
            if by or (word in nouns["press_nouns_words"] and before & nouns["briefings"]):
                return "press-conference"
            if not opened:
                continue
            if set(found[max(0, index - _BEFORE) : index]) & _AFTER and word in self.words.forms:
                # "Remarks after their meeting" are to the press.
                return "press-conference"
            if self.words.forms.get(word) == "summit":
                best = best or "summit"
            elif self.words.forms.get(word) == "meeting" or word in nouns["talks"]:
                best = "meeting"
        return best

    def _cast(self, title: str, form: str) -> Cast:
        """Return the persons of the title, with their parties; else all who speak."""
        lowered = title.lower()
        speakers = self.casts.speakers
        known = [p for p in self.analysis.people.all if p in speakers or p.spans]
        named = [p for p in known if p.name.lower().replace(",", "").split()[-1] in lowered]
        cast = self.casts.of_persons(named or speakers)
        home, principals = self.analysis.home, self.analysis.principals
        if form == "press-conference" and not cast.parties and home:
            return Cast((home,), (), named=True)
        if (
            form != "press-conference"
            and len(cast.parties) == 1
            and len(principals) == 2
            and (set(cast.parties) < set(principals))
        ):
            return Cast(principals, cast.persons, named=True)
        return cast

    def _text(self, block: Block) -> str:
        return see(self.analysis.document.text[block.start : block.end]).text

    def _header(self, title: str) -> list[Block]:
        """Return the short blocks before the first turn."""
        found = []
        for block in self.analysis.article.blocks[:HEADER_BLOCKS]:
            text = self._text(block)
            named = text.strip() == title.strip()
            if not named and (_LABEL.match(text) or _PROSE.search(text)):
                break
            if text.rstrip().endswith(":"):
                continue
            if block.end - block.start <= HEADER_CHARS and block.kind != "boilerplate":
                found.append(block)
        return found

    def _place(self, header: list[Block], title: str, cast: Cast) -> Place | None:
        """Return the place that the header gives, in lines of venue, city, country; else the title.

        A title gives it behind a bar: "Remarks … in Press Conference | Madrid, Spain".
        """
        lines = [self._text(block) for block in header]
        place = self._read_lines(lines, cast)
        if place is None and "|" in title:
            place = self._read_lines([title.rpartition("|")[2]], cast)
        return place

    def _read_lines(self, lines: list[str], cast: Cast) -> Place | None:
        venue: str | None = None
        city: str | None = None
        country: str | None = None
        for line in lines:
            for match in _PIECE.finditer(line):
                piece = match.group().strip(" *_\\.")
                lowered = set(piece.lower().split())
                if (
                    not piece
                    or not piece[0].isalnum()
                    or _CLOCK.search(piece)
                    or (lowered & self.words.virtual or lowered & self.words.phone)
                ):
                    continue
                state = self._state(piece)
                facts = self.analysis.reference.places.lookup(piece)
                if state is not None and not (facts and city is None and country is None):
                    country = state
                elif facts and facts[0].kind != "venue":
                    city, country = piece, country or facts[0].country
                elif facts and venue is not None and city is None:
                    city, country = piece, facts[0].country
                elif (
                    venue is None
                    and piece[0].isupper()
                    and len(piece.split()) <= 8
                    and lowered & self.words.places["venues"]
                    and not lowered & _ISSUERS
                ):
                    venue, country = piece, (facts[0].country if facts else country)
        if not venue and not city:
            return None
        states = self.analysis.reference.parties.states
        if country is None and self.analysis.home in {*cast.parties} & states.keys():
            country = self.analysis.home
        return Place(venue=venue, city=city, country=country)

    def _state(self, piece: str) -> str | None:
        """Return the state of that name; a seat of government is a venue, not a state."""
        return self._states.get(piece.removeprefix("the ").removeprefix("The "))

    @cached_property
    def _states(self) -> dict[str, str]:
        parties = self.analysis.reference.parties
        return {
            name.form: name.party
            for name in parties.names
            if name.kind in {"name", "official", "abbreviation"} and name.party in parties.states
        }

    def _date(self, header: list[Block]) -> DateRange:
        """Return the day that the header gives, else the document's."""
        for block in header:
            for time in find_times(self._text(block), self.analysis.anchor):
                if time.date.known and time.date.precision == "day":
                    return time.date
        anchor = self.analysis.anchor
        if anchor is None or anchor.start is None or anchor.start != anchor.end:
            return UNKNOWN_DATE
        return DateRange.on(anchor.start, basis="relative")
