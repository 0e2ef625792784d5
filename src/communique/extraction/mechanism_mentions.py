"""Where a text names a standing arrangement, or points back to one."""

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from communique.extraction.mechanism_lexicon import Head, Kind, Level, MechanismLexicon
from communique.extraction.mechanism_names import (
    is_accepted,
    is_hyphenated_pair,
    is_of_organisation,
    name_extent,
    pending_state,
)
from communique.extraction.mechanism_parties import owners_of
from communique.extraction.mechanism_states import State, read_state
from communique.extraction.phrases import (
    is_capital,
    owner_of,
    parties_within,
    plain,
    with_determiner,
)
from communique.language.analysis import Analysis
from communique.language.mentions import PartyMention

_ORDINAL = re.compile(
    r"\d*(?:[02-9]|1\d)(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|eleventh|twelfth|\w+teenth|\w+tieth|twenty\W?\w+|[ivx]{2,}"
)

#: A name may stop in the middle of a time, which goes on for so many words at most.
_LONGEST_TIME = 4


@dataclass
class Candidate:
    """Words that name an arrangement, or point back to one: then they are `weak`.

    `key` tells the kinds of name apart that can't be one another; `words` and the parties
    `named` tell this one from others of its kind. `bare` names are all head. Of a `numbered`
    one a later session than the first is told.
    """

    passage: int
    first: int
    last: int
    head: int
    key: str
    kind: Kind
    name: str
    words: frozenset[str]
    named: frozenset[str]
    parties: tuple[str, ...]
    state: State | None
    level: Level
    rule: str
    weak: bool = False
    bare: bool = False
    numbered: bool = False


def read_name(
    analysis: Analysis,
    passage: int,
    token: Token,
    heads: tuple[Head, ...],
    lexicon: MechanismLexicon,
    floor: int = 0,
    *,
    inner: bool = False,
) -> Candidate | None:
    """Return the name that ends in one of the `heads` at the token; None if it names nothing.

    The name begins at the token `floor` or later. `inner` tells that what follows is no name's
    end: "the Joint Commission | Meeting".
    """
    doc = token.doc
    head = next((h for h in heads if _matches(doc, token.i, h)), None)
    if head is None or token.pos_ == "VERB" or (not inner and _goes_on(token, lexicon)):
        return None
    if token.i in analysis.resolver.office_at[passage] and head.words[1:2] != ("of",):
        return None
    begin = token.i - len(head.words) + 1
    noun = doc[begin] if head.words[1:2] == ("of",) else token
    party_at = analysis.resolver.party_at[passage]
    if is_organisation(party_at.get(token.i)):
        return None
    first, last = name_extent(analysis, passage, begin, noun, token, head, lexicon, floor)
    last = _without_time(analysis, passage, token.i, last)
    owners = {party_at[i].party for i in range(first, begin) if i in party_at}
    if head.test == "pending" and len(owners) == 1 and not owners.pop().isupper():
        return None  # "the CPTPP free trade pact"
    if head.test == "named" and not (
        is_capital(token)
        or _is_called(token, analysis, passage)
        or is_of_organisation(analysis, passage, token)
        or _is_regional(token, lexicon)
        or _is_paired(analysis, passage, first, noun, lexicon)
    ):
        return None
    bare = first >= begin and last == token.i
    accepted = is_accepted(analysis, passage, first, last, begin, noun, head, lexicon)
    if bare and head.test not in {"visits", "track"} and _points_back(noun, first):
        # "The Joint Commission" may be its whole name, "the commission" points back to one.
        telling = head.kind == "consultation" or head.words[0] in lexicon.joint
        several = head.test == "compound" and token.tag_ in {"NNS", "NNPS"}
        named = accepted and len(head.words) > 1 and (is_capital(token) or telling or several)
        found = _candidate(analysis, passage, first, last, noun, head, lexicon, weak=not named)
        found.bare = True
        if head.test == "pending":
            found.state = pending_state(analysis, passage, first, last, noun, head, lexicon)
            found.weak |= found.state is None
        return found
    if head.test == "pending":
        state = pending_state(analysis, passage, first, last, noun, head, lexicon)
        weak = state is None or not accepted
        if weak and not is_capital(token):
            return None
        found = _candidate(analysis, passage, first, last, noun, head, lexicon, weak=weak)
        found.state = state
        return found
    if not accepted:
        return None
    return _candidate(analysis, passage, first, last, noun, head, lexicon)


def _is_called(token: Token, analysis: Analysis, passage: int) -> bool:
    """Whether it's an organisation's programme by name: "the EU's Erasmus programme"."""
    if token.i <= token.sent.start + 1 or token.lemma_.lower() not in {"program", "programme"}:
        return False
    before, owner = token.nbor(-1), owner_of(token)
    named = before.pos_ == "PROPN" or (before.like_num and is_capital(token.nbor(-2)))
    owners = analysis.resolve(passage, owner).parties if owner is not None else ()
    return named and bool(owners) and not owners[0].isupper()


def _is_paired(
    analysis: Analysis, passage: int, first: int, noun: Token, lexicon: MechanismLexicon
) -> bool:
    """Whether it is one between parties in small letters: "the A-B format", "set up a forum"."""
    if noun.lemma_.lower() not in lexicon.paired:
        return False
    named = parties_within(analysis, passage, first, noun.i)
    if len(named) > 1 or is_hyphenated_pair(noun.doc, first, noun.i, bool(named)):
        return True
    made = noun.lemma_ in lexicon.made and len(analysis.principals) > 1 and first < noun.i
    return made and read_state(analysis, passage, noun, lexicon) is not None


def _is_regional(token: Token, lexicon: MechanismLexicon) -> bool:
    """Whether it's somebody's initiative for a region: "Seoul's initiative for East Asian X"."""
    behind = token.nbor(1) if token.i + 1 < token.sent.end else None
    if token.lemma_ != "initiative" or behind is None or behind.lower_ != "for":
        return False
    return owner_of(token) is not None and any(
        word.lower_ in lexicon.worldwide and word.text[0].isupper() for word in behind.subtree
    )


def _without_time(analysis: Analysis, passage: int, head: int, last: int) -> int:
    """Return where the name ends before "on February 7", "in January next year"."""
    if last > head + 1:
        end = min(last + _LONGEST_TIME, len(analysis.passages[passage].doc) - 1)
        for time in analysis.times_within(passage, head + 1, end):
            if analysis.passages[passage].token_at(time.start) > last:
                break
            return max(head, analysis.passages[passage].token_at(time.start) - 2)
    return last


def _matches(doc: Doc, index: int, head: Head) -> bool:
    begin = index - len(head.words) + 1
    if begin < 0:
        return False
    return all(doc[begin + n].lower_ == word for n, word in enumerate(head.words))


def _goes_on(token: Token, lexicon: MechanismLexicon) -> bool:
    """Whether the noun only qualifies another: "Forum Agreement", "committee room"."""
    if token.i + 1 >= len(token.doc):
        return False
    after = token.doc[token.i + 1]
    if after.text in {"-", "/"} and not token.whitespace_:
        return True
    if after.lemma_.lower() in lexicon.compounds and after.lower_ not in lexicon.heads:
        return False
    if after.pos_ not in {"NOUN", "PROPN"} or after.text in {"(", '"'}:
        return False
    return is_capital(after) == is_capital(token) and (
        token.dep_ in {"compound", "nmod"} or is_capital(token)
    )


def is_organisation(mention: PartyMention | None) -> bool:
    """Whether the mention names an organisation, which is no arrangement of the text."""
    return mention is not None and not mention.party.isupper()


def _points_back(noun: Token, first: int) -> bool:
    """Whether the bare noun has an article that points to what was named: "the committee"."""
    return first > 0 and noun.doc[first - 1].lower_ in {"the", "this", "these", "our", "their"}


def _candidate(
    analysis: Analysis,
    passage: int,
    first: int,
    last: int,
    noun: Token,
    head: Head,
    lexicon: MechanismLexicon,
    *,
    weak: bool = False,
) -> Candidate:
    found = analysis.passages[passage]
    name = plain(found.words(first, last))
    state = read_state(analysis, passage, noun, lexicon)
    doc = noun.doc
    return Candidate(
        passage=passage,
        first=with_determiner(doc, first),
        last=last,
        head=noun.i,
        key=_key(head),
        kind=head.kind,
        name=name,
        words=_words(analysis, passage, first, last, head, lexicon),
        named=frozenset(parties_within(analysis, passage, first, last)),
        parties=owners_of(analysis, passage, first, last, noun, state, head, lexicon),
        state=state,
        level=head.level or level_of(name, lexicon),
        rule=f"mechanism:{head.test}",
        weak=weak,
        numbered=_is_numbered(doc, first, lexicon),
    )


def _is_numbered(doc: Doc, first: int, lexicon: MechanismLexicon) -> bool:
    """Whether a later session than the first is told: "the ninth meeting of X", "the 9th X"."""
    index = first - 1
    while index > 0 and doc[index].lower_ in {"the", "of"}:
        index -= 1
    if index < 0:
        return False
    if doc[index].lemma_.lower() in lexicon.rounds:
        index -= 1
    word = doc[max(index, 0)]
    return word.ent_type_ == "ORDINAL" or bool(_ORDINAL.fullmatch(word.lower_))


def _key(head: Head) -> str:
    """Names of one key may be one another's short forms."""
    if head.test == "track":
        return "green" if head.words[0] == "green" else "fast"  # for goods, for people
    if head.test == "visits":
        return head.test
    if head.test == "series":
        return "summit" if head.level == "heads-of-government" else "meeting"
    if head.test == "pending":
        return "memorandum" if head.words[0] in {"memorandum", "mou"} else "agreement"
    return head.words[-1].removesuffix("s").removesuffix("ie").removesuffix("y")


def _words(
    analysis: Analysis, passage: int, first: int, last: int, head: Head, lexicon: MechanismLexicon
) -> frozenset[str]:
    """The words that tell this arrangement from others of its kind."""
    if head.test == "track":
        return frozenset()
    doc = analysis.passages[passage].doc
    party_at = analysis.resolver.party_at[passage]
    words = (doc[i] for i in range(first, last + 1) if i not in party_at)
    return frozenset(
        (w.lemma_ or w.text).lower()
        for w in words
        if w.is_alpha and w.lower_ not in lexicon.leading and w.lower_ not in head.words
        and w.pos_ not in {"ADP", "DET", "CCONJ", "PRON", "PART"}
    )  # fmt: skip


def level_of(name: str, lexicon: MechanismLexicon) -> Level:
    """Return at which level it meets by the words of its name."""
    lowered = name.lower()
    for level, words in lexicon.levels.items():
        if any(word in lowered for word in words):
            return level
    return "none"
