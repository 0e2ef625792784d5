"""Accounts of one encounter side by side: how their comparison is laid out."""

from collections.abc import Iterator, Mapping

from communique.document import Document
from communique.linking.citing import article_at
from communique.linking.comparison import (
    ComparedRow,
    ReadoutComparison,
    Telling,
    describe_search,
)
from communique.linking.comparison_claims import Claim
from communique.linking.types import Cited
from communique.views.covers import describe_cover
from communique.views.findings import SourceDocument
from communique.views.footnotes import Footnotes, Quote
from communique.views.names import name_document, name_issue, name_parties, name_party
from communique.views.page import Line, Page, Row, Section
from communique.views.phrases import mark_difference
from communique.views.subjects import group, section

#: What became of a claim, in words.
OUTCOMES = {
    "confirmed": "borne out",
    "differs": "told otherwise",
    "silent": "not in its own words",
    "unheard": "none of its own documents is compared",
}


def lay_out_comparison(comparison: ReadoutComparison, documents: Mapping[str, Document]) -> Page:
    """Return the comparison's page; `documents` are those compared, by id.

    Every line bears footnotes to the words of the documents.
    """
    return _Layout(comparison, documents).lay_out()


class _Layout:
    """Lays out one comparison, citing its documents."""

    def __init__(self, comparison: ReadoutComparison, documents: Mapping[str, Document]) -> None:
        self.comparison = comparison
        self.documents = documents
        self.notes = Footnotes()
        self.sources = tuple(self._source(side.document, 0) for side in comparison.sides)
        self.titles = [name_document(source) for source in self.sources]

    def lay_out(self) -> Page:
        rows = self.comparison.rows
        differing = tuple(self._set_beside(row) for row in rows if row.agreement == "differs")
        shared = [self._share(row) for row in rows if row.agreement == "both"]
        alone = (group(title, self._tell_alone(number)) for number, title in enumerate(self.titles))
        sections = (
            Section(id="differs", title="Told differently", rows=differing, empty="Nothing."),
            section("both", "Told alike", group(None, shared)),
            section("only", "Told by one only", *alone),
            section(
                "claims",
                "What one says of another",
                group(None, map(self._claim, self.comparison.claims)),
            ),
        )
        return Page(
            title=f"Accounts compared: {name_parties(self.comparison.parties)}",
            subtitle=describe_cover(self.sources, None),
            glance=tuple(self._describe_sides()),
            sections=sections,
            footnotes=self.notes.listed(),
            sources=self.sources,
        )

    def _describe_sides(self) -> Iterator[Line]:
        """Yield for whom each document speaks, and what of it was searched."""
        for side, title in zip(self.comparison.sides, self.titles, strict=True):
            whose = f"for {name_party(side.party)}" if side.party else "for no known party"
            yield Line(lead=title, text=whose, remarks=(f"searched {describe_search(side)}",))

    def _set_beside(self, row: ComparedRow) -> Row:
        """Return each side's telling in a cell of its own, changes marked in the later ones."""
        marked = {shown.side: mark_difference(shown.edits) for shown in row.changes}
        cells = []
        for number, title in enumerate(self.titles):
            lines = []
            for telling in row.tellings:
                if telling.side == number:
                    change = marked.get(number)
                    remarks = (f"beside the first: {change}",) if change else ()
                    lines.append(self._tell(telling, remarks))
            if number in row.silent:
                lines.append(Line(text="says nothing of it", remarks=self._search(number)))
            cells.append(group(title, lines))
        differs = Line(text=", ".join(row.differs))
        subject = (
            f"{_name_kind(row)}: {row.subject}" if row.kind not in _ITSELF else _name_kind(row)
        )
        return Row(title=subject, shared=group("Differs in", [differs]), cells=tuple(cells))

    def _share(self, row: ComparedRow) -> Line:
        """Return what several tell alike in the words of the first; who is silent is told."""
        silent = [f"not in {self.titles[number]}" for number in row.silent]
        return Line(
            lead=_name_kind(row),
            text=row.tellings[0].text,
            quoted=row.kind != "fact",
            remarks=tuple(silent),
            notes=tuple(sorted({self._cite(telling.source) for telling in row.tellings})),
        )

    def _tell_alone(self, number: int) -> Iterator[Line]:
        """Yield what only this side tells, and what was searched of the others."""
        for row in self.comparison.rows:
            if row.agreement == "only" and row.tellings[0].side == number:
                line = self._tell(row.tellings[0], ())
                lead = {"lead": _name_kind(row), "quoted": row.kind != "fact"}
                yield line.model_copy(update=lead)

    def _tell(self, telling: Telling, remarks: tuple[str, ...]) -> Line:
        unread = () if telling.recorded else ("in its text, not among its records",)
        return Line(
            text=telling.text,
            quoted=True,
            remarks=(*remarks, *unread),
            notes=(self._cite(telling.source),),
        )

    def _claim(self, claim: Claim) -> Line:
        by = name_party(claim.by) if claim.by else "A document of no party"
        remarks = [OUTCOMES[claim.outcome]]
        if claim.differs:
            remarks.append(f"differs in {', '.join(claim.differs)}")
        if claim.own is not None:
            remarks.append(f"its own words: “{claim.own}”")
        if claim.searched is not None:
            remarks.append(f"searched {claim.searched}")
        places = [claim.source, *([claim.against] if claim.against is not None else [])]
        return Line(
            lead=f"{by} of {name_party(claim.about)}",
            text=claim.text,
            quoted=True,
            remarks=tuple(remarks),
            notes=tuple(sorted({self._cite(place) for place in places})),
        )

    def _search(self, number: int) -> tuple[str, ...]:
        return (f"searched {describe_search(self.comparison.sides[number])}",)

    def _cite(self, cited: Cited) -> int:
        text = self.documents[cited.document].text
        quotes = tuple(Quote(start=a, end=b, text=text[a:b]) for a, b in cited.spans)
        return self.notes.cite_words(self._source(cited.document, cited.spans[0][0]), quotes)

    def _source(self, key: str, offset: int) -> SourceDocument:
        """Return the article of a document that holds an offset, as a source."""
        document = self.documents[key]
        article = article_at(document, offset)
        about = article.metadata
        return SourceDocument(
            id=key,
            name=document.name,
            article=document.articles.index(article),
            title=about.title,
            publisher=about.publisher or about.agency,
            url=about.url,
            published=about.date,
        )


#: Kinds of rows whose subject is the name of what is compared.
_ITSELF = ("fact", "topic")


def _name_kind(row: ComparedRow) -> str:
    match row.kind:
        case "fact":
            return row.subject.capitalize()
        case "topic":
            return name_issue(row.subject)
        case _:
            return row.kind.capitalize()
