"""Cues that stand within a quotation: “We will go on,” he said, “with all sides.”"""

import re

#: A cue of more characters is a sentence of its own between two quotations.
_LONGEST = 80
_MARK = re.compile(r"[“”«»\"]|\n\s*\n")


def find_interjections(text: str) -> list[tuple[int, int]]:
    """Return the spans of what interrupts quotations, in order; a paragraph's end interrupts none.

    A straight mark opens and closes by turns.

    >>> [text[a:b] for text in ['"So," he said, "it is."'] for a, b in find_interjections(text)]
    [' he said, ']
    """
    found = []
    inside = False
    closed: int | None = None
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark[0] == "\n":
            inside, closed = False, None
        elif mark in "“«" or (mark == '"' and not inside):
            if closed is not None and 0 < match.start() - closed <= _LONGEST:
                found.append((closed, match.start()))
            inside, closed = True, None
        else:
            inside, closed = False, match.end()
    return found
