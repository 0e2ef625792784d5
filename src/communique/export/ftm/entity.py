"""Entities of FollowTheMoney: their ids, and values as that library would clean them."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlparse

from communique.plain import strip_controls
from communique.reference.parties import load_parties

#: Media types that say nothing, and that the library drops.
_NO_TYPE = frozenset({"application/octet-stream"})
#: ISO 639-3 codes of the languages that FollowTheMoney knows, by those of ISO 639-1.
_LANGUAGES = {
    "af": "afr", "ar": "ara", "az": "aze", "be": "bel", "bg": "bul", "bs": "bos", "ca": "cat",
    "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est",
    "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun",
    "hy": "hye", "id": "ind", "is": "isl", "it": "ita", "ja": "jpn", "ka": "kat", "kk": "kaz",
    "km": "khm", "kn": "kan", "ko": "kor", "ky": "kir", "lb": "ltz", "lt": "lit", "lv": "lav",
    "mk": "mkd", "mn": "mon", "ms": "msa", "mt": "mlt", "my": "mya", "ne": "nep", "nl": "nld",
    "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv",
    "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa", "tg": "tgk", "tk": "tuk", "tl": "tgl",
    "tr": "tur", "uk": "ukr", "ur": "urd", "uz": "uzb", "zh": "zho",
}  # fmt: skip

#: What ids may consist of.
_PLAIN_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
_QUOTED = re.compile(r"""^["'](.*)["']$""")
_ADDRESS_BREAK = re.compile(r"\s*[;,](\s*[;,.])*\s*")


def make_id(kind: str, *parts: str) -> str:
    """Return the id of what the parts tell apart; the same parts have it in every export."""
    if len(parts) == 1 and _PLAIN_ID.fullmatch(parts[0]):
        return f"cq-{kind}-{parts[0]}"
    return f"cq-{kind}-{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:20]}"


class Entity:
    """An entity; values are added as text, and those that hold nothing are left out."""

    def __init__(self, schema: str, key: str) -> None:
        self.id = key
        self.schema = schema
        self._properties: dict[str, dict[str, None]] = {}

    def add(self, name: str, *values: str | None) -> None:
        """Add values to a property, each once."""
        for value in values:
            cleaned = clean_text(value) if value is not None else ""
            if cleaned:
                self._properties.setdefault(name, {})[cleaned] = None

    def add_names(self, name: str, values: Iterable[str]) -> None:
        """Add values to a property that holds names."""
        self.add(name, *(_QUOTED.sub(r"\1", clean_text(value)) for value in values))

    def to_line(self) -> str:
        """Return it as one line of JSON."""
        properties = {name: list(values) for name, values in sorted(self._properties.items())}
        made = {"id": self.id, "schema": self.schema, "properties": properties}
        return json.dumps(made, ensure_ascii=False) + "\n"


def clean_text(text: str) -> str:
    """Return the text on one line, composed (NFC), without controls."""
    return strip_controls(unicodedata.normalize("NFC", text))


def clean_address(text: str) -> str:
    """Return the parts of an address with commas between them."""
    return _ADDRESS_BREAK.sub(", ", clean_text(text)).strip(" ,")


def clean_url(url: str | None) -> str | None:
    """Return an address on the web as the library spells it; None for any other."""
    try:
        parsed = urlparse(clean_text(url or ""))
    except ValueError:
        return None
    if parsed.scheme not in ("http", "https") or not parsed.netloc:
        return None
    return (parsed if parsed.path else parsed._replace(path="/")).geturl()


def clean_media_type(media_type: str) -> str | None:
    """Return the type without its parameters; None for one that says nothing."""
    bare = media_type.partition(";")[0].strip().lower()
    return None if bare in _NO_TYPE else bare


def country_of(party: str | None) -> str | None:
    """Return the country code of a state; None for an organisation."""
    state = load_parties().states.get(party) if party is not None else None
    return state.alpha2.lower() if state is not None else None


def language_of(code: str | None) -> str | None:
    """Return the ISO 639-3 code of a language; None for one that the library doesn't know."""
    return _LANGUAGES.get(code) if code is not None else None
