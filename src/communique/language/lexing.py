"""Words as one-character classes, so that a grammar is a regular expression over classes.

`lex` cuts a text into tokens and gives each the letter of its class; a grammar is
written with class names (`<month> <day> (?:<comma>? <year>)?`) and compiled by
`compile_shape`. Matching runs over one character a word: it is fast, and no text, however
long its words, can make it slow.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

#: The class of a token no grammar asks for; a blank line is a token of class `BREAK`.
OTHER = "."
BREAK = "|"

POSSESSIVES = ("'s", "\N{RIGHT SINGLE QUOTATION MARK}s")

_TOKEN = re.compile(
    r"""
      \d{4}(?P<joint>[-/.])\d{1,2}(?P=joint)\d{1,2}(?![\d])     # 2012-03-06
    | \d{1,2}(?P<joint2>[-/.])\d{1,2}(?P=joint2)\d{4}(?!\d)     # 06/03/2012
    | \d{1,2}/\d{1,2}/\d\d(?![\d/])                             # 13/3/12
    | \d{1,2}-[^\W\d_]{3,9}-(?:\d{4}|\d\d)(?!\d)                 # 23-Apr-2024
    | \d+(?:,\d{3}(?!\d)|,\d\d(?=,\d\d)|[.:]\d+)*[^\W_]*        # 2,000  3.5  14:14  11th  15bn
    | (?:[A-Za-z]\.){2,}                                        # U.S.  p.m.
    | ['’]s\b
    | [A-Z]{0,3}[$¥£]                                           # US$
    | [A-Z][A-Za-z]{1,3}(?=\d)                                  # RMB5, Rs500, FY2025
    | [^\W\d_]\w*(?:['’](?!s\b)\w+)?                            # words, o'clock
    | \n[^\S\n]*\n\s*
    | \S
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens: borders, words as written and in lower case, and one class letter each."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    lowered: list[str]
    classes: str

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """Return the word at `index` in lower case; empty outside the text."""
        return self.lowered[index] if 0 <= index < len(self.lowered) else ""

    def adjoins(self, index: int) -> bool:
        """Whether no white space stands between the tokens `index - 1` and `index`."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]


def lex(text: str, classify: Callable[[str], str]) -> Tokens:
    """Return the tokens of `text`, each classed by `classify`, blank lines as `BREAK`."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    words = [text[start:end] for start, end in spans]
    classes = "".join([BREAK if word[0] == "\n" else classify(word) for word in words])
    lowered = [word.lower() for word in words]
    return Tokens(text, [s for s, _ in spans], [e for _, e in spans], words, lowered, classes)


def assign_letters(names: Iterable[str]) -> dict[str, str]:
    """Return a letter of the private use area for each class name, in order."""
    return {name: chr(0xE000 + number) for number, name in enumerate(dict.fromkeys(names))}


_NAME = re.compile(r"<([a-z][a-z_|]*)>")


def compile_shape(shape: str, letters: Mapping[str, str]) -> re.Pattern[str]:
    """Compile `shape`, in which `<month|weekday>` is a token of either class.

    Blanks are for the reader. Raises `KeyError` for a class that has no letter.
    """
    return re.compile(expand_shape(shape, letters))


def expand_shape(shape: str, letters: Mapping[str, str]) -> str:
    """Return `shape` as a regular expression over class letters."""
    # Group names look like class names: (?P<x>...) is kept by hiding it from the look-up.
    hidden = re.sub(r"\(\?P<(\w+)>", "(?P\0\\1\1", shape)
    expanded = _NAME.sub(
        lambda m: "[" + "".join(letters[name] for name in m[1].split("|")) + "]", hidden
    )
    return re.sub(r"\s+", "", expanded).replace("\0", "<").replace("\1", ">")


def drop_group_names(pattern: str) -> str:
    """Return the regular expression `pattern` with its named groups unnamed."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
