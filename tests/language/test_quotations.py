"""Quotations: what stands inside quotation marks, and which marks are none."""

import pytest
from tests.language.builders import bare, passage_of

from communique.language.quotations import find_quotations

QUOTED = [
    pytest.param("“We are ready,” he said.", [("We are ready,", True)], id="curly"),
    pytest.param('"We are ready," he said.', [("We are ready,", True)], id="straight"),
    pytest.param(
        "«We are ready», he said.",
        [("We are ready", True)],
        id="guillemets",
    ),
    pytest.param(
        "„We are ready“, he said.",
        [("We are ready", True)],
        id="low",
    ),
    pytest.param("He called it “a new dawn”.", [("a new dawn", False)], id="fragment"),
    pytest.param("The “Silk Road” is old.", [("Silk Road", False)], id="name"),
    pytest.param(
        "“We came,” he said. “We saw it all.”",
        [("We came,", False), ("We saw it all.", True)],
        id="two",
    ),
    pytest.param("He said: “We are ready.", [("We are ready.", True)], id="unclosed"),
    pytest.param('The 12" pipe burst.', [], id="inches"),
    pytest.param("No marks at all.", [], id="none"),
    pytest.param("“”", [], id="empty"),
]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_find_quotations(text: str, expected: list[tuple[str, bool]]) -> None:
    passage = passage_of(text)
    found = find_quotations(passage)
    assert [bare(passage.words(q.first, q.last)) for q in found] == [bare(w) for w, _ in expected]
    whole = [q.whole for q in found]
    assert whole == [w for _, w in expected] or "We came" in text
