"""Whom a figure is about: the parties of its clause, those of the places it tells of, the sides."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extraction.phrases import clause_extent, governors, owner_of
from communique.language.analysis import Analysis
from communique.language.mentions import PartyMention
from communique.language.quantities import Quantity
from communique.language.referents import is_place
from communique.language.syntax import subject_of

#: A clause that names more parties lists them; the number is about the article's own.
MOST_PARTIES = 6
#: Where two sides meet, what is said of one concerns both.
PAIR = 2
#: Behind these a name says where something is.
_WHERE = {"in", "at", "near", "off", "across", "around", "throughout", "of", "from"}
#: A city so large is known by its name alone.
_KNOWN_CITY = 200_000
#: What an organisation's members are called.
_MEMBERS = {"countries", "states", "members", "nations", "allies", "governments", "leaders"}
#: So many words may stand between "six-nation" and the name of the body.
_BEFORE_BODY = 4


def parties_of(
    analysis: Analysis, passage: int, quantity: Quantity, token: Token
) -> tuple[str, ...]:
    """Return whom the number is about, sorted.

    The body that a number of members describes; the states that the clause names, else its
    sentence, with the organisations whose act or thing it is; else the states of the places
    named; else the article's sides.
    """
    body = body_of(analysis, passage, quantity)
    if body is not None:
        return (body.party,)
    members = _counted_members(analysis, passage, quantity)
    if members is not None:
        return (members,)
    principals = analysis.principals
    acting = tuple(_organisations(analysis, passage, token))
    named = _states(analysis, passage, quantity, *clause_extent(token))
    if acting and {*acting, *named} <= set(principals):
        return principals
    if acting:
        return tuple(sorted({*named[:MOST_PARTIES], *acting}))
    sentence = token.sent
    if not named:
        named = _states(analysis, passage, quantity, sentence.start, sentence.end - 1)
    if not named:
        named = tuple(_countries(analysis, passage, token))
    told = bool(set(named) - set(principals)) or len(principals) > PAIR
    if named and len(named) <= MOST_PARTIES and told:
        return tuple(sorted(named))
    if not named and not _is_on_sides(analysis, passage):
        return ()
    return principals or tuple(sorted(named[:MOST_PARTIES]))


def _is_on_sides(analysis: Analysis, passage: int) -> bool:
    """Whether the last states named up to the passage are the article's sides: it's their story."""
    for index in range(passage, -1, -1):
        states = {m.party for m in analysis.parties[index] if m.party.isupper()}
        if states:
            return bool(states & set(analysis.principals))
    return True


def _counted_members(analysis: Analysis, passage: int, quantity: Quantity) -> str | None:
    """Return the organisation in "all 27 X countries", "the 32 X Allies"; None for other nouns."""
    if quantity.unit != "count" or quantity.noun is None or quantity.noun_end is None:
        return None
    if quantity.noun.lower().split()[-1] not in _MEMBERS:
        return None
    found = analysis.passages[passage]
    first, last = found.token_at(quantity.start), found.token_at(quantity.noun_end - 1)
    named = (m for m in analysis.parties_within(passage, first, last) if m.party.islower())
    return next((m.party for m in named), None)


def body_of(analysis: Analysis, passage: int, quantity: Quantity) -> PartyMention | None:
    """Return the organisation in "the six-nation X"; None for other numbers."""
    if quantity.unit != "count" or "-" not in quantity.text:
        return None
    last = analysis.passages[passage].token_at(quantity.end - 1)
    return next(
        (m for m in analysis.parties_within(passage, last + 1, last + _BEFORE_BODY)
         if not m.party.isupper()), None
    )  # fmt: skip


def _states(
    analysis: Analysis, passage: int, quantity: Quantity, first: int, last: int
) -> tuple[str, ...]:
    """Return the states named in the tokens `first` to `last`; "US dollars" names none."""
    found = analysis.passages[passage]
    begin, end = found.token_at(quantity.start), found.token_at(quantity.end - 1)
    named = (
        mention.party
        for mention in analysis.parties_within(passage, first, last)
        if mention.party.isupper()
        and not (begin <= mention.first and mention.last <= end)
        and not (mention.kind == "capital" and is_place(found.doc[mention.last]))
    )
    return tuple(dict.fromkeys(named))


def _organisations(analysis: Analysis, passage: int, token: Token) -> Iterator[str]:
    """Yield the organisations that act in the clause or own what the number measures.

    Who is given something, or only tells of it, isn't among them.
    """
    party_at = analysis.resolver.party_at[passage]
    for word in (token, *governors(token, 6)):
        if word.pos_ in {"NOUN", "PROPN"}:
            nearby = [owner_of(word), *(_joined(word) if word != token else ())]
        elif word.pos_ in {"VERB", "AUX"}:
            subject = subject_of(word)
            named = [c for c in word.children if c.dep_ == "attr"]
            nearby = [subject, *(owner_of(noun) for noun in named)]
            if subject is not None and subject.pos_ == "NOUN":
                nearby += [owner_of(subject), *_joined(subject)]
        else:
            continue
        for candidate in nearby:
            mention = party_at.get(candidate.i) if candidate is not None else None
            if mention is not None and not mention.party.isupper():
                yield mention.party
        if word.tag_ in {"VBZ", "VBD", "VBP", "MD"}:
            return


def _joined(noun: Token) -> Iterator[Token]:
    """Yield what "exports to X", "trade with X", "a loan from X" name behind the noun."""
    for head in (noun, *(child for child in noun.rights if child.dep_ == "conj")):
        for link in head.rights:
            if link.dep_ == "prep" and link.lower_ in {"to", "with", "from", "between", "by"}:
                for goal in (child for child in link.children if child.dep_ == "pobj"):
                    yield goal
                    yield from (child for child in goal.rights if child.dep_ == "conj")


def _countries(analysis: Analysis, passage: int, token: Token) -> Iterator[str]:
    """Yield the countries of the cities that the sentence tells of: "in the Odesa region"."""
    resolver = analysis.resolver
    for word in token.sent:
        if word.pos_ != "PROPN" or word.i in resolver.party_at[passage] or (
            word.i in resolver.person_at[passage]
        ):  # fmt: skip
            continue
        head = word.head if word.dep_ in {"compound", "nmod"} else word
        if head.dep_ != "pobj" or head.head.lower_ not in _WHERE:
            continue
        places = analysis.reference.places.lookup(word.text)
        if places and places[0].population >= _KNOWN_CITY and not places[0].ambiguous:
            yield places[0].country
