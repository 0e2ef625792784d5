"""Make the pages of `filter_readouts.toml`, with states and capitals drawn, as JSON Lines.

    python benchmarks/filter_readouts.py FILE

The page's number decides what it is for, not its wording: all pages of one template are for the
same part, so that the report is on templates that nothing was fitted to. Those under `lessons`
are never for the report.
"""

import json
import random
import sys
import tomllib
from pathlib import Path

from communique.reference.parties import load_parties
from filter_pages import part_of, serial

TEMPLATES = Path(__file__).with_suffix(".toml")
COPIES = 6


def make_pages() -> list[dict[str, str]]:
    """Return the pages, those of a template in the part that its number falls into."""
    capitals: dict[str, str] = {}
    tables = load_parties()
    for name in tables.names:
        if name.kind == "capital" and not name.ambiguous:
            capitals.setdefault(name.party, name.form)
    states = sorted(
        party
        for party, state in tables.states.items()
        if state.kind == "state" and party in capitals
    )
    draw = random.Random(6)
    read = tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))
    templates = [
        *((part_of(f"template {k}"), pair) for k, pair in enumerate(read["pages"])),
        *(("choose" if k % 4 == 3 else "fit", pair) for k, pair in enumerate(read["lessons"])),
    ]
    pages: list[dict[str, str]] = []
    for number, (part, (title, text)) in enumerate(templates):
        for _ in range(COPIES):
            first, second, third = draw.sample(states, 3)
            names = {"A": first, "B": second, "C": third}
            slots = {slot: tables.states[party].name for slot, party in names.items()}
            slots |= {slot.lower(): capitals[party] for slot, party in names.items()}
            name = serial(f"readout-{number}-{len(pages)}", part)
            pages.append({"id": name, "text": f"{title}\n\n{text}".format_map(slots)})
    return pages


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(
        "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in make_pages()),
        encoding="utf-8",
    )
