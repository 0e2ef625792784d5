"""The process that reads stays in step with who asks, also where that one gives up half-way."""

from pathlib import Path

from communique.document import Document
from communique.intake.inputs import Input
from communique.intake.reader import Reader


def test_an_input_that_was_given_up_costs_the_next_nothing(tmp_path: Path) -> None:
    given = []
    for name in ("a.txt", "b.txt"):
        path = tmp_path / name
        path.write_text(f"A note of {name}\n\nThe ministers met in Nairobi.\n", encoding="utf-8")
        given.append(Input(path=path, name=name))
    reader = Reader("en_core_web_sm")
    try:
        first = reader.read(given[0])
        assert isinstance(next(first), Document)
        # Whoever stored it failed; nobody asks for the rest.
        names = [one.name for one in reader.read(given[1])]
        assert names == ["b.txt"]
        assert [one.name for one in reader.read(given[0])] == ["a.txt"]
    finally:
        reader.close()
