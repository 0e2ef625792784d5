"""What a binding or requesting word governs: the actions, one by one, at their words."""

from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Span, Token

from communique.language.analysis import Analysis
from communique.language.syntax import coordinated, has_subject, left_edge, trim
from communique.records import DateRange
from communique.reference.tables import read_lexicon

#: Verbs of a list that goes without "and" are more than so many.
_PAIR = 2


@dataclass(frozen=True)
class Action:
    """Something to be done: tokens `first` to `last`, headed by `verb`."""

    verb: Token
    first: int
    last: int


@lru_cache(maxsize=2)
def _light(language: str) -> tuple[frozenset[str], frozenset[str]]:
    through = read_lexicon(language, "commitment")["through"]
    return frozenset(through["verbs"]), frozenset(through["objects"])


def actions_of(head: Token, *, language: str = "en") -> list[Action]:
    """Return the actions headed by a verb and those coordinated with it, in order.

    Light verbs are passed through: in "work with X to V1 and V2" the actions are V1 and
    V2, the first of which keeps the light verb's words.
    """
    sentence: Span = head.sent
    heads = _with_own_objects(
        [
            verb
            for verb in coordinated(head)
            if verb.i >= head.i and not _is_foretold_after(head, verb) and not _is_aside(head, verb)
        ]
    )
    expanded: list[tuple[int, Token]] = []
    for position, verb in enumerate(heads):
        purposes = _purposes(verb, language)
        first = left_edge(verb) if position else _negation(verb)
        if len(purposes) > 1:
            expanded.append((first, purposes[0]))
            expanded += [(left_edge(purpose), purpose) for purpose in purposes[1:]]
        else:
            expanded.append((first, verb))
    stop = _right_end(heads, sentence)
    # "V1 A, V2 B to P, and V3 C": a list without its "and" yet has one more item to come.
    unclosed = len(heads) > 1 and not any(
        c.dep_ == "cc" and c.i < heads[-1].i for verb in heads for c in verb.children
    )
    actions = []
    for position, (first, verb) in enumerate(expanded):
        last = expanded[position + 1][0] - 1 if position + 1 < len(expanded) else stop
        first, last = trim(sentence, first, last)
        while last > first and sentence.doc[last].tag_ == "TO":
            last -= 1
        first, last = trim(sentence, first, last)
        if last >= first:
            final = unclosed and position + 1 == len(expanded)
            actions += _split_lists(Action(verb, first, last), language, unclosed=final)
    return actions


def _is_aside(head: Token, verb: Token) -> bool:
    """Whether a participle tells how it's done: "continuing the visits, taking A into account"."""
    joined = [*head.conjuncts, head]
    listed = len(joined) > _PAIR or any(c.dep_ == "cc" for one in joined for c in one.children)
    return verb.i > head.i and head.tag_ == verb.tag_ == "VBG" and not listed


def with_later(cue: Token, actions: list[Action]) -> list[Action]:
    """Return the actions with those whose verbs the parse hung on the cue itself.

    "Called on B to V1, V2 and V3", "is willing to V1, V2".
    """
    found = list(actions)
    for other in cue.children:
        if (
            other.dep_ == "conj"
            and (other.tag_ == "VB" or _goes_on(cue, other))
            and other.i > cue.i
            and not has_subject(other)
        ):
            found += actions_of(other)
    return _cut_overlaps(found)


def gerunds_after(prep: Token) -> list[Token]:
    """Return the gerunds that hang on a preposition and on it said again.

    "Committed to coordinating A and to supporting B".
    """
    preps = [prep, *(c for c in prep.children if c.dep_ == "conj" and c.lower_ == prep.lower_)]
    return [c for p in preps for c in p.children if c.dep_ == "pcomp" and c.tag_ == "VBG"]


def _goes_on(cue: Token, other: Token, language: str = "en") -> bool:
    """Whether a finite form is an infinitive of the list: "advise B to V1, exercise N"."""
    listed = other.doc[other.i - 1].text == ","
    known = other.lower_ in frozenset().union(*_verbs(language))
    return other.tag_ == "VBP" and listed and known and other.lower_ not in _asks(language)


@lru_cache(maxsize=2)
def _asks(language: str) -> frozenset[str]:
    """The verbs of the list that tell a stance or ask as often as they are undertaken."""
    return frozenset(read_lexicon(language, "actions")["voiced"])


def _cut_overlaps(actions: list[Action]) -> list[Action]:
    """Return each action once, in order, none reaching into the next."""
    once = {action.verb.i: action for action in reversed(actions)}.values()
    ordered = sorted(once, key=lambda action: action.first)
    cut = []
    for position, action in enumerate(ordered):
        if position + 1 < len(ordered) and ordered[position + 1].first <= action.last:
            stop = max(action.first, ordered[position + 1].first - 1)
            action = replace(action, last=trim(action.verb.sent, action.first, stop)[1])
        cut.append(action)
    return cut


def _negation(verb: Token) -> int:
    """Return where the action begins: at its "not", which turns it into its opposite."""
    return min([verb.i, *(c.i for c in verb.children if c.dep_ == "neg" and c.i < verb.i)])


def _with_own_objects(verbs: list[Token]) -> list[Token]:
    """Drop the verbs that share the object of the one before: "adopt and maintain high levels"."""
    kept = verbs[:1]
    for verb in verbs[1:]:
        between = verb.doc[kept[-1].i + 1 : verb.i]
        shares = any(c.dep_ in {"dobj", "prep"} and c.i > verb.i for c in verb.children)
        if shares and len(between) == 1 and between[0].dep_ == "cc":
            continue
        kept.append(verb)
    return kept


def _split_lists(action: Action, language: str, *, unclosed: bool = False) -> list[Action]:
    """Split an action where a list of infinitives goes on that the parse did not see.

    `unclosed` if the action is the last so far of a list that still wants its "and".
    """
    sentence: Span = action.verb.sent
    starts: list[tuple[int, Token]] = [(action.first, action.verb)]
    for index in range(action.first + 2, action.last):
        item = _item_at(sentence, index, language, closing=len(starts) > 1)
        if item is None or item[0] <= starts[-1][0] + 1:
            continue
        first, verb = item
        if sentence.doc[first - 1].lower_ == "and" and sentence.doc[first - 2] == starts[-1][1]:
            continue  # "expand and deepen N" share their object
        nested = verb.dep_ == "conj" and verb.head != action.verb and verb.head.tag_ == "VB"
        closing = unclosed and sentence.doc[first - 1].lower_ == "and"
        if closing and sentence.doc[first - 2].text != ",":
            closing = False
        within = nested and verb.head.i >= action.first and not closing
        listed = any(verb.head == item for _, item in starts)
        if within and not listed and sentence.doc[first - 1].text != ";":
            continue  # part of a purpose within the action, as the parse has it
        starts.append(item)
    split = []
    for position, (first, verb) in enumerate(starts):
        last = starts[position + 1][0] - 1 if position + 1 < len(starts) else action.last
        first, last = trim(sentence, first, last)
        while last > first and sentence.doc[last].tag_ == "TO":
            first, last = trim(sentence, first, last - 1)
        if sentence.doc[first].tag_ == "TO" and first < last:
            first += 1
        split.append(Action(verb, first, last))
    return split


def _item_at(
    sentence: Span, index: int, language: str, *, closing: bool = False
) -> tuple[int, Token] | None:
    """Return where a list's further item begins whose verb is the token at `index`, and the verb.

    An item stands after a comma or semicolon, perhaps with "and", "to" and adverbs; the one
    that may be `closing` a list after a bare "and" too: "resume A, reopen B and facilitate C".
    """
    doc = sentence.doc
    token = doc[index]
    sure, doubtful = _verbs(language)
    if token.lower_ not in sure and not (token.lower_ in doubtful and token.tag_ in _BASE):
        return None
    if has_subject(token):
        return None
    first = index
    while first > sentence.start + 1 and doc[first - 1].pos_ == "ADV":
        first -= 1
    if doc[first - 1].tag_ == "TO":
        first -= 1
        if doc[first - 1].lower_ != "and":
            return None
    before = first - 1
    if doc[before].lower_ == "and":
        before -= 1
    known = token.lower_ in sure or token.tag_ == "VB"
    last = closing and doc[first - 1].lower_ == "and" and known
    if before <= sentence.start or (doc[before].text not in {",", ";"} and not last):
        return None
    # "strengthen" is never a noun, but the tagger may take the next word for its head.
    if token.tag_ not in _BASE and doc[min(index + 1, len(doc) - 1)].is_punct:
        return None
    return first, token


_BASE = {"VB", "VBP"}


def _reach(sentence: Span, last: int, language: str) -> int:
    """Return the last token of a list of infinitives that goes on where the parse broke off."""
    doc = sentence.doc
    while last + 2 < sentence.end:
        ahead = last + 1
        if doc[ahead].text == "-" and not doc[last].whitespace_:
            # A verb with a prefix is two tokens to the parse: "co-host".
            last = max(ahead + 1, min(doc[ahead + 1].right_edge.i, sentence.end - 1))
            continue
        if doc[ahead].tag_ == "TO" and doc[ahead + 1].tag_ == "VB":
            last = max(ahead + 1, min(doc[ahead + 1].right_edge.i, sentence.end - 1))
            continue
        found = None
        for index in range(ahead + 1, min(ahead + 6, sentence.end)):
            item = _item_at(sentence, index, language)
            if item is not None and all(
                t.is_punct or t.dep_ == "cc" or t.pos_ == "ADV" or t.tag_ == "TO"
                for t in doc[ahead:index]
            ):
                found = index
                break
        if found is None:
            return last
        last = max(found, min(doc[found].right_edge.i, sentence.end - 1))
    return last


@lru_cache(maxsize=2)
def _verbs(language: str) -> tuple[frozenset[str], frozenset[str]]:
    table = read_lexicon(language, "actions")
    return frozenset(table["verbs"]), frozenset(table["doubtful"])


def _purposes(verb: Token, language: str) -> list[Token]:
    verbs, objects = _light(language)
    if verb.lemma_ not in verbs:
        return []
    nouns = [c.lemma_ for c in verb.children if c.dep_ in {"dobj", "prt"}]
    if nouns and not set(nouns) & objects:
        return []
    doc = verb.doc
    for index in range(verb.i + 1, min(verb.i + 14, verb.sent.end)):
        # The purpose may hang on the partner's name ("work with the UK to V").
        if doc[index].tag_ == "VB" and doc[index - 1].tag_ == "TO" and verb in doc[index].ancestors:
            return [v for v in coordinated(doc[index]) if v.tag_ == "VB"]
        if doc[index].text in {";", ":"} or doc[index].tag_ in {"VBD", "VBZ", "MD"}:
            break
    return []


def _right_end(heads: list[Token], sentence: Span) -> int:
    last = heads[-1].i
    for verb in heads:
        for child in verb.children:
            if child.dep_ == "conj" and (has_subject(child) or _is_finite_after(verb, child)):
                continue
            if child.dep_ == "parataxis" or (child.dep_ == "punct" and child.i < verb.i):
                continue
            if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in {"while", "whereas"}
                                             for c in child.children):  # fmt: skip
                continue
            last = max(last, child.right_edge.i)
    return _reach(sentence, min(last, _source_start(sentence) - 1), "en")


def _source_start(sentence: Span) -> int:
    """Return the comma before a source that ends the sentence: "…, a press release said."

    The parser may hang the source on the last name before it, or on the act: "will open N,
    an official told reporters". Without one, return the end.
    """
    doc = sentence.doc
    words = [token for token in sentence if not token.is_punct]
    cue = words[-1] if words else None
    if cue is not None and cue.tag_ not in {"VBD", "VBZ"}:
        cue = next(
            (t for t in sentence
             if t.tag_ == "VBD" and t.dep_ == "advcl" and t.lemma_ in _speaking("en")
             and not any(c.dep_ == "mark" or c.lower_ in _TEMPORAL for c in t.children)
             and doc[max(t.left_edge.i - 1, sentence.start)].text == ","
             and t.right_edge.i >= words[-1].i), None
        )  # fmt: skip
        return sentence.end if cue is None else _before_source(cue)
    if cue is None or has_subject(cue):
        return sentence.end
    comma = next((i for i in range(cue.i - 1, sentence.start, -1) if doc[i].text == ","), None)
    if comma is None or any(t.tag_ in {"VBZ", "VBP", "MD", "CC", "WDT", "WP"}
                            for t in doc[comma + 1 : cue.i]):  # fmt: skip
        return sentence.end
    named = doc[comma + 1].tag_ in {"DT", "NNP", "NNPS", "PRP$"} and comma + 1 < cue.i
    return comma if named else sentence.end


_TEMPORAL = frozenset({"as", "when", "after", "before", "while"})


def _before_source(cue: Token) -> int:
    """Return the comma before the subject of a verb of speech.

    A time that the parse hung on the verb belongs to what is said: "this year, he told them".
    """
    subject = next((c for c in cue.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    start = subject.left_edge.i if subject is not None else cue.left_edge.i
    return start - 1 if cue.doc[start - 1].text == "," else cue.sent.end


@lru_cache(maxsize=2)
def _speaking(language: str) -> frozenset[str]:
    """The verbs of a source behind its words: "he told them"."""
    return frozenset(read_lexicon(language, "actions")["speaking"])


def _is_finite_after(verb: Token, child: Token) -> bool:
    """Whether an infinitive is followed by another clause's verb: "to act and called on B"."""
    return verb.tag_ == "VB" and child.tag_ in {"VBD", "VBZ"}


def _is_foretold_after(head: Token, verb: Token) -> bool:
    """Whether what the subject will do follows its infinitive: "is ready to V, and will V"."""
    infinitive = any(c.tag_ == "TO" for c in head.children)
    return verb != head and infinitive and any(c.tag_ == "MD" for c in verb.children)


def noun_action(noun: Token, cue: Token | None = None) -> Action:
    """Return the action that a noun phrase is, with what the cue's clause adds to it."""
    last, doc = noun.right_edge.i, noun.doc
    # A noun with a prefix is several tokens to the parse: "de-escalation".
    while last + 2 < noun.sent.end and doc[last + 1].text == "-" and not doc[last].whitespace_:
        last = max(last + 2, doc[last + 2].right_edge.i)
    if cue is not None:
        for child in cue.children:
            if child.i > noun.i and child.dep_ in {"prep", "advcl", "npadvmod"}:
                last = max(last, child.right_edge.i)
    first, last = trim(noun.sent, noun.left_edge.i, last)
    return Action(noun, first, last)


def wording(analysis: Analysis, passage: int, action: Action) -> str:
    """Return the action in plain words, without "will" or "to" before it."""
    verb, first = action.verb, action.first
    while first < verb.i and verb.doc[first].dep_ == "aux":
        first += 1
    return analysis.passages[passage].words(first, action.last)


def due_of(analysis: Analysis, passage: int, action: Action) -> DateRange | None:
    """Return the deadline that the action's words set; None if they set none."""
    found = analysis.times_within(passage, action.first, action.last)
    text = analysis.passages[passage].text
    today = analysis.anchor.start if analysis.anchor is not None else None
    dated = [
        t for t in found
        if t.date.known and t.role in {"at", "by", "within", "during", "before", "until"}
        # What is past is no deadline: "as set out in the order of 2 April".
        and (today is None or t.date.end is None or t.date.end >= today)
        # The year in "the 2030 Agenda" is a name's.
        and not (t.attributive and t.date.basis == "explicit")
        # "The challenges of today" are to be met whenever.
        and not text[: t.start].endswith(" of ")
    ]  # fmt: skip
    deadlines = [t for t in dated if t.role in {"by", "within", "before", "until"}]
    chosen = (deadlines or dated)[-1:] or None
    return chosen[0].date if chosen else None
