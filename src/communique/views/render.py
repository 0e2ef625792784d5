"""Pages as Markdown and as HTML, by the templates beside this module."""

from functools import lru_cache
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from communique.plain import escape_markdown, strip_controls
from communique.views.dates import describe_date
from communique.views.names import name_document
from communique.views.page import Page


def to_markdown(page: Page) -> str:
    """Return the page as Markdown with footnotes; all texts are escaped."""
    return _environment("md").get_template("page.md.j2").render(page=page)


def to_html(page: Page) -> str:
    """Return the page as one HTML file that asks no other for anything; all texts are escaped."""
    return _environment("html").get_template("page.html.j2").render(page=page)


def web_address(url: str | None) -> str | None:
    """Return `url` if it is one to follow on the web; None for `javascript:` and the like."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


@lru_cache(maxsize=2)
def _environment(form: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("communique.views"),
        autoescape=form == "html",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "date": describe_date,
        "plain": strip_controls if form == "html" else escape_markdown,
        "document_name": name_document,
        "web_address": web_address,
    }
    return environment
