"""Captions of photographs, told by the credit at their end or the way they begin."""

import re

_NAME = r"[A-Z][\w.&'’-]*(?:[ \xa0][A-Z][\w.&'’-]*){0,4}"
_CREDIT = re.compile(
    r"(?:"
    # "(Xinhua/Li Xiang)", "[AP/Evan Vucci]": maker and photographer, nothing after.
    rf"[(\[](?:{_NAME}|via)[ ]?/[ ]?{_NAME}(?:[ ]?/[ ]?{_NAME})?[)\]]"
    # "/CFP", "/ VCG", "/Reuters": after the end of a sentence only.
    rf"|[.!?\"”)][ \xa0]*/[ \xa0]?{_NAME}(?:[ ]?/[ ]?{_NAME})?"
    # "(Photo by X)", "[Photo: X]", "(Photo credit: ...)", "(Image: X)", "(Xinhua Photo)"
    r"|[(\[](?i:file |handout |ap |afp |reuters |pool )?"
    r"(?i:photo|photos|photograph|image|picture|pic)\b[^()\[\]]{0,80}[)\]]"
    rf"|[(\[]{_NAME}[ ](?i:photo|file|handout|pool|file photo)[)\]]"
    # "Photo: X", "Photo credit: X", "| Credit: X", "Image: X", "Courtesy of X"
    r"|(?i:\b(?:photo|image|picture|photo credit|image credit|credit|photograph)s?[ ]?"
    r"(?:credit|by|courtesy(?: of)?)?[ ]?:[ ]?)[^.:]{2,60}"
    r"|(?i:photo|photograph|image|picture)s? (?:by|courtesy of|courtesy) [^.:]{2,60}"
    # "REUTERS/Kevin Lamarque", "AP Photo/Evan Vucci", "AFP via Getty Images", "EPA-EFE/X", "© AFP"
    r"|(?:REUTERS|AP Photo|AFP|EPA(?:-EFE)?|UPI|TASS|Xinhua|Yonhap|Kyodo|Pool|POOL)"
    rf"[ ]?/[ ]?{_NAME}(?:[ ]?/[ ]?{_NAME})?"
    r"|\b(?:[A-Z]\w+[ /])?(?:via |/)?Getty Images(?:[ ]?/[ ]?[A-Z]\w+)?"
    rf"|©[ ]?{_NAME}"
    r")[ \xa0.]*$"
)
_OPENING = re.compile(
    r"(?i:file photo|file image|file picture|handout photo"
    r"|in this (?:file |undated |handout )?(?:photo|image|picture|photograph)\b"
    r"|(?:this|the|an?) (?:file |undated |handout |combo |combination )?"
    r"(?:photo|image|picture|photograph) (?:taken|shows|released|provided|of)"
    r"|(?:photo|image|picture)s? (?:taken|shows?|released|provided) )"
)
_POSITIONS = re.compile(
    r"\((?:[LRC]|L-R|R-L|(?:front |back |rear |top |bottom |from |second |2nd |third |3rd )*"
    r"(?:left|right|centre|center|c|l|r)(?: front| back)?)\)"
)

#: Every credit holds one of these: most blocks need no closer look.
_CREDIT_SIGNS = ("/", "(", "[", "©", "hoto", "HOTO", "mage", "icture", "redit", "Getty")
_CREDIT_TAIL = 160

#: Longer texts that end with a credit are articles.
_MAX_CHARS = 700

_CREDIT_ONLY_CHARS = 60


def is_caption(block: str) -> bool:
    """Whether a block describes a photograph: a credit ends it, or it says so at its beginning."""
    if len(block) > _MAX_CHARS or "\n\n" in block:
        return False
    if _find_credit(block) > 12:
        return True
    return _OPENING.match(block) is not None or (
        len(block) < 320 and "(" in block and _POSITIONS.search(block) is not None
    )


def is_credit(block: str) -> bool:
    """Whether a block is a credit and nothing else: "(Photo: Xinhua)"."""
    if len(block) > _CREDIT_ONLY_CHARS:
        return False
    return 0 <= _find_credit(block) <= 2


def _find_credit(block: str) -> int:
    """Return where the credit at the end of a block begins; -1 without one."""
    tail = block[-_CREDIT_TAIL:]
    if not any(sign in tail for sign in _CREDIT_SIGNS):
        return -1
    credit = _CREDIT.search(block, max(0, len(block) - _CREDIT_TAIL))
    return credit.start() if credit else -1
