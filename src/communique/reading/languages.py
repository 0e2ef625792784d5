"""The language of a text, by the letters of its blocks."""

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from communique.reference.parties import load_parties

#: Languages in which foreign ministries and news agencies publish. The model knows more,
#: but on short texts the small languages only win by mistake.
LANGUAGES = frozenset(
    {
        "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et",
        "fa", "fi", "fr", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km",
        "ko", "ky", "lo", "lt", "lv", "mk", "mn", "ms", "mt", "ne", "nl", "no", "pl", "ps", "pt",
        "ro", "ru", "rw", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "te", "th", "tr", "uk", "ur",
        "uz", "vi", "zh",
    }
)  # fmt: skip


#: What the model looks at: enough to be sure of, and no dearer for a long text.
SAMPLE_CHARS = 600

#: Letters below which a guess would be one.
MIN_LETTERS = 16

#: Up to here a language other than English must be surer than by a hair: the model
#: takes "The ministers met in Oslo" for Dutch.
SHORT_LETTERS = 120
ENGLISH_SHARE = 0.08

#: Share of English function words from which a text is English, and the model need not
#: be asked, or even loaded: English prose has some 15%, a quotation in another far less.
ENGLISH_WORDS = 0.09


_WIDE = re.compile("[\u2e80-\uabff]")


@lru_cache(maxsize=1)
def _load_identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(LANGUAGES.intersection(identifier.labels)))
    return identifier


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`; None where it has too few letters."""
    sample = text[:SAMPLE_CHARS]
    # A character of Chinese or Korean says as much as some letters of an alphabet.
    letters = sum(map(str.isalpha, sample)) + 3 * len(_WIDE.findall(sample))
    if letters < MIN_LETTERS:
        return None
    if _reads_as_english(sample):
        return "en"
    if letters > SHORT_LETTERS:
        return str(_load_identifier().classify(sample)[0])
    ranked = dict(_load_identifier().rank(sample))
    if ranked.get("en", 0.0) >= ENGLISH_SHARE:
        return "en"
    return str(max(ranked, key=lambda code: ranked[code]))


#: Words that stand in many English sentences and in none of another language.
_ENGLISH = frozenset(
    {"the", "and", "with", "from", "that", "said", "his", "their", "has", "have", "which", "who",
     "were", "they", "this", "between", "would", "should", "also", "foreign"}
)  # fmt: skip
_LATIN_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    names = load_parties().names
    return frozenset(name.form for name in names if name.kind == "demonym" and " " not in name.form)


def _reads_as_english(sample: str) -> bool:
    """Whether English words hold a short text together, whatever names stand in it.

    Names make most of a short page, and the model takes them for their owners' language;
    but "Danish" and "Egyptian" are English words, however Danish the rest looks.
    """
    words = _LATIN_WORD.findall(sample)
    held = [word for word in words if word.lower() in _ENGLISH]
    peoples = {word for word in words if word in _demonyms()}
    if len(set(held)) >= 3 and len(held) >= ENGLISH_WORDS * len(words):
        return True
    return len(words) < 60 and (len(peoples) > 1 or bool(peoples and held))
