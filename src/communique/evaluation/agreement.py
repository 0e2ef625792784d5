"""When a predicted record agrees with a gold one: its head fields (found), all fields (exact).

Both records are mappings in the field names of the gold files, as `to_row` writes them
and as any other program may: a missing field, a null and an empty list are the same.
`docs/accuracy.md` has the table of fields that this module puts into effect.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
Test = Callable[[Row, Row], bool]

#: Share of common words from which on two names are one, and of common text two contents.
SAME_NAME = 0.5
SAME_CONTENT = 0.8
#: Relative difference below which two values are one number.
SAME_VALUE = 1e-9


def count_common_text(gold: Row, predicted: Row) -> int:
    """Return how many code points the spans of both records share; 0 if they are apart."""
    return _shared(gold["spans"], predicted["spans"])


def agrees(gold: Row, predicted: Row) -> bool:
    """Return whether the head fields of two records of one kind agree."""
    return HEADS[gold["kind"]](gold, predicted)


def differing_fields(gold: Row, predicted: Row) -> tuple[str, ...]:
    """Return the further scored fields in which two records differ; none: they agree exactly."""
    tests = DETAILS[gold["kind"]]
    return tuple(field for field, test in tests.items() if not test(gold, predicted))


@cache
def _guideline() -> dict[str, frozenset[str]]:
    text = (Path(__file__).parent / "guideline.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


def _shared(left: Iterable[Sequence[int]], right: Sequence[Sequence[int]]) -> int:
    return sum(
        max(0, min(end, other_end) - max(start, other_start))
        for start, end in left
        for other_start, other_end in right
    )


def _length(spans: Iterable[Sequence[int]]) -> int:
    return sum(end - start for start, end in spans)


def _plain(value: object) -> str:
    """Return `value` in lower case with everything but ASCII letters and digits a blank."""
    return re.sub(r"[^a-z0-9]+", " ", str(value or "").lower()).strip()


def _same(field: str) -> Test:
    return lambda gold, predicted: bool(gold.get(field) == predicted.get(field))


def _same_plain(field: str) -> Test:
    return lambda gold, predicted: _plain(gold.get(field)) == _plain(predicted.get(field))


def _parties(record: Row, field: str) -> frozenset[str]:
    """Return a field's party ids, however they are cased; a single id counts as a list of one."""
    value = record.get(field)
    listed = [] if value is None else [value] if isinstance(value, str) else value
    return frozenset(str(v).upper() if len(str(v)) == 3 else str(v).lower() for v in listed)


def _same_parties(field: str) -> Test:
    return lambda gold, predicted: _parties(gold, field) == _parties(predicted, field)


def _name_words(value: object) -> set[str]:
    return set(_plain(value).split()) - _guideline()["empty_words"]


def _same_name(gold: Row, predicted: Row) -> bool:
    """Dice overlap of the words that say something."""
    left, right = _name_words(gold.get("name")), _name_words(predicted.get("name"))
    if not left or not right:
        return left == right
    return 2 * len(left & right) / (len(left) + len(right)) >= SAME_NAME


def _same_person(gold: object, predicted: object) -> bool:
    """Whether one name's words all stand in the other ("Miliband", "David Miliband")."""
    left, right = (
        set(_plain(who.get("name") if isinstance(who, Mapping) else who).split())
        for who in (gold, predicted)
    )
    if not left or not right:
        return left == right
    return left <= right or right <= left


def _same_speaker(gold: Row, predicted: Row) -> bool:
    """Whether any speaker is shared: a joint statement may list several."""

    def speakers(record: Row) -> list[Any]:
        speaker = record.get("speaker")
        return [s for s in (speaker if isinstance(speaker, list) else [speaker]) if s]

    return any(_same_person(g, p) for g in speakers(gold) for p in speakers(predicted))


def _same_people(gold: Row, predicted: Row) -> bool:
    wanted, given = gold.get("people") or [], predicted.get("people") or []
    return len(wanted) == len(given) and all(any(_same_person(g, p) for p in given) for g in wanted)


def _interval(record: Row, field: str) -> tuple[Any, Any]:
    """Return a date field's ends; a missing date is one without ends."""
    value = record.get(field)
    return (value.get("start"), value.get("end")) if isinstance(value, Mapping) else (None, None)


def _same_interval(field: str) -> Test:
    return lambda gold, predicted: _interval(gold, field) == _interval(predicted, field)


def _same_deadline(gold: Row, predicted: Row) -> bool:
    # "By June" and "in the first half of the year" bind to the same day.
    return bool(_interval(gold, "due")[1] == _interval(predicted, "due")[1])


def _same_place(gold: Row, predicted: Row) -> bool:
    def places(record: Row) -> set[str]:
        place = record.get("place") or {}
        named = [place] if isinstance(place, str) else [place.get("city"), place.get("venue")]
        return {_plain(name) for name in named} - {""}

    wanted, given = places(gold), places(predicted)
    return bool(wanted & given) or not (wanted or given)


def _same_form(gold: Row, predicted: Row) -> bool:
    def form(record: Row) -> Any:
        value = record.get("form") or record.get("subkind")
        return "meeting" if value == "talks" else value

    return bool(form(gold) == form(predicted))


def _same_issue(gold: Row, predicted: Row) -> bool:
    issue = gold.get("issue")
    return issue == predicted.get("issue") or issue not in _guideline()["issues"]


def _same_content(gold: Row, predicted: Row) -> bool:
    left = gold.get("content") or gold["spans"]
    right = predicted.get("content") or predicted["spans"]
    size = _length(left) + _length(right)
    return size > 0 and 2 * _shared(left, right) / size >= SAME_CONTENT


def _same_value(gold: Row, predicted: Row) -> bool:
    try:
        wanted, given = float(gold["value"]), float(predicted["value"])
    except (KeyError, TypeError, ValueError):
        return False
    return abs(wanted - given) <= SAME_VALUE * max(1.0, abs(wanted))


def _same_sense(gold: Row, predicted: Row) -> bool:
    wanted, given = (record.get("sense") or record.get("subkind") for record in (gold, predicted))
    return bool(wanted == given)


def _same_number_of_items(gold: Row, predicted: Row) -> bool:
    return len(gold.get("items") or []) == len(predicted.get("items") or [])


def _all(*tests: Test) -> Test:
    return lambda gold, predicted: all(test(gold, predicted) for test in tests)


#: Which fields must agree for a gold record to be found, in the order of the report.
HEADS: Mapping[str, Test] = {
    "engagement": _all(_same_form, _same_parties("parties")),
    "statement": _same_speaker,
    "commitment": _same_parties("parties"),
    "request": _same_parties("by"),
    "position": _all(_same_parties("holder"), _same_issue),
    "mechanism": _same_name,
    "figure": _all(_same_value, _same_plain("unit")),
    "membership": _all(_same_plain("organization"), _same_parties("member")),
    "tenure": _all(
        lambda gold, predicted: _same_person(gold.get("person"), predicted.get("person")),
        _same_parties("party"),
    ),
    "occasion": _same_name,
    "agenda": _same("count"),
}

#: Which fields must agree besides for it to be exact, by name.
DETAILS: Mapping[str, Mapping[str, Test]] = {
    "engagement": {
        "people": _same_people,
        "date": _same_interval("date"),
        "place": _same_place,
        "status": _same("status"),
    },
    "statement": {"mode": _same("mode"), "content": _same_content},
    "commitment": {"force": _same("force"), "due": _same_deadline},
    "request": {"to": _same_parties("to"), "force": _same("force")},
    "position": {"stance": _same("stance")},
    "mechanism": {"parties": _same_parties("parties"), "state": _same("state")},
    "figure": {
        "sense": _same_sense,
        "period": _same_interval("period"),
        "parties": _same_parties("parties"),
    },
    "membership": {"role": _same("role")},
    "tenure": {"rank": _same("rank")},
    "occasion": {"date": _same_interval("date")},
    "agenda": {"holder": _same_parties("holder"), "items": _same_number_of_items},
}
