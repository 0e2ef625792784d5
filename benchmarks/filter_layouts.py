"""Put relevant texts in the place of the articles of real web pages, as JSON Lines.

    python benchmarks/filter_layouts.py PAGES TEXTS OUT

What surrounds an article on a real page (teasers, comments, other stories, notices) is the hard
part of telling what the page is on. A page's article is the element whose own paragraphs or lines
hold the most text; it is filled with a text's paragraphs in its own markup, and the page's titles
are replaced. Only pages count from which trafilatura takes the text as their main text, and
little else: elsewhere much of the old article is left.

Files of pages are as in `filter_pages.py`; a page is for what its own id says, and carries texts
that are for the same, so that the report is on layouts and texts that nothing was fitted to.
"""

import json
import random
import sys
from collections import Counter
from pathlib import Path

import lxml.html
import trafilatura
from lxml.etree import ParserError, strip_elements

from communique.reading.languages import SAMPLE_CHARS, detect_language
from filter_pages import Part, read_rows, serial

#: An article has at least so many characters of its own.
LEAST = 600
#: What a page's main text and the text put into it must share.
MAIN = 0.8
#: So many texts are put into each page.
TEXTS = 3
_BLOCKS = frozenset(["p", "h2", "h3", "h4", "blockquote", "ul", "ol", "pre"])
_HELD = frozenset(["a", "b", "i", "u", "em", "strong", "span", "font", "br"])
_CHARACTERS = dict.fromkeys((*range(9), 11, 12, *range(14, 32)), " ")


def put_in(page: str, title: str, paragraphs: list[str]) -> str | None:
    """Return `page` with the text as its article; None where it has no English one."""
    try:
        tree = lxml.html.document_fromstring(
            page.translate(_CHARACTERS).encode(), lxml.html.HTMLParser(encoding="utf-8")
        )
    except (ParserError, ValueError, lxml.etree.XMLSyntaxError):
        return None
    article = _find_article(tree)
    if article is None or detect_language(article.text_content()[:SAMPLE_CHARS]) != "en":
        return None
    _fill(article, paragraphs)
    for name in ("title", "h1"):
        for element in list(tree.iter(name)):
            strip_elements(element, "*", with_tail=True)
            element.text = title
    filled: str = lxml.html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
    return filled


def is_main(text: str, page: str) -> bool:
    """Return whether the main text of a page is this one, by its words."""
    read = Counter((trafilatura.extract(page, include_comments=False) or "").split())
    wanted = Counter(text.split())
    return (read & wanted).total() >= MAIN * max(read.total(), wanted.total())


def _find_article(tree: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """Return the element with the most text in paragraphs, or in lines, of its own."""
    sizes: Counter[lxml.html.HtmlElement] = Counter()
    for element in tree.iter("p", "td", "div", "article", "section"):
        held = [child for child in element if isinstance(child.tag, str) and child.tag in _HELD]
        size = len((element.text or "").strip())
        size += sum(len(child.text_content()) + len((child.tail or "").strip()) for child in held)
        if element.tag == "p":
            if element.getparent() is not None:
                sizes[element.getparent()] += size
        else:
            sizes[element] += size
    best = max(sizes, key=lambda element: sizes[element], default=None)
    return best if best is not None and sizes[best] >= LEAST else None


def _fill(article: lxml.html.HtmlElement, paragraphs: list[str]) -> None:
    """Put the text in the place of the first block of an article, and drop its other blocks."""
    blocks = [child for child in article if child.tag in _BLOCKS]
    if any(block.tag == "p" for block in blocks):
        at = article.index(next(block for block in blocks if block.tag == "p"))
        for block in blocks:
            block.drop_tree()
        for number, paragraph in enumerate(paragraphs):
            made = article.makeelement("p")
            made.text = paragraph
            made.tail = "\n"
            article.insert(at + number, made)
        return
    for child in [child for child in article if child.tag in _HELD]:
        child.drop_tree()
    article.text = paragraphs[0]
    for at, paragraph in enumerate(paragraphs[1:]):
        made = article.makeelement("br")
        made.tail = "\n" + paragraph
        article.insert(at, made)


def main() -> None:
    """Write the pages."""
    pages, texts, out = map(Path, sys.argv[1:])
    with out.open("w", encoding="utf-8") as lines:
        for part in ("fit", "choose", "report"):
            wanted: Part = part
            given = list(read_rows(texts, wanted))
            draw = random.Random(part)
            for row in read_rows(pages, wanted):
                for number, text in enumerate(draw.sample(given, TEXTS)):
                    title, *paragraphs = [
                        piece
                        for piece in text["text"].translate(_CHARACTERS).strip().split("\n")
                        if piece.strip()
                    ]
                    made = put_in(row["html"], title, paragraphs or [title])
                    if made and is_main(" ".join(paragraphs), made):
                        name = serial(f"{row['id']} {number}", wanted)
                        lines.write(json.dumps({"id": name, "html": made}, ensure_ascii=False))
                        lines.write("\n")


if __name__ == "__main__":
    main()
