"""Bytes of text files in many encodings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import UnreadableInput
from communique.reading.decoding import decode

FRENCH = "Le président a rencontré la ministre à l’Élysée ; ils ont évoqué la coopération. " * 4
RUSSIAN = "Министр иностранных дел провёл переговоры с коллегой из Китая. " * 6
CHINESE = "外交部长同印度外长举行会谈，就双边关系深入交换意见。" * 6
JAPANESE = "外務大臣は中国の外相と会談し、両国関係について意見を交換した。" * 6

CASES = [
    pytest.param(FRENCH, "utf-8", id="utf8"),
    pytest.param(FRENCH, "utf-8-sig", id="utf8_mark"),
    pytest.param(FRENCH, "utf-16", id="utf16"),
    pytest.param(FRENCH, "utf-16-le", id="utf16_le_without_mark"),
    pytest.param(FRENCH, "utf-16-be", id="utf16_be_without_mark"),
    pytest.param(FRENCH, "utf-32", id="utf32"),
    pytest.param(FRENCH, "cp1252", id="windows_western"),
    pytest.param(RUSSIAN, "cp1251", id="windows_cyrillic"),
    pytest.param(RUSSIAN, "koi8-r", id="koi8"),
    pytest.param(CHINESE, "gb18030", id="gb18030"),
    pytest.param(CHINESE, "utf-16", id="utf16_chinese"),
    pytest.param(JAPANESE, "shift_jis", id="shift_jis"),
]


@pytest.mark.parametrize(("text", "encoding"), CASES)
def test_decode_finds_the_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x") == text


@given(st.text().filter(lambda text: "\0" not in text and text.isprintable()))
def test_decode_keeps_utf8_as_it_is(text: str) -> None:
    # What begins with a mark of another format is none of ours.
    prefixed = f"a{text}"
    assert decode(prefixed.encode(), "x") == prefixed


def test_decode_keeps_line_ends_and_white_space() -> None:
    assert decode(b" a\r\nb\rc\n\n ", "x") == " a\r\nb\rc\n\n "


def test_decode_marks_a_damaged_byte_in_utf8() -> None:
    data = FRENCH.encode() * 5 + b"\xff end"
    assert decode(data, "x").count("\ufffd") == 1


def test_decode_follows_the_declared_encoding() -> None:
    assert decode("Müşteri".encode("cp1254"), "x", declared="windows-1254") == "Müşteri"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG image", id="png"),
        pytest.param(b"\xd0\xcf\x11\xe0" + bytes(50), "old Office file", id="doc"),
        pytest.param(bytes(range(256)) * 20, "not text|binary", id="bytes"),
        pytest.param(b"abc\x01\x02\x03\x04" * 50, "binary", id="control_characters"),
    ],
)
def test_decode_refuses_binary_data(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=reason):
        decode(data, "x")
