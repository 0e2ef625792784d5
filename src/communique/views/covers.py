"""The line under a page's title: what the page rests on, and as of when it stands."""

from collections.abc import Sequence
from datetime import date

from communique.views.dates import describe_day
from communique.views.findings import SourceDocument


def describe_cover(sources: Sequence[SourceDocument], as_of: date | None) -> str:
    """Return how many sources of which days a page rests on, and as of when it stands.

    >>> describe_cover((), date(2024, 5, 3))
    '0 sources; as of 3 May 2024'
    """
    count = len(sources)
    cover = f"{count} source{'' if count == 1 else 's'}"
    days = sorted(source.day for source in sources if source.day is not None)
    if days:
        first, last = describe_day(days[0]), describe_day(days[-1])
        cover += f", {first}" if first == last else f", {first} to {last}"
    undated = count - len(days)
    if undated and days:
        cover += f" ({undated} without a date)"
    elif undated:
        cover += " without a date"
    return f"{cover}; as of {describe_day(as_of)}" if as_of else cover
