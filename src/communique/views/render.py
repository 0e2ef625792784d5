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
    return environment("md").get_template("page.md.j2").render(page=page)


def to_html(page: Page) -> str:
    """Return the page as one HTML file that asks no other for anything; all texts are escaped."""
    return environment("html").get_template("page.html.j2").render(page=page)


def web_address(url: str | None) -> str | None:
    """Return `url` if it is one to follow on the web; None for `javascript:` and the like."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


@lru_cache(maxsize=3)
def environment(form: str) -> Environment:
    """Return the templates' environment for `md`, `html` or `svg`, with the filters they use."""
    made = Environment(
        loader=PackageLoader("communique.views"),
        autoescape=form != "md",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "date": describe_date,
        "plain": escape_markdown if form == "md" else strip_controls,
        "document_name": name_document,
        "web_address": web_address,
    }
    return made
