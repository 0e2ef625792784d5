"""Where a file is split into articles, and where it is not."""

from communique.reading import read_text

LEAD = "The foreign minister of Kenya met his Indian counterpart in Nairobi on Monday."
BODY = "Both sides agreed to deepen cooperation in trade, education and maritime security."


def parts(text: str) -> list[str]:
    document = read_text(text)
    return [text[article.start : article.end] for article in document.articles]


def test_split_articles_parts_pages_pasted_together() -> None:
    first = f"Ties of two cities\n\n{LEAD}\n\nIf you are a company looking for\n"
    second = f"### A new chapter in maritime ties\n\n{BODY}\n\n#### Trade\n\n{BODY} {LEAD}"
    assert parts(first + second) == [first, second]


def test_split_articles_parts_reports_with_heads_of_their_own() -> None:
    first = f"Kenya and India hold talks\n\nNAIROBI, March 4 (Xinhua) -- {LEAD}\n\n{BODY}\n\n"
    second = f"Brazil and Chile sign accord\n\nBRASILIA, March 5 (Xinhua) -- {BODY}\n\n{LEAD}"
    assert parts(first + second) == [first, second]


def test_split_articles_gives_each_part_its_own_metadata() -> None:
    first = f"Kenya and India hold talks\n\nNAIROBI, March 4 (Xinhua) -- {LEAD}\n\n{BODY}\n\n"
    second = f"Brazil and Chile sign accord\n\nBRASILIA, March 5 (Xinhua) -- {BODY}\n\n{LEAD}"
    titles = [article.metadata.title for article in read_text(first + second).articles]
    assert titles == ["Kenya and India hold talks", "Brazil and Chile sign accord"]


def test_split_articles_keeps_a_text_of_many_headings_whole() -> None:
    sections = "\n\n".join(f"## Part {number}\n\n{LEAD}\n\n{BODY}" for number in range(9))
    assert len(parts(f"# Fact sheet\n\n{sections}")) == 1


def test_split_articles_keeps_a_lead_in_before_a_heading() -> None:
    assert len(parts(f"{LEAD}\n\nThe two sides agreed the following:\n\n### Trade\n\n{BODY}")) == 1
