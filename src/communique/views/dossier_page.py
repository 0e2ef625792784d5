"""How a dossier is laid out."""

from collections.abc import Iterable

from communique.linking.types import STILL_OPEN
from communique.views.covers import describe_cover
from communique.views.dates import describe_day
from communique.views.dossier import Dossier
from communique.views.entries import TenureEntry
from communique.views.names import name_issue, name_party
from communique.views.page import Group, Line, Page, Row, Section
from communique.views.phrases import (
    OVERDUE,
    phrase_commitment,
    phrase_engagement,
    phrase_figure,
    phrase_mechanism,
    phrase_occasion,
    phrase_position,
    phrase_quote,
    phrase_request,
    phrase_tenure,
)


def lay_out_dossier(dossier: Dossier) -> Page:
    """Return the dossier's page; every line bears the footnotes of its entry."""
    left, right = name_party(dossier.left), name_party(dossier.right)
    pair = (dossier.left, dossier.right)
    return Page(
        title=f"{left} – {right}",
        subtitle=describe_cover(dossier.sources, dossier.as_of)
        + (f"; told since {describe_day(dossier.since)}" if dossier.since else ""),
        glance=_glance(dossier, pair),
        sections=(
            Section(
                id="engagements",
                title="Engagements",
                groups=(
                    _group(None, (phrase_engagement(e, pair=pair) for e in dossier.held)),
                    _group(
                        "Scheduled and proposed",
                        (phrase_engagement(e, pair=pair) for e in dossier.planned),
                    ),
                ),
            ),
            Section(
                id="offices",
                title="Who holds which office",
                groups=tuple(
                    _group(name_party(party), _tenures(dossier.tenures, party)) for party in pair
                ),
            ),
            Section(
                id="mechanisms",
                title="Standing mechanisms",
                groups=(
                    _group(None, (phrase_mechanism(e, pair=pair) for e in dossier.mechanisms)),
                ),
            ),
            Section(
                id="commitments",
                title="Commitments",
                groups=tuple(
                    _group(title, (phrase_commitment(e, pair=pair) for e in entries))
                    for title, entries in (
                        ("Joint", dossier.joint_commitments),
                        (left, dossier.left_commitments),
                        (right, dossier.right_commitments),
                    )
                ),
            ),
            Section(
                id="requests",
                title="What each side asks for",
                groups=(
                    _group(left, map(phrase_request, dossier.left_requests)),
                    _group(right, map(phrase_request, dossier.right_requests)),
                ),
            ),
            Section(
                id="positions",
                title="Positions in their own words",
                rows=tuple(
                    Row(
                        title=name_issue(comparison.issue),
                        shared=_group("Both", map(phrase_position, comparison.joint)),
                        cells=(
                            _group(left, map(phrase_position, comparison.left)),
                            _group(right, map(phrase_position, comparison.right)),
                        ),
                    )
                    for comparison in dossier.positions
                ),
            ),
            Section(
                id="figures",
                title="Figures and targets",
                groups=(_group(None, map(phrase_figure, dossier.figures)),),
            ),
            Section(
                id="occasions",
                title="Dates to remember",
                groups=(_group(None, map(phrase_occasion, dossier.occasions)),),
            ),
            Section(
                id="quotes",
                title="What was said",
                groups=(_group(None, map(phrase_quote, dossier.quotes)),),
            ),
        ),
        footnotes=dossier.footnotes,
        sources=dossier.sources,
    )


def _glance(dossier: Dossier, pair: tuple[str, str]) -> tuple[Line, ...]:
    last, coming = dossier.last_engagement, dossier.next_engagement
    open_ones = [entry for entry in dossier.commitments if entry.state in STILL_OPEN]
    overdue = [entry for entry in dossier.commitments if entry.state == "overdue"]
    dated = [entry for entry in open_ones if entry.record.due is not None]
    counted = f"{len(open_ones)}, {len(dated) or 'none'} of them with a due date"
    return (
        _headline("Last engagement", phrase_engagement(last, pair=pair) if last else None),
        _headline("Next engagement", phrase_engagement(coming, pair=pair) if coming else None),
        Line(lead="Open commitments", text=counted if open_ones else "none"),
        Line(
            lead="Past due, no report here",
            text=str(len(overdue)) if overdue else "none",
            flag=OVERDUE if overdue else None,
            notes=tuple(n for entry in overdue for n in entry.notes),
        ),
    )


def _headline(lead: str, line: Line | None) -> Line:
    if line is None:
        return Line(lead=lead, text="none on record")
    text = f"{line.lead} – {line.text}"
    return Line(lead=lead, text=text, notes=line.notes, thing=line.thing)


def _group(title: str | None, lines: Iterable[Line]) -> Group:
    return Group(title=title, lines=tuple(lines))


def _tenures(entries: Iterable[TenureEntry], party: str) -> Iterable[Line]:
    return (phrase_tenure(entry) for entry in entries if entry.record.party == party)
