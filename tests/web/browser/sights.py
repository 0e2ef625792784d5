"""Every page that can be looked at, with an address at which there is something to see."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from communique.views import open_archive
from communique.web.access import list_routes
from communique.web.pages import ROUTERS

#: What is asked for by GET and is no page: it leads on, answers programs, or sends a file.
NO_PAGES = {
    "/open",
    "/health",
    "/ready",
    "/metrics",
    "/pairs",
    "/things/{key}",
    "/review/next",
    "/review/gold.zip",
    "/watches/digest.md",
    "/watches/{key}/feed.atom",
    "/watches/{key}/calendar.ics",
    "/watches/{key}/digest.md",
}
PAGES = sorted({route.path for route in list_routes(ROUTERS) if "GET" in route.methods} - NO_PAGES)
_LISTS = [
    "encounters",
    "commitments",
    "requests",
    "targets",
    "positions",
    "mechanisms",
    "people",
    "calendar",
    "checks",
    "parties",
    "issues",
    "documents",
    "watches",
    "add",
    "runs",
    "account",
    "administration",
    "administration/log",
]


def find_sights(archive: Path) -> Mapping[str, Mapping[str, str]]:
    """Return, for the path of each page, addresses under names."""
    with open_archive(archive, create=False) as desk:
        memory = desk.recall("CHN", "GBR")
        encounter = max(memory.encounters, key=lambda one: (len(one.accounts), one.id))
        person = max(memory.people, key=lambda one: len(one.mentions))
        mechanism = max(memory.mechanisms, key=lambda one: len(one.rounds))
        edited = next(one for one in desk.documents() if one.superseded_by)
        record = next(iter(desk.records(document=edited.superseded_by, kind="engagement")))
        stored = next(iter(desk.records(kind="commitment")))
        words = " ".join(stored.record.evidence[0].text.split()[:9])
        document = record.document.id
        (reviewed, *_) = desk.reviews()
    review = f"/review/records/{record.id}"
    return {
        "/": {"home": "/"},
        "/sign-in": {"sign-in": "/sign-in"},
        **{f"/{name}": {name.replace("/", "-"): f"/{name}"} for name in _LISTS},
        "/search": {
            "search": "/search",
            "search-words": "/search?q=trade&party=CHN",
            "search-nothing": "/search?q=gooseberry",
        },
        "/quotes": {"quotes": "/quotes", "quotes-found": f"/quotes?words={quote(words)}"},
        "/pairs/{left}/{right}": {"pair": "/pairs/CHN/GBR", "pair-nothing": "/pairs/ISL/URY"},
        "/pairs/{left}/{right}/changes": {"changes": "/pairs/CHN/GBR/changes?since=2024-09-01"},
        "/parties/{key}": {"party": "/parties/GBR"},
        "/issues/{key}": {"issue": "/issues/trade"},
        "/people/{key}": {"person": f"/people/{person.id}"},
        "/mechanisms/{key}": {"mechanism": f"/mechanisms/{mechanism.id}"},
        "/encounters/{key}": {"encounter": f"/encounters/{encounter.id}"},
        "/records/{key}": {"record": f"/records/{record.id}"},
        "/documents/{key}": {"document": f"/documents/{document}"},
        "/documents/{key}/versions": {"versions": f"/documents/{document}/versions"},
        "/runs/{number}": {"run": "/runs/1"},
        "/review": {
            "review": "/review",
            **{f"review-{show}": f"/review?show={show}" for show in ("second", "differ", "again")},
            "review-log": "/review?show=log",
        },
        "/review/records/{key}": {
            "review-record": review,
            "review-reviewed": f"/review/records/{reviewed.targets[0]}",
        },
        "/review/records/{key}/words": {"review-words": f"{review}/words"},
        "/review/records/{key}/links": {"review-links": f"{review}/links"},
    }
