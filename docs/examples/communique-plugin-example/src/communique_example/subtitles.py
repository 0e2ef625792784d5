"""SubRip subtitles as a page: the spoken words, without numbers and times."""

import re

from communique.reading.plugged import Page

_CUE = re.compile(r"\d+\s*\n(?:\d+:)?\d\d:\d\d[,.]\d{3} --> [^\n]*\n")


class SubtitleReader:
    """Reads `.srt` files; one paragraph of all that is said."""

    suffixes = (".srt",)
    media_type = "application/x-subrip"

    def read(self, data: bytes, name: str) -> Page:
        """Return the words; raise `ValueError` where there are no subtitles."""
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        if _CUE.search(text) is None:
            raise ValueError("holds no subtitles")
        cues = [" ".join(cue.split()) for cue in _CUE.split(text)]
        return Page(" ".join(filter(None, cues)))
