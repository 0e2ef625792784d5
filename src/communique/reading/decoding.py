"""Bytes of a text file made into text, in whichever encoding they are."""

import codecs
import re

from charset_normalizer import from_bytes

from communique.errors import UnreadableInput
from communique.reading.languages import detect_language

#: Longer marks first: that of UTF-32 begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: Encodings that pages and files of governments and agencies come in, besides Unicode's.
_CANDIDATES = [
    "cp1252", "gb18030", "big5", "euc_kr", "cp949", "shift_jis", "cp932", "euc_jp", "iso2022_jp",
    "cp1251", "koi8_r", "koi8_u", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp1258", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "cp874", "mac_roman", "cp437",
    "cp850",
]  # fmt: skip


_NEIGHBOURS = frozenset(
    {
        "cp1250", "cp1254", "cp1257", "cp1258", "iso8859_2", "iso8859_9", "mac_roman", "cp437",
        "cp850",
    }
)  # fmt: skip
_WESTERN = frozenset(
    {"en", "fr", "de", "es", "pt", "it", "nl", "sv", "da", "no", "fi", "is", "ca", "id", "ms", "sw"}
)

#: The share of bytes that may be damaged in what is UTF-8 otherwise.
_DAMAGED_SHARE = 0.001
_SAMPLE_BYTES = 200_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_SHARE = 0.02

_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"PK\x03\x04", "a ZIP archive (or Office file) without a Word document in it"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as .docx"),
    (b"{\\rtf", "Rich Text; save it as .docx or plain text"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "compressed twice"),
    (b"BZh", "compressed by bzip2; unpack it first"),
    (b"\xfd7zXZ", "compressed by xz; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed by zstd; unpack it first"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
)


def decode(data: bytes, name: str, *, declared: str | None = None) -> str:
    """Return the text of `data`, without a byte order mark, otherwise as it stands.

    Tried in order: the byte order mark, UTF-8, the encoding the page declares, UTF-16
    without a mark, and detection. Where one byte in a thousand or fewer is no UTF-8,
    each becomes U+FFFD. Raises `UnreadableInput` for binary data and for bytes that are
    text in no known encoding.
    """
    if (what := binary_kind(data)) is not None:
        raise UnreadableInput(name, f"not text: {what}")
    text = _decode(data, declared)
    if text is None:
        raise UnreadableInput(name, "not text in any known encoding; save it as UTF-8")
    controls = len(_CONTROL.findall(text[:_SAMPLE_BYTES]))
    if controls > _CONTROL_SHARE * min(len(text), _SAMPLE_BYTES):
        raise UnreadableInput(name, "binary data, no text")
    return text


def binary_kind(data: bytes) -> str | None:
    """Return what `data` is by its first bytes, in words; None unless that is no text.

    >>> binary_kind(b"GIF89a")
    'a GIF image'
    """
    return next((what for magic, what in _MAGIC if data.startswith(magic)), None)


def _decode(data: bytes, declared: str | None) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _try(data[len(mark) :], encoding)
    zeros = data[:4096].count(0)
    if zeros == 0 or zeros < 0.05 * min(len(data), 4096):
        if (text := _try(data, "utf-8")) is not None:
            return text
        if declared and (text := _try(data, declared)) is not None:
            return text
    else:
        return _decode_wide(data)
    return _mend_utf8(data) or _detect(data)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _decode_wide(data: bytes) -> str | None:
    """Return UTF-16 text without a mark: the zero bytes of its Latin letters tell the order."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 5 * max(1, min(even, odd)):
        return None
    return _try(data, "utf-16-be" if even > odd else "utf-16-le")


def _mend_utf8(data: bytes) -> str | None:
    """Return UTF-8 with few damaged bytes, marked U+FFFD; None if it is something else."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = sum(1 for char in text[:_SAMPLE_BYTES] if char > "\x7f" and char != "\ufffd")
    return text if damaged <= max(1, _DAMAGED_SHARE * len(data)) and sound > 2 * damaged else None


def _detect(data: bytes) -> str | None:
    high = sum(1 for byte in data[:_SAMPLE_BYTES] if byte > 0x7F)
    # Few bytes beyond ASCII are quotation marks and accents of Windows' Western encoding.
    if high <= 0.06 * min(len(data), _SAMPLE_BYTES) and (text := _try(data, "cp1252")) is not None:
        return text
    best = from_bytes(data[:_SAMPLE_BYTES], cp_isolation=_CANDIDATES).best()
    if best is None:
        return None
    # Accents alone don't tell the West's encoding from its neighbours'; the language does.
    western = _try(data, "cp1252") if best.encoding in _NEIGHBOURS else None
    if western is not None and detect_language(western) in _WESTERN:
        return western
    # A sample may end within a character; the whole may hold what the sample didn't.
    return _try(data, best.encoding) or _try(
        data, "gb18030" if best.encoding == "gb2312" else "cp1252"
    )
