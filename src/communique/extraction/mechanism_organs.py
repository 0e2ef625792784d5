"""Organs of an organisation as mechanisms: "the Ministerial Council of X", "X's Summit of Heads".

An organisation is a party and no mechanism; the councils, committees and summits in which its
members meet are. Whose an organ is stands in or behind its name, at its neighbour in a list, in
the table, or it is the page's own.
"""

from spacy.tokens import Doc, Token

from communique.extraction.mechanism_lexicon import MechanismLexicon
from communique.extraction.mechanism_mentions import Candidate, level_of
from communique.extraction.phrases import (
    capital_start,
    is_capital,
    name_end,
    parties_within,
    plain,
    with_determiner,
)
from communique.language.analysis import Analysis
from communique.language.mentions import PartyMention

#: So many words further on at most the next organ of a list ends.
_NEXT_IN_LIST = 12
#: With these an organ without an owner in its name is the one that was told of.
_POINTING = {"the", "our", "its", "this", "upcoming", "next"}
#: What stands between an organ's name and whose members meet in it.
_OF = {"of", "the", "'s", "'"}


def read_organ(
    analysis: Analysis,
    passage: int,
    token: Token,
    lexicon: MechanismLexicon,
    floor: int,
    before: Candidate | None,
) -> Candidate | None:
    """Return the organ whose name ends, or goes on with "of", at the token; None if it's none.

    `floor` is where the name may begin, `before` the name last read.
    """
    if token.lower_ not in lexicon.organs or not is_capital(token):
        return None
    resolver = analysis.resolver
    office = resolver.office_at[passage].get(token.i)
    if office is not None and not (_is_possessed(token) or (office.plural and not office.name)):
        return None
    mention = resolver.party_at[passage].get(token.i)
    if mention is not None:
        return _tabled(analysis, passage, token, mention, lexicon)
    first, last = _extent(analysis, passage, token, lexicon, floor)
    if not _tells(analysis, passage, first, last, token, lexicon):
        return None
    owner = _owner(analysis, passage, first, last, token, lexicon, before)
    if owner is None:
        return None
    return _organ(analysis, passage, first, last, token, owner, lexicon)


def _is_possessed(token: Token) -> bool:
    """Whether an office in front only tells who meet: "the Foreign Ministers' Council"."""
    return token.i > 0 and token.nbor(-1).text in {"'", "'s"}


def _tabled(
    analysis: Analysis,
    passage: int,
    token: Token,
    mention: PartyMention,
    lexicon: MechanismLexicon,
) -> Candidate | None:
    """Return the organ that the table of organisations' names lists."""
    organ = mention.kind == "organ" and mention.party.islower() and mention.first < mention.last
    if not organ or token.i != mention.last:
        tail = mention.kind == "organ" and token.i < mention.last and (
            token.nbor(1).lower_ in {"of", "on"}
        )  # fmt: skip
        if not tail:
            return None
    words = {word.lower_ for word in token.doc[mention.first : mention.last + 1]}
    if words & lexicon.no_organs:
        return None
    first = mention.first
    return _organ(analysis, passage, first, mention.last, token, mention.party, lexicon)


def _extent(
    analysis: Analysis, passage: int, token: Token, lexicon: MechanismLexicon, floor: int
) -> tuple[int, int]:
    doc = token.doc
    first = max(capital_start(token, analysis.resolver.party_at[passage]), min(floor, token.i))
    while first < token.i and (
        doc[first].lower_ in lexicon.leading | {"and", "of", "the", "for", "our"}
        or doc[first].is_punct
        or doc[first].like_num
        or doc[first].ent_type_ == "ORDINAL"
        or doc[first].text[0].isdigit()
    ):
        first += 1
    last = name_end(token, (), {"of", "on", "for", "with"})
    for index in range(token.i + 2, last + 1):
        if doc[index].lower_ in lexicon.organs and doc[index - 1].lower_ in {"and", ",", "the"}:
            return first, index - 1 - (doc[index - 2].lower_ in {"and", ","})
        joined = doc[index].lower_ in {"and", ","}
        if joined and _next_organ(doc[index], lexicon) is not None and index <= last:
            return first, index - 1
    return first, last


def _next_organ(link: Token, lexicon: MechanismLexicon) -> Token | None:
    """Return the organ that a list goes on to behind "and" or a comma, with capitals between."""
    doc = link.doc
    for index in range(link.i + 1, min(link.i + _NEXT_IN_LIST, link.sent.end)):
        word = doc[index]
        if word.lower_ in lexicon.organs and is_capital(word):
            return word
        if not (is_capital(word) or word.lower_ in {"the", "of", "and", "'", "'s", ","}):
            return None
    return None


def _tells(
    analysis: Analysis,
    passage: int,
    first: int,
    last: int,
    token: Token,
    lexicon: MechanismLexicon,
) -> bool:
    """Whether the words beside the noun say which organ it is, and that it is no state's."""
    doc = token.doc
    party_at = analysis.resolver.party_at[passage]
    words = {doc[i].lower_ for i in range(first, last + 1) if i not in party_at}
    if words & (lexicon.no_organs | lexicon.joint):
        return False
    after = doc[last + 1] if last + 1 < len(doc) else None
    if last == token.i and after is not None and is_capital(after) and after.pos_ == "PROPN":
        return False  # "the Ministerial Council Decision"
    if any(party.isupper() for party in parties_within(analysis, passage, first, last)):
        return False
    telling = [
        doc[i] for i in range(first, last + 1)
        if i != token.i and i not in party_at and is_capital(doc[i])
        and doc[i].lower_ not in lexicon.leading and doc[i].is_alpha
    ]  # fmt: skip
    if token.lower_ in lexicon.summits:
        return any(word.i > token.i for word in telling) or _own(doc, first, last, lexicon) != ""
    return bool(telling)


def _owner(
    analysis: Analysis,
    passage: int,
    first: int,
    last: int,
    token: Token,
    lexicon: MechanismLexicon,
    before: Candidate | None,
) -> str | None:
    """Return the organisation whose organ it is."""
    doc = token.doc
    own = _own(doc, first, last, lexicon)
    if own:
        return own
    inside = _organisation_in(analysis, passage, first, last)
    behind = inside or _organisation_behind(analysis, passage, last)
    if behind is not None:
        return behind
    possessor = _organisation_before(analysis, passage, first)
    if possessor is not None:
        return possessor
    if before is not None and before.rule == "mechanism:organ" and before.passage == passage:
        between = {word.lower_ for word in doc[before.last + 1 : first]}
        if between <= {",", "and", "the", "or", "&"}:
            return before.parties[0]
    shared = _shared_behind(analysis, passage, last, lexicon)
    if shared is not None:
        return shared
    pointed = first > 0 and doc[first - 1].lower_ in _POINTING | {"-"}
    home = analysis.home
    if pointed and home is not None and home.islower():
        return home
    heads = {"heads", "ministers"} & {doc[i].lower_ for i in range(first, last + 1)}
    return _last_named(analysis, passage, first) if pointed and heads else None


def _shared_behind(
    analysis: Analysis, passage: int, last: int, lexicon: MechanismLexicon
) -> str | None:
    """Return the organisation that ends the list which the organ begins: "A and B of the X"."""
    doc = analysis.passages[passage].doc
    while last + 1 < len(doc) and doc[last + 1].lower_ in {"and", ","}:
        link = doc[last + 1]
        following = _next_organ(link, lexicon)
        if following is None:
            return None
        last = name_end(following, (), {"of", "on"})
        shared = _organisation_behind(analysis, passage, last) or _organisation_in(
            analysis, passage, following.i, last
        )
        if shared is not None:
            return shared
    return None


def _own(doc: Doc, first: int, last: int, lexicon: MechanismLexicon) -> str:
    """Return the organisation that alone has an organ of that name; "" if several may."""
    words = " ".join(doc[i].lower_ for i in range(first, last + 1))
    return next((party for name, party in lexicon.own.items() if words.startswith(name)), "")


def _organisation_in(analysis: Analysis, passage: int, first: int, last: int) -> str | None:
    """Return the organisation in the name: before the noun, or at its end behind "of"."""
    doc = analysis.passages[passage].doc
    for mention in analysis.parties_within(passage, first, last):
        if mention.party.isupper() or mention.last > last:
            continue
        ends = mention.last == last or doc[mention.last + 1].lower_ in {"countries", "states"}
        if mention.first == first or (ends and doc[mention.first - 1].lower_ in _OF):
            return mention.party
    return None


def _organisation_behind(analysis: Analysis, passage: int, last: int) -> str | None:
    """Return the organisation in "of the X", "of X member states" right behind the name."""
    doc = analysis.passages[passage].doc
    index = last + 1
    if index >= len(doc) or doc[index].lower_ not in {"of", "within", "in"}:
        return None
    index += 1 + (index + 1 < len(doc) and doc[index + 1].lower_ == "the")
    mention = analysis.resolver.party_at[passage].get(index)
    return mention.party if mention is not None and mention.party.islower() else None


def _organisation_before(analysis: Analysis, passage: int, first: int) -> str | None:
    """Return the organisation in "X's" or "X" right before the name."""
    doc = analysis.passages[passage].doc
    index = first - 1
    while index > 0 and doc[index].text in {"'s", "'"}:
        index -= 1
    mention = analysis.resolver.party_at[passage].get(index)
    return mention.party if mention is not None and mention.party.islower() else None


def _last_named(analysis: Analysis, passage: int, token: int) -> str | None:
    """Return the organisation named last before the token, in its paragraph or the one above."""
    for index in (passage, passage - 1):
        if index < 0:
            break
        named = [
            m.party for m in analysis.parties[index]
            if m.party.islower() and (index < passage or m.last < token)
        ]  # fmt: skip
        if named:
            return named[-1]
    return None


def _organ(
    analysis: Analysis,
    passage: int,
    first: int,
    last: int,
    token: Token,
    owner: str,
    lexicon: MechanismLexicon,
) -> Candidate:
    found = analysis.passages[passage]
    name = plain(found.words(first, last))
    # "The NATO-Ukraine Council" is of both.
    states = [p for p in parties_within(analysis, passage, first, token.i) if p.isupper()]
    words = frozenset(
        word.lower_ for word in token.doc[first : last + 1]
        if word.is_alpha and word.pos_ not in {"ADP", "DET", "CCONJ", "PART"}
        and word.i not in analysis.resolver.party_at[passage]
    )  # fmt: skip
    return Candidate(
        passage=passage,
        first=with_determiner(found.doc, first),
        last=last,
        head=token.i,
        key=f"organ:{token.lower_}",
        kind="organization",
        name=name,
        words=words,
        named=frozenset({owner}),
        parties=(owner, *states),
        state=None,
        level=level_of(name, lexicon),
        rule="mechanism:organ",
    )
