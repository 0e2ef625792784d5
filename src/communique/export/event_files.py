"""Events in the shapes of the series that scholars compare with: POLECAT's files and ICEWS's.

Both are tables with tabs between cells and a row of names first. What is unknown is empty; so
are columns for what isn't coded here (intensities, coordinates, entries of encyclopaedias, codes of
the Correlates of War). Dates are days; an event of which only a longer time is told has none.
"""

from collections.abc import Iterator, Sequence
from itertools import product

from communique.coding import Actor, Event
from communique.coding.patterns import load_lexicon
from communique.export.coded import Coded, code_all
from communique.export.selection import Selection
from communique.version import read_version
from communique.views.names import name_party

POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province",
    "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version", "Encounter",
)  # fmt: skip
ICEWS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip


def write_polecat(selection: Selection) -> Iterator[str]:
    """Yield a row for each event, the actors of a side in one cell with ";" between.

    The last column is of ours: the encounter that the event reports.
    """
    yield _line(POLECAT)
    version = read_version()
    for coded in code_all(selection):
        event, document = coded.event, coded.document
        cells = {
            "Event ID": coded.id,
            "Event Date": _day(event),
            "Event Type": event.type,
            "Event Mode": event.mode,
            "Quad Code": str(load_lexicon().quads[event.type]),
            "Contexts": ";".join(event.contexts),
            **_side("Actor", event.actors),
            **_side("Recipient", event.recipients),
            "Placename": _place(event),
            "City": event.place.city if event.place else None,
            "Country": event.place.country if event.place else None,
            "Source": document.publisher or document.agency,
            "Publication Date": _published(coded),
            "Language": document.language,
            "Version": version,
            "Encounter": coded.encounter,
        }
        yield _line([cells.get(column) or "" for column in POLECAT])


def write_icews(selection: Selection) -> Iterator[str]:
    """Yield a row for each pair of an actor and a recipient, with CAMEO codes.

    Among equals each pair has a row in either direction, as in ICEWS. Events that the words mark
    as denied, conditional or still to come are left out: the series has no column for that.
    """
    yield _line(ICEWS)
    for coded in code_all(selection):
        event, document = coded.event, coded.document
        if event.auxiliary and event.auxiliary != ("historical",):
            continue
        for number, (source, target) in enumerate(_pairs(event), 1):
            cells = {
                "Event ID": f"{coded.id}-{number}",
                "Event Date": _day(event),
                "Source Name": source.evidence.text,
                "Source Sectors": source.sector,
                "Source Country": _country(source),
                "Event Text": event.evidence.text,
                "CAMEO Code": event.cameo,
                "Target Name": target.evidence.text if target else None,
                "Target Sectors": target.sector if target else None,
                "Target Country": _country(target) if target else None,
                "Story ID": document.id,
                "Sentence Number": str(coded.sentence),
                "Publisher": document.publisher or document.agency,
                "City": event.place.city if event.place else None,
                "Country": name_party(event.place.country)
                if event.place and event.place.country
                else None,
            }
            yield _line([cells.get(column) or "" for column in ICEWS])


def _pairs(event: Event) -> Iterator[tuple[Actor, Actor | None]]:
    if event.recipients:
        yield from product(event.actors, event.recipients)
    elif len(event.actors) > 1:
        yield from ((a, b) for a, b in product(event.actors, event.actors) if a != b)
    else:
        yield from ((actor, None) for actor in event.actors)


def _side(name: str, actors: Sequence[Actor]) -> dict[str, str]:
    sectors = [actor.sector for actor in actors if actor.sector]
    return {
        f"{name} Name": ";".join(_country(a) or a.evidence.text for a in actors),
        f"{name} Country": ";".join(a.country for a in actors if a.country),
        f"Primary {name} Sector": sectors[0] if sectors else "",
        f"{name} Sectors": ";".join(dict.fromkeys(sectors)),
        f"{name} Name Raw": ";".join(a.evidence.text for a in actors),
    }


def _country(actor: Actor) -> str | None:
    return name_party(actor.country) if actor.country else None


def _day(event: Event) -> str:
    return str(event.date.start) if event.date.precision == "day" else ""


def _published(coded: Coded) -> str:
    published = coded.document.published
    return str(published.start) if published is not None and published.precision == "day" else ""


def _place(event: Event) -> str | None:
    return (event.place.venue or event.place.city) if event.place else None


def _line(cells: Sequence[str]) -> str:
    """Return a row; tabs and ends of lines within a cell become spaces."""
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"
