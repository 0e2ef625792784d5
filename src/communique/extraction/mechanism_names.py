"""Which noun phrases name a standing arrangement, and where the name begins and ends."""

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from communique.extraction.mechanism_lexicon import Head, MechanismLexicon
from communique.extraction.mechanism_states import State, read_state
from communique.extraction.phrases import (
    capital_start,
    governors,
    is_capital,
    name_end,
    owner_of,
    parsed_start,
    parties_within,
    states_within,
)
from communique.language.analysis import Analysis
from communique.language.mentions import PartyMention

#: How many words on either side of an agreement's name tell whether it is in force yet.
_WINDOW = 10
#: Before "the" or a party these lead up to a name and stand outside it.
_OUTER_LINKS = {"for", "on", "in", "to", "at", "with", "from", "by"}


def name_extent(
    analysis: Analysis,
    passage: int,
    begin: int,
    noun: Token,
    last: Token,
    head: Head,
    lexicon: MechanismLexicon,
    floor: int,
) -> tuple[int, int]:
    """Return the extent, from `floor` on, of the name that ends in the words `begin` to `last`."""
    doc = noun.doc
    party_at = analysis.resolver.party_at[passage]
    start = doc[begin]
    parsed = min(parsed_start(noun), begin)
    if begin != noun.i:
        parsed = min(parsed, parsed_start(start))
    first = min(parsed, capital_start(start, party_at)) if is_capital(last) else parsed
    first = _inner_start(doc, max(first, min(floor, begin)), begin, party_at, lexicon)
    while first < begin and (
        (
            doc[first].lower_ in lexicon.leading
            and head.test != "visits"
            and not (head.test == "series" and _is_yearly(doc[first], lexicon))
        )
        or (doc[first].dep_ in {"det", "cc", "punct"} and not is_capital(doc[first]))
        or doc[first].is_punct
        or (is_capital(last) and not is_capital(doc[first]) and is_capital(doc[first + 1]))
        or (doc[first].like_num and doc[first + 1].text not in {"+", "-"})
        or doc[first].tag_ in {"PRP$", "CC", "IN", "RB"}
        or (doc[first].tag_ == "VBG" and doc[first].lemma_ in lexicon.events)
    ):
        first += 1
    first = _around_bracket(doc, first, begin, party_at)
    if first == begin and noun.lemma_ == "mechanism" and _is_indefinite(noun):
        return first, _purpose_end(last)
    # "A working group on ports" is named by its subject, "a dialogue on ports" is not.
    on_subject = head.kind == "committee" or is_of_organisation(analysis, passage, last)
    into = lexicon.into | lexicon.into_committee if on_subject else lexicon.into
    end = _without_parent(last, name_end(last, into, lexicon.into_capital), lexicon)
    if is_capital(last) and first < begin and _begins_purpose(doc, last.i + 1):
        end = last.i  # a capitalised name is whole without "for deepening ties"
    return first, _without_circumstance(analysis, passage, first, last.i, end)


def _around_bracket(doc: Doc, first: int, begin: int, party_at: Mapping[int, PartyMention]) -> int:
    """Return where a name begins that would open within a bracket: "the … Union (AU) Council".

    That is with the organisation before the bracket, else behind it.
    """
    for index in range(begin - 1, first - 1, -1):
        if doc[index].text == ")" and "(" not in {t.text for t in doc[first:index]}:
            opening = next((k for k in range(first - 1, 0, -1) if doc[k].text == "("), 1)
            owner = opening - 2 if doc[opening - 1].tag_ == "POS" else opening - 1
            mention = party_at.get(owner)
            return mention.first if mention is not None else index + 1
    return first


def _inner_start(
    doc: Doc,
    first: int,
    begin: int,
    party_at: Mapping[int, PartyMention],
    lexicon: MechanismLexicon,
) -> int:
    """Return where the name begins in "Remarks on the A-B Dialogue", "Session of the A-B Forum"."""
    for index in range(begin - 1, first, -1):
        if doc[index].lower_ == "of" and doc[index - 1].lemma_.lower() in lexicon.rounds:
            return index + 1
        if doc[index].lower_ not in _OUTER_LINKS:
            continue
        opens = doc[index + 1].lower_ in {"the", "a", "an"} or index + 1 in party_at
        if opens or index - 1 in party_at:
            return index + 1
    return first


def is_of_organisation(analysis: Analysis, passage: int, noun: Token) -> bool:
    """Whether an initiative is an organisation's, on a subject: "the X initiative on trade"."""
    if noun.lemma_ != "initiative" or noun.i + 1 >= len(noun.doc) or not noun.i:
        return False
    mention = analysis.resolver.party_at[passage].get(noun.i - 1)
    if mention is None or mention.party.isupper():
        return False
    return noun.nbor(1).lower_ in {"on", "for", "to"}


def _without_parent(head: Token, last: int, lexicon: MechanismLexicon) -> int:
    """Return where the name ends before the body it is part of: "Subcommittee A of the B"."""
    doc = head.doc
    for index in range(head.i + 1, last):
        if doc[index].lower_ != "of" or doc[index + 1].lower_ != "the":
            continue
        tail = (heads for word in doc[index + 2 : last + 1] if is_capital(word)
                for heads in lexicon.heads.get(word.lower_, ()))  # fmt: skip
        if any(h.kind == "committee" and len(h.words) == 1 for h in tail):
            return index - 1
    return last


def _begins_purpose(doc: Doc, index: int) -> bool:
    """Whether "for deepening X" stands there."""
    return index + 1 < len(doc) and doc[index].lower_ == "for" and doc[index + 1].tag_ == "VBG"


def _without_circumstance(
    analysis: Analysis, passage: int, first: int, head: int, last: int
) -> int:
    """Return where the name ends before "in CITY" and "with PERSON": where it met, and who.

    So it does before "in COUNTRY" of one of those who meet.
    """
    own = parties_within(analysis, passage, first, head)
    doc = analysis.passages[passage].doc
    party_at, person_at = analysis.resolver.party_at[passage], analysis.resolver.person_at[passage]
    office_at = analysis.resolver.office_at[passage]
    for index in range(head + 1, last):
        link, after = doc[index].lower_, index + 1
        if link in {"in", "at"}:
            # "The Mission in Kenya" may be a name, "the dialogue in London" is none.
            party = party_at.get(after)
            ends = (
                party.kind == "capital" or party.party in own
                if party
                else _is_city(analysis, passage, after, last)
            )
        else:
            ends = link == "with" and bool({after, after + 1} & {*person_at, *office_at})
        if ends:
            return index - 1
    return last


def _is_city(analysis: Analysis, passage: int, first: int, last: int) -> bool:
    """Whether the words from `first` on begin with a city's name, the longest one counting."""
    found = analysis.passages[passage]
    return any(
        analysis.reference.places.lookup(found.words(first, end))
        for end in range(min(first + 2, last), first - 1, -1)
    )


def _is_indefinite(noun: Token) -> bool:
    return any(child.lower_ in {"a", "an"} for child in noun.lefts)


def _purpose_end(noun: Token) -> int:
    """Return where "a mechanism for X" or "that will allow X" ends: its purpose is its name."""
    doc = noun.doc
    begun = doc[noun.i + 1] if noun.i + 1 < noun.sent.end else None
    if begun is None or begun.lower_ not in {"for", "to", "that", "which"}:
        return noun.i
    last = noun.i
    for token in doc[noun.i + 1 : min(noun.sent.end, noun.i + 2 * _WINDOW)]:
        if token.text in {",", ";", ":", "(", "–", "—"} or token.is_sent_end:
            break
        if token.dep_ in {"acl", "relcl"} and token.i > noun.i + 4:
            break
        last = token.i
    return last


def is_accepted(
    analysis: Analysis,
    passage: int,
    first: int,
    last: int,
    begin: int,
    noun: Token,
    head: Head,
    lexicon: MechanismLexicon,
) -> bool:
    """Whether the words `first` to `last` name an arrangement between parties."""
    doc = noun.doc
    before = [doc[i] for i in range(first, begin)]
    if head.test == "track":
        return _is_track(noun, doc, last)
    if head.test == "visits":
        told = {word.lemma_.lower() for word in governors(noun, 4)}
        return bool(before or told & lexicon.recur)
    if head.test == "series":
        return _is_series(analysis, passage, first, begin, noun, lexicon)
    if not _is_between(analysis, passage, first, last, noun, head, lexicon):
        return False
    telling = _telling(analysis, passage, before, lexicon.generic)
    capital = is_capital(doc[noun.i])
    if head.test == "modified":
        if capital and any(is_capital(w) and w.pos_ != "DET" for w in before):
            return True
        if _is_named_by_purpose(noun, doc):
            return True
        if not telling and _is_of_kind(noun, before, first, lexicon):
            return True
        if noun.lemma_ == "mechanism":
            words = {*head.words, *(word.lower_ for word in before)}
            return bool(telling) and _is_ours(analysis, passage, words, noun, lexicon)
        return bool(telling)
    if head.test == "named":
        if is_of_organisation(analysis, passage, noun):
            return True
        after = [doc[i] for i in range(noun.i + 1, last + 1)]
        if {w.lower_ for w in (*before, *after)} & lexicon.unnamed and head.kind != "committee":
            return False
        named = parties_within(analysis, passage, first, noun.i)
        pair = len(named) > 1 or is_hyphenated_pair(doc, first, noun.i, bool(named))
        if noun.text in lexicon.paired or (pair and noun.lower_ in lexicon.paired):
            return True  # in small letters, it was tested before
        if head.kind == "committee" and capital:
            return any(is_capital(w) and w.is_alpha for w in before)
        if noun.lower_ == "cooperation" and not _is_of_regions(analysis, passage, before, lexicon):
            return False
        names = _telling(analysis, passage, [*before, *after], lexicon.labels)
        return any(is_capital(w) and not w.like_num for w in names)
    if head.test == "paired":
        return (
            capital
            and (bool(before) or last > noun.i)
            and _is_of_both(analysis, passage, first, last, lexicon)
        )
    if head.test == "joint":
        words = _name_words(doc, first, last)
        if words & lexicon.joint or len(parties_within(analysis, passage, first, last)) > 1:
            return True
        if len(analysis.principals) < 2:
            return False
        return bool(capital and words & lexicon.joint_named) or (
            bool(before or last > noun.i)
            and read_state(analysis, passage, noun, lexicon) is not None
        )
    return True


def _is_of_both(
    analysis: Analysis, passage: int, first: int, last: int, lexicon: MechanismLexicon
) -> bool:
    """Whether a plan is by its name one of two sides: "the A-B Action Plan", "Joint Roadmap"."""
    doc = analysis.passages[passage].doc
    named = parties_within(analysis, passage, first, last)
    if len(named) > 1 or is_hyphenated_pair(doc, first, last, bool(named)):
        return True
    words = _name_words(doc, first, last)
    on_field = {"action", "plan", "for"} <= words  # "the Action Plan for Human Resources"
    joint = bool(words & lexicon.joint) or (on_field and not words & lexicon.domestic)
    return joint and len({*named, *analysis.principals}) > 1


def _is_of_kind(noun: Token, before: list[Token], first: int, lexicon: MechanismLexicon) -> bool:
    """Whether all of a kind are meant that parties hold: "meetings of the bilateral dialogues"."""
    if noun.tag_ not in {"NNS", "NNPS"} or not {w.lower_ for w in before} & lexicon.kinds:
        return False
    above = {word.lemma_.lower() for word in governors(noun, 3)}
    above |= {word.lemma_.lower() for word in noun.doc[max(first - 2, 0) : first]}
    return bool(above & (lexicon.rounds | lexicon.hold))


def _is_of_regions(
    analysis: Analysis, passage: int, before: list[Token], lexicon: MechanismLexicon
) -> bool:
    """Whether a cooperation is called by where it is: not "Energy Cooperation", "talks on X"."""
    if not before or any(word.dep_ == "prep" for word in before):
        return False
    words = {word.lower_ for word in before}
    joined = any(word.text in {"-", "–"} for word in before)
    return joined or bool(words & lexicon.worldwide - {"international", "global", "world"})


def _is_series(
    analysis: Analysis,
    passage: int,
    first: int,
    begin: int,
    noun: Token,
    lexicon: MechanismLexicon,
) -> bool:
    """Whether it is a meeting that parties hold again and again, by its name with capitals."""
    words = _name_words(noun.doc, first, noun.i)
    if not is_capital(noun) or first == begin or words & lexicon.single:
        return False
    named = parties_within(analysis, passage, first, noun.i)
    several = len(named) > 1 or bool(named and not named[0].isupper()) or (
        bool(words & (lexicon.joint - {"bilateral", "joint"})) and len(analysis.principals) > 1
    )  # fmt: skip
    yearly = any(_is_yearly(noun.doc[index], lexicon) for index in range(first, begin))
    several |= yearly and len(analysis.principals) == 2  # "the Annual Leaders' Meeting"
    paired = is_hyphenated_pair(noun.doc, first, noun.i, bool(named))
    summit = noun.lemma_.lower() == "summit" and (len(named) > 2 or paired)
    return (several or paired) and (bool(words & lexicon.series - {"summit"}) or summit)


def _is_yearly(word: Token, lexicon: MechanismLexicon) -> bool:
    """Whether a meeting is told by its name to be held again and again: "Annual"."""
    return is_capital(word) and word.lower_ in lexicon.yearly


def _is_ours(
    analysis: Analysis, passage: int, words: set[str], noun: Token, lexicon: MechanismLexicon
) -> bool:
    """Whether a mechanism is one that parties run or make, not "a payment mechanism"."""
    if noun.tag_ == "NNS":
        # "Monitoring mechanisms" are some of a kind, and theirs only where they make them.
        made = read_state(analysis, passage, noun, lexicon) is not None
        return made and bool(words & lexicon.between)
    return bool(words & lexicon.between) or (
        read_state(analysis, passage, noun, lexicon) is not None
    )


def _name_words(doc: Doc, first: int, last: int) -> set[str]:
    """Return the words in lower case, hyphenated ones whole and in their parts."""
    tokens = [doc[index].lower_ for index in range(first, last + 1)]
    whole = "".join(doc[index].lower_ + doc[index].whitespace_ for index in range(first, last + 1))
    return {*tokens, *whole.split()}


def _telling(
    analysis: Analysis, passage: int, words: list[Token], idle: frozenset[str]
) -> list[Token]:
    """Return the words that are neither idle nor a party's name."""
    party_at = analysis.resolver.party_at[passage]
    return [
        w for w in words
        if w.tag_ != "VBG" and w.i not in party_at and w.lower_ not in idle
        and not w.is_punct and len(w) > 1
        and w.pos_ not in {"ADP", "DET", "CCONJ", "PART", "PRON", "ADV"}
        and w.lower_.removesuffix("s") not in idle
    ]  # fmt: skip


def _is_named_by_purpose(noun: Token, doc: Doc) -> bool:
    """Whether a mechanism has only its purpose for a name: "a mechanism for the sharing of X"."""
    after = doc[noun.i + 1] if noun.i + 1 < len(doc) else None
    return (
        noun.lemma_ == "mechanism"
        and _is_indefinite(noun)
        and after is not None
        and after.lower_ in {"for", "that", "which"}
    )


def _is_track(noun: Token, doc: Doc, last: int) -> bool:
    """Whether "fast track" is a thing here, not "to fast-track" or "fast-track approval"."""
    if last + 1 < len(doc) and doc[last + 1].pos_ in {"NOUN", "PROPN"} and doc[last].whitespace_:
        return False
    quoted = any(doc[i].text == '"' for i in range(max(0, noun.i - 6), noun.i))
    return quoted or any(child.dep_ in {"det", "poss"} for child in noun.lefts)


def _is_between(
    analysis: Analysis,
    passage: int,
    first: int,
    last: int,
    noun: Token,
    head: Head,
    lexicon: MechanismLexicon,
) -> bool:
    """Whether it is an affair of several parties rather than a body or programme of one."""
    doc = noun.doc
    named = parties_within(analysis, passage, first, last)
    words = _name_words(doc, first, last)
    if len(named) > 1 or is_hyphenated_pair(doc, first, last, bool(named)):
        return True
    if words & lexicon.joint:
        return True
    if head.words[1:2] == ("of",) and named and not named[0].isupper():
        return True  # "the SCO Council of Heads of State"
    if head.words[-1] == "cluster" and len(analysis.principals) > 1:
        return True  # "the Political Cluster" of a joint commission
    if words & lexicon.domestic and head.kind not in {"consultation", "dialogue"}:
        return False
    if words & lexicon.worldwide:
        return True
    owner = owner_of(noun)
    owners = analysis.resolve(passage, owner).parties if owner is not None else ()
    if len(owners) == 1:
        return not owners[0].isupper()  # "the EU's Erasmus programme" is of its members
    states = states_within(analysis, passage, first, last)
    # "The U.S. task force" is one state's; "the platform for Ukraine" needn't be.
    if states and states_within(analysis, passage, first, noun.i):
        return False
    if (
        len(states) == 1
        and is_capital(noun)
        and noun.i + 1 < last
        and (doc[noun.i + 1].lower_ == "of")
    ):
        return False  # "the Planning Commission of Kenya"
    if len(analysis.principals) > 1 or states:
        return True
    return bool(named)


def is_hyphenated_pair(doc: Doc, first: int, last: int, named: bool) -> bool:
    """Whether a state is joined to a region: "the U.S.-Caribbean Partnership"."""
    if not named:
        return False
    for index in range(first, last + 1):
        parts = doc[index].text.replace("–", "-").split("-")
        if len(parts) == 2 and all(part[:1].isupper() for part in parts):
            return True
        if (
            doc[index].text in {"-", "–"} and first < index < last
            and is_capital(doc[index - 1]) and is_capital(doc[index + 1])
        ):  # fmt: skip
            return True
    return False


def pending_state(
    analysis: Analysis,
    passage: int,
    first: int,
    last: int,
    noun: Token,
    head: Head,
    lexicon: MechanismLexicon,
) -> State | None:
    """Return the state of an agreement that is not in force yet, or under change; else None."""
    doc, sentence = noun.doc, noun.sent
    if head.words in lexicon.plain:
        words = {doc[i].lower_ for i in range(first, last + 1)}
        if not is_capital(noun) or not words & lexicon.substance or last == first:
            return None
    begin, end = max(sentence.start, first - _WINDOW), min(sentence.end - 1, last + _WINDOW)
    behind = [doc[i].lower_ for i in range(last + 1, min(last + 5, sentence.end))]
    if behind[-2:] == ["in", "force"] or behind[1:3] == ["in", "force"]:
        return None
    window = " ".join(analysis.passages[passage].words(begin, end).lower().split())
    if _names_past_year(analysis, passage, begin, end):
        return None
    if any(stem in window for stem in lexicon.amend):
        return "existing"
    told = read_state(analysis, passage, noun, lexicon)
    if any(stem in window for stem in lexicon.negotiate):
        if told in {"launched", "resumed", "suspended"}:
            return told
        return (
            "agreed"
            if any(s in window for s in ("finali", "concluded", "conclusion of"))
            else "proposed"
        )
    if any(stem in window for stem in lexicon.conclude):
        return "agreed"
    return told if told in {"agreed", "proposed"} else None


def _names_past_year(analysis: Analysis, passage: int, begin: int, end: int) -> bool:
    """Whether a date of an earlier year stands beside it: it was concluded long ago."""
    anchor = analysis.anchor
    if anchor is None or anchor.start is None:
        return False
    return any(
        time.date.end is not None and time.date.end.year < anchor.start.year
        for time in analysis.times_within(passage, begin, end)
    )
