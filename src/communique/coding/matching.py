"""Where the patterns of the lexicon stand in a sentence, and who fills their slots."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from communique.coding.clauses import behind, conjuncts, owners, prepositions, subjects
from communique.coding.frames import Frame, names_of
from communique.coding.patterns import Lexicon, Noun, Pattern, load_lexicon
from communique.language.syntax import modal_of

_MODIFIERS = frozenset({"compound", "amod", "nmod"})
#: Types that are done to their object.
_ARMED = frozenset({"MIL", "REB", "COP"})
_HURTFUL = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE"})
#: What brings in the other side of an event noun.
_SIDES = ("with", "between", "on", "against", "to", "for", "from", "at", "into", "of", "over")


@dataclass(frozen=True)
class Match:
    """A pattern found at `anchor`, with the tokens that name actors and recipients.

    `governs` is the verb of a complement that is no event of its own; `composed` tells that a
    modal made the event what it is.
    """

    pattern: Pattern
    anchor: Token
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]
    governs: Token | None = None
    composed: bool = False

    @property
    def nominal(self) -> bool:
        """Whether a noun tells the event, which may be no more than mentioned."""
        return self.pattern.noun


def find_matches(sentence: Span, lexicon: Lexicon) -> list[Match]:
    """Return the events that a sentence tells, the one of its main clause first.

    What a governing pattern has taken up is none of its own: "agreed to send aid" agrees.
    """
    found = [match for token in sentence if (match := best_match(token, lexicon)) is not None]
    taken = {match.governs.i for match in found if match.governs is not None}
    objects_of = {
        token.i
        for match in found
        if not match.nominal and match.pattern.object is not None
        for token in match.anchor.subtree
        if (token.lemma_.lower() in {noun for _, noun in match.pattern.object})
    }
    kept = [
        match
        for match in found
        if match.anchor.i not in taken
        and not _is_below(match.anchor, taken)
        and not (match.nominal and match.anchor.i in objects_of)
    ]
    return sorted(kept, key=lambda match: (match.nominal, _depth(match.anchor), match.anchor.i))


def best_match(token: Token, lexicon: Lexicon) -> Match | None:
    """Return the most particular pattern that stands at a token; None where none does."""
    if token.pos_ in {"VERB", "AUX", "ADJ"}:
        found = _at_verb(token, lexicon)
    elif token.pos_ in {"NOUN", "PROPN"}:
        found = _at_noun(token, lexicon)
    else:
        return None
    return next(found, None)


def _at_verb(verb: Token, lexicon: Lexicon) -> Iterator[Match]:
    lemma, state, frame = _lemma_of(verb, lexicon), verb.lower_, Frame(verb)
    copular = verb.pos_ == "ADJ" or verb.dep_ in {"acomp", "oprd"}
    if verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children):
        for pattern in lexicon.verbs.get(state, ()):  # "is committed to", parsed as a passive
            if pattern.copular and (match := _fill(pattern, frame)) is not None:
                yield match
    for pattern in lexicon.verbs.get(lemma, ()):
        if pattern.copular is not copular or _cannot_stand(pattern, frame):
            continue
        if (match := _fill(pattern, frame)) is not None:
            yield match
    if lemma in lexicon.light_verbs:
        yield from _light(frame, lexicon)


def _lemma_of(verb: Token, lexicon: Lexicon) -> str:
    """Return a verb's lemma, with what a hyphen joins to it: "test-fired", "re-open"."""
    lemma = verb.lemma_.lower()
    lemma = lexicon.forms.get(verb.lower_, lemma)
    if verb.i < 2 or verb.nbor(-1).text != "-" or verb.nbor(-1).whitespace_:
        return lemma
    first = verb.nbor(-2).lower_
    joined = (f"{first}-{lemma}", f"{first}{lemma}")
    return next((whole for whole in joined if whole in lexicon.verbs), lemma)


def _light(frame: Frame, lexicon: Lexicon) -> Iterator[Match]:
    """Yield what a light verb does with an event noun: "held talks with B"."""
    verb = frame.verb
    for noun in frame.objects:
        lemma = noun.lemma_.lower()
        name = lexicon.light.get(lemma)
        if name == "CONSULT" or (name and verb.lemma_.lower() not in {"have", "take"}):
            pattern = Pattern(name, None, verb.lemma_.lower(), object=frozenset({("", lemma)}))
            sides = _other_side(noun) or _other_side(verb)
            yield Match(pattern, verb, tuple(frame.agents), tuple(sides))


def _other_side(token: Token) -> list[Token]:
    for word in _SIDES:
        for preposition in prepositions(token, word):
            if told := behind(preposition):
                return told
    return []


def _cannot_stand(pattern: Pattern, frame: Frame) -> bool:
    """Whether one look at the words by the verb tells that a pattern isn't there."""
    if pattern.object is None:
        word = pattern.slot
        return word not in {"", "object"} and not pattern.transitive and word not in frame.words
    if pattern.object_of and pattern.object_of not in frame.particles:
        return pattern.object_of not in frame.words
    return pattern.nouns.isdisjoint(frame.nouns)


def _fill(pattern: Pattern, frame: Frame) -> Match | None:
    """Return the match of a pattern at a verb, if all that it asks for is there."""
    verb, done_to = frame.verb, frame.objects
    if _has_other_sense(pattern, frame):
        return None
    # "Troops were deployed" tells by their name who has moved.
    moved = pattern.type == "MOBILIZE" and frame.is_passive and not frame.agents
    acting = done_to if moved else frame.agents
    if pattern.subject and not any(_is_subject(t, pattern.subject) for t in acting):
        return None
    held: Token | None = None
    if pattern.object is not None:
        # "blow up a bridge" writes its particle where "die in a blast" writes its preposition.
        direct = not pattern.object_of or pattern.object_of in frame.particles
        told = [*done_to, *frame.times] if direct else frame.behind(pattern.object_of)
        held = next((token for token in told if _is_of(token, pattern.object)), None)
        if held is None:
            return None
    if not all(word in frame.words or _has_word(held, word) for word in pattern.words):
        return None
    governs: Token | None = None
    if pattern.complement:
        through = pattern.slot or ("object" if pattern.object else "")
        governs = _complement(
            verb, pattern.complement, through=through, asked=pattern.type == "REQUEST"
        )
        if governs is None:
            return None
        if pattern.governed and governs.lemma_.lower() not in pattern.governed:
            return None
    if pattern.inverted:
        acting = _behind(frame, held, pattern.slot) if pattern.slot else []
        if pattern.slot and not acting:
            return None
        return Match(pattern, verb, tuple(acting), tuple(frame.subjects), governs)
    recipients: list[Token] = []
    if pattern.slot == "object" or pattern.slot in frame.particles:
        recipients = [token for token in done_to if token is not held]
        if pattern.complement == "to" and governs is not None and not recipients:
            # "wants B to leave" has B in its clause
            recipients = [t for c in governs.children if c.dep_ == "nsubj" for t in conjuncts(c)]
        if not recipients:
            return None
    elif pattern.slot:
        beside = held or (done_to[0] if pattern.transitive and done_to else None)
        recipients = _behind(frame, beside, pattern.slot)
        if not recipients:
            return None
    elif held is not None:
        recipients = _other_side(held) or ([held] if _is_done_to(pattern, held) else [])
    elif pattern.complement == "that" and pattern.type == "REQUEST" and governs is not None:
        recipients = subjects(governs)  # "insists that B leave"
    acting = frame.subjects if pattern.copular else acting
    recipients = [] if moved and pattern.slot == "object" else recipients
    return Match(pattern, verb, tuple(acting), tuple(recipients), governs)


def _is_subject(token: Token, asked: str) -> bool:
    """Whether a phrase tells what a pattern asks of its subject: "UN peacekeeping troops"."""
    of = (c for c in token.children if c.dep_ == "prep" and c.lower_ == "of")
    words = [
        token,
        *(c for c in token.subtree if c.i < token.i),
        *(t for c in of for t in c.subtree),
    ]
    if asked == "armed":
        sectors = load_lexicon().sectors
        return any(sectors.get(t.lemma_.lower()) in _ARMED for t in words)
    return any(t.lemma_.lower().startswith(asked) for t in words)


def _has_other_sense(pattern: Pattern, frame: Frame) -> bool:
    """Whether words that the pattern lacks make the verb another.

    "Fired back" is no shot, "called the king on Monday" no call on Monday.
    """
    if frame.senses and frame.senses - {*pattern.words, pattern.slot, pattern.object_of}:
        return True
    if pattern.object or pattern.complement or pattern.copular or frame.is_passive:
        return False
    indirect = pattern.slot != "object" and pattern.slot not in frame.particles
    return indirect and bool(frame.objects) is not pattern.transitive


def _is_done_to(pattern: Pattern, held: Token) -> bool:
    """Whether the act is done to the object: soldiers shot, not soldiers sent."""
    hurt = pattern.type in {*_HURTFUL, "CONSULT"} or pattern.mode == "release"
    return hurt and held.lemma_.lower() in load_lexicon().sectors


def _behind(frame: Frame, held: Token | None, word: str) -> list[Token]:
    """Return what stands behind a preposition of the verb, or of the object it holds."""
    more = () if held is None else (t for p in prepositions(held, word) for t in behind(p))
    return [*frame.behind(word), *more]


def _is_of(token: Token, nouns: frozenset[Noun]) -> bool:
    """Whether a noun is one of these, or so much of one: "tons of food aid"."""
    names = names_of(token)
    if any(
        noun in names
        and (not modifier or any(c.lemma_.lower() == modifier for c in token.children))
        for modifier, noun in nouns
    ):
        return True
    of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    return of is not None and any(_is_of(inner, nouns) for inner in behind(of))


def _has_word(token: Token | None, word: str) -> bool:
    return token is not None and any(child.lower_ == word for child in token.children)


def _complement(verb: Token, kind: str, *, through: str, asked: bool) -> Token | None:
    """Return the verb that a complement is headed by: an infinitive, a clause, a gerund.

    An infinitive may hang on the verb's object: "told the troops to leave". What is asked for is
    no fact: "suggested that A should leave", not "that A had left".
    """
    for child in verb.children:
        purpose = {"advcl"} if asked and through else set()  # "urged B on Monday to leave"
        if kind == "to" and child.dep_ in {"xcomp", "ccomp", *purpose} and _is_infinitive(child):
            return child
        if kind == "that" and child.dep_ == "ccomp":
            return child if not asked or _is_asked(child) else None
        if child.dep_ == "prep" and child.lower_ == kind:
            told = next((c for c in child.children if c.dep_ in {"pcomp", "pobj"}), None)
            if told is not None:
                return told
        if kind == "to" and through and (child.dep_ == "dobj" or child.lower_ == through):
            for below in child.children:
                for token in (below, *below.children):
                    if token.tag_ == "VB" and token.dep_ in {"acl", "xcomp", "relcl", "ccomp"}:
                        return token
    return None


def _is_infinitive(verb: Token) -> bool:
    marked = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return marked and verb.tag_ == "VB"


def _is_asked(verb: Token) -> bool:
    base = verb.lower_ == verb.lemma_ and verb.tag_ in {"VB", "VBD", "VBP"}  # "that A let", "quit"
    bare = base or any(c.lower_ == "be" and c.tag_ == "VB" for c in verb.children)
    return bare and modal_of(verb) in {None, "should", "must", "shall", "ought"}


def _at_noun(noun: Token, lexicon: Lexicon) -> Iterator[Match]:
    lemma = noun.lemma_.lower()
    for pattern in lexicon.nouns.get(lemma, ()):
        recipients: list[Token] = []
        if pattern.slot == "object":
            recipients = [c for c in noun.children if c.dep_ in {"poss", "compound", "amod"}]
        elif pattern.slot:
            places = [noun, noun.head] if noun.dep_ == "nsubj" else [noun]  # "talks went on with B"
            found = (t for n in places for p in prepositions(n, pattern.slot) for t in behind(p))
            recipients = list(dict.fromkeys(found))
            if not recipients:
                continue
        if not all(_has_word(noun, word) for word in pattern.words):
            continue
        actors = owners(noun)
        if pattern.agent not in {"", "subject", "by"}:
            actors = [t for p in prepositions(noun, pattern.agent) for t in behind(p)] or actors
        yield Match(pattern, noun, tuple(actors), tuple(recipients))


def _is_below(token: Token, heads: set[int]) -> bool:
    """Whether a token stands within a complement that was taken up."""
    return any(ancestor.i in heads for ancestor in token.ancestors)


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def further_recipients(match: Match) -> list[Token]:
    """Return the nouns and names below the act, in order: whom it may be done to in the end.

    "Sent aid to refugees in Liberia" is done to Liberia; "will stop the talks if Iran tests" is
    said to who meets the condition, and so stands first.
    """
    taken = {token.i for token in match.actors}
    below = [
        token
        for token in match.anchor.subtree
        if token.i > match.anchor.i
        and token.pos_ in {"NOUN", "PROPN", "ADJ"}
        and not (token.dep_ in _MODIFIERS and token.head.pos_ in {"NOUN", "PROPN"})
        and not any(a.i in taken or _is_aside(a, match) for a in (token, *token.ancestors))
        and not _is_place_of(token, match)
    ]
    return [*_conditioned(match), *below]


def _conditioned(match: Match) -> list[Token]:
    """Return who must do or leave something lest a threat comes true."""
    if match.pattern.type not in {"THREATEN", "REJECT"}:
        return []
    return [
        subject
        for token in match.anchor.subtree
        if token.dep_ == "advcl" and any(c.lower_ in {"if", "unless"} for c in token.children)
        for subject in subjects(token)
    ]


def _is_aside(token: Token, match: Match) -> bool:
    """Whether a token opens another clause than the act's: a report, a reason, a time."""
    anchor = match.anchor
    if token.dep_ == "advcl" and match.pattern.type == "PROTEST" and token.tag_ == "VB":
        return False  # "marched to demand the release"
    reason = token.dep_ == "pcomp" and token.head.lower_ == "for"
    return (
        token.i != anchor.i
        and (reason or token.dep_ in {"advcl", "parataxis", "relcl", "npadvmod"})
        and any(a.i == anchor.i for a in token.ancestors)
    )


def _is_place_of(token: Token, match: Match) -> bool:
    """Whether a token says where the act takes place: "spoke in Virginia"."""
    head = token.head
    if match.pattern.object is not None or token.dep_ != "pobj":
        return False
    return head.head.i == match.anchor.i and head.lower_ in {"in", "at", "near"}
