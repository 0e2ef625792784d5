"""What parties, issues and sources are called when people read them."""

from collections.abc import Iterable
from functools import lru_cache

from communique.records import NARRATION, RecordBase
from communique.reference.issues import load_issues
from communique.reference.parties import load_parties
from communique.views.findings import SourceDocument


def name_party(party: str) -> str:
    """Return the party's usual name; the id itself for one that the tables don't have."""
    return load_parties().label(party)


def name_parties(parties: Iterable[str]) -> str:
    """Return the parties as a list in words.

    >>> name_parties([])
    ''
    """
    return join([name_party(party) for party in parties])


def name_side(party: str) -> str:
    """Return the party as a side at a table: "the Chinese side", else its name."""
    adjective = _adjectives().get(party)
    return f"the {adjective} side" if adjective else name_party(party)


def name_issue(issue: str) -> str:
    """Return the issue's name; the id in words for one that the table doesn't have."""
    known = load_issues().issues.get(issue)
    return known.name if known is not None else issue.replace("-", " ").capitalize()


def name_source(record: RecordBase, document: SourceDocument) -> str:
    """Return whose words the record was drawn from: "said by X", "reported by PUBLISHER"."""
    if record.source == NARRATION:
        return f"reported by {document.publisher}" if document.publisher else "as reported"
    return f"said by {name_party(record.source)}"


def name_document(document: SourceDocument) -> str:
    """Return what the document is best called: its title, else its name."""
    return document.title or document.name


def join(words: list[str]) -> str:
    """Return the words as a list in a sentence.

    >>> join(["China", "Japan", "South Korea"])
    'China, Japan and South Korea'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    """Return the first adjective that the table has for each state."""
    found: dict[str, str] = {}
    for name in load_parties().names:
        if name.kind == "demonym":
            found.setdefault(name.party, name.form)
    return found
