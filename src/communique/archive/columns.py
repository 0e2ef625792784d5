"""The types of the archive's columns, so that every store keeps and sorts the same values alike.

Tables and migrations take text and whole numbers from here. SQLite has them by itself: any text,
sorted by code points, and numbers of 64 bits. PostgreSQL sorts text by the rules of some language
unless told otherwise, and refuses the character NUL.
"""

import re
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text, TypeDecorator

#: What stands for NUL, and for the sign itself: code points that Unicode keeps for inner use.
_SIGN, _NUL = "\ufdd2", "\ufdd3"
_ESCAPED = re.compile(f"{_SIGN}([{_SIGN}{_NUL}])")


class EscapedText(TypeDecorator[str]):
    """Text in which NUL is written as two other characters."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return the text as it is stored."""
        if isinstance(value, str) and ("\0" in value or _SIGN in value):
            return value.replace(_SIGN, _SIGN * 2).replace("\0", _SIGN + _NUL)
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the text as it was given."""
        if value is not None and _SIGN in value:
            return _ESCAPED.sub(lambda m: "\0" if m[1] == _NUL else _SIGN, value)
        return value


#: Any text, sorted by code points.
Words = Text().with_variant(EscapedText(collation="C"), "postgresql")
#: A whole number of 64 bits; as a primary key, one that counts up.
Number = Integer().with_variant(BigInteger(), "postgresql")
