"""Pages out of templates: what every page knows is added here."""

from collections.abc import Iterable
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from communique.plain import drop_controls, strip_controls
from communique.views.dates import describe_date, describe_day
from communique.views.footnotes import Footnote
from communique.views.lately import leave
from communique.views.links import link_words
from communique.views.names import name_document, name_issue, name_parties, name_party
from communique.views.render import web_address
from communique.web.assets import address_of
from communique.web.roles import Identity, Role
from communique.web.sessions import form_token

#: What the lines at the top of every page lead to: what there is to look at, and to do.
_VIEWS = (
    ("/encounters", "Encounters"),
    ("/commitments", "Commitments"),
    ("/requests", "Requests"),
    ("/targets", "Targets"),
    ("/positions", "Positions"),
    ("/mechanisms", "Mechanisms"),
    ("/calendar", "Calendar"),
    ("/people", "People"),
    ("/parties", "Parties"),
    ("/issues", "Issues"),
    ("/documents", "Documents"),
    ("/quotes", "Who said it?"),
    ("/checks", "Checks"),
)
_WORK = (
    ("/watches", "Watches", Role.ANALYST),
    ("/review", "Review", Role.ANALYST),
    ("/add", "Add", Role.EDITOR),
    ("/runs", "Runs", Role.EDITOR),
    ("/administration", "Administration", Role.ADMINISTRATOR),
)
#: Conditions of a page that what it leads to is asked for with, too.
_DAYS = ("as_of", "known_at")


def render(
    request: Request,
    template: str,
    *,
    status: int = 200,
    among: Iterable[str] = (),
    **told: Any,
) -> HTMLResponse:
    """Return a page; `told` are the values that its template asks for.

    `among` are the parties from whose documents the things on the page were linked.
    """
    identity = getattr(request.state, "identity", None)
    team = request.app.state.settings.mode == "team"
    given = leave()
    text = (
        _environment()
        .get_template(template)
        .render(
            identity=identity,
            form_token=token_of(request),
            path=request.url.path,
            query=dict(request.query_params),
            asked=request.query_params.multi_items(),
            ask_again=partial(_ask_again, request),
            thing_link=partial(_link_thing, _scope(request, among)),
            scope=_scope(request, among),
            team=team,
            work=_list_work(identity, team=team),
            held_at=given.oldest if given is not None else None,
            **told,
        )
    )
    return HTMLResponse(text, status)


def token_of(request: Request) -> str:
    """Return what the forms of a page carry; empty where nobody is signed in."""
    secret = getattr(request.state, "secret", None)
    # A page that is kept for others is written with a mark in its place.
    return getattr(request.state, "form_token", None) or (form_token(secret) if secret else "")


def _list_work(identity: Identity | None, *, team: bool) -> list[tuple[str, str]]:
    """Return what somebody may do; only a team has something to administer."""
    if identity is None:
        return []
    return [
        (address, label)
        for address, label, role in _WORK
        if identity.role >= role and (team or role < Role.ADMINISTRATOR)
    ]


def link_note(note: Footnote) -> str:
    """Return the address at which a footnote's words stand in their document.

    >>> from communique.views.findings import SourceDocument
    >>> from communique.views.footnotes import Quote
    >>> words = Quote(start=5, end=9, text="talk")
    >>> document = SourceDocument(id="d1", name="a.txt")
    >>> link_note(Footnote(number=1, document=document, quotes=(words,)))
    '/documents/d1?words=5-9#words'
    """
    return link_words(note.document.id, ((quote.start, quote.end) for quote in note.quotes))


def _ask_again(request: Request, **changes: object) -> str:
    """Return the query of this page with some conditions changed; None or empty drops one.

    Another question is shown from its first page.
    """
    kept = [
        (name, value)
        for name, value in request.query_params.multi_items()
        if value and name not in changes and name != "page"
    ]
    for name, value in changes.items():
        values = value if isinstance(value, list | tuple) else [value]
        kept += [(name, str(one)) for one in values if one not in (None, "")]
    return "?" + urlencode(kept)


def _scope(request: Request, among: Iterable[str]) -> str:
    """Return the query with which things are asked for from this page."""
    days = [(name, day) for name in _DAYS if (day := request.query_params.get(name))]
    told = urlencode([*(("of", party) for party in among), *days])
    return f"?{told}" if told else ""


def _link_thing(scope: str, key: str) -> str:
    return f"/things/{key}{scope}"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=ChoiceLoader([PackageLoader("communique.web"), PackageLoader("communique.views")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "numbered": _number,
        "static": address_of,
        "views": _VIEWS,
        "name_party": name_party,
        "name_issue": name_issue,
    }
    made.filters |= {
        "date": describe_date,
        "day": describe_day,
        "plain": strip_controls,
        "as_written": drop_controls,
        "document_name": name_document,
        "web_address": web_address,
        "party": name_party,
        "parties": name_parties,
        "issue": name_issue,
        "note_link": link_note,
    }
    return made


def _number(footnotes: tuple[Footnote, ...]) -> dict[int, Footnote]:
    return {note.number: note for note in footnotes}
