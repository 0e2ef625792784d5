"""What a named source does to a named target."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from communique.coding.pairs import code_pair
from communique.coding.relating import relate
from communique.errors import UnreadableInput
from communique.language.model import DEFAULT_MODEL
from communique.reading import read_text


def ask(text: str, source: str, target: str) -> tuple[str, str, str]:
    event = code_pair(read_text(text), source, target, DEFAULT_MODEL)
    [actor], [recipient] = event.actors, event.recipients
    return event.type, actor.evidence.text, recipient.evidence.text


@pytest.mark.parametrize(
    ("text", "source", "target", "relation"),
    [
        ("Botswana condemned the arrest of reporters in Lesotho.", "Botswana", "Lesotho", "ACCUSE"),
        ("Fijian soldiers shot two gunmen from Tonga.", "Fijian soldiers", "two gunmen", "ASSAULT"),
        ("Ireland asked Canada to return a ship.", "Ireland", "Canada", "REQUEST"),
        ("Austria gave two million euros to flood victims in Nepal.", "Austria", "Nepal", "AID"),
        ("Chile turned down a proposal by Bolivia.", "Chile", "Bolivia", "REJECT"),
    ],
)
def test_the_relation_of_a_pair(text: str, source: str, target: str, relation: str) -> None:
    assert ask(text, source, target) == (relation, source, target)


def test_sides_may_be_asked_the_other_way_round() -> None:
    text = "Kenya, which Uganda had accused of spying, closed the border."
    assert ask(text, "Uganda", "Kenya")[0] == "ACCUSE"


def test_words_that_the_text_lacks_are_told() -> None:
    with pytest.raises(UnreadableInput, match="holds both 'Peru' and 'Chile'"):
        ask("Peru voted.", "Peru", "Chile")


def test_of_repeated_words_those_apart_are_taken() -> None:
    text = "Mali and Niger said that Niger would aid Mali."
    event = code_pair(read_text(text), "Niger", "Mali", DEFAULT_MODEL)
    source, target = event.actors[0].evidence, event.recipients[0].evidence
    assert text[source.start : source.end] == "Niger"
    assert text[target.start : target.end] == "Mali"


def test_the_command_answers_lines_with_pairs(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "Peru thanked Chile.", "source": "Peru", "target": "Chile"},
        {"id": "b", "text": "Peru voted.", "source": "Peru", "target": "Chile"},
        {"id": "c", "text": "Oman accused Yemen of piracy.", "date": "2024-05-07"},
    ]
    file = tmp_path / "asked.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "communique", "events", str(file)],
        capture_output=True,
        text=True,
        env=os.environ,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["document"], row["type"]) for row in told] == [("a", "SUPPORT"), ("c", "ACCUSE")]
    assert done.returncode == 1
    assert "b: no sentence holds both" in done.stderr


def test_how_likely_it_is_lies_between_nothing_and_certainty() -> None:
    from communique.coding.pairs import find_pair
    from communique.language.analysis import analyse
    from communique.language.model import load_model
    from communique.reference import load_reference

    document = read_text("Peru thanked Chile for its help.")
    analysis = analyse(document, document.articles[0], load_reference(), load_model(DEFAULT_MODEL))
    pair = find_pair(analysis.passages[0], "Peru", "Chile")
    assert pair is not None
    relation, likely = relate(pair)
    assert relation == "SUPPORT"
    assert 1 / 15 < likely <= 1
